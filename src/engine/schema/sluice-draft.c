/* sluice-draft.c: schemas of older drafts of JSON Schema
 *
 * A schema whose "$schema" names an older draft is written anew in draft 2020-12, as far as that
 * means the same (JSON Schema release notes; json-schema.org/specification, "Migration"). The rest of
 * the engine knows one draft. The new document remembers where each of its values stood.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "json/sluice-node-private.h"
#include "json/sluice-parser.h"
#include "json/sluice-writer.h"
#include "schema/sluice-diagnostic.h"
#include "schema/sluice-draft-private.h"
#include "schema/sluice-keyword-private.h"
#include "schema/sluice-metaschema-private.h"
#include "schema/sluice-references-private.h"

typedef enum
{
  DRAFT_OTHER,   /* not one of json-schema.org's: left as it is */
  DRAFT_3,
  DRAFT_4,
  DRAFT_6,
  DRAFT_7,
  DRAFT_2019,
  DRAFT_2020,
} Draft;

#define RECURSIVE_ANCHOR "recursive"

typedef struct
{
  GString    *out;
  GPtrArray  *sources;      /* SluiceNode, not owned: what each value of the new document stood for */
  SluiceNode *root;
  const char *text;
  GListStore *diagnostics;
} Conversion;

static void convert_schema (Conversion *self,
                            SluiceNode *schema,
                            Draft       draft);

/* -- Drafts -------------------------------------------------------------------------------- */

static const struct { const char *path; Draft draft; const char *name; } drafts[] = {
  { "draft-01/", DRAFT_3, "1" },
  { "draft-02/", DRAFT_3, "2" },
  { "draft-03/", DRAFT_3, "3" },
  { "draft-04/", DRAFT_4, "4" },
  { "draft-05/", DRAFT_4, "5" },
  { "draft-06/", DRAFT_6, "6" },
  { "draft-07/", DRAFT_7, "7" },
  { "draft/2019-09/schema", DRAFT_2019, "2019-09" },
  { "draft/2020-12/schema", DRAFT_2020, "2020-12" },
};

static Draft
recognise (const char  *uri,
           const char **name)
{
  static const char *const hosts[] = { "http://json-schema.org/", "https://json-schema.org/" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      if (!g_str_has_prefix (uri, hosts[i]))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (drafts); j++)
        if (g_str_has_prefix (uri + strlen (hosts[i]), drafts[j].path))
          {
            *name = drafts[j].name;
            return drafts[j].draft;
          }
    }

  return DRAFT_OTHER;
}

static void
refuse (Conversion *self,
        SluiceNode *node,
        const char *message)
{
  g_autoptr(SluiceDiagnostic) diagnostic = NULL;

  if (self->diagnostics == NULL)
    return;

  diagnostic = sluice_diagnostic_new (SLUICE_SEVERITY_ERROR, self->text, sluice_node_get_start (node),
                                      sluice_node_get_end (node), message);
  g_list_store_append (self->diagnostics, diagnostic);
}

/* The draft that a schema says it is written in; that of the schema around it where it says none. */
static Draft
get_draft (Conversion *self,
           SluiceNode *schema,
           Draft       around)
{
  SluiceNode *node = sluice_schema_node_get (schema, "$schema");
  const char *uri = sluice_schema_node_string (schema, "$schema"), *name = NULL;
  g_autofree char *message = NULL;
  Draft draft;

  if (uri == NULL)
    return around;
  if ((draft = recognise (uri, &name)) != DRAFT_3)
    return draft == DRAFT_OTHER ? DRAFT_2020 : draft;

  message = g_strdup_printf (_("Draft %s of JSON Schema says too many things in another way; write the "
                               "schema in draft 2020-12 (4, 6, 7 and 2019-09 are converted)"), name);
  refuse (self, node, message);

  return DRAFT_2020;
}

/* -- Writing ------------------------------------------------------------------------------- */

static void
begin_member (Conversion *self,
              const char *name)
{
  if (self->out->str[self->out->len - 1] != '{')
    g_string_append_c (self->out, ',');
  sluice_writer_append_string (self->out, name, -1);
  g_string_append_c (self->out, ':');
}

