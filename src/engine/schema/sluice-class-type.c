/* sluice-class-type.c: annotations of a text in class notation
 *
 * Python's typing rules come first (unions dissolve in unions, Optional[X] is X or None, an alias
 * stands for what it names), then those by which Pydantic v2 understands the result.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

SluiceClassType *
sluice_class_type_new (SluiceClassReader *self,
                       guint              kind,
                       SluiceClassSpan    span)
{
  SluiceClassType *type = sluice_class_source_new0 (self->source, SluiceClassType);

  type->kind = kind;
  type->span = span;

  return type;
}

/* A copy whose lists are its own. What it is made of is shared. */
SluiceClassType *
sluice_class_type_copy (SluiceClassReader *self,
                        SluiceClassType   *type)
{
  SluiceClassType *copy = sluice_class_source_new0 (self->source, SluiceClassType);

  *copy = *type;
  copy->rules = NULL;
  copy->additions = NULL;
  for (SluiceClassKeyword *rule = type->rules; rule; rule = rule->next)
    sluice_class_keywords_set (self, &copy->rules, rule->key, rule->value, rule->span);
  for (SluiceClassKeyword *addition = type->additions; addition; addition = addition->next)
    sluice_class_keywords_set (self, &copy->additions, addition->key, addition->value,
                               addition->span);

  return copy;
}

static SluiceClassType *
fail (SluiceClassReader     *self,
      SluiceClassExpression *expression,
      const char            *message)
{
  sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span, "%s", message);

  return self->any;
}

/* Gives a type its parts, and refuses one that is nested too deeply: aliases can pile up. */
static SluiceClassType *
set_arguments (SluiceClassReader *self,
               SluiceClassType   *type,
               GPtrArray         *arguments)
{
  guint depth = 0;

  type->n_arguments = arguments->len;
  type->arguments = sluice_class_source_alloc (self->source,
                                               arguments->len * sizeof (SluiceClassType *));
  for (guint i = 0; i < arguments->len; i++)
    {
      type->arguments[i] = g_ptr_array_index (arguments, i);
      depth = MAX (depth, type->arguments[i]->depth);
    }

  if (depth >= SLUICE_CLASS_MAX_NESTING)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, type->span,
                                  _("This is nested too deeply"));
      return self->any;
    }
  type->depth = depth + 1;

  return type;
}

/* Names */

/* Imported names are reported as such: what they stand for cannot be looked up from here. */
static SluiceClassType *
fail_unknown (SluiceClassReader     *self,
              SluiceClassExpression *expression,
              const char            *name)
{
  SluiceClassDeclaration *declaration = sluice_class_reader_find (self, name);
  SluiceClassGuess guess;
  GHashTableIter iter;
  gpointer key;

  if (declaration && declaration->kind == SLUICE_CLASS_DECLARATION_FOREIGN)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                  _("‘%s’ is imported; write its class here to use it"), name);
      return self->any;
    }

  sluice_class_guess_begin (&guess, name);
  if (!sluice_class_source_is_full (self->source))
    {
      sluice_class_guess_offer_types (&guess);
      g_hash_table_iter_init (&iter, self->names);
      while (g_hash_table_iter_next (&iter, &key, (gpointer *) &declaration))
        if (sluice_class_declaration_is_type (declaration))
          sluice_class_guess_offer (&guess, key);
    }

  if (guess.best)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                _("Unknown type ‘%s’. Did you mean ‘%s’?"), name, guess.best);
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                _("Unknown type ‘%s’"), name);

  return self->any;
}

static SluiceClassType *
read_declared (SluiceClassReader      *self,
               SluiceClassExpression  *expression,
               SluiceClassDeclaration *declaration)
{
  SluiceClassType *type;

  if (!sluice_class_declaration_is_type (declaration))
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                  _("‘%s’ is a value, not a type"), declaration->name);
      return self->any;
    }

  if (declaration != self->current)
    declaration->is_used = TRUE;
  if (declaration->kind == SLUICE_CLASS_DECLARATION_ALIAS)
    return sluice_class_type_read_alias (self, declaration);

  type = sluice_class_type_new (self, SLUICE_CLASS_TYPE_REFERENCE, expression->span);
  type->declaration = declaration;

  return type;
}

