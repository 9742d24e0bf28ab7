/* sluice-compiler.c: the keywords of a schema -> the rules and edges of a position
 *
 * What is wrong in a schema was told when it was read (sluice-lint.c). Here a keyword with a value
 * of the wrong form is left out, so that the rest of a draft can be tried.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "json/sluice-node-private.h"
#include "json/sluice-path.h"
#include "schema/sluice-compiler-private.h"
#include "schema/sluice-keyword-private.h"
#include "schema/sluice-pattern-private.h"

/* References to references are followed this far: a longer chain is a circle. */
#define MAX_HOPS 64

/* Ways through resources that can tell themselves apart; no schema of a person has as many. */
#define MAX_SCOPES 1024

static gboolean
is_schema (SluiceNode *node)
{
  return node && (node->type == SLUICE_NODE_OBJECT || node->type == SLUICE_NODE_BOOLEAN);
}

static SluiceNode *
get_schema (SluiceNode *schema,
            const char *keyword)
{
  SluiceNode *value = sluice_schema_node_get (schema, keyword);

  return is_schema (value) ? value : NULL;
}

/* A schema that says nothing but where to look. */
static gboolean
is_plain_reference (SluiceNode *schema)
{
  static const char * const silent[] = {
    "$anchor", "$comment", "$defs", "$dynamicAnchor", "$id", "$ref", "$schema", "default",
    "definitions", "deprecated", "description", "discriminator", "examples", "readOnly", "title",
    "writeOnly", NULL
  };

  if (sluice_schema_node_string (schema, "$ref") == NULL)
    return FALSE;

  for (SluiceNode *member = sluice_schema_node_first (schema); member;
       member = sluice_schema_node_next (member))
    {
      const char *name = sluice_node_get_key (member);

      if (sluice_keyword_lookup (name) && !g_strv_contains (silent, name))
        return FALSE;
    }

  return TRUE;
}

static guint
hash_position (gconstpointer key)
{
  const SluicePosition *position = key;

  return g_direct_hash (position->source) * 31 + g_direct_hash (position->scope);
}

static gboolean
are_positions_equal (gconstpointer a,
                     gconstpointer b)
{
  const SluicePosition *first = a, *second = b;

  return first->source == second->source && first->scope == second->scope;
}

static guint
hash_scope (gconstpointer key)
{
  const SluiceScope *scope = key;

  return g_direct_hash (scope->outer) * 31 + g_direct_hash (scope->resource);
}

static gboolean
are_scopes_equal (gconstpointer a,
                  gconstpointer b)
{
  const SluiceScope *first = a, *second = b;

  return first->outer == second->outer && first->resource == second->resource;
}

/* The scope in a schema that is entered from another. */
static const SluiceScope *
extend_scope (SluiceCompiler    *self,
              const SluiceScope *scope,
              SluiceNode        *schema)
{
  SluiceScope wanted = { scope, sluice_references_get_dynamic (self->references, schema) };
  SluiceScope *made;

  if (wanted.resource == NULL)
    return scope;
  for (const SluiceScope *outer = scope; outer; outer = outer->outer)
    if (outer->resource == wanted.resource)
      return scope;
  if ((made = g_hash_table_lookup (self->scopes, &wanted)))
    return made;
  if (g_hash_table_size (self->scopes) >= MAX_SCOPES)
    return scope;

  made = g_new (SluiceScope, 1);
  *made = wanted;
  g_hash_table_add (self->scopes, made);

  return made;
}

static SluicePosition *
find_or_add_position (SluiceCompiler    *self,
                      SluiceNode        *schema,
                      const SluiceScope *scope)
{
  SluicePosition wanted = { .source = schema, .scope = scope };
  SluicePosition *position = g_hash_table_lookup (self->by_schema, &wanted);

  if (position)
    return position;

  position = g_new0 (SluicePosition, 1);
  position->source = schema;
  position->scope = scope;
  position->index = self->positions->len;
  g_ptr_array_add (self->positions, position);
  g_hash_table_add (self->by_schema, position);

  return position;
}

void
sluice_compiler_init (SluiceCompiler   *self,
                      SluiceReferences *references,
                      SluiceFormats     formats)
{
  *self = (SluiceCompiler) {
    .references = references, .positions = g_ptr_array_new (), .formats = formats,
    .by_schema = g_hash_table_new (hash_position, are_positions_equal),
    .scopes = g_hash_table_new_full (hash_scope, are_scopes_equal, g_free, NULL),
  };
}

