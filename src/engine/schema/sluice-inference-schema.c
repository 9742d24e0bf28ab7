/* sluice-inference-schema.c: what samples have in common, as JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-syntax-private.h"
#include "schema/sluice-inference-private.h"

/* An enum is guessed where texts come again: so many at least, each so often on average. */
#define MIN_STRINGS     6
#define MIN_REPETITIONS 3

/* Names of members are data and not names, where there are so many and hardly one comes again. */
#define MIN_NAMES 12

typedef struct
{
  JsonObject *definitions;  /* $defs */
  GHashTable *names;        /* set of owned char*: class names that are taken */
} Writer;

static JsonNode *write_place (Writer            *self,
                              SluiceSamplePlace *place,
                              const char        *name);

/* -- Names --------------------------------------------------------------------------------- */

/* "order_items" -> "OrderItems" */
static char *
make_class_name (const char *name)
{
  GString *text = g_string_new (NULL);
  gboolean starts = TRUE;

  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        starts = TRUE;
      else
        {
          g_string_append_c (text, starts ? g_ascii_toupper (*p) : *p);
          starts = FALSE;
        }
    }
  if (text->len == 0 || g_ascii_isdigit (text->str[0]))
    g_string_prepend (text, "Value");

  return g_string_free (text, FALSE);
}

/* "companies" -> "company": what one of many is called, in the English of most field names. */
static char *
make_singular (const char *name)
{
  gsize length = strlen (name);

  if (length > 4 && g_str_has_suffix (name, "ies"))
    return g_strdup_printf ("%.*sy", (int) length - 3, name);
  if (length > 4 && (g_str_has_suffix (name, "sses") || g_str_has_suffix (name, "xes") ||
                     g_str_has_suffix (name, "ches") || g_str_has_suffix (name, "shes")))
    return g_strndup (name, length - 2);
  if (length > 3 && g_str_has_suffix (name, "s") && !g_str_has_suffix (name, "ss") &&
      !g_str_has_suffix (name, "us") && !g_str_has_suffix (name, "is"))
    return g_strndup (name, length - 1);
  if (g_str_equal (name, "children"))
    return g_strdup ("child");
  if (g_str_equal (name, "people"))
    return g_strdup ("person");

  return g_strdup (name);
}

static char *
take_class_name (Writer     *self,
                 const char *name)
{
  g_autofree char *base = make_class_name (name);
  char *taken = g_strdup (base);

  for (guint i = 2; !g_hash_table_add (self->names, g_strdup (taken)); i++)
    {
      g_free (taken);
      taken = g_strdup_printf ("%s%u", base, i);
    }

  return taken;
}

/* -- Scalars ------------------------------------------------------------------------------- */

static JsonNode *
wrap_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

static JsonNode *
write_type (const char *type)
{
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", type);

  return wrap_object (schema);
}

static gboolean
is_enum (SluiceSamplePlace *place)
{
  return place->options != NULL && place->options->len > 1 && place->n_string >= MIN_STRINGS &&
         place->n_string >= MIN_REPETITIONS * place->options->len;
}

static JsonNode *
write_string (SluiceSamplePlace *place)
{
  JsonNode *node = write_type ("string");
  JsonObject *schema = json_node_get_object (node);

  for (guint i = 0; sluice_inference_get_format (i) != NULL; i++)
    if (place->formats & (1u << i))
      {
        json_object_set_string_member (schema, "format", sluice_inference_get_format (i));
        if (g_str_equal (sluice_inference_get_format (i), "uri"))
          json_object_set_int_member (schema, "minLength", 1);
        return node;
      }

  if (is_enum (place))
    {
      JsonArray *options = json_array_new ();

      for (guint i = 0; i < place->options->len; i++)
        json_array_add_string_element (options, g_ptr_array_index (place->options, i));
      json_object_set_array_member (schema, "enum", options);
    }

  return node;
}

/* -- Objects ------------------------------------------------------------------------------- */

/* Whether a name is a number, a date, or an id, so that it says something instead of naming it. */
static gboolean
is_data (const char *name)
{
  guint n_digits = 0;

  for (const char *p = name; *p != '\0'; p++)
    n_digits += g_ascii_isdigit (*p);

  return n_digits > 0 && 2 * n_digits >= strlen (name);
}

/* Objects whose names are data: a mapping. */
static gboolean
is_mapping (SluiceSampleObject *object)
{
  guint n_data = 0, n_members = 0;

  /* Only a class can be referred to from within. */
  if (object->is_recursive)
    return FALSE;

  for (guint i = 0; i < object->members->len; i++)
    {
      SluiceSampleMember *member = g_ptr_array_index (object->members, i);

      n_data += is_data (member->name);
      n_members += member->n;
    }

  if (object->members->len >= 2 && n_data == object->members->len)
    return TRUE;

  /* Of several objects hardly two have a name in common. */
  return object->n >= 3 && object->members->len >= MIN_NAMES &&
         n_members <= 2 * object->members->len && n_members < object->n * object->members->len / 3;
}

static void merge_place (SluiceSamplePlace *into,
                         SluiceSamplePlace *place);

