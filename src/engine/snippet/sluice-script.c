/* sluice-script.c: a Python script that was read, and what the names in it stand for
 *
 * Nothing is run. A name stands for what was last given to it above the place where it is used; the
 * parameter of a function for what the first call of that function gives, else for its default; the
 * name that a loop sets for the first of the values. Where a value depends on more than that, it is
 * not known, and those who ask make a variable of it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-reader-private.h"
#include "snippet/sluice-script-private.h"

/* So many names lead on to one another at most. */
#define MAX_STEPS 32

/* So deep may values lie in one another. */
#define MAX_DEPTH 64

/* So many calls of a function are asked what they give for a parameter. */
#define MAX_CALLERS 16

/* Steps that one script may cost; what people write takes some hundreds. */
#define MAX_BUDGET 5000000

static void
scope_free (gpointer data)
{
  SluiceScope *self = data;

  g_hash_table_unref (self->names);
  g_free (self);
}

static SluiceScope *
add_scope (SluiceScript         *self,
           SluiceScope          *outer,
           SluiceClassStatement *statement)
{
  SluiceScope *scope = g_new0 (SluiceScope, 1);

  scope->outer = outer;
  scope->statement = statement;
  scope->names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) g_array_unref);
  g_hash_table_insert (self->scopes, statement, scope);

  return scope;
}

static gboolean
is_class_scope (SluiceScope *scope)
{
  return scope->statement && scope->statement->kind == SLUICE_CLASS_STATEMENT_CLASS;
}

/* Binding names */

static void
bind (SluiceScope          *scope,
      SluiceBindingKind     kind,
      const char           *name,
      guint32               offset,
      SluiceClassStatement *statement,
      SluiceScope          *value_scope,
      SluiceClassExpression *value,
      int                   index)
{
  SluiceBinding binding = { kind, index, offset, name, value, statement, value_scope };
  GArray *bindings = g_hash_table_lookup (scope->names, name);

  if (!bindings)
    {
      bindings = g_array_new (FALSE, FALSE, sizeof (SluiceBinding));
      g_hash_table_insert (scope->names, (gpointer) name, bindings);
    }
  g_array_append_val (bindings, binding);
}

/* "self.client" is kept in the class under that name. */
static const char *
join_self (SluiceScript          *self,
           SluiceClassExpression *attribute)
{
  g_autofree char *joined = NULL;

  if (attribute->subject->kind != SLUICE_CLASS_EXPRESSION_NAME ||
      (!g_str_equal (attribute->subject->name, "self") &&
       !g_str_equal (attribute->subject->name, "cls")))
    return NULL;

  joined = g_strconcat ("self.", attribute->name, NULL);

  return sluice_class_source_copy (self->source, joined, strlen (joined));
}

static SluiceScope *
find_class_scope (SluiceScope *scope)
{
  while (scope && !is_class_scope (scope))
    scope = scope->outer;

  return scope;
}

static void
bind_target (SluiceScript          *self,
             SluiceScope           *scope,
             SluiceBindingKind      kind,
             SluiceClassExpression *target,
             SluiceClassStatement  *statement,
             SluiceClassExpression *value,
             int                    index)
{
  guint32 offset = statement->extent.end;

  if (kind == SLUICE_BINDING_LOOP)
    offset = target->span.end;

  if (target->kind == SLUICE_CLASS_EXPRESSION_NAME)
    {
      bind (scope, kind, target->name, offset, statement, scope, value, index);
    }
  else if (target->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE)
    {
      const char *name = join_self (self, target);
      SluiceScope *owner = find_class_scope (scope);

      if (name && owner)
        bind (owner, kind, name, 0, statement, scope, value, index);
    }
}

