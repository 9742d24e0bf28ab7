/* sluice-wire-view.c: what went over the wire: the stream, the answer in it, and the request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys read •••• wherever they travel: the engine never hands them out here.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "sluice-gradual-model.h"
#include "sluice-look.h"
#include "sluice-wire-view.h"

/* An answer is often one line, which a text view lays out as a whole: only so much of it is shown. */
#define WINDOW_BYTES (16 * 1024)

/* The text of the answer follows the stream at most this often. */
#define ANSWER_INTERVAL_US (G_USEC_PER_SEC / 6)

struct _SluiceWireView
{
  GtkWidget            parent_instance;

  GtkStack            *pages;
  GtkColumnView       *stream;
  GtkSingleSelection  *frames;
  GtkColumnViewColumn *time_column;
  GtkColumnViewColumn *size_column;
  GtkColumnViewColumn *brings_column;
  GtkColumnViewColumn *text_column;
  GtkScrolledWindow   *stream_scroller;
  GtkWidget           *frame_scroller;
  GtkTextView         *frame_text;
  GtkTextView         *answer_text;
  GtkLabel            *request_head;
  GtkSourceBuffer     *body_buffer;
  GtkWidget           *curl_button;

  SluiceAttempt       *attempt;        /* nullable */
  SluiceProvider      *provider;       /* nullable: a replay has none */
  gsize                shown_start;    /* the bytes of the answer that are shown: [start, end) */
  gsize                shown_end;
  gsize                mark_start;     /* the bytes that are marked; empty for none */
  gsize                mark_end;
  gint64               answer_time;    /* us */
  gboolean             request_shown;
  guint                last_frame;     /* the one that was selected before the list went out of sight */
  gboolean             selecting;      /* a selection of ours, not the person's */
};

enum { BYTE_CHOSEN, COPIED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceWireView, sluice_wire_view, GTK_TYPE_WIDGET)

/* A hyphen at the end of a line would not be one of the text. */
static void
forbid_hyphens (GtkTextBuffer *buffer,
                int            from)
{
  GtkTextTagTable *tags = gtk_text_buffer_get_tag_table (buffer);
  GtkTextIter start, end;

  if (!gtk_text_tag_table_lookup (tags, "plain"))
    gtk_text_buffer_create_tag (buffer, "plain", "insert-hyphens", FALSE, NULL);

  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_apply_tag_by_name (buffer, "plain", &start, &end);
}

/* The stream. */

static void
bind_time (SluiceWireView *self,
           GtkInscription *cell,
           guint           position,
           SluiceFrame    *frame)
{
  g_autofree char *text = sluice_format_seconds (sluice_frame_get_time (frame) / (gdouble) G_USEC_PER_SEC);

  gtk_inscription_set_text (cell, text);
}

static void
bind_size (SluiceWireView *self,
           GtkInscription *cell,
           guint           position,
           SluiceFrame    *frame)
{
  g_autofree char *text = sluice_format_count (sluice_frame_get_size (frame));

  gtk_inscription_set_text (cell, text);
}

/* Events of one stream are all alike but for this: the piece of the answer in them. */
static void
bind_piece (SluiceWireView *self,
            GtkInscription *cell,
            guint           position,
            SluiceFrame    *frame)
{
  const char *text = self->attempt ? sluice_attempt_get_text (self->attempt) : NULL;
  g_autofree char *line = NULL;
  gsize start, end;

  if (text && sluice_attempt_get_frame_range (self->attempt, position, &start, &end) && end > start)
    line = sluice_format_line (text + start, end - start, FALSE);

  gtk_inscription_set_text (cell, line);
}

static void
bind_text (SluiceWireView *self,
           GtkInscription *cell,
           guint           position,
           SluiceFrame    *frame)
{
  const char *name = sluice_frame_get_name (frame);
  const char *data = sluice_frame_get_data (frame);
  g_autofree char *line = sluice_format_line (data, strlen (data), FALSE);
  g_autofree char *text = name ? g_strdup_printf ("%s  %s", name, line) : NULL;

  gtk_inscription_set_text (cell, text ? text : line);
}

