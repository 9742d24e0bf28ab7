/* test-export.c: an extraction as a program, and back
 *
 * That the programs run is shown by tests/cli/test_exports.py; here it is what stands in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-code.h"
#include "snippet/sluice-export.h"
#include "snippet/sluice-snippet.h"

#define N_CASES 400

static char *
write_extraction (SluiceExtraction *extraction)
{
  g_autoptr(GBytes) bytes = sluice_extraction_to_bytes (extraction);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The extraction of the script that another one was written as. */
static SluiceExtraction *
go_round (SluiceExtraction *extraction)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *script = sluice_extraction_export (extraction, SLUICE_EXPORT_TARGET_INSTRUCTOR, &error);
  g_autoptr(SluiceSnippet) snippet = NULL;
  GListModel *diagnostics;

  g_assert_no_error (error);
  g_assert_nonnull (script);
  g_assert_true (sluice_snippet_is_likely (script));

  snippet = sluice_snippet_new_from_text (script);
  diagnostics = sluice_snippet_get_diagnostics (snippet);
  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      if (sluice_diagnostic_get_severity (diagnostic) != SLUICE_SEVERITY_NOTE)
        g_test_message ("%s\n%s", sluice_diagnostic_get_message (diagnostic), script);
      g_assert_cmpint (sluice_diagnostic_get_severity (diagnostic), ==, SLUICE_SEVERITY_NOTE);
    }
  if (g_list_model_get_n_items (sluice_snippet_get_extractions (snippet)) != 1)
    g_test_message ("%s", script);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_snippet_get_extractions (snippet)), ==, 1);

  return g_list_model_get_item (sluice_snippet_get_extractions (snippet), 0);
}

static void
test_example (gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("SLUICE_SOURCE_ROOT"), "data", "examples", data, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new_for_file (file, &error);
  g_autoptr(SluiceExtraction) again = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  g_test_summary ("An example that is written as a script and read again is the same file");

  g_assert_no_error (error);
  again = go_round (extraction);
  expected = write_extraction (extraction);
  found = write_extraction (again);
  g_assert_cmpstr (found, ==, expected);
}

/* Parts of texts that mean something to one language or another. */
static const char *const parts[] = {
  "word", " ", "é", "日本", "😀", "\"", "'", "\"\"\"", "'''", "`", "${x}", "$", "\\", "\\n", "\\u0041", "\\N{DASH}",
  "{", "}", "{}", "}}", "{x}", "%s", "%", "?\?=", "?", "//", "/*", "*/", "#", "# sluice: inline", "\n", "\n\n", "\t",
  "\r", "\x01", "\x7f", "\xc2\xa0", "\xe2\x80\xa8", "{{name}}", "{{text.part}}", "{{my-name}}", "{{class}}",
  "{{items}}", "{{x_1}}", "<b>", "&amp;", "$(echo)", "0",
};

static void
append_parts (GString *text,
              GRand   *rand,
              guint    n,
              gboolean is_heading)
{
  for (guint i = 0; i < n; i++)
    {
      const char *part = parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))];

      /* Titles are one line of printable text. */
      if (is_heading && (strpbrk (part, "\n\r\t\x01\x7f") || strstr (part, "\xe2\x80\xa8")))
        continue;
      g_string_append (text, part);
    }
}

static char *
make_text (GRand    *rand,
           gboolean  is_heading)
{
  g_autoptr(GString) text = g_string_new (is_heading ? "T" : NULL);

  append_parts (text, rand, g_rand_int_range (rand, 0, 12), is_heading);
  if (is_heading)
    g_string_append_c (text, 'T');

  return g_strdup (text->str);
}

