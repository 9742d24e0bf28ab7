/* sluice-writer.c: values -> JSON text (numbers keep their digits)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>

#include "json/sluice-writer.h"

#include "json/sluice-tree-private.h"

/* Where the walk over a tree is; there is no recursion, so depth costs nothing. */
typedef struct
{
  GString     *out;
  SluicePolicy policy;
  guint        indent;
  guint        depth;
} Walk;

/* The length of the longest well-formed number at the start of a lexeme that is still growing:
 * 1 of 1., 1.5 of 1.5e-, 0 of a lone minus. */
static gsize
get_number_prefix (const char *lexeme)
{
  const char *p = lexeme + (*lexeme == '-'), *good;

  if (!g_ascii_isdigit (*p))
    return 0;

  p += strspn (p, "0123456789");
  good = p;

  if (*p == '.' && g_ascii_isdigit (p[1]))
    {
      p += 1 + strspn (p + 1, "0123456789");
      good = p;
    }

  if ((*p | 0x20) == 'e' && p == good)
    {
      p += 1 + (p[1] == '-' || p[1] == '+');
      if (g_ascii_isdigit (*p))
        good = p + strspn (p, "0123456789");
    }

  return good - lexeme;
}

static gboolean
is_visible (const SluiceNode *node,
            SluicePolicy      policy)
{
  if (node->absent)
    return FALSE;
  if (node->phase == SLUICE_PHASE_CLOSED || node->phase == SLUICE_PHASE_SUPERSEDED)
    return TRUE;

  switch ((SluiceNodeType) node->type)
    {
    case SLUICE_NODE_OBJECT:
    case SLUICE_NODE_ARRAY:
      /* An element is an item: all of it or nothing. */
      return policy != SLUICE_POLICY_ITEMS || node->is_member || node->parent == 0;
    case SLUICE_NODE_STRING:
      return policy == SLUICE_POLICY_LETTERS && node->n > 0;
    case SLUICE_NODE_NUMBER:
      return policy == SLUICE_POLICY_LETTERS && node->phase == SLUICE_PHASE_STREAMING
             && get_number_prefix (sluice_node_peek_text (node)) > 0;
    case SLUICE_NODE_BOOLEAN:
    case SLUICE_NODE_NULL:
    case SLUICE_NODE_UNKNOWN:
    default:
      return FALSE;
    }
}

static SluiceNode *
skip_invisible (const Walk *walk,
                SluiceNode *node)
{
  while (node != NULL && !is_visible (node, walk->policy))
    node = sluice_node_get_next_sibling (node);

  return node;
}

static void
append_line (const Walk *walk)
{
  if (walk->indent == 0)
    return;

  g_string_append_c (walk->out, '\n');
  for (guint i = walk->depth * walk->indent; i > 0; i--)
    g_string_append_c (walk->out, ' ');
}

static void
append_scalar (GString    *out,
               SluiceNode *node)
{
  switch ((SluiceNodeType) node->type)
    {
    case SLUICE_NODE_STRING:
      sluice_writer_append_string (out, sluice_node_peek_text (node), node->n);
      break;
    case SLUICE_NODE_NUMBER:
      g_string_append_len (out, sluice_node_peek_text (node),
                           node->phase == SLUICE_PHASE_CLOSED
                             ? node->n
                             : get_number_prefix (sluice_node_peek_text (node)));
      break;
    case SLUICE_NODE_BOOLEAN:
      g_string_append (out, node->boolean ? "true" : "false");
      break;
    case SLUICE_NODE_NULL:
    case SLUICE_NODE_OBJECT:
    case SLUICE_NODE_ARRAY:
    case SLUICE_NODE_UNKNOWN:
    default:
      g_string_append (out, "null");
      break;
    }
}

/* Prints what stands before a child: its line, and its name. */
static void
begin_child (const Walk *walk,
             SluiceNode *child)
{
  gsize length;
  const char *name = sluice_node_get_name (child, &length);

  append_line (walk);
  if (name == NULL)
    return;

  sluice_writer_append_string (walk->out, name, length);
  g_string_append (walk->out, walk->indent > 0 ? ": " : ":");
}

/* Prints a value, or only the beginning of one that has something in it: the first such child is
 * given back, and is to be printed next. */
