/* sluice-class-emit.c: what a text in class notation declares, as JSON Schema
 *
 * The result is that of Pydantic v2's model_json_schema(): keywords in the order of the alphabet,
 * but properties and default values in their own; classes that others refer to in $defs; the root in
 * its place where nothing refers to it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

/* A property that is a reference with keywords beside it; those that say what the class says itself
 * are taken away at the end. */
typedef struct
{
  JsonObject             *property;  /* of the tree that is being made */
  SluiceClassDeclaration *declaration;
} Override;

typedef struct
{
  SluiceClassReader      *reader;
  GHashTable             *keys;        /* owned: key in $defs -> SluiceClassDeclaration */
  GPtrArray              *queue;       /* owned: declarations that are referred to */
  GHashTable             *bodies;      /* owned: SluiceClassDeclaration -> JsonNode, owned */
  GHashTable             *counts;      /* owned: SluiceClassDeclaration -> number of references */
  GHashTable             *spans;       /* owned: JsonObject or JsonNode -> span, packed */
  GPtrArray              *dropped;     /* owned: JsonNode, left out; kept so that the addresses in
                                        * spans stay theirs */
  GArray                 *overrides;   /* owned: Override */
  const SluiceClassConfig *config;     /* of the class that is being written */
  guint                   n_inlined;   /* classes written in place around this one */
} Emitter;

static JsonNode *emit_type (Emitter         *self,
                            SluiceClassType *type);
static JsonNode *emit_body (Emitter                *self,
                            SluiceClassDeclaration *declaration);

/* Small pieces */

static JsonNode *
new_object (void)
{
  g_autoptr (JsonObject) object = json_object_new ();

  return json_node_init_object (json_node_alloc (), object);
}

static void
set_string (JsonNode   *node,
            const char *key,
            const char *value)
{
  json_object_set_string_member (json_node_get_object (node), key, value);
}

static void
set_node (JsonNode   *node,
          const char *key,
          JsonNode   *value)
{
  json_object_set_member (json_node_get_object (node), key, value);
}

static gboolean
has (JsonNode   *node,
     const char *key)
{
  return json_object_has_member (json_node_get_object (node), key);
}

static void
note_span (Emitter         *self,
           gpointer         what,
           SluiceClassSpan  span)
{
  gsize packed = ((gsize) span.start << 32) | span.end;

  if (span.end > span.start)
    g_hash_table_insert (self->spans, what, GSIZE_TO_POINTER (packed));
}

static void count_reference (Emitter                *self,
                             SluiceClassDeclaration *declaration);

/* Pays for a literal value that goes into the schema, and follows the references in it. */
static gboolean
visit_literal (Emitter  *self,
               JsonNode *node,
               guint     depth)
{
  if (!sluice_class_reader_spend (self->reader, 1) || depth > 2 * SLUICE_CLASS_MAX_NESTING)
    return FALSE;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!visit_literal (self, json_array_get_element (array, i), depth + 1))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &key, &member))
        {
          const char *reference = JSON_NODE_HOLDS_VALUE (member) && g_str_equal (key, "$ref")
                                      ? json_node_get_string (member)
                                      : NULL;

          if (reference && g_str_has_prefix (reference, "#/$defs/"))
            {
              SluiceClassDeclaration *declaration =
                g_hash_table_lookup (self->keys, reference + strlen ("#/$defs/"));

              if (declaration)
                count_reference (self, declaration);
            }
          if (!visit_literal (self, member, depth + 1))
            return FALSE;
        }
    }

  return TRUE;
}

static void
set_literal (Emitter         *self,
             JsonNode        *node,
             const char      *key,
             JsonNode        *value,
             SluiceClassSpan  span)
{
  JsonNode *copy;

  if (!visit_literal (self, value, 0))
    return;

  copy = json_node_copy (value);
  note_span (self, copy, span);
  set_node (node, key, copy);
}

static void
set_keywords (Emitter            *self,
              JsonNode           *node,
              SluiceClassKeyword *keyword)
{
  for (; keyword; keyword = keyword->next)
    {
      if (keyword->value)
        set_literal (self, node, keyword->key, keyword->value, keyword->span);
      else if (!g_str_equal (keyword->key, "$ref"))
        json_object_remove_member (json_node_get_object (node), keyword->key);
    }
}

/* Rules in the order in which Pydantic writes them. */
static void
set_rules (Emitter            *self,
           JsonNode           *node,
           SluiceClassKeyword *rules)
{
  static const char *const order[] = {
    "multipleOf", "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum",
    "minLength", "maxLength", "pattern", "minItems", "maxItems", "minProperties", "maxProperties",
  };

  for (guint i = 0; rules && i < G_N_ELEMENTS (order); i++)
    {
      SluiceClassKeyword *rule = sluice_class_keywords_find (rules, order[i]);

      if (rule)
        set_literal (self, node, rule->key, rule->value, rule->span);
    }
}

