/* sluice-document.c: an extraction with its place on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-document.h"

struct _SluiceDocument
{
  GObject           parent_instance;

  SluiceExtraction *extraction;      /* owned */
  GFile            *file;            /* owned, nullable: where it is saved */
  char             *origin;          /* owned, nullable */
  guint             revision;        /* grows with each edit */
  guint             saved_revision;  /* the one that is in file, or that there was at the start */
};

/* One saving. */
typedef struct
{
  GFile *file;      /* owned */
  guint  revision;  /* what is being written */
} Save;

G_DEFINE_FINAL_TYPE (SluiceDocument, sluice_document, G_TYPE_OBJECT)

enum { PROP_0, PROP_TITLE, PROP_SUBTITLE, PROP_MODIFIED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->file);
  g_free (save);
}

static void
notify_all (SluiceDocument *self)
{
  for (guint i = 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
extraction_changed_cb (SluiceDocument *self)
{
  self->revision++;
  notify_all (self);
}

static void
sluice_document_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SluiceDocument *self = SLUICE_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, sluice_document_get_title (self));
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, sluice_document_dup_subtitle (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, sluice_document_is_modified (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_document_dispose (GObject *object)
{
  SluiceDocument *self = SLUICE_DOCUMENT (object);

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  g_clear_object (&self->extraction);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (sluice_document_parent_class)->dispose (object);
}

static void
sluice_document_finalize (GObject *object)
{
  g_free (SLUICE_DOCUMENT (object)->origin);

  G_OBJECT_CLASS (sluice_document_parent_class)->finalize (object);
}

static void
sluice_document_class_init (SluiceDocumentClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sluice_document_dispose;
  object_class->finalize = sluice_document_finalize;
  object_class->get_property = sluice_document_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_document_init (SluiceDocument *self)
{
}

/**
 * sluice_document_new:
 * @extraction: what it holds
 *
 * Returns: (transfer full): a document that is not saved, and has nothing to be saved yet
 */
SluiceDocument *
sluice_document_new (SluiceExtraction *extraction)
{
  SluiceDocument *self = g_object_new (SLUICE_TYPE_DOCUMENT, NULL);

  self->extraction = g_object_ref (extraction);
  g_signal_connect_swapped (extraction, "changed", G_CALLBACK (extraction_changed_cb), self);

  return self;
}

/* The provider that the answer may have come from: who it was is not in the answer. */
static const char *
guess_provider (SluiceRecording *recording)
{
  static const struct { const char *wire; const char *provider; } owners[] = {
    { "openai-chat", "openai" },
    { "openai-responses", "openai" },
    { "anthropic-messages", "anthropic" },
    { "gemini", "google" },
    { "cohere-v2", "cohere" },
    { "bedrock-converse", "bedrock" },
    { "ollama", "ollama-native" },
  };
  const char *wire = sluice_wire_get_name (sluice_recording_get_wire (recording));

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      if (g_str_equal (owners[i].wire, wire))
        return owners[i].provider;
    }

  return NULL;
}

static void
copy_messages (SluiceExtraction *extraction,
               GListModel       *messages)
{
  GListStore *own = sluice_extraction_get_messages (extraction);

  if (g_list_model_get_n_items (messages) > 0)
    g_list_store_remove_all (own);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);
      g_autoptr(SluiceMessage) copy = sluice_message_new (sluice_message_get_role (message),
                                                          sluice_message_get_text (message));

      g_list_store_append (own, copy);
    }
}

static void
fill_from_request (SluiceExtraction *extraction,
                   SluiceRequest    *request)
{
  SluiceSchema *schema = sluice_request_get_schema (request);

  g_object_set (extraction,
                "shape", sluice_request_get_shape (request),
                "mode", sluice_request_get_mode (request),
                "strict", sluice_request_get_strict (request),
                "model", sluice_request_get_model (request),
                NULL);
  if (schema)
    {
      g_autofree char *json = sluice_schema_to_json (schema, 2);

      sluice_extraction_set_schema_text (extraction, json, SLUICE_NOTATION_JSON_SCHEMA);
    }
  copy_messages (extraction, sluice_request_get_messages (request));
}

/**
 * sluice_document_new_for_recording:
 * @recording: an answer
 * @title: what to call it
 *
 * The request that @recording answers, as far as that is known: it can be changed and sent again.
 *
 * Returns: (transfer full): a new document
 */
SluiceDocument *
sluice_document_new_for_recording (SluiceRecording *recording,
                                   const char      *title)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  SluiceRequest *request = sluice_recording_get_request (recording);
  SluiceDocument *self;

  g_object_set (extraction, "title", title, "provider", guess_provider (recording), NULL);
  if (request)
    fill_from_request (extraction, request);

  self = sluice_document_new (extraction);
  sluice_document_set_origin (self, _("Recording"));

  return self;
}

