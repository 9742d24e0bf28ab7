/* sluice-event-printer.c: a run -> what `extract` and `replay` print of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-event-printer.h"

struct _SluiceEventPrinter
{
  GObject       parent_instance;

  SluiceRun    *run;       /* owned */
  FILE         *out;       /* not owned */
  GString      *line;      /* owned: the line being made, used again for each */
  SluiceOutput  output;
  guint         events : 1;
  guint         partials : 1;
};

G_DEFINE_FINAL_TYPE (SluiceEventPrinter, sluice_event_printer, G_TYPE_OBJECT)

/* Lines go out one by one: whoever reads sees an item when it is there, not when a buffer is full. */
static void
put_line (SluiceEventPrinter *self)
{
  g_string_append_c (self->line, '\n');
  fwrite (self->line->str, 1, self->line->len, self->out);
  fflush (self->out);
}

static void
begin (SluiceEventPrinter *self,
       const char         *event)
{
  g_string_printf (self->line, "{\"event\":\"%s\"", event);
}

static void
add_name (SluiceEventPrinter *self,
          const char         *name)
{
  g_string_append_printf (self->line, ",\"%s\":", name);
}

static void
add_string (SluiceEventPrinter *self,
            const char         *name,
            const char         *value)
{
  add_name (self, name);
  if (value)
    sluice_writer_append_string (self->line, value, -1);
  else
    g_string_append (self->line, "null");
}

static void
add_number (SluiceEventPrinter *self,
            const char         *name,
            gint64              value)
{
  add_name (self, name);
  g_string_append_printf (self->line, "%" G_GINT64_FORMAT, value);
}

static void
add_boolean (SluiceEventPrinter *self,
             const char         *name,
             gboolean            value)
{
  add_name (self, name);
  g_string_append (self->line, value ? "true" : "false");
}

static void
add_json (SluiceEventPrinter *self,
          const char         *name,
          const char         *json)
{
  add_name (self, name);
  g_string_append (self->line, json ? json : "null");
}

static void
append_milliseconds (SluiceEventPrinter *self,
                     gint64              time_us)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (self->line, time_us < 0 ? "null"
                   : g_ascii_formatd (buffer, sizeof buffer, "%.3f", time_us / 1000.0));
}

static void
add_milliseconds (SluiceEventPrinter *self,
                  const char         *name,
                  gint64              time_us)
{
  add_name (self, name);
  append_milliseconds (self, time_us);
}

/* Where a value comes from: its bytes in the answer, the events of the stream that carried its first
 * and its last, and when those arrived. */
static void
add_provenance (SluiceEventPrinter *self,
                SluiceNode         *node)
{
  guint first, last;

  add_name (self, "bytes");
  g_string_append_printf (self->line, "[%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT "]",
                          sluice_node_get_start (node), sluice_node_get_end (node));
  if (!sluice_node_get_events (node, &first, &last))
    return;

  add_name (self, "stream_events");
  g_string_append_printf (self->line, "[%u,%u]", first, last);
  add_name (self, "arrived");
  g_string_append_c (self->line, '[');
  append_milliseconds (self, sluice_node_get_first_arrival (node));
  g_string_append_c (self->line, ',');
  append_milliseconds (self, sluice_node_get_last_arrival (node));
  g_string_append_c (self->line, ']');
}

/* All events end in t: milliseconds since the request was sent. */
static void
end (SluiceEventPrinter *self,
     gint64              time_us)
{
  add_milliseconds (self, "t", MAX (time_us, 0));
  g_string_append_c (self->line, '}');
  put_line (self);
}

static const char *
name_earliness (SluiceEarliness earliness)
{
  switch (earliness)
    {
    case SLUICE_EARLINESS_FIRST_BYTE:
      return "first-byte";
    case SLUICE_EARLINESS_TOKEN:
      return "token";
    case SLUICE_EARLINESS_ANCESTOR:
      return "ancestor";
    case SLUICE_EARLINESS_CLOSE:
    default:
      return "close";
    }
}

