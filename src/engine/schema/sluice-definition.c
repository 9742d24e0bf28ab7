/* sluice-definition.c: what a schema says of one place in a value, for people and for views
 *
 * A definition is a place in a schema document (`source`), read when something is asked of it.
 * References, an `allOf` of one, and an `anyOf` whose only other branch is null are seen through:
 * nobody thinks of them when they think of a field.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-definition-private.h"
#include "schema/sluice-json-text-private.h"
#include "schema/sluice-label-private.h"
#include "schema/sluice-pattern-private.h"

/* References, allOf and nullable anyOf are seen through this far: a longer chain is a circle. */
#define MAX_HOPS 64

/* Parts of parts of an allOf are merged this deep. */
#define MAX_PARTS_DEPTH 16

struct _SluiceDefinition
{
  GObject            parent_instance;

  SluiceReferences  *references;
  SluiceNode        *source;       /* in the tree of references: where this place is written */
  SluiceNode        *target;       /* what it stands for; NULL until something is asked */
  const char        *description;  /* in the tree, nullable; valid once target is */
  char              *type;         /* owned, nullable: the one of several types this branch is for */
  char              *name;         /* owned, nullable */
  char              *class_name;   /* owned, nullable; valid once target is */
  char              *label;        /* owned, nullable until asked for */
  char              *pointer;      /* owned, nullable until asked for */
  JsonNode          *default_value;/* owned, nullable */
  GPtrArray         *options;      /* owned, nullable until asked for: JsonNode* */
  GPtrArray         *properties;   /* the same: SluiceDefinition* */
  GHashTable        *by_name;      /* owned; char* (of the definition) -> SluiceDefinition* (lent) */
  GPtrArray         *branches;     /* the same: SluiceDefinition*, without null */
  GHashTable        *others;       /* owned; SluiceNode* -> SluiceDefinition* (owned): items,
                                    * elements of a tuple, members without a name of their own */
  SluiceKind         kind;
  guint              required : 1;
  guint              nullable : 1;
};

G_DEFINE_FINAL_TYPE (SluiceDefinition, sluice_definition, G_TYPE_OBJECT)

static SluiceDefinition *
new_child (SluiceDefinition *self,
           SluiceNode       *source)
{
  return sluice_definition_new (self->references, source);
}

/* A class is named by its title, or by its name among the $defs. */
static void
take_class_name (SluiceDefinition *self,
                 SluiceNode       *schema,
                 const char       *reference)
{
  const char *title = sluice_schema_node_string (schema, "title");
  const char *slash = reference ? strrchr (reference, '/') : NULL;

  if (title == NULL && slash)
    title = slash[1] ? slash + 1 : NULL;
  if (title == NULL)
    return;

  g_free (self->class_name);
  self->class_name = g_strdup (title);
}

static gboolean
is_null_schema (SluiceDefinition *self,
                SluiceNode       *schema)
{
  SluiceNode *value;

  schema = sluice_references_follow (self->references, schema);
  if (g_strcmp0 (sluice_schema_node_string (schema, "type"), "null") == 0)
    return TRUE;

  value = sluice_schema_node_get (schema, "const");

  return value && sluice_node_get_node_type (value) == SLUICE_NODE_NULL;
}

static SluiceNode *
get_alternatives (SluiceNode *schema)
{
  SluiceNode *alternatives = sluice_schema_node_array (schema, "anyOf");

  return alternatives ? alternatives : sluice_schema_node_array (schema, "oneOf");
}

static SluiceNode *
get_only_child (SluiceNode *array)
{
  SluiceNode *first = array ? sluice_schema_node_first (array) : NULL;

  return first && !sluice_schema_node_next (first) ? first : NULL;
}

