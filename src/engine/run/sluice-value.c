/* sluice-value.c: one JSON document of an answer, while it arrives
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Ties a parser to a check, hides the wrappers that providers want around a list or a simple type,
 * and tells the owner of nodes and items as they come.
 */
#include "config.h"

#include "json/sluice-observer-private.h"
#include "json/sluice-path.h"
#include "run/sluice-value-private.h"
#include "schema/sluice-check-private.h"

/* the bytes [start, end) came with this frame */
typedef struct
{
  guint frame;
  gsize start;
  gsize end;
} Span;

struct _SluiceValue
{
  grefcount               refs;

  SluiceParser           *parser;
  SluiceCheck            *check;      /* NULL without a schema */
  char                   *wrapped;    /* owned, nullable: the member that is the value */
  const SluiceValueFuncs *funcs;
  gpointer                owner;      /* not owned; NULL once detached */

  GArray                 *spans;      /* Span, by frame and by byte at once */
  GError                 *error;      /* what broke the syntax */
  gsize                   length;     /* bytes of text so far */

  SluiceNode             *root;       /* without the wrapper; lives in the parser's tree */
  SluiceNode             *list;       /* in form LIST: the array whose elements are the items */
  SluiceNode             *item;       /* the open item */
  guint                   item_index;
  guint                   n_opened;   /* items of the list so far: one past the place of the last */
  guint                   n_leaves;
  SluiceForm              form;

  guint                   iterable : 1;
  guint                   careful : 1;
  guint                   halted : 1;
  guint                   finished : 1;
};

/* -- Items -------------------------------------------------------------------------------- */

static guint
get_place (SluiceNode *item)
{
  return sluice_node_get_parent (item) != NULL ? sluice_node_get_index (item) : 0;
}

/* The check looks at an item before we do. */
static guint
find_item_number (gpointer    data,
                  SluiceNode *item)
{
  SluiceValue *self = data;

  if (item == self->item)
    return self->item_index;
  if (self->owner == NULL || self->funcs->find_item == NULL)
    return get_place (item);

  return self->funcs->find_item (self->owner, get_place (item) < self->n_opened ? item : NULL);
}

static void
open_item (SluiceValue *self,
           SluiceNode  *node)
{
  self->item = node;
  self->item_index = 0;
  self->n_opened = get_place (node) + 1;
  if (self->owner != NULL && self->funcs->item_opened != NULL)
    self->item_index = self->funcs->item_opened (self->owner, self, node);
}

static void
close_item (SluiceValue *self)
{
  SluiceNode *item = self->item;
  guint index = self->item_index;

  self->item = NULL;
  if (self->owner != NULL && self->funcs->item_closed != NULL)
    self->funcs->item_closed (self->owner, self, item, index);
}

static void
set_list (SluiceValue *self,
          SluiceNode  *list)
{
  self->form = SLUICE_FORM_LIST;
  self->list = self->root = list;
}

static void
set_bare (SluiceValue *self,
          SluiceNode  *document)
{
  self->form = SLUICE_FORM_BARE;
  self->root = document;
  open_item (self, document);
  if (document->type == SLUICE_NODE_OBJECT && self->owner != NULL && self->funcs->item_found != NULL)
    self->funcs->item_found (self->owner, self, document);
}

/* Without a schema: an array holds the items, and so does an object whose first member is one. */
static void
guess_form (SluiceValue *self,
            SluiceNode  *document,
            SluiceNode  *node)
{
  gboolean first = sluice_node_get_first_child (document) == node;

  if (document->type == SLUICE_NODE_ARRAY)
    set_list (self, document);
  else if (document->type != SLUICE_NODE_OBJECT || document->phase == SLUICE_PHASE_CLOSED)
    set_bare (self, document);
  else if (first && node->type == SLUICE_NODE_ARRAY)
    set_list (self, node);
  else if (first && node->type != SLUICE_NODE_UNKNOWN)
    set_bare (self, document);
}

