/* sluice-class-string.c: what the strings of a text in class notation hold
 *
 * The escapes are Python's ("String and Bytes literals" in the Python language reference). Unknown
 * ones stay as they are, as Python leaves them. \N{...} is not known: it needs the names of all
 * characters.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-syntax-private.h"

typedef struct
{
  SluiceClassSource *source;
  const char        *p;
  const char        *end;
  GString           *out;
} Decoder;

static void
report (Decoder    *self,
        const char *start,
        const char *message)
{
  SluiceClassSpan span = { start - self->source->text, self->p - self->source->text };

  sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, span, "%s", message);
}

/* \xhh, \uhhhh and \Uhhhhhhhh: exactly n digits. */
static void
read_hex (Decoder    *self,
          const char *start,
          guint       n)
{
  gunichar c = 0;

  for (guint i = 0; i < n; i++)
    {
      if (self->p == self->end || !g_ascii_isxdigit (*self->p))
        {
          report (self, start, _("This escape needs more digits"));
          return;
        }
      c = c * 16 + g_ascii_xdigit_value (*self->p++);
    }

  if (c == 0 || !g_unichar_validate (c))
    report (self, start, _("This character cannot be kept"));
  else
    g_string_append_unichar (self->out, c);
}

static void
read_octal (Decoder    *self,
            const char *start)
{
  gunichar c = 0;

  for (guint i = 0; i < 3 && self->p < self->end && *self->p >= '0' && *self->p <= '7'; i++)
    c = c * 8 + (*self->p++ - '0');

  if (c == 0)
    report (self, start, _("This character cannot be kept"));
  else
    g_string_append_unichar (self->out, c);
}

static void
read_escape (Decoder *self)
{
  static const char letters[] = "abfnrtv\\'\"";
  static const char meanings[] = "\a\b\f\n\r\t\v\\'\"";
  const char *start = self->p++;
  const char *letter;
  char c = *self->p;

  if ((letter = strchr (letters, c)))
    {
      g_string_append_c (self->out, meanings[letter - letters]);
      self->p++;
    }
  else if (c >= '0' && c <= '7')
    {
      read_octal (self, start);
    }
  else if (c == 'x' || c == 'u' || c == 'U')
    {
      self->p++;
      read_hex (self, start, c == 'x' ? 2 : c == 'u' ? 4 : 8);
    }
  else if (c == '\n' || c == '\r')
    {
      self->p += c == '\r' && self->p + 1 < self->end && self->p[1] == '\n' ? 2 : 1;
    }
  else
    {
      if (c == 'N')
        report (self, start, _("Write the character itself in place of ‘\\N’"));
      g_string_append_c (self->out, '\\');
    }
}

/* Where the characters of a string begin and end in the text. */
static void
find_inside (SluiceClassSource      *source,
             const SluiceClassToken *token,
             Decoder                *decoder)
{
  guint n_quotes = token->op & SLUICE_CLASS_STRING_TRIPLE ? 3 : 1;

  decoder->source = source;
  decoder->p = source->text + token->span.start + token->prefix + n_quotes;
  decoder->end = source->text + token->span.end;
  if (!(token->op & SLUICE_CLASS_STRING_OPEN))
    decoder->end -= n_quotes;
  decoder->p = MIN (decoder->p, decoder->end);
}

/**
 * sluice_class_string_decode: (skip)
 * @source: the text; gets what is wrong
 * @token: a string in it
 * @length: (out): the bytes of the result
 *
 * Works out what a string holds. Ends of lines in it are "\n", however the text writes them.
 *
 * Returns: (transfer none): the characters
 */
char *
sluice_class_string_decode (SluiceClassSource      *source,
                            const SluiceClassToken *token,
                            gsize                  *length)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Decoder self = { .out = out };

  find_inside (source, token, &self);
  while (self.p < self.end)
    {
      if (*self.p == '\\' && self.p + 1 < self.end && !(token->op & SLUICE_CLASS_STRING_RAW))
        {
          read_escape (&self);
        }
      else if (*self.p == '\r')
        {
          g_string_append_c (out, '\n');
          self.p += self.p + 1 < self.end && self.p[1] == '\n' ? 2 : 1;
        }
      else
        {
          g_string_append_c (out, *self.p++);
        }
    }

  *length = out->len;

  return sluice_class_source_copy (source, out->str, out->len);
}

/**
 * sluice_class_string_title: (skip)
 * @name: a name
 *
 * Begins each word with a capital and makes its other letters small, as Python's str.title() does:
 * a word begins after whatever is not a letter.
 *
 * Returns: (transfer full): the name so written
 */
char *
sluice_class_string_title (const char *name)
{
  GString *out = g_string_new (NULL);
  gboolean in_word = FALSE;

  for (const char *p = name; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, in_word ? g_unichar_tolower (c) : g_unichar_totitle (c));
      in_word = g_unichar_isupper (c) || g_unichar_islower (c) || g_unichar_istitle (c);
    }

  return g_string_free (out, FALSE);
}

/* How far all lines but the first are indented; 0 where they hold nothing. */
static gsize
find_margin (char **lines)
{
  gsize margin = G_MAXSIZE;

  for (guint i = 1; lines[0] && lines[i]; i++)
    {
      gsize indent = strspn (lines[i], " ");

      if (lines[i][indent] != '\0')
        margin = MIN (margin, indent);
    }

  return margin == G_MAXSIZE ? 0 : margin;
}

static char *
expand_tabs (const char *text)
{
  GString *out = g_string_new (NULL);
  gsize column = 0;

  for (const char *p = text; *p; p++)
    {
      if (*p == '\t')
        {
          do
            g_string_append_c (out, ' ');
          while (++column % 8 != 0);
          continue;
        }

      g_string_append_c (out, *p);
      if (*p == '\n')
        column = 0;
      else if (((guchar) *p & 0xc0) != 0x80)
        column++;
    }

  return g_string_free (out, FALSE);
}

/**
 * sluice_class_docstring_clean: (skip)
 * @source: the text
 * @docstring: what a docstring holds
 *
 * Takes the indentation and the blank lines around it from a docstring, as Python's
 * inspect.cleandoc() does.
 *
 * Returns: (transfer none): what it says
 */
const char *
sluice_class_docstring_clean (SluiceClassSource *source,
                              const char        *docstring)
{
  g_autofree char *expanded = expand_tabs (docstring);
  g_auto (GStrv) lines = g_strsplit (expanded, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize margin = find_margin (lines);
  guint first = 0, last = g_strv_length (lines);

  for (guint i = 0; i < last; i++)
    {
      gsize n = i == 0 ? strspn (lines[0], " ") : MIN (margin, strlen (lines[i]));

      memmove (lines[i], lines[i] + n, strlen (lines[i]) - n + 1);
    }

  while (last > 0 && *lines[last - 1] == '\0')
    last--;
  while (first < last && *lines[first] == '\0')
    first++;
  for (guint i = first; i < last; i++)
    {
      g_string_append (out, lines[i]);
      if (i + 1 < last)
        g_string_append_c (out, '\n');
    }

  return sluice_class_source_copy (source, out->str, out->len);
}
