/* sluice-field-columns.c: how wide the columns of the live tree want to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From names and types alone, before anything has come: a column that grew while a run streams
 * would move what the person reads.
 */
#include "config.h"

#include "sluice-field-columns.h"

#define MIN_FIELD 18
#define MAX_FIELD 32
#define MIN_TYPE 10
#define MAX_TYPE 20

/* The arrow before a name, and what a level is indented by. */
#define INDENT 3

/* A cell's own margins, and that names are wider than text is on the average. */
#define SPARE(length) (2 + (length) / 6)

/* Rows further down are closed at first, and a schema may go on for ever. */
#define MAX_DEPTH 4

static void
add (SluiceFieldColumns *self,
     SluiceDefinition   *definition,
     guint               depth)
{
  const char *name = sluice_definition_get_name (definition);
  const char *label = sluice_definition_get_type_label (definition);
  guint length;

  if (name)
    {
      length = g_utf8_strlen (name, -1);
      self->field = MAX (self->field, length + SPARE (length) + INDENT * depth);
    }

  if (label)
    {
      length = g_utf8_strlen (label, -1);
      self->type = MAX (self->type, length + SPARE (length));
    }
}

static void
add_below (SluiceFieldColumns *self,
           SluiceDefinition   *definition,
           guint               depth)
{
  GPtrArray *properties = sluice_definition_get_properties (definition);
  GPtrArray *branches = sluice_definition_get_branches (definition);
  SluiceDefinition *items = sluice_definition_get_items (definition);

  if (depth > MAX_DEPTH)
    return;

  for (guint i = 0; properties && i < properties->len; i++)
    {
      add (self, g_ptr_array_index (properties, i), depth);
      add_below (self, g_ptr_array_index (properties, i), depth + 1);
    }

  /* Of a union one branch will stand in its place. */
  for (guint i = 0; branches && i < branches->len; i++)
    add_below (self, g_ptr_array_index (branches, i), depth);

  if (items)
    {
      add (self, items, depth);
      add_below (self, items, depth + 1);
    }
}

/**
 * sluice_field_columns_init:
 * @self: (out caller-allocates): the widths
 * @definition: (nullable): what the schema says of the whole answer
 *
 * Works out how much room the names and the types of a schema want.
 */
void
sluice_field_columns_init (SluiceFieldColumns *self,
                           SluiceDefinition   *definition)
{
  *self = (SluiceFieldColumns) { 0 };

  if (definition)
    {
      add (self, definition, 1);
      add_below (self, definition, 1);
    }

  /* What no schema promised can be of any length. */
  if (self->field == 0)
    self->field = (MIN_FIELD + MAX_FIELD) / 2;

  self->field = CLAMP (self->field, MIN_FIELD, MAX_FIELD);
  self->type = CLAMP (self->type, MIN_TYPE, MAX_TYPE);
}
