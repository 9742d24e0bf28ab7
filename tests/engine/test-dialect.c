/* test-dialect.c: schemas as providers get them, and what became of each rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-dialect-private.h"

typedef struct
{
  const char *name;
  const char *dialect;
  const char *schema;
  const char *sent;
  const char *list;   /* nullable; "pointer/keyword fate" of each rewrite, separated by ", " */
} Case;

#define OBJECT(properties) "{\"type\":\"object\",\"properties\":{" properties "}"
#define STRICT_END ",\"additionalProperties\":false}"

static const Case cases[] = {
  { "optional-becomes-nullable", "openai-strict",
    OBJECT ("\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"integer\"}") ",\"required\":[\"a\"]}",
    OBJECT ("\"a\":{\"type\":\"string\"},\"b\":{\"type\":[\"integer\",\"null\"]}")
    ",\"required\":[\"a\",\"b\"]" STRICT_END,
    "/type enforced, /properties enforced, /properties/a/type enforced, /properties/b/type enforced, "
    "/required enforced, /required rewritten, /additionalProperties rewritten" },
  { "enum-becomes-nullable", "openai-strict",
    OBJECT ("\"a\":{\"enum\":[\"x\",\"y\"]}") "}",
    OBJECT ("\"a\":{\"anyOf\":[{\"enum\":[\"x\",\"y\"],\"type\":\"string\"},{\"type\":\"null\"}]}")
    ",\"required\":[\"a\"]" STRICT_END },
  { "nullable-stays", "openai-strict",
    OBJECT ("\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}") "}",
    OBJECT ("\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}")
    ",\"required\":[\"a\"]" STRICT_END },
  { "refused-keywords-are-told", "openai-strict",
    OBJECT ("\"a\":{\"type\":\"string\",\"description\":\"A word\",\"minLength\":2,\"maxLength\":1,"
            "\"format\":\"uri\",\"default\":\"x\"}") ",\"required\":[\"a\"]}",
    OBJECT ("\"a\":{\"type\":\"string\",\"description\":\"A word. At least 2 characters. At most 1 "
            "character. Format: uri. Default: \\\"x\\\".\"}")
    ",\"required\":[\"a\"]" STRICT_END,
    "/type enforced, /properties enforced, /properties/a/type enforced, "
    "/properties/a/minLength checked-here, /properties/a/maxLength checked-here, "
    "/properties/a/format checked-here, /properties/a/default rewritten, /required enforced, "
    "/additionalProperties rewritten" },
  { "one-of", "openai-strict",
    OBJECT ("\"a\":{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}") ",\"required\":[\"a\"]}",
    OBJECT ("\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}")
    ",\"required\":[\"a\"]" STRICT_END },
  { "all-of-is-merged", "openai-strict",
    "{\"$defs\":{\"A\":" OBJECT ("\"a\":{\"type\":\"string\"}") ",\"required\":[\"a\"]}},\"allOf\":["
    "{\"$ref\":\"#/$defs/A\"}," OBJECT ("\"b\":{\"type\":\"null\"}") ",\"required\":[\"b\"]}]}",
    "{\"$defs\":{\"A\":" OBJECT ("\"a\":{\"type\":\"string\"}") ",\"required\":[\"a\"]" STRICT_END "},"
    "\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"null\"}},"
    "\"required\":[\"a\",\"b\"]" STRICT_END },
  { "root-reference", "openai-strict",
    "{\"$defs\":{\"N\":" OBJECT ("\"next\":{\"anyOf\":[{\"$ref\":\"#/$defs/N\"},{\"type\":\"null\"}]}")
    ",\"required\":[\"next\"]}},\"$ref\":\"#/$defs/N\"}",
    "{\"$defs\":{\"N\":" OBJECT ("\"next\":{\"anyOf\":[{\"$ref\":\"#/$defs/N\"},{\"type\":\"null\"}]}")
    ",\"required\":[\"next\"]" STRICT_END "},\"type\":\"object\",\"properties\":{\"next\":{\"anyOf\":["
    "{\"$ref\":\"#/$defs/N\"},{\"type\":\"null\"}]}},\"required\":[\"next\"]" STRICT_END },
  { "tuple", "openai-strict",
    OBJECT ("\"a\":{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"},{\"type\":\"integer\"}],"
            "\"items\":false,\"minItems\":2,\"maxItems\":2}") ",\"required\":[\"a\"]}",
    OBJECT ("\"a\":{\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]},"
            "\"minItems\":2,\"maxItems\":2,\"description\":\"JSON Schema: {\\\"prefixItems\\\": "
            "[{\\\"type\\\":\\\"string\\\"},{\\\"type\\\":\\\"integer\\\"}]}\"}")
    ",\"required\":[\"a\"]" STRICT_END },
  { "any-value", "openai-strict",
    OBJECT ("\"a\":{},\"b\":{\"type\":\"array\"}") ",\"required\":[\"a\",\"b\"]}",
    OBJECT ("\"a\":{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]},\"b\":{\"type\":\"array\","
            "\"items\":{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]}}")
    ",\"required\":[\"a\",\"b\"]" STRICT_END },
  { "mapping-is-refused", "openai-strict",
    OBJECT ("\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}")
    ",\"required\":[\"a\"]}",
    OBJECT ("\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}")
    ",\"required\":[\"a\"]" STRICT_END,
    "/type enforced, /properties enforced, /properties/a/type enforced, "
    "/properties/a/additionalProperties enforced, /properties/a/additionalProperties/type enforced, "
    "/properties/a/additionalProperties refused, /required enforced, /additionalProperties rewritten" },
  { "root-union-is-refused", "openai-strict",
    "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}",
    "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}",
    "/anyOf enforced, /anyOf/0/type enforced, /anyOf/1/type enforced, /type refused" },
  { "without-strict-nothing-changes", "openai",
    OBJECT ("\"a\":{\"type\":\"string\",\"minLength\":2}") "}",
    OBJECT ("\"a\":{\"type\":\"string\",\"minLength\":2}") "}",
    "/type checked-here, /properties checked-here, /properties/a/type checked-here, "
    "/properties/a/minLength checked-here" },
  { "anthropic-optional-stays", "anthropic-strict",
    OBJECT ("\"a\":{\"type\":\"array\",\"items\":{\"type\":\"number\",\"minimum\":0},\"minItems\":1},"
            "\"b\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"email\"},\"minItems\":2}") "}",
    OBJECT ("\"a\":{\"type\":\"array\",\"items\":{\"type\":\"number\",\"description\":\"At least 0.\"},"
            "\"minItems\":1},\"b\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"email\"},"
            "\"description\":\"At least 2 items.\"}") STRICT_END },
  { "anthropic-recursion", "anthropic-strict",
    "{\"$defs\":{\"N\":" OBJECT ("\"next\":{\"$ref\":\"#/$defs/N\"}") "}}," "\"type\":\"object\","
    "\"properties\":{\"n\":{\"$ref\":\"#/$defs/N\"}}}",
    "{\"$defs\":{\"N\":" OBJECT ("\"next\":{\"$ref\":\"#/$defs/N\"}") STRICT_END "}," "\"type\":\"object\","
    "\"properties\":{\"n\":{\"$ref\":\"#/$defs/N\"}}" STRICT_END,
    "/$defs/N/type enforced, /$defs/N/properties enforced, /$defs/N/properties/next/$ref refused, "
    "/$defs/N/additionalProperties rewritten, /type enforced, /properties enforced, "
    "/properties/n/$ref refused, /additionalProperties rewritten" },
  { "gemini-types", "gemini",
    OBJECT ("\"a\":{\"type\":[\"string\",\"null\"],\"default\":null},\"b\":{\"anyOf\":[{\"type\":\"integer\","
            "\"exclusiveMinimum\":0},{\"type\":\"null\"}],\"title\":\"B\"},\"c\":{\"const\":\"x\"}")
    ",\"additionalProperties\":false,\"required\":[\"a\"]}",
    "{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"STRING\",\"nullable\":true},\"b\":{\"title\":\"B\","
    "\"type\":\"INTEGER\",\"minimum\":1,\"nullable\":true},\"c\":{\"enum\":[\"x\"],\"type\":\"STRING\"}},"
    "\"required\":[\"a\"],\"description\":\"No other members.\",\"propertyOrdering\":[\"a\",\"b\",\"c\"]}" },
  { "gemini-unions", "gemini",
    OBJECT ("\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"},{\"type\":\"null\"}],"
            "\"description\":\"Any\"},\"b\":{\"type\":[\"string\",\"integer\"]}") "}",
    "{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"STRING\",\"nullable\":true,"
    "\"description\":\"Any\"},{\"type\":\"INTEGER\",\"nullable\":true,\"description\":\"Any\"}]},"
    "\"b\":{\"anyOf\":[{\"type\":\"STRING\"},{\"type\":\"INTEGER\"}]}},\"propertyOrdering\":[\"a\",\"b\"]}" },
  { "gemini-references", "gemini",
    "{\"$defs\":{\"P\":" OBJECT ("\"x\":{\"type\":\"number\"}") "}}," "\"type\":\"object\",\"properties\":{\"p\":"
    "{\"$ref\":\"#/$defs/P\",\"description\":\"Where\"}}}",
    "{\"type\":\"OBJECT\",\"properties\":{\"p\":{\"type\":\"OBJECT\",\"properties\":{\"x\":{\"type\":\"NUMBER\"}},"
    "\"description\":\"Where\",\"propertyOrdering\":[\"x\"]}},\"propertyOrdering\":[\"p\"]}" },
  { "gemini-recursion-ends", "gemini",
    "{\"$defs\":{\"N\":" OBJECT ("\"n\":{\"$ref\":\"#/$defs/N\"}") "}},\"$ref\":\"#/$defs/N\"}",
    "{\"type\":\"OBJECT\",\"properties\":{\"n\":{\"type\":\"OBJECT\",\"properties\":{\"n\":{\"type\":\"OBJECT\","
    "\"properties\":{\"n\":{\"type\":\"OBJECT\"}},\"propertyOrdering\":[\"n\"]}},\"propertyOrdering\":[\"n\"]}},"
    "\"propertyOrdering\":[\"n\"]}" },
  { "gemini-numbers-in-enum", "gemini",
    OBJECT ("\"a\":{\"enum\":[1,2]}") "}",
    "{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"description\":\"One of [1,2].\",\"type\":\"INTEGER\"}},"
    "\"propertyOrdering\":[\"a\"]}" },
  { "cohere-wants-something", "cohere",
    OBJECT ("\"a\":{\"type\":\"string\",\"maxLength\":3},\"b\":{\"type\":\"integer\"}") "}",
    OBJECT ("\"a\":{\"type\":\"string\",\"description\":\"At most 3 characters.\"},\"b\":{\"type\":\"integer\"}")
    ",\"required\":[\"a\"]}" },
  { "mistral-tells-bounds", "mistral-structured",
    OBJECT ("\"a\":{\"type\":\"integer\",\"minimum\":1}") "}",
    OBJECT ("\"a\":{\"type\":\"integer\",\"minimum\":1}") STRICT_END,
    "/type enforced, /properties enforced, /properties/a/type enforced, /properties/a/minimum checked-here, "
    "/additionalProperties rewritten" },
  { "bedrock-like-anthropic", "bedrock-strict",
    OBJECT ("\"a\":{\"type\":\"integer\",\"minimum\":1}") "}",
    OBJECT ("\"a\":{\"type\":\"integer\",\"description\":\"At least 1.\"}") STRICT_END },
  { "llama-bounds", "llama-cpp",
    OBJECT ("\"a\":{\"type\":\"integer\",\"minimum\":1},\"b\":{\"type\":\"number\",\"minimum\":1},"
            "\"c\":{\"type\":\"string\",\"pattern\":\"^a+$\"},\"d\":{\"type\":\"string\",\"pattern\":\"a\"}") "}",
    OBJECT ("\"a\":{\"type\":\"integer\",\"minimum\":1},\"b\":{\"type\":\"number\",\"minimum\":1},"
            "\"c\":{\"type\":\"string\",\"pattern\":\"^a+$\"},\"d\":{\"type\":\"string\",\"description\":"
            "\"Matches the regular expression a\"}") "}",
    "/type enforced, /properties enforced, /properties/a/type enforced, /properties/a/minimum enforced, "
    "/properties/b/type enforced, /properties/b/minimum checked-here, /properties/c/type enforced, "
    "/properties/c/pattern enforced, /properties/d/type enforced, /properties/d/pattern checked-here" },
  { "ollama-like-llama", "ollama",
    OBJECT ("\"a\":{\"type\":\"array\",\"uniqueItems\":true}") "}",
    OBJECT ("\"a\":{\"type\":\"array\",\"uniqueItems\":true}") "}" },
  { "prompt", "prompt",
    OBJECT ("\"a\":{\"minLength\":3}") "}", OBJECT ("\"a\":{\"minLength\":3}") "}" },
};

