/* sluice-class-reader-private.h: what the statements of a text in class notation declare
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-class-name-private.h"
#include "schema/sluice-class-syntax-private.h"

G_BEGIN_DECLS

typedef struct _SluiceClassType SluiceClassType;
typedef struct _SluiceClassDeclaration SluiceClassDeclaration;

/* One keyword of JSON Schema and its value, in a list in the order in which they are given. */
typedef struct _SluiceClassKeyword SluiceClassKeyword;

struct _SluiceClassKeyword
{
  const char         *key;
  JsonNode           *value;   /* of the source; NULL takes the keyword away */
  SluiceClassSpan     span;
  SluiceClassKeyword *next;
};

/* The arguments of Field() that say something of a field, not of its type. */
typedef struct
{
  SluiceClassExpression *initial;        /* the default value; ELLIPSIS is none */
  SluiceClassExpression *factory;
  const char            *alias;
  const char            *tag;            /* discriminator */
  SluiceClassSpan        tag_span;
  SluiceClassKeyword    *additions;      /* title, description, ..., then json_schema_extra */
} SluiceClassFieldInfo;

typedef enum
{
  SLUICE_CLASS_TYPE_NAMED,     /* name; arguments are its parts */
  SLUICE_CLASS_TYPE_NULL,
  SLUICE_CLASS_TYPE_LITERAL,   /* values */
  SLUICE_CLASS_TYPE_REFERENCE, /* declaration */
  SLUICE_CLASS_TYPE_UNION,     /* arguments */
  SLUICE_CLASS_TYPE_NULLABLE,  /* arguments[0], or null */
  SLUICE_CLASS_TYPE_TAGGED,    /* arguments, told apart by the field tag */
} SluiceClassTypeKind;

/* What an annotation says. Types are shared (by aliases), so they are never changed once made. */
struct _SluiceClassType
{
  guint8                  kind;
  guint8                  family;       /* SluiceClassFamily */
  guint8                  depth;        /* of what it is made of, at most SLUICE_CLASS_MAX_NESTING */
  guint8                  is_annotated : 1;  /* Annotated[]: not dissolved in a union around it */
  guint8                  is_wrapped : 1;    /* a validator stands before it: rules miss the type */
  guint8                  is_variadic : 1;   /* tuple[item, ...] */
  guint8                  has_arguments : 1; /* tuple[()] is not tuple */
  guint8                  is_required : 1;   /* Required[], NotRequired[] */
  guint8                  is_optional : 1;
  guint8                  is_class_var : 1;
  guint8                  is_final : 1;
  SluiceClassSpan         span;
  const SluiceClassName  *name;
  SluiceClassDeclaration *declaration;
  SluiceClassType       **arguments;
  guint                   n_arguments;
  JsonNode               *values;      /* of LITERAL: an array */
  const char             *tag;         /* of TAGGED; NULL where a function tells */
  SluiceClassSpan         tag_span;
  SluiceClassKeyword     *rules;       /* keywords that belong to the type */
  SluiceClassKeyword     *additions;   /* keywords laid over it: titles, descriptions, extras */
  JsonNode               *replacement; /* WithJsonSchema: stands for all of it */
  SluiceClassFieldInfo   *info;        /* what Field() in Annotated[] says of the field itself */
};

typedef struct _SluiceClassField SluiceClassField;

struct _SluiceClassField
{
  const char            *name;
  const char            *alias;          /* name where it has none */
  SluiceClassSpan        span;           /* the statement */
  SluiceClassSpan        name_span;
  SluiceClassType       *type;
  SluiceClassKeyword    *additions;
  SluiceClassExpression *initial;
  SluiceClassExpression *factory;
  JsonNode              *initial_value;  /* of the source; NULL where it has none, or none that
                                          * JSON can say */
  gboolean               is_required;
  SluiceClassField      *next;
};

typedef enum
{
  SLUICE_CLASS_DECLARATION_MODEL,
  SLUICE_CLASS_DECLARATION_ROOT_MODEL,
  SLUICE_CLASS_DECLARATION_TYPED_DICT,
  SLUICE_CLASS_DECLARATION_DATACLASS,
  SLUICE_CLASS_DECLARATION_NAMED_TUPLE,
  SLUICE_CLASS_DECLARATION_ENUM,
  SLUICE_CLASS_DECLARATION_ALIAS,       /* Name = type: dissolved where it is used */
  SLUICE_CLASS_DECLARATION_NAMED_ALIAS, /* type Name = type: a definition of its own */
  SLUICE_CLASS_DECLARATION_VALUE,       /* Name = value */
  SLUICE_CLASS_DECLARATION_FOREIGN,     /* imported from where we cannot look */
} SluiceClassDeclarationKind;

