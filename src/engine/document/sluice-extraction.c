/* sluice-extraction.c: the document: schema, messages, variables, model choice (a .sluice file)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "document/sluice-extraction-private.h"
#include "sluice-enum-types.h"

G_DEFINE_QUARK (sluice-extraction-error-quark, sluice_extraction_error)

struct _SluiceExtraction
{
  GObject         parent_instance;

  char           *title;       /* owned, never NULL */
  char           *description; /* owned, never NULL */

  char           *provider;    /* owned, nullable: id in the catalogue */
  char           *model;       /* owned, nullable */
  SluiceMode      mode;
  gboolean        strict;
  SluiceShape     shape;

  char           *schema_text; /* owned, never NULL */
  SluiceNotation  notation;
  char           *root_name;   /* owned, nullable */
  SluiceSchema   *schema;      /* owned, nullable: made of the three above when it is asked for */

  int             max_tokens;  /* -1 = the provider's default */
  gdouble         temperature; /* NaN = the provider's default */
  gint64          seed;        /* -1 = none */
  guint           max_retries;
  char           *extra_body;  /* owned, nullable: as it was typed, so maybe not JSON */

  GListStore     *messages;    /* owned: SluiceMessage */
  GPtrArray      *watched;     /* owned: the same messages, whose notify we follow */
  GTree          *variables;   /* owned: char* -> char*, sorted, so that a file keeps its order */

  char           *unknown;     /* owned, nullable: see sluice_extraction_get_unknown() */
};

