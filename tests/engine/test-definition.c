/* test-definition.c: what a schema says of each place, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "corpus.h"
#include "schema/sluice-schema.h"

typedef struct
{
  const char *name;
  const char *schema;
  SluiceKind  kind;
  const char *label;
  gboolean    nullable;
  const char *class_name;
} LabelCase;

static const LabelCase label_cases[] = {
  { "any", "true", SLUICE_KIND_ANY, "any" },
  { "string", "{\"type\": \"string\"}", SLUICE_KIND_STRING, "string" },
  { "format", "{\"type\": \"string\", \"format\": \"date\"}", SLUICE_KIND_STRING, "date" },
  { "integer", "{\"type\": \"integer\"}", SLUICE_KIND_INTEGER, "integer" },
  { "bounds", "{\"type\": \"number\", \"minimum\": 0, \"maximum\": 1.0}", SLUICE_KIND_NUMBER,
    "0–1" },
  { "exclusive-bounds", "{\"type\": \"integer\", \"exclusiveMinimum\": 0, \"maximum\": 120}",
    SLUICE_KIND_INTEGER, "0–120" },
  { "half-bounds", "{\"type\": \"number\", \"minimum\": 0}", SLUICE_KIND_NUMBER, "number" },
  { "boolean", "{\"type\": \"boolean\"}", SLUICE_KIND_BOOLEAN, "boolean" },
  { "null", "{\"type\": \"null\"}", SLUICE_KIND_NULL, "null" },
  { "enum", "{\"type\": \"string\", \"enum\": [\"a\", \"b\"]}", SLUICE_KIND_ENUM, "enum" },
  { "const", "{\"const\": \"a\"}", SLUICE_KIND_ENUM, "enum" },
  { "nullable-enum", "{\"enum\": [\"a\", null]}", SLUICE_KIND_ENUM, "enum?", TRUE },
  { "optional", "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}]}", SLUICE_KIND_STRING,
    "string?", TRUE },
  { "type-list", "{\"type\": [\"null\", \"integer\"]}", SLUICE_KIND_INTEGER, "integer?", TRUE },
  { "type-union", "{\"type\": [\"string\", \"integer\"]}", SLUICE_KIND_UNION,
    "string or integer" },
  { "array", "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}", SLUICE_KIND_ARRAY,
    "string[]" },
  { "array-of-anything", "{\"type\": \"array\"}", SLUICE_KIND_ARRAY, "list" },
  { "array-of-arrays",
    "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\": \"number\"}}}",
    SLUICE_KIND_ARRAY, "number[][]" },
  { "array-of-class",
    "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/Score\"}, "
    "\"$defs\": {\"Score\": {\"type\": \"object\"}}}", SLUICE_KIND_ARRAY, "Score[]" },
  { "object", "{\"type\": \"object\"}", SLUICE_KIND_OBJECT, "object" },
  { "class", "{\"type\": \"object\", \"title\": \"User\"}", SLUICE_KIND_OBJECT, "User", FALSE,
    "User" },
  { "class-by-reference", "{\"$ref\": \"#/$defs/U\", \"$defs\": {\"U\": {\"type\": \"object\"}}}",
    SLUICE_KIND_OBJECT, "U", FALSE, "U" },
  { "optional-class",
    "{\"anyOf\": [{\"$ref\": \"#/$defs/U\"}, {\"type\": \"null\"}], \"$defs\": {\"U\": {\"type\": "
    "\"object\", \"title\": \"User\"}}}", SLUICE_KIND_OBJECT, "User?", TRUE, "User" },
  { "union",
    "{\"anyOf\": [{\"$ref\": \"#/$defs/Weather\"}, {\"$ref\": \"#/$defs/GoogleSearch\"}], "
    "\"$defs\": {\"Weather\": {\"type\": \"object\"}, \"GoogleSearch\": {\"type\": \"object\"}}}",
    SLUICE_KIND_UNION, "Weather or GoogleSearch" },
  { "union-of-three",
    "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"integer\"}, {\"type\": \"boolean\"}]}",
    SLUICE_KIND_UNION, "string, integer or boolean" },
  { "array-of-union",
    "{\"type\": \"array\", \"items\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}]}}",
    SLUICE_KIND_ARRAY, "(string or number)[]" },
  { "nullable-union",
    "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}, {\"type\": \"null\"}]}",
    SLUICE_KIND_UNION, "(string or number)?", TRUE },
  { "all-of-one", "{\"allOf\": [{\"$ref\": \"#/$defs/U\"}], \"$defs\": {\"U\": {\"type\": "
    "\"object\"}}}", SLUICE_KIND_OBJECT, "U", FALSE, "U" },
  { "guessed-object", "{\"properties\": {\"a\": {}}}", SLUICE_KIND_OBJECT, "object" },
  { "circle", "{\"$ref\": \"#\"}", SLUICE_KIND_ANY, "any" },
  { "circle-of-unions", "{\"anyOf\": [{\"$ref\": \"#\"}, {\"type\": \"null\"}]}", SLUICE_KIND_UNION,
    NULL, TRUE },
};

static SluiceSchema *
read_schema (const char *text)
{
  return sluice_schema_new_for_text (text, SLUICE_NOTATION_JSON_SCHEMA, NULL);
}

static void
test_label (gconstpointer data)
{
  const LabelCase *test = data;
  g_autoptr(SluiceSchema) schema = read_schema (test->schema);
  SluiceDefinition *root = sluice_schema_get_root (schema);

  g_assert_cmpint (sluice_definition_get_kind (root), ==, test->kind);
  g_assert_cmpint (sluice_definition_get_nullable (root), ==, test->nullable);
  g_assert_nonnull (sluice_definition_get_type_label (root));
  if (test->label)
    {
      g_assert_cmpstr (sluice_definition_get_type_label (root), ==, test->label);
      g_assert_cmpstr (sluice_definition_get_class_name (root), ==, test->class_name);
    }
}

static const char ticket[] =
  "{\"$defs\": {\"Score\": {\"description\": \"One score\", \"properties\": {"
  "\"category\": {\"enum\": [\"billing\", \"other\"], \"title\": \"Category\"},"
  "\"confidence\": {\"minimum\": 0, \"maximum\": 1, \"title\": \"Confidence\","
  "\"type\": \"number\"}}, \"required\": [\"category\"], \"type\": \"object\"}},"
  "\"title\": \"Ticket\", \"type\": \"object\", \"properties\": {"
  "\"reasoning\": {\"type\": \"string\", \"title\": \"Reasoning\"},"
  "\"scores\": {\"items\": {\"$ref\": \"#/$defs/Score\"}, \"type\": \"array\"},"
  "\"best\": {\"$ref\": \"#/$defs/Score\", \"description\": \"The best one\"},"
  "\"note\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}], \"default\": null},"
  "\"why\": {\"type\": \"string\", \"x-sluice-role\": \"reasoning\"},"
  "\"labels\": {\"type\": \"object\", \"title\": \"Labels\","
  "\"additionalProperties\": {\"type\": \"integer\"},"
  "\"patternProperties\": {\"^x-\": {\"type\": \"boolean\"}}},"
  "\"pair\": {\"type\": \"array\", \"prefixItems\": [{\"type\": \"string\"}, {\"type\": \"number\"}]}"
  "}, \"required\": [\"reasoning\", \"scores\"]}";

static void
test_object (void)
{
  g_autoptr(SluiceSchema) schema = read_schema (ticket);
  SluiceDefinition *root = sluice_schema_get_root (schema), *scores, *score, *best, *note, *labels;
  GPtrArray *properties = sluice_definition_get_properties (root);

  g_assert_true (sluice_schema_is_valid (schema));
  g_assert_cmpuint (properties->len, ==, 7);
  g_assert_cmpstr (sluice_definition_get_name (properties->pdata[0]), ==, "reasoning");
  g_assert_true (sluice_definition_get_required (properties->pdata[0]));
  g_assert_true (sluice_definition_is_reasoning (properties->pdata[0]));
  g_assert_null (sluice_definition_get_class_name (properties->pdata[0]));

  scores = properties->pdata[1];
  score = sluice_definition_get_items (scores);
  g_assert_false (sluice_definition_is_reasoning (scores));
  g_assert_cmpstr (sluice_definition_get_type_label (scores), ==, "Score[]");
  g_assert_true (score == sluice_definition_get_items (scores));
  g_assert_cmpstr (sluice_definition_get_class_name (score), ==, "Score");
  g_assert_cmpstr (sluice_definition_get_description (score), ==, "One score");
  g_assert_null (sluice_definition_get_name (score));

  best = sluice_definition_get_property (root, "best");
  g_assert_false (sluice_definition_get_required (best));
  g_assert_cmpstr (sluice_definition_get_description (best), ==, "The best one");
  g_assert_cmpstr (sluice_definition_get_pointer (best), ==, "/properties/best");

  note = sluice_definition_get_property (root, "note");
  g_assert_cmpstr (sluice_definition_get_type_label (note), ==, "string?");
  g_assert_true (JSON_NODE_HOLDS_NULL (sluice_definition_get_default (note)));
  g_assert_null (sluice_definition_get_default (best));
  g_assert_true (sluice_definition_is_reasoning (sluice_definition_get_property (root, "why")));

  labels = sluice_definition_get_property (root, "labels");
  g_assert_cmpstr (sluice_definition_get_type_label (labels), ==, "object");
  g_assert_cmpint (sluice_definition_get_kind (sluice_definition_get_property (labels, "a")), ==,
                   SLUICE_KIND_INTEGER);
  g_assert_cmpint (sluice_definition_get_kind (sluice_definition_get_property (labels, "x-a")), ==,
                   SLUICE_KIND_BOOLEAN);
  g_assert_null (sluice_definition_get_property (root, "extra"));
}

static void
test_options (void)
{
  g_autoptr(SluiceSchema) schema = read_schema (ticket);
  SluiceDefinition *best = sluice_definition_get_property (sluice_schema_get_root (schema), "best");
  SluiceDefinition *category = sluice_definition_get_property (best, "category");
  SluiceDefinition *confidence = sluice_definition_get_property (best, "confidence");
  GPtrArray *options = sluice_definition_get_options (category);
  gdouble minimum = 5, maximum = 5;

  g_assert_true (sluice_definition_get_required (category));
  g_assert_cmpuint (options->len, ==, 2);
  g_assert_cmpstr (json_node_get_string (options->pdata[1]), ==, "other");
  g_assert_cmpuint (sluice_definition_get_options (confidence)->len, ==, 0);
  g_assert_true (sluice_definition_get_bounds (confidence, &minimum, &maximum));
  g_assert_cmpfloat (minimum, ==, 0);
  g_assert_cmpfloat (maximum, ==, 1);
  g_assert_false (sluice_definition_get_bounds (category, NULL, NULL));
}

static void
test_tuple (void)
{
  g_autoptr(SluiceSchema) schema = read_schema (ticket);
  SluiceDefinition *pair = sluice_definition_get_property (sluice_schema_get_root (schema), "pair");

  g_assert_cmpstr (sluice_definition_get_type_label (sluice_definition_get_element (pair, 0)), ==,
                   "string");
  g_assert_cmpstr (sluice_definition_get_type_label (sluice_definition_get_element (pair, 1)), ==,
                   "number");
  g_assert_null (sluice_definition_get_element (pair, 2));
}

static void
test_union (void)
{
  g_autoptr(SluiceSchema) schema = read_schema (
    "{\"anyOf\": [{\"$ref\": \"#/$defs/A\"}, {\"$ref\": \"#/$defs/B\"}, {\"type\": \"null\"}], "
    "\"$defs\": {"
    "\"A\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"},"
    "\"size\": {\"type\": \"string\"}, \"a\": {}}},"
    "\"B\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"},"
    "\"size\": {\"type\": \"number\"}}}}}");
  SluiceDefinition *root = sluice_schema_get_root (schema);
  GPtrArray *branches = sluice_definition_get_branches (root);

  g_test_summary ("While a union is undecided, only what its branches say alike is known.");
  g_assert_cmpuint (branches->len, ==, 2);
  g_assert_true (sluice_definition_get_nullable (root));
  g_assert_cmpstr (sluice_definition_get_class_name (branches->pdata[0]), ==, "A");
  g_assert_cmpstr (sluice_definition_get_type_label (root), ==, "(A or B)?");
  g_assert_nonnull (sluice_definition_get_property (root, "id"));
  g_assert_null (sluice_definition_get_property (root, "size"));
  g_assert_null (sluice_definition_get_property (root, "a"));
  g_assert_cmpuint (sluice_definition_get_properties (root)->len, ==, 0);
  g_assert_nonnull (sluice_definition_get_property (branches->pdata[0], "a"));
}

static void
test_recursion (void)
{
  g_autoptr(SluiceSchema) schema = read_schema (
    "{\"$ref\": \"#/$defs/Node\", \"$defs\": {\"Node\": {\"type\": \"object\", \"properties\": {"
    "\"children\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/Node\"}}}}}}");
  SluiceDefinition *node = sluice_schema_get_root (schema);

  for (guint i = 0; i < 5; i++)
    {
      SluiceDefinition *children = sluice_definition_get_property (node, "children");

      g_assert_cmpstr (sluice_definition_get_type_label (children), ==, "Node[]");
      node = sluice_definition_get_items (children);
      g_assert_cmpstr (sluice_definition_get_class_name (node), ==, "Node");
    }
}

static void
test_merged (void)
{
  g_autoptr(SluiceSchema) schema = read_schema (
    "{\"allOf\": [{\"properties\": {\"a\": {\"type\": \"string\"}}, \"required\": [\"a\"]}, "
    "{\"properties\": {\"b\": {\"type\": \"string\"}}}], \"required\": [\"b\"]}");
  SluiceDefinition *root = sluice_schema_get_root (schema);
  GPtrArray *properties = sluice_definition_get_properties (root);

  g_assert_cmpint (sluice_definition_get_kind (root), ==, SLUICE_KIND_OBJECT);
  g_assert_cmpuint (properties->len, ==, 2);
  g_assert_true (sluice_definition_get_required (properties->pdata[0]));
  g_assert_true (sluice_definition_get_required (properties->pdata[1]));
}

/* The labels that the window shows for the schemas of Instructor's own examples. */
static const struct { const char *name; const char *labels; } example_cases[] = {
  { "ticket-classification", "CategoryScore[] enum enum boolean" },
  { "product-analysis", "string string[] string[] string number?" },
  { "diagnosis-result", "string string enum string boolean" },
  { "weather-googlesearch-union", "(Weather or GoogleSearch)[]" },
  { "enriched-document", "EnrichedCompany[] string string?" },
};

