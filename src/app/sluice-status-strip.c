/* sluice-status-strip.c: the line below the result that tells how the run stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gmodule.h>
#include <glib/gi18n.h>

#include "sluice-look.h"
#include "sluice-status-strip.h"

/* A wait that is over sooner than this needs no spinner. */
#define SPINNER_DELAY_MS 300

/* While a run goes on, the screen reader is told how far it is at most this often. */
#define ANNOUNCE_INTERVAL_US (5 * G_USEC_PER_SEC)

typedef void (* AnnounceFunc) (GtkAccessible *accessible,
                               const char    *message,
                               int            priority);

struct _SluiceStatusStrip
{
  GtkWidget         parent_instance;

  GtkStack         *indicator;
  GtkImage         *icon;
  GtkSpinner       *spinner;
  GtkInscription   *label;
  GtkMenuButton    *attempts_button;
  GtkMenuButton    *usage_button;
  GtkPopover       *usage_popover;
  GtkGrid          *usage_grid;

  SluiceRun        *run;             /* nullable: what the popover tells of */
  SluiceStatusKind  kind;
  char             *note;            /* nullable: added to the tooltip */
  guint             n_attempts;
  guint             spinner_id;
  gint64            announced_time;  /* us */
};

enum { ATTEMPT_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceStatusStrip, sluice_status_strip, GTK_TYPE_WIDGET)

static gboolean
spinner_due_cb (gpointer user_data)
{
  SluiceStatusStrip *self = user_data;

  self->spinner_id = 0;
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child (self->indicator, GTK_WIDGET (self->spinner));
  gtk_widget_set_visible (GTK_WIDGET (self->indicator), TRUE);

  return G_SOURCE_REMOVE;
}

static void
show_indicator (SluiceStatusStrip *self,
                gboolean           busy,
                const char        *icon_name)
{
  if (busy)
    {
      if (!gtk_spinner_get_spinning (self->spinner) && self->spinner_id == 0)
        {
          gtk_widget_set_visible (GTK_WIDGET (self->indicator), FALSE);
          self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_due_cb, self);
        }
      return;
    }

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child (self->indicator, GTK_WIDGET (self->icon));
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->indicator), icon_name != NULL);
}

static const char *
get_kind_class (SluiceStatusKind kind)
{
  switch (kind)
    {
    case SLUICE_STATUS_COMPLETE:
      return "success";
    case SLUICE_STATUS_INVALID:
    case SLUICE_STATUS_FAILED:
    case SLUICE_STATUS_DECLINED:
      return "error";
    case SLUICE_STATUS_CUT_OFF:
    case SLUICE_STATUS_STALLED:
      return "warning";
    case SLUICE_STATUS_EMPTY:
    case SLUICE_STATUS_READY:
    case SLUICE_STATUS_NO_KEY:
    case SLUICE_STATUS_CONNECTING:
    case SLUICE_STATUS_WAITING:
    case SLUICE_STATUS_STREAMING:
    case SLUICE_STATUS_RETRYING:
    case SLUICE_STATUS_STOPPED:
    default:
      return NULL;
    }
}

static void
colour_icon (SluiceStatusStrip *self,
             SluiceStatusKind   kind)
{
  const char *before = get_kind_class (self->kind);
  const char *after = get_kind_class (kind);

  if (before)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), before);
  if (after)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), after);
}

/* gtk_accessible_announce() came with GTK 4.14: below it, the label that changes has to do. */
static void
announce (SluiceStatusStrip *self,
          const char        *message)
{
  static GModule *program;
  static AnnounceFunc func;

  if (!program)
    {
      program = g_module_open (NULL, 0);
      if (program && !g_module_symbol (program, "gtk_accessible_announce", (gpointer *) &func))
        func = NULL;
    }

  if (func)
    func (GTK_ACCESSIBLE (self), message, 1);
}

/* States are told as they change, progress now and then, single tokens never. */
static void
announce_status (SluiceStatusStrip     *self,
                 const SluiceRunStatus *status,
                 SluiceRun             *run)
{
  gint64 now = g_get_monotonic_time ();

  if (status->kind != self->kind)
    {
      announce (self, status->text);
      self->announced_time = now;
    }
  else if (status->kind == SLUICE_STATUS_STREAMING && now - self->announced_time > ANNOUNCE_INTERVAL_US)
    {
      g_autofree char *amount = sluice_run_status_dup_amount (run);

      announce (self, amount);
      self->announced_time = now;
    }
}

