/* sluice-field-columns.h: how wide the columns of the live tree want to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

/* in characters */
typedef struct
{
  guint field;
  guint type;
} SluiceFieldColumns;

void sluice_field_columns_init (SluiceFieldColumns *self,
                                SluiceDefinition   *definition);

G_END_DECLS
