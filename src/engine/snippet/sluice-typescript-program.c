/* sluice-typescript-program.c: an extraction as TypeScript with Zod and the vendor's package
 *
 * The whole answer is read and checked by Zod; the packages are openai, for all servers that speak
 * like OpenAI's, and @anthropic-ai/sdk.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "document/sluice-redaction-private.h"
#include "schema/sluice-code-private.h"
#include "schema/sluice-code.h"
#include "snippet/sluice-export-private.h"
#include "snippet/sluice-script-client-private.h"

typedef struct
{
  SluiceExport *export;
  GString      *out;        /* owned */
  GHashTable   *declared;   /* owned: char*, names that the schemas take */
  char         *schema;     /* owned: the name of what is sent and checked */
  char         *items_key;  /* owned, nullable: of the wrapper of items */
  char         *inner_key;  /* owned, nullable: of the wrapper of a simple type */
  gboolean      is_anthropic;
} Writer;

/* Text */

/* Between backquotes: backslash, backquote and "${" have a meaning; CR would become LF. */
static void
append_template_text (GString    *out,
                      const char *text)
{
  for (const char *p = text; *p; p++)
    {
      if (*p == '\\' || *p == '`' || (*p == '$' && p[1] == '{'))
        g_string_append_printf (out, "\\%c", *p);
      else if (*p == '\r')
        g_string_append (out, "\\r");
      else if ((guchar) *p < 0x20 && *p != '\n' && *p != '\t')
        g_string_append_printf (out, "\\x%02x", (guchar) *p);
      else
        g_string_append_c (out, *p);
    }
}

static gboolean
is_plain_name (Writer     *self,
               const char *name)
{
  static const char *const taken[] = { "OpenAI", "Anthropic", "z", "client", "answer", "call", "result",
                                       "variables", "reply", "process", "console", "block", NULL };
  g_autofree char *key = NULL;
  GString *written = g_string_new (NULL);

  sluice_code_append_key (written, name);
  key = g_string_free (written, FALSE);

  return g_str_equal (key, name) && !strchr (name, '$') && !g_strv_contains (taken, name) &&
         !g_hash_table_contains (self->declared, name) && !g_ascii_isupper (*name) &&
         sluice_code_is_free_name (name);
}

static void
append_content (Writer     *self,
                const char *text)
{
  g_autoptr(GArray) parts = sluice_export_split_template (text);

  g_string_append_c (self->out, '`');
  for (guint i = 0; i < parts->len; i++)
    {
      SluiceExportPart *part = &g_array_index (parts, SluiceExportPart, i);

      if (!part->name)
        append_template_text (self->out, part->text);
      else if (is_plain_name (self, part->name))
        g_string_append_printf (self->out, "${%s}", part->name);
      else
        g_string_append_printf (self->out, "${variables[\"%s\"]}", part->name);
    }
  g_string_append_c (self->out, '`');
}

/* Schemas */

/* What travels: the wrapper of many items, an object around a simple type, or the schema itself. */
static void
write_schemas (Writer *self)
{
  SluiceSchema *schema = self->export->schema;
  gboolean is_iterable = sluice_extraction_get_shape (self->export->extraction) == SLUICE_SHAPE_ITERABLE;
  g_autofree char *zod = sluice_schema_to_zod (schema);
  g_autofree char *name = sluice_code_dup_root_name (schema);
  g_autoptr(SluiceSchema) wrapper = NULL;

  g_string_append (self->out, zod);
  sluice_code_list_names (schema, self->declared);
  if (is_iterable)
    {
      wrapper = sluice_schema_new_iterable (schema);
      self->items_key = g_strdup (sluice_schema_get_items_key (wrapper));
      self->schema = g_strconcat ("Iterable", name, NULL);
      g_string_append_printf (self->out, "\n// Many are asked for as one object with a list.\n"
                                         "export const %s = z.object({ %s: z.array(%s) });\n",
                              self->schema, self->items_key, name);
    }
  else if (!sluice_export_has_objects (self->export) ||
           sluice_definition_get_kind (sluice_schema_get_root (schema)) != SLUICE_KIND_OBJECT)
    {
      self->inner_key = g_strdup ("content");
      self->schema = g_strconcat (name, "Response", NULL);
      g_string_append_printf (self->out, "\n// A value that is no object travels in one.\n"
                                         "export const %s = z.object({ content: %s });\n", self->schema, name);
    }
  else
    {
      self->schema = g_strdup (name);
    }
  g_hash_table_add (self->declared, g_strdup (self->schema));
}

