/* sluice-schema.c: a schema in either notation
 *
 * Whatever a schema is made from, it ends as one JSON document with its tree: that of the text
 * where it is JSON, else one that is printed. Everything is read from that tree, so that numbers
 * keep their digits and each place has its bytes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-notation-private.h"
#include "schema/sluice-definition-private.h"
#include "schema/sluice-draft-private.h"
#include "schema/sluice-json-text-private.h"
#include "schema/sluice-lint-private.h"
#include "schema/sluice-reader-private.h"
#include "schema/sluice-schema-private.h"
#include "schema/sluice-wrapper-private.h"
#include "sluice-enum-types.h"

#define DEFAULT_NAME "Response"

struct _SluiceSchema
{
  GObject              parent_instance;

  char                *text;         /* owned: as the person wrote it */
  char                *metaschema;   /* owned, nullable: "$schema", as it was written */
  char                *root_name;    /* owned, nullable: the name that was asked for */
  GListStore          *diagnostics;  /* owned: SluiceDiagnostic, in text order */
  SluiceClassNotation *classes;      /* owned; NULL where the text is JSON Schema */
  SluiceReferences    *references;   /* owned: the JSON document; {} where nothing could be read */
  JsonNode            *json;         /* owned; NULL until it is asked for */
  SluiceProgram       *programs[SLUICE_N_FORMATS]; /* owned; NULL until they are asked for */
  SluiceDefinition    *root;         /* owned */
  char                *description;  /* owned, nullable */
  SluiceNode          *list;         /* in the tree: the array of an iterable wrapper; nullable */
  SluiceNotation       notation;
  guint                n_errors;
  GHashTable          *resources;    /* owned, nullable: URI (char*) -> SluiceNode* */
  guint                asserts_formats : 1;
  guint                has_content : 1; /* the root is an object that we made around its content */
};

G_DEFINE_FINAL_TYPE (SluiceSchema, sluice_schema, G_TYPE_OBJECT)

G_DEFINE_QUARK (sluice-schema-error-quark, sluice_schema_error)

enum { PROP_0, PROP_NAME, PROP_TEXT, PROP_NOTATION, PROP_DIAGNOSTICS, PROP_ROOT, PROP_VALID,
       N_PROPS };

static GParamSpec *properties[N_PROPS];

static int
compare_diagnostics (gconstpointer a,
                     gconstpointer b,
                     gpointer      user_data)
{
  SluiceDiagnostic *first = (gpointer) a, *second = (gpointer) b;
  gsize x = sluice_diagnostic_get_start (first), y = sluice_diagnostic_get_start (second);

  if (x != y)
    return x < y ? -1 : 1;

  return (int) sluice_diagnostic_get_severity (first) -
         (int) sluice_diagnostic_get_severity (second);
}

static void
settle_diagnostics (SluiceSchema *self)
{
  GListModel *model = G_LIST_MODEL (self->diagnostics);
  guint n = g_list_model_get_n_items (model);

  g_list_store_sort (self->diagnostics, compare_diagnostics, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (model, i);

      if (sluice_diagnostic_get_severity (diagnostic) == SLUICE_SEVERITY_ERROR)
        self->n_errors++;
    }
}

/* A JSON Schema begins with an object or a literal, and no class does. */
static SluiceNotation
recognise (const char *text)
{
  const char *start = text + strspn (text, " \t\r\n\v\f");

  if (g_str_has_prefix (start, "\xef\xbb\xbf"))
    start += 3;
  if (g_str_has_prefix (start, "\"\"\""))
    return SLUICE_NOTATION_CLASSES;
  if (*start == '\0' || strchr ("{[\"-0123456789", *start))
    return SLUICE_NOTATION_JSON_SCHEMA;
  for (guint i = 0; i < 3; i++)
    {
      static const char * const literals[] = { "true", "false", "null" };
      gsize length = strlen (literals[i]);

      if (g_str_has_prefix (start, literals[i]) &&
          !g_ascii_isalnum (start[length]) && start[length] != '_')
        return SLUICE_NOTATION_JSON_SCHEMA;
    }

  return SLUICE_NOTATION_CLASSES;
}

static SluiceNode *
read_printed (const char *text)
{
  g_autoptr(GListStore) ignored = g_list_store_new (SLUICE_TYPE_DIAGNOSTIC);

  return sluice_reader_read (text, ignored);
}

static void
take_root (SluiceSchema *self,
           SluiceNode   *root)
{
  g_autoptr(SluiceNode) node = root ? root : read_printed ("{}");

  self->references = sluice_references_new (node, self->resources);
  self->root = sluice_definition_new (self->references, node);
  self->list = sluice_wrapper_find_items (self->references);
}