static void
append_violation (SluiceEventPrinter *self,
                  SluiceViolation    *violation)
{
  add_string (self, "path", sluice_violation_get_path (violation));
  add_string (self, "schema_path", sluice_violation_get_schema_path (violation));
  add_string (self, "keyword", sluice_violation_get_keyword (violation));
  add_string (self, "message", sluice_violation_get_message (violation));
  add_number (self, "byte", sluice_violation_get_byte (violation));
  add_boolean (self, "doomed", sluice_violation_get_doomed (violation));
  add_string (self, "decided", name_earliness (sluice_violation_get_earliness (violation)));
}

static void
add_violations (SluiceEventPrinter *self,
                GPtrArray          *violations)
{
  add_name (self, "violations");
  g_string_append_c (self->line, '[');
  for (guint i = 0; i < violations->len; i++)
    {
      gsize start = self->line->len;

      append_violation (self, g_ptr_array_index (violations, i));
      /* Members begin with a comma; the first one of an object has none before it. */
      self->line->str[start] = '{';
      if (i > 0)
        g_string_insert_c (self->line, start, ',');
      g_string_append_c (self->line, '}');
    }
  g_string_append_c (self->line, ']');
}

static void
add_repairs (SluiceEventPrinter *self,
             GPtrArray          *repairs)
{
  add_name (self, "repairs");
  g_string_append_c (self->line, '[');
  for (guint i = 0; repairs && i < repairs->len; i++)
    {
      const SluiceRepair *repair = g_ptr_array_index (repairs, i);

      g_string_append_printf (self->line, "%s{\"kind\":\"%s\",\"bytes\":[%" G_GSIZE_FORMAT
                              ",%" G_GSIZE_FORMAT "]}", i ? "," : "",
                              sluice_repair_kind_to_string (repair->kind),
                              repair->start, repair->end);
    }
  g_string_append_c (self->line, ']');
}

static void
add_tokens (SluiceEventPrinter *self,
            gboolean           *first,
            const char         *name,
            gint64              tokens)
{
  if (tokens < 0)
    return;
  g_string_append_printf (self->line, "%s\"%s\":%" G_GINT64_FORMAT, *first ? "" : ",", name, tokens);
  *first = FALSE;
}

static void
add_usage (SluiceEventPrinter *self,
           const SluiceUsage  *usage)
{
  gboolean first = TRUE;

  add_name (self, "usage");
  if (!usage || (usage->input_tokens < 0 && usage->output_tokens < 0))
    {
      g_string_append (self->line, "null");
      return;
    }
  g_string_append_c (self->line, '{');
  add_tokens (self, &first, "input_tokens", usage->input_tokens);
  add_tokens (self, &first, "output_tokens", usage->output_tokens);
  add_tokens (self, &first, "cached_tokens", usage->cached_tokens);
  add_tokens (self, &first, "reasoning_tokens", usage->reasoning_tokens);
  g_string_append_c (self->line, '}');
}

static void
add_timing (SluiceEventPrinter *self)
{
  const SluiceTiming *timing = sluice_run_get_timing (self->run);
  const struct { const char *name; gint64 time_us; } times[] = {
    { "connected", timing->connected },     { "first_byte", timing->first_byte },
    { "first_token", timing->first_token }, { "first_field", timing->first_field },
    { "first_item", timing->first_item },   { "last_byte", timing->last_byte },
  };
  gsize start;

  add_name (self, "timing");
  start = self->line->len;
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    add_milliseconds (self, times[i].name, times[i].time_us);
  self->line->str[start] = '{';
  g_string_append_c (self->line, '}');
}

static void
attempt_started_cb (SluiceRun     *run,
                    SluiceAttempt *attempt,
                    gpointer       user_data)
{
  SluiceEventPrinter *self = user_data;
  SluiceRequest *request = sluice_run_get_request (run);
  SluiceProvider *provider = sluice_run_get_provider (run);

  begin (self, "started");
  add_number (self, "attempt", sluice_attempt_get_number (attempt));
  add_string (self, "provider", provider ? sluice_provider_get_id (provider) : NULL);
  add_string (self, "model", sluice_request_get_model (request));
  add_string (self, "mode", sluice_mode_to_string (sluice_request_get_mode (request)));
  end (self, sluice_attempt_get_number (attempt) == 1 ? 0 : sluice_run_get_elapsed (run));
}

