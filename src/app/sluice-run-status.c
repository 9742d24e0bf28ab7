/* sluice-run-status.c: the state of a run in the words of the status strip and the banner
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One state machine (UX: "Run states"), worked out anew from the run each time, so that it can
 * never disagree with it.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-look.h"
#include "sluice-run-status.h"

/* Nothing for so long looks like a broken line, though models do pause. */
#define STALL_US (5 * G_USEC_PER_SEC)

/* Before this, "Waiting for the first token" needs no seconds. */
#define WAIT_US (1 * G_USEC_PER_SEC)

static gboolean
is_items (SluiceRun *run)
{
  SluiceRequest *request = sluice_run_get_request (run);

  return request && sluice_request_get_shape (request) == SLUICE_SHAPE_ITERABLE;
}

static const char *
get_provider_name (SluiceRun *run)
{
  SluiceProvider *provider = sluice_run_get_provider (run);

  return provider ? sluice_provider_get_name (provider) : _("the provider");
}

static char *
format_items (guint n)
{
  g_autofree char *count = sluice_format_count (n);

  return g_strdup_printf (ngettext ("%s item", "%s items", n), count);
}

/**
 * sluice_run_status_dup_amount:
 * @run: a run
 *
 * Says how much has arrived: "8 of 13 fields", "13 fields" when all have, "12 items".
 *
 * Returns: (transfer full): the words
 */
char *
sluice_run_status_dup_amount (SluiceRun *run)
{
  guint closed = 0, total = 0;

  if (is_items (run))
    return format_items (sluice_run_get_n_items (run));

  sluice_run_count_fields (run, &closed, &total);

  if (closed == total)
    return g_strdup_printf (ngettext ("%u field", "%u fields", total), total);

  /* Translators: how many fields of a result have arrived, of how many that are known */
  return g_strdup_printf (ngettext ("%u of %u field", "%u of %u fields", total), closed, total);
}

static void
append_part (GString    *line,
             const char *part)
{
  if (line->len > 0)
    g_string_append (line, " · ");

  g_string_append (line, part);
}

static void
append_tokens (GString   *line,
               SluiceRun *run)
{
  gboolean exact;
  guint n = sluice_run_get_tokens (run, &exact);
  g_autofree char *count = NULL;
  g_autofree char *part = NULL;

  if (n == 0)
    return;

  count = sluice_format_count (n);
  part = g_strdup_printf (ngettext ("%s token", "%s tokens", n), count);
  append_part (line, part);
}

static void
append_seconds (GString *line,
                gint64   us)
{
  g_autofree char *part = NULL;

  /* Translators: seconds */
  part = g_strdup_printf (_("%.1f s"), us / (gdouble) G_USEC_PER_SEC);
  append_part (line, part);
}

static void
append_cost (GString   *line,
             SluiceRun *run)
{
  gdouble cost = sluice_run_get_cost (run);
  g_autofree char *part = NULL;

  /* An unknown price is no cost, not a cost of nothing. */
  if (cost < 0.0)
    return;

  /* Translators: what a run cost, in US dollars */
  part = g_strdup_printf (cost < 0.01 ? _("about $%.4f") : _("about $%.2f"), cost);
  append_part (line, part);
}

static char *
describe_progress (SluiceRun  *run,
                   const char *head,
                   gboolean    with_cost)
{
  GString *line = g_string_new (head);
  g_autofree char *amount = sluice_run_status_dup_amount (run);

  append_part (line, amount);
  append_tokens (line, run);
  append_seconds (line, sluice_run_get_elapsed (run));
  if (with_cost)
    append_cost (line, run);

  return g_string_free (line, FALSE);
}

static guint
get_n_attempts (SluiceRun *run)
{
  return g_list_model_get_n_items (sluice_run_get_attempts (run));
}

static void
describe_retry (SluiceRunStatus      *self,
                const SluiceRunFacts *facts)
{
  SluiceRequest *request = sluice_run_get_request (facts->run);
  GString *line = g_string_new (NULL);
  guint n = MAX (get_n_attempts (facts->run), 1);

  /* Translators: which try at an answer this is, of how many there may be */
  g_string_printf (line, _("Attempt %u of %u"), n, MAX (sluice_request_get_max_retries (request) + 1, n));
  if (facts->retry_reason)
    append_part (line, facts->retry_reason);

  self->kind = SLUICE_STATUS_RETRYING;
  self->busy = TRUE;
  self->text = g_string_free (line, FALSE);
}

static void
describe_waiting (SluiceRunStatus      *self,
                  const SluiceRunFacts *facts)
{
  gint64 elapsed = sluice_run_get_elapsed (facts->run);

  self->kind = SLUICE_STATUS_WAITING;
  self->busy = TRUE;

  if (elapsed < WAIT_US)
    self->text = g_strdup (_("Waiting for the first token…"));
  else
    /* Translators: %d is a number of seconds */
    self->text = g_strdup_printf (_("Waiting for the first token… %d s"),
                                  (int) (elapsed / G_USEC_PER_SEC));
}

