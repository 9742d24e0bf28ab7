/* test-snippet.c: scripts for Instructor become extractions
 *
 * tests/data/snippets holds scripts, the files that come of them (NAME.sluice, NAME-2.sluice, …) and
 * what is said of them (NAME.problems).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "snippet/sluice-snippet.h"

static char *
read_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "snippets", name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static const char *
describe_severity (SluiceSeverity severity)
{
  return severity == SLUICE_SEVERITY_ERROR ? "error" : severity == SLUICE_SEVERITY_WARNING ? "warning" : "note";
}

static char *
list_problems (SluiceSnippet *snippet)
{
  GListModel *diagnostics = sluice_snippet_get_diagnostics (snippet);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      g_string_append_printf (lines, "%u:%u: %s: %s\n", sluice_diagnostic_get_line (diagnostic),
                              sluice_diagnostic_get_column (diagnostic),
                              describe_severity (sluice_diagnostic_get_severity (diagnostic)),
                              sluice_diagnostic_get_message (diagnostic));
    }

  return g_string_free (lines, FALSE);
}

static void
check_file (SluiceSnippet *snippet,
            const char    *stem,
            guint          index)
{
  g_autoptr(SluiceExtraction) extraction =
    g_list_model_get_item (sluice_snippet_get_extractions (snippet), index);
  g_autoptr(GBytes) bytes = sluice_extraction_to_bytes (extraction);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *name = index == 0 ? g_strdup_printf ("%s.sluice", stem)
                                     : g_strdup_printf ("%s-%u.sluice", stem, index + 1);
  g_autofree char *expected = read_data (name);

  g_test_message ("%s", name);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_import (gconstpointer data)
{
  const char *stem = data;
  g_autofree char *script_name = g_strdup_printf ("%s.py", stem);
  g_autofree char *problems_name = g_strdup_printf ("%s.problems", stem);
  g_autofree char *script = read_data (script_name);
  g_autofree char *expected = read_data (problems_name);
  g_autoptr(SluiceSnippet) snippet = sluice_snippet_new_from_text (script);
  g_autofree char *problems = list_problems (snippet);
  g_autofree char *further = NULL;
  g_autofree char *more = NULL;
  guint n = g_list_model_get_n_items (sluice_snippet_get_extractions (snippet));

  g_test_summary ("A script gives these extractions, and these remarks");

  g_assert_cmpstr (problems, ==, expected ? expected : "");
  for (guint i = 0; i < n; i++)
    check_file (snippet, stem, i);

  further = n == 0 ? g_strdup_printf ("%s.sluice", stem) : g_strdup_printf ("%s-%u.sluice", stem, n + 1);
  more = read_data (further);
  g_assert_null (more);
}

static void
test_names (void)
{
  g_autofree char *script = read_data ("pipeline.py");
  g_autoptr(SluiceSnippet) snippet = sluice_snippet_new_from_text (script);
  g_autofree char *gathered = read_data ("chain-of-thought.py");
  g_autoptr(SluiceSnippet) other = sluice_snippet_new_from_text (gathered);

  g_test_summary ("What a script calls a result is known; a result without a name has none");

  g_assert_null (sluice_snippet_get_result_name (snippet, 0));
  g_assert_null (sluice_snippet_get_result_name (snippet, 99));
  g_assert_cmpstr (sluice_snippet_get_result_name (other, 0), ==, "diagnosis");
}

typedef struct
{
  const char *name;
  const char *text;
  gboolean    expected;
} LikelyCase;

static const LikelyCase likely_cases[] = {
  { "call",      "client.create(response_model=User)", TRUE },
  { "spaced",    "client.create (\n  response_model = User)", TRUE },
  { "iterable",  "client.create_iterable(messages=[], response_model=User)", TRUE },
  { "empty",     "", FALSE },
  { "classes",   "class User(BaseModel):\n    name: str\n", FALSE },
  { "prose",     "The response_model is what you want.", FALSE },
  { "json",      "{\"type\": \"object\"}", FALSE },
};

static void
test_likely (gconstpointer data)
{
  const LikelyCase *row = data;

  g_test_summary ("A pasted text is told from other texts by its words");
  g_assert_cmpint (sluice_snippet_is_likely (row->text), ==, row->expected);
}

/* What a text holds in one message. */
typedef struct
{
  const char *name;
  const char *content;    /* Python */
  const char *expected;   /* the template */
  const char *variables;  /* "name=value;", in the order of the template; no "=": no value */
} TextCase;

