/* sluice-dialect-rewriting.c: each keyword of a schema, as a dialect has it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-dialect-private.h"
#include "schema/sluice-keyword-private.h"
#include "schema/sluice-rewrite-private.h"

/* Written out, references can grow without bound: each definition twice the next. */
#define MAX_SCHEMAS 20000

/* A schema while it is written. */
typedef struct
{
  JsonObject *schema;  /* not owned */
  GArray     *parts;
  GString    *words;   /* what is told in the description */
} Writing;

void
sluice_rewriting_list (SluiceRewriting *self,
                       const char      *keyword,
                       const char      *pointer,
                       SluiceFate       fate,
                       const char      *format,
                       ...)
{
  g_autofree char *message = NULL;
  g_autoptr(SluiceRewrite) rewrite = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (!g_hash_table_add (self->listed, g_strjoin ("\n", pointer, keyword, message, NULL)))
    return;

  rewrite = sluice_rewrite_new (keyword, pointer, fate, message);
  g_list_store_append (self->rewrites, rewrite);
}

/* -- Values of keywords -------------------------------------------------------------------- */

static char *
join_pointer (const char *pointer,
              const char *name)
{
  g_autoptr(GString) token = g_string_new (name);

  g_string_replace (token, "~", "~0", 0);
  g_string_replace (token, "/", "~1", 0);

  return g_strconcat (pointer, "/", token->str, NULL);
}

static JsonNode *
rewrite_list (SluiceRewriting *self,
              JsonNode        *list,
              const char      *pointer)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *from = json_node_get_array (list), *to = json_array_new ();

  for (guint i = 0; i < json_array_get_length (from); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, i);

      json_array_add_element (to, sluice_rewriting_rewrite_schema (
                                    self, json_array_get_element (from, i), place));
    }
  json_node_take_array (node, to);

  return node;
}

/* Adds those that are not there yet. */
static void
rewrite_members (SluiceRewriting *self,
                 JsonObject      *to,
                 JsonNode        *map,
                 const char      *pointer)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *schema;

  json_object_iter_init_ordered (&iter, json_node_get_object (map));
  while (json_object_iter_next_ordered (&iter, &name, &schema))
    {
      g_autofree char *place = join_pointer (pointer, name);

      if (!json_object_has_member (to, name))
        json_object_set_member (to, name, sluice_rewriting_rewrite_schema (self, schema, place));
    }
}

/* What a keyword says, with the schemas in it rewritten. */
static JsonNode *
rewrite_value (SluiceRewriting  *self,
               const SluicePart *part)
{
  const SluiceKeyword *keyword = sluice_keyword_lookup (part->keyword);
  g_autofree char *pointer = join_pointer (part->pointer, part->keyword);
  SluiceForm form = keyword != NULL ? keyword->form : SLUICE_FORM_ANY;

  if ((form == SLUICE_FORM_SCHEMA || form == SLUICE_FORM_ITEMS) &&
      JSON_NODE_HOLDS_OBJECT (part->value))
    return sluice_rewriting_rewrite_schema (self, part->value, pointer);
  if ((form == SLUICE_FORM_SCHEMAS || form == SLUICE_FORM_ITEMS) &&
      JSON_NODE_HOLDS_ARRAY (part->value))
    return rewrite_list (self, part->value, pointer);
  if ((form == SLUICE_FORM_SCHEMA_MAP || form == SLUICE_FORM_PATTERN_MAP) &&
      JSON_NODE_HOLDS_OBJECT (part->value))
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *members = json_object_new ();

      rewrite_members (self, members, part->value, pointer);
      json_node_take_object (node, members);
      return node;
    }

  return json_node_copy (part->value);
}

static void
join_names (JsonArray *to,
            JsonArray *from)
{
  for (guint i = 0; i < json_array_get_length (from); i++)
    {
      JsonNode *name = json_array_get_element (from, i);
      gboolean is_there = FALSE;

      for (guint j = 0; !is_there && j < json_array_get_length (to); j++)
        is_there = json_node_equal (json_array_get_element (to, j), name);
      if (!is_there)
        json_array_add_element (to, json_node_copy (name));
    }
}

