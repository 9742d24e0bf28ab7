/* sluice-vocabulary-private.h: what a property is about, by its name, and words for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_TOPIC_NONE,
  /* texts */
  SLUICE_TOPIC_PERSON,
  SLUICE_TOPIC_FIRST_NAME,
  SLUICE_TOPIC_LAST_NAME,
  SLUICE_TOPIC_USER_NAME,
  SLUICE_TOPIC_COMPANY,
  SLUICE_TOPIC_PRODUCT,
  SLUICE_TOPIC_JOB,
  SLUICE_TOPIC_DEPARTMENT,
  SLUICE_TOPIC_PLACE,
  SLUICE_TOPIC_COUNTRY,
  SLUICE_TOPIC_ADDRESS,
  SLUICE_TOPIC_POSTCODE,
  SLUICE_TOPIC_EMAIL,
  SLUICE_TOPIC_PHONE,
  SLUICE_TOPIC_URL,
  SLUICE_TOPIC_DATE,
  SLUICE_TOPIC_TIME,
  SLUICE_TOPIC_MONEY,
  SLUICE_TOPIC_CURRENCY,
  SLUICE_TOPIC_LANGUAGE,
  SLUICE_TOPIC_COLOUR,
  SLUICE_TOPIC_IDENTIFIER,
  SLUICE_TOPIC_QUESTION,
  SLUICE_TOPIC_PROSE,       /* a sentence or more */
  SLUICE_TOPIC_PHRASE,      /* a few words */
  SLUICE_TOPIC_TAG,         /* one word */
  SLUICE_TOPIC_REASONING,   /* steps that lead to the answer */
  /* numbers */
  SLUICE_TOPIC_AGE,
  SLUICE_TOPIC_YEAR,
  SLUICE_TOPIC_SHARE,       /* 0 to 1 */
  SLUICE_TOPIC_PERCENT,
  SLUICE_TOPIC_SCORE,
  SLUICE_TOPIC_COUNT,
} SluiceTopic;

/* class_name may be NULL: what "name" and "title" are depends on whose they are. */
SluiceTopic  sluice_vocabulary_find_topic (const char  *property,
                                           const char  *class_name);
/* the words of a topic that has some; *n is at least 1 */
const char * const *sluice_vocabulary_get_words (SluiceTopic  topic,
                                                 guint       *n);

G_END_DECLS
