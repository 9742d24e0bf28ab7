/* sluice-equality.c: whether two JSON values are the same
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-decimal-private.h"
#include "schema/sluice-equality-private.h"

static void
read_number (SluiceNode    *node,
             SluiceDecimal *decimal)
{
  sluice_decimal_init (decimal, sluice_node_peek_text (node), node->n);
}

static gboolean
are_numbers_equal (SluiceNode *a,
                   SluiceNode *b)
{
  SluiceDecimal x, y;

  read_number (a, &x);
  read_number (b, &y);

  return sluice_decimal_compare (&x, &y) == 0;
}

static gboolean
are_arrays_equal (SluiceNode *a,
                  SluiceNode *b)
{
  SluiceNode *x = sluice_node_get_first_child (a), *y = sluice_node_get_first_child (b);

  if (a->n != b->n)
    return FALSE;

  for (; x && y; x = sluice_node_get_next_sibling (x), y = sluice_node_get_next_sibling (y))
    if (!sluice_equality_test (x, y))
      return FALSE;

  return TRUE;
}

static gboolean
are_objects_equal (SluiceNode *a,
                   SluiceNode *b)
{
  if (a->n != b->n)
    return FALSE;

  for (SluiceNode *x = sluice_node_get_first_child (a); x; x = sluice_node_get_next_sibling (x))
    {
      SluiceNode *y = sluice_node_get_member (b, sluice_node_get_key (x));

      if (y == NULL || !sluice_equality_test (x, y))
        return FALSE;
    }

  return TRUE;
}

gboolean
sluice_equality_test (SluiceNode *a,
                      SluiceNode *b)
{
  if (a->type != b->type)
    return FALSE;

  switch ((SluiceNodeType) a->type)
    {
    case SLUICE_NODE_OBJECT:
      return are_objects_equal (a, b);
    case SLUICE_NODE_ARRAY:
      return are_arrays_equal (a, b);
    case SLUICE_NODE_STRING:
      return a->n == b->n &&
             memcmp (sluice_node_peek_text (a), sluice_node_peek_text (b), a->n) == 0;
    case SLUICE_NODE_NUMBER:
      return are_numbers_equal (a, b);
    case SLUICE_NODE_BOOLEAN:
      return a->boolean == b->boolean;
    case SLUICE_NODE_NULL:
    case SLUICE_NODE_UNKNOWN:
    default:
      return TRUE;
    }
}

static guint
hash_bytes (const char *bytes,
            gsize       length)
{
  guint hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) bytes[i]) * 16777619u;

  return hash;
}

static guint
hash_number (SluiceNode *node)
{
  SluiceDecimal decimal;

  read_number (node, &decimal);

  return sluice_decimal_hash (&decimal);
}

/* Members are added up, as their order must not count. */
static guint
hash_object (SluiceNode *node)
{
  guint hash = node->n;

  for (SluiceNode *child = sluice_node_get_first_child (node); child;
       child = sluice_node_get_next_sibling (child))
    {
      gsize length;
      const char *name = sluice_node_get_name (child, &length);

      hash += hash_bytes (name, length) * 31 ^ sluice_equality_hash (child);
    }

  return hash;
}

static guint
hash_array (SluiceNode *node)
{
  guint hash = node->n;

  for (SluiceNode *child = sluice_node_get_first_child (node); child;
       child = sluice_node_get_next_sibling (child))
    hash = hash * 31 + sluice_equality_hash (child);

  return hash;
}

guint
sluice_equality_hash (SluiceNode *node)
{
  guint hash = 0;

  switch ((SluiceNodeType) node->type)
    {
    case SLUICE_NODE_OBJECT:
      hash = hash_object (node);
      break;
    case SLUICE_NODE_ARRAY:
      hash = hash_array (node);
      break;
    case SLUICE_NODE_STRING:
      hash = hash_bytes (sluice_node_peek_text (node), node->n);
      break;
    case SLUICE_NODE_NUMBER:
      hash = hash_number (node);
      break;
    case SLUICE_NODE_BOOLEAN:
      hash = node->boolean;
      break;
    default:
      break;
    }

  return hash * 8 + node->type;
}