static void
begin_element (Conversion *self)
{
  if (self->out->str[self->out->len - 1] != '[')
    g_string_append_c (self->out, ',');
}

static void
begin_value (Conversion *self,
             SluiceNode *source)
{
  g_ptr_array_add (self->sources, source);
}

/* A value as it is, with the places of all that is in it. */
static void
copy_value (Conversion *self,
            SluiceNode *value)
{
  SluiceNodeType type = sluice_node_get_node_type (value);

  begin_value (self, value);
  if (type != SLUICE_NODE_OBJECT && type != SLUICE_NODE_ARRAY)
    {
      sluice_writer_append_node (self->out, value, SLUICE_POLICY_LETTERS, 0);
      return;
    }

  g_string_append_c (self->out, type == SLUICE_NODE_OBJECT ? '{' : '[');
  for (SluiceNode *child = sluice_schema_node_first (value); child;
       child = sluice_schema_node_next (child))
    {
      if (type == SLUICE_NODE_OBJECT)
        begin_member (self, sluice_node_get_key (child));
      else
        begin_element (self);
      copy_value (self, child);
    }
  g_string_append_c (self->out, type == SLUICE_NODE_OBJECT ? '}' : ']');
}

static void
add_string (Conversion *self,
            const char *name,
            const char *value,
            SluiceNode *source)
{
  begin_member (self, name);
  begin_value (self, source);
  sluice_writer_append_string (self->out, value, -1);
}

static void
add_copy (Conversion *self,
          const char *name,
          SluiceNode *value)
{
  begin_member (self, name);
  copy_value (self, value);
}

static void
add_schema (Conversion *self,
            const char *name,
            SluiceNode *schema,
            Draft       draft)
{
  begin_member (self, name);
  convert_schema (self, schema, draft);
}

static void
add_schemas (Conversion *self,
             const char *name,
             SluiceNode *list,
             Draft       draft)
{
  begin_member (self, name);
  begin_value (self, list);
  g_string_append_c (self->out, '[');
  for (SluiceNode *child = sluice_schema_node_first (list); child;
       child = sluice_schema_node_next (child))
    {
      begin_element (self);
      convert_schema (self, child, draft);
    }
  g_string_append_c (self->out, ']');
}

static void
add_schema_map (Conversion *self,
                const char *name,
                SluiceNode *map,
                Draft       draft)
{
  begin_member (self, name);
  begin_value (self, map);
  g_string_append_c (self->out, '{');
  for (SluiceNode *child = sluice_schema_node_first (map); child;
       child = sluice_schema_node_next (child))
    add_schema (self, sluice_node_get_key (child), child, draft);
  g_string_append_c (self->out, '}');
}

/* -- References ---------------------------------------------------------------------------- */

/* A way into this document where keywords have other names now: items of a tuple, what is beyond
 * them, and dependencies. */
static char *
convert_pointer (Conversion *self,
                 const char *reference)
{
  g_auto(GStrv) tokens = g_strsplit (reference + 2, "/", -1);
  g_autoptr(GString) pointer = g_string_new ("#");
  SluiceNode *node = self->root;

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      const char *token = tokens[i];
      SluiceNode *child = NULL;
      g_autofree char *step = g_strconcat ("/", token, NULL);

      if (node != NULL)
        child = sluice_node_get_at (node, step);
      if (child != NULL && g_str_equal (token, "items") &&
          sluice_node_get_node_type (child) == SLUICE_NODE_ARRAY)
        token = "prefixItems";
      else if (child != NULL && g_str_equal (token, "additionalItems") &&
               sluice_schema_node_array (node, "items") != NULL)
        token = "items";
      else if (child != NULL && g_str_equal (token, "dependencies") &&
               sluice_node_get_node_type (child) == SLUICE_NODE_OBJECT)
        token = "dependentSchemas";
      g_string_append_printf (pointer, "/%s", token);
      node = child;
    }

  return g_string_free (g_steal_pointer (&pointer), FALSE);
}