static gboolean
tooltip_cb (SluiceStatusStrip *self,
            int                x,
            int                y,
            gboolean           keyboard,
            GtkTooltip        *tooltip)
{
  g_autofree char *text = NULL;

  if (self->note)
    text = g_strdup_printf ("%s\n%s", gtk_inscription_get_text (self->label), self->note);
  else
    text = g_strdup (gtk_inscription_get_text (self->label));

  gtk_tooltip_set_text (tooltip, text);

  return text && *text;
}

static void
choose_attempt_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  g_signal_emit (widget, signals[ATTEMPT_CHOSEN], 0, g_variant_get_uint32 (parameter));
}

static void
update_attempts (SluiceStatusStrip *self)
{
  g_autoptr(GMenu) menu = NULL;
  guint n = self->run ? g_list_model_get_n_items (sluice_run_get_attempts (self->run)) : 0;

  if (n == self->n_attempts)
    return;

  self->n_attempts = n;
  gtk_widget_set_visible (GTK_WIDGET (self->attempts_button), n > 1);
  sluice_status_strip_set_attempt (self, n);

  menu = g_menu_new ();
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *label = g_strdup_printf (_("Attempt %u"), i);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "strip.choose-attempt", "u", i);
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->attempts_button, G_MENU_MODEL (menu));
}

/* The usage popover. */

static void
add_usage_row (SluiceStatusStrip *self,
               int               *row,
               const char        *name,
               char              *value)
{
  g_autofree char *owned = value;
  GtkWidget *name_label, *value_label;

  if (!value)
    return;

  name_label = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (name_label), 0.0);
  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_grid_attach (self->usage_grid, name_label, 0, *row, 1, 1);

  value_label = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (value_label), 1.0);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_set_focusable (value_label, FALSE);
  gtk_widget_add_css_class (value_label, "numeric");
  gtk_grid_attach (self->usage_grid, value_label, 1, *row, 1, 1);

  (*row)++;
}

static char *
dup_tokens (gint64 n)
{
  return n < 0 ? NULL : sluice_format_count (n);
}

static char *
dup_time (gint64 us)
{
  /* Translators: seconds */
  return us < 0 ? NULL : g_strdup_printf (_("%.2f s"), us / (gdouble) G_USEC_PER_SEC);
}

static char *
dup_speed (SluiceRun *run)
{
  const SluiceTiming *timing = sluice_run_get_timing (run);
  gint64 end = timing->last_byte >= 0 ? timing->last_byte : sluice_run_get_elapsed (run);
  guint n = sluice_run_get_tokens (run, NULL);

  if (timing->first_token < 0 || end <= timing->first_token || n == 0)
    return NULL;

  return g_strdup_printf ("%.0f", n * (gdouble) G_USEC_PER_SEC / (end - timing->first_token));
}

static char *
dup_cost (SluiceRun *run)
{
  gdouble cost = sluice_run_get_cost (run);

  return cost < 0.0 ? NULL : g_strdup_printf (cost < 0.01 ? "$%.4f" : "$%.2f", cost);
}

static void
usage_shown_cb (SluiceStatusStrip *self)
{
  const SluiceUsage *usage = self->run ? sluice_run_get_usage (self->run) : NULL;
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->usage_grid))))
    gtk_grid_remove (self->usage_grid, child);

  if (!self->run)
    return;

  if (usage)
    {
      add_usage_row (self, &row, _("Input tokens"), dup_tokens (usage->input_tokens));
      add_usage_row (self, &row, _("Cached tokens"), dup_tokens (usage->cached_tokens));
      add_usage_row (self, &row, _("Thinking tokens"), dup_tokens (usage->reasoning_tokens));
    }

  if (usage && usage->output_tokens >= 0)
    add_usage_row (self, &row, _("Output tokens"), dup_tokens (usage->output_tokens));
  else
    add_usage_row (self, &row, _("Output tokens, about"), dup_tokens (sluice_run_get_tokens (self->run, NULL)));

  add_usage_row (self, &row, _("First token at"), dup_time (sluice_run_get_timing (self->run)->first_token));
  add_usage_row (self, &row, _("Total time"), dup_time (sluice_run_get_elapsed (self->run)));
  add_usage_row (self, &row, _("Tokens per second"), dup_speed (self->run));
  add_usage_row (self, &row, _("Cost, about"), dup_cost (self->run));
}

