/* sluice-example.c: an extraction that ships with the workbench
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-example.h"

#define FOLDER "/io/github/sluice/Sluice/examples"
#define SUFFIX ".sluice"

/* From the simplest on; what is not named here comes last. */
static const char * const order[] = {
  "one-person",
  "friends-in-a-sentence",
  "weather-and-search",
  "product-analysis",
  "support-ticket",
  "server-diagnosis",
  "job-listings",
  "people-as-one-object",
};

static guint
get_rank (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_str_equal (order[i], name))
      return i;

  return G_N_ELEMENTS (order);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const char *first = *(const char * const *) a;
  const char *second = *(const char * const *) b;
  guint first_rank = get_rank (first);
  guint second_rank = get_rank (second);

  return first_rank != second_rank ? (first_rank < second_rank ? -1 : 1) : strcmp (first, second);
}

/**
 * sluice_example_list_names:
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the examples, from the simplest on
 */
char **
sluice_example_list_names (void)
{
  g_auto(GStrv) files = g_resources_enumerate_children (FOLDER, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; files && files[i]; i++)
    if (g_str_has_suffix (files[i], SUFFIX))
      g_ptr_array_add (names, g_strndup (files[i], strlen (files[i]) - strlen (SUFFIX)));

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * sluice_example_load:
 * @name: name of an example ("one-person")
 * @error: return location for an error
 *
 * Returns: (transfer full): a new extraction, `NULL` where there is no example of that name
 */
SluiceExtraction *
sluice_example_load (const char  *name,
                     GError     **error)
{
  g_autofree char *path = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  path = g_strconcat (FOLDER "/", name, SUFFIX, NULL);
  bytes = g_resources_lookup_data (path, 0, NULL);
  if (!bytes)
    {
      g_auto(GStrv) names = sluice_example_list_names ();
      g_autofree char *list = g_strjoinv (", ", names);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   /* Translators: the second %s is a list of names */
                   _("There is no example “%s”. There are: %s"), name, list);
      return NULL;
    }

  return sluice_extraction_new_for_bytes (bytes, error);
}
