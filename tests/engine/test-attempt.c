/* test-attempt.c: from the events of an answer to a value and an outcome
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "run-fixture.h"

#define USER "{\"title\":\"User\",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}," \
             "\"age\":{\"type\":\"integer\",\"maximum\":120}},\"required\":[\"name\",\"age\"]}"
#define NUMBERS "{\"title\":\"Numbers\",\"type\":\"array\",\"items\":{\"type\":\"integer\"}}"

/* -- Answers as a line for each event --------------------------------------------------------------- */

/* t text · r reasoning · x refusal · c NAME (a call begins) · a arguments of the last call ·
 * aN arguments of call N · f finish reason · e error · d (the end) · ! (the connection breaks) */

static SluiceFinishReason
parse_finish (const char *word)
{
  for (SluiceFinishReason reason = SLUICE_FINISH_NONE; reason <= SLUICE_FINISH_OTHER; reason++)
    if (g_strcmp0 (sluice_finish_reason_to_string (reason), word) == 0)
      return reason;

  g_assert_not_reached ();
}

static gboolean
parse_event (const char        *line,
             SluiceStreamEvent *event,
             guint             *n_calls,
             char             **id)
{
  const char *rest = strlen (line) > 2 ? line + 2 : "";

  *event = (SluiceStreamEvent) { .usage = { -1, -1, -1, -1 } };
  event->text = rest;
  event->length = strlen (rest);
  switch (line[0])
    {
    case 't':
      event->kind = SLUICE_STREAM_TEXT;
      return TRUE;
    case 'r':
      event->kind = SLUICE_STREAM_REASONING;
      return TRUE;
    case 'x':
      event->kind = SLUICE_STREAM_REFUSAL;
      return TRUE;
    case 'c':
      event->kind = SLUICE_STREAM_TOOL_CALL;
      event->index = (*n_calls)++;
      event->name = rest;
      event->id = *id = g_strdup_printf ("call_%u", event->index);
      event->text = NULL;
      event->length = 0;
      return TRUE;
    case 'a':
      event->kind = SLUICE_STREAM_TOOL_ARGUMENTS;
      event->index = g_ascii_isdigit (line[1]) ? (guint) (line[1] - '0') : *n_calls - 1;
      if (g_ascii_isdigit (line[1]))
        {
          event->text = line + 3;
          event->length = strlen (event->text);
        }
      return TRUE;
    case 'f':
      event->kind = SLUICE_STREAM_FINISHED;
      event->finish = parse_finish (rest);
      return TRUE;
    case 'e':
      event->kind = SLUICE_STREAM_ERROR;
      event->name = "server_error";
      return TRUE;
    case 'd':
      event->kind = SLUICE_STREAM_DONE;
      return TRUE;
    default:
      return FALSE;
    }
}

/* The answer as a server of that wire would send it. */
static GString *
encode (const char    *wire,
        SluiceRequest *request,
        const char    *script,
        gboolean      *breaks)
{
  g_autoptr(SluiceEncoder) encoder = sluice_wire_create_encoder (sluice_wire_lookup (wire), request);
  g_auto(GStrv) lines = g_strsplit (script, "\n", -1);
  GString *body = g_string_new (NULL);
  guint n_calls = 0;

  *breaks = FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      SluiceStreamEvent event;
      g_autofree char *id = NULL;
      g_autoptr(GBytes) bytes = NULL;

      if (lines[i][0] == '!')
        *breaks = TRUE;
      if (!parse_event (lines[i], &event, &n_calls, &id))
        continue;

      bytes = sluice_encoder_encode (encoder, &event);
      if (bytes != NULL)
        g_string_append_len (body, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
    }

  return body;
}

/* -- Which channel has the value, and what becomes of it ---------------------------------------------- */

typedef struct
{
  const char    *name;
  SluiceMode     mode;
  SluiceShape    shape;
  const char    *schema;
  const char    *script;
  const char    *value;     /* NULL: none */
  gboolean       switched;
  SluiceOutcome  outcome;
  const char    *error;     /* how its message begins, NULL: no error */
} AnswerCase;

#define TOOLS SLUICE_MODE_TOOLS
#define JSON SLUICE_MODE_JSON
#define MD_JSON SLUICE_MODE_MD_JSON
#define ANY SLUICE_MODE_AUTOMATIC
#define OBJECT SLUICE_SHAPE_OBJECT
#define MANY SLUICE_SHAPE_ITERABLE
#define COMPLETE SLUICE_OUTCOME_COMPLETE
#define INVALID SLUICE_OUTCOME_INVALID
#define TRUNCATED SLUICE_OUTCOME_TRUNCATED
#define REFUSED SLUICE_OUTCOME_REFUSED
#define FILTERED SLUICE_OUTCOME_FILTERED
#define FAILED SLUICE_OUTCOME_FAILED
#define JO "{\"name\":\"Jo\",\"age\":30}"
#define AL "{\"name\":\"Al\",\"age\":31}"

