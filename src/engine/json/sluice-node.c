/* sluice-node.c: one place in a value that may still be arriving
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-node.h"

#include "json/sluice-path.h"
#include "json/sluice-tree-private.h"
#include "json/sluice-writer.h"

/**
 * SluiceNode:
 *
 * One place in a JSON value that may still be arriving.
 *
 * Nodes are made by [class@Parser] in the order of the text and belong to their document as a
 * whole: [method@Node.ref] keeps the document, and a node is valid as long as anybody holds any
 * node of it, or the parser that reads it. Three facts about a node move on their own and only
 * forward: how far its text got ([method@Node.get_phase]), what the schema says of it
 * ([method@Node.get_verdict]), and what of its value may be used ([method@Node.get_exposure]).
 */
G_DEFINE_BOXED_TYPE (SluiceNode, sluice_node, sluice_node_ref, sluice_node_unref)

static inline SluiceTree *
get_tree (SluiceNode *self)
{
  return sluice_tree_get_page (self)->tree;
}

static inline gboolean
is_container (SluiceNode *self)
{
  return self->type == SLUICE_NODE_OBJECT || self->type == SLUICE_NODE_ARRAY;
}

static inline gboolean
has_text (SluiceNode *self)
{
  return self->type == SLUICE_NODE_STRING || self->type == SLUICE_NODE_NUMBER;
}

/* A superseded node was closed before, and keeps its value. */
static inline gboolean
is_exact (SluiceNode *self)
{
  return self->phase == SLUICE_PHASE_CLOSED || self->phase == SLUICE_PHASE_SUPERSEDED;
}

/* The tree that a node lies in. */
SluiceTree *
sluice_node_get_tree (SluiceNode *self)
{
  return get_tree (self);
}

/* The name of a member with its length, NULL where the node has none. */
const char *
sluice_node_get_name (SluiceNode *self,
                      gsize      *length)
{
  const SluiceName *name;

  if (!self->is_member)
    return NULL;

  name = &get_tree (self)->names.names[self->name];
  if (length != NULL)
    *length = name->length;

  return name->text;
}

/**
 * sluice_node_ref:
 * @self: a node
 *
 * Keeps the document that the node is part of.
 *
 * Returns: (transfer full): the node
 */
SluiceNode *
sluice_node_ref (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  sluice_tree_ref (get_tree (self));
  return self;
}

/**
 * sluice_node_unref:
 * @self: (transfer full): a node
 *
 * Lets go of the document that the node is part of.
 */
void
sluice_node_unref (SluiceNode *self)
{
  g_return_if_fail (self != NULL);

  sluice_tree_unref (get_tree (self));
}

/**
 * sluice_node_get_node_type:
 * @self: a node
 *
 * Gets the JSON type, which never changes once it is known.
 *
 * Returns: the type; unknown until the first byte of the value
 */
SluiceNodeType
sluice_node_get_node_type (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, SLUICE_NODE_UNKNOWN);

  return self->type;
}

/**
 * sluice_node_get_phase:
 * @self: a node
 *
 * Gets how far the text of the node got.
 *
 * Returns: the phase
 */
SluicePhase
sluice_node_get_phase (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, SLUICE_PHASE_PENDING);

  return self->phase;
}

/**
 * sluice_node_get_verdict:
 * @self: a node
 *
 * Gets what the schema says of the node so far.
 *
 * Returns: the verdict; open for ever where the parser has no [class@Check]
 */
SluiceVerdict
sluice_node_get_verdict (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, SLUICE_VERDICT_OPEN);

  return self->verdict;
}

/**
 * sluice_node_get_exposure:
 * @self: a node
 *
 * Gets what a reader may use of the value.
 *
 * A closed value is exact. An open container, and the letters of an open string, are a prefix
 * that only grows. Nothing of an open number or literal may be used, as `3` can become `35`.
 *
 * Returns: the exposure
 */
SluiceExposure
sluice_node_get_exposure (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, SLUICE_EXPOSURE_NONE);

  if (is_exact (self))
    return SLUICE_EXPOSURE_EXACT;

  if (is_container (self) || (self->type == SLUICE_NODE_STRING && self->n > 0))
    return SLUICE_EXPOSURE_PREFIX;

  return SLUICE_EXPOSURE_NONE;
}

/**
 * sluice_node_is_repaired:
 * @self: a node
 *
 * Tells whether the text of this very node was mended while it was read. What happened is in
 * [method@Parser.get_repairs].
 *
 * Returns: `TRUE` if the text was not plain JSON
 */
gboolean
sluice_node_is_repaired (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->repaired;
}

