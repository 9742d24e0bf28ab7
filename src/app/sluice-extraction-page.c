/* sluice-extraction-page.c: one extraction: run bar, prompt, schema and result
 *
 * The page owns the document and what came of it. A run works on a snapshot of the draft, so the
 * draft can be edited while it goes on. What a run receives is kept as a recording, which can be
 * played again with the schema as it is then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sluice-extraction-page.h"
#include "sluice-key-dialog.h"
#include "sluice-prompt-pane.h"
#include "sluice-readiness.h"
#include "sluice-replay-bar.h"
#include "sluice-result-view.h"
#include "sluice-run-bar.h"
#include "sluice-schema-pane.h"
#include "sluice-settings.h"
#include "sluice-window.h"

struct _SluiceExtractionPage
{
  GtkWidget         parent_instance;

  SluiceRunBar     *run_bar;
  GtkPaned         *columns;
  GtkPaned         *compose;
  SluicePromptPane *prompt_pane;
  SluiceSchemaPane *schema_pane;
  GtkWidget        *result;
  GtkRevealer      *replay_revealer;
  SluiceReplayBar  *replay_bar;
  SluiceResultView *result_view;

  SluiceClient     *client;             /* owned */
  SluiceDocument   *document;           /* owned */
  SluiceExtraction *extraction;         /* lent by document */

  SluiceRun        *run;                /* owned, nullable: on screen, live or played */
  SluiceRequest    *request;            /* owned, nullable: what recording is the answer to */
  SluiceRecording  *recording;          /* owned, nullable: what the latest run received */
  SluicePlayer     *player;             /* owned, nullable: makes run out of recording */

  char             *problem;            /* owned, nullable: why there can be no run now */
  guint             showing_result : 1; /* while folded: which side is on screen */
  guint             folded : 1;
  guint             narrow : 1;
};

G_DEFINE_FINAL_TYPE (SluiceExtractionPage, sluice_extraction_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_RUNNING,
  PROP_CAN_RUN,
  PROP_PROBLEM,
  PROP_HAS_RECORDING,
  PROP_FOLDED,
  PROP_NARROW,
  PROP_SIDE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_toast (SluiceExtractionPage *self,
            const char           *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *markup = g_markup_escape_text (text, -1);

  if (SLUICE_IS_WINDOW (root))
    sluice_window_add_toast (SLUICE_WINDOW (root), adw_toast_new (markup));
}

static void
update_actions (SluiceExtractionPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean running = sluice_extraction_page_is_running (self);
  g_autofree char *problem = sluice_readiness_dup_problem (self->client, self->extraction);

  if (g_strcmp0 (problem, self->problem) != 0)
    {
      g_free (self->problem);
      self->problem = g_steal_pointer (&problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }

  gtk_widget_action_set_enabled (widget, "page.run", !running && !self->problem);
  gtk_widget_action_set_enabled (widget, "page.run-once", !running && !self->problem);
  gtk_widget_action_set_enabled (widget, "page.stop", running);
  gtk_widget_action_set_enabled (widget, "page.replay", !running && self->recording);
  sluice_run_bar_set_reason (self->run_bar, self->problem);
  sluice_result_view_set_missing_key (self->result_view,
                                      sluice_readiness_get_missing_key (self->client, self->extraction));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_RUN]);
}

static void
schema_checked_cb (SluiceExtractionPage *self)
{
  update_actions (self);
}

/* Which side is on screen. */

static void
update_sides (SluiceExtractionPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->compose), !self->folded || !self->showing_result);
  gtk_widget_set_visible (self->result, !self->folded || self->showing_result);
}

static void
show_side (SluiceExtractionPage *self,
           gboolean              result)
{
  if (self->showing_result == !!result)
    return;

  self->showing_result = result;
  update_sides (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE]);
}

/* Running and replaying. */

static void
run_state_changed_cb (SluiceExtractionPage *self)
{
  gboolean running = sluice_extraction_page_is_running (self);

  sluice_run_bar_set_running (self->run_bar, running);
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  if (!running)
    sluice_replay_bar_set_recording (self->replay_bar, self->recording);
}

