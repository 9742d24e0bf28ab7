/* sluice-dialect.c: what a provider makes of JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-dialect-private.h"
#include "schema/sluice-sent-schema-private.h"
#include "sluice-dialect-files.h"

#define PATH "/io/github/sluice/Sluice/engine/dialects.json"

/**
 * SluiceDialect:
 *
 * What a provider makes of JSON Schema in one of its modes: which keywords it holds the model to,
 * which it refuses, and what the schema must look like as a whole.
 *
 * A dialect puts a schema into words that the provider takes and says what became of each rule. An
 * answer is always checked against the schema as it was before.
 */
G_DEFINE_FINAL_TYPE (SluiceDialect, sluice_dialect, G_TYPE_OBJECT)

typedef struct
{
  const char *name;
  guint       value;
} Name;

static const Name treatment_names[] = {
  { "any-of", SLUICE_TREATMENT_ANY_OF },
  { "merge", SLUICE_TREATMENT_MERGE },
  { "inline", SLUICE_TREATMENT_INLINE },
  { "inlined", SLUICE_TREATMENT_INLINED },
  { "enum", SLUICE_TREATMENT_ENUM },
  { "strings", SLUICE_TREATMENT_STRINGS },
  { "plain-values", SLUICE_TREATMENT_PLAIN_VALUES },
  { "inclusive", SLUICE_TREATMENT_INCLUSIVE },
  { "whole-numbers", SLUICE_TREATMENT_WHOLE_NUMBERS },
  { "anchored", SLUICE_TREATMENT_ANCHORED },
  { "none-or-one", SLUICE_TREATMENT_NONE_OR_ONE },
  { "any-element", SLUICE_TREATMENT_ANY_ELEMENT },
  { "rest", SLUICE_TREATMENT_REST },
};

static const Name rule_names[] = {
  { "object-root", SLUICE_RULE_OBJECT_ROOT },
  { "closed-objects", SLUICE_RULE_CLOSED_OBJECTS },
  { "all-required", SLUICE_RULE_ALL_REQUIRED },
  { "lone-references", SLUICE_RULE_LONE_REFERENCES },
  { "no-recursion", SLUICE_RULE_NO_RECURSION },
  { "typed", SLUICE_RULE_TYPED },
  { "arrays-of-something", SLUICE_RULE_ARRAYS_OF_SOMETHING },
  { "something-required", SLUICE_RULE_SOMETHING_REQUIRED },
  { "nullable", SLUICE_RULE_NULLABLE },
  { "capital-types", SLUICE_RULE_CAPITAL_TYPES },
  { "ordered", SLUICE_RULE_ORDERED },
  { "lone-unions", SLUICE_RULE_LONE_UNIONS },
  { "open-objects", SLUICE_RULE_OPEN_OBJECTS },
};

static void
sluice_dialect_finalize (GObject *object)
{
  SluiceDialect *self = SLUICE_DIALECT (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->source);
  g_strfreev (self->serves);
  g_strfreev (self->of_root);
  g_hash_table_unref (self->treatments);
  g_clear_pointer (&self->formats, g_hash_table_unref);

  G_OBJECT_CLASS (sluice_dialect_parent_class)->finalize (object);
}

static void
sluice_dialect_class_init (SluiceDialectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_dialect_finalize;
}

static void
sluice_dialect_init (SluiceDialect *self)
{
  self->treatments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* -- The data ------------------------------------------------------------------------------ */

/* The data is ours: a name that there is not is a mistake of ours. */
static guint
read_name (const Name *names,
           guint       n_names,
           const char *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (names[i].name, name))
      return names[i].value;

  g_error ("dialects.json: there is no “%s”", name);
}

static GStrv
read_strings (JsonObject *row,
              const char *member)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (json_object_has_member (row, member))
    {
      JsonArray *array = json_object_get_array_member (row, member);

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_strv_builder_add (builder, json_array_get_string_element (array, i));
    }

  return g_strv_builder_end (builder);
}