static void
describe_streaming (SluiceRunStatus      *self,
                    const SluiceRunFacts *facts)
{
  if (facts->silence >= STALL_US)
    {
      self->kind = SLUICE_STATUS_STALLED;
      self->icon_name = "sluice-missing-symbolic";
      /* Translators: %d is a number of seconds */
      self->text = g_strdup_printf (_("No data for %d s"), (int) (facts->silence / G_USEC_PER_SEC));
      return;
    }

  self->kind = SLUICE_STATUS_STREAMING;
  self->busy = TRUE;
  self->text = describe_progress (facts->run, _("Streaming"), FALSE);
}

static void
describe_complete (SluiceRunStatus *self,
                   SluiceRun       *run)
{
  SluiceAttempt *attempt = sluice_run_get_attempt (run);
  SluiceAnswer *answer = attempt ? sluice_attempt_get_answer (attempt) : NULL;
  guint n_calls = answer ? sluice_answer_get_n_tool_calls (answer) : 0;

  self->kind = SLUICE_STATUS_COMPLETE;
  self->icon_name = "sluice-complete-symbolic";
  self->text = describe_progress (run, _("Complete"), TRUE);

  if (n_calls > 1)
    {
      self->message = g_strdup_printf (ngettext ("The model made %u call, and one of them is shown",
                                                 "The model made %u calls, and one of them is shown", n_calls),
                                       n_calls);
      self->fix = SLUICE_FIX_SHOW_WIRE;
      self->fix_label = g_strdup (_("_Show in Wire"));
    }
}

static GPtrArray *
get_violations (SluiceRun *run)
{
  SluiceAttempt *attempt = sluice_run_get_attempt (run);
  SluiceCheck *check = attempt ? sluice_attempt_get_check (attempt) : NULL;

  return check ? sluice_check_get_violations (check) : NULL;
}

static char *
describe_problems (SluiceRun *run,
                   guint      n)
{
  guint n_attempts = get_n_attempts (run);
  g_autofree char *problems = g_strdup_printf (ngettext ("%u problem", "%u problems", n), n);

  if (n_attempts < 2)
    return g_steal_pointer (&problems);

  /* Translators: %s is "2 problems" */
  return g_strdup_printf (ngettext ("%s after %u attempt", "%s after %u attempts", n_attempts),
                          problems, n_attempts);
}

/* A message may quote the model, which has its own line breaks. */
static char *
dup_one_line (const char *message)
{
  g_auto(GStrv) words = g_strsplit_set (message, "\n\r\t ", -1);
  GString *line = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);

  return g_string_free (line, FALSE);
}

static void
describe_invalid (SluiceRunStatus *self,
                  SluiceRun       *run)
{
  GPtrArray *violations = get_violations (run);
  const GError *error = sluice_run_get_error (run);

  self->kind = SLUICE_STATUS_INVALID;
  self->icon_name = "sluice-invalid-symbolic";

  if (violations && violations->len > 0)
    {
      const char *first = sluice_violation_get_message (g_ptr_array_index (violations, 0));
      guint n_more = violations->len - 1;

      self->text = describe_problems (run, violations->len);
      self->message = n_more == 0 ? g_strdup (first)
                      /* Translators: the first problem of several; %u is how many there are besides */
                      : g_strdup_printf (ngettext ("%s, and %u more problem", "%s, and %u more problems", n_more),
                                         first, n_more);
      self->fix = SLUICE_FIX_SHOW_FIELD;
      self->fix_label = g_strdup (_("_Show Field"));
    }
  else
    {
      g_autofree char *amount = sluice_run_status_dup_amount (run);

      /* Translators: %s is "3 of 8 fields" */
      self->text = g_strdup_printf (_("Not readable · %s kept"), amount);
      self->message = dup_one_line (error ? error->message : _("The reply is not readable as JSON"));
      self->fix = SLUICE_FIX_SHOW_ANSWER;
      self->fix_label = g_strdup (_("_Show in Wire"));
    }
}

static int
get_limit (SluiceRun *run)
{
  SluiceProvider *provider = sluice_run_get_provider (run);
  int limit = sluice_request_get_max_tokens (sluice_run_get_request (run));

  if (limit <= 0 && provider)
    limit = sluice_provider_get_default_max_tokens (provider);

  return limit;
}

/**
 * sluice_run_status_raised_limit:
 * @run: a run that the output limit cut off
 *
 * Works out the limit to try next: twice the old one, or twice what came where none was set.
 *
 * Returns: tokens
 */