/* Whether keywords take "$ref" away, so that the class is written in place. */
static gboolean
is_inline (SluiceClassKeyword *keywords)
{
  SluiceClassKeyword *reference = sluice_class_keywords_find (keywords, "$ref");

  return reference && !reference->value;
}

/* References */

static void
count_reference (Emitter                *self,
                 SluiceClassDeclaration *declaration)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, declaration));

  g_hash_table_insert (self->counts, declaration, GUINT_TO_POINTER (n + 1));
  if (n == 0)
    g_ptr_array_add (self->queue, declaration);
}

static JsonNode *
emit_reference (Emitter                *self,
                SluiceClassDeclaration *declaration)
{
  g_autoptr (GString) pointer = g_string_new ("#/$defs/");
  JsonNode *node = new_object ();

  count_reference (self, declaration);
  for (const char *p = declaration->key; *p; p++)
    {
      if (*p == '~' || *p == '/')
        g_string_append (pointer, *p == '~' ? "~0" : "~1");
      else if (g_ascii_isalnum (*p) || strchr ("-_.", *p))
        g_string_append_c (pointer, *p);
      else
        g_string_append_printf (pointer, "%%%02X", (guchar) *p);
    }
  set_string (node, "$ref", pointer->str);

  return node;
}

static JsonNode *
emit_reference_or_body (Emitter         *self,
                        SluiceClassType *type,
                        gboolean         inlines)
{
  SluiceClassDeclaration *declaration = type->declaration;
  JsonNode *node;

  if (!inlines && !(self->reader->pragmas & SLUICE_CLASS_PRAGMA_INLINE))
    return emit_reference (self, declaration);

  if (declaration->is_emitting || self->n_inlined >= SLUICE_CLASS_MAX_NESTING)
    {
      if (inlines)
        sluice_class_source_report (self->reader->source, SLUICE_SEVERITY_ERROR, type->span,
                                    _("‘%s’ contains itself and cannot be written in place"),
                                    declaration->name);
      return emit_reference (self, declaration);
    }

  self->n_inlined++;
  node = emit_body (self, declaration);
  self->n_inlined--;

  return node;
}

/* Types of one value */

/* Lengths of texts that the settings of the class ask for. */
static void
set_config_lengths (Emitter  *self,
                    JsonNode *node)
{
  SluiceClassSpan nowhere = { 0, 0 };

  if (!self->config)
    return;

  if (self->config->min_length && !has (node, "minLength"))
    set_literal (self, node, "minLength", self->config->min_length, nowhere);
  if (self->config->max_length && !has (node, "maxLength"))
    set_literal (self, node, "maxLength", self->config->max_length, nowhere);
}

static JsonNode *
emit_scalar (Emitter         *self,
             SluiceClassType *type)
{
  const SluiceClassName *name = type->name;
  JsonNode *node;

  if (name->json)
    return json_from_string (name->json, NULL);

  node = new_object ();
  if (name->type)
    set_string (node, "type", name->type);
  if (name->format)
    set_string (node, "format", name->format);
  if (name->min_length > 0)
    json_object_set_int_member (json_node_get_object (node), "minLength", name->min_length);
  if (name->max_length > 0)
    json_object_set_int_member (json_node_get_object (node), "maxLength", name->max_length);
  if (name->bound)
    json_object_set_int_member (json_node_get_object (node), name->bound, 0);
  set_rules (self, node, type->rules);
  if (type->family == SLUICE_CLASS_FAMILY_TEXT)
    set_config_lengths (self, node);

  return node;
}

static void set_any_of (JsonNode  *node,
                        GPtrArray *members);

/* Decimal: a number within the bounds, or text that holds one. */
static JsonNode *
emit_number_like (Emitter         *self,
                  SluiceClassType *type)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  JsonNode *number = new_object (), *text = new_object (), *node = new_object ();

  set_string (number, "type", "number");
  set_rules (self, number, type->rules);
  set_string (text, "type", "string");
  if (type->name->format)
    set_string (text, "format", type->name->format);
  g_ptr_array_add (members, number);
  g_ptr_array_add (members, text);
  set_any_of (node, members);

  return node;
}

