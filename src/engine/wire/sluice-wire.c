/* sluice-wire.c: one protocol, both ways
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define _GNU_SOURCE  /* memmem() */

#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "wire/sluice-anthropic-messages-private.h"
#include "wire/sluice-bedrock-converse-private.h"
#include "wire/sluice-bedrock-invoke-private.h"
#include "wire/sluice-cohere-v1-private.h"
#include "wire/sluice-cohere-v2-private.h"
#include "wire/sluice-gemini-interactions-private.h"
#include "wire/sluice-gemini-private.h"
#include "wire/sluice-ollama-private.h"
#include "wire/sluice-openai-chat-private.h"
#include "wire/sluice-openai-responses-private.h"
#include "wire/sluice-reask-private.h"
#include "wire/sluice-wire-private.h"
#include "wire/sluice-wire-text-private.h"

/* Bytes of a body that its wire is recognized by. */
#define MAX_RECOGNIZED (64 * 1024)

typedef struct
{
  char         *family;  /* nullable: another than that of the protocol */
  SluiceQuirks  quirks;
} SluiceWirePrivate;

/**
 * SluiceWireError:
 * @SLUICE_WIRE_ERROR_MODE: the protocol does not have that mode
 * @SLUICE_WIRE_ERROR_PROTOCOL: the answer is not of this protocol
 * @SLUICE_WIRE_ERROR_REQUEST: a request that cannot be understood
 *
 * What can be wrong with a request or an answer.
 */

/**
 * SluiceWire:
 *
 * One protocol that models are asked in, both ways: the client's, to write requests and read
 * answers, and the server's, to read requests and write answers.
 */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SluiceWire, sluice_wire, G_TYPE_OBJECT)

G_DEFINE_QUARK (sluice-wire-error-quark, sluice_wire_error)

typedef struct
{
  const char  *name;
  SluiceWire *(*create) (void);
  const char  *family;   /* of dialects: the protocol's owner */
} WireEntry;

static const WireEntry entries[] = {
  { "openai-chat", sluice_wire_openai_chat_new, "openai" },
  { "openai-responses", sluice_wire_openai_responses_new, "openai" },
  { "anthropic-messages", sluice_wire_anthropic_messages_new, "anthropic" },
  { "gemini", sluice_wire_gemini_new, "gemini" },
  { "cohere-v2", sluice_wire_cohere_v2_new, "cohere" },
  { "bedrock-converse", sluice_wire_bedrock_converse_new, "bedrock" },
  { "ollama", sluice_wire_ollama_new, "ollama" },
  { "openai-completions", sluice_wire_openai_completions_new, "openai" },
  { "cohere-v1", sluice_wire_cohere_v1_new, "cohere" },
  { "bedrock-invoke", sluice_wire_bedrock_invoke_new, "bedrock" },
  { "gemini-interactions", sluice_wire_gemini_interactions_new, "gemini" },
  { "text", sluice_wire_text_new, "" },
};

typedef struct
{
  const char   *name;
  SluiceQuirks  quirk;
} QuirkName;

static const QuirkName quirk_names[] = {
  { "max-completion-tokens", SLUICE_QUIRK_MAX_COMPLETION_TOKENS },
  { "tool-choice-any", SLUICE_QUIRK_TOOL_CHOICE_ANY },
  { "no-stream-options", SLUICE_QUIRK_NO_STREAM_OPTIONS },
  { "random-seed", SLUICE_QUIRK_RANDOM_SEED },
};

static const WireEntry *
find_entry (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (g_str_equal (entries[i].name, name))
        return &entries[i];
    }

  return NULL;
}

/* The singletons, in the order of the entries. */
static SluiceWire **
get_singletons (void)
{
  static SluiceWire *singletons[G_N_ELEMENTS (entries)];
  static gsize initialized;

  if (g_once_init_enter (&initialized))
    {
      for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
        singletons[i] = entries[i].create ();
      g_once_init_leave (&initialized, 1);
    }

  return singletons;
}

static gboolean
check_mode (SluiceWire  *self,
            SluiceMode   mode,
            GError     **error)
{
  g_autoptr(GString) names = NULL;

  if (sluice_wire_has_mode (self, mode))
    return TRUE;

  names = g_string_new (NULL);
  for (SluiceMode other = SLUICE_MODE_TOOLS; other <= SLUICE_MODE_RESPONSES_TOOLS; other++)
    {
      if (!sluice_wire_has_mode (self, other))
        continue;
      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, sluice_mode_to_string (other));
    }

  if (names->len > 0)
    /* Translators: names of a mode, of a protocol, and of the modes that the protocol has */
    g_set_error (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_MODE,
                 _("There is no mode %s in the protocol %s, only %s"),
                 sluice_mode_to_string (mode), sluice_wire_get_name (self), names->str);
  else
    g_set_error (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_MODE,
                 _("Nothing can be asked in the protocol %s"), sluice_wire_get_name (self));

  return FALSE;
}

