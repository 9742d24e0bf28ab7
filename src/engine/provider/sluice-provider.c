/* sluice-provider.c: a service that answers: where it is and how it is spoken to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "provider/sluice-aws-private.h"
#include "provider/sluice-catalogue.h"
#include "provider/sluice-origin-private.h"
#include "provider/sluice-provider-private.h"
#include "wire/sluice-wire-private.h"

struct _SluiceProvider
{
  GObject       parent_instance;

  char         *id;                  /* owned */
  char         *name;                /* owned */
  SluiceWire   *wire;                /* owned: with the quirks of this provider */
  char         *base_url;            /* owned: empty where an environment variable has it */
  char         *home_url;            /* owned: the base URL it ships with */
  char         *path;                /* owned, nullable: instead of that of the protocol */
  char         *query;               /* owned, nullable: of every address */
  GHashTable   *mode_wires;          /* owned: SluiceMode -> SluiceWire*: that have a wire of their own */
  SluiceAuth    auth;
  GStrv         key_variables;       /* owned */
  GStrv         headers;             /* owned: name, value, name, value, … */
  GArray       *modes;               /* owned: of SluiceMode, the default first */
  guint         strict_modes;        /* bits 1 << SluiceMode */
  GListStore   *models;              /* owned: of SluiceModel */
  char         *default_model;       /* owned, nullable */
  int           default_max_tokens;  /* -1 = that of the service */
  gboolean      simulated;
};

/**
 * SluiceAuth:
 * @SLUICE_AUTH_NONE: it wants no key
 * @SLUICE_AUTH_BEARER: as a bearer token in the header `Authorization`
 * @SLUICE_AUTH_X_API_KEY: in the header `x-api-key`
 * @SLUICE_AUTH_API_KEY: a key in the header `api-key`
 * @SLUICE_AUTH_GOOGLE: a key in the header `x-goog-api-key`
 * @SLUICE_AUTH_AWS: a signature made with keys of AWS, or a bearer key
 *
 * How a key is shown to a provider.
 */

/**
 * SluiceProvider:
 *
 * A service that answers: where it is, how it is spoken to, and what it can do.
 */
G_DEFINE_FINAL_TYPE (SluiceProvider, sluice_provider, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_NAME, PROP_WIRE, PROP_BASE_URL, PROP_SIMULATED, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* The value of "NAME" or "NAME:default", of an environment variable or of AWS's own settings; NULL
 * where it is not known (transfer full). */
static char *
find_value (const char *placeholder)
{
  g_auto(GStrv) parts = g_strsplit (placeholder, ":", 2);
  const char *value = g_getenv (parts[0]);

  if (g_str_equal (parts[0], "aws-region"))
    {
      char *region = sluice_aws_find_region ();

      return region != NULL ? region : g_strdup (parts[1]);
    }
  if (value == NULL || *value == '\0')
    value = parts[1];

  return g_strdup (value);
}

/* {NAME} stands for an environment variable; without it there is no address. {model} stays: it is
 * another one for each request. */
static char *
expand_url (const char *template)
{
  g_autoptr(GString) url = g_string_new (NULL);

  while (*template != '\0')
    {
      gsize plain = strcspn (template, "{");
      const char *end = strchr (template + plain, '}');
      g_autofree char *placeholder = NULL;
      g_autofree char *value = NULL;

      g_string_append_len (url, template, plain);
      template += plain;
      if (*template == '\0' || end == NULL)
        break;

      placeholder = g_strndup (template + 1, end - template - 1);
      value = g_str_equal (placeholder, "model") ? g_strdup ("{model}") : find_value (placeholder);
      template = end + 1;
      if (value == NULL || *value == '\0')
        return g_strdup ("");
      if (url->len == 0 && strstr (value, "://") == NULL)
        g_string_append (url, "https://");
      g_string_append (url, value);
      while (*template == '/' && g_str_has_suffix (url->str, "/"))
        g_string_truncate (url, url->len - 1);
    }

  return g_strdup (url->str);
}

/* Reading a row */

static GStrv
read_strings (JsonObject *row,
              const char *name)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (json_object_has_member (row, name))
    {
      JsonArray *array = json_object_get_array_member (row, name);

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_strv_builder_add (builder, json_array_get_string_element (array, i));
    }

  return g_strv_builder_end (builder);
}

