/* sluice-template.c: text with {{variables}}
 *
 * A variable is `{{name}}`. Blanks may stand inside the braces. A name is made of letters, digits,
 * `_` and `-`, does not begin with a digit or `-`, and may have further such parts after dots, which
 * may be numbers ("entities.companies.0"). Whatever does not look like that is plain text, so JSON
 * in a message needs no escaping. What a value holds is never read as a template again.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "document/sluice-template.h"

#include <string.h>

/* A variable in a text: all pointers lead into the text. */
typedef struct
{
  const char *start;     /* its first brace */
  const char *end;       /* after its last brace */
  const char *name;
  gsize       name_length;
} Variable;

static gboolean
is_name_character (gunichar c)
{
  return c == '_' || c == '-' || g_unichar_isalnum (c);
}

static const char *
skip_blanks (const char *p)
{
  while (g_ascii_isspace (*p))
    p++;

  return p;
}

/* The end of the name that begins at p; p itself where none does. */
static const char *
skip_name (const char *p)
{
  const char *start = p;
  gunichar first = g_utf8_get_char (p);

  if (first != '_' && !g_unichar_isalpha (first))
    return start;

  while (TRUE)
    {
      while (is_name_character (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);

      if (*p != '.' || !is_name_character (g_utf8_get_char (p + 1)))
        return p;

      p++;
    }
}

/* Nothing is looked at twice but the blanks between braces: a name holds no brace. */
static gboolean
next_variable (const char *text,
               Variable   *variable)
{
  for (const char *p = strstr (text, "{{"); p != NULL; p = strstr (p + 1, "{{"))
    {
      const char *name = skip_blanks (p + 2);
      const char *name_end = skip_name (name);
      const char *closing = skip_blanks (name_end);

      if (name_end == name || closing[0] != '}' || closing[1] != '}')
        continue;

      variable->start = p;
      variable->end = closing + 2;
      variable->name = name;
      variable->name_length = name_end - name;
      return TRUE;
    }

  return FALSE;
}

/**
 * sluice_template_list_variables:
 * @text: a text that may hold `{{variables}}`
 *
 * Lists the names of the variables in a text.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, each once, in order of first use
 */
char **
sluice_template_list_variables (const char *text)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  Variable variable;

  g_return_val_if_fail (text != NULL, NULL);

  while (next_variable (text, &variable))
    {
      char *name = g_strndup (variable.name, variable.name_length);

      g_ptr_array_add (owned, name);
      if (g_hash_table_add (seen, name))
        g_strv_builder_add (names, name);

      text = variable.end;
    }

  return g_strv_builder_end (names);
}

/**
 * sluice_template_expand:
 * @text: a text that may hold `{{variables}}`
 * @values: (element-type utf8 utf8): the value of each variable by its name
 *
 * Puts values in the place of variables.
 *
 * A variable that has no value stays in the text as it is. A value is put in as it is: what looks
 * like a variable in it is not one.
 *
 * Returns: (transfer full): the text with its values
 */
char *
sluice_template_expand (const char *text,
                        GHashTable *values)
{
  GString *expanded;
  Variable variable;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (values != NULL, NULL);

  expanded = g_string_new (NULL);

  while (next_variable (text, &variable))
    {
      g_autofree char *name = g_strndup (variable.name, variable.name_length);
      const char *value = g_hash_table_lookup (values, name);

      if (value != NULL)
        {
          g_string_append_len (expanded, text, variable.start - text);
          g_string_append (expanded, value);
        }
      else
        {
          g_string_append_len (expanded, text, variable.end - text);
        }

      text = variable.end;
    }

  g_string_append (expanded, text);

  return g_string_free (expanded, FALSE);
}

/**
 * sluice_template_find_variable:
 * @text: a text that may hold `{{variables}}`
 * @offset: the byte of @text to begin at
 * @start: (out) (optional): return location for the offset of its first brace
 * @end: (out) (optional): return location for the offset after its last brace
 * @name: (out) (optional) (transfer full): return location for its name
 *
 * Finds the next variable, for an editor that highlights them.
 *
 * Returns: %FALSE where there is none any more; then nothing is set
 */
gboolean
sluice_template_find_variable (const char  *text,
                               gsize        offset,
                               gsize       *start,
                               gsize       *end,
                               char       **name)
{
  Variable variable;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (offset <= strlen (text), FALSE);

  if (!next_variable (text + offset, &variable))
    return FALSE;

  if (start)
    *start = variable.start - text;
  if (end)
    *end = variable.end - text;
  if (name)
    *name = g_strndup (variable.name, variable.name_length);

  return TRUE;
}