G_DEFINE_FINAL_TYPE (SluiceExtraction, sluice_extraction, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_PROVIDER,
  PROP_MODEL,
  PROP_MODE,
  PROP_STRICT,
  PROP_SHAPE,
  PROP_SCHEMA,
  PROP_SCHEMA_TEXT,
  PROP_NOTATION,
  PROP_ROOT_NAME,
  PROP_MAX_TOKENS,
  PROP_TEMPERATURE,
  PROP_SEED,
  PROP_MAX_RETRIES,
  PROP_EXTRA_BODY,
  PROP_MESSAGES,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify (SluiceExtraction *self,
        guint             property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
changed (SluiceExtraction *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_string (SluiceExtraction  *self,
            char             **field,
            const char        *value,
            guint              property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  notify (self, property);
}

/* The schema is read again when somebody asks for it. */
static void
forget_schema (SluiceExtraction *self)
{
  g_clear_object (&self->schema);
  notify (self, PROP_SCHEMA);
}

static void
message_notify_cb (SluiceExtraction *self)
{
  changed (self);
}

static void
unwatch (SluiceExtraction *self,
         SluiceMessage    *message)
{
  g_signal_handlers_disconnect_by_func (message, message_notify_cb, self);
}

static void
messages_changed_cb (SluiceExtraction *self,
                     guint             position,
                     guint             removed,
                     guint             added,
                     GListModel       *messages)
{
  for (guint i = 0; i < removed; i++)
    unwatch (self, g_ptr_array_index (self->watched, position + i));
  if (removed > 0)
    g_ptr_array_remove_range (self->watched, position, removed);

  for (guint i = 0; i < added; i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, position + i);

      g_signal_connect_object (message, "notify", G_CALLBACK (message_notify_cb), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_insert (self->watched, position + i, g_steal_pointer (&message));
    }

  changed (self);
}

/* One "changed" for one change, however many properties it touched. */
static void
sluice_extraction_dispatch_properties_changed (GObject     *object,
                                               guint        n_pspecs,
                                               GParamSpec **pspecs)
{
  G_OBJECT_CLASS (sluice_extraction_parent_class)->dispatch_properties_changed (object, n_pspecs,
                                                                                pspecs);

  for (guint i = 0; i < n_pspecs; i++)
    if (pspecs[i] != properties[PROP_SCHEMA])
      {
        changed (SLUICE_EXTRACTION (object));
        return;
      }
}

static void
sluice_extraction_dispose (GObject *object)
{
  SluiceExtraction *self = SLUICE_EXTRACTION (object);

  g_clear_object (&self->schema);
  if (self->watched != NULL)
    for (guint i = 0; i < self->watched->len; i++)
      unwatch (self, g_ptr_array_index (self->watched, i));
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  if (self->messages != NULL)
    g_signal_handlers_disconnect_by_data (self->messages, self);
  g_clear_object (&self->messages);

  G_OBJECT_CLASS (sluice_extraction_parent_class)->dispose (object);
}

static void
sluice_extraction_finalize (GObject *object)
{
  SluiceExtraction *self = SLUICE_EXTRACTION (object);

  g_free (self->title);
  g_free (self->description);
  g_free (self->provider);
  g_free (self->model);
  g_free (self->schema_text);
  g_free (self->root_name);
  g_free (self->extra_body);
  g_free (self->unknown);
  g_tree_unref (self->variables);

  G_OBJECT_CLASS (sluice_extraction_parent_class)->finalize (object);
}

static void
sluice_extraction_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SluiceExtraction *self = SLUICE_EXTRACTION (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_PROVIDER:
      g_value_set_string (value, self->provider);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_MODE:
      g_value_set_enum (value, self->mode);
      break;
    case PROP_STRICT:
      g_value_set_boolean (value, self->strict);
      break;
    case PROP_SHAPE:
      g_value_set_enum (value, self->shape);
      break;
    case PROP_SCHEMA:
      g_value_set_object (value, sluice_extraction_get_schema (self));
      break;
    case PROP_SCHEMA_TEXT:
      g_value_set_string (value, self->schema_text);
      break;
    case PROP_NOTATION:
      g_value_set_enum (value, self->notation);
      break;
    case PROP_ROOT_NAME:
      g_value_set_string (value, self->root_name);
      break;
    case PROP_MAX_TOKENS:
      g_value_set_int (value, self->max_tokens);
      break;
    case PROP_TEMPERATURE:
      g_value_set_double (value, self->temperature);
      break;
    case PROP_SEED:
      g_value_set_int64 (value, self->seed);
      break;
    case PROP_MAX_RETRIES:
      g_value_set_uint (value, self->max_retries);
      break;
    case PROP_EXTRA_BODY:
      g_value_set_string (value, self->extra_body);
      break;
    case PROP_MESSAGES:
      g_value_set_object (value, self->messages);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_extraction_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SluiceExtraction *self = SLUICE_EXTRACTION (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      sluice_extraction_set_title (self, g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      sluice_extraction_set_description (self, g_value_get_string (value));
      break;
    case PROP_PROVIDER:
      sluice_extraction_set_provider (self, g_value_get_string (value));
      break;
    case PROP_MODEL:
      sluice_extraction_set_model (self, g_value_get_string (value));
      break;
    case PROP_MODE:
      sluice_extraction_set_mode (self, g_value_get_enum (value));
      break;
    case PROP_STRICT:
      sluice_extraction_set_strict (self, g_value_get_boolean (value));
      break;
    case PROP_SHAPE:
      sluice_extraction_set_shape (self, g_value_get_enum (value));
      break;
    case PROP_SCHEMA_TEXT:
      sluice_extraction_set_schema_text (self, g_value_get_string (value), self->notation);
      break;
    case PROP_NOTATION:
      sluice_extraction_set_schema_text (self, self->schema_text, g_value_get_enum (value));
      break;
    case PROP_ROOT_NAME:
      sluice_extraction_set_root_name (self, g_value_get_string (value));
      break;
    case PROP_MAX_TOKENS:
      sluice_extraction_set_max_tokens (self, g_value_get_int (value));
      break;
    case PROP_TEMPERATURE:
      sluice_extraction_set_temperature (self, g_value_get_double (value));
      break;
    case PROP_SEED:
      sluice_extraction_set_seed (self, g_value_get_int64 (value));
      break;
    case PROP_MAX_RETRIES:
      sluice_extraction_set_max_retries (self, g_value_get_uint (value));
      break;
    case PROP_EXTRA_BODY:
      sluice_extraction_set_extra_body (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_extraction_class_init (SluiceExtractionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispatch_properties_changed = sluice_extraction_dispatch_properties_changed;
  object_class->dispose = sluice_extraction_dispose;
  object_class->finalize = sluice_extraction_finalize;
  object_class->get_property = sluice_extraction_get_property;
  object_class->set_property = sluice_extraction_set_property;

  /**
   * SluiceExtraction:title:
   *
   * What people call it.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  /**
   * SluiceExtraction:description:
   *
   * One line about what it shows.
   */
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "", flags);
  /**
   * SluiceExtraction:provider:
   *
   * The id of the provider in the catalogue ("openai"); %NULL when none was chosen.
   */
  properties[PROP_PROVIDER] = g_param_spec_string ("provider", NULL, NULL, NULL, flags);
  /**
   * SluiceExtraction:model:
   *
   * The provider's name of the model; %NULL for the provider's default.
   */
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  /**
   * SluiceExtraction:mode:
   *
   * How the schema travels to the model.
   */
  properties[PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, SLUICE_TYPE_MODE, SLUICE_MODE_AUTOMATIC, flags);
  /**
   * SluiceExtraction:strict:
   *
   * Whether the provider is to hold the model to the schema, in the modes that have it.
   */
  properties[PROP_STRICT] = g_param_spec_boolean ("strict", NULL, NULL, FALSE, flags);
  /**
   * SluiceExtraction:shape:
   *
   * One value, or many that appear one by one.
   */
  properties[PROP_SHAPE] =
    g_param_spec_enum ("shape", NULL, NULL, SLUICE_TYPE_SHAPE, SLUICE_SHAPE_OBJECT, flags);
  /**
   * SluiceExtraction:schema:
   *
   * What [property@Extraction:schema-text] says; a new object whenever that changes.
   */
  properties[PROP_SCHEMA] =
    g_param_spec_object ("schema", NULL, NULL, SLUICE_TYPE_SCHEMA,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * SluiceExtraction:schema-text:
   *
   * The schema as the person wrote it, in either notation.
   */
  properties[PROP_SCHEMA_TEXT] = g_param_spec_string ("schema-text", NULL, NULL, "", flags);
  /**
   * SluiceExtraction:notation:
   *
   * The notation of [property@Extraction:schema-text].
   */
  properties[PROP_NOTATION] =
    g_param_spec_enum ("notation", NULL, NULL, SLUICE_TYPE_NOTATION, SLUICE_NOTATION_AUTO, flags);
  /**
   * SluiceExtraction:root-name:
   *
   * The class that is the root, where the schema has several; %NULL to let the schema say.
   */
  properties[PROP_ROOT_NAME] = g_param_spec_string ("root-name", NULL, NULL, NULL, flags);
  /**
   * SluiceExtraction:max-tokens:
   *
   * How many tokens an answer may have; -1 for the provider's default.
   */
  properties[PROP_MAX_TOKENS] =
    g_param_spec_int ("max-tokens", NULL, NULL, -1, G_MAXINT, -1, flags);
  /**
   * SluiceExtraction:temperature:
   *
   * How far the model may stray; NaN, which it also is at first, for the provider's default.
   */
  properties[PROP_TEMPERATURE] =
    g_param_spec_double ("temperature", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                         flags | G_PARAM_LAX_VALIDATION);  /* NaN is out of every range */
  /**
   * SluiceExtraction:seed:
   *
   * The number that makes answers repeatable, where the provider has that; -1 for none.
   */
  properties[PROP_SEED] =
    g_param_spec_int64 ("seed", NULL, NULL, -1, G_MAXINT64, -1, flags);
  /**
   * SluiceExtraction:max-retries:
   *
   * New attempts after the first, when an answer breaks the schema.
   */
  properties[PROP_MAX_RETRIES] =
    g_param_spec_uint ("max-retries", NULL, NULL, 0, G_MAXUINT,
                       SLUICE_EXTRACTION_DEFAULT_RETRIES, flags);
  /**
   * SluiceExtraction:extra-body:
   *
   * A JSON object that is laid over the request; %NULL for none. It is kept as it was typed, and
   * read when a request is made.
   */
  properties[PROP_EXTRA_BODY] = g_param_spec_string ("extra-body", NULL, NULL, NULL, flags);
  /**
   * SluiceExtraction:messages: (type GListStore)
   *
   * The messages of the prompt, each a [class@Message].
   */
  properties[PROP_MESSAGES] =
    g_param_spec_object ("messages", NULL, NULL, G_TYPE_LIST_STORE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SluiceExtraction::changed:
   * @self: an extraction
   *
   * Something changed that its file would hold.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return strcmp (a, b);
}

static void
sluice_extraction_init (SluiceExtraction *self)
{
  self->title = g_strdup ("");
  self->description = g_strdup ("");
  self->schema_text = g_strdup ("");
  self->max_tokens = -1;
  self->temperature = NAN;
  self->seed = -1;
  self->max_retries = SLUICE_EXTRACTION_DEFAULT_RETRIES;
  self->variables = g_tree_new_full (compare_names, NULL, g_free, g_free);
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->messages = g_list_store_new (SLUICE_TYPE_MESSAGE);
  g_signal_connect_object (self->messages, "items-changed", G_CALLBACK (messages_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sluice_extraction_new:
 *
 * Makes an empty extraction.
 *
 * Returns: (transfer full): a new extraction
 */
SluiceExtraction *
sluice_extraction_new (void)
{
  return g_object_new (SLUICE_TYPE_EXTRACTION, NULL);
}

/**
 * sluice_extraction_get_title:
 * @self: an extraction
 *
 * Gets what people call it.
 *
 * Returns: the title, maybe empty
 */
const char *
sluice_extraction_get_title (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  return self->title;
}

/**
 * sluice_extraction_set_title:
 * @self: an extraction
 * @title: (nullable): the title
 *
 * Sets what people call it.
 */
void
sluice_extraction_set_title (SluiceExtraction *self,
                             const char       *title)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  set_string (self, &self->title, title != NULL ? title : "", PROP_TITLE);
}

/**
 * sluice_extraction_get_description:
 * @self: an extraction
 *
 * Gets the line about what it shows.
 *
 * Returns: the description, maybe empty
 */
const char *
sluice_extraction_get_description (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  return self->description;
}

/**
 * sluice_extraction_set_description:
 * @self: an extraction
 * @description: (nullable): the description
 *
 * Sets the line about what it shows.
 */
void
sluice_extraction_set_description (SluiceExtraction *self,
                                   const char       *description)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  set_string (self, &self->description, description != NULL ? description : "", PROP_DESCRIPTION);
}

/**
 * sluice_extraction_get_provider:
 * @self: an extraction
 *
 * Gets the id of the provider.
 *
 * Returns: (nullable): the id, %NULL when none was chosen
 */
const char *
sluice_extraction_get_provider (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  return self->provider;
}

/**
 * sluice_extraction_set_provider:
 * @self: an extraction
 * @provider: (nullable): the id of a provider in the catalogue
 *
 * Chooses the provider.
 */
void
sluice_extraction_set_provider (SluiceExtraction *self,
                                const char       *provider)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  set_string (self, &self->provider, provider, PROP_PROVIDER);
}

/**
 * sluice_extraction_get_model:
 * @self: an extraction
 *
 * Gets the provider's name of the model.
 *
 * Returns: (nullable): the model, %NULL for the provider's default
 */
const char *
sluice_extraction_get_model (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  return self->model;
}

/**
 * sluice_extraction_set_model:
 * @self: an extraction
 * @model: (nullable): the provider's name of a model
 *
 * Chooses the model.
 */
void
sluice_extraction_set_model (SluiceExtraction *self,
                             const char       *model)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  set_string (self, &self->model, model, PROP_MODEL);
}

/**
 * sluice_extraction_get_mode:
 * @self: an extraction
 *
 * Gets how the schema travels to the model.
 *
 * Returns: the mode
 */
SluiceMode
sluice_extraction_get_mode (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), SLUICE_MODE_AUTOMATIC);

  return self->mode;
}

/**
 * sluice_extraction_set_mode:
 * @self: an extraction
 * @mode: the mode
 *
 * Sets how the schema travels to the model.
 */
void
sluice_extraction_set_mode (SluiceExtraction *self,
                            SluiceMode        mode)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (self->mode == mode)
    return;

  self->mode = mode;
  notify (self, PROP_MODE);
}

/**
 * sluice_extraction_get_strict:
 * @self: an extraction
 *
 * Gets whether the provider is to hold the model to the schema.
 *
 * Returns: %TRUE if it is
 */
gboolean
sluice_extraction_get_strict (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), FALSE);

  return self->strict;
}

/**
 * sluice_extraction_set_strict:
 * @self: an extraction
 * @strict: whether the provider is to hold the model to the schema
 *
 * Sets it, for the modes that have it.
 */
void
sluice_extraction_set_strict (SluiceExtraction *self,
                              gboolean          strict)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (self->strict == !!strict)
    return;

  self->strict = !!strict;
  notify (self, PROP_STRICT);
}

/**
 * sluice_extraction_get_shape:
 * @self: an extraction
 *
 * Gets whether one value is asked for, or many.
 *
 * Returns: the shape
 */
SluiceShape
sluice_extraction_get_shape (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), SLUICE_SHAPE_OBJECT);

  return self->shape;
}