/* "a, b = 1, 2" gives each its own; "a, b = value" takes value apart. */
static void
bind_targets (SluiceScript          *self,
              SluiceScope           *scope,
              SluiceBindingKind      kind,
              SluiceClassExpression *target,
              SluiceClassStatement  *statement,
              SluiceClassExpression *value)
{
  gboolean is_many = target->kind == SLUICE_CLASS_EXPRESSION_TUPLE ||
                     target->kind == SLUICE_CLASS_EXPRESSION_LIST;
  gboolean is_parallel = is_many && kind == SLUICE_BINDING_VALUE && value &&
                         value->kind == SLUICE_CLASS_EXPRESSION_TUPLE &&
                         value->n_parts == target->n_parts;
  SluiceClassExpression *part, *own = is_parallel ? value->parts : NULL;
  int index = 0;

  if (!is_many)
    {
      bind_target (self, scope, kind, target, statement, value, -1);
      return;
    }

  for (part = target->parts; part; part = part->next, index++)
    {
      if (is_parallel)
        bind_target (self, scope, kind, part, statement, own, -1);
      else
        bind_target (self, scope, kind, part, statement, value, target->n_parts > 1 ? index : -1);
      own = own ? own->next : NULL;
    }
}

/* Walking over the script */

static void walk_block (SluiceScript         *self,
                        SluiceScope          *scope,
                        SluiceClassStatement *statement);

/* The depth of a tree is limited where it is read. */
static void
collect_calls (SluiceScript          *self,
               SluiceScope           *scope,
               SluiceClassStatement  *statement,
               SluiceClassExpression *expression)
{
  if (!expression)
    return;

  if (expression->kind == SLUICE_CLASS_EXPRESSION_CALL ||
      (expression->kind == SLUICE_CLASS_EXPRESSION_OPAQUE && expression->subject &&
       expression->op == 0 && expression->n_parts > 0))
    {
      SluiceScriptCall call = { { expression, scope, expression->span.start }, statement };

      g_array_append_val (self->calls, call);
    }

  collect_calls (self, scope, statement, expression->subject);
  for (SluiceClassExpression *part = expression->parts; part; part = part->next)
    collect_calls (self, scope, statement, part);
}

static void
walk_function (SluiceScript         *self,
               SluiceScope          *outer,
               SluiceClassStatement *statement)
{
  SluiceScope *scope = add_scope (self, outer, statement);

  bind (outer, SLUICE_BINDING_FUNCTION, statement->name, statement->extent.start, statement, outer,
        NULL, -1);
  for (SluiceClassExpression *parameter = statement->parameters->parts; parameter;
       parameter = parameter->next)
    bind (scope, SLUICE_BINDING_PARAMETER, parameter->name, 0, statement, outer, parameter->subject,
          -1);
  walk_block (self, scope, statement->body);
}

static void
walk_class (SluiceScript         *self,
            SluiceScope          *outer,
            SluiceClassStatement *statement)
{
  bind (outer, SLUICE_BINDING_CLASS, statement->name, statement->extent.start, statement, outer,
        NULL, -1);
  walk_block (self, add_scope (self, outer, statement), statement->body);
}

/* names.append (value), names.extend (value) */
static void
walk_expression (SluiceScript         *self,
                 SluiceScope          *scope,
                 SluiceClassStatement *statement)
{
  SluiceClassExpression *call = statement->value, *method;
  SluiceBindingKind kind;

  if (call->kind != SLUICE_CLASS_EXPRESSION_CALL || call->n_parts != 1)
    return;

  method = call->subject;
  if (method->kind != SLUICE_CLASS_EXPRESSION_ATTRIBUTE)
    return;
  if (g_str_equal (method->name, "append"))
    kind = SLUICE_BINDING_APPENDED;
  else if (g_str_equal (method->name, "extend"))
    kind = SLUICE_BINDING_ADDED;
  else
    return;

  bind_target (self, scope, kind, method->subject, statement, call->parts, -1);
}

static void
walk_other (SluiceScript         *self,
            SluiceScope          *scope,
            SluiceClassStatement *statement)
{
  if (g_str_equal (statement->name, "for") && statement->target)
    bind_targets (self, scope, SLUICE_BINDING_LOOP, statement->target, statement, statement->value);
  else if (g_str_equal (statement->name, "with") && statement->value)
    {
      for (SluiceClassExpression *part = statement->value->parts; part; part = part->next)
        if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
          bind (scope, SLUICE_BINDING_VALUE, part->name, part->span.end, statement, scope,
                part->subject, -1);
    }
  else if (g_str_equal (statement->name, "+=") && statement->target)
    bind_target (self, scope, SLUICE_BINDING_ADDED, statement->target, statement, statement->value,
                 -1);

  walk_block (self, scope, statement->body);
}