static void
read_treatments (SluiceDialect   *self,
                 JsonObject      *row,
                 const char      *member,
                 SluiceTreatment  treatment)
{
  g_auto(GStrv) keywords = read_strings (row, member);

  for (guint i = 0; keywords[i] != NULL; i++)
    g_hash_table_insert (self->treatments, g_strdup (keywords[i]), GUINT_TO_POINTER (treatment));
}

static void
read_functions (SluiceDialect *self,
                JsonObject    *row)
{
  JsonObjectIter iter;
  const char *keyword;
  JsonNode *function;

  if (!json_object_has_member (row, "rewritten"))
    return;

  json_object_iter_init_ordered (&iter, json_object_get_object_member (row, "rewritten"));
  while (json_object_iter_next_ordered (&iter, &keyword, &function))
    {
      guint treatment = read_name (treatment_names, G_N_ELEMENTS (treatment_names),
                                   json_node_get_string (function));

      g_hash_table_insert (self->treatments, g_strdup (keyword), GUINT_TO_POINTER (treatment));
    }
}

static void
read_formats (SluiceDialect *self,
              JsonObject    *row)
{
  g_auto(GStrv) formats = NULL;

  if (!json_object_has_member (row, "formats"))
    return;

  formats = read_strings (row, "formats");
  g_clear_pointer (&self->formats, g_hash_table_unref);
  self->formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; formats[i] != NULL; i++)
    g_hash_table_add (self->formats, g_strdup (formats[i]));
}

static void
read_rules (SluiceDialect *self,
            JsonObject    *row)
{
  g_auto(GStrv) rules = read_strings (row, "rules");

  for (guint i = 0; rules[i] != NULL; i++)
    self->rules |= read_name (rule_names, G_N_ELEMENTS (rule_names), rules[i]);
}

static void
read_limits (SluiceDialect *self,
             JsonObject    *row)
{
  const struct { const char *name; guint *limit; } limits[] = {
    { "levels", &self->limits.levels }, { "properties", &self->limits.properties },
    { "enum_values", &self->limits.enum_values }, { "text", &self->limits.text },
    { "optional", &self->limits.optional }, { "unions", &self->limits.unions },
    { "inlined", &self->limits.inlined },
  };
  JsonObject *object;

  if (!json_object_has_member (row, "limits"))
    return;

  object = json_object_get_object_member (row, "limits");
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    *limits[i].limit = json_object_get_int_member_with_default (object, limits[i].name, 0);
}

static void
read_row (SluiceDialect *self,
          JsonObject    *row)
{
  if (json_object_has_member (row, "otherwise"))
    self->otherwise = SLUICE_TREATMENT_TOLD;
  read_treatments (self, row, "enforced", SLUICE_TREATMENT_ENFORCED);
  read_treatments (self, row, "told", SLUICE_TREATMENT_TOLD);
  read_treatments (self, row, "left_out", SLUICE_TREATMENT_LEFT_OUT);
  read_functions (self, row);
  read_formats (self, row);
  read_rules (self, row);
  read_limits (self, row);
  if (self->of_root == NULL || json_object_has_member (row, "of_root"))
    {
      g_strfreev (self->of_root);
      self->of_root = read_strings (row, "of_root");
    }
}

static JsonObject *
find_row (JsonArray  *rows,
          const char *id)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (g_str_equal (json_object_get_string_member (row, "id"), id))
        return row;
    }

  g_error ("dialects.json: there is no dialect “%s”", id);
}

static SluiceDialect *
new_for_row (JsonArray  *rows,
             JsonObject *row)
{
  SluiceDialect *self = g_object_new (SLUICE_TYPE_DIALECT, NULL);
  const char *base = json_object_get_string_member_with_default (row, "extends", NULL);

  self->id = g_strdup (json_object_get_string_member (row, "id"));
  self->name = g_strdup (json_object_get_string_member (row, "name"));
  self->source = g_strdup (json_object_get_string_member (row, "source"));
  self->serves = read_strings (row, "serves");
  if (base != NULL)
    read_row (self, find_row (rows, base));
  read_row (self, row);

  return self;
}