void
sluice_compiler_clear (SluiceCompiler *self)
{
  g_hash_table_unref (self->by_schema);
  g_hash_table_unref (self->scopes);
  g_ptr_array_unref (self->positions);
}

void
sluice_compiler_connect (SluiceCompiler *self,
                         SluiceEdge     *edge,
                         SluiceNode     *schema,
                         char           *path)
{
  const SluiceScope *scope = extend_scope (self, self->scope, schema);
  GString *way = g_string_new (path);

  g_free (path);
  edge->source = schema;
  for (guint i = 0; i < MAX_HOPS && is_plain_reference (schema); i++)
    {
      const char *reference = sluice_schema_node_string (schema, "$ref");
      SluiceNode *target = sluice_references_resolve (self->references, schema, reference, NULL);

      if (!is_schema (target))
        break;
      schema = target;
      scope = extend_scope (self, scope, schema);
      g_string_append (way, "/$ref");
    }

  edge->target = find_or_add_position (self, schema, scope);
  edge->path = g_string_free (way, FALSE);
}

static char *
make_path (const char *keyword,
           const char *key,
           guint       index)
{
  GString *path = g_string_new (NULL);

  sluice_path_append_key (path, keyword);
  if (key)
    sluice_path_append_key (path, key);
  else if (index != SLUICE_NONE)
    sluice_path_append_index (path, index);

  return g_string_free (path, FALSE);
}

static void
connect_keyword (SluiceCompiler *self,
                 SluiceEdge     *edge,
                 SluiceNode     *schema,
                 const char     *keyword)
{
  SluiceNode *value = get_schema (schema, keyword);

  if (value)
    sluice_compiler_connect (self, edge, value, make_path (keyword, NULL, SLUICE_NONE));
}

/* The edges to the schemas in an array, an owned array. */
static SluiceEdge *
connect_array (SluiceCompiler *self,
               SluiceNode     *array,
               guint32        *n_edges)
{
  SluiceEdge *edges = g_new0 (SluiceEdge, array->n);
  guint32 n = 0;

  for (SluiceNode *child = sluice_schema_node_first (array); child;
       child = sluice_schema_node_next (child))
    if (is_schema (child))
      {
        guint index = sluice_node_get_index (child);

        sluice_compiler_connect (self, &edges[n++], child,
                                 make_path (sluice_node_get_key (array), NULL, index));
      }
  *n_edges = n;

  return edges;
}

static guint32
read_count (SluiceNode *schema,
            const char *keyword,
            guint32     otherwise)
{
  SluiceNode *value = sluice_schema_node_get (schema, keyword);
  gdouble count;

  if (!value || value->type != SLUICE_NODE_NUMBER)
    return otherwise;

  count = ceil (sluice_node_get_double (value));

  return CLAMP (count, 0, SLUICE_NO_LIMIT - 1);
}

static guint
read_type_name (SluiceNode *name,
                gboolean   *is_whole)
{
  static const struct { const char *name; SluiceNodeType type; } types[] = {
    { "object", SLUICE_NODE_OBJECT }, { "array", SLUICE_NODE_ARRAY },
    { "string", SLUICE_NODE_STRING }, { "number", SLUICE_NODE_NUMBER },
    { "integer", SLUICE_NODE_NUMBER }, { "boolean", SLUICE_NODE_BOOLEAN },
    { "null", SLUICE_NODE_NULL },
  };
  const char *text = name->type == SLUICE_NODE_STRING ? sluice_node_get_text (name, NULL) : "";

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, text) == 0)
      {
        *is_whole = strcmp (text, "integer") == 0;
        return SLUICE_TYPE_BIT (types[i].type);
      }

  return 0;
}

static void
fill_types (SluicePosition *position,
            gboolean        has_validation)
{
  SluiceNode *value =
    has_validation ? sluice_schema_node_get (position->source, "type") : NULL;
  gboolean any_number = FALSE, whole_number = FALSE, is_whole = FALSE;

  position->types = SLUICE_EVERY_TYPE;
  if (position->source->type == SLUICE_NODE_BOOLEAN && !position->source->boolean)
    position->types = 0;
  if (!value || (value->type != SLUICE_NODE_STRING && value->type != SLUICE_NODE_ARRAY))
    return;

  position->types = 0;
  for (SluiceNode *name = value->type == SLUICE_NODE_STRING ? value
                                                            : sluice_schema_node_first (value);
       name; name = name == value ? NULL : sluice_schema_node_next (name))
    {
      guint bit = read_type_name (name, &is_whole);

      position->types |= bit;
      any_number |= bit == SLUICE_TYPE_BIT (SLUICE_NODE_NUMBER) && !is_whole;
      whole_number |= bit && is_whole;
    }
  position->is_whole = whole_number && !any_number;
  if (position->types == 0)
    position->types = SLUICE_EVERY_TYPE;
}

