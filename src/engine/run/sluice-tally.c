/* sluice-tally.c: how many fields a value has, and how many of them are there
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is closed does not change any more, so only the open path is gone over: the root, its last
 * child, that one's last child. The closed leaves are counted as they close.
 */
#include "config.h"

#include "json/sluice-node-private.h"
#include "run/sluice-tally-private.h"
#include "schema/sluice-definition-private.h"

#define MAX_DEPTH 16

/* the definitions that a count is within: a class within itself counts as one */
typedef struct _Outer Outer;

struct _Outer
{
  const Outer *up;
  SluiceNode  *target;
  guint        depth;
};

static gboolean
is_within (const Outer *outer,
           SluiceNode  *target)
{
  if (outer != NULL && outer->depth >= MAX_DEPTH)
    return TRUE;

  for (; outer != NULL; outer = outer->up)
    if (outer->target == target)
      return TRUE;

  return FALSE;
}

static guint
count_promised (SluiceDefinition *definition,
                const Outer      *up)
{
  SluiceNode *target = sluice_definition_get_target (definition);
  Outer outer = { up, target, up != NULL ? up->depth + 1 : 0 };
  GPtrArray *properties;
  guint n = 0;

  if (sluice_definition_get_kind (definition) != SLUICE_KIND_OBJECT || is_within (up, target))
    return 1;

  properties = sluice_definition_get_properties (definition);
  for (guint i = 0; properties != NULL && i < properties->len; i++)
    n += count_promised (g_ptr_array_index (properties, i), &outer);

  return MAX (n, 1);
}

guint
sluice_tally_promised (SluiceDefinition *definition)
{
  return definition != NULL ? count_promised (definition, NULL) : 1;
}

static guint
count_absent (SluiceNode       *object,
              SluiceDefinition *definition)
{
  GPtrArray *properties;
  guint n = 0;

  if (definition == NULL || sluice_definition_get_kind (definition) != SLUICE_KIND_OBJECT)
    return 0;

  properties = sluice_definition_get_properties (definition);
  for (guint i = 0; properties != NULL && i < properties->len; i++)
    {
      SluiceDefinition *property = g_ptr_array_index (properties, i);

      if (sluice_node_get_member (object, sluice_definition_get_name (property)) == NULL)
        n += sluice_tally_promised (property);
    }

  return n;
}

static SluiceDefinition *
get_definition (SluiceValue *value,
                SluiceNode  *node)
{
  SluiceCheck *check = sluice_value_get_check (value);

  return check != NULL ? sluice_check_get_definition (check, node) : NULL;
}

guint
sluice_tally_open (SluiceValue      *value,
                   SluiceDefinition *definition)
{
  SluiceNode *node = sluice_value_get_root (value);
  guint n = 0;

  if (node == NULL)
    return sluice_tally_promised (definition);

  for (; node != NULL && node->phase != SLUICE_PHASE_CLOSED; node = sluice_node_get_last_child (node))
    {
      definition = get_definition (value, node);
      if (node->type == SLUICE_NODE_UNKNOWN)
        return n + sluice_tally_promised (definition);
      if (node->type >= SLUICE_NODE_STRING)
        return n + 1;
      if (node->type == SLUICE_NODE_OBJECT)
        n += count_absent (node, definition);
    }

  return n;
}