static void
set_values (JsonNode  *node,
            JsonArray *values,
            gboolean   is_literal)
{
  static const struct { GType type; const char *name; } types[] = {
    { G_TYPE_STRING, "string" },   { G_TYPE_INT64, "integer" }, { G_TYPE_DOUBLE, "number" },
    { G_TYPE_BOOLEAN, "boolean" },
  };
  guint n = json_array_get_length (values);
  guint n_arrays = 0, n_nulls = 0;

  if (n == 1 && is_literal)
    set_node (node, "const", json_node_copy (json_array_get_element (values, 0)));
  else
    json_object_set_array_member (json_node_get_object (node), "enum", json_array_ref (values));

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      guint i = 0;

      for (; i < n; i++)
        {
          JsonNode *value = json_array_get_element (values, i);

          if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != types[t].type)
            break;
        }
      if (i == n && n > 0)
        set_string (node, "type", types[t].name);
    }

  for (guint i = 0; i < n; i++)
    {
      n_arrays += JSON_NODE_HOLDS_ARRAY (json_array_get_element (values, i));
      n_nulls += JSON_NODE_HOLDS_NULL (json_array_get_element (values, i));
    }
  if (n > 0 && n_arrays == n)
    set_string (node, "type", "array");
  if (n > 0 && n_nulls == n && is_literal)
    set_string (node, "type", "null");
}

static JsonNode *
emit_literal (Emitter         *self,
              SluiceClassType *type)
{
  JsonNode *node = new_object ();

  if (sluice_class_reader_spend (self->reader,
                                 json_array_get_length (json_node_get_array (type->values))))
    set_values (node, json_node_get_array (type->values), TRUE);

  return node;
}

/* Containers */

static JsonNode *
emit_item (Emitter         *self,
           SluiceClassType *type)
{
  return type->n_arguments > 0 ? emit_type (self, type->arguments[0]) : new_object ();
}

static JsonNode *
emit_list (Emitter         *self,
           SluiceClassType *type)
{
  JsonNode *node = new_object ();

  set_string (node, "type", "array");
  if (type->name->role == SLUICE_CLASS_ROLE_SET)
    json_object_set_boolean_member (json_node_get_object (node), "uniqueItems", TRUE);
  set_node (node, "items", emit_item (self, type));
  set_rules (self, node, type->rules);

  return node;
}

static JsonNode *
emit_tuple (Emitter         *self,
            SluiceClassType *type)
{
  JsonNode *node;
  JsonObject *object;

  if (type->is_variadic || !type->has_arguments)
    return emit_list (self, type);

  node = new_object ();
  object = json_node_get_object (node);
  set_string (node, "type", "array");
  if (type->n_arguments > 0)
    {
      JsonArray *items = json_array_new ();

      for (guint i = 0; i < type->n_arguments; i++)
        json_array_add_element (items, emit_type (self, type->arguments[i]));
      json_object_set_array_member (object, "prefixItems", items);
    }
  json_object_set_int_member (object, "minItems", type->n_arguments);
  json_object_set_int_member (object, "maxItems", type->n_arguments);
  set_rules (self, node, type->rules);

  return node;
}

/* A rule for the names of members: a pattern of them, or what else binds the type of the keys. */
static void
set_key_rules (JsonNode *node,
               JsonNode *key_node)
{
  JsonObject *key = json_node_get_object (key_node);
  gboolean is_text = json_object_has_member (key, "type") &&
                     g_strcmp0 (json_object_get_string_member (key, "type"), "string") == 0;

  if ((is_text && json_object_get_size (key) > 1) || json_object_has_member (key, "$ref"))
    {
      json_object_remove_member (key, "type");
      set_node (node, "propertyNames", json_node_copy (key_node));
    }
}

static JsonNode *
emit_dict (Emitter         *self,
           SluiceClassType *type)
{
  JsonNode *key = type->n_arguments > 0 ? emit_type (self, type->arguments[0]) : new_object ();
  JsonNode *value = type->n_arguments > 1 ? emit_type (self, type->arguments[1]) : new_object ();
  JsonObject *key_object = json_node_get_object (key);
  JsonNode *node = new_object ();
  g_autofree char *pattern = NULL;

  g_ptr_array_add (self->dropped, key);
  if (!json_object_has_member (key_object, "$ref"))
    {
      if (json_object_has_member (key_object, "pattern"))
        pattern = g_strdup (json_object_get_string_member (key_object, "pattern"));
      json_object_remove_member (key_object, "pattern");
      json_object_remove_member (key_object, "title");
    }
  json_object_remove_member (json_node_get_object (value), "title");

  set_string (node, "type", "object");
  if (pattern)
    {
      JsonNode *patterns = new_object ();

      set_node (patterns, pattern, value);
      set_node (node, "patternProperties", patterns);
    }
  else if (json_object_get_size (json_node_get_object (value)) > 0)
    {
      set_node (node, "additionalProperties", value);
    }
  else
    {
      json_object_set_boolean_member (json_node_get_object (node), "additionalProperties", TRUE);
      json_node_unref (value);
    }
  set_key_rules (node, key);
  set_rules (self, node, type->rules);

  return node;
}

