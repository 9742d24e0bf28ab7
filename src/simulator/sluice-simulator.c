/* sluice-simulator.c: the offline provider: a real HTTP server on loopback that speaks the wires
 *
 * handle_cb: which wire, and is the request one -> answer: what to say (a script, or a recording)
 *   -> SluiceExchange: says it, in time -> exchange_ended_cb
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <sluice.h>
#include <string.h>

#include "sluice-demo-model-private.h"
#include "sluice-example-private.h"
#include "sluice-exchange-private.h"
#include "sluice-problem-private.h"
#include "sluice-random-private.h"
#include "sluice-simulator.h"

#define DEFAULT_SPEED 40

/* An answer that would be over at once is spelled, so that it can be seen to grow. */
#define FEW_TOKENS 16

#define MAX_REQUEST_BYTES (64 * 1024 * 1024)

struct _SluiceSimulator
{
  GObject          parent_instance;

  SoupServer      *server;          /* owned, nullable: while it listens */
  char            *url;             /* owned, nullable */
  gdouble          speed;           /* tokens per second; 0 = as fast as the client reads */
  SluiceFaultList *faults;          /* owned */
  GPtrArray       *recordings;      /* owned: SluiceRecording */
  guint            next_recording;
  GPtrArray       *exchanges;       /* SluiceExchange: those under way; each frees itself */
  guint            n_requests;
  guint            n_disconnected;
};

G_DEFINE_FINAL_TYPE (SluiceSimulator, sluice_simulator, G_TYPE_OBJECT)

enum { SIGNAL_REQUEST, SIGNAL_ANSWERED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* --- What was asked --- */

/* What people wrote, without the schema and without what was wrong with earlier answers. */
static char *
join_user_texts (SluiceRequest *request,
                 gboolean      *corrected)
{
  GListModel *messages = sluice_request_get_messages (request);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);
      SluiceRole role = sluice_message_get_role (message);
      const char *text = sluice_message_get_text (message);

      if (role == SLUICE_ROLE_SYSTEM || role == SLUICE_ROLE_ASSISTANT)
        continue;

      if (sluice_facts_is_correction (text))
        *corrected = TRUE;
      else if (role == SLUICE_ROLE_USER)
        g_string_append_printf (joined, "%s\n", text);
    }

  return g_string_free (joined, FALSE);
}

static guint64
make_seed (SluiceRequest *request,
           const char    *text)
{
  SluiceSchema *schema = sluice_request_get_schema (request);
  guint64 seed = sluice_random_hash (sluice_request_get_seed (request), text);

  if (schema != NULL)
    {
      g_autofree char *json = sluice_schema_to_json (schema, 0);

      seed = sluice_random_hash (seed, json);
    }

  return seed;
}

static guint
get_wanted_items (JsonNode *body)
{
  gint64 n = json_object_get_int_member_with_default (json_node_get_object (body), "sluice_items", 0);

  return CLAMP (n, 0, 10 * 1000 * 1000);
}

/* NULL with a problem where the body is no request of that wire. */
static SluiceRequest *
read_request (SluiceWire     *wire,
              GBytes         *bytes,
              JsonNode      **body,
              SluiceProblem  *problem)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  /* The library's parser bounds the depth, which that of json-glib does not. */
  if (!sluice_parser_push (parser, data, size, &error) || !sluice_parser_finish (parser, &error))
    {
      problem->message = g_strdup_printf ("We could not parse the JSON body of your request: %s "
                                          "(byte %" G_GSIZE_FORMAT ")", error->message,
                                          sluice_parser_get_offset (parser));
      problem->status = SOUP_STATUS_BAD_REQUEST;
      return NULL;
    }

  text = g_strndup (data, size);
  *body = json_from_string (text, NULL);
  if (!sluice_problem_check_request (sluice_wire_get_name (wire), *body, problem))
    return NULL;

  request = sluice_wire_decode_request (wire, *body, &error);
  if (request != NULL && sluice_request_get_schema (request) != NULL
      && !sluice_schema_check_valid (sluice_request_get_schema (request), &error))
    {
      g_prefix_error (&error, "Invalid schema for '%s': ", sluice_request_get_tool_name (request));
      g_clear_object (&request);
    }

  if (request == NULL)
    {
      problem->message = g_strdup (error->message);
      problem->status = SOUP_STATUS_BAD_REQUEST;
    }

  return g_steal_pointer (&request);
}

