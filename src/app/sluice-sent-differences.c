/* sluice-sent-differences.c: which lines of a request a provider's dialect has changed
 *
 * The schema is found in the request by its lines, and its lines are compared with those of the
 * draft: what is no part of their longest common subsequence is a difference. Indentation does not
 * count, nor does the comma at the end of a line, which say only where a line stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-sent-differences.h"

/* A table of lines by lines: what is larger is not compared. */
#define MAX_CELLS (4 * 1000 * 1000)

/* Lines as they are compared, in place: parts of @text, which is written to. */
static GPtrArray *
split (char *text)
{
  GPtrArray *lines = g_ptr_array_new ();

  while (text)
    {
      char *end = strchr (text, '\n');
      gsize length;

      if (end)
        *end++ = '\0';
      text += strspn (text, " ");
      length = strlen (text);
      if (length > 1 && text[length - 1] == ',')
        text[length - 1] = '\0';
      g_ptr_array_add (lines, text);
      text = end;
    }

  return lines;
}

static gboolean
is_equal (GPtrArray *a,
          guint      i,
          GPtrArray *b,
          guint      j)
{
  return g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, j));
}

/* Where @part begins in @whole. The first line of an object comes after its name. */
static gboolean
find_part (GPtrArray *whole,
           GPtrArray *part,
           guint     *position)
{
  for (guint start = 0; start + part->len <= whole->len; start++)
    {
      guint n = 1;

      if (!g_str_has_suffix (g_ptr_array_index (whole, start), g_ptr_array_index (part, 0)))
        continue;
      while (n < part->len && is_equal (whole, start + n, part, n))
        n++;
      if (n == part->len)
        {
          *position = start;
          return TRUE;
        }
    }

  return FALSE;
}

/* Of the lines from i and j on: the length of the longest common subsequence, at [i * (b + 1) + j]. */
static guint16 *
measure (GPtrArray *a,
         GPtrArray *b)
{
  gsize stride = b->len + 1;
  guint16 *lengths = g_new0 (guint16, (a->len + 1) * stride);

  for (guint i = a->len; i-- > 0;)
    for (guint j = b->len; j-- > 0;)
      lengths[i * stride + j] = is_equal (a, i, b, j)
                                  ? lengths[(i + 1) * stride + j + 1] + 1
                                  : MAX (lengths[(i + 1) * stride + j], lengths[i * stride + j + 1]);

  return lengths;
}

/* Adds the lines of @sent that are not in @draft, counted from @first. */
static void
compare (GPtrArray *sent,
         GPtrArray *draft,
         guint      first,
         GArray    *lines)
{
  gsize stride = draft->len + 1;
  g_autofree guint16 *lengths = measure (sent, draft);
  guint i = 0, j = 0;

  while (i < sent->len)
    {
      if (j < draft->len && is_equal (sent, i, draft, j))
        {
          i++;
          j++;
        }
      else if (j < draft->len && lengths[i * stride + j + 1] >= lengths[(i + 1) * stride + j])
        {
          j++;
        }
      else
        {
          guint line = first + i++;

          g_array_append_val (lines, line);
        }
    }
}

/**
 * sluice_sent_differences_find:
 * @body: the request, printed with a member to a line
 * @sent: the schema in it, printed in the same way
 * @draft: the schema that it was made of, printed in the same way
 *
 * Tells the lines of @body that are of the schema and are not in the draft.
 *
 * Returns: (transfer full) (element-type guint): numbers of lines from 0, in order; empty where the
 *   schema is no part of the request as such, or too large to be compared
 */
GArray *
sluice_sent_differences_find (const char *body,
                              const char *sent,
                              const char *draft)
{
  g_autofree char *body_text = g_strdup (body);
  g_autofree char *sent_text = g_strdup (sent);
  g_autofree char *draft_text = g_strdup (draft);
  g_autoptr(GPtrArray) body_lines = split (body_text);
  g_autoptr(GPtrArray) sent_lines = split (sent_text);
  g_autoptr(GPtrArray) draft_lines = split (draft_text);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (guint));
  guint first;

  if ((gsize) sent_lines->len * draft_lines->len <= MAX_CELLS && sent_lines->len < G_MAXUINT16
      && find_part (body_lines, sent_lines, &first))
    compare (sent_lines, draft_lines, first, lines);

  return lines;
}
