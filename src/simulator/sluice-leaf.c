/* sluice-leaf.c: single texts and numbers that follow a schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sluice-leaf-private.h"
#include "sluice-pattern-text-private.h"
#include "sluice-subschema-private.h"

/* Where no rule says how long a text may be. */
#define MAX_LENGTH 2000

/* No text is longer, whatever minLength says. */
#define LONGEST (1024 * 1024)

/* --- Texts by topic --- */

static const char *
pick (const SluiceLeafPlace *place,
      SluiceTopic            topic)
{
  guint n;
  const char * const *words = sluice_vocabulary_get_words (topic, &n);

  return words[sluice_random_below (place->random, n)];
}

/* The fact of the prompt that belongs to this item; NULL when it has none. */
static const char *
get_fact (const SluiceLeafPlace *place,
          GPtrArray             *facts)
{
  return place->entity < facts->len ? g_ptr_array_index (facts, place->entity) : NULL;
}

static const char *
find_fact (const SluiceLeafPlace *place)
{
  SluiceFacts *facts = place->facts;

  switch (place->topic)
    {
    case SLUICE_TOPIC_PERSON:
    case SLUICE_TOPIC_FIRST_NAME:
    case SLUICE_TOPIC_PRODUCT:
      return get_fact (place, facts->names);
    case SLUICE_TOPIC_COMPANY:
      return get_fact (place, facts->companies);
    case SLUICE_TOPIC_PLACE:
    case SLUICE_TOPIC_COUNTRY:
      return get_fact (place, facts->places);
    case SLUICE_TOPIC_DATE:
      return get_fact (place, facts->dates);
    case SLUICE_TOPIC_EMAIL:
      return get_fact (place, facts->emails);
    case SLUICE_TOPIC_URL:
      return get_fact (place, facts->urls);
    case SLUICE_TOPIC_QUESTION:
      return get_fact (place, facts->questions);
    default:
      return NULL;
    }
}

static char *
make_date (const SluiceLeafPlace *place)
{
  return g_strdup_printf ("%04u-%02u-%02u", 2019 + sluice_random_below (place->random, 7),
                          1 + sluice_random_below (place->random, 12),
                          1 + sluice_random_below (place->random, 28));
}

static char *
make_time (const SluiceLeafPlace *place)
{
  return g_strdup_printf ("%02u:%02u:00", sluice_random_below (place->random, 24),
                          5 * sluice_random_below (place->random, 12));
}

static char *
make_user_name (const SluiceLeafPlace *place)
{
  g_autofree char *ascii = g_str_to_ascii (pick (place, SLUICE_TOPIC_FIRST_NAME), "C");
  g_autofree char *small = g_ascii_strdown (ascii, -1);

  return g_strdup_printf ("%s%u", small, sluice_random_below (place->random, 90) + 10);
}

static char *
make_email (const SluiceLeafPlace *place)
{
  g_autofree char *user = make_user_name (place);

  return g_strdup_printf ("%s@example.org", user);
}

static char *
make_uuid (const SluiceLeafPlace *place)
{
  guint32 parts[4];

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i] = sluice_random_integer (place->random, 0, G_MAXUINT32);

  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%04x%08x", parts[0], parts[1] >> 16,
                          parts[1] & 0xfff, 0x8000 | (parts[2] & 0x3fff), parts[2] >> 16, parts[3]);
}

/* One sentence or two, never the same twice in a row. */
static char *
make_prose (const SluiceLeafPlace *place)
{
  guint n;
  const char * const *sentences = sluice_vocabulary_get_words (SLUICE_TOPIC_PROSE, &n);
  guint first = sluice_random_below (place->random, n);

  if (sluice_random_chance (place->random, 0.4))
    return g_strdup (sentences[first]);

  return g_strconcat (sentences[first], " ", sentences[(first + 1) % n], NULL);
}

static char *
make_reasoning (const SluiceLeafPlace *place)
{
  guint n;
  const char * const *lines = sluice_vocabulary_get_words (SLUICE_TOPIC_REASONING, &n);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", lines[i]);

  return g_string_free (text, FALSE);
}

