/* sluice-recording-file.c: the file of a recording: JSON Lines
 *
 * {"sluice_recording":1,"wire":"openai-chat","status":200,"headers":["content-type","text/event-stream"],
 *  "provider":"openai","model":"gpt-4.1-mini","mode":"tools","strict":false,"shape":"iterable",
 *  "schema":{"notation":"classes","root":"User","text":"class User(BaseModel):…"},"request":{…}}
 * {"t":412034,"data":"ZGF0YTog…"}
 * {"t":980112,"end":true}
 *
 * The first line is the head, in one line. Times are microseconds since the request was sent. The
 * last line may have "problem": why the answer ended early. A file without it was cut; what is
 * there is played all the same. Keys, cookies and passwords are never written.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "document/sluice-redaction-private.h"
#include "json/sluice-parser.h"
#include "json/sluice-writer.h"
#include "recording/sluice-recording-private.h"
#include "sluice-enum-types.h"

#define FORMAT_VERSION 1

/* --- Reading --- */

static const char *
find_line_end (const char *line,
               const char *end)
{
  const char *newline = memchr (line, '\n', end - line);

  return newline != NULL ? newline : end;
}

gboolean
sluice_recording_is_file (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  /* The name of the version comes first, also where blanks stand between. */
  return size > 0 && *data == '{' && g_strstr_len (data, MIN (size, 64), "\"sluice_recording\"") != NULL;
}

/* One line as a tree; the caller's to unref. NULL with an error that tells the place. */
static SluiceParser *
parse_line (const char  *line,
            gsize        length,
            guint        number,
            GError     **error)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(GError) reason = NULL;
  const char *invalid;

  if (!g_utf8_validate_len (line, length, &invalid))
    {
      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT,
                   _("Line %u is not text"), number);
      return NULL;
    }

  if (!sluice_parser_push (parser, line, length, &reason) || !sluice_parser_finish (parser, &reason))
    {
      gsize offset = MIN (sluice_parser_get_offset (parser), length);

      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT,
                   /* Translators: line, column, reason */
                   _("Line %u, column %u: %s"), number,
                   (guint) g_utf8_strlen (line, offset) + 1, reason->message);
      return NULL;
    }

  if (sluice_node_get_node_type (sluice_parser_get_root (parser)) != SLUICE_NODE_OBJECT)
    {
      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT,
                   _("Line %u is not an object"), number);
      return NULL;
    }

  return g_steal_pointer (&parser);
}

static const char *
get_text (SluiceNode *object,
          const char *name)
{
  SluiceNode *node = sluice_node_get_member (object, name);

  if (node == NULL || sluice_node_get_node_type (node) != SLUICE_NODE_STRING)
    return NULL;

  return sluice_node_get_text (node, NULL);
}

static gboolean
get_integer (SluiceNode *object,
             const char *name,
             gint64     *value)
{
  SluiceNode *node = sluice_node_get_member (object, name);

  return node != NULL && sluice_node_get_node_type (node) == SLUICE_NODE_NUMBER
         && sluice_node_get_int (node, value);
}

static int
get_enum (SluiceNode *object,
          const char *name,
          GType       type)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);
  const char *nick = get_text (object, name);
  GEnumValue *value = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;

  return value != NULL ? value->value : 0;
}

static gboolean
check_version (SluiceNode  *head,
               GError     **error)
{
  gint64 version;

  if (!get_integer (head, "sluice_recording", &version) || version < 1)
    {
      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT,
                   _("This is not a recording: ‘%s’ is not a version"), "sluice_recording");
      return FALSE;
    }

  if (version > FORMAT_VERSION)
    {
      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_VERSION,
                   _("The recording was made by a newer version"));
      return FALSE;
    }

  return TRUE;
}