/* RFC 7396: objects are merged, null takes a member away. */
static void
merge_member_cb (JsonObject *extra,
                 const char *name,
                 JsonNode   *member,
                 gpointer    user_data)
{
  JsonObject *body = user_data;
  JsonNode *present = json_object_get_member (body, name);

  if (JSON_NODE_HOLDS_OBJECT (member) && present != NULL && JSON_NODE_HOLDS_OBJECT (present))
    json_object_foreach_member (json_node_get_object (member), merge_member_cb,
                                json_node_get_object (present));
  else if (!JSON_NODE_HOLDS_NULL (member))
    json_object_set_member (body, name, json_node_copy (member));
  else if (json_object_has_member (body, name))
    json_object_remove_member (body, name);
}

static void
sluice_wire_finalize (GObject *object)
{
  SluiceWirePrivate *private = sluice_wire_get_instance_private (SLUICE_WIRE (object));

  g_free (private->family);

  G_OBJECT_CLASS (sluice_wire_parent_class)->finalize (object);
}

static void
sluice_wire_class_init (SluiceWireClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_wire_finalize;
  klass->add_reask = sluice_reask_add;
}

static void
sluice_wire_init (SluiceWire *self)
{
}

/**
 * sluice_wire_lookup:
 * @name: the name of a protocol, such as `openai-chat`; `text` is a model's plain text
 *
 * Finds a protocol by its name.
 *
 * Returns: (transfer none) (nullable): the wire; `NULL` for a name that is not known
 */
SluiceWire *
sluice_wire_lookup (const char *name)
{
  const WireEntry *entry;

  g_return_val_if_fail (name != NULL, NULL);

  entry = find_entry (name);

  return entry != NULL ? get_singletons ()[entry - entries] : NULL;
}

/**
 * sluice_wire_list_names:
 *
 * The names of all protocols there are.
 *
 * Returns: (transfer none) (array zero-terminated=1): names
 */
const char **
sluice_wire_list_names (void)
{
  static const char *names[G_N_ELEMENTS (entries) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    names[i] = entries[i].name;

  return names;
}

/**
 * sluice_wire_recognize:
 * @body: a response body, or the beginning of one
 *
 * Finds the protocol that a body is in, by what it says.
 *
 * Returns: (transfer none) (nullable): the wire; `NULL` where none knows it
 */
SluiceWire *
sluice_wire_recognize (GBytes *body)
{
  SluiceWire **singletons = get_singletons ();
  SluiceWire *best = NULL;
  guint best_score = 0;
  const char *bytes;
  gsize length;

  g_return_val_if_fail (body != NULL, NULL);

  bytes = g_bytes_get_data (body, &length);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      SluiceWireClass *klass = SLUICE_WIRE_GET_CLASS (singletons[i]);
      guint score = 0;

      if (klass->recognize != NULL && length > 0)
        score = klass->recognize (singletons[i], bytes, MIN (length, MAX_RECOGNIZED));
      if (score > best_score)
        {
          best = singletons[i];
          best_score = score;
        }
    }

  return best;
}

/**
 * sluice_wire_get_name:
 * @self: a wire
 *
 * The name of the protocol.
 *
 * Returns: a name such as `openai-chat`
 */
const char *
sluice_wire_get_name (SluiceWire *self)
{
  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);

  return SLUICE_WIRE_GET_CLASS (self)->name;
}

/**
 * sluice_wire_get_path:
 * @self: a wire
 *
 * Where requests go, under the base URL of a provider.
 *
 * Returns: a path such as `/chat/completions`
 */
const char *
sluice_wire_get_path (SluiceWire *self)
{
  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);

  return SLUICE_WIRE_GET_CLASS (self)->path;
}

/**
 * sluice_wire_dup_request_path:
 * @self: a wire
 * @request: what is asked
 *
 * Where one request goes, under the base URL of a provider: some protocols have the model in the
 * address, and another address for streams.
 *
 * Returns: (transfer full): a path such as `/models/gemini-2.5-flash:generateContent`
 */
