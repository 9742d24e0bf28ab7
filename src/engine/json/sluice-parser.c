/* sluice-parser.c: text in any split -> a tree of nodes that grows in place
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-value-private.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_MAX_DEPTH  512
#define DEFAULT_MAX_BYTES  (256 * 1024 * 1024)

/* Offsets in nodes have 32 bits. */
#define HIGHEST_MAX_BYTES  (G_MAXUINT32 - 1)

/**
 * SluiceParser:
 *
 * Reads JSON as it arrives, in any split, into a tree of [struct@Node] that grows in place.
 *
 * Each byte is looked at once and nothing is copied twice, so that the cost of a chunk depends on
 * that chunk alone, however long the text before it is. What the tree says after a chunk is a
 * function of the bytes so far, not of how they were split.
 *
 * A strict parser accepts RFC 8259 and nothing else. A tolerant one, the default, reads what
 * language models write around and instead of JSON, and keeps a [struct@Repair] of each deviation.
 */
G_DEFINE_FINAL_TYPE (SluiceParser, sluice_parser, G_TYPE_OBJECT)

G_DEFINE_QUARK (sluice-parser-error-quark, sluice_parser_error)

enum { PROP_0, PROP_STRICT, PROP_EXPECT_CONTAINER, PROP_MAX_DEPTH, PROP_MAX_BYTES, PROP_UNIQUE_NAMES,
       N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
report (SluiceParser  *self,
        GError       **error)
{
  if (self->error == NULL)
    return TRUE;

  if (error != NULL)
    *error = g_error_copy (self->error);

  return FALSE;
}

static void
add_arrival (SluiceParser *self)
{
  sluice_arrivals_add (&self->tree->arrivals, self->offset,
                       self->arrival_time, self->arrival_event);
  self->has_arrival = FALSE;
}

static void
cut_node (SluiceParser *self,
          SluiceNode   *node)
{
  node->phase = SLUICE_PHASE_CUT;
  node->end = self->offset;
  sluice_parser_tell (self, EVENT_CUT, node);
}

/* Marks what is open, from the inside out. */
static void
cut_open_nodes (SluiceParser *self)
{
  SluiceNode *node = g_steal_pointer (&self->node);

  if (node != NULL)
    {
      if (node->type == SLUICE_NODE_STRING || node->type == SLUICE_NODE_NUMBER)
        sluice_parser_finish_text (self->tree, node);
      if (node->type == SLUICE_NODE_STRING && self->style != 0)
        sluice_parser_repair (self, self->style - 1, node, node->start, self->offset);
      cut_node (self, node);
    }

  while (self->n_frames > 0)
    cut_node (self, self->frames[--self->n_frames].node);
  self->frame = NULL;
}

/* Numbers and literals at the root end with the text; everything else has an end of its own. */
static void
close_root (SluiceParser *self)
{
  if (self->frame != NULL)
    return;

  if (self->state == STATE_NUMBER && (self->number & 1) != 0)
    {
      sluice_parser_finish_text (self->tree, self->node);
      sluice_parser_close_value (self, self->node, self->offset);
    }
  else if (self->state == STATE_LITERAL && *self->rest == '\0')
    sluice_parser_close_literal (self);
  else if (self->state == STATE_WORD)
    sluice_parser_end_word (self);
}

/* Reports what the end of the text interrupts. */
static void
end_text (SluiceParser *self)
{
  sluice_parser_settle_quote (self);
  if (self->state == STATE_LINE_COMMENT || self->state == STATE_BLOCK_COMMENT)
    sluice_parser_end_comment (self, self->offset);

  if (self->frame == NULL && self->node == NULL && !self->strict && self->state != STATE_FAILED)
    sluice_parser_end_envelope (self);
}

static void
begin_document (SluiceParser *self)
{
  self->node = NULL;
  self->frame = NULL;
  self->n_frames = 0;
  self->released = 0;
  self->offset = 0;
  self->state = STATE_VALUE;
  self->in_name = FALSE;
  self->closed = FALSE;
  self->ended = FALSE;
  self->has_arrival = FALSE;
  self->in_fence = FALSE;
  self->n_held = 0;
  if (!self->strict)
    sluice_parser_begin_envelope (self);
}

static void
sluice_parser_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SluiceParser *self = SLUICE_PARSER (object);