/* A known name without brackets after it. */
static SluiceClassType *
read_named (SluiceClassReader     *self,
            SluiceClassExpression *expression,
            const char            *word)
{
  const SluiceClassName *name = sluice_class_name_lookup (word);
  g_autofree char *message = NULL;
  SluiceClassType *type;

  if (!name)
    return fail_unknown (self, expression, word);

  switch (name->role)
    {
    case SLUICE_CLASS_ROLE_UNION:
    case SLUICE_CLASS_ROLE_OPTIONAL:
    case SLUICE_CLASS_ROLE_LITERAL:
    case SLUICE_CLASS_ROLE_ANNOTATED:
    case SLUICE_CLASS_ROLE_REQUIRED:
    case SLUICE_CLASS_ROLE_OPTIONAL_KEY:
      message = g_strdup_printf (_("‘%s’ needs […] after it"), word);
      return fail (self, expression, message);

    case SLUICE_CLASS_ROLE_FUNCTION:
      message = g_strdup_printf (_("‘%s’ needs (…) after it"), word);
      return fail (self, expression, message);

    case SLUICE_CLASS_ROLE_BASE:
      message = g_strdup_printf (_("‘%s’ is there to derive from; a value needs a class of its own"),
                                 word);
      return fail (self, expression, message);

    default:
      break;
    }

  type = sluice_class_type_new (self, SLUICE_CLASS_TYPE_NAMED, expression->span);
  type->name = name->role == SLUICE_CLASS_ROLE_SAME || name->role == SLUICE_CLASS_ROLE_CLASS_VAR
                   ? self->any->name
                   : name;
  type->family = name->family;
  type->is_class_var = name->role == SLUICE_CLASS_ROLE_CLASS_VAR;
  type->is_final = g_str_equal (word, "Final");
  type->depth = 1;

  return type;
}

static SluiceClassType *
read_name (SluiceClassReader     *self,
           SluiceClassExpression *expression)
{
  const char *name;
  SluiceClassType *bound = sluice_class_generic_find (self, expression);
  SluiceClassDeclaration *declaration = sluice_class_reader_resolve (self, expression, &name);

  if (bound)
    return bound;
  if (declaration)
    return read_declared (self, expression, declaration);
  if (name)
    return read_named (self, expression, name);

  return fail (self, expression, _("This is not a type"));
}

/**
 * sluice_class_type_read_alias: (skip)
 * @self: a reader
 * @declaration: a type alias
 *
 * Reads what an alias stands for, once.
 *
 * Returns: (transfer none): the type
 */
SluiceClassType *
sluice_class_type_read_alias (SluiceClassReader      *self,
                              SluiceClassDeclaration *declaration)
{
  SluiceClassDeclaration *current = self->current;

  if (declaration->is_reading)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, declaration->name_span,
                                  _("‘%s’ contains itself; write ‘type %s = …’"),
                                  declaration->name, declaration->name);
      return self->any;
    }

  if (!declaration->is_read)
    {
      declaration->is_read = TRUE;
      declaration->is_reading = TRUE;
      self->current = declaration;
      declaration->type =
        declaration->value ? sluice_class_type_read (self, declaration->value) : self->any;
      self->current = current;
      declaration->is_reading = FALSE;
    }

  return declaration->type;
}

/* Unions */

/* What tells two plain types apart; NULL for one that has more to it than its name. */
static gconstpointer
identity (SluiceClassType *type)
{
  if (type->is_annotated || type->is_wrapped || type->rules || type->additions)
    return NULL;
  if (type->kind == SLUICE_CLASS_TYPE_REFERENCE)
    return type->declaration;
  if (type->kind == SLUICE_CLASS_TYPE_NAMED && type->n_arguments == 0)
    return type->name;

  return NULL;
}

typedef struct
{
  GPtrArray  *members;     /* owned */
  GHashTable *seen;        /* owned: identities */
  gboolean    is_nullable;
} Members;

