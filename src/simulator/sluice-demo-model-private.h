/* sluice-demo-model-private.h: the models that the simulator pretends to have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_BEHAVIOUR_GOOD,
  SLUICE_BEHAVIOUR_RETRY,  /* the first answer breaks a rule, a corrected one does not */
  SLUICE_BEHAVIOUR_BREAK,
  SLUICE_BEHAVIOUR_CUT,
  SLUICE_BEHAVIOUR_DROP,
} SluiceBehaviour;

typedef struct
{
  const char      *id;
  const char      *name;
  SluiceBehaviour  behaviour;
  gdouble          speed;       /* times that of the simulator */
  guint            latency_ms;  /* to the first token, where speed is not 0 */
} SluiceDemoModel;

/* by its id, with or without "provider/" before it; any other name is that of the first model */
const SluiceDemoModel *sluice_demo_model_find (const char *name);
/* all of them as a provider lists its models (transfer full) */
char                  *sluice_demo_model_list (gboolean    anthropic);

G_END_DECLS