static void
set_run (SluiceExtractionPage *self,
         SluiceRun            *run)
{
  if (self->run)
    g_signal_handlers_disconnect_by_data (self->run, self);

  g_set_object (&self->run, run);
  sluice_result_view_set_run (self->result_view, run);

  if (run)
    {
      g_signal_connect_swapped (run, "notify::state", G_CALLBACK (run_state_changed_cb), self);
      g_signal_connect_swapped (run, "finished", G_CALLBACK (run_state_changed_cb), self);
      show_side (self, TRUE);
    }
  run_state_changed_cb (self);
}

static void
set_recording (SluiceExtractionPage *self,
               SluiceRecording      *recording)
{
  if (g_set_object (&self->recording, recording))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_RECORDING]);
  sluice_replay_bar_set_recording (self->replay_bar, recording);
  update_actions (self);
}

/* Of a run with several attempts the last one is kept. */
static void
attempt_started_cb (SluiceRun            *run,
                    SluiceAttempt        *attempt,
                    SluiceExtractionPage *self)
{
  g_autoptr(SluiceRecording) recording = sluice_recording_new_for_run (run);

  set_recording (self, recording);
}

static void
start (SluiceExtractionPage *self,
       gboolean              once)
{
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;

  sluice_schema_pane_commit (self->schema_pane);
  if (sluice_extraction_page_is_running (self) || self->problem)
    return;

  if (sluice_prompt_pane_focus_unset (self->prompt_pane))
    {
      show_side (self, FALSE);
      sluice_prompt_pane_focus_unset (self->prompt_pane);
      show_toast (self, _("Give each variable a value first"));
      return;
    }

  request = sluice_extraction_create_request (self->extraction, &error);
  if (request && once)
    sluice_request_set_max_retries (request, 0);
  if (request)
    run = sluice_client_start (self->client, sluice_readiness_get_provider (self->client, self->extraction), request, &error);
  if (!run)
    {
      show_toast (self, error->message);
      return;
    }

  g_clear_object (&self->player);
  gtk_revealer_set_reveal_child (self->replay_revealer, FALSE);
  g_set_object (&self->request, request);
  g_signal_connect_object (run, "attempt-started", G_CALLBACK (attempt_started_cb), self, 0);
  set_run (self, run);
}

/* The request that a recording is played for: the schema and the shape of the draft, where they can
 * be used, and the mode in which the answer was given. */
static SluiceRequest *
create_replay_request (SluiceExtractionPage *self)
{
  SluiceSchema *schema = sluice_extraction_get_schema (self->extraction);
  SluiceRequest *request;
  SluiceShape shape;

  g_object_get (self->extraction, "shape", &shape, NULL);
  if (!sluice_schema_is_valid (schema))
    {
      if (self->request)
        return sluice_request_copy (self->request);

      /* Whatever was asked for, it is shown as it comes. */
      schema = NULL;
    }

  request = sluice_request_new (schema, shape);
  if (self->request)
    {
      sluice_request_set_mode (request, sluice_request_get_mode (self->request));
      sluice_request_set_model (request, sluice_request_get_model (self->request));
    }

  return request;
}

static void
run_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  start (SLUICE_EXTRACTION_PAGE (widget), FALSE);
}

static void
run_once_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  start (SLUICE_EXTRACTION_PAGE (widget), TRUE);
}

static void
stop_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  sluice_extraction_page_stop (SLUICE_EXTRACTION_PAGE (widget));
}

static void
replay_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  sluice_extraction_page_replay (SLUICE_EXTRACTION_PAGE (widget));
}

static void
close_replay_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  SluiceExtractionPage *self = SLUICE_EXTRACTION_PAGE (widget);

  gtk_revealer_set_reveal_child (self->replay_revealer, FALSE);
}

