/* sluice-lint.c: what is wrong in a schema that is good JSON
 *
 * Errors are what makes a keyword mean nothing: then Run is off. What means something, but hardly
 * what its writer wanted, is a warning.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-keyword-private.h"
#include "schema/sluice-lint-private.h"
#include "schema/sluice-pattern-private.h"
#include "schema/sluice-program-private.h"
#include "schema/sluice-reader-private.h"

typedef struct
{
  SluiceReferences *references;
  const char       *text;
  GListStore       *diagnostics;
} Lint;

static void G_GNUC_PRINTF (5, 0)
report (Lint           *lint,
        SluiceSeverity  severity,
        gsize           start,
        gsize           end,
        const char     *format,
        va_list         arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  g_autoptr(SluiceDiagnostic) diagnostic =
    sluice_diagnostic_new (severity, lint->text, start, end, message);

  g_list_store_append (lint->diagnostics, diagnostic);
}

static void G_GNUC_PRINTF (4, 5)
report_value (Lint           *lint,
              SluiceSeverity  severity,
              SluiceNode     *value,
              const char     *format,
              ...)
{
  va_list arguments;

  va_start (arguments, format);
  report (lint, severity, sluice_node_get_start (value), sluice_node_get_end (value), format,
          arguments);
  va_end (arguments);
}

static void G_GNUC_PRINTF (4, 5)
report_key (Lint           *lint,
            SluiceSeverity  severity,
            SluiceNode     *member,
            const char     *format,
            ...)
{
  va_list arguments;
  gsize start, end;

  sluice_reader_locate_key (lint->text, member, &start, &end);
  va_start (arguments, format);
  report (lint, severity, start, end, format, arguments);
  va_end (arguments);
}

static gboolean
is_string (SluiceNode *value)
{
  return sluice_node_get_node_type (value) == SLUICE_NODE_STRING;
}

static gboolean
is_schema (SluiceNode *value)
{
  SluiceNodeType type = sluice_node_get_node_type (value);

  return type == SLUICE_NODE_OBJECT || type == SLUICE_NODE_BOOLEAN;
}

static gboolean
is_count (SluiceNode *value)
{
  return sluice_node_get_node_type (value) == SLUICE_NODE_NUMBER &&
         sluice_node_get_double (value) >= 0 &&
         sluice_node_get_double (value) == floor (sluice_node_get_double (value));
}

static gboolean
has_form (SluiceNode *value,
          SluiceForm  form)
{
  SluiceNodeType type = sluice_node_get_node_type (value);

  switch (form)
    {
    case SLUICE_FORM_STRING:
    case SLUICE_FORM_PATTERN:
    case SLUICE_FORM_REFERENCE:
    case SLUICE_FORM_DESCRIPTION:
      return type == SLUICE_NODE_STRING;
    case SLUICE_FORM_BOOLEAN:
      return type == SLUICE_NODE_BOOLEAN;
    case SLUICE_FORM_NUMBER:
      return type == SLUICE_NODE_NUMBER;
    case SLUICE_FORM_LIMIT:
      return type == SLUICE_NODE_NUMBER || type == SLUICE_NODE_BOOLEAN;
    case SLUICE_FORM_FACTOR:
      return type == SLUICE_NODE_NUMBER && sluice_node_get_double (value) > 0;
    case SLUICE_FORM_COUNT:
      return is_count (value);
    case SLUICE_FORM_VALUES:
    case SLUICE_FORM_NAMES:
      return type == SLUICE_NODE_ARRAY;
    case SLUICE_FORM_SCHEMAS:
      return type == SLUICE_NODE_ARRAY && sluice_node_get_n_children (value) > 0;
    case SLUICE_FORM_TYPES:
      return type == SLUICE_NODE_STRING || type == SLUICE_NODE_ARRAY;
    case SLUICE_FORM_SCHEMA:
      return is_schema (value);
    case SLUICE_FORM_ITEMS:
      return is_schema (value) || type == SLUICE_NODE_ARRAY;
    case SLUICE_FORM_NAMES_MAP:
    case SLUICE_FORM_SCHEMA_MAP:
    case SLUICE_FORM_PATTERN_MAP:
    case SLUICE_FORM_DEPENDENCIES:
      return type == SLUICE_NODE_OBJECT;
    case SLUICE_FORM_ANY:
    default:
      return TRUE;
    }
}

static const char *
describe_form (SluiceForm form)
{
  switch (form)
    {
    case SLUICE_FORM_STRING:
    case SLUICE_FORM_PATTERN:
    case SLUICE_FORM_REFERENCE:
    case SLUICE_FORM_DESCRIPTION:
      return _("a string");
    case SLUICE_FORM_BOOLEAN:
      return _("true or false");
    case SLUICE_FORM_NUMBER:
    case SLUICE_FORM_LIMIT:
      return _("a number");
    case SLUICE_FORM_FACTOR:
      return _("a number above 0");
    case SLUICE_FORM_COUNT:
      return _("a whole number, 0 or more");
    case SLUICE_FORM_VALUES:
      return _("an array of values");
    case SLUICE_FORM_NAMES:
      return _("an array of strings");
    case SLUICE_FORM_SCHEMAS:
      return _("an array of schemas, one at least");
    case SLUICE_FORM_TYPES:
      return _("the name of a type, or an array of them");
    case SLUICE_FORM_NAMES_MAP:
      return _("an object of arrays of strings");
    case SLUICE_FORM_SCHEMA_MAP:
    case SLUICE_FORM_PATTERN_MAP:
    case SLUICE_FORM_DEPENDENCIES:
      return _("an object of schemas");
    case SLUICE_FORM_SCHEMA:
    case SLUICE_FORM_ITEMS:
    case SLUICE_FORM_ANY:
    default:
      return _("a schema: an object, true or false");
    }
}

static void
check_type_name (Lint       *lint,
                 SluiceNode *value)
{
  const char *name, *suggestion;

  if (!is_string (value))
    {
      report_value (lint, SLUICE_SEVERITY_ERROR, value, _("the name of a type must be a string"));
      return;
    }

  name = sluice_node_get_text (value, NULL);
  if (sluice_keyword_is_type (name))
    return;

  if ((suggestion = sluice_keyword_suggest_type (name)))
    report_value (lint, SLUICE_SEVERITY_ERROR, value,
                  _("unknown type ‘%s’. Did you mean ‘%s’?"), name, suggestion);
  else
    report_value (lint, SLUICE_SEVERITY_ERROR, value,
                  _("unknown type ‘%s’. It can be string, integer, number, boolean, object, "
                    "array or null"), name);
}

static void
check_types (Lint       *lint,
             SluiceNode *value)
{
  if (is_string (value))
    {
      check_type_name (lint, value);
      return;
    }

  if (sluice_node_get_n_children (value) == 0)
    report_value (lint, SLUICE_SEVERITY_ERROR, value, _("this array must name a type"));
  for (SluiceNode *child = sluice_schema_node_first (value); child;
       child = sluice_schema_node_next (child))
    check_type_name (lint, child);
}

static void
check_names (Lint       *lint,
             SluiceNode *array)
{
  for (SluiceNode *child = sluice_schema_node_first (array); child;
       child = sluice_schema_node_next (child))
    if (!is_string (child))
      report_value (lint, SLUICE_SEVERITY_ERROR, child, _("a name must be a string"));
}

static void
check_names_map (Lint       *lint,
                 SluiceNode *map)
{
  for (SluiceNode *child = sluice_schema_node_first (map); child;
       child = sluice_schema_node_next (child))
    {
      if (sluice_node_get_node_type (child) == SLUICE_NODE_ARRAY)
        check_names (lint, child);
      else
        report_value (lint, SLUICE_SEVERITY_ERROR, child, _("this must be %s"),
                      describe_form (SLUICE_FORM_NAMES));
    }
}

static char *
find_pattern_problem (const char *pattern)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GRegex) regex = sluice_pattern_compile (pattern, &error);

  return regex ? NULL : g_strdup (error->message);
}

static void
check_pattern (Lint       *lint,
               SluiceNode *value)
{
  g_autofree char *problem = find_pattern_problem (sluice_node_get_text (value, NULL));

  if (problem)
    report_value (lint, SLUICE_SEVERITY_ERROR, value, "%s", problem);
}

static void
check_pattern_names (Lint       *lint,
                     SluiceNode *map)
{
  for (SluiceNode *child = sluice_schema_node_first (map); child;
       child = sluice_schema_node_next (child))
    {
      g_autofree char *problem = find_pattern_problem (sluice_node_get_key (child));

      if (problem)
        report_key (lint, SLUICE_SEVERITY_ERROR, child, "%s", problem);
    }
}

static char *
suggest_definition (Lint       *lint,
                    const char *reference)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  SluiceNode *root = sluice_references_get_root (lint->references);
  SluiceNode *map = sluice_schema_node_object (root, "$defs");
  const char *keyword = "$defs", *slash = strrchr (reference, '/'), *name;

  if (map == NULL)
    map = sluice_schema_node_object (root, keyword = "definitions");
  for (SluiceNode *child = map ? sluice_schema_node_first (map) : NULL; child;
       child = sluice_schema_node_next (child))
    g_ptr_array_add (names, (gpointer) sluice_node_get_key (child));
  g_ptr_array_add (names, NULL);

  name = sluice_keyword_nearest (slash ? slash + 1 : reference,
                                 (const char * const *) names->pdata);

  return name ? g_strdup_printf ("#/%s/%s", keyword, name) : NULL;
}

static void
check_reference (Lint       *lint,
                 SluiceNode *schema,
                 SluiceNode *value)
{
  const char *reference = sluice_node_get_text (value, NULL);
  g_autofree char *suggestion = NULL;
  gboolean elsewhere;
  SluiceNode *target =
    sluice_references_resolve (lint->references, schema, reference, &elsewhere);

  if (target && !is_schema (target))
    report_value (lint, SLUICE_SEVERITY_ERROR, value, _("‘%s’ is not a schema"), reference);
  if (target)
    return;

  if (elsewhere)
    report_value (lint, SLUICE_SEVERITY_ERROR, value,
                  _("‘%s’ is in another document, which is not at hand"), reference);
  else if ((suggestion = suggest_definition (lint, reference)))
    report_value (lint, SLUICE_SEVERITY_ERROR, value,
                  _("‘%s’ does not exist. Did you mean ‘%s’?"), reference, suggestion);
  else
    report_value (lint, SLUICE_SEVERITY_ERROR, value, _("‘%s’ does not exist"), reference);
}

static void check_schema (Lint       *lint,
                          SluiceNode *schema);

static void
check_schemas (Lint       *lint,
               SluiceNode *container)
{
  for (SluiceNode *child = sluice_schema_node_first (container); child;
       child = sluice_schema_node_next (child))
    check_schema (lint, child);
}

static void
check_dependencies (Lint       *lint,
                    SluiceNode *map)
{
  for (SluiceNode *child = sluice_schema_node_first (map); child;
       child = sluice_schema_node_next (child))
    {
      if (sluice_node_get_node_type (child) == SLUICE_NODE_ARRAY)
        check_names (lint, child);
      else
        check_schema (lint, child);
    }
}

static void
check_keyword_value (Lint       *lint,
                     SluiceNode *schema,
                     SluiceNode *value,
                     SluiceForm  form)
{
  switch (form)
    {
    case SLUICE_FORM_TYPES:
      check_types (lint, value);
      break;
    case SLUICE_FORM_NAMES:
      check_names (lint, value);
      break;
    case SLUICE_FORM_NAMES_MAP:
      check_names_map (lint, value);
      break;
    case SLUICE_FORM_PATTERN:
      check_pattern (lint, value);
      break;
    case SLUICE_FORM_SCHEMA:
      check_schema (lint, value);
      break;
    case SLUICE_FORM_ITEMS:
      if (is_schema (value))
        check_schema (lint, value);
      else
        check_schemas (lint, value);
      break;
    case SLUICE_FORM_PATTERN_MAP:
      check_pattern_names (lint, value);
      check_schemas (lint, value);
      break;
    case SLUICE_FORM_SCHEMAS:
    case SLUICE_FORM_SCHEMA_MAP:
      check_schemas (lint, value);
      break;
    case SLUICE_FORM_DEPENDENCIES:
      check_dependencies (lint, value);
      break;
    case SLUICE_FORM_REFERENCE:
      if (strcmp (sluice_node_get_key (value), "$ref") == 0 ||
          strcmp (sluice_node_get_key (value), "$dynamicRef") == 0)
        check_reference (lint, schema, value);
      break;
    default:
      break;
    }
}

static void
check_keyword (Lint       *lint,
               SluiceNode *schema,
               SluiceNode *value)
{
  const char *name = sluice_node_get_key (value), *suggestion;
  const SluiceKeyword *keyword = sluice_keyword_lookup (name);

  if (keyword == NULL)
    {
      if (!g_str_has_prefix (name, "x-") && (suggestion = sluice_keyword_suggest (name)) &&
          !sluice_schema_node_get (schema, suggestion))
        report_key (lint, SLUICE_SEVERITY_WARNING, value,
                    _("unknown keyword ‘%s’. Did you mean ‘%s’?"), name, suggestion);
    }
  else if (has_form (value, keyword->form))
    {
      check_keyword_value (lint, schema, value, keyword->form);
    }
  else
    {
      report_value (lint, keyword->form == SLUICE_FORM_DESCRIPTION ? SLUICE_SEVERITY_WARNING
                                                                   : SLUICE_SEVERITY_ERROR,
                    value, _("‘%s’ must be %s"), name, describe_form (keyword->form));
    }
}

static void
check_required (Lint       *lint,
                SluiceNode *schema)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  SluiceNode *required = sluice_schema_node_array (schema, "required");
  SluiceNode *properties = sluice_schema_node_object (schema, "properties");

  if (!required || !properties)
    return;

  for (SluiceNode *child = sluice_schema_node_first (properties); child;
       child = sluice_schema_node_next (child))
    g_ptr_array_add (names, (gpointer) sluice_node_get_key (child));
  g_ptr_array_add (names, NULL);

  for (SluiceNode *child = sluice_schema_node_first (required); child;
       child = sluice_schema_node_next (child))
    {
      const char *name = is_string (child) ? sluice_node_get_text (child, NULL) : NULL;
      const char *suggestion;

      if (!name || g_strv_contains ((const char * const *) names->pdata, name))
        continue;
      if ((suggestion = sluice_keyword_nearest (name, (const char * const *) names->pdata)))
        report_value (lint, SLUICE_SEVERITY_WARNING, child,
                      _("required ‘%s’ is not among the properties. Did you mean ‘%s’?"), name,
                      suggestion);
      else
        report_value (lint, SLUICE_SEVERITY_WARNING, child,
                      _("required ‘%s’ is not among the properties"), name);
    }
}

static void
check_range (Lint       *lint,
             SluiceNode *schema,
             const char *low_name,
             const char *high_name)
{
  SluiceNode *low = sluice_schema_node_get (schema, low_name);
  SluiceNode *high = sluice_schema_node_get (schema, high_name);

  if (low && high && sluice_node_get_node_type (low) == SLUICE_NODE_NUMBER &&
      sluice_node_get_node_type (high) == SLUICE_NODE_NUMBER &&
      sluice_node_get_double (low) > sluice_node_get_double (high))
    report_value (lint, SLUICE_SEVERITY_WARNING, high,
                  _("‘%s’ is below ‘%s’, so that nothing will do"), high_name, low_name);
}

/* Keywords that say something of one type only, where the schema says that it is another. */
static void
check_effect (Lint       *lint,
              SluiceNode *schema,
              SluiceNode *value)
{
  static const struct { const char *keyword; const char *type; } effects[] = {
    { "properties", "object" }, { "required", "object" }, { "additionalProperties", "object" },
    { "items", "array" }, { "prefixItems", "array" }, { "minItems", "array" },
    { "maxItems", "array" }, { "uniqueItems", "array" }, { "minLength", "string" },
    { "maxLength", "string" }, { "pattern", "string" }, { "minimum", "number" },
    { "maximum", "number" }, { "exclusiveMinimum", "number" }, { "exclusiveMaximum", "number" },
    { "multipleOf", "number" },
  };
  const char *type = sluice_schema_node_string (schema, "type"), *name = sluice_node_get_key (value);

  if (!type || !sluice_keyword_is_type (type))
    return;
  if (strcmp (type, "integer") == 0)
    type = "number";

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    if (strcmp (effects[i].keyword, name) == 0 && strcmp (effects[i].type, type) != 0)
      report_key (lint, SLUICE_SEVERITY_WARNING, value, _("‘%s’ has no effect on type ‘%s’"),
                  name, sluice_schema_node_string (schema, "type"));
}