static void
read_modes (SluiceProvider *self,
            JsonObject     *row)
{
  g_auto(GStrv) names = read_strings (row, "modes");
  g_auto(GStrv) strict_names = read_strings (row, "strict");

  for (guint i = 0; names[i] != NULL; i++)
    {
      SluiceMode mode;

      if (sluice_mode_from_string (names[i], &mode, NULL)
          && sluice_wire_has_mode (sluice_provider_get_wire_for_mode (self, mode), mode))
        g_array_append_val (self->modes, mode);
    }

  for (guint i = 0; strict_names[i] != NULL; i++)
    {
      SluiceMode mode;

      if (sluice_mode_from_string (strict_names[i], &mode, NULL))
        self->strict_modes |= 1u << mode;
    }
}

static void
read_models (SluiceProvider *self,
             JsonObject     *row)
{
  JsonArray *models = json_object_get_array_member (row, "models");

  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *object = json_array_get_object_element (models, i);
      g_autoptr(SluiceModel) model = NULL;

      model = sluice_model_new (json_object_get_string_member (object, "id"),
                                json_object_get_string_member (object, "name"),
                                json_object_get_string_member_with_default (object, "caption",
                                                                            NULL));
      if (json_object_has_member (object, "prices"))
        {
          JsonArray *prices = json_object_get_array_member (object, "prices");

          sluice_model_set_prices (model, json_array_get_double_element (prices, 0),
                                   json_array_get_double_element (prices, 1));
        }
      g_list_store_append (self->models, model);
    }
}

static SluiceQuirks
read_quirks (JsonObject *row)
{
  g_auto(GStrv) names = read_strings (row, "quirks");
  SluiceQuirks quirks = SLUICE_QUIRK_NONE;

  for (guint i = 0; names[i] != NULL; i++)
    quirks |= sluice_quirks_from_string (names[i]);

  return quirks;
}

static SluiceAuth
read_auth (JsonObject *row)
{
  static const struct { const char *name; SluiceAuth auth; } names[] = {
    { "bearer", SLUICE_AUTH_BEARER },
    { "x-api-key", SLUICE_AUTH_X_API_KEY },
    { "api-key", SLUICE_AUTH_API_KEY },
    { "google", SLUICE_AUTH_GOOGLE },
    { "aws", SLUICE_AUTH_AWS },
  };
  const char *name = json_object_get_string_member (row, "auth");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (names[i].name, name))
        return names[i].auth;
    }

  return SLUICE_AUTH_NONE;
}

/* {"responses-tools": "openai-responses"} */
static void
read_mode_wires (SluiceProvider *self,
                 JsonObject     *row)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *wire_name;

  if (!json_object_has_member (row, "wires"))
    return;

  json_object_iter_init (&iter, json_object_get_object_member (row, "wires"));
  while (json_object_iter_next (&iter, &name, &wire_name))
    {
      SluiceMode mode;

      if (sluice_mode_from_string (name, &mode, NULL))
        g_hash_table_insert (self->mode_wires, GUINT_TO_POINTER (mode),
                             sluice_wire_new_with_quirks (json_node_get_string (wire_name),
                                                          read_quirks (row)));
    }
}

static void
sluice_provider_finalize (GObject *object)
{
  SluiceProvider *self = SLUICE_PROVIDER (object);

  g_free (self->id);
  g_free (self->name);
  g_clear_object (&self->wire);
  g_free (self->base_url);
  g_free (self->home_url);
  g_free (self->path);
  g_free (self->query);
  g_hash_table_unref (self->mode_wires);
  g_strfreev (self->key_variables);
  g_strfreev (self->headers);
  g_array_unref (self->modes);
  g_clear_object (&self->models);
  g_free (self->default_model);

  G_OBJECT_CLASS (sluice_provider_parent_class)->finalize (object);
}

