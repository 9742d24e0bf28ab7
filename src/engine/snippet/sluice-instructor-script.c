/* sluice-instructor-script.c: an extraction as a Python script for the package Instructor
 *
 * What is written here reads back as the same extraction (sluice-snippet.c): the title and the
 * description are the docstring, classes stand as they are, variables are constants above the call
 * and stand in f-strings.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "document/sluice-redaction-private.h"
#include "schema/sluice-class-name-private.h"
#include "schema/sluice-class-printer-private.h"
#include "snippet/sluice-export-private.h"
#include "snippet/sluice-python-import-private.h"
#include "snippet/sluice-script-client-private.h"

typedef struct
{
  SluiceExport         *export;
  GString              *out;         /* owned */
  char                 *classes;     /* owned: the text of the schema in class notation */
  char                 *model;       /* owned: what the call asks for */
  char                 *used;        /* owned: classes and model, to see what they need */
  SluiceClassSource    *source;      /* owned: of used */
  SluiceClassStatement *statements;
  GHashTable           *declared;    /* owned: names that the classes take */
} Writer;

/* Classes */

/* A bare type at the end of the text is what is asked for; it moves into the call. */
static SluiceClassStatement *
find_root_statement (SluiceClassStatement *statements)
{
  SluiceClassStatement *found = NULL;

  for (SluiceClassStatement *statement = statements; statement; statement = statement->next)
    {
      if (statement->kind != SLUICE_CLASS_STATEMENT_EXPRESSION)
        continue;
      if (statement->value->kind == SLUICE_CLASS_EXPRESSION_NAME ||
          statement->value->kind == SLUICE_CLASS_EXPRESSION_SUBSCRIPT ||
          statement->value->kind == SLUICE_CLASS_EXPRESSION_UNION)
        found = statement;
    }

  return found;
}

static void
take_root_statement (Writer *self)
{
  g_autoptr(SluiceClassSource) source = sluice_class_source_new (self->classes);
  SluiceClassStatement *root = find_root_statement (sluice_class_statement_read_script (source));
  g_autofree char *before = NULL;

  if (!root)
    return;

  g_free (self->model);
  self->model = g_strndup (self->classes + root->extent.start, root->extent.end - root->extent.start);
  before = g_strndup (self->classes, root->extent.start);
  g_strchomp (before);
  g_free (self->classes);
  self->classes = g_strconcat (before, *before ? "\n" : "", NULL);
}

static void
read_classes (Writer *self)
{
  SluiceSchema *schema = self->export->schema;
  const char *root_name = sluice_extraction_get_root_name (self->export->extraction);

  self->model = g_strdup (sluice_schema_get_name (schema));
  if (sluice_schema_get_notation (schema) == SLUICE_NOTATION_CLASSES)
    {
      self->classes = g_strdup (sluice_schema_get_text (schema));
    }
  else
    {
      g_autoptr(SluiceSchema) converted = NULL;

      self->classes = sluice_schema_to_classes (schema);
      converted = sluice_schema_new_for_text (self->classes, SLUICE_NOTATION_CLASSES, NULL);
      g_free (self->model);
      self->model = g_strdup (sluice_schema_get_name (converted));
      root_name = NULL;
    }

  if (root_name && *root_name)
    {
      g_free (self->model);
      self->model = g_strdup (root_name);
    }
  else
    {
      take_root_statement (self);
    }

}

/* Items that are no classes are asked for in one call, as is what several tools are called for. */
static gboolean
asks_for_iterable (Writer *self)
{
  SluiceExtraction *extraction = self->export->extraction;

  return sluice_extraction_get_shape (extraction) == SLUICE_SHAPE_ITERABLE &&
         (!sluice_export_has_objects (self->export) ||
          sluice_extraction_get_mode (extraction) == SLUICE_MODE_PARALLEL_TOOLS);
}

/* The names that classes and call use together. */
static void
read_names (Writer *self)
{
  self->used = g_strdup_printf ("%s\n_: %s[%s]\n", self->classes,
                                asks_for_iterable (self) ? "Iterable" : "list", self->model);
  self->source = sluice_class_source_new (self->used);
  self->statements = sluice_class_statement_read_script (self->source);
  self->declared = sluice_python_import_list_declared (self->statements);
}

/* Text */

static void
append_string (GString    *out,
               const char *text,
               gboolean    is_f_string)
{
  g_autoptr(GString) literal = g_string_new (NULL);

  sluice_class_python_append_string (literal, text);
  for (const char *p = literal->str; *p; p++)
    {
      g_string_append_c (out, *p);
      if (is_f_string && (*p == '{' || *p == '}'))
        g_string_append_c (out, *p);
    }
}