static void
add_reference (Conversion *self,
               SluiceNode *value)
{
  const char *reference = sluice_node_get_text (value, NULL);
  g_autofree char *converted = NULL;

  converted = g_str_has_prefix (reference, "#/") ? convert_pointer (self, reference)
                                                 : g_strdup (reference);
  add_string (self, "$ref", converted, value);
}

static gboolean
is_anchor (const char *name)
{
  if (!g_ascii_isalpha (*name) && *name != '_')
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && strchr ("-._", *name) == NULL)
      return FALSE;

  return TRUE;
}

/* Before 2019-09 an id could have a fragment, which is an anchor now. */
static void
add_id (Conversion *self,
        SluiceNode *value)
{
  const char *id = sluice_node_get_text (value, NULL);
  const char *fragment = strchr (id, '#');
  g_autofree char *base = fragment != NULL ? g_strndup (id, fragment - id) : g_strdup (id);

  if (*base != '\0')
    add_string (self, "$id", base, value);
  if (fragment == NULL || fragment[1] == '\0')
    return;

  if (is_anchor (fragment + 1))
    add_string (self, "$anchor", fragment + 1, value);
  else
    refuse (self, value, _("The name after # cannot be an “$anchor” of draft 2020-12: write one of "
                           "letters, digits, “-”, “.” and “_”"));
}

/* 2019-09: what "$recursiveRef": "#" means depends on the root of the schema that it is in. */
static void
add_recursive_reference (Conversion *self,
                         SluiceNode *schema,
                         SluiceNode *value)
{
  SluiceNode *resource = schema;

  while (sluice_node_get_parent (resource) != NULL &&
         sluice_schema_node_string (resource, "$id") == NULL)
    resource = sluice_node_get_parent (resource);

  if (sluice_schema_node_get (resource, "$recursiveAnchor") != NULL &&
      sluice_node_get_boolean (sluice_schema_node_get (resource, "$recursiveAnchor")))
    add_string (self, "$dynamicRef", "#" RECURSIVE_ANCHOR, value);
  else
    add_string (self, "$ref", "#", value);
}

/* -- Keywords ------------------------------------------------------------------------------ */

/* The first draft that has a keyword; in older ones it is a name like any other. */
static Draft
get_first_draft (const char *keyword)
{
  static const struct { const char *keyword; Draft draft; } rows[] = {
    { "const", DRAFT_6 }, { "contains", DRAFT_6 }, { "propertyNames", DRAFT_6 }, { "examples", DRAFT_6 },
    { "if", DRAFT_7 }, { "then", DRAFT_7 }, { "else", DRAFT_7 }, { "$comment", DRAFT_7 },
    { "$anchor", DRAFT_2019 }, { "dependentRequired", DRAFT_2019 }, { "dependentSchemas", DRAFT_2019 },
    { "maxContains", DRAFT_2019 }, { "minContains", DRAFT_2019 }, { "unevaluatedItems", DRAFT_2019 },
    { "unevaluatedProperties", DRAFT_2019 }, { "$vocabulary", DRAFT_2019 },
    { "prefixItems", DRAFT_2020 }, { "$dynamicRef", DRAFT_2020 }, { "$dynamicAnchor", DRAFT_2020 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].keyword, keyword))
      return rows[i].draft;

  return DRAFT_3;
}

static void
add_items (Conversion *self,
           SluiceNode *schema,
           SluiceNode *items,
           Draft       draft)
{
  SluiceNode *rest = sluice_schema_node_get (schema, "additionalItems");

  if (sluice_node_get_node_type (items) != SLUICE_NODE_ARRAY)
    {
      add_schema (self, "items", items, draft);
      return;
    }

  if (sluice_node_get_n_children (items) > 0)
    add_schemas (self, "prefixItems", items, draft);
  if (rest != NULL)
    add_schema (self, "items", rest, draft);
}

