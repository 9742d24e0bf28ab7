/* sluice-check.c: a schema at work on a value while it arrives
 *
 * In the order it runs: a name arrives (key_cb) -> its member is there (opening_cb) -> its value
 * begins (opened_cb) -> letters and digits (grew_cb) -> its end (closed_cb).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-check-private.h"
#include "schema/sluice-definition-private.h"
#include "schema/sluice-schema-private.h"

G_DEFINE_FINAL_TYPE (SluiceCheck, sluice_check, G_TYPE_OBJECT)

enum { VIOLATION, BRANCH_ELIMINATED, BRANCH_RESOLVED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Places of envelope_edges */
enum { WRAPPER_BRANCH, ITEM_BRANCH };

static void
clear_tie (gpointer data)
{
  SluiceTie *tie = data;

  g_clear_pointer (&tie->failure.made, sluice_violation_unref);
}

static void
clear_suspense (gpointer data)
{
  SluiceSuspense *suspense = data;

  g_clear_pointer (&suspense->violation, sluice_violation_unref);
}

static void
forget (SluiceCheck *self)
{
  while (self->n_levels > 0)
    sluice_check_pop_level (self);

  self->n_trials = self->n_links = 1;
  self->root = NULL;
  self->items = NULL;
  self->extra = NULL;
  self->envelope = SLUICE_ENVELOPE_NONE;
  self->has_bad_item = FALSE;
  g_array_set_size (self->ties, 0);
  g_array_set_size (self->suspenses, 0);
}

static void
settle_envelope (SluiceCheck    *self,
                 SluiceEnvelope  envelope)
{
  self->envelope = envelope;
  if (envelope == SLUICE_ENVELOPE_ARRAY)
    self->items = self->root;
}

static void
enter_item (SluiceCheck *self,
            SluiceNode  *root)
{
  const SluiceEdge *item = &self->envelope_edges[ITEM_BRANCH];

  settle_envelope (self, SLUICE_ENVELOPE_ITEM);
  sluice_check_enter_child (self, item, 0);
}

static gboolean
item_admits (SluiceCheck    *self,
             SluiceNodeType  type)
{
  SluiceEdge *item = &self->envelope_edges[ITEM_BRANCH];

  return item->target && (item->target->admits & SLUICE_TYPE_BIT (type));
}

/* An answer to an iterable schema may be the wrapper, the bare array, or one bare item. */
static void
enter_root (SluiceCheck *self,
            SluiceNode  *root)
{
  const SluiceEdge *edge = sluice_program_get_root (self->program);

  if (!self->list_edge.target)
    {
      sluice_check_enter_child (self, edge, 0);
    }
  else if (root->type == SLUICE_NODE_ARRAY)
    {
      settle_envelope (self, SLUICE_ENVELOPE_ARRAY);
      sluice_check_enter_child (self, &self->list_edge, 0);
    }
  else if (root->type == SLUICE_NODE_OBJECT && item_admits (self, root->type))
    {
      settle_envelope (self, SLUICE_ENVELOPE_UNKNOWN);
      sluice_check_enter_choice (self, edge->target, &self->envelope_applicator);
    }
  else if (root->type != SLUICE_NODE_OBJECT && item_admits (self, root->type))
    {
      enter_item (self, root);
    }
  else
    {
      settle_envelope (self, SLUICE_ENVELOPE_WRAPPER);
      sluice_check_enter_child (self, edge, 0);
    }
}

static gboolean
is_items_key (SluiceCheck *self,
              SluiceNode  *member)
{
  const char *key = sluice_schema_get_items_key (self->schema);

  return key && strcmp (sluice_node_get_key (member), key) == 0;
}

/* Whether the schema of an item, not that of the wrapper, has a property of that name. */
static gboolean
is_named_by_item (SluiceCheck *self,
                  SluiceNode  *member)
{
  const SluicePosition *wrapper = self->envelope_edges[WRAPPER_BRANCH].target;
  gsize length;
  const char *name = sluice_node_get_name (member, &length);

  for (guint32 i = sluice_check_top (self)->first_trial; i < self->n_trials; i++)
    {
      const SluicePosition *position = self->trials[i].position;
      const SluiceWord *word;

      if (self->trials[i].applicator || position == wrapper || !position->object)
        continue;
      word = sluice_words_find (&position->object->names, name, length);
      if (word && position->object->properties[word->value].edge.target)
        return TRUE;
    }

  return FALSE;
}