/* --- What is answered --- */

static void
answered (SluiceSimulator *self,
          const char      *how)
{
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, how);
}

static void
exchange_ended_cb (SluiceExchange    *exchange,
                   SluiceExchangeEnd  end,
                   gpointer           user_data)
{
  g_autoptr(SluiceSimulator) self = g_object_ref (user_data);

  g_ptr_array_remove_fast (self->exchanges, exchange);
  if (end == SLUICE_EXCHANGE_DISCONNECTED)
    self->n_disconnected++;

  answered (self, end == SLUICE_EXCHANGE_COMPLETE ? "complete"
                  : end == SLUICE_EXCHANGE_CUT    ? "cut"
                                                  : "disconnected");
}

static void
start_exchange (SluiceSimulator             *self,
                SoupServerMessage           *message,
                const SluiceExchangeOptions *options)
{
  g_ptr_array_add (self->exchanges,
                   sluice_exchange_new (message, options, exchange_ended_cb, self));
}

/* Where the answer turns, given how long it would be. */
static void
choose_turn (SluiceExchangeOptions *options,
             const SluiceDemoModel *model)
{
  guint length = sluice_script_estimate (options->script);
  int max_tokens = sluice_request_get_max_tokens (options->request);

  if (model->behaviour == SLUICE_BEHAVIOUR_CUT || options->faults.truncate)
    options->turn = SLUICE_EXCHANGE_TRUNCATE;
  else if (model->behaviour == SLUICE_BEHAVIOUR_DROP)
    options->turn = SLUICE_EXCHANGE_DROP;
  else if (options->faults.stall)
    options->turn = SLUICE_EXCHANGE_STALL;
  options->turn_token = MAX (length * 2 / 3, 1);

  if (max_tokens > 0 && (options->turn == SLUICE_EXCHANGE_TO_END
                         || (guint) max_tokens < options->turn_token))
    {
      options->turn = SLUICE_EXCHANGE_TRUNCATE;
      options->turn_token = max_tokens;
    }
}

static void
write_script (SluiceExchangeOptions *options,
              const SluiceDemoModel *model,
              JsonNode              *body)
{
  SluiceRequest *request = options->request;
  SluiceMode mode = sluice_request_get_mode (request);
  gboolean corrected = FALSE;
  g_autofree char *text = join_user_texts (request, &corrected);
  g_autoptr(SluiceFacts) facts = sluice_facts_new (text);
  g_autoptr(JsonNode) answer = NULL;
  SluiceScriptOptions script = { sluice_request_get_schema (request), facts };

  script.n_items = get_wanted_items (body);
  if (script.n_items == 0)
    answer = sluice_example_find_answer (request);
  script.answer = answer;
  script.seed = make_seed (request, text);
  script.layout = mode == SLUICE_MODE_MD_JSON ? SLUICE_LAYOUT_INDENTED
                  : mode == SLUICE_MODE_TOOLS ? SLUICE_LAYOUT_COMPACT
                                              : SLUICE_LAYOUT_SPACED;
  script.fenced = mode == SLUICE_MODE_MD_JSON;
  script.flawed = model->behaviour == SLUICE_BEHAVIOUR_BREAK
                  || (model->behaviour == SLUICE_BEHAVIOUR_RETRY && !corrected);
  script.malformed = options->faults.malformed;

  options->script = sluice_script_new (&script);
  if (sluice_script_estimate (options->script) < FEW_TOKENS)
    {
      g_clear_pointer (&options->script, sluice_script_free);
      script.spelled = TRUE;
      options->script = sluice_script_new (&script);
    }
  choose_turn (options, model);
}

static SluiceRecording *
next_recording (SluiceSimulator *self,
                SluiceWire      *wire)
{
  for (guint i = 0; i < self->recordings->len; i++)
    {
      guint position = (self->next_recording + i) % self->recordings->len;
      SluiceRecording *recording = g_ptr_array_index (self->recordings, position);

      if (sluice_recording_get_wire (recording) == wire)
        {
          self->next_recording = position + 1;
          return recording;
        }
    }

  return NULL;
}