typedef struct
{
  GPtrArray  *dialects;  /* SluiceDialect, in the order of the file */
  JsonObject *families;  /* other names of families */
} Data;

static JsonObject *
load_file (void)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  sluice_dialect_files_register_resource ();
  bytes = g_resources_lookup_data (PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), &error))
    g_error ("dialects.json: %s", error->message);

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static const Data *
get_data (void)
{
  static Data data;
  static gsize initialized;

  if (g_once_init_enter (&initialized))
    {
      g_autoptr(JsonObject) file = load_file ();
      JsonArray *rows = json_object_get_array_member (file, "dialects");

      data.families = json_object_ref (json_object_get_object_member (file, "families"));
      data.dialects = g_ptr_array_new ();
      for (guint i = 0; i < json_array_get_length (rows); i++)
        g_ptr_array_add (data.dialects, new_for_row (rows, json_array_get_object_element (rows, i)));
      g_once_init_leave (&initialized, 1);
    }

  return &data;
}

/* -- Looking up ---------------------------------------------------------------------------- */

/**
 * sluice_dialect_lookup:
 * @id: the id of a dialect
 *
 * Finds a dialect by its id.
 *
 * Returns: (transfer none) (nullable): the dialect; `NULL` for an id that there is not
 */
SluiceDialect *
sluice_dialect_lookup (const char *id)
{
  GPtrArray *dialects = get_data ()->dialects;

  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < dialects->len; i++)
    {
      SluiceDialect *self = g_ptr_array_index (dialects, i);

      if (g_str_equal (self->id, id))
        return self;
    }

  return NULL;
}

/* The name that the file has a family under. */
static const char *
get_family (const char *name)
{
  return json_object_get_string_member_with_default (get_data ()->families, name, name);
}

/**
 * sluice_dialect_knows:
 * @family: a family of providers, or another name of it
 *
 * Tells whether something is known of what a family of providers takes.
 *
 * Returns: `TRUE` if it is
 */
gboolean
sluice_dialect_knows (const char *family)
{
  g_autofree char *prefix = NULL;
  GPtrArray *dialects = get_data ()->dialects;

  g_return_val_if_fail (family != NULL, FALSE);

  prefix = g_strconcat (get_family (family), ":", NULL);
  for (guint i = 0; i < dialects->len; i++)
    {
      SluiceDialect *self = g_ptr_array_index (dialects, i);

      for (guint j = 0; self->serves[j] != NULL; j++)
        if (g_str_has_prefix (self->serves[j], prefix))
          return TRUE;
    }

  return FALSE;
}

static SluiceDialect *
find_service (const char *service)
{
  GPtrArray *dialects = get_data ()->dialects;

  for (guint i = 0; i < dialects->len; i++)
    {
      SluiceDialect *self = g_ptr_array_index (dialects, i);

      if (g_strv_contains ((const char *const *) self->serves, service))
        return self;
    }

  return NULL;
}

/**
 * sluice_dialect_find:
 * @family: the providers it is for, as `data/providers.json` has them
 * @mode: the mode, as [func@mode_to_string] has it
 * @strict: whether the provider shall hold the model to the schema
 *
 * Finds the dialect that providers of a family have in a mode. Where @strict makes no difference to
 * them, the same is found with it and without. Of a family that is not known, nothing is known
 * either: its dialect changes nothing.
 *
 * Returns: (transfer none): the dialect
 */
SluiceDialect *
sluice_dialect_find (const char *family,
                     const char *mode,
                     gboolean    strict)
{
  g_autofree char *service = NULL, *strict_service = NULL, *any_service = NULL;
  SluiceDialect *self = NULL;

  g_return_val_if_fail (family != NULL, NULL);
  g_return_val_if_fail (mode != NULL, NULL);

  family = get_family (family);
  service = g_strconcat (family, ":", mode, NULL);
  strict_service = g_strconcat (service, ":strict", NULL);
  any_service = g_strconcat ("*:", mode, NULL);
  if (strict)
    self = find_service (strict_service);
  if (self == NULL)
    self = find_service (service);
  if (self == NULL)
    self = find_service (any_service);

  return self != NULL ? self : find_service ("*:*");
}