/* The first name that one of the two forms knows decides between them. */
static void
decide_envelope (SluiceCheck *self,
                 SluiceNode  *member)
{
  guint32 choice = sluice_check_top (self)->first_trial;

  if (is_items_key (self, member))
    {
      settle_envelope (self, SLUICE_ENVELOPE_WRAPPER);
      sluice_check_drop_branch (self, choice, &self->envelope_edges[ITEM_BRANCH]);
    }
  else if (is_named_by_item (self, member))
    {
      settle_envelope (self, SLUICE_ENVELOPE_ITEM);
      sluice_check_drop_branch (self, choice, &self->envelope_edges[WRAPPER_BRANCH]);
    }
}

static void
key_cb (gpointer    observer,
        SluiceNode *object,
        const char *text,
        gsize       length,
        gsize       from,
        gsize       offset,
        gboolean    closed)
{
  SluiceCheck *self = observer;

  if (!sluice_check_top (self)->watches_names)
    return;

  sluice_check_begin_event (self, offset);
  sluice_check_read_name (self, text, length, from, offset);
}

static void
opening_cb (gpointer    observer,
            SluiceNode *node)
{
  SluiceCheck *self = observer;
  SluiceLevel *level = sluice_check_top (self);

  self->name_suspense = self->suspenses->len;
  if (level->first_trial == self->n_trials)
    return;

  sluice_check_begin_event (self, node->start - 1);
  if (self->extra)
    sluice_check_complete_extra (self, node);
  if (self->envelope == SLUICE_ENVELOPE_UNKNOWN && self->n_levels == 1)
    decide_envelope (self, node);
  sluice_check_end_name (self, node);
}

static void
enter_below (SluiceCheck *self,
             SluiceLevel *parent,
             SluiceNode  *node)
{
  guint32 first = parent->first_trial, last = self->n_trials;
  gboolean is_object = parent->node->type == SLUICE_NODE_OBJECT;

  if (self->envelope == SLUICE_ENVELOPE_WRAPPER && parent->node == self->root &&
      node->type == SLUICE_NODE_ARRAY && is_items_key (self, node))
    self->items = node;

  for (guint32 i = first; i < last; i++)
    {
      if (is_object)
        sluice_check_enter_member (self, i, node);
      else
        sluice_check_enter_element (self, i, node);
    }

  for (guint32 i = first; self->has_unevaluated && !node->absent && i < last; i++)
    sluice_check_enter_unevaluated (self, i, node);

  /* To another schema for the same value it may be a null like any other. */
  if (node->absent && last != self->n_trials)
    node->absent = FALSE;
}

static void
opened_cb (gpointer    observer,
           SluiceNode *node)
{
  SluiceCheck *self = observer;
  SluiceLevel *level;

  sluice_check_begin_event (self, node->start);
  if (sluice_node_get_parent (node) == NULL)
    {
      forget (self);
      g_ptr_array_set_size (self->violations, 0);
      self->root = node;
    }

  level = sluice_check_push_level (self, node);
  if (self->n_levels == 1)
    enter_root (self, node);
  else
    enter_below (self, level - 1, node);

  if (level->first_trial == self->n_trials)
    return;
  if (node->type == SLUICE_NODE_OBJECT)
    sluice_check_begin_object (self, level);
  else if (node->type != SLUICE_NODE_ARRAY)
    sluice_check_begin_scalar (self, level);
}

static void
grew_cb (gpointer    observer,
         SluiceNode *node,
         gsize       from,
         gsize       offset)
{
  SluiceCheck *self = observer;

  if (!sluice_check_top (self)->watches_text)
    return;

  sluice_check_begin_event (self, offset);
  if (node->type == SLUICE_NODE_STRING)
    sluice_check_read_letters (self, node, from, offset);
  else
    sluice_check_read_digits (self, node, from, offset);
}

static gboolean
is_within (SluiceNode *node,
           SluiceNode *above)
{
  for (; node; node = sluice_node_get_parent (node))
    if (node == above)
      return TRUE;

  return FALSE;
}