/* Takes root. */
static SluiceNode *
take_newest_draft (SluiceNode *root,
                   const char *text,
                   const char *metaschema,
                   GListStore *diagnostics)
{
  SluiceNode *converted = sluice_draft_convert (root, text, metaschema, diagnostics);

  if (converted == NULL)
    return root;
  sluice_node_unref (root);

  return converted;
}

static void
read_json (SluiceSchema *self)
{
  SluiceNode *root = sluice_reader_read (self->text, self->diagnostics);
  gboolean is_read = root != NULL;

  /* A tree that had to be repaired is not taken apart any further. */
  if (is_read && g_list_model_get_n_items (G_LIST_MODEL (self->diagnostics)) == 0)
    {
      self->metaschema = g_strdup (sluice_schema_node_string (root, "$schema"));
      root = take_newest_draft (root, self->text, NULL, self->diagnostics);
    }
  take_root (self, root);
  if (is_read)
    sluice_lint_check (self->references, self->text, self->diagnostics);
}

static void
read_classes (SluiceSchema *self)
{
  g_autofree char *printed = NULL;

  self->classes =
    sluice_class_notation_parse (self->text, self->root_name, self->diagnostics);
  if (self->classes->json)
    printed = sluice_json_text_print (self->classes->json, 0);
  take_root (self, printed ? read_printed (printed) : NULL);
}

static void
sluice_schema_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SluiceSchema *self = SLUICE_SCHEMA (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, sluice_schema_get_name (self));
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_NOTATION:
      g_value_set_enum (value, self->notation);
      break;
    case PROP_DIAGNOSTICS:
      g_value_set_object (value, self->diagnostics);
      break;
    case PROP_ROOT:
      g_value_set_object (value, self->root);
      break;
    case PROP_VALID:
      g_value_set_boolean (value, sluice_schema_is_valid (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_schema_finalize (GObject *object)
{
  SluiceSchema *self = SLUICE_SCHEMA (object);

  g_clear_object (&self->root);
  g_clear_object (&self->diagnostics);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->classes, sluice_class_notation_free);
  for (guint i = 0; i < SLUICE_N_FORMATS; i++)
    g_clear_pointer (&self->programs[i], sluice_program_free);
  g_clear_pointer (&self->references, sluice_references_unref);
  g_clear_pointer (&self->resources, g_hash_table_unref);
  g_free (self->description);
  g_free (self->metaschema);
  g_free (self->root_name);
  g_free (self->text);

  G_OBJECT_CLASS (sluice_schema_parent_class)->finalize (object);
}

static void
sluice_schema_class_init (SluiceSchemaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_schema_get_property;
  object_class->finalize = sluice_schema_finalize;

  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NOTATION] =
    g_param_spec_enum ("notation", NULL, NULL, SLUICE_TYPE_NOTATION, SLUICE_NOTATION_JSON_SCHEMA,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DIAGNOSTICS] =
    g_param_spec_object ("diagnostics", NULL, NULL, G_TYPE_LIST_MODEL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROOT] =
    g_param_spec_object ("root", NULL, NULL, SLUICE_TYPE_DEFINITION,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALID] =
    g_param_spec_boolean ("valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_schema_init (SluiceSchema *self)
{
  self->diagnostics = g_list_store_new (SLUICE_TYPE_DIAGNOSTIC);
}

SluiceReferences *
sluice_schema_get_references (SluiceSchema *self)
{
  return self->references;
}

SluiceProgram *
sluice_schema_get_program (SluiceSchema  *self,
                           SluiceFormats  formats)
{
  if (self->programs[formats] == NULL)
    self->programs[formats] = sluice_program_new (self->references, formats);

  return self->programs[formats];
}

void
sluice_schema_set_has_content (SluiceSchema *self)
{
  self->has_content = TRUE;
}

const char *
sluice_schema_get_content_key (SluiceSchema *self)
{
  return self->has_content ? SLUICE_WRAPPER_CONTENT : NULL;
}

SluiceNode *
sluice_schema_get_list (SluiceSchema *self)
{
  return self->list;
}

/* Takes resources. */
static SluiceSchema *
new_for_text (const char     *text,
              SluiceNotation  notation,
              const char     *root_name,
              GHashTable     *resources)
{
  SluiceSchema *self = g_object_new (SLUICE_TYPE_SCHEMA, NULL);

  self->text = g_strdup (text);
  self->root_name = g_strdup (root_name);
  self->resources = resources;
  self->notation = notation == SLUICE_NOTATION_AUTO ? recognise (text) : notation;
  if (self->notation == SLUICE_NOTATION_CLASSES)
    read_classes (self);
  else
    read_json (self);
  settle_diagnostics (self);

  return self;
}

/**
 * sluice_schema_new_for_text:
 * @text: a schema
 * @notation: the notation of @text
 * @root_name: (nullable): the class that is asked for, where there are several; also the name of
 *   a root that has none
 *
 * Makes a schema from its text.
 *
 * This never fails: what is wrong is in [method@Schema.get_diagnostics], and what could be read
 * is there.
 *
 * Returns: (transfer full): a new schema
 */
SluiceSchema *
sluice_schema_new_for_text (const char     *text,
                            SluiceNotation  notation,
                            const char     *root_name)
{
  g_return_val_if_fail (text != NULL, NULL);

  return new_for_text (text, notation, root_name, NULL);
}

/* Problems of a document that is referred to are of no use to who wrote the schema. */
static SluiceNode *
read_resource (const char *text,
               const char *metaschema)
{
  SluiceNode *root = *text ? read_printed (text) : NULL;

  return root != NULL ? take_newest_draft (root, text, metaschema, NULL) : NULL;
}

/**
 * sluice_schema_new_with_resources:
 * @self: a schema
 * @resources: (element-type utf8 utf8): other JSON Schemas, by their absolute URIs
 *
 * Gets the same schema with other documents at hand, which its references may lead to. Nothing is
 * ever fetched. The metaschema of draft 2020-12 is always at hand.
 *
 * Returns: (transfer full): a new schema
 */
SluiceSchema *
sluice_schema_new_with_resources (SluiceSchema *self,
                                  GHashTable   *resources)
{
  GHashTable *documents;
  GHashTableIter iter;
  gpointer uri, text;
  SluiceSchema *schema;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);
  g_return_val_if_fail (resources != NULL, NULL);

  documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                     (GDestroyNotify) sluice_node_unref);
  g_hash_table_iter_init (&iter, resources);
  while (g_hash_table_iter_next (&iter, &uri, &text))
    {
      SluiceNode *document = read_resource (text, self->metaschema);

      if (document)
        g_hash_table_insert (documents, g_strdup (uri), document);
    }

  schema = new_for_text (self->text, self->notation, self->root_name, documents);
  schema->asserts_formats = self->asserts_formats;

  return schema;
}

