/* sluice-request.c: what is asked of a model, in no provider's words
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "wire/sluice-request.h"

#include "sluice-enum-types.h"

/* OpenAI and Anthropic: ^[a-zA-Z0-9_-]{1,64}$ */
#define MAX_TOOL_NAME 64

/**
 * SluiceShape:
 * @SLUICE_SHAPE_OBJECT: one value
 * @SLUICE_SHAPE_ITERABLE: many, which appear one by one
 *
 * How many values of a schema are asked for.
 */
struct _SluiceRequest
{
  GObject       parent_instance;

  SluiceSchema *schema;       /* owned, nullable: as the person wrote it */
  SluiceSchema *sent_schema;  /* owned, nullable: made when it is asked for */
  GListStore   *messages;     /* owned: of SluiceMessage */
  char         *model;        /* owned, nullable */
  char         *tool_name;    /* owned, nullable: given or made when it is asked for */
  JsonNode     *extra_body;   /* owned, nullable: an object */
  GStrv         stop;         /* owned, nullable: texts that end the answer */
  char         *effort;       /* owned, nullable: of reasoning */
  SluiceShape   shape;
  SluiceMode    mode;
  int           max_tokens;   /* -1 = the provider's default */
  gdouble       temperature;  /* NaN = the provider's default */
  gint64        seed;         /* -1 = none */
  guint         max_retries;
  guint         strict : 1;
  guint         stream : 1;
  guint         include_usage : 1;
  guint         has_tool_name : 1;  /* tool_name was given, not made */
};

/**
 * SluiceRequest:
 *
 * What is asked of a model, in no provider's words: a schema and how it travels, the messages, and
 * the settings of the call. [method@Wire.encode_request] puts it into a provider's.
 */
G_DEFINE_FINAL_TYPE (SluiceRequest, sluice_request, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_SCHEMA,
  PROP_SHAPE,
  PROP_MODE,
  PROP_STRICT,
  PROP_MODEL,
  PROP_STREAM,
  PROP_INCLUDE_USAGE,
  PROP_MAX_TOKENS,
  PROP_TEMPERATURE,
  PROP_SEED,
  PROP_STOP,
  PROP_REASONING_EFFORT,
  PROP_MAX_RETRIES,
  PROP_TOOL_NAME,
  PROP_EXTRA_BODY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What follows from schema, shape, mode and strict is made anew when one of them changes. */
static void
forget_sent_schema (SluiceRequest *self)
{
  g_clear_object (&self->sent_schema);
  if (!self->has_tool_name)
    g_clear_pointer (&self->tool_name, g_free);
}

static SluiceSchema *
make_sent_schema (SluiceRequest *self)
{
  if (self->shape == SLUICE_SHAPE_ITERABLE)
    return sluice_schema_new_iterable (self->schema);

  return sluice_schema_new_object (self->schema);
}

/* Providers refuse other characters, such as those of "Box[int]". */
static char *
make_tool_name (const char *name)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (const char *p = name; *p && out->len < MAX_TOOL_NAME; p = g_utf8_next_char (p))
    {
      if (g_ascii_isalnum (*p) || *p == '_' || *p == '-')
        g_string_append_c (out, *p);
      else if (out->len > 0 && out->str[out->len - 1] != '_')
        g_string_append_c (out, '_');
    }

  while (out->len > 0 && out->str[out->len - 1] == '_' && !g_str_has_suffix (name, "_"))
    g_string_truncate (out, out->len - 1);

  return g_strdup (out->len > 0 ? out->str : "Response");
}

static void
sluice_request_finalize (GObject *object)
{
  SluiceRequest *self = SLUICE_REQUEST (object);

  g_clear_object (&self->schema);
  g_clear_object (&self->sent_schema);
  g_clear_object (&self->messages);
  g_free (self->model);
  g_free (self->tool_name);
  g_clear_pointer (&self->extra_body, json_node_unref);
  g_strfreev (self->stop);
  g_free (self->effort);

  G_OBJECT_CLASS (sluice_request_parent_class)->finalize (object);
}

