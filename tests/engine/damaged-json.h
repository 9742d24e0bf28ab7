/* damaged-json.h: random JSON, what a language model would make of it, and what it must be read as
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything follows from a seed. The writer emits the same value twice: as damaged text, and as the
 * plain JSON that a tolerant parser must find in it; it notes the repairs that this takes.
 */
#pragma once

#include <string.h>

#include "json/sluice-repair.h"

typedef enum
{
  DAMAGE_FENCE        = 1 << 0,
  DAMAGE_PROSE        = 1 << 1,
  DAMAGE_THINK        = 1 << 2,
  DAMAGE_COMMENT      = 1 << 3,
  DAMAGE_TRAILING     = 1 << 4,
  DAMAGE_MISSING      = 1 << 5,
  DAMAGE_SINGLE       = 1 << 6,
  DAMAGE_SMART        = 1 << 7,
  DAMAGE_BARE_KEY     = 1 << 8,
  DAMAGE_BARE_STRING  = 1 << 9,
  DAMAGE_PYTHON       = 1 << 10,
  DAMAGE_NON_FINITE   = 1 << 11,
  DAMAGE_CONTROL      = 1 << 12,
  DAMAGE_INNER_QUOTE  = 1 << 13,
  DAMAGE_ESCAPE       = 1 << 14,
  DAMAGE_UTF8         = 1 << 15,
  DAMAGE_EXTRA        = 1 << 16,
  DAMAGE_ALL          = (1 << 17) - 1,
} Damage;

typedef enum { STYLE_PLAIN, STYLE_SINGLE, STYLE_SMART, STYLE_BARE } Style;

/* What the text ends with, as it decides what may follow. */
typedef enum { AFTER_OTHER, AFTER_QUOTE, AFTER_BARE } After;

typedef struct
{
  GRand   *rand;
  guint    damage;    /* what may happen */
  GString *text;
  GString *expected;
  GArray  *repairs;   /* SluiceRepair, without their nodes, in no order */
  After    after;
  gboolean has_duplicates;
} DamagedJson;

static inline guint
damaged_json_pick (DamagedJson *self,
                   guint        n)
{
  return g_rand_int_range (self->rand, 0, n);
}

static inline gboolean
damaged_json_happens (DamagedJson *self,
                      guint        damage,
                      guint        one_in)
{
  return (self->damage & damage) && damaged_json_pick (self, one_in) == 0;
}

static inline void
damaged_json_note (DamagedJson      *self,
                   SluiceRepairKind  kind,
                   gsize             start,
                   gsize             end)
{
  SluiceRepair repair = { kind, start, end, NULL };

  g_array_append_val (self->repairs, repair);
}

/* Notes that what was written last is a deviation. */
static inline void
damaged_json_note_last (DamagedJson      *self,
                        SluiceRepairKind  kind,
                        gsize             length)
{
  damaged_json_note (self, kind, self->text->len - length, self->text->len);
}

/* Strings */