static JsonNode *
emit_counter (Emitter         *self,
              SluiceClassType *type)
{
  JsonNode *node = new_object (), *count = new_object ();

  set_string (node, "type", "object");
  set_string (count, "type", "integer");
  set_node (node, "additionalProperties", count);
  set_rules (self, node, type->rules);

  return node;
}

static JsonNode *
emit_json (Emitter         *self,
           SluiceClassType *type)
{
  JsonNode *node = new_object ();

  set_string (node, "type", "string");
  set_string (node, "contentMediaType", "application/json");
  set_node (node, "contentSchema", emit_item (self, type));

  return node;
}

static JsonNode *
emit_named (Emitter         *self,
            SluiceClassType *type)
{
  switch (type->name->role)
    {
    case SLUICE_CLASS_ROLE_NUMBER_LIKE:
      return emit_number_like (self, type);
    case SLUICE_CLASS_ROLE_LIST:
    case SLUICE_CLASS_ROLE_SET:
      return emit_list (self, type);
    case SLUICE_CLASS_ROLE_TUPLE:
      return emit_tuple (self, type);
    case SLUICE_CLASS_ROLE_DICT:
      return emit_dict (self, type);
    case SLUICE_CLASS_ROLE_COUNTER:
      return emit_counter (self, type);
    case SLUICE_CLASS_ROLE_JSON:
      return emit_json (self, type);
    default:
      return emit_scalar (self, type);
    }
}

/* Unions */

static void
set_any_of (JsonNode  *node,
            GPtrArray *members)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < members->len; i++)
    json_array_add_element (array, g_ptr_array_index (members, i));
  json_object_set_array_member (json_node_get_object (node), "anyOf", array);
}

/* Pays for looking at all of a node: unions in unions are looked at again at each level. */
static gboolean
spend_node (Emitter  *self,
            JsonNode *node)
{
  if (!sluice_class_reader_spend (self->reader, 1))
    return FALSE;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!spend_node (self, json_array_get_element (array, i)))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        if (!spend_node (self, member))
          return FALSE;
    }

  return TRUE;
}

/* The members of a union without those that say the same; what is nothing but a union is dissolved.
 * Takes the members. */
static JsonNode *
make_any_of (Emitter   *self,
             GPtrArray *members)
{
  g_autoptr (GPtrArray) flat = g_ptr_array_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GHashTable) seen =
    g_hash_table_new ((GHashFunc) json_node_hash, (GEqualFunc) json_node_equal);
  JsonNode *node;

  for (guint i = 0; i < members->len; i++)
    {
      JsonNode *member = g_ptr_array_index (members, i);
      JsonObject *object = json_node_get_object (member);

      if (json_object_get_size (object) == 1 && json_object_has_member (object, "anyOf"))
        {
          JsonArray *inner = json_object_get_array_member (object, "anyOf");

          for (guint j = 0; j < json_array_get_length (inner); j++)
            g_ptr_array_add (flat, json_array_get_element (inner, j));
        }
      else
        {
          g_ptr_array_add (flat, member);
        }
      g_ptr_array_add (self->dropped, member);
    }

  for (guint i = 0; i < flat->len; i++)
    if (spend_node (self, g_ptr_array_index (flat, i)) &&
        g_hash_table_add (seen, g_ptr_array_index (flat, i)))
      g_ptr_array_add (kept, json_node_ref (g_ptr_array_index (flat, i)));

  if (kept->len == 1)
    return g_ptr_array_index (kept, 0);

  node = new_object ();
  if (kept->len > 0)
    set_any_of (node, kept);

  return node;
}

static JsonNode *
emit_union (Emitter         *self,
            SluiceClassType *type)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  for (guint i = 0; i < type->n_arguments; i++)
    g_ptr_array_add (members, emit_type (self, type->arguments[i]));

  return make_any_of (self, members);
}

static JsonNode *
emit_null (void)
{
  JsonNode *node = new_object ();

  set_string (node, "type", "null");

  return node;
}

static JsonNode *
emit_nullable (Emitter         *self,
               SluiceClassType *type)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  g_ptr_array_add (members, emit_type (self, type->arguments[0]));
  g_ptr_array_add (members, emit_null ());

  return make_any_of (self, members);
}

/* Discriminated unions */

/* The values that a field can have which tells the members of a union apart; NULL where they cannot
 * be told. */
static JsonArray *
list_tag_values (SluiceClassType *type)
{
  if (type->kind == SLUICE_CLASS_TYPE_LITERAL)
    return json_node_get_array (type->values);
  if (type->kind == SLUICE_CLASS_TYPE_REFERENCE && type->declaration->values)
    return json_node_get_array (type->declaration->values);

  return NULL;
}