/* Whether what is wrong with a node waits to be decided; first is its level's first suspense. */
static gboolean
is_suspended (SluiceCheck *self,
              SluiceNode  *node,
              guint        first)
{
  for (guint i = self->suspenses->len; i-- > first;)
    {
      SluiceSuspense *suspense = &g_array_index (self->suspenses, SluiceSuspense, i);

      if (suspense->violation && is_within (suspense->node, node))
        return TRUE;
    }

  return FALSE;
}

static void
decide_verdict (SluiceCheck *self,
                SluiceNode  *node,
                guint        first)
{
  if (node->verdict == SLUICE_VERDICT_DOOMED ||
      (self->has_bad_item && (node == self->items || node == self->root)))
    node->verdict = SLUICE_VERDICT_INVALID;
  else if (node->verdict == SLUICE_VERDICT_OPEN && node->phase == SLUICE_PHASE_CLOSED &&
           !is_suspended (self, node, first))
    node->verdict = SLUICE_VERDICT_VALID;
}

/* Takes out what was held back until the end of a node; gives the nodes that it was about, and
 * those that something else holds back still, with all around them. */
static GPtrArray *
take_suspenses (SluiceCheck *self,
                SluiceNode  *owner,
                guint        first,
                GHashTable  *held)
{
  GPtrArray *taken = g_ptr_array_new ();
  guint n = first;

  for (guint i = first; i < self->suspenses->len; i++)
    {
      SluiceSuspense *suspense = &g_array_index (self->suspenses, SluiceSuspense, i);
      SluiceSuspense kept = *suspense;

      if (suspense->owner == owner)
        {
          g_ptr_array_add (taken, suspense->node);
          continue;
        }
      for (SluiceNode *node = kept.violation ? kept.node : NULL;
           node && node != owner && g_hash_table_add (held, node);)
        node = sluice_node_get_parent (node);
      /* Places are swapped, so that what is left over at the end is what goes. */
      *suspense = g_array_index (self->suspenses, SluiceSuspense, n);
      g_array_index (self->suspenses, SluiceSuspense, n++) = kept;
    }
  g_array_set_size (self->suspenses, n);

  return taken;
}

/* What was held back until the end of a node, and was not called for, is forgotten; the nodes
 * below whose verdict waited for that are good. */
static void
drop_suspenses (SluiceCheck *self,
                SluiceNode  *owner,
                guint        first)
{
  g_autoptr(GHashTable) passed = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) taken = take_suspenses (self, owner, first, passed);

  for (guint i = 0; i < taken->len; i++)
    for (SluiceNode *node = taken->pdata[i]; node != owner && g_hash_table_add (passed, node);
         node = sluice_node_get_parent (node))
      decide_verdict (self, node, self->suspenses->len);
}

static void
leave (SluiceCheck *self,
       SluiceNode  *node)
{
  guint first = sluice_check_top (self)->first_suspense;

  if (G_UNLIKELY (self->suspenses->len > first))
    drop_suspenses (self, node, first);
  sluice_check_pop_level (self);
}

static void
closed_cb (gpointer    observer,
           SluiceNode *node)
{
  SluiceCheck *self = observer;
  guint first = sluice_check_top (self)->first_suspense;

  /* The end of a number is known by the byte after it. */
  sluice_check_begin_event (self, node->type == SLUICE_NODE_NUMBER ? node->end : node->end - 1);
  sluice_check_end_trials (self);
  leave (self, node);
  decide_verdict (self, node, first);
}

/* What is missing because the stream ended is nobody's fault: nothing is judged. */
static void
cut_cb (gpointer    observer,
        SluiceNode *node)
{
  SluiceCheck *self = observer;

  self->extra = NULL;
  if (self->n_levels > 0 && sluice_check_top (self)->node == node)
    leave (self, node);
}

/* Elements are needed where they are compared with each other, where a whole value is compared with
 * others, and where a rule that is decided later has to do with one of them. */
static gboolean
keeps_cb (gpointer    observer,
          SluiceNode *array)
{
  SluiceCheck *self = observer;

  for (guint32 i = 1; i < self->n_trials; i++)
    {
      const SluiceTrial *trial = &self->trials[i];

      if (trial->node == array && (trial->unique != NULL || trial->evaluated != NULL))
        return TRUE;
      if (trial->applicator == NULL && trial->position->n_values > 0
          && (trial->node->type == SLUICE_NODE_ARRAY || trial->node->type == SLUICE_NODE_OBJECT))
        return TRUE;
    }

  return self->suspenses->len > 0;
}