static const struct
{
  const char *text;
  const char *root;
  SluiceShape shape;
} schemas[] = {
  { "class User(BaseModel):\n    name: str\n    age: int\n", NULL, SLUICE_SHAPE_OBJECT },
  { "class User(BaseModel):\n    \"\"\"Says \\\"hi\\\".\"\"\"\n\n    name: str = Field(description='a \"b\"')  # why\n", NULL,
    SLUICE_SHAPE_ITERABLE },
  { "# All kinds\nKind = Literal[\"a\", \"b\"]\n\n\n# A thing\nclass Thing(BaseModel):\n    kind: Kind\n\n\n"
    "class Things(BaseModel):\n    things: list[Thing]\n", "Things", SLUICE_SHAPE_OBJECT },
  { "class A(BaseModel):\n    a: int\n\n\nclass B(BaseModel):\n    b: date\n\n\nUnion[A, B]\n", NULL,
    SLUICE_SHAPE_ITERABLE },
  { "class A(BaseModel):\n    a: int\n\n\nclass B(BaseModel):\n    b: Decimal\n\n\nA | B\n", NULL, SLUICE_SHAPE_OBJECT },
  { "class Node(BaseModel):\n    name: str\n    children: list[Node] = []\n", NULL, SLUICE_SHAPE_OBJECT },
  { "class Colour(Enum):\n    RED = \"red\"\n    BLUE = \"blue\"\n\n\nclass Car(BaseModel):\n    colour: Colour\n", "Car",
    SLUICE_SHAPE_ITERABLE },
  { "list[int]\n", NULL, SLUICE_SHAPE_OBJECT },
  { "Literal[\"yes\", \"no\"]\n", NULL, SLUICE_SHAPE_OBJECT },
};

static SluiceExtraction *
make_extraction (GRand *rand)
{
  static const char *const models[] = { "demo/steady", "openai/gpt-4.1-mini", "anthropic/claude-haiku-4-5",
                                        "openrouter/openai/gpt-4.1-mini", "requesty/openai/gpt-4o", "ollama/llama3.2",
                                        "vllm/some-model" };
  static const SluiceMode modes[] = { SLUICE_MODE_AUTOMATIC, SLUICE_MODE_TOOLS, SLUICE_MODE_JSON, SLUICE_MODE_JSON_SCHEMA,
                                      SLUICE_MODE_MD_JSON, SLUICE_MODE_PARALLEL_TOOLS, SLUICE_MODE_RESPONSES_TOOLS };
  SluiceExtraction *extraction = sluice_extraction_new ();
  guint schema = g_rand_int_range (rand, 0, G_N_ELEMENTS (schemas));
  g_auto(GStrv) model = g_strsplit (models[g_rand_int_range (rand, 0, G_N_ELEMENTS (models))], "/", 2);
  g_autofree char *title = make_text (rand, TRUE);
  g_autofree char *description = make_text (rand, TRUE);
  g_auto(GStrv) names = NULL;
  guint n = g_rand_int_range (rand, 1, 5);

  sluice_extraction_set_title (extraction, title);
  if (g_rand_boolean (rand))
    sluice_extraction_set_description (extraction, description);
  sluice_extraction_set_provider (extraction, model[0]);
  sluice_extraction_set_model (extraction, model[1]);
  sluice_extraction_set_mode (extraction, modes[g_rand_int_range (rand, 0, G_N_ELEMENTS (modes))]);
  sluice_extraction_set_strict (extraction, sluice_extraction_get_mode (extraction) == SLUICE_MODE_TOOLS &&
                                              g_rand_boolean (rand));
  sluice_extraction_set_schema_text (extraction, schemas[schema].text, SLUICE_NOTATION_CLASSES);
  sluice_extraction_set_root_name (extraction, schemas[schema].root);
  sluice_extraction_set_shape (extraction, schemas[schema].shape);
  sluice_extraction_set_max_retries (extraction, g_rand_int_range (rand, 0, 6));
  if (g_rand_boolean (rand))
    sluice_extraction_set_max_tokens (extraction, g_rand_int_range (rand, 1, 9999));
  if (g_rand_boolean (rand))
    sluice_extraction_set_temperature (extraction, g_rand_int_range (rand, 0, 20) / 10.0);
  if (g_rand_boolean (rand))
    sluice_extraction_set_seed (extraction, g_rand_int (rand));
  if (g_rand_boolean (rand))
    sluice_extraction_set_extra_body (extraction, "{\"top_p\":0.9,\"stop\":[\"\\\"}\",\"`${\"],\"n\":null,\"x\":{\"y\":true}}");

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = make_text (rand, FALSE);

      sluice_extraction_add_message (extraction, g_rand_int_range (rand, 0, 3), text);
    }
  names = sluice_extraction_list_variables (extraction);
  for (guint i = 0; names[i]; i++)
    {
      g_autofree char *value = make_text (rand, FALSE);

      if (g_rand_int_range (rand, 0, 4) > 0)
        sluice_extraction_set_variable (extraction, names[i], value);
    }

  return extraction;
}