/**
 * sluice_document_get_extraction:
 * @self: a document
 *
 * Returns: (transfer none): what it holds
 */
SluiceExtraction *
sluice_document_get_extraction (SluiceDocument *self)
{
  g_return_val_if_fail (SLUICE_IS_DOCUMENT (self), NULL);

  return self->extraction;
}

/**
 * sluice_document_get_title:
 * @self: a document
 *
 * Returns: what to call it, never empty
 */
const char *
sluice_document_get_title (SluiceDocument *self)
{
  const char *title;

  g_return_val_if_fail (SLUICE_IS_DOCUMENT (self), NULL);

  title = sluice_extraction_get_title (self->extraction);

  return title && *title ? title : _("Untitled");
}

/**
 * sluice_document_dup_subtitle:
 * @self: a document
 *
 * Returns: (transfer full): where it is, or that it is nowhere yet
 */
char *
sluice_document_dup_subtitle (SluiceDocument *self)
{
  const char *home = g_get_home_dir ();
  g_autofree char *name = NULL;

  g_return_val_if_fail (SLUICE_IS_DOCUMENT (self), NULL);

  if (self->file)
    {
      name = g_file_get_parse_name (self->file);
      if (g_str_has_prefix (name, home) && name[strlen (home)] == G_DIR_SEPARATOR)
        return g_strconcat ("~", name + strlen (home), NULL);

      return g_steal_pointer (&name);
    }

  if (self->origin)
    /* Translators: %s is where it comes from: "Example", "Recording" */
    return g_strdup_printf (_("%s · not saved"), self->origin);

  return g_strdup (_("Not saved"));
}

/**
 * sluice_document_get_file:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): where it is saved
 */
GFile *
sluice_document_get_file (SluiceDocument *self)
{
  g_return_val_if_fail (SLUICE_IS_DOCUMENT (self), NULL);

  return self->file;
}

/**
 * sluice_document_set_file:
 * @self: a document
 * @file: (nullable): the file that it was read from
 */
void
sluice_document_set_file (SluiceDocument *self,
                          GFile          *file)
{
  g_return_if_fail (SLUICE_IS_DOCUMENT (self));

  if (g_set_object (&self->file, file))
    notify_all (self);
}

/**
 * sluice_document_set_origin:
 * @self: a document
 * @origin: (nullable): where it comes from, for people
 */
void
sluice_document_set_origin (SluiceDocument *self,
                            const char     *origin)
{
  g_return_if_fail (SLUICE_IS_DOCUMENT (self));

  g_free (self->origin);
  self->origin = g_strdup (origin);
  notify_all (self);
}

/**
 * sluice_document_is_modified:
 * @self: a document
 *
 * Returns: whether closing it would lose something that the person wrote
 */
gboolean
sluice_document_is_modified (SluiceDocument *self)
{
  g_return_val_if_fail (SLUICE_IS_DOCUMENT (self), FALSE);

  return self->revision != self->saved_revision;
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  SluiceDocument *self = g_task_get_source_object (task);
  Save *save = g_task_get_task_data (task);

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->saved_revision = save->revision;
  g_set_object (&self->file, save->file);
  notify_all (self);
  g_task_return_boolean (task, TRUE);
}

/* A file that never had a title is called after its name. */
static void
adopt_title (SluiceDocument *self,
             GFile          *file)
{
  const char *title = sluice_extraction_get_title (self->extraction);
  g_autofree char *basename = g_file_get_basename (file);
  g_autofree char *name = NULL;

  if (!basename || (title && *title))
    return;

  name = g_filename_display_name (basename);
  if (g_str_has_suffix (name, ".sluice"))
    name[strlen (name) - strlen (".sluice")] = '\0';
  g_object_set (self->extraction, "title", name, NULL);
}

/**
 * sluice_document_save_async:
 * @self: a document
 * @file: where to
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on disk
 * @user_data: data for @callback
 *
 * Writes the document as it is now. Edits while it is being written stay unsaved edits.
 */
void
sluice_document_save_async (SluiceDocument      *self,
                            GFile               *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GBytes) bytes = NULL;
  Save *save;

  g_return_if_fail (SLUICE_IS_DOCUMENT (self));
  g_return_if_fail (G_IS_FILE (file));

  adopt_title (self, file);
  bytes = sluice_extraction_to_bytes (self->extraction);
  save = g_new0 (Save, 1);
  save->file = g_object_ref (file);
  save->revision = self->revision;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sluice_document_save_async);
  g_task_set_task_data (task, save, save_free);

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, cancellable,
                                       written_cb, g_steal_pointer (&task));
}

/**
 * sluice_document_save_finish:
 * @self: a document
 * @result: the result
 * @error: return location for an error
 *
 * Ends sluice_document_save_async().
 *
 * Returns: whether the document is on disk
 */
gboolean
sluice_document_save_finish (SluiceDocument  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
