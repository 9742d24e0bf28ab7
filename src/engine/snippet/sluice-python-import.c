/* sluice-python-import.c: where the names come from that classes in Python use
 *
 * Class notation needs no imports, a script does.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-name-private.h"
#include "snippet/sluice-python-import-private.h"

/* Standard modules first; in the order in which their lines are written. */
static const struct
{
  const char *module;
  const char *names;
} modules[] = {
  { "abc", " ABC " },
  { "collections", " Counter OrderedDict defaultdict deque " },
  { "dataclasses", " InitVar dataclass field " },
  { "datetime", " date datetime time timedelta " },
  { "decimal", " Decimal " },
  { "enum", " Enum IntEnum StrEnum auto " },
  { "fractions", " Fraction " },
  { "functools", " cached_property partial " },
  { "ipaddress", " IPv4Address IPv4Interface IPv4Network IPv6Address IPv6Interface IPv6Network " },
  { "pathlib", " Path PurePath " },
  { "types", " NoneType " },
  { "typing", " AbstractSet Annotated Any ClassVar DefaultDict Deque Dict Final FrozenSet Generator Generic "
              "Hashable Iterable List Literal Mapping MutableMapping MutableSequence MutableSet NamedTuple "
              "NewType Optional Pattern Protocol Sequence Set Text Tuple TypeAlias TypeVar Union cast " },
  { "uuid", " UUID " },
  { "instructor", " CitationMixin Maybe OpenAISchema Partial llm_validator openai_moderation " },
  { "instructor.dsl.partial", " PartialLiteralMixin " },
  { "pydantic", " AfterValidator AliasChoices AliasGenerator AliasPath AnyHttpUrl AnyUrl AnyWebsocketUrl "
                "AwareDatetime Base64Bytes Base64Str Base64UrlBytes Base64UrlStr BaseModel BeforeValidator "
                "ByteSize ConfigDict DirectoryPath Discriminator EmailStr Field FilePath FileUrl FiniteFloat "
                "FtpUrl FutureDate FutureDatetime HttpUrl IPvAnyAddress IPvAnyInterface IPvAnyNetwork "
                "ImportString InstanceOf Json JsonValue NaiveDatetime NameEmail NegativeFloat NegativeInt "
                "NewPath NonNegativeFloat NonNegativeInt NonPositiveFloat NonPositiveInt OnErrorOmit PastDate "
                "PastDatetime PlainSerializer PlainValidator PositiveFloat PositiveInt PrivateAttr RootModel "
                "Secret SecretBytes SecretStr SerializeAsAny SkipValidation SocketPath StrictBool StrictBytes "
                "StrictFloat StrictInt StrictStr StringConstraints Tag TypeAdapter UUID1 UUID3 UUID4 UUID5 "
                "UUID6 UUID7 UUID8 ValidationError ValidationInfo WebsocketUrl WithJsonSchema WrapValidator "
                "computed_field conbytes condate condecimal confloat confrozenset conint conlist conset "
                "constr create_model field_serializer field_validator model_serializer model_validator "
                "root_validator validator " },
  { "pydantic.alias_generators", " to_camel to_pascal to_snake " },
  { "pydantic.json_schema", " SkipJsonSchema " },
  { "pydantic_extra_types.payment", " PaymentCardNumber " },
  { "pydantic_settings", " BaseSettings " },
  { "typing_extensions", " NotRequired ReadOnly Required Self TypeAliasType TypedDict " },
};

/* From here on they are packages, not Python's own. */
#define FIRST_PACKAGE "instructor"

static const char *const whole_modules[] = {
  "collections", "dataclasses", "datetime", "decimal", "enum", "functools", "ipaddress", "json", "math",
  "operator", "os", "pathlib", "re", "string", "textwrap", "typing", "uuid", NULL,
};

const char *
sluice_python_import_find (const char *name)
{
  g_autofree char *word = g_strdup_printf (" %s ", name);

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (strstr (modules[i].names, word))
      return modules[i].module;

  return NULL;
}

gboolean
sluice_python_import_is_module (const char *name)
{
  return g_strv_contains (whole_modules, name);
}

/* The names that a text uses */

typedef struct
{
  SluiceClassSource *source;
  GHashTable        *declared;  /* of the text itself */
  GHashTable        *names;     /* owned: char*, to import */
  GHashTable        *whole;     /* owned: char*, modules to import */
} Collector;

static void collect (Collector             *self,
                     SluiceClassExpression *expression,
                     gboolean               is_type);

/* "datetime.date" and "re.compile": the module, unless the name is taken otherwise. */
static gboolean
is_module_use (SluiceClassExpression *attribute)
{
  static const char *const members[] = { "date", "datetime", "time", "timedelta", "timezone", NULL };
  const char *name = attribute->subject->name;

  if (attribute->subject->kind != SLUICE_CLASS_EXPRESSION_NAME || !sluice_python_import_is_module (name))
    return FALSE;

  return !g_str_equal (name, "datetime") || g_strv_contains (members, attribute->name);
}

static void
collect_name (Collector  *self,
              const char *name)
{
  if (!g_hash_table_contains (self->declared, name) && sluice_python_import_find (name))
    g_hash_table_add (self->names, (gpointer) name);
}

