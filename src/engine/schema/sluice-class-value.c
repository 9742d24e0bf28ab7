/* sluice-class-value.c: values that a text in class notation writes, as JSON
 *
 * Literals, members of enums, simple arithmetic, instances of the text's own classes, and the few
 * calls that people write as defaults. All else has no value here: nothing is run.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "schema/sluice-class-reader-private.h"

static JsonNode *
keep (SluiceClassReader *self,
      JsonNode          *node)
{
  return sluice_class_source_keep (self->source, node);
}

static JsonNode *
new_string (SluiceClassReader *self,
            const char        *text)
{
  return keep (self, json_node_init_string (json_node_alloc (), text));
}

static JsonNode *
new_int (SluiceClassReader *self,
         gint64             number)
{
  return keep (self, json_node_init_int (json_node_alloc (), number));
}

/* JSON has no infinities and no NaN. */
static JsonNode *
new_double (SluiceClassReader *self,
            double             number)
{
  return isfinite (number) ? keep (self, json_node_init_double (json_node_alloc (), number)) : NULL;
}

static gboolean
holds (JsonNode *node,
       GType     type)
{
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
is_number (JsonNode *node)
{
  return holds (node, G_TYPE_INT64) || holds (node, G_TYPE_DOUBLE);
}

static double
as_double (JsonNode *node)
{
  return holds (node, G_TYPE_INT64) ? (double) json_node_get_int (node)
                                    : json_node_get_double (node);
}

/* Literals */

/* Digits without the "_" that may stand between them. */
static char *
copy_digits (SluiceClassReader     *self,
             SluiceClassExpression *number)
{
  GString *digits = g_string_new (NULL);

  for (guint32 i = number->span.start; i < number->span.end; i++)
    if (self->source->text[i] != '_')
      g_string_append_c (digits, self->source->text[i]);

  return g_string_free (digits, FALSE);
}

/* 0x10, 0o17, 0b11 */
static JsonNode *
read_based (SluiceClassReader *self,
            const char        *digits)
{
  char letter = g_ascii_tolower (digits[1]);
  guint base = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
  gint64 value;
  char *end;

  errno = 0;
  value = g_ascii_strtoll (digits + 2, &end, base);

  return errno || *end || end == digits + 2 ? NULL : new_int (self, value);
}

/* Whole numbers beyond 64 bits become doubles: json-glib has nothing larger. */
static JsonNode *
read_number (SluiceClassReader     *self,
             SluiceClassExpression *number)
{
  g_autofree char *digits = copy_digits (self, number);
  gint64 whole;
  double real;
  char *end;

  if (digits[0] == '0' && digits[1] != '\0' && strchr ("xXoObB", digits[1]))
    return read_based (self, digits);

  errno = 0;
  whole = g_ascii_strtoll (digits, &end, 10);
  if (!errno && *end == '\0')
    return new_int (self, whole);

  real = g_ascii_strtod (digits, &end);

  return *end == '\0' ? new_double (self, real) : NULL;
}

static JsonNode *
read_array (SluiceClassReader     *self,
            SluiceClassExpression *list)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (SluiceClassExpression *part = list->parts; part; part = part->next)
    {
      JsonNode *value = sluice_class_value_read (self, part);

      if (!value)
        return NULL;
      json_array_add_element (array, json_node_copy (value));
    }

  return keep (self, json_node_init_array (json_node_alloc (), array));
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  JsonNode *one = *(JsonNode **) a, *other = *(JsonNode **) b;
  double difference;

  if (holds (one, G_TYPE_STRING) && holds (other, G_TYPE_STRING))
    return strcmp (json_node_get_string (one), json_node_get_string (other));
  if (!is_number (one) || !is_number (other))
    return 0;

  difference = as_double (one) - as_double (other);

  return difference < 0 ? -1 : difference > 0;
}

