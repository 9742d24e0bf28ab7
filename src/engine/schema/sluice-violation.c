/* sluice-violation.c: one rule of the schema that a value breaks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-violation-private.h"

/**
 * SluiceViolation:
 *
 * One rule of a schema that a value breaks, found by a [class@Check].
 */
G_DEFINE_BOXED_TYPE (SluiceViolation, sluice_violation, sluice_violation_ref,
                     sluice_violation_unref)

SluiceViolation *
sluice_violation_new (void)
{
  SluiceViolation *self = g_new0 (SluiceViolation, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

const char *
sluice_violation_get_instance (SluiceViolation *self)
{
  return self->instance;
}

const char *
sluice_violation_get_location (SluiceViolation *self)
{
  return self->location;
}

const char *
sluice_violation_get_absolute (SluiceViolation *self)
{
  return self->absolute;
}

/**
 * sluice_violation_ref:
 * @self: a violation
 *
 * Keeps the violation.
 *
 * Returns: (transfer full): the violation
 */
SluiceViolation *
sluice_violation_ref (SluiceViolation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * sluice_violation_unref:
 * @self: (transfer full): a violation
 *
 * Lets go of the violation.
 */
void
sluice_violation_unref (SluiceViolation *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->path);
  g_free (self->schema_path);
  g_free (self->message);
  g_free (self->instance);
  g_free (self->location);
  g_free (self->absolute);
  g_free (self);
}

/**
 * sluice_violation_get_path:
 * @self: a violation
 *
 * Gets the place in the answer. Of what is missing, it is the place where it should be. An
 * object that we put around what was asked for is left out: `/tasks/3/age` is `/3/age`.
 *
 * Returns: (transfer none): a JSON Pointer
 */
const char *
sluice_violation_get_path (SluiceViolation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * sluice_violation_get_schema_path:
 * @self: a violation
 *
 * Gets the place of the rule in the schema, for [method@Schema.locate].
 *
 * Returns: (transfer none): a JSON Pointer, which ends in the keyword
 */
const char *
sluice_violation_get_schema_path (SluiceViolation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->schema_path;
}

/**
 * sluice_violation_get_keyword:
 * @self: a violation
 *
 * Gets the keyword of JSON Schema that is broken.
 *
 * Returns: (transfer none): for example "minimum"
 */
const char *
sluice_violation_get_keyword (SluiceViolation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->keyword;
}

/**
 * sluice_violation_get_message:
 * @self: a violation
 *
 * Gets what is wrong, in words for people and for the model that is asked again.
 *
 * Returns: (transfer none): for example "age is 131, above the maximum 120"
 */
const char *
sluice_violation_get_message (SluiceViolation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->message;
}

/**
 * sluice_violation_get_byte:
 * @self: a violation
 *
 * Gets the byte after which nothing could make it right any more.
 *
 * Returns: an offset in the text of the answer
 */
gsize
sluice_violation_get_byte (SluiceViolation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->byte;
}

/**
 * sluice_violation_get_doomed:
 * @self: a violation
 *
 * Tells whether it was certain before the value had ended.
 *
 * Returns: `TRUE` if it was
 */
gboolean
sluice_violation_get_doomed (SluiceViolation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->doomed;
}

/**
 * sluice_violation_get_earliness:
 * @self: a violation
 *
 * Tells how early the rule could decide: what no answer can mend is told then, not at its end.
 *
 * Returns: how early
 */
SluiceEarliness
sluice_violation_get_earliness (SluiceViolation *self)
{
  g_return_val_if_fail (self != NULL, SLUICE_EARLINESS_CLOSE);

  return self->earliness;
}