  switch (prop_id)
    {
    case PROP_STRICT:
      sluice_parser_set_strict (self, g_value_get_boolean (value));
      break;
    case PROP_EXPECT_CONTAINER:
      sluice_parser_set_expect_container (self, g_value_get_boolean (value));
      break;
    case PROP_MAX_DEPTH:
      self->max_depth = g_value_get_uint (value);
      break;
    case PROP_MAX_BYTES:
      self->max_bytes = g_value_get_uint64 (value);
      break;
    case PROP_UNIQUE_NAMES:
      self->unique_names = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_parser_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SluiceParser *self = SLUICE_PARSER (object);

  switch (prop_id)
    {
    case PROP_STRICT:
      g_value_set_boolean (value, self->strict);
      break;
    case PROP_EXPECT_CONTAINER:
      g_value_set_boolean (value, self->expect_container);
      break;
    case PROP_MAX_DEPTH:
      g_value_set_uint (value, self->max_depth);
      break;
    case PROP_MAX_BYTES:
      g_value_set_uint64 (value, self->max_bytes);
      break;
    case PROP_UNIQUE_NAMES:
      g_value_set_boolean (value, self->unique_names);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_parser_finalize (GObject *object)
{
  SluiceParser *self = SLUICE_PARSER (object);

  g_clear_pointer (&self->tree, sluice_tree_unref);
  g_clear_pointer (&self->frames, g_free);
  g_clear_pointer (&self->repairs, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sluice_parser_parent_class)->finalize (object);
}

static void
sluice_parser_class_init (SluiceParserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = sluice_parser_set_property;
  object_class->get_property = sluice_parser_get_property;
  object_class->finalize = sluice_parser_finalize;

  /**
   * SluiceParser:strict:
   *
   * Whether only RFC 8259 is accepted.
   */
  properties[PROP_STRICT] =
    g_param_spec_boolean ("strict", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceParser:expect-container:
   *
   * Whether a tolerant parser reads on until an object or array begins.
   */
  properties[PROP_EXPECT_CONTAINER] =
    g_param_spec_boolean ("expect-container", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceParser:max-depth:
   *
   * How many objects and arrays may be open at a time.
   */
  properties[PROP_MAX_DEPTH] =
    g_param_spec_uint ("max-depth", NULL, NULL, 1, G_MAXUINT, DEFAULT_MAX_DEPTH,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceParser:max-bytes:
   *
   * How long a text may be.
   */
  properties[PROP_MAX_BYTES] =
    g_param_spec_uint64 ("max-bytes", NULL, NULL, 1, HIGHEST_MAX_BYTES, DEFAULT_MAX_BYTES,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceParser:unique-names:
   *
   * Whether a name that its object has already is an error. Where it is not, the later member takes
   * the place of the earlier one, as most readers of JSON have it (RFC 8259, section 4).
   */
  properties[PROP_UNIQUE_NAMES] =
    g_param_spec_boolean ("unique-names", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_parser_init (SluiceParser *self)
{
  self->tree = sluice_tree_new ();
  self->repairs = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_repair_free);
  self->expect_container = TRUE;
  begin_document (self);
}

/**
 * sluice_parser_new:
 *
 * Makes a tolerant parser.
 *
 * Returns: (transfer full): a new parser
 */
SluiceParser *
sluice_parser_new (void)
{
  return g_object_new (SLUICE_TYPE_PARSER, NULL);
}

/**
 * sluice_parser_new_strict:
 *
 * Makes a parser that accepts RFC 8259 and nothing else.
 *
 * Returns: (transfer full): a new parser
 */
SluiceParser *
sluice_parser_new_strict (void)
{
  return g_object_new (SLUICE_TYPE_PARSER, "strict", TRUE, NULL);
}

/**
 * sluice_parser_get_strict:
 * @self: a parser
 *
 * Tells whether only RFC 8259 is accepted.
 *
 * Returns: `TRUE` if the parser is strict
 */
gboolean
sluice_parser_get_strict (SluiceParser *self)
{
  g_return_val_if_fail (SLUICE_IS_PARSER (self), FALSE);

  return self->strict;
}

/**
 * sluice_parser_set_strict:
 * @self: a parser that has read nothing yet
 * @strict: whether to accept only RFC 8259
 *
 * Sets whether deviations from JSON are errors or repairs.
 */
void
sluice_parser_set_strict (SluiceParser *self,
                          gboolean      strict)
{
  g_return_if_fail (SLUICE_IS_PARSER (self));
  g_return_if_fail (self->offset == 0);

  if (self->strict == !!strict)
    return;

  self->strict = !!strict;
  begin_document (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STRICT]);
}

/**
 * sluice_parser_get_expect_container:
 * @self: a parser
 *
 * Tells whether the document must be an object or array.
 *
 * Returns: `TRUE` if everything else before it is prose
 */
gboolean
sluice_parser_get_expect_container (SluiceParser *self)
{
  g_return_val_if_fail (SLUICE_IS_PARSER (self), FALSE);

  return self->expect_container;
}

/**
 * sluice_parser_set_expect_container:
 * @self: a parser that has read nothing yet
 * @expect_container: whether the document must be an object or array
 *
 * Sets what a tolerant parser takes for the document. Before an object or array everything is
 * prose. Where that is not expected, a string, number or literal is the document as well if it is
 * the first thing in the text, in a fence, or after a think block.
 *
 * A strict parser reads every value that RFC 8259 allows, and heeds none of this.
 */
void
sluice_parser_set_expect_container (SluiceParser *self,
                                    gboolean      expect_container)
{
  g_return_if_fail (SLUICE_IS_PARSER (self));
  g_return_if_fail (self->offset == 0);

  if (self->expect_container == !!expect_container)
    return;

  self->expect_container = !!expect_container;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPECT_CONTAINER]);
}

/**
 * sluice_parser_set_arrival:
 * @self: a parser
 * @time_us: when the text that will be pushed next arrived, in microseconds
 * @event: the number of the stream event that brought it
 *
 * Marks the text that is pushed from now on, so that each node can tell which events carried it
 * and when ([method@Node.get_first_arrival], [method@Node.get_events]).
 */
void
sluice_parser_set_arrival (SluiceParser *self,
                           gint64        time_us,
                           guint         event)
{
  g_return_if_fail (SLUICE_IS_PARSER (self));

  self->arrival_time = time_us;
  self->arrival_event = event;
  self->has_arrival = TRUE;
}

/**
 * sluice_parser_push:
 * @self: a parser
 * @text: (array length=length) (element-type guint8): the next piece of the text
 * @length: its length in bytes, -1 for up to a NUL
 * @error: return location for an error
 *
 * Reads the next piece of the text. It may be cut anywhere, also inside a character.
 *
 * After an error the parser reads no further, gives the same error for every piece, and keeps
 * what it has read.
 *
 * Returns: `TRUE` if the text is good so far; `FALSE` with `SLUICE_PARSER_ERROR_SYNTAX`,
 *   `SLUICE_PARSER_ERROR_DEPTH`, `SLUICE_PARSER_ERROR_SIZE` or `SLUICE_PARSER_ERROR_DUPLICATE` set
 */
gboolean
sluice_parser_push (SluiceParser  *self,
                    const char    *text,
                    gssize         length,
                    GError       **error)
{
  gsize n, room;

  g_return_val_if_fail (SLUICE_IS_PARSER (self), FALSE);
  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (!self->ended, FALSE);

  if (self->error != NULL)
    return report (self, error);

  if (self->has_arrival && length != 0)
    add_arrival (self);

  n = length < 0 ? strlen (text) : (gsize) length;
  room = self->max_bytes - self->offset;
  if (G_LIKELY (n <= room))
    return sluice_parser_read_text (self, (const guint8 *) text, n) || report (self, error);

  if (sluice_parser_read_text (self, (const guint8 *) text, room))
    sluice_parser_fail_with (self, self->offset, NULL, SLUICE_PARSER_ERROR_SIZE,
                             _("The text is longer than %u bytes"), self->max_bytes);

  return report (self, error);
}

/**
 * sluice_parser_finish:
 * @self: a parser
 * @error: return location for an error
 *
 * Tells the parser that the text came to its own end.
 *
 * A number at the root is closed by this, as nothing else ends it. Nodes that are still open are
 * marked as cut, from the inside out.
 *
 * Returns: `TRUE` if the text is one whole document; `FALSE` with the error of
 *   [method@Parser.push], `SLUICE_PARSER_ERROR_EMPTY` or `SLUICE_PARSER_ERROR_CUT` set
 */
gboolean
sluice_parser_finish (SluiceParser  *self,
                      GError       **error)
{
  g_autofree char *message = NULL;

  g_return_val_if_fail (SLUICE_IS_PARSER (self), FALSE);

  if (self->ended)
    return report (self, error);

  close_root (self);
  sluice_parser_cut (self);

  if (self->closed || self->state == STATE_FAILED)
    return report (self, error);

  if (self->tree->root == NULL)
    {
      sluice_parser_set_error (self, SLUICE_PARSER_ERROR_EMPTY, _("The text has no JSON value in it"));
      return report (self, error);
    }

  message = g_strdup_printf (_("The text ended at byte %u, inside the value"), self->offset);
  sluice_parser_set_error (self, SLUICE_PARSER_ERROR_CUT, message);
  return report (self, error);
}

/**
 * sluice_parser_cut:
 * @self: a parser
 *
 * Tells the parser that the text broke off, and no more of it will come.
 *
 * Nodes that are still open are marked as cut, from the inside out. A number in progress keeps no
 * value, as nobody knows its next digit.
 */
void
sluice_parser_cut (SluiceParser *self)
{
  g_return_if_fail (SLUICE_IS_PARSER (self));

  if (self->ended)
    return;

  self->ended = TRUE;
  end_text (self);
  cut_open_nodes (self);
}

/**
 * sluice_parser_reset:
 * @self: a parser
 *
 * Makes the parser ready for another document.
 *
 * The tree of the last one stays with those who hold a node of it; where nobody does, its memory
 * is used again.
 */
void
sluice_parser_reset (SluiceParser *self)
{
  g_return_if_fail (SLUICE_IS_PARSER (self));

  if (sluice_tree_is_shared (self->tree))
    {
      sluice_tree_unref (self->tree);
      self->tree = sluice_tree_new ();
    }
  else
    sluice_tree_rewind (self->tree);

  if (self->repairs->len > 0)
    g_ptr_array_set_size (self->repairs, 0);
  g_clear_error (&self->error);
  begin_document (self);
}

/**
 * sluice_parser_get_state:
 * @self: a parser
 *
 * Tells how far the document got.
 *
 * Returns: the state; closed from the last byte of the root value on
 */
SluiceParserState
sluice_parser_get_state (SluiceParser *self)
{
  g_return_val_if_fail (SLUICE_IS_PARSER (self), SLUICE_PARSER_FAILED);

  if (self->state == STATE_FAILED)
    return SLUICE_PARSER_FAILED;
  if (self->closed)
    return SLUICE_PARSER_CLOSED;

  return self->tree->root != NULL ? SLUICE_PARSER_OPEN : SLUICE_PARSER_NOT_STARTED;
}

/**
 * sluice_parser_get_offset:
 * @self: a parser
 *
 * Counts the bytes that were read.
 *
 * Returns: the offset of the next byte; after an error, of the byte that was wrong
 */
gsize
sluice_parser_get_offset (SluiceParser *self)
{
  g_return_val_if_fail (SLUICE_IS_PARSER (self), 0);

  return self->offset;
}

/**
 * sluice_parser_get_root:
 * @self: a parser
 *
 * Gets the value so far. It is good until the parser is reset or freed, and longer for those who
 * keep it with [method@Node.ref].
 *
 * Returns: (transfer none) (nullable): the root, `NULL` until its first byte
 */
SluiceNode *
sluice_parser_get_root (SluiceParser *self)
{
  g_return_val_if_fail (SLUICE_IS_PARSER (self), NULL);

  return self->tree->root;
}

/**
 * sluice_parser_get_repairs:
 * @self: a parser
 *
 * Gets what a tolerant parser tolerated so far, in the order in which it became certain.
 *
 * Returns: (transfer none) (element-type SluiceRepair): the repairs, none where the text was clean
 */
GPtrArray *
sluice_parser_get_repairs (SluiceParser *self)
{
  g_return_val_if_fail (SLUICE_IS_PARSER (self), NULL);

  return self->repairs;
}