/* model_config, ConfigDict (...), class Config, and the keywords of the class. */
typedef struct
{
  SluiceClassKeyword *additions;         /* json_schema_extra */
  const char         *title;
  const char         *extra;             /* "forbid", "allow", "ignore" */
  const char         *alias_generator;   /* "to_camel", "to_pascal", "to_snake" */
  JsonNode           *min_length;
  JsonNode           *max_length;
  gboolean            has_attribute_docstrings;
} SluiceClassConfig;

struct _SluiceClassDeclaration
{
  guint8                  kind;
  guint8                  is_read : 1;     /* its bases, fields or type are known */
  guint8                  is_reading : 1;
  guint8                  is_used : 1;     /* another declaration refers to it */
  guint8                  is_emitting : 1; /* its body is being written */
  guint8                  is_partial : 1;  /* TypedDict with total=False */
  guint                   position;        /* in the text */
  const char             *name;
  const char             *key;             /* in $defs */
  SluiceClassSpan         span;
  SluiceClassSpan         name_span;
  SluiceClassStatement   *statement;
  SluiceClassExpression  *value;           /* of an alias or a value */
  SluiceClassDeclaration *outer;           /* the class that it stands in */
  GHashTable             *inner;           /* owned: char* -> what stands in it */
  SluiceClassDeclaration **lineage;        /* itself and all it derives from, nearest first */
  guint                   n_lineage;
  SluiceClassConfig       config;
  const char             *description;
  SluiceClassField       *fields;          /* its own */
  SluiceClassField       *last_field;
  SluiceClassType        *type;            /* of an alias or a root model */
  GHashTable             *members;         /* owned: char* -> JsonNode of an enum, of the source */
  JsonNode               *values;          /* of an enum: an array */
  const SluiceClassName  *mixed_in;        /* str, int or float of an enum */
  const char            **parameters;      /* of a generic class: names of type variables */
  guint                   n_parameters;
  SluiceClassDeclaration *generic;         /* of Page[User]: Page */
  SluiceClassExpression  *arguments;       /* of Page[User]: User, until it is bound */
  SluiceClassDeclaration *bound_in;        /* nullable: the instance whose variables arguments has */
  GHashTable             *bindings;        /* owned, of Page[User]: char* -> SluiceClassType* */
  gboolean                is_text_enum;    /* StrEnum: auto () is the name */
};

typedef struct
{
  SluiceClassSource      *source;
  SluiceClassPragma       pragmas;
  GPtrArray              *declarations;  /* owned: in the order of the text */
  GHashTable             *names;         /* owned: char* -> SluiceClassDeclaration, outermost */
  GHashTable             *instances;     /* owned: "Page[User]" -> SluiceClassDeclaration */
  GHashTable             *renamed;       /* owned: char* -> char*: import a as b */
  SluiceClassDeclaration *current;       /* what is being read */
  SluiceClassType        *any;
  SluiceClassType        *root_type;     /* of a bare type at the end of the text */
  SluiceClassExpression  *root_expression;
  guint                   depth;
  gint                    budget;        /* nodes that may still be made */
} SluiceClassReader;

/* declarations */
SluiceClassReader      *sluice_class_reader_new              (SluiceClassSource      *source);
void                    sluice_class_reader_free             (SluiceClassReader      *self);
void                    sluice_class_reader_read             (SluiceClassReader      *self);
SluiceClassDeclaration *sluice_class_reader_find             (SluiceClassReader      *self,
                                                              const char             *name);
SluiceClassDeclaration *sluice_class_reader_resolve          (SluiceClassReader      *self,
                                                              SluiceClassExpression  *expression,
                                                              const char            **name);
const char             *sluice_class_reader_name_of          (SluiceClassReader      *self,
                                                              SluiceClassExpression  *expression);
const char             *sluice_class_reader_make_key         (SluiceClassReader      *self,
                                                              const char             *name);
gboolean                sluice_class_reader_spend            (SluiceClassReader      *self,
                                                              guint                   n);
gboolean                sluice_class_declaration_has_fields  (SluiceClassDeclaration *self);
gboolean                sluice_class_declaration_is_type     (SluiceClassDeclaration *self);

/* classes */
void                    sluice_class_bases_read              (SluiceClassReader      *self,
                                                              SluiceClassDeclaration *declaration);
void                    sluice_class_model_read              (SluiceClassReader      *self,
                                                              SluiceClassDeclaration *declaration);
GPtrArray              *sluice_class_model_list_fields       (SluiceClassReader      *self,
                                                              SluiceClassDeclaration *declaration);
void                    sluice_class_model_read_initials     (SluiceClassReader      *self,
                                                              SluiceClassDeclaration *declaration);
