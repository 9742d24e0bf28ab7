/* sluice-parser.c: text in any split -> a tree of nodes that grows in place
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-private.h"

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

enum { PROP_0, PROP_STRICT, PROP_EXPECT_CONTAINER, PROP_MAX_DEPTH, PROP_MAX_BYTES, N_PROPS };

static GParamSpec *properties[N_PROPS];

static inline const guint8 *
skip_space (const guint8 *p,
            const guint8 *end)
{
  while (p < end && sluice_parser_is_space (*p))
    p++;

  return p;
}

static void
set_error (SluiceParser      *self,
           SluiceParserError  code,
           const char        *message)
{
  self->error = g_error_new_literal (SLUICE_PARSER_ERROR, code, message);
  self->state = STATE_FAILED;
}

/* Ends the reading with an error at an offset. Gives end back, as readers do that used everything. */
const guint8 *
sluice_parser_fail_with (SluiceParser      *self,
                         guint32            offset,
                         const guint8      *end,
                         SluiceParserError  code,
                         const char        *format,
                         ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  set_error (self, code, message);
  self->offset = self->tree->length = offset;
  return end;
}

static char *
describe_byte (guint8 c)
{
  if (g_ascii_isgraph (c))
    /* Translators: “%c” is a character of the text */
    return g_strdup_printf (_("“%c”"), c);
  if (c == ' ' || c == '\t')
    return g_strdup (_("space"));
  if (c == '\n' || c == '\r')
    return g_strdup (_("end of line"));

  /* Translators: the two digits are a byte in hexadecimal */
  return g_strdup_printf (_("byte 0x%02X"), c);
}

/* Ends the reading because the byte at p is not what must be there. */
const guint8 *
sluice_parser_fail (SluiceParser *self,
                    const guint8 *p,
                    const guint8 *end,
                    const char   *expected)
{
  guint32 offset = sluice_parser_at (self, p);
  g_autofree char *found = describe_byte (*p);

  /* Translators: for example “Unexpected “}” at byte 7, where a value was expected” */
  return sluice_parser_fail_with (self, offset, end, SLUICE_PARSER_ERROR_SYNTAX,
                                  _("Unexpected %s at byte %u, where %s was expected"),
                                  found, offset, expected);
}

/* Makes the node of a value whose first byte was read, or takes the member that waits for it. */
SluiceNode *
sluice_parser_begin_value (SluiceParser   *self,
                           SluiceNodeType  type,
                           guint32         start)
{
  SluiceNode *node = self->node;

  if (node == NULL)
    {
      ParserFrame *frame = self->frame;

      if (G_UNLIKELY (self->released != 0) && frame != NULL && frame->number == self->released)
        sluice_tree_begin_element (self->tree, start);

      self->node = node = sluice_tree_add_node (self->tree);
      if (frame != NULL)
        {
          node->name = frame->node->n;
          sluice_tree_link (self->tree, frame->node, frame->number, node);
        }
      else
        self->tree->root = node;
    }

  node->type = type;
  node->phase = SLUICE_PHASE_STREAMING;
  node->start = start;
  node->end = start + 1;
  return node;
}

/* Keeps the text at the tip of the arena as a node's: in the node where it is short. */
void
sluice_parser_finish_text (SluiceParser *self,
                           SluiceNode   *node)
{
  SluiceTree *tree = self->tree;
  gsize length = sluice_tree_get_text_length (tree);

  node->n = length;
  *tree->tip = '\0';

  if (length <= SLUICE_NODE_SHORT_TEXT)
    {
      memcpy (node->short_text, tree->text, sizeof node->short_text);
      node->is_short = TRUE;
      tree->tip = tree->text;
    }
  else
    {
      node->text = tree->text;
      tree->text = ++tree->tip;
      if (G_UNLIKELY (tree->tip > tree->limit))
        sluice_tree_grow_text (tree, 0);
    }
}

