/* sluice-look.c: what a value, arrived or not, looks like in a cell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sluice-look.h"

/* A cell is never wider than this many bytes of text: drawing stays cheap however long the value. */
#define LINE_BYTES 160
#define BLOCK_BYTES 640

typedef struct
{
  SluiceFieldState state;
  const char      *word;
  const char      *icon_name;
  const char      *css_class;
} StateWord;

static const StateWord state_words[] = {
  { SLUICE_FIELD_WAITING,  N_("Waiting"),  "sluice-waiting-symbolic",  "waiting"  },
  { SLUICE_FIELD_ARRIVING, N_("Arriving"), "sluice-arriving-symbolic", "arriving" },
  { SLUICE_FIELD_COMPLETE, N_("Complete"), "sluice-complete-symbolic", "complete" },
  { SLUICE_FIELD_DEFAULT,  N_("Default"),  "sluice-default-symbolic",  "default"  },
  { SLUICE_FIELD_INVALID,  N_("Invalid"),  "sluice-invalid-symbolic",  "invalid"  },
  { SLUICE_FIELD_MISSING,  N_("Missing"),  "sluice-missing-symbolic",  "missing"  },
  { SLUICE_FIELD_CUT,      N_("Cut off"),  "sluice-cut-symbolic",      "cut"      },
  { SLUICE_FIELD_EXTRA,    N_("Extra"),    "sluice-extra-symbolic",    "extra"    },
};

static const StateWord *
find_state_word (SluiceFieldState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    {
      if (state_words[i].state == state)
        return &state_words[i];
    }

  g_assert_not_reached ();
}

/**
 * sluice_state_get_word:
 * @state: the state of a field
 *
 * Names a state, for tooltips, details and the screen reader.
 *
 * Returns: (transfer none): the word, translated
 */
const char *
sluice_state_get_word (SluiceFieldState state)
{
  return _(find_state_word (state)->word);
}

/**
 * sluice_state_get_icon_name:
 * @state: the state of a field
 *
 * Names the icon of a state; each state has its own shape, so that colour is never the only cue.
 *
 * Returns: (transfer none): the name of a symbolic icon of ours
 */
const char *
sluice_state_get_icon_name (SluiceFieldState state)
{
  return find_state_word (state)->icon_name;
}

/**
 * sluice_state_get_css_class:
 * @state: the state of a field
 *
 * Returns: (transfer none): the style class of a state
 */
const char *
sluice_state_get_css_class (SluiceFieldState state)
{
  return find_state_word (state)->css_class;
}

/**
 * sluice_format_count:
 * @count: a number of things
 *
 * Formats a number with the separators of the person's language.
 *
 * Returns: (transfer full): the digits
 */
char *
sluice_format_count (guint64 count)
{
  /* The quote flag groups digits as the locale does; it is not in ISO C. */
  _Pragma ("GCC diagnostic push")
  _Pragma ("GCC diagnostic ignored \"-Wformat\"")
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  _Pragma ("GCC diagnostic pop")
}

/**
 * sluice_format_seconds:
 * @seconds: a time since the request
 *
 * Formats seconds for a narrow column: two decimals at first, none of use later on.
 *
 * Returns: (transfer full): the digits
 */
char *
sluice_format_seconds (gdouble seconds)
{
  return g_strdup_printf (seconds < 9.995 ? "%.2f" : seconds < 99.95 ? "%.1f" : "%.0f", seconds);
}

/* Line breaks and tabs become spaces: a row is one line. */
static void
flatten (char *text)
{
  for (char *p = text; *p; p++)
    {
      if ((guchar) *p < 0x20 || *p == 0x7f)
        *p = ' ';
    }
}

static const char *
tail_start (const char *text,
            gsize       length,
            gsize       limit)
{
  const char *start;

  if (length <= limit)
    return text;

  start = text + length - limit;
  while (((guchar) *start & 0xC0) == 0x80)
    start++;

  return start;
}

static gsize
head_length (const char *text,
             gsize       length,
             gsize       limit)
{
  gsize end = MIN (length, limit);

  while (end > 0 && end < length && ((guchar) text[end] & 0xC0) == 0x80)
    end--;

  return end;
}

/**
 * sluice_format_line:
 * @text: UTF-8
 * @length: its bytes
 * @tail: whether its end counts, not its beginning
 *
 * Cuts a long text down to what a row can show, at whole characters, on one line.
 *
 * Returns: (transfer full): the line, with an ellipsis where text was left out
 */