static void
answer (SluiceSimulator   *self,
        SoupServerMessage *message,
        SluiceWire        *wire,
        SluiceRequest     *request,
        JsonNode          *body,
        gsize              body_size,
        SluiceFaults       faults)
{
  const SluiceDemoModel *model = sluice_demo_model_find (sluice_request_get_model (request));
  SluiceExchangeOptions options = {
    .request = request,
    .wire = wire,
    .model = model->id,
    .recording = next_recording (self, wire),
    .faults = faults,
    .tokens_per_second = self->speed * model->speed,
    .latency_ms = self->speed > 0 ? model->latency_ms : 0,
    .input_tokens = body_size / 4 + 1,
    .number = self->n_requests,
  };

  if (options.recording != NULL)
    options.latency_ms = 0;
  else
    write_script (&options, model, body);

  start_exchange (self, message, &options);
}

static void
send_problem (SluiceSimulator   *self,
              SoupServerMessage *message,
              SluiceProblem     *problem,
              const char        *wire)
{
  sluice_problem_send (problem, wire, message);
  sluice_problem_clear (problem);
  answered (self, "error");
}

static void
handle_question (SluiceSimulator   *self,
                 SoupServerMessage *message,
                 const char        *path,
                 SluiceWire        *wire)
{
  SoupMessageBody *request_body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (request_body);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(JsonNode) body = NULL;
  SluiceFaults faults = sluice_fault_list_take (self->faults);
  SluiceProblem problem = { 0 };

  self->n_requests++;
  g_signal_emit (self, signals[SIGNAL_REQUEST], 0, path, bytes);

  if (faults.status != 0)
    sluice_problem_init_status (&problem, faults.status);
  else
    request = read_request (wire, bytes, &body, &problem);

  if (faults.retry_after_s > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", faults.retry_after_s);

      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", seconds);
    }

  if (problem.status != 0)
    send_problem (self, message, &problem, sluice_wire_get_name (wire));
  else
    answer (self, message, wire, request, body, g_bytes_get_size (bytes), faults);
}

/* --- Routes --- */

static void
handle_models (SoupServerMessage *message,
               gboolean           anthropic)
{
  char *list = sluice_demo_model_list (anthropic);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, list,
                                    strlen (list));
}

static const struct
{
  const char *path;     /* with or without /v1 before it */
  const char *wire;     /* NULL: the models, of either */
  const char *method;
} routes[] = {
  { "/chat/completions", "openai-chat", "POST" },
  { "/messages", "anthropic-messages", "POST" },
  { "/models", NULL, "GET" },
};

static void
refuse_route (SoupServerMessage *message,
              const char        *path,
              const char        *wire,
              guint              status)
{
  SluiceProblem problem = {
    status, g_strdup_printf ("Unknown request URL: %s %s", soup_server_message_get_method (message),
                             path), NULL };

  sluice_problem_send (&problem, wire, message);
  sluice_problem_clear (&problem);
}

static gboolean
is_anthropic_client (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_message_headers_get_one (headers, "anthropic-version") != NULL;
}

static void
mark_simulated (SluiceSimulator   *self,
                SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *id = g_strdup_printf ("req_simulated_%06u", self->n_requests + 1);

  soup_message_headers_replace (headers, "x-sluice-simulated", "true");
  soup_message_headers_replace (headers, is_anthropic_client (message) ? "request-id"
                                                                       : "x-request-id", id);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  SluiceSimulator *self = user_data;
  gboolean anthropic = is_anthropic_client (message);
  const char *wire = anthropic ? "anthropic-messages" : "openai-chat";
  const char *route = g_str_has_prefix (path, "/v1/") ? path + strlen ("/v1") : path;

  mark_simulated (self, message);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!g_str_equal (route, routes[i].path))
        continue;

      if (!g_str_equal (soup_server_message_get_method (message), routes[i].method))
        refuse_route (message, path, wire, SOUP_STATUS_METHOD_NOT_ALLOWED);
      else if (routes[i].wire != NULL)
        handle_question (self, message, path, sluice_wire_lookup (routes[i].wire));
      else
        handle_models (message, anthropic);
      return;
    }

  refuse_route (message, path, wire, SOUP_STATUS_NOT_FOUND);
}

