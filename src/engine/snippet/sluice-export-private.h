/* sluice-export-private.h: the writers of programs that do what an extraction does
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "document/sluice-extraction.h"
#include "provider/sluice-catalogue.h"

G_BEGIN_DECLS

/* What every writer is given: the provider is never NULL, the model neither. */
typedef struct
{
  SluiceExtraction *extraction;
  SluiceSchema     *schema;
  SluiceProvider   *provider;
  const char       *model;
  const char       *key_variable;  /* of the environment; NULL where no key is wanted */
  const char       *base_url;
} SluiceExport;

char *sluice_instructor_script_write (SluiceExport  *self);
char *sluice_curl_command_write      (SluiceExport  *self,
                                      GError       **error);
char *sluice_typescript_program_write(SluiceExport  *self,
                                      GError       **error);
char *sluice_c_program_write         (SluiceExport  *self);

/* What a template is made of, in order: text and variables in turn; name is NULL for text. */
typedef struct
{
  char *text;  /* owned */
  char *name;  /* owned */
} SluiceExportPart;

/* element-type SluiceExportPart; a text ends after each line end */
GArray   *sluice_export_split_template (const char       *text);
/* whether items, or the one value, are objects */
gboolean  sluice_export_has_objects    (SluiceExport     *self);
/* the parameter max_tokens that the wire needs or the extraction gives; -1 for none */
int       sluice_export_get_max_tokens (SluiceExport     *self);

G_END_DECLS