static void
merge_options (SluiceSamplePlace *into,
               SluiceSamplePlace *place)
{
  if (place->options == NULL)
    g_clear_pointer (&into->options, g_ptr_array_unref);
  for (guint i = 0; into->options != NULL && i < place->options->len; i++)
    {
      const char *option = g_ptr_array_index (place->options, i);

      if (g_ptr_array_find_with_equal_func (into->options, option, g_str_equal, NULL))
        continue;
      if (into->options->len == SLUICE_INFERENCE_MAX_OPTIONS)
        g_clear_pointer (&into->options, g_ptr_array_unref);
      else
        g_ptr_array_add (into->options, g_strdup (option));
    }
}

static void
merge_object (SluiceSampleObject *into,
              SluiceSampleObject *object)
{
  into->n += object->n;
  into->is_recursive |= object->is_recursive;
  object->n = 0;
  while (object->members->len > 0)
    {
      SluiceSampleMember *member = g_ptr_array_steal_index (object->members, 0);
      SluiceSampleMember *same = g_hash_table_lookup (into->by_name, member->name);

      g_hash_table_remove (object->by_name, member->name);
      if (same == NULL)
        {
          g_ptr_array_add (into->members, member);
          g_hash_table_insert (into->by_name, member->name, member);
          continue;
        }
      same->n += member->n;
      merge_place (same->place, member->place);
      sluice_sample_member_free (member);
    }
}

/* All that was seen at a place goes to the other: nothing was seen at it any more. */
static void
merge_place (SluiceSamplePlace *into,
             SluiceSamplePlace *place)
{
  SluiceSamplePlace *items = NULL;

  into->n += place->n;
  into->n_null += place->n_null;
  into->n_boolean += place->n_boolean;
  into->n_integer += place->n_integer;
  into->n_number += place->n_number;
  into->n_string += place->n_string;
  into->n_array += place->n_array;
  into->formats &= place->formats;
  merge_options (into, place);
  if (into->items == NULL)
    into->items = g_steal_pointer (&place->items);
  else if ((items = place->items) != NULL)
    merge_place (into->items, items);
  if (into->object == NULL)
    into->object = place->object;
  else if (place->object != NULL && place->object != into->object)
    merge_object (into->object, place->object);
  sluice_sample_place_clear (place);
}

/* The values of all names are of one kind. */
static JsonNode *
write_mapping (Writer             *self,
               SluiceSampleObject *object,
               const char         *name)
{
  g_autofree char *one = make_singular (name);
  JsonNode *node = write_type ("object");
  SluiceSampleMember *first = g_ptr_array_index (object->members, 0);

  for (guint i = 1; i < object->members->len; i++)
    {
      SluiceSampleMember *member = g_ptr_array_index (object->members, i);

      merge_place (first->place, member->place);
    }
  json_object_set_member (json_node_get_object (node), "additionalProperties",
                          write_place (self, first->place, one));

  return node;
}

static gboolean
takes_null (JsonObject *schema)
{
  JsonArray *branches;

  if (!json_object_has_member (schema, "anyOf"))
    return json_object_get_size (schema) == 0;

  branches = json_object_get_array_member (schema, "anyOf");
  for (guint i = 0; i < json_array_get_length (branches); i++)
    if (g_strcmp0 (json_object_get_string_member_with_default (
                     json_array_get_object_element (branches, i), "type", NULL), "null") == 0)
      return TRUE;

  return FALSE;
}

/* What is not always there may be null as well, and is by default: `str | None = None`. That is how
 * people write it, and what models answer. */
static JsonNode *
make_optional (JsonNode *member)
{
  JsonObject *schema = json_node_get_object (member);
  JsonArray *branches;

  if (!takes_null (schema))
    {
      if (json_object_has_member (schema, "anyOf"))
        {
          branches = json_array_ref (json_object_get_array_member (schema, "anyOf"));
          json_node_unref (member);
        }
      else
        {
          branches = json_array_new ();
          json_array_add_element (branches, member);
        }
      json_array_add_element (branches, write_type ("null"));
      schema = json_object_new ();
      json_object_set_array_member (schema, "anyOf", branches);
      member = wrap_object (schema);
    }
  json_object_set_null_member (schema, "default");

  return member;
}

static gboolean
has_class (JsonObject *schema)
{
  JsonArray *branches;

  if (!json_object_has_member (schema, "anyOf"))
    return json_object_has_member (schema, "$ref");

  branches = json_object_get_array_member (schema, "anyOf");
  for (guint i = 0; i < json_array_get_length (branches); i++)
    if (json_object_has_member (json_array_get_object_element (branches, i), "$ref"))
      return TRUE;

  return FALSE;
}

/* As Pydantic has it: the name in capitals, but not of a class, which has its own. */
static void
set_title (JsonObject *schema,
           const char *name)
{
  g_autofree char *title = NULL;

  if (has_class (schema))
    return;

  title = sluice_class_string_title (name);
  g_strdelimit (title, "_", ' ');
  json_object_set_string_member (schema, "title", g_strstrip (title));
}