static void
sluice_request_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SluiceRequest *self = SLUICE_REQUEST (object);

  switch (prop_id)
    {
    case PROP_SCHEMA:
      g_value_set_object (value, self->schema);
      break;

    case PROP_SHAPE:
      g_value_set_enum (value, self->shape);
      break;

    case PROP_MODE:
      g_value_set_enum (value, self->mode);
      break;

    case PROP_STRICT:
      g_value_set_boolean (value, self->strict);
      break;

    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;

    case PROP_STREAM:
      g_value_set_boolean (value, self->stream);
      break;

    case PROP_INCLUDE_USAGE:
      g_value_set_boolean (value, self->include_usage);
      break;

    case PROP_MAX_TOKENS:
      g_value_set_int (value, self->max_tokens);
      break;

    case PROP_TEMPERATURE:
      g_value_set_double (value, self->temperature);
      break;

    case PROP_STOP:
      g_value_set_boxed (value, self->stop);
      break;

    case PROP_REASONING_EFFORT:
      g_value_set_string (value, self->effort);
      break;

    case PROP_SEED:
      g_value_set_int64 (value, self->seed);
      break;

    case PROP_MAX_RETRIES:
      g_value_set_uint (value, self->max_retries);
      break;

    case PROP_TOOL_NAME:
      g_value_set_string (value, sluice_request_get_tool_name (self));
      break;

    case PROP_EXTRA_BODY:
      g_value_set_boxed (value, self->extra_body);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_request_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SluiceRequest *self = SLUICE_REQUEST (object);

  switch (prop_id)
    {
    case PROP_SCHEMA:
      self->schema = g_value_dup_object (value);
      break;

    case PROP_SHAPE:
      self->shape = g_value_get_enum (value);
      break;

    case PROP_MODE:
      sluice_request_set_mode (self, g_value_get_enum (value));
      break;

    case PROP_STRICT:
      sluice_request_set_strict (self, g_value_get_boolean (value));
      break;

    case PROP_MODEL:
      sluice_request_set_model (self, g_value_get_string (value));
      break;

    case PROP_STREAM:
      sluice_request_set_stream (self, g_value_get_boolean (value));
      break;

    case PROP_INCLUDE_USAGE:
      sluice_request_set_include_usage (self, g_value_get_boolean (value));
      break;

    case PROP_MAX_TOKENS:
      sluice_request_set_max_tokens (self, g_value_get_int (value));
      break;

    case PROP_TEMPERATURE:
      sluice_request_set_temperature (self, g_value_get_double (value));
      break;

    case PROP_STOP:
      sluice_request_set_stop (self, g_value_get_boxed (value));
      break;

    case PROP_REASONING_EFFORT:
      sluice_request_set_reasoning_effort (self, g_value_get_string (value));
      break;

    case PROP_SEED:
      sluice_request_set_seed (self, g_value_get_int64 (value));
      break;

    case PROP_MAX_RETRIES:
      sluice_request_set_max_retries (self, g_value_get_uint (value));
      break;

    case PROP_TOOL_NAME:
      sluice_request_set_tool_name (self, g_value_get_string (value));
      break;

    case PROP_EXTRA_BODY:
      sluice_request_set_extra_body (self, g_value_get_boxed (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_request_class_init (SluiceRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sluice_request_finalize;
  object_class->get_property = sluice_request_get_property;
  object_class->set_property = sluice_request_set_property;

  /**
   * SluiceRequest:schema:
   *
   * The schema as the person wrote it; `NULL` for a request that asks for text.
   */
  properties[PROP_SCHEMA] =
    g_param_spec_object ("schema", NULL, NULL, SLUICE_TYPE_SCHEMA, once);

  /**
   * SluiceRequest:shape:
   *
   * Whether one value is asked for or many.
   */
  properties[PROP_SHAPE] =
    g_param_spec_enum ("shape", NULL, NULL, SLUICE_TYPE_SHAPE, SLUICE_SHAPE_OBJECT, once);

  /**
   * SluiceRequest:mode:
   *
   * How the schema travels.
   */
  properties[PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, SLUICE_TYPE_MODE, SLUICE_MODE_AUTOMATIC, flags);

  /**
   * SluiceRequest:strict:
   *
   * Whether the provider shall hold the model to the schema.
   */
  properties[PROP_STRICT] = g_param_spec_boolean ("strict", NULL, NULL, FALSE, flags);

  /**
   * SluiceRequest:model:
   *
   * The model's id at its provider.
   */
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);

  /**
   * SluiceRequest:stream:
   *
   * Whether the answer shall come as it is made.
   */
  properties[PROP_STREAM] = g_param_spec_boolean ("stream", NULL, NULL, TRUE, flags);

  /**
   * SluiceRequest:include-usage:
   *
   * Whether a stream shall end with the tokens it took, where the provider must be asked for it.
   */
  properties[PROP_INCLUDE_USAGE] = g_param_spec_boolean ("include-usage", NULL, NULL, TRUE, flags);

  /**
   * SluiceRequest:max-tokens:
   *
   * The most tokens of an answer; -1 for the provider's default.
   */
  properties[PROP_MAX_TOKENS] =
    g_param_spec_int ("max-tokens", NULL, NULL, -1, G_MAXINT, -1, flags);

  /**
   * SluiceRequest:temperature:
   *
   * Sampling temperature; not a number for the provider's default.
   */
  properties[PROP_TEMPERATURE] =
    g_param_spec_double ("temperature", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);

  /**
   * SluiceRequest:stop:
   *
   * Texts that end the answer where the model writes them.
   */
  properties[PROP_STOP] =
    g_param_spec_boxed ("stop", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceRequest:reasoning-effort:
   *
   * How much a model shall think before it answers: `none`, `minimal`, `low`, `medium` or `high`.
   */
  properties[PROP_REASONING_EFFORT] =
    g_param_spec_string ("reasoning-effort", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceRequest:seed:
   *
   * Seed of the sampling, where the provider has one; -1 for none.
   */
  properties[PROP_SEED] =
    g_param_spec_int64 ("seed", NULL, NULL, -1, G_MAXINT64, -1, flags);

  /**
   * SluiceRequest:max-retries:
   *
   * The most new attempts after the first, each asking for the faults of the last to be mended.
   */
  properties[PROP_MAX_RETRIES] =
    g_param_spec_uint ("max-retries", NULL, NULL, 0, G_MAXUINT, 2, flags);

  /**
   * SluiceRequest:tool-name:
   *
   * The name that the schema travels under.
   */
  properties[PROP_TOOL_NAME] = g_param_spec_string ("tool-name", NULL, NULL, NULL, flags);

  /**
   * SluiceRequest:extra-body:
   *
   * Members that go into the body as they are, over what else is there.
   */
  properties[PROP_EXTRA_BODY] =
    g_param_spec_boxed ("extra-body", NULL, NULL, JSON_TYPE_NODE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_request_init (SluiceRequest *self)
{
  self->messages = g_list_store_new (SLUICE_TYPE_MESSAGE);
  self->max_tokens = -1;
  self->temperature = NAN;
  self->seed = -1;
  self->max_retries = 2;
  self->stream = TRUE;
  self->include_usage = TRUE;
}

/**
 * sluice_request_new:
 * @schema: (nullable): what the answer shall be, as the person wrote it
 * @shape: one of it, or many
 *
 * Makes a request without messages.
 *
 * Returns: (transfer full): a request
 */
SluiceRequest *
sluice_request_new (SluiceSchema *schema,
                    SluiceShape   shape)
{
  return g_object_new (SLUICE_TYPE_REQUEST, "schema", schema, "shape", shape, NULL);
}

/**
 * sluice_request_copy:
 * @self: a request
 *
 * Copies a request with its messages, so that the copy can be changed alone. The schema is
 * shared.
 *
 * Returns: (transfer full): the copy
 */
SluiceRequest *
sluice_request_copy (SluiceRequest *self)
{
  SluiceRequest *copy;

  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  copy = sluice_request_new (self->schema, self->shape);
  g_set_object (&copy->sent_schema, self->sent_schema);
  copy->model = g_strdup (self->model);
  copy->tool_name = g_strdup (self->tool_name);
  copy->has_tool_name = self->has_tool_name;
  copy->stop = g_strdupv (self->stop);
  copy->effort = g_strdup (self->effort);
  copy->extra_body = self->extra_body != NULL ? json_node_copy (self->extra_body) : NULL;
  copy->mode = self->mode;
  copy->strict = self->strict;
  copy->stream = self->stream;
  copy->include_usage = self->include_usage;
  copy->max_tokens = self->max_tokens;
  copy->temperature = self->temperature;
  copy->seed = self->seed;
  copy->max_retries = self->max_retries;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->messages)); i++)
    {
      g_autoptr(SluiceMessage) message = NULL;
      g_autoptr(SluiceMessage) message_copy = NULL;

      message = g_list_model_get_item (G_LIST_MODEL (self->messages), i);
      message_copy = sluice_message_copy (message);
      g_list_store_append (copy->messages, message_copy);
    }

  return copy;
}

/**
 * sluice_request_get_schema:
 * @self: a request
 *
 * The schema as the person wrote it.
 *
 * Returns: (transfer none) (nullable): a schema
 */
SluiceSchema *
sluice_request_get_schema (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->schema;
}

/**
 * sluice_request_get_shape:
 * @self: a request
 *
 * Whether one value is asked for or many.
 *
 * Returns: the shape
 */
SluiceShape
sluice_request_get_shape (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), SLUICE_SHAPE_OBJECT);

  return self->shape;
}

/**
 * sluice_request_get_sent_schema:
 * @self: a request
 *
 * The schema that the provider gets and that the answer is checked against.
 *
 * It differs from [method@Request.get_schema] where many values are asked for, where the root is
 * not an object, and where a strict mode wants every member required.
 *
 * Returns: (transfer none) (nullable): a schema
 */
SluiceSchema *
sluice_request_get_sent_schema (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  if (self->sent_schema == NULL && self->schema != NULL)
    self->sent_schema = make_sent_schema (self);

  return self->sent_schema;
}

/**
 * sluice_request_get_tool_name:
 * @self: a request
 *
 * The name of the tool that carries the schema, and of the schema in a response format: the
 * schema's own, but for characters that providers refuse.
 *
 * Returns: (nullable): a name; `NULL` where there is no schema
 */
const char *
sluice_request_get_tool_name (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  if (self->tool_name == NULL && self->schema != NULL)
    self->tool_name = make_tool_name (sluice_schema_get_name (sluice_request_get_sent_schema (self)));

  return self->tool_name;
}

/**
 * sluice_request_set_tool_name:
 * @self: a request
 * @tool_name: (nullable): a name, or `NULL` to make it of the schema's
 *
 * Sets [property@Request:tool-name].
 */
void
sluice_request_set_tool_name (SluiceRequest *self,
                              const char    *tool_name)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (self->has_tool_name == (tool_name != NULL) && g_strcmp0 (self->tool_name, tool_name) == 0)
    return;

  g_free (self->tool_name);
  self->tool_name = g_strdup (tool_name);
  self->has_tool_name = tool_name != NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOL_NAME]);
}

