/* sluice-field-state.c: what is the case with a field, in a word and in a line
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "json/sluice-path.h"
#include "run/sluice-field-private.h"
#include "schema/sluice-violation-private.h"

/* -- State ---------------------------------------------------------------------------------------------------- */

static gboolean
has_default (SluiceField *self)
{
  return self->definition != NULL && sluice_definition_get_default (self->definition) != NULL;
}

/* Nothing of it came: may it still? */
static SluiceFieldState
get_absent_state (SluiceField *self)
{
  if (sluice_field_is_left_out (self))
    return has_default (self) ? SLUICE_FIELD_DEFAULT : SLUICE_FIELD_MISSING;
  if (self->tree->ended)
    return SLUICE_FIELD_MISSING;

  for (SluiceField *up = self->up; up != NULL; up = up->up)
    if (up->node != NULL)
      return up->node->phase >= SLUICE_PHASE_CLOSED ? SLUICE_FIELD_MISSING : SLUICE_FIELD_WAITING;

  return SLUICE_FIELD_WAITING;
}

static SluiceFieldState
get_item_list_state (SluiceField *self)
{
  SluiceItems *items = self->tree->items;
  guint n = sluice_items_get_n (items);

  if (n == 0 && self->node == NULL)
    return self->tree->ended ? SLUICE_FIELD_MISSING : SLUICE_FIELD_WAITING;
  if (!self->tree->ended)
    return SLUICE_FIELD_ARRIVING;
  if (sluice_items_get_n_invalid (items) > 0)
    return SLUICE_FIELD_INVALID;
  if (sluice_items_get_n_closed (items) < n ||
      (self->node != NULL && self->node->phase == SLUICE_PHASE_CUT))
    return SLUICE_FIELD_CUT;

  return SLUICE_FIELD_COMPLETE;
}

static gboolean
breaks_rule (SluiceNode *node)
{
  return node->verdict == SLUICE_VERDICT_DOOMED || node->verdict == SLUICE_VERDICT_INVALID;
}

/* The verdict of a container is about all that is in it, so it need not be asked. */
static SluiceFieldState
get_present_state (SluiceField *self)
{
  SluiceNode *node = self->node;

  switch (node->phase)
    {
    case SLUICE_PHASE_CLOSED:
      if (node->absent)
        return has_default (self) ? SLUICE_FIELD_DEFAULT : SLUICE_FIELD_MISSING;
      if (breaks_rule (node))
        return SLUICE_FIELD_INVALID;
      return self->extra ? SLUICE_FIELD_EXTRA : SLUICE_FIELD_COMPLETE;
    case SLUICE_PHASE_CUT:
      return breaks_rule (node) ? SLUICE_FIELD_INVALID : SLUICE_FIELD_CUT;
    case SLUICE_PHASE_PENDING:
    case SLUICE_PHASE_OPENING:
    case SLUICE_PHASE_STREAMING:
    case SLUICE_PHASE_ABSENT:
    case SLUICE_PHASE_SUPERSEDED:
    default:
      return !self->container && breaks_rule (node) ? SLUICE_FIELD_INVALID : SLUICE_FIELD_ARRIVING;
    }
}

/**
 * sluice_field_get_state:
 * @self: a field
 *
 * Gets the word for what is the case with the field. A container is arriving while it is open, and
 * then as well as the worst that is in it.
 *
 * Returns: the state
 */
SluiceFieldState
sluice_field_get_state (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), SLUICE_FIELD_WAITING);

  if (sluice_field_is_item_list (self))
    return get_item_list_state (self);

  return self->node != NULL ? get_present_state (self) : get_absent_state (self);
}

/**
 * sluice_field_get_time:
 * @self: a field
 *
 * Gets when the value closed.
 *
 * Returns: seconds since the request was sent; negative while it has not
 */
gdouble
sluice_field_get_time (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), -1);

  if (self->node == NULL || self->node->phase != SLUICE_PHASE_CLOSED)
    return -1;

  return sluice_node_get_last_arrival (self->node) / (gdouble) G_USEC_PER_SEC;
}

/* That a member is missing is a matter of its object to the schema, and of its own row here. */
static gboolean
is_own_violation (SluiceField     *self,
                  SluiceViolation *violation,
                  const char      *suffix)
{
  if (self->node != NULL)
    return violation->node == self->node && !violation->of_absent;

  return violation->node == self->up->node && violation->of_absent &&
         g_str_has_suffix (sluice_violation_get_path (violation), suffix);
}

/**
 * sluice_field_list_violations:
 * @self: a field
 *
 * Lists the rules that this very field breaks, not those broken by what is in it. The field of a
 * member that is missing breaks the rule that it is required.
 *
 * Returns: (transfer container) (element-type SluiceViolation): the violations, maybe none
 */
