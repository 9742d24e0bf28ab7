/* sluice-generator.c: values that follow a schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-generator-private.h"
#include "sluice-leaf-private.h"
#include "sluice-subschema-private.h"

/* From here on only what must be there is made, so that a schema that contains itself comes to an
 * end; and here it ends, whatever the schema says. */
#define DEEP 5
#define TOO_DEEP 24
#define MANY_NODES 10000
#define TOO_MANY_NODES 30000

/* No array is longer, whatever minItems says: it is all in memory at once. */
#define MAX_ITEMS 10000

struct _SluiceGenerator
{
  JsonNode     *root;     /* owned: the schema */
  SluiceFacts  *facts;    /* borrowed */
  guint64       seed;
  GHashTable   *topics;   /* owned: "class\nproperty" (char*) -> SluiceTopic + 1 */

  JsonNode     *items;    /* borrowed from list, nullable: the schema of its items */
  char         *items_key; /* owned, nullable */
  JsonObject   *main;     /* owned: the resolved root */
  JsonObject   *list;     /* owned, nullable: the resolved main list */

  /* of the value that is being made */
  SluiceRandom  random;
  guint         variant;
  guint         depth;
  guint         n_nodes;
  guint         entity;
};

static JsonNode *make (SluiceGenerator *self,
                       JsonNode        *schema,
                       const char      *name,
                       const char      *class_name);

static JsonNode *make_resolved (SluiceGenerator *self,
                                JsonObject      *schema,
                                const char      *name,
                                const char      *class_name);

static gboolean
is_deep (SluiceGenerator *self)
{
  return self->depth > DEEP || self->n_nodes > MANY_NODES;
}

static SluiceTopic
get_topic (SluiceGenerator *self,
           const char      *name,
           const char      *class_name)
{
  g_autofree char *key = NULL;
  guint known;
  SluiceTopic topic;

  if (name == NULL)
    return SLUICE_TOPIC_NONE;

  key = g_strconcat (class_name != NULL ? class_name : "", "\n", name, NULL);
  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->topics, key));
  if (known > 0)
    return known - 1;

  topic = sluice_vocabulary_find_topic (name, class_name);
  g_hash_table_insert (self->topics, g_steal_pointer (&key), GUINT_TO_POINTER (topic + 1));

  return topic;
}

static SluiceLeafPlace
get_place (SluiceGenerator *self,
           const char      *name,
           const char      *class_name)
{
  return (SluiceLeafPlace) {
    self->facts, &self->random, get_topic (self, name, class_name), self->seed, self->entity };
}

static JsonNode *
make_null (void)
{
  return json_node_init_null (json_node_alloc ());
}

/* --- Unions --- */

static gboolean
is_null_branch (SluiceGenerator *self,
                JsonNode        *branch)
{
  g_autoptr(JsonObject) resolved = sluice_subschema_resolve (self->root, branch, self->variant);

  return g_strcmp0 (sluice_subschema_get_string (resolved, "type"), "null") == 0;
}

/* Items take turns, so that each kind is seen; null is rare, but the way out of a deep schema. */
static JsonNode *
choose_branch (SluiceGenerator *self,
               JsonArray       *branches)
{
  g_autoptr(GPtrArray) real = g_ptr_array_new ();
  JsonNode *null_branch = NULL;
  guint n = json_array_get_length (branches);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *branch = json_array_get_element (branches, i);

      if (is_null_branch (self, branch))
        null_branch = branch;
      else
        g_ptr_array_add (real, branch);
    }

  if (null_branch != NULL
      && (real->len == 0 || is_deep (self) || sluice_random_chance (&self->random, 0.12)))
    return null_branch;

  return g_ptr_array_index (real, (self->entity + self->variant) % real->len);
}

static JsonNode *
make_union (SluiceGenerator *self,
            JsonObject      *schema,
            const char      *keyword,
            const char      *name,
            const char      *class_name)
{
  JsonNode *branch = choose_branch (self, sluice_subschema_get_array (schema, keyword));
  g_autoptr(JsonObject) base = json_object_new ();
  g_autoptr(JsonObject) chosen = NULL;
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    if (!g_str_equal (member, keyword))
      json_object_set_member (base, member, json_node_ref (value));

  chosen = sluice_subschema_add (self->root, base, branch, self->variant);

  return make_resolved (self, chosen, name, class_name);
}

/* --- Objects --- */