static void
set_part (SluiceRewriting  *self,
          Writing          *writing,
          const SluicePart *part)
{
  JsonNode *before = json_object_get_member (writing->schema, part->keyword);

  if (before != NULL && JSON_NODE_HOLDS_OBJECT (before) && JSON_NODE_HOLDS_OBJECT (part->value))
    {
      g_autofree char *pointer = join_pointer (part->pointer, part->keyword);

      rewrite_members (self, json_node_get_object (before), part->value, pointer);
    }
  else if (before != NULL && JSON_NODE_HOLDS_ARRAY (before) && JSON_NODE_HOLDS_ARRAY (part->value))
    {
      JsonNode *node = json_node_new (JSON_NODE_ARRAY);
      JsonArray *names = json_array_new ();

      join_names (names, json_node_get_array (before));
      join_names (names, json_node_get_array (part->value));
      json_node_take_array (node, names);
      json_object_set_member (writing->schema, part->keyword, node);
    }
  else if (before == NULL)
    {
      json_object_set_member (writing->schema, part->keyword, rewrite_value (self, part));
    }
}

/* -- Treatments ---------------------------------------------------------------------------- */

/* Keywords that no value can break. */
static gboolean
is_rule (const char *keyword)
{
  static const char *const others[] = {
    "title", "description", "$defs", "definitions", "examples", "default", "$comment", "$id", "$schema",
    "$anchor", "$dynamicAnchor", "$vocabulary", "deprecated", "readOnly", "writeOnly",
    "contentEncoding", "contentMediaType", "contentSchema", "discriminator", NULL
  };

  return !g_strv_contains (others, keyword);
}

static void
enforce (SluiceRewriting  *self,
         Writing          *writing,
         const SluicePart *part)
{
  if (is_rule (part->keyword))
    sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_ENFORCED,
                           _("The provider holds the model to it"));
  set_part (self, writing, part);
}

static void
tell (SluiceRewriting  *self,
      Writing          *writing,
      const SluicePart *part)
{
  if (is_rule (part->keyword))
    sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_CHECKED_HERE,
                           _("The model reads it, but the provider does not hold it to it"));
  set_part (self, writing, part);
}

static gboolean
says_nothing (const SluicePart *part)
{
  JsonNode *value = part->value;

  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (value) == !g_str_equal (part->keyword, "uniqueItems");

  return JSON_NODE_HOLDS_NULL (value) && g_str_equal (part->keyword, "default");
}

static void
describe (SluiceRewriting  *self,
          Writing          *writing,
          const SluicePart *part)
{
  if (says_nothing (part))
    sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REWRITTEN,
                           _("Left out: it is no rule"));
  else if (sluice_dialect_describe (writing->words, part->keyword, part->value))
    sluice_rewriting_list (self, part->keyword, part->pointer,
                           is_rule (part->keyword) ? SLUICE_FATE_CHECKED_HERE
                                                   : SLUICE_FATE_REWRITTEN,
                           _("Refused by the provider: told in the description"));
  else
    sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_CHECKED_HERE,
                           _("Refused by the provider, and too long for the description"));
}

static void
leave_out (SluiceRewriting  *self,
           const SluicePart *part)
{
  sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REWRITTEN,
                         _("Left out: it is no rule"));
}

static void
enforce_if (SluiceRewriting  *self,
            Writing          *writing,
            const SluicePart *part,
            gboolean          is_enforced)
{
  if (is_enforced)
    enforce (self, writing, part);
  else
    describe (self, writing, part);
}