static guint find_violation (SluiceCheck *self,
                             gsize        byte);

/* What was said of them stays, of the array. */
static void
releasing_cb (gpointer    observer,
              SluiceNode *array,
              gsize       start,
              gsize       end)
{
  SluiceCheck *self = observer;

  for (guint i = find_violation (self, start); i < self->violations->len; i++)
    {
      SluiceViolation *violation = self->violations->pdata[i];

      if (violation->node != array && violation->node->start >= start && violation->node->start < end)
        violation->node = array;
    }
}

static const SluiceObserver observer_functions = {
  .key = key_cb,
  .opening = opening_cb,
  .opened = opened_cb,
  .grew = grew_cb,
  .closed = closed_cb,
  .cut = cut_cb,
  .keeps = keeps_cb,
  .releasing = releasing_cb,
};

static void
prepare_envelope (SluiceCheck *self)
{
  SluiceNode *list = sluice_schema_get_list (self->schema);
  SluicePosition *position;

  if (!list || self->is_plain)
    return;
  if (!(position = (SluicePosition *) sluice_program_find (self->program, list)) ||
      !position->array)
    return;

  self->list_edge = (SluiceEdge) { position, list, (char *) "" };
  self->envelope_edges[WRAPPER_BRANCH] = *sluice_program_get_root (self->program);
  self->envelope_edges[ITEM_BRANCH] = position->array->items;
  self->envelope_applicator = (SluiceApplicator) {
    .keyword = "anyOf", .edges = self->envelope_edges,
    .n_edges = position->array->items.target ? 2 : 1, .relation = SLUICE_RELATION_ANY
  };
}

/* What a model answers is as good as what the classes of the schema would take. */
static SluiceFormats
choose_formats (SluiceSchema *schema,
                gboolean      is_plain)
{
  if (!is_plain)
    return SLUICE_FORMATS_TOLERANT;

  return sluice_schema_get_asserts_formats (schema) ? SLUICE_FORMATS_RULES
                                                    : SLUICE_FORMATS_REMARKS;
}

static SluiceCheck *
new_check (SluiceSchema *schema,
           SluiceParser *parser,
           gboolean      is_plain)
{
  SluiceCheck *self = g_object_new (SLUICE_TYPE_CHECK, NULL);

  self->schema = g_object_ref (schema);
  self->parser = g_object_ref (parser);
  self->is_plain = is_plain;
  self->program = sluice_schema_get_program (schema, choose_formats (schema, is_plain));
  self->has_unevaluated = sluice_program_has_unevaluated (self->program);
  self->recent = g_new0 (guint32, sluice_program_get_n_positions (self->program));
  prepare_envelope (self);
  sluice_parser_set_observer (parser, 0, &observer_functions, self);

  return self;
}

SluiceCheck *
sluice_check_new_plain (SluiceSchema *schema,
                        SluiceParser *parser)
{
  return new_check (schema, parser, TRUE);
}

void
sluice_check_set_number_func (SluiceCheck          *self,
                              SluiceItemNumberFunc  func,
                              gpointer              data)
{
  self->number_func = func;
  self->number_data = data;
}

void
sluice_check_emit_violation (SluiceCheck     *self,
                             SluiceViolation *violation)
{
  g_signal_emit (self, signals[VIOLATION], 0, violation);
}

void
sluice_check_emit_branch (SluiceCheck      *self,
                          guint32           union_trial,
                          const SluiceEdge *edge)
{
  SluiceNode *node = self->trials[union_trial].node;
  const SluiceApplicator *applicator = self->trials[union_trial].applicator;
  SluiceDefinition *definition;

  if (applicator == &self->envelope_applicator)
    {
      if (self->envelope == SLUICE_ENVELOPE_UNKNOWN)
        settle_envelope (self, edge == &self->envelope_edges[ITEM_BRANCH]
                                 ? SLUICE_ENVELOPE_ITEM : SLUICE_ENVELOPE_WRAPPER);
      return;
    }

  if (!applicator->is_choice || !sluice_check_is_certain (self, union_trial))
    return;

  node->slot = edge->target->index + 1;
  if (!g_signal_has_handler_pending (self, signals[BRANCH_RESOLVED], 0, TRUE))
    return;
  if ((definition = sluice_check_get_definition (self, node)))
    g_signal_emit (self, signals[BRANCH_RESOLVED], 0, node, definition);
}

