/* sluice-extraction-file.c: the .sluice file: readable JSON that a version control system likes
 *
 * {
 *   "sluice": 1,
 *   "title": "Friends in a Sentence",
 *   "description": "Items that appear as rows",
 *   "provider": "demo",
 *   "model": "steady",
 *   "mode": "automatic",
 *   "strict": false,
 *   "shape": "iterable",
 *   "parameters": {"max_tokens": 1000, "temperature": 0.2, "seed": 7, "max_retries": 2,
 *                  "extra_body": {}},
 *   "schema": {"notation": "classes", "root": "User", "text": ["class User(BaseModel):", …]},
 *   "messages": [{"role": "user", "text": "Who is in this text? {{text}}"}],
 *   "variables": {"text": "Ivan is 28, …"}
 * }
 *
 * Members always come in this order, variables in the order of their names. A text of several lines
 * is an array of its lines, so that a change of one line is a change of one line; any text may also
 * be written as one string. What is left out has its default. Members of the whole that this
 * version does not know are kept. Keys and passwords are never written.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "document/sluice-extraction-private.h"
#include "document/sluice-file-private.h"
#include "document/sluice-redaction-private.h"
#include "json/sluice-parser.h"
#include "json/sluice-writer.h"
#include "sluice-enum-types.h"

#define FORMAT_VERSION 1

typedef struct
{
  SluiceExtraction *self;
  const char       *text;    /* NUL-terminated UTF-8 */
  gsize             length;
  const char       *name;    /* nullable: of the file */
} Reader;

/* --- Reading --- */

G_GNUC_PRINTF (4, 5)
static gboolean
fail (Reader      *reader,
      gsize        offset,
      GError     **error,
      const char  *format,
      ...)
{
  const char *place = reader->text + MIN (offset, reader->length);
  const char *line_start = place;
  g_autofree char *reason = NULL;
  guint line = 1;
  va_list args;

  while (line_start > reader->text && line_start[-1] != '\n')
    line_start--;
  for (const char *p = reader->text; p < line_start; p++)
    line += *p == '\n';

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);

  if (reader->name != NULL)
    g_set_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_FORMAT,
                 /* Translators: file name, line, column, reason */
                 _("‘%s’, line %u, column %u: %s"), reader->name, line,
                 (guint) g_utf8_strlen (line_start, place - line_start) + 1, reason);
  else
    g_set_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_FORMAT,
                 /* Translators: line, column, reason */
                 _("Line %u, column %u: %s"), line,
                 (guint) g_utf8_strlen (line_start, place - line_start) + 1, reason);

  return FALSE;
}

static const char *
describe_place (SluiceNode *node)
{
  const char *key = sluice_node_get_key (node);

  return key != NULL ? key : sluice_node_get_key (sluice_node_get_parent (node));
}

static gboolean
expect (Reader          *reader,
        SluiceNode      *node,
        SluiceNodeType   type,
        const char      *expected,
        GError         **error)
{
  if (sluice_node_get_node_type (node) == type)
    return TRUE;

  /* Translators: name of a member in a file, what is expected there ("a text", "an object") */
  return fail (reader, sluice_node_get_start (node), error, _("‘%s’ must be %s"),
               describe_place (node), expected);
}

static gboolean
append_text (Reader      *reader,
             SluiceNode  *node,
             GString     *text,
             GError     **error)
{
  const char *bytes;
  gsize length;

  if (!expect (reader, node, SLUICE_NODE_STRING, _("a text or a list of lines"), error))
    return FALSE;

  bytes = sluice_node_get_text (node, &length);
  if (memchr (bytes, '\0', length) != NULL)
    return fail (reader, sluice_node_get_start (node), error,
                 _("‘%s’ holds the character U+0000"), describe_place (node));

  g_string_append_len (text, bytes, length);
  return TRUE;
}

/* A string, or the lines of one. */
static gboolean
read_text (Reader      *reader,
           SluiceNode  *node,
           char       **text,
           GError     **error)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  if (sluice_node_get_node_type (node) == SLUICE_NODE_ARRAY)
    {
      for (SluiceNode *line = sluice_node_get_first_child (node);
           line != NULL;
           line = sluice_node_get_next_sibling (line))
        {
          if (sluice_node_get_index (line) > 0)
            g_string_append_c (joined, '\n');
          if (!append_text (reader, line, joined, error))
            return FALSE;
        }
    }
  else if (!append_text (reader, node, joined, error))
    {
      return FALSE;
    }

  *text = g_string_free (g_steal_pointer (&joined), FALSE);
  return TRUE;
}

