/* sluice-result-view.c: the right-hand pane: what a run gives, while it gives it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "sluice-banner.h"
#include "sluice-details.h"
#include "sluice-exporter.h"
#include "sluice-find-bar.h"
#include "sluice-items-table.h"
#include "sluice-result-tree.h"
#include "sluice-result-view.h"
#include "sluice-run-pump.h"
#include "sluice-status-strip.h"
#include "sluice-window.h"
#include "sluice-wire-view.h"

/* The strip is read, not watched: ten times a second is often enough. */
#define STATUS_INTERVAL_US (G_USEC_PER_SEC / 10)

struct _SluiceResultView
{
  GtkWidget           parent_instance;

  GtkStack           *views;
  GtkStack           *contents;
  GtkStack           *wire_pages;
  GtkScrolledWindow  *segments_scroller;
  GtkWidget          *buttons;
  GtkMenuButton      *compact_button;
  GMenu              *exports;
  GMenu              *compact_exports;
  GMenuModel         *complete_items;
  GMenuModel         *partial_items;
  GMenuModel         *export_items;     /* not owned: those of the two that are shown */
  SluiceBanner       *banner;
  SluiceFindBar      *find_bar;
  GtkWidget          *example_button;
  SluiceResultTree   *tree;
  SluiceItemsTable   *table;
  SluiceWireView     *wire;
  GtkProgressBar     *progress;
  GtkRevealer        *details_revealer;
  SluiceDetails      *details;
  SluiceStatusStrip  *strip;

  SluiceRun          *run;              /* nullable */
  SluiceAttempt      *attempt;          /* nullable: the one on screen */
  SluiceExtraction   *extraction;       /* nullable */
  SluiceRunPump      *pump;
  GCancellable       *cancellable;      /* of an export */
  char               *missing_key;      /* nullable */
  char               *retry_reason;     /* nullable */
  SluiceFix           fix;              /* what the banner's button does */
  SluiceStatusKind    status;
  gint64              status_time;      /* us */
  guint               skeleton_id;
  gboolean            compact;
  gboolean            items;            /* a table is shown, not a tree */
};

enum { PROP_0, PROP_RUN, PROP_EXTRACTION, PROP_MISSING_KEY, PROP_COMPACT, PROP_FOLLOW, PROP_DETAILS, PROP_VIEW, N_PROPS };
enum { SHOW_IN_SCHEMA, RUN_REQUESTED, KEY_REQUESTED, EXAMPLE_REQUESTED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceResultView, sluice_result_view, GTK_TYPE_WIDGET)

static gboolean
is_live (SluiceResultView *self)
{
  return self->run && sluice_run_get_state (self->run) != SLUICE_RUN_FINISHED;
}

static SluiceResultTree *
get_tree (SluiceResultView *self)
{
  return self->items ? sluice_items_table_get_tree (self->table) : self->tree;
}

static SluiceLiveScroller *
get_scroller (SluiceResultView *self)
{
  return self->items ? sluice_items_table_get_scroller (self->table)
                     : sluice_result_tree_get_scroller (self->tree);
}

static void
show_toast (SluiceResultView *self,
            const char       *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *markup = g_markup_escape_text (text, -1);

  if (SLUICE_IS_WINDOW (root))
    sluice_window_add_toast (SLUICE_WINDOW (root), adw_toast_new (markup));
}

/* The status strip and the banner. */

static void
show_banner (SluiceResultView      *self,
             const SluiceRunStatus *status)
{
  self->fix = status->fix;

  if (!status->message)
    sluice_banner_hide (self->banner);
  else
    sluice_banner_reveal (self->banner, status->message, status->fix_label,
                          status->kind == SLUICE_STATUS_FAILED || status->kind == SLUICE_STATUS_INVALID);
}

static void
show_progress (SluiceResultView *self)
{
  gboolean shown = is_live (self) && !self->items;
  guint closed = 0, total = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), shown);
  if (!shown)
    return;

  sluice_run_count_fields (self->run, &closed, &total);
  gtk_progress_bar_set_fraction (self->progress, total > 0 ? closed / (gdouble) total : 0.0);
}

static void
show_exports (GMenu      *menu,
              GMenuModel *items)
{
  g_menu_remove_all (menu);
  g_menu_append_section (menu, NULL, items);
}