static const AnswerCase answer_cases[] = {
  /* where it should be */
  { "tools/arguments", TOOLS, OBJECT, USER, "c User\na {\"name\":\"Jo\",\na \"age\":30}\nf tool-calls\nd",
    JO, FALSE, COMPLETE, NULL },
  { "tools/prose-first", TOOLS, OBJECT, USER,
    "t I will use {\"name\": the tool [1].\nc User\na " JO "\nf tool-calls\nd", JO, FALSE, COMPLETE, NULL },
  { "tools/prose-after", TOOLS, OBJECT, USER, "c User\na " JO "\nt {\"name\":\"no\"}\nf stop\nd",
    JO, FALSE, COMPLETE, NULL },
  { "json/text", JSON, OBJECT, USER, "t {\"name\":\"Jo\"\nt ,\"age\":30}\nf stop\nd",
    JO, FALSE, COMPLETE, NULL },
  { "md-json/fence", MD_JSON, OBJECT, USER, "t Here it is: ```json \nt " JO "\nt  ``` Bye.\nf stop\nd",
    JO, FALSE, COMPLETE, NULL },
  { "automatic/text", ANY, OBJECT, USER, "t " JO "\nf stop\nd", JO, FALSE, COMPLETE, NULL },
  { "automatic/call", ANY, OBJECT, USER, "c User\na " JO "\nf tool-calls\nd", JO, FALSE, COMPLETE, NULL },
  { "automatic/prose-then-call", ANY, OBJECT, USER,
    "t Let me [see] {what}\nc User\na " JO "\nf tool-calls\nd", JO, FALSE, COMPLETE, NULL },
  { "automatic/right-text-then-call", ANY, OBJECT, USER,
    "t " JO "\nc log\na " AL "\nf tool-calls\nd", JO, FALSE, COMPLETE, NULL },
  { "no-schema", JSON, OBJECT, NULL, "t [1,{\"a\":null}]\nf stop\nd", "[1,{\"a\":null}]", FALSE, COMPLETE, NULL },
  { "simple-type", JSON, OBJECT, NUMBERS, "t {\"content\":[1,2]}\nf stop\nd", "[1,2]", FALSE, COMPLETE, NULL },

  /* elsewhere */
  { "tools/json-in-text", TOOLS, OBJECT, USER, "t  {\"name\":\"Jo\"\nt ,\"age\":30}\nf stop\nd",
    JO, TRUE, COMPLETE, NULL },
  { "tools/json-in-text-then-call", TOOLS, OBJECT, USER, "t " AL "\nc User\na " JO "\nf tool-calls\nd",
    JO, FALSE, COMPLETE, NULL },
  { "tools/json-in-reasoning", TOOLS, OBJECT, USER, "r {\"name\":\"Jo\"\nr ,\"age\":30}\nf stop\nd",
    JO, TRUE, COMPLETE, NULL },
  { "json/json-in-reasoning", JSON, OBJECT, USER, "r " JO "\nf stop\nd", JO, TRUE, COMPLETE, NULL },
  { "json/json-in-call", JSON, OBJECT, USER, "t Sure.\nc User\na " JO "\nf tool-calls\nd",
    JO, TRUE, COMPLETE, NULL },
  { "json/text-wins-over-call", JSON, OBJECT, USER, "t " JO "\nc User\na " AL "\nf stop\nd",
    JO, FALSE, COMPLETE, NULL },
  { "json/reasoning-does-not-count", JSON, OBJECT, USER, "r {\"name\":\"no\"}\nt " JO "\nf stop\nd",
    JO, FALSE, COMPLETE, NULL },

  /* several calls */
  { "object/first-call", TOOLS, OBJECT, USER, "c other\na " JO "\nc another\na " AL "\nf tool-calls\nd",
    JO, FALSE, COMPLETE, NULL },
  { "object/named-call", TOOLS, OBJECT, USER, "c other\na " AL "\nc User\na " JO "\nc User\na " AL "\nf tool-calls\nd",
    JO, FALSE, COMPLETE, NULL },
  { "iterable/wrapper", TOOLS, MANY, USER, "c Users\na {\"tasks\":[" JO "," AL "]}\nf tool-calls\nd",
    NULL, FALSE, COMPLETE, NULL },
  { "iterable/a-call-for-each", TOOLS, MANY, USER,
    "c User\na " JO "\nc User\na " AL "\nf tool-calls\nd", "[" JO "," AL "]", FALSE, COMPLETE, NULL },
  { "iterable/calls-at-once", TOOLS, MANY, USER,
    "c User\nc User\na0 {\"name\":\"Jo\",\na1 {\"name\":\"Al\",\na0 \"age\":30}\na1 \"age\":31}\nf tool-calls\nd",
    "[" JO "," AL "]", FALSE, COMPLETE, NULL },
  { "iterable/array-in-a-call", TOOLS, MANY, USER, "c User\na [" JO "," AL "]\nf tool-calls\nd",
    "[" JO "," AL "]", FALSE, COMPLETE, NULL },
  { "iterable/call-limited", TOOLS, MANY, USER, "c User\na " JO "\nf length\nd",
    "[" JO "]", FALSE, TRUNCATED, "The reply reached the output limit. 1 item" },
  { "iterable/list-closed-at-limit", JSON, MANY, USER, "t [" JO "]\nf length\nd",
    "[" JO "]", FALSE, COMPLETE, NULL },
  { "iterable/none", JSON, MANY, USER, "t []\nf stop\nd", "[]", FALSE, COMPLETE, NULL },
  { "iterable/item-cut", JSON, MANY, USER, "t [" JO ",{\"name\":\"A\nf length\nd",
    "[" JO ",{\"name\":\"A\"}]", FALSE, TRUNCATED, "The reply reached the output limit. 1 item" },
  { "iterable/item-invalid", JSON, MANY, USER, "t [{\"name\":\"Jo\"}," AL "]\nf stop\nd",
    "[{\"name\":\"Jo\"}," AL "]", FALSE, INVALID, "" },
  { "iterable/numbers", JSON, MANY, "{\"type\":\"integer\"}", "t [1,2,3\nt 4]\nf stop\nd",
    "[1,2,34]", FALSE, COMPLETE, NULL },

  /* ends: finish reason by how far the value is */
  { "end/stop-closed", JSON, OBJECT, USER, "t " JO "\nf stop\nd", JO, FALSE, COMPLETE, NULL },
  { "end/stop-invalid", JSON, OBJECT, USER, "t {\"name\":\"Jo\",\"age\":130}\nf stop\nd",
    "{\"name\":\"Jo\",\"age\":130}", FALSE, INVALID, "" },
  { "end/stop-open", JSON, OBJECT, USER, "t {\"name\":\"J\nf stop\nd",
    "{\"name\":\"J\"}", FALSE, TRUNCATED, "The model stopped before the end. 0 of 2 fields" },
  { "end/stop-nothing", JSON, OBJECT, USER, "f stop\nd", NULL, FALSE, INVALID, "The reply is empty" },
  { "end/stop-prose", JSON, OBJECT, USER, "t I cannot say.\nf stop\nd", NULL, FALSE, INVALID,
    "There is no JSON in the reply: “I cannot say.”" },
  { "end/tools-prose", TOOLS, OBJECT, USER, "t I cannot say.\nf stop\nd", NULL, FALSE, INVALID,
    "There is no JSON in the reply: “I cannot say.”" },
  { "end/stop-number", JSON, OBJECT, NULL, "t 35\nf stop\nd", "35", FALSE, COMPLETE, NULL },
  { "end/length-open", JSON, OBJECT, USER, "t {\"name\":\"Jo\",\"age\":3\nf length\nd",
    "{\"name\":\"Jo\"}", FALSE, TRUNCATED, "The reply reached the output limit. 1 of 2 fields" },
  { "end/length-closed", JSON, OBJECT, USER, "t " JO "\nt   \nf length\nd", JO, FALSE, COMPLETE, NULL },
  { "end/length-nothing", JSON, OBJECT, USER, "r Well\nf length\nd", NULL, FALSE, TRUNCATED, "The reply reached" },
  { "end/length-number", JSON, OBJECT, NULL, "t 3\nf length\nd", NULL, FALSE, TRUNCATED, "The reply reached" },
  { "end/length-draft", JSON, OBJECT, USER, "r Say\nr " JO "\nf length\nd", NULL, FALSE, TRUNCATED,
    "The reply reached the output limit" },
  { "end/filter", JSON, OBJECT, USER, "t {\"name\":\"J\nf content-filter\nd", "{\"name\":\"J\"}", FALSE,
    FILTERED, "The provider's filter" },
  { "end/filter-closed", JSON, OBJECT, USER, "t " JO "\nf content-filter\nd", JO, FALSE, FILTERED, "The provider's" },
  { "end/refusal", JSON, OBJECT, USER, "x I will not.\nf stop\nd", NULL, FALSE, REFUSED,
    "The model declined to answer: I will not." },
  { "end/lost-open", JSON, OBJECT, USER, "t {\"name\":\"Jo\",\"age\":3\n!", "{\"name\":\"Jo\"}", FALSE, FAILED,
    "The connection to" },
  { "end/lost-closed", JSON, OBJECT, USER, "t " JO "\n!", JO, FALSE, COMPLETE, NULL },
  { "end/lost-between-calls", TOOLS, MANY, USER, "c User\na " JO "\n!", "[" JO "]", FALSE, FAILED,
    "The connection to" },
  { "end/no-marker", JSON, OBJECT, USER, "t {\"name\":\"Jo\",\"age\":3", "{\"name\":\"Jo\"}", FALSE, FAILED,
    "The recording ends before the reply does" },
  { "end/error-open", JSON, OBJECT, USER, "t {\"name\":\"Jo\",\"age\":3\ne Overloaded\nd", "{\"name\":\"Jo\"}",
    FALSE, FAILED, "The provider has trouble answering: Overloaded" },
  { "end/syntax", JSON, OBJECT, USER, "t {\"name\":\"Jo\",\"age\":}{]\nf stop\nd", NULL, FALSE, INVALID, "" },
};

