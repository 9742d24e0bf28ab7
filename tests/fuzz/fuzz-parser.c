/* fuzz-parser.c: the strict parser: RFC 8259 and nothing else
 *
 * The first byte of the input chooses how it is split; the rest is the text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "read-splits.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  if (size > 0)
    check_splits (data, size, TRUE);
  return 0;
}