static void
test_round (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  g_test_summary ("Any extraction that is written as a script and read again is the same");

  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr(SluiceExtraction) extraction = make_extraction (rand);
      g_autoptr(SluiceExtraction) again = go_round (extraction);
      g_autofree char *expected = write_extraction (extraction);
      g_autofree char *found = write_extraction (again);

      g_assert_cmpstr (found, ==, expected);
    }
}

/* A schema in the other notation comes back as classes that say the same. */
static void
test_json_schema (void)
{
  static const char text[] =
    "{\"title\":\"Order\",\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\",\"format\":\"uuid\",\"title\":\"Id\"},"
    "\"lines\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/Line\"},\"title\":\"Lines\"}},\"required\":[\"id\",\"lines\"],"
    "\"$defs\":{\"Line\":{\"title\":\"Line\",\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1,"
    "\"title\":\"N\"}},\"required\":[\"n\"]}}}";
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceExtraction) again = NULL;

  g_test_summary ("A JSON Schema goes through a script without loss");

  sluice_extraction_set_schema_text (extraction, text, SLUICE_NOTATION_JSON_SCHEMA);
  sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, "x");
  again = go_round (extraction);
  g_assert_cmpint (sluice_extraction_get_notation (again), ==, SLUICE_NOTATION_CLASSES);
  g_assert_true (json_node_equal (sluice_schema_get_json (sluice_extraction_get_schema (extraction)),
                                  sluice_schema_get_json (sluice_extraction_get_schema (again))));
}

typedef struct
{
  const char         *name;
  SluiceExportTarget  target;
  const char         *expected;  /* what is in it */
  const char         *absent;
} FormatCase;

static const FormatCase format_cases[] = {
  { "instructor",  SLUICE_EXPORT_TARGET_INSTRUCTOR,  "client.create_partial(", "sk-" },
  { "curl",        SLUICE_EXPORT_TARGET_CURL,        "--header \"Authorization: Bearer ${OPENAI_API_KEY}\"", "sk-" },
  { "typescript",  SLUICE_EXPORT_TARGET_TYPESCRIPT,  "apiKey: process.env.OPENAI_API_KEY", "sk-" },
  { "c",           SLUICE_EXPORT_TARGET_C,           "what?\\?!", "what?\?!" },
  { "json-schema", SLUICE_EXPORT_TARGET_JSON_SCHEMA, "\"type\": \"object\"", NULL },
  { "python",      SLUICE_EXPORT_TARGET_PYTHON,      "class User(BaseModel):\n    name: str\n", "import" },
};

static SluiceExtraction *
make_simple (void)
{
  SluiceExtraction *extraction = sluice_extraction_new ();

  sluice_extraction_set_schema_text (extraction, "class User(BaseModel):\n    name: str\n", SLUICE_NOTATION_CLASSES);
  sluice_extraction_set_provider (extraction, "openai");
  sluice_extraction_set_extra_body (extraction, "{\"api_key\":\"sk-very-secret\"}");
  sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, "what?\?! {{who}}");
  sluice_extraction_set_variable (extraction, "who", "me");

  return extraction;
}

static void
test_format (gconstpointer data)
{
  const FormatCase *row = data;
  g_autoptr(SluiceExtraction) extraction = make_simple ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = sluice_extraction_export (extraction, row->target, &error);
  SluiceExportTarget target;

  g_test_summary ("Each format is written, has its name, and holds no key");

  g_assert_no_error (error);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, row->expected));
  g_assert_null (row->absent ? strstr (text, row->absent) : NULL);
  g_assert_cmpstr (sluice_export_target_to_string (row->target), ==, row->name);
  g_assert_true (sluice_export_target_from_string (row->name, &target));
  g_assert_cmpint (target, ==, row->target);
}

static void
test_errors (void)
{
  g_autoptr(SluiceExtraction) extraction = make_simple ();
  g_autoptr(GError) error = NULL;

  g_test_summary ("A command needs all variables, and every format a schema that can be used");

  sluice_extraction_set_variable (extraction, "who", NULL);
  g_assert_null (sluice_extraction_export (extraction, SLUICE_EXPORT_TARGET_CURL, &error));
  g_assert_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_VARIABLE);
  g_clear_error (&error);

  sluice_extraction_set_schema_text (extraction, "class User(BaseModel:\n", SLUICE_NOTATION_CLASSES);
  g_assert_null (sluice_extraction_export (extraction, SLUICE_EXPORT_TARGET_C, &error));
  g_assert_error (error, SLUICE_SCHEMA_ERROR, SLUICE_SCHEMA_ERROR_INVALID);
  g_assert_false (sluice_export_target_from_string ("cobol", NULL));
}

