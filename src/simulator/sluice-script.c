/* sluice-script.c: what the simulated model says, a token at a time
 *
 * A text is made piece by piece: before the answer, the beginning of the value, each item of a long
 * list, the end of the value, after the answer. A short value is one piece.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-flaw-private.h"
#include "sluice-generator-private.h"
#include "sluice-script-private.h"

/* A list that is longer is made item by item. */
#define LONG_LIST 64

/* No list is longer, whatever minItems says. */
#define LONGEST_LIST (10 * 1000 * 1000)

/* How often it is tried to follow rules that cannot be followed by looking at one place. */
#define ATTEMPTS 8

/* The bracket that is wrong comes after so many bytes of the value, at a comma. */
#define MALFORMED_AFTER 24

typedef enum
{
  STEP_BEFORE,
  STEP_VALUE,
  STEP_ITEMS,
  STEP_AFTER,
  STEP_END,
} Step;

/* Where in JSON text we are: enough to find a place between values. */
typedef struct
{
  GString  *brackets;  /* owned: those that are open */
  gsize     n_bytes;
  gboolean  in_string;
  gboolean  escaped;
  gboolean  done;      /* the bracket was put in */
} Spoiler;

struct _SluiceScript
{
  SluiceScriptOptions  options;     /* what it points to is owned */

  SluiceGenerator     *generator;   /* owned, nullable */
  SluiceSchema        *item_schema; /* owned, nullable: of one item of a long list */
  JsonNode            *frame;       /* owned, nullable: the value around a long list */
  char                *key;         /* owned, nullable: of the list in the frame */
  guint                n_items;
  guint                index;       /* of the next item */
  guint                n_tokens;    /* that were given */

  Step                 step;
  GString             *text;        /* owned: made and not given yet, from offset on */
  gsize                offset;
  Spoiler              spoiler;
};

/* --- Making values --- */

/* The first attempt that the library's own check finds good; the last where none is. */
static JsonNode *
make_good_value (SluiceScript *self,
                 guint         n_items)
{
  JsonNode *value = NULL;

  for (guint attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      g_clear_pointer (&value, json_node_unref);
      value = sluice_generator_make (self->generator, attempt, n_items);
      if (sluice_flaw_is_absent (self->options.schema, value))
        break;
    }

  return value;
}

static JsonNode *
make_good_item (SluiceScript *self)
{
  JsonNode *item = NULL;

  for (guint attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      g_clear_pointer (&item, json_node_unref);
      item = sluice_generator_make_item (self->generator, attempt, self->index);
      if (self->item_schema == NULL || sluice_flaw_is_absent (self->item_schema, item))
        break;
    }

  return item;
}

static JsonNode *
spoil (SluiceSchema *schema,
       JsonNode     *value)
{
  JsonNode *flawed = schema != NULL ? sluice_flaw_make (schema, value) : NULL;

  if (flawed == NULL)
    return value;

  json_node_unref (value);

  return flawed;
}

/* The schema of an item on its own, with the definitions it may refer to. */
static SluiceSchema *
make_item_schema (JsonNode *root,
                  JsonNode *items)
{
  g_autoptr(JsonNode) node = json_node_alloc ();
  g_autoptr(JsonObject) object = json_object_new ();
  JsonObjectIter iter;
  const char *keyword;
  JsonNode *value;

  json_node_init_object (node, object);
  if (!JSON_NODE_HOLDS_OBJECT (root) || !JSON_NODE_HOLDS_OBJECT (items))
    return NULL;

  for (guint i = 0; i < 2; i++)
    {
      const char *definitions = i == 0 ? "$defs" : "definitions";

      if (json_object_has_member (json_node_get_object (root), definitions))
        json_object_set_member (object, definitions,
                                json_node_copy (json_object_get_member (json_node_get_object (root),
                                                                        definitions)));
    }

  json_object_iter_init_ordered (&iter, json_node_get_object (items));
  while (json_object_iter_next_ordered (&iter, &keyword, &value))
    json_object_set_member (object, keyword, json_node_copy (value));

  return sluice_schema_new_for_json (node);
}

/* --- Pieces --- */

static void
append_prose (SluiceScript *self)
{
  g_string_append (self->text,
                   "This answer was made by Sluice's offline simulator: no model has read the "
                   "prompt. Ask for a schema (a tool, a response format, or JSON in the prompt) to "
                   "see data take shape.");
}

