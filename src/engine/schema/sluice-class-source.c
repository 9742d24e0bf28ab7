/* sluice-class-source.c: a text in class notation, what was found wrong in it, its memory
 *
 * Everything that reading a text makes lives as long as its source and is freed with it: the parts
 * of a syntax tree point to one another freely and nothing is freed piece by piece.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-source-private.h"

#define BLOCK_SIZE (32 * 1024)

typedef struct
{
  SluiceSeverity   severity;
  SluiceClassSpan  span;
  char            *message;  /* owned */
} Problem;

static void
problem_clear (gpointer data)
{
  Problem *problem = data;

  g_free (problem->message);
}

/* In the order of the text; what is found first stays first. */
static int
problem_compare (gconstpointer a,
                 gconstpointer b)
{
  const Problem *one = a, *other = b;

  if (one->span.start != other->span.start)
    return one->span.start < other->span.start ? -1 : 1;

  return (int) one->severity - (int) other->severity;
}

/**
 * sluice_class_source_new: (skip)
 * @text: the text; it must stay until the source is freed
 *
 * Makes the source for a text.
 *
 * Returns: (transfer full): a new source
 */
SluiceClassSource *
sluice_class_source_new (const char *text)
{
  SluiceClassSource *self = g_new0 (SluiceClassSource, 1);

  self->text = text;
  self->length = strlen (text);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->problems = g_array_new (FALSE, FALSE, sizeof (Problem));
  g_array_set_clear_func (self->problems, problem_clear);
  self->reported = g_hash_table_new (g_direct_hash, g_direct_equal);

  return self;
}

void
sluice_class_source_free (SluiceClassSource *self)
{
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->nodes);
  g_array_unref (self->problems);
  g_hash_table_unref (self->reported);
  g_free (self);
}

/**
 * sluice_class_source_alloc: (skip)
 * @self: a source
 * @size: how many bytes
 *
 * Hands out cleared memory that lives as long as the source.
 *
 * Returns: (transfer none): the memory
 */
gpointer
sluice_class_source_alloc (SluiceClassSource *self,
                           gsize              size)
{
  gpointer memory;

  size = (size + 7) & ~(gsize) 7;
  if (size > self->n_free)
    {
      gsize block_size = MAX (size, BLOCK_SIZE);

      self->free = g_malloc0 (block_size);
      self->n_free = block_size;
      g_ptr_array_add (self->blocks, self->free);
    }

  memory = self->free;
  self->free += size;
  self->n_free -= size;

  return memory;
}

char *
sluice_class_source_copy (SluiceClassSource *self,
                          const char        *text,
                          gsize              length)
{
  char *copy = sluice_class_source_alloc (self, length + 1);

  memcpy (copy, text, length);

  return copy;
}

/* Takes node; it is freed with the source. */
JsonNode *
sluice_class_source_keep (SluiceClassSource *self,
                          JsonNode          *node)
{
  if (node)
    g_ptr_array_add (self->nodes, node);

  return node;
}

/**
 * sluice_class_source_report: (skip)
 * @self: a source
 * @severity: how bad it is
 * @span: where
 * @format: the message, without a final period
 *
 * Notes a problem. Of several errors that begin at the same place the first counts: the others
 * follow from it.
 */
void
sluice_class_source_report (SluiceClassSource *self,
                            SluiceSeverity     severity,
                            SluiceClassSpan    span,
                            const char        *format,
                            ...)
{
  Problem problem = { .severity = severity, .span = span };
  va_list args;
  gboolean is_error = severity == SLUICE_SEVERITY_ERROR;
  guint *n_kept = is_error ? &self->n_errors : &self->n_remarks;

  if (!g_hash_table_add (self->reported, GSIZE_TO_POINTER (((gsize) span.start << 1) | is_error)))
    return;

  if (*n_kept >= SLUICE_CLASS_MAX_PROBLEMS)
    {
      self->n_dropped++;
      return;
    }

  (*n_kept)++;

  va_start (args, format);
  problem.message = g_strdup_vprintf (format, args);
  va_end (args);
  g_array_append_val (self->problems, problem);
}

/* Whether a further error would only be counted: then it needs no good wording. */
gboolean
sluice_class_source_is_full (SluiceClassSource *self)
{
  return self->n_errors >= SLUICE_CLASS_MAX_PROBLEMS;
}

static void
append_diagnostic (SluiceClassSource *self,
                   const Problem     *problem,
                   gsize              length,
                   GListStore        *diagnostics)
{
  g_autoptr (SluiceDiagnostic) diagnostic = NULL;

  diagnostic = sluice_diagnostic_new (problem->severity, self->text,
                                      MIN (problem->span.start, length),
                                      MIN (problem->span.end, length),
                                      problem->message);
  g_list_store_append (diagnostics, diagnostic);
}

/**
 * sluice_class_source_list_out: (skip)
 * @self: a source
 * @length: how much of the text its writer knows of; places beyond are moved to its end
 * @diagnostics: (element-type SluiceDiagnostic): gets the problems, in the order of the text
 *
 * Hands the problems over.
 */
void
sluice_class_source_list_out (SluiceClassSource *self,
                              gsize              length,
                              GListStore        *diagnostics)
{
  g_array_sort (self->problems, problem_compare);
  for (guint i = 0; i < self->problems->len; i++)
    append_diagnostic (self, &g_array_index (self->problems, Problem, i), length, diagnostics);

  if (self->n_dropped > 0)
    {
      g_autofree char *message =
        g_strdup_printf (ngettext ("%u more problem is not listed",
                                   "%u more problems are not listed", self->n_dropped),
                         self->n_dropped);
      Problem rest = { SLUICE_SEVERITY_NOTE, { self->length, self->length }, message };

      append_diagnostic (self, &rest, length, diagnostics);
    }
}