static void
update_export (SluiceResultView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean received = self->run && sluice_run_get_root (self->run);
  gboolean complete = self->run && sluice_run_get_outcome (self->run) == SLUICE_OUTCOME_COMPLETE;
  GMenuModel *items = complete || !received ? self->complete_items : self->partial_items;
  SluiceSchema *schema = self->extraction ? sluice_extraction_get_schema (self->extraction) : NULL;

  gtk_widget_action_set_enabled (widget, "result.copy", received);
  gtk_widget_action_set_enabled (widget, "result.export-json", received);
  gtk_widget_action_set_enabled (widget, "result.export-json-lines", received && self->items);
  gtk_widget_action_set_enabled (widget, "result.export-csv", received && self->items);
  gtk_widget_action_set_enabled (widget, "result.copy-schema", schema && sluice_schema_is_valid (schema));
  gtk_widget_action_set_enabled (widget, "result.copy-code", schema && sluice_schema_is_valid (schema));

  if (self->export_items == items)
    return;

  self->export_items = items;
  show_exports (self->exports, items);
  show_exports (self->compact_exports, items);
}

static void
update_status (SluiceResultView *self)
{
  g_auto(SluiceRunStatus) status = { 0 };
  const SluiceRunFacts facts = {
    .run = self->run,
    .extraction = self->extraction,
    .missing_key = self->missing_key,
    .retry_reason = self->retry_reason,
    .silence = sluice_run_pump_get_silence (self->pump),
  };

  sluice_run_status_init (&status, &facts);
  sluice_status_strip_set_status (self->strip, &status, self->run);
  show_progress (self);

  if (status.kind != self->status)
    {
      show_banner (self, &status);
      self->status = status.kind;
    }

  update_export (self);
  self->status_time = g_get_monotonic_time ();
}

static void
flushed_cb (SluiceResultView *self)
{
  gboolean live = is_live (self);

  if (self->items)
    {
      sluice_items_table_update (self->table, live);
    }
  else
    {
      SluiceAnswer *answer = self->attempt ? sluice_attempt_get_answer (self->attempt) : NULL;

      sluice_live_scroller_set_live (sluice_result_tree_get_scroller (self->tree), live);
      if (answer)
        sluice_result_tree_set_thinking (self->tree, sluice_answer_get_reasoning (answer), live);
      sluice_result_tree_update (self->tree);
    }

  sluice_wire_view_update (self->wire, live);

  if (!live || g_get_monotonic_time () - self->status_time >= STATUS_INTERVAL_US)
    update_status (self);
}

/* What is on screen: an attempt of a run, or the skeleton of the draft. */

static void
update_segments (SluiceResultView *self)
{
  gboolean shown = self->items &&
                   g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "result") == 0;

  gtk_widget_set_opacity (GTK_WIDGET (self->segments_scroller), shown ? 1.0 : 0.0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->segments_scroller), shown);
}

