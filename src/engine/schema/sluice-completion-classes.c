/* sluice-completion-classes.c: what could be written at a place of a text in class notation
 *
 * The text before the cursor is read for its brackets, strings and statements only, so that a line
 * that is half written is no obstacle.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-completion-private.h"

#define MAX_DEPTH 64  /* of brackets; what is inside of more is not completed */

typedef struct
{
  const char *label;
  const char *text;    /* NULL: the label */
  const char *detail;  /* NULL: none */
} Word;

/* The usual ones first; all that the notation knows would be a list that nobody reads. */
static const Word types[] = {
  { "str", NULL, N_("text") },
  { "int", NULL, N_("a whole number") },
  { "float", NULL, N_("a number") },
  { "bool", NULL, N_("true or false") },
  { "list", "list[", N_("several of a type") },
  { "dict", "dict[", N_("values by name") },
  { "Optional", "Optional[", N_("a type, or nothing") },
  { "Literal", "Literal[", N_("one of the values") },
  { "Union", "Union[", N_("one of the types") },
  { "Annotated", "Annotated[", N_("a type with rules") },
  { "Any", NULL, N_("any value") },
  { "None", NULL, N_("nothing") },
  { "tuple", "tuple[", N_("a fixed number of values") },
  { "set", "set[", N_("different values") },
  { "datetime", NULL, N_("a date and time") },
  { "date", NULL, N_("a date") },
  { "time", NULL, N_("a time of day") },
  { "timedelta", NULL, N_("a duration") },
  { "Decimal", NULL, N_("a decimal number, as text or number") },
  { "EmailStr", NULL, N_("an email address") },
  { "HttpUrl", NULL, N_("an address on the web") },
  { "AnyUrl", NULL, N_("a URI") },
  { "UUID", NULL, N_("a UUID") },
  { "Iterable", "Iterable[", N_("several of a type, one after the other") },
  { "PositiveInt", NULL, N_("a whole number above 0") },
  { "NonNegativeInt", NULL, N_("a whole number, 0 or more") },
  { "PositiveFloat", NULL, N_("a number above 0") },
  { "IPv4Address", NULL, N_("an IPv4 address") },
  { "IPv6Address", NULL, N_("an IPv6 address") },
};

static const Word arguments[] = {
  { "description", "description=", N_("what the model is told of it") },
  { "default", "default=", N_("the value where there is none") },
  { "default_factory", "default_factory=", N_("what makes the value where there is none") },
  { "ge", "ge=", N_("at least") },
  { "le", "le=", N_("at most") },
  { "gt", "gt=", N_("more than") },
  { "lt", "lt=", N_("less than") },
  { "multiple_of", "multiple_of=", N_("a multiple of") },
  { "min_length", "min_length=", N_("the least number of characters or items") },
  { "max_length", "max_length=", N_("the largest number of characters or items") },
  { "pattern", "pattern=", N_("a regular expression that the text must match") },
  { "examples", "examples=[", N_("values as they could be") },
  { "title", "title=", N_("another name, for people") },
  { "alias", "alias=", N_("the name in JSON") },
  { "discriminator", "discriminator=", N_("the field that tells the types of a union apart") },
  { "json_schema_extra", "json_schema_extra={", N_("further keywords of JSON Schema") },
  { "deprecated", "deprecated=", N_("no longer to be used") },
};

static const Word settings[] = {
  { "extra", "extra=", N_("\"forbid\": no other members") },
  { "title", "title=", N_("another name, for people") },
  { "json_schema_extra", "json_schema_extra={", N_("further keywords of JSON Schema") },
  { "alias_generator", "alias_generator=", N_("makes the names in JSON") },
  { "str_min_length", "str_min_length=", N_("of every text") },
  { "str_max_length", "str_max_length=", N_("of every text") },
  { "use_attribute_docstrings", "use_attribute_docstrings=", N_("strings below fields describe them") },
};

static const Word bases[] = {
  { "BaseModel", NULL, N_("an object") },
  { "Enum", NULL, N_("one of named values") },
  { "str", NULL, N_("text, beside Enum") },
  { "IntEnum", NULL, N_("one of named numbers") },
  { "StrEnum", NULL, N_("one of named texts") },
  { "TypedDict", NULL, N_("an object") },
  { "RootModel", "RootModel[", N_("a value that is no object") },
  { "Generic", "Generic[", N_("a class with a variable type") },
};

static const Word values[] = {
  { "Field", "Field(", N_("a description and rules") },
  { "None", NULL, N_("nothing") },
  { "True", NULL, NULL },
  { "False", NULL, NULL },
};

static const Word statements[] = {
  { "class", "class ", N_("an object, or an enum") },
};

static const Word members[] = {
  { "model_config", "model_config = ConfigDict(", N_("settings of the class") },
  { "class", "class ", N_("a class inside of this one") },
};

