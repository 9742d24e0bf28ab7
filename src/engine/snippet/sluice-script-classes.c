/* sluice-script-classes.c: the statements of a script that a schema is made of, as they stand there
 *
 * From the names that a call asks for, all classes, aliases, enums, constants and functions that
 * they need are found, and copied with their comments. What stands side by side in the script stays
 * side by side.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-name-private.h"
#include "snippet/sluice-python-import-private.h"
#include "snippet/sluice-script-schema-private.h"

/* Text in quotes up to this length may name a class that is declared further down. */
#define MAX_FORWARD_REFERENCE 200

typedef struct
{
  SluiceScriptSchema *schema;
  SluiceScript       *script;
  SluiceScriptValue   place;
  GPtrArray          *pieces;  /* owned: SluiceClassStatement, not owned */
  GHashTable         *taken;   /* owned: the same, as a set */
  GHashTable         *seen;    /* owned: char*, names that were looked up */
  GPtrArray          *queue;   /* owned: char* */
} Collector;

/* Names */

static gboolean
is_part (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* Marked with a leading quote: what stands in a text only counts where it is a class. */
static void
collect_quoted (const char *text,
                guint32     start,
                guint32     end,
                GPtrArray  *names)
{
  if (end - start > MAX_FORWARD_REFERENCE)
    return;

  for (guint32 p = start; p < end; p++)
    {
      guint32 first = p;

      while (p < end && is_part (text[p]))
        p++;
      if (p > first && !g_ascii_isdigit (text[first]))
        g_ptr_array_add (names, g_strdup_printf ("'%.*s", (int) (p - first), text + first));
    }
}

/**
 * sluice_script_classes_collect_names: (skip)
 * @script: a script
 * @expression: (nullable): a part of it
 * @is_type: whether text in it may be a type that is declared further down
 * @names: (element-type utf8): gets the names that are used there, some more than once
 *
 * Lists names that something may be declared under.
 */
void
sluice_script_classes_collect_names (SluiceScript          *script,
                                     SluiceClassExpression *expression,
                                     gboolean               is_type,
                                     GPtrArray             *names)
{
  if (!expression)
    return;

  if (expression->kind == SLUICE_CLASS_EXPRESSION_NAME)
    g_ptr_array_add (names, g_strdup (expression->name));
  else if (expression->kind == SLUICE_CLASS_EXPRESSION_STRING && is_type)
    collect_quoted (script->source->text, expression->span.start, expression->span.end, names);

  sluice_script_classes_collect_names (script, expression->subject, is_type, names);
  for (SluiceClassExpression *part = expression->parts; part; part = part->next)
    sluice_script_classes_collect_names (script, part, is_type, names);
}

/* What a function sets itself is not what stands outside of it under that name. */
static void
drop_local_names (Collector            *self,
                  SluiceClassStatement *function,
                  guint                 start)
{
  SluiceScope *scope = g_hash_table_lookup (self->script->scopes, function);

  for (guint i = self->queue->len; scope && i > start; i--)
    if (g_hash_table_contains (scope->names, g_ptr_array_index (self->queue, i - 1)))
      g_ptr_array_remove_index (self->queue, i - 1);
}

/* Names that a statement needs; not those of fields and arguments, which only look the same. */
static void
collect_statement (Collector            *self,
                   SluiceClassStatement *statement)
{
  guint start = self->queue->len;

  sluice_script_classes_collect_names (self->script, statement->decorators, FALSE, self->queue);
  sluice_script_classes_collect_names (self->script, statement->expressions, TRUE, self->queue);
  sluice_script_classes_collect_names (self->script, statement->annotation, TRUE, self->queue);
  sluice_script_classes_collect_names (self->script, statement->value, TRUE, self->queue);
  if (statement->kind == SLUICE_CLASS_STATEMENT_FUNCTION)
    for (SluiceClassExpression *part = statement->parameters->parts; part; part = part->next)
      {
        sluice_script_classes_collect_names (self->script, part->subject, FALSE, self->queue);
        sluice_script_classes_collect_names (self->script, part->parts, TRUE, self->queue);
      }
  for (SluiceClassStatement *inner = statement->body; inner; inner = inner->next)
    if (inner->kind != SLUICE_CLASS_STATEMENT_IMPORT)
      collect_statement (self, inner);
  if (statement->kind == SLUICE_CLASS_STATEMENT_FUNCTION)
    drop_local_names (self, statement, start);
}

/* Statements */

static gboolean
is_known (const char *name)
{
  return sluice_python_import_find (name) || sluice_python_import_is_module (name) ||
         sluice_class_name_lookup (name);
}

/* An import that an export would not write by itself. */
static gboolean
is_needed_import (const SluiceBinding *binding)
{
  SluiceClassExpression *name = binding->value;

  if (g_str_equal (binding->statement->name, "import"))
    return !is_known (name->name) && (name->subject || !g_str_equal (name->name, "instructor"));

  return name->subject || !is_known (name->name);
}

/* A client, a result: values that only the running script has. */
static gboolean
is_declaration (SluiceScript         *script,
                const SluiceBinding  *binding)
{
  static const char *const makers[] = { "Enum", "IntEnum", "StrEnum", "TypedDict", "NamedTuple",
                                        "namedtuple", "TypeVar", "NewType", "TypeAliasType", "Field",
                                        "Annotated", "Discriminator", "compile", "frozenset", "set",
                                        "list", "dict", "tuple", "ConfigDict", NULL };
  SluiceClassExpression *value = binding->value;
  const char *callee;

  if (!value || binding->index >= 0)
    return FALSE;
  if (value->kind == SLUICE_CLASS_EXPRESSION_OPAQUE)
    return FALSE;
  if (value->kind != SLUICE_CLASS_EXPRESSION_CALL)
    return TRUE;

  callee = value->subject->name;

  return callee && (g_strv_contains (makers, callee) || sluice_class_name_lookup (callee));
}

static gboolean
is_wanted (Collector           *self,
           const SluiceBinding *binding,
           gboolean             is_quoted)
{
  switch (binding->kind)
    {
    case SLUICE_BINDING_CLASS:
      return TRUE;
    case SLUICE_BINDING_FUNCTION:
      return !is_quoted;
    case SLUICE_BINDING_IMPORT:
      return !is_quoted && is_needed_import (binding);
    case SLUICE_BINDING_VALUE:
      return !is_quoted && is_declaration (self->script, binding);
    default:
      return FALSE;
    }
}

static void
take_statement (Collector            *self,
                SluiceClassStatement *statement)
{
  if (!g_hash_table_add (self->taken, statement))
    return;

  g_ptr_array_add (self->pieces, statement);
  if (statement->kind != SLUICE_CLASS_STATEMENT_IMPORT)
    collect_statement (self, statement);
}

static void
take_name (Collector  *self,
           const char *name)
{
  gboolean is_quoted = *name == '\'';
  SluiceBinding *binding;

  if (!g_hash_table_add (self->seen, (gpointer) name))
    return;

  name += is_quoted;
  binding = sluice_script_find (self->script, self->place.scope, self->place.offset, name);
  if (!binding)
    binding = sluice_script_find (self->script, self->place.scope, G_MAXUINT32, name);
  if (binding && is_wanted (self, binding, is_quoted))
    take_statement (self, binding->statement);
}

/* User.model_rebuild () belongs to the class. */
static void
take_rebuilds (Collector            *self,
               SluiceClassStatement *statement)
{
  for (; statement; statement = statement->next)
    {
      SluiceClassExpression *call = statement->value, *owner;

      if (statement->kind != SLUICE_CLASS_STATEMENT_EXPRESSION ||
          call->kind != SLUICE_CLASS_EXPRESSION_CALL ||
          call->subject->kind != SLUICE_CLASS_EXPRESSION_ATTRIBUTE ||
          (!g_str_equal (call->subject->name, "model_rebuild") &&
           !g_str_equal (call->subject->name, "update_forward_refs")))
        continue;
      owner = call->subject->subject;
      if (owner->kind == SLUICE_CLASS_EXPRESSION_NAME && g_hash_table_contains (self->seen, owner->name) &&
          g_hash_table_add (self->taken, statement))
        g_ptr_array_add (self->pieces, statement);
    }
}

static int
compare_pieces (gconstpointer a,
                gconstpointer b)
{
  const SluiceClassStatement *one = *(SluiceClassStatement *const *) a;
  const SluiceClassStatement *other = *(SluiceClassStatement *const *) b;

  return one->extent.start < other->extent.start ? -1 : one->extent.start > other->extent.start;
}

/* Text */

static guint32
find_line_start (const char *text,
                 guint32     at)
{
  while (at > 0 && text[at - 1] != '\n')
    at--;

  return at;
}

/* The comment lines right above belong to a statement. */
static guint32
find_start (Collector            *self,
            SluiceClassStatement *statement)
{
  const char *text = self->script->source->text;
  guint32 start = find_line_start (text, statement->extent.start);
  guint32 column = statement->extent.start - start;

  while (start > 0)
    {
      guint32 above = find_line_start (text, start - 1);

      if (start - 1 - above <= column || strspn (text + above, " \t") != column ||
          text[above + column] != '#' || text[above + column + 1] == '!')
        break;
      start = above;
    }

  return start + column;
}

/* A comment after the last word belongs to it, too. */
static guint32
find_end (Collector            *self,
          SluiceClassStatement *statement)
{
  const char *text = self->script->source->text;
  guint32 end = statement->extent.end;

  while (text[end] == ' ' || text[end] == '\t')
    end++;
  if (text[end] != '#')
    return statement->extent.end;
  while (text[end] && text[end] != '\n' && text[end] != '\r')
    end++;

  return end;
}

/* Copies a range, from each line of which column blanks are taken away. */
static void
copy_range (Collector *self,
            guint32    start,
            guint32    end,
            guint32    column)
{
  const char *text = self->script->source->text;
  GString *out = self->schema->text;

  while (start < end)
    {
      const char *newline = memchr (text + start, '\n', end - start);
      guint32 line_end = newline ? newline - text + 1 : end;
      SluiceScriptSegment segment = { out->len, line_end - start, start };

      g_array_append_val (self->schema->segments, segment);
      g_string_append_len (out, text + start, line_end - start);
      if (newline && line_end - start > 1 && text[line_end - 2] == '\r')
        {
          g_string_truncate (out, out->len - 2);
          g_string_append_c (out, '\n');
        }
      start = line_end;
      for (guint32 n = 0; newline && n < column && start < end && text[start] == ' '; n++)
        start++;
    }
}

static gboolean
is_block (SluiceClassStatement *statement)
{
  return statement->kind == SLUICE_CLASS_STATEMENT_CLASS ||
         statement->kind == SLUICE_CLASS_STATEMENT_FUNCTION;
}

/* Whether from the end of one to the start of the other there is nothing else. */
static gboolean
are_neighbours (SluiceClassStatement *one,
                SluiceClassStatement *other)
{
  return one->next == other;
}

static void
write_pieces (Collector *self)
{
  const char *text = self->script->source->text;
  SluiceClassStatement *last = NULL;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      SluiceClassStatement *piece = g_ptr_array_index (self->pieces, i);
      guint32 start = find_start (self, piece);
      guint32 column = piece->extent.start - find_line_start (text, piece->extent.start);

      if (last && are_neighbours (last, piece))
        copy_range (self, find_end (self, last), start, column);
      else if (last)
        g_string_append (self->schema->text, is_block (last) || is_block (piece) ? "\n\n\n" : "\n");
      copy_range (self, start, find_end (self, piece), column);
      last = piece;
    }

  if (last)
    g_string_append_c (self->schema->text, '\n');
}

