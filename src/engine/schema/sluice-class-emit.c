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

#include "schema/sluice-class-emit-private.h"

/* Small pieces */

JsonNode *
sluice_class_emitter_new_object (void)
{
  g_autoptr (JsonObject) object = json_object_new ();

  return json_node_init_object (json_node_alloc (), object);
}

void
sluice_class_emitter_set_string (JsonNode   *node,
                                 const char *key,
                                 const char *value)
{
  json_object_set_string_member (json_node_get_object (node), key, value);
}

void
sluice_class_emitter_set_node (JsonNode   *node,
                               const char *key,
                               JsonNode   *value)
{
  json_object_set_member (json_node_get_object (node), key, value);
}

gboolean
sluice_class_emitter_has (JsonNode   *node,
                          const char *key)
{
  return json_object_has_member (json_node_get_object (node), key);
}

void
sluice_class_emitter_note_span (SluiceClassEmitter *self,
                                gpointer            what,
                                SluiceClassSpan     span)
{
  gsize packed = ((gsize) span.start << 32) | span.end;

  if (span.end > span.start)
    g_hash_table_insert (self->spans, what, GSIZE_TO_POINTER (packed));
}

static void count_reference (SluiceClassEmitter     *self,
                             SluiceClassDeclaration *declaration);

/* Pays for a literal value that goes into the schema, and follows the references in it. */
static gboolean
visit_literal (SluiceClassEmitter *self,
               JsonNode           *node,
               guint               depth)
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

void
sluice_class_emitter_set_literal (SluiceClassEmitter *self,
                                  JsonNode           *node,
                                  const char         *key,
                                  JsonNode           *value,
                                  SluiceClassSpan     span)
{
  JsonNode *copy;

  if (!visit_literal (self, value, 0))
    return;

  copy = json_node_copy (value);
  sluice_class_emitter_note_span (self, copy, span);
  sluice_class_emitter_set_node (node, key, copy);
}

void
sluice_class_emitter_set_keywords (SluiceClassEmitter *self,
                                   JsonNode           *node,
                                   SluiceClassKeyword *keyword)
{
  for (; keyword; keyword = keyword->next)
    {
      if (keyword->value)
        sluice_class_emitter_set_literal (self, node, keyword->key, keyword->value, keyword->span);
      else if (!g_str_equal (keyword->key, "$ref"))
        json_object_remove_member (json_node_get_object (node), keyword->key);
    }
}

/* Rules in the order in which Pydantic writes them. */
void
sluice_class_emitter_set_rules (SluiceClassEmitter *self,
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
        sluice_class_emitter_set_literal (self, node, rule->key, rule->value, rule->span);
    }
}

/* Whether keywords take "$ref" away, so that the class is written in place. */
gboolean
sluice_class_emitter_is_inline (SluiceClassKeyword *keywords)
{
  SluiceClassKeyword *reference = sluice_class_keywords_find (keywords, "$ref");

  return reference && !reference->value;
}

/* References */

static void
count_reference (SluiceClassEmitter     *self,
                 SluiceClassDeclaration *declaration)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, declaration));

  g_hash_table_insert (self->counts, declaration, GUINT_TO_POINTER (n + 1));
  if (n == 0)
    g_ptr_array_add (self->queue, declaration);
}

static JsonNode *
emit_reference (SluiceClassEmitter     *self,
                SluiceClassDeclaration *declaration)
{
  g_autoptr (GString) pointer = g_string_new ("#/$defs/");
  JsonNode *node = sluice_class_emitter_new_object ();

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
  sluice_class_emitter_set_string (node, "$ref", pointer->str);

  return node;
}

static JsonNode *
emit_reference_or_body (SluiceClassEmitter *self,
                        SluiceClassType    *type,
                        gboolean            inlines)
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
  node = sluice_class_emitter_make_body (self, declaration);
  self->n_inlined--;

  return node;
}

/* Types */