static char *
list_to_text (SluiceSentSchema *sent)
{
  GListModel *list = sluice_sent_schema_get_rewrites (sent);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(SluiceRewrite) rewrite = g_list_model_get_item (list, i);

      g_string_append_printf (text, "%s%s/%s %s", i > 0 ? ", " : "",
                              sluice_rewrite_get_pointer (rewrite),
                              sluice_rewrite_get_keyword (rewrite),
                              sluice_fate_to_string (sluice_rewrite_get_fate (rewrite)));
      g_assert_cmpstr (sluice_rewrite_get_message (rewrite), !=, "");
    }

  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  SluiceDialect *dialect = sluice_dialect_lookup (test->dialect);
  g_autoptr(SluiceSchema) schema = NULL;
  g_autoptr(SluiceSentSchema) sent = NULL;
  g_autofree char *json = NULL, *list = NULL;

  g_assert_nonnull (dialect);
  schema = sluice_schema_new_for_text (test->schema, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_assert_true (sluice_schema_is_valid (schema));
  sent = sluice_dialect_apply (dialect, schema);
  json = sluice_sent_schema_to_json (sent, 0);
  g_assert_cmpstr (json, ==, test->sent);

  if (test->list == NULL)
    return;
  list = list_to_text (sent);
  g_assert_cmpstr (list, ==, test->list);
}

