/* test-hostile-schema.c: schemas that were made to do harm get an error or an answer, and soon
 *
 * Each row must end within seconds even where everything is checked by a sanitizer; without the
 * limits that it is about it would take minutes, or all memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-schema.h"

#define MAX_SECONDS 30

typedef struct
{
  const char *name;
  const char *head;      /* then so many times the middle, then the end */
  const char *middle;
  const char *end;
  const char *closer;    /* so many times, after the end */
  guint       n;
  const char *instance;  /* with the letter a so many times for % */
  guint       n_letters;
  const char *problem;   /* in the schema, or in the instance; NULL where both are good */
} HostileCase;

static const HostileCase cases[] = {
  { "json-nested-items", "", "{\"items\":", "{}", "}", 10000, "1", 0, "nested deeper than 512" },
  { "json-nested-any-of", "", "{\"anyOf\":[", "{}", "]}", 10000, "1", 0, "array of schemas" },
  { "json-nested-const", "{\"const\":", "[", "1", "]", 10000, "1", 0, "nested deeper than 512" },
  { "json-refers-to-itself", "{\"$ref\":\"#\"}", "", "", "", 0, "1", 0, "leads back to itself" },
  { "json-refers-in-turn",
    "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$ref\":\"#/$defs/a\"}",
    "", "", "", 0, "1", 0, "leads back to itself" },
  { "json-refers-in-branch", "{\"anyOf\":[{\"type\":\"string\"},{\"$ref\":\"#\"}]}", "", "", "", 0, "1", 0,
    "leads back to itself" },
  { "json-recursive-list", "{\"anyOf\":[{\"items\":{\"$ref\":\"#\"}},{\"contains\":{\"$ref\":\"#\"}},"
    "{\"prefixItems\":[{\"$ref\":\"#\"}]}],\"type\":\"array\"}", "", "", "", 0,
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 0, NULL },
  { "json-dead-dynamic",
    "{\"$dynamicAnchor\":\"n\",\"allOf\":[{\"$dynamicRef\":\"#n\"}]}", "", "", "", 0, "1", 0,
    "leads back to itself" },
  { "pattern-nested-repeats", "{\"pattern\":\"^(a+)+$\"}", "", "", "", 0, "\"%!\"", 60,
    "too many steps" },
  { "pattern-nested-repeats-long", "{\"pattern\":\"^(([a-z])+.)+[A-Z]([a-z])+$\"}", "", "", "", 0,
    "\"%\"", 200000, "too many steps" },
  { "pattern-of-names",
    "{\"patternProperties\":{\"^(a|a)*$\":{}},\"additionalProperties\":false}", "", "", "", 0,
    "{\"%!\":1}", 60, "not a known field" },
  { "pattern-huge", "{\"pattern\":\"(a{1000}){1000}\"}", "", "", "", 0, "\"a\"", 0, "too large" },
  { "pattern-nested", "{\"pattern\":\"", "(", "\"}", "", 5000, "\"a\"", 0, "nested" },
  { "pattern-long-text", "{\"pattern\":\"^a*$\"}", "", "", "", 0, "\"%\"", 1000000, NULL },
  { "number-exponent", "{\"multipleOf\":7,\"maximum\":1e99999999}", "", "", "", 0, "1e999999999", 0,
    "multiple of" },
  { "classes-nested-list", "class A(BaseModel):\n    x: ", "list[", "int", "]", 10000, "1", 0,
    "nested too deeply" },
  { "classes-nested-default", "class A(BaseModel):\n    x: int = ", "(", "1", ")", 10000, "1", 0,
    "nested too deeply" },
  { "classes-nested-value", "class A(BaseModel):\n    x: list = ", "[", "1", "]", 10000, "1", 0,
    "left out" },
  { "classes-signs", "class A(BaseModel):\n    x: int = ", "-", "1\n", "", 10000, "{}", 0, "left out" },
  { "classes-open-brackets", "", "(", "", "", 300000, "1", 0, "never closed" },
  { "classes-no-classes", "", "?", "", "", 300000, "1", 0, "does not belong here" },
  { "classes-too-long", "", "class A(BaseModel):\n    x: int\n\n\n", "", "", 140000, "1", 0,
    "more than 1 MB" },
  { "classes-many-fields", "class A(BaseModel):\n", "    x: int = 3\n", "", "", 60000, "{}", 0, NULL },
  { "classes-generic-grows",
    "T = TypeVar(\"T\")\n\n\nclass A(BaseModel, Generic[T]):\n    x: \"A[A[T]] | None\"\n\n\n"
    "class M(BaseModel):\n    a: A[int]\n", "", "", "", 0, "1", 0, "nested too deeply" },
};

static char *
make_schema (const HostileCase *row)
{
  GString *text = g_string_new (row->head);

  for (guint i = 0; i < row->n; i++)
    g_string_append (text, row->middle);
  g_string_append (text, row->end);
  for (guint i = 0; i < row->n; i++)
    g_string_append (text, row->closer);

  return g_string_free (text, FALSE);
}

static char *
make_instance (const HostileCase *row)
{
  g_autofree char *letters = g_strnfill (row->n_letters, 'a');
  GString *text = g_string_new (row->instance);

  g_string_replace (text, "%", letters, 0);

  return g_string_free (text, FALSE);
}