static SluiceClassField *
find_tag_field (Emitter                *self,
                SluiceClassDeclaration *declaration,
                const char             *tag)
{
  g_autoptr (GPtrArray) fields = NULL;

  if (!sluice_class_declaration_has_fields (declaration))
    return NULL;

  fields = sluice_class_model_list_fields (self->reader, declaration);
  for (guint i = 0; i < fields->len; i++)
    {
      SluiceClassField *field = g_ptr_array_index (fields, i);

      if (g_str_equal (field->name, tag) || g_strcmp0 (field->alias, tag) == 0)
        return field;
    }

  return NULL;
}

/* How JSON writes the value of a tag as the name of a member. */
static char *
tag_name (JsonNode *value)
{
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (value));

  return json_to_string (value, FALSE);
}

/* Adds to mapping which values of the tag lead to a member of the union. */
static gboolean
map_member (Emitter         *self,
            SluiceClassType *member,
            const char      *tag,
            JsonNode        *schema,
            JsonObject      *mapping,
            const char     **property)
{
  SluiceClassField *field;
  JsonArray *values;

  if (member->kind == SLUICE_CLASS_TYPE_UNION || member->kind == SLUICE_CLASS_TYPE_TAGGED)
    {
      for (guint i = 0; i < member->n_arguments; i++)
        if (!map_member (self, member->arguments[i], tag, schema, mapping, property))
          return FALSE;
      return TRUE;
    }

  if (member->kind != SLUICE_CLASS_TYPE_REFERENCE ||
      !(field = find_tag_field (self, member->declaration, tag)) ||
      !(values = list_tag_values (field->type)))
    return FALSE;

  *property = field->alias ? field->alias : field->name;
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      g_autofree char *name = tag_name (json_array_get_element (values, i));
      JsonObject *object = json_node_get_object (schema);

      if (json_object_has_member (object, "$ref"))
        json_object_set_member (mapping, name,
                                json_node_copy (json_object_get_member (object, "$ref")));
      else
        json_object_set_member (mapping, name, json_node_copy (schema));
    }

  return TRUE;
}

static void
report_untagged (Emitter         *self,
                 SluiceClassType *type,
                 SluiceClassType *member)
{
  const char *name = member->kind == SLUICE_CLASS_TYPE_REFERENCE ? member->declaration->name : NULL;

  if (name)
    sluice_class_source_report (self->reader->source, SLUICE_SEVERITY_ERROR, type->tag_span,
                                _("‘%s’ has no field ‘%s’ of the type Literal[…]"), name,
                                type->tag);
  else
    sluice_class_source_report (self->reader->source, SLUICE_SEVERITY_ERROR, type->tag_span,
                                _("A discriminator needs a union of classes"));
}

static JsonNode *
emit_tagged (Emitter         *self,
             SluiceClassType *type)
{
  JsonNode *node = new_object (), *discriminator = new_object (), *mapping = new_object ();
  JsonArray *one_of = json_array_new ();
  const char *property = type->tag;
  gboolean is_mapped = type->tag != NULL;

  for (guint i = 0; i < type->n_arguments; i++)
    {
      JsonNode *schema = emit_type (self, type->arguments[i]);

      json_array_add_element (one_of, schema);
      if (type->tag && !map_member (self, type->arguments[i], type->tag, schema,
                                    json_node_get_object (mapping), &property))
        {
          report_untagged (self, type, type->arguments[i]);
          is_mapped = FALSE;
        }
    }
  json_object_set_array_member (json_node_get_object (node), "oneOf", one_of);

  if (is_mapped)
    {
      set_string (discriminator, "propertyName", property);
      set_node (discriminator, "mapping", mapping);
      set_node (node, "discriminator", discriminator);
    }
  else
    {
      json_node_unref (discriminator);
      json_node_unref (mapping);
    }

  return node;
}

/* Types */

static JsonNode *
emit_bare (Emitter         *self,
           SluiceClassType *type,
           gboolean         inlines)
{
  switch (type->kind)
    {
    case SLUICE_CLASS_TYPE_NULL:
      return emit_null ();
    case SLUICE_CLASS_TYPE_LITERAL:
      return emit_literal (self, type);
    case SLUICE_CLASS_TYPE_REFERENCE:
      return emit_reference_or_body (self, type, inlines);
    case SLUICE_CLASS_TYPE_UNION:
      return emit_union (self, type);
    case SLUICE_CLASS_TYPE_NULLABLE:
      return emit_nullable (self, type);
    case SLUICE_CLASS_TYPE_TAGGED:
      return emit_tagged (self, type);
    default:
      return emit_named (self, type);
    }
}