/* The one branch that is not null, where there is just one; sets nullable. */
static SluiceNode *
see_through_alternatives (SluiceDefinition *self,
                          SluiceNode       *schema)
{
  SluiceNode *alternatives = get_alternatives (schema), *only = NULL;
  guint n = 0;

  if (alternatives == NULL)
    return NULL;

  for (SluiceNode *child = sluice_schema_node_first (alternatives); child;
       child = sluice_schema_node_next (child))
    {
      if (is_null_schema (self, child))
        self->nullable = TRUE;
      else if (n++ == 0)
        only = child;
    }

  return n == 1 ? only : NULL;
}

static gboolean
has_type (SluiceNode *schema,
          const char *name)
{
  SluiceNode *type = sluice_schema_node_get (schema, "type");

  if (type == NULL)
    return FALSE;
  if (sluice_node_get_node_type (type) == SLUICE_NODE_STRING)
    return strcmp (sluice_node_get_text (type, NULL), name) == 0;

  for (SluiceNode *child = sluice_schema_node_first (type); child;
       child = sluice_schema_node_next (child))
    if (sluice_node_get_node_type (child) == SLUICE_NODE_STRING &&
        strcmp (sluice_node_get_text (child, NULL), name) == 0)
      return TRUE;

  return FALSE;
}

static guint
count_types (SluiceNode *schema)
{
  SluiceNode *types = sluice_schema_node_array (schema, "type");

  return types ? sluice_node_get_n_children (types) : 0;
}

/* The type in words of the schema, where it has just one besides null. */
static const char *
get_type (SluiceDefinition *self)
{
  SluiceNode *types = sluice_schema_node_array (self->target, "type");
  const char *only = NULL;

  if (self->type)
    return self->type;
  if (types == NULL)
    return sluice_schema_node_string (self->target, "type");

  for (SluiceNode *child = sluice_schema_node_first (types); child;
       child = sluice_schema_node_next (child))
    {
      const char *type = sluice_node_get_node_type (child) == SLUICE_NODE_STRING
                           ? sluice_node_get_text (child, NULL) : NULL;

      if (type == NULL || strcmp (type, "null") == 0)
        continue;
      if (only)
        return NULL;
      only = type;
    }

  return only ? only : "null";
}