/* A set has no order of its own; Pydantic sorts it. */
static JsonNode *
read_set (SluiceClassReader     *self,
          SluiceClassExpression *set)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GHashTable) seen =
    g_hash_table_new ((GHashFunc) json_node_hash, (GEqualFunc) json_node_equal);
  g_autoptr (JsonArray) array = json_array_new ();

  for (SluiceClassExpression *part = set->parts; part; part = part->next)
    {
      JsonNode *value = sluice_class_value_read (self, part);

      if (!value || JSON_NODE_HOLDS_ARRAY (value) || JSON_NODE_HOLDS_OBJECT (value))
        return NULL;
      if (g_hash_table_add (seen, value))
        g_ptr_array_add (values, value);
    }

  g_ptr_array_sort (values, compare_values);
  for (guint i = 0; i < values->len; i++)
    json_array_add_element (array, json_node_copy (g_ptr_array_index (values, i)));

  return keep (self, json_node_init_array (json_node_alloc (), array));
}

/* What JSON makes of a key that is not text. */
static char *
make_key (JsonNode *key)
{
  if (!key || JSON_NODE_HOLDS_ARRAY (key) || JSON_NODE_HOLDS_OBJECT (key))
    return NULL;
  if (holds (key, G_TYPE_STRING))
    return g_strdup (json_node_get_string (key));

  return json_to_string (key, FALSE);
}

static JsonNode *
read_dict (SluiceClassReader     *self,
           SluiceClassExpression *dict)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (SluiceClassExpression *key = dict->parts; key && key->next; key = key->next->next)
    {
      g_autofree char *name = make_key (sluice_class_value_read (self, key));
      JsonNode *value = sluice_class_value_read (self, key->next);

      if (!name || !value)
        return NULL;
      json_object_set_member (object, name, json_node_copy (value));
    }

  return keep (self, json_node_init_object (json_node_alloc (), object));
}

/* Arithmetic */

static JsonNode *
negate (SluiceClassReader *self,
        JsonNode          *value)
{
  if (holds (value, G_TYPE_INT64) && json_node_get_int (value) != G_MININT64)
    return new_int (self, -json_node_get_int (value));

  return holds (value, G_TYPE_DOUBLE) ? new_double (self, -json_node_get_double (value)) : NULL;
}

static JsonNode *
read_unary (SluiceClassReader     *self,
            SluiceClassExpression *expression)
{
  JsonNode *value;

  if (!expression->subject)
    return NULL;

  value = sluice_class_value_read (self, expression->subject);
  if (expression->op == '-')
    return negate (self, value);

  return expression->op == '+' && is_number (value) ? value : NULL;
}

static JsonNode *
power (SluiceClassReader *self,
       gint64             base,
       gint64             exponent)
{
  gint64 result = 1;

  if (exponent < 0 || exponent > 63)
    return NULL;

  while (exponent-- > 0)
    if (__builtin_mul_overflow (result, base, &result))
      return NULL;

  return new_int (self, result);
}

static JsonNode *
compute_whole (SluiceClassReader *self,
               guint              op,
               gint64             a,
               gint64             b)
{
  gint64 result;

  switch (op)
    {
    case '+':
      return __builtin_add_overflow (a, b, &result) ? NULL : new_int (self, result);
    case '-':
      return __builtin_sub_overflow (a, b, &result) ? NULL : new_int (self, result);
    case '*':
      return __builtin_mul_overflow (a, b, &result) ? NULL : new_int (self, result);
    case '/':
      return b == 0 ? NULL : new_double (self, (double) a / (double) b);
    case SLUICE_CLASS_OP_FLOOR:
      return b <= 0 || a < 0 ? NULL : new_int (self, a / b);
    case '%':
      return b <= 0 || a < 0 ? NULL : new_int (self, a % b);
    case SLUICE_CLASS_OP_POWER:
      return power (self, a, b);
    default:
      return NULL;
    }
}

