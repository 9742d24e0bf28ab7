/* test-examples.c: the schemas of the examples are those that Pydantic and Instructor make of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "corpus.h"
#include "schema/sluice-schema.h"

typedef struct
{
  const char *example;  /* in data/examples, where it has no classes of its own here */
  const char *corpus;   /* in the corpora's examples */
  gboolean    is_iterable;
  const char *classes;
} ExampleCase;

static const ExampleCase cases[] = {
  { "one-person", "userinfo-partial", FALSE },
  { "friends-in-a-sentence", "user-iterable", TRUE },
  { "weather-and-search", "weather-googlesearch-union", TRUE },
  { "product-analysis", "product-analysis", FALSE },
  { "support-ticket", "ticket-classification", FALSE },
  { "server-diagnosis", "diagnosis-result", FALSE },
  { "job-listings", "job-listing-iterable", TRUE },
  { "people-as-one-object", "users", FALSE },
  { "people-in-json", "user-iterable-json", TRUE,
    "class User(BaseModel):\n    name: str\n    age: int\n" },
  { "pipeline-entities", "raw-entities", FALSE,
    "class RawEntities(BaseModel):\n"
    "    companies: list[str]\n    people: list[str]\n    dates: list[str]\n" },
  { "pipeline-document", "enriched-document", FALSE,
    "class EnrichedCompany(BaseModel):\n"
    "    name: str\n    role_in_document: str\n    mentioned_amount: Optional[float]\n\n\n"
    "class EnrichedDocument(BaseModel):\n"
    "    companies: List[EnrichedCompany]\n    event_type: str\n    event_date: Optional[str]\n" },
  { "pipeline-summary", "summary", FALSE,
    "class Summary(BaseModel):\n    title: str\n    key_points: List[str]\n" },
};

static JsonNode *
load_json (const char *path)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

static SluiceSchema *
load_schema (const char *example)
{
  g_autofree char *name = g_strconcat (example, ".sluice", NULL);
  g_autofree char *path =
    g_build_filename (g_getenv ("SLUICE_SOURCE_ROOT"), "data", "examples", name, NULL);
  g_autoptr(JsonNode) document = load_json (path);
  JsonObject *schema =
    json_object_get_object_member (json_node_get_object (document), "schema");
  JsonArray *lines = json_object_get_array_member (schema, "text");
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (lines); i++)
    g_string_append_printf (text, "%s\n", json_array_get_string_element (lines, i));

  return sluice_schema_new_for_text (
    text->str, SLUICE_NOTATION_AUTO,
    json_object_get_string_member_with_default (schema, "root", NULL));
}

static void
test_example (gconstpointer data)
{
  const ExampleCase *row = data;
  g_autofree char *relative = g_build_filename ("examples", row->corpus, "schema.json", NULL);
  g_autofree char *path = corpus_path (relative);
  g_autoptr(SluiceSchema) single = NULL, schema = NULL;
  g_autoptr(JsonNode) expected = NULL;
  g_autoptr(GError) error = NULL;

  single = row->classes
             ? sluice_schema_new_for_text (row->classes, SLUICE_NOTATION_AUTO, NULL)
             : load_schema (row->example);
  sluice_schema_check_valid (single, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_schema_get_notation (single), ==, SLUICE_NOTATION_CLASSES);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("The corpora are not here; SLUICE_CORPORA can say where they are.");
      return;
    }

  schema = row->is_iterable ? sluice_schema_new_iterable (single) : g_object_ref (single);
  expected = load_json (path);
  if (!json_node_equal (sluice_schema_get_json (schema), expected))
    {
      g_autofree char *got = sluice_schema_to_json (schema, 2);

      g_test_message ("%s", got);
      g_test_fail ();
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/examples/", cases[i].example, NULL);

      g_test_add_data_func (path, &cases[i], test_example);
    }

  return g_test_run ();
}