/**
 * sluice_schema_get_asserts_formats:
 * @self: a schema
 *
 * Tells whether [method@Schema.validate_text] takes "format" for a rule.
 *
 * Returns: `TRUE` if it does
 */
gboolean
sluice_schema_get_asserts_formats (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), FALSE);

  return self->asserts_formats;
}

/**
 * sluice_schema_set_asserts_formats:
 * @self: a schema
 * @asserts_formats: whether "format" is a rule
 *
 * Sets whether [method@Schema.validate_text] takes "format" for a rule. JSON Schema has it as a
 * remark, unless the metaschema says otherwise (validation, section 7). [class@Check] always takes
 * it for one, a little more tolerantly: a time needs no zone, as Pydantic has it.
 */
void
sluice_schema_set_asserts_formats (SluiceSchema *self,
                                   gboolean      asserts_formats)
{
  g_return_if_fail (SLUICE_IS_SCHEMA (self));

  self->asserts_formats = asserts_formats;
}

/**
 * sluice_schema_is_valid:
 * @self: a schema
 *
 * Tells whether the schema has no errors, so that it can be used.
 *
 * Returns: `TRUE` if it can
 */
gboolean
sluice_schema_is_valid (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), FALSE);

  return self->n_errors == 0;
}

/**
 * sluice_schema_get_diagnostics:
 * @self: a schema
 *
 * Gets all that is wrong in the schema, in the order of its text.
 *
 * Returns: (transfer none): a list of [class@Diagnostic]
 */
GListModel *
sluice_schema_get_diagnostics (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  return G_LIST_MODEL (self->diagnostics);
}

/**
 * sluice_schema_check_valid:
 * @self: a schema
 * @error: return location for an error
 *
 * Does what [method@Schema.is_valid] does, and says why.
 *
 * Returns: `TRUE` if the schema can be used; `FALSE` with `SLUICE_SCHEMA_ERROR_NO_ROOT` set where
 *   there is no class, else with `SLUICE_SCHEMA_ERROR_INVALID`
 */
gboolean
sluice_schema_check_valid (SluiceSchema  *self,
                           GError       **error)
{
  GListModel *model;
  SluiceSchemaError code = SLUICE_SCHEMA_ERROR_INVALID;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), FALSE);

  if (self->n_errors == 0)
    return TRUE;
  if (self->classes && !self->classes->json)
    code = SLUICE_SCHEMA_ERROR_NO_ROOT;

  model = G_LIST_MODEL (self->diagnostics);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (model, i);
      g_autofree char *line = NULL;

      if (sluice_diagnostic_get_severity (diagnostic) != SLUICE_SEVERITY_ERROR)
        continue;
      line = sluice_diagnostic_to_string (diagnostic);
      g_set_error_literal (error, SLUICE_SCHEMA_ERROR, code, line);
      break;
    }

  return FALSE;
}

