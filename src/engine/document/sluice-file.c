/* sluice-file.c: reading files that may be anything
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "document/sluice-file-private.h"

#define BLOCK_SIZE (64 * 1024)

/* What the system says is in its own words; here it learns which file they are about. */
static void
prefix_error (GError **error,
              GFile   *file)
{
  g_autofree char *name = sluice_file_dup_name (file);

  /* Translators: the first is the name of a file, what follows the colon is the reason */
  g_prefix_error (error, _("‘%s’ cannot be read: "), name);
}

static gboolean
read_all (GInputStream  *stream,
          GByteArray    *content,
          gsize          max_bytes,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_SIZE);
  gssize n;

  while ((n = g_input_stream_read (stream, block, BLOCK_SIZE, cancellable, error)) > 0)
    {
      g_byte_array_append (content, block, n);
      if (content->len > max_bytes)
        {
          g_autofree char *limit = g_format_size_full (max_bytes, G_FORMAT_SIZE_IEC_UNITS);

          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("it is larger than %s"), limit);
          return FALSE;
        }
    }

  return n == 0;
}

GBytes *
sluice_file_load (GFile         *file,
                  gsize          max_bytes,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr(GByteArray) content = g_byte_array_new ();

  if (stream == NULL
      || !read_all (G_INPUT_STREAM (stream), content, max_bytes, cancellable, error))
    {
      prefix_error (error, file);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

char *
sluice_file_dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return g_filename_display_name (base != NULL ? base : "");
}
