/* test-schema.c: schemas from text, what is wrong in them, and the wrappers around them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "corpus.h"
#include "schema/sluice-keyword-private.h"
#include "schema/sluice-pattern-private.h"
#include "schema/sluice-schema.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *problems[4];  /* severity:line:column:marked text:message */
} ProblemCase;

/* Runs of one text, with the marked text between the colons, as an editor underlines it. */
static const ProblemCase problem_cases[] = {
  { "none", "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}", { NULL } },
  { "true", "true", { NULL } },
  { "empty", " \n", { "error:1:1::the schema is empty" } },
  { "type-typo", "{\n  \"type\": \"strng\"\n}",
    { "error:2:11:\"strng\":unknown type ‘strng’. Did you mean ‘string’?" } },
  { "type-of-python", "{\"type\": [\"int\", \"null\"]}",
    { "error:1:11:\"int\":unknown type ‘int’. Did you mean ‘integer’?" } },
  { "type-of-nothing", "{\"type\": \"banana\"}",
    { "error:1:10:\"banana\":unknown type ‘banana’. It can be string, integer, number, boolean, "
      "object, array or null" } },
  { "type-form", "{\"type\": 5}",
    { "error:1:10:5:‘type’ must be the name of a type, or an array of them" } },
  { "several", "{\"type\": \"sting\", \"minLength\": -1, \"maxLength\": \"5\"}",
    { "error:1:10:\"sting\":unknown type ‘sting’. Did you mean ‘string’?",
      "error:1:32:-1:‘minLength’ must be a whole number, 0 or more",
      "error:1:49:\"5\":‘maxLength’ must be a whole number, 0 or more" } },
  { "column-in-characters", "{\"title\": \"größe\", \"type\": \"nmber\"}",
    { "error:1:28:\"nmber\":unknown type ‘nmber’. Did you mean ‘number’?" } },
  { "keyword-typo", "{\"propertes\": {\"a\": {}}}",
    { "warning:1:2:\"propertes\":unknown keyword ‘propertes’. Did you mean ‘properties’?" } },
  { "own-keyword", "{\"x-requird\": 1, \"name\": 2, \"nullable\": true}", { NULL } },
  { "property-named-as-keyword", "{\"properties\": {\"type\": {\"type\": \"string\"}}}", { NULL } },
  { "schema-form", "{\"properties\": {\"a\": 5}}",
    { "error:1:22:5:this must be a schema: an object, true or false" } },
  { "bad-reference", "{\"$ref\": \"#/$defs/Usr\", \"$defs\": {\"User\": {}}}",
    { "error:1:10:\"#/$defs/Usr\":‘#/$defs/Usr’ does not exist. Did you mean ‘#/$defs/User’?" } },
  { "far-reference", "{\"$ref\": \"https://example.com/a.json\"}",
    { "error:1:10:\"https://example.com/a.json\":‘https://example.com/a.json’ is in another "
      "document, which is not at hand" } },
  { "reference-to-a-value", "{\"$ref\": \"#/title\", \"title\": \"x\"}",
    { "error:1:10:\"#/title\":‘#/title’ is not a schema" } },
  { "required-unknown", "{\"properties\": {\"name\": {}, \"age\": {}}, \"required\": [\"nam\"]}",
    { "warning:1:54:\"nam\":required ‘nam’ is not among the properties. Did you mean ‘name’?" } },
  { "required-form", "{\"required\": [1]}",
    { "error:1:15:1:a name must be a string" } },
  { "no-effect", "{\"type\": \"integer\", \"minLength\": 2}",
    { "warning:1:21:\"minLength\":‘minLength’ has no effect on type ‘integer’" } },
  { "crossed-bounds", "{\"minimum\": 5, \"maximum\": 1}",
    { "warning:1:27:1:‘maximum’ is below ‘minimum’, so that nothing will do" } },
  { "zero-factor", "{\"multipleOf\": 0}",
    { "error:1:16:0:‘multipleOf’ must be a number above 0" } },
  { "empty-union", "{\"anyOf\": []}",
    { "error:1:11:[]:‘anyOf’ must be an array of schemas, one at least" } },
  { "twice", "{\"type\": \"string\", \"type\": \"string\"}",
    { "warning:1:2:\"type\":‘type’ is given twice; the last one counts" } },
  { "late-discriminator",
    "{\"anyOf\": [{\"properties\": {\"a\": {}, \"kind\": {\"const\": 1}}},"
    " {\"properties\": {\"kind\": {\"const\": 2}}}]}",
    { "note:1:2:\"anyOf\":‘kind’ tells these apart; as the first field it would do so sooner" } },
};

