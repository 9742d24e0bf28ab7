/* sluice-class-name.c: the names that class notation knows
 *
 * One row for each type of Python, typing, enum, datetime and Pydantic v2 that has a JSON Schema,
 * with the schema that Pydantic gives it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-name-private.h"

/* Longer words are not compared: nobody mistypes them so. */
#define MAX_WORD 40

#define ROLE(name) SLUICE_CLASS_ROLE_##name
#define FAMILY(name) SLUICE_CLASS_FAMILY_##name

/* Text with a format, to which no rule of Field() belongs. */
#define TEXT_FORMAT(word, how) \
  { .name = word, .role = ROLE (SCALAR), .type = "string", .format = how }
#define TIME_FORMAT(word, how) \
  { .name = word, .role = ROLE (SCALAR), .family = FAMILY (TIME), .type = "string", .format = how }
#define URL(word, how, longest) \
  { .name = word, .role = ROLE (SCALAR), .type = "string", .format = how, .min_length = 1, \
    .max_length = longest }
#define BOUNDED(word, json_type, keyword) \
  { .name = word, .role = ROLE (SCALAR), .family = FAMILY (NUMBER), .type = json_type, \
    .bound = keyword }
#define CONTAINER(word, what, which) { .name = word, .role = ROLE (what), .family = FAMILY (which) }
#define WORD(word, what) { .name = word, .role = ROLE (what) }
#define FUNCTION(word, narrows) { .name = word, .role = ROLE (FUNCTION), .name_of = narrows }