/* Closes a value, scalar or container, and goes on to what follows it. */
void
sluice_parser_close_value (SluiceParser *self,
                           SluiceNode   *node,
                           guint32       end)
{
  node->phase = SLUICE_PHASE_CLOSED;
  node->end = end;
  self->node = NULL;

  if (self->frame != NULL)
    self->state = STATE_AFTER;
  else
    {
      self->state = STATE_END;
      self->closed = TRUE;
      if (!self->strict)
        sluice_parser_begin_envelope (self);
    }

  sluice_parser_tell (self, EVENT_CLOSED, node);
}

/* Makes the earlier member of the same name give way. Numbers of nodes grow with the text: where
 * the name was used last before this object began, no member of it has it. */
static void
supersede_member (SluiceParser *self,
                  ParserFrame  *frame,
                  guint32       name)
{
  SluiceNode *node = sluice_tree_find_member (self->tree, frame->node, name);

  if (node == NULL)
    return;

  sluice_tree_unlink (self->tree, node);
  sluice_parser_tell (self, EVENT_SUPERSEDED, node);
}

/* Makes the member whose name was read up to the given offset. */
void
sluice_parser_close_name (SluiceParser *self,
                          guint32       name,
                          guint32       end)
{
  SluiceTree *tree = self->tree;
  SluiceName *names = tree->names.names;
  ParserFrame *frame = self->frame;
  SluiceNode *node;

  if (frame->last_name != 0)
    names[frame->last_name].follower = name;
  else
    names[frame->below].inside = name;
  frame->last_name = name;

  if (G_UNLIKELY (names[name].holder >= frame->number))
    supersede_member (self, frame, name);
  names[name].holder = frame->number;

  self->node = node = sluice_tree_add_node (tree);
  node->is_member = TRUE;
  node->name = name;
  node->phase = SLUICE_PHASE_OPENING;
  node->start = node->end = end;
  sluice_tree_link (tree, frame->node, frame->number, node);
  if (G_UNLIKELY (frame->node->n >= SLUICE_LARGE_OBJECT))
    sluice_tree_index_member (tree, frame->node, node);

  self->in_name = FALSE;
  self->state = STATE_COLON;
  sluice_parser_tell (self, EVENT_OPENING, node);

  if (self->name_repaired)
    node->repaired = TRUE;
  if (self->style != 0)
    sluice_parser_repair (self, self->style - 1, node, self->name_begin, end);
}

static void
push_frame (SluiceParser *self,
            SluiceNode   *node)
{
  ParserFrame *frame;
  guint32 below = 0;

  if (node->is_member)
    below = node->name;
  else if (self->frame != NULL)
    below = self->frame->below;

  if (self->n_frames == self->n_frames_room)
    {
      self->n_frames_room = MAX (self->n_frames_room * 2, 16);
      self->frames = g_renew (ParserFrame, self->frames, self->n_frames_room);
    }

  self->frame = frame = &self->frames[self->n_frames++];
  frame->node = node;
  frame->number = sluice_tree_get_number (node);
  frame->last_name = 0;
  frame->below = below;
}

/* Begins an object or array at its bracket. FALSE where that is an error. */
gboolean
sluice_parser_begin_container (SluiceParser   *self,
                               SluiceNodeType  type,
                               guint32         start)
{
  SluiceNode *node;

  if (self->n_frames >= self->max_depth)
    {
      sluice_parser_fail_with (self, start, NULL, SLUICE_PARSER_ERROR_DEPTH,
                               _("The value at byte %u is nested deeper than %u levels"),
                               start, self->max_depth);
      return FALSE;
    }

  node = sluice_parser_begin_value (self, type, start);
  self->node = NULL;
  push_frame (self, node);
  self->state = type == SLUICE_NODE_OBJECT ? STATE_FIRST_NAME : STATE_FIRST_ELEMENT;
  sluice_parser_tell (self, EVENT_OPENED, node);
  return TRUE;
}