/* One of three forms answers an iterable; the first member tells them apart. */
static void
find_form (SluiceValue *self,
           SluiceNode  *node)
{
  SluiceNode *document = sluice_parser_get_root (self->parser);
  SluiceNode *list;

  if (document == NULL)
    return;
  if (self->check == NULL)
    guess_form (self, document, node);
  else if ((list = sluice_check_get_items (self->check)) != NULL)
    set_list (self, list);
  else if (sluice_check_is_item (self->check, document))
    set_bare (self, document);
}

static void
follow_items (SluiceValue  *self,
              SluiceNode   *node,
              SluiceChange  change)
{
  if (self->form == SLUICE_FORM_UNKNOWN)
    find_form (self, node);

  if (change == SLUICE_CHANGE_OPENED && self->list != NULL &&
      sluice_node_get_parent (node) == self->list)
    open_item (self, node);
}

/* The wrapper is an object with one member, unless the model left it out. */
static void
follow_root (SluiceValue *self,
             SluiceNode  *node)
{
  SluiceNode *parent = sluice_node_get_parent (node);

  if (parent == NULL)
    {
      if (self->wrapped == NULL || node->type != SLUICE_NODE_OBJECT)
        self->root = node;
    }
  else if (self->wrapped != NULL && sluice_node_get_parent (parent) == NULL &&
           g_strcmp0 (sluice_node_get_key (node), self->wrapped) == 0)
    {
      self->root = node;
    }
}

/* -- What the parser tells ----------------------------------------------------------------- */

static void
tell (SluiceValue  *self,
      SluiceNode   *node,
      SluiceChange  change)
{
  if (self->owner != NULL && self->funcs->node != NULL)
    self->funcs->node (self->owner, self, node, change);
}

static void
opening_cb (gpointer    observer,
            SluiceNode *node)
{
  SluiceValue *self = observer;

  if (self->iterable)
    follow_items (self, node, SLUICE_CHANGE_OPENING);
  tell (self, node, SLUICE_CHANGE_OPENING);
}

static void
opened_cb (gpointer    observer,
           SluiceNode *node)
{
  SluiceValue *self = observer;

  if (self->iterable)
    follow_items (self, node, SLUICE_CHANGE_OPENED);
  else
    follow_root (self, node);
  tell (self, node, SLUICE_CHANGE_OPENED);
}

static gboolean
has_digit (const char *text,
           gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      return TRUE;

  return FALSE;
}

static void
grew_cb (gpointer    observer,
         SluiceNode *node,
         gsize       from,
         gsize       offset)
{
  gsize length;
  const char *text = sluice_node_get_text (node, &length);

  tell (observer, node, node->type == SLUICE_NODE_NUMBER && !has_digit (text + from, length - from)
                        ? SLUICE_CHANGE_LENGTHENED : SLUICE_CHANGE_GREW);
}

static void
closed_cb (gpointer    observer,
           SluiceNode *node)
{
  SluiceValue *self = observer;

  if (node->type >= SLUICE_NODE_STRING)
    self->n_leaves++;
  if (self->iterable && self->form == SLUICE_FORM_UNKNOWN)
    follow_items (self, node, SLUICE_CHANGE_CLOSED);
  tell (self, node, SLUICE_CHANGE_CLOSED);
  if (node == self->item)
    close_item (self);
}

static void
cut_cb (gpointer    observer,
        SluiceNode *node)
{
  tell (observer, node, SLUICE_CHANGE_CUT);
}

static void
superseded_cb (gpointer    observer,
               SluiceNode *node)
{
  SluiceValue *self = observer;

  /* The items that came stay; those of the member that takes its place follow them. */
  if (node == self->list)
    {
      self->list = NULL;
      self->n_opened = 0;
      self->form = SLUICE_FORM_UNKNOWN;
    }
  tell (self, node, SLUICE_CHANGE_SUPERSEDED);
}

static const SluiceObserver observer_functions = {
  .opening = opening_cb,
  .opened = opened_cb,
  .grew = grew_cb,
  .closed = closed_cb,
  .cut = cut_cb,
  .superseded = superseded_cb,
};

static void
violation_cb (SluiceCheck     *check,
              SluiceViolation *violation,
              SluiceValue     *self)
{
  if (self->owner != NULL && self->funcs->violation != NULL)
    self->funcs->violation (self->owner, self, violation);
}