/* The value up to the bracket that opens the list, or from behind the one that closes it. */
static void
append_frame (SluiceScript *self,
              gboolean      before)
{
  SluiceLayout layout = self->options.layout;
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;
  gboolean first = TRUE, behind = FALSE;

  if (self->key == NULL)
    {
      if (before)
        g_string_append_c (self->text, '[');
      else
        sluice_layout_append_end (self->text, self->n_items == 0, ']', layout, 0);
      return;
    }

  if (before)
    g_string_append_c (self->text, '{');
  else
    sluice_layout_append_end (self->text, self->n_items == 0, ']', layout, 1);

  json_object_iter_init_ordered (&iter, json_node_get_object (self->frame));
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      gboolean is_list = g_str_equal (key, self->key);

      if (before != behind && !(is_list && !before))
        {
          sluice_layout_append_break (self->text, first, layout, 0);
          sluice_layout_append_key (self->text, key, layout);
          if (!is_list)
            sluice_layout_append (self->text, value, layout, 1);
        }
      if (is_list && before)
        {
          g_string_append_c (self->text, '[');
          return;
        }
      behind |= is_list;
      first = FALSE;
    }

  sluice_layout_append_end (self->text, FALSE, '}', layout, 0);
}

static void
append_item (SluiceScript *self)
{
  SluiceLayout layout = self->options.layout;
  guint depth = self->key != NULL ? 1 : 0;
  g_autoptr(JsonNode) item = make_good_item (self);

  /* The second, so that there is a good one before it and there are good ones behind it. */
  if (self->options.flawed && self->index == 1)
    item = spoil (self->item_schema, g_steal_pointer (&item));

  sluice_layout_append_break (self->text, self->index == 0, layout, depth);
  sluice_layout_append (self->text, item, layout, depth + 1);
  self->index++;
}

static void
append_whole_value (SluiceScript *self)
{
  g_autoptr(JsonNode) value = NULL;

  if (self->options.answer != NULL)
    value = json_node_ref (self->options.answer);
  else
    value = make_good_value (self, self->n_items);

  if (self->options.flawed)
    value = spoil (self->options.schema, g_steal_pointer (&value));

  sluice_layout_append (self->text, value, self->options.layout, 0);
}

/* A long list: the value without it is made first, and kept. */
static void
begin_list (SluiceScript *self)
{
  JsonNode *items;

  sluice_generator_find_items (self->generator, &self->key, &items);
  self->item_schema = make_item_schema (sluice_schema_get_json (self->options.schema), items);
  self->frame = sluice_generator_make (self->generator, 0, 1);

  append_frame (self, TRUE);
}

static void
make_value (SluiceScript *self)
{
  if (self->options.schema == NULL)
    {
      append_prose (self);
      self->step = STEP_AFTER;
    }
  else if (self->n_items > LONG_LIST)
    {
      begin_list (self);
      self->step = STEP_ITEMS;
    }
  else
    {
      append_whole_value (self);
      self->step = STEP_AFTER;
    }
}

/* Makes the next piece. FALSE when there is none. */
static gboolean
make_piece (SluiceScript *self)
{
  gboolean fenced = self->options.fenced && self->options.schema != NULL;

  switch (self->step)
    {
    case STEP_BEFORE:
      if (fenced)
        g_string_append (self->text, "Here is the answer:\n\n```json\n");
      self->step = STEP_VALUE;
      return TRUE;

    case STEP_VALUE:
      make_value (self);
      return TRUE;

    case STEP_ITEMS:
      if (self->index < self->n_items)
        {
          append_item (self);
        }
      else
        {
          append_frame (self, FALSE);
          self->step = STEP_AFTER;
        }
      return TRUE;

    case STEP_AFTER:
      if (fenced)
        g_string_append (self->text, "\n```");
      self->step = STEP_END;
      return TRUE;

    case STEP_END:
    default:
      return FALSE;
    }
}

/* --- A bracket of the wrong kind --- */

/* TRUE where a wrong bracket is to stand before this character. */
static gboolean
is_place_for_bracket (Spoiler *spoiler,
                      char     c)
{
  if (spoiler->in_string)
    {
      spoiler->in_string = spoiler->escaped || c != '"';
      spoiler->escaped = !spoiler->escaped && c == '\\';
      return FALSE;
    }

  switch (c)
    {
    case '"':
      spoiler->in_string = TRUE;
      return FALSE;
    case '{':
    case '[':
      g_string_append_c (spoiler->brackets, c);
      return FALSE;
    case ',':
      return spoiler->n_bytes >= MALFORMED_AFTER && spoiler->brackets->len > 0;
    case '}':
    case ']':
      return spoiler->brackets->len == 1;
    default:
      return FALSE;
    }
}