static char *
make_text (const SluiceLeafPlace *place)
{
  SluiceRandom *random = place->random;

  switch (place->topic)
    {
    case SLUICE_TOPIC_PERSON:
      return g_strconcat (pick (place, SLUICE_TOPIC_FIRST_NAME), " ",
                          pick (place, SLUICE_TOPIC_LAST_NAME), NULL);
    case SLUICE_TOPIC_USER_NAME:
      return make_user_name (place);
    case SLUICE_TOPIC_EMAIL:
      return make_email (place);
    case SLUICE_TOPIC_PHONE:
      return g_strdup_printf ("+1 555 01%02u", sluice_random_below (random, 100));
    case SLUICE_TOPIC_URL:
      return g_strdup_printf ("https://example.org/%u", 100 + sluice_random_below (random, 900));
    case SLUICE_TOPIC_POSTCODE:
      return g_strdup_printf ("%05u", sluice_random_below (random, 100000));
    case SLUICE_TOPIC_DATE:
      return make_date (place);
    case SLUICE_TOPIC_TIME:
      return make_time (place);
    case SLUICE_TOPIC_MONEY:
      return g_strdup_printf ("$%u", 10 * (1 + sluice_random_below (random, 200)));
    case SLUICE_TOPIC_IDENTIFIER:
      return g_strdup_printf ("item-%04u", place->entity + 1);
    case SLUICE_TOPIC_PROSE:
      return make_prose (place);
    case SLUICE_TOPIC_REASONING:
      return make_reasoning (place);
    case SLUICE_TOPIC_SHARE:
    case SLUICE_TOPIC_PERCENT:
    case SLUICE_TOPIC_SCORE:
    case SLUICE_TOPIC_COUNT:
    case SLUICE_TOPIC_AGE:
      return g_strdup_printf ("%u", 1 + sluice_random_below (random, 99));
    case SLUICE_TOPIC_YEAR:
      return g_strdup_printf ("%u", 1990 + sluice_random_below (random, 36));
    default:
      return g_strdup (pick (place, place->topic));
    }
}

/* --- Texts by format --- */

static char *
make_formatted (const char            *format,
                const SluiceLeafPlace *place)
{
  g_autofree char *date = make_date (place);
  g_autofree char *time = make_time (place);

  if (g_str_equal (format, "date"))
    return g_steal_pointer (&date);
  if (g_str_equal (format, "time"))
    return g_strconcat (time, "Z", NULL);
  if (g_str_equal (format, "date-time"))
    return g_strconcat (date, "T", time, "Z", NULL);
  if (g_str_equal (format, "duration"))
    return g_strdup_printf ("PT%uM", 5 * (1 + sluice_random_below (place->random, 11)));
  if (g_str_equal (format, "email") || g_str_equal (format, "idn-email"))
    return make_email (place);
  if (g_str_equal (format, "uuid") || g_str_has_prefix (format, "uuid"))
    return make_uuid (place);
  if (g_str_equal (format, "hostname") || g_str_equal (format, "idn-hostname"))
    return g_strdup_printf ("host%u.example.org", 1 + sluice_random_below (place->random, 99));
  if (g_str_equal (format, "ipv4") || g_str_equal (format, "ipvanyaddress"))
    return g_strdup_printf ("192.0.2.%u", 1 + sluice_random_below (place->random, 254));
  if (g_str_equal (format, "ipv6"))
    return g_strdup_printf ("2001:db8::%x", 1 + sluice_random_below (place->random, 0xfffe));
  if (g_str_equal (format, "json-pointer"))
    return g_strdup_printf ("/items/%u", place->entity);
  if (g_str_equal (format, "relative-json-pointer"))
    return g_strdup ("1/name");
  if (g_str_equal (format, "uri-template"))
    return g_strdup ("https://example.org/{id}");
  if (g_str_equal (format, "regex"))
    return g_strdup ("^[a-z]+$");
  if (strstr (format, "uri") != NULL || strstr (format, "iri") != NULL)
    return g_strdup_printf ("https://example.org/%u", 100 + sluice_random_below (place->random, 900));

  return NULL;
}

/* A fact of the prompt where it is of that format. */
static const char *
find_formatted_fact (const char            *format,
                     const SluiceLeafPlace *place)
{
  if (g_str_equal (format, "email"))
    return get_fact (place, place->facts->emails);
  if (g_str_equal (format, "uri"))
    return get_fact (place, place->facts->urls);

  return NULL;
}