static void
walk_import (SluiceScope          *scope,
             SluiceClassStatement *statement)
{
  for (SluiceClassExpression *name = statement->expressions->parts; name; name = name->next)
    bind (scope, SLUICE_BINDING_IMPORT, name->name, statement->extent.start, statement, scope, name,
          -1);
}

static void
walk_statement (SluiceScript         *self,
                SluiceScope          *scope,
                SluiceClassStatement *statement)
{
  switch (statement->kind)
    {
    case SLUICE_CLASS_STATEMENT_CLASS:
      walk_class (self, scope, statement);
      return;

    case SLUICE_CLASS_STATEMENT_FUNCTION:
      walk_function (self, scope, statement);
      return;

    case SLUICE_CLASS_STATEMENT_IMPORT:
      walk_import (scope, statement);
      return;

    case SLUICE_CLASS_STATEMENT_ANNOTATION:
    case SLUICE_CLASS_STATEMENT_ASSIGNMENT:
      if (statement->value)
        bind_targets (self, scope, SLUICE_BINDING_VALUE, statement->target, statement,
                      statement->value);
      break;

    case SLUICE_CLASS_STATEMENT_ALIAS:
      bind (scope, SLUICE_BINDING_VALUE, statement->name, statement->extent.end, statement, scope,
            statement->value, -1);
      break;

    case SLUICE_CLASS_STATEMENT_EXPRESSION:
      walk_expression (self, scope, statement);
      break;

    case SLUICE_CLASS_STATEMENT_OTHER:
      collect_calls (self, scope, statement, statement->value);
      walk_other (self, scope, statement);
      return;

    default:
      return;
    }

  collect_calls (self, scope, statement, statement->value);
}

static void
walk_block (SluiceScript         *self,
            SluiceScope          *scope,
            SluiceClassStatement *statement)
{
  for (; statement; statement = statement->next)
    walk_statement (self, scope, statement);
}

static void
index_calls (SluiceScript *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    {
      SluiceScriptCall *call = &g_array_index (self->calls, SluiceScriptCall, i);
      const char *name = call->value.expression->subject->name;
      GArray *callers = name ? g_hash_table_lookup (self->callers, name) : NULL;

      if (!name)
        continue;
      if (!callers)
        {
          callers = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->callers, (gpointer) name, callers);
        }
      if (callers->len < MAX_CALLERS)
        g_array_append_val (callers, i);
    }
}

static int
compare_calls (gconstpointer a,
               gconstpointer b)
{
  const SluiceScriptCall *one = a, *other = b;
  guint32 here = one->value.expression->span.end, there = other->value.expression->span.end;

  return here < there ? -1 : here > there;
}

/**
 * sluice_script_new: (skip)
 * @text: a script in UTF-8; it must stay until the script is freed
 *
 * Reads a script.
 *
 * Returns: (transfer full): a new script; what is wrong with it is in its source
 */
SluiceScript *
sluice_script_new (const char *text)
{
  SluiceScript *self = g_new0 (SluiceScript, 1);

  self->source = sluice_class_source_new (text);
  self->scopes = g_hash_table_new_full (NULL, NULL, NULL, scope_free);
  self->calls = g_array_new (FALSE, FALSE, sizeof (SluiceScriptCall));
  self->statements = sluice_class_statement_read_script (self->source);
  self->module = add_scope (self, NULL, NULL);
  walk_block (self, self->module, self->statements);
  g_array_sort (self->calls, compare_calls);
  self->callers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) g_array_unref);
  index_calls (self);
  self->budget = MAX_BUDGET;

  return self;
}