/* Declarations of TypeScript and Zod. */
typedef struct
{
  const char *name;
  const char *classes;
  const char *typescript;  /* what is in it */
  const char *zod;
} CodeCase;

static const CodeCase code_cases[] = {
  { "plain",     "class A(BaseModel):\n    x: str\n    n: int = Field(ge=1, lt=5)\n", "export interface A {\n  x: string;\n  n: number;\n}\n",
    "  n: z.int().gte(1).lt(5),\n" },
  { "optional",  "class A(BaseModel):\n    x: Optional[str] = None\n", "  x?: string | null;\n",
    "  x: z.string().nullable().default(null),\n" },
  { "literal",   "class A(BaseModel):\n    x: Literal[\"a\", \"b\\\"\"]\n    y: Literal[1, \"z\"]\n", "  x: \"a\" | \"b\\\"\";\n",
    "z.enum([\"a\", \"b\\\"\"]),\n  y: z.literal([1, \"z\"])" },
  { "array",     "class A(BaseModel):\n    x: list[str | int] = Field(min_length=1)\n", "  x: (string | number)[];\n",
    "z.array(z.union([z.string(), z.int()])).min(1)" },
  { "tuple",     "class A(BaseModel):\n    x: tuple[int, str]\n", "  x: [number, string];\n", "z.tuple([z.int(), z.string()])" },
  { "record",    "class A(BaseModel):\n    x: dict[str, float]\n", "  x: { [key: string]: number };\n", "z.record(z.string(), z.number())" },
  { "nested",    "class B(BaseModel):\n    y: bool\n\nclass A(BaseModel):\n    b: B\n", "  b: B;\n", "export const B = z.object({\n  y: z.boolean(),\n});" },
  { "recursive", "class A(BaseModel):\n    children: list[\"A\"]\n", "  children: A[];\n", "export const A: z.ZodType<A> = z.lazy(() =>" },
  { "formats",   "class A(BaseModel):\n    e: EmailStr\n    d: date\n    u: UUID\n", "  e: string;\n", "z.email(),\n  d: z.iso.date(),\n  u: z.guid()," },
  { "pattern",   "class A(BaseModel):\n    x: str = Field(pattern=r\"^\\d/`$\")\n", "  x: string;\n", "z.string().regex(new RegExp(\"^\\\\d/`$\"))" },
  { "key",       "class A(BaseModel):\n    x: int = Field(alias=\"a-b\")\n", "  \"a-b\": number;\n", "  \"a-b\": z.int(),\n" },
  { "comment",   "class A(BaseModel):\n    x: int = Field(description=\"ends */ here\")\n", "  /** ends *\\/ here */\n", ".describe(\"ends */ here\")" },
  { "closed",    "class A(BaseModel):\n    model_config = ConfigDict(extra=\"forbid\")\n    x: int\n", "export interface A {\n  x: number;\n}\n", "z.strictObject({" },
};

static void
test_code (gconstpointer data)
{
  const CodeCase *row = data;
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (row->classes, SLUICE_NOTATION_CLASSES, NULL);
  g_autofree char *typescript = sluice_schema_to_typescript (schema);
  g_autofree char *zod = sluice_schema_to_zod (schema);

  g_test_summary ("A schema has these types in TypeScript, and these schemas in Zod");

  g_assert_true (sluice_schema_is_valid (schema));
  g_test_message ("%s%s", typescript, zod);
  g_assert_nonnull (strstr (typescript, row->typescript));
  g_assert_nonnull (strstr (zod, row->zod));
}

static void
add_examples (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("SLUICE_SOURCE_ROOT"), "data", "examples", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".sluice"))
      {
        g_autofree char *path = g_strconcat ("/export/example/", name, NULL);

        g_test_add_data_func_full (path, g_strdup (name), test_example, g_free);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add_examples ();
  g_test_add_func ("/export/round", test_round);
  g_test_add_func ("/export/round-json-schema", test_json_schema);
  g_test_add_func ("/export/errors", test_errors);
  for (guint i = 0; i < G_N_ELEMENTS (format_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/export/format/", format_cases[i].name, NULL);

      g_test_add_data_func (path, &format_cases[i], test_format);
    }
  for (guint i = 0; i < G_N_ELEMENTS (code_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/export/code/", code_cases[i].name, NULL);

      g_test_add_data_func (path, &code_cases[i], test_code);
    }

  return g_test_run ();
}
