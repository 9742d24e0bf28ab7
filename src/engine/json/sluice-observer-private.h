/* sluice-observer-private.h: what a parser tells, as it reads, to the check and to the run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-parser.h"
#include "json/sluice-node-private.h"

G_BEGIN_DECLS

/* Any function may be NULL. A parser has at most two observers and calls the first (the schema
 * check) before the second (the run), so the second sees the verdicts of the first. The calls,
 * but for where a `key` or `grew` run is split, are a function of the bytes only (law L5). */
typedef struct
{
  /* More bytes of a member name: text[0, length) is the decoded name so far, from is where the
   * new bytes begin in it, offset where they begin in the pushed text. Comes before the member
   * has a node; closed is TRUE once, at the closing quote. */
  void (*key)        (gpointer observer, SluiceNode *object, const char *text, gsize length,
                      gsize from, gsize offset, gboolean closed);
  /* A member's key closed: its node is there in phase OPENING, linked into its object. */
  void (*opening)    (gpointer observer, SluiceNode *node);
  /* First byte of a value: type is known, phase is STREAMING. Elements are linked here. */
  void (*opened)     (gpointer observer, SluiceNode *node);
  /* text[from, n) of a string or number is new; it began at offset in the pushed text. A run is
   * either as long there as here, or one character (an escape, a repair). */
  void (*grew)       (gpointer observer, SluiceNode *node, gsize from, gsize offset);
  void (*closed)     (gpointer observer, SluiceNode *node);
  /* The stream ended inside this node (innermost first). */
  void (*cut)        (gpointer observer, SluiceNode *node);
  void (*superseded) (gpointer observer, SluiceNode *node);
  void (*repaired)   (gpointer observer, const SluiceRepair *repair);
  /* Whether closed elements of an array are still needed. NULL = they are not. */
  gboolean (*keeps)  (gpointer observer, SluiceNode *array);
  /* The elements of an array that lie from one offset to another are about to go. */
  void (*releasing)  (gpointer observer, SluiceNode *array, gsize start, gsize end);
} SluiceObserver;

/* slot: 0 for the check, 1 for the run. observer is not owned and must outlive the parser's use. */
void sluice_parser_set_observer (SluiceParser         *self,
                                 guint                 slot,
                                 const SluiceObserver *functions,
                                 gpointer              observer);

G_END_DECLS