/**
 * sluice_request_get_mode:
 * @self: a request
 *
 * How the schema travels.
 *
 * Returns: the mode
 */
SluiceMode
sluice_request_get_mode (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), SLUICE_MODE_AUTOMATIC);

  return self->mode;
}

/**
 * sluice_request_set_mode:
 * @self: a request
 * @mode: how the schema travels
 *
 * Sets [property@Request:mode].
 */
void
sluice_request_set_mode (SluiceRequest *self,
                         SluiceMode     mode)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (self->mode == mode)
    return;

  self->mode = mode;
  forget_sent_schema (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
}

/**
 * sluice_request_get_strict:
 * @self: a request
 *
 * Whether the provider shall hold the model to the schema.
 *
 * Returns: `TRUE` if it shall
 */
gboolean
sluice_request_get_strict (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), FALSE);

  return self->strict;
}

/**
 * sluice_request_set_strict:
 * @self: a request
 * @strict: whether the provider shall hold the model to the schema
 *
 * Sets [property@Request:strict].
 */
void
sluice_request_set_strict (SluiceRequest *self,
                           gboolean       strict)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  strict = !!strict;

  if (self->strict == strict)
    return;

  self->strict = strict;
  forget_sent_schema (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STRICT]);
}

/**
 * sluice_request_get_model:
 * @self: a request
 *
 * The model's id at its provider.
 *
 * Returns: (nullable): an id
 */
