/* sluice-rewrite.c: what became of one keyword of a schema on its way to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-rewrite-private.h"

struct _SluiceRewrite
{
  GObject     parent_instance;

  char       *keyword;
  char       *pointer;
  char       *message;
  SluiceFate  fate;
};

/**
 * SluiceFate:
 * @SLUICE_FATE_ENFORCED: the provider holds the model to it
 * @SLUICE_FATE_REWRITTEN: it is sent in other words
 * @SLUICE_FATE_CHECKED_HERE: only the check here decides on it
 * @SLUICE_FATE_REFUSED: the provider will refuse the schema
 *
 * What can become of a keyword on its way to a provider.
 */

/**
 * SluiceRewrite:
 *
 * What became of one keyword of a schema on its way to a provider, and why.
 */
G_DEFINE_FINAL_TYPE (SluiceRewrite, sluice_rewrite, G_TYPE_OBJECT)

static void
sluice_rewrite_finalize (GObject *object)
{
  SluiceRewrite *self = SLUICE_REWRITE (object);

  g_free (self->keyword);
  g_free (self->pointer);
  g_free (self->message);

  G_OBJECT_CLASS (sluice_rewrite_parent_class)->finalize (object);
}

static void
sluice_rewrite_class_init (SluiceRewriteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_rewrite_finalize;
}

static void
sluice_rewrite_init (SluiceRewrite *self)
{
}

SluiceRewrite *
sluice_rewrite_new (const char *keyword,
                    const char *pointer,
                    SluiceFate  fate,
                    const char *message)
{
  SluiceRewrite *self = g_object_new (SLUICE_TYPE_REWRITE, NULL);

  self->keyword = g_strdup (keyword);
  self->pointer = g_strdup (pointer);
  self->fate = fate;
  self->message = g_strdup (message);

  return self;
}

/**
 * sluice_fate_to_string:
 * @fate: what became of a keyword
 *
 * Gets the name that programs know a fate by.
 *
 * Returns: (transfer none): `enforced`, `rewritten`, `checked-here` or `refused`
 */
const char *
sluice_fate_to_string (SluiceFate fate)
{
  static const char *const names[] = { "enforced", "rewritten", "checked-here", "refused" };

  g_return_val_if_fail ((guint) fate < G_N_ELEMENTS (names), NULL);

  return names[fate];
}

/**
 * sluice_rewrite_get_keyword:
 * @self: a rewrite
 *
 * Gets the keyword that it is about.
 *
 * Returns: (transfer none): a keyword of JSON Schema; "" where it is about the schema as a whole
 */
const char *
sluice_rewrite_get_keyword (SluiceRewrite *self)
{
  g_return_val_if_fail (SLUICE_IS_REWRITE (self), NULL);

  return self->keyword;
}

/**
 * sluice_rewrite_get_pointer:
 * @self: a rewrite
 *
 * Gets the place of the schema that has the keyword, in the schema as it was before.
 *
 * Returns: (transfer none): a JSON Pointer; "" for the root
 */
const char *
sluice_rewrite_get_pointer (SluiceRewrite *self)
{
  g_return_val_if_fail (SLUICE_IS_REWRITE (self), NULL);

  return self->pointer;
}

/**
 * sluice_rewrite_get_fate:
 * @self: a rewrite
 *
 * Gets what became of the keyword.
 *
 * Returns: its fate
 */
SluiceFate
sluice_rewrite_get_fate (SluiceRewrite *self)
{
  g_return_val_if_fail (SLUICE_IS_REWRITE (self), SLUICE_FATE_ENFORCED);

  return self->fate;
}

/**
 * sluice_rewrite_get_message:
 * @self: a rewrite
 *
 * Gets what became of the keyword, in a sentence for people.
 *
 * Returns: (transfer none): the sentence
 */
const char *
sluice_rewrite_get_message (SluiceRewrite *self)
{
  g_return_val_if_fail (SLUICE_IS_REWRITE (self), NULL);

  return self->message;
}
