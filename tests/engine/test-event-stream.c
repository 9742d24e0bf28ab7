/* test-event-stream.c: the binary framing of AWS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <json-glib/json-glib.h>

#include "wire/sluice-event-stream-private.h"

static void
append_header (JsonObject              *headers,
               const SluiceEventHeader *header)
{
  g_autofree char *name = g_strndup (header->name, header->name_length);
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autofree char *text = NULL;

  switch (header->type)
    {
    case SLUICE_EVENT_HEADER_TRUE:
    case SLUICE_EVENT_HEADER_FALSE:
      json_object_set_boolean_member (headers, name, header->type == SLUICE_EVENT_HEADER_TRUE);
      break;

    case SLUICE_EVENT_HEADER_STRING:
      text = g_strndup ((const char *) header->value, header->length);
      json_object_set_string_member (headers, name, text);
      break;

    case SLUICE_EVENT_HEADER_BYTES:
    case SLUICE_EVENT_HEADER_UUID:
      for (gsize i = 0; i < header->length; i++)
        g_string_append_printf (hex, "%02x", header->value[i]);
      json_object_set_string_member (headers, name, hex->str);
      break;

    case SLUICE_EVENT_HEADER_BYTE:
    case SLUICE_EVENT_HEADER_INT16:
    case SLUICE_EVENT_HEADER_INT32:
    case SLUICE_EVENT_HEADER_INT64:
    case SLUICE_EVENT_HEADER_TIMESTAMP:
    default:
      json_object_set_int_member (headers, name, sluice_event_header_get_int (header));
      break;
    }
}

static gboolean
message_cb (const SluiceEventMessage *message,
            gpointer                  user_data)
{
  JsonObject *object = json_object_new ();
  JsonObject *headers = json_object_new ();
  g_autofree char *payload = NULL;
  SluiceEventHeader header;
  gsize offset = 0;

  payload = g_base64_encode ((const guchar *) message->payload, message->length);
  while (sluice_event_message_next_header (message, &offset, &header))
    append_header (headers, &header);
  json_object_set_object_member (object, "headers", headers);
  json_object_set_string_member (object, "payload_base64", payload);
  json_array_add_object_element (user_data, object);

  return TRUE;
}

/* What was read of the bytes, pushed in steps; NULL where they are no event stream. */
static JsonNode *
read_messages (const char *bytes,
               gsize       length,
               gsize       step)
{
  g_autoptr(SluiceEventStream) stream = sluice_event_stream_new ();
  g_autoptr(JsonArray) messages = json_array_new ();
  JsonNode *node;

  for (gsize i = 0; i < length; i += step)
    {
      g_autofree char *chunk = g_memdup2 (bytes + i, MIN (step, length - i));
      g_autoptr(GError) error = NULL;

      if (!sluice_event_stream_push (stream, chunk, MIN (step, length - i), message_cb, messages,
                                     &error))
        {
          g_assert_cmpint (error->domain, ==, SLUICE_EVENT_STREAM_ERROR);
          /* what comes after an error is not read */
          g_assert_true (sluice_event_stream_push (stream, bytes, length, message_cb, messages,
                                                   NULL));
          return NULL;
        }
    }

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (node, messages);

  return node;
}

static void
test_recorded (gconstpointer data)
{
  JsonObject *test = (JsonObject *) data;
  g_autofree guchar *bytes = NULL;
  gsize length;

  bytes = g_base64_decode (json_object_get_string_member (test, "input_base64"), &length);
  for (gsize step = 1; step <= length; step = step < 16 ? step + 1 : step * 2)
    {
      g_autoptr(JsonNode) messages = read_messages ((const char *) bytes, length, step);

      if (!json_object_get_boolean_member (test, "valid"))
        g_assert_null (messages);
      else
        {
          g_assert_nonnull (messages);
          g_assert_true (json_node_equal (messages, json_object_get_member (test, "messages")));
        }
    }
}