/* What an object's keywords are read into, before it becomes rules. */
typedef struct
{
  SluiceObjectRules *rules;
  GArray            *properties;  /* SluiceProperty */
  GHashTable        *by_name;     /* char* (of the tree) -> index + 1 */
} ObjectReader;

static guint32
find_or_add_property (ObjectReader *reader,
                      const char   *name,
                      gsize         length)
{
  guint32 place = GPOINTER_TO_UINT (g_hash_table_lookup (reader->by_name, name));
  SluiceProperty property = { .name = name, .length = length, .seen_bit = SLUICE_NONE };

  if (place > 0)
    return place - 1;

  g_array_append_val (reader->properties, property);
  g_hash_table_insert (reader->by_name, (gpointer) name,
                       GUINT_TO_POINTER (reader->properties->len));

  return reader->properties->len - 1;
}

static SluiceProperty *
get_property (ObjectReader *reader,
              guint32       index)
{
  return &g_array_index (reader->properties, SluiceProperty, index);
}

/* The property that a string names, whose presence is kept from now on. */
static guint32
watch_property (ObjectReader *reader,
                SluiceNode   *name)
{
  guint32 index = find_or_add_property (reader, sluice_node_get_text (name, NULL), name->n);
  SluiceProperty *property = get_property (reader, index);

  if (property->seen_bit == SLUICE_NONE)
    property->seen_bit = reader->rules->n_seen_bits++;

  return index;
}

static guint32
watch_member (ObjectReader *reader,
              SluiceNode   *member)
{
  gsize length;
  const char *name = sluice_node_get_name (member, &length);
  guint32 index = find_or_add_property (reader, name, length);
  SluiceProperty *property = get_property (reader, index);

  if (property->seen_bit == SLUICE_NONE)
    property->seen_bit = reader->rules->n_seen_bits++;

  return index;
}

static void
read_properties (SluiceCompiler *self,
                 ObjectReader   *reader,
                 SluiceNode     *schema)
{
  SluiceNode *map = sluice_schema_node_object (schema, "properties");

  for (SluiceNode *child = map ? sluice_schema_node_first (map) : NULL; child;
       child = sluice_schema_node_next (child))
    {
      gsize length;
      const char *name = sluice_node_get_name (child, &length);
      guint32 index = find_or_add_property (reader, name, length);

      if (is_schema (child))
        sluice_compiler_connect (self, &get_property (reader, index)->edge, child,
                                 make_path ("properties", name, 0));
    }
}

static void
read_required (ObjectReader *reader,
               SluiceNode   *schema)
{
  SluiceNode *names = sluice_schema_node_array (schema, "required");

  for (SluiceNode *name = names ? sluice_schema_node_first (names) : NULL; name;
       name = sluice_schema_node_next (name))
    if (name->type == SLUICE_NODE_STRING)
      {
        SluiceProperty *property = get_property (reader, watch_property (reader, name));

        reader->rules->n_required += !property->is_required;
        property->is_required = TRUE;
      }
}

static void
read_dependencies (ObjectReader *reader,
                   SluiceNode   *schema,
                   const char   *keyword,
                   GArray       *dependencies)
{
  SluiceNode *map = sluice_schema_node_object (schema, keyword);

  for (SluiceNode *child = map ? sluice_schema_node_first (map) : NULL; child;
       child = sluice_schema_node_next (child))
    {
      if (child->type != SLUICE_NODE_ARRAY)
        continue;
      for (SluiceNode *name = sluice_schema_node_first (child); name;
           name = sluice_schema_node_next (name))
        if (name->type == SLUICE_NODE_STRING)
          {
            SluiceDependency dependency = { watch_member (reader, child),
                                            watch_property (reader, name) };

            g_array_append_val (dependencies, dependency);
          }
    }
}