void
sluice_script_free (SluiceScript *self)
{
  g_hash_table_unref (self->scopes);
  g_array_unref (self->calls);
  g_hash_table_unref (self->callers);
  sluice_class_source_free (self->source);
  g_free (self);
}

/* Looking up */

/* Where a function uses a name of the scope around it, all of that scope has been run. */
static guint32
offset_in (SluiceScope *scope,
           SluiceScope *from,
           guint32      offset)
{
  return scope == from ? offset : G_MAXUINT32;
}

static gboolean
is_new_value (const SluiceBinding *binding)
{
  return binding->kind != SLUICE_BINDING_ADDED && binding->kind != SLUICE_BINDING_APPENDED;
}

/* The position of what counts at offset; -1 where nothing does yet. */
static int
find_in (SluiceScript *self,
         GArray       *bindings,
         guint32       offset)
{
  int found = -1;

  if (self->budget < bindings->len)
    return -1;

  self->budget -= bindings->len;
  for (guint i = 0; i < bindings->len; i++)
    {
      SluiceBinding *binding = &g_array_index (bindings, SluiceBinding, i);

      if (binding->offset <= offset && is_new_value (binding))
        found = i;
    }

  return found;
}

static GArray *
find_bindings (SluiceScript *self,
               SluiceScope  *from,
               guint32       offset,
               const char   *name,
               int          *position,
               guint32      *own_offset)
{
  for (SluiceScope *scope = from; scope; scope = scope->outer)
    {
      GArray *bindings = g_hash_table_lookup (scope->names, name);

      /* What a class declares, its functions do not see. */
      if (!bindings || (scope != from && is_class_scope (scope) && !g_str_has_prefix (name, "self.")))
        continue;

      *own_offset = offset_in (scope, from, offset);
      *position = find_in (self, bindings, *own_offset);
      if (*position >= 0)
        return bindings;
    }

  return NULL;
}

/**
 * sluice_script_find: (skip)
 * @self: a script
 * @scope: where the name is used
 * @offset: place of the use in the text
 * @name: a name, or `self.name`
 *
 * Finds what a name was last given above the place where it is used.
 *
 * Returns: (transfer none) (nullable): the binding
 */
SluiceBinding *
sluice_script_find (SluiceScript *self,
                    SluiceScope  *scope,
                    guint32       offset,
                    const char   *name)
{
  guint32 own_offset;
  int position;
  GArray *bindings = find_bindings (self, scope, offset, name, &position, &own_offset);

  return bindings ? &g_array_index (bindings, SluiceBinding, position) : NULL;
}

/* What counts at the place, and after it what was added since; element-type SluiceBinding. */
GArray *
sluice_script_list_bindings (SluiceScript *self,
                             SluiceScope  *scope,
                             guint32       offset,
                             const char   *name)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (SluiceBinding));
  guint32 own_offset;
  int position;
  GArray *bindings = find_bindings (self, scope, offset, name, &position, &own_offset);

  for (guint i = position; bindings && i < bindings->len; i++)
    {
      SluiceBinding *binding = &g_array_index (bindings, SluiceBinding, i);

      if ((int) i == position || (binding->offset <= own_offset && !is_new_value (binding)))
        g_array_append_val (list, *binding);
    }

  return list;
}

SluiceScriptValue
sluice_script_at (SluiceScriptValue      place,
                  SluiceClassExpression *expression)
{
  place.expression = expression;

  return place;
}

/* Names with dots between: the last one as it was called where it comes from; NULL for all else. */
const char *
sluice_script_name_of (SluiceScript      *self,
                       SluiceScriptValue  value)
{
  SluiceBinding *binding;

  if (!value.expression)
    return NULL;
  if (value.expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE)
    return value.expression->name;
  if (value.expression->kind != SLUICE_CLASS_EXPRESSION_NAME)
    return NULL;

  binding = sluice_script_find (self, value.scope, value.offset, value.expression->name);
  if (binding && binding->kind == SLUICE_BINDING_IMPORT && binding->value->subject)
    return binding->value->subject->name;

  return value.expression->name;
}