/* libsoup would read all of the body before it answers, so this answer is written past it. */
static void
refuse_large (SoupServerMessage *message)
{
  const char *wire = is_anthropic_client (message) ? "anthropic-messages" : "openai-chat";
  g_autofree char *answer = NULL;
  g_autoptr(GIOStream) stream = NULL;
  SluiceProblem problem;

  sluice_problem_init_status (&problem, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  answer = sluice_problem_make_answer (&problem, wire);
  sluice_problem_clear (&problem);

  stream = soup_server_message_steal_connection (message);
  if (stream == NULL)
    return;

  /* It is short enough for the socket to take it at once. */
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, strlen (answer), NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length > MAX_REQUEST_BYTES)
    refuse_large (message);
}

/* Before the body is read: it is not to fill the memory, whether its length is told or not. */
static void
head_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_content_length (headers) > MAX_REQUEST_BYTES)
    refuse_large (message);
  else
    g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

/* --- The object --- */

static void
sluice_simulator_dispose (GObject *object)
{
  sluice_simulator_stop (SLUICE_SIMULATOR (object));

  G_OBJECT_CLASS (sluice_simulator_parent_class)->dispose (object);
}

static void
sluice_simulator_finalize (GObject *object)
{
  SluiceSimulator *self = SLUICE_SIMULATOR (object);

  g_free (self->url);
  sluice_fault_list_free (self->faults);
  g_ptr_array_unref (self->recordings);
  g_ptr_array_unref (self->exchanges);

  G_OBJECT_CLASS (sluice_simulator_parent_class)->finalize (object);
}