static const TextCase text_cases[] = {
  { "plain",        "'a'", "a", "" },
  { "beside",       "'a' \"b\" f'{x}' r'\\n' '''c\nd'''", "ab{{x}}\\nc\nd", "x=X;" },
  { "constant",     "X", "X", "" },
  { "sum",          "'a' + X + 'b'", "aXb", "" },
  { "hole",         "f'a{x}b'", "a{{x}}b", "x=X;" },
  { "doubled",      "f'{{{x}}} {{}}'", "{{{x}}} {}", "x=X;" },
  { "conversion",   "f'{x!r:>10} {n:.2f}'", "{{x}} {{n}}", "x=X;n=3;" },
  { "named",        "f'{x=}'", "x={{x}}", "x=X;" },
  { "compared",     "f'{x == n}'", "{{x}}", "x;" },
  { "quotes",       "f\"{d[\"k\"]}\"", "{{d.k}}", "d.k=v;" },
  { "subscript",    "f\"{d['k']} {l[1]}\"", "{{d.k}} {{l.1}}", "d.k=v;l.1=q;" },
  { "attribute",    "f'{thing.name.first}'", "{{thing.name.first}}", "thing.name.first;" },
  { "call",         "f'{len(thing)} {str(thing)} {thing.upper()}'", "{{len_thing}} {{thing}} {{thing}}",
    "len_thing;thing;" },
  { "same-name",    "f'{thing} {thing + n} {thing}'", "{{thing}} {{thing_2}} {{thing}}", "thing;thing_2;" },
  { "escapes",      "f'\\t{x}\\u00e9\\x41\\\\'", "\t{{x}}éA\\", "x=X;" },
  { "raw",          "rf'\\t{x}'", "\\t{{x}}", "x=X;" },
  { "nested",       "f'{inner}!'", "in {{thing}}!", "thing;" },
  { "percent",      "'%s and %05.1f, 5%%' % (x, thing)", "{{x}} and {{thing}}, 5%", "x=X;thing;" },
  { "percent-dict", "'%(a)s' % {'a': x}", "{{x}}", "x=X;" },
  { "format",       "'{} {1} {key!s:>3} {{}}'.format(x, n, key=thing)", "{{x}} {{n}} {{thing}} {}",
    "x=X;n=3;thing;" },
  { "join",         "', '.join(['a', x, f'{n}'])", "a, X, {{n}}", "n=3;" },
  { "join-unknown", "'-'.join(thing)", "{{thing}}", "thing;" },
  { "dedent",       "textwrap.dedent('''\\\n    a\n      b\n    ''')", "a\n  b\n", "" },
  { "cleandoc",     "inspect.cleandoc('''\n    a\n      b\n    ''')", "a\n  b", "" },
  { "strip",        "f'''\n {x}\n'''.strip()", "{{x}}", "x=X;" },
  { "number",       "f'{3} {-1.5} {True} {None}'", "3 -1.5 True None", "" },
  { "conditional",  "f'{x if n else thing}'", "{{x}}", "x;" },
  { "environment",  "os.environ.get('A', 'fallback')", "fallback", "" },
  { "variables",    "f\"{variables['my-name']}\"", "{{my-name}}", "my-name=V;" },
  { "added",        "grown", "one two {{thing}}", "thing;" },
  { "unclosed",     "f'{x'", "{x", "" },
  { "empty-hole",   "f'a{}b'", "ab", "" },
};

static void
test_text (gconstpointer data)
{
  const TextCase *row = data;
  g_autofree char *script = g_strdup_printf (
    "X = 'X'\nx = X\nn = 3\nd = {'k': 'v'}\nl = ['p', 'q']\ninner = f'in {thing}'\n"
    "variables = {'my-name': 'V'}\ngrown = 'one '\ngrown += 'two '\ngrown += thing\n"
    "client.create(response_model=int, messages=[{'role': 'user', 'content': %s}])\n", row->content);
  g_autoptr(SluiceSnippet) snippet = sluice_snippet_new_from_text (script);
  g_autoptr(SluiceExtraction) extraction = NULL;
  g_autoptr(SluiceMessage) message = NULL;
  g_autoptr(GString) variables = g_string_new (NULL);
  g_auto(GStrv) names = NULL;

  g_test_summary ("A text of Python is this template, with these variables");

  extraction = g_list_model_get_item (sluice_snippet_get_extractions (snippet), 0);
  g_assert_nonnull (extraction);
  message = g_list_model_get_item (G_LIST_MODEL (sluice_extraction_get_messages (extraction)), 0);
  g_assert_nonnull (message);
  g_assert_cmpstr (sluice_message_get_text (message), ==, row->expected);

  names = sluice_extraction_list_variables (extraction);
  for (guint i = 0; names[i]; i++)
    {
      const char *value = sluice_extraction_get_variable (extraction, names[i]);

      g_string_append_printf (variables, "%s%s%s;", names[i], value ? "=" : "", value ? value : "");
    }
  g_assert_cmpstr (variables->str, ==, row->variables);
}

