/* sluice-fault.c: what can go wrong, on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "sluice-fault-private.h"

typedef enum
{
  VALUE_NONE,   /* the member is a gboolean */
  VALUE_UINT,   /* a guint */
  VALUE_UINT64,
} ValueType;

typedef struct
{
  const char *name;
  gsize       offset;   /* of the member of SluiceFaults */
  ValueType   type;
  guint64     minimum, maximum;
} Kind;

static const Kind kinds[] = {
  { "status", G_STRUCT_OFFSET (SluiceFaults, status), VALUE_UINT, 400, 599 },
  { "retry-after", G_STRUCT_OFFSET (SluiceFaults, retry_after_s), VALUE_UINT, 0, 24 * 60 * 60 },
  { "malformed", G_STRUCT_OFFSET (SluiceFaults, malformed), VALUE_NONE },
  { "garbled", G_STRUCT_OFFSET (SluiceFaults, garbled), VALUE_NONE },
  { "refuse", G_STRUCT_OFFSET (SluiceFaults, refuse), VALUE_NONE },
  { "stall", G_STRUCT_OFFSET (SluiceFaults, stall), VALUE_NONE },
  { "cut", G_STRUCT_OFFSET (SluiceFaults, cut_bytes), VALUE_UINT64, 1, G_MAXINT64 },
  { "slow-start", G_STRUCT_OFFSET (SluiceFaults, slow_start_ms), VALUE_UINT, 0, 60 * 60 * 1000 },
  { "one-byte", G_STRUCT_OFFSET (SluiceFaults, one_byte), VALUE_NONE },
  { "truncate", G_STRUCT_OFFSET (SluiceFaults, truncate), VALUE_NONE },
};

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
apply (const Kind   *kind,
       guint64       value,
       SluiceFaults *faults)
{
  switch (kind->type)
    {
    case VALUE_NONE:
      G_STRUCT_MEMBER (gboolean, faults, kind->offset) = TRUE;
      break;
    case VALUE_UINT:
      G_STRUCT_MEMBER (guint, faults, kind->offset) = value;
      break;
    case VALUE_UINT64:
    default:
      G_STRUCT_MEMBER (guint64, faults, kind->offset) = value;
    }

  /* On its own, Retry-After says what every client knows it from: too many requests. */
  if (kind->offset == G_STRUCT_OFFSET (SluiceFaults, retry_after_s) && faults->status == 0)
    faults->status = 429;
}

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
                              kinds[i].type != VALUE_NONE ? "=N" : "");
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
  gboolean has_value = kind->type != VALUE_NONE;

  if (!has_value && text == NULL)
    return TRUE;

  if (has_value && text != NULL
      && g_ascii_string_to_unsigned (text, 10, kind->minimum, kind->maximum, value, NULL))
    return TRUE;

  if (has_value)
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

      apply (fault->kind, fault->value, &faults);
      if (fault->counted)
        fault->n_left--;
    }

  return faults;
}