static gboolean
is_required (JsonObject *schema,
             const char *name)
{
  JsonArray *required = sluice_subschema_get_array (schema, "required");

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      JsonNode *element = json_array_get_element (required, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING
          && g_str_equal (json_node_get_string (element), name))
        return TRUE;
    }

  return FALSE;
}

static void
add_property (SluiceGenerator *self,
              JsonObject      *object,
              JsonNode        *schema,
              const char      *name,
              const char      *class_name)
{
  json_object_set_member (object, name, make (self, schema, name, class_name));
}

/* In the order of the schema: that is the order in which models answer too. */
static void
add_properties (SluiceGenerator *self,
                JsonObject      *object,
                JsonObject      *schema,
                const char      *class_name)
{
  JsonObject *properties = sluice_subschema_get_object (schema, "properties");
  guint maximum = sluice_subschema_get_count (schema, "maxProperties", G_MAXUINT);
  JsonArray *required = sluice_subschema_get_array (schema, "required");
  guint n_required = required != NULL ? json_array_get_length (required) : 0;
  JsonObjectIter iter;
  const char *name;
  JsonNode *property;

  if (properties == NULL)
    return;

  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &property))
    {
      gboolean wanted = is_required (schema, name);

      if (!wanted)
        wanted = !is_deep (self) && n_required + 1 <= maximum
                 && !(JSON_NODE_HOLDS_VALUE (property) && !json_node_get_boolean (property))
                 && sluice_random_chance (&self->random, 0.85)
                 && json_object_get_size (object) < maximum;
      if (wanted)
        add_property (self, object, property, name, class_name);
    }
}

/* What is required and not described; what dependentRequired asks for besides. */
static void
add_required (SluiceGenerator *self,
              JsonObject      *object,
              JsonArray       *names,
              JsonObject      *schema,
              const char      *class_name)
{
  JsonObject *properties = sluice_subschema_get_object (schema, "properties");
  JsonNode *other = json_object_get_member (schema, "additionalProperties");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *element = json_array_get_element (names, i);
      const char *name;
      JsonNode *property;

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        continue;
      name = json_node_get_string (element);
      if (json_object_has_member (object, name))
        continue;

      property = properties != NULL ? json_object_get_member (properties, name) : NULL;
      add_property (self, object, property != NULL ? property : other, name, class_name);
    }
}

static void
add_dependents (SluiceGenerator *self,
                JsonObject      *object,
                JsonObject      *schema,
                const char      *class_name)
{
  JsonObject *dependents = sluice_subschema_get_object (schema, "dependentRequired");
  g_autoptr(GList) names = dependents != NULL ? json_object_get_members (dependents) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (json_object_has_member (object, l->data))
      add_required (self, object, sluice_subschema_get_array (dependents, l->data), schema,
                    class_name);
}

/* A name that follows the first of the patterns. */
static JsonNode *
make_key_for_pattern (SluiceGenerator *self,
                      JsonObject      *patterns)
{
  SluiceLeafPlace place = { self->facts, &self->random, SLUICE_TOPIC_TAG, self->seed, G_MAXUINT };
  g_autoptr(GList) list = json_object_get_members (patterns);
  g_autoptr(JsonObject) rule = json_object_new ();

  json_object_set_string_member (rule, "pattern", list->data);

  return sluice_leaf_make_string (rule, &place);
}

/* A name for a member of a map. */
static char *
make_key (SluiceGenerator *self,
          JsonObject      *schema,
          JsonObject      *patterns,
          guint            index)
{
  JsonNode *names = json_object_get_member (schema, "propertyNames");
  g_autoptr(JsonNode) key = NULL;

  if (patterns != NULL && json_object_get_size (patterns) > 0)
    {
      key = make_key_for_pattern (self, patterns);
    }
  else if (names != NULL)
    {
      guint entity = self->entity;

      self->entity = index;
      key = make (self, names, NULL, NULL);
      self->entity = entity;
    }
  else
    {
      guint n;
      const char * const *words = sluice_vocabulary_get_words (SLUICE_TOPIC_TAG, &n);

      return index < n ? g_strdup (words[index]) : g_strdup_printf ("%s-%u", words[index % n], index);
    }

  return json_node_get_value_type (key) == G_TYPE_STRING ? json_node_dup_string (key)
                                                         : g_strdup_printf ("key-%u", index);
}