static const char * const severities[] = { "error", "warning", "note" };

static char *
describe (SluiceDiagnostic *diagnostic,
          const char       *text)
{
  gsize start = sluice_diagnostic_get_start (diagnostic);
  gsize end = sluice_diagnostic_get_end (diagnostic);

  return g_strdup_printf ("%s:%u:%u:%.*s:%s",
                          severities[sluice_diagnostic_get_severity (diagnostic)],
                          sluice_diagnostic_get_line (diagnostic),
                          sluice_diagnostic_get_column (diagnostic), (int) (end - start),
                          text + start, sluice_diagnostic_get_message (diagnostic));
}

static void
test_problems (gconstpointer data)
{
  const ProblemCase *test = data;
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (test->text, SLUICE_NOTATION_AUTO, NULL);
  GListModel *diagnostics = sluice_schema_get_diagnostics (schema);
  guint n = 0, n_errors = 0;

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);
      g_autofree char *problem = describe (diagnostic, test->text);

      g_assert_cmpuint (n, <, G_N_ELEMENTS (test->problems));
      if (test->problems[n] && strstr (test->problems[n], ":*:"))
        g_assert_true (g_str_has_suffix (problem, strstr (test->problems[n], ":*:") + 2));
      else
        g_assert_cmpstr (problem, ==, test->problems[n]);
      n_errors += g_str_has_prefix (problem, "error");
      n++;
    }
  g_assert_true (n == G_N_ELEMENTS (test->problems) || test->problems[n] == NULL);
  g_assert_cmpint (sluice_schema_is_valid (schema), ==, n_errors == 0);
  g_assert_nonnull (sluice_schema_get_root (schema));
  g_assert_nonnull (sluice_schema_get_json (schema));
}

static void
test_check_valid (void)
{
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text ("{\n \"type\": \"strng\"}", SLUICE_NOTATION_AUTO, NULL);
  g_autoptr(GError) error = NULL;

  g_test_summary ("A schema that cannot be used says why, with line and column.");
  g_assert_false (sluice_schema_check_valid (schema, &error));
  g_assert_error (error, SLUICE_SCHEMA_ERROR, SLUICE_SCHEMA_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "Line 2, column 10: unknown type ‘strng’. Did you mean ‘string’?");
}

/* Syntax errors of the strict parser: any message will do, but it must be at the right place. */
static const struct { const char *name; const char *text; guint line; guint column; }
syntax_cases[] = {
  { "unclosed", "{\"type\": \"string\"", 1, 18 },
  { "unclosed-string", "{\n\"type\": \"stri", 2, 14 },
  { "no-colon", "{\"type\" \"string\"}", 1, 9 },
};

static void
test_syntax (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (syntax_cases[i].text, SLUICE_NOTATION_AUTO, NULL);
  GListModel *diagnostics = sluice_schema_get_diagnostics (schema);
  g_autoptr(SluiceDiagnostic) first = g_list_model_get_item (diagnostics, 0);

  g_assert_false (sluice_schema_is_valid (schema));
  g_assert_nonnull (first);
  g_test_message ("%s", sluice_diagnostic_get_message (first));
  g_assert_cmpuint (sluice_diagnostic_get_line (first), ==, syntax_cases[i].line);
  g_assert_cmpuint (sluice_diagnostic_get_column (first), ==, syntax_cases[i].column);
}

static const char user[] =
  "{\"properties\": {\"name\": {\"title\": \"Name\", \"type\": \"string\"}, \"age\": {\"title\": "
  "\"Age\", \"type\": \"integer\"}}, \"required\": [\"name\", \"age\"], \"title\": \"User\", "
  "\"type\": \"object\"}";

