/* sluice-outline.c: what is in a schema, for a view that shows it at a glance
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-definition-private.h"
#include "schema/sluice-outline.h"
#include "schema/sluice-schema-private.h"

struct _SluiceOutlineEntry
{
  GObject           parent_instance;

  char             *name;
  SluiceDefinition *definition;
  GListStore       *children;   /* SluiceOutlineEntry */
  gsize             start;
  gsize             end;
  gboolean          is_located;
};

/**
 * SluiceOutlineEntry:
 *
 * A class of a schema, or a field of one, with its place in the text.
 */
G_DEFINE_FINAL_TYPE (SluiceOutlineEntry, sluice_outline_entry, G_TYPE_OBJECT)

static void
sluice_outline_entry_finalize (GObject *object)
{
  SluiceOutlineEntry *self = SLUICE_OUTLINE_ENTRY (object);

  g_free (self->name);
  g_clear_object (&self->definition);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (sluice_outline_entry_parent_class)->finalize (object);
}

static void
sluice_outline_entry_class_init (SluiceOutlineEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_outline_entry_finalize;
}

static void
sluice_outline_entry_init (SluiceOutlineEntry *self)
{
  self->children = g_list_store_new (SLUICE_TYPE_OUTLINE_ENTRY);
}

/**
 * sluice_outline_entry_get_name:
 * @self: an entry
 *
 * Gets the name of the class or field.
 *
 * Returns: (transfer none): the name
 */
const char *
sluice_outline_entry_get_name (SluiceOutlineEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_OUTLINE_ENTRY (self), NULL);

  return self->name;
}

/**
 * sluice_outline_entry_get_definition:
 * @self: an entry
 *
 * Gets what the schema says of it.
 *
 * Returns: (transfer none): the definition
 */
SluiceDefinition *
sluice_outline_entry_get_definition (SluiceOutlineEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_OUTLINE_ENTRY (self), NULL);

  return self->definition;
}

/**
 * sluice_outline_entry_get_range:
 * @self: an entry
 * @start: (out) (optional): where it begins in the text, in bytes
 * @end: (out) (optional): one past its end
 *
 * Gets where it is written.
 *
 * Returns: `TRUE` if it is known; the arguments are left alone otherwise
 */
gboolean
sluice_outline_entry_get_range (SluiceOutlineEntry *self,
                                gsize              *start,
                                gsize              *end)
{
  g_return_val_if_fail (SLUICE_IS_OUTLINE_ENTRY (self), FALSE);

  if (!self->is_located)
    return FALSE;
  if (start != NULL)
    *start = self->start;
  if (end != NULL)
    *end = self->end;

  return TRUE;
}

/**
 * sluice_outline_entry_get_children:
 * @self: an entry
 *
 * Gets the fields of a class.
 *
 * Returns: (transfer none): a list of [class@OutlineEntry], maybe empty
 */
GListModel *
sluice_outline_entry_get_children (SluiceOutlineEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_OUTLINE_ENTRY (self), NULL);

  return G_LIST_MODEL (self->children);
}

static SluiceOutlineEntry *
new_entry (SluiceSchema     *schema,
           const char       *name,
           SluiceDefinition *definition)
{
  SluiceOutlineEntry *self = g_object_new (SLUICE_TYPE_OUTLINE_ENTRY, NULL);

  self->name = g_strdup (name);
  self->definition = g_object_ref (definition);
  self->is_located = sluice_schema_locate (schema, sluice_definition_get_pointer (definition),
                                           &self->start, &self->end);

  return self;
}

static SluiceOutlineEntry *
new_class (SluiceSchema     *schema,
           const char       *name,
           SluiceDefinition *definition)
{
  SluiceOutlineEntry *self = new_entry (schema, name, definition);
  GPtrArray *fields = sluice_definition_get_properties (definition);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      SluiceDefinition *field = g_ptr_array_index (fields, i);
      g_autoptr(SluiceOutlineEntry) child = new_entry (schema, sluice_definition_get_name (field), field);

      g_list_store_append (self->children, child);
    }

  return self;
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const SluiceOutlineEntry *first = a, *second = b;

  return first->start < second->start ? -1 : first->start > second->start;
}

static void
add_definitions (SluiceSchema *self,
                 GListStore   *entries,
                 const char   *keyword)
{
  SluiceReferences *references = sluice_schema_get_references (self);
  SluiceNode *definitions = sluice_schema_node_object (sluice_references_get_root (references), keyword);

  if (definitions == NULL)
    return;

  for (SluiceNode *child = sluice_schema_node_first (definitions); child;
       child = sluice_schema_node_next (child))
    {
      g_autoptr(SluiceDefinition) definition = sluice_definition_new (references, child);
      g_autoptr(SluiceOutlineEntry) entry = new_class (self, sluice_node_get_key (child), definition);

      g_list_store_append (entries, entry);
    }
}

/**
 * sluice_schema_list_outline:
 * @self: a schema
 *
 * Lists the classes of a schema with their fields: the root, and all that it defines.
 *
 * Returns: (transfer full): a list of [class@OutlineEntry], in the order of the text
 */
GListModel *
sluice_schema_list_outline (SluiceSchema *self)
{
  GListStore *entries;
  SluiceNode *root;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  entries = g_list_store_new (SLUICE_TYPE_OUTLINE_ENTRY);
  root = sluice_references_get_root (sluice_schema_get_references (self));
  /* a root that is a reference is one of the definitions */
  if (sluice_schema_node_string (root, "$ref") == NULL)
    {
      g_autoptr(SluiceOutlineEntry) entry = new_class (self, sluice_schema_get_name (self),
                                                       sluice_schema_get_root (self));

      g_list_store_append (entries, entry);
    }
  add_definitions (self, entries, "$defs");
  add_definitions (self, entries, "definitions");
  g_list_store_sort (entries, compare_places, NULL);

  return G_LIST_MODEL (entries);
}

static SluiceDefinition *
find_child (SluiceDefinition *definition,
            const char       *token)
{
  SluiceDefinition *child = sluice_definition_get_property (definition, token);
  GPtrArray *branches;

  if (child == NULL && g_ascii_isdigit (*token))
    child = sluice_definition_get_element (definition, g_ascii_strtoull (token, NULL, 10));
  if (child != NULL || sluice_definition_get_kind (definition) != SLUICE_KIND_UNION)
    return child;

  branches = sluice_definition_get_branches (definition);
  for (guint i = 0; child == NULL && i < branches->len; i++)
    child = find_child (g_ptr_array_index (branches, i), token);

  return child;
}

/**
 * sluice_schema_find_definition:
 * @self: a schema
 * @path: a place in a result, as a JSON Pointer
 *
 * Finds what the schema says of a place in a result: of a union the first branch that has such a
 * place. [method@Check.get_definition] knows better which branch a value is.
 *
 * Returns: (transfer none) (nullable): the definition; `NULL` where the schema says nothing of it
 */
SluiceDefinition *
sluice_schema_find_definition (SluiceSchema *self,
                               const char   *path)
{
  SluiceDefinition *definition;
  g_auto(GStrv) tokens = NULL;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  definition = sluice_schema_get_root (self);
  if (*path == '\0')
    return definition;
  if (*path != '/')
    return NULL;

  tokens = g_strsplit (path + 1, "/", -1);
  for (guint i = 0; tokens[i] != NULL && definition != NULL; i++)
    {
      g_autoptr(GString) token = g_string_new (tokens[i]);

      g_string_replace (token, "~1", "/", 0);
      g_string_replace (token, "~0", "~", 0);
      definition = find_child (definition, token->str);
    }

  return definition;
}
