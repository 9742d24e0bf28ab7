/* test-script.c: what the simulated model says follows its schema, or breaks it where it is to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-flaw-private.h"
#include "sluice-script-private.h"

#define SEEDS 6
#define FLAW_SEEDS 2  /* each flaw is looked for by trial */

/* --- Helpers --- */

static SluiceSchema *
load_schema (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return sluice_schema_new_for_text (text, SLUICE_NOTATION_JSON_SCHEMA, NULL);
}

/* All that a script says; its tokens are looked at on the way. */
static char *
say (const SluiceScriptOptions *options)
{
  g_autoptr(SluiceScript) script = sluice_script_new (options);
  GString *said = g_string_new (NULL);
  const char *text;
  gsize length;
  guint n = 0;

  while (sluice_script_next_token (script, &text, &length))
    {
      g_assert_cmpuint (length, >, 0);
      g_assert_cmpuint (length, <=, 128);
      g_assert_true (g_utf8_validate_len (text, length, NULL));
      g_string_append_len (said, text, length);
      g_assert_cmpuint (++n, <, 1000000);
    }

  return g_string_free (said, FALSE);
}

static void
violation_cb (SluiceCheck     *check,
              SluiceViolation *violation,
              GString         *faults)
{
  g_string_append_printf (faults, "%s\n", sluice_violation_get_message (violation));
}

/* NULL where the text is a valid answer, as a run would have it; else what is said against it. */
static char *
find_fault (SluiceSchema *schema,
            const char   *text)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceCheck) check = sluice_check_new (schema, parser);
  g_autoptr(GString) faults = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_signal_connect (check, "violation", G_CALLBACK (violation_cb), faults);
  if (!sluice_parser_push (parser, text, strlen (text), &error) || !sluice_parser_finish (parser, &error))
    return g_strdup (error->message);

  return sluice_check_get_verdict (check) == SLUICE_VERDICT_VALID
         ? NULL : g_string_free (g_steal_pointer (&faults), FALSE);
}

static char *
answer (SluiceSchema *schema,
        const char   *prompt,
        guint64       seed)
{
  g_autoptr(SluiceFacts) facts = sluice_facts_new (prompt);
  SluiceScriptOptions options = { .schema = schema, .facts = facts, .seed = seed };

  return say (&options);
}

/* --- Answers that follow their schema --- */

static void
check_answers (SluiceSchema *schema,
               const char   *name)
{
  static const char * const prompts[] = {
    "Please answer.", "Zoë is 41 and lives in Paris; Alex, 7, in Moscow. Mail alex@example.org.",
    "Make 3 items for 2024-05-06 at $1,200." };

  for (guint i = 0; i < SEEDS; i++)
    {
      g_autofree char *text = answer (schema, prompts[i % G_N_ELEMENTS (prompts)], i);
      g_autofree char *fault = find_fault (schema, text);

      if (fault != NULL)
        g_error ("%s, seed %u: %s\n%s", name, i, fault, text);
    }
}

static void
test_answers (gconstpointer data)
{
  g_autoptr(SluiceSchema) schema = load_schema (data);

  g_test_summary ("Whatever the prompt and the seed, the answer follows the schema");

  check_answers (schema, data);
}

typedef struct
{
  const char *name;
  const char *schema;
} SchemaCase;