/* --- Lengths --- */

static char *
fit_length (char                  *text,
            guint                  minimum,
            guint                  maximum,
            const SluiceLeafPlace *place)
{
  g_autoptr(GString) fitted = g_string_new (text);
  gulong length = g_utf8_strlen (text, -1);

  g_free (text);
  while (length < minimum)
    {
      const char *more = pick (place, SLUICE_TOPIC_PROSE);

      if (length > 0)
        g_string_append_c (fitted, ' ');
      g_string_append (fitted, more);
      length += g_utf8_strlen (more, -1) + (length > 0);
    }

  if (length > maximum)
    g_string_truncate (fitted, g_utf8_offset_to_pointer (fitted->str, maximum) - fitted->str);
  /* No blank at the end, unless the length is just so. */
  while (fitted->len > minimum && fitted->len > 0 && fitted->str[fitted->len - 1] == ' ')
    g_string_truncate (fitted, fitted->len - 1);

  return g_string_free (g_steal_pointer (&fitted), FALSE);
}

static JsonNode *
take_string (char *text)
{
  JsonNode *node = json_node_init_string (json_node_alloc (), text);

  g_free (text);

  return node;
}

JsonNode *
sluice_leaf_make_string (JsonObject            *schema,
                         const SluiceLeafPlace *place)
{
  const char *pattern = sluice_subschema_get_string (schema, "pattern");
  const char *format = sluice_subschema_get_string (schema, "format");
  guint minimum = sluice_subschema_get_count (schema, "minLength", 0);
  guint maximum = sluice_subschema_get_count (schema, "maxLength", MAX (minimum, MAX_LENGTH));
  const char *fact;
  char *text = NULL;

  minimum = MIN (minimum, LONGEST);
  if (format != NULL)
    {
      fact = find_formatted_fact (format, place);
      text = fact != NULL ? g_strdup (fact) : make_formatted (format, place);
      if (text != NULL)
        return take_string (text);
    }

  fact = find_fact (place);
  if (pattern != NULL && (fact == NULL || !g_regex_match_simple (pattern, fact, 0, 0)))
    {
      text = sluice_pattern_text_make (pattern, place->random, minimum, maximum);
      if (text != NULL)
        return take_string (text);
    }

  text = fact != NULL ? g_strdup (fact) : make_text (place);

  return take_string (fit_length (text, minimum, maximum, place));
}

/* --- Numbers --- */

typedef struct
{
  gdouble low, high;
} Range;

/* What numbers of a topic usually are. */
static Range
get_usual_range (SluiceTopic topic)
{
  switch (topic)
    {
    case SLUICE_TOPIC_AGE:
      return (Range) { 18, 79 };
    case SLUICE_TOPIC_YEAR:
      return (Range) { 1990, 2025 };
    case SLUICE_TOPIC_SHARE:
      return (Range) { 0.55, 0.98 };
    case SLUICE_TOPIC_PERCENT:
      return (Range) { 5, 95 };
    case SLUICE_TOPIC_SCORE:
      return (Range) { 3, 9.5 };
    case SLUICE_TOPIC_MONEY:
      return (Range) { 12, 480 };
    case SLUICE_TOPIC_COUNT:
      return (Range) { 1, 40 };
    default:
      return (Range) { 1, 100 };
    }
}

/* What the schema allows. A bound that is excluded is moved by step, or by less where that would be
 * out at the other end. */
static Range
get_allowed_range (JsonObject *schema,
                   gdouble     step)
{
  Range range = { -INFINITY, INFINITY }, open = range;
  gdouble bound, margin;

  if (sluice_subschema_get_number (schema, "minimum", &bound))
    range.low = bound;
  if (sluice_subschema_get_number (schema, "maximum", &bound))
    range.high = bound;
  if (sluice_subschema_get_number (schema, "exclusiveMinimum", &bound))
    open.low = bound;
  if (sluice_subschema_get_number (schema, "exclusiveMaximum", &bound))
    open.high = bound;

  margin = MIN (step, (MIN (range.high, open.high) - MAX (range.low, open.low)) / 4);

  return (Range) { MAX (range.low, open.low + margin), MIN (range.high, open.high - margin) };
}

