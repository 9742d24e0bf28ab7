/* sluice-schema-editor.c: the text of a schema, with its problems marked
 *
 * A problem is marked in three ways: a wavy line under the text, an icon beside the line, and its
 * words in a tooltip. The pane around the editor says the words once more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-schema-completion.h"
#include "sluice-schema-editor.h"
#include "sluice-source-style.h"

struct _SluiceSchemaEditor
{
  GtkSourceView  parent_instance;

  GtkTextBuffer *buffer;            /* lent by the view */
  GtkTextTag    *tags[3];           /* of the buffer, by severity */
  GListModel    *diagnostics;       /* owned, nullable: of SluiceDiagnostic, in text order */
  guint          setting_text : 1;  /* the change comes from the program */
};

G_DEFINE_FINAL_TYPE (SluiceSchemaEditor, sluice_schema_editor, GTK_SOURCE_TYPE_VIEW)

enum { EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Mark categories and tags by severity. */
static const struct
{
  const char *category;
  const char *icon_name;
  const char *color;
} severities[] = {
  [SLUICE_SEVERITY_ERROR] = { "sluice-error", "sluice-problem-error", "error_color" },
  [SLUICE_SEVERITY_WARNING] = { "sluice-warning", "sluice-problem-warning", "warning_color" },
  [SLUICE_SEVERITY_NOTE] = { "sluice-note", "sluice-problem-note", "accent_color" },
};

static guint
get_n_diagnostics (SluiceSchemaEditor *self)
{
  return self->diagnostics ? g_list_model_get_n_items (self->diagnostics) : 0;
}

/* The model lives as long as the schema that made it, so what is in it can be lent. */
static SluiceDiagnostic *
get_diagnostic (SluiceSchemaEditor *self,
                guint               position)
{
  g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (self->diagnostics, position);

  return diagnostic;
}

static void
get_iter_at_byte (GtkTextBuffer *buffer,
                  const char    *text,
                  gsize          length,
                  gsize          byte,
                  GtkTextIter   *iter)
{
  gtk_text_buffer_get_iter_at_offset (buffer, iter,
                                      g_utf8_pointer_to_offset (text, text + MIN (byte, length)));
}

/* Never empty, or nothing would be seen: at the end of a line the character before it is marked. */
static void
get_problem_bounds (SluiceSchemaEditor *self,
                    const char         *text,
                    SluiceDiagnostic   *diagnostic,
                    GtkTextIter        *start,
                    GtkTextIter        *end)
{
  gsize length = strlen (text);

  get_iter_at_byte (self->buffer, text, length, sluice_diagnostic_get_start (diagnostic), start);
  get_iter_at_byte (self->buffer, text, length, sluice_diagnostic_get_end (diagnostic), end);

  if (gtk_text_iter_equal (start, end) && !gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_char (end);
  else if (gtk_text_iter_equal (start, end) && !gtk_text_iter_starts_line (start))
    gtk_text_iter_backward_char (start);
}

static void
clear_marks (SluiceSchemaEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    {
      gtk_text_buffer_remove_tag (self->buffer, self->tags[i], &start, &end);
      gtk_source_buffer_remove_source_marks (GTK_SOURCE_BUFFER (self->buffer), &start, &end,
                                             severities[i].category);
    }
}

static void
mark_problems (SluiceSchemaEditor *self)
{
  g_autofree char *text = NULL;

  clear_marks (self);

  if (get_n_diagnostics (self) == 0)
    return;

  text = sluice_schema_editor_dup_text (self);
  for (guint i = 0; i < get_n_diagnostics (self); i++)
    {
      SluiceDiagnostic *diagnostic = get_diagnostic (self, i);
      SluiceSeverity severity = sluice_diagnostic_get_severity (diagnostic);
      GtkTextIter start, end;

      get_problem_bounds (self, text, diagnostic, &start, &end);
      gtk_text_buffer_apply_tag (self->buffer, self->tags[severity], &start, &end);
      gtk_source_buffer_create_source_mark (GTK_SOURCE_BUFFER (self->buffer), NULL,
                                            severities[severity].category, &start);
    }
}

static void
update_tag_colors (SluiceSchemaEditor *self)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  for (guint i = 0; self->buffer && i < G_N_ELEMENTS (severities); i++)
    {
      GdkRGBA color;

      if (gtk_style_context_lookup_color (style, severities[i].color, &color))
        g_object_set (self->tags[i], "underline-rgba", &color, NULL);
    }
}

/* The words of all problems of a line, one under the other; NULL when it has none. */
static char *
dup_line_problems (SluiceSchemaEditor *self,
                   guint               line)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < get_n_diagnostics (self); i++)
    {
      SluiceDiagnostic *diagnostic = get_diagnostic (self, i);

      if (sluice_diagnostic_get_line (diagnostic) != line)
        continue;

      if (words->len)
        g_string_append_c (words, '\n');
      g_string_append (words, sluice_diagnostic_get_message (diagnostic));
    }

  return words->len ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static char *