static gboolean
read_enum (Reader      *reader,
           SluiceNode  *node,
           GType        type,
           int         *value,
           GError     **error)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autofree char *nick = NULL;
  GEnumValue *found;

  if (!read_text (reader, node, &nick, error))
    return FALSE;

  found = g_enum_get_value_by_nick (klass, nick);
  if (found != NULL)
    {
      *value = found->value;
      return TRUE;
    }

  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", klass->values[i].value_nick);

  /* Translators: name of a member in a file, what stands there, what could stand there */
  return fail (reader, sluice_node_get_start (node), error, _("‘%s’ is “%s”; it can be %s"),
               describe_place (node), nick, names->str);
}

static gboolean
read_integer (Reader      *reader,
              SluiceNode  *node,
              gint64       minimum,
              gint64       maximum,
              gint64      *value,
              GError     **error)
{
  if (sluice_node_get_node_type (node) == SLUICE_NODE_NUMBER
      && sluice_node_get_int (node, value) && *value >= minimum && *value <= maximum)
    return TRUE;

  return fail (reader, sluice_node_get_start (node), error,
               /* Translators: name of a member in a file, two numbers */
               _("‘%s’ must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT),
               describe_place (node), minimum, maximum);
}

static gboolean
read_mode (Reader      *reader,
           SluiceNode  *node,
           GError     **error)
{
  g_autofree char *name = NULL;
  SluiceMode mode;
  gboolean strict = FALSE;

  if (!read_text (reader, node, &name, error))
    return FALSE;

  if (!sluice_mode_from_string (name, &mode, &strict))
    return fail (reader, sluice_node_get_start (node), error, _("There is no mode “%s”"), name);

  sluice_extraction_set_mode (reader->self, mode);
  if (strict)
    sluice_extraction_set_strict (reader->self, TRUE);
  return TRUE;
}

static gboolean
read_strict (Reader      *reader,
             SluiceNode  *node,
             GError     **error)
{
  if (!expect (reader, node, SLUICE_NODE_BOOLEAN, _("true or false"), error))
    return FALSE;

  sluice_extraction_set_strict (reader->self, sluice_node_get_boolean (node));
  return TRUE;
}

static gboolean
read_shape (Reader      *reader,
            SluiceNode  *node,
            GError     **error)
{
  int shape;

  if (!read_enum (reader, node, SLUICE_TYPE_SHAPE, &shape, error))
    return FALSE;

  sluice_extraction_set_shape (reader->self, shape);
  return TRUE;
}

static gboolean
read_extra_body (Reader      *reader,
                 SluiceNode  *node,
                 GError     **error)
{
  g_autofree char *text = NULL;

  /* Text that was not JSON yet when it was saved. */
  if (sluice_node_get_node_type (node) == SLUICE_NODE_STRING)
    {
      if (!read_text (reader, node, &text, error))
        return FALSE;
    }
  else
    {
      if (!expect (reader, node, SLUICE_NODE_OBJECT, _("an object"), error))
        return FALSE;
      text = sluice_node_to_json (node, SLUICE_POLICY_VALUES, 2);
    }

  sluice_extraction_set_extra_body (reader->self, text);
  return TRUE;
}

static gboolean
read_temperature (Reader      *reader,
                  SluiceNode  *node,
                  GError     **error)
{
  if (!expect (reader, node, SLUICE_NODE_NUMBER, _("a number"), error))
    return FALSE;

  if (!isfinite (sluice_node_get_double (node)))
    return fail (reader, sluice_node_get_start (node), error, _("‘%s’ is too large"),
                 describe_place (node));

  sluice_extraction_set_temperature (reader->self, sluice_node_get_double (node));
  return TRUE;
}

static gboolean
read_parameter (Reader      *reader,
                SluiceNode  *node,
                GError     **error)
{
  const char *key = sluice_node_get_key (node);
  gint64 value;

  if (g_str_equal (key, "temperature"))
    return read_temperature (reader, node, error);

  if (g_str_equal (key, "extra_body"))
    return read_extra_body (reader, node, error);

  if (g_str_equal (key, "max_tokens"))
    {
      if (!read_integer (reader, node, 1, G_MAXINT, &value, error))
        return FALSE;
      sluice_extraction_set_max_tokens (reader->self, value);
    }
  else if (g_str_equal (key, "seed"))
    {
      if (!read_integer (reader, node, 0, G_MAXINT64, &value, error))
        return FALSE;
      sluice_extraction_set_seed (reader->self, value);
    }
  else if (g_str_equal (key, "max_retries"))
    {
      if (!read_integer (reader, node, 0, 100, &value, error))
        return FALSE;
      sluice_extraction_set_max_retries (reader->self, value);
    }

  return TRUE;
}

static gboolean
read_parameters (Reader      *reader,
                 SluiceNode  *node,
                 GError     **error)
{
  if (!expect (reader, node, SLUICE_NODE_OBJECT, _("an object"), error))
    return FALSE;

  for (SluiceNode *child = sluice_node_get_first_child (node);
       child != NULL;
       child = sluice_node_get_next_sibling (child))
    if (!read_parameter (reader, child, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_schema (Reader      *reader,
             SluiceNode  *node,
             GError     **error)
{
  SluiceNode *text_node, *notation_node, *root_node;
  g_autofree char *text = NULL;
  g_autofree char *root = NULL;
  int notation = SLUICE_NOTATION_AUTO;

  if (!expect (reader, node, SLUICE_NODE_OBJECT, _("an object"), error))
    return FALSE;

  text_node = sluice_node_get_member (node, "text");
  if (text_node == NULL)
    return fail (reader, sluice_node_get_start (node), error, _("‘%s’ is missing in ‘%s’"), "text",
                 "schema");
  if (!read_text (reader, text_node, &text, error))
    return FALSE;

  notation_node = sluice_node_get_member (node, "notation");
  if (notation_node != NULL
      && !read_enum (reader, notation_node, SLUICE_TYPE_NOTATION, &notation, error))
    return FALSE;

  root_node = sluice_node_get_member (node, "root");
  if (root_node != NULL && !read_text (reader, root_node, &root, error))
    return FALSE;

  sluice_extraction_set_schema_text (reader->self, text, notation);
  sluice_extraction_set_root_name (reader->self, root);
  return TRUE;
}

static gboolean
read_message (Reader      *reader,
              SluiceNode  *node,
              GError     **error)
{
  SluiceNode *role_node, *text_node;
  g_autofree char *role_name = NULL;
  g_autofree char *text = NULL;
  SluiceRole role;

  if (!expect (reader, node, SLUICE_NODE_OBJECT, _("a list of objects"), error))
    return FALSE;

  role_node = sluice_node_get_member (node, "role");
  text_node = sluice_node_get_member (node, "text");
  if (role_node == NULL || text_node == NULL)
    return fail (reader, sluice_node_get_start (node), error, _("‘%s’ is missing in ‘%s’"),
                 role_node == NULL ? "role" : "text", "messages");

  if (!read_text (reader, role_node, &role_name, error)
      || !read_text (reader, text_node, &text, error))
    return FALSE;

  if (!sluice_role_from_string (role_name, &role))
    return fail (reader, sluice_node_get_start (role_node), error,
                 _("‘%s’ is “%s”; it can be %s"), "role", role_name,
                 "“system”, “user”, “assistant”");

  sluice_extraction_add_message (reader->self, role, text);
  return TRUE;
}

static gboolean
read_messages (Reader      *reader,
               SluiceNode  *node,
               GError     **error)
{
  if (!expect (reader, node, SLUICE_NODE_ARRAY, _("a list of objects"), error))
    return FALSE;

  for (SluiceNode *child = sluice_node_get_first_child (node);
       child != NULL;
       child = sluice_node_get_next_sibling (child))
    if (!read_message (reader, child, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_variables (Reader      *reader,
                SluiceNode  *node,
                GError     **error)
{
  if (!expect (reader, node, SLUICE_NODE_OBJECT, _("an object"), error))
    return FALSE;

  for (SluiceNode *child = sluice_node_get_first_child (node);
       child != NULL;
       child = sluice_node_get_next_sibling (child))
    {
      g_autofree char *value = NULL;

      if (!read_text (reader, child, &value, error))
        return FALSE;
      sluice_extraction_set_variable (reader->self, sluice_node_get_key (child), value);
    }

  return TRUE;
}

static const struct
{
  const char *name;
  void      (*set) (SluiceExtraction *self, const char *text);
} text_members[] = {
  { "title", sluice_extraction_set_title },
  { "description", sluice_extraction_set_description },
  { "provider", sluice_extraction_set_provider },
  { "model", sluice_extraction_set_model },
};

static const struct
{
  const char *name;
  gboolean  (*read) (Reader *reader, SluiceNode *node, GError **error);
} members[] = {
  { "mode", read_mode },
  { "strict", read_strict },
  { "shape", read_shape },
  { "parameters", read_parameters },
  { "schema", read_schema },
  { "messages", read_messages },
  { "variables", read_variables },
};

static void
keep_unknown (GString    *unknown,
              SluiceNode *node)
{
  if (unknown->len > 0)
    g_string_append_c (unknown, ',');
  sluice_writer_append_string (unknown, sluice_node_get_key (node), -1);
  g_string_append_c (unknown, ':');
  sluice_redaction_append_node (unknown, node);
}

static gboolean
read_member (Reader      *reader,
             SluiceNode  *node,
             GString     *unknown,
             GError     **error)
{
  const char *key = sluice_node_get_key (node);

  for (guint i = 0; i < G_N_ELEMENTS (text_members); i++)
    if (g_str_equal (key, text_members[i].name))
      {
        g_autofree char *text = NULL;

        if (!read_text (reader, node, &text, error))
          return FALSE;
        text_members[i].set (reader->self, text);
        return TRUE;
      }

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (key, members[i].name))
      return members[i].read (reader, node, error);

  if (!g_str_equal (key, "sluice"))
    keep_unknown (unknown, node);

  return TRUE;
}

static gboolean
check_version (Reader      *reader,
               SluiceNode  *root,
               GError     **error)
{
  SluiceNode *node = NULL;
  gint64 version;

  if (sluice_node_get_node_type (root) == SLUICE_NODE_OBJECT)
    node = sluice_node_get_member (root, "sluice");
  if (node == NULL)
    return fail (reader, sluice_node_get_start (root), error,
                 _("This is not an extraction: it has no member ‘sluice’"));

  if (!read_integer (reader, node, 1, G_MAXINT64, &version, error))
    return FALSE;

  if (version <= FORMAT_VERSION)
    return TRUE;

  if (reader->name != NULL)
    g_set_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_VERSION,
                 _("‘%s’ was made by a newer version"), reader->name);
  else
    g_set_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_VERSION,
                 _("The extraction was made by a newer version"));
  return FALSE;
}

static gboolean
read_root (Reader      *reader,
           SluiceNode  *root,
           GError     **error)
{
  g_autoptr(GString) unknown = g_string_new (NULL);

  if (!check_version (reader, root, error))
    return FALSE;

  for (SluiceNode *child = sluice_node_get_first_child (root);
       child != NULL;
       child = sluice_node_get_next_sibling (child))
    if (sluice_node_get_phase (child) != SLUICE_PHASE_SUPERSEDED
        && !read_member (reader, child, unknown, error))
      return FALSE;

  if (unknown->len > 0)
    sluice_extraction_set_unknown (reader->self, unknown->str);

  return TRUE;
}

gboolean
sluice_extraction_read (SluiceExtraction  *self,
                        GBytes            *bytes,
                        const char        *name,
                        GError           **error)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(GError) reason = NULL;
  g_autofree char *text = NULL;
  const char *data, *invalid;
  gsize size;
  Reader reader;

  data = g_bytes_get_data (bytes, &size);
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    data += 3, size -= 3;

  text = g_strndup (data, size);
  reader = (Reader) { self, text, size, name };

  if (size > SLUICE_EXTRACTION_MAX_BYTES)
    return fail (&reader, 0, error, _("The file is too large"));
  if (!g_utf8_validate (text, size, &invalid))
    return fail (&reader, invalid - text, error, _("This is not text"));

  if (!sluice_parser_push (parser, text, size, &reason) || !sluice_parser_finish (parser, &reason))
    return fail (&reader, sluice_parser_get_offset (parser), error, "%s", reason->message);

  return read_root (&reader, sluice_parser_get_root (parser), error);
}

/* --- Writing --- */

static void
append_key (GString    *out,
            const char *key)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  sluice_writer_append_string (out, key, -1);
  g_string_append_c (out, ':');
}

static void
append_text_member (GString    *out,
                    const char *key,
                    const char *text)
{
  append_key (out, key);

  if (strchr (text, '\n') == NULL)
    {
      sluice_writer_append_string (out, text, -1);
      return;
    }

  g_string_append_c (out, '[');
  for (const char *line = text; line != NULL;)
    {
      const char *end = strchr (line, '\n');

      if (line != text)
        g_string_append_c (out, ',');
      sluice_writer_append_string (out, line, end != NULL ? end - line : -1);
      line = end != NULL ? end + 1 : NULL;
    }
  g_string_append_c (out, ']');
}

static void
append_optional_text (GString    *out,
                      const char *key,
                      const char *text)
{
  if (text != NULL && *text != '\0')
    append_text_member (out, key, text);
}

static void
append_enum (GString    *out,
             const char *key,
             GType       type,
             int         value)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);

  append_text_member (out, key, g_enum_get_value (klass, value)->value_nick);
}