static void
partial_cb (SluiceRun  *run,
            SluiceNode *root,
            gint64      time_us,
            gpointer    user_data)
{
  SluiceEventPrinter *self = user_data;
  g_autofree char *json = sluice_run_to_json (run, SLUICE_POLICY_LETTERS, 0);

  begin (self, "partial");
  add_json (self, "value", json);
  end (self, time_us);
}

static void
item_event_cb (SluiceRun  *run,
               SluiceItem *item,
               gpointer    user_data)
{
  SluiceEventPrinter *self = user_data;
  SluiceNode *node = sluice_item_get_node (item);
  g_autoptr(GPtrArray) violations = sluice_item_list_violations (item);
  g_autofree char *json = sluice_item_to_json (item, 0);

  begin (self, "item");
  add_number (self, "index", sluice_item_get_index (item));
  add_string (self, "type", sluice_item_get_type_name (item));
  add_json (self, "value", json);
  add_boolean (self, "valid", sluice_item_is_valid (item));
  add_violations (self, violations);
  add_provenance (self, node);
  end (self, sluice_item_get_time (item));
}

static void
stream_item_cb (SluiceRun  *run,
                const char *pattern,
                const char *path,
                SluiceNode *node,
                gint64      time_us,
                gpointer    user_data)
{
  SluiceEventPrinter *self = user_data;
  SluiceVerdict verdict = sluice_node_get_verdict (node);
  g_autofree char *json = sluice_node_to_json (node, SLUICE_POLICY_VALUES, 0);

  begin (self, "stream-item");
  add_string (self, "stream", pattern);
  add_string (self, "path", path);
  add_json (self, "value", json);
  add_boolean (self, "valid", verdict != SLUICE_VERDICT_INVALID && verdict != SLUICE_VERDICT_DOOMED);
  add_provenance (self, node);
  end (self, time_us);
}

/* Without --events: the item alone, a line each. */
static void
item_line_cb (SluiceRun  *run,
              SluiceItem *item,
              gpointer    user_data)
{
  SluiceEventPrinter *self = user_data;
  g_autofree char *json = sluice_item_to_json (item, 0);

  g_string_assign (self->line, json);
  put_line (self);
}

static void
violation_cb (SluiceRun       *run,
              SluiceViolation *violation,
              gint64           time_us,
              gpointer         user_data)
{
  SluiceEventPrinter *self = user_data;

  begin (self, "violation");
  append_violation (self, violation);
  end (self, time_us);
}

static void
reasoning_cb (SluiceRun  *run,
              const char *text,
              gint64      time_us,
              gpointer    user_data)
{
  SluiceEventPrinter *self = user_data;

  begin (self, "reasoning");
  add_string (self, "text", text);
  end (self, time_us);
}

/* A new attempt follows an answer that broke a rule; a request that failed is sent again within
 * its attempt. */
static void
retry_cb (SluiceRun  *run,
          guint       attempt,
          const char *reason,
          gpointer    user_data)
{
  SluiceEventPrinter *self = user_data;
  SluiceAttempt *current = sluice_run_get_attempt (run);
  gboolean is_new = !current || attempt > sluice_attempt_get_number (current);

  begin (self, "retry");
  add_number (self, "attempt", attempt);
  add_string (self, "reason", is_new ? "validation" : "transport");
  add_string (self, "message", reason);
  end (self, sluice_run_get_elapsed (run));
}

static void
print_finished (SluiceEventPrinter *self)
{
  SluiceAttempt *attempt = sluice_run_get_attempt (self->run);
  SluiceAnswer *answer = attempt ? sluice_attempt_get_answer (attempt) : NULL;
  const GError *error = sluice_run_get_error (self->run);
  g_autofree char *json = sluice_run_to_json (self->run, SLUICE_POLICY_VALUES, 0);
  const char *refusal = answer ? sluice_answer_get_refusal (answer) : NULL;

  begin (self, "finished");
  add_string (self, "outcome", sluice_outcome_to_string (sluice_run_get_outcome (self->run)));
  add_json (self, "value", json);
  add_number (self, "items", sluice_run_get_n_items (self->run));
  add_number (self, "attempts", g_list_model_get_n_items (sluice_run_get_attempts (self->run)));
  add_string (self, "finish_reason", answer ? sluice_answer_get_finish_reason (answer) : NULL);
  add_usage (self, sluice_run_get_usage (self->run));
  add_repairs (self, attempt ? sluice_attempt_get_repairs (attempt) : NULL);
  if (refusal && *refusal)
    add_string (self, "refusal", refusal);
  if (error)
    add_string (self, "message", error->message);
  add_timing (self);
  end (self, sluice_run_get_elapsed (self->run));
}

