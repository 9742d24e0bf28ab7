/* sluice-script-call.c: the calls of a client in a script, as extractions
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "snippet/sluice-script-call-private.h"
#include "snippet/sluice-script-messages-private.h"
#include "snippet/sluice-script-schema-private.h"

/* So many calls of one script are taken over. */
#define MAX_CALLS 200

/* Longer first lines of a docstring are no titles. */
#define MAX_TITLE 120

typedef struct
{
  SluiceScript          *script;
  SluiceCatalogue       *catalogue;
  SluiceScriptValue      call;
  SluiceClassStatement  *statement;
  const char            *method;
  SluiceScriptValue      owner;   /* what the method is called of */
  SluiceScriptClient     client;  /* owned */
} Reader;

static void
report (Reader                *self,
        SluiceSeverity         severity,
        SluiceClassExpression *at,
        const char            *message)
{
  sluice_class_source_report (self->script->source, severity, at->span, "%s", message);
}

/* Finding calls */

static const char *
find_method (const char *name)
{
  static const char *const methods[] = { "create", "create_partial", "create_iterable",
                                         "create_with_completion", "create_with_response", NULL };

  for (guint i = 0; name && methods[i]; i++)
    if (g_str_equal (methods[i], name))
      return methods[i];

  return NULL;
}

/* client.create (...), or create (...) of a name that stands for that, or for a patched function. */
static gboolean
find_owner (Reader *self)
{
  SluiceScriptValue callee = sluice_script_at (self->call, self->call.expression->subject);

  if (callee.expression->kind == SLUICE_CLASS_EXPRESSION_NAME)
    callee = sluice_script_resolve (self->script, callee);
  if (callee.expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE)
    {
      self->method = find_method (callee.expression->name);
      self->owner = sluice_script_at (callee, callee.expression->subject);
    }
  else if (callee.expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    {
      const char *maker = sluice_script_name_of (
        self->script, sluice_script_at (callee, callee.expression->subject));

      if (g_strcmp0 (maker, "patch") == 0 || g_strcmp0 (maker, "apatch") == 0)
        self->method = "create";
      self->owner = callee;
    }

  return self->method != NULL;
}

static SluiceScriptValue
find_model (Reader *self)
{
  SluiceScriptValue model = sluice_script_get_argument (self->script, self->call, "response_model");

  if (!model.expression && self->client.is_wrapped)
    model = sluice_script_at (self->call, sluice_script_get_positional (self->call, 0));

  return model;
}

/* Without a class there is nothing to extract. */
static gboolean
is_extraction (Reader            *self,
               SluiceScriptValue *model)
{
  SluiceScriptValue found;

  *model = find_model (self);
  found = model->expression ? sluice_script_resolve (self->script, *model) : *model;
  if (model->expression && found.expression->kind != SLUICE_CLASS_EXPRESSION_NONE)
    return TRUE;

  if (self->client.is_wrapped)
    report (self, SLUICE_SEVERITY_NOTE, self->call.expression->subject,
            _("This call has no response_model: it asks for plain text and is left out"));

  return FALSE;
}

/* Provider and model */

static void
read_provider (Reader           *self,
               SluiceExtraction *extraction)
{
  SluiceScriptValue model = sluice_script_get_argument (self->script, self->call, "model");
  g_autofree char *text = NULL;

  if (model.expression)
    {
      text = sluice_prompt_text_read_constant (self->script, model);
      if (!text)
        report (self, SLUICE_SEVERITY_WARNING, model.expression,
                _("The model is only known when the script runs; choose one"));
    }

  if (!self->client.is_client)
    report (self, SLUICE_SEVERITY_WARNING, self->owner.expression,
            _("Where this client is made is not in the text; choose a provider"));

  sluice_extraction_set_provider (extraction, self->client.provider);
  sluice_extraction_set_model (extraction, text ? text : self->client.model);
}

/* Schema */

static guint32
find_end_of_word (const char *text,
                  guint32     at)
{
  guint32 end = at;

  while (g_ascii_isalnum (text[end]) || text[end] == '_')
    end++;

  return MAX (end, at + 1);
}

/* What is wrong in the classes is told at their place in the script. */
static void
tell_of_schema (Reader             *self,
                SluiceExtraction   *extraction,
                SluiceScriptSchema *schema)
{
  GListModel *diagnostics = sluice_schema_get_diagnostics (sluice_extraction_get_schema (extraction));
  SluiceClassSource *source = self->script->source;

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);
      guint32 at = sluice_script_schema_locate (schema, sluice_diagnostic_get_start (diagnostic));
      SluiceClassSpan span = self->call.expression->span;

      if (sluice_diagnostic_get_severity (diagnostic) == SLUICE_SEVERITY_NOTE)
        continue;
      if (at != G_MAXUINT32)
        span = (SluiceClassSpan) { at, find_end_of_word (source->text, at) };
      sluice_class_source_report (source, sluice_diagnostic_get_severity (diagnostic), span, "%s",
                                  sluice_diagnostic_get_message (diagnostic));
    }
}

