/* sluice-problems.c: what was wrong with an answer, in the words of a reask
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "run/sluice-problems-private.h"
#include "run/sluice-run.h"

/* More than this does not help a model, and costs. */
#define MAX_PROBLEMS 50

static void
append_violation (GString         *lines,
                  SluiceViolation *violation)
{
  const char *path = sluice_violation_get_path (violation);

  if (path != NULL && *path != '\0')
    g_string_append_printf (lines, "%s: ", path);
  g_string_append_printf (lines, "%s\n", sluice_violation_get_message (violation));
}

static guint
append_violations (GString     *lines,
                   SluiceCheck *check,
                   guint        n)
{
  GPtrArray *violations = sluice_check_get_violations (check);

  for (guint i = 0; i < violations->len; i++, n++)
    if (n < MAX_PROBLEMS)
      append_violation (lines, g_ptr_array_index (violations, i));

  return n;
}

char *
sluice_problems_dup (SluiceAttempt *attempt,
                     const GError  *reason)
{
  GPtrArray *values = sluice_channels_get_values (sluice_attempt_get_channels (attempt));
  GString *lines = g_string_new (NULL);
  guint n = 0;

  /* These words are for the model: they are not translated. */
  if (reason != NULL && reason->code == SLUICE_RUN_ERROR_NO_VALUE)
    g_string_append (lines, "The answer holds no JSON value.\n");
  else if (reason != NULL && reason->code == SLUICE_RUN_ERROR_SYNTAX)
    g_string_append (lines, "The answer is not well-formed JSON.\n");

  for (guint i = 0; i < values->len; i++)
    {
      SluiceValue *value = g_ptr_array_index (values, i);

      if (sluice_value_get_error (value) != NULL)
        g_string_append_printf (lines, "%s\n", sluice_value_get_error (value)->message);
      if (sluice_value_get_check (value) != NULL)
        n = append_violations (lines, sluice_value_get_check (value), n);
    }
  if (n > MAX_PROBLEMS)
    g_string_append_printf (lines, "… and %u more\n", n - MAX_PROBLEMS);

  return g_strchomp (g_string_free (lines, FALSE));
}

SluiceRequest *
sluice_problems_create_request (SluiceAttempt *attempt,
                                SluiceWire    *wire,
                                SluiceRequest *request,
                                const GError  *reason)
{
  SluiceRequest *again = sluice_request_copy (request);
  g_autofree char *problems = sluice_problems_dup (attempt, reason);

  sluice_wire_add_reask (wire, again, sluice_attempt_get_answer (attempt), problems);

  return again;
}