/**
 * sluice_node_get_parent:
 * @self: a node
 *
 * Gets the object or array that the node is in.
 *
 * Returns: (transfer none) (nullable): the container, `NULL` for the root
 */
SluiceNode *
sluice_node_get_parent (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return sluice_tree_get_node (get_tree (self), self->parent);
}

/**
 * sluice_node_get_first_child:
 * @self: a node
 *
 * Gets the first member or element.
 *
 * Returns: (transfer none) (nullable): the child, `NULL` where there is none
 */
SluiceNode *
sluice_node_get_first_child (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!is_container (self))
    return NULL;

  return sluice_tree_get_node (get_tree (self), self->children.first);
}

/**
 * sluice_node_get_last_child:
 * @self: a node
 *
 * Gets the last member or element so far.
 *
 * Returns: (transfer none) (nullable): the child, `NULL` where there is none
 */
SluiceNode *
sluice_node_get_last_child (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!is_container (self))
    return NULL;

  return sluice_tree_get_node (get_tree (self), self->children.last);
}

/**
 * sluice_node_get_next_sibling:
 * @self: a node
 *
 * Gets the member or element after this one.
 *
 * Returns: (transfer none) (nullable): the sibling; `NULL` where there is none yet, and for a
 *   superseded node
 */
SluiceNode *
sluice_node_get_next_sibling (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->phase == SLUICE_PHASE_SUPERSEDED)
    return NULL;

  return sluice_tree_get_node (get_tree (self), self->next);
}

/**
 * sluice_node_get_n_children:
 * @self: a node
 *
 * Counts the members or elements so far; the last one may be open. Elements that were released
 * ([method@Parser.release]) are counted as well.
 *
 * Returns: the number of children, 0 for a scalar
 */
guint
sluice_node_get_n_children (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return is_container (self) ? self->n : 0;
}

/**
 * sluice_node_get_key:
 * @self: a node
 *
 * Gets the name of a member.
 *
 * Returns: (transfer none) (nullable): the name, `NULL` for an element and for the root
 */
const char *
sluice_node_get_key (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return sluice_node_get_name (self, NULL);
}

/**
 * sluice_node_get_index:
 * @self: a node
 *
 * Gets the position of an element in its array.
 *
 * Returns: the position, from 0; 0 for what is no element
 */
guint
sluice_node_get_index (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->is_member ? 0 : self->name;
}

/* Like sluice_node_get_member() for a name that is part of a longer text. */
static SluiceNode *
get_member (SluiceNode *self,
            const char *name,
            gsize       length)
{
  SluiceTree *tree = get_tree (self);
  guint32 number;

  if (self->type != SLUICE_NODE_OBJECT)
    return NULL;

  number = sluice_names_find (&tree->names, name, length);

  return number != 0 ? sluice_tree_find_member (tree, self, number) : NULL;
}

/**
 * sluice_node_get_member:
 * @self: a node
 * @name: the name of a member
 *
 * Gets the member of an object with a name; of several with the same name, the last.
 *
 * Returns: (transfer none) (nullable): the member, `NULL` where there is none (yet)
 */
SluiceNode *
sluice_node_get_member (SluiceNode *self,
                        const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return get_member (self, name, strlen (name));
}

/* A step of a JSON Pointer below an array: digits, without a leading zero (RFC 6901, section 4). */
static SluiceNode *
get_element (SluiceNode *self,
             const char *step,
             gsize       length)
{
  SluiceNode *element = sluice_node_get_first_child (self);
  guint64 position = 0;

  if (length == 0 || length > 10 || (step[0] == '0' && length > 1))
    return NULL;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (step[i]))
        return NULL;
      position = position * 10 + (step[i] - '0');
    }

  if (element == NULL || position >= self->n || position < element->name)
    return NULL;

  for (position -= element->name; position > 0; position--)
    element = sluice_node_get_next_sibling (element);

  return element;
}

/* A step of a JSON Pointer below an object, in which ~0 stands for ~ and ~1 for /. */
static SluiceNode *
get_step_member (SluiceNode *self,
                 const char *step,
                 gsize       length)
{
  g_autoptr(GString) name = NULL;

  if (memchr (step, '~', length) == NULL)
    return get_member (self, step, length);

  name = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    {
      if (step[i] != '~')
        {
          g_string_append_c (name, step[i]);
          continue;
        }
      if (++i == length || (step[i] != '0' && step[i] != '1'))
        return NULL;
      g_string_append_c (name, step[i] == '0' ? '~' : '/');
    }

  return get_member (self, name->str, name->len);
}

