/* sluice-event-decoder-private.h: what decoders of JSON answers have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"
#include "wire/sluice-decoder.h"
#include "wire/sluice-error-body-private.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_EVENT_DECODER (sluice_event_decoder_get_type ())
G_DECLARE_DERIVABLE_TYPE (SluiceEventDecoder, sluice_event_decoder, SLUICE, EVENT_DECODER,
                          SluiceDecoder)

/* What a body may be besides an event stream and one JSON document; a body of status 400 and up is
 * one document. */
typedef enum
{
  SLUICE_FRAMING_LINES = 1 << 0,         /* JSON objects one after another, each of them an event */
  SLUICE_FRAMING_ARRAY = 1 << 1,         /* an array, each element of it an event */
  SLUICE_FRAMING_EVENT_STREAM = 1 << 2,  /* that of AWS: binary, with headers and checksums */
} SluiceFramings;

/* Finds the framing of the body by its first bytes, reads the JSON of each event, and reports
 * errors in any of the shapes servers give them. */
struct _SluiceEventDecoderClass
{
  SluiceDecoderClass parent_class;

  SluiceFramings framings;

  /* text that is not JSON and means something ("[DONE]"): TRUE if it does */
  gboolean (*marker) (SluiceEventDecoder *self, const char *data, gsize length);
  /* one event of a stream; name is NULL where it has none */
  void     (*event)  (SluiceEventDecoder *self, const char *name, SluiceNode *root);
  /* an error in the stream, before it is reported: TRUE if it shall not be, as it will come again
   * with more in it (optional) */
  gboolean (*error)  (SluiceEventDecoder *self, const SluiceErrorBody *error);
  /* a whole answer that was not streamed; FALSE if it is not of this protocol */
  gboolean (*body)   (SluiceEventDecoder *self, SluiceNode *root);
  /* the stream ended, by its own end or by a cut */
  void     (*end)    (SluiceEventDecoder *self);
};

/* 0: nothing is known of it */
void     sluice_event_decoder_set_http_status (SluiceEventDecoder *self,
                                               guint               http_status);

/* Events. Texts that are missing, empty or no strings are not emitted. */
void     sluice_event_decoder_emit_started   (SluiceEventDecoder    *self,
                                              const char            *id,
                                              const char            *model);
void     sluice_event_decoder_emit_text      (SluiceEventDecoder    *self,
                                              SluiceStreamEventKind  kind,
                                              guint                  choice,
                                              SluiceNode            *text);
void     sluice_event_decoder_emit_call      (SluiceEventDecoder    *self,
                                              guint                  choice,
                                              guint                  index,
                                              const char            *id,
                                              const char            *name);
/* a call whose arguments are a text of another kind than JSON */
void     sluice_event_decoder_emit_custom_call (SluiceEventDecoder  *self,
                                                guint                choice,
                                                guint                index,
                                                const char          *id,
                                                const char          *name,
                                                const char          *type);
void     sluice_event_decoder_emit_arguments (SluiceEventDecoder    *self,
                                              guint                  choice,
                                              guint                  index,
                                              SluiceNode            *arguments);
void     sluice_event_decoder_emit_other     (SluiceEventDecoder    *self,
                                              const char            *type);
/* More of a text that only this provider has, under a name of its own. */
void     sluice_event_decoder_emit_detail    (SluiceEventDecoder    *self,
                                              guint                  choice,
                                              const char            *name,
                                              const char            *text);
void     sluice_event_decoder_emit_usage     (SluiceEventDecoder    *self,
                                              const SluiceUsage     *usage,
                                              SluiceNode            *raw);
void     sluice_event_decoder_emit_finished  (SluiceEventDecoder    *self,
                                              guint                  choice,
                                              SluiceFinishReason     finish,
                                              const char            *name);
void     sluice_event_decoder_emit_done      (SluiceEventDecoder    *self);
/* what the server reported; the object it is in is told with it */
void     sluice_event_decoder_report_error   (SluiceEventDecoder    *self,
                                              const SluiceErrorBody *error);
/* trouble that we found ourselves */
void     sluice_event_decoder_emit_error     (SluiceEventDecoder    *self,
                                              const char            *type,
                                              const char            *message);

G_END_DECLS
