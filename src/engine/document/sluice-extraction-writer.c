/* sluice-extraction-writer.c: an extraction -> the text of a .sluice file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "document/sluice-extraction-private.h"
#include "document/sluice-redaction-private.h"
#include "json/sluice-parser.h"
#include "json/sluice-writer.h"
#include "sluice-enum-types.h"

static void
append_text_member (GString    *out,
                    const char *key,
                    const char *text)
{
  sluice_writer_append_key (out, key);

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
      sluice_writer_append_key (out, "extra_body");
      g_string_append (out, json);
    }
  else if (!sluice_redaction_is_mentioned (text))
    {
      sluice_writer_append_key (out, "extra_body");
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

  sluice_writer_append_key (out, "parameters");
  g_string_append_c (out, '{');
  empty = out->len;

  if (sluice_extraction_get_max_tokens (self) > 0)
    {
      sluice_writer_append_key (out, "max_tokens");
      g_string_append_printf (out, "%d", sluice_extraction_get_max_tokens (self));
    }
  if (isfinite (sluice_extraction_get_temperature (self)))
    {
      sluice_writer_append_key (out, "temperature");
      sluice_writer_append_double (out, sluice_extraction_get_temperature (self));
    }
  if (sluice_extraction_get_seed (self) >= 0)
    {
      sluice_writer_append_key (out, "seed");
      g_string_append_printf (out, "%" G_GINT64_FORMAT, sluice_extraction_get_seed (self));
    }
  if (sluice_extraction_get_max_retries (self) != SLUICE_EXTRACTION_DEFAULT_RETRIES)
    {
      sluice_writer_append_key (out, "max_retries");
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
  sluice_writer_append_key (out, "schema");
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

  sluice_writer_append_key (out, "messages");
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

  sluice_writer_append_key (out, "variables");
  g_string_append_c (out, '{');
  g_tree_foreach (variables, append_variable, out);
  g_string_append_c (out, '}');
}

static char *
write_compact (SluiceExtraction *self)
{
  GString *out = g_string_new ("{");
  const char *unknown = sluice_extraction_get_unknown (self);

  sluice_writer_append_key (out, "sluice");
  g_string_append_printf (out, "%d", SLUICE_EXTRACTION_FORMAT_VERSION);
  append_text_member (out, "title", sluice_extraction_get_title (self));
  append_optional_text (out, "description", sluice_extraction_get_description (self));
  append_optional_text (out, "provider", sluice_extraction_get_provider (self));
  append_optional_text (out, "model", sluice_extraction_get_model (self));
  append_text_member (out, "mode", sluice_mode_to_string (sluice_extraction_get_mode (self)));
  sluice_writer_append_key (out, "strict");
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
