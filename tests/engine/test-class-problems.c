/* test-class-problems.c: what is wrong in classes is told with its place, and the rest keeps working
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "schema/sluice-schema.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *problems;  /* "LINE:COLUMN MESSAGE" for each error and warning, one a line */
  const char *fields;    /* of the root, in order: what could be read all the same */
} ProblemCase;

#include "class-problem-cases.h"

/* Errors and warnings; notes are no problems. */
static char *
list_problems (SluiceSchema *schema)
{
  GListModel *diagnostics = sluice_schema_get_diagnostics (schema);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);
      SluiceSeverity severity = sluice_diagnostic_get_severity (diagnostic);

      if (severity == SLUICE_SEVERITY_NOTE)
        continue;
      g_string_append_printf (text, "%u:%u %s%s\n", sluice_diagnostic_get_line (diagnostic),
                              sluice_diagnostic_get_column (diagnostic),
                              severity == SLUICE_SEVERITY_WARNING ? "(warning) " : "",
                              sluice_diagnostic_get_message (diagnostic));
    }

  return g_string_free (text, FALSE);
}

static char *
list_fields (SluiceSchema *schema)
{
  GPtrArray *properties = sluice_definition_get_properties (sluice_schema_get_root (schema));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < properties->len; i++)
    g_string_append_printf (text, "%s%s: %s", i > 0 ? ", " : "",
                            sluice_definition_get_name (properties->pdata[i]),
                            sluice_definition_get_type_label (properties->pdata[i]));

  return g_string_free (text, FALSE);
}

static void
test_problems (gconstpointer data)
{
  const ProblemCase *row = data;
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (row->text, SLUICE_NOTATION_CLASSES, NULL);
  g_autofree char *problems = list_problems (schema), *fields = list_fields (schema);

  g_assert_cmpstr (problems, ==, row->problems);
  g_assert_cmpstr (fields, ==, row->fields);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (problem_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/class-problems/", problem_cases[i].name, NULL);

      g_test_add_data_func (path, &problem_cases[i], test_problems);
    }

  return g_test_run ();
}
