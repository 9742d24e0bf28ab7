/* sluice-event-decoder.c: what decoders of JSON answers have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "json/sluice-parser.h"
#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-event-stream-private.h"
#include "wire/sluice-fields-private.h"
#include "wire/sluice-json-sequence-private.h"
#include "wire/sluice-sse-private.h"

/* Bytes of an answer that is not streamed. */
#define MAX_BODY (256 * 1024 * 1024)

typedef enum
{
  FRAMING_UNKNOWN,
  FRAMING_SSE,
  FRAMING_SEQUENCE,
  FRAMING_EVENT_STREAM,
  FRAMING_WHOLE,
} Framing;

typedef struct
{
  SluiceSse          *sse;           /* owned */
  SluiceJsonSequence *sequence;      /* owned, nullable: where that is the framing */
  SluiceJsonSequence *stray;         /* owned: JSON between the events of a stream */
  SluiceEventStream  *event_stream;  /* owned, nullable: where that is the framing */
  SluiceParser       *parser;        /* owned: used again for each event */
  GString            *body;          /* owned: a whole body, or what came before the framing is known */
  guint               http_status;   /* 0 = not told */
  Framing             framing;
  guint               flushing : 1;  /* what comes now was cut off by the end of the body */
  guint               ended : 1;     /* an ERROR or DONE was emitted */
} SluiceEventDecoderPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SluiceEventDecoder, sluice_event_decoder,
                                     SLUICE_TYPE_DECODER)

#define PRIV(self) ((SluiceEventDecoderPrivate *) sluice_event_decoder_get_instance_private (self))

/* The framing of a body that begins with the first byte of a JSON document, or of nothing we know. */
static Framing
find_json_framing (SluiceEventDecoder *self,
                   char                first)
{
  SluiceFramings framings = SLUICE_EVENT_DECODER_GET_CLASS (self)->framings;

  if (PRIV (self)->http_status >= 400)
    return FRAMING_WHOLE;
  if ((first == '{' && (framings & SLUICE_FRAMING_LINES))
      || (first == '[' && (framings & SLUICE_FRAMING_ARRAY)))
    return FRAMING_SEQUENCE;

  return FRAMING_WHOLE;
}

/* An event stream begins with a comment or the name of a field; that of AWS with the highest byte
 * of a length. Needs at most a few bytes, and always the same ones, so that the split into chunks
 * does not matter. */
static Framing
find_framing (SluiceEventDecoder *self,
              const char         *bytes,
              gsize               length)
{
  static const char *const fields[] = { "data", "event", "id", "retry", "error" };
  gboolean undecided = FALSE;
  gsize start = 0;

  if (length > 0 && (guchar) *bytes < '\t'
      && (SLUICE_EVENT_DECODER_GET_CLASS (self)->framings & SLUICE_FRAMING_EVENT_STREAM))
    return FRAMING_EVENT_STREAM;

  while (start < length && start < 3 && bytes[start] == "\xEF\xBB\xBF"[start])
    start++;
  if (start == length)
    return FRAMING_UNKNOWN;

  while (start < length && g_ascii_isspace (bytes[start]))
    start++;
  if (start == length)
    return FRAMING_UNKNOWN;
  if (bytes[start] == ':')
    return FRAMING_SSE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gsize n = MIN (strlen (fields[i]), length - start);

      if (memcmp (bytes + start, fields[i], n) != 0)
        continue;
      if (start + n == length)
        undecided = TRUE;
      else if (bytes[start + n] == ':')
        return FRAMING_SSE;
    }

  return undecided ? FRAMING_UNKNOWN : find_json_framing (self, bytes[start]);
}

