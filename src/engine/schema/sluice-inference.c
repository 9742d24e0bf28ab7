/* sluice-inference.c: a schema from sample values
 *
 * Every value is counted at its place: the members of one name, and the elements of one array, have
 * one place, so that all samples are merged as they come. What the counts say is written down in
 * sluice-inference-schema.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "json/sluice-node-private.h"
#include "json/sluice-parser.h"
#include "schema/sluice-format-private.h"
#include "schema/sluice-inference-private.h"

#define DEFAULT_NAME "Sample"

/* A longer text is no option of an enum. */
#define MAX_OPTION 40

struct _SluiceInference
{
  GObject            parent_instance;

  char              *name;
  SluiceSamplePlace *root;
  GPtrArray         *objects;  /* owned: SluiceSampleObject, which places share */
};

/* An object on the way to the value that is counted, and the name it is under. */
typedef struct _Above Above;
struct _Above
{
  const Above        *above;   /* nullable */
  const char         *key;     /* nullable */
  SluiceNode         *node;
  SluiceSampleObject *object;
};

/**
 * SluiceInferenceError:
 * @SLUICE_INFERENCE_ERROR_JSON: a sample is not JSON
 * @SLUICE_INFERENCE_ERROR_EMPTY: there is no sample
 *
 * Why no schema can be made of samples.
 */

/**
 * SluiceInference:
 *
 * Makes a schema from sample values: types of what was seen, required what every object has, formats
 * that every text has, an enum of few texts that come again and again. Objects that contain objects
 * like themselves become a class that refers to itself.
 */
G_DEFINE_FINAL_TYPE (SluiceInference, sluice_inference, G_TYPE_OBJECT)

G_DEFINE_QUARK (sluice-inference-error-quark, sluice_inference_error)

/* -- Formats ------------------------------------------------------------------------------- */

/* Nearly any word with a colon is a URI; people mean an address. */
static gboolean
is_address (const char *text,
            gsize       length)
{
  return g_strstr_len (text, length, "://") != NULL && sluice_format_is_uri (text, length);
}

static gboolean
is_uuid (const char *text,
         gsize       length)
{
  return sluice_format_find ("uuid", SLUICE_FORMATS_RULES)->matches (text, length);
}

/* In the order they are asked for: the first that every text has is the format. */
static const struct
{
  const char *name;
  gboolean  (*matches) (const char *text, gsize length);
} formats[] = {
  { "date", sluice_format_is_date },
  { "date-time", sluice_format_is_any_date_time },
  { "time", sluice_format_is_any_time },
  { "uuid", is_uuid },
  { "email", sluice_format_is_email },
  { "uri", is_address },
  { "ipv4", sluice_format_is_ipv4 },
};

const char *
sluice_inference_get_format (guint bit)
{
  return bit < G_N_ELEMENTS (formats) ? formats[bit].name : NULL;
}

static guint
find_formats (guint       candidates,
              const char *text,
              gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if ((candidates & (1u << i)) && !formats[i].matches (text, length))
      candidates &= ~(1u << i);

  return candidates;
}

/* -- Places -------------------------------------------------------------------------------- */

static void place_free (SluiceSamplePlace *self);

void
sluice_sample_member_free (SluiceSampleMember *self)
{
  g_free (self->name);
  place_free (self->place);
  g_free (self);
}

static void
object_free (SluiceSampleObject *self)
{
  g_ptr_array_unref (self->members);
  g_hash_table_unref (self->by_name);
  g_free (self->class_name);
  g_free (self);
}

void
sluice_sample_place_clear (SluiceSamplePlace *self)
{
  g_clear_pointer (&self->options, g_ptr_array_unref);
  *self = (SluiceSamplePlace) {
    .formats = (1u << G_N_ELEMENTS (formats)) - 1,
    .options = g_ptr_array_new_with_free_func (g_free),
    .items = self->items,
    .object = self->object,
  };
}

static SluiceSamplePlace *
place_new (void)
{
  SluiceSamplePlace *self = g_new0 (SluiceSamplePlace, 1);

  sluice_sample_place_clear (self);

  return self;
}

/* Objects are shared, and freed by who has them all. */
static void
place_free (SluiceSamplePlace *self)
{
  g_clear_pointer (&self->options, g_ptr_array_unref);
  if (self->items != NULL)
    place_free (self->items);
  g_free (self);
}

static SluiceSampleObject *
add_object (SluiceInference *self)
{
  SluiceSampleObject *object = g_new0 (SluiceSampleObject, 1);

  object->members = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_sample_member_free);
  object->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (self->objects, object);

  return object;
}