guint
sluice_run_status_raised_limit (SluiceRun *run)
{
  int limit = get_limit (run);

  if (limit <= 0)
    limit = MAX (sluice_run_get_tokens (run, NULL), 512);

  return MIN ((guint) limit * 2, 1 << 20);
}

static gboolean
is_over_limit (SluiceRun *run)
{
  SluiceAttempt *attempt = sluice_run_get_attempt (run);
  SluiceAnswer *answer = attempt ? sluice_attempt_get_answer (attempt) : NULL;

  return answer && sluice_answer_get_finish (answer) == SLUICE_FINISH_LENGTH;
}

static void
describe_cut_off (SluiceRunStatus *self,
                  SluiceRun       *run)
{
  g_autofree char *amount = sluice_run_status_dup_amount (run);
  int limit = get_limit (run);

  self->kind = SLUICE_STATUS_CUT_OFF;
  self->icon_name = "sluice-cut-symbolic";

  if (!is_over_limit (run))
    {
      /* Translators: %s is "9 of 13 fields" */
      self->text = g_strdup_printf (_("The reply ended early · %s"), amount);
      self->message = g_strdup_printf (_("The reply ended before the result did. %s arrived"), amount);
      self->fix = SLUICE_FIX_TRY_AGAIN;
      self->fix_label = g_strdup (_("_Try Again"));
      return;
    }

  /* Translators: %s is "9 of 13 fields" */
  self->text = g_strdup_printf (_("Stopped at the output limit · %s"), amount);

  if (limit > 0)
    {
      g_autofree char *count = sluice_format_count (limit);

      self->message = g_strdup_printf (_("The reply reached the limit of %s tokens. %s arrived"), count, amount);
    }
  else
    {
      self->message = g_strdup_printf (_("The reply reached the output limit. %s arrived"), amount);
    }

  {
    g_autofree char *raised = sluice_format_count (sluice_run_status_raised_limit (run));

    self->fix = SLUICE_FIX_RAISE_LIMIT;
    /* Translators: %s is a number of tokens */
    self->fix_label = g_strdup_printf (_("_Raise to %s and Run"), raised);
  }
}

static void
describe_declined (SluiceRunStatus *self,
                   SluiceRun       *run,
                   const char      *text)
{
  SluiceAttempt *attempt = sluice_run_get_attempt (run);
  SluiceAnswer *answer = attempt ? sluice_attempt_get_answer (attempt) : NULL;
  const char *words = answer ? sluice_answer_get_refusal (answer) : NULL;

  self->kind = SLUICE_STATUS_DECLINED;
  self->icon_name = "sluice-invalid-symbolic";
  self->text = g_strdup (text);
  self->message = g_strdup (text);

  if (words && *words)
    {
      g_autofree char *line = dup_one_line (words);

      g_free (self->message);
      /* Translators: what happened, then the words of the model */
      self->message = g_strdup_printf (_("%s: “%s”"), text, line);
    }
}

static void
describe_stopped (SluiceRunStatus *self,
                  SluiceRun       *run)
{
  g_autofree char *amount = sluice_run_status_dup_amount (run);

  self->kind = SLUICE_STATUS_STOPPED;
  self->icon_name = "sluice-stopped-symbolic";
  /* Translators: %s is "9 of 13 fields" */
  self->text = g_strdup_printf (_("Stopped · %s kept"), amount);
}

static gboolean
has_received (SluiceRun *run)
{
  return sluice_run_get_root (run) != NULL;
}

static void
describe_failure (SluiceRunStatus *self,
                  SluiceRun       *run)
{
  const GError *error = sluice_run_get_error (run);
  int code = error && error->domain == SLUICE_RUN_ERROR ? error->code : -1;

  self->kind = SLUICE_STATUS_FAILED;
  self->icon_name = "sluice-invalid-symbolic";
  self->message = g_strdup (error ? error->message : _("The run failed"));
  self->fix = SLUICE_FIX_TRY_AGAIN;
  self->fix_label = g_strdup (_("_Try Again"));

  switch (code)
    {
    case SLUICE_RUN_ERROR_KEY:
      g_free (self->fix_label);
      self->text = g_strdup (_("The key was rejected"));
      self->fix = SLUICE_FIX_CHANGE_KEY;
      self->fix_label = g_strdup (_("_Change Key…"));
      break;

    case SLUICE_RUN_ERROR_CONNECTION:
      self->text = g_strdup (has_received (run) ? _("The connection was lost") : _("No connection"));
      break;

    case SLUICE_RUN_ERROR_STATUS:
      self->text = g_strdup_printf (_("Refused by %s"), get_provider_name (run));
      break;

    case SLUICE_RUN_ERROR_RATE:
      self->text = g_strdup (_("Rate limited"));
      break;

    case SLUICE_RUN_ERROR_TIMEOUT:
      self->text = g_strdup (_("No answer in time"));
      break;

    case SLUICE_RUN_ERROR_PROTOCOL:
      g_free (self->fix_label);
      self->text = g_strdup (_("The reply is not readable"));
      self->fix = SLUICE_FIX_SHOW_WIRE;
      self->fix_label = g_strdup (_("_Show in Wire"));
      break;

    default:
      self->text = g_strdup (_("The run failed"));
      break;
    }

  if (has_received (run))
    {
      g_autofree char *amount = sluice_run_status_dup_amount (run);
      g_autofree char *text = g_steal_pointer (&self->text);

      /* Translators: what failed, then how much was kept: "9 of 13 fields" */
      self->text = g_strdup_printf (_("%s · %s kept"), text, amount);
    }
}