static void
add_member (Members         *self,
            SluiceClassType *type)
{
  gconstpointer key = identity (type);

  if (type->kind == SLUICE_CLASS_TYPE_NULL && !type->is_annotated)
    {
      self->is_nullable = TRUE;
    }
  else if (type->kind == SLUICE_CLASS_TYPE_NULLABLE && !type->is_annotated)
    {
      self->is_nullable = TRUE;
      add_member (self, type->arguments[0]);
    }
  else if (type->kind == SLUICE_CLASS_TYPE_UNION && !type->is_annotated)
    {
      for (guint i = 0; i < type->n_arguments; i++)
        add_member (self, type->arguments[i]);
    }
  else if (!key || g_hash_table_add (self->seen, (gpointer) key))
    {
      g_ptr_array_add (self->members, type);
    }
}

static guint
count_members (SluiceClassType *type)
{
  if (type->kind == SLUICE_CLASS_TYPE_NULLABLE)
    type = type->arguments[0];

  return type->kind == SLUICE_CLASS_TYPE_UNION ? type->n_arguments : 1;
}

static SluiceClassType *
make_nullable (SluiceClassReader *self,
               SluiceClassType   *type,
               SluiceClassSpan    span)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();

  g_ptr_array_add (arguments, type);

  return set_arguments (self, sluice_class_type_new (self, SLUICE_CLASS_TYPE_NULLABLE, span),
                        arguments);
}

static SluiceClassType *
read_union (SluiceClassReader     *self,
            SluiceClassExpression *expression,
            gboolean               is_nullable)
{
  Members members = { g_ptr_array_new (), g_hash_table_new (NULL, NULL), is_nullable };
  SluiceClassType *type = NULL;

  for (SluiceClassExpression *part = expression->parts; part; part = part->next)
    {
      SluiceClassType *member = sluice_class_type_read (self, part);

      /* SkipJsonSchema[X] has no place in the schema. */
      if (!member->is_class_var && sluice_class_reader_spend (self, count_members (member)))
        add_member (&members, member);
    }

  if (members.members->len == 0)
    type = sluice_class_type_new (self, SLUICE_CLASS_TYPE_NULL, expression->span);
  else if (members.members->len == 1)
    type = g_ptr_array_index (members.members, 0);
  else
    type = set_arguments (self,
                          sluice_class_type_new (self, SLUICE_CLASS_TYPE_UNION, expression->span),
                          members.members);

  if (members.is_nullable && members.members->len > 0)
    type = make_nullable (self, type, expression->span);

  g_ptr_array_unref (members.members);
  g_hash_table_unref (members.seen);

  return type;
}

/* Literal */

static void
add_literal (JsonArray  *values,
             GHashTable *seen,
             JsonNode   *value)
{
  if (g_hash_table_add (seen, value))
    json_array_add_element (values, json_node_copy (value));
}

static void
read_literal_part (SluiceClassReader     *self,
                   SluiceClassExpression *part,
                   JsonArray             *values,
                   GHashTable            *seen)
{
  const char *name;
  SluiceClassDeclaration *declaration = sluice_class_reader_resolve (self, part, &name);
  SluiceClassType *type = NULL;
  JsonNode *value;

  if (declaration && declaration->kind == SLUICE_CLASS_DECLARATION_ALIAS)
    type = read_declared (self, part, declaration);
  else if (part->kind == SLUICE_CLASS_EXPRESSION_SUBSCRIPT)
    type = sluice_class_type_read (self, part);

  if (type && type->kind == SLUICE_CLASS_TYPE_LITERAL)
    {
      JsonArray *others = json_node_get_array (type->values);

      for (guint i = 0; i < json_array_get_length (others); i++)
        if (sluice_class_reader_spend (self, 1))
          add_literal (values, seen, json_array_get_element (others, i));
      return;
    }

  if (part->kind == SLUICE_CLASS_EXPRESSION_NAME && !declaration)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, part->span,
                                  _("‘%s’ needs quotes here"), part->name);
      return;
    }

  value = type || declaration ? NULL : sluice_class_value_read (self, part);
  if (value && !JSON_NODE_HOLDS_ARRAY (value) && !JSON_NODE_HOLDS_OBJECT (value))
    add_literal (values, seen, value);
  else
    fail (self, part, _("‘Literal’ takes texts, numbers, True, False, None and members of enums"));
}