void
sluice_event_decoder_report_error (SluiceEventDecoder    *self,
                                   const SluiceErrorBody *body)
{
  SluiceStreamEvent event = { SLUICE_STREAM_ERROR };

  event.name = body->type;
  event.id = body->code;
  event.text = body->message != NULL ? body->message : "";
  event.length = strlen (event.text);
  event.raw = body->object;

  PRIV (self)->ended = TRUE;
  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

/* An error of which no more is known than its text, maybe not even that. */
static void
report_plain_error (SluiceEventDecoder *self,
                    const char         *text,
                    gsize               length)
{
  SluiceEventDecoderPrivate *priv = PRIV (self);
  g_autofree char *message = sluice_error_body_plain (text, length);
  SluiceErrorBody body = { NULL };

  if (message == NULL && priv->http_status >= 400)
    message = g_strdup_printf (_("The server refused the request (HTTP %u)"), priv->http_status);
  if (message == NULL)
    message = g_strdup (_("The server reported an error without saying which"));

  body.message = message;
  sluice_event_decoder_report_error (self, &body);
}

/* Whether root has a member "error" that is not null. */
static gboolean
has_error (SluiceNode *root)
{
  static const char *const names[] = { "error" };
  SluiceNode *error;

  sluice_fields_collect (root, names, 1, &error);

  return error != NULL;
}

/* Parses text as one JSON document; NULL where it is not. The node lives until the next call. */
static SluiceNode *
parse (SluiceEventDecoder  *self,
       const char          *text,
       gsize                length,
       GError             **error)
{
  SluiceEventDecoderPrivate *priv = PRIV (self);

  sluice_parser_reset (priv->parser);
  if (!sluice_parser_push (priv->parser, text, length, error)
      || !sluice_parser_finish (priv->parser, error))
    return NULL;

  return sluice_parser_get_root (priv->parser);
}

static gboolean
was_cut (const GError *error)
{
  return g_error_matches (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_CUT)
         || g_error_matches (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_EMPTY);
}

static gboolean
is_blank (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (text[i]))
        return FALSE;
    }

  return TRUE;
}

static void
report_bad_event (SluiceEventDecoder *self,
                  const GError       *error)
{
  g_autofree char *message = NULL;

  message = g_strdup_printf (_("An event of the stream is not JSON: %s"), error->message);
  sluice_event_decoder_emit_error (self, "invalid_stream", message);
}

/* An error in the middle of a stream, in JSON. */
static void
read_stream_error (SluiceEventDecoder *self,
                   SluiceNode         *root)
{
  SluiceEventDecoderClass *klass = SLUICE_EVENT_DECODER_GET_CLASS (self);
  SluiceErrorBody body;

  if (!sluice_error_body_find (root, &body))
    {
      g_autofree char *json = sluice_node_to_json (root, SLUICE_POLICY_VALUES, 0);

      report_plain_error (self, json, strlen (json));
    }
  else if (klass->error == NULL || !klass->error (self, &body))
    sluice_event_decoder_report_error (self, &body);
}

static void
read_event (SluiceEventDecoder *self,
            const char         *name,
            const char         *data,
            gsize               length)
{
  SluiceEventDecoderPrivate *priv = PRIV (self);
  SluiceEventDecoderClass *klass = SLUICE_EVENT_DECODER_GET_CLASS (self);
  gboolean is_error = g_strcmp0 (name, "error") == 0;
  g_autoptr(GError) error = NULL;
  SluiceNode *root;

  sluice_decoder_frame (SLUICE_DECODER (self), name, data, length);

  if (priv->ended || is_blank (data, length))
    return;
  if (*data != '{' && klass->marker != NULL && klass->marker (self, data, length))
    return;

  root = parse (self, data, length, &error);

  if (root == NULL && priv->flushing && was_cut (error))
    return;
  if (root == NULL && is_error)
    report_plain_error (self, data, length);
  else if (root == NULL)
    report_bad_event (self, error);
  else if (is_error || has_error (root))
    read_stream_error (self, root);
  else
    klass->event (self, name, root);
}

static gboolean
sse_event_cb (const char *name,
              const char *data,
              gsize       length,
              gpointer    user_data)
{
  read_event (user_data, name, data, length);

  return TRUE;
}

/* A document that stands in a stream without being one of its events: an error, or nothing. */
static gboolean
stray_document_cb (const char *text,
                   gsize       length,
                   gpointer    user_data)
{
  SluiceEventDecoder *self = user_data;
  SluiceNode *root;

  if (PRIV (self)->ended || (root = parse (self, text, length, NULL)) == NULL || !has_error (root))
    return TRUE;

  sluice_decoder_frame (SLUICE_DECODER (self), NULL, text, length);
  read_stream_error (self, root);

  return TRUE;
}

/* Servers that fail in the middle of a stream may write "error: {…}" on a line of its own, or drop
 * the body of an error response into it, over several lines. */