static void
sluice_simulator_class_init (SluiceSimulatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sluice_simulator_dispose;
  object_class->finalize = sluice_simulator_finalize;

  /**
   * SluiceSimulator::request:
   * @self: a simulator
   * @path: the path that was asked for
   * @body: the body of the request
   *
   * A client asks for an answer.
   */
  signals[SIGNAL_REQUEST] =
    g_signal_new ("request", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BYTES);

  /**
   * SluiceSimulator::answered:
   * @self: a simulator
   * @how: "complete", "error", "cut" or "disconnected"
   *
   * An answer came to its end.
   */
  signals[SIGNAL_ANSWERED] =
    g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sluice_simulator_init (SluiceSimulator *self)
{
  self->speed = DEFAULT_SPEED;
  self->faults = sluice_fault_list_new ();
  self->recordings = g_ptr_array_new_with_free_func (g_object_unref);
  self->exchanges = g_ptr_array_new ();
}

/**
 * sluice_simulator_new:
 *
 * Makes a simulator that does not listen yet.
 *
 * Returns: (transfer full): a new simulator
 */
SluiceSimulator *
sluice_simulator_new (void)
{
  return g_object_new (SLUICE_TYPE_SIMULATOR, NULL);
}

/**
 * sluice_simulator_listen:
 * @self: a simulator
 * @port: a TCP port, 0 for any that is free
 * @error: return location for a `GIOError`
 *
 * Begins to answer on 127.0.0.1, from the thread-default main context.
 *
 * Returns: %FALSE with an error where the port cannot be had
 */
gboolean
sluice_simulator_listen (SluiceSimulator  *self,
                         guint             port,
                         GError          **error)
{
  g_autoptr(SoupServer) server = NULL;
  GSList *uris;

  g_return_val_if_fail (SLUICE_IS_SIMULATOR (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  server = soup_server_new ("server-header", "sluice-simulator", NULL);
  soup_server_add_early_handler (server, NULL, head_cb, self, NULL);
  soup_server_add_handler (server, NULL, handle_cb, self, NULL);
  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    {
      g_prefix_error (error, _("The simulator cannot listen on port %u: "), port);
      return FALSE;
    }

  uris = soup_server_get_uris (server);
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->server = g_steal_pointer (&server);

  return TRUE;
}

/**
 * sluice_simulator_get_url:
 * @self: a simulator
 *
 * Gets where it listens.
 *
 * Returns: (nullable): "http://127.0.0.1:PORT"; %NULL when it never listened
 */
const char *
sluice_simulator_get_url (SluiceSimulator *self)
{
  g_return_val_if_fail (SLUICE_IS_SIMULATOR (self), NULL);

  return self->url;
}

/**
 * sluice_simulator_dup_base_url:
 * @self: a simulator
 * @wire: the name of a wire
 *
 * Gets what a client of that wire takes for its base URL.
 *
 * Returns: (transfer full) (nullable): a URL; %NULL when it never listened
 */
char *
sluice_simulator_dup_base_url (SluiceSimulator *self,
                               const char      *wire)
{
  g_return_val_if_fail (SLUICE_IS_SIMULATOR (self), NULL);
  g_return_val_if_fail (wire != NULL, NULL);

  if (self->url == NULL)
    return NULL;

  return g_str_equal (wire, "openai-chat") ? g_strconcat (self->url, "/v1", NULL)
                                           : g_strdup (self->url);
}

/**
 * sluice_simulator_set_speed:
 * @self: a simulator
 * @tokens_per_second: of the model steady, 40 at first; 0 = as fast as the client reads
 *
 * Sets how fast the models talk. The others keep their proportion to steady.
 */
void
sluice_simulator_set_speed (SluiceSimulator *self,
                            gdouble          tokens_per_second)
{
  g_return_if_fail (SLUICE_IS_SIMULATOR (self));
  g_return_if_fail (tokens_per_second >= 0);

  self->speed = tokens_per_second;
}

/**
 * sluice_simulator_add_fault:
 * @self: a simulator
 * @fault: "status=429", "cut=200", "stall", …; with "*2" at the end for the next two requests only
 * @error: return location for a `GIOError`
 *
 * Lets something go wrong with the answers from now on.
 *
 * Returns: %FALSE with an error that lists the faults there are
 */
gboolean
sluice_simulator_add_fault (SluiceSimulator  *self,
                            const char       *fault,
                            GError          **error)
{
  g_return_val_if_fail (SLUICE_IS_SIMULATOR (self), FALSE);
  g_return_val_if_fail (fault != NULL, FALSE);

  return sluice_fault_list_add (self->faults, fault, error);
}

/**
 * sluice_simulator_add_recording:
 * @self: a simulator
 * @file: a recording, or the body of a provider's response
 * @error: return location for a [error@Sluice.RecordingError] or a `GIOError`
 *
 * Answers the requests of that wire with a recording. Several take turns.
 *
 * Returns: %FALSE with an error where the file is no recording
 */
gboolean
sluice_simulator_add_recording (SluiceSimulator  *self,
                                GFile            *file,
                                GError          **error)
{
  SluiceRecording *recording;

  g_return_val_if_fail (SLUICE_IS_SIMULATOR (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  recording = sluice_recording_new_for_file (file, NULL, error);
  if (recording == NULL)
    return FALSE;

  g_ptr_array_add (self->recordings, recording);

  return TRUE;
}

/**
 * sluice_simulator_get_n_requests:
 * @self: a simulator
 *
 * Gets how many answers were asked for.
 *
 * Returns: the number
 */
guint
sluice_simulator_get_n_requests (SluiceSimulator *self)
{
  g_return_val_if_fail (SLUICE_IS_SIMULATOR (self), 0);

  return self->n_requests;
}

/**
 * sluice_simulator_get_n_disconnected:
 * @self: a simulator
 *
 * Gets how often a client closed the connection before the end of its answer.
 *
 * Returns: the number
 */
guint
sluice_simulator_get_n_disconnected (SluiceSimulator *self)
{
  g_return_val_if_fail (SLUICE_IS_SIMULATOR (self), 0);

  return self->n_disconnected;
}

/**
 * sluice_simulator_stop:
 * @self: a simulator
 *
 * Closes all connections and listens no more.
 */
void
sluice_simulator_stop (SluiceSimulator *self)
{
  g_return_if_fail (SLUICE_IS_SIMULATOR (self));

  while (self->exchanges->len > 0)
    sluice_exchange_abort (g_ptr_array_steal_index_fast (self->exchanges, 0));

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}
