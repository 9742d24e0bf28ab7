/* sluice-completion-json.c: what could be written at a place of a JSON Schema
 *
 * The text is read for its brackets, names and strings only, from the beginning to the end, so that
 * what is broken is no obstacle. Which objects are schemas follows from the keywords around them.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-completion-private.h"
#include "schema/sluice-keyword-private.h"

typedef enum
{
  ROLE_OTHER,
  ROLE_SCHEMA,
  ROLE_SCHEMAS,  /* an array of schemas */
  ROLE_MAP,      /* an object of schemas */
  ROLE_TYPES,    /* an array of names of types */
  ROLE_NAMES,    /* "required": an array of names of properties */
} Role;

/* An object or array that is open. */
typedef struct
{
  gboolean    is_object;
  Role        role;
  gsize       start;      /* of its bracket, which tells it apart */
  gsize       owner;      /* of the schema that has it as the value of a keyword */
  char       *pointer;    /* JSON Pointer */
  char       *key;        /* of the member that is being read; NULL before it */
  gboolean    at_value;   /* after the colon */
  GHashTable *keys;       /* of an object: those that are there */
} Level;

/* The name of a schema in a map: of a property or a definition. */
typedef struct
{
  gsize    owner;       /* the schema that has the map */
  gboolean is_property;
  char    *name;
  char    *pointer;     /* of the schema */
} Name;

/* What is around the cursor. */
typedef struct
{
  gboolean    found;
  Role        role;
  gboolean    is_object;
  gboolean    at_value;
  gsize       owner;
  char       *key;
  GHashTable *keys;     /* those of the whole object, when all is read */
} Place;

typedef struct
{
  const char *text;
  gsize       length;
  gsize       position;
  GPtrArray  *levels;   /* Level */
  GPtrArray  *names;    /* Name */
  Place       place;
  gboolean    in_word;  /* the cursor is in the string that begins at word_start */
  gsize       word_start;
} Reading;

static void
level_free (gpointer data)
{
  Level *level = data;

  g_clear_pointer (&level->keys, g_hash_table_unref);
  g_free (level->pointer);
  g_free (level->key);
  g_free (level);
}

static void
name_free (gpointer data)
{
  Name *name = data;

  g_free (name->name);
  g_free (name->pointer);
  g_free (name);
}

static Level *
get_top (Reading *self)
{
  return self->levels->len > 0 ? g_ptr_array_index (self->levels, self->levels->len - 1) : NULL;
}

/* --- Reading --- */

static Role
get_role_of_keyword (const char *key,
                     gboolean    is_object)
{
  const SluiceKeyword *keyword = key != NULL ? sluice_keyword_lookup (key) : NULL;

  switch (keyword != NULL ? keyword->form : SLUICE_FORM_ANY)
    {
    case SLUICE_FORM_SCHEMA:
    case SLUICE_FORM_ITEMS:
      return is_object ? ROLE_SCHEMA : ROLE_SCHEMAS;
    case SLUICE_FORM_SCHEMAS:
      return is_object ? ROLE_OTHER : ROLE_SCHEMAS;
    case SLUICE_FORM_SCHEMA_MAP:
    case SLUICE_FORM_PATTERN_MAP:
    case SLUICE_FORM_DEPENDENCIES:
      return is_object ? ROLE_MAP : ROLE_OTHER;
    case SLUICE_FORM_TYPES:
      return is_object ? ROLE_OTHER : ROLE_TYPES;
    case SLUICE_FORM_NAMES:
      return is_object ? ROLE_OTHER : ROLE_NAMES;
    default:
      return ROLE_OTHER;
    }
}

static Role
get_role (const Level *parent,
          gboolean     is_object)
{
  if (parent == NULL)
    return is_object ? ROLE_SCHEMA : ROLE_OTHER;

  switch (parent->role)
    {
    case ROLE_SCHEMA:
      return get_role_of_keyword (parent->key, is_object);
    case ROLE_SCHEMAS:
    case ROLE_MAP:
      return is_object ? ROLE_SCHEMA : ROLE_OTHER;
    default:
      return ROLE_OTHER;
    }
}

static char *
join (const Level *parent)
{
  g_autoptr(GString) token = NULL;

  if (parent == NULL)
    return g_strdup ("");

  token = g_string_new (parent->key != NULL ? parent->key : "");
  g_string_replace (token, "~", "~0", 0);
  g_string_replace (token, "/", "~1", 0);

  return g_strconcat (parent->pointer, "/", token->str, NULL);
}

static void
note_name (Reading     *self,
           const Level *map,
           const Level *schema)
{
  const Level *owner = self->levels->len > 1 ? g_ptr_array_index (self->levels, self->levels->len - 2) : NULL;
  Name *name;

  if (map->key == NULL || owner == NULL || owner->key == NULL)
    return;

  name = g_new0 (Name, 1);
  name->owner = map->owner;
  name->is_property = g_str_equal (owner->key, "properties");
  name->name = g_strdup (map->key);
  name->pointer = g_strdup (schema->pointer);
  g_ptr_array_add (self->names, name);
}