const char *
sluice_request_get_model (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->model;
}

/**
 * sluice_request_set_model:
 * @self: a request
 * @model: (nullable): the model's id at its provider
 *
 * Sets [property@Request:model].
 */
void
sluice_request_set_model (SluiceRequest *self,
                          const char    *model)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (g_strcmp0 (self->model, model) == 0)
    return;

  g_free (self->model);
  self->model = g_strdup (model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * sluice_request_get_stream:
 * @self: a request
 *
 * Whether the answer shall come as it is made.
 *
 * Returns: `TRUE` if it shall
 */
gboolean
sluice_request_get_stream (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), FALSE);

  return self->stream;
}

/**
 * sluice_request_set_stream:
 * @self: a request
 * @stream: whether the answer shall come as it is made
 *
 * Sets [property@Request:stream].
 */
void
sluice_request_set_stream (SluiceRequest *self,
                           gboolean       stream)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  stream = !!stream;

  if (self->stream == stream)
    return;

  self->stream = stream;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STREAM]);
}

/**
 * sluice_request_get_include_usage:
 * @self: a request
 *
 * Whether a stream shall end with the tokens it took.
 *
 * Returns: `TRUE` if it shall
 */
gboolean
sluice_request_get_include_usage (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), FALSE);

  return self->include_usage;
}