/* JSON without its secrets; text that is not JSON yet as a text, unless it speaks of one. */
static void
append_extra_body (GString    *out,
                   const char *text)
{
  g_autofree char *json = sluice_redaction_apply (text);

  if (json != NULL && *json == '{')
    {
      append_key (out, "extra_body");
      g_string_append (out, json);
    }
  else if (!sluice_redaction_is_mentioned (text))
    {
      append_key (out, "extra_body");
      sluice_writer_append_string (out, text, -1);
    }
}

/* What is not set is not written: it stays the provider's default. */
static void
append_parameters (GString          *out,
                   SluiceExtraction *self)
{
  gsize before = out->len;
  const char *extra_body = sluice_extraction_get_extra_body (self);
  gsize empty;

  append_key (out, "parameters");
  g_string_append_c (out, '{');
  empty = out->len;

  if (sluice_extraction_get_max_tokens (self) > 0)
    {
      append_key (out, "max_tokens");
      g_string_append_printf (out, "%d", sluice_extraction_get_max_tokens (self));
    }
  if (isfinite (sluice_extraction_get_temperature (self)))
    {
      append_key (out, "temperature");
      sluice_writer_append_double (out, sluice_extraction_get_temperature (self));
    }
  if (sluice_extraction_get_seed (self) >= 0)
    {
      append_key (out, "seed");
      g_string_append_printf (out, "%" G_GINT64_FORMAT, sluice_extraction_get_seed (self));
    }
  if (sluice_extraction_get_max_retries (self) != SLUICE_EXTRACTION_DEFAULT_RETRIES)
    {
      append_key (out, "max_retries");
      g_string_append_printf (out, "%u", sluice_extraction_get_max_retries (self));
    }
  if (extra_body != NULL && *extra_body != '\0')
    append_extra_body (out, extra_body);

  if (out->len == empty)
    g_string_truncate (out, before);
  else
    g_string_append_c (out, '}');
}