static void
sluice_provider_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SluiceProvider *self = SLUICE_PROVIDER (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_WIRE:
      g_value_set_object (value, self->wire);
      break;

    case PROP_BASE_URL:
      g_value_set_string (value, self->base_url);
      break;

    case PROP_SIMULATED:
      g_value_set_boolean (value, self->simulated);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_provider_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SluiceProvider *self = SLUICE_PROVIDER (object);

  switch (prop_id)
    {
    case PROP_BASE_URL:
      sluice_provider_set_base_url (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_provider_class_init (SluiceProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sluice_provider_finalize;
  object_class->get_property = sluice_provider_get_property;
  object_class->set_property = sluice_provider_set_property;

  /**
   * SluiceProvider:id:
   *
   * The name that the command line and extraction files use.
   */
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);

  /**
   * SluiceProvider:name:
   *
   * The name for people.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);

  /**
   * SluiceProvider:wire:
   *
   * The protocol it speaks.
   */
  properties[PROP_WIRE] = g_param_spec_object ("wire", NULL, NULL, SLUICE_TYPE_WIRE, flags);

  /**
   * SluiceProvider:base-url:
   *
   * Where it is; empty where an environment variable has to say.
   */
  properties[PROP_BASE_URL] =
    g_param_spec_string ("base-url", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceProvider:simulated:
   *
   * Whether its answers are made up on this machine.
   */
  properties[PROP_SIMULATED] = g_param_spec_boolean ("simulated", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_provider_init (SluiceProvider *self)
{
  self->models = g_list_store_new (SLUICE_TYPE_MODEL);
  self->modes = g_array_new (FALSE, FALSE, sizeof (SluiceMode));
  self->mode_wires = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

/**
 * sluice_provider_get_id:
 * @self: a provider
 *
 * The name that the command line and extraction files use.
 *
 * Returns: an id such as `openai`
 */
const char *
sluice_provider_get_id (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return self->id;
}

/**
 * sluice_provider_get_name:
 * @self: a provider
 *
 * The name for people.
 *
 * Returns: a name such as “OpenAI”
 */
const char *
sluice_provider_get_name (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return self->name;
}

/**
 * sluice_provider_get_wire:
 * @self: a provider
 *
 * The protocol it speaks, in its own way of speaking it: not the same object as
 * [func@Wire.lookup] gives.
 *
 * Returns: (transfer none): a wire
 */
SluiceWire *
sluice_provider_get_wire (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return self->wire;
}

/**
 * sluice_provider_get_wire_for_mode:
 * @self: a provider
 * @mode: a mode; automatic is the one it uses by default
 *
 * The protocol that a mode travels in: some providers have one of its own for a mode.
 *
 * Returns: (transfer none): its wire
 */
SluiceWire *
sluice_provider_get_wire_for_mode (SluiceProvider *self,
                                   SluiceMode      mode)
{
  SluiceWire *wire;

  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  if (mode == SLUICE_MODE_AUTOMATIC && self->modes->len > 0)
    mode = g_array_index (self->modes, SluiceMode, 0);
  wire = g_hash_table_lookup (self->mode_wires, GUINT_TO_POINTER (mode));

  return wire != NULL ? wire : self->wire;
}

/**
 * sluice_provider_get_base_url:
 * @self: a provider
 *
 * Where it is.
 *
 * Returns: a URL without a slash at its end; empty where it is not known
 */
const char *
sluice_provider_get_base_url (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return self->base_url;
}

/**
 * sluice_provider_set_base_url:
 * @self: a provider
 * @base_url: (nullable): another address, or `NULL` for the one it ships with
 *
 * Sets [property@Provider:base-url]. Keys do not follow: see [class@KeyStore].
 */
void
sluice_provider_set_base_url (SluiceProvider *self,
                              const char     *base_url)
{
  g_autofree char *url = NULL;

  g_return_if_fail (SLUICE_IS_PROVIDER (self));

  url = g_strdup (base_url != NULL ? base_url : self->home_url);
  while (g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  if (g_str_equal (self->base_url, url))
    return;

  g_free (self->base_url);
  self->base_url = g_steal_pointer (&url);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URL]);
}

/**
 * sluice_provider_dup_origin:
 * @self: a provider
 *
 * Who its base URL leads to: scheme, host and, where it is not the scheme's own, port.
 *
 * Returns: (transfer full) (nullable): an origin such as `https://api.openai.com`; `NULL` where the
 *   base URL is no address
 */
char *
sluice_provider_dup_origin (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return sluice_origin_from_url (self->base_url);
}

/**
 * sluice_provider_get_home_url:
 * @self: a provider
 *
 * The address it ships with. A key from its environment variable goes nowhere else.
 *
 * Returns: a URL; empty where it is not known
 */
const char *
sluice_provider_get_home_url (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return self->home_url;
}

/* {model} in a URL becomes the name of the model. */
static char *
put_model (const char *url,
           const char *model)
{
  const char *place = strstr (url, "{model}");
  g_autofree char *escaped = g_uri_escape_string (model != NULL ? model : "", "", FALSE);

  if (place == NULL)
    return g_strdup (url);

  return g_strdup_printf ("%.*s%s%s", (int) (place - url), url, escaped, place + strlen ("{model}"));
}

/**
 * sluice_provider_dup_url:
 * @self: a provider
 * @request: what is asked
 *
 * Puts together where a request goes: the base URL, the path of the protocol, the model where it
 * stands in the address, and what the provider wants besides.
 *
 * Returns: (transfer full) (nullable): a URL; `NULL` where the provider has no address
 */
char *
sluice_provider_dup_url (SluiceProvider *self,
                         SluiceRequest  *request)
{
  g_autofree char *base = NULL;
  g_autofree char *path = NULL;
  const char *separator = "";
  SluiceWire *wire;

  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (SLUICE_IS_REQUEST (request), NULL);

  if (*self->base_url == '\0')
    return NULL;

  wire = sluice_provider_get_wire_for_mode (self, sluice_request_get_mode (request));
  base = put_model (self->base_url, sluice_request_get_model (request));
  path = self->path != NULL ? g_strdup (self->path) : sluice_wire_dup_request_path (wire, request);
  if (self->query != NULL)
    separator = strchr (path, '?') != NULL ? "&" : "?";

  return g_strconcat (base, path, separator, self->query, NULL);
}

/**
 * sluice_provider_get_auth:
 * @self: a provider
 *
 * How a key is shown to it.
 *
 * Returns: the way
 */
SluiceAuth
sluice_provider_get_auth (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), SLUICE_AUTH_NONE);

  return self->auth;
}

/**
 * sluice_provider_get_key_variables:
 * @self: a provider
 *
 * The environment variables that its key is read from.
 *
 * Returns: (transfer none) (array zero-terminated=1): names, maybe none
 */
const char **
sluice_provider_get_key_variables (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return (const char **) self->key_variables;
}

/**
 * sluice_provider_get_headers:
 * @self: a provider
 *
 * Headers that it wants in each request besides the key.
 *
 * Returns: (transfer none) (array zero-terminated=1): name, value, name, value, …
 */
const char **
sluice_provider_get_headers (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return (const char **) self->headers;
}

/**
 * sluice_provider_has_mode:
 * @self: a provider
 * @mode: a mode
 *
 * Whether a schema can travel to it that way. `SLUICE_MODE_AUTOMATIC` always can.
 *
 * Returns: `TRUE` if it can
 */
gboolean
sluice_provider_has_mode (SluiceProvider *self,
                          SluiceMode      mode)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), FALSE);

  if (mode == SLUICE_MODE_AUTOMATIC)
    return self->modes->len > 0;

  for (guint i = 0; i < self->modes->len; i++)
    {
      if (g_array_index (self->modes, SluiceMode, i) == mode)
        return TRUE;
    }

  return FALSE;
}