static void
test_find (void)
{
  static const struct { const char *family, *mode; gboolean strict; const char *id; } rows[] = {
    { "openai", "tools", FALSE, "openai" },
    { "openai", "tools", TRUE, "openai-strict" },
    { "openai", "json", FALSE, "prompt" },
    { "anthropic", "json-schema", FALSE, "anthropic-strict" },
    { "google", "tools", TRUE, "gemini" },
    { "cohere", "md-json", FALSE, "prompt" },
    { "mistral", "json-schema", TRUE, "mistral-structured" },
    { "bedrock", "tools", TRUE, "bedrock-strict" },
    { "ollama", "json-schema", FALSE, "ollama" },
    { "nobody", "tools", FALSE, "plain" },
  };

  g_test_summary ("A dialect is found by family, mode and strictness; unknown families change nothing");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (sluice_dialect_get_id (sluice_dialect_find (rows[i].family, rows[i].mode,
                                                                 rows[i].strict)), ==, rows[i].id);
  g_assert_true (sluice_dialect_knows ("google"));
  g_assert_false (sluice_dialect_knows ("nobody"));
}

static void
test_limits (void)
{
  g_autoptr(GString) text = g_string_new ("{\"type\":\"object\",\"properties\":{\"a\":{\"enum\":[");
  g_autoptr(SluiceSchema) schema = NULL;
  g_autoptr(SluiceSentSchema) sent = NULL;
  SluiceDialect *dialect = sluice_dialect_lookup ("openai-strict");

  g_test_summary ("What is more than a provider takes is refused, with the count");
  for (guint i = 0; i <= dialect->limits.enum_values; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", i);
  g_string_append (text, "]}}}");

  schema = sluice_schema_new_for_text (text->str, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  sent = sluice_dialect_apply (dialect, schema);
  g_assert_cmpuint (sluice_sent_schema_count (sent, SLUICE_FATE_REFUSED), ==, 1);
}

/* Each definition twice the next: written out, there are 2^40 of them. */
static void
test_explosion (void)
{
  g_autoptr(GString) text = g_string_new ("{\"$defs\":{");
  g_autoptr(SluiceSchema) schema = NULL;
  g_autoptr(SluiceSentSchema) sent = NULL;
  gint64 start = g_get_monotonic_time ();

  g_test_summary ("References that grow without bound, written out, are refused in time");
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "%s\"d%u\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d%u\"},"
                            "\"b\":{\"$ref\":\"#/$defs/d%u\"}}}", i > 0 ? "," : "", i, i + 1, i + 1);
  g_string_append (text, ",\"d40\":{\"type\":\"string\"}},\"$ref\":\"#/$defs/d0\"}");

  schema = sluice_schema_new_for_text (text->str, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  sent = sluice_dialect_apply (sluice_dialect_lookup ("gemini"), schema);
  g_assert_cmpuint (sluice_sent_schema_count (sent, SLUICE_FATE_REFUSED), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 100 * G_USEC_PER_SEC);
}

/* -- What is true of everything that is sent ------------------------------------------------ */

static void
check_strict_object (JsonObject *schema)
{
  JsonNode *properties = json_object_get_member (schema, "properties");
  JsonArray *required;

  if (properties == NULL || !JSON_NODE_HOLDS_OBJECT (properties))
    return;

  g_assert_false (json_object_get_boolean_member_with_default (schema, "additionalProperties", TRUE));
  required = json_object_get_array_member (schema, "required");
  g_assert_cmpuint (json_array_get_length (required), ==,
                    json_object_get_size (json_node_get_object (properties)));
}

static void
check_keywords (SluiceDialect *dialect,
                JsonObject    *schema)
{
  g_autoptr(GList) keywords = json_object_get_members (schema);

  for (GList *l = keywords; l != NULL; l = l->next)
    g_assert_cmpint (sluice_dialect_get_treatment (dialect, l->data), !=,
                     SLUICE_TREATMENT_LEFT_OUT);
}

static void check_schema (SluiceDialect *dialect,
                          JsonNode      *node,
                          gboolean       is_schema);

static void
check_member_cb (JsonObject *object,
                 const char *name,
                 JsonNode   *member,
                 gpointer    user_data)
{
  static const char *const maps[] = { "properties", "$defs", "definitions", NULL };
  static const char *const values[] = { "enum", "const", "default", "examples", "required",
                                        "propertyOrdering", NULL };

  if (g_strv_contains (values, name))
    return;

  if (g_strv_contains (maps, name) && JSON_NODE_HOLDS_OBJECT (member))
    check_schema (user_data, member, FALSE);
  else
    check_schema (user_data, member, TRUE);
}

static void
check_schema (SluiceDialect *dialect,
              JsonNode      *node,
              gboolean       is_schema)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        check_schema (dialect, json_array_get_element (json_node_get_array (node), i), TRUE);
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  if (is_schema)
    {
      check_keywords (dialect, json_node_get_object (node));
      if (sluice_dialect_asks_for_null (dialect))
        check_strict_object (json_node_get_object (node));
      json_object_foreach_member (json_node_get_object (node), check_member_cb, dialect);
      return;
    }

  {
    g_autoptr(GList) schemas = json_object_get_values (json_node_get_object (node));

    for (GList *l = schemas; l != NULL; l = l->next)
      check_schema (dialect, l->data, TRUE);
  }
}

static void
check_file (const char *path,
            gpointer    user_data)
{
  guint *n = user_data;
  const char **ids = sluice_dialect_list_ids ();
  g_autofree char *text = NULL;
  g_autoptr(SluiceSchema) schema = NULL, object = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  schema = sluice_schema_new_for_text (text, SLUICE_NOTATION_AUTO, NULL);
  if (!sluice_schema_is_valid (schema))
    return;

  object = sluice_schema_new_object (schema);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      SluiceDialect *dialect = sluice_dialect_lookup (ids[i]);
      g_autoptr(SluiceSentSchema) sent = sluice_dialect_apply (dialect, object);

      g_test_message ("%s: %s", ids[i], path);
      check_schema (dialect, sluice_sent_schema_get_json (sent), TRUE);
      if (dialect->otherwise == SLUICE_TREATMENT_TOLD)
        g_assert_cmpuint (sluice_sent_schema_count (sent, SLUICE_FATE_ENFORCED), ==, 0);
    }
  (*n)++;
}

static void
test_classes (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "classes", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_test_summary ("What is sent of any classes has the form that the provider wants");
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".py"))
        check_file (path, &n);
    }
  g_test_message ("%u schemas", n);
  g_assert_cmpuint (n, >=, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/dialect/apply/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/dialect/find", test_find);
  g_test_add_func ("/dialect/limits", test_limits);
  g_test_add_func ("/dialect/explosion", test_explosion);
  g_test_add_func ("/dialect/classes", test_classes);

  return g_test_run ();
}
