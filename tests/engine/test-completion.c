/* test-completion.c: what is proposed at a place of a schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-name-private.h"
#include "schema/sluice-completion.h"
#include "schema/sluice-keyword-private.h"

#define CLASSES SLUICE_NOTATION_CLASSES
#define JSON SLUICE_NOTATION_JSON_SCHEMA

#define COLOUR "class Colour(str, Enum):\n    red = \"r\"\n    green = \"g\"\n\n    def f(self):\n        x = 1\n\n"

/* The cursor is at the ‸. */
typedef struct
{
  const char     *name;
  SluiceNotation  notation;
  const char     *text;
  const char     *begins;    /* the first proposals; "" for none at all, "…" at the end for more */
  const char     *result;    /* the text with the first proposal taken, NULL: not looked at */
} Case;

static const Case cases[] = {
  { "type", CLASSES, "class A(BaseModel):\n    x: s‸\n", "str set", "class A(BaseModel):\n    x: str\n" },
  { "type-any", CLASSES, "class A(BaseModel):\n    x: ‸\n", "A str int …", NULL },
  { "type-bracket", CLASSES, "class A(BaseModel):\n    x: li‸\n", "list Literal", "class A(BaseModel):\n    x: list[\n" },
  { "type-inside", CLASSES, "class A(BaseModel):\n    x: list[in‸]\n", "int", "class A(BaseModel):\n    x: list[int]\n" },
  { "type-case", CLASSES, "class A(BaseModel):\n    x: EMAIL‸\n", "EmailStr", NULL },
  { "type-after-bar", CLASSES, "class A(BaseModel):\n    x: int | No‸\n", "None NonNegativeInt", NULL },
  { "class", CLASSES, "class Address(BaseModel):\n    x: int\n\nclass A(BaseModel):\n    a: Ad‸\n", "Address", NULL },
  { "class-below", CLASSES, "class A(BaseModel):\n    a: Ad‸\n\nclass Address(BaseModel):\n    x: int\n", "Address", NULL },
  { "class-unfinished", CLASSES, "class A(BaseModel):\n    a: list[\n\nclass B(BaseModel):\n    b: in‸\n", "int", NULL },
  { "literal", CLASSES, "class A(BaseModel):\n    x: Literal[‸]\n", "", NULL },
  { "annotated-type", CLASSES, "class A(BaseModel):\n    x: Annotated[in‸]\n", "int", NULL },
  { "annotated-rule", CLASSES, "class A(BaseModel):\n    x: Annotated[int, F‸]\n", "Field", NULL },
  { "argument", CLASSES, "class A(BaseModel):\n    x: int = Field(g‸)\n", "ge gt", "class A(BaseModel):\n    x: int = Field(ge=)\n" },
  { "argument-second", CLASSES, "class A(BaseModel):\n    x: int = Field(default=1, de‸)\n",
    "description default default_factory deprecated", NULL },
  { "argument-many-lines", CLASSES, "class A(BaseModel):\n    x: int = Field(\n        default=1,\n        l‸\n    )\n", "le lt", NULL },
  { "argument-value", CLASSES, "class A(BaseModel):\n    x: int = Field(default=N‸)\n", "None", NULL },
  { "narrowed", CLASSES, "class A(BaseModel):\n    x: conint(g‸)\n", "ge gt", NULL },
  { "value", CLASSES, "class A(BaseModel):\n    x: int = F‸\n", "Field False", NULL },
  { "enum-member", CLASSES, COLOUR "class A(BaseModel):\n    c: Colour = Colour.‸\n", "red green", NULL },
  { "enum-member-begun", CLASSES, COLOUR "class A(BaseModel):\n    c: Colour = Colour.gr‸\n", "green", NULL },
  { "base", CLASSES, "class A(B‸):\n", "BaseModel", "class A(BaseModel):\n" },
  { "base-class", CLASSES, "class Thing(BaseModel):\n    x: int\n\nclass A(Th‸):\n", "Thing", NULL },
  { "class-name", CLASSES, "class A‸\n", "", NULL },
  { "statement", CLASSES, "cl‸", "class", "class " },
  { "member", CLASSES, "class A(BaseModel):\n    mo‸\n", "model_config", NULL },
  { "setting", CLASSES, "class A(BaseModel):\n    model_config = ConfigDict(ex‸)\n", "extra", NULL },
  { "in-string", CLASSES, "class A(BaseModel):\n    x: int = Field(description=\"st‸\")\n", "", NULL },
  { "in-docstring", CLASSES, "class A(BaseModel):\n    \"\"\"A st‸\n    \"\"\"\n", "", NULL },
  { "in-comment", CLASSES, "class A(BaseModel):  # st‸\n", "", NULL },
  { "after-docstring", CLASSES, "class A(BaseModel):\n    \"\"\"It's\n    one\"\"\"\n    x: st‸\n", "str", NULL },
  { "number", CLASSES, "class A(BaseModel):\n    x: int = 1‸\n", "", NULL },
  { "empty", CLASSES, "‸", "class", NULL },

  { "keyword", JSON, "{\"ty‸\"}", "type", "{\"type\": }" },
  { "keyword-open", JSON, "{\"ty‸", "type", "{\"type\": " },
  { "keyword-bare", JSON, "{ty‸}", "type", "{\"type\": }" },
  { "keyword-has-colon", JSON, "{\"ty‸\": 1}", "type", "{\"type\": 1}" },
  { "keyword-once", JSON, "{\"type\": \"string\", \"‸\", \"minLength\": 1}", "properties required …", NULL },
  { "keyword-begins", JSON, "{\"type\": \"string\", \"min‸\", \"minLength\": 1}",
    "minimum minItems minContains minProperties", NULL },
  { "keyword-dollar", JSON, "{\"$r‸\"}", "$ref", NULL },
  { "property-name", JSON, "{\"properties\": {\"na‸\"}}", "", NULL },
  { "in-property", JSON, "{\"properties\": {\"name\": {\"ty‸\"}}}", "type", NULL },
  { "in-items", JSON, "{\"items\": {\"enu‸\"}}", "enum", NULL },
  { "in-any-of", JSON, "{\"anyOf\": [{\"type\": \"null\"}, {\"con‸\"}]}", "const contains", NULL },
  { "in-enum", JSON, "{\"enum\": [\"ty‸\"]}", "", NULL },
  { "in-default", JSON, "{\"default\": {\"ty‸\"}}", "", NULL },
  { "type-name", JSON, "{\"type\": \"‸\"}", "string integer number boolean object array null", "{\"type\": \"string\"}" },
  { "type-name-bare", JSON, "{\"type\": n‸}", "number null", "{\"type\": \"number\"}" },
  { "types", JSON, "{\"type\": [\"string\", \"nu‸\"]}", "number null", NULL },
  { "format", JSON, "{\"format\": \"da‸\"}", "date-time date", NULL },
  { "reference", JSON, "{\"$ref\": \"‸\", \"$defs\": {\"A\": {}, \"a/b\": {\"type\": \"string\"}}}", "#/$defs/A #/$defs/a~1b #", NULL },
  { "reference-begun", JSON, "{\"$defs\": {\"A\": {}, \"B\": {}}, \"$ref\": \"#/$defs/B‸", "#/$defs/B", NULL },
  { "required", JSON, "{\"properties\": {\"a\": {\"properties\": {\"no\": {}}}, \"b\": {}}, \"required\": [\"‸\"]}", "a b", NULL },
  { "required-before", JSON, "{\"required\": [\"‸\"], \"properties\": {\"a\": {}}}", "a", NULL },
  { "required-inner", JSON, "{\"properties\": {\"a\": {\"properties\": {\"in\": {}}, \"required\": [\"‸\"]}}}", "in", NULL },
  { "boolean", JSON, "{\"additionalProperties\": f‸}", "false", NULL },
  { "description", JSON, "{\"description\": \"ty‸\"}", "", NULL },
  { "after-value", JSON, "{\"type\": \"string\" ‸}", "", NULL },
  { "after-name", JSON, "{\"type\" ‸}", "", NULL },
  { "outside", JSON, "{} ‸", "", NULL },
  { "line-break", JSON, "{\"type\n  \"minL‸\": 1}", "", NULL },
  { "nothing", JSON, "‸", "", NULL },
};