GPtrArray *
sluice_field_list_violations (SluiceField *self)
{
  SluiceCheck *check;
  SluiceNode *node;
  g_autoptr(GPtrArray) below = NULL;
  g_autoptr(GString) suffix = NULL;
  GPtrArray *own;

  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  own = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_violation_unref);
  check = self->value != NULL ? sluice_value_get_check (self->value) : NULL;
  node = self->node != NULL || self->up == NULL ? self->node : self->up->node;
  if (check == NULL || node == NULL)
    return own;

  below = sluice_check_list_violations (check, node);
  suffix = g_string_new (NULL);
  sluice_path_append_key (suffix, sluice_field_get_name (self));
  for (guint i = 0; i < below->len; i++)
    if (is_own_violation (self, g_ptr_array_index (below, i), suffix->str))
      g_ptr_array_add (own, sluice_violation_ref (g_ptr_array_index (below, i)));

  return own;
}

/* -- The line for a cell -------------------------------------------------------------------------------------- */

/* The last bytes of a text, from a whole character on, in one line. */
static char *
dup_tail (const char *text,
          gsize       length,
          gsize       limit,
          gboolean   *elided)
{
  const char *from = text;
  char *line;

  if (length > limit)
    {
      from = text + (length - limit);
      while (from < text + length && ((guchar) *from & 0xC0) == 0x80)
        from++;
      *elided = TRUE;
    }

  line = g_strndup (from, length - (gsize) (from - text));
  for (char *p = line; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';

  return line;
}

static char *
dup_scalar_summary (SluiceNode *node,
                    gboolean    is_enum,
                    gsize       limit,
                    gboolean   *elided)
{
  gboolean closed = node->phase == SLUICE_PHASE_CLOSED;

  switch (node->type)
    {
    case SLUICE_NODE_STRING:
      if (is_enum && !closed)
        return NULL;
      return dup_tail (sluice_node_peek_text (node), node->n, limit, elided);
    case SLUICE_NODE_NUMBER:
      return node->n > 0 ? dup_tail (sluice_node_peek_text (node), node->n, limit, elided) : NULL;
    case SLUICE_NODE_BOOLEAN:
      return closed ? g_strdup (node->boolean ? "true" : "false") : NULL;
    case SLUICE_NODE_NULL:
      return closed ? g_strdup ("null") : NULL;
    case SLUICE_NODE_UNKNOWN:
    case SLUICE_NODE_OBJECT:
    case SLUICE_NODE_ARRAY:
    default:
      return NULL;
    }
}

/* An object is known by the first thing it says of itself. */
static char *
dup_object_summary (SluiceNode *object,
                    gsize       limit,
                    gboolean   *elided)
{
  for (SluiceNode *child = sluice_node_get_first_child (object); child != NULL;
       child = sluice_node_get_next_sibling (child))
    if (child->type >= SLUICE_NODE_STRING && child->phase == SLUICE_PHASE_CLOSED)
      return dup_scalar_summary (child, FALSE, limit, elided);

  return NULL;
}

static char *
dup_count (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u item", "%u items", n), n);
}

static char *
dup_default (SluiceField *self,
             gsize        limit,
             gboolean    *elided)
{
  JsonNode *value = sluice_definition_get_default (self->definition);
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    text = json_node_dup_string (value);
  else
    text = json_to_string (value, FALSE);

  return dup_tail (text, strlen (text), limit, elided);
}

/**
 * sluice_field_dup_summary:
 * @self: a field
 * @limit: how many bytes a cell has room for
 * @elided: (out) (optional): whether the text is longer than @limit, so that its beginning was left
 *   out
 *
 * Makes one line of what is there: the text so far, digits, “3 items”, the first scalar of an
 * object, or the default.
 *
 * The cost depends on @limit alone, however long the text is.
 *
 * Returns: (transfer full) (nullable): the line; `NULL` where there is nothing to show, which goes
 *   for `true`, `false`, `null` and the values of an enum while they arrive
 */
char *
sluice_field_dup_summary (SluiceField *self,
                          gsize        limit,
                          gboolean    *elided)
{
  gboolean ignored;

  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  if (elided == NULL)
    elided = &ignored;
  *elided = FALSE;

  if (sluice_field_is_item_list (self))
    return dup_count (sluice_items_get_n (self->tree->items));
  if (self->node == NULL)
    return get_absent_state (self) == SLUICE_FIELD_DEFAULT ? dup_default (self, limit, elided) : NULL;
  if (self->node->absent)
    return has_default (self) ? dup_default (self, limit, elided) : NULL;
  if (self->node->type == SLUICE_NODE_ARRAY)
    return dup_count (sluice_node_get_n_children (self->node));
  if (self->node->type == SLUICE_NODE_OBJECT)
    return dup_object_summary (self->node, limit, elided);

  return dup_scalar_summary (self->node, sluice_field_get_kind (self) == SLUICE_KIND_ENUM, limit, elided);
}
