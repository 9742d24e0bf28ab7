/* sluice-script-private.h: a Python script that was read, and what the names in it stand for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-class-syntax-private.h"

G_BEGIN_DECLS

typedef struct _SluiceScope SluiceScope;

typedef enum
{
  SLUICE_BINDING_VALUE,      /* name = value */
  SLUICE_BINDING_ADDED,      /* name += value, name.extend (value) */
  SLUICE_BINDING_APPENDED,   /* name.append (value) */
  SLUICE_BINDING_PARAMETER,  /* of a function; value is its default */
  SLUICE_BINDING_LOOP,       /* for name in value */
  SLUICE_BINDING_FUNCTION,
  SLUICE_BINDING_CLASS,
  SLUICE_BINDING_IMPORT,
} SluiceBindingKind;

/* What a name gets at one place of the text. */
typedef struct
{
  guint8                 kind;
  gint16                 index;      /* which of several names that one value is taken apart into;
                                      * -1 where it is the only one */
  guint32                offset;     /* it counts from here on */
  const char            *name;
  SluiceClassExpression *value;      /* NULL where there is none */
  SluiceClassStatement  *statement;
  SluiceScope           *scope;      /* that the value stands in */
} SluiceBinding;

struct _SluiceScope
{
  SluiceScope          *outer;
  SluiceClassStatement *statement;   /* the function or class; NULL for the whole script */
  GHashTable           *names;       /* owned: char* -> GArray of SluiceBinding, in text order */
};

/* An expression and the place that its names are looked up from. */
typedef struct
{
  SluiceClassExpression *expression; /* NULL: nothing is known */
  SluiceScope           *scope;
  guint32                offset;
} SluiceScriptValue;

/* A call that stands in the script. */
typedef struct
{
  SluiceScriptValue     value;
  SluiceClassStatement *statement;   /* that it stands in */
} SluiceScriptCall;

typedef struct
{
  SluiceClassSource    *source;      /* owned */
  SluiceClassStatement *statements;
  SluiceScope          *module;
  GHashTable           *scopes;      /* owned: SluiceClassStatement -> SluiceScope, owned; NULL: module */
  GArray               *calls;       /* owned: SluiceScriptCall, in text order */
  GHashTable           *callers;     /* owned: char* name of a function -> GArray of guint: the first
                                      * calls of it */
  guint                 depth;       /* of sluice_script_resolve() in itself */
  guint                 budget;      /* steps that may still be taken */
} SluiceScript;

SluiceScript          *sluice_script_new           (const char            *text);
void                   sluice_script_free          (SluiceScript          *self);
SluiceBinding         *sluice_script_find          (SluiceScript          *self,
                                                    SluiceScope           *scope,
                                                    guint32                offset,
                                                    const char            *name);
GArray                *sluice_script_list_bindings (SluiceScript          *self,
                                                    SluiceScope           *scope,
                                                    guint32                offset,
                                                    const char            *name);
SluiceScriptValue      sluice_script_at            (SluiceScriptValue      place,
                                                    SluiceClassExpression *expression);
SluiceScriptValue      sluice_script_step          (SluiceScript          *self,
                                                    SluiceScriptValue      value);
SluiceScriptValue      sluice_script_resolve       (SluiceScript          *self,
                                                    SluiceScriptValue      value);
SluiceScriptValue      sluice_script_get_argument  (SluiceScript          *self,
                                                    SluiceScriptValue      call,
                                                    const char            *keyword);
SluiceClassExpression *sluice_script_get_positional(SluiceScriptValue      call,
                                                    guint                  index);
const char            *sluice_script_name_of       (SluiceScript          *self,
                                                    SluiceScriptValue      value);
const char            *sluice_script_module_of     (SluiceScript          *self,
                                                    SluiceScriptValue      value);
JsonNode              *sluice_script_read_json     (SluiceScript          *self,
                                                    SluiceScriptValue      value);
char                  *sluice_script_copy_source   (SluiceScript          *self,
                                                    SluiceClassExpression *expression);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceScript, sluice_script_free)

G_END_DECLS
