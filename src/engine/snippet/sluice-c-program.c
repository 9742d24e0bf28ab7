/* sluice-c-program.c: an extraction as a C program with libsluice
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "document/sluice-redaction-private.h"
#include "snippet/sluice-export-private.h"
#include "snippet/sluice-script-client-private.h"

/* Text in double quotes. A question mark after another one is escaped, as two of them begin a
 * trigraph; what is not printable is written in octal, which ends after three digits. */
static void
append_literal (GString    *out,
                const char *text,
                gsize       length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c == '"' || c == '\\' || (c == '?' && i > 0 && text[i - 1] == '?'))
        g_string_append_printf (out, "\\%c", c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (out, "\\%03o", c);
      else
        g_string_append_c (out, c);
    }
  g_string_append_c (out, '"');
}

/* A text of several lines is several literals side by side. */
static void
append_text (GString    *out,
             const char *text,
             const char *indent)
{
  const char *newline = strchr (text, '\n');

  if (!newline || newline[1] == '\0')
    {
      append_literal (out, text, strlen (text));
      return;
    }

  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  while (*text)
    {
      newline = strchr (text, '\n');
      g_string_append_printf (out, "\n%s", indent);
      append_literal (out, text, newline ? (gsize) (newline + 1 - text) : strlen (text));
      text = newline ? newline + 1 : text + strlen (text);
    }
}

/* A comment cannot end before it ends, nor go on in the next line. */
static void
append_comment_text (GString    *out,
                     const char *text)
{
  for (const char *p = text; *p; p++)
    if (*p == '*' && p[1] == '/')
      g_string_append (out, "* ");
    else if (*p == '/' && p[1] == '*')
      g_string_append (out, "/ ");
    else
      g_string_append_c (out, *p == '\n' || *p == '\\' ? ' ' : *p);
}

static void
write_heading (SluiceExport *self,
               GString      *out)
{
  const char *title = sluice_extraction_get_title (self->extraction);

  g_string_append (out, "/* ");
  append_comment_text (out, title && *title ? title : sluice_schema_get_name (self->schema));
  g_string_append (out, "\n *\n *   cc extraction.c -o extraction $(pkg-config --cflags --libs sluice-1)\n");
  if (sluice_provider_is_simulated (self->provider))
    g_string_append (out, " *   sluice simulate --port " SLUICE_DEMO_PORT "\n");
  g_string_append (out, " */\n#include <sluice.h>\n#include <stdio.h>\n\n");
}

static void
write_schema (SluiceExport *self,
              GString      *out)
{
  g_string_append (out, "static const char schema_text[] = ");
  append_text (out, sluice_schema_get_text (self->schema), "  ");
  g_string_append (out, ";\n\n");
}

/* Items as they close, or the object as it grows. */
static void
write_callback (SluiceExport *self,
                GString      *out)
{
  if (sluice_extraction_get_shape (self->extraction) == SLUICE_SHAPE_ITERABLE)
    g_string_append (out,
                     "static void\n"
                     "item_cb (SluiceRun *run, SluiceItem *item, gpointer user_data)\n"
                     "{\n"
                     "  g_autofree char *json = sluice_item_to_json (item, 0);\n\n"
                     "  puts (json);   /* while the stream goes on */\n"
                     "}\n\n");
  else
    g_string_append (out,
                     "static void\n"
                     "partial_cb (SluiceRun *run, SluiceNode *root, gint64 time_us, gpointer user_data)\n"
                     "{\n"
                     "  g_autofree char *json = sluice_node_to_json (root, SLUICE_POLICY_LETTERS, 0);\n\n"
                     "  fprintf (stderr, \"%s\\n\", json);   /* what is there so far */\n"
                     "}\n\n");
}

static const char *
find_role_name (SluiceRole role)
{
  switch (role)
    {
    case SLUICE_ROLE_SYSTEM:
      return "SLUICE_ROLE_SYSTEM";
    case SLUICE_ROLE_ASSISTANT:
      return "SLUICE_ROLE_ASSISTANT";
    case SLUICE_ROLE_TOOL:
    case SLUICE_ROLE_USER:
    default:
      return "SLUICE_ROLE_USER";
    }
}

