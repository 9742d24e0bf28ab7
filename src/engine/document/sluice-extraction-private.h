/* sluice-extraction-private.h: the two halves of the document: the object and its file format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "document/sluice-extraction.h"

G_BEGIN_DECLS

/* A file may be this long. Documents that people write are a thousand times shorter. */
#define SLUICE_EXTRACTION_MAX_BYTES (16 * 1024 * 1024)

#define SLUICE_EXTRACTION_DEFAULT_RETRIES 2

/* The newest form of the file that we read, and the one that we write. */
#define SLUICE_EXTRACTION_FORMAT_VERSION 1

/* Fills a new extraction from the text of a file. name stands for the file in messages; NULL when
 * it has none. */
gboolean     sluice_extraction_read           (SluiceExtraction  *self,
                                               GBytes            *bytes,
                                               const char        *name,
                                               GError           **error);

/* Members of the file that this version does not know, as JSON ("\"a\":1,\"b\":{}"), so that
 * saving does not lose them; NULL when there are none. */
const char  *sluice_extraction_get_unknown    (SluiceExtraction  *self);
void         sluice_extraction_set_unknown    (SluiceExtraction  *self,
                                               const char        *unknown);

/* char* -> char*, in the order of the names; not the caller's to change */
GTree       *sluice_extraction_get_variables  (SluiceExtraction  *self);

G_END_DECLS