static gboolean
is_taken (Writer     *self,
          const char *name)
{
  static const char *const taken[] = { "client", "instructor", "os", "variables", "items", "item", "result",
                                       "snapshots", "snapshot", "input", "print", "self", "cls", NULL };

  return g_strv_contains (taken, name) || g_hash_table_contains (self->declared, name) ||
         sluice_python_import_find (name) || sluice_python_import_is_module (name) ||
         sluice_class_name_lookup (name);
}

/* Whether Python has a name like this for a variable; others stand in a dictionary. */
static gboolean
is_plain_name (Writer     *self,
               const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;

  return sluice_class_python_is_name (name) && !is_taken (self, name);
}

/* One line of a text: a literal, with f before it where it has a variable. */
static void
append_line (Writer *self,
             GArray *parts,
             guint   first,
             guint   after)
{
  GString *out = self->out;
  gboolean has_variable = FALSE;

  for (guint i = first; i < after; i++)
    has_variable |= g_array_index (parts, SluiceExportPart, i).name != NULL;

  if (has_variable)
    g_string_append_c (out, 'f');
  g_string_append_c (out, '"');
  for (guint i = first; i < after; i++)
    {
      SluiceExportPart *part = &g_array_index (parts, SluiceExportPart, i);

      if (part->name && is_plain_name (self, part->name))
        {
          g_string_append_printf (out, "{%s}", part->name);
        }
      else if (part->name)
        {
          g_string_append_printf (out, "{variables['%s']}", part->name);
        }
      else
        {
          gsize start = out->len;

          append_string (out, part->text, has_variable);
          g_string_erase (out, out->len - 1, 1);
          g_string_erase (out, start, 1);
        }
    }
  g_string_append_c (out, '"');
}

/* The end of the line that begins at first. */
static guint
find_line_end (GArray *parts,
               guint   first)
{
  guint i = first;

  while (i < parts->len)
    {
      SluiceExportPart *part = &g_array_index (parts, SluiceExportPart, i++);

      if (part->text && g_str_has_suffix (part->text, "\n"))
        break;
    }

  return i;
}

/* A text of several lines stands in brackets, a literal for each of its lines. */
static void
append_parts (Writer     *self,
              GArray     *parts,
              const char *indent)
{
  if (parts->len == 0)
    {
      g_string_append (self->out, "\"\"");
      return;
    }
  if (find_line_end (parts, 0) == parts->len)
    {
      append_line (self, parts, 0, parts->len);
      return;
    }

  g_string_append (self->out, "(\n");
  for (guint first = 0, after; first < parts->len; first = after)
    {
      after = find_line_end (parts, first);
      g_string_append_printf (self->out, "%s    ", indent);
      append_line (self, parts, first, after);
      g_string_append_c (self->out, '\n');
    }
  g_string_append_printf (self->out, "%s)", indent);
}

static void
append_template (Writer     *self,
                 const char *text,
                 const char *indent)
{
  g_autoptr(GArray) parts = sluice_export_split_template (text);

  append_parts (self, parts, indent);
}

/* A text in which nothing is a variable. */
static void
append_plain (Writer     *self,
              const char *text,
              const char *indent)
{
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (SluiceExportPart));
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  for (guint i = 0; i + 1 < n; i++)
    {
      char *line = g_strconcat (lines[i], "\n", NULL);

      g_free (lines[i]);
      lines[i] = line;
    }
  for (guint i = 0; i < n; i++)
    {
      SluiceExportPart part = { lines[i], NULL };

      if (*lines[i])
        g_array_append_val (parts, part);
    }
  append_parts (self, parts, indent);
}

/* The parts of the script, in their order */

static void
write_docstring (Writer *self)
{
  const char *title = sluice_extraction_get_title (self->export->extraction);
  const char *description = sluice_extraction_get_description (self->export->extraction);
  g_autofree char *text = NULL;
  g_autoptr(GString) literal = g_string_new (NULL);

  if (!title || !*title)
    return;

  text = description && *description ? g_strconcat (title, "\n\n", description, "\n", NULL) : g_strdup (title);
  sluice_class_python_append_string (literal, text);

  /* In three quotes lines stay lines. */
  g_string_append (self->out, "\"\"");
  for (const char *p = literal->str; *p; p++)
    {
      if (p[0] == '\\' && p[1] == 'n')
        g_string_append_c (self->out, '\n');
      else if (p[0] == '\\')
        g_string_append_len (self->out, p, 2);
      else
        g_string_append_c (self->out, *p);
      p += p[0] == '\\';
    }
  g_string_append (self->out, "\"\"\n\n");
}