/* A bracket that is open at the cursor. */
typedef struct
{
  char        bracket;
  const char *name;      /* the word before it, in the text */
  gsize       length;
  guint       n_commas;
  gboolean    in_value;  /* after the "=" of an argument */
} Level;

/* What was read before the cursor. */
typedef struct
{
  const char *statement;     /* where the statement begins */
  Level       levels[MAX_DEPTH];
  guint       depth;
  gboolean    after_colon;   /* at no depth, in this statement */
  gboolean    after_equals;
  gboolean    in_text;       /* the cursor is in a string or a comment */
  gboolean    too_deep;
} Reading;

static gboolean
is_word_byte (char byte)
{
  return g_ascii_isalnum (byte) || byte == '_' || (guchar) byte >= 0x80;
}

/* Goes on after a string that begins at p; NULL where it does not end before end. */
static const char *
skip_string (const char *p,
             const char *end)
{
  char quote = *p;
  gboolean triple = end - p >= 3 && p[1] == quote && p[2] == quote;

  for (p += triple ? 3 : 1; p < end; p++)
    {
      if (*p == '\\')
        p++;
      else if (*p == quote && !triple)
        return p + 1;
      else if (triple && end - p >= 3 && *p == quote && p[1] == quote && p[2] == quote)
        return p + 3;
      else if (*p == '\n' && !triple)
        return p;
    }

  return NULL;
}

static void
open_bracket (Reading    *self,
              const char *text,
              const char *p)
{
  const char *end = p, *start;
  Level *level;

  if (self->depth == MAX_DEPTH)
    {
      self->too_deep = TRUE;
      return;
    }

  while (end > text && end[-1] == ' ')
    end--;
  for (start = end; start > text && is_word_byte (start[-1]); start--)
    ;
  level = &self->levels[self->depth++];
  *level = (Level) { .bracket = *p, .name = start, .length = end - start };
}

static void
read_operator (Reading    *self,
               const char *text,
               const char *p)
{
  Level *level = self->depth > 0 ? &self->levels[self->depth - 1] : NULL;

  if (strchr ("([{", *p) != NULL)
    open_bracket (self, text, p);
  else if (strchr (")]}", *p) != NULL)
    self->depth -= level != NULL ? 1 : 0;
  else if (*p == ',' && level != NULL)
    {
      level->n_commas++;
      level->in_value = FALSE;
    }
  else if (*p == '=' && level != NULL)
    level->in_value = TRUE;
  else if (*p == ':' && level == NULL)
    self->after_colon = TRUE;
  else if (*p == '=')
    self->after_equals = TRUE;
}

/* A class that follows an open bracket ends it: nobody writes one inside of brackets. */
static gboolean
begins_statement (Reading    *self,
                  const char *p,
                  const char *end)
{
  return self->depth == 0 || (end - p > 6 && strncmp (p, "class ", 6) == 0);
}

static void
read_before (Reading    *self,
             const char *text,
             const char *end)
{
  const char *p = text;

  self->statement = text;
  while (p < end)
    {
      if (*p == '\'' || *p == '"')
        {
          p = skip_string (p, end);
          if (p == NULL)
            {
              self->in_text = TRUE;
              return;
            }
          continue;
        }
      if (*p == '#')
        {
          p += strcspn (p, "\n");
          self->in_text = p >= end;
          continue;
        }
      if (*p == '\n' && begins_statement (self, p + 1, end))
        *self = (Reading) { .statement = p + 1 };
      else
        read_operator (self, text, p);
      p++;
    }
}

/* --- The classes of the text --- */

static const char *
skip_spaces (const char *p)
{
  return p + strspn (p, " \t");
}

static const char *
next_line (const char *p)
{
  p += strcspn (p, "\n");

  return *p != '\0' ? p + 1 : p;
}

/* The name of a class that a line begins, NULL where it begins none. */
static char *
dup_class_name (const char *line)
{
  const char *name = skip_spaces (line), *end;

  if (strncmp (name, "class ", 6) != 0)
    return NULL;

  name = skip_spaces (name + 6);
  for (end = name; is_word_byte (*end); end++)
    ;

  return end > name ? g_strndup (name, end - name) : NULL;
}

static gboolean
is_enum (const char *line)
{
  gsize length = strcspn (line, "\n");

  return g_strstr_len (line, length, "Enum") != NULL;
}

static void
propose_classes (SluiceCompletion *self,
                 const char       *text)
{
  for (const char *line = text; *line != '\0'; line = next_line (line))
    {
      g_autofree char *name = dup_class_name (line);

      if (name != NULL)
        sluice_completion_propose (self, SLUICE_PROPOSAL_CLASS, name, NULL,
                                   is_enum (line) ? _("one of named values") : _("a class of this schema"));
    }
}

