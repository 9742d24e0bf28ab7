/* sluice-dialect-words.c: rules that a provider refuses, in words for the model
 *
 * What the model reads is not translated: it goes with the schema, not with the desktop.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-dialect-private.h"
#include "schema/sluice-json-text-private.h"

/* A sentence is for reading; what is longer the model would not heed anyway. */
#define MAX_VALUE 400

typedef struct
{
  const char *keyword;
  const char *one;      /* for 1, where that reads otherwise; nullable */
  const char *format;
  gboolean    is_plain; /* a string is put as it is, without quotes */
} Sentence;

static const Sentence sentences[] = {
  { "minLength", "At least 1 character.", "At least %s characters." },
  { "maxLength", "At most 1 character.", "At most %s characters." },
  { "pattern", NULL, "Matches the regular expression %s", .is_plain = TRUE },
  { "format", NULL, "Format: %s.", .is_plain = TRUE },
  { "contentEncoding", NULL, "Encoded as %s.", .is_plain = TRUE },
  { "contentMediaType", NULL, "Media type: %s.", .is_plain = TRUE },
  { "minimum", NULL, "At least %s." },
  { "maximum", NULL, "At most %s." },
  { "exclusiveMinimum", NULL, "More than %s." },
  { "exclusiveMaximum", NULL, "Less than %s." },
  { "multipleOf", NULL, "A multiple of %s." },
  { "minItems", "At least 1 item.", "At least %s items." },
  { "maxItems", "At most 1 item.", "At most %s items." },
  { "minProperties", "At least 1 member.", "At least %s members." },
  { "maxProperties", "At most 1 member.", "At most %s members." },
  { "minContains", "At least 1 such item.", "At least %s such items." },
  { "maxContains", "At most 1 such item.", "At most %s such items." },
  { "const", NULL, "Always %s." },
  { "enum", NULL, "One of %s." },
  { "default", NULL, "Default: %s." },
  { "additionalProperties", NULL, "Other members match the JSON Schema %s" },
  { "patternProperties", NULL, "Members by their names: %s" },
  { "propertyNames", NULL, "Names of members match the JSON Schema %s" },
  { "contains", NULL, "Some item matches the JSON Schema %s" },
  { "not", NULL, "Does not match the JSON Schema %s" },
  { "dependentRequired", NULL, "Members that need others: %s" },
};

static const Sentence *
find_sentence (const char *keyword)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].keyword, keyword))
      return &sentences[i];

  return NULL;
}

/* Keywords that say something as true or false; the other value says nothing. */
static const char *
find_flag (const char *keyword)
{
  if (g_str_equal (keyword, "uniqueItems"))
    return "No item twice.";
  if (g_str_equal (keyword, "additionalProperties") || g_str_equal (keyword, "unevaluatedProperties"))
    return "No other members.";
  if (g_str_equal (keyword, "items") || g_str_equal (keyword, "unevaluatedItems"))
    return "No other items.";

  return NULL;
}

static void
begin_sentence (GString *words)
{
  if (words->len > 0)
    g_string_append (words, g_str_has_suffix (words->str, ".") ? " " : ". ");
}

/* The formats are those of the table above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void
append_sentence (GString        *words,
                 const Sentence *sentence,
                 const char     *value)
{
  begin_sentence (words);
  if (sentence->one != NULL && g_str_equal (value, "1"))
    g_string_append (words, sentence->one);
  else
    g_string_append_printf (words, sentence->format, value);
}

#pragma GCC diagnostic pop

gboolean
sluice_dialect_describe (GString    *words,
                         const char *keyword,
                         JsonNode   *value)
{
  const Sentence *sentence = find_sentence (keyword);
  g_autofree char *text = NULL;
  const char *flag;

  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN && (flag = find_flag (keyword)) != NULL)
    {
      begin_sentence (words);
      g_string_append (words, flag);
      return TRUE;
    }

  text = sentence != NULL && sentence->is_plain && json_node_get_value_type (value) == G_TYPE_STRING
         ? g_strdup (json_node_get_string (value)) : sluice_json_text_print (value, 0);
  if (strlen (text) > MAX_VALUE)
    return FALSE;

  if (sentence != NULL)
    append_sentence (words, sentence, text);
  else
    {
      begin_sentence (words);
      g_string_append_printf (words, "JSON Schema: {\"%s\": %s}", keyword, text);
    }

  return TRUE;
}
