/* sluice-extraction-reader.c: the text of a .sluice file -> an extraction
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "document/sluice-extraction-private.h"
#include "document/sluice-redaction-private.h"
#include "json/sluice-parser.h"
#include "json/sluice-writer.h"
#include "sluice-enum-types.h"

typedef struct
{
  SluiceExtraction *self;
  const char       *text;    /* NUL-terminated UTF-8 */
  gsize             length;
  const char       *name;    /* nullable: of the file */
} Reader;

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

  if (version <= SLUICE_EXTRACTION_FORMAT_VERSION)
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
