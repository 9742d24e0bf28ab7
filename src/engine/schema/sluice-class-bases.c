/* sluice-class-bases.c: what a class in class notation derives from
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

/* What a base from outside of the text makes of a class. */
static const struct
{
  const char *name;
  int         kind;       /* SluiceClassDeclarationKind; -1 for none */
  const char *mixed_in;
  gboolean    is_text;
} known_bases[] = {
  { "BaseModel", SLUICE_CLASS_DECLARATION_MODEL, NULL, FALSE },
  { "BaseSettings", SLUICE_CLASS_DECLARATION_MODEL, NULL, FALSE },
  { "OpenAISchema", SLUICE_CLASS_DECLARATION_MODEL, NULL, FALSE },
  { "ResponseSchema", SLUICE_CLASS_DECLARATION_MODEL, NULL, FALSE },
  { "RootModel", SLUICE_CLASS_DECLARATION_ROOT_MODEL, NULL, FALSE },
  { "TypedDict", SLUICE_CLASS_DECLARATION_TYPED_DICT, NULL, FALSE },
  { "NamedTuple", SLUICE_CLASS_DECLARATION_NAMED_TUPLE, NULL, FALSE },
  { "Enum", SLUICE_CLASS_DECLARATION_ENUM, NULL, FALSE },
  { "IntEnum", SLUICE_CLASS_DECLARATION_ENUM, "int", FALSE },
  { "StrEnum", SLUICE_CLASS_DECLARATION_ENUM, "str", TRUE },
  { "str", -1, "str", FALSE },
  { "int", -1, "int", FALSE },
  { "float", -1, "float", FALSE },
  { "Generic", -1, NULL, FALSE },
  { "Protocol", -1, NULL, FALSE },
  { "ABC", -1, NULL, FALSE },
  { "PartialLiteralMixin", -1, NULL, FALSE },
  { "object", -1, NULL, FALSE },
};

/* The direct bases that are declared in the text, and what the others say. */
typedef struct
{
  GPtrArray *declared;  /* SluiceClassDeclaration */
  int        kind;      /* SluiceClassDeclarationKind; -1 as long as no base tells */
} Bases;

static void
read_known_base (SluiceClassDeclaration *declaration,
                 const char             *name,
                 Bases                  *bases)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_bases); i++)
    {
      if (!g_str_equal (known_bases[i].name, name))
        continue;

      if (known_bases[i].kind >= 0)
        bases->kind = known_bases[i].kind;
      if (known_bases[i].mixed_in)
        declaration->mixed_in = sluice_class_name_lookup (known_bases[i].mixed_in);
      declaration->is_text_enum |= known_bases[i].is_text;
      return;
    }
}

static gboolean
is_known_base (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_bases); i++)
    if (g_str_equal (known_bases[i].name, name))
      return TRUE;

  return FALSE;
}

static void
report_unknown_base (SluiceClassReader     *self,
                     SluiceClassExpression *base,
                     const char            *name)
{
  SluiceClassGuess guess;
  GHashTableIter iter;
  gpointer key;

  sluice_class_guess_begin (&guess, name);
  if (!sluice_class_source_is_full (self->source))
    {
      for (guint i = 0; i < G_N_ELEMENTS (known_bases); i++)
        sluice_class_guess_offer (&guess, known_bases[i].name);
      g_hash_table_iter_init (&iter, self->names);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        sluice_class_guess_offer (&guess, g_str_equal (key, name) ? "" : key);
    }

  if (guess.best && *guess.best)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, base->span,
                                _("Unknown class ‘%s’. Did you mean ‘%s’?"), name, guess.best);
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, base->span,
                                _("‘%s’ is not written here; the fields it has are missing"), name);
}