static const SchemaCase schema_cases[] = {
  { "anything", "{}" },
  { "true", "true" },
  { "null", "{\"type\":\"null\"}" },
  { "string", "{\"type\":\"string\",\"minLength\":300,\"maxLength\":301}" },
  { "short-string", "{\"type\":\"string\",\"maxLength\":1}" },
  { "no-string", "{\"type\":\"string\",\"maxLength\":0}" },
  { "narrow-number", "{\"type\":\"number\",\"exclusiveMinimum\":0.5,\"exclusiveMaximum\":0.5001}" },
  { "far-integer", "{\"type\":\"integer\",\"minimum\":123456789012}" },
  { "negative", "{\"type\":\"integer\",\"maximum\":-1000}" },
  { "multiple", "{\"type\":\"number\",\"multipleOf\":0.25,\"minimum\":10,\"maximum\":11}" },
  { "integer-multiple", "{\"type\":\"integer\",\"multipleOf\":1.5}" },
  { "array", "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":40}" },
  { "no-array", "{\"type\":\"array\",\"maxItems\":0}" },
  { "unique", "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"},\"uniqueItems\":true,\"minItems\":2}" },
  { "contains", "{\"type\":\"array\",\"contains\":{\"const\":7},\"minContains\":2}" },
  { "tuple", "{\"type\":\"array\",\"prefixItems\":[{\"const\":1},{\"type\":\"string\"}],\"items\":false,\"minItems\":2}" },
  { "map", "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"number\"},\"minProperties\":5}" },
  { "patterns", "{\"type\":\"object\",\"patternProperties\":{\"^x-\":{\"const\":1}},\"additionalProperties\":false}" },
  { "names", "{\"type\":\"object\",\"propertyNames\":{\"enum\":[\"a\",\"b\"]},\"additionalProperties\":{\"type\":\"null\"}}" },
  { "few-members", "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{},\"c\":{}},\"maxProperties\":1}" },
  { "required-only", "{\"type\":\"object\",\"required\":[\"a\",\"b\"]}" },
  { "dependent", "{\"type\":\"object\",\"properties\":{\"a\":{}},\"required\":[\"a\"],\"dependentRequired\":{\"a\":[\"z\"]}}" },
  { "any-of", "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"integer\",\"minimum\":3}]}" },
  { "one-of", "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\",\"maximum\":5}]}" },
  { "all-of", "{\"allOf\":[{\"type\":\"integer\",\"minimum\":3},{\"minimum\":5},{\"maximum\":6}]}" },
  { "if", "{\"type\":\"object\",\"properties\":{\"a\":{\"enum\":[1,2]}},\"required\":[\"a\"],"
          "\"if\":{\"properties\":{\"a\":{\"const\":1}}},\"then\":{\"required\":[\"b\"]},\"else\":{\"required\":[\"c\"]}}" },
  { "recursive", "{\"$defs\":{\"N\":{\"type\":\"object\",\"required\":[\"n\",\"l\"],\"properties\":{"
                 "\"n\":{\"type\":\"integer\"},\"l\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/N\"}}}}},"
                 "\"$ref\":\"#/$defs/N\"}" },
  { "optional-recursive", "{\"title\":\"N\",\"type\":\"object\",\"required\":[\"next\"],\"properties\":{"
                          "\"next\":{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"null\"}]}}}" },
  { "types", "{\"type\":[\"integer\",\"null\"]}" },
  { "pattern", "{\"type\":\"string\",\"pattern\":\"^(?:[A-Z]{3}|[0-9]{2,4})-(a|b)+$\"}" },
  { "pattern-length", "{\"type\":\"string\",\"pattern\":\"^[a-z]*$\",\"minLength\":2,\"maxLength\":3}" },
  { "escaped-pointer", "{\"$defs\":{\"a/b~c d\":{\"const\":4}},\"$ref\":\"#/$defs/a~1b~0c%20d\"}" },
};

static void
test_schemas (gconstpointer data)
{
  const SchemaCase *c = data;
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (c->schema, SLUICE_NOTATION_JSON_SCHEMA, NULL);

  check_answers (schema, c->name);
}

/* Schemas that nothing or only the infinite follows: something is said all the same. */
static const SchemaCase hopeless_cases[] = {
  { "false", "false" },
  { "endless", "{\"title\":\"N\",\"type\":\"object\",\"required\":[\"next\"],\"properties\":{\"next\":{\"$ref\":\"#\"}}}" },
  { "wide", "{\"title\":\"N\",\"type\":\"array\",\"minItems\":50,\"items\":{\"$ref\":\"#\"}}" },
  { "loop", "{\"$ref\":\"#\"}" },
  { "all-of-loop", "{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}" },
  { "contradiction", "{\"type\":\"integer\",\"minimum\":5,\"maximum\":4}" },
  { "nowhere", "{\"$ref\":\"#/$defs/none\"}" },
  { "long", "{\"type\":\"string\",\"minLength\":4000000000}" },
  { "odd-pattern", "{\"type\":\"string\",\"pattern\":\"((((((a{1000}){1000}){1000}){1000}){1000}){1000})\"}" },
};

