/* sluice-schema-completion.c: completes words of a schema as they are written
 *
 * What fits a place is the engine's to say; here it becomes rows, and text in the editor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-schema-completion.h"

/* A proposal of the engine, as the list wants it. */
#define SLUICE_TYPE_COMPLETION_ROW (sluice_completion_row_get_type ())
G_DECLARE_FINAL_TYPE (SluiceCompletionRow, sluice_completion_row, SLUICE, COMPLETION_ROW, GObject)

struct _SluiceCompletionRow
{
  GObject         parent_instance;

  SluiceProposal *proposal;
};

static char *
sluice_completion_row_get_typed_text (GtkSourceCompletionProposal *proposal)
{
  return g_strdup (sluice_proposal_get_label (SLUICE_COMPLETION_ROW (proposal)->proposal));
}

static void
sluice_completion_row_iface_init (GtkSourceCompletionProposalInterface *iface)
{
  iface->get_typed_text = sluice_completion_row_get_typed_text;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceCompletionRow, sluice_completion_row, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROPOSAL,
                                                      sluice_completion_row_iface_init))

static void
sluice_completion_row_dispose (GObject *object)
{
  g_clear_object (&SLUICE_COMPLETION_ROW (object)->proposal);

  G_OBJECT_CLASS (sluice_completion_row_parent_class)->dispose (object);
}

static void
sluice_completion_row_class_init (SluiceCompletionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_completion_row_dispose;
}

static void
sluice_completion_row_init (SluiceCompletionRow *self)
{
}

/* The provider. */

struct _SluiceSchemaCompletion
{
  GObject        parent_instance;

  SluiceNotation notation;
};

static void sluice_schema_completion_iface_init (GtkSourceCompletionProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceSchemaCompletion, sluice_schema_completion, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROVIDER,
                                                      sluice_schema_completion_iface_init))

static const char * const icons[] = {
  [SLUICE_PROPOSAL_KEYWORD] = "completion-word-symbolic",
  [SLUICE_PROPOSAL_TYPE] = "lang-typedef-symbolic",
  [SLUICE_PROPOSAL_CLASS] = "lang-class-symbolic",
  [SLUICE_PROPOSAL_ARGUMENT] = "lang-variable-symbolic",
  [SLUICE_PROPOSAL_VALUE] = "lang-enum-value-symbolic",
  [SLUICE_PROPOSAL_PROPERTY] = "lang-struct-field-symbolic",
};

/* The place of the cursor, and the text that it is in. */
static SluiceCompletion *
complete_at_cursor (SluiceSchemaCompletion  *self,
                    GtkTextBuffer           *buffer,
                    char                   **text)
{
  GtkTextIter start, end, cursor;
  g_autofree char *before = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  *text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  before = gtk_text_buffer_get_text (buffer, &start, &cursor, TRUE);

  return sluice_completion_new (*text, strlen (before), self->notation);
}

static gboolean
is_there (SluiceProposal *proposal,
          const char     *text,
          gsize           start,
          gsize           end)
{
  const char *proposed = sluice_proposal_get_text (proposal);

  return strlen (proposed) == end - start && strncmp (proposed, text + start, end - start) == 0;
}

/* A word that is whole asks for nothing, and Return is Return then, also where it begins another. */
static gboolean
is_whole (SluiceCompletion *completion,
          const char       *text)
{
  GListModel *proposals = sluice_completion_get_proposals (completion);

  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr(SluiceProposal) proposal = g_list_model_get_item (proposals, i);

      if (is_there (proposal, text, sluice_completion_get_start (completion),
                    sluice_completion_get_end (completion)))
        return TRUE;
    }

  return FALSE;
}

static GListModel *
list_rows (SluiceSchemaCompletion     *self,
           GtkSourceCompletionContext *context)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_completion_context_get_buffer (context));
  GListStore *rows = g_list_store_new (SLUICE_TYPE_COMPLETION_ROW);
  g_autofree char *text = NULL;
  g_autoptr(SluiceCompletion) completion = complete_at_cursor (self, buffer, &text);
  GListModel *proposals = sluice_completion_get_proposals (completion);
  gboolean whole = is_whole (completion, text);

  for (guint i = 0; !whole && i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr(SluiceCompletionRow) row = g_object_new (SLUICE_TYPE_COMPLETION_ROW, NULL);

      row->proposal = g_list_model_get_item (proposals, i);
      g_list_store_append (rows, row);
    }

  return G_LIST_MODEL (rows);
}