/* The first of names with dots between, as it was called where it comes from. */
const char *
sluice_script_module_of (SluiceScript      *self,
                         SluiceScriptValue  value)
{
  while (value.expression && value.expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE)
    value.expression = value.expression->subject;

  return sluice_script_name_of (self, value);
}

/* Arguments */

SluiceClassExpression *
sluice_script_get_positional (SluiceScriptValue call,
                              guint             index)
{
  for (SluiceClassExpression *part = call.expression->parts; part; part = part->next)
    {
      if (part->kind == SLUICE_CLASS_EXPRESSION_STARRED)
        return NULL;
      if (part->kind != SLUICE_CLASS_EXPRESSION_KEYWORD && index-- == 0)
        return part;
    }

  return NULL;
}

/* A member of {"keyword": value} or dict (keyword=value). */
static SluiceScriptValue
get_member (SluiceScript      *self,
            SluiceScriptValue  dict,
            const char        *key)
{
  SluiceScriptValue found = sluice_script_resolve (self, dict);
  SluiceClassExpression *expression = found.expression;

  if (expression && expression->kind == SLUICE_CLASS_EXPRESSION_DICT)
    {
      for (SluiceClassExpression *part = expression->parts; part && part->next;
           part = part->next->next)
        if (part->kind == SLUICE_CLASS_EXPRESSION_STRING && g_str_equal (part->name, key))
          return sluice_script_at (found, part->next);
    }
  else if (expression && expression->kind == SLUICE_CLASS_EXPRESSION_CALL &&
           g_strcmp0 (sluice_script_name_of (self, sluice_script_at (found, expression->subject)),
                      "dict") == 0)
    {
      SluiceClassExpression *member = sluice_class_expression_find (expression, key);

      if (member)
        return sluice_script_at (found, member);
    }

  return (SluiceScriptValue) { NULL };
}

/**
 * sluice_script_get_argument: (skip)
 * @self: a script
 * @call: a call in it
 * @keyword: a keyword
 *
 * Finds what a call gives for a keyword, also by way of `**arguments`.
 *
 * Returns: the value; without an expression where the call gives none
 */
SluiceScriptValue
sluice_script_get_argument (SluiceScript      *self,
                            SluiceScriptValue  call,
                            const char        *keyword)
{
  SluiceClassExpression *own = sluice_class_expression_find (call.expression, keyword);

  if (own)
    return sluice_script_at (call, own);

  for (SluiceClassExpression *part = call.expression->parts; part; part = part->next)
    {
      SluiceScriptValue found;

      if (part->kind != SLUICE_CLASS_EXPRESSION_STARRED || !part->subject)
        continue;
      found = get_member (self, sluice_script_at (call, part->subject), keyword);
      if (found.expression)
        return found;
    }

  return (SluiceScriptValue) { NULL };
}

/* What the first call of a function in the script gives for one of its parameters. */
static SluiceScriptValue
find_given (SluiceScript        *self,
            const SluiceBinding *binding)
{
  SluiceClassStatement *function = binding->statement;
  GArray *callers = g_hash_table_lookup (self->callers, function->name);
  gboolean is_method = binding->scope && is_class_scope (binding->scope);
  guint position = 0;

  for (SluiceClassExpression *part = function->parameters->parts; part; part = part->next)
    {
      if (part->name == binding->name)
        break;
      position++;
    }
  if (is_method && position-- == 0)
    return (SluiceScriptValue) { NULL };

  for (guint i = 0; callers && i < callers->len; i++)
    {
      SluiceScriptValue call =
        g_array_index (self->calls, SluiceScriptCall, g_array_index (callers, guint, i)).value;
      SluiceClassExpression *callee = call.expression->subject, *given;

      if (callee->kind != (is_method ? SLUICE_CLASS_EXPRESSION_ATTRIBUTE
                                     : SLUICE_CLASS_EXPRESSION_NAME))
        continue;

      given = sluice_class_expression_find (call.expression, binding->name);
      if (!given)
        given = sluice_script_get_positional (call, position);
      if (given)
        return sluice_script_at (call, given);
    }

  return (SluiceScriptValue) { NULL };
}