static void
read_patterns (SluiceCompiler    *self,
               SluiceObjectRules *rules,
               SluiceNode        *schema)
{
  SluiceNode *map = sluice_schema_node_object (schema, "patternProperties");

  if (map == NULL)
    return;

  rules->patterns = g_new0 (SluicePatternProperty, map->n);
  for (SluiceNode *child = sluice_schema_node_first (map); child;
       child = sluice_schema_node_next (child))
    {
      SluicePatternProperty *pattern = &rules->patterns[rules->n_patterns];
      const char *text = sluice_node_get_key (child);

      if (!is_schema (child))
        continue;
      rules->n_patterns++;
      pattern->regex = sluice_pattern_compile (text, NULL);
      pattern->can_die = pattern->regex == NULL || sluice_pattern_can_die (pattern->regex);
      sluice_compiler_connect (self, &pattern->edge, child,
                               make_path ("patternProperties", text, 0));
    }
}

static gboolean
can_patterns_die (const SluiceObjectRules *rules)
{
  for (guint32 i = 0; i < rules->n_patterns; i++)
    if (!rules->patterns[i].can_die)
      return FALSE;

  return TRUE;
}

static gboolean
is_false (SluiceEdge *edge)
{
  return edge->target && edge->target->source->type == SLUICE_NODE_BOOLEAN &&
         !edge->target->source->boolean;
}

static void
index_names (SluiceObjectRules *rules)
{
  g_autofree SluiceWord *words = g_new (SluiceWord, rules->n_properties);
  guint32 n = 0;

  for (guint32 i = 0; i < rules->n_properties; i++)
    words[i] = (SluiceWord) { rules->properties[i].name, rules->properties[i].length, i };
  sluice_words_init (&rules->names, words, rules->n_properties);
  if (!rules->is_closed)
    return;

  for (guint32 i = 0; i < rules->n_properties; i++)
    if (rules->properties[i].edge.target)
      words[n++] = (SluiceWord) { rules->properties[i].name, rules->properties[i].length, i };
  sluice_words_init (&rules->declared, words, n);
}

static void
read_dependent_schemas (SluiceCompiler *self,
                        ObjectReader   *reader,
                        SluiceNode     *schema,
                        const char     *keyword,
                        GArray         *applicators)
{
  SluiceNode *map = sluice_schema_node_object (schema, keyword);

  for (SluiceNode *child = map ? sluice_schema_node_first (map) : NULL; child;
       child = sluice_schema_node_next (child))
    {
      SluiceApplicator applicator = { .keyword = keyword, .n_edges = 1,
                                      .relation = SLUICE_RELATION_DEPENDENT };

      if (!is_schema (child))
        continue;
      applicator.edges = g_new0 (SluiceEdge, 1);
      applicator.trigger = watch_member (reader, child);
      sluice_compiler_connect (self, applicator.edges, child,
                               make_path (keyword, sluice_node_get_key (child), 0));
      g_array_append_val (applicators, applicator);
    }
}

static gboolean
has_any (SluiceNode         *schema,
         const char * const *keywords)
{
  for (; *keywords; keywords++)
    if (sluice_schema_node_get (schema, *keywords))
      return TRUE;

  return FALSE;
}

static SluiceVocabulary
get_vocabularies (SluiceCompiler *self,
                  SluicePosition *position)
{
  return sluice_references_get_vocabularies (self->references, position->source);
}