typedef void (* BindFunc) (SluiceWireView *self,
                           GtkInscription *cell,
                           guint           position,
                           SluiceFrame    *frame);

typedef struct
{
  SluiceWireView *view;  /* not owned: owns the column that owns this */
  BindFunc        bind;
} CellContext;

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          CellContext              *context)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_INSCRIPTION,
                                  "min-chars", 0, "nat-chars", 6, "min-lines", 1, "nat-lines", 1,
                                  "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                                  "valign", GTK_ALIGN_CENTER, NULL);

  if (context->bind == bind_text || context->bind == bind_piece)
    gtk_widget_add_css_class (cell, "monospace");
  else
    gtk_widget_add_css_class (cell, "numeric");

  /* What counts is the piece of the answer. */
  if (context->bind != bind_piece)
    gtk_widget_add_css_class (cell, "dim-label");

  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         CellContext              *context)
{
  context->bind (context->view, GTK_INSCRIPTION (gtk_list_item_get_child (list_item)),
                 gtk_list_item_get_position (list_item), gtk_list_item_get_item (list_item));
}

static void
free_context (gpointer  data,
              GClosure *closure)
{
  g_free (data);
}

static void
add_factory (SluiceWireView      *self,
             GtkColumnViewColumn *column,
             BindFunc             bind)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  CellContext *context = g_new0 (CellContext, 1);

  context->view = self;
  context->bind = bind;
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), context, free_context, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), context);
  gtk_column_view_column_set_factory (column, factory);
}

static void
scroll_to_frame (SluiceWireView *self,
                 guint           position)
{
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->stream)),
                              "list.scroll-to-item", "u", position);
}

static void
frame_selected_cb (SluiceWireView *self)
{
  SluiceFrame *frame = gtk_single_selection_get_selected_item (self->frames);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->frame_text);
  gsize start, end;

  gtk_widget_set_visible (self->frame_scroller, frame != NULL);
  gtk_text_buffer_set_text (buffer, frame ? sluice_frame_get_data (frame) : "", -1);
  forbid_hyphens (buffer, 0);

  /* Which field an event brought something of is known by the bytes of the answer in it. */
  if (frame && !self->selecting &&
      sluice_attempt_get_frame_range (self->attempt, gtk_single_selection_get_selected (self->frames),
                                      &start, &end))
    {
      self->mark_start = start;
      self->mark_end = end;
      g_signal_emit (self, signals[BYTE_CHOSEN], 0, (guint64) (end > start ? end - 1 : start));
    }
}

/* The answer. */

static gsize
align (const char *text,
       gsize       offset,
       gsize       length)
{
  while (offset < length && ((guchar) text[offset] & 0xC0) == 0x80)
    offset++;

  return MIN (offset, length);
}

static void
mark_answer (SluiceWireView *self,
             const char     *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->answer_text);
  gsize start = CLAMP (self->mark_start, self->shown_start, self->shown_end);
  gsize end = CLAMP (self->mark_end, self->shown_start, self->shown_end);
  GtkTextIter first, last;

  gtk_text_buffer_get_bounds (buffer, &first, &last);
  gtk_text_buffer_remove_tag_by_name (buffer, "mark", &first, &last);

  if (end <= start)
    return;

  gtk_text_buffer_get_iter_at_offset (buffer, &first,
                                      g_utf8_pointer_to_offset (text + self->shown_start, text + start));
  gtk_text_buffer_get_iter_at_offset (buffer, &last,
                                      g_utf8_pointer_to_offset (text + self->shown_start, text + end));
  gtk_text_buffer_apply_tag_by_name (buffer, "mark", &first, &last);
  gtk_text_view_scroll_to_iter (self->answer_text, &first, 0.1, TRUE, 0.0, 0.3);
}

