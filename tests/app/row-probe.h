/* row-probe.h: reads what the rows of the result show, as a person would
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is drawn in the rows of a column view, a line for each row, " | " between its cells:
 *   ▁ a skeleton   ▏ the caret   (x) a tag   {0.96} a bar   [x] a caption   ¶x a block of lines
 *   !x underlined as wrong   the name of its icon for a state */
char      *row_probe_dup_rows  (GtkWidget  *view);
/* its column titles, "|" between them */
char      *row_probe_dup_titles (GtkWidget *view);
guint      row_probe_count     (GtkWidget  *view);
/* the widget of a row, from 0 */
GtkWidget *row_probe_get_row   (GtkWidget  *view,
                                guint       position);

#define row_probe_assert(view, expected) \
  G_STMT_START \
    { \
      g_autofree char *rows_ = row_probe_dup_rows (view); \
      g_assert_cmpstr (rows_, ==, expected); \
    } \
  G_STMT_END

G_END_DECLS