static void
branch_resolved_cb (SluiceCheck      *check,
                    SluiceNode       *node,
                    SluiceDefinition *definition,
                    SluiceValue      *self)
{
  tell (self, node, SLUICE_CHANGE_RESOLVED);
}

/* -- Making and freeing -------------------------------------------------------------------- */

SluiceValue *
sluice_value_new (SluiceSchema           *schema,
                  const char             *wrapped,
                  gboolean                iterable,
                  gboolean                strict_json,
                  const SluiceValueFuncs *funcs,
                  gpointer                owner)
{
  SluiceValue *self = g_new0 (SluiceValue, 1);

  g_ref_count_init (&self->refs);
  self->parser = strict_json ? sluice_parser_new_strict () : sluice_parser_new ();
  /* A schema that travels always asks for one; without, anything is right. */
  if (!strict_json)
    sluice_parser_set_expect_container (self->parser, schema != NULL);
  self->wrapped = g_strdup (wrapped);
  self->iterable = iterable;
  self->funcs = funcs;
  self->owner = funcs != NULL ? owner : NULL;
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));

  /* The check looks first, so that we see its verdicts. */
  if (schema != NULL)
    {
      self->check = sluice_check_new (schema, self->parser);
      sluice_check_set_number_func (self->check, find_item_number, self);
      g_signal_connect (self->check, "violation", G_CALLBACK (violation_cb), self);
      g_signal_connect (self->check, "branch-resolved", G_CALLBACK (branch_resolved_cb), self);
    }
  sluice_parser_set_observer (self->parser, 1, &observer_functions, self);

  return self;
}

void
sluice_value_set_null_is_absent (SluiceValue *self,
                                 gboolean     null_is_absent)
{
  if (self->check != NULL)
    sluice_check_set_null_is_absent (self->check, null_is_absent);
}

SluiceValue *
sluice_value_ref (SluiceValue *self)
{
  g_ref_count_inc (&self->refs);

  return self;
}

void
sluice_value_unref (SluiceValue *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;

  sluice_parser_set_observer (self->parser, 1, NULL, NULL);
  if (self->check != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->check, self);
      sluice_check_set_number_func (self->check, NULL, NULL);
    }
  g_clear_object (&self->check);
  g_clear_object (&self->parser);
  g_clear_pointer (&self->wrapped, g_free);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

void
sluice_value_detach (SluiceValue *self)
{
  self->owner = NULL;
}

/* -- Text ----------------------------------------------------------------------------------- */

static void
add_span (SluiceValue *self,
          guint        frame,
          gsize        length)
{
  Span *last = self->spans->len > 0 ? &g_array_index (self->spans, Span, self->spans->len - 1) : NULL;
  Span span = { frame, self->length, self->length + length };

  if (last != NULL && last->frame == frame)
    last->end = span.end;
  else
    g_array_append_val (self->spans, span);
}

void
sluice_value_set_careful (SluiceValue *self,
                          gboolean     careful)
{
  self->careful = careful;
}

void
sluice_value_halt (SluiceValue *self)
{
  self->halted = TRUE;
}

void
sluice_value_push (SluiceValue *self,
                   const char  *text,
                   gsize        length,
                   gint64       time_us,
                   guint        frame)
{
  gsize step = self->careful ? 1 : length;

  add_span (self, frame, length);
  self->length += length;
  if (self->finished)
    return;

  sluice_parser_set_arrival (self->parser, time_us, frame);
  for (gsize at = 0; at < length && self->error == NULL && !self->halted; at += step)
    sluice_parser_push (self->parser, text + at, (gssize) step, &self->error);
}

void
sluice_value_finish (SluiceValue *self,
                     gboolean     clean)
{
  g_autoptr(GError) error = NULL;

  if (self->finished)
    return;

  self->finished = TRUE;
  if (clean && self->error == NULL)
    sluice_parser_finish (self->parser, &error);
  if (sluice_parser_get_state (self->parser) != SLUICE_PARSER_CLOSED)
    sluice_parser_cut (self->parser);

  /* What is cut or never began is no mistake of syntax. */
  if (error != NULL && !g_error_matches (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_CUT) &&
      !g_error_matches (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_EMPTY))
    self->error = g_steal_pointer (&error);
}

