/* test-class-printer.c: a schema as classes, and back without loss
 *
 * Every schema that is printed as classes must be read back as the same schema: those that Pydantic
 * wrote (data/classes), those of people's requests and of the public suite (corpora), and random ones.
 * Order counts for properties, not for "required".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "corpus.h"
#include "random-schema.h"
#include "schema/sluice-class-printer-private.h"
#include "schema/sluice-schema.h"

#define SUITE "json-schema/tests/draft2020-12"
#define STREAMS "streams"

/* true and false come back as what they mean. */
static JsonNode *
spell_out (JsonNode *schema)
{
  if (!JSON_NODE_HOLDS_VALUE (schema))
    return json_node_ref (schema);

  return json_from_string (json_node_get_boolean (schema) ? "{}" : "{\"not\":{}}", NULL);
}

/* Gives the classes. */
static char *
assert_comes_back (JsonNode   *json,
                   const char *name)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_json (json);
  g_autofree char *classes = sluice_schema_to_classes (schema);
  g_autoptr(SluiceSchema) back =
    sluice_schema_new_for_text (classes, SLUICE_NOTATION_CLASSES, NULL);
  g_autoptr(JsonNode) expected = spell_out (sluice_schema_get_json (schema));
  g_autoptr(GError) error = NULL;

  if (!sluice_schema_check_valid (back, &error) ||
      !sluice_class_printer_is_same (expected, sluice_schema_get_json (back), ""))
    {
      g_autofree char *wanted = sluice_schema_to_json (schema, 1);
      g_autofree char *got = sluice_schema_to_json (back, 1);

      g_test_message ("%s\nwanted %s\nclasses:\n%s\n%s\ngot %s", name, wanted, classes,
                      error ? error->message : "", got);
      g_test_fail ();
    }

  return g_steal_pointer (&classes);
}

static JsonNode *
load_json (const char *path)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

static void
test_pydantic (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "classes", data, NULL);
  g_autoptr(JsonNode) json = load_json (path);
  g_autofree char *classes = assert_comes_back (json, data);

  /* What Pydantic wrote, classes can say: no schema stands in them as it is. */
  g_assert_null (strstr (classes, "WithJsonSchema"));
}

static void
test_random (void)
{
  for (guint i = 0; i < (g_test_slow () ? 20000 : 200); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(JsonNode) json = NULL;
      g_autofree char *classes = NULL;

      random_append_schema (text, RANDOM_DEPTH);
      json = json_from_string (text->str, NULL);
      classes = assert_comes_back (json, text->str);
    }
}

static void
test_suite (gconstpointer data)
{
  g_autofree char *path = g_build_filename (SUITE, data, NULL);
  g_autofree char *file = corpus_path (path);
  g_autoptr(JsonNode) root = load_json (file);
  JsonArray *groups = json_node_get_array (root);

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      g_autofree char *classes =
        assert_comes_back (json_object_get_member (group, "schema"),
                           json_object_get_string_member (group, "description"));
    }
}

/* Calls for each schema in a request: those of tools and of the response's format. */
static void
check_schemas (JsonNode   *node,
               const char *name,
               guint      *n)
{
  static const char * const places[] = { "parameters", "input_schema", "schema", NULL };
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      check_schemas (json_array_get_element (json_node_get_array (node), i), name, n);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &member))
    {
      if (g_strv_contains (places, key) && JSON_NODE_HOLDS_OBJECT (member) &&
          json_object_has_member (json_node_get_object (member), "type"))
        {
          g_autofree char *classes = assert_comes_back (member, name);

          (*n)++;
        }
      else
        {
          check_schemas (member, name, n);
        }
    }
}

static void
test_requests (void)
{
  g_autoptr(GPtrArray) wires = corpus_list (STREAMS);
  guint n = 0;

  for (guint i = 0; wires && i < wires->len; i++)
    {
      g_autofree char *wire = g_build_filename (STREAMS, wires->pdata[i], NULL);
      g_autofree char *folder = corpus_path (wire);
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir && (name = g_dir_read_name (dir)))
        {
          g_autofree char *path = g_build_filename (folder, name, "request.json", NULL);
          g_autoptr(JsonNode) request = NULL;

          if (!g_file_test (path, G_FILE_TEST_EXISTS))
            continue;
          request = load_json (path);
          check_schemas (request, name, &n);
        }
    }
  g_test_message ("%u schemas", n);
}