static void
feed (Fixture       *fixture,
      const GString *body,
      gsize          piece)
{
  for (gsize at = 0; at < body->len; at += piece)
    fixture_push_bytes (fixture, body->str + at, MIN (piece, body->len - at));
}

static void
check_answer (const AnswerCase *c,
              const char       *wire,
              gsize             piece)
{
  g_autoptr(SluiceRequest) request = fixture_create_request (c->schema, c->shape, c->mode);
  gboolean breaks;
  g_autoptr(GString) body = encode (wire, request, c->script, &breaks);
  const GError *error;
  Fixture fixture;

  fixture_init_for_request (&fixture, wire, request, FALSE);
  feed (&fixture, body, piece);
  fixture_end (&fixture, breaks ? "reset" : NULL);

  if (sluice_run_get_error (fixture.run)) g_test_message ("error: %s", sluice_run_get_error (fixture.run)->message);
  g_assert_cmpstr (sluice_outcome_to_string (fixture.outcome), ==, sluice_outcome_to_string (c->outcome));
  g_assert_cmpint (sluice_run_get_outcome (fixture.run), ==, c->outcome);
  if (c->value != NULL || c->shape == OBJECT)
    if (c->outcome != INVALID || c->value != NULL)
      fixture_assert_value (&fixture, c->value);
  g_assert_cmpint (sluice_attempt_switched_channel (sluice_run_get_attempt (fixture.run)), ==, c->switched);

  error = sluice_run_get_error (fixture.run);
  if (c->error == NULL)
    g_assert_no_error (error);
  else if (!g_str_has_prefix (error != NULL ? error->message : "(none)", c->error))
    g_assert_cmpstr (error != NULL ? error->message : "(none)", ==, c->error);

  fixture_clear (&fixture);
}

