/* row-probe.c: reads what the rows of the result show, as a person would
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "row-probe.h"
#include "sluice-tail-block.h"
#include "sluice-value-cell.h"

#define ICON_PREFIX "sluice-"
#define ICON_SUFFIX "-symbolic"

static void
append_label (GString   *line,
              GtkWidget *label)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));
  const char *wrong = gtk_widget_has_css_class (label, "invalid-value") ? "!" : "";

  if (gtk_widget_has_css_class (label, "value-tag"))
    g_string_append_printf (line, "%s(%s)", wrong, text);
  else if (gtk_widget_has_css_class (label, "value-caption"))
    g_string_append_printf (line, "[%s]", text);
  else
    g_string_append (line, text);
}

static void
append_part (GString   *line,
             GtkWidget *part)
{
  const char *text = GTK_IS_INSCRIPTION (part) ? gtk_inscription_get_text (GTK_INSCRIPTION (part)) : NULL;

  if (GTK_IS_INSCRIPTION (part))
    g_string_append_printf (line, "%s%s", gtk_widget_has_css_class (part, "invalid-value") ? "!" : "",
                            text ? text : "");
  else if (GTK_IS_LABEL (part))
    append_label (line, part);
  else if (SLUICE_IS_TAIL_BLOCK (part))
    g_string_append_printf (line, "¶%s", sluice_tail_block_get_text (SLUICE_TAIL_BLOCK (part)));
  else if (GTK_IS_LEVEL_BAR (part))
    g_string_append_printf (line, "{%.2f}", gtk_level_bar_get_value (GTK_LEVEL_BAR (part)));
  else if (gtk_widget_has_css_class (part, "skeleton"))
    g_string_append (line, "▁");
  else if (gtk_widget_has_css_class (part, "caret"))
    g_string_append (line, "▏");
}

static void
append_icon (GString   *line,
             GtkWidget *image)
{
  const char *name = gtk_image_get_icon_name (GTK_IMAGE (image));

  if (!name)
    return;

  g_assert_true (g_str_has_prefix (name, ICON_PREFIX) && g_str_has_suffix (name, ICON_SUFFIX));
  g_string_append_len (line, name + strlen (ICON_PREFIX),
                       strlen (name) - strlen (ICON_PREFIX) - strlen (ICON_SUFFIX));
}

static void
append_widget (GString   *line,
               GtkWidget *widget)
{
  GtkWidget *child;

  if (SLUICE_IS_VALUE_CELL (widget))
    {
      for (child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
        if (gtk_widget_get_visible (child))
          append_part (line, child);
    }
  else if (GTK_IS_TREE_EXPANDER (widget))
    {
      append_widget (line, gtk_tree_expander_get_child (GTK_TREE_EXPANDER (widget)));
    }
  else if (GTK_IS_BUTTON (widget))
    {
      g_string_append_printf (line, "<%s>", gtk_button_get_label (GTK_BUTTON (widget)));
    }
  else if (GTK_IS_IMAGE (widget))
    {
      append_icon (line, widget);
    }
  else
    {
      append_part (line, widget);
    }
}

static GtkWidget *
get_list (GtkWidget *view)
{
  return gtk_widget_get_last_child (view);
}

/**
 * row_probe_dup_rows:
 * @view: a column view
 *
 * Returns: (transfer full): its rows
 */
char *
row_probe_dup_rows (GtkWidget *view)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < row_probe_count (view); i++)
    {
      GtkWidget *row = row_probe_get_row (view, i);
      GtkWidget *cell;

      for (cell = gtk_widget_get_first_child (row); cell; cell = gtk_widget_get_next_sibling (cell))
        {
          if (!gtk_widget_get_visible (cell))
            continue;
          if (cell != gtk_widget_get_first_child (row))
            g_string_append (text, " | ");
          if (gtk_widget_get_first_child (cell))
            append_widget (text, gtk_widget_get_first_child (cell));
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/**
 * row_probe_dup_titles:
 * @view: a column view
 *
 * Returns: (transfer full): the titles of the columns that are shown
 */
char *
row_probe_dup_titles (GtkWidget *view)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "",
                                gtk_column_view_column_get_title (column));
    }

  return g_string_free (text, FALSE);
}

/**
 * row_probe_count:
 * @view: a column view
 *
 * Returns: how many rows there are widgets for
 */
guint
row_probe_count (GtkWidget *view)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (get_list (view)); row; row = gtk_widget_get_next_sibling (row))
    n++;

  return n;
}

/**
 * row_probe_get_row:
 * @view: a column view
 * @position: which row, from 0
 *
 * Returns: (transfer none): the widget of the row
 */
GtkWidget *
row_probe_get_row (GtkWidget *view,
                   guint      position)
{
  GtkWidget *row = gtk_widget_get_first_child (get_list (view));

  while (row && position-- > 0)
    row = gtk_widget_get_next_sibling (row);

  g_assert_nonnull (row);

  return row;
}