static void
test_hopeless (gconstpointer data)
{
  const SchemaCase *c = data;
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (c->schema, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autofree char *text = answer (schema, "Please answer.", 1);

  g_test_summary ("A schema that cannot be followed neither hangs nor breaks anything");

  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_cmpuint (strlen (text), <, 16 * 1024 * 1024);
}

static void
test_huge (void)
{
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text ("{\"type\":\"array\",\"minItems\":4000000000,\"items\":{\"const\":1}}",
                                SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("");
  SluiceScriptOptions options = { .schema = schema, .facts = facts };
  g_autoptr(SluiceScript) script = sluice_script_new (&options);
  const char *text;
  gsize length;

  g_test_summary ("A list of billions begins at once");

  g_assert_cmpuint (sluice_script_estimate (script), >, 10 * 1000 * 1000);
  for (guint i = 0; i < 1000; i++)
    g_assert_true (sluice_script_next_token (script, &text, &length));
}

/* --- Answers that do not --- */

static void
test_flaws (gconstpointer data)
{
  g_autoptr(SluiceSchema) schema = load_schema (data);
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("Please answer.");

  g_test_summary ("A flawed answer is JSON, and breaks a rule of its schema");

  for (guint i = 0; i < FLAW_SEEDS; i++)
    {
      SluiceScriptOptions options = { .schema = schema, .facts = facts, .seed = i, .flawed = TRUE };
      g_autofree char *text = say (&options);
      g_autoptr(SluiceSchema) anything =
        sluice_schema_new_for_text ("{}", SLUICE_NOTATION_JSON_SCHEMA, NULL);
      g_autofree char *no_json = find_fault (anything, text);
      g_autofree char *fault = find_fault (schema, text);

      g_assert_null (no_json);
      if (fault == NULL)
        g_error ("%s, seed %u: nothing is wrong with %s", (const char *) data, i, text);
    }
}

typedef struct
{
  const char *name;
  const char *schema;
  const char *value;
  const char *flawed;  /* NULL: there is no way to break a rule */
} FlawCase;

static const FlawCase flaw_cases[] = {
  { "bound", "{\"properties\":{\"age\":{\"type\":\"integer\",\"maximum\":120}}}", "{\"age\":31}", "{\"age\":131}" },
  { "share", "{\"properties\":{\"p\":{\"type\":\"number\",\"maximum\":1}}}", "{\"p\":0.5}", "{\"p\":1.5}" },
  { "lower-bound", "{\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":0}}}", "{\"n\":3}", "{\"n\":-7}" },
  { "option", "{\"properties\":{\"s\":{\"enum\":[\"a\",\"b\"]}}}", "{\"s\":\"a\"}", "{\"s\":\"something else\"}" },
  { "number", "{\"properties\":{\"n\":{\"type\":\"integer\"}}}", "{\"n\":3}", "{\"n\":\"about thirty\"}" },
  { "text", "{\"properties\":{\"s\":{\"type\":\"string\"}}}", "{\"s\":\"x\"}", "{\"s\":7}" },
  { "boolean", "{\"properties\":{\"b\":{\"type\":\"boolean\"}}}", "{\"b\":true}", "{\"b\":\"yes\"}" },
  { "member", "{\"required\":[\"a\",\"b\"]}", "{\"a\":[],\"b\":[]}", "{\"a\":[]}" },
  { "item", "{\"items\":{\"type\":\"integer\",\"maximum\":9}}", "[1,2,3]", "[1,102,3]" },
  { "nothing", "{}", "{\"a\":1}", NULL },
};