static void
sluice_status_strip_dispose (GObject *object)
{
  SluiceStatusStrip *self = SLUICE_STATUS_STRIP (object);
  GtkWidget *child;

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_object (&self->run);
  gtk_widget_dispose_template (GTK_WIDGET (self), SLUICE_TYPE_STATUS_STRIP);

  /* Of its direct children GTK 4.8 takes out only those that are bound. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);


  G_OBJECT_CLASS (sluice_status_strip_parent_class)->dispose (object);
}

static void
sluice_status_strip_finalize (GObject *object)
{
  SluiceStatusStrip *self = SLUICE_STATUS_STRIP (object);

  g_free (self->note);

  G_OBJECT_CLASS (sluice_status_strip_parent_class)->finalize (object);
}

static void
sluice_status_strip_class_init (SluiceStatusStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_status_strip_dispose;
  object_class->finalize = sluice_status_strip_finalize;

  signals[ATTEMPT_CHOSEN] = g_signal_new ("attempt-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-status-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceStatusStrip, indicator);
  gtk_widget_class_bind_template_child (widget_class, SluiceStatusStrip, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceStatusStrip, spinner);
  gtk_widget_class_bind_template_child (widget_class, SluiceStatusStrip, label);
  gtk_widget_class_bind_template_child (widget_class, SluiceStatusStrip, attempts_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceStatusStrip, usage_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceStatusStrip, usage_popover);
  gtk_widget_class_bind_template_child (widget_class, SluiceStatusStrip, usage_grid);
  gtk_widget_class_install_action (widget_class, "strip.choose-attempt", "u", choose_attempt_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_css_name (widget_class, "statusstrip");
}

static void
sluice_status_strip_init (SluiceStatusStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->kind = SLUICE_STATUS_EMPTY;
  g_signal_connect_swapped (self->label, "query-tooltip", G_CALLBACK (tooltip_cb), self);
  g_signal_connect_swapped (self->usage_popover, "show", G_CALLBACK (usage_shown_cb), self);
}

/**
 * sluice_status_strip_new:
 *
 * Returns: (transfer floating): an empty strip
 */
SluiceStatusStrip *
sluice_status_strip_new (void)
{
  return g_object_new (SLUICE_TYPE_STATUS_STRIP, NULL);
}

/**
 * sluice_status_strip_set_status:
 * @self: a strip
 * @status: how the run stands
 * @run: (nullable): the run, for its usage and attempts
 *
 * Shows a status.
 */
void
sluice_status_strip_set_status (SluiceStatusStrip     *self,
                                const SluiceRunStatus *status,
                                SluiceRun             *run)
{
  g_return_if_fail (SLUICE_IS_STATUS_STRIP (self));

  if (g_set_object (&self->run, run))
    self->n_attempts = 0;

  show_indicator (self, status->busy, status->icon_name);
  colour_icon (self, status->kind);
  update_attempts (self);
  gtk_widget_set_visible (GTK_WIDGET (self->usage_button), run != NULL);

  announce_status (self, status, run);
  self->kind = status->kind;

  if (g_strcmp0 (gtk_inscription_get_text (self->label), status->text) != 0)
    {
      gtk_inscription_set_text (self->label, status->text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, status->text, -1);
    }
}

/**
 * sluice_status_strip_set_attempt:
 * @self: a strip
 * @number: the attempt that is shown, from 1
 *
 * Names the attempt that is on screen.
 */
void
sluice_status_strip_set_attempt (SluiceStatusStrip *self,
                                 guint              number)
{
  g_autofree char *label = NULL;

  g_return_if_fail (SLUICE_IS_STATUS_STRIP (self));

  label = g_strdup_printf (_("Attempt %u"), number);
  gtk_menu_button_set_label (self->attempts_button, label);
}

/**
 * sluice_status_strip_set_note:
 * @self: a strip
 * @note: (nullable): what to add to the tooltip
 *
 * Adds a remark that is not worth a place on screen.
 */
void
sluice_status_strip_set_note (SluiceStatusStrip *self,
                              const char        *note)
{
  g_return_if_fail (SLUICE_IS_STATUS_STRIP (self));

  g_free (self->note);
  self->note = g_strdup (note);
}

/**
 * sluice_status_strip_get_text:
 * @self: a strip
 *
 * Returns: (transfer none) (nullable): what it says
 */
const char *
sluice_status_strip_get_text (SluiceStatusStrip *self)
{
  g_return_val_if_fail (SLUICE_IS_STATUS_STRIP (self), NULL);

  return gtk_inscription_get_text (self->label);
}