static void
speed_changed_cb (SluiceExtractionPage *self)
{
  if (self->player)
    sluice_player_set_speed (self->player, sluice_replay_bar_get_speed (self->replay_bar));
}

static void
key_wanted_cb (SluiceExtractionPage *self,
               SluiceProvider       *provider)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (sluice_key_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                         sluice_client_get_key_store (self->client),
                                                         provider)));
}

static void
add_key_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  SluiceExtractionPage *self = SLUICE_EXTRACTION_PAGE (widget);
  SluiceProvider *provider = sluice_readiness_get_provider (self->client, self->extraction);

  if (provider)
    key_wanted_cb (self, provider);
}

static void
show_in_schema_cb (SluiceExtractionPage *self,
                   const char           *pointer)
{
  show_side (self, FALSE);
  sluice_schema_pane_show_pointer (self->schema_pane, pointer);
}

static void
example_requested_cb (SluiceExtractionPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-examples", NULL);
}

static void
key_requested_cb (SluiceExtractionPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.add-key", NULL);
}

static void
bind_settings (SluiceExtractionPage *self)
{
  GSettings *settings = sluice_settings_get_default ();

  if (settings)
    {
      g_settings_bind (settings, "compose-width", self->columns, "position", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "prompt-height", self->compose, "position", G_SETTINGS_BIND_DEFAULT);
    }
  else
    {
      gtk_paned_set_position (self->columns, 460);
      gtk_paned_set_position (self->compose, 280);
    }
}

static void
set_document (SluiceExtractionPage *self,
              SluiceClient         *client,
              SluiceDocument       *document)
{
  SluiceExtraction *extraction = sluice_document_get_extraction (document);

  self->client = g_object_ref (client);
  self->document = g_object_ref (document);
  self->extraction = extraction;

  sluice_run_bar_set_extraction (self->run_bar, extraction, client);
  sluice_prompt_pane_set_extraction (self->prompt_pane, extraction);
  sluice_schema_pane_set_extraction (self->schema_pane, extraction, client);
  sluice_result_view_set_extraction (self->result_view, extraction);

  g_signal_connect_object (extraction, "changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_client_get_key_store (client), "changed",
                           G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
sluice_extraction_page_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SluiceExtractionPage *self = SLUICE_EXTRACTION_PAGE (object);

  switch (prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, sluice_extraction_page_is_running (self));
      break;
    case PROP_CAN_RUN:
      g_value_set_boolean (value, !self->problem && !sluice_extraction_page_is_running (self));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_HAS_RECORDING:
      g_value_set_boolean (value, self->recording != NULL);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_SIDE:
      g_value_set_string (value, self->showing_result ? "result" : "compose");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_extraction_page_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  SluiceExtractionPage *self = SLUICE_EXTRACTION_PAGE (object);

  switch (prop_id)
    {
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      update_sides (self);
      break;
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    case PROP_SIDE:
      show_side (self, g_strcmp0 (g_value_get_string (value), "result") == 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_extraction_page_dispose (GObject *object)
{
  SluiceExtractionPage *self = SLUICE_EXTRACTION_PAGE (object);
  GtkWidget *child;

  if (self->document)
    {
      g_signal_handlers_disconnect_by_data (self->extraction, self);
      g_signal_handlers_disconnect_by_data (sluice_client_get_key_store (self->client), self);
    }
  if (self->run)
    {
      g_signal_handlers_disconnect_by_data (self->run, self);
      if (sluice_extraction_page_is_running (self))
        sluice_run_cancel (self->run);
    }

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  g_clear_object (&self->player);
  g_clear_object (&self->run);
  g_clear_object (&self->recording);
  g_clear_object (&self->request);
  g_clear_object (&self->document);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sluice_extraction_page_parent_class)->dispose (object);
}

static void
sluice_extraction_page_finalize (GObject *object)
{
  g_free (SLUICE_EXTRACTION_PAGE (object)->problem);

  G_OBJECT_CLASS (sluice_extraction_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_RUN] = g_param_spec_boolean ("can-run", NULL, NULL, FALSE, readable);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, readable);
  properties[PROP_HAS_RECORDING] = g_param_spec_boolean ("has-recording", NULL, NULL, FALSE, readable);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, writable);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, writable);
  properties[PROP_SIDE] = g_param_spec_string ("side", NULL, NULL, "compose",
                                               writable | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-extraction-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, run_bar);
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, columns);
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, compose);
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, prompt_pane);
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, schema_pane);
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, result);
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, replay_revealer);
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, replay_bar);
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, result_view);
  gtk_widget_class_bind_template_callback (widget_class, key_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, schema_checked_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_in_schema_cb);
  gtk_widget_class_bind_template_callback (widget_class, example_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, sluice_extraction_page_run);
}

