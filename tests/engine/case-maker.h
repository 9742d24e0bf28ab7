/* case-maker.h: answers to a schema, made from a seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A case is made twice at once: as a model might write it (white space, escapes, a fence) and as
 * this library prints it. The second is what the first has to be read as, so the one who checks
 * does not depend on the parser that is checked.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <string.h>

typedef enum
{
  LAYOUT_COMPACT,
  LAYOUT_SPACED,
  LAYOUT_PRETTY,
  LAYOUT_WILD,
  N_LAYOUTS,
} Layout;

typedef struct
{
  GRand      *rand;
  JsonObject *root;      /* the schema, for its $defs */
  GString    *text;      /* as the model writes it */
  GString    *plain;     /* as we print it */
  Layout      layout;
  guint       depth;
  guint       in_union;  /* within one, a mistake may be right for another branch */
  guint       until;     /* places to pass before a mistake is made; 0 = none is made any more */
  gboolean    broken;    /* a mistake was made */
} CaseMaker;

static void make_value (CaseMaker  *self,
                        JsonObject *schema);

static inline guint
pick (CaseMaker *self,
      guint      n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

static inline void
put_space (CaseMaker *self,
           gboolean   line)
{
  static const char *const wild[] = { "", " ", "\n", "\t", "\r\n", "  \n " };

  if (self->layout == LAYOUT_WILD)
    g_string_append (self->text, wild[pick (self, G_N_ELEMENTS (wild))]);
  else if (self->layout == LAYOUT_PRETTY && line)
    g_string_append_printf (self->text, "\n%*s", (int) self->depth * 2, "");
  else if (self->layout == LAYOUT_SPACED && !line)
    g_string_append_c (self->text, ' ');
}

static inline void
put (CaseMaker  *self,
     const char *token)
{
  g_string_append (self->text, token);
  g_string_append (self->plain, token);
}

/* Is it here that the mistake is to be made? */
static inline gboolean
errs (CaseMaker *self)
{
  if (self->until == 0 || self->in_union > 0 || --self->until > 0)
    return FALSE;

  self->broken = TRUE;

  return TRUE;
}

static inline int
get_bound (JsonObject *schema,
           const char *name,
           int         otherwise)
{
  return json_object_has_member (schema, name) ? (int) json_object_get_int_member (schema, name)
                                               : otherwise;
}

/* what it is in the text, and what we print */
typedef struct
{
  const char *written;
  const char *printed;
} Letter;

static const Letter letters[] = {
  { "a", "a" }, { "b", "b" }, { "Z", "Z" }, { " ", " " }, { "7", "7" }, { "}", "}" }, { "]", "]" },
  { "{", "{" }, { "[", "[" }, { ",", "," }, { ":", ":" }, { "\\\"", "\\\"" }, { "\\\\", "\\\\" },
  { "\\n", "\\n" }, { "\\u000a", "\\n" }, { "\\/", "/" }, { "\\u0041", "A" }, { "\303\251", "\303\251" },
  { "\\u00e9", "\303\251" }, { "\360\237\230\200", "\360\237\230\200" },
  { "\\ud83d\\ude00", "\360\237\230\200" }, { "\\t", "\\t" },
};

static inline void
make_string (CaseMaker  *self,
             JsonObject *schema)
{
  int least = get_bound (schema, "minLength", 0);
  int most = get_bound (schema, "maxLength", least + 12);
  int n = g_rand_int_range (self->rand, least, most + 1);

  if (json_object_has_member (schema, "maxLength") && errs (self))
    n = most + 1 + (int) pick (self, 3);

  put (self, "\"");
  for (int i = 0; i < n; i++)
    {
      const Letter *letter = &letters[pick (self, G_N_ELEMENTS (letters))];

      g_string_append (self->text, letter->written);
      g_string_append (self->plain, letter->printed);
    }
  put (self, "\"");
}

static inline void
make_number (CaseMaker  *self,
             JsonObject *schema,
             gboolean    whole)
{
  int least = get_bound (schema, "minimum", -50);
  int most = get_bound (schema, "maximum", 5000);
  int n = g_rand_int_range (self->rand, least, most + 1);
  g_autofree char *lexeme = NULL;

  if (json_object_has_member (schema, "maximum") && errs (self))
    n = most + 1 + (int) pick (self, 1000);

  if (!whole && n > least && n < most && pick (self, 2) == 0)
    lexeme = g_strdup_printf ("%d.%u%s", n, pick (self, 90), pick (self, 3) == 0 ? "e-1" : "");
  else
    lexeme = g_strdup_printf ("%d%s", n, pick (self, 8) == 0 ? "e0" : "");
  put (self, lexeme);
}

static inline void
make_enum (CaseMaker *self,
           JsonArray *options)
{
  const char *option = json_array_get_string_element (options, pick (self, json_array_get_length (options)));

  put (self, "\"");
  put (self, errs (self) ? "no such option" : option);
  put (self, "\"");
}

static inline void
make_array (CaseMaker  *self,
            JsonObject *schema)
{
  int least = get_bound (schema, "minItems", 0);
  int most = get_bound (schema, "maxItems", least + 4);
  int n = g_rand_int_range (self->rand, least, most + 1);

  if (json_object_has_member (schema, "maxItems") && errs (self))
    n = most + 1;

  put (self, "[");
  self->depth++;
  for (int i = 0; i < n; i++)
    {
      if (i > 0)
        put (self, ",");
      put_space (self, TRUE);
      make_value (self, json_object_get_object_member (schema, "items"));
      put_space (self, FALSE);
    }
  self->depth--;
  put_space (self, TRUE);
  put (self, "]");
}

static inline gboolean
is_required (JsonObject *schema,
             const char *name)
{
  JsonArray *required = json_object_has_member (schema, "required")
                        ? json_object_get_array_member (schema, "required") : NULL;

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    if (g_str_equal (json_array_get_string_element (required, i), name))
      return TRUE;

  return FALSE;
}

static inline void
make_name (CaseMaker  *self,
           const char *name,
           gboolean   *first)
{
  if (!*first)
    put (self, ",");
  *first = FALSE;
  put_space (self, TRUE);
  put (self, "\"");
  put (self, name);
  put (self, "\"");
  put_space (self, FALSE);
  put (self, ":");
  put_space (self, FALSE);
}

static inline void
make_object (CaseMaker  *self,
             JsonObject *schema)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  g_autoptr(GList) names = json_object_get_members (properties);
  gboolean first = TRUE;

  if (pick (self, 4) == 0)
    names = g_list_reverse (names);

  put (self, "{");
  self->depth++;
  for (GList *link = names; link != NULL; link = link->next)
    {
      gboolean required = is_required (schema, link->data);

      if (required ? errs (self) : pick (self, 3) == 0)
        continue;

      make_name (self, link->data, &first);
      make_value (self, json_object_get_object_member (properties, link->data));
      put_space (self, FALSE);
    }
  if (json_object_has_member (schema, "additionalProperties") && errs (self))
    {
      make_name (self, "extra", &first);
      put (self, "[null]");
    }
  self->depth--;
  put_space (self, TRUE);
  put (self, "}");
}

