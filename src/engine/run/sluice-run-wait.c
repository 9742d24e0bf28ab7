/* sluice-run-wait.c: waiting for the end of a run, in this thread or without blocking
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "run/sluice-run-course-private.h"

static gboolean
check_outcome (SluiceRun  *self,
               GError    **error)
{
  if (self->outcome == SLUICE_OUTCOME_COMPLETE)
    return TRUE;

  if (self->error != NULL && error != NULL)
    *error = g_error_copy (self->error);
  else if (self->error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The run was stopped"));

  return FALSE;
}

void
sluice_run_return_outcome (SluiceRun *self,
                           GTask     *task)
{
  GError *error = NULL;

  if (check_outcome (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
wake_cb (GCancellable *cancellable,
         gpointer      context)
{
  g_main_context_wakeup (context);
}

/**
 * sluice_run_wait:
 * @self: a run
 * @cancellable: (nullable): ends the waiting, not the run
 * @error: return location for an error
 *
 * Iterates the main context that the run was started in, until it has finished.
 *
 * Returns: `TRUE` for the outcome complete; else `FALSE` with [method@Run.get_error], or
 *   `G_IO_ERROR_CANCELLED` when the run or the waiting was cancelled
 */
gboolean
sluice_run_wait (SluiceRun     *self,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr(SluiceRun) kept = NULL;
  gulong handler = 0;

  g_return_val_if_fail (SLUICE_IS_RUN (self), FALSE);

  kept = g_object_ref (self);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self->context, NULL);
  while (self->state != SLUICE_RUN_FINISHED && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (self->context, TRUE);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);

  if (self->state != SLUICE_RUN_FINISHED)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);

  return check_outcome (self, error);
}

static void
forget_waiter (SluiceRun *self,
               GTask     *task)
{
  GList *link = g_list_find (self->waiters, task);

  if (link == NULL)
    return;

  self->waiters = g_list_delete_link (self->waiters, link);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

static void
destroy_source (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static gboolean
waiting_cancelled_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  GTask *task = user_data;

  forget_waiter (g_task_get_source_object (task), task);

  return G_SOURCE_REMOVE;
}

/**
 * sluice_run_wait_async:
 * @self: a run
 * @cancellable: (nullable): ends the waiting, not the run
 * @callback: (scope async): called when the run has finished
 * @user_data: data for @callback
 *
 * Waits for the end of the run without blocking.
 */
void
sluice_run_wait_async (SluiceRun           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (SLUICE_IS_RUN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sluice_run_wait_async);

  if (self->state == SLUICE_RUN_FINISHED)
    {
      sluice_run_return_outcome (self, task);
      return;
    }

  if (cancellable != NULL)
    {
      g_autoptr(GSource) source = g_cancellable_source_new (cancellable);

      /* The source goes with the task, whichever way that ends. */
      g_source_set_callback (source, G_SOURCE_FUNC (waiting_cancelled_cb), task, NULL);
      g_source_attach (source, self->context);
      g_task_set_task_data (task, g_source_ref (source), destroy_source);
    }
  self->waiters = g_list_append (self->waiters, g_steal_pointer (&task));
}

/**
 * sluice_run_wait_finish:
 * @self: a run
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Ends the waiting.
 *
 * Returns: as [method@Run.wait]
 */
gboolean
sluice_run_wait_finish (SluiceRun     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