/* Members that have no name in the schema: a map. */
static void
add_others (SluiceGenerator *self,
            JsonObject      *object,
            JsonObject      *schema,
            const char      *class_name)
{
  JsonNode *other = json_object_get_member (schema, "additionalProperties");
  JsonObject *patterns = sluice_subschema_get_object (schema, "patternProperties");
  guint minimum = sluice_subschema_get_count (schema, "minProperties", 0);
  guint maximum = sluice_subschema_get_count (schema, "maxProperties", G_MAXUINT);
  gboolean is_map = patterns != NULL || (other != NULL && JSON_NODE_HOLDS_OBJECT (other));
  guint wanted = MIN (minimum, MAX_ITEMS);

  if (is_map && json_object_get_size (object) == 0 && !is_deep (self))
    wanted = MAX (wanted, 3);
  wanted = MIN (wanted, maximum);

  for (guint i = 0; json_object_get_size (object) < wanted && i < wanted + 20; i++)
    {
      g_autofree char *key = make_key (self, schema, patterns, i);
      JsonNode *value_schema = other;

      if (patterns != NULL)
        {
          g_autoptr(GList) values = json_object_get_values (patterns);

          if (values != NULL)
            value_schema = values->data;
        }
      if (!json_object_has_member (object, key))
        add_property (self, object, value_schema, key, class_name);
    }
}

static JsonNode *
make_object (SluiceGenerator *self,
             JsonObject      *schema)
{
  g_autoptr(JsonObject) object = json_object_new ();
  const char *class_name = sluice_subschema_get_string (schema, "title");

  add_properties (self, object, schema, class_name);
  add_required (self, object, sluice_subschema_get_array (schema, "required"), schema, class_name);
  add_dependents (self, object, schema, class_name);
  add_others (self, object, schema, class_name);

  return json_node_init_object (json_node_alloc (), object);
}

/* --- Arrays --- */

/* Texts of the prompt that such a list would hold. */
static guint
count_facts (SluiceGenerator *self,
             SluiceTopic      topic)
{
  SluiceFacts *facts = self->facts;

  switch (topic)
    {
    case SLUICE_TOPIC_PERSON:
    case SLUICE_TOPIC_FIRST_NAME:
      return facts->names->len;
    case SLUICE_TOPIC_COMPANY:
      return facts->companies->len;
    case SLUICE_TOPIC_PLACE:
      return facts->places->len;
    case SLUICE_TOPIC_DATE:
      return facts->dates->len;
    case SLUICE_TOPIC_EMAIL:
      return facts->emails->len;
    case SLUICE_TOPIC_URL:
      return facts->urls->len;
    case SLUICE_TOPIC_QUESTION:
      return facts->questions->len;
    default:
      return 0;
    }
}

/* One object for each name of the prompt, where objects have a name. */
static guint
count_entities (SluiceGenerator *self,
                JsonNode        *items)
{
  g_autoptr(JsonObject) item = sluice_subschema_resolve (self->root, items, self->variant);
  JsonObject *properties = sluice_subschema_get_object (item, "properties");
  g_autoptr(GList) names = properties != NULL ? json_object_get_members (properties) : NULL;
  guint n = 0;

  for (GList *l = names; l != NULL && n == 0; l = l->next)
    n = count_facts (self, get_topic (self, l->data, sluice_subschema_get_string (item, "title")));

  return n;
}

static guint
choose_length (SluiceGenerator *self,
               JsonObject      *schema,
               const char      *name,
               const char      *class_name)
{
  JsonNode *items = json_object_get_member (schema, "items");
  guint minimum = sluice_subschema_get_count (schema, "minItems", 0);
  guint maximum = sluice_subschema_get_count (schema, "maxItems", MAX (minimum, MAX_ITEMS));
  guint n = 0;

  if (is_deep (self))
    n = 0;
  else if ((n = count_facts (self, get_topic (self, name, class_name))) == 0
           && (items == NULL || (n = count_entities (self, items)) == 0))
    n = 2 + sluice_random_below (&self->random, 3);

  return MIN (CLAMP (n, minimum, maximum), MAX_ITEMS);
}

static gboolean
has_equal (JsonArray *array,
           JsonNode  *node)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), node))
      return TRUE;

  return FALSE;
}

