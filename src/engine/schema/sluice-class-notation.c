/* sluice-class-notation.c: classes as people write them -> JSON Schema
 *
 * Python in which Pydantic v2 models are written, parsed and never run. In the order in which it
 * happens: words (class-token), statements (class-statement, class-expression), declarations
 * (class-reader and what it calls), JSON Schema (class-emit).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-notation-private.h"
#include "schema/sluice-class-reader-private.h"

/* Whether a declaration is what a text may be about, rather than a part of something. */
static gboolean
is_candidate (SluiceClassDeclaration *declaration,
              gboolean                wants_models)
{
  gboolean is_model = sluice_class_declaration_has_fields (declaration) ||
                      declaration->kind == SLUICE_CLASS_DECLARATION_ROOT_MODEL;

  if (!sluice_class_declaration_is_type (declaration) || declaration->outer)
    return FALSE;

  return !wants_models || is_model ||
         (declaration->type && declaration->type->kind != SLUICE_CLASS_TYPE_NAMED) ||
         (declaration->type && declaration->type->n_arguments > 0);
}

/* The declarations that no other one uses: models and what is made of them before all else; every
 * model where each is used by another. */
static GPtrArray *
list_candidates (SluiceClassReader *reader)
{
  GPtrArray *candidates = g_ptr_array_new ();

  for (guint step = 0; step < 4 && candidates->len == 0; step++)
    for (guint i = 0; i < reader->declarations->len; i++)
      {
        SluiceClassDeclaration *declaration = g_ptr_array_index (reader->declarations, i);
        gboolean wants_models = step % 2 == 0;
        gboolean wants_unused = step < 2;

        if (is_candidate (declaration, wants_models) && !(wants_unused && declaration->is_used))
          g_ptr_array_add (candidates, declaration);
      }

  return candidates;
}

static char **
list_names (GPtrArray *candidates)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **names;

  for (guint i = 0; i < candidates->len; i++)
    {
      SluiceClassDeclaration *declaration = g_ptr_array_index (candidates, i);

      g_strv_builder_add (builder, declaration->name);
    }
  names = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return names;
}

/* A name that is asked for and not there. With one class in the text there is no doubt what is
 * meant: it may have been renamed. */
static void
report_missing_root (SluiceClassReader *reader,
                     const char        *root_name,
                     GPtrArray         *candidates)
{
  SluiceClassDeclaration *last =
    candidates->len > 0 ? g_ptr_array_index (candidates, candidates->len - 1) : NULL;
  SluiceClassSpan nowhere = { 0, 0 };

  if (!last)
    return;

  sluice_class_source_report (reader->source,
                              candidates->len == 1 ? SLUICE_SEVERITY_WARNING
                                                   : SLUICE_SEVERITY_ERROR,
                              candidates->len == 1 ? last->name_span : nowhere,
                              _("There is no class ‘%s’; ‘%s’ is taken"), root_name, last->name);
}

static SluiceClassDeclaration *
choose_root (SluiceClassReader *reader,
             const char        *root_name,
             GPtrArray         *candidates)
{
  SluiceClassDeclaration *root = root_name ? sluice_class_reader_find (reader, root_name) : NULL;

  if (root && sluice_class_declaration_is_type (root))
    return root;
  if (reader->root_type)
    return NULL;
  if (root_name)
    report_missing_root (reader, root_name, candidates);

  return candidates->len > 0 ? g_ptr_array_index (candidates, candidates->len - 1) : NULL;
}

/* The type of a declaration, as if it were written where the text ends. */
static SluiceClassType *
make_root_type (SluiceClassReader      *reader,
                SluiceClassDeclaration *root)
{
  SluiceClassType *type;

  if (root->kind == SLUICE_CLASS_DECLARATION_ALIAS)
    return root->type;

  type = sluice_class_type_new (reader, SLUICE_CLASS_TYPE_REFERENCE, root->name_span);
  type->declaration = root;

  return type;
}

static void
emit_root (SluiceClassNotation *self,
           SluiceClassReader   *reader,
           const char          *root_name)
{
  g_autoptr (GPtrArray) candidates = list_candidates (reader);
  SluiceClassDeclaration *root = choose_root (reader, root_name, candidates);
  SluiceClassSpan nowhere = { 0, 0 };
  SluiceClassType *type = root ? make_root_type (reader, root) : reader->root_type;
  SluiceClassOutput output;

  self->roots = list_names (candidates);
  if (!type)
    {
      sluice_class_source_report (reader->source, SLUICE_SEVERITY_ERROR, nowhere,
                                  _("There is no class here"));
      return;
    }

  if (!root && type->kind == SLUICE_CLASS_TYPE_REFERENCE)
    root = type->declaration;
  if (root)
    self->root_name = g_strdup (root->name);

  output = sluice_class_emit (reader, type);
  self->json = output.json;
  self->ranges = output.origins;
}

