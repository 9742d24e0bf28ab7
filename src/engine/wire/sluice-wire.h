/* sluice-wire.h: one protocol, both ways
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "schema/sluice-dialect.h"
#include "schema/sluice-sent-schema.h"
#include "wire/sluice-answer.h"
#include "wire/sluice-decoder.h"
#include "wire/sluice-encoder.h"
#include "wire/sluice-request.h"

G_BEGIN_DECLS

#define SLUICE_WIRE_ERROR (sluice_wire_error_quark ())

typedef enum
{
  SLUICE_WIRE_ERROR_MODE,      /* this wire does not have that mode */
  SLUICE_WIRE_ERROR_PROTOCOL,  /* the answer is not of this protocol */
  SLUICE_WIRE_ERROR_REQUEST,   /* a request that cannot be understood (simulator) */
} SluiceWireError;

#define SLUICE_TYPE_WIRE (sluice_wire_get_type ())
SLUICE_API
G_DECLARE_DERIVABLE_TYPE (SluiceWire, sluice_wire, SLUICE, WIRE, GObject)

struct _SluiceWireClass
{
  GObjectClass parent_class;

  const char     *name;         /* "openai-chat" */
  const char     *path;         /* under the base URL: "/chat/completions"; may hold {model} */
  const char     *stream_path;  /* where a stream is asked for; NULL = there, too */
  const char     *stream_type;  /* media type of a stream; NULL = text/event-stream */
  guint           modes;        /* bits 1 << SluiceMode */

  JsonNode       *(*encode_request) (SluiceWire *self, SluiceRequest *request, GError **error);
  SluiceRequest  *(*decode_request) (SluiceWire *self, JsonNode *body, GError **error);
  /* adds to request the messages that ask again: what was answered and what was wrong with it */
  void            (*add_reask)      (SluiceWire *self, SluiceRequest *request,
                                     SluiceAnswer *answer, const char *problems);
  SluiceDecoder  *(*create_decoder) (SluiceWire *self, guint http_status, gboolean streamed);
  SluiceEncoder  *(*create_encoder) (SluiceWire *self, SluiceRequest *request);
  /* 0 to 100: how sure it is that these first bytes of a response body are its own */
  guint           (*recognize)      (SluiceWire *self, const char *bytes, gsize length);

  gpointer padding[6];
};

SLUICE_API GQuark         sluice_wire_error_quark    (void);
/* singletons; NULL for a name we do not have. "text" is a model's plain text. */
SLUICE_API SluiceWire    *sluice_wire_lookup         (const char     *name);
/* NULL-terminated, transfer none */
SLUICE_API const char   **sluice_wire_list_names     (void);
SLUICE_API SluiceWire    *sluice_wire_recognize      (GBytes         *body);
SLUICE_API const char    *sluice_wire_get_name       (SluiceWire     *self);
SLUICE_API const char    *sluice_wire_get_path       (SluiceWire     *self);
/* the same for one request: with the model where it stands in the address */
SLUICE_API char          *sluice_wire_dup_request_path (SluiceWire    *self,
                                                        SluiceRequest *request);
SLUICE_API gboolean      sluice_wire_has_mode        (SluiceWire     *self,
                                                      SluiceMode      mode);
/* what becomes of a schema in a mode */
SLUICE_API SluiceDialect *sluice_wire_get_dialect    (SluiceWire     *self,
                                                      SluiceMode      mode,
                                                      gboolean        strict);
/* the schema of a request as it is sent, and what was done to it; NULL where there is no schema */
SLUICE_API SluiceSentSchema *sluice_wire_send_schema (SluiceWire     *self,
                                                      SluiceRequest  *request);
SLUICE_API JsonNode      *sluice_wire_encode_request (SluiceWire     *self,
                                                      SluiceRequest  *request,
                                                      GError        **error);
SLUICE_API SluiceRequest *sluice_wire_decode_request (SluiceWire     *self,
                                                      JsonNode       *body,
                                                      GError        **error);
SLUICE_API void           sluice_wire_add_reask      (SluiceWire     *self,
                                                      SluiceRequest  *request,
                                                      SluiceAnswer   *answer,
                                                      const char     *problems);
SLUICE_API SluiceDecoder *sluice_wire_create_decoder (SluiceWire     *self,
                                                      guint           http_status,
                                                      gboolean        streamed);
SLUICE_API SluiceEncoder *sluice_wire_create_encoder (SluiceWire     *self,
                                                      SluiceRequest  *request);

G_END_DECLS