static gboolean
is_true (JsonObject *schema,
         const char *keyword)
{
  JsonNode *node = json_object_get_member (schema, keyword);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

static JsonNode *
get_item_schema (JsonObject *schema,
                 guint       index)
{
  JsonArray *prefix = sluice_subschema_get_array (schema, "prefixItems");
  guint n_prefix = prefix != NULL ? json_array_get_length (prefix) : 0;
  guint n_contains = sluice_subschema_get_count (schema, "minContains", 1);

  if (index < n_prefix)
    return json_array_get_element (prefix, index);
  if (index - n_prefix < n_contains && json_object_has_member (schema, "contains"))
    return json_object_get_member (schema, "contains");

  return json_object_get_member (schema, "items");
}

static JsonNode *
make_array (SluiceGenerator *self,
            JsonObject      *schema,
            const char      *name,
            const char      *class_name,
            guint            n)
{
  g_autoptr(JsonArray) array = json_array_new ();
  JsonArray *prefix = sluice_subschema_get_array (schema, "prefixItems");
  JsonNode *rest = json_object_get_member (schema, "items");
  gboolean unique = is_true (schema, "uniqueItems");
  guint entity = self->entity;

  if (prefix != NULL)
    n = rest == NULL || !JSON_NODE_HOLDS_OBJECT (rest) ? json_array_get_length (prefix)
                                                       : MAX (n, json_array_get_length (prefix));

  for (guint i = 0; json_array_get_length (array) < n && i < n + 50; i++)
    {
      JsonNode *item;

      self->entity = i;
      item = make (self, get_item_schema (schema, json_array_get_length (array)), name, class_name);
      if (unique && has_equal (array, item))
        json_node_unref (item);
      else
        json_array_add_element (array, item);
    }
  self->entity = entity;

  return json_node_init_array (json_node_alloc (), array);
}

/* --- Everything --- */

static JsonNode *
make_resolved (SluiceGenerator *self,
               JsonObject      *schema,
               const char      *name,
               const char      *class_name)
{
  SluiceLeafPlace place = get_place (self, name, class_name);
  JsonArray *options;
  const char *type;

  if (json_object_has_member (schema, "const"))
    return json_node_copy (json_object_get_member (schema, "const"));

  /* Nobody makes sure that examples follow their own schema; every other attempt does without. */
  options = sluice_subschema_get_array (schema, "enum");
  if (options == NULL && self->variant % 2 == 0)
    options = sluice_subschema_get_array (schema, "examples");
  if (options != NULL && json_array_get_length (options) > 0)
    return sluice_leaf_choose (options, &place);

  if ((options = sluice_subschema_get_array (schema, "anyOf")) && json_array_get_length (options) > 0)
    return make_union (self, schema, "anyOf", name, class_name);
  if ((options = sluice_subschema_get_array (schema, "oneOf")) && json_array_get_length (options) > 0)
    return make_union (self, schema, "oneOf", name, class_name);

  if (sluice_subschema_allows_null (schema) && (is_deep (self)
                                                || sluice_random_chance (&self->random, 0.1)))
    return make_null ();

  type = sluice_subschema_get_type (schema);
  if (g_str_equal (type, "object"))
    return make_object (self, schema);
  if (g_str_equal (type, "array"))
    return make_array (self, schema, name, class_name,
                       choose_length (self, schema, name, class_name));
  if (g_str_equal (type, "integer") || g_str_equal (type, "number"))
    return sluice_leaf_make_number (schema, g_str_equal (type, "integer"), &place);
  if (g_str_equal (type, "boolean"))
    return json_node_init_boolean (json_node_alloc (), sluice_random_chance (&self->random, 0.6));
  if (g_str_equal (type, "null"))
    return make_null ();

  return sluice_leaf_make_string (schema, &place);
}

static JsonNode *
make (SluiceGenerator *self,
      JsonNode        *schema,
      const char      *name,
      const char      *class_name)
{
  g_autoptr(JsonObject) resolved = NULL;
  JsonNode *value;

  self->n_nodes++;
  if (self->depth > TOO_DEEP || self->n_nodes > TOO_MANY_NODES)
    return make_null ();

  self->depth++;
  resolved = sluice_subschema_resolve (self->root, schema, self->variant);
  value = make_resolved (self, resolved, name, class_name);
  self->depth--;

  return value;
}

static void
begin (SluiceGenerator *self,
       guint            attempt,
       guint            index)
{
  guint64 seed = self->seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) * (attempt * 31 + 1)
                 + G_GUINT64_CONSTANT (0xd1342543de82ef95) * index;

  self->random = sluice_random_init (seed);
  self->variant = attempt;
  self->depth = 0;
  self->n_nodes = 0;
  self->entity = index;
}

/* --- The main list --- */

static gboolean
is_list_of_objects (SluiceGenerator *self,
                    JsonObject      *list)
{
  JsonNode *items = json_object_get_member (list, "items");
  g_autoptr(JsonObject) item = NULL;

  if (items == NULL || !JSON_NODE_HOLDS_OBJECT (items))
    return FALSE;
  item = sluice_subschema_resolve (self->root, items, 0);

  return json_object_has_member (item, "properties") || json_object_has_member (item, "anyOf")
         || json_object_has_member (item, "oneOf");
}