/**
 * sluice_extraction_set_shape:
 * @self: an extraction
 * @shape: the shape
 *
 * Asks for one value, or for many.
 */
void
sluice_extraction_set_shape (SluiceExtraction *self,
                             SluiceShape       shape)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (self->shape == shape)
    return;

  self->shape = shape;
  notify (self, PROP_SHAPE);
}

/**
 * sluice_extraction_get_schema:
 * @self: an extraction
 *
 * Gets what the text of the schema says. It is another object once that text has changed; what is
 * wrong with the text is in its diagnostics.
 *
 * Returns: (transfer none): the schema
 */
SluiceSchema *
sluice_extraction_get_schema (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  if (self->schema == NULL)
    self->schema = sluice_schema_new_for_text (self->schema_text, self->notation, self->root_name);

  return self->schema;
}

/**
 * sluice_extraction_get_schema_text:
 * @self: an extraction
 *
 * Gets the schema as it was written.
 *
 * Returns: the text, maybe empty
 */
const char *
sluice_extraction_get_schema_text (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  return self->schema_text;
}

/**
 * sluice_extraction_set_schema_text:
 * @self: an extraction
 * @text: (nullable): a schema
 * @notation: the notation of @text
 *
 * Sets the schema. Any text may be set; problems are in the diagnostics of
 * [method@Extraction.get_schema].
 */
