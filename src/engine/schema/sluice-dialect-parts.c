/* sluice-dialect-parts.c: the keywords of a schema, with those that it gets from elsewhere
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-dialect-private.h"

/* Branches of allOf in branches of allOf; more is not a schema but an attack. */
#define MAX_MERGED 64

static void
clear_part (gpointer data)
{
  SluicePart *part = data;

  g_free (part->pointer);
}

SluicePart *
sluice_parts_find (GArray     *parts,
                   const char *keyword)
{
  for (guint i = 0; i < parts->len; i++)
    {
      SluicePart *part = &g_array_index (parts, SluicePart, i);

      if (g_str_equal (part->keyword, keyword))
        return part;
    }

  return NULL;
}

static gboolean
names_type (JsonNode   *type,
            const char *name)
{
  JsonArray *types;

  if (json_node_get_value_type (type) == G_TYPE_STRING)
    return g_str_equal (json_node_get_string (type), name);
  if (!JSON_NODE_HOLDS_ARRAY (type))
    return FALSE;

  types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      JsonNode *element = json_array_get_element (types, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (element), name))
        return TRUE;
    }

  return FALSE;
}

gboolean
sluice_parts_have_type (GArray     *parts,
                        const char *type)
{
  SluicePart *part = sluice_parts_find (parts, "type");

  return part != NULL && names_type (part->value, type);
}

/* -- References ---------------------------------------------------------------------------- */

static char *
unescape_token (const char *token)
{
  g_autofree char *decoded = g_uri_unescape_string (token, NULL);
  GString *text = g_string_new (decoded != NULL ? decoded : token);

  g_string_replace (text, "~1", "/", 0);
  g_string_replace (text, "~0", "~", 0);

  return g_string_free (text, FALSE);
}

/* What "#/$defs/User" leads to in the schema before; NULL where that is not in it. */
JsonNode *
sluice_rewriting_resolve (SluiceRewriting *self,
                          const char      *reference)
{
  g_auto(GStrv) tokens = NULL;
  JsonObject *object = self->root;
  JsonNode *node = NULL;

  if (self->root == NULL || !g_str_has_prefix (reference, "#/"))
    return NULL;

  tokens = g_strsplit (reference + 2, "/", -1);
  for (guint i = 0; tokens[i] != NULL; i++)
    {
      g_autofree char *name = unescape_token (tokens[i]);

      if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        {
          JsonArray *array = json_node_get_array (node);
          guint64 index = g_ascii_strtoull (name, NULL, 10);

          if (index >= json_array_get_length (array))
            return NULL;
          node = json_array_get_element (array, index);
        }
      else if (object == NULL || (node = json_object_get_member (object, name)) == NULL)
        return NULL;
      object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    }

  return node;
}

static gboolean reaches (SluiceRewriting *self,
                         JsonNode        *node,
                         const char      *reference,
                         GHashTable      *seen);

static gboolean
leads_to (SluiceRewriting *self,
          JsonNode        *value,
          const char      *reference,
          GHashTable      *seen)
{
  const char *other = json_node_get_string (value);

  if (other == NULL)
    return FALSE;
  if (g_str_equal (other, reference))
    return TRUE;
  if (!g_hash_table_add (seen, (gpointer) other))
    return FALSE;
  if (g_str_equal (other, "#"))
    return TRUE;

  return reaches (self, sluice_rewriting_resolve (self, other), reference, seen);
}

static gboolean
reaches (SluiceRewriting *self,
         JsonNode        *node,
         const char      *reference,
         GHashTable      *seen)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (reaches (self, json_array_get_element (array, i), reference, seen))
          return TRUE;
    }
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        {
          if (g_str_equal (name, "$ref") && json_node_get_value_type (member) == G_TYPE_STRING
              ? leads_to (self, member, reference, seen)
              : reaches (self, member, reference, seen))
            return TRUE;
        }
    }

  return FALSE;
}