static void
open_level (Reading *self,
            gsize    i)
{
  Level *parent = get_top (self);
  Level *level = g_new0 (Level, 1);

  level->is_object = self->text[i] == '{';
  level->role = get_role (parent, level->is_object);
  level->start = i;
  level->owner = parent != NULL && parent->role == ROLE_SCHEMA ? parent->start : i;
  level->pointer = join (parent);
  if (level->is_object)
    level->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (parent != NULL && parent->role == ROLE_MAP)
    note_name (self, parent, level);
  g_ptr_array_add (self->levels, level);
}

/* A name that is only begun, at the cursor, is none yet. */
static void
read_name (Reading *self,
           Level   *level,
           gsize    start,
           gsize    end)
{
  g_free (level->key);
  level->key = g_strndup (self->text + start, end - start);
  if (self->position < start || self->position > end)
    g_hash_table_add (level->keys, g_strdup (level->key));
}

static void
note_place (Reading *self)
{
  Level *level = get_top (self);

  if (self->place.found || level == NULL)
    return;

  self->place.found = TRUE;
  self->place.role = level->role;
  self->place.is_object = level->is_object;
  self->place.at_value = level->at_value;
  self->place.owner = level->is_object ? level->start : level->owner;
  self->place.key = g_strdup (level->key);
  self->place.keys = level->keys != NULL ? g_hash_table_ref (level->keys) : NULL;
}

/* A string of JSON ends with its line at the latest: it cannot hold one. */
static gsize
find_string_end (Reading *self,
                 gsize    i)
{
  for (i++; i < self->length && self->text[i] != '"' && self->text[i] != '\n'; i++)
    if (self->text[i] == '\\' && i + 1 < self->length)
      i++;

  return MIN (i, self->length);
}

static gsize
read_string (Reading *self,
             gsize    i)
{
  gsize end = find_string_end (self, i);
  Level *level = get_top (self);

  if (self->position > i && self->position <= end)
    {
      self->in_word = TRUE;
      self->word_start = i;
      note_place (self);
    }
  if (level != NULL && level->is_object && !level->at_value)
    read_name (self, level, i + 1, end);

  return end < self->length && self->text[end] == '"' ? end + 1 : end;
}

static void
read_text (Reading *self)
{
  for (gsize i = 0; i < self->length;)
    {
      Level *level = get_top (self);

      if (i >= self->position)
        note_place (self);

      switch (self->text[i])
        {
        case '"':
          i = read_string (self, i);
          continue;
        case '{':
        case '[':
          open_level (self, i);
          break;
        case '}':
        case ']':
          if (level != NULL)
            g_ptr_array_set_size (self->levels, self->levels->len - 1);
          break;
        case ':':
          if (level != NULL)
            level->at_value = level->is_object;
          break;
        case ',':
          if (level != NULL)
            level->at_value = FALSE;
          break;
        default:
          break;
        }
      i++;
    }

  note_place (self);
}

/* --- What fits the place --- */

/* With quotes: they belong to the word. */
static void
propose_quoted (SluiceCompletion   *self,
                SluiceProposalKind  kind,
                const char         *label,
                const char         *after,
                const char         *detail)
{
  g_autofree char *text = g_strconcat ("\"", label, "\"", after, NULL);

  sluice_completion_propose (self, kind, label, text, detail);
}

static void
propose_keywords (SluiceCompletion *self,
                  const Reading    *reading,
                  gsize             end)
{
  /* The usual ones first. */
  static const char *const usual[] = {
    "type", "properties", "required", "items", "description", "enum", "title", "default", "$ref", "anyOf",
    "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "format", "pattern",
    "additionalProperties", "const", "oneOf", "allOf", "uniqueItems", "examples", "$defs",
    "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "prefixItems", "patternProperties", "not", "if",
    "then", "else", "contains", "minContains", "maxContains", "minProperties", "maxProperties",
    "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems",
    "deprecated", "readOnly", "writeOnly", "discriminator", "$schema", "$id", "$anchor", "$dynamicRef",
    "$dynamicAnchor", "$comment",
  };
  const char *rest = reading->text + end;
  gboolean has_colon = rest[strspn (rest, " \t\r\n")] == ':';

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (!g_hash_table_contains (reading->place.keys, usual[i]))
      propose_quoted (self, SLUICE_PROPOSAL_KEYWORD, usual[i], has_colon ? "" : ": ", NULL);
}