/* Client and variables */

static void
write_client (Writer *self)
{
  SluiceExport *export = self->export;
  GString *out = self->out;

  if (sluice_provider_is_simulated (export->provider))
    {
      g_string_append (out, "\n// The offline demo: sluice simulate --port " SLUICE_DEMO_PORT "\n"
                            "const client = new OpenAI({\n"
                            "  baseURL: process.env." SLUICE_DEMO_VARIABLE " ?? \"" SLUICE_DEMO_URL "\",\n"
                            "  apiKey: \"demo\",\n});\n");
      return;
    }

  g_string_append_printf (out, "\nconst client = new %s({\n", self->is_anthropic ? "Anthropic" : "OpenAI");
  if (g_strcmp0 (sluice_provider_get_id (export->provider), "openai") != 0 &&
      g_strcmp0 (sluice_provider_get_id (export->provider), "anthropic") != 0)
    {
      g_string_append (out, "  baseURL: ");
      sluice_code_append_string (out, export->base_url ? export->base_url : "");
      g_string_append (out, ",\n");
    }
  if (export->key_variable)
    g_string_append_printf (out, "  apiKey: process.env.%s,\n", export->key_variable);
  else
    g_string_append (out, "  apiKey: \"none\",\n");
  g_string_append (out, "});\n");
}

static void
append_variable (Writer     *self,
                 const char *name,
                 guint      *n_unset)
{
  const char *value = sluice_extraction_get_variable (self->export->extraction, name);

  if (!value)
    {
      g_string_append_printf (self->out, "process.argv[%u] ?? \"\"", 2 + (*n_unset)++);
      return;
    }
  g_string_append_c (self->out, '`');
  append_template_text (self->out, value);
  g_string_append_c (self->out, '`');
}

static void
write_variables (Writer *self)
{
  g_auto(GStrv) names = sluice_extraction_list_variables (self->export->extraction);
  guint n_unset = 0, n_others = 0;

  if (names[0])
    g_string_append_c (self->out, '\n');
  for (guint i = 0; names[i]; i++)
    {
      if (!is_plain_name (self, names[i]))
        {
          n_others++;
          continue;
        }
      g_string_append_printf (self->out, "const %s = ", names[i]);
      append_variable (self, names[i], &n_unset);
      g_string_append (self->out, ";\n");
    }
  if (n_others == 0)
    return;

  g_string_append (self->out, "const variables: Record<string, string> = {\n");
  for (guint i = 0; names[i]; i++)
    if (!is_plain_name (self, names[i]))
      {
        g_string_append_printf (self->out, "  \"%s\": ", names[i]);
        append_variable (self, names[i], &n_unset);
        g_string_append (self->out, ",\n");
      }
  g_string_append (self->out, "};\n");
}

/* The request */

static SluiceMode
find_mode (Writer *self)
{
  SluiceMode mode = sluice_extraction_get_mode (self->export->extraction);
  SluiceMode resolved;

  if (sluice_provider_resolve_mode (self->export->provider, mode, &resolved, NULL))
    mode = resolved;
  if (self->is_anthropic || (mode != SLUICE_MODE_JSON_SCHEMA && mode != SLUICE_MODE_JSON &&
                             mode != SLUICE_MODE_MD_JSON))
    return SLUICE_MODE_TOOLS;

  return mode;
}

static void
write_message (Writer        *self,
               SluiceMessage *message)
{
  g_string_append_printf (self->out, "    {\n      role: \"%s\",\n      content: ",
                          sluice_role_to_string (sluice_message_get_role (message)));
  append_content (self, sluice_message_get_text (message));
  g_string_append (self->out, ",\n    },\n");
}

