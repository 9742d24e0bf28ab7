/* sluice-event-printer.h: a run -> what `extract` and `replay` print of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>
#include <stdio.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_OUTPUT_AUTOMATIC,  /* JSON for one value, a line for each item of an iterable */
  SLUICE_OUTPUT_JSON,
  SLUICE_OUTPUT_NDJSON,
  SLUICE_OUTPUT_CSV,
} SluiceOutput;

#define SLUICE_TYPE_EVENT_PRINTER (sluice_event_printer_get_type ())
G_DECLARE_FINAL_TYPE (SluiceEventPrinter, sluice_event_printer, SLUICE, EVENT_PRINTER, GObject)

/* Prints from now on; run must not have started yet. events: JSON Lines, as sluice(1) documents
 * them; partials: with them, a "partial" after each chunk that changed the value. */
SluiceEventPrinter *sluice_event_printer_new    (SluiceRun          *run,
                                                 FILE               *out,
                                                 gboolean            events,
                                                 gboolean            partials,
                                                 SluiceOutput        output);
/* prints what is left when the run has finished: the value, or the table */
void                sluice_event_printer_finish (SluiceEventPrinter *self);

G_END_DECLS