/* Ends the innermost container at its closing bracket. */
const guint8 *
sluice_parser_end_container (SluiceParser *self,
                             const guint8 *p)
{
  SluiceNode *node = self->frame->node;

  self->n_frames--;
  self->frame = self->n_frames > 0 ? self->frame - 1 : NULL;
  sluice_parser_close_value (self, node, sluice_parser_at (self, p) + 1);

  return p + 1;
}

static const guint8 *
begin_word (SluiceParser *self,
            const guint8 *p,
            const char   *literal)
{
  if (!self->strict)
    return sluice_parser_begin_word (self, p);

  sluice_parser_begin_literal (self, literal, sluice_parser_at (self, p));
  return p + 1;
}

/* A tolerant parser waits after a minus for what will be negative: it may be infinity. */
static const guint8 *
begin_number (SluiceParser *self,
              const guint8 *p,
              const guint8 *end)
{
  guint32 offset = sluice_parser_at (self, p);

  if (*p != '-' || self->strict || (end - p > 1 && g_ascii_isdigit (p[1])))
    {
      sluice_parser_begin_number (self, offset);
      return p;
    }

  self->begin = offset;
  self->held[0] = *p;
  self->n_held = 1;
  self->state = STATE_MINUS;
  return p + 1;
}

static const guint8 *
begin_value (SluiceParser *self,
             const guint8 *p,
             const guint8 *end)
{
  switch (*p)
    {
    case '{':
      return sluice_parser_begin_container (self, SLUICE_NODE_OBJECT, sluice_parser_at (self, p))
               ? p + 1 : end;
    case '[':
      return sluice_parser_begin_container (self, SLUICE_NODE_ARRAY, sluice_parser_at (self, p))
               ? p + 1 : end;
    case '"':
      sluice_parser_begin_string (self, sluice_parser_at (self, p), '"', 0);
      return p + 1;
    case '-':
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
      return begin_number (self, p, end);
    case 't':
      return begin_word (self, p, "true");
    case 'f':
      return begin_word (self, p, "false");
    case 'n':
      return begin_word (self, p, "null");
    default:
      if (self->strict)
        return sluice_parser_fail (self, p, end, _("a value"));
      return sluice_parser_mend_value (self, p, end);
    }
}

static const guint8 *
read_value (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  p = skip_space (p, end);
  if (p == end)
    return p;

  if (*p == ']' && self->state == STATE_FIRST_ELEMENT)
    return sluice_parser_end_container (self, p);

  return begin_value (self, p, end);
}

static const guint8 *
read_name (SluiceParser *self,
           const guint8 *p,
           const guint8 *end)
{
  p = skip_space (p, end);
  if (p == end)
    return p;

  if (*p == '"')
    {
      sluice_parser_begin_name (self, sluice_parser_at (self, p), '"', 0);
      return p + 1;
    }

  if (*p == '}' && self->state == STATE_FIRST_NAME)
    return sluice_parser_end_container (self, p);

  if (self->strict)
    return sluice_parser_fail (self, p, end, _("the name of a member"));
  return sluice_parser_mend_name (self, p, end);
}

static const guint8 *
read_colon (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  p = skip_space (p, end);
  if (p == end)
    return p;

  if (*p == ':')
    {
      self->state = STATE_VALUE;
      return read_value (self, p + 1, end);
    }

  if (self->strict)
    return sluice_parser_fail (self, p, end, _("a colon"));
  return sluice_parser_mend_colon (self, p, end);
}

static const guint8 *
read_after (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  gboolean object = self->frame->node->type == SLUICE_NODE_OBJECT;

  p = skip_space (p, end);
  if (p == end)
    return p;

  if (*p == ',')
    {
      self->comma = sluice_parser_at (self, p);
      self->state = object ? STATE_NAME : STATE_VALUE;
      return object ? read_name (self, p + 1, end) : read_value (self, p + 1, end);
    }

  if (*p == (object ? '}' : ']'))
    return sluice_parser_end_container (self, p);

  if (self->strict)
    return sluice_parser_fail (self, p, end, object ? _("a comma or “}”") : _("a comma or “]”"));
  return sluice_parser_mend_after (self, p, end);
}