gboolean
sluice_check_wants_eliminated (SluiceCheck *self)
{
  return g_signal_has_handler_pending (self, signals[BRANCH_ELIMINATED], 0, TRUE);
}

void
sluice_check_emit_eliminated (SluiceCheck      *self,
                              SluiceNode       *node,
                              SluiceDefinition *branch,
                              guint             n_left)
{
  g_signal_emit (self, signals[BRANCH_ELIMINATED], 0, node, branch, n_left);
}

static void
sluice_check_dispose (GObject *object)
{
  SluiceCheck *self = SLUICE_CHECK (object);

  if (self->parser)
    sluice_parser_set_observer (self->parser, 0, NULL, NULL);
  g_clear_object (&self->parser);

  G_OBJECT_CLASS (sluice_check_parent_class)->dispose (object);
}

static void
sluice_check_finalize (GObject *object)
{
  SluiceCheck *self = SLUICE_CHECK (object);

  forget (self);
  g_clear_object (&self->schema);
  g_clear_pointer (&self->violations, g_ptr_array_unref);
  g_clear_pointer (&self->ties, g_array_unref);
  g_clear_pointer (&self->deaths, g_array_unref);
  g_clear_pointer (&self->suspenses, g_array_unref);
  g_free (self->recent);
  g_free (self->trials);
  g_free (self->links);
  g_free (self->levels);

  G_OBJECT_CLASS (sluice_check_parent_class)->finalize (object);
}

static void
sluice_check_class_init (SluiceCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sluice_check_dispose;
  object_class->finalize = sluice_check_finalize;

  /**
   * SluiceCheck::violation:
   * @self: the check
   * @violation: what is wrong
   *
   * A rule broke, and no byte that may follow can mend it.
   */
  signals[VIOLATION] =
    g_signal_new ("violation", SLUICE_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_VIOLATION | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * SluiceCheck::branch-eliminated:
   * @self: the check
   * @node: the value of a union
   * @branch: a branch that it cannot be any more
   * @n_left: how many there are that it can still be
   *
   * A union's branch was ruled out, by a type, a name, letters, or a rule that broke.
   */
  signals[BRANCH_ELIMINATED] =
    g_signal_new ("branch-eliminated", SLUICE_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, SLUICE_TYPE_NODE | G_SIGNAL_TYPE_STATIC_SCOPE,
                  SLUICE_TYPE_DEFINITION, G_TYPE_UINT);

  /**
   * SluiceCheck::branch-resolved:
   * @self: the check
   * @node: the value of a union
   * @branch: the branch that it is
   *
   * Only one branch of a union is left, or the value has ended.
   */
  signals[BRANCH_RESOLVED] =
    g_signal_new ("branch-resolved", SLUICE_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, SLUICE_TYPE_NODE | G_SIGNAL_TYPE_STATIC_SCOPE,
                  SLUICE_TYPE_DEFINITION);
}

static void
sluice_check_init (SluiceCheck *self)
{
  self->violations = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_violation_unref);
  self->ties = g_array_new (FALSE, FALSE, sizeof (SluiceTie));
  self->deaths = g_array_new (FALSE, FALSE, sizeof (SluiceDeath));
  self->suspenses = g_array_new (FALSE, FALSE, sizeof (SluiceSuspense));
  g_array_set_clear_func (self->ties, clear_tie);
  g_array_set_clear_func (self->suspenses, clear_suspense);
  self->n_trials = self->n_links = 1;
}

/**
 * sluice_check_new:
 * @schema: what the answer must be
 * @parser: what reads the answer, before its first byte
 *
 * Makes a check and lets it watch the parser. From then on each node has a verdict.
 *
 * A schema with errors is applied as far as it can be understood.
 *
 * Returns: (transfer full): a new check
 */
SluiceCheck *
sluice_check_new (SluiceSchema *schema,
                  SluiceParser *parser)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (schema), NULL);
  g_return_val_if_fail (SLUICE_IS_PARSER (parser), NULL);

  return new_check (schema, parser, FALSE);
}

