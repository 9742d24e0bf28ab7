/* sluice-sent-view.c: what a provider receives of an extraction
 *
 * The request as it is sent, with the lines marked that the provider's dialect of JSON Schema has
 * changed, and below it, for whoever wants to know, what became of each rule and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "sluice-sent-differences.h"
#include "sluice-sent-view.h"
#include "sluice-source-style.h"

struct _SluiceSentView
{
  GtkWidget        parent_instance;

  GtkTextView     *body;
  GtkTextBuffer   *buffer;
  GtkWidget       *rewrites_box;
  GtkToggleButton *rewrites_button;
  GtkImage        *rewrites_arrow;
  GtkLabel        *rewrites_label;
  GtkListView     *rewrites;

  gboolean         blank;            /* nothing is shown yet: where to begin is ours to say */
};

enum { POINTER_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceSentView, sluice_sent_view, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon_name;
  const char *css_class;
} fates[] = {
  [SLUICE_FATE_ENFORCED] = { "sluice-complete-symbolic", "success" },
  [SLUICE_FATE_REWRITTEN] = { "document-edit-symbolic", "accent" },
  [SLUICE_FATE_CHECKED_HERE] = { "dialog-information-symbolic", "dim-label" },
  [SLUICE_FATE_REFUSED] = { "sluice-invalid-symbolic", "error" },
};

static const char *
get_fate_label (SluiceFate fate)
{
  switch (fate)
    {
    case SLUICE_FATE_REWRITTEN:
      /* Translators: a rule of a schema is sent in other words */
      return _("Rewritten");
    case SLUICE_FATE_CHECKED_HERE:
      /* Translators: a rule of a schema is not enforced by the provider, but checked in this program */
      return _("Checked here only");
    case SLUICE_FATE_REFUSED:
      /* Translators: a rule of a schema that the provider will not take */
      return _("Refused");
    case SLUICE_FATE_ENFORCED:
    default:
      /* Translators: a rule of a schema that the provider holds the model to */
      return _("Enforced");
    }
}

/* What the extraction asks for, also where it cannot be sent yet for lack of a message or a value. */
static SluiceRequest *
create_request (SluiceExtraction *extraction)
{
  SluiceRequest *request = sluice_extraction_create_request (extraction, NULL);
  g_autofree char *model = NULL;
  SluiceShape shape;
  SluiceMode mode;
  gboolean strict;

  if (request)
    return request;

  g_object_get (extraction, "shape", &shape, "mode", &mode, "strict", &strict, "model", &model, NULL);
  request = sluice_request_new (sluice_extraction_get_schema (extraction), shape);
  sluice_request_set_mode (request, mode);
  sluice_request_set_strict (request, strict);
  sluice_request_set_model (request, model);

  return request;
}

static char *
print (JsonNode *node)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, node);

  return json_generator_to_data (generator, NULL);
}

static void
show_line (SluiceSentView *self,
           guint           line,
           double          yalign)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (self->buffer, &iter, (int) line);
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  gtk_text_view_scroll_to_mark (self->body, gtk_text_buffer_get_insert (self->buffer), 0, TRUE, 0, yalign);
}

static guint
get_top_line (SluiceSentView *self)
{
  GdkRectangle visible;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (self->body, &visible);
  gtk_text_view_get_line_at_y (self->body, &iter, visible.y, NULL);

  return gtk_text_iter_get_line (&iter);
}

static void
mark_lines (SluiceSentView *self,
            GArray         *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_line (self->buffer, &start, (int) g_array_index (lines, guint, i));
      end = start;
      gtk_text_iter_forward_line (&end);
      gtk_text_buffer_apply_tag_by_name (self->buffer, "difference", &start, &end);
    }
}

static void
mark_differences (SluiceSentView   *self,
                  const char       *body,
                  SluiceSchema     *schema,
                  SluiceSentSchema *sent)
{
  g_autofree char *draft_json = sluice_schema_to_json (schema, 0);
  g_autoptr(JsonNode) draft = json_from_string (draft_json, NULL);
  g_autofree char *draft_text = NULL;
  g_autofree char *sent_text = NULL;
  g_autoptr(GArray) lines = NULL;

  if (!draft)
    return;

  draft_text = print (draft);
  sent_text = print (sluice_sent_schema_get_json (sent));
  lines = sluice_sent_differences_find (body, sent_text, draft_text);
  mark_lines (self, lines);
  /* Above the schema are the messages, which may be long. */
  if (self->blank && lines->len > 0)
    show_line (self, g_array_index (lines, guint, 0), 0.1);
}