static void
malform (SluiceScript *self,
         gsize         from)
{
  Spoiler *spoiler = &self->spoiler;

  for (gsize i = from; i < self->text->len && !spoiler->done; i++)
    {
      char c = self->text->str[i];

      spoiler->n_bytes++;
      if (is_place_for_bracket (spoiler, c))
        {
          char open = spoiler->brackets->str[spoiler->brackets->len - 1];

          g_string_insert_c (self->text, i, open == '{' ? ']' : '}');
          spoiler->done = TRUE;
        }
      else if (!spoiler->in_string && (c == '}' || c == ']') && spoiler->brackets->len > 0)
        {
          g_string_truncate (spoiler->brackets, spoiler->brackets->len - 1);
        }
    }
}

/* --- Tokens --- */

/* Made pieces until something is there. */
static gboolean
fill (SluiceScript *self)
{
  while (self->offset == self->text->len)
    {
      g_string_truncate (self->text, 0);
      self->offset = 0;
      if (!make_piece (self))
        return FALSE;
      if (self->options.malformed && self->step > STEP_VALUE)
        malform (self, 0);
    }

  return TRUE;
}

/* Words with the blank before them, up to three digits, runs of punctuation, a line's indentation:
 * about what the tokenizers of models do. */
static gsize
measure_token (const char *text)
{
  const char *p = text;

  if (*p == '\n')
    return strspn (p, "\n ");
  if (*p == ' ' && (g_ascii_isalpha (p[1]) || (guchar) p[1] >= 0x80))
    p++;

  if (g_ascii_isdigit (*p))
    {
      while (g_ascii_isdigit (*p) && p - text < 3)
        p++;
    }
  else if (g_ascii_isalpha (*p) || (guchar) *p >= 0x80)
    {
      while ((g_ascii_isalpha (*p) || (guchar) *p >= 0x80) && p - text < 7)
        p = g_utf8_next_char (p);
    }
  else
    {
      while (*p != '\0' && !g_ascii_isalnum (*p) && (guchar) *p < 0x80 && *p != '\n' && p - text < 3)
        p++;
    }

  return p - text;
}

SluiceScript *
sluice_script_new (const SluiceScriptOptions *options)
{
  SluiceScript *self = g_new0 (SluiceScript, 1);
  char *key = NULL;
  JsonNode *items;

  self->options = *options;
  self->text = g_string_new (NULL);
  self->spoiler.brackets = g_string_new (NULL);

  if (options->schema == NULL)
    return self;

  g_object_ref (self->options.schema);
  sluice_facts_ref (self->options.facts);
  if (options->answer != NULL)
    {
      json_node_ref (self->options.answer);
      return self;
    }

  self->generator = sluice_generator_new (sluice_schema_get_json (options->schema), options->facts,
                                          options->seed);
  if (sluice_generator_find_items (self->generator, &key, &items))
    self->n_items = options->n_items > 0 ? options->n_items
                                         : sluice_generator_count_items (self->generator);
  self->n_items = MIN (self->n_items, LONGEST_LIST);
  g_free (key);

  return self;
}

void
sluice_script_free (SluiceScript *self)
{
  g_clear_pointer (&self->generator, sluice_generator_free);
  if (self->options.schema != NULL)
    sluice_facts_unref (self->options.facts);
  g_clear_object (&self->options.schema);
  g_clear_pointer (&self->options.answer, json_node_unref);
  g_clear_object (&self->item_schema);
  g_clear_pointer (&self->frame, json_node_unref);
  g_free (self->key);
  g_string_free (self->text, TRUE);
  g_string_free (self->spoiler.brackets, TRUE);
  g_free (self);
}

gboolean
sluice_script_next_token (SluiceScript  *self,
                          const char   **text,
                          gsize         *length)
{
  if (!fill (self))
    return FALSE;

  *text = self->text->str + self->offset;
  *length = self->options.spelled ? (gsize) (g_utf8_next_char (*text) - *text)
                                  : measure_token (*text);
  self->offset += *length;
  self->n_tokens++;

  return TRUE;
}

/* Counted on a copy, which says the same; of a long list only the beginning. */
guint
sluice_script_estimate (SluiceScript *self)
{
  SluiceScriptOptions options = self->options;
  g_autoptr(SluiceScript) copy = NULL;
  const char *text;
  gsize length;
  guint n = 0;

  options.n_items = MIN (self->n_items, LONG_LIST);
  copy = sluice_script_new (&options);
  while (sluice_script_next_token (copy, &text, &length))
    n++;

  return self->n_items > LONG_LIST ? n / LONG_LIST * self->n_items : n;
}