static void
read_schema (Reader            *self,
             SluiceScriptValue  model,
             SluiceExtraction  *extraction)
{
  g_auto(SluiceScriptSchema) schema = { NULL };
  gboolean is_iterable = g_str_equal (self->method, "create_iterable");

  sluice_script_schema_read (&schema, self->script, model);
  if (is_iterable || schema.is_iterable)
    sluice_extraction_set_shape (extraction, SLUICE_SHAPE_ITERABLE);
  if (!schema.is_found)
    return;

  sluice_extraction_set_schema_text (extraction, schema.text->str, SLUICE_NOTATION_CLASSES);
  sluice_extraction_set_root_name (extraction, schema.root);
  if (schema.name)
    sluice_extraction_set_title (extraction, schema.name);
  tell_of_schema (self, extraction, &schema);
}

/* Messages and variables */

/* {% for %} and its kind are Jinja's; a template of ours has variables only. */
static void
tell_of_jinja (Reader           *self,
               SluiceExtraction *extraction)
{
  GListModel *messages = G_LIST_MODEL (sluice_extraction_get_messages (extraction));

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      if (strstr (sluice_message_get_text (message), "{%"))
        report (self, SLUICE_SEVERITY_WARNING, self->call.expression->subject,
                _("A message has ‘{% … %}’ of Jinja, which stays as it is; write out what it gives"));
    }
}

static void
read_messages (Reader           *self,
               SluiceExtraction *extraction)
{
  g_autoptr(SluicePromptText) text = sluice_prompt_text_new (self->script);
  SluiceScriptValue context = sluice_script_get_argument (self->script, self->call, "context");
  g_auto(GStrv) names = NULL;

  if (!context.expression)
    context = sluice_script_get_argument (self->script, self->call, "validation_context");
  if (context.expression)
    sluice_prompt_text_add_context (text, context);

  sluice_script_messages_read (text, self->call, extraction);
  names = sluice_extraction_list_variables (extraction);
  for (guint i = 0; names[i]; i++)
    {
      SluicePromptVariable *variable = g_hash_table_lookup (text->variables, names[i]);

      if (variable && variable->value)
        sluice_extraction_set_variable (extraction, names[i], variable->value);
    }
  if (text->has_context)
    tell_of_jinja (self, extraction);
}

/* Title */

static const char *
find_docstring (SluiceClassStatement *statement)
{
  if (!statement || statement->kind != SLUICE_CLASS_STATEMENT_EXPRESSION ||
      statement->value->kind != SLUICE_CLASS_EXPRESSION_STRING)
    return NULL;

  return statement->value->name;
}