query_mark_tooltip_cb (GtkSourceMarkAttributes *attributes,
                       GtkSourceMark           *mark,
                       SluiceSchemaEditor      *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, GTK_TEXT_MARK (mark));

  return dup_line_problems (self, gtk_text_iter_get_line (&iter) + 1);
}

static gboolean
sluice_schema_editor_query_tooltip (GtkWidget  *widget,
                                    int         x,
                                    int         y,
                                    gboolean    keyboard,
                                    GtkTooltip *tooltip)
{
  SluiceSchemaEditor *self = SLUICE_SCHEMA_EDITOR (widget);
  g_autofree char *words = NULL;
  GtkTextIter iter;
  gboolean marked = FALSE;

  if (keyboard)
    gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  else
    {
      gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
      if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, x, y))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    marked |= gtk_text_iter_has_tag (&iter, self->tags[i]);
  if (marked)
    words = dup_line_problems (self, gtk_text_iter_get_line (&iter) + 1);
  if (!words)
    return FALSE;

  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
buffer_changed_cb (GtkTextBuffer      *buffer,
                   SluiceSchemaEditor *self)
{
  if (!self->setting_text)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
pasted_text_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(SluiceSchemaEditor) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (text && sluice_snippet_is_likely (text))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.offer-import", "s", text);
}

/* A whole script has more to it than its classes. */
static void
paste_done_cb (GtkTextBuffer      *buffer,
               GdkClipboard       *clipboard,
               SluiceSchemaEditor *self)
{
  gdk_clipboard_read_text_async (clipboard, NULL, pasted_text_cb, g_object_ref (self));
}

static void
sluice_schema_editor_css_changed (GtkWidget         *widget,
                                  GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sluice_schema_editor_parent_class)->css_changed (widget, change);

  update_tag_colors (SLUICE_SCHEMA_EDITOR (widget));
}

static void
add_severity (SluiceSchemaEditor *self,
              SluiceSeverity      severity)
{
  g_autoptr(GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();

  self->tags[severity] = gtk_text_buffer_create_tag (self->buffer, NULL,
                                                     "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_source_mark_attributes_set_icon_name (attributes, severities[severity].icon_name);
  g_signal_connect_object (attributes, "query-tooltip-text",
                           G_CALLBACK (query_mark_tooltip_cb), self, 0);
  gtk_source_view_set_mark_attributes (GTK_SOURCE_VIEW (self), severities[severity].category, attributes,
                                       G_N_ELEMENTS (severities) - severity);
}

/* The view makes its buffer while it is being constructed. */
static void
sluice_schema_editor_constructed (GObject *object)
{
  SluiceSchemaEditor *self = SLUICE_SCHEMA_EDITOR (object);

  G_OBJECT_CLASS (sluice_schema_editor_parent_class)->constructed (object);

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    add_severity (self, i);

  sluice_source_style_follow (GTK_SOURCE_BUFFER (self->buffer));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self, 0);
  g_signal_connect_object (self->buffer, "paste-done", G_CALLBACK (paste_done_cb), self, 0);
}

static void
sluice_schema_editor_dispose (GObject *object)
{
  SluiceSchemaEditor *self = SLUICE_SCHEMA_EDITOR (object);

  g_clear_object (&self->diagnostics);

  G_OBJECT_CLASS (sluice_schema_editor_parent_class)->dispose (object);
}

static void
sluice_schema_editor_class_init (SluiceSchemaEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sluice_schema_editor_constructed;
  object_class->dispose = sluice_schema_editor_dispose;
  widget_class->css_changed = sluice_schema_editor_css_changed;
  widget_class->query_tooltip = sluice_schema_editor_query_tooltip;

  signals[EDITED] =
    g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
sluice_schema_editor_init (SluiceSchemaEditor *self)
{
  GtkSourceView *view = GTK_SOURCE_VIEW (self);

  gtk_source_view_set_show_line_numbers (view, TRUE);
  gtk_source_view_set_show_line_marks (view, TRUE);
  gtk_source_view_set_auto_indent (view, TRUE);
  gtk_source_view_set_insert_spaces_instead_of_tabs (view, TRUE);
  gtk_source_view_set_indent_on_tab (view, TRUE);
  gtk_source_view_set_smart_backspace (view, TRUE);
  gtk_source_view_set_tab_width (view, 4);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self), TRUE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), 6);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "editor");
}

