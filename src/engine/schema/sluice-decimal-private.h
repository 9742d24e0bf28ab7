/* sluice-decimal-private.h: numbers as they are written, with all their digits
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* sign * 0.DIGITS * 10^point. The digits stay where they were written, maybe with a point between
 * them, and neither the first nor the last is a zero; there are none in 0. Nothing is allocated. */
typedef struct
{
  const char *digits;
  const char *end;
  gint64      point;
  gint32      n_digits;
  gint32      sign;     /* -1, 0 or 1 */
} SluiceDecimal;

/* lexeme is a JSON number, which the decimal points into. */
void     sluice_decimal_init        (SluiceDecimal       *self,
                                     const char          *lexeme,
                                     gsize                length);
int      sluice_decimal_compare     (const SluiceDecimal *a,
                                     const SluiceDecimal *b);
gboolean sluice_decimal_is_integer  (const SluiceDecimal *self);
/* factor is above 0 */
gboolean sluice_decimal_is_multiple (const SluiceDecimal *self,
                                     const SluiceDecimal *factor);
/* the same for equal numbers, however they are written */
guint    sluice_decimal_hash        (const SluiceDecimal *self);

G_END_DECLS