static void
sluice_extraction_page_class_init (SluiceExtractionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_extraction_page_dispose;
  object_class->finalize = sluice_extraction_page_finalize;
  object_class->get_property = sluice_extraction_page_get_property;
  object_class->set_property = sluice_extraction_page_set_property;

  install_properties (object_class);

  g_type_ensure (SLUICE_TYPE_RUN_BAR);
  g_type_ensure (SLUICE_TYPE_PROMPT_PANE);
  g_type_ensure (SLUICE_TYPE_SCHEMA_PANE);
  g_type_ensure (SLUICE_TYPE_REPLAY_BAR);
  g_type_ensure (SLUICE_TYPE_RESULT_VIEW);

  gtk_widget_class_install_action (widget_class, "page.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "page.run-once", NULL, run_once_action);
  gtk_widget_class_install_action (widget_class, "page.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "page.replay", NULL, replay_action);
  gtk_widget_class_install_action (widget_class, "page.close-replay", NULL, close_replay_action);
  gtk_widget_class_install_action (widget_class, "page.add-key", NULL, add_key_action);
  gtk_widget_class_install_property_action (widget_class, "page.side", "side");

  bind_template (widget_class);

  gtk_widget_class_set_css_name (widget_class, "extractionpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_extraction_page_init (SluiceExtractionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  bind_settings (self);
}

/**
 * sluice_extraction_page_new:
 * @client: what starts runs
 * @document: what is run
 *
 * Returns: (transfer floating): a page for @document
 */
SluiceExtractionPage *
sluice_extraction_page_new (SluiceClient   *client,
                            SluiceDocument *document)
{
  SluiceExtractionPage *self = g_object_new (SLUICE_TYPE_EXTRACTION_PAGE, NULL);

  set_document (self, client, document);

  return self;
}

/**
 * sluice_extraction_page_get_document:
 * @self: a page
 *
 * Returns: (transfer none): its document
 */
SluiceDocument *
sluice_extraction_page_get_document (SluiceExtractionPage *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION_PAGE (self), NULL);

  return self->document;
}

/**
 * sluice_extraction_page_get_run:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the run that is on screen
 */
SluiceRun *
sluice_extraction_page_get_run (SluiceExtractionPage *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION_PAGE (self), NULL);

  return self->run;
}

/**
 * sluice_extraction_page_get_recording:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what the latest run received
 */
SluiceRecording *
sluice_extraction_page_get_recording (SluiceExtractionPage *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION_PAGE (self), NULL);

  return self->recording;
}

/**
 * sluice_extraction_page_set_recording:
 * @self: a page
 * @recording: an answer from elsewhere
 *
 * Gives the page something to replay besides what it runs itself.
 */
void
sluice_extraction_page_set_recording (SluiceExtractionPage *self,
                                      SluiceRecording      *recording)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION_PAGE (self));
  g_return_if_fail (SLUICE_IS_RECORDING (recording));

  g_set_object (&self->request, sluice_recording_get_request (recording));
  set_recording (self, recording);
  gtk_revealer_set_reveal_child (self->replay_revealer, TRUE);
  show_side (self, TRUE);
}

/**
 * sluice_extraction_page_is_running:
 * @self: a page
 *
 * Returns: whether a run or a replay is going on
 */