static const char *const headers[] = {
  ":message-type", "event", ":event-type", "contentBlockDelta", NULL,
};

static void
test_round_trip (void)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(JsonNode) messages = NULL;
  g_autoptr(JsonNode) expected = NULL;

  sluice_event_stream_append (out, headers, "{\"a\":1}", 7);
  sluice_event_stream_append (out, headers + 4, "", 0);
  messages = read_messages (out->str, out->len, 5);
  expected = json_from_string ("[{\"headers\":{\":message-type\":\"event\","
                               "\":event-type\":\"contentBlockDelta\"},"
                               "\"payload_base64\":\"eyJhIjoxfQ==\"},"
                               "{\"headers\":{},\"payload_base64\":\"\"}]", NULL);
  g_assert_nonnull (messages);
  g_assert_true (json_node_equal (messages, expected));
}

/* A checksum covers every byte: whichever is changed, nothing is read. */
static void
test_damage (void)
{
  g_autoptr(GString) out = g_string_new (NULL);

  sluice_event_stream_append (out, headers, "{\"a\":1}", 7);
  for (gsize i = 0; i < out->len; i++)
    {
      g_autofree char *damaged = g_memdup2 (out->str, out->len);

      damaged[i] ^= 0x20;
      g_assert_null (read_messages (damaged, out->len, out->len));
    }
}

/* A length that is true to its checksum but cannot be. */
static void
test_length (void)
{
  static const char too_long[] = "\x7F\xFF\xFF\xFF\x00\x00\x00\x00\xAC\xC4\x7A\x25";
  g_autoptr(SluiceEventStream) stream = sluice_event_stream_new ();
  g_autoptr(JsonArray) messages = json_array_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (sluice_event_stream_push (stream, too_long, sizeof too_long - 1, message_cb,
                                            messages, &error));
  g_assert_error (error, SLUICE_EVENT_STREAM_ERROR, SLUICE_EVENT_STREAM_ERROR_LENGTH);
}

/* A cut is no error: nothing was read, and nothing is wrong. */
static void
test_cut (void)
{
  g_autoptr(GString) out = g_string_new (NULL);

  sluice_event_stream_append (out, headers, "{\"a\":1}", 7);
  for (gsize length = 0; length < out->len; length++)
    {
      g_autoptr(JsonNode) messages = read_messages (out->str, length, 3);

      g_assert_nonnull (messages);
      g_assert_cmpuint (json_array_get_length (json_node_get_array (messages)), ==, 0);
    }
}

static void
skip_recorded (void)
{
  g_test_skip ("The recorded messages are not here");
}

static JsonNode *
load_cases (void)
{
  const char *corpora = g_getenv ("SLUICE_CORPORA");
  const char *root = g_getenv ("SLUICE_SOURCE_ROOT");
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *path = NULL;

  if (corpora != NULL)
    path = g_build_filename (corpora, "eventstream", "cases.json", NULL);
  else
    path = g_build_filename (root != NULL ? root : ".", "..", "shared", "corpora", "eventstream",
                             "cases.json", NULL);

  return json_parser_load_from_file (parser, path, NULL) ? json_parser_steal_root (parser) : NULL;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(JsonNode) cases = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/event-stream/round-trip", test_round_trip);
  g_test_add_func ("/event-stream/damage", test_damage);
  g_test_add_func ("/event-stream/length", test_length);
  g_test_add_func ("/event-stream/cut", test_cut);

  cases = load_cases ();
  if (cases == NULL)
    g_test_add_func ("/event-stream/recorded", skip_recorded);
  for (guint i = 0; cases != NULL && i < json_array_get_length (json_node_get_array (cases)); i++)
    {
      JsonObject *test = json_array_get_object_element (json_node_get_array (cases), i);
      g_autofree char *path = NULL;

      path = g_strconcat ("/event-stream/recorded/", json_object_get_string_member (test, "name"),
                          NULL);
      g_test_add_data_func (path, test, test_recorded);
    }

  return g_test_run ();
}