char *
sluice_wire_dup_request_path (SluiceWire    *self,
                              SluiceRequest *request)
{
  SluiceWireClass *klass;
  const char *path, *place;

  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);
  g_return_val_if_fail (SLUICE_IS_REQUEST (request), NULL);

  klass = SLUICE_WIRE_GET_CLASS (self);
  path = klass->stream_path != NULL && sluice_request_get_stream (request) ? klass->stream_path
                                                                           : klass->path;
  place = strstr (path, "{model}");
  if (place != NULL)
    {
      const char *model = sluice_request_get_model (request);
      g_autofree char *escaped = g_uri_escape_string (model != NULL ? model : "", "", FALSE);

      return g_strdup_printf ("%.*s%s%s", (int) (place - path), path, escaped,
                              place + strlen ("{model}"));
    }

  return g_strdup (path);
}

/**
 * sluice_wire_has_mode:
 * @self: a wire
 * @mode: a mode
 *
 * Whether a schema can travel that way in this protocol.
 *
 * Returns: `TRUE` if it can
 */
gboolean
sluice_wire_has_mode (SluiceWire *self,
                      SluiceMode  mode)
{
  g_return_val_if_fail (SLUICE_IS_WIRE (self), FALSE);

  return (SLUICE_WIRE_GET_CLASS (self)->modes & (1u << mode)) != 0;
}

static const char *
get_family (SluiceWire *self)
{
  SluiceWirePrivate *private = sluice_wire_get_instance_private (self);

  return private->family != NULL ? private->family
                                 : find_entry (sluice_wire_get_name (self))->family;
}

/**
 * sluice_wire_get_dialect:
 * @self: a wire
 * @mode: how the schema travels
 * @strict: whether the provider shall hold the model to it
 *
 * Gets what becomes of a schema on this wire. The wire of a provider has the dialects of that
 * provider.
 *
 * Returns: (transfer none): a dialect
 */
SluiceDialect *
sluice_wire_get_dialect (SluiceWire *self,
                         SluiceMode  mode,
                         gboolean    strict)
{
  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);

  return sluice_dialect_find (get_family (self), sluice_mode_to_string (mode), strict);
}

/**
 * sluice_wire_send_schema:
 * @self: a wire
 * @request: a request
 *
 * Puts the schema of a request into the dialect of this wire. It is what
 * [method@Wire.encode_request] sends, to the letter.
 *
 * Returns: (transfer full) (nullable): the schema that is sent, and what was done to it; `NULL`
 *   where the request has no schema
 */
SluiceSentSchema *
sluice_wire_send_schema (SluiceWire    *self,
                         SluiceRequest *request)
{
  SluiceSchema *schema;
  SluiceDialect *dialect;

  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);
  g_return_val_if_fail (SLUICE_IS_REQUEST (request), NULL);

  schema = sluice_request_get_sent_schema (request);
  if (schema == NULL)
    return NULL;

  dialect = sluice_wire_get_dialect (self, sluice_request_get_mode (request),
                                     sluice_request_get_strict (request));

  return sluice_dialect_apply (dialect, schema);
}

/**
 * sluice_wire_encode_request:
 * @self: a wire
 * @request: what is asked
 * @error: return location for an error
 *
 * Writes a request in the words of the protocol. A mode of `SLUICE_MODE_AUTOMATIC` becomes
 * `SLUICE_MODE_TOOLS`. The request's extra body is merged in last (RFC 7396).
 *
 * Returns: (transfer full): the body, a JSON object; `NULL` with `SLUICE_WIRE_ERROR_MODE` set
 *   where the protocol does not have the mode
 */
JsonNode *
sluice_wire_encode_request (SluiceWire     *self,
                            SluiceRequest  *request,
                            GError        **error)
{
  g_autoptr(SluiceRequest) resolved = NULL;
  g_autoptr(JsonNode) body = NULL;
  JsonNode *extra;

  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);
  g_return_val_if_fail (SLUICE_IS_REQUEST (request), NULL);

  resolved = g_object_ref (request);
  if (sluice_request_get_mode (request) == SLUICE_MODE_AUTOMATIC)
    {
      g_object_unref (resolved);
      resolved = sluice_request_copy (request);
      sluice_request_set_mode (resolved, SLUICE_MODE_TOOLS);
    }

  if (!check_mode (self, sluice_request_get_mode (resolved), error))
    return NULL;

  body = SLUICE_WIRE_GET_CLASS (self)->encode_request (self, resolved, error);
  if (body == NULL)
    return NULL;

  extra = sluice_request_get_extra_body (request);
  if (extra != NULL)
    json_object_foreach_member (json_node_get_object (extra), merge_member_cb,
                                json_node_get_object (body));

  return g_steal_pointer (&body);
}