static SluiceSampleMember *
get_member (SluiceSampleObject *object,
            const char         *name)
{
  SluiceSampleMember *member = g_hash_table_lookup (object->by_name, name);

  if (member == NULL)
    {
      member = g_new0 (SluiceSampleMember, 1);
      member->name = g_strdup (name);
      member->place = place_new ();
      g_ptr_array_add (object->members, member);
      g_hash_table_insert (object->by_name, member->name, member);
    }

  return member;
}

/* -- Counting ------------------------------------------------------------------------------ */

static void
count_string (SluiceSamplePlace *place,
              SluiceNode        *node)
{
  gsize length;
  const char *text = sluice_node_get_text (node, &length);

  place->n_string++;
  place->formats = find_formats (place->formats, text, length);
  if (place->options == NULL)
    return;

  for (guint i = 0; i < place->options->len; i++)
    if (g_str_equal (g_ptr_array_index (place->options, i), text))
      return;
  if (length == 0 || length > MAX_OPTION || strlen (text) != length ||
      place->options->len == SLUICE_INFERENCE_MAX_OPTIONS)
    g_clear_pointer (&place->options, g_ptr_array_unref);
  else
    g_ptr_array_add (place->options, g_strdup (text));
}

static void
count_number (SluiceSamplePlace *place,
              SluiceNode        *node)
{
  const char *lexeme = sluice_node_get_text (node, NULL);

  if (strpbrk (lexeme, ".eE") == NULL)
    place->n_integer++;
  else
    place->n_number++;
}

static guint
count_shared_names (SluiceNode *node,
                    SluiceNode *other)
{
  guint n = 0;

  for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL;
       child = sluice_node_get_next_sibling (child))
    n += sluice_node_get_member (other, sluice_node_get_key (child)) != NULL;

  return n;
}

/* An object that is under the same name as one it lies in, or has the same members, is of its kind:
 * a tree and not a class for each of its levels. */
static SluiceSampleObject *
find_like (const Above *above,
           const char  *key,
           SluiceNode  *node)
{
  for (; above != NULL; above = above->above)
    {
      guint n = sluice_node_get_n_children (node);
      guint n_above = sluice_node_get_n_children (above->node);
      guint n_shared = count_shared_names (node, above->node);

      if (n_shared >= 2 && n_shared == n && (n == n_above || n + 1 == n_above))
        return above->object;
      if (g_strcmp0 (above->key, key) == 0 && n_shared > 0 && 2 * n_shared >= MIN (n, n_above))
        return above->object;
    }

  return NULL;
}

static void count (SluiceInference   *self,
                   SluiceSamplePlace *place,
                   SluiceNode        *node,
                   const Above       *above,
                   const char        *key);

static void
count_object (SluiceInference   *self,
              SluiceSamplePlace *place,
              SluiceNode        *node,
              const Above       *above,
              const char        *key)
{
  Above here = { above, key, node, place->object };

  if (here.object == NULL && (here.object = find_like (above, key, node)) != NULL)
    here.object->is_recursive = TRUE;
  if (here.object == NULL)
    here.object = add_object (self);
  place->object = here.object;

  here.object->n++;
  for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL;
       child = sluice_node_get_next_sibling (child))
    {
      SluiceSampleMember *member = get_member (here.object, sluice_node_get_key (child));

      member->n++;
      count (self, member->place, child, &here, member->name);
    }
}

static void
count (SluiceInference   *self,
       SluiceSamplePlace *place,
       SluiceNode        *node,
       const Above       *above,
       const char        *key)
{
  place->n++;
  switch (sluice_node_get_node_type (node))
    {
    case SLUICE_NODE_OBJECT:
      count_object (self, place, node, above, key);
      break;
    case SLUICE_NODE_ARRAY:
      place->n_array++;
      if (place->items == NULL)
        place->items = place_new ();
      for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL;
           child = sluice_node_get_next_sibling (child))
        count (self, place->items, child, above, key);
      break;
    case SLUICE_NODE_STRING:
      count_string (place, node);
      break;
    case SLUICE_NODE_NUMBER:
      count_number (place, node);
      break;
    case SLUICE_NODE_BOOLEAN:
      place->n_boolean++;
      break;
    case SLUICE_NODE_NULL:
    case SLUICE_NODE_UNKNOWN:
    default:
      place->n_null++;
    }
}

/* -- Reading ------------------------------------------------------------------------------- */

/* The document of a text; NULL with error where it is not JSON. */
static SluiceNode *
read_document (const char  *text,
               gsize        length,
               GError     **error)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();

  if (!sluice_parser_push (parser, text, length, error) || !sluice_parser_finish (parser, error))
    return NULL;

  return sluice_node_ref (sluice_parser_get_root (parser));
}

