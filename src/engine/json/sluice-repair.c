/* sluice-repair.c: one tolerated deviation from JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-repair.h"

static const char *const kind_names[] = {
  [SLUICE_REPAIR_FENCE] = "fence",
  [SLUICE_REPAIR_PROSE] = "prose",
  [SLUICE_REPAIR_THINK] = "think",
  [SLUICE_REPAIR_COMMENT] = "comment",
  [SLUICE_REPAIR_TRAILING_COMMA] = "trailing-comma",
  [SLUICE_REPAIR_MISSING_COMMA] = "missing-comma",
  [SLUICE_REPAIR_SINGLE_QUOTES] = "single-quotes",
  [SLUICE_REPAIR_SMART_QUOTES] = "smart-quotes",
  [SLUICE_REPAIR_BARE_KEY] = "bare-key",
  [SLUICE_REPAIR_BARE_STRING] = "bare-string",
  [SLUICE_REPAIR_PYTHON_LITERAL] = "python-literal",
  [SLUICE_REPAIR_NON_FINITE] = "non-finite",
  [SLUICE_REPAIR_CONTROL_CHARACTER] = "control-character",
  [SLUICE_REPAIR_INNER_QUOTE] = "inner-quote",
  [SLUICE_REPAIR_BAD_ESCAPE] = "bad-escape",
  [SLUICE_REPAIR_BAD_UTF8] = "bad-utf8",
  [SLUICE_REPAIR_EXTRA_DOCUMENT] = "extra-document",
};

/**
 * SluiceRepair:
 * @kind: what was tolerated
 * @start: offset of its first byte in the pushed text
 * @end: offset of the byte after it
 * @node: (nullable): the node it touched; not owned, and gone when the document is
 *
 * One deviation from JSON (RFC 8259) that the parser tolerated.
 */
G_DEFINE_BOXED_TYPE (SluiceRepair, sluice_repair, sluice_repair_copy, sluice_repair_free)

/**
 * sluice_repair_copy:
 * @self: a repair
 *
 * Copies a repair.
 *
 * Returns: (transfer full): the copy
 */
SluiceRepair *
sluice_repair_copy (const SluiceRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * sluice_repair_free:
 * @self: (transfer full): a repair
 *
 * Frees a repair.
 */
void
sluice_repair_free (SluiceRepair *self)
{
  g_free (self);
}

/**
 * sluice_repair_kind_to_string:
 * @kind: a kind of repair
 *
 * Gets the name of a kind as it is in event lines and recordings, like `trailing-comma`.
 *
 * Returns: (transfer none): the name, which is not translated
 */
const char *
sluice_repair_kind_to_string (SluiceRepairKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}