static JsonNode *
compute_real (SluiceClassReader *self,
              guint              op,
              double             a,
              double             b)
{
  switch (op)
    {
    case '+':
      return new_double (self, a + b);
    case '-':
      return new_double (self, a - b);
    case '*':
      return new_double (self, a * b);
    case '/':
      return b == 0 ? NULL : new_double (self, a / b);
    case SLUICE_CLASS_OP_POWER:
      return new_double (self, pow (a, b));
    default:
      return NULL;
    }
}

static JsonNode *
compute (SluiceClassReader *self,
         guint              op,
         JsonNode          *a,
         JsonNode          *b)
{
  g_autofree char *joined = NULL;

  if (holds (a, G_TYPE_INT64) && holds (b, G_TYPE_INT64))
    return compute_whole (self, op, json_node_get_int (a), json_node_get_int (b));
  if (is_number (a) && is_number (b))
    return compute_real (self, op, as_double (a), as_double (b));
  if (op != '+' || !holds (a, G_TYPE_STRING) || !holds (b, G_TYPE_STRING))
    return NULL;

  if (!sluice_class_reader_spend (self, strlen (json_node_get_string (a)) / 64))
    return NULL;
  joined = g_strconcat (json_node_get_string (a), json_node_get_string (b), NULL);

  return new_string (self, joined);
}

static JsonNode *
read_binary (SluiceClassReader     *self,
             SluiceClassExpression *expression)
{
  SluiceClassExpression *part = expression->parts;
  JsonNode *value = sluice_class_value_read (self, part);

  /* ** binds to the right: a chain of it is not worked out */
  if (expression->n_parts > 2 && part->next->op == SLUICE_CLASS_OP_POWER)
    return NULL;

  while (value && (part = part->next))
    value = compute (self, part->op, value, sluice_class_value_read (self, part));

  return value;
}

/* Names */

static JsonNode *
read_name (SluiceClassReader     *self,
           SluiceClassExpression *expression)
{
  const char *name;
  SluiceClassDeclaration *declaration = sluice_class_reader_resolve (self, expression, &name);
  JsonNode *value;

  if (!declaration || declaration->kind != SLUICE_CLASS_DECLARATION_VALUE ||
      declaration->is_reading || !declaration->value)
    return NULL;

  declaration->is_reading = TRUE;
  value = sluice_class_value_read (self, declaration->value);
  declaration->is_reading = FALSE;

  return value;
}

/* Color.red, Color.red.value, Color.red.name */
static JsonNode *
read_attribute (SluiceClassReader     *self,
                SluiceClassExpression *expression)
{
  const char *name;
  SluiceClassDeclaration *declaration =
    sluice_class_reader_resolve (self, expression->subject, &name);
  SluiceClassExpression *member = expression->subject;

  if (declaration)
    return sluice_class_enum_get_value (declaration, expression->name);

  if (member->kind != SLUICE_CLASS_EXPRESSION_ATTRIBUTE)
    return NULL;

  declaration = sluice_class_reader_resolve (self, member->subject, &name);
  if (!declaration || !sluice_class_enum_get_value (declaration, member->name))
    return NULL;
  if (g_str_equal (expression->name, "value"))
    return sluice_class_enum_get_value (declaration, member->name);

  return g_str_equal (expression->name, "name") ? new_string (self, member->name) : NULL;
}

/* Calls */

static SluiceClassExpression *
find_argument (SluiceClassExpression *call,
               SluiceClassField      *field)
{
  SluiceClassExpression *value = NULL;

  if (field->alias)
    value = sluice_class_expression_find (call, field->alias);

  return value ? value : sluice_class_expression_find (call, field->name);
}

/* Pydantic makes a float of a whole number where the field is a float. */
static JsonNode *
fit_to_type (SluiceClassReader *self,
             SluiceClassType   *type,
             JsonNode          *value)
{
  if (type->kind == SLUICE_CLASS_TYPE_NAMED && type->name->type &&
      g_str_equal (type->name->type, "number") && holds (value, G_TYPE_INT64))
    return new_double (self, json_node_get_int (value));

  return value;
}

