/* sluice-schema-pane.c: the schema of an extraction, to be written in either notation
 *
 * Classes and JSON Schema are two views of one schema. The text that was edited last is the
 * source, and belongs to the extraction; the other view is made of it, when it is looked at.
 * While the source has errors the other view cannot be edited: what it shows may lack a part, and
 * editing it would lose the person's text.
 *
 * An edit travels: edited_cb -> (300 ms without another) -> sluice_schema_pane_commit ->
 * the extraction's "changed" -> extraction_changed_cb -> update_views.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-infer-dialog.h"
#include "sluice-schema-editor.h"
#include "sluice-schema-pane.h"
#include "sluice-sent-view.h"

#define CHECK_DELAY_MS 300

struct _SluiceSchemaPane
{
  GtkWidget           parent_instance;

  GtkMenuButton      *view_button;
  GtkStack           *stack;
  SluiceSchemaEditor *classes;
  SluiceSchemaEditor *json_schema;
  SluiceSentView     *sent;
  GtkWidget          *problem_button;
  GtkImage           *problem_icon;
  GtkLabel           *problem_label;
  GtkDropDown        *root_drop_down;
  GtkLabel           *cursor_label;

  SluiceExtraction   *extraction;     /* owned, nullable */
  SluiceClient       *client;         /* owned, nullable: knows what would be sent */
  SluiceSchema       *schema;         /* owned, nullable: the one that the views show */
  SluiceSchemaEditor *edited;         /* lent: has text that the extraction has not; NULL = none */
  guint               check;          /* timeout, 0 = none */
  guint               preview;        /* idle, 0 = none */
  guint               updating_roots : 1;
  guint               narrow : 1;
};

G_DEFINE_FINAL_TYPE (SluiceSchemaPane, sluice_schema_pane, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_VIEW, PROP_NARROW, N_PROPS };
enum { CHECKED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const struct
{
  const char *icon_name;
  const char *css_class;
} severities[] = {
  [SLUICE_SEVERITY_ERROR] = { "sluice-invalid-symbolic", "error" },
  [SLUICE_SEVERITY_WARNING] = { "sluice-missing-symbolic", "warning" },
  [SLUICE_SEVERITY_NOTE] = { "dialog-information-symbolic", "accent" },
};

static gboolean
is_false_cb (gpointer object,
             gboolean value)
{
  return !value;
}

static const char *
get_view (SluiceSchemaPane *self)
{
  /* The buttons ask for it while the template is still being built. */
  const char *name = self->stack ? gtk_stack_get_visible_child_name (self->stack) : NULL;

  return name ? name : "classes";
}

/* The editor that is on screen, NULL when that is not an editor. */
static SluiceSchemaEditor *
get_editor (SluiceSchemaPane *self)
{
  if (g_str_equal (get_view (self), "classes"))
    return self->classes;

  return g_str_equal (get_view (self), "json-schema") ? self->json_schema : NULL;
}

static SluiceSchemaEditor *
get_source (SluiceSchemaPane *self)
{
  if (self->schema && sluice_schema_get_notation (self->schema) == SLUICE_NOTATION_JSON_SCHEMA)
    return self->json_schema;

  return self->classes;
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

static const char *
get_view_label (const char *view)
{
  if (g_str_equal (view, "json-schema"))
    return _("JSON Schema");

  return g_str_equal (view, "as-sent") ? _("As Sent") : _("Classes");
}

static void
set_problem (SluiceSchemaPane *self,
             const char       *icon_name,
             const char       *css_class,
             const char       *text,
             gboolean          can_go)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (self->problem_icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_icon), icon_name != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->problem_icon), classes);
  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_tooltip_text (self->problem_button, text);
  gtk_widget_set_can_target (self->problem_button, can_go);
  gtk_widget_set_focusable (self->problem_button, can_go);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->problem_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_problem (SluiceSchemaPane *self,
              SluiceDiagnostic *problem)
{
  SluiceSeverity severity = sluice_diagnostic_get_severity (problem);
  guint line = sluice_diagnostic_get_line (problem);
  guint column = sluice_diagnostic_get_column (problem);
  const char *message = sluice_diagnostic_get_message (problem);
  g_autofree char *text = NULL;

  if (get_editor (self) == get_source (self))
    /* Translators: a problem in the text of a schema: where, and what */
    text = g_strdup_printf (_("Line %u, column %u: %s"), line, column, message);
  else
    /* Translators: a problem in the text of a schema, seen from its other view */
    text = g_strdup_printf (_("%s, line %u, column %u: %s"),
                            get_view_label (get_source (self) == self->classes ? "classes" : "json-schema"),
                            line, column, message);

  set_problem (self, severities[severity].icon_name, severities[severity].css_class, text, TRUE);
}