/* All that is wrong with the schema, else what a validator says. */
static char *
find_problems (SluiceSchema *schema,
               const char   *instance)
{
  GListModel *diagnostics = sluice_schema_get_diagnostics (schema);
  GString *text = g_string_new (NULL);
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      g_string_append_printf (text, "%s\n", sluice_diagnostic_get_message (diagnostic));
    }
  output = sluice_schema_validate_text (schema, instance, strlen (instance), 0, NULL, &error);
  if (output && strcmp (output, "{\"valid\":true}") != 0)
    g_string_append (text, output);

  return g_string_free (text, FALSE);
}

static void
test_hostile (gconstpointer data)
{
  const HostileCase *row = data;
  g_autofree char *text = make_schema (row), *instance = make_instance (row);
  g_autofree char *problems = NULL;
  g_autoptr(SluiceSchema) schema = NULL;

  g_test_timer_start ();
  schema = sluice_schema_new_for_text (text, SLUICE_NOTATION_AUTO, NULL);
  problems = find_problems (schema, instance);
  g_test_message ("%.3f s", g_test_timer_elapsed ());
  g_assert_cmpfloat (g_test_timer_last (), <, MAX_SECONDS);

  if (row->problem == NULL)
    g_assert_cmpstr (problems, ==, "");
  else if (!strstr (problems, row->problem))
    {
      g_test_message ("%.300s", problems);
      g_test_fail ();
    }
}

/* Each alias has the one before it twice: what they stand for doubles with each. */
static void
test_doubling (void)
{
  g_autoptr(GString) text = g_string_new ("A0 = list[int]\n");
  g_autoptr(SluiceSchema) schema = NULL;
  g_autofree char *problems = NULL;

  for (guint i = 1; i < 40; i++)
    g_string_append_printf (text, "A%u = dict[str, A%u] | list[A%u]\n", i, i - 1, i - 1);
  g_string_append (text, "\n\nclass M(BaseModel):\n    x: A39\n");

  schema = sluice_schema_new_for_text (text->str, SLUICE_NOTATION_CLASSES, NULL);
  problems = find_problems (schema, "1");
  g_assert_nonnull (strstr (problems, "This schema is too big"));
}

/* Classes that derive from one another, each with its own variable, asked for in many types. */
static void
test_generic_chain (void)
{
  g_autoptr(GString) text = g_string_new ("T = TypeVar('T')\nclass C0(BaseModel, Generic[T]):\n    x: T\n");
  g_autoptr(SluiceSchema) schema = NULL;

  for (guint i = 1; i < 100; i++)
    g_string_append_printf (text, "class C%u(C%u[T], Generic[T]):\n    y%u: T\n", i, i - 1, i);
  g_string_append (text, "class R(BaseModel):\n");
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "    r%u: C99[Literal[%u]]\n", i, i);

  g_test_timer_start ();
  schema = sluice_schema_new_for_text (text->str, SLUICE_NOTATION_CLASSES, NULL);
  g_test_message ("%.3f s", g_test_timer_elapsed ());
  g_assert_cmpfloat (g_test_timer_last (), <, MAX_SECONDS);
  g_assert_true (sluice_schema_is_valid (schema));
}

/* References to references, and definitions that have each next one four times */
static void
test_chains (void)
{
  g_autoptr(GString) chain = g_string_new ("{\"$defs\":{");
  g_autoptr(GString) fan = g_string_new ("{\"$defs\":{");
  g_autoptr(SluiceSchema) first = NULL, second = NULL;
  g_autofree char *first_problems = NULL, *second_problems = NULL;
  const guint n_chain = 30000, n_fan = 60;

  for (guint i = 0; i < n_chain; i++)
    g_string_append_printf (chain, "\"d%u\":{\"$ref\":\"#/$defs/d%u\"},", i, i + 1);
  g_string_append_printf (chain, "\"d%u\":{\"type\":\"integer\"}},\"$ref\":\"#/$defs/d0\"}", n_chain);
  for (guint i = 0; i < n_fan; i++)
    g_string_append_printf (fan, "\"d%u\":{\"allOf\":[{\"$ref\":\"#/$defs/d%u\"},{\"$ref\":\"#/$defs/d%u\"}],"
                                 "\"anyOf\":[{\"$ref\":\"#/$defs/d%u\"},{\"$ref\":\"#/$defs/d%u\"}]},",
                            i, i + 1, i + 1, i + 1, i + 1);
  g_string_append_printf (fan, "\"d%u\":{\"minProperties\":1}},\"$ref\":\"#/$defs/d0\"}", n_fan);

  first = sluice_schema_new_for_text (chain->str, SLUICE_NOTATION_AUTO, NULL);
  first_problems = find_problems (first, "1");
  g_assert_nonnull (strstr (first_problems, "too far"));

  second = sluice_schema_new_for_text (fan->str, SLUICE_NOTATION_AUTO, NULL);
  second_problems = find_problems (second, "{}");
  g_assert_nonnull (strstr (second_problems, "fewer than 1 field"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/hostile-schema/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_hostile);
    }
  g_test_add_func ("/hostile-schema/doubling", test_doubling);
  g_test_add_func ("/hostile-schema/generic-chain", test_generic_chain);
  g_test_add_func ("/hostile-schema/chains", test_chains);

  return g_test_run ();
}