/**
 * sluice_schema_editor_new:
 *
 * Returns: (transfer floating): an empty editor
 */
GtkWidget *
sluice_schema_editor_new (void)
{
  return g_object_new (SLUICE_TYPE_SCHEMA_EDITOR, NULL);
}

/**
 * sluice_schema_editor_set_notation:
 * @self: an editor
 * @notation: what its text is written in
 *
 * Sets how the text is coloured, completed, and how far it is indented; once.
 */
void
sluice_schema_editor_set_notation (SluiceSchemaEditor *self,
                                   SluiceNotation      notation)
{
  gboolean classes = notation == SLUICE_NOTATION_CLASSES;
  g_autoptr(GtkSourceCompletionProvider) provider = sluice_schema_completion_new (notation);
  GtkSourceCompletion *completion;

  g_return_if_fail (SLUICE_IS_SCHEMA_EDITOR (self));

  sluice_source_style_set_language (GTK_SOURCE_BUFFER (self->buffer), classes ? "python3" : "json");
  gtk_source_view_set_tab_width (GTK_SOURCE_VIEW (self), classes ? 4 : 2);

  completion = gtk_source_view_get_completion (GTK_SOURCE_VIEW (self));
  g_object_set (completion, "select-on-show", TRUE, NULL);
  gtk_source_completion_add_provider (completion, provider);
}

/**
 * sluice_schema_editor_dup_text:
 * @self: an editor
 *
 * Returns: (transfer full): its text
 */