/* inlines: the class that type refers to is written in place, whatever type itself says. */
static JsonNode *
emit_type_or_body (Emitter         *self,
                   SluiceClassType *type,
                   gboolean         inlines)
{
  JsonNode *node;

  if (!sluice_class_reader_spend (self->reader, 1))
    return new_object ();

  if (type->replacement)
    node = visit_literal (self, type->replacement, 0) ? new_object () : NULL;
  else
    node = emit_bare (self, type, inlines || is_inline (type->additions));

  if (type->replacement && node)
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (type->replacement));
      while (json_object_iter_next (&iter, &key, &member))
        set_node (node, key, json_node_copy (member));
    }
  if (!node)
    return new_object ();

  set_keywords (self, node, type->additions);
  note_span (self, json_node_get_object (node), type->span);

  return node;
}

static JsonNode *
emit_type (Emitter         *self,
           SluiceClassType *type)
{
  return emit_type_or_body (self, type, FALSE);
}

/* Classes */

/* Classes and enumerations bring their own titles; all else is called after its field. */
static gboolean
wants_title (SluiceClassType *type)
{
  while (type->kind == SLUICE_CLASS_TYPE_NULLABLE)
    type = type->arguments[0];

  return type->kind != SLUICE_CLASS_TYPE_REFERENCE;
}

static void
set_field_title (Emitter          *self,
                 JsonNode         *node,
                 SluiceClassField *field)
{
  g_autofree char *title = NULL;
  SluiceClassKeyword *given = sluice_class_keywords_find (field->additions, "title");

  if (!given)
    given = sluice_class_keywords_find (field->type->additions, "title");
  if (has (node, "title") || given || !wants_title (field->type) ||
      self->reader->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED)
    return;

  title = sluice_class_string_title (field->alias);
  g_strdelimit (title, "_", ' ');
  set_string (node, "title", g_strstrip (title));
}

static JsonNode *
emit_field (Emitter          *self,
            SluiceClassField *field)
{
  JsonNode *node = emit_type_or_body (self, field->type, is_inline (field->additions));
  JsonObject *object = json_node_get_object (node);

  if (field->initial_value)
    set_literal (self, node, "default", field->initial_value, field->initial->span);
  set_keywords (self, node, field->additions);
  note_span (self, object, field->span);

  if (json_object_has_member (object, "$ref") && json_object_get_size (object) > 1 &&
      field->type->kind == SLUICE_CLASS_TYPE_REFERENCE)
    {
      Override override = { object, field->type->declaration };

      g_array_append_val (self->overrides, override);
    }

  return node;
}

static void
set_fields (Emitter                *self,
            JsonNode               *node,
            SluiceClassDeclaration *declaration)
{
  g_autoptr (GPtrArray) fields = sluice_class_model_list_fields (self->reader, declaration);
  JsonNode *properties = new_object ();
  JsonArray *required = json_array_new ();

  set_string (node, "type", "object");
  for (guint i = 0; i < fields->len; i++)
    {
      SluiceClassField *field = g_ptr_array_index (fields, i);
      JsonNode *property = emit_field (self, field);

      set_field_title (self, property, field);
      set_node (properties, field->alias, property);
      if (field->is_required)
        json_array_add_string_element (required, field->alias);
    }

  set_node (node, "properties", properties);
  if (json_array_get_length (required) > 0)
    json_object_set_array_member (json_node_get_object (node), "required", required);
  else
    json_array_unref (required);
}

static void
set_class_words (Emitter                *self,
                 JsonNode               *node,
                 SluiceClassDeclaration *declaration)
{
  const SluiceClassConfig *config = &declaration->config;
  gboolean is_untitled = self->reader->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED;

  if (!has (node, "title") && (config->title || !is_untitled))
    set_string (node, "title", config->title ? config->title : declaration->name);
  if (declaration->description && *declaration->description && !has (node, "description"))
    set_string (node, "description", declaration->description);
}

static JsonNode *
emit_model (Emitter                *self,
            SluiceClassDeclaration *declaration)
{
  const SluiceClassConfig *config = &declaration->config;
  JsonNode *node = new_object ();

  set_fields (self, node, declaration);
  set_class_words (self, node, declaration);
  if (g_strcmp0 (config->extra, "allow") == 0 || g_strcmp0 (config->extra, "forbid") == 0)
    json_object_set_boolean_member (json_node_get_object (node), "additionalProperties",
                                    g_str_equal (config->extra, "allow"));
  set_keywords (self, node, config->additions);

  return node;
}