static void
test_flaw (gconstpointer data)
{
  const FlawCase *c = data;
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (c->schema, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(JsonNode) value = json_from_string (c->value, NULL);
  g_autoptr(JsonNode) flawed = sluice_flaw_make (schema, value);
  g_autofree char *text = flawed != NULL ? json_to_string (flawed, FALSE) : NULL;
  g_autofree char *kept = json_to_string (value, FALSE);

  g_assert_true (sluice_flaw_is_absent (schema, value));
  g_assert_cmpstr (text, ==, c->flawed);
  g_assert_cmpstr (kept, ==, c->value);
}

/* --- The form of an answer --- */

#define PAIR "{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1},\"b\":{\"const\":[true,null]}},\"required\":[\"a\",\"b\"]}"

typedef struct
{
  const char  *name;
  SluiceLayout layout;
  gboolean     fenced;
  const char  *expected;
} LayoutCase;

static const LayoutCase layout_cases[] = {
  { "compact", SLUICE_LAYOUT_COMPACT, FALSE, "{\"a\":1,\"b\":[true,null]}" },
  { "spaced", SLUICE_LAYOUT_SPACED, FALSE, "{\"a\": 1, \"b\": [true, null]}" },
  { "indented", SLUICE_LAYOUT_INDENTED, FALSE, "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}" },
  { "fenced", SLUICE_LAYOUT_COMPACT, TRUE, "Here is the answer:\n\n```json\n{\"a\":1,\"b\":[true,null]}\n```" },
};

static void
test_layout (gconstpointer data)
{
  const LayoutCase *c = data;
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (PAIR, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("");
  SluiceScriptOptions options = { .schema = schema, .facts = facts, .layout = c->layout, .fenced = c->fenced };
  g_autofree char *text = say (&options);

  g_assert_cmpstr (text, ==, c->expected);
}

#define USERS "{\"title\":\"IterableUser\",\"type\":\"object\",\"properties\":{\"first\":{\"const\":1}," \
              "\"tasks\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/User\"}},\"last\":{\"const\":2}}," \
              "\"required\":[\"first\",\"tasks\",\"last\"],\"$defs\":{\"User\":{\"type\":\"object\"," \
              "\"properties\":{\"name\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\",\"maximum\":120}}," \
              "\"required\":[\"name\",\"age\"]}}}"

/* A long list is made item by item. */
static void
test_long_list (gconstpointer data)
{
  SluiceLayout layout = GPOINTER_TO_UINT (data);
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (USERS, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("Make users");
  SluiceScriptOptions options = { .schema = schema, .facts = facts, .layout = layout, .n_items = 500 };
  g_autofree char *text = say (&options);
  g_autofree char *fault = find_fault (schema, text);
  g_autofree char *flaw = NULL;
  g_autofree char *flawed = NULL;
  g_autoptr(JsonNode) value = json_from_string (text, NULL);
  JsonObject *object = json_node_get_object (value);
  g_autoptr(GList) names = json_object_get_members (object);

  g_test_summary ("A long list has as many items as were asked for, and all that is beside it");

  g_assert_cmpstr (fault, ==, NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "tasks")), ==, 500);
  g_assert_cmpuint (g_list_length (names), ==, 3);
  g_assert_cmpstr (names->data, ==, "first");
  g_assert_cmpstr (names->next->next->data, ==, "last");

  options.flawed = TRUE;
  flawed = say (&options);
  flaw = find_fault (schema, flawed);
  g_assert_nonnull (flaw);
}

static void
test_estimate (void)
{
  const guint counts[] = { 1, 10, 64, 65, 1000 };
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (USERS, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("Make users");

  g_test_summary ("The estimate is exact for a short answer and near for a long one");

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      SluiceScriptOptions options = { .schema = schema, .facts = facts, .n_items = counts[i] };
      g_autoptr(SluiceScript) script = sluice_script_new (&options);
      guint estimate = sluice_script_estimate (script), n = 0;
      const char *text;
      gsize length;

      while (sluice_script_next_token (script, &text, &length))
        n++;
      if (counts[i] <= 64)
        g_assert_cmpuint (estimate, ==, n);
      g_assert_cmpfloat_with_epsilon ((double) estimate, (double) n, n * 0.1);
    }
}

static void
test_spelled (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (PAIR, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("");
  SluiceScriptOptions options = { .schema = schema, .facts = facts, .spelled = TRUE };
  g_autoptr(SluiceScript) script = sluice_script_new (&options);
  const char *text;
  gsize length;
  guint n = 0;

  g_test_summary ("A short answer can be spelled");

  while (sluice_script_next_token (script, &text, &length))
    {
      g_assert_cmpuint (length, ==, 1);
      n++;
    }
  g_assert_cmpuint (n, ==, strlen ("{\"a\":1,\"b\":[true,null]}"));
}

static void
test_malformed (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (USERS, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("Make users");

  g_test_summary ("A malformed answer is the good one with one bracket more");

  for (guint n_items = 1; n_items < 100; n_items += 49)
    {
      SluiceScriptOptions options = { .schema = schema, .facts = facts, .n_items = n_items };
      g_autofree char *good = say (&options);
      g_autofree char *bad = (options.malformed = TRUE, say (&options));
      gsize at = 0;

      g_assert_cmpuint (strlen (bad), ==, strlen (good) + 1);
      while (good[at] == bad[at])
        at++;
      g_assert_true (bad[at] == ']' || bad[at] == '}');
      g_assert_cmpstr (bad + at + 1, ==, good + at);
      g_assert_null (json_from_string (bad, NULL));
    }
}

/* --- Data --- */

static char *
dup_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *parent = g_path_get_basename (folder);

  return g_str_equal (base, "schema.json") ? g_steal_pointer (&parent)
                                           : g_strndup (base, strlen (base) - strlen (".json"));
}

static void
add_schema (GPtrArray *paths,
            char      *path)
{
  g_autofree char *name = dup_name (path);
  g_autofree char *answers = g_strconcat ("/script/answers/", name, NULL);
  g_autofree char *flaws = g_strconcat ("/script/flaws/", name, NULL);

  g_ptr_array_add (paths, path);
  g_test_add_data_func (answers, path, test_answers);
  /* Nothing is against the rules where the rules allow all. */
  if (!g_str_equal (name, "json-type") && !g_str_equal (name, "empty-class"))
    g_test_add_data_func (flaws, path, test_flaws);
}

/* Schemas as Pydantic prints them: our own, and those of the corpora where they are. */
static void
add_schemas (GPtrArray *paths)
{
  g_autofree char *classes = g_test_build_filename (G_TEST_DIST, "data", "classes", NULL);
  const char *given = g_getenv ("SLUICE_CORPORA");
  g_autofree char *examples =
    given != NULL ? g_build_filename (given, "examples", NULL)
                  : g_build_filename (g_getenv ("SLUICE_SOURCE_ROOT"), "..", "shared", "corpora", "examples", NULL);
  g_autoptr(GDir) dir = g_dir_open (classes, 0, NULL);
  g_autoptr(GDir) example_dir = g_dir_open (examples, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      add_schema (paths, g_build_filename (classes, name, NULL));

  while (example_dir != NULL && (name = g_dir_read_name (example_dir)) != NULL)
    add_schema (paths, g_build_filename (examples, name, "schema.json", NULL));
}

#define ADD_CASES(prefix, cases, func)                                         \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)                             \
    {                                                                          \
      g_autofree char *path = g_strconcat ("/script/" prefix "/", cases[i].name, NULL); \
                                                                               \
      g_test_add_data_func (path, &cases[i], func);                            \
    }

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);

  add_schemas (paths);
  ADD_CASES ("schemas", schema_cases, test_schemas)
  ADD_CASES ("hopeless", hopeless_cases, test_hopeless)
  g_test_add_func ("/script/hopeless/huge", test_huge);
  ADD_CASES ("flaw", flaw_cases, test_flaw)
  ADD_CASES ("layout", layout_cases, test_layout)
  g_test_add_data_func ("/script/long-list/compact", GUINT_TO_POINTER (SLUICE_LAYOUT_COMPACT), test_long_list);
  g_test_add_data_func ("/script/long-list/indented", GUINT_TO_POINTER (SLUICE_LAYOUT_INDENTED), test_long_list);
  g_test_add_func ("/script/estimate", test_estimate);
  g_test_add_func ("/script/spelled", test_spelled);
  g_test_add_func ("/script/malformed", test_malformed);

  return g_test_run ();
}