char *
sluice_format_line (const char *text,
                    gsize       length,
                    gboolean    tail)
{
  char *line;

  if (tail)
    {
      const char *start = tail_start (text, length, LINE_BYTES);

      line = g_strdup_printf ("%s%.*s", start > text ? "…" : "", (int) (text + length - start), start);
    }
  else
    {
      gsize end = head_length (text, length, LINE_BYTES);

      line = g_strdup_printf ("%.*s%s", (int) end, text, end < length ? "…" : "");
    }

  flatten (line);

  return line;
}

/**
 * sluice_look_is_share:
 * @definition: (nullable): what the schema says of a value
 *
 * Tells whether a number is a share of one (bounds 0 and 1), which is drawn as a bar.
 *
 * Returns: whether it is
 */
gboolean
sluice_look_is_share (SluiceDefinition *definition)
{
  gdouble minimum, maximum;

  return definition &&
         sluice_definition_get_kind (definition) == SLUICE_KIND_NUMBER &&
         sluice_definition_get_bounds (definition, &minimum, &maximum) &&
         minimum == 0.0 && maximum == 1.0;
}

static gboolean
is_enum (SluiceDefinition *definition)
{
  return definition && sluice_definition_get_kind (definition) == SLUICE_KIND_ENUM;
}

/**
 * sluice_look_get_node_state:
 * @node: (nullable): a node of an item; %NULL while nothing of it has come
 *
 * Works out the state of one value by itself, for tables, which have no fields.
 *
 * Returns: the state
 */
SluiceFieldState
sluice_look_get_node_state (SluiceNode *node)
{
  SluiceVerdict verdict;

  if (!node)
    return SLUICE_FIELD_WAITING;

  verdict = sluice_node_get_verdict (node);

  if (verdict == SLUICE_VERDICT_DOOMED || verdict == SLUICE_VERDICT_INVALID)
    return SLUICE_FIELD_INVALID;

  switch (sluice_node_get_phase (node))
    {
    case SLUICE_PHASE_CLOSED:
      return SLUICE_FIELD_COMPLETE;
    case SLUICE_PHASE_CUT:
      return SLUICE_FIELD_CUT;
    case SLUICE_PHASE_ABSENT:
      return SLUICE_FIELD_MISSING;
    case SLUICE_PHASE_PENDING:
      return SLUICE_FIELD_WAITING;
    case SLUICE_PHASE_OPENING:
    case SLUICE_PHASE_STREAMING:
    case SLUICE_PHASE_SUPERSEDED:
    default:
      return SLUICE_FIELD_ARRIVING;
    }
}

static void
look_at_string (SluiceLook       *self,
                SluiceNode       *node,
                SluiceDefinition *definition,
                SluiceFieldState  state)
{
  gboolean closed = sluice_node_get_phase (node) == SLUICE_PHASE_CLOSED;
  gsize length;
  const char *text = sluice_node_get_text (node, &length);

  if (definition && sluice_definition_is_reasoning (definition))
    {
      const char *start = tail_start (text, length, BLOCK_BYTES);

      self->kind = SLUICE_LOOK_BLOCK;
      self->dim = TRUE;
      self->text = g_strdup_printf ("%s%.*s", start > text ? "…" : "", (int) (text + length - start), start);
    }
  else if (is_enum (definition) && !closed && state == SLUICE_FIELD_ARRIVING)
    {
      /* Which member it will be is not known before the closing quote. */
      self->kind = SLUICE_LOOK_SKELETON;
    }
  else if (is_enum (definition) && closed)
    {
      self->kind = SLUICE_LOOK_TAG;
      self->text = sluice_format_line (text, length, FALSE);
    }
  else
    {
      self->kind = closed ? SLUICE_LOOK_TEXT : SLUICE_LOOK_TAIL;
      self->text = sluice_format_line (text, length, !closed);
    }
}

static gboolean
is_shown_as_share (SluiceNode       *node,
                   SluiceDefinition *definition)
{
  gdouble value;

  if (!sluice_look_is_share (definition) || sluice_node_get_node_type (node) != SLUICE_NODE_NUMBER)
    return FALSE;

  value = sluice_node_get_double (node);

  return value >= 0.0 && value <= 1.0;
}

static char *
dup_share (SluiceNode *node)
{
  /* Translators: a share, as in "96 %" */
  return g_strdup_printf (_("%.3g %%"), round (sluice_node_get_double (node) * 1000.0) / 10.0);
}

/* Of "3." and "3e+" only "3" is known to be digits of the number. */
static gsize
get_digits_length (const char *lexeme,
                   gsize       length)
{
  while (length > 0 && strchr (".eE+-", lexeme[length - 1]))
    length--;

  return MIN (length, LINE_BYTES);
}