static void
update_problem (SluiceSchemaPane *self)
{
  SluiceDiagnostic *problem;

  if (g_str_equal (get_view (self), "as-sent"))
    return;

  problem = sluice_schema_editor_get_problem (get_source (self));
  if (problem)
    show_problem (self, problem);
  else if (!self->schema || is_blank (sluice_schema_get_text (self->schema)))
    set_problem (self, NULL, NULL, _("Write a schema to begin"), FALSE);
  else
    set_problem (self, "sluice-complete-symbolic", "success", _("No problems"), FALSE);
}

static void
update_cursor (SluiceSchemaPane *self)
{
  SluiceSchemaEditor *editor = get_editor (self);
  g_autofree char *place = NULL;
  g_autofree char *words = NULL;
  guint line, column;

  gtk_widget_set_visible (GTK_WIDGET (self->cursor_label), editor != NULL);
  if (!editor)
    return;

  sluice_schema_editor_get_cursor (editor, &line, &column);
  place = g_strdup_printf ("%u:%u", line, column);
  words = g_strdup_printf (_("Line %u, column %u"), line, column);
  gtk_label_set_label (self->cursor_label, place);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->cursor_label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cursor_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
cursor_moved_cb (SluiceSchemaPane *self)
{
  update_cursor (self);
  update_problem (self);
}

static void
update_preview (SluiceSchemaPane *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *summary = sluice_sent_view_show (self->sent, self->extraction, self->client, &error);

  if (summary)
    set_problem (self, "sluice-send-symbolic", "dim-label", summary, FALSE);
  else if (error)
    set_problem (self, "sluice-invalid-symbolic", "error", error->message, FALSE);
  else
    set_problem (self, "dialog-information-symbolic", "accent", _("Choose a model to see this"), FALSE);
}

static gboolean
preview_cb (gpointer user_data)
{
  SluiceSchemaPane *self = user_data;

  self->preview = 0;
  if (self->extraction && self->client && g_str_equal (get_view (self), "as-sent"))
    update_preview (self);

  return G_SOURCE_REMOVE;
}

static void
queue_preview (SluiceSchemaPane *self)
{
  if (self->preview == 0 && g_str_equal (get_view (self), "as-sent"))
    self->preview = g_idle_add_full (G_PRIORITY_HIGH_IDLE, preview_cb, self, NULL);
}

/* Makes the text of the view that is not the source. */
static void
update_derived (SluiceSchemaPane *self)
{
  SluiceSchemaEditor *source = get_source (self);
  SluiceSchemaEditor *derived = source == self->classes ? self->json_schema : self->classes;
  gboolean valid = sluice_schema_is_valid (self->schema);
  gboolean blank = is_blank (sluice_schema_get_text (self->schema));
  g_autofree char *text = NULL;

  sluice_schema_editor_set_diagnostics (derived, NULL);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (derived), valid || blank);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (source), TRUE);

  if (derived != get_editor (self) || derived == self->edited)
    return;

  if (blank)
    text = g_strdup ("");
  else if (valid)
    text = derived == self->classes ? sluice_schema_to_classes (self->schema)
                                    : sluice_schema_to_json (self->schema, 2);
  if (text)
    sluice_schema_editor_set_text (derived, text);
}

static void
update_roots (SluiceSchemaPane *self)
{
  g_auto(GStrv) roots = NULL;
  g_autoptr(GtkStringList) names = NULL;
  guint n, root;

  if (sluice_schema_get_notation (self->schema) == SLUICE_NOTATION_CLASSES)
    roots = sluice_schema_list_roots (self->schema);
  n = roots ? g_strv_length (roots) : 0;
  for (root = 0; root < n; root++)
    if (g_strcmp0 (roots[root], sluice_schema_get_name (self->schema)) == 0)
      break;

  /* A root that is none of them is written out, as a union may be: it is no choice. */
  gtk_widget_set_visible (GTK_WIDGET (self->root_drop_down), n > 1 && root < n);
  if (n < 2 || root == n)
    return;

  self->updating_roots = TRUE;
  names = gtk_string_list_new ((const char * const *) roots);
  gtk_drop_down_set_model (self->root_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->root_drop_down, root);
  self->updating_roots = FALSE;
}

static void
root_selected_cb (SluiceSchemaPane *self)
{
  GtkStringObject *selected = gtk_drop_down_get_selected_item (self->root_drop_down);

  if (selected && !self->updating_roots && self->extraction)
    g_object_set (self->extraction, "root-name", gtk_string_object_get_string (selected), NULL);
}