static void
test_examples (void)
{
  g_autoptr(GPtrArray) here = corpus_list ("examples");

  for (guint i = 0; here && i < G_N_ELEMENTS (example_cases); i++)
    {
      g_autofree char *path =
        g_build_filename ("examples", example_cases[i].name, "schema.json", NULL);
      g_autofree char *text = corpus_read (path);
      g_autoptr(SluiceSchema) schema = read_schema (text);
      GPtrArray *properties = sluice_definition_get_properties (sluice_schema_get_root (schema));
      g_autoptr(GString) labels = g_string_new (NULL);

      for (guint j = 0; j < properties->len; j++)
        g_string_append_printf (labels, "%s%s", j > 0 ? " " : "",
                                sluice_definition_get_type_label (properties->pdata[j]));
      g_assert_cmpstr (labels->str, ==, example_cases[i].labels);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (label_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/definition/label/", label_cases[i].name, NULL);

      g_test_add_data_func (path, &label_cases[i], test_label);
    }
  g_test_add_func ("/definition/object", test_object);
  g_test_add_func ("/definition/options", test_options);
  g_test_add_func ("/definition/tuple", test_tuple);
  g_test_add_func ("/definition/union", test_union);
  g_test_add_func ("/definition/recursion", test_recursion);
  g_test_add_func ("/definition/merged", test_merged);
  g_test_add_func ("/definition/examples", test_examples);

  return g_test_run ();
}