/* The first line is the title, the next paragraph the description. */
static void
take_docstring (Reader           *self,
                const char       *docstring,
                SluiceExtraction *extraction)
{
  const char *clean = sluice_class_docstring_clean (self->script->source, docstring);
  const char *end = clean + strcspn (clean, "\n");
  g_autofree char *title = g_strndup (clean, end - clean);
  g_autofree char *description = NULL;

  if (*title == '\0' || strlen (title) > MAX_TITLE)
    return;

  sluice_extraction_set_title (extraction, title);
  while (*end == '\n')
    end++;
  if (*end == '\0')
    return;
  clean = strstr (end, "\n\n");
  description = clean ? g_strndup (end, clean - end) : g_strdup (end);
  sluice_extraction_set_description (extraction, description);
}

static void
read_title (Reader           *self,
            SluiceExtraction *extraction)
{
  SluiceClassStatement *function = self->call.scope->statement;
  const char *docstring = NULL;

  if (function && function->kind == SLUICE_CLASS_STATEMENT_FUNCTION)
    docstring = find_docstring (function->body);
  if (docstring)
    take_docstring (self, docstring, extraction);
}

/* What the script calls the result; "" where it has no name. */
static char *
find_result_name (Reader *self)
{
  SluiceClassExpression *target = self->statement->target;

  if (self->statement->kind != SLUICE_CLASS_STATEMENT_ASSIGNMENT &&
      self->statement->kind != SLUICE_CLASS_STATEMENT_ANNOTATION)
    return g_strdup ("");
  if (target->kind == SLUICE_CLASS_EXPRESSION_TUPLE)
    target = target->parts;

  return g_strdup (target && target->kind == SLUICE_CLASS_EXPRESSION_NAME ? target->name : "");
}

static void
read_call (Reader     *self,
           GListStore *extractions,
           GPtrArray  *result_names)
{
  g_autoptr(SluiceExtraction) extraction = NULL;
  SluiceScriptValue model;

  if (!find_owner (self))
    return;
  /* Only what could be one is looked at closely: remarks on other clients would be noise. */
  if (!sluice_script_get_argument (self->script, self->call, "response_model").expression &&
      self->call.expression->n_parts == 0)
    return;

  sluice_script_client_read (&self->client, self->script, self->catalogue, self->owner);
  if (!is_extraction (self, &model))
    return;

  extraction = sluice_extraction_new ();
  read_provider (self, extraction);
  read_schema (self, model, extraction);
  read_title (self, extraction);
  read_messages (self, extraction);
  sluice_script_parameters_read (self->script, self->call, &self->client, extraction);

  g_list_store_append (extractions, extraction);
  g_ptr_array_add (result_names, find_result_name (self));
}

/**
 * sluice_script_calls_read: (skip)
 * @script: a script; gets what is wrong
 * @catalogue: the providers there are
 * @extractions: (element-type SluiceExtraction): gets one for each call
 * @result_names: (element-type utf8): gets what the script calls their results
 *
 * Reads all calls that ask for a class.
 */
void
sluice_script_calls_read (SluiceScript    *script,
                          SluiceCatalogue *catalogue,
                          GListStore      *extractions,
                          GPtrArray       *result_names)
{
  const char *docstring = find_docstring (script->statements);
  Reader reader = { script, catalogue };

  for (guint i = 0; i < script->calls->len; i++)
    {
      SluiceScriptCall *call = &g_array_index (script->calls, SluiceScriptCall, i);

      if (g_list_model_get_n_items (G_LIST_MODEL (extractions)) == MAX_CALLS)
        break;

      reader = (Reader) { script, catalogue, call->value, call->statement };
      read_call (&reader, extractions, result_names);
      sluice_script_client_clear (&reader.client);
    }

  /* What a whole script says of itself is said of its one call. */
  if (docstring && g_list_model_get_n_items (G_LIST_MODEL (extractions)) == 1)
    {
      g_autoptr(SluiceExtraction) only = g_list_model_get_item (G_LIST_MODEL (extractions), 0);

      take_docstring (&reader, docstring, only);
    }
}