/* Takes the mark out. Returns its place. */
static gsize
take_cursor (char *text)
{
  char *mark = strstr (text, "‸");

  g_assert_nonnull (mark);
  memmove (mark, mark + strlen ("‸"), strlen (mark + strlen ("‸")) + 1);

  return mark - text;
}

static char *
dup_labels (GListModel *proposals,
            guint       n)
{
  g_autoptr(GString) labels = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, g_list_model_get_n_items (proposals)); i++)
    {
      g_autoptr(SluiceProposal) proposal = g_list_model_get_item (proposals, i);

      g_string_append_printf (labels, "%s%s", i > 0 ? " " : "", sluice_proposal_get_label (proposal));
    }

  return g_string_free (g_steal_pointer (&labels), FALSE);
}

static void
assert_result (SluiceCompletion *completion,
               const char       *text,
               const char       *result)
{
  g_autoptr(SluiceProposal) first = g_list_model_get_item (sluice_completion_get_proposals (completion), 0);
  g_autofree char *taken = g_strdup_printf ("%.*s%s%s", (int) sluice_completion_get_start (completion), text,
                                            sluice_proposal_get_text (first),
                                            text + sluice_completion_get_end (completion));

  g_assert_cmpstr (taken, ==, result);
}

static void
test_proposals (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *text = g_strdup (c->text);
  gsize position = take_cursor (text);
  g_autoptr(SluiceCompletion) completion = sluice_completion_new (text, position, c->notation);
  GListModel *proposals = sluice_completion_get_proposals (completion);
  gboolean more = g_str_has_suffix (c->begins, " …");
  g_autofree char *expected = g_strndup (c->begins, strlen (c->begins) - (more ? strlen (" …") : 0));
  g_auto(GStrv) words = g_strsplit (expected, " ", -1);
  guint n = *expected != '\0' ? g_strv_length (words) : 0;
  g_autofree char *labels = dup_labels (proposals, more ? n : G_MAXUINT);

  g_assert_cmpstr (labels, ==, expected);
  if (more)
    g_assert_cmpuint (g_list_model_get_n_items (proposals), >, n);
  if (c->result != NULL)
    assert_result (completion, text, c->result);
}

