/* sluice-gradual-model.c: a list that shows itself to a view a few rows at a time
 *
 * A list view makes widgets for its first two hundred rows, whether they are on screen or not. Where
 * that many come at once, to make them in one go would hold up the keyboard for a good part of a
 * second. So they are let through in portions, with frames and input in between. Further rows make
 * no widgets: once the view has its fill, everything passes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-gradual-model.h"

#define PORTION 32
#define PORTION_MS 16  /* about a frame */
#define FILL 240  /* rows after which a view makes no more widgets */

typedef struct
{
  GtkSliceListModel *slice;   /* owns us */
  guint              source;  /* timer, 0 = none */
} Gradual;

static void
gradual_free (gpointer data)
{
  Gradual *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

static gboolean
grow_cb (gpointer user_data)
{
  Gradual *self = user_data;
  guint n = g_list_model_get_n_items (gtk_slice_list_model_get_model (self->slice));
  guint size = gtk_slice_list_model_get_size (self->slice) + PORTION;

  gtk_slice_list_model_set_size (self->slice, size < FILL ? size : G_MAXUINT);
  if (size < FILL && size < n)
    return G_SOURCE_CONTINUE;

  self->source = 0;

  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (GListModel        *model,
                  guint              position,
                  guint              removed,
                  guint              added,
                  GtkSliceListModel *slice)
{
  Gradual *self = g_object_get_data (G_OBJECT (slice), "gradual");
  guint n = g_list_model_get_n_items (model);

  if (n <= PORTION)
    {
      g_clear_handle_id (&self->source, g_source_remove);
      gtk_slice_list_model_set_size (slice, PORTION);
    }
  else if (n > gtk_slice_list_model_get_size (slice) && !self->source)
    {
      /* Not below drawing: where that is slow and never done, no further row would ever come. */
      self->source = g_timeout_add_full (G_PRIORITY_HIGH_IDLE, PORTION_MS, grow_cb, self, NULL);
    }
}

/**
 * sluice_gradual_model_new:
 * @model: a list that may grow by many rows at once
 *
 * Returns: (transfer full): the rows of @model; those among the first that come many at a time
 *   appear within the next frames, and its property "size" changes when they do
 */
GListModel *
sluice_gradual_model_new (GListModel *model)
{
  GtkSliceListModel *slice;
  Gradual *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_new0 (Gradual, 1);
  slice = gtk_slice_list_model_new (g_object_ref (model), 0, PORTION);
  self->slice = slice;
  g_object_set_data_full (G_OBJECT (slice), "gradual", self, gradual_free);
  /* Connected after the slice itself: it knows of the change already. */
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), slice, 0);
  items_changed_cb (model, 0, 0, g_list_model_get_n_items (model), slice);

  return G_LIST_MODEL (slice);
}

/**
 * sluice_gradual_model_catch_up:
 * @gradual: a list made by sluice_gradual_model_new()
 *
 * Lets all rows through at once, for who wants to go to one of them.
 */
void
sluice_gradual_model_catch_up (GListModel *gradual)
{
  Gradual *self = g_object_get_data (G_OBJECT (gradual), "gradual");

  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
}