/* What sluice_schema_new_iterable() makes of a schema; NULL where it is a wrapper already. */
static const struct { const char *name; const char *schema; const char *wrapper; }
wrapper_cases[] = {
  { "class", user,
    "{\"$defs\":{\"User\":{\"properties\":{\"name\":{\"title\":\"Name\",\"type\":\"string\"},"
    "\"age\":{\"title\":\"Age\",\"type\":\"integer\"}},\"required\":[\"name\",\"age\"],"
    "\"title\":\"User\",\"type\":\"object\"}},\"properties\":{\"tasks\":{\"description\":"
    "\"Correctly segmented list of `User` tasks\",\"items\":{\"$ref\":\"#/$defs/User\"},"
    "\"title\":\"Tasks\",\"type\":\"array\"}},\"required\":[\"tasks\"],\"title\":\"IterableUser\","
    "\"type\":\"object\"}" },
  { "integer", "{\"type\": \"integer\"}",
    "{\"properties\":{\"tasks\":{\"description\":\"Correctly segmented list of `int` tasks\","
    "\"items\":{\"type\":\"integer\"},\"title\":\"Tasks\",\"type\":\"array\"}},\"required\":"
    "[\"tasks\"],\"title\":\"Iterableint\",\"type\":\"object\"}" },
  { "array", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/A\"}, \"$defs\": {\"A\": "
    "{\"type\": \"object\", \"title\": \"A\"}}}",
    "{\"$defs\":{\"A\":{\"type\":\"object\",\"title\":\"A\"}},\"properties\":{\"tasks\":"
    "{\"description\":\"Correctly segmented list of `A` tasks\",\"items\":{\"$ref\":\"#/$defs/A\"},"
    "\"title\":\"Tasks\",\"type\":\"array\"}},\"required\":[\"tasks\"],\"title\":\"IterableA\","
    "\"type\":\"object\"}" },
  { "recursive", "{\"title\": \"Node\", \"type\": \"object\", \"properties\": {\"next\": {\"$ref\": "
    "\"#\"}, \"size\": {\"$ref\": \"#/properties/next\"}}}",
    "{\"$defs\":{\"Node\":{\"title\":\"Node\",\"type\":\"object\",\"properties\":{\"next\":{\"$ref\""
    ":\"#/$defs/Node\"},\"size\":{\"$ref\":\"#/$defs/Node/properties/next\"}}}},\"properties\":"
    "{\"tasks\":{\"description\":\"Correctly segmented list of `Node` tasks\",\"items\":{\"$ref\":"
    "\"#/$defs/Node\"},\"title\":\"Tasks\",\"type\":\"array\"}},\"required\":[\"tasks\"],\"title\":"
    "\"IterableNode\",\"type\":\"object\"}" },
  { "recursive-by-name", "{\"$ref\": \"#/$defs/Node\", \"$defs\": {\"Node\": {\"type\": \"object\"}}}",
    "{\"$defs\":{\"Node\":{\"type\":\"object\"}},\"properties\":{\"tasks\":{\"description\":"
    "\"Correctly segmented list of `Node` tasks\",\"items\":{\"$ref\":\"#/$defs/Node\"},\"title\":"
    "\"Tasks\",\"type\":\"array\"}},\"required\":[\"tasks\"],\"title\":\"IterableNode\",\"type\":"
    "\"object\"}" },
};

static void
test_wrapper (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (wrapper_cases[i].schema, SLUICE_NOTATION_AUTO, NULL);
  g_autoptr(SluiceSchema) wrapper = sluice_schema_new_iterable (schema);
  g_autoptr(SluiceSchema) again = sluice_schema_new_iterable (wrapper);
  g_autofree char *text = sluice_schema_to_json (wrapper, 0);

  g_assert_true (sluice_schema_is_valid (wrapper));
  g_assert_false (sluice_schema_is_iterable (schema));
  g_assert_true (sluice_schema_is_iterable (wrapper));
  g_assert_true (again == wrapper);
  g_assert_cmpstr (text, ==, wrapper_cases[i].wrapper);
  g_assert_cmpstr (sluice_schema_get_items_key (wrapper), ==, "tasks");
  g_assert_nonnull (sluice_schema_get_item (wrapper));
  g_assert_true (g_str_has_prefix (sluice_schema_get_description (wrapper),
                                   "Correct segmentation of `"));
}

static JsonNode *
parse_json (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *json = json_from_string (text, &error);

  g_assert_no_error (error);

  return json;
}

/* The item of a recorded wrapper, as a schema of its own. */
static JsonNode *
unwrap (JsonNode *wrapper)
{
  JsonObject *root = json_node_get_object (wrapper), *tasks, *item;
  JsonNode *defs = json_object_get_member (root, "$defs"), *result;
  const char *reference;

  tasks = json_object_get_object_member (json_object_get_object_member (root, "properties"),
                                         "tasks");
  item = json_object_get_object_member (tasks, "items");
  if (json_object_has_member (item, "$ref"))
    {
      reference = json_object_get_string_member (item, "$ref") + strlen ("#/$defs/");
      return json_node_copy (json_object_get_member (json_node_get_object (defs), reference));
    }

  result = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (result, item);
  json_object_set_member (item, "$defs", json_node_copy (defs));

  return result;
}

