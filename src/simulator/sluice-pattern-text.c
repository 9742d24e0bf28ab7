/* sluice-pattern-text.c: a text that a regular expression matches
 *
 * Reads the pattern from left to right and writes down one text on the way, choosing wherever there
 * is a choice. A group that repeats is read again for each time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-pattern-text-private.h"

#define MAX_TEXT 4096
#define MAX_DEPTH 64
#define MAX_STEPS 100000  /* nested groups are read again and again */
#define EXTRA_REPEATS 4   /* of "*" and "+", where no length asks for more */
#define MANY_REPEATS 16   /* of "{2,900}", likewise */
#define TRIES 40

/* Printable ASCII: what a class may choose from. */
#define FIRST_CHARACTER 0x20
#define N_CHARACTERS 0x5f

typedef struct
{
  const char   *p;        /* what is read next */
  SluiceRandom *random;
  GString      *text;
  guint         min_length;
  guint         depth;
  guint         steps;
  gboolean      greedy;   /* repeats as often as it may: for a text that must be long */
  gboolean      failed;
  gboolean      silent;   /* reading on without writing: an alternative that was not chosen */
} Maker;

typedef struct
{
  guint low, high;
} Count;

static void make_alternatives (Maker *maker);

static void
fail (Maker *maker)
{
  maker->failed = TRUE;
}

static void
write_character (Maker    *maker,
                 gunichar  c)
{
  if (maker->silent)
    return;

  if (maker->text->len < MAX_TEXT)
    g_string_append_unichar (maker->text, c);
  else
    fail (maker);
}

/* --- Classes --- */

static void
add_range (gboolean *set,
           gunichar  from,
           gunichar  to)
{
  for (gunichar c = MAX (from, FIRST_CHARACTER); c <= to && c < FIRST_CHARACTER + N_CHARACTERS; c++)
    set[c - FIRST_CHARACTER] = TRUE;
}

/* \d and its kin; FALSE when the letter is none of them. */
static gboolean
add_escape (gboolean *set,
            char      letter)
{
  gboolean part[N_CHARACTERS] = { FALSE };
  char small = g_ascii_tolower (letter);

  if (small == 'd' || small == 'w')
    add_range (part, '0', '9');
  if (small == 'w')
    {
      add_range (part, 'a', 'z');
      add_range (part, 'A', 'Z');
      add_range (part, '_', '_');
    }
  if (small == 's')
    add_range (part, ' ', ' ');
  if (small == '\0' || strchr ("dws", small) == NULL)
    return FALSE;

  for (guint i = 0; i < N_CHARACTERS; i++)
    set[i] |= part[i] != (letter != small);

  return TRUE;
}

/* Letters and digits where there are any, so that texts can be read. */
static void
write_one_of (Maker          *maker,
              const gboolean *set)
{
  char plain[N_CHARACTERS], other[N_CHARACTERS];
  guint n_plain = 0, n_other = 0;

  for (guint i = 0; i < N_CHARACTERS; i++)
    {
      char c = FIRST_CHARACTER + i;

      if (!set[i])
        continue;
      if (g_ascii_isalnum (c))
        plain[n_plain++] = c;
      else
        other[n_other++] = c;
    }

  if (n_plain > 0)
    write_character (maker, plain[sluice_random_below (maker->random, n_plain)]);
  else if (n_other > 0)
    write_character (maker, other[sluice_random_below (maker->random, n_other)]);
  else
    fail (maker);
}

static gunichar
read_escaped (Maker *maker)
{
  gunichar c = g_utf8_get_char (maker->p);

  if (c == 0)
    {
      fail (maker);
      return c;
    }

  maker->p = g_utf8_next_char (maker->p);
  switch (c)
    {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    default:
      /* \1, \b, \p{…} and the like */
      if (g_unichar_isalnum (c))
        fail (maker);
      return c;
    }
}

static gunichar
read_class_member (Maker    *maker,
                   gboolean *set)
{
  gunichar c = g_utf8_get_char (maker->p);

  maker->p = g_utf8_next_char (maker->p);
  if (c != '\\')
    return c;

  if (add_escape (set, *maker->p))
    {
      maker->p++;
      return 0;
    }

  return read_escaped (maker);
}

static void
make_class (Maker *maker)
{
  gboolean set[N_CHARACTERS] = { FALSE };
  gboolean inverted = *maker->p == '^';
  gunichar exotic = 0;

  maker->p += inverted;
  for (gboolean first = TRUE; (first || *maker->p != ']') && *maker->p && !maker->failed;
       first = FALSE)
    {
      gunichar from = read_class_member (maker, set);
      gunichar to = from;

      if (from == 0)
        continue;
      if (maker->p[0] == '-' && maker->p[1] != ']' && maker->p[1] != '\0')
        {
          maker->p++;
          to = read_class_member (maker, set);
        }
      if (from >= FIRST_CHARACTER + N_CHARACTERS)
        exotic = from;
      add_range (set, from, to);
    }

  if (*maker->p != ']')
    {
      fail (maker);
      return;
    }
  maker->p++;

  if (inverted)
    for (guint i = 0; i < N_CHARACTERS; i++)
      set[i] = !set[i];

  if (exotic != 0 && !inverted && memchr (set, TRUE, sizeof set) == NULL)
    write_character (maker, exotic);
  else
    write_one_of (maker, set);
}

/* --- Atoms and counts --- */

static void
make_group (Maker *maker)
{
  if (*maker->p == '?')
    {
      if (maker->p[1] != ':')
        {
          fail (maker);
          return;
        }
      maker->p += 2;
    }

  if (++maker->depth > MAX_DEPTH)
    fail (maker);
  else
    make_alternatives (maker);
  maker->depth--;

  if (*maker->p == ')')
    maker->p++;
  else
    fail (maker);
}