/**
 * sluice_schema_get_text:
 * @self: a schema
 *
 * Gets the text that the schema was made from.
 *
 * Returns: (transfer none): the text
 */
const char *
sluice_schema_get_text (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  return self->text;
}

/**
 * sluice_schema_get_notation:
 * @self: a schema
 *
 * Gets the notation of the text.
 *
 * Returns: JSON Schema or classes
 */
SluiceNotation
sluice_schema_get_notation (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), SLUICE_NOTATION_JSON_SCHEMA);

  return self->notation;
}

/**
 * sluice_schema_get_name:
 * @self: a schema
 *
 * Gets what the schema is called: the class name of its root, else the name that it was made
 * with, else "Response".
 *
 * Returns: (transfer none): the name
 */
const char *
sluice_schema_get_name (SluiceSchema *self)
{
  const char *name;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  if ((name = sluice_definition_get_class_name (self->root)))
    return name;

  return self->root_name ? self->root_name : DEFAULT_NAME;
}

/**
 * sluice_schema_get_description:
 * @self: a schema
 *
 * Gets what the schema says of itself; of a wrapper, what it is for.
 *
 * Returns: (transfer none) (nullable): the description, `NULL` when there is none
 */
const char *
sluice_schema_get_description (SluiceSchema *self)
{
  const char *description;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  if ((description = sluice_definition_get_description (self->root)) || !self->list)
    return description;

  if (self->description == NULL)
    self->description = sluice_wrapper_describe (sluice_schema_get_name (self));

  return self->description;
}

/**
 * sluice_schema_get_json:
 * @self: a schema
 *
 * Gets the schema as JSON Schema. Do not change it.
 *
 * Returns: (transfer none): the JSON document; `{}` where nothing could be read
 */
JsonNode *
sluice_schema_get_json (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  if (self->json == NULL)
    self->json = sluice_json_text_to_json (sluice_references_get_root (self->references));

  return self->json;
}

/**
 * sluice_schema_to_json:
 * @self: a schema
 * @indent: spaces for each level, 0 for one line
 *
 * Prints the schema as JSON Schema. Numbers keep their digits.
 *
 * Returns: (transfer full): the text
 */
char *
sluice_schema_to_json (SluiceSchema *self,
                       guint         indent)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  return sluice_node_to_json (sluice_references_get_root (self->references), SLUICE_POLICY_LETTERS,
                              indent);
}

/**
 * sluice_schema_to_classes:
 * @self: a schema
 *
 * Prints the schema as classes, in the notation of Pydantic. A schema that was made from classes
 * is given back as it was written.
 *
 * Returns: (transfer full): the text
 */
char *
sluice_schema_to_classes (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  if (self->notation == SLUICE_NOTATION_CLASSES)
    return g_strdup (self->text);

  return sluice_class_notation_print (sluice_schema_get_json (self));
}

/**
 * sluice_schema_list_roots:
 * @self: a schema
 *
 * Gets the names of the classes that could be the root, in the order of the text. Of a JSON
 * Schema that is its root alone.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names
 */
char **
sluice_schema_list_roots (SluiceSchema *self)
{
  const char *only[2] = { NULL };

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  if (self->classes)
    return self->classes->roots ? g_strdupv (self->classes->roots) : g_new0 (char *, 1);

  only[0] = sluice_schema_get_name (self);

  return g_strdupv ((char **) only);
}

/**
 * sluice_schema_get_root:
 * @self: a schema
 *
 * Gets what the schema says of the whole value.
 *
 * Returns: (transfer none): the definition of the root
 */
SluiceDefinition *
sluice_schema_get_root (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  return self->root;
}

/**
 * sluice_schema_locate:
 * @self: a schema
 * @pointer: a JSON Pointer in the schema, as [method@Definition.get_pointer] gives it
 * @start: (out) (optional): byte offset in the text where it begins
 * @end: (out) (optional): byte offset in the text one past its end
 *
 * Finds where something of the schema is written in its text.
 *
 * Returns: `TRUE` if it is known; the arguments are left alone otherwise
 */
gboolean
sluice_schema_locate (SluiceSchema *self,
                      const char   *pointer,
                      gsize        *start,
                      gsize        *end)
{
  SluiceNode *node;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), FALSE);
  g_return_val_if_fail (pointer != NULL, FALSE);

  if (self->classes)
    return sluice_class_notation_locate (self->classes, pointer, start, end);
  if (!(node = sluice_node_get_at (sluice_references_get_root (self->references), pointer)))
    return FALSE;

  if (start)
    *start = sluice_node_get_start (node);
  if (end)
    *end = sluice_node_get_end (node);

  return TRUE;
}