static void
add_dependencies (Conversion *self,
                  SluiceNode *dependencies,
                  Draft       draft,
                  gboolean    of_names)
{
  gboolean is_begun = FALSE;

  for (SluiceNode *child = sluice_schema_node_first (dependencies); child;
       child = sluice_schema_node_next (child))
    {
      if ((sluice_node_get_node_type (child) == SLUICE_NODE_ARRAY) != of_names)
        continue;
      if (!is_begun)
        {
          begin_member (self, of_names ? "dependentRequired" : "dependentSchemas");
          begin_value (self, dependencies);
          g_string_append_c (self->out, '{');
          is_begun = TRUE;
        }
      if (of_names)
        add_copy (self, sluice_node_get_key (child), child);
      else
        add_schema (self, sluice_node_get_key (child), child, draft);
    }
  if (is_begun)
    g_string_append_c (self->out, '}');
}

static gboolean
is_true (SluiceNode *schema,
         const char *keyword)
{
  SluiceNode *value = sluice_schema_node_get (schema, keyword);

  return value != NULL && sluice_node_get_node_type (value) == SLUICE_NODE_BOOLEAN &&
         sluice_node_get_boolean (value);
}

/* Draft 4: "exclusiveMinimum": true says it of "minimum". */
static void
add_limit (Conversion *self,
           SluiceNode *schema,
           SluiceNode *value,
           const char *keyword)
{
  const char *exclusive = g_str_equal (keyword, "minimum") ? "exclusiveMinimum" : "exclusiveMaximum";

  add_copy (self, is_true (schema, exclusive) ? exclusive : keyword, value);
}

static gboolean
is_exclusive (const char *keyword)
{
  return g_str_equal (keyword, "exclusiveMinimum") || g_str_equal (keyword, "exclusiveMaximum");
}

static gboolean
is_limit (const char *keyword)
{
  return g_str_equal (keyword, "minimum") || g_str_equal (keyword, "maximum");
}

/* A keyword that means what it always did; the schemas in it may not. */
static void
add_keyword (Conversion *self,
             SluiceNode *value,
             Draft       draft)
{
  const char *name = sluice_node_get_key (value);
  const SluiceKeyword *keyword = sluice_keyword_lookup (name);
  SluiceNodeType type = sluice_node_get_node_type (value);
  SluiceForm form = keyword != NULL ? keyword->form : SLUICE_FORM_ANY;

  if (form == SLUICE_FORM_SCHEMA ||
      (form == SLUICE_FORM_ITEMS && type == SLUICE_NODE_OBJECT))
    add_schema (self, name, value, draft);
  else if (form == SLUICE_FORM_SCHEMAS && type == SLUICE_NODE_ARRAY)
    add_schemas (self, name, value, draft);
  else if ((form == SLUICE_FORM_SCHEMA_MAP || form == SLUICE_FORM_PATTERN_MAP) &&
           type == SLUICE_NODE_OBJECT)
    add_schema_map (self, name, value, draft);
  else
    add_copy (self, name, value);
}

static void
convert_keyword (Conversion *self,
                 SluiceNode *schema,
                 SluiceNode *value,
                 Draft       draft)
{
  const char *name = sluice_node_get_key (value);
  gboolean is_string = sluice_node_get_node_type (value) == SLUICE_NODE_STRING;

  if (g_str_equal (name, "$schema"))
    add_string (self, "$schema", SLUICE_METASCHEMA_URI "schema", value);
  else if (is_string && g_str_equal (name, draft == DRAFT_4 ? "id" : "$id"))
    add_id (self, value);
  else if (is_string && g_str_equal (name, "$ref"))
    add_reference (self, value);
  else if (draft == DRAFT_2019 && g_str_equal (name, "$recursiveRef"))
    add_recursive_reference (self, schema, value);
  else if (draft == DRAFT_2019 && g_str_equal (name, "$recursiveAnchor"))
    {
      if (is_true (schema, name))
        add_string (self, "$dynamicAnchor", RECURSIVE_ANCHOR, value);
    }
  else if (get_first_draft (name) > draft || (draft == DRAFT_4 && g_str_equal (name, "$id")) ||
           g_str_equal (name, "additionalItems"))
    return;
  else if (g_str_equal (name, "items"))
    add_items (self, schema, value, draft);
  else if (g_str_equal (name, "dependencies") && sluice_node_get_node_type (value) == SLUICE_NODE_OBJECT)
    {
      add_dependencies (self, value, draft, TRUE);
      add_dependencies (self, value, draft, FALSE);
    }
  else if (draft == DRAFT_4 && is_limit (name))
    add_limit (self, schema, value, name);
  else if (draft == DRAFT_4 && is_exclusive (name))
    return;
  else
    add_keyword (self, value, draft);
}