/* Whether a text can be read at all. */
static gboolean
check_text (SluiceClassSource *source)
{
  SluiceClassSpan span = { 0, 0 };
  const char *end;

  if (source->length > SLUICE_CLASS_MAX_LENGTH)
    {
      sluice_class_source_report (source, SLUICE_SEVERITY_ERROR, span,
                                  _("A text of more than %u MB is not read"),
                                  SLUICE_CLASS_MAX_LENGTH / 1024 / 1024);
      return FALSE;
    }

  if (!g_utf8_validate (source->text, source->length, &end))
    {
      span.start = end - source->text;
      span.end = span.start + 1;
      sluice_class_source_report (source, SLUICE_SEVERITY_ERROR, span,
                                  _("This is not text in UTF-8"));
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_name (const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (*p != '_' && !g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/**
 * sluice_class_notation_parse: (skip)
 * @text: classes
 * @root_name: (nullable): the class, or the type (`list[User]`), that is asked for
 * @diagnostics: (element-type SluiceDiagnostic): gets what is wrong, in the order of the text
 *
 * Reads classes.
 *
 * Returns: (transfer full): what could be read
 */
SluiceClassNotation *
sluice_class_notation_parse (const char *text,
                             const char *root_name,
                             GListStore *diagnostics)
{
  SluiceClassNotation *self = g_new0 (SluiceClassNotation, 1);
  g_autofree char *with_root = NULL;
  g_autoptr (SluiceClassSource) source = NULL;

  /* A root that is more than a name is read as if it stood at the end of the text. */
  if (root_name && g_utf8_validate (root_name, -1, NULL) && !is_name (root_name))
    {
      with_root = g_strconcat (text, "\n", root_name, "\n", NULL);
      root_name = NULL;
    }

  source = sluice_class_source_new (with_root ? with_root : text);
  if (check_text (source))
    {
      SluiceClassReader *reader = sluice_class_reader_new (source);

      sluice_class_reader_read (reader);
      emit_root (self, reader, root_name);
      sluice_class_reader_free (reader);
    }
  if (!self->roots)
    self->roots = g_new0 (char *, 1);
  sluice_class_source_list_out (source, strlen (text), diagnostics);

  return self;
}

void
sluice_class_notation_free (SluiceClassNotation *self)
{
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->ranges, g_hash_table_unref);
  g_free (self->root_name);
  g_strfreev (self->roots);
  g_free (self);
}

/* One step of a JSON Pointer (RFC 6901) from a node; NULL where there is no such member. */
static JsonNode *
step_into (JsonNode   *node,
           const char *token)
{
  g_auto (GStrv) slashes = g_strsplit (token, "~1", -1);
  g_autofree char *with_slashes = g_strjoinv ("/", slashes);
  g_auto (GStrv) tildes = g_strsplit (with_slashes, "~0", -1);
  g_autofree char *key = g_strjoinv ("~", tildes);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), key);

  if (JSON_NODE_HOLDS_ARRAY (node) && g_ascii_isdigit (*key))
    {
      JsonArray *array = json_node_get_array (node);
      guint64 index = g_ascii_strtoull (key, NULL, 10);

      if (index < json_array_get_length (array))
        return json_array_get_element (array, index);
    }

  return NULL;
}

/**
 * sluice_class_notation_locate: (skip)
 * @self: classes that were read
 * @pointer: a JSON Pointer in the schema
 * @start: (out): byte offset in the text where it begins
 * @end: (out): byte offset one past where it ends
 *
 * Finds the place in the text that a part of the schema comes from: its own, or that of the nearest
 * part around it which has one.
 *
 * Returns: whether there is one
 */
gboolean
sluice_class_notation_locate (SluiceClassNotation *self,
                              const char          *pointer,
                              gsize               *start,
                              gsize               *end)
{
  g_auto (GStrv) tokens = g_strsplit (*pointer == '/' ? pointer + 1 : pointer, "/", -1);
  JsonNode *node = self->json;
  gpointer span = NULL;

  if (!node)
    return FALSE;

  span = g_hash_table_lookup (self->ranges, node);
  for (guint i = 0; *pointer && tokens[i] && (node = step_into (node, tokens[i])); i++)
    {
      gpointer inner = g_hash_table_lookup (self->ranges, node);

      span = inner ? inner : span;
    }

  *start = GPOINTER_TO_SIZE (span) >> 32;
  *end = GPOINTER_TO_SIZE (span) & 0xffffffff;

  return span != NULL;
}