/* Rules that travel as they are tell nobody anything. */
static gboolean
is_telling (gpointer item,
            gpointer user_data)
{
  return sluice_rewrite_get_fate (item) != SLUICE_FATE_ENFORCED;
}

static char *
dup_rewrites_title (SluiceSentSchema *sent)
{
  guint n_rewritten = sluice_sent_schema_count (sent, SLUICE_FATE_REWRITTEN);
  guint n_here = sluice_sent_schema_count (sent, SLUICE_FATE_CHECKED_HERE);
  guint n_refused = sluice_sent_schema_count (sent, SLUICE_FATE_REFUSED);
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;
  char *part;

  if (n_refused > 0)
    {
      part = g_strdup_printf (ngettext ("%u rule refused", "%u rules refused", n_refused), n_refused);
      g_strv_builder_add (parts, part);
      g_free (part);
    }
  if (n_rewritten > 0)
    {
      part = g_strdup_printf (ngettext ("%u rule rewritten", "%u rules rewritten", n_rewritten), n_rewritten);
      g_strv_builder_add (parts, part);
      g_free (part);
    }
  if (n_here > 0)
    {
      part = g_strdup_printf (ngettext ("%u rule checked here only", "%u rules checked here only", n_here),
                              n_here);
      g_strv_builder_add (parts, part);
      g_free (part);
    }
  words = g_strv_builder_end (parts);

  return g_strjoinv (" · ", words);
}

static void
show_rewrites (SluiceSentView   *self,
               SluiceSentSchema *sent)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_telling, NULL, NULL));
  GListModel *rewrites = g_object_ref (sluice_sent_schema_get_rewrites (sent));
  g_autoptr(GtkFilterListModel) telling = gtk_filter_list_model_new (rewrites, filter);
  g_autoptr(GtkNoSelection) rows = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (telling)));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (telling));
  g_autofree char *title = dup_rewrites_title (sent);

  gtk_list_view_set_model (self->rewrites, GTK_SELECTION_MODEL (rows));
  gtk_label_set_label (self->rewrites_label, title);
  gtk_widget_set_visible (self->rewrites_box, n > 0);
}

static void
show_request (SluiceSentView *self,
              SluiceProvider *provider,
              SluiceRequest  *request,
              const char     *body)
{
  SluiceWire *wire = sluice_provider_get_wire (provider);
  SluiceSchema *schema = sluice_request_get_schema (request);
  g_autoptr(SluiceSentSchema) sent = schema ? sluice_wire_send_schema (wire, request) : NULL;
  guint top = self->blank ? 0 : get_top_line (self);

  gtk_text_buffer_set_text (self->buffer, body, -1);
  if (!self->blank)
    show_line (self, top, 0);
  if (!sent)
    {
      gtk_widget_set_visible (self->rewrites_box, FALSE);
      return;
    }

  mark_differences (self, body, schema, sent);
  self->blank = FALSE;
  show_rewrites (self, sent);
}

/* Rows. */

static void
row_setup_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *message = gtk_label_new (NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (message), 0);
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (message), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (message, "caption");
  gtk_widget_add_css_class (message, "dim-label");
  gtk_widget_add_css_class (row, "rewrite-row");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), message);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_list_item_set_child (item, row);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  SluiceRewrite *rewrite = gtk_list_item_get_item (item);
  SluiceFate fate = sluice_rewrite_get_fate (rewrite);
  const char *pointer = sluice_rewrite_get_pointer (rewrite);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_next_sibling (icon));
  GtkWidget *message = gtk_widget_get_next_sibling (title);
  const char *classes[] = { fates[fate].css_class, NULL };
  /* Translators: a keyword of a schema, its place in the schema, and what became of it */
  g_autofree char *text = g_strdup_printf (_("%s at %s: %s"), sluice_rewrite_get_keyword (rewrite),
                                           *pointer ? pointer : "/", get_fate_label (fate));

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), fates[fate].icon_name);
  gtk_widget_set_css_classes (icon, classes);
  gtk_label_set_label (GTK_LABEL (title), text);
  gtk_widget_set_tooltip_text (title, text);
  gtk_label_set_label (GTK_LABEL (message), sluice_rewrite_get_message (rewrite));
}

static void
rewrite_activated_cb (SluiceSentView *self,
                      guint           position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->rewrites));
  g_autoptr(SluiceRewrite) rewrite = g_list_model_get_item (model, position);

  g_signal_emit (self, signals[POINTER_CHOSEN], 0, sluice_rewrite_get_pointer (rewrite));
}