static SluiceKind
kind_of_type (const char *type)
{
  static const struct { const char *type; SluiceKind kind; } kinds[] = {
    { "object", SLUICE_KIND_OBJECT }, { "array", SLUICE_KIND_ARRAY },
    { "string", SLUICE_KIND_STRING }, { "number", SLUICE_KIND_NUMBER },
    { "integer", SLUICE_KIND_INTEGER }, { "boolean", SLUICE_KIND_BOOLEAN },
    { "null", SLUICE_KIND_NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (type, kinds[i].type) == 0)
      return kinds[i].kind;

  return SLUICE_KIND_ANY;
}

/* Where a schema says no type, its other keywords tell what it is about. */
static SluiceKind
guess_kind (SluiceNode *schema)
{
  static const struct { const char *keyword; SluiceKind kind; } hints[] = {
    { "properties", SLUICE_KIND_OBJECT }, { "required", SLUICE_KIND_OBJECT },
    { "additionalProperties", SLUICE_KIND_OBJECT }, { "patternProperties", SLUICE_KIND_OBJECT },
    { "items", SLUICE_KIND_ARRAY }, { "prefixItems", SLUICE_KIND_ARRAY },
    { "minItems", SLUICE_KIND_ARRAY }, { "maxItems", SLUICE_KIND_ARRAY },
    { "pattern", SLUICE_KIND_STRING }, { "minLength", SLUICE_KIND_STRING },
    { "maxLength", SLUICE_KIND_STRING }, { "minimum", SLUICE_KIND_NUMBER },
    { "maximum", SLUICE_KIND_NUMBER }, { "multipleOf", SLUICE_KIND_NUMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (sluice_schema_node_get (schema, hints[i].keyword))
      return hints[i].kind;

  return SLUICE_KIND_ANY;
}

static gboolean
merges_objects (SluiceNode *schema)
{
  SluiceNode *parts = sluice_schema_node_array (schema, "allOf");

  return parts && sluice_node_get_n_children (parts) > 0;
}

static gboolean
has_null_option (SluiceNode *schema)
{
  SluiceNode *values = sluice_schema_node_array (schema, "enum");

  for (SluiceNode *child = values ? sluice_schema_node_first (values) : NULL; child;
       child = sluice_schema_node_next (child))
    if (sluice_node_get_node_type (child) == SLUICE_NODE_NULL)
      return TRUE;

  return FALSE;
}

static SluiceKind
find_kind (SluiceDefinition *self)
{
  SluiceNode *schema = self->target;
  const char *type = get_type (self);
  SluiceKind kind = kind_of_type (type);

  if (self->type == NULL && (sluice_schema_node_array (schema, "enum") ||
                             sluice_schema_node_get (schema, "const")))
    return is_null_schema (self, schema) ? SLUICE_KIND_NULL : SLUICE_KIND_ENUM;
  if (type == NULL && count_types (schema) > 1)
    return SLUICE_KIND_UNION;
  if (kind == SLUICE_KIND_ANY && get_alternatives (schema))
    return SLUICE_KIND_UNION;
  if (kind == SLUICE_KIND_ANY)
    kind = guess_kind (schema);
  if (kind == SLUICE_KIND_ANY && merges_objects (schema))
    kind = SLUICE_KIND_OBJECT;
  /* An object that is one of several objects is a union to people. */
  if (kind == SLUICE_KIND_OBJECT && get_alternatives (schema) &&
      !sluice_schema_node_object (schema, "properties"))
    kind = SLUICE_KIND_UNION;

  return kind;
}

static void
take_default (SluiceDefinition *self,
              SluiceNode       *schema)
{
  SluiceNode *value = sluice_schema_node_get (schema, "default");

  if (value && !self->default_value)
    self->default_value = sluice_json_text_to_json (value);
}

/* Goes from the source to what it stands for, and gathers on the way what is said of it. */
static void
follow (SluiceDefinition *self)
{
  SluiceNode *schema = self->source, *next = NULL;

  if (self->target)
    return;

  for (guint i = 0; i < MAX_HOPS; i++)
    {
      const char *reference = sluice_schema_node_string (schema, "$ref");

      take_default (self, schema);
      if (!self->description)
        self->description = sluice_schema_node_string (schema, "description");
      next = NULL;
      if (reference && (next = sluice_references_resolve (self->references, schema, reference, NULL)))
        take_class_name (self, next, reference);
      else if (!sluice_schema_node_object (schema, "properties"))
        next = see_through_alternatives (self, schema);
      if (next == NULL && !sluice_schema_node_get (schema, "type") &&
          !sluice_schema_node_object (schema, "properties"))
        next = get_only_child (sluice_schema_node_array (schema, "allOf"));
      if (next == NULL)
        break;
      schema = next;
    }

  self->target = schema;
  self->nullable |= (count_types (schema) > 1 && has_type (schema, "null")) ||
                    has_null_option (schema);
  self->kind = find_kind (self);
  /* The title of a field is its name in other words; that of anything else is a class. */
  if (!self->class_name && !self->type &&
      (self->name == NULL || sluice_schema_node_object (schema, "properties")))
    take_class_name (self, schema, NULL);
}

static void
add_options (SluiceDefinition *self)
{
  SluiceNode *values = sluice_schema_node_array (self->target, "enum");
  SluiceNode *value = sluice_schema_node_get (self->target, "const");

  if (value)
    {
      g_ptr_array_add (self->options, sluice_json_text_to_json (value));
      return;
    }
  if (values == NULL)
    return;

  for (SluiceNode *child = sluice_schema_node_first (values); child;
       child = sluice_schema_node_next (child))
    {
      if (sluice_node_get_node_type (child) != SLUICE_NODE_NULL)
        g_ptr_array_add (self->options, sluice_json_text_to_json (child));
    }
}

static gboolean
is_required (SluiceNode *schema,
             const char *name)
{
  SluiceNode *required = sluice_schema_node_array (schema, "required");

  if (required == NULL)
    return FALSE;

  for (SluiceNode *child = sluice_schema_node_first (required); child;
       child = sluice_schema_node_next (child))
    if (sluice_node_get_node_type (child) == SLUICE_NODE_STRING &&
        strcmp (sluice_node_get_text (child, NULL), name) == 0)
      return TRUE;

  return FALSE;
}

static void
add_property (SluiceDefinition *self,
              SluiceNode       *schema,
              SluiceNode       *source)
{
  const char *name = sluice_node_get_key (source);
  SluiceDefinition *property = g_hash_table_lookup (self->by_name, name);

  if (property == NULL)
    {
      property = new_child (self, source);
      property->name = g_strdup (name);
      g_ptr_array_add (self->properties, property);
      g_hash_table_insert (self->by_name, property->name, property);
    }
  if (is_required (schema, name))
    property->required = TRUE;
}

/* An object has its own properties and those of all parts of its allOf. */
static void
add_properties (SluiceDefinition *self,
                SluiceNode       *schema,
                guint             depth)
{
  SluiceNode *properties, *parts;

  schema = sluice_references_follow (self->references, schema);
  properties = sluice_schema_node_object (schema, "properties");
  parts = sluice_schema_node_array (schema, "allOf");

  for (SluiceNode *child = properties ? sluice_schema_node_first (properties) : NULL; child;
       child = sluice_schema_node_next (child))
    add_property (self, schema, child);
  for (SluiceNode *part = parts && depth > 0 ? sluice_schema_node_first (parts) : NULL; part;
       part = sluice_schema_node_next (part))
    add_properties (self, part, depth - 1);
}

static void
ensure_properties (SluiceDefinition *self)
{
  if (self->properties)
    return;

  follow (self);
  self->properties = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  if (self->kind != SLUICE_KIND_UNION)
    add_properties (self, self->target, MAX_PARTS_DEPTH);

  /* required may stand beside an allOf that has the properties */
  for (guint i = 0; i < self->properties->len; i++)
    {
      SluiceDefinition *property = self->properties->pdata[i];

      property->required |= is_required (self->target, property->name);
    }
}

/* The branches of a list of types are this very schema, each seen as one type. */
static void
add_type_branches (SluiceDefinition *self)
{
  SluiceNode *types = sluice_schema_node_array (self->target, "type");

  for (SluiceNode *child = sluice_schema_node_first (types); child;
       child = sluice_schema_node_next (child))
    {
      SluiceDefinition *branch;

      if (sluice_node_get_node_type (child) != SLUICE_NODE_STRING ||
          strcmp (sluice_node_get_text (child, NULL), "null") == 0)
        continue;
      branch = new_child (self, self->target);
      branch->type = g_strdup (sluice_node_get_text (child, NULL));
      g_ptr_array_add (self->branches, branch);
    }
}

static void
add_branches (SluiceDefinition *self)
{
  SluiceNode *alternatives = get_alternatives (self->target);

  if (alternatives == NULL)
    {
      add_type_branches (self);
      return;
    }

  for (SluiceNode *child = sluice_schema_node_first (alternatives); child;
       child = sluice_schema_node_next (child))
    if (!is_null_schema (self, child))
      g_ptr_array_add (self->branches, new_child (self, child));
}

/* What all branches say alike of a member, NULL where they differ: while a union is undecided
 * only that may be shown (SEMANTICS.md, section 6). */
static SluiceDefinition *
find_common_property (SluiceDefinition *self,
                      const char       *name)
{
  GPtrArray *branches = sluice_definition_get_branches (self);
  SluiceDefinition *common = NULL;

  for (guint i = 0; i < branches->len; i++)
    {
      SluiceDefinition *property = sluice_definition_get_property (branches->pdata[i], name);

      if (property == NULL)
        return NULL;
      if (common == NULL)
        common = property;
      else if (g_strcmp0 (sluice_definition_get_type_label (common),
                          sluice_definition_get_type_label (property)) != 0)
        return NULL;
    }

  return common;
}

static SluiceDefinition *
get_other (SluiceDefinition *self,
           SluiceNode       *source)
{
  SluiceDefinition *other;

  if (source == NULL)
    return NULL;
  if (self->others == NULL)
    self->others = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  if ((other = g_hash_table_lookup (self->others, source)))
    return other;

  other = new_child (self, source);
  g_hash_table_insert (self->others, source, other);

  return other;
}

/* The schema of a member that properties does not name. */
static SluiceNode *
find_other_member (SluiceDefinition *self,
                   const char       *name)
{
  SluiceNode *patterns = sluice_schema_node_object (self->target, "patternProperties");

  for (SluiceNode *child = patterns ? sluice_schema_node_first (patterns) : NULL; child;
       child = sluice_schema_node_next (child))
    {
      g_autoptr(GRegex) regex = sluice_pattern_compile (sluice_node_get_key (child), NULL);

      if (regex && g_regex_match (regex, name, 0, NULL))
        return child;
    }

  return sluice_schema_node_object (self->target, "additionalProperties");
}

/* A bound may be exclusive: for people and for a level bar that makes no difference. */
static gboolean
get_bound (SluiceNode *schema,
           const char *inclusive,
           const char *exclusive,
           gdouble    *bound)
{
  SluiceNode *value = sluice_schema_node_get (schema, inclusive);

  if (value == NULL || sluice_node_get_node_type (value) != SLUICE_NODE_NUMBER)
    value = sluice_schema_node_get (schema, exclusive);
  if (value == NULL || sluice_node_get_node_type (value) != SLUICE_NODE_NUMBER)
    return FALSE;

  *bound = sluice_node_get_double (value);

  return TRUE;
}

static void
sluice_definition_finalize (GObject *object)
{
  SluiceDefinition *self = SLUICE_DEFINITION (object);

  g_free (self->type);
  g_free (self->name);
  g_free (self->class_name);
  g_free (self->label);
  g_free (self->pointer);
  g_clear_pointer (&self->default_value, json_node_unref);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->properties, g_ptr_array_unref);
  g_clear_pointer (&self->branches, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_hash_table_unref);
  g_clear_pointer (&self->references, sluice_references_unref);

  G_OBJECT_CLASS (sluice_definition_parent_class)->finalize (object);
}

static void
sluice_definition_class_init (SluiceDefinitionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_definition_finalize;
}

static void
sluice_definition_init (SluiceDefinition *self)
{
}

SluiceDefinition *
sluice_definition_new (SluiceReferences *references,
                       SluiceNode       *schema)
{
  SluiceDefinition *self = g_object_new (SLUICE_TYPE_DEFINITION, NULL);

  self->references = sluice_references_ref (references);
  self->source = schema;

  return self;
}

SluiceNode *
sluice_definition_get_source (SluiceDefinition *self)
{
  return self->source;
}

SluiceNode *
sluice_definition_get_target (SluiceDefinition *self)
{
  follow (self);

  return self->target;
}

SluiceDefinition *
sluice_definition_find_branch (SluiceDefinition *self,
                               SluiceNode       *schema)
{
  GPtrArray *branches;

  if (sluice_definition_get_kind (self) != SLUICE_KIND_UNION)
    return NULL;

  branches = sluice_definition_get_branches (self);
  for (guint i = 0; i < branches->len; i++)
    {
      SluiceDefinition *branch = branches->pdata[i], *inner;

      if ((inner = sluice_definition_find_branch (branch, schema)))
        return inner;
      if (branch->source == schema || branch->target == schema ||
          sluice_references_follow (self->references, branch->source) == schema)
        return branch;
    }

  return NULL;
}

/**
 * sluice_definition_get_kind:
 * @self: a definition
 *
 * Gets what kind of value belongs here, null aside.
 *
 * Returns: the kind
 */
SluiceKind
sluice_definition_get_kind (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), SLUICE_KIND_ANY);

  follow (self);

  return self->kind;
}

