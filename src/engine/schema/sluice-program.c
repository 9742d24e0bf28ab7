/* sluice-program.c: a schema compiled into positions
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-node-private.h"
#include "schema/sluice-compiler-private.h"
#include "schema/sluice-program-private.h"

struct _SluiceProgram
{
  SluiceReferences *references;
  SluiceCompiler    compiler;    /* its positions are ours */
  SluiceEdge        root;
  GPtrArray        *loops;       /* owned: SluiceNode* */
  gboolean          has_unevaluated;
  SluicePosition    anything;    /* what an edge of a loop leads to instead: all holds */
};

static void
clear_edge (SluiceEdge *edge)
{
  g_free (edge->path);
}

static void
free_object (SluiceObjectRules *rules)
{
  if (rules == NULL)
    return;

  for (guint32 i = 0; i < rules->n_properties; i++)
    clear_edge (&rules->properties[i].edge);
  for (guint32 i = 0; i < rules->n_patterns; i++)
    {
      g_clear_pointer (&rules->patterns[i].regex, g_regex_unref);
      clear_edge (&rules->patterns[i].edge);
    }
  clear_edge (&rules->additional);
  clear_edge (&rules->unevaluated);
  clear_edge (&rules->name_schema);
  sluice_words_clear (&rules->names);
  sluice_words_clear (&rules->declared);
  g_free (rules->properties);
  g_free (rules->patterns);
  g_free (rules->dependencies);
  g_free (rules);
}

static void
free_array (SluiceArrayRules *rules)
{
  if (rules == NULL)
    return;

  for (guint32 i = 0; i < rules->n_prefix; i++)
    clear_edge (&rules->prefix[i]);
  clear_edge (&rules->items);
  clear_edge (&rules->contains);
  clear_edge (&rules->unevaluated);
  g_free (rules->prefix);
  g_free (rules);
}

static void
free_string (SluiceStringRules *rules)
{
  if (rules == NULL)
    return;

  g_clear_pointer (&rules->regex, g_regex_unref);
  g_free (rules);
}

static void
free_position (gpointer data)
{
  SluicePosition *position = data;

  free_object (position->object);
  free_array (position->array);
  free_string (position->string);
  g_free (position->number);
  for (guint32 i = 0; i < position->n_values; i++)
    {
      sluice_words_clear (&position->values[i].words);
      g_free (position->values[i].options);
    }
  g_free (position->values);
  for (guint32 i = 0; i < position->n_applicators; i++)
    {
      for (guint32 j = 0; j < position->applicators[i].n_edges; j++)
        clear_edge (&position->applicators[i].edges[j]);
      g_free (position->applicators[i].edges);
    }
  g_free (position->applicators);
  g_free (position);
}

/* Positions for one and the same value that lead to each other: more than this many in a row are
 * no schema that a person wrote. */
#define MAX_HEIGHT 256

/* The same for the ways from the schema of a name to its parts, which are all gone each time. */
#define MAX_NAME_WAYS 4096

typedef struct
{
  enum { UNSEEN, ENTERED, LEFT } state;
  guint height;  /* of the longest way down from here */
  guint n_ways;  /* down from here, all in all */
} Visit;

/* An edge back to a position that is being walked would go round without end: it is cut, and
 * whatever comes that way fits. */
static void
cut_loops (SluiceProgram  *self,
           SluicePosition *position,
           Visit          *visits,
           guint           depth)
{
  Visit *visit = &visits[position->index];

  visit->state = ENTERED;
  visit->n_ways = 1;
  for (guint32 i = 0; i < position->n_applicators; i++)
    for (guint32 j = 0; j < position->applicators[i].n_edges; j++)
      {
        SluiceEdge *edge = &position->applicators[i].edges[j];
        Visit *next = &visits[edge->target->index];

        if (next->state == UNSEEN && depth < MAX_HEIGHT)
          cut_loops (self, edge->target, visits, depth + 1);
        if (next->state != LEFT || next->height >= MAX_HEIGHT)
          {
            g_ptr_array_add (self->loops, edge->source);
            edge->target = &self->anything;
          }
        else
          {
            visit->height = MAX (visit->height, next->height + 1);
            visit->n_ways = MIN (visit->n_ways + next->n_ways, MAX_NAME_WAYS + 1);
          }
      }
  visit->state = LEFT;
}

static void
cut_names (SluiceProgram  *self,
           SluicePosition *position,
           const Visit    *visits)
{
  SluiceEdge *edge = position->object ? &position->object->name_schema : NULL;

  if (!edge || !edge->target || visits[edge->target->index].n_ways <= MAX_NAME_WAYS)
    return;

  g_ptr_array_add (self->loops, edge->source);
  edge->target = &self->anything;
}

static guint
find_admitted (SluicePosition *position,
               Visit          *visits);

static guint
find_admitted_by (SluiceApplicator *applicator,
                  Visit            *visits)
{
  guint all = SLUICE_EVERY_TYPE, any = 0;

  for (guint32 i = 0; i < applicator->n_edges; i++)
    {
      guint admitted = find_admitted (applicator->edges[i].target, visits);

      all &= admitted;
      any |= admitted;
    }

  switch (applicator->relation)
    {
    case SLUICE_RELATION_ALL:
      return all;
    case SLUICE_RELATION_ANY:
    case SLUICE_RELATION_ONE:
      return any;
    default:
      return SLUICE_EVERY_TYPE;
    }
}

