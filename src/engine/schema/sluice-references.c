/* sluice-references.c: where the references of a schema lead
 *
 * A document is read once, along the keywords that hold schemas (an `$id` inside an `enum` is
 * data), and each `$id`, `$anchor` and `$dynamicAnchor` is written down under its absolute URI.
 * A reference is resolved against the `$id` nearest above it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "schema/sluice-keyword-private.h"
#include "schema/sluice-references-private.h"

/* The URI of a document that has no $id of its own. */
#define DEFAULT_BASE "sluice://schema/"

/* References to references are followed this far: a longer chain is a circle. */
#define MAX_HOPS 64

struct _SluiceReferences
{
  gatomicrefcount  ref_count;
  SluiceNode      *root;       /* a reference: keeps the tree */
  GHashTable      *resources;  /* owned: absolute URI without fragment (char*) -> SluiceNode* */
  GHashTable      *bases;      /* owned: SluiceNode* with an $id, and the root -> URI (char*) */
  GHashTable      *anchors;    /* owned: URI#name (char*) -> SluiceNode* */
};

static char *
resolve_uri (const char *base,
             const char *reference)
{
  g_autofree char *uri = g_uri_resolve_relative (base, reference, G_URI_FLAGS_ENCODED, NULL);
  char *fragment;

  if (uri == NULL)
    return g_strdup (base);
  if ((fragment = strchr (uri, '#')))
    *fragment = '\0';

  return g_steal_pointer (&uri);
}

static void
add_anchor (SluiceReferences *self,
            const char       *base,
            const char       *name,
            SluiceNode       *schema)
{
  if (name)
    g_hash_table_insert (self->anchors, g_strconcat (base, "#", name, NULL), schema);
}

static void
add_resource (SluiceReferences *self,
              const char       *uri,
              SluiceNode       *schema)
{
  g_hash_table_insert (self->bases, schema, g_strdup (uri));
  if (!g_hash_table_contains (self->resources, uri))
    g_hash_table_insert (self->resources, g_strdup (uri), schema);
}

static void index_schema (SluiceReferences *self,
                          SluiceNode       *schema,
                          const char       *base);

static void
index_children (SluiceReferences *self,
                SluiceNode       *container,
                const char       *base)
{
  for (SluiceNode *child = sluice_schema_node_first (container); child;
       child = sluice_schema_node_next (child))
    index_schema (self, child, base);
}

static void
index_keyword (SluiceReferences *self,
               SluiceNode       *value,
               const char       *base)
{
  const SluiceKeyword *keyword = sluice_keyword_lookup (sluice_node_get_key (value));

  switch (keyword ? keyword->form : SLUICE_FORM_ANY)
    {
    case SLUICE_FORM_SCHEMA:
      index_schema (self, value, base);
      break;
    case SLUICE_FORM_ITEMS:
      if (sluice_node_get_node_type (value) == SLUICE_NODE_ARRAY)
        index_children (self, value, base);
      else
        index_schema (self, value, base);
      break;
    case SLUICE_FORM_SCHEMAS:
    case SLUICE_FORM_SCHEMA_MAP:
    case SLUICE_FORM_PATTERN_MAP:
    case SLUICE_FORM_DEPENDENCIES:
      index_children (self, value, base);
      break;
    default:
      break;
    }
}

/* Recursion goes as deep as the text, which the parser limits. */
static void
index_schema (SluiceReferences *self,
              SluiceNode       *schema,
              const char       *base)
{
  g_autofree char *own_base = NULL;
  const char *id;

  if (sluice_node_get_node_type (schema) != SLUICE_NODE_OBJECT)
    return;

  if ((id = sluice_schema_node_string (schema, "$id")) && *id != '#')
    {
      base = own_base = resolve_uri (base, id);
      add_resource (self, base, schema);
    }
  add_anchor (self, base, sluice_schema_node_string (schema, "$anchor"), schema);
  add_anchor (self, base, sluice_schema_node_string (schema, "$dynamicAnchor"), schema);

  for (SluiceNode *member = sluice_schema_node_first (schema); member;
       member = sluice_schema_node_next (member))
    index_keyword (self, member, base);
}

static const char *
find_base (SluiceReferences *self,
           SluiceNode       *schema)
{
  for (SluiceNode *node = schema; node; node = sluice_node_get_parent (node))
    {
      const char *base = g_hash_table_lookup (self->bases, node);

      if (base)
        return base;
    }

  return DEFAULT_BASE;
}