/**
 * sluice_provider_has_strict:
 * @self: a provider
 * @mode: a mode
 *
 * Whether it can hold its models to the schema in this mode. `SLUICE_MODE_AUTOMATIC` stands for
 * the default.
 *
 * Returns: `TRUE` if it can
 */
gboolean
sluice_provider_has_strict (SluiceProvider *self,
                            SluiceMode      mode)
{
  SluiceMode resolved;

  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), FALSE);

  return sluice_provider_resolve_mode (self, mode, &resolved, NULL)
         && (self->strict_modes & (1u << resolved)) != 0;
}

/**
 * sluice_provider_resolve_mode:
 * @self: a provider
 * @mode: a mode
 * @resolved: (out): return location for the mode to use
 * @error: return location for an error
 *
 * Settles on a mode: `SLUICE_MODE_AUTOMATIC` becomes the provider's default.
 *
 * Returns: `TRUE`; `FALSE` with `SLUICE_CATALOGUE_ERROR_MODE` set where the provider does not have
 *   the mode, its message naming those it has
 */
gboolean
sluice_provider_resolve_mode (SluiceProvider  *self,
                              SluiceMode       mode,
                              SluiceMode      *resolved,
                              GError         **error)
{
  g_autoptr(GString) names = NULL;

  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (resolved != NULL, FALSE);

  if (sluice_provider_has_mode (self, mode))
    {
      *resolved = mode != SLUICE_MODE_AUTOMATIC ? mode : g_array_index (self->modes, SluiceMode, 0);
      return TRUE;
    }

  names = g_string_new (NULL);
  for (guint i = 0; i < self->modes->len; i++)
    {
      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, sluice_mode_to_string (g_array_index (self->modes, SluiceMode, i)));
    }
  /* Translators: the name of a provider, of a mode, and of the modes that there are */
  g_set_error (error, SLUICE_CATALOGUE_ERROR, SLUICE_CATALOGUE_ERROR_MODE,
               _("%s does not have the mode %s. It has: %s"), self->name,
               sluice_mode_to_string (mode), names->str);

  return FALSE;
}

