/* test-fold-bin.c: how much room there is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>

#include "sluice-fold-bin.h"
#include "widget-probe.h"

typedef struct
{
  const char *name;
  int         width;
  int         text_percent;
  gboolean    folded;
  gboolean    narrow;
} FoldCase;

static const FoldCase fold_cases[] = {
  { "wide",             1000, 100, FALSE, FALSE },
  { "at-the-threshold",  860, 100, FALSE, FALSE },
  { "folded",            859, 100, TRUE,  FALSE },
  { "still-not-narrow",  600, 100, TRUE,  FALSE },
  { "narrow",            599, 100, TRUE,  TRUE },
  { "phone",             360, 100, TRUE,  TRUE },
  { "large-text",       1000, 150, TRUE,  FALSE },
  { "largest-text",     1000, 200, TRUE,  TRUE },
};

typedef struct
{
  SluiceFoldBin  *bin;
  const FoldCase *expected;
} FoldWait;

static gboolean
has_folded (gpointer user_data)
{
  FoldWait *wait = user_data;

  return sluice_fold_bin_get_folded (wait->bin) == wait->expected->folded
         && sluice_fold_bin_get_narrow (wait->bin) == wait->expected->narrow;
}

static void
test_fold (gconstpointer data)
{
  const FoldCase *test = data;
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *bin = sluice_fold_bin_new ();
  GtkWidget *child = gtk_label_new ("content");
  FoldWait wait = { SLUICE_FOLD_BIN (bin), test };
  GtkWidget *window;
  int minimum;

  g_object_set (settings, "gtk-xft-dpi", 96 * PANGO_SCALE * test->text_percent / 100, NULL);
  gtk_widget_set_size_request (child, 700, 100);
  sluice_fold_bin_set_child (SLUICE_FOLD_BIN (bin), child);
  g_assert_true (sluice_fold_bin_get_child (SLUICE_FOLD_BIN (bin)) == child);

  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 360);

  window = probe_show (bin, test->width, 300);
  probe_wait (has_folded, &wait);
  probe_wait_ms (50);
  g_assert_true (has_folded (&wait));

  /* A child that wants more than there is gets it, and is cut off. */
  g_assert_cmpint (gtk_widget_get_width (child), ==, MAX (test->width, 700));

  gtk_window_destroy (GTK_WINDOW (window));
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (fold_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fold-bin/", fold_cases[i].name, NULL);

      g_test_add_data_func (path, &fold_cases[i], test_fold);
    }

  return g_test_run ();
}