static JsonNode *
read_instance (SluiceClassReader      *self,
               SluiceClassDeclaration *declaration,
               SluiceClassExpression  *call)
{
  g_autoptr (GPtrArray) fields = sluice_class_model_list_fields (self, declaration);
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < fields->len; i++)
    {
      SluiceClassField *field = g_ptr_array_index (fields, i);
      SluiceClassExpression *argument = call ? find_argument (call, field) : NULL;
      JsonNode *value;

      if (argument)
        value = fit_to_type (self, field->type, sluice_class_value_read (self, argument));
      else if (field->factory)
        value = sluice_class_value_call_factory (self, field->factory);
      else
        value = field->initial_value;

      if (!value)
        return NULL;
      json_object_set_member (object, field->alias, json_node_copy (value));
    }

  return keep (self, json_node_init_object (json_node_alloc (), object));
}

static JsonNode *
call_declared (SluiceClassReader      *self,
               SluiceClassDeclaration *declaration,
               SluiceClassExpression  *call)
{
  SluiceClassExpression *first = call ? call->parts : NULL;

  if (sluice_class_declaration_has_fields (declaration))
    return first && first->kind != SLUICE_CLASS_EXPRESSION_KEYWORD
               ? NULL
               : read_instance (self, declaration, call);

  if (first && first->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
    first = first->subject;
  if (first && (declaration->kind == SLUICE_CLASS_DECLARATION_ROOT_MODEL ||
                declaration->kind == SLUICE_CLASS_DECLARATION_ENUM))
    return sluice_class_value_read (self, first);

  return NULL;
}

/* The whole numbers among the arguments of date (2024, 1, 31) and its kind. */
static guint
read_parts (SluiceClassReader     *self,
            SluiceClassExpression *call,
            const char *const     *names,
            gint64                *numbers,
            guint                  n)
{
  guint position = 0;

  for (SluiceClassExpression *part = call->parts; part; part = part->next)
    {
      gboolean is_named = part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD;
      JsonNode *value = sluice_class_value_read (self, is_named ? part->subject : part);
      guint i = position;

      if (is_named)
        for (i = 0; i < n && !g_str_equal (names[i], part->name); i++)
          ;
      if (i >= n || !holds (value, G_TYPE_INT64))
        return G_MAXUINT;
      numbers[i] = json_node_get_int (value);
      position = is_named ? position : position + 1;
    }

  return call->n_parts;
}

static JsonNode *
call_date (SluiceClassReader     *self,
           SluiceClassExpression *call,
           const char            *name)
{
  static const char *const names[] = { "year", "month", "day", "hour", "minute", "second" };
  gint64 n[6] = { 0 };
  gboolean is_time = g_str_equal (name, "time");
  guint n_names = g_str_equal (name, "date") ? 3 : is_time ? 3 : 6;
  g_autofree char *text = NULL;

  if (read_parts (self, call, is_time ? names + 3 : names, n, n_names) == G_MAXUINT)
    return NULL;

  for (guint i = 0; i < 6; i++)
    if (n[i] < 0 || n[i] > 9999)
      return NULL;

  if (is_time)
    text = g_strdup_printf ("%02d:%02d:%02d", (int) n[0], (int) n[1], (int) n[2]);
  else if (n_names == 3)
    text = g_strdup_printf ("%04d-%02d-%02d", (int) n[0], (int) n[1], (int) n[2]);
  else
    text = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", (int) n[0], (int) n[1], (int) n[2],
                            (int) n[3], (int) n[4], (int) n[5]);

  return new_string (self, text);
}

static void
append_unit (GString *text,
             gint64   n,
             char     unit)
{
  if (n > 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "%c", n, unit);
}

