/* sluice-class-python.c: values and names as Python writes them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-name-private.h"
#include "schema/sluice-class-printer-private.h"

static const char *const keywords[] = {
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
  "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
  "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
  "yield", NULL,
};

/* Names that a class may not take: the text uses them for what they are. */
static const char *const reserved[] = {
  "Field", "ConfigDict", "Discriminator", "WithJsonSchema", "TypeAlias", "TypeVar", "NewType", NULL,
};

/* Text in double quotes. What is not printable is escaped; other characters stay as they are. */
void
sluice_class_python_append_string (GString    *out,
                                   const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (c == '\r')
        g_string_append (out, "\\r");
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (out, "\\x%02x", c);
      else if (c < 0x10000 && !g_unichar_isprint (c))
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

static void
append_number (GString  *out,
               JsonNode *value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (json_node_get_value_type (value) == G_TYPE_INT64)
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (value));
      return;
    }

  for (guint precision = 15; precision <= 17; precision++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%ug", precision);

      g_ascii_formatd (digits, sizeof digits, format, json_node_get_double (value));
      if (g_ascii_strtod (digits, NULL) == json_node_get_double (value))
        break;
    }
  g_string_append (out, digits);
  if (strpbrk (digits, ".e") == NULL)
    g_string_append (out, ".0");
}

/* A value as Python writes it. */
void
sluice_class_python_append_value (GString  *out,
                                  JsonNode *value)
{
  const char *separator = "";

  if (JSON_NODE_HOLDS_NULL (value))
    {
      g_string_append (out, "None");
    }
  else if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      g_string_append_c (out, '[');
      for (guint i = 0; i < json_array_get_length (array); i++, separator = ", ")
        {
          g_string_append (out, separator);
          sluice_class_python_append_value (out, json_array_get_element (array, i));
        }
      g_string_append_c (out, ']');
    }
  else if (JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      g_string_append_c (out, '{');
      json_object_iter_init_ordered (&iter, json_node_get_object (value));
      for (; json_object_iter_next_ordered (&iter, &key, &member); separator = ", ")
        {
          g_string_append (out, separator);
          sluice_class_python_append_string (out, key);
          g_string_append (out, ": ");
          sluice_class_python_append_value (out, member);
        }
      g_string_append_c (out, '}');
    }
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    {
      sluice_class_python_append_string (out, json_node_get_string (value));
    }
  else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    {
      g_string_append (out, json_node_get_boolean (value) ? "True" : "False");
    }
  else
    {
      append_number (out, value);
    }
}

gboolean
sluice_class_python_is_name (const char *text)
{
  const char *p = text;

  if (!g_ascii_isalpha (*p) && (guchar) *p < 0x80)
    return FALSE;

  for (; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != '_' && !g_unichar_isalnum (c))
        return FALSE;
    }

  return g_unichar_isalpha (g_utf8_get_char (text)) && !g_strv_contains (keywords, text);
}

static void
append_part (GString  *out,
             gunichar  c,
             gboolean  is_class,
             gboolean *begins)
{
  if (!g_unichar_isalnum (c) && c != '_')
    {
      if (!is_class && out->len > 0 && out->str[out->len - 1] != '_')
        g_string_append_c (out, '_');
      *begins = TRUE;
      return;
    }

  if (is_class && c == '_')
    {
      *begins = TRUE;
      return;
    }

  g_string_append_unichar (out, is_class && *begins ? g_unichar_totitle (c) : c);
  *begins = FALSE;
}

/**
 * sluice_class_python_make_name: (skip)
 * @text: what something is called
 * @is_class: whether it is a class, whose name is in CamelCase
 *
 * Makes a name that Python takes. One that it takes already stays as it is.
 *
 * Returns: (transfer full): the name
 */
char *
sluice_class_python_make_name (const char *text,
                               gboolean    is_class)
{
  g_autoptr(GString) name = g_string_new (NULL);
  gboolean begins = TRUE;

  if (is_class && sluice_class_python_is_name (text) && !sluice_class_name_lookup (text) &&
      !g_strv_contains (reserved, text))
    return g_strdup (text);
  if (!is_class && sluice_class_python_is_name (text))
    return g_strdup (text);

  for (const char *p = text; *p && name->len < 60; p = g_utf8_next_char (p))
    append_part (name, g_utf8_get_char (p), is_class, &begins);
  while (!is_class && name->len > 0 && name->str[0] == '_')
    g_string_erase (name, 0, 1);

  if (name->len == 0 || !g_unichar_isalpha (g_utf8_get_char (name->str)))
    g_string_prepend (name, is_class ? "Class" : "field_");
  if (!sluice_class_python_is_name (name->str) ||
      (is_class && (sluice_class_name_lookup (name->str) || g_strv_contains (reserved, name->str))))
    g_string_append_c (name, '_');

  return g_strdup (name->str);
}