/* What people see: a row is a schema and its classes. */
typedef struct
{
  const char *name;
  const char *schema;
  const char *classes;
} PrintCase;

static const PrintCase print_cases[] = {
  { "model",
    "{\"title\":\"User\",\"description\":\"A person.\",\"type\":\"object\",\"properties\":"
    "{\"name\":{\"title\":\"Name\",\"type\":\"string\"},\"age\":{\"title\":\"Age\",\"type\":\"integer\","
    "\"minimum\":0,\"description\":\"in years\"}},\"required\":[\"name\",\"age\"]}",
    "from pydantic import BaseModel, Field\n\n\n"
    "class User(BaseModel):\n"
    "    \"\"\"A person.\"\"\"\n\n"
    "    name: str\n"
    "    age: int = Field(ge=0, description=\"in years\")\n" },
  { "optional",
    "{\"title\":\"User\",\"type\":\"object\",\"properties\":{\"name\":{\"title\":\"Name\",\"anyOf\":"
    "[{\"type\":\"string\"},{\"type\":\"null\"}],\"default\":null}}}",
    "from pydantic import BaseModel\n\n\n"
    "class User(BaseModel):\n"
    "    name: str | None = None\n" },
  { "definitions",
    "{\"$defs\":{\"Colour\":{\"title\":\"Colour\",\"type\":\"string\",\"enum\":[\"red\",\"green\"]}},"
    "\"title\":\"Car\",\"type\":\"object\",\"properties\":{\"colour\":{\"$ref\":\"#/$defs/Colour\"},"
    "\"doors\":{\"title\":\"Doors\",\"type\":\"array\",\"items\":{\"type\":\"string\"},\"maxItems\":5}},"
    "\"required\":[\"colour\",\"doors\"]}",
    "from enum import Enum\n\nfrom pydantic import BaseModel, Field\n\n\n"
    "class Colour(str, Enum):\n"
    "    red = \"red\"\n"
    "    green = \"green\"\n\n\n"
    "class Car(BaseModel):\n"
    "    colour: Colour\n"
    "    doors: list[str] = Field(max_length=5)\n" },
  { "kept-beside",
    "{\"title\":\"Odd\",\"type\":\"object\",\"properties\":{\"n\":{\"title\":\"N\",\"type\":\"integer\","
    "\"not\":{\"const\":3}}},\"required\":[\"n\"],\"minProperties\":1}",
    "from pydantic import BaseModel, ConfigDict, Field\n\n\n"
    "class Odd(BaseModel):\n"
    "    model_config = ConfigDict(json_schema_extra={\"minProperties\": 1})\n\n"
    "    n: int = Field(json_schema_extra={\"not\": {\"const\": 3}})\n" },
  { "boolean", "false", "Annotated[Any, Field(json_schema_extra={\"not\": {}})]\n" },
  { "open", "true", "Any\n" },
  { "simple", "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", "list[int]\n" },
};

static void
test_print (gconstpointer data)
{
  const PrintCase *row = data;
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (row->schema, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autofree char *classes = sluice_schema_to_classes (schema);

  g_assert_cmpstr (classes, ==, row->classes);
}

static void
add_files (const char  *prefix,
           GPtrArray   *names,
           GTestDataFunc function)
{
  for (guint i = 0; names && i < names->len; i++)
    {
      g_autofree char *path = g_strconcat (prefix, names->pdata[i], NULL);

      if (g_str_has_suffix (names->pdata[i], ".json"))
        g_test_add_data_func (path, names->pdata[i], function);
    }
}

static GPtrArray *
list_data (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "classes", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) written = NULL;
  g_autoptr(GPtrArray) suite = NULL;

  g_test_init (&argc, &argv, NULL);

  written = list_data ();
  suite = corpus_list (SUITE);
  add_files ("/class-printer/pydantic/", written, test_pydantic);
  add_files ("/class-printer/suite/", suite, test_suite);
  g_test_add_func ("/class-printer/requests", test_requests);
  g_test_add_func ("/class-printer/random", test_random);
  for (guint i = 0; i < G_N_ELEMENTS (print_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/class-printer/print/", print_cases[i].name, NULL);

      g_test_add_data_func (path, &print_cases[i], test_print);
    }

  return g_test_run ();
}
