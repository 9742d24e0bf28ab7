/* sluice-recent-menu.c: the extractions that were opened or saved last
 *
 * The list is the desktop's own: what is forgotten there is forgotten here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-recent-menu.h"

#define CONTENT_TYPE "application/x-sluice"
#define MAX_ITEMS 8

static int
compare_infos (gconstpointer a,
               gconstpointer b)
{
  GtkRecentInfo *first = *(GtkRecentInfo * const *) a;
  GtkRecentInfo *second = *(GtkRecentInfo * const *) b;

  /* The newest first. */
  return g_date_time_compare (gtk_recent_info_get_modified (second),
                              gtk_recent_info_get_modified (first));
}

static GPtrArray *
list_infos (void)
{
  GList *all = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_recent_info_unref);

  for (GList *l = all; l; l = l->next)
    if (g_strcmp0 (gtk_recent_info_get_mime_type (l->data), CONTENT_TYPE) == 0
        && gtk_recent_info_exists (l->data))
      g_ptr_array_add (infos, gtk_recent_info_ref (l->data));
  g_list_free_full (all, (GDestroyNotify) gtk_recent_info_unref);

  g_ptr_array_sort (infos, compare_infos);

  return infos;
}

/* An underscore in a file's name is no mnemonic. */
static char *
dup_label (GtkRecentInfo *info)
{
  g_auto(GStrv) parts = g_strsplit (gtk_recent_info_get_display_name (info), "_", -1);

  return g_strjoinv ("__", parts);
}

/**
 * sluice_recent_menu_fill:
 * @menu: the menu
 * @action_name: what opens a file; its parameter is a URI
 *
 * Lists the files in @menu, the newest first, in the place of what it held.
 */
void
sluice_recent_menu_fill (GMenu      *menu,
                         const char *action_name)
{
  g_autoptr(GPtrArray) infos = NULL;

  g_return_if_fail (G_IS_MENU (menu));
  g_return_if_fail (action_name != NULL);

  infos = list_infos ();
  g_menu_remove_all (menu);
  for (guint i = 0; i < MIN (infos->len, MAX_ITEMS); i++)
    {
      GtkRecentInfo *info = g_ptr_array_index (infos, i);
      g_autofree char *label = dup_label (info);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, action_name, "s", gtk_recent_info_get_uri (info));
      g_menu_append_item (menu, item);
    }

  /* An action that is nowhere makes an item that cannot be chosen. */
  if (infos->len == 0)
    g_menu_append (menu, _("No Files Yet"), "win.no-recent-file");
}

/**
 * sluice_recent_menu_note:
 * @file: an extraction that was opened or saved
 *
 * Puts @file first in the list.
 */
void
sluice_recent_menu_note (GFile *file)
{
  g_autofree char *uri = NULL;
  GtkRecentData data = {
    .mime_type = (char *) CONTENT_TYPE,
    .app_name = (char *) g_get_application_name (),
    .app_exec = (char *) "sluice-workbench %u",
  };

  g_return_if_fail (G_IS_FILE (file));

  uri = g_file_get_uri (file);
  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}
