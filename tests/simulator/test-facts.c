/* test-facts.c: what is found in a prompt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-facts-private.h"

/* Each list as it is, with "|" between; NULL: not looked at. */
typedef struct
{
  const char *name;
  const char *text;
  const char *names;
  const char *places;
  const char *integers;
  const char *other;   /* companies, dates, emails, urls, amounts, questions, in that order */
  guint       n_items;
} Case;

static const Case cases[] = {
  { "empty", "", "", "", "", "", 0 },
  { "one", "Mary is 25 years old", "Mary", "", "25", "", 0 },
  { "instruction", "Extract user info: John is 30 years old.", "John", "", "30", "", 0 },
  { "friends", "Ivan is 28, lives in Moscow and his friends are Alex, John and Mary who are 25, 30 and 27 "
               "respectively", "Ivan|Alex|John|Mary", "Moscow", "28|25|30|27", "", 0 },
  { "letters", "What about Zoë, who turned 41 in Paris?", "Zoë", "Paris", "41", NULL, 0 },
  { "full-name", "Ada Lovelace met Charles Babbage", "Ada Lovelace|Charles Babbage", "", "", "", 0 },
  { "acronyms", "Return JSON for the API", "", "", "", "", 0 },
  { "email", "Write to ann@example.org, please", "", "", "", "ann@example.org", 0 },
  { "url", "See https://example.org/a?b=1.", "", "", "", "https://example.org/a?b=1", 0 },
  { "count", "Make 1,000 users", "", "", NULL, "", 1000 },
  { "count-words", "Please make 3 made-up people.", "", "", NULL, "", 3 },
  { "date", "Born on 2024-05-06", "", "", "", "2024-05-06", 0 },
};

static void
join (GString   *out,
      GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (out, "%s%s", out->len > 0 ? "|" : "", (char *) g_ptr_array_index (texts, i));
}

static void
assert_texts (GPtrArray  *texts,
              const char *expected)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  join (joined, texts);
  if (expected != NULL)
    g_assert_cmpstr (joined->str, ==, expected);
}

static void
test_facts (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(SluiceFacts) facts = sluice_facts_new (c->text);
  g_autoptr(GString) integers = g_string_new (NULL);
  g_autoptr(GString) other = g_string_new (NULL);

  for (guint i = 0; i < facts->integers->len; i++)
    g_string_append_printf (integers, "%s%d", i > 0 ? "|" : "", (int) g_array_index (facts->integers, gint64, i));
  join (other, facts->companies);
  join (other, facts->dates);
  join (other, facts->emails);
  join (other, facts->urls);
  for (guint i = 0; i < facts->amounts->len; i++)
    g_string_append_printf (other, "%s%g", other->len > 0 ? "|" : "", g_array_index (facts->amounts, gdouble, i));
  join (other, facts->questions);

  assert_texts (facts->names, c->names);
  assert_texts (facts->places, c->places);
  if (c->integers != NULL)
    g_assert_cmpstr (integers->str, ==, c->integers);
  if (c->other != NULL)
    g_assert_cmpstr (other->str, ==, c->other);
  g_assert_cmpuint (facts->n_items, ==, c->n_items);
}

static void
test_amounts (void)
{
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("It sold for $420 million, and a cup for 12.50");

  g_test_summary ("Amounts are no integers");

  g_assert_cmpuint (facts->integers->len, ==, 0);
  g_assert_cmpuint (facts->amounts->len, ==, 2);
  g_assert_cmpfloat (g_array_index (facts->amounts, gdouble, 0), ==, 420e6);
  g_assert_cmpfloat (g_array_index (facts->amounts, gdouble, 1), ==, 12.5);
}

static void
test_questions (void)
{
  g_autoptr(SluiceFacts) facts =
    sluice_facts_new ("I wonder. Who won the cup? See http://a.org/b?c=1\nAnd why 3.5 km?");

  g_test_summary ("Questions are whole sentences");

  g_assert_cmpuint (facts->questions->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (facts->questions, 0), ==, "Who won the cup");
  g_assert_cmpstr (g_ptr_array_index (facts->questions, 1), ==, "And why 3.5 km");
}

static void
test_mentions (void)
{
  g_autoptr(SluiceFacts) facts = sluice_facts_new ("My Billing page, and a refund.");

  g_test_summary ("A word is mentioned in any case, but only as a word");

  g_assert_true (sluice_facts_mentions (facts, "billing"));
  g_assert_true (sluice_facts_mentions (facts, "BILLING"));
  g_assert_true (sluice_facts_mentions (facts, "refund"));
  g_assert_false (sluice_facts_mentions (facts, "bill"));
  g_assert_false (sluice_facts_mentions (facts, "account"));
}

static void
test_corrections (void)
{
  static const char * const corrections[] = {
    "Validation Error found:\nage\nRecall the function correctly, fix the errors",
    "Correct your JSON ONLY RESPONSE, based on the following errors:\nage",
    "Correct the following JSON response, based on the errors given below: JSON: {} Exceptions: age",
  };

  g_test_summary ("The message that says what was wrong is known from the others");

  for (guint i = 0; i < G_N_ELEMENTS (corrections); i++)
    g_assert_true (sluice_facts_is_correction (corrections[i]));
  g_assert_false (sluice_facts_is_correction ("Mary is 25 years old"));
  g_assert_false (sluice_facts_is_correction ("My server shows an error"));
  g_assert_false (sluice_facts_is_correction (""));
}

static void
test_odd_texts (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(SluiceFacts) facts = NULL;

  g_test_summary ("Long texts and odd characters do no harm");

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "Ä9 é\xcc\x81\xf0\x9f\x98\x80 $1,2,3.4.5 a@b http:// \"");
  facts = sluice_facts_new (text->str);
  g_assert_nonnull (facts->text);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/facts/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_facts);
    }
  g_test_add_func ("/facts/amounts", test_amounts);
  g_test_add_func ("/facts/questions", test_questions);
  g_test_add_func ("/facts/mentions", test_mentions);
  g_test_add_func ("/facts/corrections", test_corrections);
  g_test_add_func ("/facts/odd-texts", test_odd_texts);

  return g_test_run ();
}
