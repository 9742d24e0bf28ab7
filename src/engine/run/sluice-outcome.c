/* sluice-outcome.c: what an answer amounts to, once it has ended
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "json/sluice-node-private.h"
#include "run/sluice-outcome-private.h"
#include "schema/sluice-violation-private.h"

/* How much of a reply without a value is quoted. */
#define QUOTE_CHARS 80

/**
 * sluice_outcome_to_string:
 * @outcome: an outcome
 *
 * Gets the word for an outcome in events and files.
 *
 * Returns: "complete", "invalid", …; "none" while there is none
 */
const char *
sluice_outcome_to_string (SluiceOutcome outcome)
{
  static const char *const words[] =
  {
    "none", "complete", "invalid", "truncated", "refused", "filtered", "cancelled", "failed",
  };

  g_return_val_if_fail ((guint) outcome < G_N_ELEMENTS (words), NULL);

  return words[outcome];
}

/* -- Looking at what came ----------------------------------------------------------------------------- */

static GPtrArray *
get_values (SluiceAttempt *attempt)
{
  return sluice_channels_get_values (sluice_attempt_get_channels (attempt));
}

static gboolean
has_state (SluiceAttempt     *attempt,
           SluiceParserState  state)
{
  GPtrArray *values = get_values (attempt);

  for (guint i = 0; i < values->len; i++)
    if (sluice_value_get_state (g_ptr_array_index (values, i)) == state)
      return TRUE;

  return FALSE;
}