gboolean
sluice_extraction_page_is_running (SluiceExtractionPage *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION_PAGE (self), FALSE);

  return self->run && sluice_run_get_state (self->run) != SLUICE_RUN_FINISHED;
}

/**
 * sluice_extraction_page_is_modified:
 * @self: a page
 *
 * Returns: whether closing it would lose something that the person wrote
 */
gboolean
sluice_extraction_page_is_modified (SluiceExtractionPage *self)
{
  g_return_val_if_fail (SLUICE_IS_EXTRACTION_PAGE (self), FALSE);

  sluice_schema_pane_commit (self->schema_pane);

  return sluice_document_is_modified (self->document);
}

/**
 * sluice_extraction_page_run:
 * @self: a page
 *
 * Runs the draft as it is now, where nothing is in the way.
 */
void
sluice_extraction_page_run (SluiceExtractionPage *self)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION_PAGE (self));

  start (self, FALSE);
}

/**
 * sluice_extraction_page_stop:
 * @self: a page
 *
 * Ends the run at once. What arrived is kept.
 */
void
sluice_extraction_page_stop (SluiceExtractionPage *self)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION_PAGE (self));

  if (sluice_extraction_page_is_running (self))
    sluice_run_cancel (self->run);
}

/**
 * sluice_extraction_page_replay:
 * @self: a page
 *
 * Plays what was recorded from its start, with the schema as it is now.
 */
void
sluice_extraction_page_replay (SluiceExtractionPage *self)
{
  g_autoptr(SluiceRequest) request = NULL;

  g_return_if_fail (SLUICE_IS_EXTRACTION_PAGE (self));

  if (!self->recording)
    return;

  sluice_schema_pane_commit (self->schema_pane);
  sluice_extraction_page_stop (self);

  request = create_replay_request (self);
  g_clear_object (&self->player);
  self->player = sluice_player_new (self->recording, request,
                                    sluice_replay_bar_get_speed (self->replay_bar), FALSE);
  gtk_revealer_set_reveal_child (self->replay_revealer, TRUE);
  set_run (self, sluice_player_get_run (self->player));
}

/**
 * sluice_extraction_page_focus_pane:
 * @self: a page
 * @pane: which one
 *
 * Moves the focus to a pane, and shows it.
 */
void
sluice_extraction_page_focus_pane (SluiceExtractionPage *self,
                                   SluicePane            pane)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION_PAGE (self));

  show_side (self, pane >= SLUICE_PANE_RESULT);

  switch (pane)
    {
    case SLUICE_PANE_PROMPT:
      gtk_widget_grab_focus (GTK_WIDGET (self->prompt_pane));
      break;
    case SLUICE_PANE_SCHEMA:
      gtk_widget_grab_focus (GTK_WIDGET (self->schema_pane));
      break;
    case SLUICE_PANE_RESULT:
    case SLUICE_PANE_WIRE:
    default:
      g_object_set (self->result_view, "view", pane == SLUICE_PANE_WIRE ? "wire" : "result", NULL);
      sluice_result_view_focus (self->result_view);
    }
}

/**
 * sluice_extraction_page_walk_problems:
 * @self: a page
 * @step: 1 for the next problem, -1 for the one before
 *
 * Moves the cursor to a problem of the schema.
 */
void
sluice_extraction_page_walk_problems (SluiceExtractionPage *self,
                                      int                   step)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION_PAGE (self));

  show_side (self, FALSE);
  sluice_schema_pane_walk_problems (self->schema_pane, step);
}

/**
 * sluice_extraction_page_act_on_result:
 * @self: a page
 * @action_name: an action of the result view ("result.find")
 *
 * Shows the result, and does something there.
 */
void
sluice_extraction_page_act_on_result (SluiceExtractionPage *self,
                                      const char           *action_name)
{
  g_return_if_fail (SLUICE_IS_EXTRACTION_PAGE (self));
  g_return_if_fail (action_name != NULL);

  show_side (self, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->result_view), action_name, NULL);
}
