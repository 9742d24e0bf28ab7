/* sluice-model.c: one model that a provider has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "provider/sluice-model.h"

struct _SluiceModel
{
  GObject  parent_instance;

  char    *id;            /* owned: what its provider calls it */
  char    *name;          /* owned: what people call it */
  char    *caption;       /* owned, nullable: what it is good for */
  gdouble  input_price;   /* US dollars for a million tokens; negative = not known */
  gdouble  output_price;
};

/**
 * SluiceModel:
 *
 * One model that a provider has.
 */
G_DEFINE_FINAL_TYPE (SluiceModel, sluice_model, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_NAME, PROP_CAPTION, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
sluice_model_finalize (GObject *object)
{
  SluiceModel *self = SLUICE_MODEL (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->caption);

  G_OBJECT_CLASS (sluice_model_parent_class)->finalize (object);
}

static void
sluice_model_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SluiceModel *self = SLUICE_MODEL (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_model_class_init (SluiceModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sluice_model_finalize;
  object_class->get_property = sluice_model_get_property;

  /**
   * SluiceModel:id:
   *
   * What its provider calls it.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceModel:name:
   *
   * What people call it.
   */
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceModel:caption:
   *
   * What it is good for, in a line.
   */
  properties[PROP_CAPTION] =
    g_param_spec_string ("caption", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_model_init (SluiceModel *self)
{
  self->input_price = -1;
  self->output_price = -1;
}

/**
 * sluice_model_new:
 * @id: what its provider calls it
 * @name: (nullable): what people call it; `NULL` for the same
 * @caption: (nullable): what it is good for, in a line
 *
 * Makes a model whose prices are not known.
 *
 * Returns: (transfer full): a model
 */
SluiceModel *
sluice_model_new (const char *id,
                  const char *name,
                  const char *caption)
{
  SluiceModel *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_MODEL, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name != NULL ? name : id);
  self->caption = g_strdup (caption);

  return self;
}

/**
 * sluice_model_get_id:
 * @self: a model
 *
 * What its provider calls it.
 *
 * Returns: an id such as `gpt-4.1-mini`
 */
const char *
sluice_model_get_id (SluiceModel *self)
{
  g_return_val_if_fail (SLUICE_IS_MODEL (self), NULL);

  return self->id;
}

/**
 * sluice_model_get_name:
 * @self: a model
 *
 * What people call it.
 *
 * Returns: a name such as “GPT-4.1 mini”
 */
const char *
sluice_model_get_name (SluiceModel *self)
{
  g_return_val_if_fail (SLUICE_IS_MODEL (self), NULL);

  return self->name;
}

/**
 * sluice_model_get_caption:
 * @self: a model
 *
 * What it is good for.
 *
 * Returns: (nullable): a line of text
 */
const char *
sluice_model_get_caption (SluiceModel *self)
{
  g_return_val_if_fail (SLUICE_IS_MODEL (self), NULL);

  return self->caption;
}

/**
 * sluice_model_get_input_price:
 * @self: a model
 *
 * What a million tokens of a prompt cost.
 *
 * Returns: US dollars; negative where it is not known
 */
gdouble
sluice_model_get_input_price (SluiceModel *self)
{
  g_return_val_if_fail (SLUICE_IS_MODEL (self), -1);

  return self->input_price;
}

/**
 * sluice_model_get_output_price:
 * @self: a model
 *
 * What a million tokens of an answer cost.
 *
 * Returns: US dollars; negative where it is not known
 */
gdouble
sluice_model_get_output_price (SluiceModel *self)
{
  g_return_val_if_fail (SLUICE_IS_MODEL (self), -1);

  return self->output_price;
}

/**
 * sluice_model_set_prices:
 * @self: a model
 * @input: US dollars for a million tokens of a prompt; negative where it is not known
 * @output: US dollars for a million tokens of an answer; negative where it is not known
 *
 * Says what the model costs.
 */
void
sluice_model_set_prices (SluiceModel *self,
                         gdouble      input,
                         gdouble      output)
{
  g_return_if_fail (SLUICE_IS_MODEL (self));

  self->input_price = input;
  self->output_price = output;
}
