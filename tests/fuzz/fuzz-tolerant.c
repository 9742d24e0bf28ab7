/* fuzz-tolerant.c: the tolerant parser: whatever a model writes around and instead of JSON
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
    check_splits (data, size, FALSE);
  return 0;
}
