/* sluice-script-call-private.h: the calls of a client in a script, as extractions
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "document/sluice-extraction.h"
#include "snippet/sluice-script-client-private.h"

G_BEGIN_DECLS

/* Calls found in text order: extractions gets SluiceExtraction, result_names what the script calls
 * their results (char*, owned; "" where it has no name for it). */
void sluice_script_calls_read (SluiceScript    *script,
                               SluiceCatalogue *catalogue,
                               GListStore      *extractions,
                               GPtrArray       *result_names);

/* sluice-script-parameters.c: everything else that a call gives */
void sluice_script_parameters_read (SluiceScript             *script,
                                    SluiceScriptValue         call,
                                    const SluiceScriptClient *client,
                                    SluiceExtraction         *extraction);

G_END_DECLS