static void
treat_enforced (SluiceRewriting  *self,
                Writing          *writing,
                const SluicePart *part)
{
  SluiceDialect *dialect = self->dialect;

  if (g_str_equal (part->keyword, "format") && dialect->formats != NULL)
    enforce_if (self, writing, part,
                json_node_get_value_type (part->value) == G_TYPE_STRING &&
                g_hash_table_contains (dialect->formats, json_node_get_string (part->value)));
  else if (g_str_equal (part->keyword, "$ref") && (dialect->rules & SLUICE_RULE_NO_RECURSION) &&
           json_node_get_value_type (part->value) == G_TYPE_STRING &&
           sluice_rewriting_is_recursive (self, json_node_get_string (part->value)))
    {
      sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REFUSED,
                             _("The provider takes no schema that contains itself"));
      set_part (self, writing, part);
    }
  else
    enforce (self, writing, part);
}

static void
treat_one_of (SluiceRewriting  *self,
              Writing          *writing,
              const SluicePart *part)
{
  g_autofree char *pointer = join_pointer (part->pointer, part->keyword);

  if (json_object_has_member (writing->schema, "anyOf") || !JSON_NODE_HOLDS_ARRAY (part->value))
    {
      describe (self, writing, part);
      return;
    }

  sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REWRITTEN,
                         _("Sent as “anyOf”; that just one branch matches is checked here"));
  json_object_set_member (writing->schema, "anyOf", rewrite_list (self, part->value, pointer));
}

static void
treat_const (SluiceRewriting  *self,
             Writing          *writing,
             const SluicePart *part)
{
  JsonArray *options;

  if (json_node_get_value_type (part->value) != G_TYPE_STRING ||
      json_object_has_member (writing->schema, "enum"))
    {
      describe (self, writing, part);
      return;
    }

  sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REWRITTEN,
                         _("Sent as an “enum” of one"));
  options = json_array_new ();
  json_array_add_element (options, json_node_copy (part->value));
  json_object_set_array_member (writing->schema, "enum", options);
}

static gboolean
are_plain (JsonNode *values,
           gboolean  only_strings)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (values))
    return FALSE;

  array = json_node_get_array (values);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *value = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (value) || JSON_NODE_HOLDS_ARRAY (value))
        return FALSE;
      if (only_strings && !JSON_NODE_HOLDS_NULL (value) &&
          json_node_get_value_type (value) != G_TYPE_STRING)
        return FALSE;
    }

  return TRUE;
}

/* More than 0 is 1 or more, for whole numbers. */
static void
treat_exclusive (SluiceRewriting  *self,
                 Writing          *writing,
                 const SluicePart *part)
{
  gboolean is_minimum = g_str_equal (part->keyword, "exclusiveMinimum");
  const char *inclusive = is_minimum ? "minimum" : "maximum";
  GType type = json_node_get_value_type (part->value);

  if ((type != G_TYPE_INT64 && type != G_TYPE_DOUBLE) ||
      sluice_parts_find (writing->parts, inclusive) != NULL)
    {
      describe (self, writing, part);
      return;
    }

  if (type == G_TYPE_INT64 && sluice_parts_have_type (writing->parts, "integer") &&
      !sluice_parts_have_type (writing->parts, "number"))
    {
      gint64 bound = json_node_get_int (part->value);

      sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REWRITTEN,
                             _("Sent as “%s”, of the next whole number"), inclusive);
      json_object_set_int_member (writing->schema, inclusive, is_minimum ? bound + 1 : bound - 1);
      return;
    }

  describe (self, writing, part);
  json_object_set_member (writing->schema, inclusive, json_node_copy (part->value));
}

static gboolean
is_anchored (JsonNode *pattern)
{
  const char *text = json_node_get_value_type (pattern) == G_TYPE_STRING
                     ? json_node_get_string (pattern) : "";

  return *text == '^' && g_str_has_suffix (text, "$") && !g_str_has_suffix (text, "\\$");
}

static void
add_kind (JsonArray *kinds,
          JsonNode  *kind)
{
  for (guint i = 0; i < json_array_get_length (kinds); i++)
    if (json_node_equal (json_array_get_element (kinds, i), kind))
      {
        json_node_unref (kind);
        return;
      }

  json_array_add_element (kinds, kind);
}

