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
#include "schema/sluice-metaschema-private.h"
#include "schema/sluice-references-private.h"

/* The URI of a document that has no $id of its own. */
#define DEFAULT_BASE "sluice://schema/"

/* References to references are followed this far: a longer chain is a circle. */
#define MAX_HOPS 64

/* A schema with a URI of its own, and what is in it but for the resources inside. */
typedef struct
{
  char             *uri;          /* owned */
  SluiceVocabulary  vocabularies; /* found out when all is indexed */
  gboolean          is_dynamic;   /* it has a $dynamicAnchor */
} Resource;

struct _SluiceReferences
{
  gatomicrefcount  ref_count;
  SluiceNode      *root;       /* a reference: keeps the tree */
  GPtrArray       *documents;  /* owned: SluiceNode*, the other documents */
  GHashTable      *by_uri;     /* owned: absolute URI without fragment (char*) -> SluiceNode* */
  GHashTable      *resources;  /* owned: SluiceNode* -> Resource* */
  GHashTable      *anchors;    /* owned: URI#name (char*) -> SluiceNode* */
  gboolean         needs_metaschema;
  gboolean         is_dynamic; /* there is a $dynamicRef */
};

static void
free_resource (gpointer data)
{
  Resource *resource = data;

  g_free (resource->uri);
  g_free (resource);
}

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
  Resource *resource = g_new0 (Resource, 1);

  resource->uri = g_strdup (uri);
  g_hash_table_insert (self->resources, schema, resource);
  if (!g_hash_table_contains (self->by_uri, uri))
    g_hash_table_insert (self->by_uri, g_strdup (uri), schema);
}

static void index_schema (SluiceReferences *self,
                          SluiceNode       *schema,
                          SluiceNode       *resource);

static void
index_children (SluiceReferences *self,
                SluiceNode       *container,
                SluiceNode       *resource)
{
  for (SluiceNode *child = sluice_schema_node_first (container); child;
       child = sluice_schema_node_next (child))
    index_schema (self, child, resource);
}

static void
note_reference (SluiceReferences *self,
                SluiceNode       *value)
{
  const char *keyword = sluice_node_get_key (value);

  if (sluice_node_get_node_type (value) != SLUICE_NODE_STRING || strcmp (keyword, "$id") == 0)
    return;

  self->is_dynamic |= strcmp (keyword, "$dynamicRef") == 0;
  self->needs_metaschema |= strcmp (keyword, "$schema") != 0 &&
                            g_str_has_prefix (sluice_node_get_text (value, NULL),
                                              SLUICE_METASCHEMA_URI);
}

static void
index_keyword (SluiceReferences *self,
               SluiceNode       *value,
               SluiceNode       *resource)
{
  const SluiceKeyword *keyword = sluice_keyword_lookup (sluice_node_get_key (value));

  switch (keyword ? keyword->form : SLUICE_FORM_ANY)
    {
    case SLUICE_FORM_REFERENCE:
      note_reference (self, value);
      break;
    case SLUICE_FORM_SCHEMA:
      index_schema (self, value, resource);
      break;
    case SLUICE_FORM_ITEMS:
      if (sluice_node_get_node_type (value) == SLUICE_NODE_ARRAY)
        index_children (self, value, resource);
      else
        index_schema (self, value, resource);
      break;
    case SLUICE_FORM_SCHEMAS:
    case SLUICE_FORM_SCHEMA_MAP:
    case SLUICE_FORM_PATTERN_MAP:
    case SLUICE_FORM_DEPENDENCIES:
      index_children (self, value, resource);
      break;
    default:
      break;
    }
}

static Resource *
get_resource (SluiceReferences *self,
              SluiceNode       *root)
{
  return g_hash_table_lookup (self->resources, root);
}

/* Recursion goes as deep as the text, which the parser limits. */
static void
index_schema (SluiceReferences *self,
              SluiceNode       *schema,
              SluiceNode       *resource)
{
  const char *id;

  if (sluice_node_get_node_type (schema) != SLUICE_NODE_OBJECT)
    return;

  if ((id = sluice_schema_node_string (schema, "$id")) && *id != '#')
    {
      g_autofree char *uri = resolve_uri (get_resource (self, resource)->uri, id);

      add_resource (self, uri, schema);
      resource = schema;
    }
  add_anchor (self, get_resource (self, resource)->uri,
              sluice_schema_node_string (schema, "$anchor"), schema);
  add_anchor (self, get_resource (self, resource)->uri,
              sluice_schema_node_string (schema, "$dynamicAnchor"), schema);
  get_resource (self, resource)->is_dynamic |=
    sluice_schema_node_string (schema, "$dynamicAnchor") != NULL;

  for (SluiceNode *member = sluice_schema_node_first (schema); member;
       member = sluice_schema_node_next (member))
    index_keyword (self, member, resource);
}

static void
index_document (SluiceReferences *self,
                const char       *uri,
                SluiceNode       *root)
{
  add_resource (self, uri, root);
  index_schema (self, root, root);
}