/**
 * sluice_definition_get_name:
 * @self: a definition
 *
 * Gets the name of the member that this defines.
 *
 * Returns: (transfer none) (nullable): the name; `NULL` for the root, for elements of arrays and
 *   for branches of unions
 */
const char *
sluice_definition_get_name (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  return self->name;
}

/**
 * sluice_definition_get_type_label:
 * @self: a definition
 *
 * Gets the type in words for people: "string", "Score[]", "0–1", "enum", "Weather or
 * GoogleSearch", "string?".
 *
 * Returns: (transfer none): the label
 */
const char *
sluice_definition_get_type_label (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  if (self->label == NULL)
    self->label = sluice_label_for_definition (self);

  return self->label;
}

/**
 * sluice_definition_get_class_name:
 * @self: a definition
 *
 * Gets the name that the schema gives this type: its title, or its name among the `$defs`.
 *
 * Returns: (transfer none) (nullable): the name, `NULL` when it has none
 */
const char *
sluice_definition_get_class_name (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  follow (self);

  return self->class_name;
}

/**
 * sluice_definition_get_description:
 * @self: a definition
 *
 * Gets what the schema says of this place in prose; where the place itself says nothing, what
 * the class says of itself.
 *
 * Returns: (transfer none) (nullable): the description, `NULL` when there is none
 */