static void
read_declared_base (SluiceClassReader      *self,
                    SluiceClassDeclaration *declaration,
                    SluiceClassExpression  *base,
                    SluiceClassDeclaration *found,
                    Bases                  *bases)
{
  if ((found->position >= declaration->position && !found->generic) ||
      found->statement->kind != SLUICE_CLASS_STATEMENT_CLASS)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, base->span,
                                  found == declaration
                                      ? _("‘%s’ cannot derive from itself")
                                      : _("The class ‘%s’ must be written above this one"),
                                  found->name);
      return;
    }

  found->is_used = TRUE;
  if (bases->kind < 0 || found->kind != SLUICE_CLASS_DECLARATION_MODEL)
    bases->kind = found->kind;
  if (found->mixed_in)
    declaration->mixed_in = found->mixed_in;
  declaration->is_text_enum |= found->is_text_enum;
  if (found->kind == SLUICE_CLASS_DECLARATION_ROOT_MODEL && !declaration->value)
    declaration->value = found->value;
  g_ptr_array_add (bases->declared, found);
}

static void
read_base (SluiceClassReader      *self,
           SluiceClassDeclaration *declaration,
           SluiceClassExpression  *base,
           Bases                  *bases)
{
  SluiceClassDeclaration *found;
  SluiceClassExpression *subject = base;
  const char *name;

  if (base->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
    {
      if (g_str_equal (base->name, "total"))
        declaration->is_partial = base->subject->kind == SLUICE_CLASS_EXPRESSION_FALSE;
      return;
    }

  if (base->kind == SLUICE_CLASS_EXPRESSION_SUBSCRIPT)
    subject = base->subject;

  found = sluice_class_reader_resolve (self, subject, &name);
  if (found && subject != base && found->n_parameters > 0)
    found = sluice_class_generic_derive (self, base, found);
  else if (found && subject != base)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, base->span,
                                _("‘%s’ takes nothing in brackets"), found->name);
  if (found)
    read_declared_base (self, declaration, base, found, bases);
  else if (name && is_known_base (name))
    read_known_base (declaration, name, bases);
  else if (name)
    report_unknown_base (self, subject, name);
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, base->span,
                                _("This base is not understood; the fields it has are missing"));

  if (name && g_str_equal (name, "Generic") && subject != base)
    sluice_class_generic_declare (self, declaration, base);
  if (name && g_str_equal (name, "RootModel") && subject != base)
    declaration->value = base->parts;
}

/* Lineage: Python's method resolution order (C3), by which the nearest class wins. */

static void
count_tails (GPtrArray  *lists,
             GHashTable *tails)
{
  for (guint i = 0; i < lists->len; i++)
    {
      GPtrArray *list = g_ptr_array_index (lists, i);

      for (guint j = 1; j < list->len; j++)
        {
          gpointer entry = g_ptr_array_index (list, j);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (tails, entry));

          g_hash_table_insert (tails, entry, GUINT_TO_POINTER (n + 1));
        }
    }
}

/* The first head of a list that is in no tail; any head where the bases contradict each other. */
static SluiceClassDeclaration *
choose_next (GPtrArray  *lists,
             GHashTable *tails,
             const guint *heads)
{
  SluiceClassDeclaration *any = NULL;

  for (guint i = 0; i < lists->len; i++)
    {
      GPtrArray *list = g_ptr_array_index (lists, i);
      SluiceClassDeclaration *head;

      if (heads[i] >= list->len)
        continue;

      head = g_ptr_array_index (list, heads[i]);
      if (GPOINTER_TO_UINT (g_hash_table_lookup (tails, head)) == 0)
        return head;
      if (!any)
        any = head;
    }

  return any;
}

static void
advance_heads (GPtrArray              *lists,
               GHashTable             *tails,
               guint                  *heads,
               SluiceClassDeclaration *chosen)
{
  for (guint i = 0; i < lists->len; i++)
    {
      GPtrArray *list = g_ptr_array_index (lists, i);

      while (heads[i] < list->len && g_ptr_array_index (list, heads[i]) == chosen)
        {
          gpointer next;
          guint n;

          if (++heads[i] >= list->len)
            break;
          next = g_ptr_array_index (list, heads[i]);
          n = GPOINTER_TO_UINT (g_hash_table_lookup (tails, next));
          g_hash_table_insert (tails, next, GUINT_TO_POINTER (n - 1));
        }
    }
}

