/* sluice-run-export.c: the results of a run as text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-node-private.h"
#include "json/sluice-writer.h"
#include "run/sluice-run-course-private.h"

static SluiceItems *
get_items (SluiceRun *self)
{
  return sluice_attempt_get_item_set (self->attempt);
}

/* -- JSON -------------------------------------------------------------------------------------------------- */

static gboolean
is_in_result (SluiceRun    *self,
              guint         index,
              SluicePolicy  policy)
{
  SluiceItems *items = get_items (self);
  SluiceNode *node = sluice_items_get_node (items, index);

  if (node->phase == SLUICE_PHASE_CLOSED)
    return self->item_policy != SLUICE_ITEM_POLICY_SKIP ||
           sluice_value_is_node_valid (sluice_items_get_value (items, index), node);

  /* A scalar that is not complete has no value yet. */
  return policy != SLUICE_POLICY_ITEMS &&
         (node->type < SLUICE_NODE_STRING ||
          (policy == SLUICE_POLICY_LETTERS && (node->type == SLUICE_NODE_STRING ||
                                               node->type == SLUICE_NODE_NUMBER)));
}

/* Text of JSON has no line breaks but those between its parts. */
static void
append_indented (GString    *out,
                 const char *text,
                 guint       indent)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      g_string_append_c (out, *p);
      if (*p == '\n')
        g_string_append_printf (out, "%*s", (int) indent, "");
    }
}

static void
append_item (GString    *out,
             const char *text,
             gboolean    first,
             guint       indent)
{
  if (!first)
    g_string_append_c (out, ',');
  if (indent > 0)
    g_string_append_printf (out, "\n%*s", (int) indent, "");
  append_indented (out, text, indent);
}

static char *
items_to_json (SluiceRun    *self,
               SluicePolicy  policy,
               guint         indent)
{
  SluiceItems *items = get_items (self);
  GString *out = g_string_new ("[");
  gboolean first = TRUE;

  for (guint i = 0; i < sluice_items_get_n (items); i++)
    {
      g_autofree char *text = NULL;

      if (!is_in_result (self, i, policy))
        continue;

      text = sluice_node_to_json (sluice_items_get_node (items, i), policy, indent);
      if (text == NULL || *text == '\0')
        continue;
      append_item (out, text, first, indent);
      first = FALSE;
    }
  if (!first && indent > 0)
    g_string_append_c (out, '\n');
  g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

/**
 * sluice_run_to_json:
 * @self: a run
 * @policy: which scalars that are not complete are printed
 * @indent: spaces for each level; 0 for one line
 *
 * Prints the value of the current attempt as far as it has come. Of an iterable, that is the list of
 * its items, in whatever form the model gave them, without those that the item policy skips.
 *
 * Returns: (transfer full) (nullable): JSON text; `NULL` while there is nothing to print
 */
char *
sluice_run_to_json (SluiceRun    *self,
                    SluicePolicy  policy,
                    guint         indent)
{
  SluiceNode *root;
  g_autofree char *json = NULL;

  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  root = sluice_run_get_root (self);
  if (root == NULL)
    return NULL;
  if (sluice_request_get_shape (self->request) == SLUICE_SHAPE_ITERABLE)
    return items_to_json (self, policy, indent);

  /* A number that may not be complete is nothing yet. */
  json = sluice_node_to_json (root, policy, indent);

  return json != NULL && *json != '\0' ? g_steal_pointer (&json) : NULL;
}

/**
 * sluice_run_items_to_ndjson:
 * @self: a run
 *
 * Prints the closed items of the current attempt, without those that the item policy skips.
 *
 * Returns: (transfer full): JSON text, one item a line; "" where there are none
 */
char *
sluice_run_items_to_ndjson (SluiceRun *self)
{
  SluiceItems *items;
  GString *out;

  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  items = get_items (self);
  out = g_string_new (NULL);
  for (guint i = 0; i < sluice_items_get_n (items); i++)
    {
      g_autofree char *text = NULL;

      if (!is_in_result (self, i, SLUICE_POLICY_ITEMS))
        continue;

      text = sluice_node_to_json (sluice_items_get_node (items, i), SLUICE_POLICY_ITEMS, 0);
      g_string_append_printf (out, "%s\n", text);
    }

  return g_string_free (out, FALSE);
}

/* -- CSV ----------------------------------------------------------------------------------------------------- */

/* the names of the columns in their order */
typedef struct
{
  GPtrArray  *names;   /* char*, not owned: of definitions and nodes, which outlive the printing */
  GHashTable *known;   /* the same as a set */
} Columns;

static void
add_column (Columns    *columns,
            const char *name)
{
  if (name != NULL && g_hash_table_add (columns->known, (gpointer) name))
    g_ptr_array_add (columns->names, (gpointer) name);
}

static void
add_definition_columns (Columns          *columns,
                        SluiceDefinition *definition)
{
  GPtrArray *properties = sluice_definition_get_properties (definition);
  GPtrArray *branches = sluice_definition_get_branches (definition);

  for (guint i = 0; properties != NULL && i < properties->len; i++)
    add_column (columns, sluice_definition_get_name (g_ptr_array_index (properties, i)));
  if (sluice_definition_get_kind (definition) != SLUICE_KIND_UNION)
    return;
  for (guint i = 0; branches != NULL && i < branches->len; i++)
    add_definition_columns (columns, g_ptr_array_index (branches, i));
}

/* What the schema does not know comes after what it does. */
static void
add_item_columns (Columns    *columns,
                  SluiceNode *node)
{
  if (node->type != SLUICE_NODE_OBJECT)
    return;

  for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL;
       child = sluice_node_get_next_sibling (child))
    add_column (columns, sluice_node_get_key (child));
}