/* In a type, text is a type that is declared further down. */
static void
collect (Collector             *self,
         SluiceClassExpression *expression,
         gboolean               is_type)
{
  if (!expression)
    return;

  if (expression->kind == SLUICE_CLASS_EXPRESSION_NAME)
    {
      collect_name (self, expression->name);
    }
  else if (expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE && is_module_use (expression))
    {
      if (!g_hash_table_contains (self->declared, expression->subject->name))
        g_hash_table_add (self->whole, (gpointer) expression->subject->name);
      return;
    }
  else if (expression->kind == SLUICE_CLASS_EXPRESSION_STRING && is_type)
    {
      collect (self, sluice_class_expression_for_string (self->source, expression), FALSE);
    }
  else if (expression->kind == SLUICE_CLASS_EXPRESSION_SUBSCRIPT &&
           g_strcmp0 (expression->subject->name, "Literal") == 0)
    {
      is_type = FALSE;
    }

  collect (self, expression->subject, is_type);
  for (SluiceClassExpression *part = expression->parts; part; part = part->next)
    collect (self, part, is_type && expression->kind != SLUICE_CLASS_EXPRESSION_CALL);
}

static void
collect_block (Collector            *self,
               SluiceClassStatement *statement)
{
  for (; statement; statement = statement->next)
    {
      if (statement->kind == SLUICE_CLASS_STATEMENT_IMPORT)
        continue;
      collect (self, statement->decorators, FALSE);
      collect (self, statement->expressions, FALSE);
      collect (self, statement->annotation, TRUE);
      collect (self, statement->value, FALSE);
      if (statement->kind == SLUICE_CLASS_STATEMENT_FUNCTION)
        for (SluiceClassExpression *part = statement->parameters->parts; part; part = part->next)
          {
            collect (self, part->subject, FALSE);
            collect (self, part->parts, TRUE);
          }
      collect_block (self, statement->body);
    }
}

GHashTable *
sluice_python_import_list_declared (SluiceClassStatement *statements)
{
  GHashTable *declared = g_hash_table_new (g_str_hash, g_str_equal);

  for (SluiceClassStatement *statement = statements; statement; statement = statement->next)
    {
      if (statement->kind == SLUICE_CLASS_STATEMENT_IMPORT)
        for (SluiceClassExpression *name = statement->expressions->parts; name; name = name->next)
          g_hash_table_add (declared, (gpointer) name->name);
      else if (statement->kind != SLUICE_CLASS_STATEMENT_EXPRESSION &&
               statement->kind != SLUICE_CLASS_STATEMENT_OTHER && statement->name)
        g_hash_table_add (declared, (gpointer) statement->name);
    }

  return declared;
}

/* Names that come too early */

static gboolean
uses (SluiceClassExpression *expression,
      GHashTable            *later)
{
  if (!expression)
    return FALSE;
  if (expression->kind == SLUICE_CLASS_EXPRESSION_NAME && g_hash_table_contains (later, expression->name))
    return TRUE;
  if (uses (expression->subject, later))
    return TRUE;
  for (SluiceClassExpression *part = expression->parts; part; part = part->next)
    if (uses (part, later))
      return TRUE;

  return FALSE;
}

gboolean
sluice_python_import_needs_future (SluiceClassStatement *statements)
{
  g_autoptr(GHashTable) later = sluice_python_import_list_declared (statements);

  for (SluiceClassStatement *statement = statements; statement; statement = statement->next)
    {
      if (statement->kind == SLUICE_CLASS_STATEMENT_CLASS)
        for (SluiceClassStatement *field = statement->body; field; field = field->next)
          if (uses (field->annotation, later))
            return TRUE;
      if (statement->name)
        g_hash_table_remove (later, statement->name);
      if (statement->kind == SLUICE_CLASS_STATEMENT_IMPORT)
        for (SluiceClassExpression *name = statement->expressions->parts; name; name = name->next)
          g_hash_table_remove (later, name->name);
    }

  return FALSE;
}

/* Writing */

static void
write_line (GString    *out,
            const char *module,
            const char *names,
            GHashTable *wanted)
{
  g_auto(GStrv) words = g_strsplit (names, " ", -1);
  const char *separator = "";

  for (guint i = 0; words[i]; i++)
    {
      if (!*words[i] || !g_hash_table_contains (wanted, words[i]))
        continue;
      if (!*separator)
        g_string_append_printf (out, "from %s import ", module);
      g_string_append_printf (out, "%s%s", separator, words[i]);
      separator = ", ";
    }
  if (*separator)
    g_string_append_c (out, '\n');
}

/**
 * sluice_python_import_write: (skip)
 * @out: gets the lines
 * @statements: what the names are used in
 * @source: their text
 * @further: (array zero-terminated=1): modules that are imported besides
 *
 * Writes the imports that statements need and do not have.
 */
void
sluice_python_import_write (GString              *out,
                            SluiceClassStatement *statements,
                            SluiceClassSource    *source,
                            const char *const    *further)
{
  g_autoptr(GHashTable) declared = sluice_python_import_list_declared (statements);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) whole = g_hash_table_new (g_str_hash, g_str_equal);
  Collector collector = { source, declared, names, whole };
  gboolean is_package = FALSE;
  gsize start = out->len;

  collect_block (&collector, statements);
  for (guint i = 0; further[i]; i++)
    g_hash_table_add (whole, (gpointer) further[i]);

  for (guint i = 0; whole_modules[i]; i++)
    if (g_hash_table_contains (whole, whole_modules[i]))
      g_string_append_printf (out, "import %s\n", whole_modules[i]);

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    {
      if (!is_package && g_str_equal (modules[i].module, FIRST_PACKAGE))
        {
          is_package = TRUE;
          if (out->len > start)
            g_string_append_c (out, '\n');
          if (g_hash_table_contains (whole, "instructor"))
            g_string_append (out, "import instructor\n");
        }
      write_line (out, modules[i].module, modules[i].names, names);
    }
}