static void
set_contents (SluiceResultView *self,
              const char       *name)
{
  self->items = strcmp (name, "items") == 0;
  gtk_stack_set_visible_child_name (self->contents, name);
  update_segments (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
}

static SluiceDefinition *
get_item_definition (SluiceSchema *schema)
{
  if (!schema)
    return NULL;

  return sluice_schema_is_iterable (schema) ? sluice_schema_get_item (schema)
                                            : sluice_schema_get_root (schema);
}

static void
show_attempt (SluiceResultView *self,
              SluiceAttempt    *attempt)
{
  SluiceRequest *request = sluice_run_get_request (self->run);
  guint n_attempts = g_list_model_get_n_items (sluice_run_get_attempts (self->run));
  guint number = attempt ? sluice_attempt_get_number (attempt) : 0;

  g_set_object (&self->attempt, attempt);
  sluice_details_set_field (self->details, NULL);
  sluice_details_set_attempt (self->details, number, n_attempts);
  sluice_status_strip_set_attempt (self->strip, number);

  if (sluice_request_get_shape (request) == SLUICE_SHAPE_ITERABLE)
    {
      set_contents (self, "items");
      sluice_items_table_set_definition (self->table,
                                         get_item_definition (sluice_request_get_sent_schema (request)));
      sluice_items_table_set_run (self->table, self->run, attempt);
    }
  else
    {
      set_contents (self, "tree");
      sluice_result_tree_set_field (self->tree, attempt ? sluice_attempt_get_field (attempt)
                                                        : sluice_run_get_field (self->run));
    }

  sluice_wire_view_set_attempt (self->wire, attempt, sluice_run_get_provider (self->run));
  gtk_stack_set_visible_child_name (self->wire_pages, attempt ? "wire" : "empty");
}

static void
show_skeleton (SluiceResultView *self)
{
  SluiceSchema *schema = self->extraction ? sluice_extraction_get_schema (self->extraction) : NULL;
  SluiceShape shape = SLUICE_SHAPE_OBJECT;

  g_clear_object (&self->attempt);
  sluice_details_set_field (self->details, NULL);
  sluice_wire_view_set_attempt (self->wire, NULL, NULL);
  gtk_stack_set_visible_child_name (self->wire_pages, "empty");

  if (!schema || !sluice_schema_get_root (schema) || *sluice_schema_get_text (schema) == '\0')
    {
      sluice_result_tree_set_field (self->tree, NULL);
      set_contents (self, "empty");
      return;
    }

  g_object_get (self->extraction, "shape", &shape, NULL);

  if (shape == SLUICE_SHAPE_ITERABLE)
    {
      g_autoptr(SluiceSchema) iterable = sluice_schema_new_iterable (schema);

      set_contents (self, "items");
      sluice_items_table_set_run (self->table, NULL, NULL);
      sluice_items_table_set_definition (self->table, get_item_definition (iterable));
    }
  else
    {
      g_autoptr(SluiceField) field = sluice_field_new_for_definition (sluice_schema_get_root (schema));

      set_contents (self, "tree");
      sluice_live_scroller_set_live (sluice_result_tree_get_scroller (self->tree), FALSE);
      sluice_result_tree_set_field (self->tree, field);
    }
}

static gboolean
skeleton_due_cb (gpointer user_data)
{
  SluiceResultView *self = user_data;

  self->skeleton_id = 0;
  if (!self->run)
    show_skeleton (self);
  update_status (self);

  return G_SOURCE_REMOVE;
}

/* The draft is edited letter by letter: its skeleton follows with the next frame. */
static void
draft_changed_cb (SluiceResultView *self)
{
  if (self->run)
    sluice_status_strip_set_note (self->strip, _("The draft has changed since this run"));

  if (self->skeleton_id == 0)
    self->skeleton_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, skeleton_due_cb, self, NULL);
}

static void
attempt_started_cb (SluiceResultView *self,
                    SluiceAttempt    *attempt)
{
  show_attempt (self, attempt);
  update_status (self);
}

static void
retry_cb (SluiceResultView *self,
          guint             number,
          const char       *reason)
{
  g_free (self->retry_reason);
  self->retry_reason = g_strdup (reason);
  update_status (self);
}

static void
attempt_chosen_cb (SluiceResultView *self,
                   guint             number)
{
  g_autoptr(SluiceAttempt) attempt = NULL;

  if (!self->run)
    return;

  attempt = g_list_model_get_item (sluice_run_get_attempts (self->run), number - 1);
  if (!attempt)
    return;

  show_attempt (self, attempt);
  flushed_cb (self);
}

/* From one view to another. */

static void
show_details (SluiceResultView *self,
              gboolean          shown)
{
  if (gtk_revealer_get_reveal_child (self->details_revealer) == shown)
    return;

  gtk_revealer_set_reveal_child (self->details_revealer, shown);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS]);
}

static void
field_selected_cb (SluiceResultView *self,
                   GParamSpec       *pspec,
                   SluiceResultTree *tree)
{
  if (tree == get_tree (self))
    sluice_details_set_field (self->details, sluice_result_tree_get_selected (tree));
}

static void
field_activated_cb (SluiceResultView *self,
                    SluiceField      *field)
{
  sluice_details_set_field (self->details, field);
  show_details (self, TRUE);
}

static void
show_in_wire_cb (SluiceResultView *self,
                 SluiceField      *field)
{
  SluiceNode *node = sluice_field_get_node (field);

  if (!node)
    return;

  gtk_stack_set_visible_child_name (self->views, "wire");
  sluice_wire_view_select_bytes (self->wire, sluice_node_get_start (node), sluice_node_get_end (node));
}

static void
show_in_schema_cb (SluiceResultView *self,
                   const char       *pointer)
{
  g_signal_emit (self, signals[SHOW_IN_SCHEMA], 0, pointer);
}

/* The innermost field whose value holds a byte of the answer. */
static SluiceField *
find_field_at (SluiceField *field,
               gsize        byte)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (field));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceField) child = g_list_model_get_item (G_LIST_MODEL (field), i);
      SluiceNode *node = sluice_field_get_node (child);

      if (node && sluice_node_get_start (node) <= byte && byte < sluice_node_get_end (node))
        return find_field_at (child, byte);
    }

  return g_object_ref (field);
}