static void
test_recorded_wrappers (void)
{
  static const char * const names[] = {
    "user-iterable", "user-iterable-json", "job-listing-iterable", "weather-googlesearch-union"
  };
  g_autoptr(GPtrArray) here = corpus_list ("examples");

  g_test_summary ("A wrapper is the one that Pydantic prints for Instructor's.");
  for (guint i = 0; here && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename ("examples", names[i], "schema.json", NULL);
      g_autofree char *text = corpus_read (path);
      g_autoptr(JsonNode) expected = parse_json (text), source = parse_json (text);
      g_autoptr(JsonNode) item = unwrap (source);
      g_autoptr(SluiceSchema) recorded =
        sluice_schema_new_for_text (text, SLUICE_NOTATION_AUTO, NULL);
      g_autoptr(SluiceSchema) schema = sluice_schema_new_for_json (item);
      g_autoptr(SluiceSchema) wrapper = sluice_schema_new_iterable (schema);

      g_assert_true (sluice_schema_is_iterable (recorded));
      g_assert_true (json_node_equal (sluice_schema_get_json (wrapper), expected));
    }
}

static void
test_no_wrapper (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (
    "{\"title\": \"Users\", \"type\": \"object\", \"properties\": {\"users\": {\"type\": \"array\", "
    "\"items\": {\"type\": \"string\"}}}}", SLUICE_NOTATION_AUTO, NULL);

  g_test_summary ("An object with one list is not an iterable, unless it says so.");
  g_assert_false (sluice_schema_is_iterable (schema));
  g_assert_null (sluice_schema_get_items_key (schema));
  g_assert_null (sluice_schema_get_item (schema));
  g_assert_cmpstr (sluice_schema_get_name (schema), ==, "Users");
}

static void
test_object (void)
{
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text ("{\"type\": \"integer\", \"minimum\": 0.1}", SLUICE_NOTATION_AUTO,
                                NULL);
  g_autoptr(SluiceSchema) object = sluice_schema_new_object (schema);
  g_autoptr(SluiceSchema) same = sluice_schema_new_object (object);
  g_autofree char *text = sluice_schema_to_json (object, 0);

  g_test_summary ("A simple type is asked for as the content of an object, an object as it is.");
  g_assert_true (same == object);
  g_assert_cmpstr (text, ==,
                   "{\"properties\":{\"content\":{\"type\":\"integer\",\"minimum\":0.1,\"title\":"
                   "\"Content\"}},\"required\":[\"content\"],\"title\":\"Response\",\"type\":"
                   "\"object\"}");
  g_assert_cmpstr (sluice_schema_get_name (object), ==, "Response");
}

static void
test_numbers (void)
{
  static const char text[] =
    "{\"maximum\":1.0,\"multipleOf\":0.1,\"minimum\":-123456789012345678901234567890}";
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (text, SLUICE_NOTATION_AUTO, NULL);
  g_autofree char *printed = sluice_schema_to_json (schema, 0);

  g_test_summary ("Numbers keep their digits.");
  g_assert_cmpstr (printed, ==, text);
}

static void
test_locate (void)
{
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (user, SLUICE_NOTATION_AUTO, NULL);
  SluiceDefinition *age = sluice_definition_get_property (sluice_schema_get_root (schema), "age");
  g_autofree char *found = NULL;
  gsize start, end;

  g_assert_cmpstr (sluice_definition_get_pointer (age), ==, "/properties/age");
  g_assert_true (sluice_schema_locate (schema, sluice_definition_get_pointer (age), &start, &end));
  found = g_strndup (user + start, end - start);
  g_assert_cmpstr (found, ==, "{\"title\": \"Age\", \"type\": \"integer\"}");
  g_assert_false (sluice_schema_locate (schema, "/properties/size", &start, &end));
}

static const struct { const char *text; SluiceNotation notation; } notations[] = {
  { "{}", SLUICE_NOTATION_JSON_SCHEMA },
  { "\n  {\"a\"", SLUICE_NOTATION_JSON_SCHEMA },
  { "true", SLUICE_NOTATION_JSON_SCHEMA },
  { "", SLUICE_NOTATION_JSON_SCHEMA },
};

static void
test_notation (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (notations); i++)
    {
      g_autoptr(SluiceSchema) schema =
        sluice_schema_new_for_text (notations[i].text, SLUICE_NOTATION_AUTO, NULL);

      g_assert_cmpint (sluice_schema_get_notation (schema), ==, notations[i].notation);
    }
}