static SluiceNode *
find_resource (SluiceReferences *self,
               SluiceNode       *schema)
{
  while (!g_hash_table_contains (self->resources, schema))
    schema = sluice_node_get_parent (schema);

  return schema;
}

static const char *
find_base (SluiceReferences *self,
           SluiceNode       *schema)
{
  return get_resource (self, find_resource (self, schema))->uri;
}

char *
sluice_references_dup_uri (SluiceReferences *self,
                           SluiceNode       *schema)
{
  SluiceNode *resource = find_resource (self, schema);
  const char *base = get_resource (self, resource)->uri;
  g_autofree char *scheme = g_uri_parse_scheme (base);
  g_autofree char *way = NULL, *above = NULL, *fragment = NULL;

  if (scheme == NULL || g_str_has_prefix (base, DEFAULT_BASE))
    return NULL;

  way = sluice_node_dup_path (schema);
  above = sluice_node_dup_path (resource);
  fragment = g_uri_escape_string (way + strlen (above), "/~!$&'()*+,;=:@?", FALSE);

  return g_strconcat (base, "#", fragment, NULL);
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

/* The vocabularies that a metaschema lists; the usual ones where it is not at hand. */
static SluiceVocabulary
read_vocabularies (SluiceReferences *self,
                   const char       *metaschema)
{
  g_autofree char *uri = resolve_uri (metaschema, metaschema);
  SluiceNode *schema = g_hash_table_lookup (self->by_uri, uri);
  SluiceNode *map = schema ? sluice_schema_node_object (schema, "$vocabulary") : NULL;
  SluiceVocabulary vocabularies = 0;

  if (map == NULL)
    return SLUICE_VOCABULARY_DEFAULT;

  for (SluiceNode *member = sluice_schema_node_first (map); member;
       member = sluice_schema_node_next (member))
    vocabularies |= sluice_metaschema_read_vocabulary (sluice_node_get_key (member));

  return vocabularies;
}

/* A resource without "$schema" is written as the one around it. */
static void
settle_vocabularies (SluiceReferences *self,
                     SluiceNode       *root)
{
  Resource *resource = get_resource (self, root);
  SluiceNode *around = root;
  const char *metaschema;

  while (!(metaschema = sluice_schema_node_string (around, "$schema")) &&
         sluice_node_get_parent (around))
    around = find_resource (self, sluice_node_get_parent (around));

  resource->vocabularies = metaschema ? read_vocabularies (self, metaschema)
                                      : SLUICE_VOCABULARY_DEFAULT;
}

static void
add_metaschema (SluiceReferences *self)
{
  g_autoptr(GPtrArray) documents = sluice_metaschema_list ();

  for (guint i = 0; i < documents->len; i++)
    {
      SluiceNode *root = documents->pdata[i];

      index_document (self, sluice_schema_node_string (root, "$id"), root);
      g_ptr_array_add (self->documents, sluice_node_ref (root));
    }
}

SluiceReferences *
sluice_references_new (SluiceNode *root,
                       GHashTable *documents)
{
  SluiceReferences *self = g_new0 (SluiceReferences, 1);
  GHashTableIter iter;
  gpointer key, value;

  g_atomic_ref_count_init (&self->ref_count);
  self->root = sluice_node_ref (root);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_node_unref);
  self->by_uri = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->resources = g_hash_table_new_full (NULL, NULL, NULL, free_resource);
  self->anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  index_document (self, DEFAULT_BASE, root);
  if (documents)
    {
      g_hash_table_iter_init (&iter, documents);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          index_document (self, key, value);
          g_ptr_array_add (self->documents, sluice_node_ref (value));
        }
    }
  if (self->needs_metaschema)
    add_metaschema (self);

  g_hash_table_iter_init (&iter, self->resources);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    settle_vocabularies (self, key);

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
  g_hash_table_unref (self->by_uri);
  g_hash_table_unref (self->anchors);
  g_ptr_array_unref (self->documents);
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
  SluiceNode *resource = g_hash_table_lookup (self->by_uri, uri);

  if (elsewhere)
    *elsewhere = resource == NULL;
  if (resource == NULL)
    return NULL;

  return find_fragment (self, resource, uri, hash ? hash + 1 : "");
}

SluiceVocabulary
sluice_references_get_vocabularies (SluiceReferences *self,
                                    SluiceNode       *schema)
{
  return get_resource (self, find_resource (self, schema))->vocabularies;
}

SluiceNode *
sluice_references_get_dynamic (SluiceReferences *self,
                               SluiceNode       *schema)
{
  SluiceNode *resource;

  if (!self->is_dynamic)
    return NULL;

  resource = find_resource (self, schema);

  return get_resource (self, resource)->is_dynamic ? resource : NULL;
}

SluiceNode *
sluice_references_find_dynamic (SluiceReferences *self,
                                SluiceNode       *resource,
                                const char       *name)
{
  g_autofree char *anchor = g_strconcat (get_resource (self, resource)->uri, "#", name, NULL);
  SluiceNode *schema = g_hash_table_lookup (self->anchors, anchor);

  return schema && g_strcmp0 (sluice_schema_node_string (schema, "$dynamicAnchor"), name) == 0
           ? schema : NULL;
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