static void
rewrites_toggled_cb (SluiceSentView *self)
{
  gtk_image_set_from_icon_name (self->rewrites_arrow,
                                gtk_toggle_button_get_active (self->rewrites_button) ? "pan-down-symbolic"
                                                                                     : "pan-end-symbolic");
}

static gboolean
sluice_sent_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SLUICE_SENT_VIEW (widget)->body));
}

static void
sluice_sent_view_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_sent_view_parent_class)->dispose (object);
}

static void
sluice_sent_view_class_init (SluiceSentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_sent_view_dispose;
  widget_class->grab_focus = sluice_sent_view_grab_focus;

  /* SluiceSentView::pointer-chosen: the person wants to see what the draft says there. */
  signals[POINTER_CHOSEN] =
    g_signal_new ("pointer-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/sluice/Sluice/ui/sluice-sent-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceSentView, body);
  gtk_widget_class_bind_template_child (widget_class, SluiceSentView, buffer);
  gtk_widget_class_bind_template_child (widget_class, SluiceSentView, rewrites_box);
  gtk_widget_class_bind_template_child (widget_class, SluiceSentView, rewrites_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceSentView, rewrites_arrow);
  gtk_widget_class_bind_template_child (widget_class, SluiceSentView, rewrites_label);
  gtk_widget_class_bind_template_child (widget_class, SluiceSentView, rewrites);
  gtk_widget_class_bind_template_callback (widget_class, rewrite_activated_cb);
}

static void
sluice_sent_view_init (SluiceSentView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  /* Of the accent colour, and clear enough for either background to show through. */
  const GdkRGBA colour = { 0.21f, 0.52f, 0.89f, 0.16f };

  self->blank = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sluice_source_style_follow (GTK_SOURCE_BUFFER (self->buffer));
  sluice_source_style_set_language (GTK_SOURCE_BUFFER (self->buffer), "json");
  gtk_text_buffer_create_tag (self->buffer, "difference", "paragraph-background-rgba", &colour, NULL);

  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);
  gtk_list_view_set_factory (self->rewrites, factory);
  g_object_unref (factory);
  g_signal_connect_swapped (self->rewrites_button, "toggled", G_CALLBACK (rewrites_toggled_cb), self);
}

/**
 * sluice_sent_view_show:
 * @self: a view
 * @extraction: what would be sent
 * @client: what would send it
 * @error: return location for an error
 *
 * Shows what the extraction's provider would receive of it now.
 *
 * Returns: (transfer full) (nullable): who receives it and how large it is, for people; %NULL with
 *   an error where it cannot be sent, and %NULL without one where no model is chosen
 */
char *
sluice_sent_view_show (SluiceSentView   *self,
                       SluiceExtraction *extraction,
                       SluiceClient     *client,
                       GError          **error)
{
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  SluiceProvider *provider;
  guint tokens;

  g_return_val_if_fail (SLUICE_IS_SENT_VIEW (self), NULL);
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (extraction), NULL);

  g_object_get (extraction, "provider", &id, NULL);
  provider = id ? sluice_catalogue_lookup (sluice_client_get_catalogue (client), id) : NULL;
  if (!provider || !sluice_schema_check_valid (sluice_extraction_get_schema (extraction), error))
    {
      sluice_sent_view_clear (self);
      return NULL;
    }

  request = create_request (extraction);
  body = sluice_client_preview (client, provider, request, error);
  if (!body)
    {
      sluice_sent_view_clear (self);
      return NULL;
    }

  text = print (body);
  g_object_get (self->buffer, "text", &shown, NULL);
  if (!g_str_equal (text, shown))
    show_request (self, provider, request, text);
  tokens = (strlen (text) + 3) / 4;

  /* Translators: how large a request is; the first %s is a provider's name */
  return g_strdup_printf (ngettext ("As %s receives it: about %u token",
                                    "As %s receives it: about %u tokens", tokens),
                          sluice_provider_get_name (provider), tokens);
}

/**
 * sluice_sent_view_clear:
 * @self: a view
 *
 * Shows nothing.
 */
void
sluice_sent_view_clear (SluiceSentView *self)
{
  g_return_if_fail (SLUICE_IS_SENT_VIEW (self));

  self->blank = TRUE;
  gtk_text_buffer_set_text (self->buffer, "", -1);
  gtk_widget_set_visible (self->rewrites_box, FALSE);
}