/* Up to draft 7 nothing that stood beside a reference had a meaning; what is referred to may be
 * there. */
static gboolean
counts_beside_reference (const char *keyword)
{
  static const char *const names[] = {
    "$ref", "$schema", "definitions", "$defs", "title", "description", "default", "$comment", "examples",
    NULL
  };

  return g_strv_contains (names, keyword);
}

static void
check_contains (Conversion *self,
                SluiceNode *schema,
                Draft       draft)
{
  SluiceNode *unevaluated = sluice_schema_node_get (schema, "unevaluatedItems");

  if (draft == DRAFT_2019 && unevaluated != NULL &&
      sluice_schema_node_get (schema, "contains") != NULL)
    refuse (self, unevaluated, _("Beside “contains”, “unevaluatedItems” of draft 2019-09 means something "
                                 "else than since 2020-12; write the schema in draft 2020-12"));
}

static void
convert_schema (Conversion *self,
                SluiceNode *schema,
                Draft       around)
{
  Draft draft;
  gboolean is_reference;

  if (sluice_node_get_node_type (schema) != SLUICE_NODE_OBJECT)
    {
      copy_value (self, schema);
      return;
    }

  draft = get_draft (self, schema, around);
  is_reference = draft <= DRAFT_7 && sluice_schema_node_string (schema, "$ref") != NULL;
  check_contains (self, schema, draft);
  begin_value (self, schema);
  g_string_append_c (self->out, '{');
  for (SluiceNode *child = sluice_schema_node_first (schema); child;
       child = sluice_schema_node_next (child))
    {
      if (is_reference && !counts_beside_reference (sluice_node_get_key (child)))
        continue;
      if (draft == DRAFT_2020)
        add_keyword (self, child, draft);
      else
        convert_keyword (self, schema, child, draft);
    }
  g_string_append_c (self->out, '}');
}

/* Each value of the new document has the place of what it stands for, so that problems are told
 * where they were written. */
static void
set_places (SluiceNode *node,
            GPtrArray  *sources,
            guint      *next)
{
  SluiceNode *source = g_ptr_array_index (sources, (*next)++);

  node->start = source->start;
  node->end = source->end;
  for (SluiceNode *child = sluice_schema_node_first (node); child;
       child = sluice_schema_node_next (child))
    set_places (child, sources, next);
}

SluiceNode *
sluice_draft_convert (SluiceNode *root,
                      const char *text,
                      const char *metaschema,
                      GListStore *diagnostics)
{
  g_autoptr(SluiceParser) parser = NULL;
  const char *name;
  Draft draft = metaschema != NULL ? recognise (metaschema, &name) : DRAFT_OTHER;
  Conversion self = { NULL, NULL, root, text, diagnostics };
  SluiceNode *converted;
  guint next = 0;

  /* Mostly there is nothing to do. */
  if (draft <= DRAFT_3)
    draft = DRAFT_2020;
  if (draft == DRAFT_2020 &&
      (strstr (text, "json-schema.org/draft") == NULL ||
       (strstr (text, "draft-0") == NULL && strstr (text, "2019-09") == NULL)))
    return NULL;

  self.out = g_string_new (NULL);
  self.sources = g_ptr_array_new ();
  convert_schema (&self, root, draft);

  parser = sluice_parser_new_strict ();
  sluice_parser_push (parser, self.out->str, self.out->len, NULL);
  sluice_parser_finish (parser, NULL);
  converted = sluice_node_ref (sluice_parser_get_root (parser));
  set_places (converted, self.sources, &next);
  g_assert (next == self.sources->len);

  g_string_free (self.out, TRUE);
  g_ptr_array_unref (self.sources);

  return converted;
}
