/* sluice-check-report.c: failures that are certain, as violations and verdicts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-path.h"
#include "schema/sluice-check-private.h"
#include "schema/sluice-schema-private.h"

/* Whether a step of a path is an object or array that nobody asked for. */
static gboolean
is_hidden (SluiceCheck *self,
           SluiceNode  *node)
{
  SluiceNode *parent = sluice_node_get_parent (node);
  const char *key = sluice_node_get_key (node), *content;

  if (self->is_plain || !key || !parent || sluice_node_get_parent (parent))
    return FALSE;
  if (self->envelope == SLUICE_ENVELOPE_WRAPPER)
    return strcmp (key, sluice_schema_get_items_key (self->schema)) == 0;

  content = sluice_schema_get_content_key (self->schema);

  return content && strcmp (key, content) == 0;
}

static guint
get_item_number (SluiceCheck *self,
                 SluiceNode  *item)
{
  if (self->number_func)
    return self->number_func (self->number_data, item);

  return sluice_node_get_parent (item) ? sluice_node_get_index (item) : 0;
}

static void
append_shown_path (SluiceCheck *self,
                   SluiceNode  *node,
                   GString     *path)
{
  SluiceNode *parent = sluice_node_get_parent (node);

  if (parent == NULL)
    {
      if (self->envelope == SLUICE_ENVELOPE_ITEM)
        sluice_path_append_index (path, get_item_number (self, node));
      return;
    }

  append_shown_path (self, parent, path);
  if (is_hidden (self, node))
    return;
  if (sluice_node_get_key (node))
    sluice_path_append_key (path, sluice_node_get_key (node));
  else if (parent == self->items && !self->is_plain)
    sluice_path_append_index (path, get_item_number (self, node));
  else
    sluice_path_append_index (path, sluice_node_get_index (node));
}

static gboolean
has_whole_name (const SluiceFailure *failure)
{
  switch (failure->fault)
    {
    case SLUICE_FAULT_REQUIRED:
    case SLUICE_FAULT_DEPENDENT:
      return TRUE;
    case SLUICE_FAULT_ADDITIONAL:
    case SLUICE_FAULT_NAME:
      return failure->other != NULL;
    default:
      return FALSE;
    }
}

/* Of what is missing or too much, the place is its own, not that of its object. */
static char *
make_path (SluiceCheck         *self,
           const SluiceFailure *failure)
{
  GString *path = g_string_new (NULL);

  append_shown_path (self, failure->node, path);
  if (has_whole_name (failure))
    sluice_path_append_key (path, failure->name);

  return g_string_free (path, FALSE);
}

/* JSON Schema has it that a rule is broken by the value that has the rule. */
static char *
make_instance (SluiceCheck         *self,
               const SluiceFailure *failure)
{
  gboolean is_child = failure->fault == SLUICE_FAULT_EXTRA_ITEM ||
                      failure->fault == SLUICE_FAULT_UNEVALUATED;
  SluiceNode *node = is_child ? failure->node : self->trials[failure->trial].node;
  g_autofree char *above = sluice_node_dup_path (node);
  GString *path = g_string_new (above);

  if (failure->fault == SLUICE_FAULT_ADDITIONAL && failure->other)
    sluice_path_append_key (path, failure->name);

  return g_string_free (path, FALSE);
}

static void
append_keyword (GString             *path,
                const SluiceFailure *failure)
{
  if (failure->fault != SLUICE_FAULT_NEVER)
    sluice_path_append_key (path, sluice_failure_get_keyword (failure));
}

/* The way that the check came, in keywords, references included. */
static void
append_way (SluiceCheck *self,
            guint32      index,
            GString     *way)
{
  guint32 up = self->trials[index].first_up;

  if (up == 0)
    {
      if (self->envelope == SLUICE_ENVELOPE_NONE)
        g_string_append (way, sluice_program_get_root (self->program)->path);
      return;
    }

  append_way (self, self->links[up].upper, way);
  if (self->links[up].edge)
    g_string_append (way, self->links[up].edge->path);
}

static char *
make_location (SluiceCheck         *self,
               const SluiceFailure *failure)
{
  GString *way = g_string_new (NULL);

  append_way (self, failure->trial, way);
  append_keyword (way, failure);

  return g_string_free (way, FALSE);
}

static char *
make_schema_path (const SluiceFailure *failure)
{
  g_autofree char *above = sluice_node_dup_path (failure->position->source);
  GString *path = g_string_new (above);

  append_keyword (path, failure);

  return g_string_free (path, FALSE);
}

/* Only a validator tells it. */
static char *
make_absolute (SluiceCheck         *self,
               const SluiceFailure *failure)
{
  g_autofree char *uri = NULL;
  g_autoptr(GString) location = NULL;

  if (!self->is_plain)
    return NULL;

  uri = sluice_references_dup_uri (sluice_schema_get_references (self->schema),
                                   failure->position->source);
  if (uri == NULL)
    return NULL;

  location = g_string_new (uri);
  append_keyword (location, failure);

  return g_string_free (g_steal_pointer (&location), FALSE);
}

