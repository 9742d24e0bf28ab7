/* sluice-pattern.c: the regular expressions of JSON Schema
 *
 * Schemas are written for ECMA-262 with the "u" flag, GRegex speaks Perl's dialect with Unicode
 * classes. What the two read differently is rewritten, the rest is passed through; so what only
 * Perl knows (`\A`, `(?P<name>…)`, as Python's libraries print it) works as well.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-pattern-private.h"

#define MAX_SIZE  20000   /* states of a pattern: it is compiled in some milliseconds */
#define MAX_STEPS 500000  /* of one match, in all its attempts: some milliseconds as well */
#define REPLACEMENT 0xfffd  /* for half of a surrogate pair, which no text contains */

/* The insides of a class, for within [] and, with [] around them, outside. */
static const struct { char letter; const char *inside; } classes[] = {
  { 'd', "0-9" },
  { 'D', "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}" },
  { 'w', "A-Za-z0-9_" },
  { 'W', "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}" },
  { 's', "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}"
         "\\x{205f}\\x{3000}\\x{feff}" },
  { 'S', "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
         "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
         "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}" },
};

/* General categories by the long names of Unicode, which Perl's dialect knows by the short ones. */
static const struct { const char *name; const char *code; } categories[] = {
  { "Letter", "L" }, { "Cased_Letter", "L&" }, { "Uppercase_Letter", "Lu" },
  { "Lowercase_Letter", "Ll" }, { "Titlecase_Letter", "Lt" }, { "Modifier_Letter", "Lm" },
  { "Other_Letter", "Lo" }, { "Mark", "M" }, { "Nonspacing_Mark", "Mn" },
  { "Spacing_Mark", "Mc" }, { "Enclosing_Mark", "Me" }, { "Number", "N" },
  { "Decimal_Number", "Nd" }, { "digit", "Nd" }, { "Letter_Number", "Nl" },
  { "Other_Number", "No" }, { "Punctuation", "P" }, { "punct", "P" },
  { "Connector_Punctuation", "Pc" }, { "Dash_Punctuation", "Pd" }, { "Open_Punctuation", "Ps" },
  { "Close_Punctuation", "Pe" }, { "Initial_Punctuation", "Pi" }, { "Final_Punctuation", "Pf" },
  { "Other_Punctuation", "Po" }, { "Symbol", "S" }, { "Math_Symbol", "Sm" },
  { "Currency_Symbol", "Sc" }, { "Modifier_Symbol", "Sk" }, { "Other_Symbol", "So" },
  { "Separator", "Z" }, { "Space_Separator", "Zs" }, { "Line_Separator", "Zl" },
  { "Paragraph_Separator", "Zp" }, { "Other", "C" }, { "Control", "Cc" }, { "Format", "Cf" },
  { "Private_Use", "Co" }, { "Unassigned", "Cn" },
};

static const char *
append_class (GString    *out,
              const char *escape,
              gboolean    in_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (classes[i].letter == escape[1])
      {
        g_string_append_printf (out, in_class ? "%s" : "[%s]", classes[i].inside);
        return escape + 2;
      }

  return NULL;
}

static gboolean
read_hex (const char *text,
          guint       digits,
          gunichar   *value)
{
  *value = 0;
  for (guint i = 0; i < digits; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      *value = *value * 16 + g_ascii_xdigit_value (text[i]);
    }

  return TRUE;
}

/* \uXXXX, a surrogate pair of two of them, or \u{X…} */
static const char *
append_code_point (GString    *out,
                   const char *escape)
{
  gunichar c, low;

  if (escape[2] == '{')
    {
      g_string_append (out, "\\x");
      return escape + 2;
    }
  if (!read_hex (escape + 2, 4, &c))
    return NULL;

  escape += 6;
  if (c >= 0xd800 && c < 0xdc00 && escape[0] == '\\' && escape[1] == 'u' &&
      read_hex (escape + 2, 4, &low) && low >= 0xdc00 && low < 0xe000)
    {
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      escape += 6;
    }
  if (c >= 0xd800 && c < 0xe000)
    c = REPLACEMENT;
  g_string_append_printf (out, "\\x{%x}", c);

  return escape;
}

