/* sluice-keyword-private.h: the keywords of JSON Schema and what their values must be
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The form of a keyword's value (JSON Schema draft 2020-12, core and validation). */
typedef enum
{
  SLUICE_FORM_ANY,             /* any value */
  SLUICE_FORM_STRING,
  SLUICE_FORM_BOOLEAN,
  SLUICE_FORM_NUMBER,
  SLUICE_FORM_FACTOR,          /* a number above 0 */
  SLUICE_FORM_COUNT,           /* a whole number, 0 or more */
  SLUICE_FORM_LIMIT,           /* a number; in older drafts a boolean */
  SLUICE_FORM_VALUES,          /* an array of any values */
  SLUICE_FORM_TYPES,           /* the name of a type, or an array of them */
  SLUICE_FORM_NAMES,           /* an array of strings, all different */
  SLUICE_FORM_NAMES_MAP,       /* an object of arrays of strings */
  SLUICE_FORM_PATTERN,         /* a string, a regular expression */
  SLUICE_FORM_REFERENCE,       /* a string, a URI reference */
  SLUICE_FORM_SCHEMA,
  SLUICE_FORM_SCHEMAS,         /* a non-empty array of schemas */
  SLUICE_FORM_ITEMS,           /* a schema; in older drafts an array of schemas */
  SLUICE_FORM_SCHEMA_MAP,      /* an object of schemas */
  SLUICE_FORM_PATTERN_MAP,     /* an object of schemas whose names are regular expressions */
  SLUICE_FORM_DEPENDENCIES,    /* an object of schemas or arrays of strings (older drafts) */
  SLUICE_FORM_DESCRIPTION,     /* a string for people; a wrong value does no harm */
} SluiceForm;

typedef struct
{
  const char *name;
  SluiceForm  form;
} SluiceKeyword;

const SluiceKeyword *sluice_keyword_lookup       (const char *name);
/* the keyword that name was probably meant to be, NULL when none is close */
const char          *sluice_keyword_suggest      (const char *name);
/* the type name that name was probably meant to be */
const char          *sluice_keyword_suggest_type (const char *name);
gboolean             sluice_keyword_is_type      (const char *name);

/* The nearest of the NULL-terminated names within a third of its length in edits; NULL if none. */
const char          *sluice_keyword_nearest      (const char         *name,
                                                  const char * const *names);

G_END_DECLS