static void
test_answer (gconstpointer data)
{
  const AnswerCase *c = data;

  g_test_summary ("The value is found where it is, and the end is judged by reason and by state");

  check_answer (c, "openai-chat", G_MAXSIZE / 2);
  check_answer (c, "openai-chat", 1);
  check_answer (c, "openai-chat", 7);
}

static void
violation_path_cb (SluiceRun       *run,
                   SluiceViolation *violation,
                   gint64           time_us,
                   GString         *log)
{
  g_string_append_printf (log, "%s ", sluice_violation_get_path (violation));
}

typedef struct
{
  const char *name;
  const char *answer;
  const char *paths;   /* of what is wrong */
} PathCase;

static const PathCase path_cases[] = {
  { "bare", "c User\na " JO "\nc User\na {\"name\":\"Al\",\"age\":200}\nc User\na {\"name\":\"Al\"}",
    "/1/age /2/age " },
  { "list-after-bare", "c User\na " JO "\nc User\na [2," AL ",{\"name\":\"Al\",\"age\":200}]\nc User\na {\"name\":\"Al\"}",
    "/1 /3/age /4/age " },
  { "two-lists", "c Users\na {\"tasks\":[" JO "," AL "]}\nc Users\na {\"tasks\":[" JO ",{\"name\":\"Al\",\"age\":200},true]}",
    "/3/age /4 " },
  { "lists-at-once",
    "c Users\nc Users\na0 {\"tasks\":[" JO ",{\"name\":\"Al\"\na1 {\"tasks\":[" AL ",{\"age\":200\n"
    "a0 ,\"age\":300},{\"name\":1\na1 ,\"name\":\"B\"}]}\na0 }]}",
    "/1/age /4/name /3/age /4/age " },
};

