/* sluice-request.h: what is asked of a model, in no provider's words
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "schema/sluice-schema.h"
#include "wire/sluice-message.h"
#include "wire/sluice-mode.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_SHAPE_OBJECT,    /* one value (an object, or whatever the schema's root is) */
  SLUICE_SHAPE_ITERABLE,  /* many: the items appear one by one */
} SluiceShape;

#define SLUICE_TYPE_REQUEST (sluice_request_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceRequest, sluice_request, SLUICE, REQUEST, GObject)

/* properties (all read-write, schema and shape at construction only): schema (SluiceSchema, as the
 * person wrote it; NULL for a plain chat), shape, mode, strict (boolean), model (string), stream
 * (boolean, TRUE), include-usage (boolean, TRUE: the stream shall tell it), max-tokens (int, -1 =
 * provider's default), temperature (double, NaN = provider's default), seed (int64, -1),
 * reasoning-effort (string, NULL = the model's own), stop (strings, NULL),
 * max-retries (uint, 2), tool-name (string, NULL = made of the schema's name), extra-body
 * (JsonNode object, merged last). */
SLUICE_API SluiceRequest *sluice_request_new           (SluiceSchema  *schema,
                                                        SluiceShape    shape);
SLUICE_API SluiceRequest *sluice_request_copy          (SluiceRequest *self);
SLUICE_API SluiceSchema  *sluice_request_get_schema    (SluiceRequest *self);
SLUICE_API SluiceShape    sluice_request_get_shape     (SluiceRequest *self);
/* the schema that is asked for and that checks: the iterable wrapper, or an object around a simple
 * type. On the wire it is put in the dialect of the provider: see sluice_wire_send_schema(). */
SLUICE_API SluiceSchema  *sluice_request_get_sent_schema (SluiceRequest *self);
/* the name that the schema travels under, of letters, digits, _ and - only */
SLUICE_API const char    *sluice_request_get_tool_name (SluiceRequest *self);
SLUICE_API void           sluice_request_set_tool_name (SluiceRequest *self,
                                                        const char    *tool_name);
SLUICE_API SluiceMode     sluice_request_get_mode      (SluiceRequest *self);
SLUICE_API void           sluice_request_set_mode      (SluiceRequest *self,
                                                        SluiceMode     mode);
SLUICE_API gboolean       sluice_request_get_strict    (SluiceRequest *self);
SLUICE_API void           sluice_request_set_strict    (SluiceRequest *self,
                                                        gboolean       strict);
SLUICE_API const char    *sluice_request_get_model     (SluiceRequest *self);
SLUICE_API void           sluice_request_set_model     (SluiceRequest *self,
                                                        const char    *model);
SLUICE_API gboolean       sluice_request_get_stream    (SluiceRequest *self);
SLUICE_API void           sluice_request_set_stream    (SluiceRequest *self,
                                                        gboolean       stream);
SLUICE_API gboolean       sluice_request_get_include_usage (SluiceRequest *self);
SLUICE_API void           sluice_request_set_include_usage (SluiceRequest *self,
                                                            gboolean       include_usage);
SLUICE_API int            sluice_request_get_max_tokens  (SluiceRequest *self);
SLUICE_API void           sluice_request_set_max_tokens  (SluiceRequest *self,
                                                          int            max_tokens);
SLUICE_API gdouble        sluice_request_get_temperature (SluiceRequest *self);
SLUICE_API void           sluice_request_set_temperature (SluiceRequest *self,
                                                          gdouble        temperature);
SLUICE_API gint64         sluice_request_get_seed      (SluiceRequest *self);
SLUICE_API void           sluice_request_set_seed      (SluiceRequest *self,
                                                        gint64         seed);
/* texts that end the answer; NULL-terminated, NULL = none */
SLUICE_API const char *const *sluice_request_get_stop  (SluiceRequest *self);
SLUICE_API void           sluice_request_set_stop      (SluiceRequest *self,
                                                        const char *const *stop);
/* "none", "minimal", "low", "medium", "high"; NULL = the model's own */
SLUICE_API const char    *sluice_request_get_reasoning_effort (SluiceRequest *self);
SLUICE_API void           sluice_request_set_reasoning_effort (SluiceRequest *self,
                                                               const char    *effort);
SLUICE_API guint          sluice_request_get_max_retries (SluiceRequest *self);
SLUICE_API void           sluice_request_set_max_retries (SluiceRequest *self,
                                                          guint          max_retries);
SLUICE_API JsonNode      *sluice_request_get_extra_body  (SluiceRequest *self);
SLUICE_API void           sluice_request_set_extra_body  (SluiceRequest *self,
                                                          JsonNode      *extra_body);
/* GListModel of SluiceMessage */
SLUICE_API GListModel    *sluice_request_get_messages  (SluiceRequest *self);
SLUICE_API void           sluice_request_add_message   (SluiceRequest *self,
                                                        SluiceMessage *message);

G_END_DECLS