static void
sluice_schema_completion_populate_async (GtkSourceCompletionProvider *provider,
                                         GtkSourceCompletionContext  *context,
                                         GCancellable                *cancellable,
                                         GAsyncReadyCallback          callback,
                                         gpointer                     user_data)
{
  g_autoptr(GTask) task = g_task_new (provider, cancellable, callback, user_data);

  g_task_set_source_tag (task, sluice_schema_completion_populate_async);
  g_task_return_pointer (task, list_rows (SLUICE_SCHEMA_COMPLETION (provider), context), g_object_unref);
}

static GListModel *
sluice_schema_completion_populate_finish (GtkSourceCompletionProvider  *provider,
                                          GAsyncResult                 *result,
                                          GError                      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sluice_schema_completion_refilter (GtkSourceCompletionProvider *provider,
                                   GtkSourceCompletionContext  *context,
                                   GListModel                  *model)
{
  g_autoptr(GListModel) rows = list_rows (SLUICE_SCHEMA_COMPLETION (provider), context);

  gtk_source_completion_context_set_proposals_for_provider (context, provider, rows);
}

static void
sluice_schema_completion_display (GtkSourceCompletionProvider *provider,
                                  GtkSourceCompletionContext  *context,
                                  GtkSourceCompletionProposal *proposal,
                                  GtkSourceCompletionCell     *cell)
{
  SluiceProposal *shown = SLUICE_COMPLETION_ROW (proposal)->proposal;

  switch (gtk_source_completion_cell_get_column (cell))
    {
    case GTK_SOURCE_COMPLETION_COLUMN_ICON:
      gtk_source_completion_cell_set_icon_name (cell, icons[sluice_proposal_get_kind (shown)]);
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_TYPED_TEXT:
      gtk_source_completion_cell_set_text (cell, sluice_proposal_get_label (shown));
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_AFTER:
      gtk_source_completion_cell_set_text (cell, sluice_proposal_get_detail (shown));
      break;
    default:
      gtk_source_completion_cell_set_text (cell, NULL);
      break;
    }
}

static void
sluice_schema_completion_activate (GtkSourceCompletionProvider *provider,
                                   GtkSourceCompletionContext  *context,
                                   GtkSourceCompletionProposal *proposal)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_completion_context_get_buffer (context));
  SluiceProposal *taken = SLUICE_COMPLETION_ROW (proposal)->proposal;
  g_autoptr(SluiceCompletion) completion = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  completion = complete_at_cursor (SLUICE_SCHEMA_COMPLETION (provider), buffer, &text);
  gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                      g_utf8_pointer_to_offset (text, text + sluice_completion_get_start (completion)));
  gtk_text_buffer_get_iter_at_offset (buffer, &end,
                                      g_utf8_pointer_to_offset (text, text + sluice_completion_get_end (completion)));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, sluice_proposal_get_text (taken), -1);
  gtk_text_buffer_end_user_action (buffer);
}

/* After these something is wanted, though no letter of it is there. */
static gboolean
sluice_schema_completion_is_trigger (GtkSourceCompletionProvider *provider,
                                     const GtkTextIter           *iter,
                                     gunichar                     character)
{
  if (SLUICE_SCHEMA_COMPLETION (provider)->notation == SLUICE_NOTATION_JSON_SCHEMA)
    return character == '"';

  return character == '.' || character == '(' || character == '[';
}

static void
sluice_schema_completion_iface_init (GtkSourceCompletionProviderInterface *iface)
{
  iface->populate_async = sluice_schema_completion_populate_async;
  iface->populate_finish = sluice_schema_completion_populate_finish;
  iface->refilter = sluice_schema_completion_refilter;
  iface->display = sluice_schema_completion_display;
  iface->activate = sluice_schema_completion_activate;
  iface->is_trigger = sluice_schema_completion_is_trigger;
}

static void
sluice_schema_completion_class_init (SluiceSchemaCompletionClass *klass)
{
}

static void
sluice_schema_completion_init (SluiceSchemaCompletion *self)
{
}

/**
 * sluice_schema_completion_new:
 * @notation: of the text that is completed
 *
 * Returns: (transfer full): what proposes words to an editor
 */
GtkSourceCompletionProvider *
sluice_schema_completion_new (SluiceNotation notation)
{
  SluiceSchemaCompletion *self = g_object_new (SLUICE_TYPE_SCHEMA_COMPLETION, NULL);

  self->notation = notation;

  return GTK_SOURCE_COMPLETION_PROVIDER (self);
}