static const guint8 *
read_end (SluiceParser *self,
          const guint8 *p,
          const guint8 *end)
{
  p = skip_space (p, end);
  if (p == end)
    return p;

  return sluice_parser_fail (self, p, end, _("the end of the text"));
}

static inline void
read_chunk (SluiceParser *self,
            const guint8 *p,
            gsize         length)
{
  const guint8 *end = p + length;

  self->delta = self->offset - (guint32) (guintptr) p;
  self->offset += length;
  self->tree->length = self->offset;

  while (p < end)
    {
      switch ((ParserState) self->state)
        {
        case STATE_VALUE:
        case STATE_FIRST_ELEMENT:
          p = read_value (self, p, end);
          break;
        case STATE_FIRST_NAME:
        case STATE_NAME:
          p = read_name (self, p, end);
          break;
        case STATE_COLON:
          p = read_colon (self, p, end);
          break;
        case STATE_AFTER:
          p = read_after (self, p, end);
          break;
        case STATE_END:
          p = read_end (self, p, end);
          break;
        case STATE_GUESS:
          p = sluice_parser_read_guess (self, p, end);
          break;
        case STATE_STRING:
          p = sluice_parser_read_string (self, p, end);
          break;
        case STATE_CHARACTER:
          p = sluice_parser_read_character (self, p, end);
          break;
        case STATE_ESCAPE:
        case STATE_UNICODE:
        case STATE_SURROGATE:
          p = sluice_parser_read_escape (self, p, end);
          break;
        case STATE_NUMBER:
          p = sluice_parser_read_number (self, p, end);
          break;
        case STATE_LITERAL:
          p = sluice_parser_read_literal (self, p, end);
          break;
        case STATE_PROSE:
        case STATE_BRACKET:
        case STATE_FENCE:
        case STATE_TAG:
        case STATE_THINK:
        case STATE_EXTRA:
          p = sluice_parser_read_envelope (self, p, end);
          break;
        case STATE_SLASH:
        case STATE_LINE_COMMENT:
        case STATE_BLOCK_COMMENT:
          p = sluice_parser_read_comment (self, p, end);
          break;
        case STATE_LEAD:
          p = sluice_parser_read_lead (self, p, end);
          break;
        case STATE_QUOTE:
        case STATE_QUOTE_SLASH:
          p = sluice_parser_read_quote (self, p, end);
          break;
        case STATE_MINUS:
          p = sluice_parser_read_minus (self, p, end);
          break;
        case STATE_WORD:
          p = sluice_parser_read_word (self, p, end);
          break;
        case STATE_BARE_STRING:
          p = sluice_parser_read_bare_string (self, p, end);
          break;
        case STATE_BARE_NAME:
          p = sluice_parser_read_bare_name (self, p, end);
          break;
        case STATE_FAILED:
        default:
          return;
        }
    }
}

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
        sluice_parser_finish_text (self, node);
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
      sluice_parser_finish_text (self, self->node);
      sluice_parser_close_value (self, self->node, self->offset);
    }
  else if (self->state == STATE_LITERAL && *self->rest == '\0')
    sluice_parser_close_literal (self);
  else if (self->state == STATE_WORD)
    sluice_parser_end_word (self);
}

/* Reports what the end of the text interrupts. What was held back stays unknown: a quote that may
 * end its string is as little proof of that as the last digit of a number is. */