static gboolean
is_demo (Writer *self)
{
  return sluice_provider_is_simulated (self->export->provider);
}

/* What from_provider() knows by name; the rest is reached as a server that speaks like OpenAI's. */
static const char *
find_provider_name (Writer *self)
{
  const char *id = sluice_provider_get_id (self->export->provider);

  return is_demo (self) || g_str_equal (id, "requesty") ? NULL : sluice_script_client_find_name (id);
}

static gboolean
needs_os (Writer *self)
{
  return is_demo (self) || (!find_provider_name (self) && self->export->key_variable);
}

static void
write_imports (Writer *self)
{
  const char *modules[] = { "instructor", needs_os (self) ? "os" : NULL, NULL };

  if (sluice_python_import_needs_future (self->statements))
    g_string_append (self->out, "from __future__ import annotations\n\n");
  sluice_python_import_write (self->out, self->statements, self->source, modules);
}

static void
write_classes (Writer *self)
{
  if (*self->classes)
    g_string_append_printf (self->out, "\n\n%s%s\n\n", self->classes,
                            g_str_has_suffix (self->classes, "\n") ? "" : "\n");
  else
    g_string_append_c (self->out, '\n');
}

static const char *
find_mode_name (Writer *self)
{
  gboolean strict = sluice_extraction_get_strict (self->export->extraction);

  switch (sluice_extraction_get_mode (self->export->extraction))
    {
    case SLUICE_MODE_TOOLS:
      return strict ? "TOOLS_STRICT" : "TOOLS";
    case SLUICE_MODE_JSON:
      return "JSON";
    case SLUICE_MODE_JSON_SCHEMA:
      return "JSON_SCHEMA";
    case SLUICE_MODE_MD_JSON:
      return "MD_JSON";
    case SLUICE_MODE_PARALLEL_TOOLS:
      return "PARALLEL_TOOLS";
    case SLUICE_MODE_RESPONSES_TOOLS:
      return "RESPONSES_TOOLS";
    case SLUICE_MODE_AUTOMATIC:
    default:
      return NULL;
    }
}

static void
write_client (Writer *self)
{
  const char *name = find_provider_name (self);
  const char *mode = find_mode_name (self);
  g_autofree char *model = g_strconcat (name ? name : "openai", "/", self->export->model, NULL);
  GString *out = self->out;

  if (is_demo (self))
    g_string_append (out, "# The offline demo: sluice simulate --port " SLUICE_DEMO_PORT "\n");
  g_string_append (out, "client = instructor.from_provider(\n    ");
  append_string (out, model, FALSE);
  g_string_append (out, ",\n");
  if (is_demo (self))
    {
      g_string_append (out, "    base_url=os.environ.get(\"" SLUICE_DEMO_VARIABLE "\", \"" SLUICE_DEMO_URL
                            "\"),\n    api_key=\"demo\",\n");
    }
  else if (!name)
    {
      g_string_append (out, "    base_url=");
      append_string (out, self->export->base_url ? self->export->base_url : "", FALSE);
      if (self->export->key_variable)
        g_string_append_printf (out, ",\n    api_key=os.environ[\"%s\"],\n", self->export->key_variable);
      else
        g_string_append (out, ",\n    api_key=\"none\",\n");
    }
  if (mode)
    g_string_append_printf (out, "    mode=instructor.Mode.%s,\n", mode);
  g_string_append (out, ")\n");
}

static void
append_value (Writer     *self,
              const char *name,
              const char *indent)
{
  const char *value = sluice_extraction_get_variable (self->export->extraction, name);

  if (value)
    append_plain (self, value, indent);
  else
    g_string_append_printf (self->out, "input(\"%s: \")", name);
}

static void
write_variables (Writer *self)
{
  g_auto(GStrv) names = sluice_extraction_list_variables (self->export->extraction);
  gboolean has_others = FALSE;

  if (names[0])
    g_string_append_c (self->out, '\n');
  for (guint i = 0; names[i]; i++)
    {
      if (!is_plain_name (self, names[i]))
        {
          has_others = TRUE;
          continue;
        }
      g_string_append_printf (self->out, "%s = ", names[i]);
      append_value (self, names[i], "");
      g_string_append_c (self->out, '\n');
    }
  if (!has_others)
    return;

  g_string_append (self->out, "variables = {\n");
  for (guint i = 0; names[i]; i++)
    if (!is_plain_name (self, names[i]))
      {
        g_string_append_printf (self->out, "    \"%s\": ", names[i]);
        append_value (self, names[i], "    ");
        g_string_append (self->out, ",\n");
      }
  g_string_append (self->out, "}\n");
}

