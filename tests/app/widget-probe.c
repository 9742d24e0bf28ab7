/* widget-probe.c: looks into windows for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget-probe.h"

#ifdef __SANITIZE_ADDRESS__
#define PATIENCE_S 100
#else
#define PATIENCE_S 30
#endif

static GtkWidget *
find (GtkWidget *widget,
      GType      type,
      guint     *skip)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*skip)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, skip);

      if (found)
        return found;
    }

  return NULL;
}

GtkWidget *
probe_find (GtkWidget *root,
            GType      type)
{
  return probe_find_nth (root, type, 0);
}

GtkWidget *
probe_find_nth (GtkWidget *root,
                GType      type,
                guint      position)
{
  return find (root, type, &position);
}

guint
probe_count (GtkWidget *root,
             GType      type)
{
  guint n = 0;

  while (probe_find_nth (root, type, n))
    n++;

  return n;
}

GtkWidget *
probe_find_label (GtkWidget  *root,
                  const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = probe_find_nth (root, GTK_TYPE_LABEL, i)); i++)
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
      return label;

  return NULL;
}

GtkWidget *
probe_find_button (GtkWidget  *root,
                   const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = probe_find_nth (root, GTK_TYPE_BUTTON, i)); i++)
    {
      const char *tooltip = gtk_widget_get_tooltip_text (button);

      if ((tooltip && g_str_equal (tooltip, label)) || probe_find_label (button, label))
        return button;
    }

  return NULL;
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_error ("waited for %d seconds in vain", PATIENCE_S);

  return G_SOURCE_REMOVE;
}

void
probe_wait (ProbeCondition condition,
            gpointer       user_data)
{
  guint give_up = g_timeout_add_seconds (PATIENCE_S, give_up_cb, NULL);

  while (!condition (user_data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (give_up);
}

static gboolean
ring_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
has_rung (gpointer user_data)
{
  return *(gboolean *) user_data;
}

void
probe_wait_ms (guint ms)
{
  gboolean rung = FALSE;

  g_timeout_add (ms, ring_cb, &rung);
  probe_wait (has_rung, &rung);
}

void
probe_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

GtkWidget *
probe_show (GtkWidget *child,
            int        width,
            int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  return window;
}

char *
probe_dup_text (GtkWidget *text_view)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view)), "text", &text, NULL);

  return text;
}
