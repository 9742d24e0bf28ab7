/* sluice-error-body.c: what a server says when it refuses
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-error-body-private.h"
#include "wire/sluice-fields-private.h"

/* Bytes of a message that was not meant for people; the rest is cut off. */
#define MAX_PLAIN 2000

/* A string's text or a number's digits: codes are either. */
static const char *
get_scalar (SluiceNode *object,
            const char *name)
{
  SluiceNode *member = sluice_node_get_member (object, name);
  SluiceNodeType type;

  if (member == NULL)
    return NULL;

  type = sluice_node_get_node_type (member);
  if (type != SLUICE_NODE_STRING && type != SLUICE_NODE_NUMBER)
    return NULL;

  return sluice_node_get_text (member, NULL);
}

static const char *
get_first_word (SluiceNode        *object,
                const char *const *names)
{
  const char *word = NULL;

  for (; word == NULL && *names != NULL; names++)
    word = sluice_fields_get_word (object, *names);

  return word;
}

static gboolean
read_object (SluiceNode      *object,
             SluiceErrorBody *body)
{
  static const char *const message_names[] = {
    "message", "Message", "detail", "msg", "error_message", "error", "title", NULL,
  };
  static const char *const type_names[] = { "type", "__type", NULL };

  body->message = get_first_word (object, message_names);
  body->type = get_first_word (object, type_names);
  body->code = get_scalar (object, "code");
  body->object = object;

  return body->message != NULL || body->code != NULL;
}

/* An error as a text, an object, or a list of either. */
static gboolean
read_error (SluiceNode      *node,
            SluiceErrorBody *body)
{
  if (sluice_fields_is_array (node))
    node = sluice_node_get_first_child (node);

  if (sluice_fields_is_object (node))
    return read_object (node, body);
  if (!sluice_fields_is_string (node))
    return FALSE;

  body->message = sluice_node_get_text (node, NULL);
  return TRUE;
}

gboolean
sluice_error_body_find (SluiceNode      *root,
                        SluiceErrorBody *body)
{
  static const char *const error_names[] = { "error", "errors", "detail" };

  memset (body, 0, sizeof *body);

  if (sluice_fields_is_array (root))
    root = sluice_node_get_first_child (root);
  if (!sluice_fields_is_object (root))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (error_names); i++)
    {
      if (read_error (sluice_node_get_member (root, error_names[i]), body))
        return TRUE;
    }

  return read_object (root, body);
}

static char *
replace_all (const char *text,
             const char *pattern)
{
  g_autoptr(GRegex) regex = NULL;

  regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, " ", 0, NULL);
}

/* Takes the text out of an HTML page: that of its body, or its title where the body has none. */
static char *
strip_html (const char *text)
{
  g_autofree char *headless = replace_all (text, "<(script|style|head)\\b.*?</\\1>|<!--.*?-->");
  g_autofree char *body = headless != NULL ? replace_all (headless, "(<[^>]*>|\\s)+") : NULL;

  if (body != NULL && *g_strstrip (body) != '\0')
    return g_steal_pointer (&body);

  return replace_all (text, "(<(script|style)\\b.*?</\\2>|<[^>]*>|\\s)+");
}

char *
sluice_error_body_plain (const char *text,
                         gsize       length)
{
  g_autofree char *valid = g_utf8_make_valid (text, MIN (length, 64 * 1024));
  g_autofree char *plain = NULL;

  g_strstrip (valid);
  plain = *valid == '<' ? strip_html (valid) : g_steal_pointer (&valid);
  if (plain == NULL || *g_strstrip (plain) == '\0')
    return NULL;

  if (strlen (plain) > MAX_PLAIN)
    {
      char *end = g_utf8_find_prev_char (plain, plain + MAX_PLAIN);

      memcpy (end, "…", MIN (strlen ("…"), strlen (end)));
      end[strlen ("…")] = '\0';
    }

  return g_steal_pointer (&plain);
}
