/* test-template.c: {{variables}} in a text: which there are, and what they become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/sluice-template.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *variables; /* joined with "|" */
  const char *expanded;  /* with the values below */
} TemplateCase;

static const struct { const char *name, *value; } values[] = {
  { "ticket", "I was charged twice" },
  { "name", "Zoë" },
  { "empty", "" },
  { "entities.companies", "['Northwind']" },
  { "list.0", "first" },
  { "braces", "{{name}} and {{other}}" },
  { "größe", "10 cm" },
  { "two-parts", "2" },
};

static const TemplateCase template_cases[] = {
  { "none", "plain text", "", "plain text" },
  { "empty-text", "", "", "" },
  { "whole", "{{ticket}}", "ticket", "I was charged twice" },
  { "inside", "Hello {{name}}!", "name", "Hello Zoë!" },
  { "blanks", "{{ name }}{{\tname\n}}", "name", "ZoëZoë" },
  { "dotted", "{{entities.companies}} {{list.0}}", "entities.companies|list.0", "['Northwind'] first" },
  { "order-of-first-use", "{{name}} {{ticket}} {{name}}", "name|ticket", "Zoë I was charged twice Zoë" },
  { "unset-stays", "{{ other }} {{name}}", "other|name", "{{ other }} Zoë" },
  { "empty-value", "[{{empty}}]", "empty", "[]" },
  { "value-is-not-a-template", "{{braces}}", "braces", "{{name}} and {{other}}" },
  { "unicode-name", "{{größe}}", "größe", "10 cm" },
  { "hyphen", "{{two-parts}}", "two-parts", "2" },
  { "single-braces", "{name}", "", "{name}" },
  { "json", "{\"a\":{\"b\":{}}}", "", "{\"a\":{\"b\":{}}}" },
  { "triple-braces", "{{{name}}}", "name", "{Zoë}" },
  { "not-closed", "{{name", "", "{{name" },
  { "half-closed", "{{name}", "", "{{name}" },
  { "opened-twice", "{{ {{name}}", "name", "{{ Zoë" },
  { "no-name", "{{}} {{ }}", "", "{{}} {{ }}" },
  { "number", "{{1}}", "", "{{1}}" },
  { "dot-at-end", "{{name.}}", "", "{{name.}}" },
  { "dot-at-start", "{{.name}}", "", "{{.name}}" },
  { "two-words", "{{my name}}", "", "{{my name}}" },
  { "expression", "{{ name|upper }}", "", "{{ name|upper }}" },
  { "next-to-each-other", "{{name}}{{ticket}}", "name|ticket", "ZoëI was charged twice" },
};

static void
test_variables (gconstpointer data)
{
  const TemplateCase *c = data;
  g_auto(GStrv) names = sluice_template_list_variables (c->text);
  g_autofree char *joined = g_strjoinv ("|", names);

  g_assert_cmpstr (joined, ==, c->variables);
}

static void
test_expand (gconstpointer data)
{
  const TemplateCase *c = data;
  g_autoptr(GHashTable) table = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *expanded = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_hash_table_insert (table, (gpointer) values[i].name, (gpointer) values[i].value);

  expanded = sluice_template_expand (c->text, table);

  g_assert_cmpstr (expanded, ==, c->expanded);
}

static void
test_find (void)
{
  const char *text = "é {{a}} {b} {{ c.d }}";
  g_autofree char *first = NULL, *second = NULL;
  gsize start, end;

  g_test_summary ("An editor finds each variable by its bytes, one after the other");

  g_assert_true (sluice_template_find_variable (text, 0, &start, &end, &first));
  g_assert_cmpstr (first, ==, "a");
  g_assert_cmpuint (start, ==, strlen ("é "));
  g_assert_cmpuint (end, ==, strlen ("é {{a}}"));

  g_assert_true (sluice_template_find_variable (text, end, &start, &end, &second));
  g_assert_cmpstr (second, ==, "c.d");
  g_assert_cmpuint (start, ==, strlen ("é {{a}} {b} "));
  g_assert_cmpuint (end, ==, strlen (text));

  g_assert_false (sluice_template_find_variable (text, end, &start, &end, NULL));
}

static void
test_many_braces (void)
{
  g_autofree char *text = g_strnfill (1000 * 1000, '{');
  g_auto(GStrv) names = sluice_template_list_variables (text);

  g_test_summary ("A million braces are read in one go");

  g_assert_cmpuint (g_strv_length (names), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (template_cases); i++)
    {
      g_autofree char *variables = g_strconcat ("/template/variables/", template_cases[i].name, NULL);
      g_autofree char *expand = g_strconcat ("/template/expand/", template_cases[i].name, NULL);

      g_test_add_data_func (variables, &template_cases[i], test_variables);
      g_test_add_data_func (expand, &template_cases[i], test_expand);
    }
  g_test_add_func ("/template/find", test_find);
  g_test_add_func ("/template/many-braces", test_many_braces);

  return g_test_run ();
}