/**
 * sluice_dialect_list_ids:
 *
 * Lists the dialects that there are.
 *
 * Returns: (transfer none) (array zero-terminated=1): their ids
 */
const char **
sluice_dialect_list_ids (void)
{
  static const char **ids;
  static gsize initialized;

  if (g_once_init_enter (&initialized))
    {
      GPtrArray *dialects = get_data ()->dialects;

      ids = g_new0 (const char *, dialects->len + 1);
      for (guint i = 0; i < dialects->len; i++)
        ids[i] = SLUICE_DIALECT (g_ptr_array_index (dialects, i))->id;
      g_once_init_leave (&initialized, 1);
    }

  return ids;
}

SluiceTreatment
sluice_dialect_get_treatment (SluiceDialect *self,
                              const char    *keyword)
{
  gpointer treatment;

  if (g_hash_table_lookup_extended (self->treatments, keyword, NULL, &treatment))
    return GPOINTER_TO_UINT (treatment);

  return self->otherwise;
}

/* -- The dialect --------------------------------------------------------------------------- */

/**
 * sluice_dialect_get_id:
 * @self: a dialect
 *
 * Gets what programs know it by.
 *
 * Returns: (transfer none): the id
 */
const char *
sluice_dialect_get_id (SluiceDialect *self)
{
  g_return_val_if_fail (SLUICE_IS_DIALECT (self), NULL);

  return self->id;
}

/**
 * sluice_dialect_get_name:
 * @self: a dialect
 *
 * Gets what people know it by.
 *
 * Returns: (transfer none): the name
 */
const char *
sluice_dialect_get_name (SluiceDialect *self)
{
  g_return_val_if_fail (SLUICE_IS_DIALECT (self), NULL);

  return self->name;
}

/**
 * sluice_dialect_get_source:
 * @self: a dialect
 *
 * Gets where the provider says what it takes.
 *
 * Returns: (transfer none): the provider's page and section
 */
const char *
sluice_dialect_get_source (SluiceDialect *self)
{
  g_return_val_if_fail (SLUICE_IS_DIALECT (self), NULL);

  return self->source;
}

/**
 * sluice_dialect_asks_for_null:
 * @self: a dialect
 *
 * Tells whether optional members are asked for too, as null where there is nothing to say. Then
 * [method@Check.set_null_is_absent] is called for.
 *
 * Returns: `TRUE` if they are
 */
gboolean
sluice_dialect_asks_for_null (SluiceDialect *self)
{
  g_return_val_if_fail (SLUICE_IS_DIALECT (self), FALSE);

  return (self->rules & SLUICE_RULE_ALL_REQUIRED) != 0;
}

/**
 * sluice_dialect_apply:
 * @self: a dialect
 * @schema: a schema
 *
 * Puts a schema into words that the provider takes. The root of @schema should be what is sent: see
 * [method@Schema.new_iterable] and [method@Schema.new_object].
 *
 * Returns: (transfer full): the schema that is sent, and what became of each rule
 */
SluiceSentSchema *
sluice_dialect_apply (SluiceDialect *self,
                      SluiceSchema  *schema)
{
  SluiceRewriting rewriting = { self };
  JsonNode *json, *sent;

  g_return_val_if_fail (SLUICE_IS_DIALECT (self), NULL);
  g_return_val_if_fail (SLUICE_IS_SCHEMA (schema), NULL);

  json = sluice_schema_get_json (schema);
  rewriting.root = JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  rewriting.rewrites = g_list_store_new (SLUICE_TYPE_REWRITE);
  rewriting.listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rewriting.inlining = g_ptr_array_new_with_free_func (g_free);

  sent = sluice_rewriting_run (&rewriting, json);

  g_hash_table_unref (rewriting.listed);
  g_ptr_array_unref (rewriting.inlining);

  return sluice_sent_schema_new (sent, rewriting.rewrites);
}
