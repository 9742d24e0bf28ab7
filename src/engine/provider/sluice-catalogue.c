/* sluice-catalogue.c: the providers there are
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "provider/sluice-catalogue.h"
#include "provider/sluice-provider-private.h"

#include "sluice-providers.h"

#define PROVIDERS_PATH "/io/github/sluice/Sluice/engine/providers.json"

/* Mistyped letters up to which a name is taken for another. */
#define MAX_DISTANCE 3

struct _SluiceCatalogue
{
  GObject     parent_instance;

  GListStore *providers;  /* owned: of SluiceProvider; never changes after init */
};

/**
 * SluiceCatalogueError:
 * @SLUICE_CATALOGUE_ERROR_UNKNOWN: there is no such provider or model
 * @SLUICE_CATALOGUE_ERROR_MODE: the provider does not have that mode
 * @SLUICE_CATALOGUE_ERROR_KEY: there is no key that may go to the provider
 *
 * Why a provider cannot be asked.
 */

/**
 * SluiceCatalogue:
 *
 * The providers that come with the library, as a list of [class@Provider].
 */
static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceCatalogue, sluice_catalogue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

G_DEFINE_QUARK (sluice-catalogue-error-quark, sluice_catalogue_error)

/* "LM_Studio" and "lm-studio" are the same name. */
static char *
fold_id (const char *id)
{
  g_autoptr(GString) folded = g_string_new (NULL);

  for (; *id; id++)
    {
      if (*id != '-' && *id != '_' && *id != '.' && *id != ' ')
        g_string_append_c (folded, g_ascii_tolower (*id));
    }

  return g_strdup (folded->str);
}

/* Letters to add, drop or change to make one name of the other (Levenshtein). */
static guint
measure_distance (const char *a,
                  const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize j = 0; j <= n; j++)
    row[j] = j;

  for (gsize i = 1; a[i - 1]; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= n; j++)
        {
          guint change = diagonal + (a[i - 1] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (change, MIN (row[j], row[j - 1]) + 1);
        }
    }

  return row[n];
}

/* Names like this one, or all of them where none is (transfer full). */
static char *
list_near_ids (SluiceCatalogue *self,
               const char      *id)
{
  GListModel *model = G_LIST_MODEL (self->providers);
  g_autofree char *folded = fold_id (id);
  g_autoptr(GString) near = g_string_new (NULL);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceProvider) provider = g_list_model_get_item (model, i);
      const char *other = sluice_provider_get_id (provider);
      g_autofree char *other_folded = fold_id (other);

      g_string_append_printf (all, "%s%s", all->len > 0 ? ", " : "", other);
      if (*folded != '\0' && (measure_distance (folded, other_folded) <= MAX_DISTANCE
                              || g_str_has_prefix (other_folded, folded)))
        g_string_append_printf (near, "%s%s", near->len > 0 ? ", " : "", other);
    }

  return g_strdup (near->len > 0 ? near->str : all->str);
}

static void
load_providers (SluiceCatalogue *self)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonArray *rows;
  const char *text;
  gsize length;

  bytes = g_resources_lookup_data (PROVIDERS_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);

  text = g_bytes_get_data (bytes, &length);
  json_parser_load_from_data (parser, text, length, &error);
  g_assert_no_error (error);

  rows = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                       "providers");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autoptr(SluiceProvider) provider = NULL;

      provider = sluice_provider_new_for_row (json_array_get_object_element (rows, i));
      if (provider != NULL)
        g_list_store_append (self->providers, provider);
    }
}

static GType
sluice_catalogue_get_item_type (GListModel *model)
{
  return SLUICE_TYPE_PROVIDER;
}

static guint
sluice_catalogue_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SLUICE_CATALOGUE (model)->providers));
}

static gpointer
sluice_catalogue_get_item (GListModel *model,
                           guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SLUICE_CATALOGUE (model)->providers), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_catalogue_get_item_type;
  iface->get_n_items = sluice_catalogue_get_n_items;
  iface->get_item = sluice_catalogue_get_item;
}