static void
test_paths_of_calls (gconstpointer data)
{
  const PathCase *c = data;
  g_autofree char *answer = g_strconcat (c->answer, "\nf tool-calls\nd", NULL);
  g_autoptr(SluiceRequest) request = fixture_create_request (USER, MANY, TOOLS);
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(GString) body = NULL;
  gboolean breaks;
  Fixture fixture;

  g_test_summary ("Of items that come in several calls, what is wrong is told with the item's number");

  body = encode ("openai-chat", request, answer, &breaks);
  fixture_init_for_request (&fixture, "openai-chat", request, FALSE);
  g_signal_connect (fixture.run, "violation", G_CALLBACK (violation_path_cb), log);
  feed (&fixture, body, 11);
  fixture_end (&fixture, NULL);
  g_assert_cmpstr (log->str, ==, c->paths);
  g_signal_handlers_disconnect_by_data (fixture.run, log);
  fixture_clear (&fixture);
}

/* -- Every end with every state of the value -------------------------------------------------------- */

/* how an answer ends */
typedef enum
{
  END_STOP, END_TOOL_CALLS, END_LENGTH, END_FILTER, END_REFUSAL, END_OTHER,
  END_MARKER,      /* the protocol's end alone, no reason */
  END_LOST,        /* the connection breaks */
  END_CLOSED,      /* the connection is closed, with no mark of the end */
  END_ERROR,       /* the provider says so */
  END_CANCELLED,
  N_ENDS,
} End;

static const struct
{
  const char *name;
  const char *script;
} ends[N_ENDS] = {
  [END_STOP] = { "stop", "f stop\nd" }, [END_TOOL_CALLS] = { "tool-calls", "f tool-calls\nd" },
  [END_LENGTH] = { "length", "f length\nd" }, [END_FILTER] = { "filter", "f content-filter\nd" },
  [END_REFUSAL] = { "refusal", "f refusal\nd" }, [END_OTHER] = { "other", "f other\nd" },
  [END_MARKER] = { "marker", "d" }, [END_LOST] = { "lost", "!" }, [END_CLOSED] = { "closed", "" },
  [END_ERROR] = { "error", "e Oh\nd" }, [END_CANCELLED] = { "cancelled", "" },
};

typedef struct
{
  const char *name;
  const char *text;           /* of the message, in one piece */
  const char *value;          /* what is kept, whatever the end; NULL: nothing */
  const char *outcomes;       /* a letter for each end: Complete Invalid Truncated Refused
                               * F(i)ltered as L, cAncelled as A, Failed */
} MatrixRow;

static const MatrixRow matrix[] = {
  /*                                                             STLFROMLCEA */
  { "not-started", "", NULL,                                    "IITLRIIFFFA" },
  { "prose", "t I think so.\n", NULL,                           "IITLRIIFFFA" },
  { "open", "t {\"name\":\"J\n", "{\"name\":\"J\"}",           "TTTLRTTFFFA" },
  { "open-number", "t {\"name\":\"Jo\",\"age\":3\n", "{\"name\":\"Jo\"}", "TTTLRTTFFFA" },
  { "closed", "t " JO "\n", JO,                                 "CCCLRCCCCFA" },
  { "closed-trailing", "t " JO " That is it.\n", JO,            "CCCLRCCCCFA" },
  { "closed-invalid", "t {\"name\":\"Jo\",\"age\":130}\n", "{\"name\":\"Jo\",\"age\":130}", "IIILRIIIIFA" },
  { "broken", "t {\"name\":\"Jo\",\"age\":}{]\n", "{\"name\":\"Jo\"}", "IIILRIIFFFA" },
};

static SluiceOutcome
get_matrix_outcome (char letter)
{
  static const char letters[] = "-CITRLAF";

  return (SluiceOutcome) (strchr (letters, letter) - letters);
}

