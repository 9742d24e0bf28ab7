/* sluice-mode.c: how the schema travels to the model and the answer back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-mode.h"

/**
 * SluiceMode:
 * @SLUICE_MODE_AUTOMATIC: the provider's default
 * @SLUICE_MODE_TOOLS: as the parameters of a tool that the model must call
 * @SLUICE_MODE_JSON: in words, with an answer that the provider holds to be JSON
 * @SLUICE_MODE_JSON_SCHEMA: as the schema of the answer
 * @SLUICE_MODE_MD_JSON: in words, with an answer in a fenced block
 * @SLUICE_MODE_PARALLEL_TOOLS: as several tools, of which the model calls any number
 * @SLUICE_MODE_RESPONSES_TOOLS: as a tool of OpenAI's Responses protocol
 *
 * How the schema travels to the model and the answer back.
 */
typedef struct
{
  const char *name;
  SluiceMode  mode;
  gboolean    strict;
} ModeName;

static const char *const own_names[] = {
  [SLUICE_MODE_AUTOMATIC] = "automatic",
  [SLUICE_MODE_TOOLS] = "tools",
  [SLUICE_MODE_JSON] = "json",
  [SLUICE_MODE_JSON_SCHEMA] = "json-schema",
  [SLUICE_MODE_MD_JSON] = "md-json",
  [SLUICE_MODE_PARALLEL_TOOLS] = "parallel-tools",
  [SLUICE_MODE_RESPONSES_TOOLS] = "responses-tools",
};

/* The members of Instructor's Mode, by name and, where it is another word, by value; lower case,
 * with hyphens. They map to the core modes as its version 2 maps them. */
static const ModeName aliases[] = {
  { "auto", SLUICE_MODE_AUTOMATIC },
  { "function-call", SLUICE_MODE_TOOLS },
  { "functions", SLUICE_MODE_TOOLS },
  { "tool-call", SLUICE_MODE_TOOLS },
  { "tools-strict", SLUICE_MODE_TOOLS, TRUE },
  { "anthropic-tools", SLUICE_MODE_TOOLS },
  { "anthropic-reasoning-tools", SLUICE_MODE_TOOLS },
  { "bedrock-tools", SLUICE_MODE_TOOLS },
  { "cerebras-tools", SLUICE_MODE_TOOLS },
  { "cohere-tools", SLUICE_MODE_TOOLS },
  { "fireworks-tools", SLUICE_MODE_TOOLS },
  { "gemini-tools", SLUICE_MODE_TOOLS },
  { "genai-tools", SLUICE_MODE_TOOLS },
  { "mistral-tools", SLUICE_MODE_TOOLS },
  { "vertexai-tools", SLUICE_MODE_TOOLS },
  { "writer-tools", SLUICE_MODE_TOOLS },
  { "xai-tools", SLUICE_MODE_TOOLS },
  { "json-mode", SLUICE_MODE_JSON },
  { "anthropic-json", SLUICE_MODE_JSON },
  { "genai-json", SLUICE_MODE_JSON },
  { "genai-structured-outputs", SLUICE_MODE_JSON },
  { "cohere-json-schema", SLUICE_MODE_JSON_SCHEMA },
  { "json-o1", SLUICE_MODE_JSON_SCHEMA },
  { "json-object", SLUICE_MODE_JSON_SCHEMA },   /* the value of COHERE_JSON_SCHEMA */
  { "json-schema-mode", SLUICE_MODE_JSON_SCHEMA },
  { "mistral-structured-outputs", SLUICE_MODE_JSON_SCHEMA },
  { "openrouter-structured-outputs", SLUICE_MODE_JSON_SCHEMA, TRUE },
  { "structured-outputs", SLUICE_MODE_JSON_SCHEMA },
  { "markdown-json-mode", SLUICE_MODE_MD_JSON },
  { "bedrock-json", SLUICE_MODE_MD_JSON },
  { "cerebras-json", SLUICE_MODE_MD_JSON },
  { "fireworks-json", SLUICE_MODE_MD_JSON },
  { "gemini-json", SLUICE_MODE_MD_JSON },
  { "perplexity-json", SLUICE_MODE_MD_JSON },
  { "vertexai-json", SLUICE_MODE_MD_JSON },
  { "writer-json", SLUICE_MODE_MD_JSON },
  { "xai-json", SLUICE_MODE_MD_JSON },
  { "parallel-tool-call", SLUICE_MODE_PARALLEL_TOOLS },
  { "anthropic-parallel-tools", SLUICE_MODE_PARALLEL_TOOLS },
  { "vertexai-parallel-tools", SLUICE_MODE_PARALLEL_TOOLS },
  { "responses-tools-with-inbuilt-tools", SLUICE_MODE_RESPONSES_TOOLS },
};

/* "Mode.TOOLS_STRICT" and "instructor.Mode.TOOLS_STRICT" -> "tools-strict" */
static char *
canonical_name (const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *lower = g_ascii_strdown (dot != NULL ? dot + 1 : name, -1);

  g_strstrip (lower);
  g_strdelimit (lower, "_ ", '-');

  return g_steal_pointer (&lower);
}

/**
 * sluice_mode_to_string:
 * @mode: a mode
 *
 * The name of a mode as the command line and extraction files write it.
 *
 * Returns: a name such as `tools` or `json-schema`
 */
const char *
sluice_mode_to_string (SluiceMode mode)
{
  g_return_val_if_fail (mode >= 0 && mode < G_N_ELEMENTS (own_names), NULL);

  return own_names[mode];
}

/**
 * sluice_mode_from_string:
 * @name: a mode's name, ours or Instructor's, in any case
 * @mode: (out) (optional): return location for the mode
 * @strict: (out) (optional): set to `TRUE` where the name asks for strict checking by the
 *   provider, and left alone otherwise
 *
 * Finds the mode that a name stands for.
 *
 * Every name and value of Instructor's `Mode` is known, so that its scripts can be pasted:
 * `Mode.ANTHROPIC_TOOLS`, `TOOLS_STRICT`, `markdown_json_mode`.
 *
 * Returns: `TRUE` if @name is known
 */
gboolean
sluice_mode_from_string (const char *name,
                         SluiceMode *mode,
                         gboolean   *strict)
{
  g_autofree char *canonical = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  canonical = canonical_name (name);

  for (guint i = 0; i < G_N_ELEMENTS (own_names); i++)
    {
      if (!g_str_equal (canonical, own_names[i]))
        continue;
      if (mode != NULL)
        *mode = i;
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      if (!g_str_equal (canonical, aliases[i].name))
        continue;
      if (mode != NULL)
        *mode = aliases[i].mode;
      if (strict != NULL && aliases[i].strict)
        *strict = TRUE;
      return TRUE;
    }

  return FALSE;
}
