/* sluice-class-config.c: model_config, class Config, and the keywords of a class
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

/* Settings of Pydantic that change nothing in a schema. */
static const char *const without_effect[] = {
  "allow_inf_nan", "allow_population_by_field_name", "arbitrary_types_allowed", "cache_strings",
  "coerce_numbers_to_str", "defer_build", "extra_fields", "from_attributes", "frozen",
  "hide_input_in_errors", "ignored_types", "json_encoders", "loc_by_alias", "metaclass",
  "orm_mode", "plugin_settings", "populate_by_name", "protected_namespaces", "regex_engine",
  "revalidate_instances", "schema_generator", "ser_json_bytes", "ser_json_inf_nan",
  "ser_json_temporal", "ser_json_timedelta", "serialize_by_alias", "smart_union",
  "str_strip_whitespace", "str_to_lower", "str_to_upper", "strict", "use_enum_values",
  "val_json_bytes", "val_temporal_unit", "validate_all", "validate_assignment",
  "validate_by_alias", "validate_by_name", "validate_default", "validate_return",
  "validation_error_cause", "model_title_generator", "field_title_generator",
  "json_schema_mode_override", "json_schema_serialization_defaults_required", "total", NULL,
};

static const char *const with_effect[] = {
  "extra", "title", "json_schema_extra", "schema_extra", "alias_generator", "str_min_length",
  "str_max_length", "min_anystr_length", "max_anystr_length", "use_attribute_docstrings", NULL,
};

static void
report_unknown (SluiceClassReader *self,
                const char        *name,
                SluiceClassSpan    span)
{
  SluiceClassGuess guess;

  sluice_class_guess_begin (&guess, name);
  sluice_class_guess_offer_all (&guess, with_effect);
  sluice_class_guess_offer_all (&guess, without_effect);
  if (guess.best)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, span,
                                _("Unknown setting ‘%s’. Did you mean ‘%s’?"), name, guess.best);
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, span,
                                _("Unknown setting ‘%s’"), name);
}

/* "forbid", or Extra.forbid as in Pydantic v1. */
static void
set_extra (SluiceClassReader     *self,
           SluiceClassConfig     *config,
           SluiceClassExpression *value)
{
  static const char *const words[] = { "allow", "forbid", "ignore", NULL };
  const char *word = value->name ? value->name : "";

  if (value->kind == SLUICE_CLASS_EXPRESSION_NONE)
    return;

  if (g_strv_contains (words, word))
    config->extra = word;
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, value->span,
                                _("‘extra’ is \"allow\", \"forbid\" or \"ignore\""));
}

static void
set_alias_generator (SluiceClassReader     *self,
                     SluiceClassConfig     *config,
                     SluiceClassExpression *value)
{
  static const char *const known[] = { "to_camel", "to_pascal", "to_snake", NULL };
  const char *name = sluice_class_reader_name_of (self, value);

  config->alias_generator = NULL;
  if (value->kind == SLUICE_CLASS_EXPRESSION_NONE)
    return;

  if (name && g_strv_contains (known, name))
    config->alias_generator = name;
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, value->span,
                                _("Functions are not run here; of those that make aliases "
                                  "‘to_camel’, ‘to_pascal’ and ‘to_snake’ are known"));
}

static JsonNode *
read_length (SluiceClassReader     *self,
             SluiceClassExpression *value)
{
  JsonNode *node = sluice_class_value_read (self, value);

  return node && json_node_get_value_type (node) == G_TYPE_INT64 ? node : NULL;
}

static void
set (SluiceClassReader     *self,
     SluiceClassConfig     *config,
     const char            *name,
     SluiceClassSpan        span,
     SluiceClassExpression *value)
{
  if (g_str_equal (name, "extra"))
    set_extra (self, config, value);
  else if (g_str_equal (name, "title"))
    config->title = value->kind == SLUICE_CLASS_EXPRESSION_NONE
                        ? NULL
                        : sluice_class_value_read_text (self, value);
  else if (g_str_equal (name, "json_schema_extra") || g_str_equal (name, "schema_extra"))
    {
      config->additions = NULL;
      sluice_class_keywords_read (self, &config->additions, value);
    }
  else if (g_str_equal (name, "alias_generator"))
    set_alias_generator (self, config, value);
  else if (g_str_equal (name, "str_min_length") || g_str_equal (name, "min_anystr_length"))
    config->min_length = read_length (self, value);
  else if (g_str_equal (name, "str_max_length") || g_str_equal (name, "max_anystr_length"))
    config->max_length = read_length (self, value);
  else if (g_str_equal (name, "use_attribute_docstrings"))
    config->has_attribute_docstrings = value->kind == SLUICE_CLASS_EXPRESSION_TRUE;
  else if (!g_strv_contains (without_effect, name))
    report_unknown (self, name, span);
}

/* One keyword of a class: class A (BaseModel, extra="forbid") */
void
sluice_class_config_set (SluiceClassReader     *self,
                         SluiceClassConfig     *config,
                         SluiceClassExpression *keyword)
{
  set (self, config, keyword->name, keyword->name_span, keyword->subject);
}