static void
append_schema (GString          *out,
               SluiceExtraction *self)
{
  append_key (out, "schema");
  g_string_append_c (out, '{');
  append_enum (out, "notation", SLUICE_TYPE_NOTATION, sluice_extraction_get_notation (self));
  append_optional_text (out, "root", sluice_extraction_get_root_name (self));
  append_text_member (out, "text", sluice_extraction_get_schema_text (self));
  g_string_append_c (out, '}');
}

static void
append_messages (GString          *out,
                 SluiceExtraction *self)
{
  GListModel *messages = G_LIST_MODEL (sluice_extraction_get_messages (self));

  append_key (out, "messages");
  g_string_append_c (out, '[');
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_text_member (out, "role", sluice_role_to_string (sluice_message_get_role (message)));
      append_text_member (out, "text", sluice_message_get_text (message));
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static gboolean
append_variable (gpointer key,
                 gpointer value,
                 gpointer out)
{
  append_text_member (out, key, value);

  return FALSE;
}

static void
append_variables (GString          *out,
                  SluiceExtraction *self)
{
  GTree *variables = sluice_extraction_get_variables (self);

  if (g_tree_nnodes (variables) == 0)
    return;

  append_key (out, "variables");
  g_string_append_c (out, '{');
  g_tree_foreach (variables, append_variable, out);
  g_string_append_c (out, '}');
}

static char *
write_compact (SluiceExtraction *self)
{
  GString *out = g_string_new ("{");
  const char *unknown = sluice_extraction_get_unknown (self);

  append_key (out, "sluice");
  g_string_append_printf (out, "%d", FORMAT_VERSION);
  append_text_member (out, "title", sluice_extraction_get_title (self));
  append_optional_text (out, "description", sluice_extraction_get_description (self));
  append_optional_text (out, "provider", sluice_extraction_get_provider (self));
  append_optional_text (out, "model", sluice_extraction_get_model (self));
  append_text_member (out, "mode", sluice_mode_to_string (sluice_extraction_get_mode (self)));
  append_key (out, "strict");
  g_string_append (out, sluice_extraction_get_strict (self) ? "true" : "false");
  append_enum (out, "shape", SLUICE_TYPE_SHAPE, sluice_extraction_get_shape (self));
  append_parameters (out, self);
  append_schema (out, self);
  append_messages (out, self);
  append_variables (out, self);
  if (unknown != NULL)
    g_string_append_printf (out, ",%s", unknown);
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

/**
 * sluice_extraction_to_bytes:
 * @self: an extraction
 *
 * Writes an extraction: the content of its `.sluice` file. The same extraction always gives the
 * same bytes. Keys and passwords in the extra JSON are left out.
 *
 * Returns: (transfer full): the content of a file, UTF-8
 */
GBytes *
sluice_extraction_to_bytes (SluiceExtraction *self)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autofree char *compact = NULL;
  g_autofree char *indented = NULL;
  char *text;

  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  compact = write_compact (self);
  /* Extra JSON may be as deep as the parser goes, and here it is two levels deeper. */
  if (sluice_parser_push (parser, compact, -1, NULL) && sluice_parser_finish (parser, NULL))
    indented = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 2);
  text = g_strconcat (indented != NULL ? indented : compact, "\n", NULL);

  return g_bytes_new_take (text, strlen (text));
}