static SluiceNode *
begin_value (Walk       *walk,
             SluiceNode *node)
{
  gboolean object = node->type == SLUICE_NODE_OBJECT;
  SluiceNode *child;

  if (!object && node->type != SLUICE_NODE_ARRAY)
    {
      append_scalar (walk->out, node);
      return NULL;
    }

  child = skip_invisible (walk, sluice_node_get_first_child (node));
  if (child == NULL)
    g_string_append (walk->out, object ? "{}" : "[]");
  else
    g_string_append_c (walk->out, object ? '{' : '[');

  return child;
}

static void
end_container (Walk       *walk,
               SluiceNode *node)
{
  append_line (walk);
  g_string_append_c (walk->out, node->type == SLUICE_NODE_OBJECT ? '}' : ']');
}

/**
 * sluice_writer_append_string:
 * @out: where to print
 * @text: UTF-8 text
 * @length: its length in bytes, -1 for up to a NUL
 *
 * Prints a text as a JSON string with its quotes. What need not be escaped is not.
 */
void
sluice_writer_append_string (GString    *out,
                             const char *text,
                             gssize      length)
{
  static const char letters[] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                  ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\' };
  const char *end, *run;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  end = text + (length < 0 ? strlen (text) : (gsize) length);
  g_string_append_c (out, '"');

  for (run = text; text < end; text++)
    {
      guchar c = *text;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      g_string_append_len (out, run, text - run);
      run = text + 1;

      if (letters[c] != 0)
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, letters[c]);
        }
      else
        g_string_append_printf (out, "\\u%04x", c);
    }

  g_string_append_len (out, run, end - run);
  g_string_append_c (out, '"');
}

/**
 * sluice_writer_append_node:
 * @out: where to print
 * @node: a node
 * @policy: which half-received values to print
 * @indent: spaces for each level, 0 for everything on one line without spaces
 *
 * Prints the value of a node, so far, as JSON.
 *
 * Members whose value is not visible yet are left out, and so is a number that the end of the
 * stream cut off under every policy: `3` may have been the start of `35`. What is printed never
 * shrinks while the value grows. Numbers keep the digits they were written with.
 *
 * Prints nothing where nothing of @node itself is visible.
 */
void
sluice_writer_append_node (GString      *out,
                           SluiceNode   *node,
                           SluicePolicy  policy,
                           guint         indent)
{
  Walk walk = { out, policy, indent, 0 };
  SluiceNode *here = node, *child;

  g_return_if_fail (out != NULL);
  g_return_if_fail (node != NULL);

  if (!is_visible (node, policy))
    return;

  child = begin_value (&walk, here);
  for (;;)
    {
      if (child != NULL)
        {
          walk.depth++;
          here = child;
        }
      else
        {
          SluiceNode *next = NULL;

          while (here != node
                 && (next = skip_invisible (&walk, sluice_node_get_next_sibling (here))) == NULL)
            {
              here = sluice_node_get_parent (here);
              walk.depth--;
              end_container (&walk, here);
            }
          if (here == node)
            return;

          g_string_append_c (out, ',');
          here = next;
        }

      begin_child (&walk, here);
      child = begin_value (&walk, here);
    }
}

/**
 * sluice_writer_append_key:
 * @out: where to; it ends in the object so far
 * @key: the name of the next member
 *
 * Appends what comes before the value of a member: a comma unless it is the first, the key, a
 * colon.
 */
void
sluice_writer_append_key (GString    *out,
                          const char *key)
{
  g_return_if_fail (out != NULL && out->len > 0);
  g_return_if_fail (key != NULL);

  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  sluice_writer_append_string (out, key, -1);
  g_string_append_c (out, ':');
}

/**
 * sluice_writer_append_double:
 * @out: where to
 * @value: a number
 *
 * Appends a number with the fewest digits that read back as the same: 0.2, not
 * 0.20000000000000001. JSON has no word for infinity, so null stands for it.
 */
void
sluice_writer_append_double (GString *out,
                             gdouble  value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (out != NULL);

  if (!isfinite (value))
    {
      g_string_append (out, "null");
      return;
    }

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }

  g_string_append (out, text);
}