static GPtrArray *
merge (SluiceClassReader      *self,
       SluiceClassDeclaration *declaration,
       GPtrArray              *lists)
{
  g_autoptr (GHashTable) tails = g_hash_table_new (NULL, NULL);
  g_autofree guint *heads = g_new0 (guint, lists->len);
  GPtrArray *lineage = g_ptr_array_new ();
  SluiceClassDeclaration *next;

  g_ptr_array_add (lineage, declaration);
  count_tails (lists, tails);
  while ((next = choose_next (lists, tails, heads)))
    {
      if (lineage->len >= SLUICE_CLASS_MAX_NESTING ||
          !sluice_class_reader_spend (self, lists->len))
        {
          sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, declaration->name_span,
                                      _("‘%s’ derives from too many classes"), declaration->name);
          break;
        }
      g_ptr_array_add (lineage, next);
      advance_heads (lists, tails, heads, next);
    }

  return lineage;
}

static void
make_lineage (SluiceClassReader      *self,
              SluiceClassDeclaration *declaration,
              GPtrArray              *declared)
{
  g_autoptr (GPtrArray) lists =
    g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) lineage = NULL;

  for (guint i = 0; i < declared->len; i++)
    {
      SluiceClassDeclaration *base = g_ptr_array_index (declared, i);
      GPtrArray *list = g_ptr_array_new ();

      for (guint j = 0; j < base->n_lineage; j++)
        g_ptr_array_add (list, base->lineage[j]);
      g_ptr_array_add (lists, list);
    }
  g_ptr_array_add (lists, g_ptr_array_ref (declared));

  lineage = merge (self, declaration, lists);
  declaration->n_lineage = lineage->len;
  declaration->lineage =
    sluice_class_source_alloc (self->source, lineage->len * sizeof (SluiceClassDeclaration *));
  for (guint i = 0; i < lineage->len; i++)
    declaration->lineage[i] = g_ptr_array_index (lineage, i);
}

static gboolean
is_dataclass (SluiceClassReader     *self,
              SluiceClassExpression *decorators)
{
  SluiceClassExpression *decorator = decorators ? decorators->parts : NULL;

  for (; decorator; decorator = decorator->next)
    {
      SluiceClassExpression *subject =
        decorator->kind == SLUICE_CLASS_EXPRESSION_CALL ? decorator->subject : decorator;

      if (g_strcmp0 (sluice_class_reader_name_of (self, subject), "dataclass") == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * sluice_class_bases_read: (skip)
 * @self: a reader
 * @declaration: a class
 *
 * Finds out what a class derives from, and by that of which kind it is.
 */
void
sluice_class_bases_read (SluiceClassReader      *self,
                         SluiceClassDeclaration *declaration)
{
  g_autoptr (GPtrArray) declared = g_ptr_array_new ();
  SluiceClassExpression *expressions = declaration->statement->expressions;
  Bases bases = { declared, -1 };

  /* Page[User] has what Page derives from. */
  if (declaration->generic)
    return;

  self->current = declaration->outer;
  if (declaration->statement->parameters)
    sluice_class_generic_declare (self, declaration, declaration->statement->parameters);
  for (SluiceClassExpression *base = expressions ? expressions->parts : NULL; base;
       base = base->next)
    read_base (self, declaration, base, &bases);

  if (is_dataclass (self, declaration->statement->decorators))
    declaration->kind = SLUICE_CLASS_DECLARATION_DATACLASS;
  else if (bases.kind >= 0)
    declaration->kind = bases.kind;
  else if (!expressions || !expressions->parts)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, declaration->name_span,
                                _("‘%s’ derives from nothing; write ‘class %s(BaseModel):’"),
                                declaration->name, declaration->name);

  make_lineage (self, declaration, declared);
}