static gboolean
sse_field_cb (const char *name,
              const char *data,
              gsize       length,
              gpointer    user_data)
{
  SluiceEventDecoder *self = user_data;
  SluiceEventDecoderPrivate *priv = PRIV (self);

  if (g_str_equal (name, "error"))
    read_event (self, name, data, length);
  else if (*name == '{' || !sluice_json_sequence_is_closed (priv->stray))
    {
      sluice_json_sequence_push (priv->stray, name, strlen (name), stray_document_cb, self);
      if (length > 0)
        sluice_json_sequence_push (priv->stray, ":", 1, stray_document_cb, self);
      sluice_json_sequence_push (priv->stray, data, length, stray_document_cb, self);
      sluice_json_sequence_push (priv->stray, "\n", 1, stray_document_cb, self);
    }

  return TRUE;
}

static gboolean
document_cb (const char *text,
             gsize       length,
             gpointer    user_data)
{
  read_event (user_data, NULL, text, length);

  return TRUE;
}

/* "exception" is what the service says went wrong with the request, "error" what went wrong with
 * the stream. (Smithy, "Amazon Event Stream Specification", "Message types".) */
static void
read_exception (SluiceEventDecoder *self,
                const char         *type,
                const char         *message,
                const char         *payload,
                gsize               length)
{
  SluiceErrorBody body = { NULL };
  SluiceNode *root;

  sluice_decoder_frame (SLUICE_DECODER (self), type, payload, length);
  if (PRIV (self)->ended)
    return;

  root = parse (self, payload, length, NULL);
  if (root == NULL || !sluice_error_body_find (root, &body))
    body = (SluiceErrorBody) { NULL };
  if (body.type == NULL)
    body.type = type;
  if (body.message == NULL)
    body.message = message != NULL ? message : type;

  sluice_event_decoder_report_error (self, &body);
}

static gboolean
message_cb (const SluiceEventMessage *message,
            gpointer                  user_data)
{
  SluiceEventDecoder *self = user_data;
  g_autofree char *kind = sluice_event_message_dup_string (message, ":message-type");
  g_autofree char *name = NULL;

  if (g_strcmp0 (kind, "exception") == 0)
    {
      name = sluice_event_message_dup_string (message, ":exception-type");
      read_exception (self, name, NULL, message->payload, message->length);
    }
  else if (g_strcmp0 (kind, "error") == 0)
    {
      g_autofree char *text = sluice_event_message_dup_string (message, ":error-message");

      name = sluice_event_message_dup_string (message, ":error-code");
      read_exception (self, name, text, message->payload, message->length);
    }
  else
    {
      name = sluice_event_message_dup_string (message, ":event-type");
      read_event (self, name, message->payload, message->length);
    }

  return TRUE;
}

static void
push_sse (SluiceEventDecoder *self,
          const char         *bytes,
          gsize               length)
{
  g_autoptr(GError) error = NULL;

  if (!sluice_sse_push (PRIV (self)->sse, bytes, length, sse_event_cb, self, &error))
    sluice_event_decoder_emit_error (self, "invalid_stream", error->message);
}

static void
push_sequence (SluiceEventDecoder *self,
               const char         *bytes,
               gsize               length)
{
  if (!sluice_json_sequence_push (PRIV (self)->sequence, bytes, length, document_cb, self))
    sluice_event_decoder_emit_error (self, "invalid_stream",
                                     _("An event of the stream is longer than any answer"));
}

static void
push_event_stream (SluiceEventDecoder *self,
                   const char         *bytes,
                   gsize               length)
{
  g_autoptr(GError) error = NULL;

  if (!sluice_event_stream_push (PRIV (self)->event_stream, bytes, length, message_cb, self, &error))
    sluice_event_decoder_emit_error (self, "invalid_stream", error->message);
}

static void
append_body (SluiceEventDecoder *self,
             const char         *bytes,
             gsize               length)
{
  SluiceEventDecoderPrivate *priv = PRIV (self);

  if (priv->ended)
    return;

  if (priv->body->len + length > MAX_BODY)
    {
      g_autofree char *message = NULL;

      message = g_strdup_printf (_("The answer is longer than %u bytes"), (guint) MAX_BODY);
      sluice_event_decoder_emit_error (self, "invalid_answer", message);
      return;
    }

  g_string_append_len (priv->body, bytes, length);
}

static void
push_framed (SluiceEventDecoder *self,
             const char         *bytes,
             gsize               length)
{
  switch (PRIV (self)->framing)
    {
    case FRAMING_SSE:
      push_sse (self, bytes, length);
      break;

    case FRAMING_SEQUENCE:
      push_sequence (self, bytes, length);
      break;

    case FRAMING_EVENT_STREAM:
      push_event_stream (self, bytes, length);
      break;

    case FRAMING_UNKNOWN:
    case FRAMING_WHOLE:
    default:
      append_body (self, bytes, length);
      break;
    }
}