static void
sluice_catalogue_finalize (GObject *object)
{
  SluiceCatalogue *self = SLUICE_CATALOGUE (object);

  g_clear_object (&self->providers);

  G_OBJECT_CLASS (sluice_catalogue_parent_class)->finalize (object);
}

static void
sluice_catalogue_class_init (SluiceCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_catalogue_finalize;

  sluice_providers_register_resource ();
}

static void
sluice_catalogue_init (SluiceCatalogue *self)
{
  self->providers = g_list_store_new (SLUICE_TYPE_PROVIDER);
  load_providers (self);
}

/**
 * sluice_catalogue_new:
 *
 * Makes a catalogue of the providers that come with the library. Its providers are its own: a
 * base URL that is set in one catalogue is not set in another.
 *
 * Returns: (transfer full): a catalogue
 */
SluiceCatalogue *
sluice_catalogue_new (void)
{
  return g_object_new (SLUICE_TYPE_CATALOGUE, NULL);
}

/**
 * sluice_catalogue_lookup:
 * @self: a catalogue
 * @id: the id of a provider, in any case, with or without its hyphens
 *
 * Finds a provider.
 *
 * Returns: (transfer none) (nullable): the provider; `NULL` for an id that is not known
 */
SluiceProvider *
sluice_catalogue_lookup (SluiceCatalogue *self,
                         const char      *id)
{
  g_autofree char *folded = NULL;
  GListModel *model;

  g_return_val_if_fail (SLUICE_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  folded = fold_id (id);
  model = G_LIST_MODEL (self->providers);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceProvider) provider = g_list_model_get_item (model, i);
      g_autofree char *other = fold_id (sluice_provider_get_id (provider));

      if (g_str_equal (other, folded))
        return provider;  /* the store holds it */
    }

  return NULL;
}

/**
 * sluice_catalogue_resolve:
 * @self: a catalogue
 * @name: a provider and a model, as in `openai/gpt-4.1-mini`, or a provider alone
 * @provider: (out) (transfer none) (optional): return location for the provider
 * @model: (out) (transfer full) (optional): return location for the model's id
 * @error: return location for an error
 *
 * Splits a name at its first slash; what comes after may hold more of them. A provider alone
 * stands for its default model.
 *
 * Returns: `TRUE`; `FALSE` with `SLUICE_CATALOGUE_ERROR_UNKNOWN` set where there is no such
 *   provider, or where it has no default model and none is named
 */
gboolean
sluice_catalogue_resolve (SluiceCatalogue  *self,
                          const char       *name,
                          SluiceProvider  **provider,
                          char            **model,
                          GError          **error)
{
  g_autofree char *id = NULL;
  const char *slash, *model_id;
  SluiceProvider *found;

  g_return_val_if_fail (SLUICE_IS_CATALOGUE (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  slash = strchr (name, '/');
  id = slash != NULL ? g_strndup (name, slash - name) : g_strdup (name);
  found = sluice_catalogue_lookup (self, id);

  if (found == NULL)
    {
      g_autofree char *near = list_near_ids (self, id);

      /* Translators: the name that was not found, and names that are like it */
      g_set_error (error, SLUICE_CATALOGUE_ERROR, SLUICE_CATALOGUE_ERROR_UNKNOWN,
                   _("There is no provider “%s”. There is: %s"), id, near);
      return FALSE;
    }

  model_id = slash != NULL && slash[1] != '\0' ? slash + 1 : sluice_provider_get_default_model (found);
  if (model_id == NULL)
    {
      g_set_error (error, SLUICE_CATALOGUE_ERROR, SLUICE_CATALOGUE_ERROR_UNKNOWN,
                   _("%s needs the name of a model, as in %s/NAME"),
                   sluice_provider_get_name (found), sluice_provider_get_id (found));
      return FALSE;
    }

  if (provider != NULL)
    *provider = found;
  if (model != NULL)
    *model = g_strdup (model_id);

  return TRUE;
}