static char *
dup_mode_name (SluiceMode mode)
{
  g_autofree char *upper = g_ascii_strup (sluice_mode_to_string (mode), -1);

  g_strdelimit (upper, "-", '_');

  return g_strconcat ("SLUICE_MODE_", upper, NULL);
}

static void
write_setter (GString    *out,
              const char *name,
              const char *value)
{
  if (!value || !*value)
    return;

  g_string_append_printf (out, "  sluice_extraction_set_%s (extraction, ", name);
  append_text (out, value, "    ");
  g_string_append (out, ");\n");
}

static void
write_numbers (SluiceExport *self,
               GString      *out)
{
  SluiceExtraction *extraction = self->extraction;
  gdouble temperature = sluice_extraction_get_temperature (extraction);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (sluice_extraction_get_max_tokens (extraction) > 0)
    g_string_append_printf (out, "  sluice_extraction_set_max_tokens (extraction, %d);\n",
                            sluice_extraction_get_max_tokens (extraction));
  if (isfinite (temperature))
    g_string_append_printf (out, "  sluice_extraction_set_temperature (extraction, %s);\n",
                            g_ascii_dtostr (digits, sizeof digits, temperature));
  if (sluice_extraction_get_seed (extraction) >= 0)
    g_string_append_printf (out, "  sluice_extraction_set_seed (extraction, G_GINT64_CONSTANT (%" G_GINT64_FORMAT "));\n",
                            sluice_extraction_get_seed (extraction));
  g_string_append_printf (out, "  sluice_extraction_set_max_retries (extraction, %u);\n",
                          sluice_extraction_get_max_retries (extraction));
}

static void
write_parameters (SluiceExport *self,
                  GString      *out)
{
  SluiceExtraction *extraction = self->extraction;
  const char *extra = sluice_extraction_get_extra_body (extraction);
  g_autofree char *redacted = extra && *extra ? sluice_redaction_apply (extra) : NULL;
  g_autofree char *mode = dup_mode_name (sluice_extraction_get_mode (extraction));

  g_string_append (out, "  sluice_extraction_set_schema_text (extraction, schema_text, ");
  g_string_append (out, sluice_schema_get_notation (self->schema) == SLUICE_NOTATION_CLASSES
                          ? "SLUICE_NOTATION_CLASSES);\n" : "SLUICE_NOTATION_JSON_SCHEMA);\n");
  write_setter (out, "root_name", sluice_extraction_get_root_name (extraction));
  if (sluice_extraction_get_shape (extraction) == SLUICE_SHAPE_ITERABLE)
    g_string_append (out, "  sluice_extraction_set_shape (extraction, SLUICE_SHAPE_ITERABLE);\n");
  write_setter (out, "model", self->model);
  g_string_append_printf (out, "  sluice_extraction_set_mode (extraction, %s);\n", mode);
  if (sluice_extraction_get_strict (extraction))
    g_string_append (out, "  sluice_extraction_set_strict (extraction, TRUE);\n");
  write_numbers (self, out);
  write_setter (out, "extra_body", redacted);
}

static void
write_messages (SluiceExport *self,
                GString      *out)
{
  GListModel *messages = G_LIST_MODEL (sluice_extraction_get_messages (self->extraction));
  g_auto(GStrv) names = sluice_extraction_list_variables (self->extraction);
  guint n_unset = 0;

  g_string_append_c (out, '\n');
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      g_string_append_printf (out, "  sluice_extraction_add_message (extraction, %s, ",
                              find_role_name (sluice_message_get_role (message)));
      append_text (out, sluice_message_get_text (message), "    ");
      g_string_append (out, ");\n");
    }

  for (guint i = 0; names[i]; i++)
    {
      const char *value = sluice_extraction_get_variable (self->extraction, names[i]);

      g_string_append (out, "  sluice_extraction_set_variable (extraction, ");
      append_literal (out, names[i], strlen (names[i]));
      g_string_append (out, ", ");
      if (value)
        append_text (out, value, "    ");
      else
        g_string_append_printf (out, "argc > %u ? argv[%u] : \"\"", n_unset + 1, n_unset + 1);
      n_unset += value == NULL;
      g_string_append (out, ");\n");
    }
}