static void
check_enum (Lint       *lint,
            SluiceNode *schema)
{
  SluiceNode *values = sluice_schema_node_array (schema, "enum");

  if (values && sluice_node_get_n_children (values) == 0)
    report_value (lint, SLUICE_SEVERITY_WARNING, values,
                  _("an empty ‘enum’ allows nothing at all"));
}

/* The position of the member that tells the branches of a union apart, in the branch where it
 * comes latest; 0 where there is none. */
static guint
find_discriminator (Lint        *lint,
                    SluiceNode  *branches,
                    const char **name)
{
  guint latest = 0;

  for (SluiceNode *branch = sluice_schema_node_first (branches); branch;
       branch = sluice_schema_node_next (branch))
    {
      SluiceNode *target = sluice_references_follow (lint->references, branch);
      SluiceNode *properties = sluice_schema_node_object (target, "properties");
      gboolean found = FALSE;

      for (SluiceNode *child = properties ? sluice_schema_node_first (properties) : NULL;
           child && !found; child = sluice_schema_node_next (child))
        if (sluice_schema_node_get (child, "const") &&
            (latest == 0 || strcmp (*name, sluice_node_get_key (child)) == 0))
          {
            guint position = 1;

            for (SluiceNode *before = sluice_schema_node_first (properties); before != child;
                 before = sluice_schema_node_next (before))
              position++;
            *name = sluice_node_get_key (child);
            latest = MAX (latest, position);
            found = TRUE;
          }
      if (!found)
        return 0;
    }

  return latest;
}