/* \p{Name}, \p{General_Category=Name} and \P of both */
static const char *
append_category (GString    *out,
                 const char *escape)
{
  const char *start = escape + 3, *end, *equals;

  if (escape[2] != '{' || !(end = strchr (start, '}')))
    return NULL;

  equals = memchr (start, '=', end - start);
  if (equals && (g_str_has_prefix (start, "General_Category=") || g_str_has_prefix (start, "gc=")))
    start = equals + 1;

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    if (strlen (categories[i].name) == (gsize) (end - start) &&
        strncmp (categories[i].name, start, end - start) == 0)
      {
        g_string_append_printf (out, "\\%c{%s}", escape[1], categories[i].code);
        return end + 1;
      }
  g_string_append_printf (out, "\\%c{%.*s}", escape[1], (int) (end - start), start);

  return end + 1;
}

static const char *
append_escape (GString    *out,
               const char *escape,
               gboolean    in_class)
{
  const char *next = NULL;

  switch (escape[1])
    {
    case 'd': case 'D': case 'w': case 'W': case 's': case 'S':
      next = append_class (out, escape, in_class);
      break;
    case 'u':
      next = append_code_point (out, escape);
      break;
    case 'p': case 'P':
      next = append_category (out, escape);
      break;
    case 'v':
      g_string_append (out, "\\x{b}");
      next = escape + 2;
      break;
    case '0':
      g_string_append (out, "\\x{0}");
      next = escape + 2;
      break;
    default:
      break;
    }
  if (next)
    return next;

  g_string_append_c (out, '\\');
  if (escape[1] == '\0')
    return escape + 1;

  next = g_utf8_next_char (escape + 1);
  g_string_append_len (out, escape + 1, next - (escape + 1));

  return next;
}

/* The start of a class; [] matches nothing and [^] everything. */
static const char *
append_class_start (GString    *out,
                    const char *p,
                    gboolean   *in_class)
{
  if (p[1] == ']')
    {
      g_string_append (out, "(?!)");
      return p + 2;
    }
  if (p[1] == '^' && p[2] == ']')
    {
      g_string_append (out, "(?s:.)");
      return p + 3;
    }

  *in_class = TRUE;
  g_string_append_c (out, '[');
  if (p[1] == '^')
    {
      g_string_append_c (out, '^');
      return p + 2;
    }

  return p + 1;
}

static char *
translate (const char *pattern)
{
  GString *out = g_string_sized_new (strlen (pattern) + 16);
  gboolean in_class = FALSE;
  const char *p = pattern;

  while (*p)
    {
      if (*p == '\\')
        {
          p = append_escape (out, p, in_class);
        }
      else if (!in_class && *p == '[')
        {
          p = append_class_start (out, p, &in_class);
        }
      else if (!in_class && *p == '.')
        {
          g_string_append (out, "[^\\n\\r\\x{2028}\\x{2029}]");
          p++;
        }
      else
        {
          /* [ has no meaning inside a class, but for Perl it may open [:alpha:]. */
          if (in_class && *p == '[')
            g_string_append_c (out, '\\');
          else if (in_class && *p == ']')
            in_class = FALSE;
          g_string_append_c (out, *p++);
        }
    }

  return g_string_free (out, FALSE);
}

/* A group that is open, while the size of a pattern is found out */
typedef struct
{
  guint size;
  guint last;  /* of the atom before */
} Group;

static guint
read_number (const char **p)
{
  guint value = 0;

  for (; g_ascii_isdigit (**p); (*p)++)
    value = MIN (value * 10 + g_ascii_digit_value (**p), MAX_SIZE);

  return value;
}

static guint
read_repeats (const char **p)
{
  const char *q = *p + 1;
  guint least = read_number (&q), most = least;

  if (*q == ',')
    {
      q++;
      most = MAX (read_number (&q), least + 1);
    }
  if (*q != '}' || q == *p + 1)
    return 1;
  *p = q;

  return MAX (most, 1);
}

static const char *
skip_class (const char *p)
{
  for (p++; *p && *p != ']'; p++)
    if (*p == '\\' && p[1])
      p++;

  return p;
}

static void
add_atom (Group *group,
          guint  size)
{
  group->size = MIN (group->size + size, MAX_SIZE);
  group->last = size;
}