/* Repeats a text n times. */
static void
append_many (GString    *text,
             const char *part,
             guint       n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (text, part);
}

static char *
make_hostile (const char *kind)
{
  GString *text = g_string_new ("");

  if (g_str_equal (kind, "circle"))
    g_string_append (text, "a = b\nb = a\nfor c in d:\n  pass\nfor d in c:\n  pass\n"
                           "client.create(response_model=a, messages=b, model=c, max_tokens=d, **a)\n"
                           "def f(x):\n  return f(x)\nf(f(1))\nclient = f(client)\n"
                           "client.create(response_model=int, messages=f(1))\n");
  else if (g_str_equal (kind, "laughs"))
    {
      g_string_append (text, "a0 = 'ha'\n");
      for (guint i = 1; i < 60; i++)
        g_string_append_printf (text, "a%u = f'{a%u}{a%u}{a%u}{a%u}'\n", i, i - 1, i - 1, i - 1, i - 1);
      g_string_append (text, "client.create(response_model=int, messages=[{'role': 'user', 'content': "
                             "f'{a59} {a58}' + a59}])\n");
    }
  else if (g_str_equal (kind, "deep"))
    {
      append_many (text, "def f():\n if x:\n", 1);
      append_many (text, "(", 20000);
      append_many (text, "[", 20000);
      g_string_append (text, "\nclient.create(response_model=int, messages=");
      append_many (text, "f(", 20000);
    }
  else if (g_str_equal (kind, "indented"))
    {
      for (guint i = 0; i < 400; i++)
        {
          append_many (text, " ", i);
          g_string_append (text, "if x:\n");
        }
    }
  else if (g_str_equal (kind, "calls"))
    append_many (text, "client.create(response_model=list[int], messages=[{'role': 'user', 'content': x}])\n", 9000);
  else if (g_str_equal (kind, "names"))
    {
      append_many (text, "x = f'{x}'\n", 60000);
      g_string_append (text, "client.create(response_model=int, messages=x)\n");
    }
  else if (g_str_equal (kind, "braces"))
    {
      g_string_append (text, "client.create(response_model=int, messages=f'''");
      append_many (text, "{x ", 200000);
      g_string_append (text, "''')\n");
    }
  else
    append_many (text, "response_model create( ", 100000);

  return g_string_free (text, FALSE);
}

static void
test_hostile (gconstpointer data)
{
  g_autofree char *text = make_hostile (data);
  g_autoptr(SluiceSnippet) snippet = NULL;
  gint64 start = g_get_monotonic_time ();

  g_test_summary ("No text takes long, or brings the reader down");

  snippet = sluice_snippet_new_from_text (text);
  g_test_message ("%.0f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_snippet_get_extractions (snippet)), <=, 200);
}

static void
add_scripts (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "snippets", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".py"))
      {
        char *stem = g_strndup (name, strlen (name) - strlen (".py"));
        g_autofree char *path = g_strconcat ("/snippet/import/", stem, NULL);

        g_test_add_data_func_full (path, stem, test_import, g_free);
      }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const hostile[] = { "circle", "laughs", "deep", "indented", "calls", "names", "braces",
                                         "words" };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add_scripts ();
  g_test_add_func ("/snippet/names", test_names);
  for (guint i = 0; i < G_N_ELEMENTS (likely_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/snippet/likely/", likely_cases[i].name, NULL);

      g_test_add_data_func (path, &likely_cases[i], test_likely);
    }
  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/snippet/text/", text_cases[i].name, NULL);

      g_test_add_data_func (path, &text_cases[i], test_text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strconcat ("/snippet/hostile/", hostile[i], NULL);

      g_test_add_data_func (path, hostile[i], test_hostile);
    }

  return g_test_run ();
}
