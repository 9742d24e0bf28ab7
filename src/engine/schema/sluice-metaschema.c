/* sluice-metaschema.c: the schemas that describe JSON Schema itself, draft 2020-12
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <gio/gio.h>

#include "schema/sluice-diagnostic.h"
#include "schema/sluice-metaschema-private.h"
#include "schema/sluice-reader-private.h"
#include "sluice-metaschema-files.h"

#define FOLDER "/io/github/sluice/Sluice/draft/2020-12/"

SluiceVocabulary
sluice_metaschema_read_vocabulary (const char *uri)
{
  static const struct { const char *name; SluiceVocabulary bit; } vocabularies[] = {
    { "applicator", SLUICE_VOCABULARY_APPLICATOR },
    { "unevaluated", SLUICE_VOCABULARY_UNEVALUATED },
    { "validation", SLUICE_VOCABULARY_VALIDATION },
    { "format-assertion", SLUICE_VOCABULARY_FORMAT },
  };
  static const char prefix[] = SLUICE_METASCHEMA_URI "vocab/";

  if (!g_str_has_prefix (uri, prefix))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    if (g_str_equal (uri + sizeof prefix - 1, vocabularies[i].name))
      return vocabularies[i].bit;

  return 0;
}

static SluiceNode *
read_file (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GListStore) ignored = g_list_store_new (SLUICE_TYPE_DIAGNOSTIC);

  g_assert (bytes != NULL);

  /* The data of a resource ends in a NUL that does not count. */
  return sluice_reader_read (g_bytes_get_data (bytes, NULL), ignored);
}

GPtrArray *
sluice_metaschema_list (void)
{
  static const char * const names[] = {
    "schema.json", "meta/applicator.json", "meta/content.json", "meta/core.json",
    "meta/format-annotation.json", "meta/format-assertion.json", "meta/meta-data.json",
    "meta/unevaluated.json", "meta/validation.json"
  };
  static gsize is_registered = 0;
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_node_unref);

  if (g_once_init_enter (&is_registered))
    {
      sluice_metaschema_files_register_resource ();
      g_once_init_leave (&is_registered, 1);
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (documents, read_file (names[i]));

  return documents;
}