void
sluice_extraction_set_schema_text (SluiceExtraction *self,
                                   const char       *text,
                                   SluiceNotation    notation)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (text == NULL)
    text = "";
  if (self->notation == notation && g_str_equal (self->schema_text, text))
    return;

  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, &self->schema_text, text, PROP_SCHEMA_TEXT);
  if (self->notation != notation)
    {
      self->notation = notation;
      notify (self, PROP_NOTATION);
    }
  forget_schema (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * sluice_extraction_get_notation:
 * @self: an extraction
 *
 * Gets the notation that the schema was set with; [method@Schema.get_notation] of the schema tells
 * what %SLUICE_NOTATION_AUTO turned out to be.
 *
 * Returns: the notation
 */
SluiceNotation
sluice_extraction_get_notation (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), SLUICE_NOTATION_AUTO);

  return self->notation;
}

/**
 * sluice_extraction_get_root_name:
 * @self: an extraction
 *
 * Gets the class that is the root of the schema.
 *
 * Returns: (nullable): its name, %NULL to let the schema say
 */
const char *
sluice_extraction_get_root_name (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  return self->root_name;
}

/**
 * sluice_extraction_set_root_name:
 * @self: an extraction
 * @root_name: (nullable): the name of a class
 *
 * Chooses the class that is the root of the schema.
 */