/* How many states a pattern has once its {n} are written out, as GRegex does; groups in groups
 * multiply. No more than MAX_SIZE is told. */
static guint
measure (const char *pattern)
{
  g_autoptr(GArray) groups = g_array_new (FALSE, TRUE, sizeof (Group));
  Group *top;

  g_array_set_size (groups, 1);
  for (const char *p = pattern; *p; p++)
    {
      top = &g_array_index (groups, Group, groups->len - 1);
      if (*p == '(')
        {
          g_array_set_size (groups, groups->len + 1);
        }
      else if (*p == ')' && groups->len > 1)
        {
          guint size = top->size + 1;

          g_array_set_size (groups, groups->len - 1);
          add_atom (&g_array_index (groups, Group, groups->len - 1), size);
        }
      else if (*p == '{')
        {
          guint64 repeats = read_repeats (&p);

          top->size = MIN (top->size + (repeats - 1) * top->last, MAX_SIZE);
        }
      else
        {
          if (*p == '\\' && p[1])
            p++;
          else if (*p == '[')
            p = skip_class (p);
          add_atom (top, 1);
          if (*p == '\0')
            break;
        }
    }

  return g_array_index (groups, Group, 0).size;
}

GRegex *
sluice_pattern_compile (const char  *pattern,
                        GError     **error)
{
  g_autofree char *translated = NULL, *limited = NULL;

  if (measure (pattern) >= MAX_SIZE)
    {
      g_set_error (error, G_REGEX_ERROR, G_REGEX_ERROR_EXPRESSION_TOO_LARGE,
                   _("The pattern is too large"));
      return NULL;
    }

  translated = translate (pattern);
  limited = g_strdup_printf ("(*LIMIT_MATCH=%u)%s", MAX_STEPS, translated);

  return g_regex_new (limited, G_REGEX_DOLLAR_ENDONLY | G_REGEX_OPTIMIZE, 0, error);
}

SluicePatternResult
sluice_pattern_match (GRegex     *regex,
                      const char *text,
                      gsize       length)
{
  g_autoptr(GError) error = NULL;

  if (g_regex_match_full (regex, text, length, 0, 0, NULL, &error))
    return SLUICE_PATTERN_MATCHES;

  return error ? SLUICE_PATTERN_GAVE_UP : SLUICE_PATTERN_FAILS;
}

/* One that may begin anywhere can always begin after what is there. */
gboolean
sluice_pattern_can_die (GRegex *regex)
{
  return (g_regex_get_compile_flags (regex) & G_REGEX_ANCHORED) != 0;
}

/* A hard partial match ends where the end of the text would be looked at. So what matches, fails or
 * takes too long without one does that whatever follows. */
SluicePrefix
sluice_pattern_try (GRegex     *regex,
                    const char *text,
                    gsize       length)
{
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GError) error = NULL;

  if (g_regex_match_full (regex, text, length, 0, G_REGEX_MATCH_PARTIAL_HARD, &match, &error))
    return SLUICE_PREFIX_SETTLED;

  if (error)
    return SLUICE_PREFIX_LOST;

  return g_match_info_is_partial_match (match) ? SLUICE_PREFIX_OPEN : SLUICE_PREFIX_DEAD;
}

gsize
sluice_pattern_complete (const char *text,
                         gsize       length,
                         gsize       n)
{
  while (length < n && ((guchar) text[length] & 0xc0) == 0x80)
    length++;

  return length;
}

gsize
sluice_pattern_find_death (GRegex     *regex,
                           const char *text,
                           gsize       from,
                           gsize       to)
{
  gsize alive = from, dead = to, next;

  while ((next = sluice_pattern_complete (text, alive + 1, to)) < dead)
    {
      gsize middle = sluice_pattern_complete (text, alive + (dead - alive + 1) / 2, to);

      if (middle >= dead)
        middle = next;
      if (sluice_pattern_try (regex, text, middle) == SLUICE_PREFIX_DEAD)
        dead = middle;
      else
        alive = middle;
    }

  return alive;
}

gboolean
sluice_pattern_matches (GRegex     *regex,
                        const char *text,
                        gsize       length)
{
  return sluice_pattern_match (regex, text, length) == SLUICE_PATTERN_MATCHES;
}