/* The framing is known now: what came before it is read. */
static void
begin_framing (SluiceEventDecoder *self)
{
  SluiceEventDecoderPrivate *priv = PRIV (self);
  const char *bytes = priv->body->str;
  gsize length = priv->body->len;

  if (priv->framing == FRAMING_UNKNOWN || priv->framing == FRAMING_WHOLE)
    return;

  if (priv->framing == FRAMING_SEQUENCE)
    {
      const char *start = bytes + strcspn (bytes, "{[");

      priv->sequence = sluice_json_sequence_new (*start == '[' ? SLUICE_JSON_SEQUENCE_ARRAY
                                                               : SLUICE_JSON_SEQUENCE_LINES);
      length -= start - bytes;
      bytes = start;
    }
  else if (priv->framing == FRAMING_EVENT_STREAM)
    priv->event_stream = sluice_event_stream_new ();

  push_framed (self, bytes, length);
  g_string_truncate (priv->body, 0);
}

static void
sluice_event_decoder_push (SluiceDecoder *decoder,
                           const char    *bytes,
                           gsize          length)
{
  SluiceEventDecoder *self = SLUICE_EVENT_DECODER (decoder);
  SluiceEventDecoderPrivate *priv = PRIV (self);

  if (priv->framing != FRAMING_UNKNOWN)
    {
      push_framed (self, bytes, length);
      return;
    }

  append_body (self, bytes, length);
  priv->framing = find_framing (self, priv->body->str, priv->body->len);
  begin_framing (self);
}

static void
finish_whole (SluiceEventDecoder *self)
{
  SluiceEventDecoderPrivate *priv = PRIV (self);
  GString *body = priv->body;
  g_autoptr(GError) error = NULL;
  SluiceErrorBody found;
  SluiceNode *root;

  if (body->len > 0)
    sluice_decoder_frame (SLUICE_DECODER (self), NULL, body->str, body->len);

  root = parse (self, body->str, body->len, &error);

  if (priv->http_status >= 400)
    {
      if (root != NULL && sluice_error_body_find (root, &found))
        sluice_event_decoder_report_error (self, &found);
      else
        report_plain_error (self, body->str, body->len);
    }
  else if (root == NULL)
    {
      g_autofree char *plain = sluice_error_body_plain (body->str, body->len);

      if (!was_cut (error))
        sluice_event_decoder_emit_error (self, "invalid_answer", plain != NULL ? plain
                                         : _("The answer is neither an event stream nor JSON"));
    }
  else if (has_error (root) && sluice_error_body_find (root, &found))
    sluice_event_decoder_report_error (self, &found);
  else if (!SLUICE_EVENT_DECODER_GET_CLASS (self)->body (self, root))
    {
      if (sluice_error_body_find (root, &found))
        sluice_event_decoder_report_error (self, &found);
      else
        sluice_event_decoder_emit_error (self, "invalid_answer",
                                         _("The answer is not of the protocol it was asked in"));
    }
}

static void
sluice_event_decoder_finish (SluiceDecoder *decoder)
{
  SluiceEventDecoder *self = SLUICE_EVENT_DECODER (decoder);
  SluiceEventDecoderPrivate *priv = PRIV (self);

  priv->flushing = TRUE;
  if (priv->framing == FRAMING_SSE)
    sluice_sse_flush (priv->sse, sse_event_cb, self);
  else if (priv->framing == FRAMING_SEQUENCE)
    sluice_json_sequence_flush (priv->sequence, document_cb, self);
  else if (priv->framing == FRAMING_WHOLE && !priv->ended)
    finish_whole (self);

  if (!priv->ended && priv->http_status >= 400)
    report_plain_error (self, priv->body->str, priv->body->len);
  else if (!priv->ended)
    SLUICE_EVENT_DECODER_GET_CLASS (self)->end (self);
}

static void
sluice_event_decoder_finalize (GObject *object)
{
  SluiceEventDecoderPrivate *priv = PRIV (SLUICE_EVENT_DECODER (object));

  g_clear_object (&priv->sse);
  g_clear_pointer (&priv->sequence, sluice_json_sequence_free);
  g_clear_pointer (&priv->stray, sluice_json_sequence_free);
  g_clear_pointer (&priv->event_stream, sluice_event_stream_free);
  g_clear_object (&priv->parser);
  g_string_free (priv->body, TRUE);

  G_OBJECT_CLASS (sluice_event_decoder_parent_class)->finalize (object);
}