/* The code that a program tells the outcomes by. */
static void
assert_matrix_error (SluiceRun     *run,
                     SluiceOutcome  outcome,
                     End            end)
{
  const GError *error = sluice_run_get_error (run);
  int code = error != NULL ? error->code : -1;

  if (error != NULL)
    g_assert_true (error->domain == SLUICE_RUN_ERROR && *error->message != '\0');

  switch (outcome)
    {
    case SLUICE_OUTCOME_COMPLETE:
    case SLUICE_OUTCOME_CANCELLED:
      g_assert_no_error (error);
      break;
    case SLUICE_OUTCOME_INVALID:
      g_assert_true (code == SLUICE_RUN_ERROR_INVALID || code == SLUICE_RUN_ERROR_SYNTAX ||
                     code == SLUICE_RUN_ERROR_NO_VALUE);
      break;
    case SLUICE_OUTCOME_TRUNCATED:
      g_assert_cmpint (code, ==, SLUICE_RUN_ERROR_TRUNCATED);
      break;
    case SLUICE_OUTCOME_REFUSED:
      g_assert_cmpint (code, ==, SLUICE_RUN_ERROR_REFUSED);
      break;
    case SLUICE_OUTCOME_FILTERED:
      g_assert_cmpint (code, ==, SLUICE_RUN_ERROR_FILTERED);
      break;
    case SLUICE_OUTCOME_FAILED:
      g_assert_cmpint (code, ==, end == END_ERROR ? SLUICE_RUN_ERROR_STATUS : SLUICE_RUN_ERROR_CONNECTION);
      break;
    case SLUICE_OUTCOME_NONE:
    default:
      g_assert_not_reached ();
    }
}

static void
check_matrix_cell (const MatrixRow *row,
                   const char      *wire,
                   End              end)
{
  SluiceOutcome expected = get_matrix_outcome (row->outcomes[end]);
  g_autoptr(SluiceRequest) request = fixture_create_request (USER, OBJECT, JSON);
  g_autofree char *script = g_strconcat (row->text, ends[end].script, NULL);
  gboolean breaks;
  g_autoptr(GString) body = encode (wire, request, script, &breaks);
  Fixture fixture;

  g_test_message ("%s, %s", wire, ends[end].name);
  fixture_init_for_request (&fixture, wire, request, FALSE);
  feed (&fixture, body, 16);
  if (end == END_CANCELLED)
    sluice_run_cancel (fixture.run);
  else
    fixture_end (&fixture, breaks ? "reset" : NULL);

  g_assert_cmpstr (sluice_outcome_to_string (fixture.outcome), ==, sluice_outcome_to_string (expected));
  fixture_assert_value (&fixture, row->value);
  assert_matrix_error (fixture.run, expected, end);
  fixture_clear (&fixture);
}

static void
test_matrix (gconstpointer data)
{
  const MatrixRow *row = data;

  g_test_summary ("Each way to end has one outcome for each state of the value, and what came is kept");

  for (End end = 0; end < N_ENDS; end++)
    {
      /* Neither protocol has a word for each of the ends. */
      if (end != END_FILTER)
        check_matrix_cell (row, "anthropic-messages", end);
      if (end != END_REFUSAL && end != END_OTHER)
        check_matrix_cell (row, "openai-chat", end);
    }
}

/* -- Whole answers ---------------------------------------------------------------------------------------- */

static void
test_not_streamed (void)
{
  static const char *const headers[] = { "Content-Type", "application/json", NULL };
  Fixture fixture;

  g_test_summary ("An answer that comes in one piece of JSON is read in bounded slices, too");

  fixture_init (&fixture, "openai-chat", USER, OBJECT, JSON);
  fixture_settle ();
  sluice_transport_head (SLUICE_TRANSPORT (fixture.transport), 200, (const char **) headers);
  fixture_push (&fixture, "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"content\":"
                          "\"{\\\"name\\\":\\\"Jo\\\",\\\"age\\\":30}\"},\"finish_reason\":\"stop\"}]}");
  fixture_end (&fixture, NULL);
  g_assert_cmpint (fixture.outcome, ==, COMPLETE);
  fixture_assert_value (&fixture, JO);
  g_assert_cmpuint (sluice_attempt_get_status (sluice_run_get_attempt (fixture.run)), ==, 200);
  g_assert_cmpstr (sluice_attempt_get_response_headers (sluice_run_get_attempt (fixture.run)), ==,
                   "Content-Type: application/json\n");
  fixture_clear (&fixture);
}

#define FLOOD_PIECE (16 * 1024 * 1024)