static void
test_file (void)
{
  g_autoptr(GFileIOStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = g_file_new_tmp ("sluice-XXXXXX.json", &stream, &error);
  g_autoptr(SluiceSchema) schema = NULL, none = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_replace_contents (file, user, strlen (user), NULL, FALSE, 0, NULL, NULL,
                                          &error));
  schema = sluice_schema_new_for_file (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sluice_schema_get_name (schema), ==, "User");

  g_assert_true (g_file_replace_contents (file, "\xff\xfe", 2, NULL, FALSE, 0, NULL, NULL, &error));
  none = sluice_schema_new_for_file (file, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);

  g_assert_true (g_file_delete (file, NULL, &error));
  none = sluice_schema_new_for_file (file, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Texts that a pattern finds, then those that it does not; ECMA-262 and Perl differ on most. */
static const struct { const char *pattern; const char *found[3]; const char *missed[3]; }
pattern_cases[] = {
  { "^a*$", { "", "aaa" }, { "aab", "a\n" } },
  { "b", { "abc" }, { "ac" } },
  { "^\\d$", { "7" }, { "৭" } },
  { "^[\\w-]+$", { "a_1-" }, { "é" } },
  { "^\\W$", { "é" }, { "_" } },
  { "^[^\\W]$", { "a" }, { "é" } },
  { "^\\s$", { " ", "\xc2\xa0", "\xe2\x80\xa9" }, { "\xe1\xa0\x8e", "x" } },
  { "^.$", { "x", "💩" }, { "\n", "\xe2\x80\xa8" } },
  { "^\\p{Letter}+$", { "xé" }, { "1" } },
  { "^\\uD83D\\uDCA9$", { "💩" }, { "x" } },
  { "^\\u{1F4A9}\\u0041$", { "💩A" }, { "A" } },
  { "^[[]$", { "[" }, { "[[" } },
  { "^[^]$", { "\n" }, { "" } },
  { "^\\cA\\v\\/$", { "\x01\x0b/" }, { "x" } },
  { "^(?P<y>\\d+)-(?P=y)\\Z", { "12-12" }, { "12-13" } },
};

static void
test_patterns (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pattern_cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GRegex) regex = sluice_pattern_compile (pattern_cases[i].pattern, &error);

      g_test_message ("%s", pattern_cases[i].pattern);
      g_assert_no_error (error);
      for (guint j = 0; j < 3 && pattern_cases[i].found[j]; j++)
        g_assert_true (sluice_pattern_matches (regex, pattern_cases[i].found[j],
                                               strlen (pattern_cases[i].found[j])));
      for (guint j = 0; j < 3 && pattern_cases[i].missed[j]; j++)
        g_assert_false (sluice_pattern_matches (regex, pattern_cases[i].missed[j],
                                                strlen (pattern_cases[i].missed[j])));
    }
}

static void
test_suggestions (void)
{
  g_assert_cmpstr (sluice_keyword_suggest ("requierd"), ==, "required");
  g_assert_cmpstr (sluice_keyword_suggest ("additionalproperties"), ==, "additionalProperties");
  g_assert_null (sluice_keyword_suggest ("colour"));
  g_assert_cmpstr (sluice_keyword_suggest_type ("Integer"), ==, "integer");
  g_assert_cmpstr (sluice_keyword_suggest_type ("dict"), ==, "object");
  g_assert_null (sluice_keyword_suggest_type ("banana"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (problem_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/schema/problems/", problem_cases[i].name, NULL);

      g_test_add_data_func (path, &problem_cases[i], test_problems);
    }
  for (guint i = 0; i < G_N_ELEMENTS (syntax_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/schema/syntax/", syntax_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_syntax);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrapper_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/schema/wrapper/", wrapper_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_wrapper);
    }
  g_test_add_func ("/schema/wrapper/recorded", test_recorded_wrappers);
  g_test_add_func ("/schema/wrapper/none", test_no_wrapper);
  g_test_add_func ("/schema/check-valid", test_check_valid);
  g_test_add_func ("/schema/object", test_object);
  g_test_add_func ("/schema/numbers", test_numbers);
  g_test_add_func ("/schema/locate", test_locate);
  g_test_add_func ("/schema/notation", test_notation);
  g_test_add_func ("/schema/file", test_file);
  g_test_add_func ("/schema/patterns", test_patterns);
  g_test_add_func ("/schema/suggestions", test_suggestions);

  return g_test_run ();
}
