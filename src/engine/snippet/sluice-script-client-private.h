/* sluice-script-client-private.h: which provider, model and mode a client in a script stands for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "provider/sluice-catalogue.h"
#include "snippet/sluice-script-private.h"

G_BEGIN_DECLS

/* The variable of the environment that says where the offline demo listens, in scripts that we
 * write; and the address they take where it is not set. */
#define SLUICE_DEMO_VARIABLE "SLUICE_DEMO_URL"
#define SLUICE_DEMO_PORT "8317"
#define SLUICE_DEMO_URL "http://127.0.0.1:" SLUICE_DEMO_PORT "/v1"

typedef struct
{
  gboolean           is_client;  /* something is known of it */
  gboolean           is_wrapped; /* by Instructor: it takes response_model */
  char              *provider;   /* owned, nullable: an id of the catalogue, where it has one */
  char              *model;      /* owned, nullable */
  SluiceScriptValue  mode;       /* without an expression where none is given */
  SluiceScriptValue  call;       /* the call that makes it: its further keywords are defaults */
} SluiceScriptClient;

void        sluice_script_client_read     (SluiceScriptClient *self,
                                           SluiceScript       *script,
                                           SluiceCatalogue    *catalogue,
                                           SluiceScriptValue   value);
void        sluice_script_client_clear    (SluiceScriptClient *self);
/* the id in the catalogue for what Instructor calls a provider, and back; NULL for an unknown one */
const char *sluice_script_client_find_id  (const char         *instructor_name);
const char *sluice_script_client_find_name(const char         *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluiceScriptClient, sluice_script_client_clear)

G_END_DECLS
