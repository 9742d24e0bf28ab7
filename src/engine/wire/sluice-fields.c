/* sluice-fields.c: reading the members of a wire's JSON objects
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-tree-private.h"
#include "wire/sluice-fields-private.h"

void
sluice_fields_collect (SluiceNode        *object,
                       const char *const *names,
                       guint              n_names,
                       SluiceNode       **found)
{
  const SluiceTree *tree;
  SluiceNode *member;

  for (guint i = 0; i < n_names; i++)
    found[i] = NULL;

  if (!sluice_fields_is_object (object))
    return;

  /* For each object of each event of a stream: so the members are not asked one by one. */
  tree = sluice_node_get_tree (object);
  for (guint32 number = object->children.first; number != 0; number = member->next)
    {
      const char *key;

      member = sluice_tree_get_node (tree, number);
      key = tree->names.names[member->name].text;
      for (guint i = 0; i < n_names; i++)
        {
          if (key[0] != names[i][0] || strcmp (key, names[i]) != 0)
            continue;
          if (member->type != SLUICE_NODE_NULL)
            found[i] = member;
          break;
        }
    }
}

static SluiceNode *
get_member_of_type (SluiceNode     *object,
                    const char     *name,
                    SluiceNodeType  type)
{
  SluiceNode *member;

  if (!sluice_fields_is_object (object))
    return NULL;

  member = sluice_node_get_member (object, name);

  return member != NULL && sluice_node_get_node_type (member) == type ? member : NULL;
}

SluiceNode *
sluice_fields_get_object (SluiceNode *object,
                          const char *name)
{
  return get_member_of_type (object, name, SLUICE_NODE_OBJECT);
}

SluiceNode *
sluice_fields_get_array (SluiceNode *object,
                         const char *name)
{
  return get_member_of_type (object, name, SLUICE_NODE_ARRAY);
}

const char *
sluice_fields_get_string (SluiceNode *object,
                          const char *name)
{
  SluiceNode *member = get_member_of_type (object, name, SLUICE_NODE_STRING);

  return member != NULL ? sluice_node_get_text (member, NULL) : NULL;
}

const char *
sluice_fields_get_word (SluiceNode *object,
                        const char *name)
{
  return sluice_fields_to_word (get_member_of_type (object, name, SLUICE_NODE_STRING));
}

gint64
sluice_fields_get_int (SluiceNode *object,
                       const char *name,
                       gint64      missing)
{
  return sluice_fields_to_int (get_member_of_type (object, name, SLUICE_NODE_NUMBER), missing);
}

gint64
sluice_fields_get_count (SluiceNode *object,
                         ...)
{
  gint64 count = -1;
  const char *name;
  va_list names;

  va_start (names, object);
  while (count < 0 && (name = va_arg (names, const char *)) != NULL)
    count = sluice_fields_get_int (object, name, -1);
  va_end (names);

  return count;
}

const char *
sluice_fields_to_word (SluiceNode *node)
{
  const char *text = sluice_fields_is_string (node) ? sluice_node_get_text (node, NULL) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

gint64
sluice_fields_to_int (SluiceNode *node,
                      gint64      missing)
{
  gint64 value;

  if (node == NULL || sluice_node_get_node_type (node) != SLUICE_NODE_NUMBER)
    return missing;

  /* some servers print counts as 12.0 */
  if (!sluice_node_get_int (node, &value))
    value = (gint64) CLAMP (sluice_node_get_double (node), -9e18, 9e18);

  return value;
}

gboolean
sluice_fields_is_true (SluiceNode *node)
{
  return node != NULL && sluice_node_get_node_type (node) == SLUICE_NODE_BOOLEAN
         && sluice_node_get_boolean (node);
}

gboolean
sluice_fields_is_string (SluiceNode *node)
{
  return node != NULL && sluice_node_get_node_type (node) == SLUICE_NODE_STRING;
}

gboolean
sluice_fields_is_object (SluiceNode *node)
{
  return node != NULL && sluice_node_get_node_type (node) == SLUICE_NODE_OBJECT;
}

gboolean
sluice_fields_is_array (SluiceNode *node)
{
  return node != NULL && sluice_node_get_node_type (node) == SLUICE_NODE_ARRAY;
}