static const SluiceClassName names[] = {
  { .name = "str", .role = ROLE (SCALAR), .family = FAMILY (TEXT), .type = "string" },
  { .name = "int", .role = ROLE (SCALAR), .family = FAMILY (NUMBER), .type = "integer" },
  { .name = "float", .role = ROLE (SCALAR), .family = FAMILY (NUMBER), .type = "number" },
  { .name = "bool", .role = ROLE (SCALAR), .type = "boolean" },
  { .name = "bytes", .role = ROLE (SCALAR), .family = FAMILY (BYTES), .type = "string",
    .format = "binary" },
  { .name = "complex", .role = ROLE (SCALAR), .type = "string" },
  { .name = "object", .role = ROLE (SCALAR) },
  { .name = "Any", .role = ROLE (SCALAR) },
  { .name = "Hashable", .role = ROLE (SCALAR) },
  { .name = "JsonValue", .role = ROLE (SCALAR) },
  { .name = "NoneType", .role = ROLE (SCALAR), .type = "null" },
  { .name = "Text", .role = ROLE (SCALAR), .family = FAMILY (TEXT), .type = "string" },

  TIME_FORMAT ("datetime", "date-time"),
  TIME_FORMAT ("date", "date"),
  TIME_FORMAT ("time", "time"),
  TIME_FORMAT ("timedelta", "duration"),
  TIME_FORMAT ("PastDate", "date"),
  TIME_FORMAT ("FutureDate", "date"),
  TIME_FORMAT ("PastDatetime", "date-time"),
  TIME_FORMAT ("FutureDatetime", "date-time"),
  TIME_FORMAT ("AwareDatetime", "date-time"),
  TIME_FORMAT ("NaiveDatetime", "date-time"),

  TEXT_FORMAT ("UUID", "uuid"),
  TEXT_FORMAT ("UUID1", "uuid1"),
  TEXT_FORMAT ("UUID3", "uuid3"),
  TEXT_FORMAT ("UUID4", "uuid4"),
  TEXT_FORMAT ("UUID5", "uuid5"),
  TEXT_FORMAT ("UUID6", "uuid6"),
  TEXT_FORMAT ("UUID7", "uuid7"),
  TEXT_FORMAT ("UUID8", "uuid8"),
  TEXT_FORMAT ("EmailStr", "email"),
  TEXT_FORMAT ("NameEmail", "name-email"),
  TEXT_FORMAT ("IPv4Address", "ipv4"),
  TEXT_FORMAT ("IPv6Address", "ipv6"),
  TEXT_FORMAT ("IPv4Network", "ipv4network"),
  TEXT_FORMAT ("IPv6Network", "ipv6network"),
  TEXT_FORMAT ("IPv4Interface", "ipv4interface"),
  TEXT_FORMAT ("IPv6Interface", "ipv6interface"),
  TEXT_FORMAT ("IPvAnyAddress", "ipvanyaddress"),
  TEXT_FORMAT ("IPvAnyInterface", "ipvanyinterface"),
  TEXT_FORMAT ("IPvAnyNetwork", "ipvanynetwork"),
  TEXT_FORMAT ("Path", "path"),
  TEXT_FORMAT ("PurePath", "path"),
  TEXT_FORMAT ("FilePath", "file-path"),
  TEXT_FORMAT ("DirectoryPath", "directory-path"),
  TEXT_FORMAT ("NewPath", "path"),
  TEXT_FORMAT ("SocketPath", "path"),
  TEXT_FORMAT ("Pattern", "regex"),
  TEXT_FORMAT ("Base64Str", "base64"),
  TEXT_FORMAT ("Base64Bytes", "base64"),
  TEXT_FORMAT ("Base64UrlStr", "base64url"),
  TEXT_FORMAT ("Base64UrlBytes", "base64url"),
  { .name = "ImportString", .role = ROLE (SCALAR), .type = "string" },
  { .name = "PaymentCardNumber", .role = ROLE (SCALAR), .type = "string", .min_length = 12,
    .max_length = 19 },
  { .name = "SecretStr", .role = ROLE (SCALAR),
    .json = "{\"type\":\"string\",\"writeOnly\":true,\"format\":\"password\"}" },
  { .name = "SecretBytes", .role = ROLE (SCALAR),
    .json = "{\"type\":\"string\",\"writeOnly\":true,\"format\":\"password\"}" },
  { .name = "ByteSize", .role = ROLE (SCALAR),
    .json = "{\"anyOf\":[{\"type\":\"string\",\"pattern\":\"^\\\\s*(\\\\d*\\\\.?\\\\d+)\\\\s*(\\\\w+)?\"},"
            "{\"type\":\"integer\",\"minimum\":0}]}" },

  URL ("HttpUrl", "uri", 2083),
  URL ("WebsocketUrl", "uri", 2083),
  URL ("AnyUrl", "uri", 0),
  URL ("AnyHttpUrl", "uri", 0),
  URL ("AnyWebsocketUrl", "uri", 0),
  URL ("FileUrl", "uri", 0),
  URL ("FtpUrl", "uri", 0),
  URL ("CockroachDsn", "uri", 0),
  URL ("AmqpDsn", "uri", 0),
  URL ("RedisDsn", "uri", 0),
  URL ("KafkaDsn", "uri", 0),
  URL ("MySQLDsn", "uri", 0),
  URL ("MariaDBDsn", "uri", 0),
  URL ("ClickHouseDsn", "uri", 0),
  URL ("SnowflakeDsn", "uri", 0),
  URL ("PostgresDsn", "multi-host-uri", 0),
  URL ("MongoDsn", "multi-host-uri", 0),
  URL ("NatsDsn", "multi-host-uri", 0),

  BOUNDED ("PositiveInt", "integer", "exclusiveMinimum"),
  BOUNDED ("NegativeInt", "integer", "exclusiveMaximum"),
  BOUNDED ("NonNegativeInt", "integer", "minimum"),
  BOUNDED ("NonPositiveInt", "integer", "maximum"),
  BOUNDED ("PositiveFloat", "number", "exclusiveMinimum"),
  BOUNDED ("NegativeFloat", "number", "exclusiveMaximum"),
  BOUNDED ("NonNegativeFloat", "number", "minimum"),
  BOUNDED ("NonPositiveFloat", "number", "maximum"),
  BOUNDED ("StrictInt", "integer", NULL),
  BOUNDED ("StrictFloat", "number", NULL),
  BOUNDED ("FiniteFloat", "number", NULL),
  { .name = "StrictStr", .role = ROLE (SCALAR), .family = FAMILY (TEXT), .type = "string" },
  { .name = "StrictBool", .role = ROLE (SCALAR), .type = "boolean" },
  { .name = "StrictBytes", .role = ROLE (SCALAR), .family = FAMILY (BYTES), .type = "string",
    .format = "binary" },

  { .name = "Decimal", .role = ROLE (NUMBER_LIKE), .family = FAMILY (DECIMAL) },
  { .name = "Fraction", .role = ROLE (NUMBER_LIKE), .family = FAMILY (DECIMAL),
    .format = "fraction" },

  CONTAINER ("list", LIST, ITEMS),
  CONTAINER ("List", LIST, ITEMS),
  CONTAINER ("Sequence", LIST, ITEMS),
  CONTAINER ("MutableSequence", LIST, ITEMS),
  CONTAINER ("Iterable", LIST, ITEMS),
  CONTAINER ("Generator", LIST, ITEMS),
  CONTAINER ("deque", LIST, ITEMS),
  CONTAINER ("Deque", LIST, ITEMS),
  CONTAINER ("set", SET, ITEMS),
  CONTAINER ("Set", SET, ITEMS),
  CONTAINER ("frozenset", SET, ITEMS),
  CONTAINER ("FrozenSet", SET, ITEMS),
  CONTAINER ("AbstractSet", SET, ITEMS),
  CONTAINER ("MutableSet", SET, ITEMS),
  CONTAINER ("tuple", TUPLE, ITEMS),
  CONTAINER ("Tuple", TUPLE, ITEMS),
  CONTAINER ("dict", DICT, MEMBERS),
  CONTAINER ("Dict", DICT, MEMBERS),
  CONTAINER ("Mapping", DICT, MEMBERS),
  CONTAINER ("MutableMapping", DICT, MEMBERS),
  CONTAINER ("OrderedDict", DICT, MEMBERS),
  CONTAINER ("DefaultDict", DICT, MEMBERS),
  CONTAINER ("defaultdict", DICT, MEMBERS),
  CONTAINER ("Counter", COUNTER, MEMBERS),
  WORD ("Json", JSON),

  WORD ("Union", UNION),
  WORD ("Optional", OPTIONAL),
  WORD ("Literal", LITERAL),
  WORD ("Annotated", ANNOTATED),
  WORD ("Final", SAME),
  WORD ("ReadOnly", SAME),
  WORD ("InitVar", SAME),
  WORD ("Partial", SAME),
  WORD ("SkipValidation", SAME),
  WORD ("OnErrorOmit", SAME),
  WORD ("Secret", SAME),
  WORD ("Required", REQUIRED),
  WORD ("NotRequired", OPTIONAL_KEY),
  WORD ("ClassVar", CLASS_VAR),
  WORD ("SkipJsonSchema", CLASS_VAR),

  FUNCTION ("conint", "int"),
  FUNCTION ("confloat", "float"),
  FUNCTION ("constr", "str"),
  FUNCTION ("conbytes", "bytes"),
  FUNCTION ("condate", "date"),
  FUNCTION ("condecimal", "Decimal"),
  FUNCTION ("conlist", "list"),
  FUNCTION ("conset", "set"),
  FUNCTION ("confrozenset", "frozenset"),

  WORD ("BaseModel", BASE),
  WORD ("BaseSettings", BASE),
  WORD ("RootModel", BASE),
  WORD ("OpenAISchema", BASE),
  WORD ("ResponseSchema", BASE),
  WORD ("PartialLiteralMixin", BASE),
  WORD ("TypedDict", BASE),
  WORD ("NamedTuple", BASE),
  WORD ("Enum", BASE),
  WORD ("IntEnum", BASE),
  WORD ("StrEnum", BASE),
  WORD ("Generic", BASE),
  WORD ("Protocol", BASE),
  WORD ("ABC", BASE),
};