/* -- Looking ---------------------------------------------------------------------------------- */

SluiceParserState
sluice_value_get_state (SluiceValue *self)
{
  SluiceParserState state = sluice_parser_get_state (self->parser);

  if (self->error != NULL)
    return SLUICE_PARSER_FAILED;
  /* To a parser, an end that comes too early is a failure; to us it is not one of syntax. */
  if (state == SLUICE_PARSER_FAILED)
    return sluice_parser_get_root (self->parser) != NULL ? SLUICE_PARSER_OPEN
                                                         : SLUICE_PARSER_NOT_STARTED;

  return state;
}

SluiceNode *
sluice_value_get_document (SluiceValue *self)
{
  return sluice_parser_get_root (self->parser);
}

SluiceNode *
sluice_value_get_root (SluiceValue *self)
{
  return self->root;
}

SluiceParser *
sluice_value_get_parser (SluiceValue *self)
{
  return self->parser;
}

SluiceCheck *
sluice_value_get_check (SluiceValue *self)
{
  return self->check;
}

SluiceForm
sluice_value_get_form (SluiceValue *self)
{
  return self->form;
}

gboolean
sluice_value_is_valid (SluiceValue *self)
{
  if (sluice_value_get_state (self) != SLUICE_PARSER_CLOSED)
    return FALSE;

  return self->check == NULL || sluice_check_get_verdict (self->check) == SLUICE_VERDICT_VALID;
}

void
sluice_value_append_path (SluiceValue *self,
                          SluiceNode  *node,
                          GString     *path)
{
  SluiceNode *parent = sluice_node_get_parent (node);

  if (node == self->item)
    {
      sluice_path_append_index (path, self->item_index);
      return;
    }
  if (node == self->root || parent == NULL)
    return;

  sluice_value_append_path (self, parent, path);
  if (sluice_node_get_key (node))
    sluice_path_append_key (path, sluice_node_get_key (node));
  else
    sluice_path_append_index (path, sluice_node_get_index (node));
}

gboolean
sluice_value_matches (SluiceValue       *self,
                      SluiceNode        *node,
                      SluicePathPattern *pattern)
{
  guint step = sluice_path_pattern_get_length (pattern);

  for (; step > 0 && node; node = sluice_node_get_parent (node))
    {
      if (node == self->item)
        return step == 1 && sluice_path_pattern_has_index (pattern, 0, self->item_index);
      if (node == self->root || !sluice_path_pattern_has_node (pattern, --step, node))
        return FALSE;
    }

  return step == 0 && node != NULL && node == self->root;
}

gboolean
sluice_value_is_node_valid (SluiceValue *self,
                            SluiceNode  *node)
{
  if (node->phase != SLUICE_PHASE_CLOSED)
    return FALSE;

  return self->check == NULL || node->verdict == SLUICE_VERDICT_VALID;
}

const GError *
sluice_value_get_error (SluiceValue *self)
{
  return self->error;
}

guint
sluice_value_get_n_leaves (SluiceValue *self)
{
  return self->n_leaves;
}

guint
sluice_value_get_open_item (SluiceValue *self)
{
  return self->item != NULL ? self->item_index : G_MAXUINT;
}

/* The first span that ends behind byte, or that is of frame or a later one. */
static guint
find_span (SluiceValue *self,
           gsize        byte,
           guint        frame,
           gboolean     by_frame)
{
  guint low = 0, high = self->spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Span *span = &g_array_index (self->spans, Span, middle);

      if (by_frame ? span->frame < frame : span->end <= byte)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

gboolean
sluice_value_get_frame_range (SluiceValue *self,
                              guint        frame,
                              gsize       *start,
                              gsize       *end)
{
  guint index = find_span (self, 0, frame, TRUE);
  const Span *span = &g_array_index (self->spans, Span, index);

  if (index == self->spans->len || span->frame != frame)
    return FALSE;

  *start = span->start;
  *end = span->end;

  return TRUE;
}

guint
sluice_value_find_frame (SluiceValue *self,
                         gsize        byte)
{
  guint index = find_span (self, byte, 0, FALSE);

  return index < self->spans->len ? g_array_index (self->spans, Span, index).frame : G_MAXUINT;
}
