/* sluice-label.c: a type in words for people
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "schema/sluice-definition-private.h"
#include "schema/sluice-label-private.h"

/* A label of lists of unions of lists… stops here. */
#define MAX_DEPTH 4

static char *make_label (SluiceDefinition *definition,
                         guint             depth);

static char *
make_array_label (SluiceDefinition *definition,
                  guint             depth)
{
  SluiceDefinition *items = sluice_definition_get_items (definition);
  g_autofree char *inner = NULL;

  if (items == NULL || depth == 0)
    return g_strdup (_("list"));

  inner = make_label (items, depth - 1);
  if (sluice_definition_get_kind (items) == SLUICE_KIND_UNION)
    return g_strdup_printf ("(%s)[]", inner);

  return g_strdup_printf ("%s[]", inner);
}

static char *
make_number_label (SluiceDefinition *definition,
                   const char       *plain)
{
  gdouble minimum, maximum;

  if (!sluice_definition_get_bounds (definition, &minimum, &maximum))
    return g_strdup (plain);

  /* Translators: the smallest and the largest number allowed */
  return g_strdup_printf (_("%g–%g"), minimum, maximum);
}

static char *
make_string_label (SluiceDefinition *definition)
{
  SluiceNode *schema = sluice_definition_get_target (definition);
  const char *format = sluice_schema_node_string (schema, "format");

  return g_strdup (format ? format : _("string"));
}

static char *
make_object_label (SluiceDefinition *definition)
{
  const char *class_name = sluice_definition_get_class_name (definition);

  return g_strdup (class_name ? class_name : _("object"));
}

static char *
make_union_label (SluiceDefinition *definition,
                  guint             depth)
{
  GPtrArray *branches = sluice_definition_get_branches (definition);
  GString *label = g_string_new (NULL);

  for (guint i = 0; i < branches->len; i++)
    {
      g_autofree char *branch = make_label (branches->pdata[i], depth);

      /* Translators: between the last two of several types, with the spaces around it */
      if (i > 0)
        g_string_append (label, i + 1 == branches->len ? _(" or ") : ", ");
      g_string_append (label, branch);
    }

  return g_string_free (label, FALSE);
}

static char *
make_kind_label (SluiceDefinition *definition,
                 guint             depth)
{
  switch (sluice_definition_get_kind (definition))
    {
    case SLUICE_KIND_OBJECT:
      return make_object_label (definition);
    case SLUICE_KIND_ARRAY:
      return make_array_label (definition, depth);
    case SLUICE_KIND_STRING:
      return make_string_label (definition);
    case SLUICE_KIND_NUMBER:
      return make_number_label (definition, _("number"));
    case SLUICE_KIND_INTEGER:
      return make_number_label (definition, _("integer"));
    case SLUICE_KIND_BOOLEAN:
      return g_strdup (_("boolean"));
    case SLUICE_KIND_NULL:
      return g_strdup ("null");
    case SLUICE_KIND_ENUM:
      return g_strdup (_("enum"));
    case SLUICE_KIND_UNION:
      return depth > 0 ? make_union_label (definition, depth - 1) : g_strdup (_("any"));
    case SLUICE_KIND_ANY:
    default:
      return g_strdup (_("any"));
    }
}

static char *
make_label (SluiceDefinition *definition,
            guint             depth)
{
  g_autofree char *plain = make_kind_label (definition, depth);

  if (!sluice_definition_get_nullable (definition))
    return g_steal_pointer (&plain);
  if (sluice_definition_get_kind (definition) == SLUICE_KIND_UNION)
    return g_strdup_printf ("(%s)?", plain);

  return g_strdup_printf ("%s?", plain);
}

char *
sluice_label_for_definition (SluiceDefinition *definition)
{
  return make_label (definition, MAX_DEPTH);
}
