/* sluice-demo-model.c: the models that the simulator pretends to have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "sluice-demo-model-private.h"

static const SluiceDemoModel models[] = {
  { "steady", "Steady", SLUICE_BEHAVIOUR_GOOD, 1, 250 },
  { "fast", "Fast", SLUICE_BEHAVIOUR_GOOD, 10, 80 },
  { "slow", "Slow", SLUICE_BEHAVIOUR_GOOD, 0.15, 900 },
  { "needs-a-retry", "Needs a Retry", SLUICE_BEHAVIOUR_RETRY, 1, 250 },
  { "breaks-a-rule", "Breaks a Rule", SLUICE_BEHAVIOUR_BREAK, 1, 250 },
  { "cut-off", "Cut Off", SLUICE_BEHAVIOUR_CUT, 1, 250 },
  { "drops-the-line", "Drops the Line", SLUICE_BEHAVIOUR_DROP, 1, 250 },
};

const SluiceDemoModel *
sluice_demo_model_find (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *id = slash != NULL ? slash + 1 : name;

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].id, id))
      return &models[i];

  return &models[0];
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_model (JsonBuilder           *builder,
           const SluiceDemoModel *model,
           gboolean               anthropic)
{
  json_builder_begin_object (builder);
  add_string (builder, "id", model->id);
  if (anthropic)
    {
      add_string (builder, "type", "model");
      add_string (builder, "display_name", model->name);
      add_string (builder, "created_at", "2025-01-01T00:00:00Z");
    }
  else
    {
      add_string (builder, "object", "model");
      add_string (builder, "owned_by", "sluice-simulator");
      json_builder_set_member_name (builder, "created");
      json_builder_add_int_value (builder, 1735689600);
    }
  json_builder_end_object (builder);
}

char *
sluice_demo_model_list (gboolean anthropic)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  if (anthropic)
    {
      json_builder_set_member_name (builder, "has_more");
      json_builder_add_boolean_value (builder, FALSE);
      add_string (builder, "first_id", models[0].id);
      add_string (builder, "last_id", models[G_N_ELEMENTS (models) - 1].id);
    }
  else
    {
      add_string (builder, "object", "list");
    }

  json_builder_set_member_name (builder, "data");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    add_model (builder, &models[i], anthropic);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