static void
show_answer (SluiceWireView *self,
             gsize           start,
             gsize           end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->answer_text);
  const char *text = sluice_attempt_get_text (self->attempt);
  gsize length = text ? strlen (text) : 0;

  self->shown_start = text ? align (text, MIN (start, length), length) : 0;
  self->shown_end = text ? align (text, MIN (end, length), length) : 0;
  gtk_text_buffer_set_text (buffer, text ? text + self->shown_start : "",
                            self->shown_end - self->shown_start);
  forbid_hyphens (buffer, 0);
  if (text)
    mark_answer (self, text);
}

static void
append_answer (SluiceWireView *self)
{
  const char *text = sluice_attempt_get_text (self->attempt);
  gsize length = text ? strlen (text) : 0;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->answer_text);
  GtkTextIter end;
  int n_before;

  if (length == self->shown_end || self->mark_end > self->mark_start)
    return;

  if (length - self->shown_start > WINDOW_BYTES)
    {
      show_answer (self, length - WINDOW_BYTES / 2, length);
      return;
    }

  n_before = gtk_text_buffer_get_char_count (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text + self->shown_end, length - self->shown_end);
  forbid_hyphens (buffer, n_before);
  self->shown_end = length;
}

static void
reveal_bytes (SluiceWireView *self)
{
  const char *text = sluice_attempt_get_text (self->attempt);

  if (self->mark_start < self->shown_start || self->mark_end > self->shown_end)
    {
      gsize start = self->mark_start > WINDOW_BYTES / 4 ? self->mark_start - WINDOW_BYTES / 4 : 0;

      show_answer (self, start, start + WINDOW_BYTES);
    }
  else if (text)
    {
      mark_answer (self, text);
    }
}

/* The request. */

static void
show_request (SluiceWireView *self)
{
  const char *url = sluice_attempt_get_url (self->attempt);
  const char *headers = sluice_attempt_get_request_headers (self->attempt);
  JsonNode *body = sluice_attempt_get_request_body (self->attempt);
  g_autofree char *head = NULL;
  g_autofree char *text = NULL;

  if (!url && !body)
    {
      gtk_label_set_label (self->request_head, _("A recording holds the answer, not the request"));
      gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->body_buffer), "", 0);
      return;
    }

  head = g_strdup_printf ("POST %s\n%s", url ? url : "", headers ? headers : "");
  text = body ? json_to_string (body, TRUE) : g_strdup ("");
  gtk_label_set_label (self->request_head, g_strchomp (head));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->body_buffer), text, -1);
  self->request_shown = TRUE;
}

static const char *
get_key_variable (SluiceWireView *self)
{
  const char **variables = self->provider ? sluice_provider_get_key_variables (self->provider) : NULL;

  return variables && variables[0] ? variables[0] : "API_KEY";
}

static void
copy_curl_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  SluiceWireView *self = SLUICE_WIRE_VIEW (widget);
  g_autofree char *command = NULL;

  if (!self->attempt || !sluice_attempt_get_url (self->attempt))
    return;

  command = sluice_curl_format (sluice_attempt_get_url (self->attempt),
                                sluice_attempt_get_request_headers (self->attempt),
                                sluice_attempt_get_request_body (self->attempt),
                                get_key_variable (self), g_variant_get_boolean (parameter));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
  g_signal_emit (self, signals[COPIED], 0);
}

static gboolean
is_page (SluiceWireView *self,
         const char     *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) == 0;
}

/* What is hidden does no work; on show it catches up. */
static void
catch_up (SluiceWireView *self)
{
  gboolean has_request;

  if (!self->attempt)
    return;

  has_request = sluice_attempt_get_url (self->attempt) != NULL;
  gtk_widget_set_sensitive (self->curl_button, has_request);

  if (is_page (self, "answer"))
    append_answer (self);
  else if (is_page (self, "request") && !self->request_shown)
    show_request (self);
}

static void
page_changed_cb (SluiceWireView *self)
{
  catch_up (self);
}

static void
update_widths (SluiceWireView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  gtk_column_view_column_set_fixed_width (self->time_column, width * 7 + 12);
  gtk_column_view_column_set_fixed_width (self->size_column, width * 7 + 12);
  gtk_column_view_column_set_fixed_width (self->brings_column, width * 20 + 12);

  pango_font_metrics_unref (metrics);
}