/* The types of which a value has any chance. Loops are cut before, so this ends. */
static guint
find_admitted (SluicePosition *position,
               Visit          *visits)
{
  guint admitted = position->types;

  if (visits[position->index].state == LEFT)
    return position->admits;

  for (guint32 i = 0; i < position->n_values; i++)
    admitted &= position->values[i].types;
  for (guint32 i = 0; i < position->n_applicators; i++)
    admitted &= find_admitted_by (&position->applicators[i], visits);

  position->admits = admitted;
  visits[position->index].state = LEFT;

  return admitted;
}

/* The types of which every value holds, so that nothing needs to be kept while it arrives. */
static void
find_bare (SluicePosition *position)
{
  if (position->n_values > 0 || position->n_applicators > 0)
    return;

  position->bare = position->admits;
  if (position->object)
    position->bare &= ~SLUICE_TYPE_BIT (SLUICE_NODE_OBJECT);
  if (position->array)
    position->bare &= ~SLUICE_TYPE_BIT (SLUICE_NODE_ARRAY);
  if (position->string)
    position->bare &= ~SLUICE_TYPE_BIT (SLUICE_NODE_STRING);
  if (position->number || position->is_whole)
    position->bare &= ~SLUICE_TYPE_BIT (SLUICE_NODE_NUMBER);
}

static void
find_choices (SluicePosition *position)
{
  for (guint32 i = 0; i < position->n_applicators; i++)
    {
      SluiceApplicator *applicator = &position->applicators[i];
      guint n = 0;

      for (guint32 j = 0; j < applicator->n_edges; j++)
        n += (applicator->edges[j].target->admits & ~SLUICE_TYPE_BIT (SLUICE_NODE_NULL)) != 0;
      applicator->is_choice = n > 1 && (applicator->relation == SLUICE_RELATION_ANY ||
                                        applicator->relation == SLUICE_RELATION_ONE);
    }
}

static gboolean
asks_for_unevaluated (const SluicePosition *position)
{
  return (position->object && position->object->unevaluated.target) ||
         (position->array && position->array->unevaluated.target);
}

SluiceProgram *
sluice_program_new (SluiceReferences *references,
                    SluiceFormats     formats)
{
  SluiceProgram *self = g_new0 (SluiceProgram, 1);
  GPtrArray *positions;
  g_autofree Visit *visits = NULL;

  self->references = sluice_references_ref (references);
  sluice_compiler_init (&self->compiler, references, formats);
  positions = self->compiler.positions;
  g_ptr_array_set_free_func (positions, free_position);
  self->loops = g_ptr_array_new ();
  sluice_compiler_connect (&self->compiler, &self->root, sluice_references_get_root (references),
                           g_strdup (""));
  for (guint i = 0; i < positions->len; i++)
    sluice_compiler_fill (&self->compiler, positions->pdata[i]);

  /* One more than there are positions: for anything */
  self->anything = (SluicePosition) { .source = self->root.source, .index = positions->len,
                                      .types = SLUICE_EVERY_TYPE, .admits = SLUICE_EVERY_TYPE,
                                      .bare = SLUICE_EVERY_TYPE };
  visits = g_new0 (Visit, positions->len + 1);
  visits[positions->len].state = LEFT;
  for (guint i = 0; i < positions->len; i++)
    if (visits[i].state == UNSEEN)
      cut_loops (self, positions->pdata[i], visits, 0);

  for (guint i = 0; i < positions->len; i++)
    cut_names (self, positions->pdata[i], visits);

  memset (visits, 0, positions->len * sizeof *visits);
  for (guint i = 0; i < positions->len; i++)
    {
      find_admitted (positions->pdata[i], visits);
      find_bare (positions->pdata[i]);
    }
  for (guint i = 0; i < positions->len; i++)
    {
      find_choices (positions->pdata[i]);
      self->has_unevaluated |= asks_for_unevaluated (positions->pdata[i]);
    }

  return self;
}

void
sluice_program_free (SluiceProgram *self)
{
  sluice_compiler_clear (&self->compiler);
  g_ptr_array_unref (self->loops);
  clear_edge (&self->root);
  sluice_references_unref (self->references);
  g_free (self);
}

const SluiceEdge *
sluice_program_get_root (SluiceProgram *self)
{
  return &self->root;
}

const SluicePosition *
sluice_program_find (SluiceProgram *self,
                     SluiceNode    *schema)
{
  GPtrArray *positions = self->compiler.positions;

  for (guint i = 0; i < positions->len; i++)
    {
      const SluicePosition *position = positions->pdata[i];

      if (position->source == schema)
        return position;
    }

  return NULL;
}

gboolean
sluice_program_has_unevaluated (SluiceProgram *self)
{
  return self->has_unevaluated;
}

guint32
sluice_program_get_n_positions (SluiceProgram *self)
{
  return self->compiler.positions->len + 1;
}

const SluicePosition *
sluice_program_get_position (SluiceProgram *self,
                             guint32        index)
{
  if (index == self->compiler.positions->len)
    return &self->anything;

  return self->compiler.positions->pdata[index];
}

GPtrArray *
sluice_program_get_loops (SluiceProgram *self)
{
  return self->loops;
}
