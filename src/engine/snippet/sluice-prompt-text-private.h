/* sluice-prompt-text-private.h: texts of a script as templates, with the variables in them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "snippet/sluice-script-private.h"

G_BEGIN_DECLS

typedef struct
{
  SluiceScript *script;
  GHashTable   *variables;    /* owned: char* name -> SluicePromptVariable */
  gboolean      has_context;  /* texts are Jinja templates already */
  gboolean      is_trial;     /* only what is constant is of interest: a hole ends it */
  guint         depth;
  guint         n_holes;
} SluicePromptText;

typedef struct
{
  char *source;  /* owned: what stands in the script */
  char *value;   /* owned, nullable: where it is known */
} SluicePromptVariable;

SluicePromptText *sluice_prompt_text_new       (SluiceScript      *script);
void              sluice_prompt_text_free      (SluicePromptText  *self);
/* context={"name": value} */
void              sluice_prompt_text_add_context (SluicePromptText  *self,
                                                SluiceScriptValue  context);
char             *sluice_prompt_text_read      (SluicePromptText  *self,
                                                SluiceScriptValue  value);
/* what is the same whatever happens; NULL where that is not known */
char             *sluice_prompt_text_read_constant (SluiceScript      *script,
                                                SluiceScriptValue  value);

/* sluice-prompt-format.c */
void              sluice_prompt_text_append        (SluicePromptText  *self,
                                                    SluiceScriptValue  value,
                                                    GString           *out);
void              sluice_prompt_text_append_hole   (SluicePromptText  *self,
                                                    SluiceScriptValue  value,
                                                    GString           *out);
void              sluice_prompt_text_append_f_string (SluicePromptText *self,
                                                    SluiceScriptValue  value,
                                                    GString           *out);
gboolean          sluice_prompt_text_append_percent (SluicePromptText *self,
                                                    SluiceScriptValue  value,
                                                    GString           *out);
gboolean          sluice_prompt_text_append_format (SluicePromptText  *self,
                                                    SluiceScriptValue  call,
                                                    GString           *out);
char             *sluice_prompt_text_dedent        (const char        *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluicePromptText, sluice_prompt_text_free)

G_END_DECLS