static void
check_discriminator (Lint       *lint,
                     SluiceNode *schema)
{
  SluiceNode *branches = sluice_schema_node_array (schema, "anyOf");
  const char *name = NULL;

  if (branches == NULL)
    branches = sluice_schema_node_array (schema, "oneOf");
  if (branches == NULL || sluice_node_get_n_children (branches) < 2 ||
      find_discriminator (lint, branches, &name) < 2)
    return;

  report_key (lint, SLUICE_SEVERITY_NOTE, branches,
              _("‘%s’ tells these apart; as the first field it would do so sooner"), name);
}

/* A scalar in which the text ended */
static gboolean
is_unfinished (SluiceNode *value)
{
  SluiceNodeType type = sluice_node_get_node_type (value);

  return sluice_node_get_phase (value) != SLUICE_PHASE_CLOSED &&
         type != SLUICE_NODE_OBJECT && type != SLUICE_NODE_ARRAY;
}

static void
check_schema (Lint       *lint,
              SluiceNode *schema)
{
  if (!is_schema (schema))
    {
      report_value (lint, SLUICE_SEVERITY_ERROR, schema, _("this must be %s"),
                    describe_form (SLUICE_FORM_SCHEMA));
      return;
    }

  for (SluiceNode *member = sluice_schema_node_first (schema); member;
       member = sluice_schema_node_next (member))
    if (!is_unfinished (member))
      {
        check_keyword (lint, schema, member);
        check_effect (lint, schema, member);
      }

  /* Where the text ended too early, what is missing may have been still to come. */
  if (sluice_node_get_phase (schema) != SLUICE_PHASE_CLOSED)
    return;

  check_required (lint, schema);
  check_enum (lint, schema);
  check_discriminator (lint, schema);
  check_range (lint, schema, "minimum", "maximum");
  check_range (lint, schema, "minLength", "maxLength");
  check_range (lint, schema, "minItems", "maxItems");
  check_range (lint, schema, "minProperties", "maxProperties");
}

static gboolean
is_in_root (Lint       *lint,
            SluiceNode *schema)
{
  while (sluice_node_get_parent (schema))
    schema = sluice_node_get_parent (schema);

  return schema == sluice_references_get_root (lint->references);
}

/* What refers to itself for one and the same value has no answer. */
static void
check_loops (Lint *lint)
{
  g_autoptr(SluiceProgram) program = sluice_program_new (lint->references, SLUICE_FORMATS_REMARKS);
  GPtrArray *loops = sluice_program_get_loops (program);

  for (guint i = 0; i < loops->len; i++)
    if (is_in_root (lint, loops->pdata[i]))
      report_value (lint, SLUICE_SEVERITY_ERROR, loops->pdata[i],
                    _("this leads back to itself, or too far, without a value in between"));
}

void
sluice_lint_check (SluiceReferences *references,
                   const char       *text,
                   GListStore       *diagnostics)
{
  Lint lint = { references, text, diagnostics };

  check_schema (&lint, sluice_references_get_root (references));
  check_loops (&lint);
}
