/* sluice-wire-private.h: what wires share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-wire.h"

G_BEGIN_DECLS

/* Where a server that speaks a wire wants it a little different. */
typedef enum
{
  SLUICE_QUIRK_NONE = 0,
  SLUICE_QUIRK_MAX_COMPLETION_TOKENS = 1 << 0,  /* the newer name of max_tokens */
  SLUICE_QUIRK_TOOL_CHOICE_ANY = 1 << 1,        /* tool_choice: "any", not the name of the tool */
  SLUICE_QUIRK_NO_STREAM_OPTIONS = 1 << 2,      /* tells the usage unasked, refuses to be asked */
  SLUICE_QUIRK_RANDOM_SEED = 1 << 3,            /* random_seed, not seed */
} SluiceQuirks;

/* A wire of one's own: unlike the singletons of sluice_wire_lookup() it may have quirks. NULL for
 * a name we do not have (transfer full). */
SluiceWire   *sluice_wire_new_with_quirks  (const char   *name,
                                            SluiceQuirks  quirks);
/* Of a wire of one's own: whose dialects its schemas are put in ("openai", …; see
 * data/dialects.json). That of the protocol's owner where it is not set. */
void          sluice_wire_set_family       (SluiceWire   *self,
                                            const char   *family);
SluiceQuirks  sluice_wire_get_quirks       (SluiceWire   *self);
/* "tool-choice-any", …; SLUICE_QUIRK_NONE for a name we do not have */
SluiceQuirks  sluice_quirks_from_string    (const char   *name);

/* media type of a stream */
const char   *sluice_wire_get_stream_type  (SluiceWire   *self);

/* Defines the type of a wire and its sluice_wire_NAME_new(); its class_init says the rest. */
#define SLUICE_DEFINE_WIRE(Name, name)                                                      \
  typedef struct { SluiceWire parent_instance; } SluiceWire##Name;                          \
  typedef struct { SluiceWireClass parent_class; } SluiceWire##Name##Class;                 \
  GType sluice_wire_##name##_get_type (void);                                               \
  G_DEFINE_TYPE (SluiceWire##Name, sluice_wire_##name, SLUICE_TYPE_WIRE)                    \
  static void sluice_wire_##name##_init (SluiceWire##Name *self) { }                        \
  SluiceWire *sluice_wire_##name##_new (void)                                               \
  {                                                                                         \
    return g_object_new (sluice_wire_##name##_get_type (), NULL);                           \
  }

/* For recognition: whether the bytes, which may hold zeros, have all of these texts in them. */
gboolean      sluice_wire_bytes_have       (const char   *bytes,
                                            gsize         length,
                                            ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