/* --- Files --- */

/**
 * sluice_extraction_new_for_bytes:
 * @bytes: the content of a `.sluice` file
 * @error: return location for a [error@ExtractionError]
 *
 * Reads an extraction.
 *
 * Returns: (transfer full): a new extraction; %NULL with an error that says what is wrong at which
 *   line and column
 */
SluiceExtraction *
sluice_extraction_new_for_bytes (GBytes  *bytes,
                                 GError **error)
{
  g_autoptr(SluiceExtraction) self = sluice_extraction_new ();

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!sluice_extraction_read (self, bytes, NULL, error))
    return NULL;

  return g_steal_pointer (&self);
}

static SluiceExtraction *
new_for_bytes_of_file (GBytes  *bytes,
                       GFile   *file,
                       GError **error)
{
  g_autoptr(SluiceExtraction) self = sluice_extraction_new ();
  g_autofree char *name = sluice_file_dup_name (file);

  if (!sluice_extraction_read (self, bytes, name, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * sluice_extraction_new_for_file:
 * @file: a `.sluice` file
 * @error: return location for a [error@ExtractionError] or a `GIOError`
 *
 * Reads an extraction from a file, and waits for it.
 *
 * Returns: (transfer full): a new extraction; %NULL with an error that names the file, and the
 *   line and column where something is wrong in it
 */
SluiceExtraction *
sluice_extraction_new_for_file (GFile   *file,
                                GError **error)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  bytes = sluice_file_load (file, SLUICE_EXTRACTION_MAX_BYTES, NULL, error);
  if (bytes == NULL)
    return NULL;

  return new_for_bytes_of_file (bytes, file, error);
}

/* new_for_file_async -> load_thread (reads the bytes) -> new_for_file_finish (makes the object) */
static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = sluice_file_load (task_data, SLUICE_EXTRACTION_MAX_BYTES, cancellable, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

/**
 * sluice_extraction_new_for_file_async:
 * @file: a `.sluice` file
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the extraction is there
 * @user_data: data for @callback
 *
 * Reads an extraction from a file in the background.
 */
void
sluice_extraction_new_for_file_async (GFile               *file,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sluice_extraction_new_for_file_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

/**
 * sluice_extraction_new_for_file_finish:
 * @result: the result that the callback got
 * @error: return location for a [error@ExtractionError] or a `GIOError`
 *
 * Ends [func@Extraction.new_for_file_async].
 *
 * Returns: (transfer full): a new extraction; %NULL with an error that names the file
 */
SluiceExtraction *
sluice_extraction_new_for_file_finish (GAsyncResult  *result,
                                       GError       **error)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  bytes = g_task_propagate_pointer (G_TASK (result), error);
  if (bytes == NULL)
    return NULL;

  return new_for_bytes_of_file (bytes, g_task_get_task_data (G_TASK (result)), error);
}