/* RFC 4180, section 2. */
static void
append_cell (GString    *out,
             const char *text,
             gboolean    first)
{
  if (!first)
    g_string_append_c (out, ',');
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (out, text);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_value (GString    *out,
              SluiceNode *node,
              gboolean    first)
{
  g_autofree char *text = NULL;

  if (node == NULL || node->type == SLUICE_NODE_NULL)
    text = g_strdup ("");
  else if (node->type == SLUICE_NODE_STRING)
    text = g_strdup (sluice_node_get_text (node, NULL));
  else
    text = sluice_node_to_json (node, SLUICE_POLICY_ITEMS, 0);

  append_cell (out, text, first);
}

static void
append_header (GString       *out,
               const Columns *columns,
               gboolean       typed)
{
  if (typed)
    append_cell (out, "type", TRUE);
  for (guint i = 0; i < columns->names->len; i++)
    append_cell (out, g_ptr_array_index (columns->names, i), i == 0 && !typed);
  if (columns->names->len == 0)
    append_cell (out, "value", !typed);
  g_string_append (out, "\r\n");
}

static void
append_row (GString       *out,
            const Columns *columns,
            SluiceItem    *item,
            gboolean       typed)
{
  SluiceNode *node = sluice_item_get_node (item);
  const char *type = sluice_item_get_type_name (item);

  if (typed)
    append_cell (out, type != NULL ? type : "", TRUE);
  for (guint i = 0; i < columns->names->len; i++)
    append_value (out, node->type == SLUICE_NODE_OBJECT
                  ? sluice_node_get_member (node, g_ptr_array_index (columns->names, i)) : NULL,
                  i == 0 && !typed);
  if (columns->names->len == 0)
    append_value (out, node, !typed);
  g_string_append (out, "\r\n");
}

static char *
print_csv (SluiceRun *self,
           GPtrArray *items)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  Columns columns = { names, known };
  SluiceDefinition *definition = sluice_items_get_definition (get_items (self));
  gboolean typed = definition != NULL && sluice_definition_get_kind (definition) == SLUICE_KIND_UNION;
  GString *out = g_string_new (NULL);

  if (definition != NULL)
    add_definition_columns (&columns, definition);
  for (guint i = 0; i < items->len; i++)
    add_item_columns (&columns, sluice_item_get_node (g_ptr_array_index (items, i)));

  append_header (out, &columns, typed);
  for (guint i = 0; i < items->len; i++)
    append_row (out, &columns, g_ptr_array_index (items, i), typed);

  return g_string_free (out, FALSE);
}

/**
 * sluice_run_items_to_csv:
 * @self: a run
 *
 * Prints the closed items of the current attempt as a table (RFC 4180), without those that the item
 * policy skips.
 *
 * The columns are the properties that the schema names, in its order, and then whatever else came.
 * Nested values are JSON text, absent ones and `null` are empty. The items of a union have their
 * type in the first column; items that are no objects are one column, `value`.
 *
 * Returns: (transfer full): a header, then one item a row
 */
char *
sluice_run_items_to_csv (SluiceRun *self)
{
  g_autoptr(GPtrArray) result = g_ptr_array_new_with_free_func (g_object_unref);
  SluiceItems *items;

  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  items = get_items (self);
  for (guint i = 0; i < sluice_items_get_n (items); i++)
    if (is_in_result (self, i, SLUICE_POLICY_ITEMS))
      g_ptr_array_add (result, sluice_items_dup_item (items, i));

  return print_csv (self, result);
}

/**
 * sluice_run_some_items_to_csv:
 * @self: a run
 * @items: (element-type SluiceItem): items of the run
 *
 * Prints some items, in the order given, as [method@Run.items_to_csv] prints all of them.
 * What has not closed is left out.
 *
 * Returns: (transfer full): a header, then one item a row
 */
char *
sluice_run_some_items_to_csv (SluiceRun *self,
                              GPtrArray *items)
{
  g_autoptr(GPtrArray) closed = g_ptr_array_new ();

  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);
  g_return_val_if_fail (items != NULL, NULL);

  for (guint i = 0; i < items->len; i++)
    if (sluice_item_is_closed (g_ptr_array_index (items, i)))
      g_ptr_array_add (closed, g_ptr_array_index (items, i));

  return print_csv (self, closed);
}
