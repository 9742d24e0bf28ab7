/* sluice-path-writer-private.h: values told one by one with their paths -> JSON text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Gemini sends the arguments of a call as a list of leaves, each with its JSONPath ("$.a[0].b"),
 * in the order of the document, a long string in several pieces. This writes the document as it
 * grows, so that it streams like any other. */
typedef struct _SluicePathWriter SluicePathWriter;

SluicePathWriter *sluice_path_writer_new        (void);
void              sluice_path_writer_free       (SluicePathWriter *self);
/* more of the string at path: the same path goes on with it */
void              sluice_path_writer_add_string (SluicePathWriter *self,
                                                 const char       *path,
                                                 const char       *text,
                                                 gsize             length,
                                                 GString          *out);
/* a whole value that is no string, as JSON */
void              sluice_path_writer_add_value  (SluicePathWriter *self,
                                                 const char       *path,
                                                 const char       *json,
                                                 GString          *out);
/* what closes all that is open; an empty object where nothing was added */
void              sluice_path_writer_finish     (SluicePathWriter *self,
                                                 GString          *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluicePathWriter, sluice_path_writer_free)

G_END_DECLS