static inline void
damaged_json_expect_char (GString  *expected,
                          gunichar  c)
{
  static const char named[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
  const char *found = c < 0x80 && c != 0 ? strchr (named, c) : NULL;

  if (found)
    g_string_append_printf (expected, "\\%c", letters[found - named]);
  else if (c < 0x20)
    g_string_append_printf (expected, "\\u%04x", c);
  else
    g_string_append_unichar (expected, c);
}

static inline void
damaged_json_both (DamagedJson *self,
                   const char  *text,
                   gunichar     c)
{
  g_string_append (self->text, text);
  damaged_json_expect_char (self->expected, c);
}

/* A character that any string can hold, as it is or as an escape. */
static inline void
damaged_json_write_clean (DamagedJson *self,
                          gboolean     escapes)
{
  static const struct { const char *text; gunichar c; } plain[] = {
    { " ", ' ' }, { "\303\251", 0xe9 }, { "\342\202\254", 0x20ac }, { "\360\237\230\200", 0x1f600 },
    { "{", '{' }, { "]", ']' }, { ",", ',' }, { ":", ':' }, { "/", '/' }, { "`", '`' }, { "\177", 0x7f },
    { "\\n", '\n' }, { "\\\"", '"' }, { "\\\\", '\\' }, { "\\/", '/' }, { "\\u00e9", 0xe9 },
    { "\\uD83D\\ude00", 0x1f600 }, { "\\u0000", 0 }, { "\\t", '\t' }, { "\\u20AC", 0x20ac },
  };
  guint i = damaged_json_pick (self, escapes ? G_N_ELEMENTS (plain) : 4);

  damaged_json_both (self, plain[i].text, plain[i].c);
}

static inline void
damaged_json_write_letter (DamagedJson *self)
{
  char letter[2] = { 'a' + damaged_json_pick (self, 26), '\0' };

  damaged_json_both (self, letter, letter[0]);
}

static inline void
damaged_json_write_bad_escape (DamagedJson *self)
{
  switch (damaged_json_pick (self, 4))
    {
    case 0:
      damaged_json_both (self, "\\ud800", 0xfffd);
      damaged_json_note_last (self, SLUICE_REPAIR_BAD_ESCAPE, 6);
      damaged_json_both (self, "\\udbff", 0xfffd);
      damaged_json_note_last (self, SLUICE_REPAIR_BAD_ESCAPE, 6);
      break;
    case 1:
      damaged_json_both (self, "\\uDC00", 0xfffd);
      damaged_json_note_last (self, SLUICE_REPAIR_BAD_ESCAPE, 6);
      break;
    case 2:
      damaged_json_both (self, "\\uD800", 0xfffd);
      damaged_json_note_last (self, SLUICE_REPAIR_BAD_ESCAPE, 6);
      damaged_json_both (self, "\\n", '\n');
      break;
    default:
      damaged_json_both (self, "\\", '\\');
      damaged_json_note_last (self, SLUICE_REPAIR_BAD_ESCAPE, 1);
      damaged_json_both (self, "q", 'q');
    }
}

/* One deviation in a string. Each ends with a letter, so that none runs into the next. */
static inline gboolean
damaged_json_write_deviation (DamagedJson *self,
                              char         quote)
{
  const char plain[2] = { quote, '\0' };

  if (damaged_json_happens (self, DAMAGE_CONTROL, 9))
    {
      const char control[2] = { 1 + damaged_json_pick (self, 0x1f), '\0' };

      damaged_json_both (self, control, control[0]);
      damaged_json_note_last (self, SLUICE_REPAIR_CONTROL_CHARACTER, 1);
    }
  else if (damaged_json_happens (self, DAMAGE_INNER_QUOTE, 9))
    {
      damaged_json_both (self, plain, quote);
      damaged_json_note_last (self, SLUICE_REPAIR_INNER_QUOTE, 1);
    }
  else if (damaged_json_happens (self, DAMAGE_ESCAPE, 9))
    {
      damaged_json_write_bad_escape (self);
    }
  else if (damaged_json_happens (self, DAMAGE_UTF8, 9))
    {
      damaged_json_both (self, "\377", 0xfffd);
      damaged_json_note_last (self, SLUICE_REPAIR_BAD_UTF8, 1);
    }
  else
    return FALSE;

  damaged_json_write_letter (self);
  return TRUE;
}

static inline Style
damaged_json_pick_style (DamagedJson *self)
{
  if (damaged_json_happens (self, DAMAGE_SINGLE, 3))
    return STYLE_SINGLE;
  if (damaged_json_happens (self, DAMAGE_SMART, 3))
    return STYLE_SMART;
  return STYLE_PLAIN;
}

static inline void
damaged_json_note_style (DamagedJson *self,
                         Style        style,
                         gsize        start)
{
  static const SluiceRepairKind kinds[] = {
    [STYLE_SINGLE] = SLUICE_REPAIR_SINGLE_QUOTES,
    [STYLE_SMART] = SLUICE_REPAIR_SMART_QUOTES,
    [STYLE_BARE] = SLUICE_REPAIR_BARE_KEY,
  };

  if (style != STYLE_PLAIN)
    damaged_json_note (self, kinds[style], start, self->text->len);
}

static inline void
damaged_json_write_quoted (DamagedJson *self,
                           Style        style)
{
  static const char *const open[] = { "\"", "'", "\342\200\234" }, *const close[] = { "\"", "'", "\342\200\235" };
  gsize start = self->text->len;
  guint length = damaged_json_pick (self, 12) ? damaged_json_pick (self, 14) : damaged_json_pick (self, 80);

  g_string_append (self->text, open[style]);
  g_string_append_c (self->expected, '"');
  for (guint i = 0; i < length; i++)
    {
      if (damaged_json_write_deviation (self, style == STYLE_SINGLE ? '\'' : '"'))
        continue;
      if (damaged_json_pick (self, 4) == 0)
        damaged_json_write_clean (self, TRUE);
      else
        damaged_json_write_letter (self);
    }
  g_string_append (self->text, close[style]);
  g_string_append_c (self->expected, '"');

  damaged_json_note_style (self, style, start);
  self->after = AFTER_QUOTE;
}

/* Scalars */

static inline void
damaged_json_write_word (DamagedJson      *self,
                         const char       *word,
                         const char       *expected,
                         SluiceRepairKind  kind)
{
  g_string_append (self->text, word);
  g_string_append (self->expected, expected);
  damaged_json_note_last (self, kind, strlen (word));
  self->after = kind == SLUICE_REPAIR_BARE_STRING ? AFTER_BARE : AFTER_OTHER;
}

static inline void
damaged_json_write_scalar (DamagedJson *self)
{
  static const char *const scalars[] = {
    "0", "-0", "12", "3.50", "1e5", "-1.5E-3", "12345678901234567890", "-7", "0.1", "2E+02",
    "true", "false", "null", "null",
  };
  static const char *const python[][2] = { { "True", "true" }, { "False", "false" }, { "None", "null" } };
  static const char *const non_finite[] = { "NaN", "Infinity", "-Infinity" };
  static const char *const bare[] = {
    "red", "light blue", "a    b", "tru", "nullable", "Nonesuch", "\303\251t\303\251", "Infinite", "t",
  };
  guint i;

  if (damaged_json_happens (self, DAMAGE_PYTHON, 3))
    {
      i = damaged_json_pick (self, G_N_ELEMENTS (python));
      damaged_json_write_word (self, python[i][0], python[i][1], SLUICE_REPAIR_PYTHON_LITERAL);
    }
  else if (damaged_json_happens (self, DAMAGE_NON_FINITE, 3))
    {
      i = damaged_json_pick (self, G_N_ELEMENTS (non_finite));
      damaged_json_write_word (self, non_finite[i], "null", SLUICE_REPAIR_NON_FINITE);
    }
  else if (damaged_json_happens (self, DAMAGE_BARE_STRING, 3))
    {
      g_autofree char *expected = NULL;

      i = damaged_json_pick (self, G_N_ELEMENTS (bare));
      expected = g_strdup_printf ("\"%s\"", bare[i]);
      damaged_json_write_word (self, bare[i], expected, SLUICE_REPAIR_BARE_STRING);
    }
  else if (damaged_json_pick (self, 2))
    damaged_json_write_quoted (self, damaged_json_pick_style (self));
  else
    {
      i = damaged_json_pick (self, G_N_ELEMENTS (scalars));
      g_string_append (self->text, scalars[i]);
      g_string_append (self->expected, scalars[i]);
      self->after = AFTER_OTHER;
    }
}

/* Between tokens */

static inline void
damaged_json_write_space (DamagedJson *self)
{
  static const char *const spaces[] = { "", "", "", " ", "\n", "\r\n\t", "                    " };
  static const char *const comments[] = {
    "// it's \"here\", ]\n", "/* a * b\n } */", "# none: {\n", "//\r\n", "/**/",
  };

  if (damaged_json_happens (self, DAMAGE_COMMENT, 4))
    {
      const char *comment = comments[damaged_json_pick (self, G_N_ELEMENTS (comments))];

      gsize length = comment[1] == '*' ? strlen (comment) : strcspn (comment, "\r\n");

      /* A string without quotes ends with its line, and goes on with what is not a space. */
      g_string_append_c (self->text, self->after == AFTER_BARE ? '\n' : ' ');
      damaged_json_note (self, SLUICE_REPAIR_COMMENT, self->text->len, self->text->len + length);
      g_string_append (self->text, comment);
      return;
    }
  g_string_append (self->text, spaces[damaged_json_pick (self, G_N_ELEMENTS (spaces))]);
}

/* A comma, or none where what stands around it tells that it is missing. After a quote only another
 * quote tells that. Returns whether the next token must begin with a plain quote. */
static inline gboolean
damaged_json_write_comma (DamagedJson *self)
{
  g_string_append_c (self->expected, ',');
  if (self->after != AFTER_BARE && damaged_json_happens (self, DAMAGE_MISSING, 3))
    {
      gboolean quoted = self->after == AFTER_QUOTE;

      g_string_append_c (self->text, damaged_json_pick (self, 2) ? ' ' : '\n');
      damaged_json_note_last (self, SLUICE_REPAIR_MISSING_COMMA, 0);
      self->after = AFTER_OTHER;
      return quoted;
    }

  damaged_json_write_space (self);
  g_string_append_c (self->text, ',');
  self->after = AFTER_OTHER;
  damaged_json_write_space (self);
  return FALSE;
}

static inline void
damaged_json_end_items (DamagedJson *self,
                        guint        n)
{
  damaged_json_write_space (self);
  if (n > 0 && damaged_json_happens (self, DAMAGE_TRAILING, 3))
    {
      g_string_append_c (self->text, ',');
      self->after = AFTER_OTHER;
      damaged_json_note_last (self, SLUICE_REPAIR_TRAILING_COMMA, 1);
      damaged_json_write_space (self);
    }
}

/* Containers */

static inline void damaged_json_write_value (DamagedJson *self,
                                             guint        depth);

static inline void
damaged_json_write_array (DamagedJson *self,
                          guint        depth)
{
  guint n = damaged_json_pick (self, 5);

  g_string_append_c (self->text, '[');
  g_string_append_c (self->expected, '[');
  self->after = AFTER_OTHER;
  damaged_json_write_space (self);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && damaged_json_write_comma (self))
        damaged_json_write_quoted (self, STYLE_PLAIN);
      else
        damaged_json_write_value (self, depth + 1);
    }
  damaged_json_end_items (self, n);
  g_string_append_c (self->text, ']');
  g_string_append_c (self->expected, ']');
  self->after = AFTER_OTHER;
}