/* timedelta (days=1, hours=2): "P1DT2H", in the form of ISO 8601 that Pydantic writes. */
static JsonNode *
call_timedelta (SluiceClassReader     *self,
                SluiceClassExpression *call)
{
  static const char *const names[] = { "days", "seconds", "microseconds", "milliseconds",
                                       "minutes", "hours", "weeks" };
  gint64 n[7] = { 0 };
  gint64 seconds, days;
  g_autoptr (GString) text = g_string_new ("P");

  if (read_parts (self, call, names, n, G_N_ELEMENTS (names)) == G_MAXUINT || n[2] || n[3])
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    if (n[i] < 0 || n[i] > 1000000000)
      return NULL;

  seconds = n[1] + n[4] * 60 + n[5] * 3600;
  days = n[0] + n[6] * 7 + seconds / 86400;
  seconds %= 86400;
  if (days >= 365)
    append_unit (text, days / 365, 'Y');
  append_unit (text, days % 365, 'D');
  if (seconds > 0 || days == 0)
    g_string_append_c (text, 'T');
  append_unit (text, seconds / 3600, 'H');
  append_unit (text, seconds / 60 % 60, 'M');
  append_unit (text, seconds % 60, 'S');
  if (seconds == 0 && days == 0)
    g_string_append (text, "0S");

  return new_string (self, text->str);
}

/* list (), str () and their kind, without arguments. */
static JsonNode *
call_empty (SluiceClassReader *self,
            const char        *name)
{
  static const char *const lists[] = { "list", "set", "tuple", "frozenset", "List", "Set", NULL };

  if (g_strv_contains (lists, name))
    {
      g_autoptr (JsonArray) array = json_array_new ();

      return keep (self, json_node_init_array (json_node_alloc (), array));
    }
  if (g_str_equal (name, "dict") || g_str_equal (name, "Dict"))
    {
      g_autoptr (JsonObject) object = json_object_new ();

      return keep (self, json_node_init_object (json_node_alloc (), object));
    }
  if (g_str_equal (name, "str"))
    return new_string (self, "");
  if (g_str_equal (name, "int"))
    return new_int (self, 0);
  if (g_str_equal (name, "float"))
    return new_double (self, 0);
  if (g_str_equal (name, "bool"))
    return keep (self, json_node_init_boolean (json_node_alloc (), FALSE));

  return NULL;
}

/* list ((1, 2)), Decimal ("1.50"), UUID ("…"): the argument is the value. */
static JsonNode *
call_wrapper (SluiceClassReader     *self,
              SluiceClassExpression *call,
              const char            *name)
{
  static const char *const texts[] = { "Decimal", "UUID", "str", "Path", NULL };
  g_autofree char *text = NULL;
  JsonNode *value;

  if (call->n_parts != 1)
    return NULL;
  if ((g_str_equal (name, "set") || g_str_equal (name, "frozenset")) &&
      (call->parts->kind == SLUICE_CLASS_EXPRESSION_LIST ||
       call->parts->kind == SLUICE_CLASS_EXPRESSION_SET ||
       call->parts->kind == SLUICE_CLASS_EXPRESSION_TUPLE))
    return read_set (self, call->parts);

  value = sluice_class_value_read (self, call->parts);
  if (g_str_equal (name, "list") || g_str_equal (name, "tuple"))
    return value && JSON_NODE_HOLDS_ARRAY (value) ? value : NULL;
  if (g_str_has_prefix (name, "Secret") && holds (value, G_TYPE_STRING))
    return new_string (self, *json_node_get_string (value) ? "**********" : "");
  if (!g_strv_contains (texts, name))
    return NULL;
  if (holds (value, G_TYPE_STRING))
    return value;


  if (!holds (value, G_TYPE_INT64) || !g_str_equal (name, "Decimal"))
    return NULL;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));

  return new_string (self, text);
}