/* A comment "# sluice: ..." is for all of the text. */
static void
write_pragma (Collector *self)
{
  static const char mark[] = "# sluice:";
  const char *text = self->script->source->text;
  const char *found = g_str_has_prefix (text, mark) ? text : strstr (text, "\n# sluice:");
  const char *end;

  if (!found)
    return;
  found += *found == '\n';
  end = found + strcspn (found, "\r\n");
  g_string_append_len (self->schema->text, found, end - found);
  g_string_append (self->schema->text, "\n\n");
}

/**
 * sluice_script_classes_write: (skip)
 * @self: gets the text
 * @script: a script
 * @place: where the names are used
 * @names: (element-type utf8): names
 * @n_classes: (out): how many classes and named types are in the text
 *
 * Copies what names stand for, and all that it needs, out of a script.
 */
void
sluice_script_classes_write (SluiceScriptSchema *self,
                             SluiceScript       *script,
                             SluiceScriptValue   place,
                             GPtrArray          *names,
                             guint              *n_classes)
{
  g_autoptr(GPtrArray) pieces = g_ptr_array_new ();
  g_autoptr(GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Collector collector = { self, script, place, pieces, taken, seen, names };

  for (guint i = 0; i < names->len; i++)
    take_name (&collector, g_ptr_array_index (names, i));
  take_rebuilds (&collector, script->statements);
  g_ptr_array_sort (pieces, compare_pieces);

  *n_classes = 0;
  for (guint i = 0; i < pieces->len; i++)
    *n_classes += ((SluiceClassStatement *) g_ptr_array_index (pieces, i))->kind ==
                  SLUICE_CLASS_STATEMENT_CLASS;

  if (pieces->len > 0)
    write_pragma (&collector);
  write_pieces (&collector);
}