static SluiceClassType *
read_literal (SluiceClassReader     *self,
              SluiceClassExpression *expression)
{
  g_autoptr (GHashTable) seen =
    g_hash_table_new ((GHashFunc) json_node_hash, (GEqualFunc) json_node_equal);
  g_autoptr (JsonArray) values = json_array_new ();
  SluiceClassType *type;

  for (SluiceClassExpression *part = expression->parts; part; part = part->next)
    read_literal_part (self, part, values, seen);

  if (json_array_get_length (values) == 0)
    return fail (self, expression, _("‘Literal’ needs at least one value"));

  type = sluice_class_type_new (self, SLUICE_CLASS_TYPE_LITERAL, expression->span);
  type->values = json_node_alloc ();
  json_node_init_array (type->values, values);
  sluice_class_source_keep (self->source, type->values);
  type->depth = 1;

  return type;
}

/* Brackets */

static SluiceClassType *
read_container (SluiceClassReader     *self,
                SluiceClassExpression *expression,
                const SluiceClassName *name)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  SluiceClassType *type =
    sluice_class_type_new (self, SLUICE_CLASS_TYPE_NAMED, expression->span);
  guint limit = name->role == SLUICE_CLASS_ROLE_DICT ? 2 : 1;

  type->name = name;
  type->family = name->family;
  type->has_arguments = TRUE;
  for (SluiceClassExpression *part = expression->parts; part; part = part->next)
    {
      if (name->role == SLUICE_CLASS_ROLE_TUPLE && part->kind == SLUICE_CLASS_EXPRESSION_ELLIPSIS &&
          arguments->len == 1 && !part->next)
        {
          type->is_variadic = TRUE;
          break;
        }
      if (name->role == SLUICE_CLASS_ROLE_TUPLE && part->kind == SLUICE_CLASS_EXPRESSION_TUPLE &&
          part->n_parts == 0)
        continue;
      g_ptr_array_add (arguments, sluice_class_type_read (self, part));
      if (g_str_equal (name->name, "Generator"))
        break;
    }

  if (name->role != SLUICE_CLASS_ROLE_TUPLE && arguments->len != limit)
    {
      g_autofree char *message = NULL;

      message = limit == 2
                    ? g_strdup_printf (_("‘%s’ takes two types: %s[key, value]"), name->name,
                                       name->name)
                    : g_strdup_printf (_("‘%s’ takes one type: %s[item]"), name->name, name->name);
      return fail (self, expression, message);
    }

  return set_arguments (self, type, arguments);
}

static SluiceClassType *
read_annotated (SluiceClassReader     *self,
                SluiceClassExpression *expression)
{
  SluiceClassType *type = sluice_class_type_read (self, expression->parts);

  if (type->is_class_var)
    return type;

  type = sluice_class_type_copy (self, type);
  type->is_annotated = TRUE;
  for (SluiceClassExpression *part = expression->parts->next; part; part = part->next)
    type = sluice_class_type_annotate (self, type, part);

  return type;
}

/* Final[X], Required[X] and their kind: X, and what they say of the field. */
static SluiceClassType *
read_qualified (SluiceClassReader     *self,
                SluiceClassExpression *expression,
                const SluiceClassName *name)
{
  SluiceClassType *type = sluice_class_type_read (self, expression->parts);

  type = sluice_class_type_copy (self, type);
  type->is_required = name->role == SLUICE_CLASS_ROLE_REQUIRED;
  type->is_optional = name->role == SLUICE_CLASS_ROLE_OPTIONAL_KEY;
  type->is_final = g_str_equal (name->name, "Final");

  return type;
}