static gboolean
is_list (JsonObject *schema)
{
  return g_str_equal (sluice_subschema_get_type (schema), "array")
         && json_object_has_member (schema, "items") && !json_object_has_member (schema, "anyOf");
}

static void
find_list (SluiceGenerator *self)
{
  JsonObject *properties = sluice_subschema_get_object (self->main, "properties");
  JsonObjectIter iter;
  const char *name;
  JsonNode *property;

  if (is_list (self->main))
    {
      self->list = json_object_ref (self->main);
      return;
    }
  if (properties == NULL)
    return;

  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &property))
    {
      g_autoptr(JsonObject) list = sluice_subschema_resolve (self->root, property, 0);

      if (!is_list (list)
          || (!is_required (self->main, name) && json_object_get_size (properties) > 1))
        continue;
      if (self->list != NULL && !is_list_of_objects (self, list))
        continue;

      g_clear_pointer (&self->list, json_object_unref);
      g_free (self->items_key);
      self->list = g_steal_pointer (&list);
      self->items_key = g_strdup (name);
      if (is_list_of_objects (self, self->list))
        return;
    }
}

SluiceGenerator *
sluice_generator_new (JsonNode     *schema,
                      SluiceFacts *facts,
                      guint64       seed)
{
  SluiceGenerator *self = g_new0 (SluiceGenerator, 1);

  self->root = json_node_ref (schema);
  self->facts = facts;
  self->seed = seed;
  self->topics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->main = sluice_subschema_resolve (self->root, self->root, 0);
  find_list (self);
  if (self->list != NULL)
    self->items = json_object_get_member (self->list, "items");

  return self;
}

void
sluice_generator_free (SluiceGenerator *self)
{
  json_node_unref (self->root);
  g_hash_table_unref (self->topics);
  g_clear_pointer (&self->main, json_object_unref);
  g_clear_pointer (&self->list, json_object_unref);
  g_free (self->items_key);
  g_free (self);
}

gboolean
sluice_generator_find_items (SluiceGenerator  *self,
                             char            **key,
                             JsonNode        **schema)
{
  if (self->items == NULL)
    return FALSE;

  *key = g_strdup (self->items_key);
  *schema = self->items;

  return TRUE;
}

/* A list that is all there is to the value is longer than one among other things. */
guint
sluice_generator_count_items (SluiceGenerator *self)
{
  JsonObject *properties = sluice_subschema_get_object (self->main, "properties");
  gboolean alone = properties == NULL || json_object_get_size (properties) == 1;
  guint minimum, maximum, n;

  g_assert (self->list != NULL);

  begin (self, 0, 0);
  minimum = sluice_subschema_get_count (self->list, "minItems", 0);
  maximum = sluice_subschema_get_count (self->list, "maxItems", G_MAXUINT);

  n = self->facts->n_items;
  if (n == 0)
    n = choose_length (self, self->list, self->items_key,
                       sluice_subschema_get_string (self->main, "title"));
  if (n < 4 && alone && self->facts->n_items == 0 && count_entities (self, self->items) == 0)
    n = 4 + sluice_random_below (&self->random, 6);

  return MAX (MIN (n, maximum), minimum);
}

JsonNode *
sluice_generator_make (SluiceGenerator *self,
                       guint            attempt,
                       guint            n_items)
{
  JsonNode *value;

  begin (self, attempt, 0);
  value = make (self, self->root, NULL, NULL);

  /* The main list anew, as long as it is to be, with the items that would come one by one. */
  if (n_items > 0 && self->list != NULL)
    {
      JsonNode *list;

      begin (self, attempt, 0);
      list = make_array (self, self->list, self->items_key,
                         sluice_subschema_get_string (self->main, "title"), n_items);
      if (self->items_key == NULL)
        {
          json_node_unref (value);
          return list;
        }
      if (JSON_NODE_HOLDS_OBJECT (value))
        json_object_set_member (json_node_get_object (value), self->items_key, list);
      else
        json_node_unref (list);
    }

  return value;
}

JsonNode *
sluice_generator_make_item (SluiceGenerator *self,
                            guint            attempt,
                            guint            index)
{
  g_assert (self->items != NULL);

  begin (self, attempt, index);
  self->depth = 1;

  return make (self, self->items, self->items_key,
               sluice_subschema_get_string (self->main, "title"));
}