static void
update_views (SluiceSchemaPane *self)
{
  SluiceSchemaEditor *source = get_source (self);
  gboolean blank = is_blank (sluice_schema_get_text (self->schema));

  if (source != self->edited)
    {
      sluice_schema_editor_set_text (source, sluice_schema_get_text (self->schema));
      sluice_schema_editor_set_diagnostics (source,
                                            blank ? NULL : sluice_schema_get_diagnostics (self->schema));
    }
  update_derived (self);
  update_roots (self);
  update_problem (self);
  update_cursor (self);
}

static void
extraction_changed_cb (SluiceSchemaPane *self)
{
  queue_preview (self);

  if (g_set_object (&self->schema, sluice_extraction_get_schema (self->extraction)))
    {
      update_views (self);
      g_signal_emit (self, signals[CHECKED], 0);
    }
}

static gboolean
check_cb (gpointer user_data)
{
  SluiceSchemaPane *self = user_data;

  self->check = 0;
  sluice_schema_pane_commit (self);

  return G_SOURCE_REMOVE;
}

static void
edited_cb (SluiceSchemaEditor *editor,
           SluiceSchemaPane   *self)
{
  self->edited = editor;
  g_clear_handle_id (&self->check, g_source_remove);
  self->check = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
}

static void
problem_clicked_cb (SluiceSchemaPane *self)
{
  SluiceSchemaEditor *source = get_source (self);
  SluiceDiagnostic *problem = sluice_schema_editor_get_problem (source);

  if (!problem)
    return;

  g_object_set (self, "view", source == self->classes ? "classes" : "json-schema", NULL);
  sluice_schema_editor_show_problem (source, problem);
}