/**
 * sluice_class_config_read: (skip)
 * @self: a reader
 * @config: gets the settings
 * @expression: the value of `model_config`
 *
 * Reads `ConfigDict (…)`, or a dictionary.
 */
void
sluice_class_config_read (SluiceClassReader     *self,
                          SluiceClassConfig     *config,
                          SluiceClassExpression *expression)
{
  if (expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    {
      for (SluiceClassExpression *part = expression->parts; part; part = part->next)
        if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
          sluice_class_config_set (self, config, part);
    }
  else if (expression->kind == SLUICE_CLASS_EXPRESSION_DICT)
    {
      for (SluiceClassExpression *key = expression->parts; key && key->next; key = key->next->next)
        if (key->kind == SLUICE_CLASS_EXPRESSION_STRING)
          set (self, config, key->name, key->span, key->next);
    }
  else
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, expression->span,
                                  _("Settings are written ConfigDict(…)"));
    }
}

/* class Config: of Pydantic v1, which v2 still reads. */
void
sluice_class_config_read_class (SluiceClassReader    *self,
                                SluiceClassConfig    *config,
                                SluiceClassStatement *statement)
{
  for (SluiceClassStatement *line = statement->body; line; line = line->next)
    if ((line->kind == SLUICE_CLASS_STATEMENT_ASSIGNMENT ||
         line->kind == SLUICE_CLASS_STATEMENT_ANNOTATION) && line->value)
      set (self, config, line->name, line->name_span, line->value);
}

/* Settings pass on to the classes that derive; the later base wins. */
void
sluice_class_config_inherit (SluiceClassConfig       *self,
                             const SluiceClassConfig *base)
{
  if (base->additions)
    self->additions = base->additions;
  if (base->title)
    self->title = base->title;
  if (base->extra)
    self->extra = base->extra;
  if (base->alias_generator)
    self->alias_generator = base->alias_generator;
  if (base->min_length)
    self->min_length = base->min_length;
  if (base->max_length)
    self->max_length = base->max_length;
  if (base->has_attribute_docstrings)
    self->has_attribute_docstrings = TRUE;
}

/* Aliases */

/* snake_case as PascalCase: words begin with a capital, and a "_" between two of them goes. */
static char *
make_pascal (const char *name)
{
  g_autofree char *title = sluice_class_string_title (name);
  GString *out = g_string_new (NULL);

  for (const char *p = title; *p; p++)
    if (*p != '_' || p == title || !g_ascii_isalnum (p[-1]) || !g_ascii_isalnum (p[1]))
      g_string_append_c (out, *p);

  return g_string_free (out, FALSE);
}

/* What is camelCase already stays, unless a digit in it would begin a word. */
static gboolean
is_camel (const char *name)
{
  if (!g_ascii_islower (*name))
    return FALSE;

  for (const char *p = name; *p; p++)
    if (!g_ascii_isalnum (*p) || (g_ascii_isdigit (*p) && g_ascii_islower (p[1])))
      return FALSE;

  return TRUE;
}

static char *
make_camel (const char *name)
{
  char *camel;
  gsize n_bars;

  if (is_camel (name))
    return g_strdup (name);

  camel = make_pascal (name);
  n_bars = strspn (camel, "_");
  camel[n_bars] = g_ascii_tolower (camel[n_bars]);

  return camel;
}

/* CamelCase as snake_case: a "_" before each capital and each number that begins a word. */
static char *
make_snake (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p; p++)
    {
      gboolean after_lower = p > name && g_ascii_islower (p[-1]);
      gboolean after_digit = p > name && g_ascii_isdigit (p[-1]);
      gboolean after_upper = p > name && g_ascii_isupper (p[-1]);

      if ((g_ascii_isupper (*p) && (after_lower || after_digit)) ||
          (g_ascii_isupper (*p) && after_upper && g_ascii_islower (p[1])) ||
          (g_ascii_isdigit (*p) && after_lower))
        g_string_append_c (out, '_');
      g_string_append_c (out, *p == '-' ? '_' : g_ascii_tolower (*p));
    }

  return g_string_free (out, FALSE);
}

/**
 * sluice_class_config_make_alias: (skip)
 * @self: a reader
 * @config: settings of a class
 * @name: the name of a field
 *
 * Makes the alias that the settings ask for.
 *
 * Returns: (transfer none): the alias, or @name
 */
const char *
sluice_class_config_make_alias (SluiceClassReader       *self,
                                const SluiceClassConfig *config,
                                const char              *name)
{
  g_autofree char *alias = NULL;

  if (!config->alias_generator)
    return name;

  if (g_str_equal (config->alias_generator, "to_snake"))
    alias = make_snake (name);
  else if (g_str_equal (config->alias_generator, "to_camel"))
    alias = make_camel (name);
  else
    alias = make_pascal (name);

  return sluice_class_source_copy (self->source, alias, strlen (alias));
}
