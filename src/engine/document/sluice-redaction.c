/* sluice-redaction.c: what must not get into a file: keys, cookies, passwords
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "document/sluice-redaction-private.h"

#include "json/sluice-parser.h"
#include "json/sluice-writer.h"

#include <string.h>

/* In small letters, without "-" and "_". */
static const char * const secret_names[] = {
  "authorization", "bearer", "cookie", "credential", "credentials", "setcookie", "token",
};

static const char * const secret_endings[] = {
  "accesskey", "accesskeyid", "accesstoken", "apikey", "apitoken", "authorization", "authtoken",
  "bearertoken", "idtoken", "passphrase", "password", "privatekey", "refreshtoken", "secret",
  "secretkey", "secrettoken", "securitytoken", "sessiontoken",
};

gboolean
sluice_redaction_hides (const char *name)
{
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *p = name; *p; p++)
    if (*p != '-' && *p != '_')
      g_string_append_c (plain, g_ascii_tolower (*p));

  for (guint i = 0; i < G_N_ELEMENTS (secret_names); i++)
    if (g_str_equal (plain->str, secret_names[i]))
      return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (secret_endings); i++)
    if (g_str_has_suffix (plain->str, secret_endings[i]))
      return TRUE;

  return FALSE;
}

gboolean
sluice_redaction_is_mentioned (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " \t\r\n\"'{}[]:,=", -1);

  for (char **word = words; *word; word++)
    if (sluice_redaction_hides (*word))
      return TRUE;

  return FALSE;
}

/* A schema may well have a property "password": what stands there is an object, not a secret. */
static gboolean
is_secret (SluiceNode *node)
{
  const char *key = sluice_node_get_key (node);

  return key != NULL
         && sluice_node_get_node_type (node) != SLUICE_NODE_OBJECT
         && sluice_redaction_hides (key);
}

static void
append_children (GString    *out,
                 SluiceNode *node,
                 gboolean    with_keys)
{
  gboolean first = TRUE;

  for (SluiceNode *child = sluice_node_get_first_child (node);
       child != NULL;
       child = sluice_node_get_next_sibling (child))
    {
      if (sluice_node_get_phase (child) == SLUICE_PHASE_SUPERSEDED || is_secret (child))
        continue;

      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;

      if (with_keys)
        {
          sluice_writer_append_string (out, sluice_node_get_key (child), -1);
          g_string_append_c (out, ':');
        }
      sluice_redaction_append_node (out, child);
    }
}

/* The depth is bounded by the parser's. */
void
sluice_redaction_append_node (GString    *out,
                              SluiceNode *node)
{
  switch (sluice_node_get_node_type (node))
    {
    case SLUICE_NODE_OBJECT:
      g_string_append_c (out, '{');
      append_children (out, node, TRUE);
      g_string_append_c (out, '}');
      break;

    case SLUICE_NODE_ARRAY:
      g_string_append_c (out, '[');
      append_children (out, node, FALSE);
      g_string_append_c (out, ']');
      break;

    case SLUICE_NODE_UNKNOWN:
    case SLUICE_NODE_STRING:
    case SLUICE_NODE_NUMBER:
    case SLUICE_NODE_BOOLEAN:
    case SLUICE_NODE_NULL:
    default:
      sluice_writer_append_node (out, node, SLUICE_POLICY_VALUES, 0);
      break;
    }
}

char *
sluice_redaction_apply (const char *json)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  GString *out;

  if (!sluice_parser_push (parser, json, -1, NULL) || !sluice_parser_finish (parser, NULL))
    return NULL;

  out = g_string_new (NULL);
  sluice_redaction_append_node (out, sluice_parser_get_root (parser));

  return g_string_free (out, FALSE);
}