static SluiceWire *
find_wire (SluiceNode  *head,
           SluiceWire  *wire,
           GError     **error)
{
  const char *name = get_text (head, "wire");

  if (wire == NULL && name != NULL)
    wire = sluice_wire_lookup (name);
  if (wire == NULL)
    g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_UNKNOWN_WIRE,
                 /* Translators: a wire is a provider's protocol */
                 _("There is no wire “%s”"), name != NULL ? name : "");

  return wire;
}

static void
read_headers (SluiceRecording *self,
              SluiceNode      *head)
{
  SluiceNode *node = sluice_node_get_member (head, "headers");
  g_autoptr(GPtrArray) headers = g_ptr_array_new ();

  if (node == NULL || sluice_node_get_node_type (node) != SLUICE_NODE_ARRAY)
    return;

  for (SluiceNode *child = sluice_node_get_first_child (node);
       child != NULL;
       child = sluice_node_get_next_sibling (child))
    {
      if (sluice_node_get_node_type (child) != SLUICE_NODE_STRING)
        return;
      g_ptr_array_add (headers, (gpointer) sluice_node_get_text (child, NULL));
    }

  if (headers->len % 2 != 0)
    return;

  g_ptr_array_add (headers, NULL);
  sluice_recording_set_headers (self, (const char **) headers->pdata);
}

static SluiceSchema *
read_schema (SluiceNode *head)
{
  SluiceNode *node = sluice_node_get_member (head, "schema");
  const char *text;

  if (node == NULL || sluice_node_get_node_type (node) != SLUICE_NODE_OBJECT)
    return NULL;

  text = get_text (node, "text");
  if (text == NULL)
    return NULL;

  return sluice_schema_new_for_text (text, get_enum (node, "notation", SLUICE_TYPE_NOTATION),
                                     get_text (node, "root"));
}

/* The messages are in the request as it was sent. */
static void
add_messages (SluiceRequest *request,
              SluiceWire    *wire,
              JsonNode      *body)
{
  g_autoptr(SluiceRequest) sent = sluice_wire_decode_request (wire, body, NULL);
  GListModel *messages;

  if (sent == NULL)
    return;

  messages = sluice_request_get_messages (sent);
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      sluice_request_add_message (request, message);
    }
}

static void
read_request (SluiceRecording *self,
              SluiceNode      *head)
{
  g_autoptr(SluiceSchema) schema = read_schema (head);
  g_autoptr(SluiceRequest) request = NULL;
  SluiceNode *body = sluice_node_get_member (head, "request");
  SluiceNode *strict = sluice_node_get_member (head, "strict");
  const char *mode_name = get_text (head, "mode");
  SluiceMode mode = SLUICE_MODE_AUTOMATIC;

  if (schema == NULL)
    return;

  request = sluice_request_new (schema, get_enum (head, "shape", SLUICE_TYPE_SHAPE));
  if (mode_name != NULL && sluice_mode_from_string (mode_name, &mode, NULL))
    sluice_request_set_mode (request, mode);
  if (strict != NULL && sluice_node_get_node_type (strict) == SLUICE_NODE_BOOLEAN)
    sluice_request_set_strict (request, sluice_node_get_boolean (strict));
  sluice_request_set_model (request, get_text (head, "model"));

  if (body != NULL && sluice_node_get_node_type (body) == SLUICE_NODE_OBJECT)
    {
      g_autofree char *json = sluice_node_to_json (body, SLUICE_POLICY_VALUES, 0);
      g_autoptr(JsonNode) node = json_from_string (json, NULL);

      if (node != NULL)
        {
          sluice_recording_set_body (self, node);
          add_messages (request, sluice_recording_get_wire (self), node);
        }
    }

  sluice_recording_set_request (self, request);
}