/* Writes a name. The names repeat, in rows and below each other, as those of real answers do. */
static inline const char *
damaged_json_write_name (DamagedJson *self,
                         gboolean     plain)
{
  static const char *const names[] = {
    "id", "name", "nam", "names", "tags", "k\303\251y", "\303\251", "\303\250", "a b", "",
  };
  static const char *const open[] = { "\"", "'", "\342\200\234", "" }, *const close[] = { "\"", "'", "\342\200\235", "" };
  guint i = damaged_json_pick (self, G_N_ELEMENTS (names));
  gsize start = self->text->len;
  Style style = plain ? STYLE_PLAIN : damaged_json_pick_style (self);

  if (!plain && i < 8 && damaged_json_happens (self, DAMAGE_BARE_KEY, 2))
    style = STYLE_BARE;

  g_string_append (self->text, open[style]);
  if (i == 0 && style != STYLE_BARE && damaged_json_pick (self, 4) == 0)
    g_string_append (self->text, "i\\u0064");
  else
    g_string_append (self->text, names[i]);
  g_string_append (self->text, close[style]);

  damaged_json_note_style (self, style, start);
  self->after = AFTER_OTHER;
  return names[i];
}

/* The last member of a name wins, and stands where it came. */
static inline void
damaged_json_expect_members (DamagedJson *self,
                             GPtrArray   *names,
                             GPtrArray   *values)
{
  gboolean any = FALSE;

  g_string_append_c (self->expected, '{');
  for (guint i = 0; i < names->len; i++)
    {
      gboolean superseded = FALSE;

      for (guint later = i + 1; later < names->len; later++)
        superseded |= names->pdata[later] == names->pdata[i];
      self->has_duplicates |= superseded;
      if (superseded)
        continue;
      g_string_append_printf (self->expected, "%s\"%s\":%s", any ? "," : "", (char *) names->pdata[i],
                              (char *) values->pdata[i]);
      any = TRUE;
    }
  g_string_append_c (self->expected, '}');
}