/* Following names */

static SluiceScriptValue
nth_part (SluiceScriptValue value,
          guint             index)
{
  SluiceClassExpression *part = NULL;

  if (value.expression && (value.expression->kind == SLUICE_CLASS_EXPRESSION_TUPLE ||
                           value.expression->kind == SLUICE_CLASS_EXPRESSION_LIST))
    for (part = value.expression->parts; part && index > 0; part = part->next)
      index--;

  return sluice_script_at (value, part);
}

static SluiceScriptValue
value_of_binding (SluiceScript        *self,
                  const SluiceBinding *binding)
{
  SluiceScriptValue value = { binding->value, binding->scope, binding->offset };

  switch (binding->kind)
    {
    case SLUICE_BINDING_VALUE:
      /* The right side stands before the name has its new value. */
      if (value.expression)
        value.offset = value.expression->span.start;
      if (binding->index >= 0)
        value = nth_part (sluice_script_resolve (self, value), binding->index);
      return value;

    case SLUICE_BINDING_LOOP:
      value = nth_part (sluice_script_resolve (self, value), 0);
      if (value.expression && binding->index >= 0)
        value = nth_part (sluice_script_resolve (self, value), binding->index);
      return value;

    case SLUICE_BINDING_PARAMETER:
      {
        SluiceScriptValue given = find_given (self, binding);

        if (given.expression)
          return given;
        value.offset = G_MAXUINT32;
        return value;
      }

    default:
      return (SluiceScriptValue) { NULL };
    }
}

