/* sluice-path-pattern.c: JSON Pointers in which a step can be any
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-path-pattern-private.h"

#define NO_INDEX G_MAXUINT

typedef struct
{
  char    *name;    /* owned: without escapes */
  guint    index;   /* what it says as a position; NO_INDEX where it is none */
  gboolean is_any;
} Step;

struct _SluicePathPattern
{
  char   *text;   /* owned */
  GArray *steps;  /* Step */
};

static void
step_clear (Step *step)
{
  g_free (step->name);
}

/* Takes ~0 for ~ and ~1 for /; NULL where a ~ stands for neither. */
static char *
unescape (const char *step)
{
  g_autoptr(GString) name = g_string_new (NULL);

  for (const char *p = step; *p; p++)
    {
      if (*p != '~')
        g_string_append_c (name, *p);
      else if (p[1] == '0' || p[1] == '1')
        g_string_append_c (name, *++p == '0' ? '~' : '/');
      else
        return NULL;
    }

  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* As RFC 6901 writes them: 0, or digits that do not begin with one. */
static guint
read_index (const char *step)
{
  gsize n = strspn (step, "0123456789");
  guint64 index = g_ascii_strtoull (step, NULL, 10);

  if (n == 0 || step[n] != '\0' || (n > 1 && *step == '0') || index >= NO_INDEX)
    return NO_INDEX;

  return (guint) index;
}

SluicePathPattern *
sluice_path_pattern_new (const char *text)
{
  g_autoptr(SluicePathPattern) self = NULL;
  g_auto(GStrv) steps = NULL;

  if (*text != '/' || !g_utf8_validate (text, -1, NULL))
    return NULL;

  self = g_new0 (SluicePathPattern, 1);
  self->text = g_strdup (text);
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, (GDestroyNotify) step_clear);

  steps = g_strsplit (text + 1, "/", -1);
  for (guint i = 0; steps[i]; i++)
    {
      Step step = { unescape (steps[i]), read_index (steps[i]), g_str_equal (steps[i], "*") };

      if (step.name == NULL)
        return NULL;
      g_array_append_val (self->steps, step);
    }
  /* Nothing between two slashes is a name, but nothing at all is the root. */
  if (self->steps->len == 0)
    {
      Step step = { g_strdup (""), NO_INDEX, FALSE };

      g_array_append_val (self->steps, step);
    }

  return g_steal_pointer (&self);
}

void
sluice_path_pattern_free (SluicePathPattern *self)
{
  g_array_unref (self->steps);
  g_free (self->text);
  g_free (self);
}

const char *
sluice_path_pattern_get_text (SluicePathPattern *self)
{
  return self->text;
}

guint
sluice_path_pattern_get_length (SluicePathPattern *self)
{
  return self->steps->len;
}

gboolean
sluice_path_pattern_has_index (SluicePathPattern *self,
                               guint              step,
                               guint              index)
{
  const Step *this = &g_array_index (self->steps, Step, step);

  return this->is_any || this->index == index;
}

gboolean
sluice_path_pattern_has_node (SluicePathPattern *self,
                              guint              step,
                              SluiceNode        *node)
{
  const Step *this = &g_array_index (self->steps, Step, step);
  const char *key = sluice_node_get_key (node);

  if (key == NULL)
    return sluice_path_pattern_has_index (self, step, sluice_node_get_index (node));

  return this->is_any || g_str_equal (this->name, key);
}