static void
fill_object (SluiceCompiler *self,
             SluicePosition *position,
             GArray         *applicators)
{
  static const char * const keywords[] = {
    "properties", "required", "additionalProperties", "patternProperties", "propertyNames",
    "minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "dependencies",
    "unevaluatedProperties", NULL
  };
  SluiceVocabulary vocabularies = get_vocabularies (self, position);
  SluiceNode *schema = position->source;
  SluiceObjectRules *rules;
  g_autoptr(GHashTable) by_name = NULL;
  g_autoptr(GArray) dependencies = NULL;
  ObjectReader reader;

  if (!has_any (schema, keywords))
    return;

  rules = position->object = g_new0 (SluiceObjectRules, 1);
  by_name = g_hash_table_new (g_str_hash, g_str_equal);
  dependencies = g_array_new (FALSE, FALSE, sizeof (SluiceDependency));
  reader = (ObjectReader) { rules, g_array_new (FALSE, FALSE, sizeof (SluiceProperty)), by_name };

  if (vocabularies & SLUICE_VOCABULARY_APPLICATOR)
    {
      read_properties (self, &reader, schema);
      read_dependent_schemas (self, &reader, schema, "dependentSchemas", applicators);
      read_dependent_schemas (self, &reader, schema, "dependencies", applicators);
      read_patterns (self, rules, schema);
      connect_keyword (self, &rules->additional, schema, "additionalProperties");
      connect_keyword (self, &rules->name_schema, schema, "propertyNames");
    }
  rules->maximum = SLUICE_NO_LIMIT;
  if (vocabularies & SLUICE_VOCABULARY_VALIDATION)
    {
      read_required (&reader, schema);
      read_dependencies (&reader, schema, "dependentRequired", dependencies);
      read_dependencies (&reader, schema, "dependencies", dependencies);
      rules->minimum = read_count (schema, "minProperties", 0);
      rules->maximum = read_count (schema, "maxProperties", SLUICE_NO_LIMIT);
    }
  if (vocabularies & SLUICE_VOCABULARY_UNEVALUATED)
    connect_keyword (self, &rules->unevaluated, schema, "unevaluatedProperties");

  rules->n_properties = reader.properties->len;
  rules->properties = (SluiceProperty *) g_array_free (reader.properties, FALSE);
  rules->n_dependencies = dependencies->len;
  rules->dependencies =
    (SluiceDependency *) g_array_free (g_steal_pointer (&dependencies), FALSE);
  rules->is_closed = is_false (&rules->additional) && can_patterns_die (rules);
  index_names (rules);
}

static void
fill_array (SluiceCompiler *self,
            SluicePosition *position)
{
  static const char * const keywords[] = {
    "items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems",
    NULL
  };
  SluiceVocabulary vocabularies = get_vocabularies (self, position);
  SluiceNode *schema = position->source, *prefix, *items, *unique;
  SluiceArrayRules *rules;

  if (!has_any (schema, keywords))
    return;

  rules = position->array = g_new0 (SluiceArrayRules, 1);
  prefix = sluice_schema_node_array (schema, "prefixItems");
  items = sluice_schema_node_array (schema, "items");
  unique = sluice_schema_node_get (schema, "uniqueItems");

  /* Before draft 2020-12, "items" could be an array and "additionalItems" the rest. */
  if (vocabularies & SLUICE_VOCABULARY_APPLICATOR)
    {
      if (prefix || items)
        rules->prefix = connect_array (self, prefix ? prefix : items, &rules->n_prefix);
      connect_keyword (self, &rules->items, schema, items ? "additionalItems" : "items");
      connect_keyword (self, &rules->contains, schema, "contains");
    }
  rules->min_contains = 1;
  rules->max_contains = rules->maximum = SLUICE_NO_LIMIT;
  if (vocabularies & SLUICE_VOCABULARY_VALIDATION)
    {
      rules->min_contains = read_count (schema, "minContains", 1);
      rules->max_contains = read_count (schema, "maxContains", SLUICE_NO_LIMIT);
      rules->minimum = read_count (schema, "minItems", 0);
      rules->maximum = read_count (schema, "maxItems", SLUICE_NO_LIMIT);
      rules->is_unique = unique && unique->type == SLUICE_NODE_BOOLEAN && unique->boolean;
    }
  if (vocabularies & SLUICE_VOCABULARY_UNEVALUATED)
    connect_keyword (self, &rules->unevaluated, schema, "unevaluatedItems");
}

static void
fill_string (SluiceCompiler *self,
             SluicePosition *position)
{
  SluiceNode *schema = position->source;
  SluiceVocabulary vocabularies = get_vocabularies (self, position);
  SluiceStringRules rules = { .maximum = SLUICE_NO_LIMIT };
  const char *format = sluice_schema_node_string (schema, "format");

  if (vocabularies & SLUICE_VOCABULARY_VALIDATION)
    {
      rules.minimum = read_count (schema, "minLength", 0);
      rules.maximum = read_count (schema, "maxLength", SLUICE_NO_LIMIT);
      if ((rules.pattern = sluice_schema_node_string (schema, "pattern")))
        rules.regex = sluice_pattern_compile (rules.pattern, NULL);
      rules.can_die = rules.regex && sluice_pattern_can_die (rules.regex);
    }
  if (format && (self->formats != SLUICE_FORMATS_REMARKS ||
                 (vocabularies & SLUICE_VOCABULARY_FORMAT)))
    rules.format = sluice_format_find (format, self->formats);

  if (rules.minimum > 0 || rules.maximum != SLUICE_NO_LIMIT || rules.pattern || rules.format)
    position->string = g_memdup2 (&rules, sizeof rules);
}