/* settings.model, Models.FAST, Models.FAST.value, self.client */
static SluiceScriptValue
follow_attribute (SluiceScript      *self,
                  SluiceScriptValue  value)
{
  SluiceClassExpression *attribute = value.expression;
  SluiceScriptValue owner = sluice_script_at (value, attribute->subject);
  const char *self_name = join_self (self, attribute);
  SluiceBinding *binding;
  SluiceScope *scope;

  if (self_name)
    {
      binding = sluice_script_find (self, value.scope, value.offset, self_name);
      return binding ? value_of_binding (self, binding) : (SluiceScriptValue) { NULL };
    }

  owner = sluice_script_resolve (self, owner);
  if (!owner.expression)
    return owner;
  if (g_str_equal (attribute->name, "value") &&
      owner.expression->kind != SLUICE_CLASS_EXPRESSION_NAME &&
      owner.expression->kind != SLUICE_CLASS_EXPRESSION_CALL)
    return owner;
  if (owner.expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    {
      SluiceClassExpression *given = sluice_class_expression_find (owner.expression, attribute->name);

      if (given)
        return sluice_script_at (owner, given);
      owner.expression = owner.expression->subject;
    }
  if (owner.expression->kind != SLUICE_CLASS_EXPRESSION_NAME)
    return (SluiceScriptValue) { NULL };

  binding = sluice_script_find (self, owner.scope, owner.offset, owner.expression->name);
  if (!binding || binding->kind != SLUICE_BINDING_CLASS)
    return (SluiceScriptValue) { NULL };

  scope = g_hash_table_lookup (self->scopes, binding->statement);
  binding = sluice_script_find (self, scope, G_MAXUINT32, attribute->name);

  return binding && binding->kind == SLUICE_BINDING_VALUE ? value_of_binding (self, binding)
                                                          : (SluiceScriptValue) { NULL };
}

static SluiceScriptValue
follow_subscript (SluiceScript      *self,
                  SluiceScriptValue  value)
{
  SluiceClassExpression *key = value.expression->parts;
  SluiceScriptValue owner = sluice_script_at (value, value.expression->subject);

  if (!key || key->next)
    return (SluiceScriptValue) { NULL };

  if (key->kind == SLUICE_CLASS_EXPRESSION_STRING)
    return get_member (self, owner, key->name);
  if (key->kind == SLUICE_CLASS_EXPRESSION_NUMBER)
    return nth_part (sluice_script_resolve (self, owner),
                     g_ascii_strtoull (self->source->text + key->span.start, NULL, 10));

  return (SluiceScriptValue) { NULL };
}

/* The only thing that a function of the script returns. */
static SluiceClassExpression *
find_returned (SluiceClassStatement *body)
{
  SluiceClassExpression *found = NULL;

  for (; body; body = body->next)
    if (body->kind == SLUICE_CLASS_STATEMENT_OTHER && g_str_equal (body->name, "return") && body->value)
      found = body->value;

  return found;
}

static SluiceScriptValue
follow_call (SluiceScript      *self,
             SluiceScriptValue  value)
{
  SluiceScriptValue callee = sluice_script_at (value, value.expression->subject);
  const char *name = sluice_script_name_of (self, callee);
  SluiceBinding *binding;

  /* os.environ.get ("NAME", "default"), os.getenv ("NAME", "default"), cast (Type, value) */
  if (g_strcmp0 (name, "getenv") == 0 || g_strcmp0 (name, "cast") == 0 ||
      (g_strcmp0 (name, "get") == 0 && callee.expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE &&
       g_strcmp0 (sluice_script_name_of (self, sluice_script_at (value, callee.expression->subject)),
                  "environ") == 0))
    return sluice_script_at (value, sluice_script_get_positional (value, 1));

  if (callee.expression->kind != SLUICE_CLASS_EXPRESSION_NAME)
    return (SluiceScriptValue) { NULL };
  binding = sluice_script_find (self, value.scope, value.offset, callee.expression->name);
  if (!binding || binding->kind != SLUICE_BINDING_FUNCTION)
    return (SluiceScriptValue) { NULL };

  return (SluiceScriptValue) { find_returned (binding->statement->body),
                               g_hash_table_lookup (self->scopes, binding->statement), G_MAXUINT32 };
}

/* One step of sluice_script_resolve(): what a name, or the like, stands for; without an expression
 * where that is not known. */
SluiceScriptValue
sluice_script_step (SluiceScript      *self,
                    SluiceScriptValue  value)
{
  SluiceClassExpression *expression = value.expression;
  SluiceBinding *binding;

  switch (expression ? expression->kind : SLUICE_CLASS_EXPRESSION_NONE)
    {
    case SLUICE_CLASS_EXPRESSION_NAME:
      binding = sluice_script_find (self, value.scope, value.offset, expression->name);
      return binding ? value_of_binding (self, binding) : (SluiceScriptValue) { NULL };

    case SLUICE_CLASS_EXPRESSION_ATTRIBUTE:
      return follow_attribute (self, value);

    case SLUICE_CLASS_EXPRESSION_SUBSCRIPT:
      return follow_subscript (self, value);

    case SLUICE_CLASS_EXPRESSION_CALL:
      return follow_call (self, value);

    case SLUICE_CLASS_EXPRESSION_OPAQUE:
      /* "await value" */
      return sluice_script_at (value, expression->n_parts == 0 ? expression->subject : NULL);

    default:
      return (SluiceScriptValue) { NULL };
    }
}

/**
 * sluice_script_resolve: (skip)
 * @self: a script
 * @value: an expression in it
 *
 * Follows names to what they stand for, as far as it is known.
 *
 * Returns: the last expression that could be found
 */
SluiceScriptValue
sluice_script_resolve (SluiceScript      *self,
                       SluiceScriptValue  value)
{
  if (++self->depth <= MAX_STEPS)
    {
      for (guint i = 0; value.expression && i < MAX_STEPS; i++)
        {
          SluiceScriptValue next = sluice_script_step (self, value);

          if (!next.expression || next.expression == value.expression)
            break;
          value = next;
        }
    }
  self->depth--;

  return value;
}

/* Values */

static JsonNode *read_json (SluiceScript      *self,
                            SluiceScriptValue  value,
                            guint              depth);

static JsonNode *
read_array (SluiceScript      *self,
            SluiceScriptValue  value,
            guint              depth)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (SluiceClassExpression *part = value.expression->parts; part; part = part->next)
    {
      JsonNode *item = read_json (self, sluice_script_at (value, part), depth);

      if (!item)
        return NULL;
      json_array_add_element (array, item);
    }

  return json_node_init_array (json_node_alloc (), array);
}