static void
end_text (SluiceParser *self)
{
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
 *   `SLUICE_PARSER_ERROR_DEPTH` or `SLUICE_PARSER_ERROR_SIZE` set
 */
gboolean
sluice_parser_push (SluiceParser  *self,
                    const char    *text,
                    gssize         length,
                    GError       **error)
{
  const guint8 *p = (const guint8 *) text;
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
  read_chunk (self, p, MIN (n, room));

  if (G_UNLIKELY (n > room) && self->error == NULL)
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
      set_error (self, SLUICE_PARSER_ERROR_EMPTY, _("The text has no JSON value in it"));
      return report (self, error);
    }

  message = g_strdup_printf (_("The text ended at byte %u, inside the value"), self->offset);
  set_error (self, SLUICE_PARSER_ERROR_CUT, message);
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

/* Whether an observer needs the elements of an array until its end. */
static gboolean
is_kept (SluiceParser *self,
         SluiceNode   *array)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->functions); i++)
    {
      if (self->functions[i] != NULL && self->functions[i]->keeps != NULL
          && self->functions[i]->keeps (self->observers[i], array))
        return TRUE;
    }

  return FALSE;
}

static void
tell_releasing (SluiceParser *self,
                SluiceNode   *array,
                guint32       start,
                guint32       end)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->functions); i++)
    {
      if (self->functions[i] != NULL && self->functions[i]->releasing != NULL)
        self->functions[i]->releasing (self->observers[i], array, start, end);
    }
}

/* Repairs stay, and no longer know the nodes that go. They lie at the end of the list: what is older
 * ended before. */
static void
forget_repaired_nodes (SluiceParser *self,
                       SluiceNode   *array,
                       guint32       start,
                       guint32       end)
{
  for (guint i = self->repairs->len; i > 0; i--)
    {
      SluiceRepair *repair = g_ptr_array_index (self->repairs, i - 1);

      if (repair->end <= start)
        break;
      if (repair->node != NULL && repair->node != array && repair->start < end)
        repair->node = NULL;
    }
}

/* The array whose elements will lie in regions: the first one that any were released of, as long as
 * it is open. Below it nothing needs regions of its own. */
static void
choose_released (SluiceParser *self,
                 SluiceNode   *array)
{
  guint32 number = sluice_tree_get_number (array);

  if (array->phase != SLUICE_PHASE_STREAMING || self->released == number)
    return;

  for (guint i = 0; i < self->n_frames; i++)
    {
      if (self->frames[i].number == self->released)
        return;
    }

  sluice_tree_end_regions (self->tree);
  self->released = number;
}

/**
 * sluice_parser_release:
 * @self: a parser
 * @element: a closed element of an array
 *
 * Lets go of an element, and of those before it in its array, so that an endless list is read in
 * constant memory: the memory is used again for the elements that follow.
 *
 * The positions of elements go on counting. Nothing below a released element may be used any more,
 * not even by those who hold the document with [method@Node.ref], and its repairs no longer tell
 * their nodes. Memory is saved for one array at a time: for the outermost that elements were
 * released of, while it is open.
 *
 * Nothing is released where a [class@Check] needs the elements until the end of their array, as
 * `uniqueItems` does.
 *
 * Returns: `TRUE` if the element was released
 */
gboolean
sluice_parser_release (SluiceParser *self,
                       SluiceNode   *element)
{
  SluiceNode *array, *next;

  g_return_val_if_fail (SLUICE_IS_PARSER (self), FALSE);
  g_return_val_if_fail (element != NULL, FALSE);
  g_return_val_if_fail (sluice_node_get_tree (element) == self->tree, FALSE);
  g_return_val_if_fail (element->phase == SLUICE_PHASE_CLOSED, FALSE);

  array = sluice_node_get_parent (element);
  g_return_val_if_fail (array != NULL && array->type == SLUICE_NODE_ARRAY, FALSE);

  if (is_kept (self, array))
    return FALSE;

  next = sluice_node_get_first_child (array);
  tell_releasing (self, array, next->start, element->end);
  forget_repaired_nodes (self, array, next->start, element->end);

  array->children.first = element->next;
  if (element->next == 0)
    array->children.last = 0;
  for (SluiceNode *last = NULL; last != element;)
    {
      last = next;
      next = sluice_node_get_next_sibling (last);
      sluice_tree_release_element (self->tree, last);
    }

  choose_released (self, array);
  return TRUE;
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
