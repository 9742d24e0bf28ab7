/* sluice-path.c: JSON Pointer (RFC 6901)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-path.h"

/**
 * sluice_path_append_key:
 * @path: a JSON Pointer that is being made
 * @key: the name of a member
 *
 * Goes one member deeper: adds `/` and @key, with `~` and `/` in it escaped
 * (RFC 6901, section 3).
 */
void
sluice_path_append_key (GString    *path,
                        const char *key)
{
  g_return_if_fail (path != NULL && key != NULL);

  g_string_append_c (path, '/');
  for (const char *p = key; *p; p++)
    {
      if (*p == '~')
        g_string_append (path, "~0");
      else if (*p == '/')
        g_string_append (path, "~1");
      else
        g_string_append_c (path, *p);
    }
}

/**
 * sluice_path_append_index:
 * @path: a JSON Pointer that is being made
 * @index: the position of an element, from 0
 *
 * Goes one element deeper.
 */
void
sluice_path_append_index (GString *path,
                          guint    index)
{
  g_return_if_fail (path != NULL);

  g_string_append_printf (path, "/%u", index);
}