static JsonNode *
read_call (SluiceClassReader     *self,
           SluiceClassExpression *call)
{
  const char *name;
  SluiceClassDeclaration *declaration =
    sluice_class_reader_resolve (self, call->subject, &name);

  if (declaration)
    return call_declared (self, declaration, call);
  if (!name)
    return NULL;
  if (g_str_equal (name, "timedelta"))
    return call_timedelta (self, call);
  if (!call->parts)
    return call_empty (self, name);
  if (g_str_equal (name, "date") || g_str_equal (name, "datetime") || g_str_equal (name, "time"))
    return call_date (self, call, name);

  return call_wrapper (self, call, name);
}

/**
 * sluice_class_value_call_factory: (skip)
 * @self: a reader
 * @factory: a `default_factory`
 *
 * Works out what a factory gives: the empty value of a type, or a class with all its defaults.
 *
 * Returns: (transfer none) (nullable): the value, or %NULL where it takes a run to know
 */
JsonNode *
sluice_class_value_call_factory (SluiceClassReader     *self,
                                 SluiceClassExpression *factory)
{
  const char *name;
  SluiceClassDeclaration *declaration = sluice_class_reader_resolve (self, factory, &name);

  if (declaration)
    return call_declared (self, declaration, NULL);

  return name ? call_empty (self, name) : NULL;
}

static JsonNode *
read_any_kind (SluiceClassReader     *self,
               SluiceClassExpression *expression)
{
  switch (expression->kind)
    {
    case SLUICE_CLASS_EXPRESSION_STRING:
      return new_string (self, expression->name);
    case SLUICE_CLASS_EXPRESSION_NUMBER:
      return read_number (self, expression);
    case SLUICE_CLASS_EXPRESSION_NONE:
      return keep (self, json_node_init_null (json_node_alloc ()));
    case SLUICE_CLASS_EXPRESSION_TRUE:
    case SLUICE_CLASS_EXPRESSION_FALSE:
      return keep (self, json_node_init_boolean (json_node_alloc (),
                                                 expression->kind == SLUICE_CLASS_EXPRESSION_TRUE));
    case SLUICE_CLASS_EXPRESSION_LIST:
    case SLUICE_CLASS_EXPRESSION_TUPLE:
      return read_array (self, expression);
    case SLUICE_CLASS_EXPRESSION_SET:
      return read_set (self, expression);
    case SLUICE_CLASS_EXPRESSION_DICT:
      return read_dict (self, expression);
    case SLUICE_CLASS_EXPRESSION_UNARY:
      return read_unary (self, expression);
    case SLUICE_CLASS_EXPRESSION_BINARY:
      return read_binary (self, expression);
    case SLUICE_CLASS_EXPRESSION_NAME:
      return read_name (self, expression);
    case SLUICE_CLASS_EXPRESSION_ATTRIBUTE:
      return read_attribute (self, expression);
    case SLUICE_CLASS_EXPRESSION_CALL:
      return read_call (self, expression);
    default:
      return NULL;
    }
}

/**
 * sluice_class_value_read: (skip)
 * @self: a reader
 * @expression: a value
 *
 * Works out a value. Nothing is reported: what it means to have none depends on the place.
 *
 * Returns: (transfer none) (nullable): the value, owned by the source
 */
JsonNode *
sluice_class_value_read (SluiceClassReader     *self,
                         SluiceClassExpression *expression)
{
  JsonNode *value;

  if (!expression || self->depth >= SLUICE_CLASS_MAX_NESTING ||
      !sluice_class_reader_spend (self, 1))
    return NULL;

  self->depth++;
  value = read_any_kind (self, expression);
  self->depth--;

  return value;
}

/* The same where only text will do. */
const char *
sluice_class_value_read_text (SluiceClassReader     *self,
                              SluiceClassExpression *expression)
{
  JsonNode *value = sluice_class_value_read (self, expression);

  return holds (value, G_TYPE_STRING) ? json_node_get_string (value) : NULL;
}