static SluiceClassType *
read_subscript (SluiceClassReader     *self,
                SluiceClassExpression *expression)
{
  const char *word;
  SluiceClassDeclaration *declaration =
    sluice_class_reader_resolve (self, expression->subject, &word);
  const SluiceClassName *name = word ? sluice_class_name_lookup (word) : NULL;
  g_autofree char *message = NULL;

  if (declaration && declaration->n_parameters > 0 && expression->parts)
    return sluice_class_generic_read (self, expression, declaration);
  if (declaration)
    {
      message = g_strdup_printf (_("‘%s’ takes nothing in brackets"), declaration->name);
      return fail (self, expression, message);
    }
  if (!name)
    return word ? fail_unknown (self, expression->subject, word)
                : fail (self, expression, _("This is not a type"));

  if (!expression->parts)
    {
      message = g_strdup_printf (_("‘%s’ needs a type in its brackets"), word);
      return fail (self, expression, message);
    }

  switch (name->role)
    {
    case SLUICE_CLASS_ROLE_LIST:
    case SLUICE_CLASS_ROLE_SET:
    case SLUICE_CLASS_ROLE_TUPLE:
    case SLUICE_CLASS_ROLE_DICT:
    case SLUICE_CLASS_ROLE_COUNTER:
    case SLUICE_CLASS_ROLE_JSON:
      return read_container (self, expression, name);
    case SLUICE_CLASS_ROLE_UNION:
      return read_union (self, expression, FALSE);
    case SLUICE_CLASS_ROLE_OPTIONAL:
      return read_union (self, expression, TRUE);
    case SLUICE_CLASS_ROLE_LITERAL:
      return read_literal (self, expression);
    case SLUICE_CLASS_ROLE_ANNOTATED:
      return read_annotated (self, expression);
    case SLUICE_CLASS_ROLE_SAME:
    case SLUICE_CLASS_ROLE_REQUIRED:
    case SLUICE_CLASS_ROLE_OPTIONAL_KEY:
      return read_qualified (self, expression, name);
    case SLUICE_CLASS_ROLE_CLASS_VAR:
      return read_named (self, expression->subject, word);
    case SLUICE_CLASS_ROLE_SCALAR:
      if (g_str_equal (word, "Pattern"))
        return read_named (self, expression->subject, word);
      break;
    default:
      break;
    }

  message = g_strdup_printf (_("‘%s’ takes nothing in brackets"), word);

  return fail (self, expression, message);
}

/* Calls */

/* conint (ge=1), conlist (int, max_length=3) */
static SluiceClassType *
read_function (SluiceClassReader     *self,
               SluiceClassExpression *call,
               const SluiceClassName *name)
{
  const SluiceClassName *narrowed = sluice_class_name_lookup (name->name_of);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  SluiceClassType *type = sluice_class_type_new (self, SLUICE_CLASS_TYPE_NAMED, call->span);

  type->name = narrowed;
  type->family = narrowed->family;
  for (SluiceClassExpression *part = call->parts; part; part = part->next)
    {
      if (part->kind != SLUICE_CLASS_EXPRESSION_KEYWORD)
        g_ptr_array_add (arguments, sluice_class_type_read (self, part));
      else if (g_str_equal (part->name, "item_type"))
        g_ptr_array_add (arguments, sluice_class_type_read (self, part->subject));
    }
  g_ptr_array_set_size (arguments, MIN (arguments->len, 1));
  if (narrowed->role == SLUICE_CLASS_ROLE_SCALAR)
    g_ptr_array_set_size (arguments, 0);
  type->has_arguments = arguments->len > 0;
  type->is_annotated = TRUE;
  type = set_arguments (self, type, arguments);

  for (SluiceClassExpression *part = call->parts; part; part = part->next)
    if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD && sluice_class_rule_is_known (part->name))
      type = sluice_class_rule_apply (self, type, part->name, part->subject, part->span);

  return type;
}