static JsonObject *
write_members (Writer             *self,
               SluiceSampleObject *object,
               JsonObject         *schema)
{
  JsonObject *properties = json_object_new ();
  JsonArray *required = json_array_new ();

  for (guint i = 0; i < object->members->len; i++)
    {
      SluiceSampleMember *member = g_ptr_array_index (object->members, i);

      JsonNode *written = write_place (self, member->place, member->name);

      if (member->n == object->n)
        json_array_add_string_element (required, member->name);
      else
        written = make_optional (written);
      set_title (json_node_get_object (written), member->name);
      json_object_set_member (properties, member->name, written);
    }
  json_object_set_object_member (schema, "properties", properties);
  if (json_array_get_length (required) > 0)
    json_object_set_array_member (schema, "required", required);
  else
    json_array_unref (required);

  return schema;
}

/* A class of its own: written once, before its members, which may lead back to it. */
static JsonNode *
write_object (Writer             *self,
              SluiceSampleObject *object,
              const char         *name)
{
  JsonObject *reference = json_object_new ();
  g_autofree char *target = NULL;

  if (object->class_name == NULL)
    {
      JsonObject *schema = json_object_new ();

      object->class_name = take_class_name (self, name);
      json_object_set_object_member (self->definitions, object->class_name, schema);
      json_object_set_string_member (schema, "title", object->class_name);
      json_object_set_string_member (schema, "type", "object");
      write_members (self, object, schema);
    }

  object->n_uses++;
  target = g_strconcat ("#/$defs/", object->class_name, NULL);
  json_object_set_string_member (reference, "$ref", target);

  return wrap_object (reference);
}

/* -- Places -------------------------------------------------------------------------------- */

static JsonNode *
write_array (Writer            *self,
             SluiceSamplePlace *place,
             const char        *name)
{
  g_autofree char *one = make_singular (name);
  SluiceSamplePlace *items = place->items;
  JsonNode *node = write_type ("array");

  json_object_set_member (json_node_get_object (node), "items",
                          items != NULL && items->n > 0 ? write_place (self, items, one)
                                                        : wrap_object (json_object_new ()));

  return node;
}

static JsonNode *
write_place (Writer            *self,
             SluiceSamplePlace *place,
             const char        *name)
{
  JsonArray *branches = json_array_new ();
  JsonObject *schema;
  JsonNode *only;

  if (place->object != NULL && place->object->members->len > 0)
    json_array_add_element (branches, is_mapping (place->object) && place->object->class_name == NULL
                                      ? write_mapping (self, place->object, name)
                                      : write_object (self, place->object, name));
  else if (place->object != NULL)
    json_array_add_element (branches, write_type ("object"));
  if (place->n_array > 0)
    json_array_add_element (branches, write_array (self, place, name));
  if (place->n_string > 0)
    json_array_add_element (branches, write_string (place));
  if (place->n_number > 0)
    json_array_add_element (branches, write_type ("number"));
  else if (place->n_integer > 0)
    json_array_add_element (branches, write_type ("integer"));
  if (place->n_boolean > 0)
    json_array_add_element (branches, write_type ("boolean"));
  if (place->n_null > 0)
    json_array_add_element (branches, write_type ("null"));

  if (json_array_get_length (branches) == 0)
    {
      json_array_unref (branches);
      return wrap_object (json_object_new ());
    }
  if (json_array_get_length (branches) == 1)
    {
      only = json_node_ref (json_array_get_element (branches, 0));
      json_array_unref (branches);
      return only;
    }

  schema = json_object_new ();
  json_object_set_array_member (schema, "anyOf", branches);

  return wrap_object (schema);
}

static void
copy_member_cb (JsonObject *object,
                const char *name,
                JsonNode   *member,
                gpointer    user_data)
{
  json_object_set_member (user_data, name, json_node_copy (member));
}

/* The class of the whole is written at the root, unless something leads back to it. */
static void
write_root (Writer            *self,
            SluiceSamplePlace *root,
            JsonNode          *written,
            JsonObject        *schema)
{
  const char *name = root->object != NULL ? root->object->class_name : NULL;
  gboolean is_class = name != NULL &&
                      json_object_has_member (json_node_get_object (written), "$ref");

  if (is_class && root->object->n_uses == 1)
    {
      json_object_foreach_member (json_object_get_object_member (self->definitions, name),
                                  copy_member_cb, schema);
      json_object_remove_member (self->definitions, name);
    }
  else
    json_object_foreach_member (json_node_get_object (written), copy_member_cb, schema);
}

JsonNode *
sluice_inference_write (SluiceSamplePlace *root,
                        const char        *name)
{
  Writer writer = { json_object_new (), NULL };
  JsonObject *schema = json_object_new ();
  g_autoptr(JsonNode) written = NULL;

  writer.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  written = write_place (&writer, root, name);

  json_object_set_object_member (schema, "$defs", json_object_ref (writer.definitions));
  write_root (&writer, root, written, schema);
  if (json_object_get_size (writer.definitions) == 0)
    json_object_remove_member (schema, "$defs");

  g_hash_table_unref (writer.names);
  json_object_unref (writer.definitions);

  return wrap_object (schema);
}