static void
describe_outcome (SluiceRunStatus *self,
                  SluiceRun       *run)
{
  switch (sluice_run_get_outcome (run))
    {
    case SLUICE_OUTCOME_COMPLETE:
      describe_complete (self, run);
      break;
    case SLUICE_OUTCOME_INVALID:
      describe_invalid (self, run);
      break;
    case SLUICE_OUTCOME_TRUNCATED:
      describe_cut_off (self, run);
      break;
    case SLUICE_OUTCOME_REFUSED:
      describe_declined (self, run, _("The model declined to answer"));
      break;
    case SLUICE_OUTCOME_FILTERED:
      describe_declined (self, run, _("The provider’s filter stopped the answer"));
      break;
    case SLUICE_OUTCOME_CANCELLED:
      describe_stopped (self, run);
      break;
    case SLUICE_OUTCOME_NONE:
    case SLUICE_OUTCOME_FAILED:
    default:
      describe_failure (self, run);
      break;
    }
}

static gboolean
has_schema (SluiceExtraction *extraction)
{
  SluiceSchema *schema = extraction ? sluice_extraction_get_schema (extraction) : NULL;

  return schema && sluice_schema_get_root (schema) &&
         *sluice_schema_get_text (schema) != '\0';
}

static void
describe_draft (SluiceRunStatus      *self,
                const SluiceRunFacts *facts)
{
  if (!has_schema (facts->extraction))
    {
      self->kind = SLUICE_STATUS_EMPTY;
      self->text = g_strdup (_("Write a schema to begin"));
    }
  else if (!sluice_schema_is_valid (sluice_extraction_get_schema (facts->extraction)))
    {
      self->kind = SLUICE_STATUS_EMPTY;
      self->icon_name = "sluice-invalid-symbolic";
      self->text = g_strdup (_("The schema has a problem"));
    }
  else if (facts->missing_key)
    {
      self->kind = SLUICE_STATUS_NO_KEY;
      self->icon_name = "sluice-key-symbolic";
      /* Translators: %s is the name of a provider */
      self->text = g_strdup_printf (_("%s needs an API key"), facts->missing_key);
      self->message = g_strdup (self->text);
      self->fix = SLUICE_FIX_ADD_KEY;
      self->fix_label = g_strdup (_("_Add Key…"));
    }
  else
    {
      self->kind = SLUICE_STATUS_READY;
      self->text = g_strdup (_("Ready"));
    }
}

static void
describe_run (SluiceRunStatus      *self,
              const SluiceRunFacts *facts)
{
  switch (sluice_run_get_state (facts->run))
    {
    case SLUICE_RUN_READY:
    case SLUICE_RUN_CONNECTING:
      self->kind = SLUICE_STATUS_CONNECTING;
      self->busy = TRUE;
      /* Translators: %s is the name of a provider */
      self->text = g_strdup_printf (_("Connecting to %s…"), get_provider_name (facts->run));
      break;

    case SLUICE_RUN_WAITING:
      if (get_n_attempts (facts->run) > 1)
        describe_retry (self, facts);
      else
        describe_waiting (self, facts);
      break;

    case SLUICE_RUN_RETRYING:
      describe_retry (self, facts);
      break;

    case SLUICE_RUN_STREAMING:
      describe_streaming (self, facts);
      break;

    case SLUICE_RUN_FINISHED:
    default:
      describe_outcome (self, facts->run);
      break;
    }
}

/**
 * sluice_run_status_init:
 * @self: (out caller-allocates): a status
 * @facts: what is known
 *
 * Puts the state of a run, or of a draft that has not run, in words.
 */
void
sluice_run_status_init (SluiceRunStatus      *self,
                        const SluiceRunFacts *facts)
{
  *self = (SluiceRunStatus) { .kind = SLUICE_STATUS_EMPTY };

  if (facts->run)
    describe_run (self, facts);
  else
    describe_draft (self, facts);
}

/**
 * sluice_run_status_clear:
 * @self: a status
 *
 * Frees what a status holds.
 */
void
sluice_run_status_clear (SluiceRunStatus *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->fix_label, g_free);
}