/* What people write who think of another language. */
static const struct
{
  const char *word;
  const char *name;
} synonyms[] = {
  { "string", "str" },     { "text", "str" },       { "char", "str" },      { "varchar", "str" },
  { "integer", "int" },    { "long", "int" },       { "number", "float" },  { "double", "float" },
  { "boolean", "bool" },   { "array", "list" },     { "vector", "list" },   { "map", "dict" },
  { "hash", "dict" },      { "record", "dict" },    { "null", "None" },     { "nil", "None" },
  { "undefined", "None" }, { "timestamp", "datetime" }, { "duration", "timedelta" },
  { "url", "HttpUrl" },    { "uri", "AnyUrl" },     { "email", "EmailStr" }, { "uuid", "UUID" },
  { "decimal", "Decimal" }, { "enum", "Enum" },     { "nullable", "Optional" },
  { "maybe", "Optional" }, { "iterator", "Iterable" }, { "iterable", "Iterable" },
};

static gpointer
make_index (gpointer data)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_hash_table_insert (index, (gpointer) names[i].name, (gpointer) &names[i]);

  return index;
}

/* The table as it stands for one name; NULL for an unknown one. */
const SluiceClassName *
sluice_class_name_lookup (const char *name)
{
  static GOnce once = G_ONCE_INIT;

  return g_hash_table_lookup (g_once (&once, make_index, NULL), name);
}