const char *
sluice_definition_get_description (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  follow (self);

  return self->description;
}

/**
 * sluice_definition_get_required:
 * @self: a definition
 *
 * Tells whether the object must have this member.
 *
 * Returns: `TRUE` if it must; `FALSE` for what is no member
 */
gboolean
sluice_definition_get_required (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), FALSE);

  return self->required;
}

/**
 * sluice_definition_get_nullable:
 * @self: a definition
 *
 * Tells whether null will do in place of a value.
 *
 * Returns: `TRUE` if it will
 */
gboolean
sluice_definition_get_nullable (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), FALSE);

  follow (self);

  return self->nullable;
}

/**
 * sluice_definition_get_default:
 * @self: a definition
 *
 * Gets the value that stands for an absent member. It is never put into a value that arrives.
 *
 * Returns: (transfer none) (nullable): the default, `NULL` when there is none
 */
JsonNode *
sluice_definition_get_default (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  follow (self);

  return self->default_value;
}

/**
 * sluice_definition_get_options:
 * @self: a definition
 *
 * Gets the only values that will do, null aside.
 *
 * Returns: (transfer none) (element-type JsonNode): the values of an enum or the one of a const,
 *   in schema order; empty when any value of the kind will do
 */
GPtrArray *
sluice_definition_get_options (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  if (self->options == NULL)
    {
      follow (self);
      self->options = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
      add_options (self);
    }

  return self->options;
}