/* --- What holds everywhere --- */

static void
assert_sane (const char     *text,
             gsize           length,
             gsize           position,
             SluiceNotation  notation)
{
  g_autofree char *part = g_strndup (text, length);
  g_autoptr(SluiceCompletion) completion = sluice_completion_new (part, position, notation);
  gsize start = sluice_completion_get_start (completion), end = sluice_completion_get_end (completion);

  g_assert_cmpuint (start, <=, position);
  g_assert_cmpuint (end, >=, MIN (position, length));
  g_assert_cmpuint (end, <=, length);
}

static void
test_everywhere (void)
{
  static const struct { const char *text; SluiceNotation notation; } texts[] = {
    { COLOUR "class A(BaseModel):\n    \"\"\"It's \\\" 'quoted'\"\"\"\n    c: Colour = Field(Colour.red, pattern=r'^\\d$')  # (\n"
      "    d: dict[str, list[Optional[int]]] = {'a': [1, (2)]}\n", CLASSES },
    { "{\"$defs\": {\"A\": {\"type\": [\"string\", \"null\"]}}, \"properties\": {\"é\\\"\": {\"$ref\": \"#/$defs/A\"}},\n"
      " \"required\": [\"é\"], \"enum\": [{\"a\": [1, 2.5e3, true]}]}", JSON },
    { "]]}}{{[\"\\", JSON },
    { "]))(((\"\"\"'", CLASSES },
  };

  g_test_summary ("Wherever the text ends and the cursor is, the word is a part of the text");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize length = 0; length <= strlen (texts[i].text); length++)
      for (gsize position = 0; position <= length; position++)
        assert_sane (texts[i].text, length, position, texts[i].notation);
}

/* What is proposed for a type must be one. */
static void
test_types_are_known (void)
{
  const char *text = "class A(BaseModel):\n    x: ";
  g_autoptr(SluiceCompletion) completion = sluice_completion_new (text, strlen (text), CLASSES);
  GListModel *proposals = sluice_completion_get_proposals (completion);

  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr(SluiceProposal) proposal = g_list_model_get_item (proposals, i);
      const char *label = sluice_proposal_get_label (proposal);

      if (sluice_proposal_get_kind (proposal) == SLUICE_PROPOSAL_TYPE && !g_str_equal (label, "None"))
        g_assert_nonnull (sluice_class_name_lookup (label));
    }
}

static void
test_keywords_are_known (void)
{
  g_autoptr(SluiceCompletion) completion = sluice_completion_new ("{\"", 2, JSON);
  GListModel *proposals = sluice_completion_get_proposals (completion);

  g_assert_cmpuint (g_list_model_get_n_items (proposals), >, 40);
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr(SluiceProposal) proposal = g_list_model_get_item (proposals, i);

      g_assert_nonnull (sluice_keyword_lookup (sluice_proposal_get_label (proposal)));
    }
}

static void
test_arguments_are_known (void)
{
  const char *begin = "class A(BaseModel):\n    x: str = Field(None, ";
  g_autoptr(SluiceCompletion) completion = sluice_completion_new (begin, strlen (begin), CLASSES);
  GListModel *proposals = sluice_completion_get_proposals (completion);

  g_assert_cmpuint (g_list_model_get_n_items (proposals), >, 10);
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr(SluiceProposal) proposal = g_list_model_get_item (proposals, i);
      g_autofree char *text = g_strdup_printf ("%s%s=None)\n", begin, sluice_proposal_get_label (proposal));
      g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (text, CLASSES, NULL);
      GListModel *problems = sluice_schema_get_diagnostics (schema);

      for (guint j = 0; j < g_list_model_get_n_items (problems); j++)
        {
          g_autoptr(SluiceDiagnostic) problem = g_list_model_get_item (problems, j);

          g_assert_null (strstr (sluice_diagnostic_get_message (problem), "no argument"));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/completion/%s/%s", cases[i].notation == JSON ? "json" : "classes",
                                               cases[i].name);

      g_test_add_data_func (path, &cases[i], test_proposals);
    }
  g_test_add_func ("/completion/everywhere", test_everywhere);
  g_test_add_func ("/completion/types-are-known", test_types_are_known);
  g_test_add_func ("/completion/keywords-are-known", test_keywords_are_known);
  g_test_add_func ("/completion/arguments-are-known", test_arguments_are_known);

  return g_test_run ();
}