/* A tuple becomes a list of anything that the tuple has, as long as the tuple may be. */
static void
treat_tuple (SluiceRewriting  *self,
             Writing          *writing,
             const SluicePart *part)
{
  const SluicePart *rest = sluice_parts_find (writing->parts, "items");
  g_autofree char *pointer = join_pointer (part->pointer, part->keyword);
  JsonArray *kinds = json_array_new (), *elements;

  elements = json_node_get_array (part->value);
  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, i);

      add_kind (kinds, sluice_rewriting_rewrite_schema (
                         self, json_array_get_element (elements, i), place));
    }
  if (rest != NULL && JSON_NODE_HOLDS_OBJECT (rest->value))
    add_kind (kinds, rewrite_value (self, rest));

  if (json_array_get_length (kinds) == 1)
    json_object_set_member (writing->schema, "items",
                            json_node_copy (json_array_get_element (kinds, 0)));
  else
    {
      JsonObject *items = json_object_new ();

      json_object_set_array_member (items, "anyOf", json_array_ref (kinds));
      json_object_set_object_member (writing->schema, "items", items);
    }
  json_array_unref (kinds);

  sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REWRITTEN,
                         _("Sent as “items” of any of the kinds; which stands where is checked here"));
  sluice_dialect_describe (writing->words, part->keyword, part->value);
}

static void
treat_items (SluiceRewriting  *self,
             Writing          *writing,
             const SluicePart *part)
{
  if (sluice_parts_find (writing->parts, "prefixItems") == NULL)
    enforce (self, writing, part);
  else
    sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REWRITTEN,
                           _("Sent together with “prefixItems”"));
}

static void
treat (SluiceRewriting  *self,
       Writing          *writing,
       const SluicePart *part)
{
  SluiceTreatment treatment = sluice_dialect_get_treatment (self->dialect, part->keyword);
  GType type = json_node_get_value_type (part->value);
  gboolean is_list = JSON_NODE_HOLDS_ARRAY (part->value);

  switch (treatment)
    {
    case SLUICE_TREATMENT_ENFORCED:
      treat_enforced (self, writing, part);
      break;
    case SLUICE_TREATMENT_TOLD:
      tell (self, writing, part);
      break;
    case SLUICE_TREATMENT_LEFT_OUT:
      leave_out (self, part);
      break;
    case SLUICE_TREATMENT_INLINED:
      break;
    case SLUICE_TREATMENT_ANY_OF:
      treat_one_of (self, writing, part);
      break;
    case SLUICE_TREATMENT_ENUM:
      treat_const (self, writing, part);
      break;
    case SLUICE_TREATMENT_STRINGS:
    case SLUICE_TREATMENT_PLAIN_VALUES:
      enforce_if (self, writing, part,
                  are_plain (part->value, treatment == SLUICE_TREATMENT_STRINGS));
      break;
    case SLUICE_TREATMENT_INCLUSIVE:
      treat_exclusive (self, writing, part);
      break;
    case SLUICE_TREATMENT_WHOLE_NUMBERS:
      if (sluice_parts_have_type (writing->parts, "integer"))
        enforce (self, writing, part);
      else
        tell (self, writing, part);
      break;
    case SLUICE_TREATMENT_ANCHORED:
      enforce_if (self, writing, part, is_anchored (part->value));
      break;
    case SLUICE_TREATMENT_NONE_OR_ONE:
      enforce_if (self, writing, part, type == G_TYPE_INT64 && json_node_get_int (part->value) <= 1);
      break;
    case SLUICE_TREATMENT_ANY_ELEMENT:
      if (is_list)
        treat_tuple (self, writing, part);
      break;
    case SLUICE_TREATMENT_REST:
      treat_items (self, writing, part);
      break;
    case SLUICE_TREATMENT_INLINE:
      sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_REFUSED,
                             _("It leads out of the schema, and the provider does not follow it"));
      break;
    case SLUICE_TREATMENT_MERGE:
    case SLUICE_TREATMENT_DESCRIBED:
    default:
      describe (self, writing, part);
    }
}