static gboolean
is_blank (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;

  return TRUE;
}

/* (element-type SluiceNode): a document for each line; NULL where one is not JSON */
static GPtrArray *
read_lines (const char *text,
            gsize       length)
{
  g_autoptr(GPtrArray) documents = NULL;
  const char *end = text + length;

  documents = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_node_unref);
  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      const char *stop = newline != NULL ? newline : end;
      SluiceNode *document;

      if (!is_blank (text, stop - text))
        {
          if ((document = read_document (text, stop - text, NULL)) == NULL)
            return NULL;
          g_ptr_array_add (documents, document);
        }
      text = stop + 1;
    }

  return g_steal_pointer (&documents);
}

static void
sluice_inference_finalize (GObject *object)
{
  SluiceInference *self = SLUICE_INFERENCE (object);

  place_free (self->root);
  g_ptr_array_unref (self->objects);
  g_free (self->name);

  G_OBJECT_CLASS (sluice_inference_parent_class)->finalize (object);
}

static void
sluice_inference_class_init (SluiceInferenceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_inference_finalize;
}

static void
sluice_inference_init (SluiceInference *self)
{
  self->root = place_new ();
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) object_free);
}

/**
 * sluice_inference_new:
 * @name: (nullable): the class name of the whole; `NULL` for "Sample"
 *
 * Makes an inference that has seen nothing.
 *
 * Returns: (transfer full): an inference
 */
SluiceInference *
sluice_inference_new (const char *name)
{
  SluiceInference *self = g_object_new (SLUICE_TYPE_INFERENCE, NULL);

  self->name = g_strdup (name != NULL ? name : DEFAULT_NAME);

  return self;
}

/**
 * sluice_inference_add_text:
 * @self: an inference
 * @text: JSON, or JSON Lines
 * @length: its length in bytes, -1 for up to a NUL
 * @error: return location for an error
 *
 * Looks at one sample; at several where there is one on each line. A list is one sample, and its
 * items are merged.
 *
 * Returns: `TRUE` if it is JSON; else `FALSE` with `SLUICE_INFERENCE_ERROR_JSON` set, and nothing of
 *   it was taken
 */
gboolean
sluice_inference_add_text (SluiceInference  *self,
                           const char       *text,
                           gssize            length,
                           GError          **error)
{
  g_autoptr(SluiceNode) document = NULL;
  g_autoptr(GPtrArray) documents = NULL;
  g_autoptr(GError) reason = NULL;

  g_return_val_if_fail (SLUICE_IS_INFERENCE (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (length < 0)
    length = strlen (text);

  if ((document = read_document (text, length, &reason)) != NULL)
    {
      count (self, self->root, document, NULL, NULL);
      return TRUE;
    }

  if (memchr (text, '\n', length) == NULL || (documents = read_lines (text, length)) == NULL ||
      documents->len == 0)
    {
      g_set_error_literal (error, SLUICE_INFERENCE_ERROR, SLUICE_INFERENCE_ERROR_JSON,
                           reason->message);
      return FALSE;
    }

  for (guint i = 0; i < documents->len; i++)
    count (self, self->root, g_ptr_array_index (documents, i), NULL, NULL);

  return TRUE;
}

/**
 * sluice_inference_get_n_samples:
 * @self: an inference
 *
 * Counts the samples that were looked at.
 *
 * Returns: how many there were
 */
guint
sluice_inference_get_n_samples (SluiceInference *self)
{
  g_return_val_if_fail (SLUICE_IS_INFERENCE (self), 0);

  return self->root->n;
}

/**
 * sluice_inference_make_schema:
 * @self: an inference
 * @error: return location for an error
 *
 * Makes the schema of all samples so far: each of them is right by it.
 *
 * Returns: (transfer full): the schema; `NULL` with `SLUICE_INFERENCE_ERROR_EMPTY` set where there is
 *   no sample
 */
SluiceSchema *
sluice_inference_make_schema (SluiceInference  *self,
                              GError          **error)
{
  g_autoptr(JsonNode) json = NULL;

  g_return_val_if_fail (SLUICE_IS_INFERENCE (self), NULL);

  if (self->root->n == 0)
    {
      g_set_error_literal (error, SLUICE_INFERENCE_ERROR, SLUICE_INFERENCE_ERROR_EMPTY,
                           _("There is no sample to make a schema of"));
      return NULL;
    }

  for (guint i = 0; i < self->objects->len; i++)
    {
      SluiceSampleObject *object = g_ptr_array_index (self->objects, i);

      g_clear_pointer (&object->class_name, g_free);
      object->n_uses = 0;
    }
  json = sluice_inference_write (self->root, self->name);

  return sluice_schema_new_for_json (json);
}
