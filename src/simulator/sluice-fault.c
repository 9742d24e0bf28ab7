/* sluice-fault.c: what can go wrong, on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "sluice-fault-private.h"

typedef struct
{
  const char *name;
  gboolean    has_value;
  guint64     minimum, maximum;
  void      (*apply) (SluiceFaults *faults, guint64 value);
} Kind;

typedef struct
{
  const Kind *kind;
  guint64     value;
  gboolean    counted;
  guint64     n_left;   /* requests, where they are counted */
} Fault;

struct _SluiceFaultList
{
  GArray *faults;   /* owned: Fault */
};

static void
apply_status (SluiceFaults *faults,
              guint64       value)
{
  faults->status = value;
}

/* On its own it says what every client knows it from: too many requests. */
static void
apply_retry_after (SluiceFaults *faults,
                   guint64       value)
{
  faults->retry_after_s = value;
  if (faults->status == 0)
    faults->status = 429;
}

static void
apply_slow_start (SluiceFaults *faults,
                  guint64       value)
{
  faults->slow_start_ms = value;
}

static void
apply_cut (SluiceFaults *faults,
           guint64       value)
{
  faults->cut_bytes = value;
}

static void
apply_malformed (SluiceFaults *faults,
                 guint64       value)
{
  faults->malformed = TRUE;
}

static void
apply_garbled (SluiceFaults *faults,
               guint64       value)
{
  faults->garbled = TRUE;
}

static void
apply_refuse (SluiceFaults *faults,
              guint64       value)
{
  faults->refuse = TRUE;
}

static void
apply_stall (SluiceFaults *faults,
             guint64       value)
{
  faults->stall = TRUE;
}

static void
apply_one_byte (SluiceFaults *faults,
                guint64       value)
{
  faults->one_byte = TRUE;
}

static void
apply_truncate (SluiceFaults *faults,
                guint64       value)
{
  faults->truncate = TRUE;
}

static const Kind kinds[] = {
  { "status", TRUE, 400, 599, apply_status },
  { "retry-after", TRUE, 0, 24 * 60 * 60, apply_retry_after },
  { "malformed", FALSE, 0, 0, apply_malformed },
  { "garbled", FALSE, 0, 0, apply_garbled },
  { "refuse", FALSE, 0, 0, apply_refuse },
  { "stall", FALSE, 0, 0, apply_stall },
  { "cut", TRUE, 1, G_MAXINT64, apply_cut },
  { "slow-start", TRUE, 0, 60 * 60 * 1000, apply_slow_start },
  { "one-byte", FALSE, 0, 0, apply_one_byte },
  { "truncate", FALSE, 0, 0, apply_truncate },
};

static const Kind *
find_kind (const char  *name,
           GError     **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].name, name))
        return &kinds[i];
      g_string_append_printf (names, "%s%s%s", i > 0 ? ", " : "", kinds[i].name,
                              kinds[i].has_value ? "=N" : "");
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               /* Translators: what was asked for, then the list of what there is */
               _("There is no fault “%s”; there are %s"), name, names->str);
  return NULL;
}

static gboolean
parse_value (const Kind  *kind,
             const char  *text,
             guint64     *value,
             GError     **error)
{
  if (!kind->has_value && text == NULL)
    return TRUE;

  if (kind->has_value && text != NULL
      && g_ascii_string_to_unsigned (text, 10, kind->minimum, kind->maximum, value, NULL))
    return TRUE;

  if (kind->has_value)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("The fault “%s” needs a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                   ", like “%s=%" G_GUINT64_FORMAT "”"),
                 kind->name, kind->minimum, kind->maximum, kind->name, MAX (kind->minimum, 1));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("The fault “%s” takes no value"), kind->name);
  return FALSE;
}

SluiceFaultList *
sluice_fault_list_new (void)
{
  SluiceFaultList *self = g_new0 (SluiceFaultList, 1);

  self->faults = g_array_new (FALSE, TRUE, sizeof (Fault));

  return self;
}

void
sluice_fault_list_free (SluiceFaultList *self)
{
  g_array_unref (self->faults);
  g_free (self);
}

gboolean
sluice_fault_list_add (SluiceFaultList  *self,
                       const char       *text,
                       GError          **error)
{
  g_autofree char *name = g_strdup (text);
  char *count = strchr (name, '*');
  char *value;
  Fault fault = { NULL };

  if (count != NULL)
    {
      *count++ = '\0';
      fault.counted = TRUE;
      if (!g_ascii_string_to_unsigned (count, 10, 1, G_MAXUINT, &fault.n_left, NULL))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("“%s” is not a number of requests"), count);
          return FALSE;
        }
    }

  value = strchr (name, '=');
  if (value != NULL)
    *value++ = '\0';

  fault.kind = find_kind (name, error);
  if (fault.kind == NULL || !parse_value (fault.kind, value, &fault.value, error))
    return FALSE;

  g_array_append_val (self->faults, fault);

  return TRUE;
}

SluiceFaults
sluice_fault_list_take (SluiceFaultList *self)
{
  SluiceFaults faults = { 0 };

  for (guint i = 0; i < self->faults->len; i++)
    {
      Fault *fault = &g_array_index (self->faults, Fault, i);

      if (fault->counted && fault->n_left == 0)
        continue;

      fault->kind->apply (&faults, fault->value);
      if (fault->counted)
        fault->n_left--;
    }

  return faults;
}
