/* sluice-simulator.h: the offline provider: a real HTTP server on loopback that speaks the wires
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SIMULATOR (sluice_simulator_get_type ())
G_DECLARE_FINAL_TYPE (SluiceSimulator, sluice_simulator, SLUICE, SIMULATOR, GObject)

/* Models: steady, fast, slow, needs-a-retry, breaks-a-rule, cut-off, drops-the-line; any other name
 * answers like steady. Signals: "request" (const char *path, GBytes *body), "answered" (const char
 * *how): "complete"; "error" for an HTTP error; "cut" where the simulator closed the connection, as
 * it was told; or "disconnected" when the client closed the connection before the end. */
SluiceSimulator *sluice_simulator_new          (void);
/* port 0 = any free one. Listens on 127.0.0.1 in the thread-default main context. */
gboolean         sluice_simulator_listen       (SluiceSimulator  *self,
                                                guint             port,
                                                GError          **error);
/* "http://127.0.0.1:PORT": the OpenAI wire is under /v1, Anthropic's at /v1/messages */
const char      *sluice_simulator_get_url      (SluiceSimulator  *self);
/* base URL for a client of that wire ("openai-chat": ".../v1") (transfer full) */
char            *sluice_simulator_dup_base_url (SluiceSimulator  *self,
                                                const char       *wire);
/* tokens per second of the model steady; 0 = as fast as the client reads */
void             sluice_simulator_set_speed    (SluiceSimulator  *self,
                                                gdouble           tokens_per_second);
/* "status=429", "retry-after=2", "malformed", "garbled", "refuse", "stall", "cut=200",
 * "slow-start=1000", "one-byte", "truncate"; with "*2" at the end for the next two requests only.
 * FALSE with an error that lists the faults there are */
gboolean         sluice_simulator_add_fault    (SluiceSimulator  *self,
                                                const char       *fault,
                                                GError          **error);
/* a recording to play for the next requests, in turn; the first follows the last */
gboolean         sluice_simulator_add_recording (SluiceSimulator *self,
                                                 GFile           *file,
                                                 GError         **error);
guint            sluice_simulator_get_n_requests     (SluiceSimulator *self);
guint            sluice_simulator_get_n_disconnected (SluiceSimulator *self);
void             sluice_simulator_stop         (SluiceSimulator  *self);

G_END_DECLS