/* TypeVar ("T", bound=X) is X, or one of several types, or anything. */
static SluiceClassType *
read_type_variable (SluiceClassReader     *self,
                    SluiceClassExpression *call)
{
  SluiceClassExpression *bound = sluice_class_expression_find (call, "bound");
  SluiceClassExpression members = *call;

  if (bound)
    return sluice_class_type_read (self, bound);
  if (!call->parts || !call->parts->next ||
      call->parts->next->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
    return self->any;

  members.parts = call->parts->next;

  return read_union (self, &members, FALSE);
}

static SluiceClassType *
read_call (SluiceClassReader     *self,
           SluiceClassExpression *call)
{
  const char *word = sluice_class_reader_name_of (self, call->subject);
  const SluiceClassName *name = word ? sluice_class_name_lookup (word) : NULL;

  if (name && name->role == SLUICE_CLASS_ROLE_FUNCTION)
    return read_function (self, call, name);
  if (g_strcmp0 (word, "TypeVar") == 0)
    return read_type_variable (self, call);
  if (g_strcmp0 (word, "NewType") == 0 && call->n_parts == 2)
    return sluice_class_type_read (self, call->last);
  if (name && name->role >= SLUICE_CLASS_ROLE_LIST && name->role <= SLUICE_CLASS_ROLE_DICT)
    {
      g_autofree char *message =
        g_strdup_printf (_("This is not a type; write ‘%s[…]’ with square brackets"), word);

      return fail (self, call, message);
    }

  return fail (self, call, _("This is not a type"));
}

/**
 * sluice_class_expression_is_type: (skip)
 * @self: a reader
 * @expression: the right side of an assignment
 *
 * Tells by its form whether an expression stands for a type.
 *
 * Returns: whether it does
 */
gboolean
sluice_class_expression_is_type (SluiceClassReader     *self,
                                 SluiceClassExpression *expression)
{
  const char *word = NULL;
  const SluiceClassName *name;
  SluiceClassDeclaration *declaration;
  SluiceClassExpression *subject = expression;

  if (expression->kind == SLUICE_CLASS_EXPRESSION_UNION)
    {
      for (SluiceClassExpression *part = expression->parts; part; part = part->next)
        if (part->kind != SLUICE_CLASS_EXPRESSION_NONE &&
            part->kind != SLUICE_CLASS_EXPRESSION_UNION &&
            !sluice_class_expression_is_type (self, part))
          return FALSE;
      return TRUE;
    }

  if (expression->kind == SLUICE_CLASS_EXPRESSION_SUBSCRIPT ||
      expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    subject = expression->subject;

  declaration = sluice_class_reader_resolve (self, subject, &word);
  if (declaration)
    return (subject == expression ||
            (expression->kind == SLUICE_CLASS_EXPRESSION_SUBSCRIPT && declaration->n_parameters > 0)) &&
           sluice_class_declaration_is_type (declaration);

  name = word ? sluice_class_name_lookup (word) : NULL;
  if (expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    return (name && name->role == SLUICE_CLASS_ROLE_FUNCTION) ||
           g_strcmp0 (word, "TypeVar") == 0 || g_strcmp0 (word, "NewType") == 0;

  return name && name->role != SLUICE_CLASS_ROLE_BASE;
}

static SluiceClassType *
read_string (SluiceClassReader     *self,
             SluiceClassExpression *string)
{
  SluiceClassExpression *expression = sluice_class_expression_for_string (self->source, string);

  if (!expression)
    return fail (self, string, _("This text is not a type"));

  return sluice_class_type_read (self, expression);
}

static SluiceClassType *
read_any_kind (SluiceClassReader     *self,
               SluiceClassExpression *expression)
{
  switch (expression->kind)
    {
    case SLUICE_CLASS_EXPRESSION_NONE:
      return sluice_class_type_new (self, SLUICE_CLASS_TYPE_NULL, expression->span);
    case SLUICE_CLASS_EXPRESSION_NAME:
    case SLUICE_CLASS_EXPRESSION_ATTRIBUTE:
      return read_name (self, expression);
    case SLUICE_CLASS_EXPRESSION_SUBSCRIPT:
      return read_subscript (self, expression);
    case SLUICE_CLASS_EXPRESSION_UNION:
      return read_union (self, expression, FALSE);
    case SLUICE_CLASS_EXPRESSION_STRING:
      return read_string (self, expression);
    case SLUICE_CLASS_EXPRESSION_CALL:
      return read_call (self, expression);
    case SLUICE_CLASS_EXPRESSION_LIST:
      return fail (self, expression, _("A list is written list[…]"));
    case SLUICE_CLASS_EXPRESSION_DICT:
      return fail (self, expression, _("A dictionary is written dict[…, …]"));
    default:
      return fail (self, expression, _("This is not a type"));
    }
}

/**
 * sluice_class_type_read: (skip)
 * @self: a reader
 * @expression: an annotation
 *
 * Reads an annotation. What is not a type is reported and taken for `Any`.
 *
 * Returns: (transfer none): the type
 */
SluiceClassType *
sluice_class_type_read (SluiceClassReader     *self,
                        SluiceClassExpression *expression)
{
  SluiceClassType *type;

  if (self->depth >= SLUICE_CLASS_MAX_NESTING)
    return fail (self, expression, _("This is nested too deeply"));

  self->depth++;
  type = read_any_kind (self, expression);
  self->depth--;

  return type;
}