static inline void
damaged_json_write_object (DamagedJson *self,
                           guint        depth)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  GString *outer = self->expected;
  guint n = damaged_json_pick (self, 5);

  g_string_append_c (self->text, '{');
  self->after = AFTER_OTHER;
  damaged_json_write_space (self);
  for (guint i = 0; i < n; i++)
    {
      gboolean plain;

      self->expected = g_string_new (NULL);
      plain = i > 0 && damaged_json_write_comma (self);
      g_string_truncate (self->expected, 0);
      g_ptr_array_add (names, (char *) damaged_json_write_name (self, plain));
      damaged_json_write_space (self);
      g_string_append_c (self->text, ':');
      damaged_json_write_space (self);
      damaged_json_write_value (self, depth + 1);
      g_ptr_array_add (values, g_string_free (self->expected, FALSE));
    }
  self->expected = outer;
  damaged_json_end_items (self, n);
  g_string_append_c (self->text, '}');
  damaged_json_expect_members (self, names, values);
  self->after = AFTER_OTHER;
}

static inline void
damaged_json_write_value (DamagedJson *self,
                          guint        depth)
{
  guint kind = damaged_json_pick (self, depth == 0 ? 2 : depth > 4 ? 1 : 5);

  if (depth > 4 || kind > 1)
    damaged_json_write_scalar (self);
  else if (kind == 0)
    damaged_json_write_object (self, depth);
  else
    damaged_json_write_array (self, depth);
}