void                    sluice_class_config_read             (SluiceClassReader      *self,
                                                              SluiceClassConfig      *config,
                                                              SluiceClassExpression  *expression);
void                    sluice_class_config_read_class       (SluiceClassReader      *self,
                                                              SluiceClassConfig      *config,
                                                              SluiceClassStatement   *statement);
void                    sluice_class_config_set              (SluiceClassReader      *self,
                                                              SluiceClassConfig      *config,
                                                              SluiceClassExpression  *keyword);
void                    sluice_class_config_inherit          (SluiceClassConfig      *self,
                                                              const SluiceClassConfig *base);
const char             *sluice_class_config_make_alias       (SluiceClassReader      *self,
                                                              const SluiceClassConfig *config,
                                                              const char             *name);
void                    sluice_class_enum_read               (SluiceClassReader      *self,
                                                              SluiceClassDeclaration *declaration);
JsonNode               *sluice_class_enum_get_value          (SluiceClassDeclaration *self,
                                                              const char             *member);

/* annotations */
SluiceClassType        *sluice_class_type_read               (SluiceClassReader      *self,
                                                              SluiceClassExpression  *expression);
SluiceClassType        *sluice_class_type_read_alias         (SluiceClassReader      *self,
                                                              SluiceClassDeclaration *declaration);
SluiceClassType        *sluice_class_type_new                (SluiceClassReader      *self,
                                                              guint                   kind,
                                                              SluiceClassSpan         span);
SluiceClassType        *sluice_class_type_copy               (SluiceClassReader      *self,
                                                              SluiceClassType        *type);
SluiceClassType        *sluice_class_type_annotate           (SluiceClassReader      *self,
                                                              SluiceClassType        *type,
                                                              SluiceClassExpression  *metadata);
SluiceClassType        *sluice_class_type_tag                (SluiceClassReader      *self,
                                                              SluiceClassType        *type,
                                                              const char             *tag,
                                                              SluiceClassSpan         span);
gboolean                sluice_class_expression_is_type      (SluiceClassReader      *self,
                                                              SluiceClassExpression  *expression);

/* Field (), rules, keywords */
SluiceClassType        *sluice_class_field_read_call         (SluiceClassReader      *self,
                                                              SluiceClassType        *type,
                                                              SluiceClassExpression  *call,
                                                              SluiceClassFieldInfo   *info);
SluiceClassType        *sluice_class_rule_apply              (SluiceClassReader      *self,
                                                              SluiceClassType        *type,
                                                              const char             *rule,
                                                              SluiceClassExpression  *value,
                                                              SluiceClassSpan         span);
gboolean                sluice_class_rule_is_known           (const char             *rule);
void                    sluice_class_keywords_read           (SluiceClassReader      *self,
                                                              SluiceClassKeyword    **list,
                                                              SluiceClassExpression  *dict);
void                    sluice_class_keywords_set            (SluiceClassReader      *self,
                                                              SluiceClassKeyword    **list,
                                                              const char             *key,
                                                              JsonNode               *value,
                                                              SluiceClassSpan         span);
SluiceClassKeyword     *sluice_class_keywords_find           (SluiceClassKeyword     *list,
                                                              const char             *key);

/* values */
JsonNode               *sluice_class_value_read              (SluiceClassReader      *self,
                                                              SluiceClassExpression  *expression);
const char             *sluice_class_value_read_text         (SluiceClassReader      *self,
                                                              SluiceClassExpression  *expression);
JsonNode               *sluice_class_value_call_factory      (SluiceClassReader      *self,
                                                              SluiceClassExpression  *factory);

/* JSON Schema */
typedef struct
{
  JsonNode   *json;     /* owned, nullable */
  GHashTable *origins;  /* owned: JsonNode of json -> SluiceClassSpan, packed */
} SluiceClassOutput;

SluiceClassOutput       sluice_class_emit                    (SluiceClassReader      *self,
                                                              SluiceClassType        *root);

/* generic classes (sluice-class-generic.c) */
void                    sluice_class_generic_declare         (SluiceClassReader      *self,
                                                              SluiceClassDeclaration *declaration,
                                                              SluiceClassExpression  *parameters);
SluiceClassType        *sluice_class_generic_read            (SluiceClassReader      *self,
                                                              SluiceClassExpression  *expression,
                                                              SluiceClassDeclaration *generic);
SluiceClassDeclaration *sluice_class_generic_derive          (SluiceClassReader      *self,
                                                              SluiceClassExpression  *base,
                                                              SluiceClassDeclaration *generic);
void                    sluice_class_generic_bind            (SluiceClassReader      *self,
                                                              SluiceClassDeclaration *declaration);
SluiceClassType        *sluice_class_generic_find            (SluiceClassReader      *self,
                                                              SluiceClassExpression  *expression);

G_END_DECLS