static Range
intersect (Range usual,
           Range allowed)
{
  Range both = { MAX (usual.low, allowed.low), MIN (usual.high, allowed.high) };

  if (both.low <= both.high)
    return both;

  /* What is usual is not allowed: stay near the bound. */
  if (isinf (allowed.low))
    return (Range) { allowed.high - 10, allowed.high };
  if (isinf (allowed.high))
    return (Range) { allowed.low, allowed.low + 10 };

  return allowed;
}

/* The number of the prompt that belongs to this item. */
static gboolean
find_number (const SluiceLeafPlace *place,
             Range                  allowed,
             gboolean               integer,
             gdouble               *value)
{
  GArray *integers = place->facts->integers;
  GArray *amounts = place->facts->amounts;

  if (place->topic == SLUICE_TOPIC_SHARE || place->topic == SLUICE_TOPIC_SCORE)
    return FALSE;

  if (place->entity < amounts->len && (place->topic == SLUICE_TOPIC_MONEY || !integer))
    *value = g_array_index (amounts, gdouble, place->entity);
  else if (place->entity < integers->len && place->topic != SLUICE_TOPIC_MONEY)
    *value = g_array_index (integers, gint64, place->entity);
  else
    return FALSE;

  if (place->topic == SLUICE_TOPIC_YEAR && (*value < 1000 || *value > 2999))
    return FALSE;

  return *value >= allowed.low && *value <= allowed.high
         && (!integer || *value == floor (*value));
}

static gdouble
round_to (gdouble value,
          gdouble step)
{
  /* Dividing by a whole number gives the nearest double of "0.37"; multiplying by 0.01 does not. */
  return step < 1 ? round (value * round (1 / step)) / round (1 / step) : round (value / step) * step;
}

static gdouble
choose_number (Range                  range,
               gdouble                step,
               gboolean               coarse,
               const SluiceLeafPlace *place)
{
  gdouble value = sluice_random_double (place->random, range.low, range.high);
  gdouble rounded = round_to (value, step);

  if (rounded < range.low)
    rounded = round_to (rounded + step, step);
  if (rounded > range.high)
    rounded = round_to (rounded - step, step);

  /* A range without a round number in it; where numbers must be multiples, that is the schema's
   * own contradiction. */
  return coarse || (rounded >= range.low && rounded <= range.high) ? rounded : value;
}

JsonNode *
sluice_leaf_make_number (JsonObject            *schema,
                         gboolean               integer,
                         const SluiceLeafPlace *place)
{
  gdouble multiple = 0;
  gdouble step = integer ? 1 : place->topic == SLUICE_TOPIC_SCORE ? 0.1 : 0.01;
  gboolean has_multiple = sluice_subschema_get_number (schema, "multipleOf", &multiple) && multiple > 0;
  Range allowed, range;
  gdouble value;

  if (has_multiple)
    step = integer && multiple < 1 ? 1 : multiple;
  allowed = get_allowed_range (schema, step);
  if (integer)
    allowed = (Range) { ceil (allowed.low), floor (allowed.high) };
  range = intersect (get_usual_range (place->topic), allowed);

  if (has_multiple || !find_number (place, allowed, integer, &value))
    value = choose_number (range, step, has_multiple || integer, place);

  if (value == floor (value) && fabs (value) < 9e15)
    return json_node_init_int (json_node_alloc (), (gint64) value);

  return json_node_init_double (json_node_alloc (), value);
}

/* --- Choices --- */

/* An option that the prompt speaks of; else one after the other, so that a list of them has no two
 * alike before it must. */
JsonNode *
sluice_leaf_choose (JsonArray             *options,
                    const SluiceLeafPlace *place)
{
  guint n = json_array_get_length (options);
  guint start = place->seed % n;

  if (place->entity == 0)
    for (guint i = 0; i < n; i++)
      {
        JsonNode *option = json_array_get_element (options, i);

        if (json_node_get_value_type (option) == G_TYPE_STRING
            && sluice_facts_mentions (place->facts, json_node_get_string (option)))
          return json_node_copy (option);
      }

  return json_node_copy (json_array_get_element (options, (start + place->entity) % n));
}