static void
test_flood (void)
{
  g_autofree char *comments = g_malloc (FLOOD_PIECE);
  g_autoptr(GBytes) chunk = NULL;
  Fixture fixture;

  g_test_summary ("A provider that sends without an end is stopped, and what came is kept");

  for (gsize i = 0; i < FLOOD_PIECE; i++)
    comments[i] = i % 4096 == 0 ? ':' : i % 4096 == 4095 ? '\n' : ' ';
  chunk = g_bytes_new_take (g_steal_pointer (&comments), FLOOD_PIECE);

  fixture_init (&fixture, "openai-chat", USER, OBJECT, JSON);
  fixture_push (&fixture, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"name\\\":\\\"J\"}}]}\n\n");
  for (guint i = 0; i < 16 && !fixture.transport->cancelled; i++)
    {
      sluice_transport_chunk (SLUICE_TRANSPORT (fixture.transport), chunk, 2000);
      fixture_settle ();
    }
  g_assert_true (fixture.transport->cancelled);
  g_assert_cmpint (fixture.outcome, ==, FAILED);
  g_assert_error (sluice_run_get_error (fixture.run), SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_PROTOCOL);
  fixture_assert_value (&fixture, "{\"name\":\"J\"}");
  fixture_clear (&fixture);
}

static void
test_no_text (void)
{
  Fixture fixture;

  g_test_summary ("What is no text at all is quoted safely");

  fixture_init (&fixture, "text", USER, OBJECT, ANY);
  fixture_push (&fixture, "no \xff value \xf0");
  fixture_end (&fixture, NULL);
  g_assert_error (sluice_run_get_error (fixture.run), SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_NO_VALUE);
  g_assert_cmpstr (sluice_run_get_error (fixture.run)->message, ==,
                   "There is no JSON in the reply: “no \357\277\275 value \357\277\275”");
  fixture_clear (&fixture);
}

static void
test_strict (void)
{
  g_autoptr(SluiceRequest) request = fixture_create_request (USER, OBJECT, JSON);
  Fixture fixture;

  g_test_summary ("Without tolerance, a fence is an error of syntax, and nothing is repaired");

  fixture_init_for_request (&fixture, "text", request, TRUE);
  fixture_push (&fixture, "```json\n" JO "\n```");
  fixture_end (&fixture, NULL);
  g_assert_cmpint (fixture.outcome, ==, INVALID);
  g_assert_error (sluice_run_get_error (fixture.run), SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_SYNTAX);
  fixture_clear (&fixture);

  fixture_init_for_request (&fixture, "text", request, FALSE);
  fixture_push (&fixture, "```json\n" JO "\n```");
  fixture_end (&fixture, NULL);
  g_assert_cmpint (fixture.outcome, ==, COMPLETE);
  g_assert_cmpuint (sluice_attempt_get_repairs (sluice_run_get_attempt (fixture.run))->len, >, 0);
  fixture_clear (&fixture);
}

/* -- Provenance -------------------------------------------------------------------------------------------- */

static void
test_frames (void)
{
  Fixture fixture;
  SluiceAttempt *attempt;
  gsize start, end;

  g_test_summary ("Each byte of the text is traced to the wire event that brought it, and back");

  fixture_init (&fixture, "openai-chat", USER, OBJECT, JSON);
  fixture_push (&fixture, "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
  fixture_push (&fixture, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"name\\\"\"}}]}\n\n");
  fixture_push (&fixture, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\":\\\"J\"}}]}\n\n");
  attempt = sluice_run_get_attempt (fixture.run);

  g_assert_cmpuint (g_list_model_get_n_items (sluice_attempt_get_frames (attempt)), ==, 0);
  g_assert_true (sluice_run_has_changes (fixture.run));
  sluice_run_flush (fixture.run);
  g_assert_false (sluice_run_has_changes (fixture.run));
  g_assert_cmpuint (g_list_model_get_n_items (sluice_attempt_get_frames (attempt)), ==, 3);

  g_assert_false (sluice_attempt_get_frame_range (attempt, 0, &start, &end));
  g_assert_true (sluice_attempt_get_frame_range (attempt, 1, &start, &end));
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 7);
  g_assert_true (sluice_attempt_get_frame_range (attempt, 2, &start, &end));
  g_assert_cmpuint (start, ==, 7);
  g_assert_cmpuint (end, ==, 10);
  g_assert_cmpuint (sluice_attempt_find_frame (attempt, 6), ==, 1);
  g_assert_cmpuint (sluice_attempt_find_frame (attempt, 7), ==, 2);
  g_assert_cmpuint (sluice_attempt_find_frame (attempt, 10), ==, G_MAXUINT);
  g_assert_cmpstr (sluice_attempt_get_text (attempt), ==, "{\"name\":\"J");
  fixture_clear (&fixture);
}

/* -- Timing, signals ------------------------------------------------------------------------------------------ */

static void
partial_cb (SluiceRun  *run,
            SluiceNode *root,
            gint64      time_us,
            GString    *log)
{
  g_autofree char *json = sluice_node_to_json (root, SLUICE_POLICY_LETTERS, 0);

  g_string_append_printf (log, "%s\n", json);
}

