/* corpus.h: finding the recorded streams and public suites that tests read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

/* Where a file of the corpora is: $SLUICE_CORPORA, else beside the source tree. */
static inline char *
corpus_path (const char *relative)
{
  const char *corpora = g_getenv ("SLUICE_CORPORA"), *root = g_getenv ("SLUICE_SOURCE_ROOT");

  if (corpora)
    return g_build_filename (corpora, relative, NULL);

  return g_build_filename (root ? root : ".", "..", "shared", "corpora", relative, NULL);
}

static inline int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/* Sorted names in a folder of the corpora; NULL, with the test skipped, where there is none. */
static inline GPtrArray *
corpus_list (const char *relative)
{
  g_autofree char *path = corpus_path (relative);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("The corpora are not here; SLUICE_CORPORA can say where they are.");
      return NULL;
    }

  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

static inline char *
corpus_read (const char *relative)
{
  g_autofree char *path = corpus_path (relative);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}