static void
update_style (SluiceWireView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  GtkSourceStyleScheme *scheme =
    gtk_source_style_scheme_manager_get_scheme (schemes, dark ? "Adwaita-dark" : "Adwaita");
  GtkTextTagTable *tags = gtk_text_buffer_get_tag_table (gtk_text_view_get_buffer (self->answer_text));
  GtkTextTag *mark = gtk_text_tag_table_lookup (tags, "mark");

  gtk_source_buffer_set_style_scheme (self->body_buffer, scheme);

  if (!mark)
    {
      mark = gtk_text_tag_new ("mark");
      gtk_text_tag_table_add (tags, mark);
      g_object_unref (mark);
    }

  g_object_set (mark, "background", dark ? "#1c4a86" : "#c3dcf7", NULL);
}

static void
sluice_wire_view_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sluice_wire_view_parent_class)->css_changed (widget, change);

  update_widths (SLUICE_WIRE_VIEW (widget));
}

/* A list makes its rows even where nobody sees them, so while that is so it has none. */
static void
show_frames (SluiceWireView *self,
             gboolean        show)
{
  GListModel *before = gtk_single_selection_get_model (self->frames);
  g_autoptr(GListModel) frames = NULL;

  show = show && self->attempt;
  if (show == (before != NULL))
    return;

  if (show)
    frames = sluice_gradual_model_new (sluice_attempt_get_frames (self->attempt));
  if (show && self->last_frame != GTK_INVALID_LIST_POSITION)
    sluice_gradual_model_catch_up (frames);

  self->selecting = TRUE;
  if (!show)
    self->last_frame = gtk_single_selection_get_selected (self->frames);
  gtk_single_selection_set_model (self->frames, frames);
  if (show)
    gtk_single_selection_set_selected (self->frames, self->last_frame);
  self->selecting = FALSE;
}

static void
sluice_wire_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sluice_wire_view_parent_class)->map (widget);

  show_frames (SLUICE_WIRE_VIEW (widget), TRUE);
  catch_up (SLUICE_WIRE_VIEW (widget));
}

static void
sluice_wire_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sluice_wire_view_parent_class)->unmap (widget);

  show_frames (SLUICE_WIRE_VIEW (widget), FALSE);
}