/* -- Schemas ------------------------------------------------------------------------------- */

static void
append_words (JsonObject *schema,
              GString    *words)
{
  const char *description = json_object_get_string_member_with_default (schema, "description", "");
  g_autofree char *joined = NULL;

  if (words->len == 0)
    return;

  joined = *description == '\0' ? g_strdup (words->str)
           : g_strconcat (description, g_str_has_suffix (description, ".") ? " " : ". ",
                          words->str, NULL);
  json_object_set_string_member (schema, "description", joined);
}

static gboolean
is_left_to_the_root (SluiceRewriting  *self,
                     const SluicePart *part,
                     const char       *pointer)
{
  return *pointer == '\0' &&
         g_strv_contains ((const char *const *) self->dialect->of_root, part->keyword);
}

/* Where it is written what kind of value there is: of a reference, where it leads. */
static const char *
get_place (GArray     *parts,
           const char *pointer)
{
  SluicePart *part = sluice_parts_find (parts, "properties");

  if (part == NULL)
    part = sluice_parts_find (parts, "type");

  return part != NULL ? part->pointer : pointer;
}

static JsonObject *
rewrite_object (SluiceRewriting *self,
                JsonObject      *before,
                const char      *pointer)
{
  JsonObject *schema = json_object_new ();
  guint n_inlining = self->inlining->len;
  g_autoptr(GArray) parts = sluice_rewriting_collect_parts (self, before, pointer);
  g_autoptr(GString) words = g_string_new (NULL);
  Writing writing = { schema, parts, words };

  for (guint i = 0; i < parts->len; i++)
    {
      /* copied: the array stays, but a part of the same keyword may be looked up meanwhile */
      SluicePart part = g_array_index (parts, SluicePart, i);

      if (!is_left_to_the_root (self, &part, pointer))
        treat (self, &writing, &part);
    }
  append_words (schema, words);
  sluice_rewriting_shape (self, schema, parts, get_place (parts, pointer));
  g_ptr_array_set_size (self->inlining, n_inlining);

  return schema;
}

JsonNode *
sluice_rewriting_rewrite_schema (SluiceRewriting *self,
                                 JsonNode        *schema,
                                 const char      *pointer)
{
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (schema))
    return json_node_get_value_type (schema) == G_TYPE_BOOLEAN && json_node_get_boolean (schema)
           ? sluice_rewriting_make_any (self, pointer) : json_node_copy (schema);

  if (++self->n_schemas > MAX_SCHEMAS)
    {
      sluice_rewriting_list (self, "", "", SLUICE_FATE_REFUSED,
                             _("With its references written out, the schema is too large"));
      return sluice_rewriting_make_any (self, pointer);
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, rewrite_object (self, json_node_get_object (schema), pointer));

  return node;
}

static gboolean
is_object_schema (JsonNode *schema)
{
  JsonNode *type;

  if (!JSON_NODE_HOLDS_OBJECT (schema))
    return FALSE;

  type = json_object_get_member (json_node_get_object (schema), "type");

  return type != NULL && json_node_get_value_type (type) == G_TYPE_STRING &&
         g_ascii_strcasecmp (json_node_get_string (type), "object") == 0;
}

JsonNode *
sluice_rewriting_run (SluiceRewriting *self,
                      JsonNode        *schema)
{
  JsonNode *sent = sluice_rewriting_rewrite_schema (self, schema, "");

  if ((self->dialect->rules & SLUICE_RULE_OBJECT_ROOT) && !is_object_schema (sent))
    sluice_rewriting_list (self, "type", "", SLUICE_FATE_REFUSED,
                           _("The provider wants an object at the root"));
  sluice_rewriting_check_limits (self, sent);

  return sent;
}