static void
write_provider (SluiceExport *self,
                GString      *out)
{
  g_string_append (out, "\n  provider = sluice_catalogue_lookup (sluice_client_get_catalogue (client), ");
  append_literal (out, sluice_provider_get_id (self->provider), strlen (sluice_provider_get_id (self->provider)));
  g_string_append (out, ");");
  if (self->key_variable)
    g_string_append_printf (out, "   /* key: %s */", self->key_variable);
  g_string_append_c (out, '\n');

  if (sluice_provider_is_simulated (self->provider))
    g_string_append (out,
                     "  sluice_provider_set_base_url (provider, g_getenv (\"" SLUICE_DEMO_VARIABLE "\") ?\n"
                     "                                          g_getenv (\"" SLUICE_DEMO_VARIABLE "\") :\n"
                     "                                          \"" SLUICE_DEMO_URL "\");\n");
}

static void
write_run (SluiceExport *self,
           GString      *out)
{
  gboolean is_iterable = sluice_extraction_get_shape (self->extraction) == SLUICE_SHAPE_ITERABLE;

  g_string_append (out,
                   "  if (!(request = sluice_extraction_create_request (extraction, &error)) ||\n"
                   "      !(run = sluice_client_start (client, provider, request, &error)))\n"
                   "    {\n"
                   "      fprintf (stderr, \"%s\\n\", error->message);\n"
                   "      return 1;\n"
                   "    }\n\n");
  if (is_iterable)
    g_string_append (out, "  g_signal_connect (run, \"item\", G_CALLBACK (item_cb), NULL);\n");
  else
    g_string_append (out, "  g_signal_connect (run, \"partial\", G_CALLBACK (partial_cb), NULL);\n");
  g_string_append (out,
                   "  if (!sluice_run_wait (run, NULL, &error))\n"
                   "    {\n"
                   "      fprintf (stderr, \"%s\\n\", error->message);\n"
                   "      return 1;\n"
                   "    }\n\n");
  if (!is_iterable)
    g_string_append (out,
                     "  json = sluice_run_to_json (run, SLUICE_POLICY_VALUES, 2);\n"
                     "  puts (json);\n");
  g_string_append (out, "  return 0;\n}\n");
}

static void
write_main (SluiceExport *self,
            GString      *out)
{
  g_string_append (out,
                   "int\n"
                   "main (int argc, char *argv[])\n"
                   "{\n"
                   "  g_autoptr(SluiceClient) client = sluice_client_new ();\n"
                   "  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();\n"
                   "  g_autoptr(SluiceRequest) request = NULL;\n"
                   "  g_autoptr(SluiceRun) run = NULL;\n"
                   "  g_autoptr(GError) error = NULL;\n");
  if (sluice_extraction_get_shape (self->extraction) != SLUICE_SHAPE_ITERABLE)
    g_string_append (out, "  g_autofree char *json = NULL;\n");
  g_string_append (out, "  SluiceProvider *provider;\n\n");

  write_parameters (self, out);
  write_messages (self, out);
  write_provider (self, out);
  write_run (self, out);
}

/**
 * sluice_c_program_write: (skip)
 * @self: an extraction whose schema can be used
 *
 * Writes a C program. Variables without a value are its arguments.
 *
 * Returns: (transfer full): the program
 */
char *
sluice_c_program_write (SluiceExport *self)
{
  GString *out = g_string_new (NULL);

  write_heading (self, out);
  write_schema (self, out);
  write_callback (self, out);
  write_main (self, out);

  return g_string_free (out, FALSE);
}
