/* sluice-details.c: all there is to know of one field, and where it came from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-details.h"
#include "sluice-field-cells.h"
#include "sluice-look.h"

/* A label lays its whole text out: what is longer is shown in part, and copied whole. */
#define VALUE_BYTES 16384

struct _SluiceDetails
{
  GtkWidget    parent_instance;

  GtkStack    *pages;
  GtkLabel    *path;
  GtkLabel    *value;
  GtkLabel    *problems;
  GtkLabel    *origin;
  GtkLabel    *rule;
  GtkLabel    *description;
  GtkWidget   *wire_button;
  GtkWidget   *schema_button;

  SluiceField *field;       /* nullable, owned */
  gulong       changed_id;
  guint        attempt;
  guint        n_attempts;
};

enum { SHOW_IN_WIRE, SHOW_IN_SCHEMA, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceDetails, sluice_details, GTK_TYPE_WIDGET)

static void
set_optional_text (GtkLabel   *label,
                   const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static char *
dup_shown_value (SluiceField *field)
{
  g_autofree char *text = sluice_field_cells_dup_value_text (field);
  gsize length = text ? strlen (text) : 0;

  if (length > VALUE_BYTES)
    {
      gsize end = VALUE_BYTES;
      g_autofree char *count = sluice_format_count (length);

      while (((guchar) text[end] & 0xC0) == 0x80)
        end--;
      text[end] = '\0';

      /* Translators: the start of a long text, then how long all of it is */
      return g_strdup_printf (_("%s…\n(%s bytes in all)"), text, count);
    }

  if (!text)
    return g_strdup (sluice_state_get_word (sluice_field_get_state (field)));

  return g_steal_pointer (&text);
}

static char *
dup_seconds (gint64 us)
{
  return sluice_format_seconds (us / (gdouble) G_USEC_PER_SEC);
}

static void
append_times (GString    *line,
              SluiceNode *node)
{
  gint64 first = sluice_node_get_first_arrival (node);
  gint64 last = sluice_node_get_last_arrival (node);
  g_autofree char *first_text = dup_seconds (first);
  g_autofree char *last_text = dup_seconds (last);
  g_autofree char *duration = dup_seconds (last - first);

  if (first < 0)
    return;

  if (sluice_node_get_phase (node) == SLUICE_PHASE_CLOSED && last >= first)
    /* Translators: seconds since the request, and how long it took */
    g_string_append_printf (line, _(" · first byte at %s s, closed at %s s, took %s s"),
                            first_text, last_text, duration);
  else
    /* Translators: seconds since the request */
    g_string_append_printf (line, _(" · first byte at %s s"), first_text);
}

static char *
dup_origin (SluiceDetails *self,
            SluiceField   *field)
{
  SluiceNode *node = sluice_field_get_node (field);
  GString *line;

  if (!node || sluice_node_get_node_type (node) == SLUICE_NODE_UNKNOWN)
    return NULL;

  line = g_string_new (NULL);
  g_string_printf (line, _("Bytes %" G_GSIZE_FORMAT "–%" G_GSIZE_FORMAT " of the answer"),
                   sluice_node_get_start (node), sluice_node_get_end (node));

  append_times (line, node);

  if (self->n_attempts > 1)
    {
      g_string_append (line, " · ");
      g_string_append_printf (line, _("attempt %u"), self->attempt);
    }

  if (sluice_node_is_repaired (node))
    {
      g_string_append (line, " · ");
      g_string_append (line, _("repaired"));
    }

  return g_string_free (line, FALSE);
}
static void
append_options (GString          *line,
                SluiceDefinition *definition)
{
  GPtrArray *options = sluice_definition_get_options (definition);

  for (guint i = 0; options && i < options->len; i++)
    {
      g_autofree char *option = json_to_string (g_ptr_array_index (options, i), FALSE);

      g_string_append_printf (line, "%s%s", i == 0 ? ": " : ", ", option);
    }
}

static char *
dup_rule (SluiceField *field)
{
  SluiceDefinition *definition = sluice_field_get_definition (field);
  GString *line;

  if (!definition)
    return g_strdup (_("Not in the schema"));

  line = g_string_new (sluice_definition_get_type_label (definition));
  append_options (line, definition);
  g_string_append (line, " · ");
  g_string_append (line, sluice_field_get_required (field) ? _("required") : _("optional"));

  return g_string_free (line, FALSE);
}

static void
update (SluiceDetails *self)
{
  SluiceDefinition *definition;
  g_autofree char *value = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *rule = NULL;
  g_autofree char *problems = NULL;

  gtk_stack_set_visible_child_name (self->pages, self->field ? "field" : "nothing");
  gtk_widget_set_sensitive (self->wire_button, self->field && sluice_field_get_node (self->field));
  gtk_widget_set_sensitive (self->schema_button,
                            self->field && sluice_field_get_definition (self->field));

  if (!self->field)
    {
      gtk_label_set_label (self->path, _("Details"));
      return;
    }

  definition = sluice_field_get_definition (self->field);
  value = dup_shown_value (self->field);
  origin = dup_origin (self, self->field);
  rule = dup_rule (self->field);
  problems = sluice_field_cells_dup_rules (self->field);

  gtk_label_set_label (self->path, sluice_field_get_path (self->field));
  gtk_label_set_label (self->value, value);
  set_optional_text (self->origin, origin);
  set_optional_text (self->rule, rule);
  set_optional_text (self->problems, problems);
  set_optional_text (self->description,
                     definition ? sluice_definition_get_description (definition) : NULL);
}

static void
field_changed_cb (SluiceDetails *self)
{
  /* What nobody sees is not laid out: it catches up when it is shown. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
wire_clicked_cb (SluiceDetails *self)
{
  g_signal_emit (self, signals[SHOW_IN_WIRE], 0, self->field);
}

static void
schema_clicked_cb (SluiceDetails *self)
{
  g_signal_emit (self, signals[SHOW_IN_SCHEMA], 0,
                 sluice_definition_get_pointer (sluice_field_get_definition (self->field)));
}

static void
sluice_details_map (GtkWidget *widget)
{
  update (SLUICE_DETAILS (widget));

  GTK_WIDGET_CLASS (sluice_details_parent_class)->map (widget);
}

static void
sluice_details_dispose (GObject *object)
{
  SluiceDetails *self = SLUICE_DETAILS (object);
  GtkWidget *child;

  if (self->field)
    g_clear_signal_handler (&self->changed_id, self->field);
  g_clear_object (&self->field);
  gtk_widget_dispose_template (GTK_WIDGET (self), SLUICE_TYPE_DETAILS);

  /* Of its direct children GTK 4.8 takes out only those that are bound. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);


  G_OBJECT_CLASS (sluice_details_parent_class)->dispose (object);
}

static void
sluice_details_class_init (SluiceDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_details_dispose;
  widget_class->map = sluice_details_map;

  signals[SHOW_IN_WIRE] = g_signal_new ("show-in-wire", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 1, SLUICE_TYPE_FIELD);
  signals[SHOW_IN_SCHEMA] = g_signal_new ("show-in-schema", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-details.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, pages);
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, path);
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, value);
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, problems);
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, origin);
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, rule);
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, description);
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, wire_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceDetails, schema_button);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_details_init (SluiceDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Details"), -1);
  g_signal_connect_swapped (self->wire_button, "clicked", G_CALLBACK (wire_clicked_cb), self);
  g_signal_connect_swapped (self->schema_button, "clicked", G_CALLBACK (schema_clicked_cb), self);
}

/**
 * sluice_details_new:
 *
 * Returns: (transfer floating): details of nothing yet
 */
SluiceDetails *
sluice_details_new (void)
{
  return g_object_new (SLUICE_TYPE_DETAILS, NULL);
}

/**
 * sluice_details_set_field:
 * @self: details
 * @field: (nullable): the field to tell of
 *
 * Shows another field, and keeps up with it while it arrives.
 */
void
sluice_details_set_field (SluiceDetails *self,
                          SluiceField   *field)
{
  g_return_if_fail (SLUICE_IS_DETAILS (self));

  if (self->field == field)
    return;

  if (self->field)
    g_clear_signal_handler (&self->changed_id, self->field);

  g_set_object (&self->field, field);
  if (field)
    self->changed_id = g_signal_connect_swapped (field, "changed", G_CALLBACK (field_changed_cb), self);

  update (self);
}

static void
set_button (GtkWidget  *button,
            gboolean    compact,
            const char *icon_name,
            const char *label)
{
  if (compact)
    gtk_button_set_icon_name (GTK_BUTTON (button), icon_name);
  else
    gtk_button_set_label (GTK_BUTTON (button), label);

  gtk_button_set_use_underline (GTK_BUTTON (button), !compact);
}

/**
 * sluice_details_set_compact:
 * @self: details
 * @compact: whether the pane is narrow
 *
 * Makes room for the path.
 */
void
sluice_details_set_compact (SluiceDetails *self,
                            gboolean       compact)
{
  g_return_if_fail (SLUICE_IS_DETAILS (self));

  set_button (self->wire_button, compact, "sluice-wire-symbolic", _("Show in _Wire"));
  set_button (self->schema_button, compact, "sluice-schema-symbolic", _("Show in _Schema"));
}

/**
 * sluice_details_set_attempt:
 * @self: details
 * @number: the attempt that is shown, from 1
 * @n_attempts: how many there were
 *
 * Tells which attempt the field is of.
 */
void
sluice_details_set_attempt (SluiceDetails *self,
                            guint          number,
                            guint          n_attempts)
{
  g_return_if_fail (SLUICE_IS_DETAILS (self));

  self->attempt = number;
  self->n_attempts = n_attempts;
}