static void
read_bound (SluiceBound *bound,
            SluiceNode  *schema,
            const char  *keyword)
{
  SluiceNode *value = sluice_schema_node_get (schema, keyword);

  if (!value || value->type != SLUICE_NODE_NUMBER)
    return;

  bound->node = value;
  sluice_decimal_init (&bound->value, sluice_node_get_text (value, NULL), value->n);
}

static gboolean
is_true (SluiceNode *schema,
         const char *keyword)
{
  SluiceNode *value = sluice_schema_node_get (schema, keyword);

  return value && value->type == SLUICE_NODE_BOOLEAN && value->boolean;
}

/* In draft 4, "exclusiveMinimum": true said it of "minimum". */
static void
make_exclusive (SluiceBound *inclusive,
                SluiceBound *exclusive)
{
  *exclusive = *inclusive;
  *inclusive = (SluiceBound) { NULL };
}

static void
fill_number (SluicePosition *position)
{
  static const char * const keywords[] = {
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", NULL
  };
  SluiceNode *schema = position->source;
  SluiceNumberRules *rules;

  if (!has_any (schema, keywords))
    return;

  rules = position->number = g_new0 (SluiceNumberRules, 1);
  read_bound (&rules->minimum, schema, "minimum");
  read_bound (&rules->maximum, schema, "maximum");
  read_bound (&rules->above, schema, "exclusiveMinimum");
  read_bound (&rules->below, schema, "exclusiveMaximum");
  read_bound (&rules->factor, schema, "multipleOf");
  if (rules->factor.node && rules->factor.value.sign <= 0)
    rules->factor.node = NULL;
  if (is_true (schema, "exclusiveMinimum"))
    make_exclusive (&rules->minimum, &rules->above);
  if (is_true (schema, "exclusiveMaximum"))
    make_exclusive (&rules->maximum, &rules->below);
}

static void
add_option (SluiceValues *values,
            SluiceNode   *option,
            GArray       *words)
{
  SluiceWord word = { NULL, option->n, values->n_options };

  if (option->type == SLUICE_NODE_STRING)
    {
      word.text = sluice_node_get_text (option, NULL);
      g_array_append_val (words, word);
    }
  values->types |= SLUICE_TYPE_BIT (option->type);
  values->options[values->n_options++] = option;
}

static void
add_values (SluicePosition *position,
            const char     *keyword,
            SluiceNode     *value,
            gboolean        is_list)
{
  g_autoptr(GArray) words = g_array_new (FALSE, FALSE, sizeof (SluiceWord));
  SluiceValues *values = &position->values[position->n_values++];

  values->keyword = keyword;
  values->options = g_new (SluiceNode *, is_list ? value->n : 1);
  if (!is_list)
    add_option (values, value, words);
  for (SluiceNode *option = is_list ? sluice_schema_node_first (value) : NULL; option;
       option = sluice_schema_node_next (option))
    add_option (values, option, words);
  sluice_words_init (&values->words, (SluiceWord *) words->data, words->len);
}

static void
fill_values (SluicePosition *position)
{
  SluiceNode *list = sluice_schema_node_array (position->source, "enum");
  SluiceNode *value = sluice_schema_node_get (position->source, "const");

  if (!list && !value)
    return;

  position->values = g_new0 (SluiceValues, 2);
  if (value)
    add_values (position, "const", value, FALSE);
  if (list)
    add_values (position, "enum", list, TRUE);
}

static void
add_applicator (SluiceCompiler *self,
                SluicePosition *position,
                GArray         *applicators,
                const char     *keyword,
                SluiceRelation  relation)
{
  SluiceApplicator applicator = { .keyword = keyword, .relation = relation };
  SluiceNode *value = sluice_schema_node_get (position->source, keyword);

  if (value && value->type == SLUICE_NODE_ARRAY && value->n > 0)
    {
      applicator.edges = connect_array (self, value, &applicator.n_edges);
    }
  else if (is_schema (value))
    {
      applicator.edges = g_new0 (SluiceEdge, applicator.n_edges = 1);
      connect_keyword (self, applicator.edges, position->source, keyword);
    }
  if (applicator.n_edges > 0)
    g_array_append_val (applicators, applicator);
  else
    g_free (applicator.edges);
}