static JsonNode *
emit_bare (SluiceClassEmitter *self,
           SluiceClassType    *type,
           gboolean            inlines)
{
  switch (type->kind)
    {
    case SLUICE_CLASS_TYPE_NULL:
      return sluice_class_emitter_make_null ();
    case SLUICE_CLASS_TYPE_LITERAL:
      return sluice_class_emitter_make_literal (self, type);
    case SLUICE_CLASS_TYPE_REFERENCE:
      return emit_reference_or_body (self, type, inlines);
    case SLUICE_CLASS_TYPE_UNION:
      return sluice_class_emitter_make_union (self, type);
    case SLUICE_CLASS_TYPE_NULLABLE:
      return sluice_class_emitter_make_nullable (self, type);
    case SLUICE_CLASS_TYPE_TAGGED:
      return sluice_class_emitter_make_tagged (self, type);
    default:
      return sluice_class_emitter_make_named (self, type);
    }
}

/* inlines: the class that type refers to is written in place, whatever type itself says. */
JsonNode *
sluice_class_emitter_make_type_or_body (SluiceClassEmitter *self,
                                        SluiceClassType    *type,
                                        gboolean            inlines)
{
  JsonNode *node;

  if (!sluice_class_reader_spend (self->reader, 1))
    return sluice_class_emitter_new_object ();

  if (type->replacement)
    node = visit_literal (self, type->replacement, 0) ? sluice_class_emitter_new_object () : NULL;
  else
    node = emit_bare (self, type, inlines || sluice_class_emitter_is_inline (type->additions));

  if (type->replacement && node)
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (type->replacement));
      while (json_object_iter_next (&iter, &key, &member))
        sluice_class_emitter_set_node (node, key, json_node_copy (member));
    }
  if (!node)
    return sluice_class_emitter_new_object ();

  sluice_class_emitter_set_keywords (self, node, type->additions);
  sluice_class_emitter_note_span (self, json_node_get_object (node), type->span);

  return node;
}

JsonNode *
sluice_class_emitter_make_type (SluiceClassEmitter *self,
                                SluiceClassType    *type)
{
  return sluice_class_emitter_make_type_or_body (self, type, FALSE);
}

/* The whole schema */

static void
emit_definitions (SluiceClassEmitter *self)
{
  for (guint i = 0; i < self->queue->len; i++)
    {
      SluiceClassDeclaration *declaration = g_ptr_array_index (self->queue, i);

      g_hash_table_insert (self->bodies, declaration,
                           sluice_class_emitter_make_body (self, declaration));
    }
}

static void
drop_overrides (SluiceClassEmitter *self)
{
  for (guint i = 0; i < self->overrides->len; i++)
    {
      SluiceClassOverride *override = &g_array_index (self->overrides, SluiceClassOverride, i);
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
find_only_reference (SluiceClassEmitter *self,
                     JsonNode           *node)
{
  gpointer first;

  if (json_object_get_size (json_node_get_object (node)) != 1 ||
      !sluice_class_emitter_has (node, "$ref") ||
      self->queue->len == 0)
    return NULL;

  first = g_ptr_array_index (self->queue, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, first)) == 1 ? first : NULL;
}

/* Two nested classes of one name need two keys: theirs then begins with what they stand in. */
static void
collect_keys (SluiceClassEmitter *self)
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
set_definitions (SluiceClassEmitter     *self,
                 JsonNode               *node,
                 SluiceClassDeclaration *in_place)
{
  JsonNode *definitions = sluice_class_emitter_new_object ();
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
    sluice_class_emitter_set_node (node, "$defs", definitions);
  else
    json_node_unref (definitions);
}

/* Copies the tree with the members of objects in their final order, and notes where in the text
 * each part comes from. */
static JsonNode *
finish (SluiceClassEmitter *self,
        JsonNode           *node,
        const char         *parent,
        GHashTable         *origins)
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
emitter_init (SluiceClassEmitter *self,
              SluiceClassReader  *reader)
{
  self->reader = reader;
  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  self->queue = g_ptr_array_new ();
  self->bodies = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) json_node_unref);
  self->counts = g_hash_table_new (NULL, NULL);
  self->spans = g_hash_table_new (NULL, NULL);
  self->dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->overrides = g_array_new (FALSE, FALSE, sizeof (SluiceClassOverride));
}

static void
emitter_clear (SluiceClassEmitter *self)
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
  SluiceClassEmitter self = { 0 };

  emitter_init (&self, reader);
  collect_keys (&self);
  node = sluice_class_emitter_make_type (&self, root);
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
