/* test-outline.c: what is in a schema, and what it says of a place in a result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-outline.h"

static void
assert_entry (GListModel *list,
              guint       index,
              const char *text,
              const char *name,
              const char *written,
              guint       n_children)
{
  g_autoptr(SluiceOutlineEntry) entry = g_list_model_get_item (list, index);
  gsize start, end;

  g_assert_nonnull (entry);
  g_assert_cmpstr (sluice_outline_entry_get_name (entry), ==, name);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_outline_entry_get_children (entry)), ==, n_children);
  g_assert_true (sluice_outline_entry_get_range (entry, &start, &end));
  if (!g_str_has_prefix (text + start, written))
    g_assert_cmpstr (text + start, ==, written);
}

static void
test_outline (void)
{
  static const char classes[] =
    "class Pet(BaseModel):\n    kind: str\n\nclass User(BaseModel):\n    name: str\n    pets: list[Pet]\n";
  static const char json[] =
    "{\"title\": \"User\", \"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}},"
    " \"$defs\": {\"Pet\": {\"type\": \"object\"}}}";
  g_autoptr(SluiceSchema) first = sluice_schema_new_for_text (classes, SLUICE_NOTATION_AUTO, NULL);
  g_autoptr(SluiceSchema) second = sluice_schema_new_for_text (json, SLUICE_NOTATION_AUTO, NULL);
  g_autoptr(GListModel) of_classes = sluice_schema_list_outline (first);
  g_autoptr(GListModel) of_json = sluice_schema_list_outline (second);
  g_autoptr(SluiceOutlineEntry) user = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (of_classes), ==, 2);
  assert_entry (of_classes, 0, classes, "Pet", "Pet(BaseModel)", 1);
  assert_entry (of_classes, 1, classes, "User", "User(BaseModel)", 2);
  user = g_list_model_get_item (of_classes, 1);
  assert_entry (sluice_outline_entry_get_children (user), 1, classes, "pets", "pets: list[Pet]", 0);

  g_assert_cmpuint (g_list_model_get_n_items (of_json), ==, 2);
  assert_entry (of_json, 0, json, "User", "{\"title\"", 1);
  assert_entry (of_json, 1, json, "Pet", "{\"type\"", 0);
}

static void
test_find_definition (void)
{
  static const struct { const char *path; const char *name; const char *pointer; } rows[] = {
    { "", NULL, "" },
    { "/name", "name", "/properties/name" },
    { "/pets/3/kind", "kind", "/$defs/Pet/properties/kind" },
    { "/owner/kind", "kind", "/$defs/Pet/properties/kind" },
    { "/nothing", NULL, NULL },
    { "name", NULL, NULL },
  };
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (
    "class Pet(BaseModel):\n    kind: str\n\nclass Firm(BaseModel):\n    size: int\n\n"
    "class User(BaseModel):\n    name: str\n    pets: list[Pet]\n    owner: Firm | Pet\n",
    SLUICE_NOTATION_AUTO, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SluiceDefinition *definition = sluice_schema_find_definition (schema, rows[i].path);

      if (rows[i].pointer == NULL)
        {
          g_assert_null (definition);
          continue;
        }
      g_assert_nonnull (definition);
      g_assert_cmpstr (sluice_definition_get_name (definition), ==, rows[i].name);
      g_assert_cmpstr (sluice_definition_get_pointer (definition), ==, rows[i].pointer);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/outline/entries", test_outline);
  g_test_add_func ("/outline/find-definition", test_find_definition);

  return g_test_run ();
}