static void
sluice_wire_view_dispose (GObject *object)
{
  SluiceWireView *self = SLUICE_WIRE_VIEW (object);
  GtkWidget *child;

  g_clear_object (&self->attempt);
  g_clear_object (&self->provider);
  gtk_widget_dispose_template (GTK_WIDGET (self), SLUICE_TYPE_WIRE_VIEW);

  /* Of its direct children GTK 4.8 takes out only those that are bound. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);


  G_OBJECT_CLASS (sluice_wire_view_parent_class)->dispose (object);
}

static void
sluice_wire_view_class_init (SluiceWireViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);

  object_class->dispose = sluice_wire_view_dispose;
  widget_class->map = sluice_wire_view_map;
  widget_class->unmap = sluice_wire_view_unmap;
  widget_class->css_changed = sluice_wire_view_css_changed;

  signals[BYTE_CHOSEN] = g_signal_new ("byte-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[COPIED] = g_signal_new ("copied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-wire-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, pages);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, stream);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, frames);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, time_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, size_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, brings_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, text_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, stream_scroller);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, frame_scroller);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, frame_text);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, answer_text);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, request_head);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, body_buffer);
  gtk_widget_class_bind_template_child (widget_class, SluiceWireView, curl_button);
  gtk_widget_class_install_action (widget_class, "wire.copy-curl", "b", copy_curl_action);
}

static void
sluice_wire_view_init (SluiceWireView *self)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->last_frame = GTK_INVALID_LIST_POSITION;

  gtk_source_buffer_set_language (self->body_buffer,
                                  gtk_source_language_manager_get_language (languages, "json"));
  update_style (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_style), self, G_CONNECT_SWAPPED);

  add_factory (self, self->time_column, bind_time);
  add_factory (self, self->size_column, bind_size);
  add_factory (self, self->brings_column, bind_piece);
  add_factory (self, self->text_column, bind_text);
  g_signal_connect_swapped (self->frames, "notify::selected-item", G_CALLBACK (frame_selected_cb), self);
  g_signal_connect_swapped (self->pages, "notify::visible-child", G_CALLBACK (page_changed_cb), self);
}

/**
 * sluice_wire_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
SluiceWireView *
sluice_wire_view_new (void)
{
  return g_object_new (SLUICE_TYPE_WIRE_VIEW, NULL);
}

/**
 * sluice_wire_view_set_attempt:
 * @self: a view
 * @attempt: (nullable): the attempt to show
 * @provider: (nullable): whom its request went to; %NULL in a replay
 *
 * Shows another attempt.
 */
void
sluice_wire_view_set_attempt (SluiceWireView *self,
                              SluiceAttempt  *attempt,
                              SluiceProvider *provider)
{
  g_return_if_fail (SLUICE_IS_WIRE_VIEW (self));

  g_set_object (&self->provider, provider);
  if (!g_set_object (&self->attempt, attempt))
    return;

  show_frames (self, FALSE);
  self->last_frame = GTK_INVALID_LIST_POSITION;
  show_frames (self, gtk_widget_get_mapped (GTK_WIDGET (self)));

  self->shown_start = self->shown_end = self->mark_start = self->mark_end = 0;
  self->request_shown = FALSE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->answer_text), "", 0);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    catch_up (self);
}

/**
 * sluice_wire_view_set_compact:
 * @self: a view
 * @compact: whether it is narrow
 *
 * Makes room.
 */
void
sluice_wire_view_set_compact (SluiceWireView *self,
                              gboolean        compact)
{
  g_return_if_fail (SLUICE_IS_WIRE_VIEW (self));

  if (compact)
    gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->curl_button), "edit-copy-symbolic");
  else
    gtk_menu_button_set_label (GTK_MENU_BUTTON (self->curl_button), _("Copy as _cURL"));
}

/**
 * sluice_wire_view_update:
 * @self: a view
 * @live: whether more may come
 *
 * Is called after the run has announced what has arrived.
 */
void
sluice_wire_view_update (SluiceWireView *self,
                         gboolean        live)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (SLUICE_IS_WIRE_VIEW (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || (live && now - self->answer_time < ANSWER_INTERVAL_US))
    return;

  self->answer_time = now;
  catch_up (self);
}

/**
 * sluice_wire_view_show_answer:
 * @self: a view
 *
 * Shows the text of the answer, as the model wrote it.
 */
void
sluice_wire_view_show_answer (SluiceWireView *self)
{
  g_return_if_fail (SLUICE_IS_WIRE_VIEW (self));

  gtk_stack_set_visible_child_name (self->pages, "answer");
}

/**
 * sluice_wire_view_select_bytes:
 * @self: a view
 * @start: the first byte in the text of the answer
 * @end: one past the last
 *
 * Marks bytes of the answer, and selects the event that brought the first of them.
 */
void
sluice_wire_view_select_bytes (SluiceWireView *self,
                               gsize           start,
                               gsize           end)
{
  guint frame;

  g_return_if_fail (SLUICE_IS_WIRE_VIEW (self));

  if (!self->attempt)
    return;

  self->mark_start = start;
  self->mark_end = end;
  show_frames (self, TRUE);
  frame = sluice_attempt_find_frame (self->attempt, start);

  self->selecting = TRUE;
  if (frame != G_MAXUINT)
    {
      sluice_gradual_model_catch_up (gtk_single_selection_get_model (self->frames));
      gtk_single_selection_set_selected (self->frames, frame);
      scroll_to_frame (self, frame);
    }
  self->selecting = FALSE;

  gtk_stack_set_visible_child_name (self->pages, "answer");
  reveal_bytes (self);
}