static void
select_item_at (SluiceResultView *self,
                gsize             byte)
{
  GListModel *items = self->attempt ? sluice_attempt_get_items (self->attempt) : NULL;
  guint n = items ? g_list_model_get_n_items (items) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceItem) item = g_list_model_get_item (items, i);
      SluiceNode *node = sluice_item_get_node (item);

      if (node && sluice_node_get_start (node) <= byte && byte < sluice_node_get_end (node))
        {
          sluice_items_table_select (self->table, sluice_item_get_index (item));
          return;
        }
    }
}

static void
byte_chosen_cb (SluiceResultView *self,
                guint64           byte)
{
  SluiceResultTree *tree;
  SluiceField *root;

  if (self->items)
    select_item_at (self, byte);

  tree = get_tree (self);
  root = sluice_result_tree_get_field (tree);
  if (root)
    {
      g_autoptr(SluiceField) field = find_field_at (root, byte);

      sluice_result_tree_select (tree, sluice_field_get_path (field));
    }
}

static SluiceViolation *
get_first_violation (SluiceResultView *self)
{
  SluiceCheck *check = self->attempt ? sluice_attempt_get_check (self->attempt) : NULL;
  GPtrArray *violations = check ? sluice_check_get_violations (check) : NULL;

  return violations && violations->len > 0 ? g_ptr_array_index (violations, 0) : NULL;
}

static void
show_problem (SluiceResultView *self)
{
  SluiceViolation *violation = get_first_violation (self);
  const char *path;

  if (!violation)
    return;

  gtk_stack_set_visible_child_name (self->views, "result");
  if (self->items)
    select_item_at (self, sluice_violation_get_byte (violation));

  path = sluice_violation_get_path (violation);
  sluice_result_tree_select (get_tree (self), path);
  show_details (self, TRUE);
}

static void
raise_limit (SluiceResultView *self)
{
  if (self->extraction)
    g_object_set (self->extraction, "max-tokens", (int) sluice_run_status_raised_limit (self->run), NULL);

  g_signal_emit (self, signals[RUN_REQUESTED], 0);
}

static void
banner_clicked_cb (SluiceResultView *self)
{
  switch (self->fix)
    {
    case SLUICE_FIX_ADD_KEY:
    case SLUICE_FIX_CHANGE_KEY:
      g_signal_emit (self, signals[KEY_REQUESTED], 0);
      break;
    case SLUICE_FIX_TRY_AGAIN:
      g_signal_emit (self, signals[RUN_REQUESTED], 0);
      break;
    case SLUICE_FIX_RAISE_LIMIT:
      raise_limit (self);
      break;
    case SLUICE_FIX_SHOW_FIELD:
      show_problem (self);
      break;
    case SLUICE_FIX_SHOW_WIRE:
      gtk_stack_set_visible_child_name (self->views, "wire");
      break;
    case SLUICE_FIX_SHOW_ANSWER:
      gtk_stack_set_visible_child_name (self->views, "wire");
      sluice_wire_view_show_answer (self->wire);
      break;
    case SLUICE_FIX_NONE:
    default:
      break;
    }
}

static void
example_clicked_cb (SluiceResultView *self)
{
  g_signal_emit (self, signals[EXAMPLE_REQUESTED], 0);
}

/* Finding. */

static void
find (SluiceResultView *self,
      const char       *text)
{
  sluice_find_bar_set_steps (self->find_bar, !self->items);

  if (self->items)
    {
      guint n_items = self->attempt ? g_list_model_get_n_items (sluice_attempt_get_items (self->attempt)) : 0;

      sluice_items_table_set_search (self->table, text);
      sluice_find_bar_show_match (self->find_bar, sluice_items_table_get_n_shown (self->table), n_items);
    }
  else
    {
      sluice_find_bar_show_match (self->find_bar, 1, sluice_result_tree_find (self->tree, text));
    }
}

static void
find_opened_cb (SluiceResultView *self)
{
  gboolean open;

  g_object_get (self->find_bar, "open", &open, NULL);
  if (open)
    gtk_stack_set_visible_child_name (self->views, "result");
}

static void
find_step (SluiceResultView *self,
           gboolean          backwards)
{
  guint match = self->items ? 0 : sluice_result_tree_find_next (self->tree, backwards);

  if (match > 0)
    sluice_find_bar_show_match (self->find_bar, match, sluice_result_tree_get_n_matches (self->tree));
}

/* Actions. */