/**
 * sluice_request_set_include_usage:
 * @self: a request
 * @include_usage: whether a stream shall end with the tokens it took
 *
 * Sets [property@Request:include-usage].
 */
void
sluice_request_set_include_usage (SluiceRequest *self,
                                  gboolean       include_usage)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  include_usage = !!include_usage;

  if (self->include_usage == include_usage)
    return;

  self->include_usage = include_usage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INCLUDE_USAGE]);
}

/**
 * sluice_request_get_max_tokens:
 * @self: a request
 *
 * The most tokens of an answer.
 *
 * Returns: a number of tokens, -1 for the provider's default
 */
int
sluice_request_get_max_tokens (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), -1);

  return self->max_tokens;
}

/**
 * sluice_request_set_max_tokens:
 * @self: a request
 * @max_tokens: the most tokens of an answer, or -1
 *
 * Sets [property@Request:max-tokens].
 */
void
sluice_request_set_max_tokens (SluiceRequest *self,
                               int            max_tokens)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (self->max_tokens == max_tokens)
    return;

  self->max_tokens = max_tokens;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_TOKENS]);
}

/**
 * sluice_request_get_temperature:
 * @self: a request
 *
 * The sampling temperature.
 *
 * Returns: a temperature, not a number for the provider's default
 */
gdouble
sluice_request_get_temperature (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NAN);

  return self->temperature;
}

/**
 * sluice_request_set_temperature:
 * @self: a request
 * @temperature: a temperature, or not a number
 *
 * Sets [property@Request:temperature].
 */
void
sluice_request_set_temperature (SluiceRequest *self,
                                gdouble        temperature)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (self->temperature == temperature || (isnan (self->temperature) && isnan (temperature)))
    return;

  self->temperature = temperature;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEMPERATURE]);
}

/**
 * sluice_request_get_seed:
 * @self: a request
 *
 * The seed of the sampling.
 *
 * Returns: a seed, -1 for none
 */
gint64
sluice_request_get_seed (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), -1);

  return self->seed;
}

/**
 * sluice_request_set_seed:
 * @self: a request
 * @seed: a seed, or -1 for none
 *
 * Sets [property@Request:seed].
 */
void
sluice_request_set_seed (SluiceRequest *self,
                         gint64         seed)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (self->seed == seed)
    return;

  self->seed = seed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEED]);
}