static void
look_at_number (SluiceLook       *self,
                SluiceNode       *node,
                SluiceDefinition *definition)
{
  gsize length;
  const char *lexeme = sluice_node_get_text (node, &length);
  gboolean closed = sluice_node_get_phase (node) == SLUICE_PHASE_CLOSED;

  self->kind = SLUICE_LOOK_NUMBER;

  if (!closed)
    {
      /* 3 may become 30: the digits stay dim and open until their end has come. */
      self->dim = TRUE;
      self->text = g_strdup_printf ("%.*s…", (int) get_digits_length (lexeme, length), lexeme);
      return;
    }

  if (is_shown_as_share (node, definition))
    {
      self->kind = SLUICE_LOOK_LEVEL;
      self->fraction = sluice_node_get_double (node);
      self->text = dup_share (node);
    }
  else
    {
      if (is_enum (definition))
        self->kind = SLUICE_LOOK_TAG;

      self->text = sluice_format_line (lexeme, length, FALSE);
    }
}

static gboolean
is_scalar (SluiceNode *node)
{
  switch (sluice_node_get_node_type (node))
    {
    case SLUICE_NODE_STRING:
    case SLUICE_NODE_NUMBER:
    case SLUICE_NODE_BOOLEAN:
      return sluice_node_get_phase (node) == SLUICE_PHASE_CLOSED;
    default:
      return FALSE;
    }
}

static char *
dup_scalar (SluiceNode       *node,
            SluiceDefinition *definition)
{
  gsize length;
  const char *text;

  if (is_shown_as_share (node, definition))
    return dup_share (node);

  if (sluice_node_get_node_type (node) == SLUICE_NODE_BOOLEAN)
    return g_strdup (sluice_node_get_boolean (node) ? "true" : "false");

  text = sluice_node_get_text (node, &length);

  return sluice_format_line (text, length, FALSE);
}

static SluiceDefinition *
get_property (SluiceDefinition *definition,
              SluiceNode       *member)
{
  const char *key = sluice_node_get_key (member);

  return definition && key ? sluice_definition_get_property (definition, key) : NULL;
}

/* The first scalars that have closed stand for a whole object, as a name stands for a person. */
static char *
summarize_object (SluiceNode       *node,
                  SluiceDefinition *definition)
{
  GString *line = g_string_new (NULL);
  guint n = 0;

  for (SluiceNode *child = sluice_node_get_first_child (node);
       child && n < 2 && line->len < 60;
       child = sluice_node_get_next_sibling (child))
    {
      g_autofree char *scalar = NULL;

      if (sluice_node_get_phase (child) == SLUICE_PHASE_SUPERSEDED || !is_scalar (child))
        continue;

      scalar = dup_scalar (child, get_property (definition, child));
      if (n++ > 0)
        g_string_append (line, ", ");
      g_string_append (line, scalar);
    }

  return g_string_free (line, FALSE);
}

static gboolean
is_undecided (SluiceDefinition *definition)
{
  return definition && sluice_definition_get_kind (definition) == SLUICE_KIND_UNION;
}

static void
look_at_container (SluiceLook       *self,
                   SluiceNode       *node,
                   SluiceDefinition *definition,
                   SluiceFieldState  state)
{
  guint n = sluice_node_get_n_children (node);

  if (n == 0 && is_undecided (definition) && state == SLUICE_FIELD_ARRIVING)
    {
      self->kind = SLUICE_LOOK_SKELETON;
      return;
    }

  self->kind = SLUICE_LOOK_SUMMARY;
  self->dim = TRUE;

  if (sluice_node_get_node_type (node) == SLUICE_NODE_ARRAY)
    {
      g_autofree char *count = sluice_format_count (n);

      self->text = g_strdup_printf (ngettext ("%s item", "%s items", n), count);
    }
  else if (n == 0 && sluice_node_get_phase (node) == SLUICE_PHASE_CLOSED)
    {
      /* Translators: an object without any members */
      self->text = g_strdup (_("empty"));
    }
  else
    {
      self->text = summarize_object (node, definition);
    }
}

static void
look_at_node (SluiceLook       *self,
              SluiceNode       *node,
              SluiceDefinition *definition,
              SluiceFieldState  state)
{
  gboolean closed = sluice_node_get_phase (node) == SLUICE_PHASE_CLOSED;

  switch (sluice_node_get_node_type (node))
    {
    case SLUICE_NODE_STRING:
      look_at_string (self, node, definition, state);
      break;

    case SLUICE_NODE_NUMBER:
      look_at_number (self, node, definition);
      break;

    case SLUICE_NODE_BOOLEAN:
      self->kind = closed ? SLUICE_LOOK_LITERAL : SLUICE_LOOK_SKELETON;
      if (closed)
        self->text = g_strdup (sluice_node_get_boolean (node) ? "true" : "false");
      break;

    case SLUICE_NODE_NULL:
      self->kind = closed ? SLUICE_LOOK_NULL : SLUICE_LOOK_SKELETON;
      self->dim = closed;
      if (closed)
        self->text = g_strdup ("null");
      break;

    case SLUICE_NODE_OBJECT:
    case SLUICE_NODE_ARRAY:
      look_at_container (self, node, definition, state);
      break;

    case SLUICE_NODE_UNKNOWN:
    default:
      self->kind = SLUICE_LOOK_SKELETON;
      break;
    }
}

