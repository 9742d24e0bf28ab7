/* widget-probe.h: looks into windows for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef gboolean (*ProbeCondition) (gpointer user_data);

/* the first widget of that type at or below root, in drawing order; NULL when there is none */
GtkWidget *probe_find        (GtkWidget      *root,
                              GType           type);
/* the nth of them, from 0 */
GtkWidget *probe_find_nth    (GtkWidget      *root,
                              GType           type,
                              guint           position);
/* the button that shows or is called label */
GtkWidget *probe_find_button (GtkWidget      *root,
                              const char     *label);
GtkWidget *probe_find_label  (GtkWidget      *root,
                              const char     *text);
guint      probe_count       (GtkWidget      *root,
                              GType           type);
/* iterates the main context until condition holds; a test fails that waits for long */
void       probe_wait        (ProbeCondition  condition,
                              gpointer        user_data);
void       probe_wait_ms     (guint           ms);
void       probe_settle      (void);
/* a window of that size with child in it, on screen */
GtkWidget *probe_show        (GtkWidget      *child,
                              int             width,
                              int             height);
char      *probe_dup_text    (GtkWidget      *text_view);

G_END_DECLS