static void
propose_types (SluiceCompletion *self)
{
  static const char *const types[] = {
    "string", "integer", "number", "boolean", "object", "array", "null",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    propose_quoted (self, SLUICE_PROPOSAL_TYPE, types[i], "", NULL);
}

static void
propose_formats (SluiceCompletion *self)
{
  static const struct { const char *name; const char *detail; } formats[] = {
    { "date-time", N_("a date and time") }, { "date", N_("a date") }, { "time", N_("a time of day") },
    { "duration", N_("a duration") }, { "email", N_("an email address") }, { "uri", N_("a URI") },
    { "uuid", N_("a UUID") }, { "hostname", N_("the name of a host") }, { "ipv4", N_("an IPv4 address") },
    { "ipv6", N_("an IPv6 address") }, { "uri-reference", N_("a URI or a part of one") },
    { "json-pointer", N_("a JSON Pointer") }, { "regex", N_("a regular expression") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    propose_quoted (self, SLUICE_PROPOSAL_TYPE, formats[i].name, "", _(formats[i].detail));
}

static void
propose_references (SluiceCompletion *self,
                    const Reading    *reading)
{
  for (guint i = 0; i < reading->names->len; i++)
    {
      const Name *name = g_ptr_array_index (reading->names, i);
      g_autofree char *reference = g_strconcat ("#", name->pointer, NULL);

      if (!name->is_property)
        propose_quoted (self, SLUICE_PROPOSAL_CLASS, reference, "", _("a definition of this schema"));
    }
  propose_quoted (self, SLUICE_PROPOSAL_CLASS, "#", "", _("the whole schema"));
}

static void
propose_properties (SluiceCompletion *self,
                    const Reading    *reading)
{
  for (guint i = 0; i < reading->names->len; i++)
    {
      const Name *name = g_ptr_array_index (reading->names, i);

      if (name->is_property && name->owner == reading->place.owner)
        propose_quoted (self, SLUICE_PROPOSAL_PROPERTY, name->name, "", NULL);
    }
}

static void
propose_values (SluiceCompletion *self,
                const Reading    *reading)
{
  const char *key = reading->place.key != NULL ? reading->place.key : "";
  const SluiceKeyword *keyword = sluice_keyword_lookup (key);

  if (keyword == NULL)
    return;

  if (g_str_equal (key, "format"))
    propose_formats (self);
  else if (g_str_equal (key, "$schema"))
    propose_quoted (self, SLUICE_PROPOSAL_VALUE, "https://json-schema.org/draft/2020-12/schema", "", NULL);
  else if (keyword->form == SLUICE_FORM_REFERENCE && !g_str_equal (key, "$id"))
    propose_references (self, reading);
  else if (keyword->form == SLUICE_FORM_TYPES)
    propose_types (self);
  else if ((keyword->form == SLUICE_FORM_BOOLEAN || keyword->form == SLUICE_FORM_SCHEMA) && !reading->in_word)
    {
      sluice_completion_propose (self, SLUICE_PROPOSAL_VALUE, "false", NULL, NULL);
      sluice_completion_propose (self, SLUICE_PROPOSAL_VALUE, "true", NULL, NULL);
    }
}

static void
propose (SluiceCompletion *self,
         const Reading    *reading,
         gsize             end)
{
  const Place *place = &reading->place;

  if (place->role == ROLE_SCHEMA && place->is_object && !place->at_value)
    propose_keywords (self, reading, end);
  else if (place->role == ROLE_SCHEMA && place->is_object)
    propose_values (self, reading);
  else if (place->role == ROLE_TYPES)
    propose_types (self);
  else if (place->role == ROLE_NAMES)
    propose_properties (self, reading);
}

/* The word at the cursor: a string with its quotes, or letters without any. Returns its end. */
static gsize
find_word (SluiceCompletion *self,
           Reading          *reading)
{
  const char *text = reading->text;
  gsize start = reading->position, end = reading->position;

  if (reading->in_word)
    {
      if (text[end] == '"')
        end++;
      sluice_completion_set_word (self, reading->word_start, end, text + reading->word_start + 1,
                                  reading->position - reading->word_start - 1);
      return end;
    }

  while (start > 0 && (g_ascii_isalnum (text[start - 1]) || text[start - 1] == '$'))
    start--;
  sluice_completion_set_word (self, start, end, text + start, end - start);

  return end;
}

/* After a value there is a comma to write, not a word. */
static gboolean
is_after_value (const Reading *self,
                gsize          start)
{
  while (start > 0 && g_ascii_isspace (self->text[start - 1]))
    start--;

  return start > 0 && strchr ("{[,:", self->text[start - 1]) == NULL;
}

void
sluice_completion_add_json (SluiceCompletion *self,
                            const char       *text,
                            gsize             position)
{
  Reading reading = { .text = text, .length = strlen (text), .position = position };

  reading.levels = g_ptr_array_new_with_free_func (level_free);
  reading.names = g_ptr_array_new_with_free_func (name_free);

  read_text (&reading);
  if (reading.place.found)
    {
      gsize end = find_word (self, &reading);

      if (!is_after_value (&reading, sluice_completion_get_start (self)))
        propose (self, &reading, end);
    }

  g_ptr_array_unref (reading.levels);
  g_ptr_array_unref (reading.names);
  g_clear_pointer (&reading.place.keys, g_hash_table_unref);
  g_free (reading.place.key);
}
