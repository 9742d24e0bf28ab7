/* sluice-repair.h: one tolerated deviation from JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_REPAIR_FENCE,             /* ``` around the document */
  SLUICE_REPAIR_PROSE,             /* text before or after the document */
  SLUICE_REPAIR_THINK,             /* <think>…</think> before the document */
  SLUICE_REPAIR_COMMENT,
  SLUICE_REPAIR_TRAILING_COMMA,
  SLUICE_REPAIR_MISSING_COMMA,
  SLUICE_REPAIR_SINGLE_QUOTES,
  SLUICE_REPAIR_SMART_QUOTES,
  SLUICE_REPAIR_BARE_KEY,
  SLUICE_REPAIR_BARE_STRING,
  SLUICE_REPAIR_PYTHON_LITERAL,    /* True, False, None */
  SLUICE_REPAIR_NON_FINITE,        /* NaN, Infinity: read as null */
  SLUICE_REPAIR_CONTROL_CHARACTER, /* raw U+0000 to U+001F inside a string */
  SLUICE_REPAIR_INNER_QUOTE,
  SLUICE_REPAIR_BAD_ESCAPE,
  SLUICE_REPAIR_BAD_UTF8,          /* replaced by U+FFFD */
  SLUICE_REPAIR_EXTRA_DOCUMENT,
} SluiceRepairKind;

typedef struct _SluiceRepair SluiceRepair;

struct _SluiceRepair
{
  SluiceRepairKind kind;
  gsize            start;  /* byte range in the pushed text */
  gsize            end;
  SluiceNode      *node;   /* nullable, not owned: the node it touched */
};

#define SLUICE_TYPE_REPAIR (sluice_repair_get_type ())

SLUICE_API GType         sluice_repair_get_type  (void) G_GNUC_CONST;
SLUICE_API SluiceRepair *sluice_repair_copy      (const SluiceRepair *self);
SLUICE_API void          sluice_repair_free      (SluiceRepair       *self);
SLUICE_API const char   *sluice_repair_kind_to_string (SluiceRepairKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceRepair, sluice_repair_free)

G_END_DECLS
