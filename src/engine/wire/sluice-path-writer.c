/* sluice-path-writer.c: values told one by one with their paths -> JSON text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-writer.h"
#include "wire/sluice-path-writer-private.h"

/* Steps of a path; what is deeper is not written. */
#define MAX_DEPTH 128

struct _SluicePathWriter
{
  GPtrArray *steps;      /* owned: of char*, where the last value is: ".name" or "[0" each */
  char      *string;     /* owned, nullable: path of the string that is open */
  gboolean   root_begun;
};

static void
add_step (GPtrArray  *steps,
          char        kind,
          const char *name,
          gsize       length)
{
  g_ptr_array_add (steps, g_strdup_printf ("%c%.*s", kind, (int) length, name));
}

/* "$.a[0]['b c']": a, 0 and b c (RFC 9535, of which a value's own path is a small part). */
static GPtrArray *
parse_path (const char *path)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);

  if (*path == '$')
    path++;

  while (*path != '\0' && steps->len < MAX_DEPTH)
    {
      if (*path == '[' && (path[1] == '\'' || path[1] == '"'))
        {
          const char *end = strchr (path + 2, path[1]);

          if (end == NULL)
            break;
          add_step (steps, '.', path + 2, end - path - 2);
          path = end[1] == ']' ? end + 2 : end + 1;
        }
      else if (*path == '[')
        {
          gsize length = strcspn (path + 1, "]");

          add_step (steps, '[', path + 1, length);
          path += length + 1;
          path += *path == ']';
        }
      else
        {
          gsize length;

          path += *path == '.';
          length = strcspn (path, ".[");
          if (length == 0)
            break;
          add_step (steps, '.', path, length);
          path += length;
        }
    }

  return steps;
}

static gboolean
is_element (const char *step)
{
  return *step == '[';
}

static void
close_string (SluicePathWriter *self,
              GString          *out)
{
  if (self->string == NULL)
    return;

  g_string_append_c (out, '"');
  g_clear_pointer (&self->string, g_free);
}

/* Closes containers until n steps are left; the container that the last of them names stays. */
static void
close_steps (SluicePathWriter *self,
             guint             n,
             GString          *out)
{
  while (self->steps->len > n)
    {
      const char *step = g_ptr_array_index (self->steps, self->steps->len - 1);

      /* the last step leads to a value, the ones before it into containers */
      if (self->steps->len > n + 1)
        g_string_append_c (out, is_element (step) ? ']' : '}');
      g_ptr_array_set_size (self->steps, self->steps->len - 1);
    }
}

static void
begin_member (const char *step,
              gboolean    first,
              GString    *out)
{
  if (!first)
    g_string_append_c (out, ',');
  else
    g_string_append_c (out, is_element (step) ? '[' : '{');

  if (!is_element (step))
    {
      sluice_writer_append_string (out, step + 1, -1);
      g_string_append_c (out, ':');
    }
}

/* Goes to a path: closes what is not on it, opens what is. */
static void
go_to (SluicePathWriter *self,
       const char       *path,
       GString          *out)
{
  g_autoptr(GPtrArray) steps = parse_path (path);
  guint common = 0;

  close_string (self, out);
  if (steps->len == 0)
    return;

  while (common < steps->len - 1 && common + 1 < self->steps->len
         && g_str_equal (g_ptr_array_index (steps, common), g_ptr_array_index (self->steps, common)))
    common++;

  close_steps (self, common, out);
  for (guint i = common; i < steps->len; i++)
    {
      const char *step = g_ptr_array_index (steps, i);
      gboolean first = i > common || (i == 0 && !self->root_begun);

      begin_member (step, first, out);
      g_ptr_array_add (self->steps, g_strdup (step));
    }
  self->root_begun = TRUE;
}

SluicePathWriter *
sluice_path_writer_new (void)
{
  SluicePathWriter *self = g_new0 (SluicePathWriter, 1);

  self->steps = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sluice_path_writer_free (SluicePathWriter *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self->string);
  g_free (self);
}

void
sluice_path_writer_add_string (SluicePathWriter *self,
                               const char       *path,
                               const char       *text,
                               gsize             length,
                               GString          *out)
{
  g_autoptr(GString) quoted = g_string_new (NULL);

  if (self->string == NULL || !g_str_equal (self->string, path))
    {
      go_to (self, path, out);
      g_string_append_c (out, '"');
      self->string = g_strdup (path);
    }

  sluice_writer_append_string (quoted, text, length);
  g_string_append_len (out, quoted->str + 1, quoted->len - 2);
}

void
sluice_path_writer_add_value (SluicePathWriter *self,
                              const char       *path,
                              const char       *json,
                              GString          *out)
{
  go_to (self, path, out);
  g_string_append (out, json);
}

void
sluice_path_writer_finish (SluicePathWriter *self,
                           GString          *out)
{
  gboolean root_is_array = self->steps->len > 0
                           && is_element (g_ptr_array_index (self->steps, 0));

  close_string (self, out);
  close_steps (self, 0, out);
  if (self->root_begun)
    g_string_append_c (out, root_is_array ? ']' : '}');
  else
    g_string_append (out, "{}");
}
