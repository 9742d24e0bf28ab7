/* sluice-snippet.c: a script written for Instructor, as extractions
 *
 * The script is parsed, never run: script (names and what they stand for), script-client, -schema,
 * -messages, -parameters (what a call is made of), prompt-text (texts as templates).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "snippet/sluice-script-call-private.h"
#include "snippet/sluice-snippet.h"

/* sluice_snippet_is_likely() looks at no more than this. */
#define MAX_GLANCE (256 * 1024)

struct _SluiceSnippet
{
  GObject     parent_instance;

  GListStore *extractions;   /* owned: of SluiceExtraction */
  GListStore *diagnostics;   /* owned: of SluiceDiagnostic */
  GPtrArray  *result_names;  /* owned: char*, of the extractions; "" for none */
};

/**
 * SluiceSnippet:
 *
 * A script written for the Python package Instructor: classes, a client, one call or several.
 *
 * Each call that has a `response_model` becomes an [class@Extraction] with its classes, messages,
 * provider, model, mode, shape and limits. What is only known when the script runs, such as the
 * parameters of a function or what stands in the braces of an f-string, becomes a variable. What
 * cannot be taken over is told as a [class@Diagnostic] with its place.
 */
G_DEFINE_FINAL_TYPE (SluiceSnippet, sluice_snippet, G_TYPE_OBJECT)

static void
sluice_snippet_finalize (GObject *object)
{
  SluiceSnippet *self = SLUICE_SNIPPET (object);

  g_clear_object (&self->extractions);
  g_clear_object (&self->diagnostics);
  g_clear_pointer (&self->result_names, g_ptr_array_unref);

  G_OBJECT_CLASS (sluice_snippet_parent_class)->finalize (object);
}

static void
sluice_snippet_class_init (SluiceSnippetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_snippet_finalize;
}

static void
sluice_snippet_init (SluiceSnippet *self)
{
  self->extractions = g_list_store_new (SLUICE_TYPE_EXTRACTION);
  self->diagnostics = g_list_store_new (SLUICE_TYPE_DIAGNOSTIC);
  self->result_names = g_ptr_array_new_with_free_func (g_free);
}

static void
read_script (SluiceSnippet *self,
             const char    *text)
{
  g_autoptr(SluiceScript) script = sluice_script_new (text);
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  SluiceClassSpan start = { 0, 0 };

  sluice_script_calls_read (script, catalogue, self->extractions, self->result_names);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->extractions)) == 0)
    sluice_class_source_report (script->source, SLUICE_SEVERITY_ERROR, start,
                                _("No call with a response_model is here, as in "
                                  "client.create (response_model=User, messages=[…])"));
  sluice_class_source_list_out (script->source, script->source->length, self->diagnostics);
}

static void
report_text (SluiceSnippet *self,
             const char    *text,
             gsize          offset,
             const char    *message)
{
  g_autoptr(SluiceDiagnostic) diagnostic =
    sluice_diagnostic_new (SLUICE_SEVERITY_ERROR, text, offset, offset, message);

  g_list_store_append (self->diagnostics, diagnostic);
}

/**
 * sluice_snippet_new_from_text:
 * @text: a script
 *
 * Reads a script. Nothing in it is run.
 *
 * Returns: (transfer full): a new snippet with what could be read
 */
SluiceSnippet *
sluice_snippet_new_from_text (const char *text)
{
  SluiceSnippet *self;
  const char *end;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_SNIPPET, NULL);
  if (strlen (text) > SLUICE_CLASS_MAX_LENGTH)
    {
      g_autofree char *message = g_strdup_printf (_("A text of more than %u MB is not read"),
                                                  SLUICE_CLASS_MAX_LENGTH / 1024 / 1024);

      report_text (self, "", 0, message);
    }
  else if (!g_utf8_validate (text, -1, &end))
    {
      report_text (self, "", 0, _("This is not text in UTF-8"));
    }
  else
    {
      read_script (self, text);
    }

  return self;
}

/**
 * sluice_snippet_get_extractions:
 * @self: a snippet
 *
 * Gets what the script asks for: one extraction for each call, in the order of the text. Several
 * of them are the stages of a pipeline, or have nothing to do with one another.
 *
 * Returns: (transfer none): a list of [class@Extraction]
 */
GListModel *
sluice_snippet_get_extractions (SluiceSnippet *self)
{
  g_return_val_if_fail (SLUICE_IS_SNIPPET (self), NULL);

  return G_LIST_MODEL (self->extractions);
}

/**
 * sluice_snippet_get_result_name:
 * @self: a snippet
 * @index: which extraction
 *
 * Gets what the script calls the result of a call. An extraction further down that uses the result
 * has variables that begin with this name.
 *
 * Returns: (nullable): a name; %NULL where the script has none, or there is no such extraction
 */
const char *
sluice_snippet_get_result_name (SluiceSnippet *self,
                                guint          index)
{
  const char *name;

  g_return_val_if_fail (SLUICE_IS_SNIPPET (self), NULL);

  if (index >= self->result_names->len)
    return NULL;
  name = g_ptr_array_index (self->result_names, index);

  return *name ? name : NULL;
}

/**
 * sluice_snippet_get_diagnostics:
 * @self: a snippet
 *
 * Gets what could not be read, or not be taken over, with its place in the script.
 *
 * Returns: (transfer none): a list of [class@Diagnostic]
 */
GListModel *
sluice_snippet_get_diagnostics (SluiceSnippet *self)
{
  g_return_val_if_fail (SLUICE_IS_SNIPPET (self), NULL);

  return G_LIST_MODEL (self->diagnostics);
}

/**
 * sluice_snippet_is_likely:
 * @text: a text, such as one that was pasted
 *
 * Tells whether a text looks like a script for Instructor, and reading it is worth a try. It looks
 * for words only, which takes no time, and may be wrong.
 *
 * Returns: whether it looks like one
 */
gboolean
sluice_snippet_is_likely (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_strstr_len (text, MAX_GLANCE, "response_model"))
    return FALSE;

  return g_strstr_len (text, MAX_GLANCE, "create(") || g_strstr_len (text, MAX_GLANCE, "create_") ||
         g_strstr_len (text, MAX_GLANCE, "create (");
}