/**
 * sluice_node_get_at:
 * @self: a node
 * @pointer: a JSON Pointer (RFC 6901) from this node on, like `/users/0/name`
 *
 * Gets the node at a place below this one.
 *
 * Returns: (transfer none) (nullable): the node; @self for an empty pointer; `NULL` where
 *   nothing is (yet), or the pointer is not well formed
 */
SluiceNode *
sluice_node_get_at (SluiceNode *self,
                    const char *pointer)
{
  SluiceNode *node = self;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (pointer != NULL, NULL);

  while (node != NULL && *pointer != '\0')
    {
      gsize length;

      if (*pointer++ != '/')
        return NULL;

      length = strcspn (pointer, "/");
      if (node->type == SLUICE_NODE_ARRAY)
        node = get_element (node, pointer, length);
      else
        node = get_step_member (node, pointer, length);
      pointer += length;
    }

  return node;
}

/**
 * sluice_node_get_text:
 * @self: a node
 * @length: (out) (optional): its length in bytes, as it may contain U+0000
 *
 * Gets the text so far of a string, decoded, or the digits so far of a number.
 *
 * The text of an open node is not its value yet (see [method@Node.get_exposure]), and the pointer
 * is good until the parser reads on.
 *
 * Returns: (transfer none) (nullable): UTF-8 text, `NULL` where the node is neither
 */
const char *
sluice_node_get_text (SluiceNode *self,
                      gsize      *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = has_text (self) ? self->n : 0;

  return has_text (self) ? sluice_node_peek_text (self) : NULL;
}

/**
 * sluice_node_get_boolean:
 * @self: a node
 *
 * Gets the value of a closed boolean.
 *
 * Returns: the value; `FALSE` for anything else
 */
gboolean
sluice_node_get_boolean (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->boolean;
}

/**
 * sluice_node_get_double:
 * @self: a node
 *
 * Gets the value of a closed number, rounded to a double. [method@Node.get_text] has its digits.
 *
 * Returns: the value, 0 for anything else
 */
gdouble
sluice_node_get_double (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->type != SLUICE_NODE_NUMBER || !is_exact (self))
    return 0;

  return g_ascii_strtod (sluice_node_peek_text (self), NULL);
}

/* Adds a digit to a number that counts away from zero on the negative side, where the range is
 * larger by one. FALSE when it does not fit. */
static gboolean
push_digit (gint64 *negative,
            guint   digit)
{
  if (*negative < (G_MININT64 + (gint64) digit) / 10)
    return FALSE;

  *negative = *negative * 10 - digit;
  return TRUE;
}

/* The exponent of a lexeme from its e on, bounded: beyond any number of digits it is all the same. */
static gint64
read_exponent (const char *p)
{
  gboolean minus = p[1] == '-';
  gint64 exponent = 0;

  for (p += 1 + (p[1] == '-' || p[1] == '+'); *p != '\0'; p++)
    exponent = MIN (exponent * 10 + (*p - '0'), G_MAXINT32);

  return minus ? -exponent : exponent;
}

/* Reads a lexeme as an exact integer: 12, 12.0, 1.2e1 and 120e-1 are all 12. Zeros at the end of
 * the digits wait until a digit other than zero follows them, so that they cannot overflow. */
static gboolean
read_integer (const char *lexeme,
              gint64     *value)
{
  gboolean minus = *lexeme == '-';
  const char *mantissa = lexeme + minus, *end = mantissa + strspn (mantissa, "0123456789.");
  gint64 exponent = *end != '\0' ? read_exponent (end) : 0;
  gint64 negative = 0, zeros = 0;
  gboolean fraction = FALSE;

  for (const char *p = mantissa; p < end; p++)
    {
      if (*p == '.')
        {
          fraction = TRUE;
          continue;
        }
      if (fraction)
        exponent--;
      if (*p == '0')
        {
          zeros += negative != 0;
          continue;
        }
      for (; zeros > 0; zeros--)
        {
          if (!push_digit (&negative, 0))
            return FALSE;
        }
      if (!push_digit (&negative, *p - '0'))
        return FALSE;
    }

  exponent += zeros;
  if (negative == 0)
    exponent = 0;
  if (exponent < 0)
    return FALSE;

  for (; exponent > 0; exponent--)
    {
      if (!push_digit (&negative, 0))
        return FALSE;
    }

  if (!minus && negative == G_MININT64)
    return FALSE;

  *value = minus ? negative : -negative;
  return TRUE;
}

/**
 * sluice_node_get_int:
 * @self: a node
 * @value: (out) (optional): the value
 *
 * Gets the value of a closed number that is an integer, however it is written: `12`, `12.0` and
 * `1.2e1` are the same.
 *
 * Returns: `TRUE` if the node is such a number and fits
 */