static void
make_atom (Maker *maker)
{
  gboolean set[N_CHARACTERS] = { FALSE };
  gunichar c = g_utf8_get_char (maker->p);

  if (++maker->steps > MAX_STEPS)
    {
      fail (maker);
      return;
    }

  maker->p = g_utf8_next_char (maker->p);
  switch (c)
    {
    case '(':
      make_group (maker);
      break;
    case '[':
      make_class (maker);
      break;
    case '.':
      add_range (set, 'a', 'z');
      write_one_of (maker, set);
      break;
    case '^':
    case '$':
      break;
    case '\\':
      if (add_escape (set, *maker->p))
        {
          maker->p++;
          write_one_of (maker, set);
        }
      else
        {
          write_character (maker, read_escaped (maker));
        }
      break;
    case '*':
    case '+':
    case '?':
      fail (maker);
      break;
    default:
      write_character (maker, c);
    }
}

static guint
get_extra_repeats (Maker *maker)
{
  return MAX (EXTRA_REPEATS, MIN (maker->min_length, MAX_TEXT));
}

/* "{2}", "{2,}", "{2,5}"; FALSE where the brace is only a brace. */
static gboolean
read_braces (Maker *maker,
             Count *count)
{
  const char *p = maker->p + 1;
  char *end;

  if (!g_ascii_isdigit (*p))
    return FALSE;

  count->low = count->high = MIN (g_ascii_strtoull (p, &end, 10), MAX_TEXT);
  if (*end == ',')
    {
      p = end + 1;
      count->high = g_ascii_isdigit (*p) ? MIN (g_ascii_strtoull (p, &end, 10), MAX_TEXT)
                                         : count->low + get_extra_repeats (maker);
      if (!g_ascii_isdigit (*p))
        end = (char *) p;
    }
  if (*end != '}' || count->high < count->low)
    return FALSE;

  maker->p = end + 1;

  return TRUE;
}

static Count
read_count (Maker *maker)
{
  Count count = { 1, 1 };

  switch (*maker->p)
    {
    case '*':
      count = (Count) { 0, get_extra_repeats (maker) };
      maker->p++;
      break;
    case '+':
      count = (Count) { 1, 1 + get_extra_repeats (maker) };
      maker->p++;
      break;
    case '?':
      count = (Count) { 0, 1 };
      maker->p++;
      break;
    case '{':
      if (!read_braces (maker, &count))
        return count;
      break;
    default:
      return count;
    }

  /* Lazy or greedy is the same to us. */
  if (*maker->p == '?' || *maker->p == '+')
    maker->p++;

  return count;
}

static void
make_piece (Maker *maker)
{
  const char *atom = maker->p;
  const char *end;
  gboolean silent = maker->silent;
  Count count;
  guint n;

  /* The count stands after the atom: read over it once to get there. */
  maker->silent = TRUE;
  make_atom (maker);
  maker->silent = silent;

  count = read_count (maker);
  end = maker->p;
  if (silent)
    return;

  count.high = MIN (count.high, count.low + MAX (MANY_REPEATS, maker->min_length));
  n = maker->greedy ? count.high : sluice_random_integer (maker->random, count.low, count.high);
  for (guint i = 0; i < n && !maker->failed; i++)
    {
      maker->p = atom;
      make_atom (maker);
    }
  maker->p = end;
}

static void
make_sequence (Maker *maker)
{
  while (*maker->p != '\0' && *maker->p != '|' && *maker->p != ')' && !maker->failed)
    make_piece (maker);
}

static void
make_alternatives (Maker *maker)
{
  const char *starts[32];
  const char *end;
  gboolean silent = maker->silent;
  guint n = 0;

  maker->silent = TRUE;
  while (n < G_N_ELEMENTS (starts))
    {
      starts[n++] = maker->p;
      make_sequence (maker);
      if (*maker->p != '|' || maker->failed)
        break;
      maker->p++;
    }
  end = maker->p;
  maker->silent = silent;

  if (silent || maker->failed)
    return;

  maker->p = starts[sluice_random_below (maker->random, n)];
  make_sequence (maker);
  maker->p = end;
}

/* A pattern that says nothing of the end is matched by longer texts too. */
static gboolean
is_open_ended (const char *pattern)
{
  for (const char *p = pattern; *p; p++)
    {
      if (*p == '$')
        return FALSE;
      if (*p == '\\' && p[1] != '\0')
        p++;
    }

  return TRUE;
}

static void
lengthen (GString      *text,
          SluiceRandom *random,
          guint         min_length)
{
  glong length = g_utf8_strlen (text->str, text->len);

  for (; length < (glong) MIN (min_length, MAX_TEXT); length++)
    g_string_append_c (text, 'a' + sluice_random_below (random, 26));
}

char *
sluice_pattern_text_make (const char   *pattern,
                          SluiceRandom *random,
                          guint         min_length,
                          guint         max_length)
{
  for (guint i = 0; i < TRIES; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      Maker maker = { .p = pattern, .random = random, .text = text, .min_length = min_length,
                      .greedy = i % 2 == 1 };
      glong length;

      make_alternatives (&maker);
      if (maker.failed || *maker.p != '\0')
        return NULL;
      if (is_open_ended (pattern))
        lengthen (text, random, min_length);

      length = g_utf8_strlen (text->str, text->len);
      if (length >= min_length && length <= max_length)
        return g_string_free (g_steal_pointer (&text), FALSE);
    }

  return NULL;
}
