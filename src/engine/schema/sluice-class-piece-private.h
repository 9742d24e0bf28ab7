/* sluice-class-piece-private.h: how an annotation is made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-class-printer-private.h"

G_BEGIN_DECLS

/* What is being made, and what it will give. */
typedef struct
{
  SluiceClassPrinter *printer;
  SluiceClassPiece   *piece;
  JsonObject         *wanted;
  JsonObject         *given;   /* owned */
  const char         *hint;    /* what a class in it could be called */
} SluiceClassMaker;

/* Notes what the annotation gives. */
void     sluice_class_maker_give               (SluiceClassMaker *self,
                                                const char       *key,
                                                JsonNode         *value);
void     sluice_class_maker_give_string        (SluiceClassMaker *self,
                                                const char       *key,
                                                const char       *value);
/* text (taken) becomes the annotation. */
void     sluice_class_maker_take_text          (SluiceClassMaker *self,
                                                char             *text);
/* A part of the schema as a type that can stand in brackets. */
char    *sluice_class_maker_make_inner         (SluiceClassMaker *self,
                                                JsonNode         *schema);
/* Bounds and lengths, as arguments of Field(), for a type of JSON. */
void     sluice_class_maker_add_rules          (SluiceClassMaker *self,
                                                const char       *type);
gboolean sluice_class_maker_has_repeats        (JsonArray        *values);

/* These try a kind of annotation; FALSE where it does not fit. */
gboolean sluice_class_maker_make_literal       (SluiceClassMaker *self);
gboolean sluice_class_maker_make_union         (SluiceClassMaker *self);
gboolean sluice_class_maker_make_discriminated (SluiceClassMaker *self);
gboolean sluice_class_maker_make_type_list     (SluiceClassMaker *self);
gboolean sluice_class_maker_make_array         (SluiceClassMaker *self);
gboolean sluice_class_maker_make_class         (SluiceClassMaker *self);
gboolean sluice_class_maker_make_dict          (SluiceClassMaker *self);

G_END_DECLS