/* A tuple whose elements have names, titles and perhaps default values. */
static JsonNode *
emit_named_tuple (Emitter                *self,
                  SluiceClassDeclaration *declaration)
{
  g_autoptr (GPtrArray) fields = sluice_class_model_list_fields (self->reader, declaration);
  JsonNode *node = new_object ();
  JsonArray *items = json_array_new ();
  guint n_required = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      SluiceClassField *field = g_ptr_array_index (fields, i);
      JsonNode *item = emit_field (self, field);

      set_field_title (self, item, field);
      json_array_add_element (items, item);
      n_required += field->is_required;
    }

  set_string (node, "type", "array");
  json_object_set_array_member (json_node_get_object (node), "prefixItems", items);
  json_object_set_int_member (json_node_get_object (node), "minItems", n_required);
  json_object_set_int_member (json_node_get_object (node), "maxItems", fields->len);

  return node;
}

static JsonNode *
emit_root_model (Emitter                *self,
                 SluiceClassDeclaration *declaration)
{
  g_autoptr (GPtrArray) fields = sluice_class_model_list_fields (self->reader, declaration);
  JsonNode *node;

  node = fields->len > 0 ? emit_field (self, g_ptr_array_index (fields, 0)) : new_object ();
  if (declaration->description && *declaration->description)
    json_object_remove_member (json_node_get_object (node), "description");
  set_class_words (self, node, declaration);
  set_keywords (self, node, declaration->config.additions);

  return node;
}

static JsonNode *
emit_enum (Emitter                *self,
           SluiceClassDeclaration *declaration)
{
  JsonNode *node = new_object ();

  set_values (node, json_node_get_array (declaration->values), FALSE);
  set_class_words (self, node, declaration);

  return node;
}

/* What a class is, without reference to it. */
static JsonNode *
emit_body (Emitter                *self,
           SluiceClassDeclaration *declaration)
{
  const SluiceClassConfig *config = self->config;
  JsonNode *node;

  declaration->is_emitting = TRUE;
  self->config = &declaration->config;
  if (declaration->kind == SLUICE_CLASS_DECLARATION_ENUM)
    node = emit_enum (self, declaration);
  else if (declaration->kind == SLUICE_CLASS_DECLARATION_ROOT_MODEL)
    node = emit_root_model (self, declaration);
  else if (declaration->kind == SLUICE_CLASS_DECLARATION_NAMED_TUPLE)
    node = emit_named_tuple (self, declaration);
  else if (sluice_class_declaration_has_fields (declaration))
    node = emit_model (self, declaration);
  else
    node = emit_type (self, declaration->type);
  self->config = config;
  declaration->is_emitting = FALSE;

  note_span (self, json_node_get_object (node), declaration->name_span);

  return node;
}

/* The whole schema */

static void
emit_definitions (Emitter *self)
{
  for (guint i = 0; i < self->queue->len; i++)
    {
      SluiceClassDeclaration *declaration = g_ptr_array_index (self->queue, i);

      g_hash_table_insert (self->bodies, declaration, emit_body (self, declaration));
    }
}

static void
drop_overrides (Emitter *self)
{
  for (guint i = 0; i < self->overrides->len; i++)
    {
      Override *override = &g_array_index (self->overrides, Override, i);
      JsonNode *body = g_hash_table_lookup (self->bodies, override->declaration);
      g_autoptr (GList) keys = json_object_get_members (override->property);

      for (GList *key = keys; body && key; key = key->next)
        {
          JsonNode *said = json_object_get_member (json_node_get_object (body), key->data);
          JsonNode *repeated = json_object_get_member (override->property, key->data);

          if (said && !g_str_equal (key->data, "$ref") && json_node_equal (said, repeated))
            json_object_remove_member (override->property, key->data);
        }
    }
}

/* The class that the schema is no more than a reference to, where there is no other reference to
 * it: it is written in place. */
static SluiceClassDeclaration *
find_only_reference (Emitter  *self,
                     JsonNode *node)
{
  gpointer first;

  if (json_object_get_size (json_node_get_object (node)) != 1 || !has (node, "$ref") ||
      self->queue->len == 0)
    return NULL;

  first = g_ptr_array_index (self->queue, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, first)) == 1 ? first : NULL;
}

/* Two nested classes of one name need two keys: theirs then begins with what they stand in. */
static void
collect_keys (Emitter *self)
{
  GPtrArray *declarations = self->reader->declarations;

  for (guint i = 0; i < declarations->len; i++)
    {
      SluiceClassDeclaration *declaration = g_ptr_array_index (declarations, i);
      SluiceClassDeclaration *other;

      if (!sluice_class_declaration_is_type (declaration) ||
          declaration->kind == SLUICE_CLASS_DECLARATION_ALIAS)
        continue;

      other = g_hash_table_lookup (self->keys, declaration->key);
      if (other && declaration->outer)
        {
          g_autofree char *key =
            g_strconcat (declaration->outer->key, "__", declaration->key, NULL);

          declaration->key = sluice_class_source_copy (self->reader->source, key, strlen (key));
        }
      g_hash_table_replace (self->keys, (gpointer) declaration->key, declaration);
    }
}

