/* test-mode.c: the names of modes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "wire/sluice-mode.h"

typedef struct
{
  const char *name;
  SluiceMode  mode;
  gboolean    strict;
} ModeCase;

static const ModeCase mode_cases[] = {
  { "tools", SLUICE_MODE_TOOLS },
  { "json", SLUICE_MODE_JSON },
  { "json-schema", SLUICE_MODE_JSON_SCHEMA },
  { "md-json", SLUICE_MODE_MD_JSON },
  { "parallel-tools", SLUICE_MODE_PARALLEL_TOOLS },
  { "responses-tools", SLUICE_MODE_RESPONSES_TOOLS },
  { "automatic", SLUICE_MODE_AUTOMATIC },
  { "Mode.TOOLS", SLUICE_MODE_TOOLS },
  { "instructor.Mode.MD_JSON", SLUICE_MODE_MD_JSON },
  { "TOOLS_STRICT", SLUICE_MODE_TOOLS, TRUE },
  { "tools_strict", SLUICE_MODE_TOOLS, TRUE },
  { "function_call", SLUICE_MODE_TOOLS },
  { "tool_call", SLUICE_MODE_TOOLS },
  { "parallel_tool_call", SLUICE_MODE_PARALLEL_TOOLS },
  { "json_mode", SLUICE_MODE_JSON },
  { "JSON_O1", SLUICE_MODE_JSON_SCHEMA },
  { "markdown_json_mode", SLUICE_MODE_MD_JSON },
  { "json_schema_mode", SLUICE_MODE_JSON_SCHEMA },
  { "RESPONSES_TOOLS_WITH_INBUILT_TOOLS", SLUICE_MODE_RESPONSES_TOOLS },
  { "ANTHROPIC_TOOLS", SLUICE_MODE_TOOLS },
  { "ANTHROPIC_REASONING_TOOLS", SLUICE_MODE_TOOLS },
  { "ANTHROPIC_JSON", SLUICE_MODE_JSON },
  { "ANTHROPIC_PARALLEL_TOOLS", SLUICE_MODE_PARALLEL_TOOLS },
  { "MISTRAL_STRUCTURED_OUTPUTS", SLUICE_MODE_JSON_SCHEMA },
  { "GEMINI_JSON", SLUICE_MODE_MD_JSON },
  { "GENAI_STRUCTURED_OUTPUTS", SLUICE_MODE_JSON },
  { "VERTEXAI_PARALLEL_TOOLS", SLUICE_MODE_PARALLEL_TOOLS },
  { "COHERE_JSON_SCHEMA", SLUICE_MODE_JSON_SCHEMA },
  { "OPENROUTER_STRUCTURED_OUTPUTS", SLUICE_MODE_JSON_SCHEMA, TRUE },
  { "PERPLEXITY_JSON", SLUICE_MODE_MD_JSON },
  { "XAI_TOOLS", SLUICE_MODE_TOOLS },
};

static void
test_from_string (gconstpointer data)
{
  const ModeCase *test = data;
  SluiceMode mode = SLUICE_MODE_AUTOMATIC;
  gboolean strict = FALSE;

  g_assert_true (sluice_mode_from_string (test->name, &mode, &strict));
  g_assert_cmpint (mode, ==, test->mode);
  g_assert_cmpint (strict, ==, test->strict);
}

static void
test_round_trip (void)
{
  g_test_summary ("Every mode is read back from the name it is written with");

  for (SluiceMode mode = SLUICE_MODE_AUTOMATIC; mode <= SLUICE_MODE_RESPONSES_TOOLS; mode++)
    {
      SluiceMode again;

      g_assert_true (sluice_mode_from_string (sluice_mode_to_string (mode), &again, NULL));
      g_assert_cmpint (again, ==, mode);
    }
}

static void
test_strict_is_kept (void)
{
  gboolean strict = TRUE;

  g_test_summary ("A name that says nothing of strictness leaves the switch as it was");

  g_assert_true (sluice_mode_from_string ("tools", NULL, &strict));
  g_assert_true (strict);
}

static void
test_unknown (void)
{
  SluiceMode mode = SLUICE_MODE_MD_JSON;

  g_assert_false (sluice_mode_from_string ("", &mode, NULL));
  g_assert_false (sluice_mode_from_string ("tool", &mode, NULL));
  g_assert_false (sluice_mode_from_string ("xml", &mode, NULL));
  g_assert_cmpint (mode, ==, SLUICE_MODE_MD_JSON);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (mode_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/mode/name/", mode_cases[i].name, NULL);

      g_test_add_data_func (path, &mode_cases[i], test_from_string);
    }

  g_test_add_func ("/mode/round-trip", test_round_trip);
  g_test_add_func ("/mode/strict-is-kept", test_strict_is_kept);
  g_test_add_func ("/mode/unknown", test_unknown);

  return g_test_run ();
}