static void
sluice_event_decoder_class_init (SluiceEventDecoderClass *klass)
{
  SluiceDecoderClass *decoder_class = SLUICE_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_event_decoder_finalize;
  decoder_class->push = sluice_event_decoder_push;
  decoder_class->finish = sluice_event_decoder_finish;
}

static void
sluice_event_decoder_init (SluiceEventDecoder *self)
{
  SluiceEventDecoderPrivate *priv = PRIV (self);

  priv->sse = sluice_sse_new ();
  priv->stray = sluice_json_sequence_new (SLUICE_JSON_SEQUENCE_LINES);
  priv->parser = sluice_parser_new_strict ();
  priv->body = g_string_new (NULL);
  sluice_sse_set_field_func (priv->sse, sse_field_cb, self);
}

void
sluice_event_decoder_set_http_status (SluiceEventDecoder *self,
                                      guint               http_status)
{
  PRIV (self)->http_status = http_status;
}

void
sluice_event_decoder_emit_started (SluiceEventDecoder *self,
                                   const char         *id,
                                   const char         *model)
{
  SluiceStreamEvent event = { SLUICE_STREAM_STARTED, .id = id, .name = model };

  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_text (SluiceEventDecoder    *self,
                                SluiceStreamEventKind  kind,
                                guint                  choice,
                                SluiceNode            *text)
{
  SluiceStreamEvent event = { kind, choice };

  if (!sluice_fields_is_string (text))
    return;

  event.text = sluice_node_get_text (text, &event.length);
  if (event.length > 0)
    sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_call (SluiceEventDecoder *self,
                                guint               choice,
                                guint               index,
                                const char         *id,
                                const char         *name)
{
  SluiceStreamEvent event = { SLUICE_STREAM_TOOL_CALL, choice, index, id, name };

  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_custom_call (SluiceEventDecoder *self,
                                       guint               choice,
                                       guint               index,
                                       const char         *id,
                                       const char         *name,
                                       const char         *type)
{
  SluiceStreamEvent event = { SLUICE_STREAM_TOOL_CALL, choice, index, id, name, type };

  event.length = strlen (type);
  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_arguments (SluiceEventDecoder *self,
                                     guint               choice,
                                     guint               index,
                                     SluiceNode         *arguments)
{
  SluiceStreamEvent event = { SLUICE_STREAM_TOOL_ARGUMENTS, choice, index };

  if (arguments == NULL || sluice_node_get_node_type (arguments) == SLUICE_NODE_NULL)
    return;

  if (sluice_fields_is_string (arguments))
    {
      event.text = sluice_node_get_text (arguments, &event.length);
      if (event.length == 0)
        return;
    }
  else
    {
      event.kind = SLUICE_STREAM_TOOL_OBJECT;
      event.raw = arguments;
    }

  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_other (SluiceEventDecoder *self,
                                 const char         *type)
{
  SluiceStreamEvent event = { SLUICE_STREAM_OTHER_ITEM, .name = type };

  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_detail (SluiceEventDecoder *self,
                                  guint               choice,
                                  const char         *name,
                                  const char         *text)
{
  SluiceStreamEvent event = { SLUICE_STREAM_DETAIL, choice, .name = name, .text = text };

  if (text == NULL || *text == '\0')
    return;

  event.length = strlen (text);
  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_usage (SluiceEventDecoder *self,
                                 const SluiceUsage  *usage,
                                 SluiceNode         *raw)
{
  SluiceStreamEvent event = { SLUICE_STREAM_USAGE, .usage = *usage, .raw = raw };

  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_finished (SluiceEventDecoder *self,
                                    guint               choice,
                                    SluiceFinishReason  finish,
                                    const char         *name)
{
  SluiceStreamEvent event = { SLUICE_STREAM_FINISHED, choice, .name = name, .finish = finish };

  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_done (SluiceEventDecoder *self)
{
  SluiceStreamEvent event = { SLUICE_STREAM_DONE };

  PRIV (self)->ended = TRUE;
  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

void
sluice_event_decoder_emit_error (SluiceEventDecoder *self,
                                 const char         *type,
                                 const char         *message)
{
  SluiceErrorBody body = { type, NULL, message };

  sluice_event_decoder_report_error (self, &body);
}
