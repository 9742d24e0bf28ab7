/* random-schema.h: random schemas and values that have something to do with each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#define RANDOM_DEPTH 3

static inline gboolean
random_one_in (int n)
{
  return g_test_rand_int_range (0, n) == 0;
}

#define RANDOM_CHOICE(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

static const char * const random_names[] = { "a", "ab", "b", "kind" };
static const char * const random_scalars[] = {
  "\"\"", "\"a\"", "\"ab\"", "\"abc\"", "\"b\"", "\"\\u00e4b\"", "\"caf\xc3\xa9\"", "0", "-1", "1.5",
  "15e-1", "3", "true", "false", "null",
};

static inline void
random_append_value (GString *out,
                     guint    depth)
{
  guint n = g_test_rand_int_range (0, 4);

  if (depth == 0 || random_one_in (3))
    {
      g_string_append (out, RANDOM_CHOICE (random_scalars));
      return;
    }

  if (random_one_in (2))
    {
      g_string_append_c (out, '[');
      for (guint i = 0; i < n; i++)
        {
          g_string_append (out, i > 0 ? ", " : "");
          random_append_value (out, depth - 1);
        }
      g_string_append_c (out, ']');
      return;
    }

  g_string_append_c (out, '{');
  for (guint i = 0, n_written = 0; i < G_N_ELEMENTS (random_names); i++)
    if (random_one_in (2))
      {
        g_string_append_printf (out, "%s\"%s\":", n_written++ ? "," : "", random_names[i]);
        random_append_value (out, depth - 1);
      }
  g_string_append_c (out, '}');
}

static inline void random_append_schema (GString *out,
                                         guint    depth);

static inline void
random_append_list (GString *out,
                    guint    depth)
{
  guint n = g_test_rand_int_range (1, 4);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      random_append_schema (out, depth);
    }
  g_string_append_c (out, ']');
}

static const char * const random_patterns[] = {
  "^a", "^[ab]+$", "b", "^(?!a)", "^.{2}$", "^(?:ab|abc)$", "c$", "^(?=a)(a|ab)(c|b)$", "^a|c$", "^$"
};

static inline void
random_append_keyword (GString    *out,
                       const char *keyword,
                       guint       depth)
{
  static const char * const types[] = {
    "object", "object", "array", "array", "string", "number", "integer", "boolean", "null"
  };
  static const char * const lists[] = { "allOf", "anyOf", "oneOf", "prefixItems", NULL };
  static const char * const counts[] = {
    "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "maxProperties", NULL
  };

  g_string_append_printf (out, "\"%s\":", keyword);
  if (g_strv_contains (lists, keyword))
    random_append_list (out, depth - 1);
  else if (g_strv_contains (counts, keyword))
    g_string_append_printf (out, "%d", g_test_rand_int_range (0, 3));
  else if (strcmp (keyword, "type") == 0)
    g_string_append_printf (out, "\"%s\"", RANDOM_CHOICE (types));
  else if (strcmp (keyword, "pattern") == 0)
    g_string_append_printf (out, "\"%s\"", RANDOM_CHOICE (random_patterns));
  else if (strcmp (keyword, "required") == 0)
    g_string_append_printf (out, "[\"%s\"]", RANDOM_CHOICE (random_names));
  else if (strcmp (keyword, "uniqueItems") == 0)
    g_string_append (out, "true");
  else if (strcmp (keyword, "const") == 0)
    random_append_value (out, random_one_in (3) ? 1 : 0);
  else if (strcmp (keyword, "enum") == 0)
    g_string_append_printf (out, "[%s,%s,%s]", random_scalars[1], RANDOM_CHOICE (random_scalars),
                            RANDOM_CHOICE (random_scalars));
  else if (strcmp (keyword, "properties") == 0)
    {
      g_string_append_printf (out, "{\"%s\":", random_names[0]);
      random_append_schema (out, depth - 1);
      g_string_append_printf (out, ",\"%s\":",
                              random_names[g_test_rand_int_range (1, G_N_ELEMENTS (random_names))]);
      random_append_schema (out, depth - 1);
      g_string_append_c (out, '}');
    }
  else if (strcmp (keyword, "patternProperties") == 0)
    {
      g_string_append_printf (out, "{\"%s\":", RANDOM_CHOICE (random_patterns));
      random_append_schema (out, depth - 1);
      g_string_append_c (out, '}');
    }
  else
    random_append_schema (out, depth - 1);
}

static inline void
random_append_schema (GString *out,
                      guint    depth)
{
  static const char * const flat[] = {
    "type", "const", "enum", "required", "minLength", "maxLength", "minItems", "maxItems",
    "minimum", "maximum", "maxProperties", "uniqueItems", "pattern"
  };
  static const char * const deep[] = {
    "properties", "properties", "patternProperties", "additionalProperties", "items", "prefixItems",
    "contains", "allOf",
    "anyOf", "oneOf", "not", "if", "then", "else", "propertyNames", "unevaluatedProperties",
    "unevaluatedItems"
  };
  g_autoptr(GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = g_test_rand_int_range (1, depth > 0 ? 5 : 3), n_written = 0;

  if (random_one_in (12))
    {
      g_string_append (out, random_one_in (3) ? "true" : "false");
      return;
    }

  g_string_append_c (out, '{');
  for (guint i = 0; i < n; i++)
    {
      const char *keyword = depth > 0 && !random_one_in (3) ? RANDOM_CHOICE (deep)
                                                            : RANDOM_CHOICE (flat);

      if (!g_hash_table_add (used, (gpointer) keyword))
        continue;
      g_string_append (out, n_written++ ? "," : "");
      random_append_keyword (out, keyword, depth);
    }
  g_string_append_c (out, '}');
}