/* A reference with other keywords beside it is one more schema that must hold. */
static void
add_reference (SluiceCompiler *self,
               SluicePosition *position,
               GArray         *applicators)
{
  SluiceApplicator applicator = { .keyword = "$ref", .n_edges = 1,
                                  .relation = SLUICE_RELATION_ALL };
  const char *reference = sluice_schema_node_string (position->source, "$ref");
  SluiceNode *target;

  if (!reference || !is_schema (target = sluice_references_resolve (
                                  self->references, position->source, reference, NULL)))
    return;

  applicator.edges = g_new0 (SluiceEdge, 1);
  sluice_compiler_connect (self, applicator.edges, target, g_strdup ("/$ref"));
  g_array_append_val (applicators, applicator);
}

/* The name of an anchor in a reference; NULL where there is none. */
static char *
get_anchor_name (const char *reference)
{
  const char *hash = strchr (reference, '#');

  return hash && hash[1] != '/' && hash[1] != '\0' ? g_uri_unescape_string (hash + 1, NULL) : NULL;
}

/* Where it leads to a $dynamicAnchor, the outermost resource with such an anchor has the schema that
 * is meant (core, section 8.2.3.2). */
static SluiceNode *
resolve_dynamically (SluiceCompiler *self,
                     SluicePosition *position,
                     const char     *reference)
{
  SluiceNode *target =
    sluice_references_resolve (self->references, position->source, reference, NULL);
  g_autofree char *name = get_anchor_name (reference);

  if (!target || !name ||
      g_strcmp0 (sluice_schema_node_string (target, "$dynamicAnchor"), name) != 0)
    return target;

  for (const SluiceScope *scope = position->scope; scope; scope = scope->outer)
    {
      SluiceNode *found = sluice_references_find_dynamic (self->references, scope->resource, name);

      if (found)
        target = found;
    }

  return target;
}

static void
add_dynamic_reference (SluiceCompiler *self,
                       SluicePosition *position,
                       GArray         *applicators)
{
  SluiceApplicator applicator = { .keyword = "$dynamicRef", .n_edges = 1,
                                  .relation = SLUICE_RELATION_ALL };
  const char *reference = sluice_schema_node_string (position->source, "$dynamicRef");
  SluiceNode *target = reference ? resolve_dynamically (self, position, reference) : NULL;

  if (!is_schema (target))
    return;

  applicator.edges = g_new0 (SluiceEdge, 1);
  sluice_compiler_connect (self, applicator.edges, target, g_strdup ("/$dynamicRef"));
  g_array_append_val (applicators, applicator);
}

static void
fill_applicators (SluiceCompiler *self,
                  SluicePosition *position,
                  GArray         *applicators)
{
  add_reference (self, position, applicators);
  add_dynamic_reference (self, position, applicators);
  if (!(get_vocabularies (self, position) & SLUICE_VOCABULARY_APPLICATOR))
    return;

  add_applicator (self, position, applicators, "allOf", SLUICE_RELATION_ALL);
  add_applicator (self, position, applicators, "anyOf", SLUICE_RELATION_ANY);
  add_applicator (self, position, applicators, "oneOf", SLUICE_RELATION_ONE);
  add_applicator (self, position, applicators, "not", SLUICE_RELATION_NOT);

  /* Alone, "if" decides nothing, but what it has seen counts as evaluated. */
  if (!get_schema (position->source, "if"))
    return;
  add_applicator (self, position, applicators, "if", SLUICE_RELATION_IF);
  add_applicator (self, position, applicators, "then", SLUICE_RELATION_THEN);
  add_applicator (self, position, applicators, "else", SLUICE_RELATION_ELSE);
}

void
sluice_compiler_fill (SluiceCompiler *self,
                      SluicePosition *position)
{
  GArray *applicators = g_array_new (FALSE, FALSE, sizeof (SluiceApplicator));
  gboolean has_validation =
    (get_vocabularies (self, position) & SLUICE_VOCABULARY_VALIDATION) != 0;

  self->scope = position->scope;
  fill_types (position, has_validation);
  if (position->source->type == SLUICE_NODE_OBJECT)
    {
      if (has_validation)
        {
          fill_values (position);
          fill_number (position);
        }
      fill_string (self, position);
      fill_array (self, position);
      fill_object (self, position, applicators);
      fill_applicators (self, position, applicators);
    }

  position->n_applicators = applicators->len;
  position->applicators = (SluiceApplicator *) g_array_free (applicators, FALSE);
}