void
sluice_extraction_set_root_name (SluiceExtraction *self,
                                 const char       *root_name)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (g_strcmp0 (self->root_name, root_name) == 0)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, &self->root_name, root_name, PROP_ROOT_NAME);
  forget_schema (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * sluice_extraction_get_max_tokens:
 * @self: an extraction
 *
 * Gets how many tokens an answer may have.
 *
 * Returns: the number, -1 for the provider's default
 */
int
sluice_extraction_get_max_tokens (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), -1);

  return self->max_tokens;
}

/**
 * sluice_extraction_set_max_tokens:
 * @self: an extraction
 * @max_tokens: how many tokens an answer may have, -1 for the provider's default
 *
 * Limits the answer.
 */
void
sluice_extraction_set_max_tokens (SluiceExtraction *self,
                                  int               max_tokens)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (self->max_tokens == max_tokens)
    return;

  self->max_tokens = max_tokens;
  notify (self, PROP_MAX_TOKENS);
}

/**
 * sluice_extraction_get_temperature:
 * @self: an extraction
 *
 * Gets how far the model may stray.
 *
 * Returns: the temperature, NaN for the provider's default
 */
gdouble
sluice_extraction_get_temperature (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NAN);

  return self->temperature;
}

/**
 * sluice_extraction_set_temperature:
 * @self: an extraction
 * @temperature: the temperature, NaN for the provider's default
 *
 * Sets how far the model may stray.
 */
void
sluice_extraction_set_temperature (SluiceExtraction *self,
                                   gdouble           temperature)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (self->temperature == temperature || (isnan (self->temperature) && isnan (temperature)))
    return;

  self->temperature = temperature;
  notify (self, PROP_TEMPERATURE);
}