/* Whether what a reference leads to contains that reference again. */
gboolean
sluice_rewriting_is_recursive (SluiceRewriting *self,
                               const char      *reference)
{
  g_autoptr(GHashTable) seen = NULL;

  if (g_str_equal (reference, "#"))
    return TRUE;

  seen = g_hash_table_new (g_str_hash, g_str_equal);

  return reaches (self, sluice_rewriting_resolve (self, reference), reference, seen);
}

static guint
count_inlining (SluiceRewriting *self,
                const char      *reference)
{
  guint n = 0;

  for (guint i = 0; i < self->inlining->len; i++)
    n += g_str_equal (g_ptr_array_index (self->inlining, i), reference);

  return n;
}

/* -- Collecting ---------------------------------------------------------------------------- */

static void add_parts (SluiceRewriting *self,
                       GArray          *parts,
                       JsonObject      *schema,
                       const char      *pointer,
                       guint            n_merged);

/* Keywords of which one schema can have several, from different places. */
static gboolean
can_be_joined (const char *keyword)
{
  return g_str_equal (keyword, "properties") || g_str_equal (keyword, "required") ||
         g_str_equal (keyword, "$defs") || g_str_equal (keyword, "definitions");
}

static gboolean
is_for_people (const char *keyword)
{
  return g_str_equal (keyword, "title") || g_str_equal (keyword, "description") ||
         g_str_equal (keyword, "default") || g_str_equal (keyword, "examples");
}

static void
add_part (SluiceRewriting *self,
          GArray          *parts,
          const char      *keyword,
          JsonNode        *value,
          const char      *pointer)
{
  SluicePart *same = sluice_parts_find (parts, keyword);
  SluicePart part = { keyword, value, NULL };

  if (same != NULL && !can_be_joined (keyword))
    {
      if (!is_for_people (keyword) && !json_node_equal (same->value, value))
        sluice_rewriting_list (self, keyword, pointer, SLUICE_FATE_CHECKED_HERE,
                               _("Another “%s” for the same value is sent"), keyword);
      return;
    }

  part.pointer = g_strdup (pointer);
  g_array_append_val (parts, part);
}

/* What a reference leads to is written where the reference was; FALSE where it cannot be. */
static gboolean
add_definition (SluiceRewriting *self,
                GArray          *parts,
                JsonNode        *value,
                const char      *pointer,
                guint            n_merged)
{
  const char *reference = json_node_get_string (value);
  JsonNode *definition = reference != NULL ? sluice_rewriting_resolve (self, reference) : NULL;
  guint limit = MAX (self->dialect->limits.inlined, 1);

  if (definition == NULL || !JSON_NODE_HOLDS_OBJECT (definition) ||
      count_inlining (self, reference) >= limit)
    return FALSE;

  sluice_rewriting_list (self, "$ref", pointer, SLUICE_FATE_REWRITTEN,
                         _("What “%s” says stands in its place"), reference);
  g_ptr_array_add (self->inlining, g_strdup (reference));
  add_parts (self, parts, json_node_get_object (definition), reference + 1, n_merged);

  return TRUE;
}

/* A definition within itself, as often as it was written out already. */
static void
end_recursion (SluiceRewriting *self,
               GArray          *parts,
               JsonNode        *value,
               const char      *pointer)
{
  const char *reference = json_node_get_string (value);
  JsonNode *definition = sluice_rewriting_resolve (self, reference);
  JsonNode *type = NULL;

  if (definition != NULL && JSON_NODE_HOLDS_OBJECT (definition))
    type = json_object_get_member (json_node_get_object (definition), "type");
  if (type != NULL)
    add_part (self, parts, "type", type, reference + 1);
  sluice_rewriting_list (self, "$ref", pointer, SLUICE_FATE_CHECKED_HERE,
                         _("“%s” contains itself: it is written out %u times, and below that checked here"),
                         reference, MAX (self->dialect->limits.inlined, 1));
}

static gboolean
has_neighbours (JsonObject *schema)
{
  return json_object_get_size (schema) > 1;
}