gboolean
sluice_node_get_int (SluiceNode *self,
                     gint64     *value)
{
  gint64 number;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->type != SLUICE_NODE_NUMBER || !is_exact (self))
    return FALSE;

  if (!read_integer (sluice_node_peek_text (self), &number))
    return FALSE;

  if (value != NULL)
    *value = number;

  return TRUE;
}

/**
 * sluice_node_get_start:
 * @self: a node
 *
 * Gets where the value begins in the text that was pushed.
 *
 * Returns: the offset of its first byte; before that, of the end of its key
 */
gsize
sluice_node_get_start (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->start;
}

/**
 * sluice_node_get_end:
 * @self: a node
 *
 * Gets where the value ends in the text that was pushed; so far, while it is open.
 *
 * Returns: the offset of the byte after its last one
 */
gsize
sluice_node_get_end (SluiceNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (is_container (self) && self->phase == SLUICE_PHASE_STREAMING)
    return get_tree (self)->length;

  return self->end;
}

static gboolean
find_first_arrival (SluiceNode    *self,
                    SluiceArrival *arrival)
{
  return sluice_arrivals_find (&get_tree (self)->arrivals, self->start, arrival);
}

static gboolean
find_last_arrival (SluiceNode    *self,
                   SluiceArrival *arrival)
{
  guint32 end = sluice_node_get_end (self);

  return sluice_arrivals_find (&get_tree (self)->arrivals, MAX (end, self->start + 1) - 1, arrival);
}

/**
 * sluice_node_get_first_arrival:
 * @self: a node
 *
 * Gets when the first byte of the value arrived (see [method@Parser.set_arrival]).
 *
 * Returns: the time in microseconds, -1 where it is not known
 */
gint64
sluice_node_get_first_arrival (SluiceNode *self)
{
  SluiceArrival arrival;

  g_return_val_if_fail (self != NULL, -1);

  return find_first_arrival (self, &arrival) ? arrival.time : -1;
}

/**
 * sluice_node_get_last_arrival:
 * @self: a node
 *
 * Gets when the last byte of the value, so far, arrived.
 *
 * Returns: the time in microseconds, -1 where it is not known
 */
gint64
sluice_node_get_last_arrival (SluiceNode *self)
{
  SluiceArrival arrival;

  g_return_val_if_fail (self != NULL, -1);

  return find_last_arrival (self, &arrival) ? arrival.time : -1;
}

/**
 * sluice_node_get_events:
 * @self: a node
 * @first: (out) (optional): the event that brought the first byte of the value
 * @last: (out) (optional): the event that brought its last byte so far
 *
 * Gets the numbers of the stream events that carried the value (see [method@Parser.set_arrival]).
 *
 * Returns: `TRUE` if they are known
 */
gboolean
sluice_node_get_events (SluiceNode *self,
                        guint      *first,
                        guint      *last)
{
  SluiceArrival from, to;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!find_first_arrival (self, &from) || !find_last_arrival (self, &to))
    return FALSE;

  if (first != NULL)
    *first = from.event;
  if (last != NULL)
    *last = to.event;

  return TRUE;
}

/**
 * sluice_node_dup_path:
 * @self: a node
 *
 * Makes the JSON Pointer of the node, from the root on.
 *
 * Returns: (transfer full): the path, empty for the root
 */
char *
sluice_node_dup_path (SluiceNode *self)
{
  g_autoptr(GPtrArray) steps = NULL;
  GString *path;

  g_return_val_if_fail (self != NULL, NULL);

  steps = g_ptr_array_new ();
  for (SluiceNode *node = self; node->parent != 0; node = sluice_node_get_parent (node))
    g_ptr_array_add (steps, node);

  path = g_string_new (NULL);
  for (guint i = steps->len; i > 0; i--)
    {
      SluiceNode *step = steps->pdata[i - 1];

      if (step->is_member)
        sluice_path_append_key (path, sluice_node_get_name (step, NULL));
      else
        sluice_path_append_index (path, step->name);
    }

  return g_string_free (path, FALSE);
}

/**
 * sluice_node_to_json:
 * @self: a node
 * @policy: which half-received values to print
 * @indent: spaces for each level, 0 for everything on one line without spaces
 *
 * Prints the value of the node, so far, as JSON.
 *
 * Returns: (transfer full): well-formed JSON, or an empty string where nothing of the value may
 *   be shown yet
 */
char *
sluice_node_to_json (SluiceNode   *self,
                     SluicePolicy  policy,
                     guint         indent)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  sluice_writer_append_node (out, self, policy, indent);

  return g_string_free (out, FALSE);
}