typedef struct
{
  const char *name;
  SluiceShape shape;
  const char *schema;
  const char *text;      /* fed a byte at a time */
  const char *partials;  /* one a line */
} PartialCase;

static const PartialCase partial_cases[] = {
  { "documented", OBJECT, USER, "{\"name\": \"John\", \"age\": 30}",
    "{}\n{\"name\":\"J\"}\n{\"name\":\"Jo\"}\n{\"name\":\"Joh\"}\n{\"name\":\"John\"}\n"
    "{\"name\":\"John\",\"age\":3}\n{\"name\":\"John\",\"age\":30}\n" },
  { "number", OBJECT, NULL, "[-12.5e+3]", "[]\n[-1]\n[-12]\n[-12.5]\n[-12.5e+3]\n" },
  { "literals", OBJECT, NULL, "[true,null,\"\"]", "[]\n[true]\n[true,null]\n[true,null,\"\"]\n" },
  { "held-back", OBJECT, NULL, "[\"\\ud83d\\ude00\\n\xc3\xa9\"]", "[]\n[\"\360\237\230\200\"]\n"
    "[\"\360\237\230\200\\n\"]\n[\"\360\237\230\200\\n\303\251\"]\n" },
  { "brackets-in-strings", OBJECT, NULL, "{\"a\":\"}\",\"b\":\"]\"}",
    "{}\n{\"a\":\"}\"}\n{\"a\":\"}\",\"b\":\"]\"}\n" },
  { "iterable", MANY, "{\"type\":\"integer\"}", "[1,23]", "[]\n[1]\n[1,2]\n[1,23]\n" },
};

static void
test_partials (gconstpointer data)
{
  const PartialCase *c = data;
  g_autoptr(GString) log = g_string_new (NULL);
  Fixture fixture;

  g_test_summary ("A partial is told for each chunk that shows in the value, and for no other");

  fixture_init (&fixture, "text", c->schema, c->shape, ANY);
  g_signal_connect (fixture.run, "partial", G_CALLBACK (partial_cb), log);
  for (const char *p = c->text; *p != '\0'; p++)
    fixture_push_bytes (&fixture, p, 1);
  fixture_end (&fixture, NULL);

  g_assert_cmpstr (log->str, ==, c->partials);
  fixture_clear (&fixture);
}

static void
test_timing (void)
{
  Fixture fixture;
  const SluiceTiming *timing;

  g_test_summary ("Each first time is noted once, on the clock of the transport");

  fixture_init (&fixture, "text", USER, MANY, ANY);
  timing = sluice_run_get_timing (fixture.run);
  g_assert_cmpint (timing->first_byte, ==, -1);
  fixture_push (&fixture, "[{\"na");
  fixture_push (&fixture, "me\":\"Jo\",");
  fixture_push (&fixture, "\"age\":30}");
  fixture_push (&fixture, "]");
  fixture_end (&fixture, NULL);

  timing = sluice_run_get_timing (fixture.run);
  g_assert_cmpint (timing->first_byte, ==, 1000);
  g_assert_cmpint (timing->first_token, ==, 1000);
  g_assert_cmpint (timing->first_field, ==, 2000);
  g_assert_cmpint (timing->first_item, ==, 3000);
  g_assert_cmpint (timing->last_byte, ==, 4000);
  g_assert_cmpint (sluice_run_get_elapsed (fixture.run), ==, 4000);
  fixture_clear (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answer_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/attempt/answer/", answer_cases[i].name, NULL);

      g_test_add_data_func (path, &answer_cases[i], test_answer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    {
      g_autofree char *path = g_strconcat ("/attempt/matrix/", matrix[i].name, NULL);

      g_test_add_data_func (path, &matrix[i], test_matrix);
    }
  for (guint i = 0; i < G_N_ELEMENTS (path_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/attempt/paths-of-calls/", path_cases[i].name, NULL);

      g_test_add_data_func (path, &path_cases[i], test_paths_of_calls);
    }
  g_test_add_func ("/attempt/not-streamed", test_not_streamed);
  g_test_add_func ("/attempt/flood", test_flood);
  g_test_add_func ("/attempt/no-text", test_no_text);
  g_test_add_func ("/attempt/strict", test_strict);
  g_test_add_func ("/attempt/frames", test_frames);
  for (guint i = 0; i < G_N_ELEMENTS (partial_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/attempt/partials/", partial_cases[i].name, NULL);

      g_test_add_data_func (path, &partial_cases[i], test_partials);
    }
  g_test_add_func ("/attempt/timing", test_timing);

  return g_test_run ();
}