static SluiceEarliness
find_earliness (const SluiceFailure *failure)
{
  switch (failure->fault)
    {
    case SLUICE_FAULT_NEVER:
    case SLUICE_FAULT_TYPE:
    case SLUICE_FAULT_BRANCHES:
    case SLUICE_FAULT_MAX_ITEMS:
    case SLUICE_FAULT_EXTRA_ITEM:
      return SLUICE_EARLINESS_FIRST_BYTE;
    case SLUICE_FAULT_SEVERAL:
    case SLUICE_FAULT_UNEVALUATED:
      return SLUICE_EARLINESS_ANCESTOR;
    case SLUICE_FAULT_MAX_CONTAINS:
      return SLUICE_EARLINESS_CLOSE;
    default:
      return failure->node->phase == SLUICE_PHASE_CLOSED ? SLUICE_EARLINESS_CLOSE
                                                         : SLUICE_EARLINESS_TOKEN;
    }
}

SluiceViolation *
sluice_check_make_violation (SluiceCheck   *self,
                             SluiceFailure *failure)
{
  SluiceViolation *violation;

  if (failure->made)
    return sluice_violation_ref (failure->made);

  violation = sluice_violation_new ();
  violation->path = make_path (self, failure);
  violation->schema_path = make_schema_path (failure);
  violation->keyword = sluice_failure_get_keyword (failure);
  violation->message = sluice_failure_describe (failure);
  violation->instance = make_instance (self, failure);
  violation->location = make_location (self, failure);
  violation->absolute = make_absolute (self, failure);
  violation->node = failure->other && failure->fault != SLUICE_FAULT_UNIQUE ? failure->other
                                                                            : failure->node;
  violation->byte = failure->byte;
  violation->earliness = find_earliness (failure);
  violation->doomed = failure->node->phase != SLUICE_PHASE_CLOSED;
  violation->of_absent = failure->fault == SLUICE_FAULT_REQUIRED ||
                         failure->fault == SLUICE_FAULT_DEPENDENT;

  return violation;
}

/* A broken rule breaks all that the value is part of. Only items stand for themselves: while the
 * stream goes on, a bad one does not doom the others (SEMANTICS.md, law L10). */
void
sluice_check_mark (SluiceCheck *self,
                   SluiceNode  *node)
{
  for (; node; node = sluice_node_get_parent (node))
    {
      if (node->verdict == SLUICE_VERDICT_DOOMED)
        return;
      node->verdict = node->phase == SLUICE_PHASE_CLOSED ? SLUICE_VERDICT_INVALID
                                                         : SLUICE_VERDICT_DOOMED;
      if (self->items && sluice_node_get_parent (node) == self->items)
        {
          self->has_bad_item = TRUE;
          return;
        }
    }
}

static void
add_violation (SluiceCheck     *self,
               SluiceViolation *violation)
{
  guint n = self->violations->len;
  SluiceViolation *last = n > 0 ? g_ptr_array_index (self->violations, n - 1) : NULL;

  violation->highest = last ? MAX (last->highest, violation->byte) : violation->byte;
  g_ptr_array_add (self->violations, violation);
}

/* Tells a failure that no byte can mend. */
void
sluice_check_report (SluiceCheck   *self,
                     SluiceFailure *failure)
{
  SluiceViolation *violation = sluice_check_make_violation (self, failure);

  add_violation (self, violation);
  sluice_check_mark (self, violation->node);
  if (!failure->made && !failure->other &&
      (failure->fault == SLUICE_FAULT_ADDITIONAL || failure->fault == SLUICE_FAULT_NAME))
    self->extra = violation;

  sluice_check_emit_violation (self, violation);
}

/* A name was found bad by its first letters; now all of it is there. */
void
sluice_check_complete_extra (SluiceCheck *self,
                             SluiceNode  *member)
{
  SluiceViolation *violation = g_steal_pointer (&self->extra);
  gsize length;
  const char *name = sluice_node_get_name (member, &length);
  gboolean is_additional = strcmp (violation->keyword, "additionalProperties") == 0;
  SluiceFailure failure = {
    .fault = is_additional ? SLUICE_FAULT_ADDITIONAL : SLUICE_FAULT_NAME,
    .node = violation->node, .other = member, .name = name, .name_length = length
  };

  g_free (violation->message);
  violation->message = sluice_failure_describe (&failure);
  g_free (violation->path);
  violation->path = make_path (self, &failure);
  if (is_additional)
    {
      g_free (violation->instance);
      violation->instance = sluice_node_dup_path (member);
    }
  violation->node = member;
  sluice_check_mark (self, member);
}