static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  sluice_find_bar_open (SLUICE_RESULT_VIEW (widget)->find_bar);
}

static void
find_next_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  find_step (SLUICE_RESULT_VIEW (widget), strcmp (action_name, "result.find-previous") == 0);
}

static GPtrArray *
dup_selected_items (SluiceResultView *self)
{
  g_autoptr(GPtrArray) selected = self->items ? sluice_items_table_list_selected (self->table) : NULL;

  return selected && selected->len > 1 ? g_steal_pointer (&selected) : NULL;
}

static SluiceExporter *
create_exporter (SluiceResultView *self)
{
  g_autoptr(GPtrArray) selected = dup_selected_items (self);
  const char *title = self->extraction ? sluice_extraction_get_title (self->extraction) : NULL;

  return sluice_exporter_new (self->run, title, selected);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (widget);
  g_autoptr(SluiceExporter) exporter = NULL;
  g_autofree char *text = NULL;

  if (!self->run)
    return;

  exporter = create_exporter (self);
  text = sluice_exporter_dup_text (exporter, SLUICE_EXPORT_JSON);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  show_toast (self, _("Result copied"));
}

static void
copy_schema_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (widget);
  g_autofree char *json = sluice_schema_to_json (sluice_extraction_get_schema (self->extraction), 2);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), json);
  show_toast (self, _("JSON Schema copied"));
}

/* The draft, not the run: a program is written to be run itself. */
static void
copy_code_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (widget);
  g_autoptr(GError) error = NULL;
  g_autofree char *code = NULL;
  SluiceExportTarget target;

  if (!sluice_export_target_from_string (g_variant_get_string (parameter, NULL), &target))
    g_return_if_reached ();

  code = sluice_extraction_export (self->extraction, target, &error);
  if (code)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), code);
  show_toast (self, code ? _("Code copied") : error->message);
}

static void
open_folder_cb (AdwToast *toast,
                gpointer  user_data)
{
  GFile *file = g_object_get_data (G_OBJECT (toast), "file");
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder ? folder : file);

  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
toast_file (SluiceResultView *self,
            GFile            *file)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = g_strdup_printf (_("Exported “%s”"), name);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (!SLUICE_IS_WINDOW (root))
    return;

  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _("_Open Folder"));
  g_object_set_data_full (G_OBJECT (toast), "file", g_object_ref (file), g_object_unref);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (open_folder_cb), NULL);
  sluice_window_add_toast (SLUICE_WINDOW (root), toast);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(SluiceResultView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = sluice_exporter_finish (SLUICE_EXPORTER (object), result, &error);

  if (file)
    toast_file (self, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_toast (self, error->message);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  SluiceExportFormat format = SLUICE_EXPORT_JSON;
  g_autoptr(SluiceExporter) exporter = NULL;

  if (!self->run)
    return;

  if (g_str_has_suffix (action_name, "-lines"))
    format = SLUICE_EXPORT_JSON_LINES;
  else if (g_str_has_suffix (action_name, "-csv"))
    format = SLUICE_EXPORT_CSV;

  exporter = create_exporter (self);
  sluice_exporter_choose_async (exporter, format, GTK_WINDOW (root), self->cancellable,
                                exported_cb, g_object_ref (self));
}

/* Ctrl+F and the like work from anywhere in the window, but only in the tab that is on screen. */
static gboolean
shortcut_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  const char *action = g_variant_get_string (args, NULL);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  return gtk_widget_activate_action (widget, action, NULL);
}