/* Around the document */

static inline void
damaged_json_write_around (DamagedJson      *self,
                           const char       *text,
                           SluiceRepairKind  kind)
{
  g_string_append (self->text, text);
  damaged_json_note_last (self, kind, strlen (text));
}

static inline void
damaged_json_begin (DamagedJson *self,
                    gboolean     has_prose,
                    gboolean     has_fence)
{
  if (damaged_json_happens (self, DAMAGE_THINK, 2))
    damaged_json_write_around (self, "<think>maybe {\"a\":0}, </thin or [1]</think>",
                               SLUICE_REPAIR_THINK);
  if (has_prose)
    {
      g_string_append_c (self->text, '\n');
      damaged_json_write_around (self, "Of course (see [2] and {x}), `here` it is:",
                                 SLUICE_REPAIR_PROSE);
    }
  if (has_fence)
    {
      g_string_append_c (self->text, '\n');
      damaged_json_write_around (self, damaged_json_pick (self, 2) ? "```json" : "```",
                                 SLUICE_REPAIR_FENCE);
    }
  g_string_append_c (self->text, '\n');
}

static inline void
damaged_json_end (DamagedJson *self,
                  gboolean     has_fence)
{
  g_string_append_c (self->text, '\n');
  if (has_fence && damaged_json_pick (self, 4))
    damaged_json_write_around (self, "```", SLUICE_REPAIR_FENCE);
  g_string_append_c (self->text, '\n');
  if (damaged_json_happens (self, DAMAGE_EXTRA, 2))
    damaged_json_write_around (self, "{\"other\":[1,\"}\\\"]\",{}]}", SLUICE_REPAIR_EXTRA_DOCUMENT);
  g_string_append_c (self->text, '\n');
  if (damaged_json_happens (self, DAMAGE_PROSE, 2))
    damaged_json_write_around (self, "I hope this helps.", SLUICE_REPAIR_PROSE);
}

/* In prose a bracket begins the document only where it is clear that it does: that is a matter of
 * cases, in test-repair.c. Here a fence makes it clear. */
static inline DamagedJson *
damaged_json_new (guint32 seed,
                  guint   damage)
{
  DamagedJson *self = g_new0 (DamagedJson, 1);
  gboolean has_prose, has_fence;

  self->rand = g_rand_new_with_seed (seed);
  self->damage = damage;
  self->text = g_string_new (NULL);
  self->expected = g_string_new (NULL);
  self->repairs = g_array_new (FALSE, FALSE, sizeof (SluiceRepair));

  has_prose = damaged_json_happens (self, DAMAGE_PROSE, 2);
  has_fence = has_prose || damaged_json_happens (self, DAMAGE_FENCE, 2);
  damaged_json_begin (self, has_prose, has_fence);
  damaged_json_write_value (self, 0);
  damaged_json_end (self, has_fence);
  return self;
}

static inline void
damaged_json_free (DamagedJson *self)
{
  g_rand_free (self->rand);
  g_string_free (self->text, TRUE);
  g_string_free (self->expected, TRUE);
  g_array_unref (self->repairs);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DamagedJson, damaged_json_free)