static void
view_changed_cb (SluiceSchemaPane *self)
{
  gtk_menu_button_set_label (self->view_button, get_view_label (get_view (self)));

  if (self->schema)
    {
      sluice_schema_pane_commit (self);
      update_derived (self);
      update_problem (self);
      sluice_sent_view_clear (self->sent);
      queue_preview (self);
    }
  update_cursor (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
inferred_cb (SluiceSchemaPane *self,
             SluiceSchema     *schema)
{
  g_autofree char *text = sluice_schema_to_classes (schema);

  g_object_set (self, "view", "classes", NULL);
  sluice_schema_editor_replace_text (self->classes, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->classes));
}

static void
infer_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  GtkWidget *dialog = sluice_infer_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)));

  g_signal_connect_object (dialog, "inferred", G_CALLBACK (inferred_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
connect_editor (SluiceSchemaPane   *self,
                SluiceSchemaEditor *editor,
                SluiceNotation      notation)
{
  sluice_schema_editor_set_notation (editor, notation);
  g_signal_connect_object (editor, "edited", G_CALLBACK (edited_cb), self, 0);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), "notify::cursor-position",
                           G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
sluice_schema_pane_grab_focus (GtkWidget *widget)
{
  SluiceSchemaPane *self = SLUICE_SCHEMA_PANE (widget);
  SluiceSchemaEditor *editor = get_editor (self);

  return gtk_widget_grab_focus (editor ? GTK_WIDGET (editor) : GTK_WIDGET (self->sent));
}

static void
sluice_schema_pane_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SluiceSchemaPane *self = SLUICE_SCHEMA_PANE (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_string (value, get_view (self));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_schema_pane_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SluiceSchemaPane *self = SLUICE_SCHEMA_PANE (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      gtk_stack_set_visible_child_name (self->stack, g_value_get_string (value));
      break;
    case PROP_NARROW:
      if (self->narrow != g_value_get_boolean (value))
        {
          self->narrow = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_schema_pane_dispose (GObject *object)
{
  SluiceSchemaPane *self = SLUICE_SCHEMA_PANE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->check, g_source_remove);
  g_clear_handle_id (&self->preview, g_source_remove);
  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  g_clear_object (&self->extraction);
  g_clear_object (&self->client);
  g_clear_object (&self->schema);

  if (self->stack)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  self->stack = NULL;

  G_OBJECT_CLASS (sluice_schema_pane_parent_class)->dispose (object);
}

static void
sluice_schema_pane_class_init (SluiceSchemaPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_schema_pane_dispose;
  object_class->get_property = sluice_schema_pane_get_property;
  object_class->set_property = sluice_schema_pane_set_property;
  widget_class->grab_focus = sluice_schema_pane_grab_focus;

  properties[PROP_VIEW] =
    g_param_spec_string ("view", NULL, NULL, "classes",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHECKED] =
    g_signal_new ("checked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (SLUICE_TYPE_SCHEMA_EDITOR);
  g_type_ensure (SLUICE_TYPE_SENT_VIEW);

  gtk_widget_class_install_property_action (widget_class, "schema.view", "view");
  gtk_widget_class_install_action (widget_class, "schema.infer", NULL, infer_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-schema-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, view_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, classes);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, json_schema);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, sent);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, problem_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, problem_icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, root_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SluiceSchemaPane, cursor_label);
  gtk_widget_class_bind_template_callback (widget_class, is_false_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, root_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, sluice_schema_pane_show_pointer);

  gtk_widget_class_set_css_name (widget_class, "schemapane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_schema_pane_init (SluiceSchemaPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  connect_editor (self, self->classes, SLUICE_NOTATION_CLASSES);
  connect_editor (self, self->json_schema, SLUICE_NOTATION_JSON_SCHEMA);

  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (view_changed_cb), self);
  view_changed_cb (self);
  update_problem (self);
}

/**
 * sluice_schema_pane_new:
 *
 * Returns: (transfer floating): a pane without a schema
 */
GtkWidget *
sluice_schema_pane_new (void)
{
  return g_object_new (SLUICE_TYPE_SCHEMA_PANE, NULL);
}

/**
 * sluice_schema_pane_set_extraction:
 * @self: a pane
 * @extraction: (nullable): whose schema to show and to change
 * @client: (nullable): what would send it, for the view of what is sent
 */
void
sluice_schema_pane_set_extraction (SluiceSchemaPane *self,
                                   SluiceExtraction *extraction,
                                   SluiceClient     *client)
{
  g_return_if_fail (SLUICE_IS_SCHEMA_PANE (self));

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  g_clear_handle_id (&self->check, g_source_remove);
  self->edited = NULL;

  g_set_object (&self->extraction, extraction);
  g_set_object (&self->client, client);
  g_clear_object (&self->schema);

  if (!extraction)
    return;

  g_signal_connect_swapped (extraction, "changed", G_CALLBACK (extraction_changed_cb), self);
  g_set_object (&self->schema, sluice_extraction_get_schema (extraction));
  g_object_set (self, "view", get_source (self) == self->classes ? "classes" : "json-schema", NULL);
  update_views (self);
}

/**
 * sluice_schema_pane_commit:
 * @self: a pane
 *
 * Gives the text on screen to the extraction at once, without waiting for the person to pause:
 * for whoever needs the schema now.
 */
void
sluice_schema_pane_commit (SluiceSchemaPane *self)
{
  g_autofree char *text = NULL;
  SluiceSchemaEditor *edited;

  g_return_if_fail (SLUICE_IS_SCHEMA_PANE (self));

  g_clear_handle_id (&self->check, g_source_remove);
  edited = g_steal_pointer (&self->edited);
  if (!edited || !self->extraction)
    return;

  text = sluice_schema_editor_dup_text (edited);
  sluice_extraction_set_schema_text (self->extraction, text,
                                     edited == self->classes ? SLUICE_NOTATION_CLASSES
                                                             : SLUICE_NOTATION_JSON_SCHEMA);
}

/**
 * sluice_schema_pane_walk_problems:
 * @self: a pane
 * @step: 1 for the next problem, -1 for the one before
 *
 * Moves the cursor to a problem of the schema.
 */
void
sluice_schema_pane_walk_problems (SluiceSchemaPane *self,
                                  int               step)
{
  SluiceSchemaEditor *source;

  g_return_if_fail (SLUICE_IS_SCHEMA_PANE (self));

  sluice_schema_pane_commit (self);
  source = get_source (self);
  if (!sluice_schema_editor_get_problem (source))
    return;

  g_object_set (self, "view", source == self->classes ? "classes" : "json-schema", NULL);
  sluice_schema_editor_walk_problems (source, step);
}

/**
 * sluice_schema_pane_show_pointer:
 * @self: a pane
 * @pointer: JSON Pointer of a definition in the schema
 *
 * Selects what the text says of a definition, and moves the focus there.
 */
void
sluice_schema_pane_show_pointer (SluiceSchemaPane *self,
                                 const char       *pointer)
{
  gsize start, end;

  g_return_if_fail (SLUICE_IS_SCHEMA_PANE (self));
  g_return_if_fail (pointer != NULL);

  if (!self->schema || !sluice_schema_locate (self->schema, pointer, &start, &end))
    return;

  g_object_set (self, "view", get_source (self) == self->classes ? "classes" : "json-schema", NULL);
  sluice_schema_editor_select_bytes (get_source (self), start, end);
}