/* The part after # is a JSON Pointer, percent-encoded, or the name of an anchor. */
static SluiceNode *
find_fragment (SluiceReferences *self,
               SluiceNode       *resource,
               const char       *base,
               const char       *fragment)
{
  g_autofree char *decoded = g_uri_unescape_string (fragment, NULL);
  g_autofree char *anchor = NULL;

  if (decoded == NULL)
    return NULL;
  if (*decoded == '\0' || *decoded == '/')
    return sluice_node_get_at (resource, decoded);

  anchor = g_strconcat (base, "#", decoded, NULL);

  return g_hash_table_lookup (self->anchors, anchor);
}

SluiceReferences *
sluice_references_new (SluiceNode *root)
{
  SluiceReferences *self = g_new0 (SluiceReferences, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->root = sluice_node_ref (root);
  self->resources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->bases = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_resource (self, DEFAULT_BASE, root);
  index_schema (self, root, DEFAULT_BASE);

  return self;
}

SluiceReferences *
sluice_references_ref (SluiceReferences *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sluice_references_unref (SluiceReferences *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->resources);
  g_hash_table_unref (self->bases);
  g_hash_table_unref (self->anchors);
  sluice_node_unref (self->root);
  g_free (self);
}

SluiceNode *
sluice_references_get_root (SluiceReferences *self)
{
  return self->root;
}

SluiceNode *
sluice_references_resolve (SluiceReferences *self,
                           SluiceNode       *from,
                           const char       *reference,
                           gboolean         *elsewhere)
{
  const char *base = find_base (self, from);
  const char *hash = strchr (reference, '#');
  g_autofree char *place = hash ? g_strndup (reference, hash - reference) : g_strdup (reference);
  g_autofree char *uri = *place ? resolve_uri (base, place) : g_strdup (base);
  SluiceNode *resource = g_hash_table_lookup (self->resources, uri);

  if (elsewhere)
    *elsewhere = resource == NULL;
  if (resource == NULL)
    return NULL;

  return find_fragment (self, resource, uri, hash ? hash + 1 : "");
}

SluiceNode *
sluice_references_follow (SluiceReferences *self,
                          SluiceNode       *from)
{
  SluiceNode *schema = from;

  for (guint i = 0; i < MAX_HOPS; i++)
    {
      const char *reference = sluice_schema_node_string (schema, "$ref");
      SluiceNode *target;

      if (reference == NULL || !(target = sluice_references_resolve (self, schema, reference, NULL)))
        return schema;
      schema = target;
    }

  return from;
}

SluiceNode *
sluice_schema_node_get (SluiceNode *schema,
                        const char *keyword)
{
  if (sluice_node_get_node_type (schema) != SLUICE_NODE_OBJECT)
    return NULL;

  return sluice_node_get_member (schema, keyword);
}

static SluiceNode *
get_of_type (SluiceNode     *schema,
             const char     *keyword,
             SluiceNodeType  type)
{
  SluiceNode *value = sluice_schema_node_get (schema, keyword);

  return value && sluice_node_get_node_type (value) == type ? value : NULL;
}

const char *
sluice_schema_node_string (SluiceNode *schema,
                           const char *keyword)
{
  SluiceNode *value = get_of_type (schema, keyword, SLUICE_NODE_STRING);

  return value ? sluice_node_get_text (value, NULL) : NULL;
}

SluiceNode *
sluice_schema_node_object (SluiceNode *schema,
                           const char *keyword)
{
  return get_of_type (schema, keyword, SLUICE_NODE_OBJECT);
}

SluiceNode *
sluice_schema_node_array (SluiceNode *schema,
                          const char *keyword)
{
  return get_of_type (schema, keyword, SLUICE_NODE_ARRAY);
}

SluiceNode *
sluice_schema_node_first (SluiceNode *container)
{
  SluiceNodeType type = sluice_node_get_node_type (container);

  if (type != SLUICE_NODE_OBJECT && type != SLUICE_NODE_ARRAY)
    return NULL;

  return sluice_node_get_first_child (container);
}

SluiceNode *
sluice_schema_node_next (SluiceNode *child)
{
  return sluice_node_get_next_sibling (child);
}