/**
 * sluice_request_get_stop:
 * @self: a request
 *
 * Gets the texts that end the answer.
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): texts; `NULL` where there are none
 */
const char *const *
sluice_request_get_stop (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return (const char *const *) self->stop;
}

/**
 * sluice_request_set_stop:
 * @self: a request
 * @stop: (nullable) (array zero-terminated=1): texts, or `NULL` for none
 *
 * Sets the texts that end the answer where the model writes them. Protocols that have no place for
 * them leave them out.
 */
void
sluice_request_set_stop (SluiceRequest     *self,
                         const char *const *stop)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (stop != NULL && *stop == NULL)
    stop = NULL;
  if (stop == (const char *const *) self->stop
      || (stop != NULL && self->stop != NULL
          && g_strv_equal (stop, (const char *const *) self->stop)))
    return;

  g_strfreev (self->stop);
  self->stop = g_strdupv ((char **) stop);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STOP]);
}

/**
 * sluice_request_get_reasoning_effort:
 * @self: a request
 *
 * Gets how much the model shall think before it answers.
 *
 * Returns: (nullable): `none`, `minimal`, `low`, `medium` or `high`; `NULL` for the model's own
 */
const char *
sluice_request_get_reasoning_effort (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->effort;
}

/**
 * sluice_request_set_reasoning_effort:
 * @self: a request
 * @effort: (nullable): `none`, `minimal`, `low`, `medium` or `high`, or `NULL`
 *
 * Sets how much the model shall think before it answers, where the protocol can say it.
 */
void
sluice_request_set_reasoning_effort (SluiceRequest *self,
                                     const char    *effort)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (g_strcmp0 (self->effort, effort) == 0)
    return;

  g_free (self->effort);
  self->effort = g_strdup (effort);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASONING_EFFORT]);
}

/**
 * sluice_request_get_max_retries:
 * @self: a request
 *
 * The most new attempts after the first.
 *
 * Returns: a number of attempts
 */
guint
sluice_request_get_max_retries (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), 0);

  return self->max_retries;
}

/**
 * sluice_request_set_max_retries:
 * @self: a request
 * @max_retries: a number of attempts
 *
 * Sets [property@Request:max-retries].
 */
void
sluice_request_set_max_retries (SluiceRequest *self,
                                guint          max_retries)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));

  if (self->max_retries == max_retries)
    return;

  self->max_retries = max_retries;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_RETRIES]);
}

/**
 * sluice_request_get_extra_body:
 * @self: a request
 *
 * Members that go into the body as they are.
 *
 * Returns: (transfer none) (nullable): a JSON object
 */
JsonNode *
sluice_request_get_extra_body (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return self->extra_body;
}

/**
 * sluice_request_set_extra_body:
 * @self: a request
 * @extra_body: (nullable): a JSON object
 *
 * Sets [property@Request:extra-body]. Its members are merged into the body last; one that is null
 * takes the member of that name out.
 */
void
sluice_request_set_extra_body (SluiceRequest *self,
                               JsonNode      *extra_body)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));
  g_return_if_fail (extra_body == NULL || JSON_NODE_HOLDS_OBJECT (extra_body));

  if (self->extra_body == extra_body)
    return;

  g_clear_pointer (&self->extra_body, json_node_unref);
  self->extra_body = extra_body != NULL ? json_node_copy (extra_body) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXTRA_BODY]);
}

/**
 * sluice_request_get_messages:
 * @self: a request
 *
 * The prompt.
 *
 * Returns: (transfer none): a list of [class@Message]
 */
GListModel *
sluice_request_get_messages (SluiceRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_REQUEST (self), NULL);

  return G_LIST_MODEL (self->messages);
}

/**
 * sluice_request_add_message:
 * @self: a request
 * @message: (transfer none): the next message
 *
 * Adds a message at the end of the prompt.
 */
void
sluice_request_add_message (SluiceRequest *self,
                            SluiceMessage *message)
{
  g_return_if_fail (SLUICE_IS_REQUEST (self));
  g_return_if_fail (SLUICE_IS_MESSAGE (message));

  g_list_store_append (self->messages, message);
}