/**
 * sluice_extraction_get_seed:
 * @self: an extraction
 *
 * Gets the number that makes answers repeatable.
 *
 * Returns: the seed, -1 for none
 */
gint64
sluice_extraction_get_seed (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), -1);

  return self->seed;
}

/**
 * sluice_extraction_set_seed:
 * @self: an extraction
 * @seed: the seed, -1 for none
 *
 * Sets the number that makes answers repeatable.
 */
void
sluice_extraction_set_seed (SluiceExtraction *self,
                            gint64            seed)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (self->seed == seed)
    return;

  self->seed = seed;
  notify (self, PROP_SEED);
}

/**
 * sluice_extraction_get_max_retries:
 * @self: an extraction
 *
 * Gets how many new attempts there may be after the first.
 *
 * Returns: the number
 */
guint
sluice_extraction_get_max_retries (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), 0);

  return self->max_retries;
}

/**
 * sluice_extraction_set_max_retries:
 * @self: an extraction
 * @max_retries: how many new attempts there may be after the first
 *
 * Sets how often is asked again when an answer breaks the schema.
 */
void
sluice_extraction_set_max_retries (SluiceExtraction *self,
                                   guint             max_retries)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  if (self->max_retries == max_retries)
    return;

  self->max_retries = max_retries;
  notify (self, PROP_MAX_RETRIES);
}

/**
 * sluice_extraction_get_extra_body:
 * @self: an extraction
 *
 * Gets the JSON that is laid over the request.
 *
 * Returns: (nullable): the text as it was set, %NULL for none
 */
const char *
sluice_extraction_get_extra_body (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  return self->extra_body;
}

/**
 * sluice_extraction_set_extra_body:
 * @self: an extraction
 * @json: (nullable): a JSON object as text
 *
 * Sets what is laid over the request. Any text may be set: it is read when a request is made.
 */
void
sluice_extraction_set_extra_body (SluiceExtraction *self,
                                  const char       *json)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));

  set_string (self, &self->extra_body, json, PROP_EXTRA_BODY);
}

/**
 * sluice_extraction_get_messages:
 * @self: an extraction
 *
 * Gets the messages of the prompt. They may be changed, added, moved and removed.
 *
 * Returns: (transfer none): a list of [class@Message]
 */
GListStore *
sluice_extraction_get_messages (SluiceExtraction *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  return self->messages;
}

/**
 * sluice_extraction_add_message:
 * @self: an extraction
 * @role: who says it
 * @text: what is said, maybe with `{{variables}}`
 *
 * Adds a message at the end of the prompt.
 */
void
sluice_extraction_add_message (SluiceExtraction *self,
                               SluiceRole        role,
                               const char       *text)
{
  g_autoptr(SluiceMessage) message = NULL;

  g_return_if_fail (SLUICE_IS_EXTRACTION (self));
  g_return_if_fail (text != NULL);

  message = sluice_message_new (role, text);
  g_list_store_append (self->messages, message);
}

/**
 * sluice_extraction_get_variable:
 * @self: an extraction
 * @name: the name of a variable
 *
 * Gets the value of a variable.
 *
 * Returns: (nullable): the value, %NULL when it has none
 */
const char *
sluice_extraction_get_variable (SluiceExtraction *self,
                                const char       *name)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_tree_lookup (self->variables, name);
}

/**
 * sluice_extraction_set_variable:
 * @self: an extraction
 * @name: the name of a variable
 * @value: (nullable): its value; the empty string is one
 *
 * Gives a variable a value, or takes it away with %NULL. A variable that no message uses keeps its
 * value too.
 */
void
sluice_extraction_set_variable (SluiceExtraction *self,
                                const char       *name,
                                const char       *value)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION (self));
  g_return_if_fail (name != NULL);

  if (g_strcmp0 (g_tree_lookup (self->variables, name), value) == 0)
    return;

  if (value == NULL)
    g_tree_remove (self->variables, name);
  else
    g_tree_replace (self->variables, g_strdup (name), g_strdup (value));

  changed (self);
}

GTree *
sluice_extraction_get_variables (SluiceExtraction *self)
{
  return self->variables;
}

const char *
sluice_extraction_get_unknown (SluiceExtraction *self)
{
  return self->unknown;
}

void
sluice_extraction_set_unknown (SluiceExtraction *self,
                               const char       *unknown)
{
  g_free (self->unknown);
  self->unknown = g_strdup (unknown);
}