/**
 * sluice_definition_get_bounds:
 * @self: a definition
 * @minimum: (out) (optional): the smallest number
 * @maximum: (out) (optional): the largest number
 *
 * Gets the bounds of a number that has them on both sides. An exclusive bound counts as one.
 *
 * Returns: `TRUE` if it has both; the arguments are left alone otherwise
 */
gboolean
sluice_definition_get_bounds (SluiceDefinition *self,
                              gdouble          *minimum,
                              gdouble          *maximum)
{
  gdouble low, high;

  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), FALSE);

  follow (self);
  if (self->kind != SLUICE_KIND_NUMBER && self->kind != SLUICE_KIND_INTEGER)
    return FALSE;
  if (!get_bound (self->target, "minimum", "exclusiveMinimum", &low) ||
      !get_bound (self->target, "maximum", "exclusiveMaximum", &high))
    return FALSE;

  if (minimum)
    *minimum = low;
  if (maximum)
    *maximum = high;

  return TRUE;
}

/**
 * sluice_definition_is_reasoning:
 * @self: a definition
 *
 * Tells whether people read this text as the way to the answer, not as the answer: a string
 * named reasoning, thinking, analysis or chain_of_thought, or one whose schema has
 * `"x-sluice-role": "reasoning"`.
 *
 * Returns: `TRUE` if they do
 */