/**
 * sluice_wire_decode_request:
 * @self: a wire
 * @body: a request's body
 * @error: return location for an error
 *
 * Reads a request as a server of the protocol gets it, ours or another client's: the messages,
 * how the schema travels and the schema itself, wherever it is in the body.
 *
 * Returns: (transfer full): a request, with the mode it was made in and without a schema where it
 *   has none; `NULL` with `SLUICE_WIRE_ERROR_REQUEST` set where it cannot be understood
 */
SluiceRequest *
sluice_wire_decode_request (SluiceWire  *self,
                            JsonNode    *body,
                            GError     **error)
{
  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  if (SLUICE_WIRE_GET_CLASS (self)->decode_request == NULL || !JSON_NODE_HOLDS_OBJECT (body))
    {
      g_set_error_literal (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_REQUEST,
                           _("The body of the request is not a JSON object"));
      return NULL;
    }

  return SLUICE_WIRE_GET_CLASS (self)->decode_request (self, body, error);
}

/**
 * sluice_wire_add_reask:
 * @self: a wire
 * @request: the request of the attempt to come, with the messages of the last one
 * @answer: what was answered to the last one
 * @problems: what was wrong with it, a line each
 *
 * Adds the messages that ask again: the answer as it was, and what it shall mend.
 */
void
sluice_wire_add_reask (SluiceWire    *self,
                       SluiceRequest *request,
                       SluiceAnswer  *answer,
                       const char    *problems)
{
  g_return_if_fail (SLUICE_IS_WIRE (self));
  g_return_if_fail (SLUICE_IS_REQUEST (request));
  g_return_if_fail (SLUICE_IS_ANSWER (answer));
  g_return_if_fail (problems != NULL);

  SLUICE_WIRE_GET_CLASS (self)->add_reask (self, request, answer, problems);
}

/**
 * sluice_wire_create_decoder:
 * @self: a wire
 * @http_status: the status of the response, 0 where it is not known
 * @streamed: whether a stream was asked for; the body is believed over this
 *
 * Makes a decoder for the body of one response.
 *
 * Returns: (transfer full): a decoder
 */
SluiceDecoder *
sluice_wire_create_decoder (SluiceWire *self,
                            guint       http_status,
                            gboolean    streamed)
{
  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);

  return SLUICE_WIRE_GET_CLASS (self)->create_decoder (self, http_status, streamed);
}

/**
 * sluice_wire_create_encoder:
 * @self: a wire
 * @request: the request that is answered
 *
 * Makes an encoder for the body of one response, streamed if the request asks for that.
 *
 * Returns: (transfer full): an encoder
 */
SluiceEncoder *
sluice_wire_create_encoder (SluiceWire    *self,
                            SluiceRequest *request)
{
  g_return_val_if_fail (SLUICE_IS_WIRE (self), NULL);
  g_return_val_if_fail (SLUICE_IS_REQUEST (request), NULL);

  return SLUICE_WIRE_GET_CLASS (self)->create_encoder (self, request);
}

SluiceWire *
sluice_wire_new_with_quirks (const char   *name,
                             SluiceQuirks  quirks)
{
  const WireEntry *entry = find_entry (name);
  SluiceWire *self;

  if (entry == NULL)
    return NULL;

  self = entry->create ();
  ((SluiceWirePrivate *) sluice_wire_get_instance_private (self))->quirks = quirks;

  return self;
}

void
sluice_wire_set_family (SluiceWire *self,
                        const char *family)
{
  SluiceWirePrivate *private = sluice_wire_get_instance_private (self);

  g_free (private->family);
  private->family = g_strdup (family);
}

SluiceQuirks
sluice_wire_get_quirks (SluiceWire *self)
{
  return ((SluiceWirePrivate *) sluice_wire_get_instance_private (self))->quirks;
}

SluiceQuirks
sluice_quirks_from_string (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (quirk_names); i++)
    {
      if (g_str_equal (quirk_names[i].name, name))
        return quirk_names[i].quirk;
    }

  return SLUICE_QUIRK_NONE;
}

gboolean
sluice_wire_bytes_have (const char *bytes,
                        gsize       length,
                        ...)
{
  gboolean all = TRUE;
  const char *text;
  va_list texts;

  va_start (texts, length);
  while (all && (text = va_arg (texts, const char *)) != NULL)
    all = memmem (bytes, length, text, strlen (text)) != NULL;
  va_end (texts);

  return all;
}

const char *
sluice_wire_get_stream_type (SluiceWire *self)
{
  const char *type = SLUICE_WIRE_GET_CLASS (self)->stream_type;

  return type != NULL ? type : "text/event-stream";
}