static void
write_messages (Writer *self)
{
  GListModel *messages = G_LIST_MODEL (sluice_extraction_get_messages (self->export->extraction));

  g_string_append (self->out, "    messages=[\n");
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      g_string_append_printf (self->out, "        {\n            \"role\": \"%s\",\n            \"content\": ",
                              sluice_role_to_string (sluice_message_get_role (message)));
      append_template (self, sluice_message_get_text (message), "            ");
      g_string_append (self->out, ",\n        },\n");
    }
  g_string_append (self->out, "    ],\n");
}

static void
write_extra_body (Writer *self)
{
  const char *extra = sluice_extraction_get_extra_body (self->export->extraction);
  g_autofree char *redacted = extra && *extra ? sluice_redaction_apply (extra) : NULL;
  g_autoptr(JsonNode) json = redacted ? json_from_string (redacted, NULL) : NULL;

  if (!json || !JSON_NODE_HOLDS_OBJECT (json) || json_object_get_size (json_node_get_object (json)) == 0)
    return;

  g_string_append (self->out, "    extra_body=");
  sluice_class_python_append_value (self->out, json);
  g_string_append (self->out, ",\n");
}

static void
write_parameters (Writer *self)
{
  SluiceExtraction *extraction = self->export->extraction;
  gdouble temperature = sluice_extraction_get_temperature (extraction);
  GString *out = self->out;

  if (sluice_extraction_get_max_tokens (extraction) > 0)
    g_string_append_printf (out, "    max_tokens=%d,\n", sluice_extraction_get_max_tokens (extraction));
  if (!isnan (temperature))
    {
      g_autoptr(JsonNode) number = json_node_init_double (json_node_alloc (), temperature);

      g_string_append (out, "    temperature=");
      sluice_class_python_append_value (out, number);
      g_string_append (out, ",\n");
    }
  if (sluice_extraction_get_seed (extraction) >= 0)
    g_string_append_printf (out, "    seed=%" G_GINT64_FORMAT ",\n", sluice_extraction_get_seed (extraction));
  write_extra_body (self);
  g_string_append_printf (out, "    max_retries=%u,\n", sluice_extraction_get_max_retries (extraction));
}

/* Snapshots and items are of classes; whatever else is asked for comes whole. */
static void
write_call (Writer *self)
{
  SluiceExtraction *extraction = self->export->extraction;
  gboolean is_iterable = sluice_extraction_get_shape (extraction) == SLUICE_SHAPE_ITERABLE;
  SluiceKind kind = sluice_definition_get_kind (sluice_schema_get_root (self->export->schema));
  gboolean is_wrapped = asks_for_iterable (self);
  gboolean is_partial = !is_iterable && kind == SLUICE_KIND_OBJECT;
  const char *name = is_partial ? "snapshots" : is_iterable ? "items" : "result";
  const char *method = is_partial                  ? "create_partial"
                       : is_iterable && !is_wrapped ? "create_iterable"
                                                    : "create";

  g_string_append_printf (self->out, "\n%s = client.%s(\n    response_model=%s%s%s,\n", name, method,
                          is_wrapped ? "Iterable[" : "", self->model, is_wrapped ? "]" : "");
  write_messages (self);
  write_parameters (self);
  g_string_append (self->out, ")\n\n");

  if (is_partial)
    g_string_append (self->out, "for snapshot in snapshots:\n    print(snapshot)\n");
  else if (is_iterable)
    g_string_append (self->out, "for item in items:\n    print(item)\n");
  else
    g_string_append (self->out, "print(result)\n");
}

/**
 * sluice_instructor_script_write: (skip)
 * @self: an extraction whose schema can be used
 *
 * Writes a Python script.
 *
 * Returns: (transfer full): the script
 */
char *
sluice_instructor_script_write (SluiceExport *export)
{
  Writer self = { export, g_string_new (NULL) };

  read_classes (&self);
  read_names (&self);

  write_docstring (&self);
  write_imports (&self);
  write_classes (&self);
  write_client (&self);
  write_variables (&self);
  write_call (&self);

  g_hash_table_unref (self.declared);
  sluice_class_source_free (self.source);
  g_free (self.used);
  g_free (self.classes);
  g_free (self.model);

  return g_string_free (self.out, FALSE);
}