gboolean
sluice_definition_is_reasoning (SluiceDefinition *self)
{
  static const char * const names[] = {
    "reasoning", "thinking", "analysis", "chain_of_thought", NULL
  };
  const char *role;

  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), FALSE);

  follow (self);
  if (!(role = sluice_schema_node_string (self->source, "x-sluice-role")))
    role = sluice_schema_node_string (self->target, "x-sluice-role");
  if (role)
    return strcmp (role, "reasoning") == 0;

  return self->kind == SLUICE_KIND_STRING && self->name && g_strv_contains (names, self->name);
}

/**
 * sluice_definition_get_properties:
 * @self: a definition
 *
 * Gets the members that the schema names, in its order.
 *
 * Returns: (transfer none) (element-type SluiceDefinition): the members; empty for what is no
 *   object, and for a union, whose branches have them
 */
GPtrArray *
sluice_definition_get_properties (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  ensure_properties (self);

  return self->properties;
}

/**
 * sluice_definition_get_property:
 * @self: a definition
 * @name: the name of a member
 *
 * Gets what the schema says of one member: under its name, under a pattern that the name
 * matches, or of any other member. Of a union it is what all branches say alike.
 *
 * Returns: (transfer none) (nullable): the definition, `NULL` when nothing is said of it
 */
SluiceDefinition *
sluice_definition_get_property (SluiceDefinition *self,
                                const char       *name)
{
  SluiceDefinition *property;

  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  ensure_properties (self);
  if (self->kind == SLUICE_KIND_UNION)
    return find_common_property (self, name);
  if ((property = g_hash_table_lookup (self->by_name, name)))
    return property;

  return get_other (self, find_other_member (self, name));
}

/**
 * sluice_definition_get_items:
 * @self: a definition
 *
 * Gets what the elements of an array are, those aside that `prefixItems` names.
 *
 * Returns: (transfer none) (nullable): the definition of an element, `NULL` when nothing is said
 */
SluiceDefinition *
sluice_definition_get_items (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  follow (self);

  return get_other (self, sluice_schema_node_object (self->target, "items"));
}

/**
 * sluice_definition_get_element:
 * @self: a definition
 * @index: the position of an element, from 0
 *
 * Gets what one element of an array is: of a tuple, the one at its place.
 *
 * Returns: (transfer none) (nullable): the definition of the element, `NULL` when nothing is said
 */
SluiceDefinition *
sluice_definition_get_element (SluiceDefinition *self,
                               guint             index)
{
  SluiceNode *prefix, *child;

  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  follow (self);
  if (!(prefix = sluice_schema_node_array (self->target, "prefixItems")))
    prefix = sluice_schema_node_array (self->target, "items");
  child = prefix ? sluice_schema_node_first (prefix) : NULL;
  for (guint i = 0; child && i < index; i++)
    child = sluice_schema_node_next (child);

  return child ? get_other (self, child) : sluice_definition_get_items (self);
}

/**
 * sluice_definition_get_branches:
 * @self: a definition
 *
 * Gets the alternatives of a union, null aside, in schema order.
 *
 * Returns: (transfer none) (element-type SluiceDefinition): the branches; empty for what is no
 *   union
 */
GPtrArray *
sluice_definition_get_branches (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  if (self->branches == NULL)
    {
      follow (self);
      self->branches = g_ptr_array_new_with_free_func (g_object_unref);
      if (self->kind == SLUICE_KIND_UNION)
        add_branches (self);
    }

  return self->branches;
}

/**
 * sluice_definition_get_pointer:
 * @self: a definition
 *
 * Gets where this is written in the schema, for [method@Schema.locate].
 *
 * Returns: (transfer none): a JSON Pointer
 */
const char *
sluice_definition_get_pointer (SluiceDefinition *self)
{
  g_return_val_if_fail (SLUICE_IS_DEFINITION (self), NULL);

  if (self->pointer == NULL)
    self->pointer = sluice_node_dup_path (self->source);

  return self->pointer;
}