static gboolean
has_document (SluiceAttempt *attempt)
{
  GPtrArray *values = get_values (attempt);

  for (guint i = 0; i < values->len; i++)
    if (sluice_value_get_document (g_ptr_array_index (values, i)) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_all_valid (SluiceAttempt *attempt)
{
  GPtrArray *values = get_values (attempt);

  for (guint i = 0; i < values->len; i++)
    if (!sluice_value_is_valid (g_ptr_array_index (values, i)))
      return FALSE;

  return values->len > 0;
}

static guint
count_violations (SluiceAttempt *attempt)
{
  GPtrArray *values = get_values (attempt);
  guint n = 0;

  for (guint i = 0; i < values->len; i++)
    {
      SluiceCheck *check = sluice_value_get_check (g_ptr_array_index (values, i));

      n += check != NULL ? sluice_check_get_violations (check)->len : 0;
    }

  return n;
}

static gboolean
is_in_item (SluiceCheck     *check,
            SluiceViolation *violation)
{
  for (SluiceNode *node = violation->node; node != NULL; node = sluice_node_get_parent (node))
    if (sluice_check_is_item (check, node))
      return TRUE;

  return FALSE;
}

static gboolean
has_only_bad_items (SluiceValue *value)
{
  SluiceCheck *check = sluice_value_get_check (value);
  GPtrArray *violations = check != NULL ? sluice_check_get_violations (check) : NULL;

  for (guint i = 0; violations != NULL && i < violations->len; i++)
    if (!is_in_item (check, g_ptr_array_index (violations, i)))
      return FALSE;

  return TRUE;
}

/* Every rule that is broken is broken within an item. */
static gboolean
is_right_but_for_items (SluiceAttempt *attempt)
{
  GPtrArray *values = get_values (attempt);

  for (guint i = 0; i < values->len; i++)
    if (!has_only_bad_items (g_ptr_array_index (values, i)))
      return FALSE;

  return sluice_items_get_n_invalid (sluice_attempt_get_item_set (attempt)) > 0;
}

gboolean
sluice_outcome_has_ended (SluiceAttempt *attempt)
{
  SluiceAnswer *answer = sluice_attempt_get_answer (attempt);

  return sluice_attempt_is_complete (attempt) ||
         sluice_answer_get_finish (answer) != SLUICE_FINISH_NONE ||
         sluice_channels_is_final (sluice_attempt_get_channels (attempt));
}

gboolean
sluice_outcome_is_clean (SluiceAttempt *attempt)
{
  switch (sluice_answer_get_finish (sluice_attempt_get_answer (attempt)))
    {
    case SLUICE_FINISH_LENGTH:
    case SLUICE_FINISH_CONTENT_FILTER:
    case SLUICE_FINISH_REFUSAL:
      return FALSE;
    case SLUICE_FINISH_NONE:
    case SLUICE_FINISH_STOP:
    case SLUICE_FINISH_TOOL_CALLS:
    case SLUICE_FINISH_OTHER:
    default:
      return TRUE;
    }
}

/* -- Saying it ------------------------------------------------------------------------------------------ */

/* “9 of 13 fields arrived” */
static char *
dup_arrived (SluiceAttempt *attempt,
             SluiceRequest *request)
{
  guint closed, total;

  if (sluice_request_get_shape (request) == SLUICE_SHAPE_ITERABLE)
    {
      closed = sluice_items_get_n_closed (sluice_attempt_get_item_set (attempt));
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u item arrived whole",
                                           "%u items arrived whole", closed), closed);
    }

  sluice_attempt_count_fields (attempt, &closed, &total);
  /* Translators: the first number is how many fields are complete, the second how many there are. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u field arrived",
                                       "%u of %u fields arrived", total), closed, total);
}

static GError *
describe_truncation (SluiceAttempt *attempt,
                     SluiceRequest *request)
{
  g_autofree char *arrived = dup_arrived (attempt, request);
  int limit = sluice_request_get_max_tokens (request);

  if (sluice_answer_get_finish (sluice_attempt_get_answer (attempt)) != SLUICE_FINISH_LENGTH)
    return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_TRUNCATED,
                        _("The model stopped before the end. %s"), arrived);
  if (limit < 0)
    return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_TRUNCATED,
                        _("The reply reached the output limit. %s"), arrived);

  return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_TRUNCATED,
                      _("The reply reached the limit of %d tokens. %s"), limit, arrived);
}

static GError *
describe_refusal (SluiceAttempt *attempt)
{
  const char *words = sluice_answer_get_refusal (sluice_attempt_get_answer (attempt));

  if (words == NULL || *words == '\0')
    return g_error_new_literal (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_REFUSED,
                                _("The model declined to answer"));

  return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_REFUSED,
                      _("The model declined to answer: %s"), words);
}

/* The name of the last member that began. */
static const char *
get_last_key (SluiceNode *node)
{
  const char *key = NULL;

  for (; node != NULL; node = sluice_node_get_last_child (node))
    if (sluice_node_get_key (node) != NULL)
      key = sluice_node_get_key (node);

  return key;
}

static GError *
describe_syntax (SluiceAttempt *attempt)
{
  GPtrArray *values = get_values (attempt);
  SluiceValue *broken = NULL;
  const char *key;
  guint closed, total;

  for (guint i = 0; i < values->len && broken == NULL; i++)
    if (sluice_value_get_error (g_ptr_array_index (values, i)) != NULL)
      broken = g_ptr_array_index (values, i);

  key = sluice_value_get_document (broken) != NULL
        ? get_last_key (sluice_value_get_document (broken)) : NULL;
  if (key == NULL)
    return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_SYNTAX, _("The reply is not JSON: %s"),
                        sluice_value_get_error (broken)->message);

  sluice_attempt_count_fields (attempt, &closed, &total);

  return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_SYNTAX,
                      g_dngettext (GETTEXT_PACKAGE,
                                   "The reply stopped being JSON after “%s”. %u field was kept: %s",
                                   "The reply stopped being JSON after “%s”. %u fields were kept: %s",
                                   closed),
                      key, closed, sluice_value_get_error (broken)->message);
}

static GError *
describe_absence (SluiceAttempt *attempt)
{
  /* What a file or a server gives need not be text. */
  g_autofree char *text = g_strstrip (g_utf8_make_valid (sluice_attempt_get_text (attempt), -1));
  g_autofree char *quote = NULL;

  if (*text == '\0')
    return g_error_new_literal (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_NO_VALUE, _("The reply is empty"));
  if (g_utf8_strlen (text, -1) <= QUOTE_CHARS)
    return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_NO_VALUE,
                        _("There is no JSON in the reply: “%s”"), text);

  quote = g_utf8_substring (text, 0, QUOTE_CHARS);

  return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_NO_VALUE,
                      _("There is no JSON in the reply: “%s…”"), quote);
}