static SluiceRecording *
read_head (const char  *line,
           gsize        length,
           SluiceWire  *wire,
           GError     **error)
{
  g_autoptr(SluiceParser) parser = parse_line (line, length, 1, error);
  g_autoptr(SluiceRecording) self = NULL;
  SluiceNode *head;
  gint64 status;

  if (parser == NULL)
    return NULL;

  head = sluice_parser_get_root (parser);
  if (!check_version (head, error) || !(wire = find_wire (head, wire, error)))
    return NULL;

  if (!get_integer (head, "status", &status) || status < 0 || status > 999)
    status = 200;

  self = sluice_recording_new (wire, status);
  sluice_recording_set_provider (self, get_text (head, "provider"));
  read_headers (self, head);
  read_request (self, head);

  return g_steal_pointer (&self);
}

/* g_base64_decode() takes anything, and gives something. */
static gboolean
is_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize digits = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

  return length % 4 == 0 && digits + strspn (text + digits, "=") == length && length - digits <= 2;
}

/* A chunk, or the end. */
static gboolean
read_line (SluiceRecording *self,
           const char      *line,
           gsize            length,
           guint            number,
           gboolean        *ended,
           GError         **error)
{
  g_autoptr(SluiceParser) parser = parse_line (line, length, number, error);
  SluiceNode *object;
  const char *data;
  gint64 time_us;

  if (parser == NULL)
    return FALSE;

  object = sluice_parser_get_root (parser);
  if (!get_integer (object, "t", &time_us) || time_us < 0)
    {
      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT,
                   _("Line %u has no time"), number);
      return FALSE;
    }

  data = get_text (object, "data");
  if (data != NULL && !is_base64 (data))
    {
      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT,
                   _("Line %u has data that is not base64"), number);
      return FALSE;
    }

  if (data != NULL)
    {
      gsize size;
      guchar *decoded = g_base64_decode (data, &size);
      g_autoptr(GBytes) bytes = g_bytes_new_take (decoded, size);

      sluice_recording_add_chunk (self, bytes, time_us);
    }
  else if (sluice_node_get_member (object, "end") != NULL)
    {
      sluice_recording_end (self, time_us, get_text (object, "problem"));
      *ended = TRUE;
    }

  return TRUE;
}

SluiceRecording *
sluice_recording_read_file (GBytes      *bytes,
                            SluiceWire  *wire,
                            GError     **error)
{
  g_autoptr(SluiceRecording) self = NULL;
  gsize size;
  const char *line = g_bytes_get_data (bytes, &size);
  const char *end = line + size;
  const char *line_end = find_line_end (line, end);
  gboolean ended = FALSE;

  self = read_head (line, line_end - line, wire, error);
  if (self == NULL)
    return NULL;

  for (guint number = 2; line_end < end && !ended; number++)
    {
      line = line_end + 1;
      line_end = find_line_end (line, end);

      if (line_end == line || (line_end == line + 1 && *line == '\r'))
        continue;

      /* A program that was stopped while it wrote leaves half a line. */
      if (line_end == end && line[line_end - line - 1] != '}')
        break;

      if (!read_line (self, line, line_end - line, number, &ended, error))
        return NULL;

      if (sluice_recording_get_n_chunks (self) > SLUICE_RECORDING_MAX_CHUNKS)
        {
          g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT,
                       _("The recording has more than %u chunks"), SLUICE_RECORDING_MAX_CHUNKS);
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

/* --- Writing --- */

static void
append_member (GString    *out,
               const char *key,
               const char *text)
{
  if (text == NULL)
    return;

  sluice_writer_append_key (out, key);
  sluice_writer_append_string (out, text, -1);
}

static const char *
get_nick (GType type,
          int   value)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);

  return g_enum_get_value (klass, value)->value_nick;
}

static void
append_headers (GString     *out,
                const char **headers)
{
  gboolean first = TRUE;

  sluice_writer_append_key (out, "headers");
  g_string_append_c (out, '[');
  for (; headers[0] != NULL; headers += 2)
    {
      if (sluice_redaction_hides (headers[0]))
        continue;

      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      sluice_writer_append_string (out, headers[0], -1);
      g_string_append_c (out, ',');
      sluice_writer_append_string (out, headers[1], -1);
    }
  g_string_append_c (out, ']');
}

