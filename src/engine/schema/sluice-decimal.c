/* sluice-decimal.c: numbers as they are written, with all their digits
 *
 * A double cannot tell 0.0075 from a multiple of 0.0001 or 2^64 from the number before it. A
 * JSON number is a decimal, and comparing or dividing decimals needs no more than their digits.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-decimal-private.h"

/* Exponents beyond this are as good as infinite, and leave room to add lengths of texts. */
#define MAX_EXPONENT (G_GINT64_CONSTANT (1) << 40)

static gint64
read_exponent (const char *p,
               const char *end)
{
  gboolean negative = p < end && *p == '-';
  gint64 exponent = 0;

  if (p < end && (*p == '-' || *p == '+'))
    p++;
  for (; p < end; p++)
    exponent = MIN (exponent * 10 + (*p - '0'), MAX_EXPONENT);

  return negative ? -exponent : exponent;
}

void
sluice_decimal_init (SluiceDecimal *self,
                     const char    *lexeme,
                     gsize          length)
{
  const char *p = lexeme, *end = lexeme + length;
  gboolean negative = FALSE, after_point = FALSE;
  gint32 n = 0;  /* digits since the first significant one */

  *self = (SluiceDecimal) { NULL };
  if (p < end && *p == '-')
    {
      negative = TRUE;
      p++;
    }

  for (; p < end && *p != 'e' && *p != 'E'; p++)
    {
      if (*p == '.')
        {
          after_point = TRUE;
          continue;
        }
      if (self->digits == NULL && *p != '0')
        self->digits = p;
      if (self->digits)
        n++;
      if (*p != '0')
        {
          self->end = p + 1;
          self->n_digits = n;
        }
      if (self->digits && !after_point)
        self->point++;
      else if (!self->digits && after_point)
        self->point--;
    }

  if (self->digits == NULL)
    {
      self->point = 0;
      return;
    }

  self->sign = negative ? -1 : 1;
  if (p < end)
    self->point += read_exponent (p + 1, end);
}

static int
next_digit (const char **p,
            const char  *end)
{
  if (*p < end && **p == '.')
    (*p)++;

  return *p < end ? *(*p)++ - '0' : 0;
}

static int
compare_sizes (const SluiceDecimal *a,
               const SluiceDecimal *b)
{
  const char *p = a->digits, *q = b->digits;
  gint32 n = MAX (a->n_digits, b->n_digits);

  if (a->point != b->point)
    return a->point < b->point ? -1 : 1;

  for (gint32 i = 0; i < n; i++)
    {
      int x = next_digit (&p, a->end), y = next_digit (&q, b->end);

      if (x != y)
        return x - y;
    }

  return 0;
}

int
sluice_decimal_compare (const SluiceDecimal *a,
                        const SluiceDecimal *b)
{
  if (a->sign != b->sign)
    return a->sign - b->sign;
  if (a->sign == 0)
    return 0;

  return a->sign * compare_sizes (a, b);
}

gboolean
sluice_decimal_is_integer (const SluiceDecimal *self)
{
  return self->point >= self->n_digits;
}

static guint64
multiply (guint64 a,
          guint64 b,
          guint64 modulus)
{
  return (guint64) ((unsigned __int128) a * b % modulus);
}

/* 10^exponent, modulo */
static guint64
raise_ten (gint64  exponent,
           guint64 modulus)
{
  guint64 result = 1 % modulus, square = 10 % modulus;

  for (; exponent > 0; exponent >>= 1)
    {
      if (exponent & 1)
        result = multiply (result, square, modulus);
      square = multiply (square, square, modulus);
    }

  return result;
}

/* The digits as one number; FALSE where it has more than 64 bits. */
static gboolean
read_digits (const SluiceDecimal *self,
             guint64             *value)
{
  const char *p = self->digits;

  *value = 0;
  for (gint32 i = 0; i < self->n_digits; i++)
    {
      guint64 digit = next_digit (&p, self->end);

      if (*value > (G_MAXUINT64 - digit) / 10)
        return FALSE;
      *value = *value * 10 + digit;
    }

  return TRUE;
}

static guint64
reduce_digits (const SluiceDecimal *self,
               guint64              modulus)
{
  const char *p = self->digits;
  guint64 rest = 0;

  for (gint32 i = 0; i < self->n_digits; i++)
    rest = (guint64) (((unsigned __int128) rest * 10 + next_digit (&p, self->end)) % modulus);

  return rest;
}

gboolean
sluice_decimal_is_multiple (const SluiceDecimal *self,
                            const SluiceDecimal *factor)
{
  gint64 shift;
  guint64 divisor, rest;

  if (self->sign == 0)
    return TRUE;

  /* Both as whole numbers without zeros at their ends, times a power of ten each. */
  shift = (self->point - self->n_digits) - (factor->point - factor->n_digits);
  if (shift < 0)
    return FALSE;
  if (!read_digits (factor, &divisor))
    return shift == 0 && compare_sizes (self, factor) == 0;

  rest = reduce_digits (self, divisor);

  return multiply (rest, raise_ten (shift, divisor), divisor) == 0;
}

guint
sluice_decimal_hash (const SluiceDecimal *self)
{
  const char *p = self->digits;
  guint hash = (guint) self->point * 2 + (self->sign < 0);

  for (gint32 i = 0; i < self->n_digits; i++)
    hash = hash * 33 + next_digit (&p, self->end);

  return hash;
}