/* The members of an enum: what is assigned at the first indentation of its block. */
static void
propose_members (SluiceCompletion *self,
                 const char       *line)
{
  gsize indent = skip_spaces (line) - line, block = 0;

  for (line = next_line (line); *line != '\0'; line = next_line (line))
    {
      const char *name = skip_spaces (line), *end;
      g_autofree char *member = NULL;

      if (*name == '\n' || *name == '\0')
        continue;
      if ((gsize) (name - line) <= indent)
        return;
      if (block == 0)
        block = name - line;
      if ((gsize) (name - line) > block)
        continue;
      for (end = name; is_word_byte (*end); end++)
        ;
      if (end == name || *skip_spaces (end) != '=')
        continue;
      member = g_strndup (name, end - name);
      sluice_completion_propose (self, SLUICE_PROPOSAL_VALUE, member, NULL, NULL);
    }
}

static void
propose_members_of (SluiceCompletion *self,
                    const char       *text,
                    const char       *dot)
{
  const char *start = dot;
  g_autofree char *owner = NULL;

  while (start > text && is_word_byte (start[-1]))
    start--;
  owner = g_strndup (start, dot - start);
  for (const char *line = text; *line != '\0'; line = next_line (line))
    {
      g_autofree char *name = dup_class_name (line);

      if (name != NULL && is_enum (line) && g_str_equal (name, owner))
        propose_members (self, line);
    }
}

/* --- What fits the place --- */

static void
propose_words (SluiceCompletion   *self,
               SluiceProposalKind  kind,
               const Word         *words,
               gsize               n)
{
  for (gsize i = 0; i < n; i++)
    sluice_completion_propose (self, kind, words[i].label, words[i].text,
                               words[i].detail != NULL ? _(words[i].detail) : NULL);
}

#define PROPOSE(self, kind, words) propose_words (self, SLUICE_PROPOSAL_##kind, words, G_N_ELEMENTS (words))

static void
propose_types (SluiceCompletion *self,
               const char       *text)
{
  propose_classes (self, text);
  PROPOSE (self, TYPE, types);
}

static gboolean
is_called (const Level *level,
           const char  *name)
{
  return level->length == strlen (name) && strncmp (level->name, name, level->length) == 0;
}

static gboolean
narrows_type (const Level *level)
{
  return is_called (level, "Field") || (level->length > 3 && strncmp (level->name, "con", 3) == 0);
}

static void
propose_in_parentheses (SluiceCompletion *self,
                        const char       *text,
                        const Reading    *reading,
                        const Level      *level)
{
  const char *statement = skip_spaces (reading->statement);

  if (narrows_type (level) && !level->in_value)
    PROPOSE (self, ARGUMENT, arguments);
  else if (is_called (level, "ConfigDict") && !level->in_value)
    PROPOSE (self, ARGUMENT, settings);
  else if (reading->depth == 1 && strncmp (statement, "class ", 6) == 0)
    {
      PROPOSE (self, TYPE, bases);
      propose_classes (self, text);
    }
  else if (level->in_value)
    sluice_completion_propose (self, SLUICE_PROPOSAL_VALUE, "None", NULL, _("nothing"));
}

static void
propose_in_brackets (SluiceCompletion *self,
                     const char       *text,
                     const Level      *level)
{
  if (is_called (level, "Literal") || level->length == 0)
    return;

  if (is_called (level, "Annotated") && level->n_commas > 0)
    sluice_completion_propose (self, SLUICE_PROPOSAL_VALUE, "Field", "Field(", _("a description and rules"));
  else
    propose_types (self, text);
}

static void
propose_in_statement (SluiceCompletion *self,
                      const char       *text,
                      const Reading    *reading,
                      const char       *word)
{
  const char *first = skip_spaces (reading->statement);
  gboolean inside = first > reading->statement;

  if (strncmp (first, "class ", 6) == 0)
    return;

  if (reading->after_equals && inside)
    {
      PROPOSE (self, VALUE, values);
      propose_classes (self, text);
    }
  else if (reading->after_equals || reading->after_colon)
    propose_types (self, text);
  else if (first == word && inside)
    PROPOSE (self, KEYWORD, members);
  else if (first == word)
    PROPOSE (self, KEYWORD, statements);
}

void
sluice_completion_add_classes (SluiceCompletion *self,
                               const char       *text,
                               gsize             position)
{
  const char *end = text + position, *word = end;
  Reading reading = { 0 };
  const Level *level;

  read_before (&reading, text, end);
  if (reading.in_text || reading.too_deep)
    return;

  while (word > text && is_word_byte (word[-1]))
    word--;
  sluice_completion_set_word (self, word - text, position, word, end - word);

  level = reading.depth > 0 ? &reading.levels[reading.depth - 1] : NULL;
  if (g_ascii_isdigit (*word))
    return;
  if (word > text && word[-1] == '.')
    propose_members_of (self, text, word - 1);
  else if (level == NULL)
    propose_in_statement (self, text, &reading, word);
  else if (level->bracket == '(')
    propose_in_parentheses (self, text, &reading, level);
  else if (level->bracket == '[')
    propose_in_brackets (self, text, level);
}