static gboolean
read_member (SluiceScript      *self,
             SluiceScriptValue  value,
             const char        *key,
             JsonObject        *object,
             guint              depth)
{
  JsonNode *member = key ? read_json (self, value, depth) : NULL;

  if (member)
    json_object_set_member (object, key, member);

  return member != NULL;
}

static JsonNode *
read_object (SluiceScript      *self,
             SluiceScriptValue  value,
             guint              depth)
{
  g_autoptr(JsonObject) object = json_object_new ();
  gboolean is_call = value.expression->kind == SLUICE_CLASS_EXPRESSION_CALL;

  for (SluiceClassExpression *part = value.expression->parts; part; part = part->next)
    {
      SluiceClassExpression *key = part;
      gboolean is_key;

      if (is_call)
        is_key = part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD;
      else
        is_key = part->kind == SLUICE_CLASS_EXPRESSION_STRING && (part = part->next) != NULL;
      if (!is_key || !read_member (self, sluice_script_at (value, is_call ? part->subject : part),
                                   key->name, object, depth))
        return NULL;
    }

  return json_node_init_object (json_node_alloc (), object);
}

/* Literals of one word are read as class notation reads them. */
static JsonNode *
read_literal (SluiceScript          *self,
              SluiceClassExpression *expression)
{
  SluiceClassReader *reader = sluice_class_reader_new (self->source);
  JsonNode *value = sluice_class_value_read (reader, expression);

  value = value ? json_node_copy (value) : NULL;
  sluice_class_reader_free (reader);

  return value;
}

static JsonNode *
read_json (SluiceScript      *self,
           SluiceScriptValue  value,
           guint              depth)
{
  SluiceClassExpression *expression;

  if (depth > MAX_DEPTH)
    return NULL;

  value = sluice_script_resolve (self, value);
  expression = value.expression;
  switch (expression ? expression->kind : SLUICE_CLASS_EXPRESSION_OPAQUE)
    {
    case SLUICE_CLASS_EXPRESSION_STRING:
    case SLUICE_CLASS_EXPRESSION_NUMBER:
    case SLUICE_CLASS_EXPRESSION_NONE:
    case SLUICE_CLASS_EXPRESSION_TRUE:
    case SLUICE_CLASS_EXPRESSION_FALSE:
      return read_literal (self, expression);

    case SLUICE_CLASS_EXPRESSION_UNARY:
      return expression->subject->kind == SLUICE_CLASS_EXPRESSION_NUMBER
                 ? read_literal (self, expression) : NULL;

    case SLUICE_CLASS_EXPRESSION_LIST:
    case SLUICE_CLASS_EXPRESSION_TUPLE:
    case SLUICE_CLASS_EXPRESSION_SET:
      return read_array (self, value, depth + 1);

    case SLUICE_CLASS_EXPRESSION_DICT:
      return read_object (self, value, depth + 1);

    case SLUICE_CLASS_EXPRESSION_CALL:
      if (g_strcmp0 (sluice_script_name_of (self, sluice_script_at (value, expression->subject)),
                     "dict") == 0)
        return read_object (self, value, depth + 1);
      return NULL;

    default:
      return NULL;
    }
}

/**
 * sluice_script_read_json: (skip)
 * @self: a script
 * @value: an expression in it
 *
 * Reads a constant.
 *
 * Returns: (transfer full) (nullable): its value; %NULL where it is not one, or none that JSON has
 */
JsonNode *
sluice_script_read_json (SluiceScript      *self,
                         SluiceScriptValue  value)
{
  return value.expression ? read_json (self, value, 0) : NULL;
}

char *
sluice_script_copy_source (SluiceScript          *self,
                           SluiceClassExpression *expression)
{
  return g_strndup (self->source->text + expression->span.start,
                    expression->span.end - expression->span.start);
}