static void
set_definitions (Emitter                *self,
                 JsonNode               *node,
                 SluiceClassDeclaration *in_place)
{
  JsonNode *definitions = new_object ();
  JsonObject *object = json_node_get_object (definitions);
  JsonNode *given = json_object_get_member (json_node_get_object (node), "$defs");

  if (given && JSON_NODE_HOLDS_OBJECT (given))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (given));
      while (json_object_iter_next (&iter, &key, &member))
        json_object_set_member (object, key, json_node_copy (member));
    }

  for (guint i = 0; i < self->queue->len; i++)
    {
      SluiceClassDeclaration *declaration = g_ptr_array_index (self->queue, i);

      if (declaration != in_place)
        json_object_set_member (object, declaration->key,
                                json_node_ref (g_hash_table_lookup (self->bodies, declaration)));
    }

  if (json_object_get_size (object) > 0)
    set_node (node, "$defs", definitions);
  else
    json_node_unref (definitions);
}

/* Copies the tree with the members of objects in their final order, and notes where in the text
 * each part comes from. */
static JsonNode *
finish (Emitter    *self,
        JsonNode   *node,
        const char *parent,
        GHashTable *origins)
{
  JsonNode *copy = json_node_alloc ();
  gpointer span = g_hash_table_lookup (self->spans, node);

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (JsonObject) ordered = json_object_new ();
      g_autoptr (GList) keys = json_object_get_members (object);

      if (!span)
        span = g_hash_table_lookup (self->spans, object);
      if (!g_str_equal (parent, "properties") && !g_str_equal (parent, "default"))
        keys = g_list_sort (g_steal_pointer (&keys), (GCompareFunc) strcmp);
      for (GList *key = keys; key; key = key->next)
        json_object_set_member (ordered, key->data,
                                finish (self, json_object_get_member (object, key->data), key->data,
                                        origins));
      json_node_init_object (copy, ordered);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      g_autoptr (JsonArray) ordered = json_array_sized_new (json_array_get_length (array));

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (ordered,
                                finish (self, json_array_get_element (array, i), parent, origins));
      json_node_init_array (copy, ordered);
    }
  else
    {
      json_node_unref (copy);
      copy = json_node_copy (node);
    }

  if (span)
    g_hash_table_insert (origins, copy, span);

  return copy;
}

static void
emitter_init (Emitter           *self,
              SluiceClassReader *reader)
{
  self->reader = reader;
  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  self->queue = g_ptr_array_new ();
  self->bodies = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) json_node_unref);
  self->counts = g_hash_table_new (NULL, NULL);
  self->spans = g_hash_table_new (NULL, NULL);
  self->dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->overrides = g_array_new (FALSE, FALSE, sizeof (Override));
}

static void
emitter_clear (Emitter *self)
{
  g_hash_table_unref (self->keys);
  g_ptr_array_unref (self->queue);
  g_hash_table_unref (self->bodies);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->spans);
  g_ptr_array_unref (self->dropped);
  g_array_unref (self->overrides);
}

/**
 * sluice_class_emit: (skip)
 * @reader: what a text declares
 * @root: the type that the text is about
 *
 * Makes the schema of a type, with what it refers to.
 *
 * Returns: (transfer full): the schema; nothing where it would be too big
 */
SluiceClassOutput
sluice_class_emit (SluiceClassReader *reader,
                   SluiceClassType   *root)
{
  SluiceClassOutput output = { NULL, g_hash_table_new (NULL, NULL) };
  SluiceClassDeclaration *in_place;
  g_autoptr (JsonNode) node = NULL;
  Emitter self = { 0 };

  emitter_init (&self, reader);
  collect_keys (&self);
  node = emit_type (&self, root);
  emit_definitions (&self);
  drop_overrides (&self);

  in_place = find_only_reference (&self, node);
  if (in_place)
    {
      json_node_unref (node);
      node = json_node_ref (g_hash_table_lookup (self.bodies, in_place));
    }
  set_definitions (&self, node, in_place);

  if (reader->budget > 0)
    output.json = finish (&self, node, "", output.origins);
  else
    sluice_class_source_report (reader->source, SLUICE_SEVERITY_ERROR, root->span,
                                _("This schema is too big"));
  emitter_clear (&self);

  return output;
}
