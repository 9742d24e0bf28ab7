/* test-document.c: documents, and the files they come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "sluice-document.h"
#include "sluice-example.h"
#include "sluice-loader.h"
#include "widget-probe.h"

typedef struct
{
  GAsyncResult *result;
} Wait;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  ((Wait *) user_data)->result = g_object_ref (result);
}

static gboolean
is_done (gpointer user_data)
{
  return ((Wait *) user_data)->result != NULL;
}

static GFile *
create_file (const char *name,
             const char *content)
{
  g_autofree char *folder = g_dir_make_tmp ("sluice-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

static void
test_title (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceDocument) document = sluice_document_new (extraction);
  g_autofree char *before = sluice_document_dup_subtitle (document);
  g_autofree char *after = NULL;

  g_test_summary ("A document has a title, says where it is, and knows whether it was changed");

  g_assert_cmpstr (sluice_document_get_title (document), ==, "Untitled");
  g_assert_cmpstr (before, ==, "Not saved");
  g_assert_false (sluice_document_is_modified (document));

  g_object_set (extraction, "title", "People", NULL);
  sluice_document_set_origin (document, "Example");
  after = sluice_document_dup_subtitle (document);
  g_assert_cmpstr (sluice_document_get_title (document), ==, "People");
  g_assert_cmpstr (after, ==, "Example · not saved");
  g_assert_true (sluice_document_is_modified (document));
}

static void
test_save (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_example_load ("one-person", NULL);
  g_autoptr(SluiceDocument) document = sluice_document_new (extraction);
  g_autoptr(GFile) file = create_file ("mine.sluice", "");
  g_autoptr(GBytes) written = NULL;
  g_autoptr(GBytes) wanted = NULL;
  g_autoptr(GError) error = NULL;
  Wait wait = { NULL };

  g_test_summary ("Saving writes the file, and an edit while it is written stays unsaved");

  g_object_set (extraction, "description", "changed", NULL);
  g_assert_true (sluice_document_is_modified (document));
  wanted = sluice_extraction_to_bytes (extraction);
  sluice_document_save_async (document, file, NULL, done_cb, &wait);
  g_object_set (extraction, "description", "changed again", NULL);
  probe_wait (is_done, &wait);
  sluice_document_save_finish (document, wait.result, &error);
  g_assert_no_error (error);
  g_clear_object (&wait.result);

  written = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (written, wanted));
  g_assert_true (sluice_document_is_modified (document));
  g_assert_true (g_file_equal (sluice_document_get_file (document), file));

  sluice_document_save_async (document, file, NULL, done_cb, &wait);
  probe_wait (is_done, &wait);
  g_assert_true (sluice_document_save_finish (document, wait.result, &error));
  g_clear_object (&wait.result);
  g_assert_false (sluice_document_is_modified (document));
}

static void
test_save_fails (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceDocument) document = sluice_document_new (extraction);
  g_autoptr(GFile) file = g_file_new_for_path ("/nowhere/at/all/mine.sluice");
  g_autoptr(GError) error = NULL;
  Wait wait = { NULL };

  g_test_summary ("What could not be saved stays unsaved");

  g_object_set (extraction, "title", "Lost?", NULL);
  sluice_document_save_async (document, file, NULL, done_cb, &wait);
  probe_wait (is_done, &wait);
  g_assert_false (sluice_document_save_finish (document, wait.result, &error));
  g_assert_nonnull (error);
  g_assert_true (sluice_document_is_modified (document));
  g_assert_null (sluice_document_get_file (document));
  g_clear_object (&wait.result);
}

typedef struct
{
  const char *name;
  const char *file;
  const char *content;  /* NULL: an example */
  int         kind;     /* -1: refused */
} LoadCase;

static const LoadCase load_cases[] = {
  { "extraction",     "a.txt",    NULL, SLUICE_LOADED_EXTRACTION },
  { "classes",        "user.py",
    "from pydantic import BaseModel\n\nclass User(BaseModel):\n    name: str\n", SLUICE_LOADED_SCHEMA },
  { "json-schema",    "s.json",
    "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}", SLUICE_LOADED_SCHEMA },
  { "openai-stream",  "answer.sse",
    "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
    "\"delta\":{\"role\":\"assistant\",\"content\":\"{}\"},\"finish_reason\":null}]}\n\n"
    "data: [DONE]\n\n", SLUICE_LOADED_RECORDING },
  { "anthropic-stream", "answer.txt",
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\","
    "\"role\":\"assistant\",\"model\":\"c\",\"content\":[],\"usage\":{\"input_tokens\":1,"
    "\"output_tokens\":1}}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
    SLUICE_LOADED_RECORDING },
  { "not-an-extraction", "broken.sluice", "{\"title\": ", -1 },
  { "binary",         "b.bin",    "\xff\xfe\x01\x02", -1 },
};

static void
test_load (gconstpointer data)
{
  const LoadCase *test = data;
  g_autoptr(SluiceExtraction) example = sluice_example_load ("one-person", NULL);
  g_autoptr(GBytes) bytes = sluice_extraction_to_bytes (example);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr(GFile) file = create_file (test->file, test->content ? test->content : text);
  g_autoptr(GObject) loaded = NULL;
  g_autoptr(GError) error = NULL;
  SluiceLoadedKind kind;
  Wait wait = { NULL };
  GFile *told;

  sluice_loader_load_async (file, NULL, done_cb, &wait);
  probe_wait (is_done, &wait);
  loaded = sluice_loader_load_finish (wait.result, &told, &kind, &error);
  g_assert_true (g_file_equal (file, told));
  g_clear_object (&wait.result);

  if (test->kind < 0)
    {
      g_assert_null (loaded);
      g_assert_nonnull (strstr (error->message, test->file));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (kind, ==, test->kind);
  g_assert_true (kind == SLUICE_LOADED_RECORDING ? SLUICE_IS_RECORDING (loaded)
                                                 : SLUICE_IS_EXTRACTION (loaded));
}

static void
test_examples (void)
{
  g_auto(GStrv) names = sluice_example_list_names ();

  g_test_summary ("Every example can be read, says what it is, and has a usable schema");

  g_assert_cmpuint (g_strv_length (names), ==, 8);
  g_assert_cmpstr (names[0], ==, "one-person");
  for (guint i = 0; names[i]; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceExtraction) extraction = sluice_example_load (names[i], &error);
      g_autoptr(SluiceRequest) request = NULL;

      g_assert_no_error (error);
      g_assert_nonnull (sluice_extraction_get_title (extraction));
      g_assert_nonnull (sluice_extraction_get_description (extraction));
      g_assert_true (sluice_schema_is_valid (sluice_extraction_get_schema (extraction)));
      request = sluice_extraction_create_request (extraction, &error);
      g_assert_no_error (error);
    }

  g_assert_null (sluice_example_load ("no-such-example", NULL));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/title", test_title);
  g_test_add_func ("/document/save", test_save);
  g_test_add_func ("/document/save-fails", test_save_fails);
  g_test_add_func ("/document/examples", test_examples);
  for (guint i = 0; i < G_N_ELEMENTS (load_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/document/load/", load_cases[i].name, NULL);

      g_test_add_data_func (path, &load_cases[i], test_load);
    }

  return g_test_run ();
}