GError *
sluice_outcome_describe_violations (SluiceAttempt *attempt)
{
  GPtrArray *values = get_values (attempt);
  guint n = count_violations (attempt);
  const char *first = NULL;

  for (guint i = 0; i < values->len && first == NULL; i++)
    {
      SluiceCheck *check = sluice_value_get_check (g_ptr_array_index (values, i));
      GPtrArray *violations = check != NULL ? sluice_check_get_violations (check) : NULL;

      if (violations != NULL && violations->len > 0)
        first = sluice_violation_get_message (g_ptr_array_index (violations, 0));
    }

  if (first == NULL)
    return g_error_new_literal (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_INVALID,
                                _("The reply does not fit the schema"));
  if (n == 1)
    return g_error_new_literal (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_INVALID, first);

  return g_error_new (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_INVALID,
                      g_dngettext (GETTEXT_PACKAGE, "%u problem: %s", "%u problems, the first: %s", n),
                      n, first);
}

/* -- Judging -------------------------------------------------------------------------------------------- */

static gboolean
is_refused (SluiceAttempt *attempt)
{
  SluiceAnswer *answer = sluice_attempt_get_answer (attempt);
  const char *words = sluice_answer_get_refusal (answer);

  if (sluice_answer_get_finish (answer) == SLUICE_FINISH_REFUSAL)
    return TRUE;

  return words != NULL && *words != '\0' && !has_state (attempt, SLUICE_PARSER_CLOSED);
}

/* The end came too early for the value; of a list that is closed, nothing is missing. */
static gboolean
is_truncated (SluiceAttempt *attempt)
{
  gboolean limited =
    sluice_answer_get_finish (sluice_attempt_get_answer (attempt)) == SLUICE_FINISH_LENGTH;

  if (!has_document (attempt))
    return limited;
  if (has_state (attempt, SLUICE_PARSER_OPEN))
    return TRUE;

  return limited && !sluice_channels_is_final (sluice_attempt_get_channels (attempt));
}

static SluiceOutcome
give (SluiceOutcome   outcome,
      GError         *reason,
      GError        **error)
{
  g_propagate_error (error, reason);

  return outcome;
}

SluiceOutcome
sluice_outcome_judge (SluiceAttempt     *attempt,
                      SluiceRequest     *request,
                      SluiceItemPolicy   policy,
                      GError           **error)
{
  SluiceAnswer *answer = sluice_attempt_get_answer (attempt);

  if (is_refused (attempt))
    return give (SLUICE_OUTCOME_REFUSED, describe_refusal (attempt), error);
  if (sluice_answer_get_finish (answer) == SLUICE_FINISH_CONTENT_FILTER)
    return give (SLUICE_OUTCOME_FILTERED,
                 g_error_new_literal (SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_FILTERED,
                                      _("The provider's filter stopped the reply")),
                 error);
  if (has_state (attempt, SLUICE_PARSER_FAILED))
    return give (SLUICE_OUTCOME_INVALID, describe_syntax (attempt), error);
  if (is_truncated (attempt))
    return give (SLUICE_OUTCOME_TRUNCATED, describe_truncation (attempt, request), error);
  if (!has_document (attempt))
    return give (SLUICE_OUTCOME_INVALID, describe_absence (attempt), error);
  if (is_all_valid (attempt))
    return SLUICE_OUTCOME_COMPLETE;
  if (policy == SLUICE_ITEM_POLICY_SKIP && is_right_but_for_items (attempt))
    return SLUICE_OUTCOME_COMPLETE;

  return give (SLUICE_OUTCOME_INVALID, sluice_outcome_describe_violations (attempt), error);
}