/**
 * sluice_check_set_null_is_absent:
 * @self: a check
 * @null_is_absent: whether null stands for an optional member that is not there
 *
 * Sets whether an optional member may be null where its schema does not have null: it is then as if
 * it had not come, and is not printed. Providers that want every member asked for get optional ones
 * asked for so (see [method@Dialect.asks_for_null]); the answer is still checked against the schema
 * that the person wrote.
 *
 * It is to be set before the first byte.
 */
void
sluice_check_set_null_is_absent (SluiceCheck *self,
                                 gboolean     null_is_absent)
{
  g_return_if_fail (SLUICE_IS_CHECK (self));

  self->null_is_absent = null_is_absent;
}

/**
 * sluice_check_get_null_is_absent:
 * @self: a check
 *
 * Gets whether null stands for an optional member that is not there.
 *
 * Returns: `TRUE` if it does
 */
gboolean
sluice_check_get_null_is_absent (SluiceCheck *self)
{
  g_return_val_if_fail (SLUICE_IS_CHECK (self), FALSE);

  return self->null_is_absent;
}

/**
 * sluice_check_get_schema:
 * @self: a check
 *
 * Gets what the answer is checked against.
 *
 * Returns: (transfer none): the schema
 */
SluiceSchema *
sluice_check_get_schema (SluiceCheck *self)
{
  g_return_val_if_fail (SLUICE_IS_CHECK (self), NULL);

  return self->schema;
}

/**
 * sluice_check_get_violations:
 * @self: a check
 *
 * Gets all rules that broke so far, in the order of the bytes that decided them.
 *
 * Returns: (transfer none) (element-type SluiceViolation): the violations
 */
GPtrArray *
sluice_check_get_violations (SluiceCheck *self)
{
  g_return_val_if_fail (SLUICE_IS_CHECK (self), NULL);

  return self->violations;
}

/* Where the violations begin that byte, or one after it, decided. What was held back for a while is
 * told after its byte, so the highest so far is looked at. */
static guint
find_violation (SluiceCheck *self,
                gsize        byte)
{
  guint low = 0, high = self->violations->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      SluiceViolation *violation = self->violations->pdata[middle];

      if (violation->highest < byte)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * sluice_check_list_violations:
 * @self: a check
 * @node: a node of the answer
 *
 * Gets the rules that broke at a node or below it.
 *
 * Returns: (transfer container) (element-type SluiceViolation): the violations
 */
GPtrArray *
sluice_check_list_violations (SluiceCheck *self,
                              SluiceNode  *node)
{
  SluiceNode *from;
  GPtrArray *list;

  g_return_val_if_fail (SLUICE_IS_CHECK (self), NULL);
  g_return_val_if_fail (node != NULL, NULL);

  /* What is wrong with a member may be its name, which comes before it. */
  from = sluice_node_get_key (node) != NULL ? sluice_node_get_parent (node) : node;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_violation_unref);
  for (guint i = find_violation (self, from->start); i < self->violations->len; i++)
    {
      SluiceViolation *violation = self->violations->pdata[i];

      if (is_within (violation->node, node))
        g_ptr_array_add (list, sluice_violation_ref (violation));
    }

  return list;
}

static SluiceDefinition *
get_root_definition (SluiceCheck *self)
{
  SluiceDefinition *root = sluice_schema_get_root (self->schema);

  switch (self->envelope)
    {
    case SLUICE_ENVELOPE_ARRAY:
      return sluice_definition_get_property (root, sluice_schema_get_items_key (self->schema));
    case SLUICE_ENVELOPE_ITEM:
      return sluice_schema_get_item (self->schema);
    case SLUICE_ENVELOPE_UNKNOWN:
      return NULL;
    case SLUICE_ENVELOPE_NONE:
    case SLUICE_ENVELOPE_WRAPPER:
    default:
      return root;
    }
}

static gboolean
can_be (SluiceDefinition *definition,
        SluiceNode       *node)
{
  static const SluiceNodeType types[] = {
    [SLUICE_KIND_OBJECT] = SLUICE_NODE_OBJECT, [SLUICE_KIND_ARRAY] = SLUICE_NODE_ARRAY,
    [SLUICE_KIND_STRING] = SLUICE_NODE_STRING, [SLUICE_KIND_NUMBER] = SLUICE_NODE_NUMBER,
    [SLUICE_KIND_INTEGER] = SLUICE_NODE_NUMBER, [SLUICE_KIND_BOOLEAN] = SLUICE_NODE_BOOLEAN,
    [SLUICE_KIND_NULL] = SLUICE_NODE_NULL,
  };
  SluiceKind kind = sluice_definition_get_kind (definition);

  return kind < G_N_ELEMENTS (types) && kind != SLUICE_KIND_ANY ? types[kind] == node->type : TRUE;
}

