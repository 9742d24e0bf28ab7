/* sluice-thinking-row.c: what a model thought aloud, outside its answer, as a row of the tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-thinking-row.h"

struct _SluiceThinkingRow
{
  GObject   parent_instance;

  char     *text;
  gboolean  arriving;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceThinkingRow, sluice_thinking_row, G_TYPE_OBJECT)

static void
sluice_thinking_row_finalize (GObject *object)
{
  SluiceThinkingRow *self = SLUICE_THINKING_ROW (object);

  g_free (self->text);

  G_OBJECT_CLASS (sluice_thinking_row_parent_class)->finalize (object);
}

static void
sluice_thinking_row_class_init (SluiceThinkingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_thinking_row_finalize;

  /* SluiceThinkingRow::changed: there is another text. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sluice_thinking_row_init (SluiceThinkingRow *self)
{
  self->text = g_strdup ("");
}

/**
 * sluice_thinking_row_new:
 *
 * Returns: (transfer full): a row without text
 */
SluiceThinkingRow *
sluice_thinking_row_new (void)
{
  return g_object_new (SLUICE_TYPE_THINKING_ROW, NULL);
}

/**
 * sluice_thinking_row_set_text:
 * @self: a row
 * @text: all that the model has thought so far
 * @arriving: whether more may come
 *
 * Changes the text.
 */
void
sluice_thinking_row_set_text (SluiceThinkingRow *self,
                              const char        *text,
                              gboolean           arriving)
{
  g_return_if_fail (SLUICE_IS_THINKING_ROW (self));

  if (self->arriving == arriving && g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  self->arriving = arriving;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sluice_thinking_row_get_text:
 * @self: a row
 *
 * Returns: the text, never %NULL
 */
const char *
sluice_thinking_row_get_text (SluiceThinkingRow *self)
{
  g_return_val_if_fail (SLUICE_IS_THINKING_ROW (self), NULL);

  return self->text;
}

/**
 * sluice_thinking_row_is_arriving:
 * @self: a row
 *
 * Returns: whether more may come
 */
gboolean
sluice_thinking_row_is_arriving (SluiceThinkingRow *self)
{
  g_return_val_if_fail (SLUICE_IS_THINKING_ROW (self), FALSE);

  return self->arriving;
}
