/* sluice-sent-schema.c: a schema as a provider gets it, and what was done to it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-json-text-private.h"
#include "schema/sluice-sent-schema-private.h"

struct _SluiceSentSchema
{
  GObject     parent_instance;

  JsonNode   *json;
  GListStore *rewrites;  /* SluiceRewrite */
};

/**
 * SluiceSentSchema:
 *
 * A schema as a provider gets it, in its [class@Dialect], with what became of each rule on the way.
 */
G_DEFINE_FINAL_TYPE (SluiceSentSchema, sluice_sent_schema, G_TYPE_OBJECT)

static void
sluice_sent_schema_finalize (GObject *object)
{
  SluiceSentSchema *self = SLUICE_SENT_SCHEMA (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_clear_object (&self->rewrites);

  G_OBJECT_CLASS (sluice_sent_schema_parent_class)->finalize (object);
}

static void
sluice_sent_schema_class_init (SluiceSentSchemaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_sent_schema_finalize;
}

static void
sluice_sent_schema_init (SluiceSentSchema *self)
{
}

SluiceSentSchema *
sluice_sent_schema_new (JsonNode   *json,
                        GListStore *rewrites)
{
  SluiceSentSchema *self = g_object_new (SLUICE_TYPE_SENT_SCHEMA, NULL);

  self->json = json;
  self->rewrites = rewrites;

  return self;
}

/**
 * sluice_sent_schema_get_json:
 * @self: a schema that is sent
 *
 * Gets the schema as it is sent. Do not change it.
 *
 * Returns: (transfer none): a JSON Schema
 */
JsonNode *
sluice_sent_schema_get_json (SluiceSentSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SENT_SCHEMA (self), NULL);

  return self->json;
}

/**
 * sluice_sent_schema_to_json:
 * @self: a schema that is sent
 * @indent: spaces for each level; 0 for one line
 *
 * Prints the schema as it is sent.
 *
 * Returns: (transfer full): JSON text
 */
char *
sluice_sent_schema_to_json (SluiceSentSchema *self,
                            guint             indent)
{
  g_return_val_if_fail (SLUICE_IS_SENT_SCHEMA (self), NULL);

  return sluice_json_text_print (self->json, indent);
}

/**
 * sluice_sent_schema_get_rewrites:
 * @self: a schema that is sent
 *
 * Gets what became of each rule of the schema as it was before, in the order of its text.
 *
 * Returns: (transfer none): a list of [class@Rewrite]
 */
GListModel *
sluice_sent_schema_get_rewrites (SluiceSentSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SENT_SCHEMA (self), NULL);

  return G_LIST_MODEL (self->rewrites);
}

/**
 * sluice_sent_schema_count:
 * @self: a schema that is sent
 * @fate: what became of a keyword
 *
 * Counts the rules that something became of. Where one is refused, the provider will not take the
 * schema at all.
 *
 * Returns: how many there are
 */
guint
sluice_sent_schema_count (SluiceSentSchema *self,
                          SluiceFate        fate)
{
  GListModel *list;
  guint n = 0;

  g_return_val_if_fail (SLUICE_IS_SENT_SCHEMA (self), 0);

  list = G_LIST_MODEL (self->rewrites);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(SluiceRewrite) rewrite = g_list_model_get_item (list, i);

      n += sluice_rewrite_get_fate (rewrite) == fate;
    }

  return n;
}

/**
 * sluice_sent_schema_list_to_json:
 * @self: a schema that is sent
 *
 * Gets what became of each rule as JSON, for other programs: an array of objects with "keyword",
 * "pointer", "fate" and "message".
 *
 * Returns: (transfer full): the array
 */
JsonNode *
sluice_sent_schema_list_to_json (SluiceSentSchema *self)
{
  GListModel *list;
  JsonNode *node;
  JsonArray *array;

  g_return_val_if_fail (SLUICE_IS_SENT_SCHEMA (self), NULL);

  node = json_node_new (JSON_NODE_ARRAY);
  array = json_array_new ();
  list = G_LIST_MODEL (self->rewrites);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(SluiceRewrite) rewrite = g_list_model_get_item (list, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "keyword", sluice_rewrite_get_keyword (rewrite));
      json_object_set_string_member (object, "pointer", sluice_rewrite_get_pointer (rewrite));
      json_object_set_string_member (object, "fate",
                                     sluice_fate_to_string (sluice_rewrite_get_fate (rewrite)));
      json_object_set_string_member (object, "message", sluice_rewrite_get_message (rewrite));
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return node;
}
