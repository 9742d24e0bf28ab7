/* test-templates.c: every template is whole, and what is made of it goes away again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "sluice-example-grid.h"
#include "sluice-examples-dialog.h"
#include "sluice-mode-picker.h"
#include "sluice-model-picker.h"
#include "sluice-parameters-popover.h"
#include "sluice-prompt-pane.h"
#include "sluice-replay-bar.h"
#include "sluice-result-view.h"
#include "sluice-run-bar.h"
#include "sluice-schema-editor.h"
#include "sluice-schema-pane.h"
#include "sluice-text-dialog.h"
#include "sluice-variables-group.h"
#include "sluice-welcome-page.h"
#include "sluice-window.h"
#include "widget-probe.h"

typedef struct
{
  const char *name;
  GType     (*get_type) (void);
  gboolean    stays;  /* GtkSourceView 5.6 never lets go of a view that has a gutter */
} TemplateCase;

static const TemplateCase template_cases[] = {
  { "example-grid",       sluice_example_grid_get_type },
  { "examples-dialog",    sluice_examples_dialog_get_type },
  { "extraction-page",    sluice_extraction_page_get_type },
  { "mode-picker",        sluice_mode_picker_get_type },
  { "model-picker",       sluice_model_picker_get_type },
  { "parameters-popover", sluice_parameters_popover_get_type },
  { "prompt-pane",        sluice_prompt_pane_get_type },
  { "replay-bar",         sluice_replay_bar_get_type },
  { "result-view",        sluice_result_view_get_type },
  { "run-bar",            sluice_run_bar_get_type },
  { "schema-editor",      sluice_schema_editor_get_type, TRUE },
  { "schema-pane",        sluice_schema_pane_get_type },
  { "text-dialog",        sluice_text_dialog_get_type },
  { "variables-group",    sluice_variables_group_get_type },
  { "welcome-page",       sluice_welcome_page_get_type },
  { "window",             sluice_window_get_type },
};

/* An icon-only button says what it does, to everybody. */
static void
check_names (GtkWidget *root)
{
  GtkWidget *button;

  for (guint i = 0; (button = probe_find_nth (root, GTK_TYPE_BUTTON, i)); i++)
    {
      const char *icon_name = gtk_button_get_icon_name (GTK_BUTTON (button));
      gboolean own = gtk_widget_get_ancestor (button, ADW_TYPE_TAB_BAR) == NULL
                     && gtk_widget_get_ancestor (button, GTK_TYPE_SEARCH_BAR) == NULL
                     && gtk_widget_get_ancestor (button, GTK_TYPE_WINDOW_CONTROLS) == NULL
                     && gtk_widget_get_ancestor (button, GTK_TYPE_SPIN_BUTTON) == NULL
                     && gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW) == NULL;

      if (icon_name && own && !gtk_widget_get_tooltip_text (button)
          && !gtk_widget_get_tooltip_text (gtk_widget_get_parent (button)))
        g_error ("a button with the icon “%s” has no tooltip", icon_name);
    }
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

static void
test_template (gconstpointer data)
{
  const TemplateCase *test = data;
  GtkWidget *widget = g_object_new (test->get_type (), NULL);
  gpointer watched = widget;
  GtkWidget *window;

  g_object_add_weak_pointer (G_OBJECT (widget), &watched);
  check_names (widget);

  if (GTK_IS_WINDOW (widget))
    window = widget;
  else if (GTK_IS_POPOVER (widget))
    {
      GtkWidget *button = gtk_menu_button_new ();

      gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), widget);
      window = gtk_window_new ();
      gtk_window_set_child (GTK_WINDOW (window), button);
    }
  else
    {
      window = gtk_window_new ();
      gtk_window_set_child (GTK_WINDOW (window), widget);
    }

  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  if (GTK_IS_POPOVER (widget))
    {
      gtk_popover_popup (GTK_POPOVER (widget));
      gtk_test_widget_wait_for_draw (window);
      gtk_popover_popdown (GTK_POPOVER (widget));
      gtk_test_widget_wait_for_draw (window);
    }

  gtk_window_destroy (GTK_WINDOW (window));
  /* GTK itself keeps a popover until its surface is gone, a moment later. */
  if (!test->stays)
    probe_wait (is_gone, &watched);
  else if (watched)
    g_object_remove_weak_pointer (G_OBJECT (widget), &watched);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  for (guint i = 0; i < G_N_ELEMENTS (template_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/templates/", template_cases[i].name, NULL);

      g_test_add_data_func (path, &template_cases[i], test_template);
    }

  return g_test_run ();
}