static void
add_reference (SluiceRewriting *self,
               GArray          *parts,
               JsonObject      *schema,
               JsonNode        *value,
               const char      *pointer,
               guint            n_merged)
{
  SluiceDialectRules rules = self->dialect->rules;
  gboolean is_inlined = sluice_dialect_get_treatment (self->dialect, "$ref") ==
                        SLUICE_TREATMENT_INLINE;
  gboolean is_lone = (rules & SLUICE_RULE_LONE_REFERENCES) &&
                     (has_neighbours (schema) || parts->len > 0);
  gboolean is_root = (rules & SLUICE_RULE_OBJECT_ROOT) && *pointer == '\0' &&
                     self->inlining->len == 0;

  if ((is_inlined || is_lone || is_root || n_merged > 0) &&
      add_definition (self, parts, value, pointer, n_merged))
    return;

  if (is_inlined && sluice_rewriting_resolve (self, json_node_get_string (value)) != NULL)
    end_recursion (self, parts, value, pointer);
  else
    add_part (self, parts, "$ref", value, pointer);
}

static void
add_branches (SluiceRewriting *self,
              GArray          *parts,
              JsonNode        *value,
              const char      *pointer,
              guint            n_merged)
{
  JsonArray *branches = json_node_get_array (value);

  sluice_rewriting_list (self, "allOf", pointer, SLUICE_FATE_REWRITTEN,
                         _("What all branches say is said in one"));
  for (guint i = 0; i < json_array_get_length (branches); i++)
    {
      JsonNode *branch = json_array_get_element (branches, i);
      g_autofree char *place = g_strdup_printf ("%s/allOf/%u", pointer, i);

      if (JSON_NODE_HOLDS_OBJECT (branch))
        add_parts (self, parts, json_node_get_object (branch), place, n_merged + 1);
    }
}

static void
add_parts (SluiceRewriting *self,
           GArray          *parts,
           JsonObject      *schema,
           const char      *pointer,
           guint            n_merged)
{
  JsonObjectIter iter;
  const char *keyword;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &keyword, &value))
    {
      if (g_str_equal (keyword, "$ref") && json_node_get_value_type (value) == G_TYPE_STRING)
        add_reference (self, parts, schema, value, pointer, n_merged);
      else if (g_str_equal (keyword, "allOf") && JSON_NODE_HOLDS_ARRAY (value) &&
               n_merged < MAX_MERGED &&
               sluice_dialect_get_treatment (self->dialect, keyword) == SLUICE_TREATMENT_MERGE)
        add_branches (self, parts, value, pointer, n_merged);
      else
        add_part (self, parts, keyword, value, pointer);
    }
}

/* A reference that would stand beside other keywords, and cannot be written out, is all there is. */
static void
isolate_reference (SluiceRewriting *self,
                   GArray          *parts,
                   const char      *pointer)
{
  SluicePart *reference = sluice_parts_find (parts, "$ref");

  if (reference == NULL || parts->len == 1 ||
      !(self->dialect->rules & SLUICE_RULE_LONE_REFERENCES))
    return;

  for (guint i = parts->len; i-- > 0;)
    {
      SluicePart *part = &g_array_index (parts, SluicePart, i);

      if (g_str_equal (part->keyword, "$ref") || g_str_equal (part->keyword, "$defs") ||
          g_str_equal (part->keyword, "definitions"))
        continue;
      if (!is_for_people (part->keyword))
        sluice_rewriting_list (self, part->keyword, part->pointer, SLUICE_FATE_CHECKED_HERE,
                               _("Nothing may stand beside a reference"));
      g_array_remove_index (parts, i);
    }
}

GArray *
sluice_rewriting_collect_parts (SluiceRewriting *self,
                                JsonObject      *schema,
                                const char      *pointer)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (SluicePart));

  g_array_set_clear_func (parts, clear_part);
  add_parts (self, parts, schema, pointer, 0);
  isolate_reference (self, parts, pointer);

  return parts;
}
