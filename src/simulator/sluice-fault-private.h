/* sluice-fault-private.h: what can go wrong, on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What goes wrong with one answer; all zero: nothing. */
typedef struct
{
  guint    status;         /* an HTTP error instead of an answer */
  guint    retry_after_s;  /* with status: the header; 0 = none */
  guint    slow_start_ms;  /* silence before the first byte */
  guint64  cut_bytes;      /* the connection closes after so many bytes of the body; 0 = it does not */
  gboolean malformed;      /* the JSON of the answer has a bracket of the wrong kind */
  gboolean garbled;        /* an event of the stream is not the protocol's */
  gboolean refuse;         /* the model declines */
  gboolean stall;          /* nothing more comes, in the middle */
  gboolean one_byte;       /* the body comes a byte at a time */
  gboolean truncate;       /* the output limit is reached in the middle */
} SluiceFaults;

typedef struct _SluiceFaultList SluiceFaultList;

SluiceFaultList *sluice_fault_list_new  (void);
void             sluice_fault_list_free (SluiceFaultList  *self);
/* "status=429", or "status=429*2" for the next two requests only */
gboolean         sluice_fault_list_add  (SluiceFaultList  *self,
                                         const char       *text,
                                         GError          **error);
/* those of the next request */
SluiceFaults     sluice_fault_list_take (SluiceFaultList  *self);

G_END_DECLS