/* Anthropic's system prompt is no message; a mode without a schema of its own has it in words. */
static void
write_messages (Writer *self)
{
  GListModel *messages = G_LIST_MODEL (sluice_extraction_get_messages (self->export->extraction));
  SluiceMode mode = find_mode (self);
  const char *separator = "  system: [";

  for (guint i = 0; self->is_anthropic && i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      if (sluice_message_get_role (message) != SLUICE_ROLE_SYSTEM)
        continue;
      g_string_append (self->out, separator);
      append_content (self, sluice_message_get_text (message));
      separator = ", ";
    }
  if (*separator == ',')
    g_string_append (self->out, "].join(\"\\n\\n\"),\n");

  g_string_append (self->out, "  messages: [\n");
  if (mode == SLUICE_MODE_JSON || mode == SLUICE_MODE_MD_JSON)
    g_string_append_printf (self->out,
                            "    {\n      role: \"system\",\n"
                            "      content: `Answer with one JSON object of this JSON Schema, and nothing else:\\n"
                            "${JSON.stringify(z.toJSONSchema(%s, { io: \"input\" }))}`,\n    },\n", self->schema);
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      if (!self->is_anthropic || sluice_message_get_role (message) != SLUICE_ROLE_SYSTEM)
        write_message (self, message);
    }
  g_string_append (self->out, "  ],\n");
}

static void
write_numbers (Writer *self)
{
  SluiceExtraction *extraction = self->export->extraction;
  gdouble temperature = sluice_extraction_get_temperature (extraction);
  int limit = sluice_export_get_max_tokens (self->export);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (limit > 0)
    g_string_append_printf (self->out, "  max_tokens: %d,\n", limit);
  if (isfinite (temperature))
    g_string_append_printf (self->out, "  temperature: %s,\n", g_ascii_dtostr (digits, sizeof digits, temperature));
  if (sluice_extraction_get_seed (extraction) >= 0 && !self->is_anthropic)
    g_string_append_printf (self->out, "  seed: %" G_GINT64_FORMAT ",\n", sluice_extraction_get_seed (extraction));
}

/* Members that the packages do not know are allowed, too. */
static void
write_extra_body (Writer *self)
{
  const char *extra = sluice_extraction_get_extra_body (self->export->extraction);
  g_autofree char *redacted = extra && *extra ? sluice_redaction_apply (extra) : NULL;
  g_autoptr(JsonNode) json = redacted ? json_from_string (redacted, NULL) : NULL;

  if (!json || !JSON_NODE_HOLDS_OBJECT (json) || json_object_get_size (json_node_get_object (json)) == 0)
    return;

  g_string_append (self->out, "  ...(");
  sluice_code_append_value (self->out, json);
  g_string_append (self->out, " as object),\n");
}

static void
write_schema_of_request (Writer *self)
{
  gboolean is_strict = sluice_extraction_get_strict (self->export->extraction);
  GString *out = self->out;

  if (self->is_anthropic)
    {
      g_string_append_printf (out,
                              "  tools: [\n    {\n      name: \"%s\",\n"
                              "      input_schema: z.toJSONSchema(%s, { io: \"input\" }) as Anthropic.Tool.InputSchema,\n"
                              "    },\n  ],\n  tool_choice: { type: \"tool\", name: \"%s\" },\n",
                              self->schema, self->schema, self->schema);
      return;
    }

  switch (find_mode (self))
    {
    case SLUICE_MODE_JSON_SCHEMA:
      g_string_append_printf (out,
                              "  response_format: {\n    type: \"json_schema\",\n    json_schema: {\n"
                              "      name: \"%s\",\n      schema: z.toJSONSchema(%s, { io: \"input\" }),\n%s    },\n  },\n",
                              self->schema, self->schema, is_strict ? "      strict: true,\n" : "");
      break;

    case SLUICE_MODE_JSON:
      g_string_append (out, "  response_format: { type: \"json_object\" },\n");
      break;

    case SLUICE_MODE_MD_JSON:
      break;

    default:
      g_string_append_printf (out,
                              "  tools: [\n    {\n      type: \"function\",\n      function: {\n"
                              "        name: \"%s\",\n        parameters: z.toJSONSchema(%s, { io: \"input\" }),\n%s"
                              "      },\n    },\n  ],\n"
                              "  tool_choice: { type: \"function\", function: { name: \"%s\" } },\n",
                              self->schema, self->schema, is_strict ? "        strict: true,\n" : "", self->schema);
      break;
    }
}

