/* sluice-parser.h: text in any split -> a tree of nodes that grows in place
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"
#include "json/sluice-repair.h"

G_BEGIN_DECLS

#define SLUICE_PARSER_ERROR (sluice_parser_error_quark ())

typedef enum
{
  SLUICE_PARSER_ERROR_SYNTAX,
  SLUICE_PARSER_ERROR_DEPTH,
  SLUICE_PARSER_ERROR_SIZE,
  SLUICE_PARSER_ERROR_EMPTY,  /* the text ended before a value began */
  SLUICE_PARSER_ERROR_CUT,    /* the text ended inside the value */
  SLUICE_PARSER_ERROR_DUPLICATE, /* an object has a name twice, where unique-names is set */
} SluiceParserError;

typedef enum
{
  SLUICE_PARSER_NOT_STARTED,
  SLUICE_PARSER_OPEN,
  SLUICE_PARSER_CLOSED,
  SLUICE_PARSER_FAILED,
} SluiceParserState;

#define SLUICE_TYPE_PARSER (sluice_parser_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceParser, sluice_parser, SLUICE, PARSER, GObject)

/* properties: strict (boolean, default FALSE), expect-container (boolean, TRUE), max-depth (uint,
 * 512), max-bytes (uint64, 256 MiB), unique-names (boolean, FALSE) */
SLUICE_API GQuark             sluice_parser_error_quark  (void);
SLUICE_API SluiceParser      *sluice_parser_new          (void);
SLUICE_API SluiceParser      *sluice_parser_new_strict   (void);
SLUICE_API gboolean           sluice_parser_get_strict   (SluiceParser  *self);
SLUICE_API void               sluice_parser_set_strict   (SluiceParser  *self,
                                                          gboolean       strict);
SLUICE_API gboolean           sluice_parser_get_expect_container (SluiceParser  *self);
SLUICE_API void               sluice_parser_set_expect_container (SluiceParser  *self,
                                                          gboolean       expect_container);
SLUICE_API void               sluice_parser_set_arrival  (SluiceParser  *self,
                                                          gint64         time_us,
                                                          guint          event);
SLUICE_API gboolean           sluice_parser_push         (SluiceParser  *self,
                                                          const char    *text,
                                                          gssize         length,
                                                          GError       **error);
SLUICE_API gboolean           sluice_parser_finish       (SluiceParser  *self,
                                                          GError       **error);
SLUICE_API void               sluice_parser_cut          (SluiceParser  *self);
SLUICE_API gboolean           sluice_parser_release      (SluiceParser  *self,
                                                          SluiceNode    *element);
SLUICE_API void               sluice_parser_reset        (SluiceParser  *self);
SLUICE_API SluiceParserState  sluice_parser_get_state    (SluiceParser  *self);
SLUICE_API gsize              sluice_parser_get_offset   (SluiceParser  *self);
SLUICE_API SluiceNode        *sluice_parser_get_root     (SluiceParser  *self);
SLUICE_API GPtrArray         *sluice_parser_get_repairs  (SluiceParser  *self);

G_END_DECLS