static inline void
make_wrong (CaseMaker  *self,
            const char *type)
{
  put (self, g_str_equal (type, "boolean") ? "\"true\"" : "false");
}

static inline JsonObject *
follow (CaseMaker  *self,
        JsonObject *schema)
{
  const char *reference = json_object_has_member (schema, "$ref")
                          ? json_object_get_string_member (schema, "$ref") : NULL;

  if (reference == NULL)
    return schema;

  return json_object_get_object_member (json_object_get_object_member (self->root, "$defs"),
                                        strrchr (reference, '/') + 1);
}

static void
make_value (CaseMaker  *self,
            JsonObject *schema)
{
  const char *type;

  schema = follow (self, schema);
  if (json_object_has_member (schema, "anyOf"))
    {
      JsonArray *branches = json_object_get_array_member (schema, "anyOf");
      /* deep down, the last branch: it does not go deeper */
      guint branch = self->depth > 6 ? json_array_get_length (branches) - 1
                                     : pick (self, json_array_get_length (branches));

      self->in_union++;
      make_value (self, json_array_get_object_element (branches, branch));
      self->in_union--;
      return;
    }
  if (json_object_has_member (schema, "enum"))
    {
      make_enum (self, json_object_get_array_member (schema, "enum"));
      return;
    }

  type = json_object_get_string_member (schema, "type");
  if (self->depth > 0 && errs (self))
    make_wrong (self, type);
  else if (g_str_equal (type, "object"))
    make_object (self, schema);
  else if (g_str_equal (type, "array"))
    make_array (self, schema);
  else if (g_str_equal (type, "string"))
    make_string (self, schema);
  else if (g_str_equal (type, "boolean"))
    put (self, pick (self, 2) == 0 ? "true" : "false");
  else if (g_str_equal (type, "null"))
    put (self, "null");
  else
    make_number (self, schema, g_str_equal (type, "integer"));
}