/* Edits that turn one word into the other, two neighbours that changed places being one; limit
 * where there are more. */
static guint
edit_distance (const char *a,
               const char *b,
               guint       limit)
{
  guint rows[3][MAX_WORD + 1];
  guint n = strlen (a), m = strlen (b);

  if (n > MAX_WORD || m > MAX_WORD || (n > m ? n - m : m - n) >= limit)
    return limit;

  for (guint j = 0; j <= m; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= n; i++)
    {
      guint *above = rows[(i - 1) % 3], *row = rows[i % 3], least = i;

      row[0] = i;
      for (guint j = 1; j <= m; j++)
        {
          guint cost = g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]) ? 0 : 1;

          row[j] = MIN (MIN (above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], rows[(i - 2) % 3][j - 2] + 1);
          least = MIN (least, row[j]);
        }
      if (least >= limit)
        return limit;
    }

  return rows[n % 3][m];
}

void
sluice_class_guess_begin (SluiceClassGuess *self,
                          const char       *word)
{
  self->word = word;
  self->best = NULL;
  self->distance = MIN (MAX (1, strlen (word) / 3) + 1, MAX (1, strlen (word)));
}

/* The nearest candidate wins, the first of equals. */
void
sluice_class_guess_offer (SluiceClassGuess *self,
                          const char       *candidate)
{
  guint distance = edit_distance (self->word, candidate, self->distance);

  if (distance < self->distance)
    {
      self->best = candidate;
      self->distance = distance;
    }
}

void
sluice_class_guess_offer_all (SluiceClassGuess  *self,
                              const char *const *candidates)
{
  for (guint i = 0; candidates[i]; i++)
    sluice_class_guess_offer (self, candidates[i]);
}

/* All types, and what other languages call them. */
void
sluice_class_guess_offer_types (SluiceClassGuess *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].role != SLUICE_CLASS_ROLE_BASE)
      sluice_class_guess_offer (self, names[i].name);
  sluice_class_guess_offer (self, "None");

  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    {
      guint distance = self->distance;

      sluice_class_guess_offer (self, synonyms[i].word);
      if (self->distance < distance)
        self->best = synonyms[i].name;
    }
}