static void
print_value (SluiceEventPrinter *self)
{
  g_autofree char *text = NULL;

  switch (self->output)
    {
    case SLUICE_OUTPUT_CSV:
      text = sluice_run_items_to_csv (self->run);
      fputs (text, self->out);
      break;
    case SLUICE_OUTPUT_NDJSON:
      break;  /* printed as they came, or below for one value */
    case SLUICE_OUTPUT_JSON:
    case SLUICE_OUTPUT_AUTOMATIC:
    default:
      text = sluice_run_to_json (self->run, SLUICE_POLICY_VALUES, 2);
      if (text)
        fprintf (self->out, "%s\n", text);
    }
}

void
sluice_event_printer_finish (SluiceEventPrinter *self)
{
  gboolean iterable;

  g_return_if_fail (SLUICE_IS_EVENT_PRINTER (self));

  iterable = sluice_request_get_shape (sluice_run_get_request (self->run)) == SLUICE_SHAPE_ITERABLE;
  if (self->events)
    print_finished (self);
  else if (!iterable && self->output == SLUICE_OUTPUT_NDJSON)
    {
      g_autofree char *json = sluice_run_to_json (self->run, SLUICE_POLICY_VALUES, 0);

      if (json)
        fprintf (self->out, "%s\n", json);
    }
  else if (!iterable || self->output != SLUICE_OUTPUT_AUTOMATIC)
    print_value (self);
  fflush (self->out);
}

static void
sluice_event_printer_dispose (GObject *object)
{
  g_clear_object (&SLUICE_EVENT_PRINTER (object)->run);

  G_OBJECT_CLASS (sluice_event_printer_parent_class)->dispose (object);
}

static void
sluice_event_printer_finalize (GObject *object)
{
  g_string_free (SLUICE_EVENT_PRINTER (object)->line, TRUE);

  G_OBJECT_CLASS (sluice_event_printer_parent_class)->finalize (object);
}

static void
sluice_event_printer_class_init (SluiceEventPrinterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sluice_event_printer_dispose;
  object_class->finalize = sluice_event_printer_finalize;
}

static void
sluice_event_printer_init (SluiceEventPrinter *self)
{
  self->line = g_string_new (NULL);
}

static void
watch_events (SluiceEventPrinter *self)
{
  g_signal_connect_object (self->run, "attempt-started", G_CALLBACK (attempt_started_cb), self, 0);
  if (self->partials)
    g_signal_connect_object (self->run, "partial", G_CALLBACK (partial_cb), self, 0);
  g_signal_connect_object (self->run, "item", G_CALLBACK (item_event_cb), self, 0);
  g_signal_connect_object (self->run, "stream-item", G_CALLBACK (stream_item_cb), self, 0);
  g_signal_connect_object (self->run, "violation", G_CALLBACK (violation_cb), self, 0);
  g_signal_connect_object (self->run, "reasoning", G_CALLBACK (reasoning_cb), self, 0);
  g_signal_connect_object (self->run, "retry", G_CALLBACK (retry_cb), self, 0);
}

SluiceEventPrinter *
sluice_event_printer_new (SluiceRun    *run,
                          FILE         *out,
                          gboolean      events,
                          gboolean      partials,
                          SluiceOutput  output)
{
  SluiceEventPrinter *self = g_object_new (SLUICE_TYPE_EVENT_PRINTER, NULL);

  self->run = g_object_ref (run);
  self->out = out;
  self->events = events;
  self->partials = partials;
  self->output = output;

  if (events)
    watch_events (self);
  else if (output == SLUICE_OUTPUT_AUTOMATIC || output == SLUICE_OUTPUT_NDJSON)
    g_signal_connect_object (run, "item", G_CALLBACK (item_line_cb), self, 0);
  return self;
}
