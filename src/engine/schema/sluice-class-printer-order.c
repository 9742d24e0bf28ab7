/* sluice-class-printer-order.c: the order of definitions, each above its use
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-class-printer-private.h"

/* A definition on the way to being written, and what it refers to. */
typedef struct
{
  const char *key;
  GPtrArray  *references;  /* owned: keys */
  guint       next;
} Visit;

static void
collect_references (SluiceClassPrinter *self,
                    JsonNode           *node,
                    GPtrArray          *keys)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect_references (self, json_array_get_element (array, i), keys);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      const char *reference = sluice_class_json_get_string (object, "$ref");
      gpointer key = reference ? g_hash_table_lookup (self->references, reference) : NULL;
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      if (key)
        g_ptr_array_add (keys, key);
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &member))
        if (!g_str_equal (name, "$defs") || node != self->schema)
          collect_references (self, member, keys);
    }
}

static void
visit_clear (gpointer data)
{
  Visit *visit = data;

  g_ptr_array_unref (visit->references);
}

static void
push_visit (SluiceClassPrinter *self,
            GArray             *stack,
            GHashTable         *seen,
            const char         *key)
{
  Visit visit = { key, NULL, 0 };

  if (!g_hash_table_add (seen, (gpointer) key))
    return;

  visit.references = g_ptr_array_new ();
  collect_references (self, json_object_get_member (self->definitions, key), visit.references);
  g_array_append_val (stack, visit);
}

/* The definitions that the root needs, each after those that it needs itself, as far as that goes:
 * without recursion, as a chain of references can be long. */
GPtrArray *
sluice_class_printer_list_definitions (SluiceClassPrinter *self)
{
  g_autoptr(GPtrArray) roots = g_ptr_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Visit));
  GPtrArray *order = g_ptr_array_new ();

  g_array_set_clear_func (stack, visit_clear);
  collect_references (self, self->schema, roots);
  for (guint i = 0; i < roots->len; i++)
    {
      push_visit (self, stack, seen, g_ptr_array_index (roots, i));
      while (stack->len > 0)
        {
          Visit *top = &g_array_index (stack, Visit, stack->len - 1);

          if (top->next < top->references->len)
            {
              push_visit (self, stack, seen, g_ptr_array_index (top->references, top->next++));
              continue;
            }
          g_ptr_array_add (order, (gpointer) top->key);
          g_array_set_size (stack, stack->len - 1);
        }
    }

  return order;
}