static void
append_schema (GString      *out,
               SluiceSchema *schema)
{
  SluiceNotation notation = sluice_schema_get_notation (schema);

  sluice_writer_append_key (out, "schema");
  g_string_append_c (out, '{');
  append_member (out, "notation", get_nick (SLUICE_TYPE_NOTATION, notation));
  if (notation == SLUICE_NOTATION_CLASSES)
    append_member (out, "root", sluice_schema_get_name (schema));
  append_member (out, "text", sluice_schema_get_text (schema));
  g_string_append_c (out, '}');
}

/* The body as it was sent, without secrets; where it is not known, as the wire would send it. */
static void
append_body (GString         *out,
             SluiceRecording *self)
{
  SluiceWire *wire = sluice_recording_get_wire (self);
  g_autoptr(JsonNode) body = NULL;
  g_autofree char *json = NULL;
  g_autofree char *safe = NULL;

  if (sluice_recording_get_body (self) != NULL)
    body = json_node_ref (sluice_recording_get_body (self));
  else
    body = sluice_wire_encode_request (wire, sluice_recording_get_request (self), NULL);
  if (body == NULL)
    return;

  json = json_to_string (body, FALSE);
  safe = sluice_redaction_apply (json);
  if (safe == NULL)
    return;

  sluice_writer_append_key (out, "request");
  g_string_append (out, safe);
}

static void
append_head (GString         *out,
             SluiceRecording *self)
{
  SluiceRequest *request = sluice_recording_get_request (self);

  g_string_append_c (out, '{');
  sluice_writer_append_key (out, "sluice_recording");
  g_string_append_printf (out, "%d", FORMAT_VERSION);
  append_member (out, "wire", sluice_wire_get_name (sluice_recording_get_wire (self)));
  sluice_writer_append_key (out, "status");
  g_string_append_printf (out, "%u", sluice_recording_get_status (self));
  append_headers (out, sluice_recording_get_headers (self));
  append_member (out, "provider", sluice_recording_get_provider (self));

  if (request != NULL)
    {
      append_member (out, "model", sluice_request_get_model (request));
      append_member (out, "mode", sluice_mode_to_string (sluice_request_get_mode (request)));
      sluice_writer_append_key (out, "strict");
      g_string_append (out, sluice_request_get_strict (request) ? "true" : "false");
      append_member (out, "shape", get_nick (SLUICE_TYPE_SHAPE, sluice_request_get_shape (request)));
      if (sluice_request_get_schema (request) != NULL)
        append_schema (out, sluice_request_get_schema (request));
      append_body (out, self);
    }

  g_string_append (out, "}\n");
}

/**
 * sluice_recording_to_bytes:
 * @self: a recording
 *
 * Writes the recording: the content of its file. No keys, cookies or passwords are in it.
 *
 * Returns: (transfer full): JSON Lines, UTF-8
 */
GBytes *
sluice_recording_to_bytes (SluiceRecording *self)
{
  GString *out;

  g_return_val_if_fail (SLUICE_IS_RECORDING (self), NULL);

  out = g_string_new (NULL);
  append_head (out, self);

  for (guint i = 0; i < sluice_recording_get_n_chunks (self); i++)
    {
      gint64 time_us;
      gsize size;
      GBytes *chunk = sluice_recording_get_chunk (self, i, &time_us);
      const guchar *data = g_bytes_get_data (chunk, &size);
      g_autofree char *encoded = g_base64_encode (data, size);

      g_string_append_printf (out, "{\"t\":%" G_GINT64_FORMAT ",\"data\":\"%s\"}\n", time_us, encoded);
    }

  g_string_append_printf (out, "{\"t\":%" G_GINT64_FORMAT ",\"end\":true",
                          sluice_recording_get_duration (self));
  append_member (out, "problem", sluice_recording_get_problem (self));
  g_string_append (out, "}\n");

  return g_string_free_to_bytes (out);
}