static void
write_request (Writer *self)
{
  g_string_append_printf (self->out, "\nconst answer = await client.%s({\n  model: ",
                          self->is_anthropic ? "messages.create" : "chat.completions.create");
  sluice_code_append_string (self->out, self->export->model);
  g_string_append (self->out, ",\n");
  write_messages (self);
  write_numbers (self);
  write_extra_body (self);
  write_schema_of_request (self);
  g_string_append (self->out, "});\n\n");
}

/* The answer */

static void
write_answer (Writer *self)
{
  SluiceMode mode = find_mode (self);
  GString *out = self->out;

  if (self->is_anthropic)
    {
      g_string_append (out, "const block = answer.content.find((part) => part.type === \"tool_use\");\n"
                            "if (!block) throw new Error(\"The model did not answer\");\n");
      g_string_append_printf (out, "const result = %s.parse(block.input);\n", self->schema);
    }
  else if (mode == SLUICE_MODE_TOOLS)
    {
      g_string_append (out, "const call = answer.choices[0]?.message.tool_calls?.[0];\n"
                            "if (call?.type !== \"function\") throw new Error(\"The model did not answer\");\n");
      g_string_append_printf (out, "const result = %s.parse(JSON.parse(call.function.arguments));\n", self->schema);
    }
  else
    {
      g_string_append (out, "const reply = answer.choices[0]?.message.content ?? \"\";\n");
      g_string_append_printf (out, "const result = %s.parse(JSON.parse(reply%s));\n", self->schema,
                              mode == SLUICE_MODE_MD_JSON
                                ? ".replace(/^[^]*?```(?:json)?\\s*|\\s*```[^]*$/g, \"\")" : "");
    }

  if (self->items_key)
    g_string_append_printf (out, "\nfor (const item of result.%s) console.log(JSON.stringify(item));\n",
                            self->items_key);
  else
    g_string_append_printf (out, "\nconsole.log(JSON.stringify(result%s%s, null, 2));\n",
                            self->inner_key ? "." : "", self->inner_key ? self->inner_key : "");
}

static void
write_heading (Writer *self)
{
  const char *title = sluice_extraction_get_title (self->export->extraction);

  if (title && *title)
    sluice_code_append_comment (self->out, title, "");
  g_string_append (self->out, self->is_anthropic ? "import Anthropic from \"@anthropic-ai/sdk\";\n"
                                                 : "import OpenAI from \"openai\";\n");
}

/**
 * sluice_typescript_program_write: (skip)
 * @export: an extraction whose schema can be used
 * @error: return location for an error
 *
 * Writes a program in TypeScript. Variables without a value are its arguments.
 *
 * Returns: (transfer full): the program; %NULL with `G_IO_ERROR_NOT_SUPPORTED` set where the
 *   provider speaks a protocol for which none is written
 */
char *
sluice_typescript_program_write (SluiceExport  *export,
                                 GError       **error)
{
  const char *wire = sluice_wire_get_name (sluice_provider_get_wire (export->provider));
  Writer self = { export };

  self.is_anthropic = g_str_equal (wire, "anthropic-messages");
  if (!self.is_anthropic && !g_str_equal (wire, "openai-chat"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("There is no TypeScript for %s; choose a provider that speaks like OpenAI or Anthropic"),
                   sluice_provider_get_name (export->provider));
      return NULL;
    }

  self.out = g_string_new (NULL);
  self.declared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  write_heading (&self);
  write_schemas (&self);
  write_client (&self);
  write_variables (&self);
  write_request (&self);
  write_answer (&self);

  g_hash_table_unref (self.declared);
  g_free (self.schema);
  g_free (self.items_key);
  g_free (self.inner_key);

  return g_string_free (self.out, FALSE);
}