char *
sluice_schema_editor_dup_text (SluiceSchemaEditor *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (SLUICE_IS_SCHEMA_EDITOR (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

/**
 * sluice_schema_editor_set_text:
 * @self: an editor
 * @text: what it is to hold
 *
 * Replaces the text, where it differs; that cannot be undone, and is not an edit of the person's.
 */
void
sluice_schema_editor_set_text (SluiceSchemaEditor *self,
                               const char         *text)
{
  g_autofree char *present = NULL;
  GtkTextIter start;

  g_return_if_fail (SLUICE_IS_SCHEMA_EDITOR (self));

  present = sluice_schema_editor_dup_text (self);
  if (g_str_equal (present, text))
    return;

  self->setting_text = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->setting_text = FALSE;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
}

/**
 * sluice_schema_editor_replace_text:
 * @self: an editor
 * @text: what it is to hold
 *
 * Replaces the text as if the person had typed it: it can be undone.
 */
void
sluice_schema_editor_replace_text (SluiceSchemaEditor *self,
                                   const char         *text)
{
  GtkTextIter start, end;

  g_return_if_fail (SLUICE_IS_SCHEMA_EDITOR (self));

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

/**
 * sluice_schema_editor_set_diagnostics:
 * @self: an editor
 * @diagnostics: (nullable): a list model of #SluiceDiagnostic about the present text
 *
 * Marks problems in the text.
 */
void
sluice_schema_editor_set_diagnostics (SluiceSchemaEditor *self,
                                      GListModel         *diagnostics)
{
  g_return_if_fail (SLUICE_IS_SCHEMA_EDITOR (self));

  g_set_object (&self->diagnostics, diagnostics);
  mark_problems (self);
}

/**
 * sluice_schema_editor_get_problem:
 * @self: an editor
 *
 * The problem to tell about: the one at the line of the cursor, or else the first.
 *
 * Returns: (transfer none) (nullable): a problem, `NULL` when there is none
 */
SluiceDiagnostic *
sluice_schema_editor_get_problem (SluiceSchemaEditor *self)
{
  guint line;

  g_return_val_if_fail (SLUICE_IS_SCHEMA_EDITOR (self), NULL);

  sluice_schema_editor_get_cursor (self, &line, NULL);
  for (guint i = 0; i < get_n_diagnostics (self); i++)
    if (sluice_diagnostic_get_line (get_diagnostic (self, i)) == line)
      return get_diagnostic (self, i);

  return get_n_diagnostics (self) ? get_diagnostic (self, 0) : NULL;
}

/**
 * sluice_schema_editor_walk_problems:
 * @self: an editor
 * @step: 1 for the next problem, -1 for the one before
 *
 * Moves the cursor to a problem and goes on at the other end after the last.
 *
 * Returns: whether there is a problem
 */
gboolean
sluice_schema_editor_walk_problems (SluiceSchemaEditor *self,
                                    int                 step)
{
  g_autofree char *text = NULL;
  GtkTextIter cursor;
  guint n;
  int target;

  g_return_val_if_fail (SLUICE_IS_SCHEMA_EDITOR (self), FALSE);

  n = get_n_diagnostics (self);
  if (n == 0)
    return FALSE;

  text = sluice_schema_editor_dup_text (self);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  target = step > 0 ? 0 : (int) n - 1;
  for (guint i = 0; i < n; i++)
    {
      guint position = step > 0 ? i : n - 1 - i;
      GtkTextIter start, end;
      int order;

      get_problem_bounds (self, text, get_diagnostic (self, position), &start, &end);
      order = gtk_text_iter_compare (&start, &cursor);
      if (step > 0 ? order > 0 : order < 0)
        {
          target = position;
          break;
        }
    }

  sluice_schema_editor_show_problem (self, get_diagnostic (self, target));
  return TRUE;
}

/**
 * sluice_schema_editor_show_problem:
 * @self: an editor
 * @problem: a problem of its text
 *
 * Moves cursor and focus to a problem.
 */
void
sluice_schema_editor_show_problem (SluiceSchemaEditor *self,
                                   SluiceDiagnostic   *problem)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  g_return_if_fail (SLUICE_IS_SCHEMA_EDITOR (self));
  g_return_if_fail (SLUICE_IS_DIAGNOSTIC (problem));

  text = sluice_schema_editor_dup_text (self);
  get_problem_bounds (self, text, problem, &start, &end);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (self->buffer),
                                0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * sluice_schema_editor_select_bytes:
 * @self: an editor
 * @start: offset of the first byte
 * @end: offset after the last byte
 *
 * Selects a part of the text, shows it and moves the focus there.
 */
void
sluice_schema_editor_select_bytes (SluiceSchemaEditor *self,
                                   gsize               start,
                                   gsize               end)
{
  g_autofree char *text = NULL;
  GtkTextIter from, to;
  gsize length;

  g_return_if_fail (SLUICE_IS_SCHEMA_EDITOR (self));

  text = sluice_schema_editor_dup_text (self);
  length = strlen (text);
  get_iter_at_byte (self->buffer, text, length, start, &from);
  get_iter_at_byte (self->buffer, text, length, end, &to);
  gtk_text_buffer_select_range (self->buffer, &from, &to);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (self->buffer),
                                0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * sluice_schema_editor_get_cursor:
 * @self: an editor
 * @line: (out) (optional): its line, from 1
 * @column: (out) (optional): its column in characters, from 1
 *
 * Tells where the cursor is.
 */
void
sluice_schema_editor_get_cursor (SluiceSchemaEditor *self,
                                 guint              *line,
                                 guint              *column)
{
  GtkTextIter iter;

  g_return_if_fail (SLUICE_IS_SCHEMA_EDITOR (self));

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  if (line)
    *line = gtk_text_iter_get_line (&iter) + 1;
  if (column)
    *column = gtk_text_iter_get_line_offset (&iter) + 1;
}