static void
add_shortcuts (SluiceResultView *self)
{
  static const struct { const char *trigger; const char *action; } shortcuts[] = {
    { "<Control>f",        "result.find" },
    { "<Control>g",        "result.find-next" },
    { "<Shift><Control>g", "result.find-previous" },
    { "<Control>j",        "result.follow" },
    { "<Control>e",        "result.export-json" },
    { "<Alt>Return",       "result.details" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GtkShortcut *shortcut =
        gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string (shortcuts[i].trigger),
                                         gtk_callback_action_new (shortcut_cb, NULL, NULL),
                                         "s", shortcuts[i].action);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }

  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
follow_changed_cb (SluiceResultView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
}

static void
view_changed_cb (SluiceResultView *self)
{
  update_segments (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
copied_cb (SluiceResultView *self)
{
  show_toast (self, _("Command copied"));
}

static void
sluice_result_view_map (GtkWidget *widget)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (widget);

  GTK_WIDGET_CLASS (sluice_result_view_parent_class)->map (widget);

  /* Nothing was announced while nobody could see it. */
  if (self->run && sluice_run_has_changes (self->run))
    sluice_run_pump_flush (self->pump);
}

static void
sluice_result_view_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (object);

  switch (prop_id)
    {
    case PROP_RUN:
      g_value_set_object (value, self->run);
      break;
    case PROP_EXTRACTION:
      g_value_set_object (value, self->extraction);
      break;
    case PROP_MISSING_KEY:
      g_value_set_string (value, self->missing_key);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    /* The buttons of the strip ask for these while the template is still being built. */
    case PROP_FOLLOW:
      g_value_set_boolean (value, !self->tree || sluice_live_scroller_get_follow (get_scroller (self)));
      break;
    case PROP_DETAILS:
      g_value_set_boolean (value, self->details_revealer &&
                                  gtk_revealer_get_reveal_child (self->details_revealer));
      break;
    case PROP_VIEW:
      g_value_set_string (value, self->views ? gtk_stack_get_visible_child_name (self->views) : "result");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_result_view_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (object);

  switch (prop_id)
    {
    case PROP_RUN:
      sluice_result_view_set_run (self, g_value_get_object (value));
      break;
    case PROP_EXTRACTION:
      sluice_result_view_set_extraction (self, g_value_get_object (value));
      break;
    case PROP_MISSING_KEY:
      sluice_result_view_set_missing_key (self, g_value_get_string (value));
      break;
    case PROP_COMPACT:
      sluice_result_view_set_compact (self, g_value_get_boolean (value));
      break;
    case PROP_FOLLOW:
      sluice_live_scroller_set_follow (get_scroller (self), g_value_get_boolean (value));
      break;
    case PROP_DETAILS:
      show_details (self, g_value_get_boolean (value));
      break;
    case PROP_VIEW:
      gtk_stack_set_visible_child_name (self->views, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_result_view_dispose (GObject *object)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->skeleton_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  if (self->run)
    g_signal_handlers_disconnect_by_data (self->run, self);
  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  if (self->pump)
    g_signal_handlers_disconnect_by_data (self->pump, self);

  g_clear_object (&self->pump);
  gtk_widget_dispose_template (GTK_WIDGET (self), SLUICE_TYPE_RESULT_VIEW);

  /* Of its direct children GTK 4.8 takes out only those that are bound. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  g_clear_object (&self->attempt);
  g_clear_object (&self->run);
  g_clear_object (&self->extraction);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sluice_result_view_parent_class)->dispose (object);
}

static void
sluice_result_view_finalize (GObject *object)
{
  SluiceResultView *self = SLUICE_RESULT_VIEW (object);

  g_free (self->missing_key);
  g_free (self->retry_reason);

  G_OBJECT_CLASS (sluice_result_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_RUN] = g_param_spec_object ("run", NULL, NULL, SLUICE_TYPE_RUN, flags);
  properties[PROP_EXTRACTION] = g_param_spec_object ("extraction", NULL, NULL, SLUICE_TYPE_EXTRACTION, flags);
  properties[PROP_MISSING_KEY] = g_param_spec_string ("missing-key", NULL, NULL, NULL, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  properties[PROP_FOLLOW] = g_param_spec_boolean ("follow", NULL, NULL, TRUE, flags);
  properties[PROP_DETAILS] = g_param_spec_boolean ("details", NULL, NULL, FALSE, flags);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "result", flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static guint
new_signal (GObjectClass *object_class,
            const char   *name)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (object_class), G_SIGNAL_RUN_LAST,
                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
install_signals (GObjectClass *object_class)
{
  signals[SHOW_IN_SCHEMA] = g_signal_new ("show-in-schema", G_TYPE_FROM_CLASS (object_class),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[RUN_REQUESTED] = new_signal (object_class, "run-requested");
  signals[KEY_REQUESTED] = new_signal (object_class, "key-requested");
  signals[EXAMPLE_REQUESTED] = new_signal (object_class, "example-requested");
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "result.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "result.find-next", NULL, find_next_action);
  gtk_widget_class_install_action (widget_class, "result.find-previous", NULL, find_next_action);
  gtk_widget_class_install_action (widget_class, "result.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "result.copy-schema", NULL, copy_schema_action);
  gtk_widget_class_install_action (widget_class, "result.copy-code", "s", copy_code_action);
  gtk_widget_class_install_action (widget_class, "result.export-json", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "result.export-json-lines", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "result.export-csv", NULL, export_action);
  gtk_widget_class_install_property_action (widget_class, "result.follow", "follow");
  gtk_widget_class_install_property_action (widget_class, "result.details", "details");
  gtk_widget_class_install_property_action (widget_class, "result.view", "view");
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, views);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, contents);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, wire_pages);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, segments_scroller);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, buttons);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, compact_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, exports);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, compact_exports);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, complete_items);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, partial_items);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, banner);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, find_bar);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, example_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, tree);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, table);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, wire);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, progress);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, details_revealer);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, details);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultView, strip);
}

static void
sluice_result_view_class_init (SluiceResultViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SLUICE_TYPE_BANNER);
  g_type_ensure (SLUICE_TYPE_DETAILS);
  g_type_ensure (SLUICE_TYPE_FIND_BAR);
  g_type_ensure (SLUICE_TYPE_ITEMS_TABLE);
  g_type_ensure (SLUICE_TYPE_RESULT_TREE);
  g_type_ensure (SLUICE_TYPE_STATUS_STRIP);
  g_type_ensure (SLUICE_TYPE_WIRE_VIEW);

  object_class->get_property = sluice_result_view_get_property;
  object_class->set_property = sluice_result_view_set_property;
  object_class->dispose = sluice_result_view_dispose;
  object_class->finalize = sluice_result_view_finalize;
  widget_class->map = sluice_result_view_map;

  install_properties (object_class);
  install_signals (object_class);
  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-result-view.ui");
  bind_children (widget_class);
}

static void
connect_tree (SluiceResultView *self,
              SluiceResultTree *tree)
{
  g_signal_connect_swapped (tree, "notify::selected", G_CALLBACK (field_selected_cb), self);
  g_signal_connect_swapped (tree, "activated", G_CALLBACK (field_activated_cb), self);
  g_signal_connect_swapped (tree, "show-in-wire", G_CALLBACK (show_in_wire_cb), self);
  g_signal_connect_swapped (tree, "show-in-schema", G_CALLBACK (show_in_schema_cb), self);
}

static void
sluice_result_view_init (SluiceResultView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->pump = sluice_run_pump_new (GTK_WIDGET (self));
  g_signal_connect_swapped (self->pump, "flushed", G_CALLBACK (flushed_cb), self);
  g_signal_connect_swapped (self->pump, "ticked", G_CALLBACK (update_status), self);

  sluice_items_table_set_toolbar_slot (self->table, self->segments_scroller);
  add_shortcuts (self);

  connect_tree (self, self->tree);
  connect_tree (self, sluice_items_table_get_tree (self->table));
  g_signal_connect_swapped (sluice_result_tree_get_scroller (self->tree), "notify::follow",
                            G_CALLBACK (follow_changed_cb), self);
  g_signal_connect_swapped (sluice_items_table_get_scroller (self->table), "notify::follow",
                            G_CALLBACK (follow_changed_cb), self);
  g_signal_connect_swapped (self->details, "show-in-wire", G_CALLBACK (show_in_wire_cb), self);
  g_signal_connect_swapped (self->details, "show-in-schema", G_CALLBACK (show_in_schema_cb), self);
  g_signal_connect_swapped (self->wire, "byte-chosen", G_CALLBACK (byte_chosen_cb), self);
  g_signal_connect_swapped (self->wire, "copied", G_CALLBACK (copied_cb), self);
  g_signal_connect_swapped (self->banner, "clicked", G_CALLBACK (banner_clicked_cb), self);
  g_signal_connect_swapped (self->strip, "attempt-chosen", G_CALLBACK (attempt_chosen_cb), self);
  g_signal_connect_swapped (self->example_button, "clicked", G_CALLBACK (example_clicked_cb), self);
  g_signal_connect_swapped (self->views, "notify::visible-child", G_CALLBACK (view_changed_cb), self);
  g_signal_connect_swapped (self->find_bar, "changed", G_CALLBACK (find), self);
  g_signal_connect_swapped (self->find_bar, "notify::open", G_CALLBACK (find_opened_cb), self);

  show_skeleton (self);
  update_status (self);
}

/**
 * sluice_result_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
SluiceResultView *
sluice_result_view_new (void)
{
  return g_object_new (SLUICE_TYPE_RESULT_VIEW, NULL);
}

/**
 * sluice_result_view_get_run:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the run that is shown
 */
SluiceRun *
sluice_result_view_get_run (SluiceResultView *self)
{
  g_return_val_if_fail (SLUICE_IS_RESULT_VIEW (self), NULL);

  return self->run;
}

static void
connect_run (SluiceResultView *self)
{
  g_signal_connect_swapped (self->run, "attempt-started", G_CALLBACK (attempt_started_cb), self);
  g_signal_connect_swapped (self->run, "retry", G_CALLBACK (retry_cb), self);
}

/**
 * sluice_result_view_set_run:
 * @self: a view
 * @run: (nullable): the run to show; %NULL for the skeleton of the draft
 *
 * Shows another run, from where it is now.
 */
void
sluice_result_view_set_run (SluiceResultView *self,
                            SluiceRun        *run)
{
  g_return_if_fail (SLUICE_IS_RESULT_VIEW (self));

  if (self->run == run)
    return;

  if (self->run)
    g_signal_handlers_disconnect_by_data (self->run, self);

  g_set_object (&self->run, run);
  g_clear_pointer (&self->retry_reason, g_free);
  sluice_status_strip_set_note (self->strip, NULL);
  sluice_find_bar_close (self->find_bar);
  sluice_run_pump_set_run (self->pump, run);

  if (run)
    {
      connect_run (self);
      show_attempt (self, sluice_run_get_attempt (run));
      sluice_live_scroller_set_follow (get_scroller (self), TRUE);
      sluice_run_pump_flush (self->pump);
    }
  else
    {
      show_skeleton (self);
    }

  update_status (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN]);
}

/**
 * sluice_result_view_get_extraction:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the draft
 */
SluiceExtraction *
sluice_result_view_get_extraction (SluiceResultView *self)
{
  g_return_val_if_fail (SLUICE_IS_RESULT_VIEW (self), NULL);

  return self->extraction;
}

/**
 * sluice_result_view_set_extraction:
 * @self: a view
 * @extraction: (nullable): the draft
 *
 * Shows what a draft promises, while there is no run.
 */
void
sluice_result_view_set_extraction (SluiceResultView *self,
                                   SluiceExtraction *extraction)
{
  g_return_if_fail (SLUICE_IS_RESULT_VIEW (self));

  if (self->extraction == extraction)
    return;

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);

  g_set_object (&self->extraction, extraction);

  if (extraction)
    g_signal_connect_swapped (extraction, "changed", G_CALLBACK (draft_changed_cb), self);

  if (!self->run)
    show_skeleton (self);

  update_status (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXTRACTION]);
}

/**
 * sluice_result_view_set_missing_key:
 * @self: a view
 * @provider_name: (nullable): the provider of the draft, if it has no key
 *
 * Says that a key is wanted before anything can run.
 */
void
sluice_result_view_set_missing_key (SluiceResultView *self,
                                    const char       *provider_name)
{
  g_return_if_fail (SLUICE_IS_RESULT_VIEW (self));

  if (g_strcmp0 (self->missing_key, provider_name) == 0)
    return;

  g_free (self->missing_key);
  self->missing_key = g_strdup (provider_name);
  update_status (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING_KEY]);
}

/**
 * sluice_result_view_get_compact:
 * @self: a view
 *
 * Returns: whether it is narrow
 */
gboolean
sluice_result_view_get_compact (SluiceResultView *self)
{
  g_return_val_if_fail (SLUICE_IS_RESULT_VIEW (self), FALSE);

  return self->compact;
}

/**
 * sluice_result_view_set_compact:
 * @self: a view
 * @compact: whether it is narrow
 *
 * Makes room: fewer columns, and one menu in place of the buttons.
 */
void
sluice_result_view_set_compact (SluiceResultView *self,
                                gboolean          compact)
{
  g_return_if_fail (SLUICE_IS_RESULT_VIEW (self));

  if (self->compact == compact)
    return;

  self->compact = compact;
  gtk_widget_set_visible (self->buttons, !compact);
  gtk_widget_set_visible (GTK_WIDGET (self->compact_button), compact);
  g_object_set (self->tree, "compact", compact, NULL);
  g_object_set (self->table, "compact", compact, NULL);
  sluice_wire_view_set_compact (self->wire, compact);
  sluice_details_set_compact (self->details, compact);
  g_object_set (sluice_items_table_get_tree (self->table), "compact", compact, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

/**
 * sluice_result_view_focus:
 * @self: a view
 *
 * Moves the keyboard to the rows on screen.
 */
void
sluice_result_view_focus (SluiceResultView *self)
{
  g_return_if_fail (SLUICE_IS_RESULT_VIEW (self));

  gtk_widget_child_focus (gtk_stack_get_visible_child (self->views), GTK_DIR_TAB_FORWARD);
}