/* The only branch that a value of the type can be; NULL where there are several or none. */
static SluiceDefinition *
find_branch_of_type (SluiceDefinition *definition,
                     SluiceNode       *node)
{
  GPtrArray *branches = sluice_definition_get_branches (definition);
  SluiceDefinition *only = NULL;

  if (node->type == SLUICE_NODE_UNKNOWN)
    return NULL;

  for (guint i = 0; i < branches->len; i++)
    {
      if (!can_be (branches->pdata[i], node))
        continue;
      if (only)
        return NULL;
      only = branches->pdata[i];
    }

  return only;
}

static SluiceDefinition *
resolve_union (SluiceCheck      *self,
               SluiceDefinition *definition,
               SluiceNode       *node)
{
  SluiceDefinition *branch = NULL;

  if (node->slot > 0 && node->slot <= sluice_program_get_n_positions (self->program))
    branch = sluice_definition_find_branch (
      definition, sluice_program_get_position (self->program, node->slot - 1)->source);
  if (branch == NULL)
    branch = find_branch_of_type (definition, node);

  return branch ? branch : definition;
}

SluiceDefinition *
sluice_check_get_declared (SluiceCheck *self,
                           SluiceNode  *node)
{
  SluiceNode *parent = sluice_node_get_parent (node);
  SluiceDefinition *definition =
    parent ? sluice_check_get_definition (self, parent) : get_root_definition (self);

  if (definition == NULL || parent == NULL)
    return definition;

  return sluice_node_get_key (node)
           ? sluice_definition_get_property (definition, sluice_node_get_key (node))
           : sluice_definition_get_element (definition, sluice_node_get_index (node));
}

/**
 * sluice_check_get_definition:
 * @self: a check
 * @node: a node of the answer
 *
 * Gets what the schema says of a node: of a union the branch, once it is resolved, and the union
 * itself until then.
 *
 * Returns: (transfer none) (nullable): the definition, `NULL` for what the schema does not know
 */
SluiceDefinition *
sluice_check_get_definition (SluiceCheck *self,
                             SluiceNode  *node)
{
  SluiceDefinition *definition;

  g_return_val_if_fail (SLUICE_IS_CHECK (self), NULL);
  g_return_val_if_fail (node != NULL, NULL);

  definition = sluice_check_get_declared (self, node);
  if (definition && sluice_definition_get_kind (definition) == SLUICE_KIND_UNION)
    definition = resolve_union (self, definition, node);

  return definition;
}

/**
 * sluice_check_get_items:
 * @self: a check
 *
 * Gets the array whose elements are the items, whichever form the answer has.
 *
 * Returns: (transfer none) (nullable): the array; `NULL` while it is unknown, where the answer is
 *   one bare item, and where the schema is no iterable
 */
SluiceNode *
sluice_check_get_items (SluiceCheck *self)
{
  g_return_val_if_fail (SLUICE_IS_CHECK (self), NULL);

  return self->items;
}

/**
 * sluice_check_is_item:
 * @self: a check
 * @node: a node of the answer
 *
 * Tells whether a node is one of the items, whichever form the answer has.
 *
 * Returns: `TRUE` if it is
 */
gboolean
sluice_check_is_item (SluiceCheck *self,
                      SluiceNode  *node)
{
  g_return_val_if_fail (SLUICE_IS_CHECK (self), FALSE);
  g_return_val_if_fail (node != NULL, FALSE);

  if (self->envelope == SLUICE_ENVELOPE_ITEM)
    return node == self->root;

  return self->items && sluice_node_get_parent (node) == self->items;
}

/**
 * sluice_check_get_verdict:
 * @self: a check
 *
 * Gets the verdict on the whole answer.
 *
 * Returns: open or doomed until its last byte, then valid or invalid
 */
SluiceVerdict
sluice_check_get_verdict (SluiceCheck *self)
{
  g_return_val_if_fail (SLUICE_IS_CHECK (self), SLUICE_VERDICT_OPEN);

  return self->root ? self->root->verdict : SLUICE_VERDICT_OPEN;
}
