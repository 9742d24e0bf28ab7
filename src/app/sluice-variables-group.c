/* sluice-variables-group.c: the values of the prompt's {{variables}}
 *
 * One row for each variable, in order of first use. A value of one line is written in its row; a
 * longer one has an editor of its own. The group is not there while there is no variable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "sluice-text-dialog.h"
#include "sluice-variables-group.h"

struct _SluiceVariablesGroup
{
  GtkWidget            parent_instance;

  AdwPreferencesGroup *group;

  SluiceExtraction    *extraction;  /* owned, nullable */
  GPtrArray           *rows;        /* of AdwEntryRow or AdwActionRow, lent by group */
  GStrv                names;       /* owned: what the rows stand for, in their order */
  guint                writing : 1; /* a row is passing its value on: rows stay as they are */
};

G_DEFINE_FINAL_TYPE (SluiceVariablesGroup, sluice_variables_group, GTK_TYPE_WIDGET)

static gboolean
is_long (const char *value)
{
  return value && strchr (value, '\n');
}

static const char *
get_row_name (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "variable");
}

static void
update_row (SluiceVariablesGroup *self,
            GtkWidget            *row)
{
  const char *value = sluice_extraction_get_variable (self->extraction, get_row_name (row));

  if (!value || !*value)
    gtk_widget_add_css_class (row, "warning");
  else
    gtk_widget_remove_css_class (row, "warning");

  if (ADW_IS_ENTRY_ROW (row))
    {
      if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), value ? value : "") != 0)
        gtk_editable_set_text (GTK_EDITABLE (row), value ? value : "");
    }
  else
    {
      g_autofree char *line = g_strdup (value ? value : "");

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), g_strdelimit (g_strstrip (line), "\n\t", ' '));
    }
}

static void
entry_changed_cb (GtkEditable          *row,
                  SluiceVariablesGroup *self)
{
  self->writing = TRUE;
  sluice_extraction_set_variable (self->extraction, get_row_name (GTK_WIDGET (row)),
                                  gtk_editable_get_text (row));
  self->writing = FALSE;
  update_row (self, GTK_WIDGET (row));
}

static void
edited_cb (SluiceTextDialog     *dialog,
           const char           *text,
           SluiceVariablesGroup *self)
{
  if (self->extraction)
    sluice_extraction_set_variable (self->extraction,
                                    g_object_get_data (G_OBJECT (dialog), "variable"), text);
}

static void
edit_cb (GtkWidget            *widget,
         SluiceVariablesGroup *self)
{
  const char *name = get_row_name (widget);
  /* Translators: %s is the name of a variable */
  g_autofree char *title = g_strdup_printf (_("Value of “%s”"), name);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog;

  dialog = sluice_text_dialog_new (parent, title,
                                   sluice_extraction_get_variable (self->extraction, name));
  g_object_set_data_full (G_OBJECT (dialog), "variable", g_strdup (name), g_free);
  g_signal_connect_object (dialog, "edited", G_CALLBACK (edited_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
create_edit_button (SluiceVariablesGroup *self,
                    const char           *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-fullscreen-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Edit in a Larger Window"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Edit in a Larger Window"), -1);
  g_object_set_data_full (G_OBJECT (button), "variable", g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (edit_cb), self, 0);

  return button;
}

static GtkWidget *
create_row (SluiceVariablesGroup *self,
            const char           *name)
{
  GtkWidget *row;

  if (is_long (sluice_extraction_get_variable (self->extraction, name)))
    {
      row = adw_action_row_new ();
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_edit_button (self, name));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (edit_cb), self, 0);
    }
  else
    {
      row = adw_entry_row_new ();
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), create_edit_button (self, name));
    }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "variable", g_strdup (name), g_free);
  update_row (self, row);
  if (ADW_IS_ENTRY_ROW (row))
    g_signal_connect_object (row, "changed", G_CALLBACK (entry_changed_cb), self, 0);

  return row;
}

/* Whether the rows there are can go on standing for the variables there are. */
static gboolean
rows_fit (SluiceVariablesGroup *self,
          GStrv                 names)
{
  if (!self->names || !g_strv_equal ((const char * const *) self->names, (const char * const *) names))
    return FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (ADW_IS_ENTRY_ROW (row) == is_long (sluice_extraction_get_variable (self->extraction, names[i])))
        return FALSE;
    }

  return TRUE;
}

static void
clear_rows (SluiceVariablesGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->names, g_strfreev);
}

static void
update_rows (SluiceVariablesGroup *self)
{
  g_auto(GStrv) names = NULL;

  if (self->writing)
    return;

  names = self->extraction ? sluice_extraction_list_variables (self->extraction) : g_new0 (char *, 1);

  if (rows_fit (self, names))
    {
      for (guint i = 0; i < self->rows->len; i++)
        update_row (self, g_ptr_array_index (self->rows, i));
      return;
    }

  clear_rows (self);
  for (guint i = 0; names[i]; i++)
    {
      GtkWidget *row = create_row (self, names[i]);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  self->names = g_steal_pointer (&names);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
sluice_variables_group_dispose (GObject *object)
{
  SluiceVariablesGroup *self = SLUICE_VARIABLES_GROUP (object);
  GtkWidget *child;

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  g_clear_object (&self->extraction);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_variables_group_parent_class)->dispose (object);
}

static void
sluice_variables_group_finalize (GObject *object)
{
  SluiceVariablesGroup *self = SLUICE_VARIABLES_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_strfreev (self->names);

  G_OBJECT_CLASS (sluice_variables_group_parent_class)->finalize (object);
}

static void
sluice_variables_group_class_init (SluiceVariablesGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_variables_group_dispose;
  object_class->finalize = sluice_variables_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-variables-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceVariablesGroup, group);

  gtk_widget_class_set_css_name (widget_class, "variablesgroup");
}

static void
sluice_variables_group_init (SluiceVariablesGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_variables_group_new:
 *
 * Returns: (transfer floating): a group without variables, which does not show
 */
GtkWidget *
sluice_variables_group_new (void)
{
  return g_object_new (SLUICE_TYPE_VARIABLES_GROUP, NULL);
}

/**
 * sluice_variables_group_set_extraction:
 * @self: a group
 * @extraction: (nullable): whose variables to show and to set
 */
void
sluice_variables_group_set_extraction (SluiceVariablesGroup *self,
                                       SluiceExtraction     *extraction)
{
  g_return_if_fail (SLUICE_IS_VARIABLES_GROUP (self));

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);

  g_set_object (&self->extraction, extraction);

  if (extraction)
    g_signal_connect_swapped (extraction, "changed", G_CALLBACK (update_rows), self);
  update_rows (self);
}

/**
 * sluice_variables_group_focus_unset:
 * @self: a group
 *
 * Puts the cursor where the first missing value is to be written.
 *
 * Returns: whether there is a variable without a value
 */
gboolean
sluice_variables_group_focus_unset (SluiceVariablesGroup *self)
{
  g_return_val_if_fail (SLUICE_IS_VARIABLES_GROUP (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *value = sluice_extraction_get_variable (self->extraction, self->names[i]);

      if (!value || !*value)
        {
          gtk_widget_grab_focus (g_ptr_array_index (self->rows, i));
          return TRUE;
        }
    }

  return FALSE;
}