static void
look_at_absence (SluiceLook       *self,
                 SluiceFieldState  state)
{
  if (state == SLUICE_FIELD_WAITING || state == SLUICE_FIELD_ARRIVING)
    {
      self->kind = SLUICE_LOOK_SKELETON;
    }
  else
    {
      self->kind = SLUICE_LOOK_NOTE;
      self->dim = TRUE;
      self->text = g_strdup (_("not received"));
    }
}

static char *
dup_default (SluiceDefinition *definition)
{
  JsonNode *value = definition ? sluice_definition_get_default (definition) : NULL;
  g_autofree char *text = NULL;

  if (!value)
    return NULL;

  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    text = g_strdup (json_node_get_string (value));
  else
    text = json_to_string (value, FALSE);

  return sluice_format_line (text, strlen (text), FALSE);
}

/**
 * sluice_look_init_for_node:
 * @self: (out caller-allocates): a look
 * @node: (nullable): the value; %NULL while, or since, nothing of it has come
 * @definition: (nullable): what the schema says of it
 * @state: the state to show it in
 *
 * Decides how a value is drawn.
 *
 * Nothing is shown as a fact that may still change: open numbers look open, and an enum, a
 * literal or a null shows only once it has closed.
 */
void
sluice_look_init_for_node (SluiceLook       *self,
                           SluiceNode       *node,
                           SluiceDefinition *definition,
                           SluiceFieldState  state)
{
  *self = (SluiceLook) { .kind = SLUICE_LOOK_NOTHING };

  if (state == SLUICE_FIELD_DEFAULT)
    {
      self->kind = SLUICE_LOOK_TEXT;
      self->dim = TRUE;
      self->caption = _("default");
      self->text = dup_default (definition);
      return;
    }

  if (node)
    look_at_node (self, node, definition, state);
  else
    look_at_absence (self, state);

  if (node && state == SLUICE_FIELD_CUT && self->kind != SLUICE_LOOK_SUMMARY)
    {
      /* What an open literal would have become is not known: it has no value to show. */
      if (self->kind == SLUICE_LOOK_SKELETON)
        self->kind = SLUICE_LOOK_NOTHING;
      self->caption = _("cut off");
    }

  self->invalid = state == SLUICE_FIELD_INVALID && self->kind != SLUICE_LOOK_SUMMARY;
  self->dim = self->dim || state == SLUICE_FIELD_EXTRA;
}

/**
 * sluice_look_init_for_field:
 * @self: (out caller-allocates): a look
 * @field: a field of the result
 *
 * Decides how the value of a field is drawn.
 */
void
sluice_look_init_for_field (SluiceLook  *self,
                            SluiceField *field)
{
  SluiceNode *node = sluice_field_get_node (field);
  SluiceDefinition *definition = sluice_field_get_definition (field);
  SluiceFieldState state = sluice_field_get_state (field);

  if (!node && state == SLUICE_FIELD_WAITING && definition && !sluice_field_get_required (field))
    *self = (SluiceLook) { .kind = SLUICE_LOOK_NOTHING, .dim = TRUE, .caption = _("optional") };
  else if (!node && state == SLUICE_FIELD_WAITING && sluice_field_is_container (field))
    *self = (SluiceLook) { .kind = SLUICE_LOOK_NOTHING, .dim = TRUE };
  else
    sluice_look_init_for_node (self, node, definition, state);

  if (state == SLUICE_FIELD_WAITING)
    self->dim = TRUE;
}

/**
 * sluice_look_clear:
 * @self: a look
 *
 * Frees what a look holds.
 */
void
sluice_look_clear (SluiceLook *self)
{
  g_clear_pointer (&self->text, g_free);
}

/**
 * sluice_look_to_string:
 * @self: a look
 *
 * Says a look in words, for the screen reader: what is drawn, and no more than that.
 *
 * Returns: (transfer full): the words, empty for a skeleton
 */
char *
sluice_look_to_string (const SluiceLook *self)
{
  const char *text = self->text ? self->text : "";

  if (self->caption && *text)
    return g_strdup_printf ("%s, %s", text, self->caption);

  return g_strdup (self->caption ? self->caption : text);
}
