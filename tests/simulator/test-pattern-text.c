/* test-pattern-text.c: texts that are made for a pattern match it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-pattern-text-private.h"

typedef struct
{
  const char *pattern;
  guint       min_length, max_length;
} GoodCase;

static const GoodCase good_cases[] = {
  { "", 0, 0 },
  { "^$", 0, 10 },
  { "abc", 0, 10 },
  { "^abc$", 3, 3 },
  { "^x", 4, 6 },
  { "a|b|cd", 0, 10 },
  { "^(a|b)(?:c|d)$", 0, 10 },
  { "^[A-Z]{2}[0-9]{3,5}$", 0, 10 },
  { "^[^a-z]+$", 1, 10 },
  { "^[]a]$", 0, 10 },
  { "^[a-]{2}$", 0, 10 },
  { "^[\\d_]{4}\\w\\s\\D\\W\\S$", 0, 20 },
  { "^\\$\\d+\\.\\d{2}$", 0, 20 },
  { "^a{0}b?c*d+e{2,}$", 0, 100 },
  { "^a{$", 0, 10 },
  { "^(?:(?:ab){2}-?){1,3}$", 0, 100 },
  { "^.{5}$", 5, 5 },
  { "^[äöü]$", 0, 10 },
  { "^Größe-[0-9]$", 0, 20 },
  { "^a+?b*?$", 0, 20 },
  { "^[a-z]*$", 7, 7 },
  { "^\\+?[1-9][0-9]{7,14}$", 0, 20 },
  { "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", 36, 36 },
  { "^(19|20)\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$", 10, 10 },
};

static void
test_good (gconstpointer data)
{
  const GoodCase *c = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GRegex) regex = g_regex_new (c->pattern, 0, 0, &error);

  g_test_summary ("Each text matches its pattern and is as long as it may be");

  g_assert_no_error (error);
  for (guint seed = 0; seed < 200; seed++)
    {
      SluiceRandom random = sluice_random_init (seed);
      g_autofree char *text =
        sluice_pattern_text_make (c->pattern, &random, c->min_length, c->max_length);

      g_assert_nonnull (text);
      if (!g_regex_match (regex, text, 0, NULL))
        g_error ("“%s” does not match %s", text, c->pattern);
      g_assert_cmpuint (g_utf8_strlen (text, -1), >=, c->min_length);
      g_assert_cmpuint (g_utf8_strlen (text, -1), <=, c->max_length);
    }
}

/* Nobody knows, or there is none. */
static const GoodCase bad_cases[] = {
  { "^(?=a)b", 0, 10 }, { "(a)\\1", 0, 10 }, { "\\bword\\b", 0, 10 }, { "\\p{L}", 0, 10 },
  { "(", 0, 10 }, { "[", 0, 10 }, { ")", 0, 10 }, { "*", 0, 10 }, { "a**", 0, 10 }, { "[^\\s\\S]", 0, 10 },
  { "^abc$", 4, 10 }, { "^abc$", 0, 2 }, { "\\", 0, 10 }, { "[\\", 0, 10 }, { "(?:", 0, 10 },
  { "((((((a{1000}){1000}){1000}){1000}){1000}){1000})", 0, 10 },
};

static void
test_bad (gconstpointer data)
{
  const GoodCase *c = data;
  SluiceRandom random = sluice_random_init (1);

  g_assert_null (sluice_pattern_text_make (c->pattern, &random, c->min_length, c->max_length));
}

static void
test_deep (void)
{
  g_autoptr(GString) pattern = g_string_new (NULL);
  SluiceRandom random = sluice_random_init (1);

  g_test_summary ("A pattern that is nested without end is given up");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (pattern, '(');

  g_assert_null (sluice_pattern_text_make (pattern->str, &random, 0, 10));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pattern-text/good/%u", i);

      g_test_add_data_func (path, &good_cases[i], test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pattern-text/bad/%u", i);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/pattern-text/deep", test_deep);

  return g_test_run ();
}