/**
 * sluice_provider_get_models:
 * @self: a provider
 *
 * The models that are known of it; it may have others.
 *
 * Returns: (transfer none): a list of [class@Model], maybe empty
 */
GListModel *
sluice_provider_get_models (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return G_LIST_MODEL (self->models);
}

/**
 * sluice_provider_get_default_model:
 * @self: a provider
 *
 * The model that is asked where none is named.
 *
 * Returns: (nullable): a model's id; `NULL` where one must be named
 */
const char *
sluice_provider_get_default_model (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), NULL);

  return self->default_model;
}

/**
 * sluice_provider_get_default_max_tokens:
 * @self: a provider
 *
 * The most tokens of an answer where the request does not say and the provider wants it said.
 *
 * Returns: a number of tokens; -1 where nothing need be said
 */
int
sluice_provider_get_default_max_tokens (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), -1);

  return self->default_max_tokens;
}

/**
 * sluice_provider_is_simulated:
 * @self: a provider
 *
 * Whether its answers are made up on this machine.
 *
 * Returns: `TRUE` if they are
 */
gboolean
sluice_provider_is_simulated (SluiceProvider *self)
{
  g_return_val_if_fail (SLUICE_IS_PROVIDER (self), FALSE);

  return self->simulated;
}

SluiceProvider *
sluice_provider_new_for_row (JsonObject *row)
{
  g_autoptr(SluiceProvider) self = g_object_new (SLUICE_TYPE_PROVIDER, NULL);

  self->wire = sluice_wire_new_with_quirks (json_object_get_string_member (row, "wire"),
                                            read_quirks (row));
  if (self->wire == NULL)
    return NULL;
  if (json_object_has_member (row, "dialects"))
    sluice_wire_set_family (self->wire, json_object_get_string_member (row, "dialects"));

  self->id = g_strdup (json_object_get_string_member (row, "id"));
  self->name = g_strdup (json_object_get_string_member (row, "name"));
  self->home_url = expand_url (json_object_get_string_member (row, "base_url"));
  self->base_url = g_strdup (self->home_url);
  self->auth = read_auth (row);
  self->key_variables = read_strings (row, "key_variables");
  self->headers = read_strings (row, "headers");
  self->default_model = g_strdup (json_object_get_string_member_with_default (row, "default_model",
                                                                              NULL));
  self->default_max_tokens = json_object_get_int_member_with_default (row, "default_max_tokens",
                                                                      -1);
  self->simulated = json_object_get_boolean_member_with_default (row, "simulated", FALSE);
  self->path = g_strdup (json_object_get_string_member_with_default (row, "path", NULL));
  self->query = g_strdup (json_object_get_string_member_with_default (row, "query", NULL));
  read_mode_wires (self, row);
  read_modes (self, row);
  read_models (self, row);

  return g_steal_pointer (&self);
}
