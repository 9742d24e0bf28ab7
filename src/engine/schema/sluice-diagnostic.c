/* sluice-diagnostic.c: one problem in a schema's text, with its place
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-diagnostic.h"
#include "sluice-enum-types.h"

struct _SluiceDiagnostic
{
  GObject         parent_instance;

  char           *message;   /* owned */
  gsize           start;     /* byte offsets in the text */
  gsize           end;
  guint           line;      /* from 1 */
  guint           column;    /* from 1, in characters */
  SluiceSeverity  severity;
};

G_DEFINE_FINAL_TYPE (SluiceDiagnostic, sluice_diagnostic, G_TYPE_OBJECT)

enum { PROP_0, PROP_SEVERITY, PROP_MESSAGE, PROP_LINE, PROP_COLUMN, PROP_START, PROP_END, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
is_character_start (char byte)
{
  return ((guchar) byte & 0xc0) != 0x80;
}

/* The text may not be UTF-8 (that can be the problem itself), so characters are counted by their
 * first bytes. CRLF and a lone CR end a line as LF does. */
static void
find_place (SluiceDiagnostic *self,
            const char       *text)
{
  const char *line = text, *end = text + self->start;

  self->line = 1;
  for (const char *p = text; (p += strcspn (p, "\r\n")) < end;)
    {
      gboolean is_crlf = p[0] == '\r' && p[1] == '\n';

      p += is_crlf ? 2 : 1;
      if (p > end)
        break;
      line = p;
      self->line++;
    }
  self->column = 1;
  for (; line < end; line++)
    self->column += is_character_start (*line);
}

static void
sluice_diagnostic_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SluiceDiagnostic *self = SLUICE_DIAGNOSTIC (object);

  switch (prop_id)
    {
    case PROP_SEVERITY:
      g_value_set_enum (value, self->severity);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_LINE:
      g_value_set_uint (value, self->line);
      break;
    case PROP_COLUMN:
      g_value_set_uint (value, self->column);
      break;
    case PROP_START:
      g_value_set_uint64 (value, self->start);
      break;
    case PROP_END:
      g_value_set_uint64 (value, self->end);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_diagnostic_finalize (GObject *object)
{
  SluiceDiagnostic *self = SLUICE_DIAGNOSTIC (object);

  g_free (self->message);

  G_OBJECT_CLASS (sluice_diagnostic_parent_class)->finalize (object);
}

static void
sluice_diagnostic_class_init (SluiceDiagnosticClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_diagnostic_get_property;
  object_class->finalize = sluice_diagnostic_finalize;

  properties[PROP_SEVERITY] =
    g_param_spec_enum ("severity", NULL, NULL, SLUICE_TYPE_SEVERITY, SLUICE_SEVERITY_ERROR,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINE] =
    g_param_spec_uint ("line", NULL, NULL, 1, G_MAXUINT, 1,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLUMN] =
    g_param_spec_uint ("column", NULL, NULL, 1, G_MAXUINT, 1,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_START] =
    g_param_spec_uint64 ("start", NULL, NULL, 0, G_MAXUINT64, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_END] =
    g_param_spec_uint64 ("end", NULL, NULL, 0, G_MAXUINT64, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_diagnostic_init (SluiceDiagnostic *self)
{
}

/**
 * sluice_diagnostic_new:
 * @severity: how bad it is
 * @text: the whole text that the problem is in
 * @start: byte offset in @text where the problem begins
 * @end: byte offset in @text one past where it ends
 * @message: what is wrong, for people, without a final period
 *
 * Makes a diagnostic and works out its line and column.
 *
 * A place beyond the end of @text is moved to its end.
 *
 * Returns: (transfer full): a new diagnostic
 */
SluiceDiagnostic *
sluice_diagnostic_new (SluiceSeverity  severity,
                       const char     *text,
                       gsize           start,
                       gsize           end,
                       const char     *message)
{
  SluiceDiagnostic *self;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  length = strlen (text);
  self = g_object_new (SLUICE_TYPE_DIAGNOSTIC, NULL);
  self->severity = severity;
  self->start = MIN (start, length);
  self->end = CLAMP (end, self->start, length);
  self->message = g_strdup (message);
  find_place (self, text);

  return self;
}

/**
 * sluice_diagnostic_get_severity:
 * @self: a diagnostic
 *
 * Tells whether the schema can be used in spite of the problem.
 *
 * Returns: an error, a warning or a note
 */
SluiceSeverity
sluice_diagnostic_get_severity (SluiceDiagnostic *self)
{
  g_return_val_if_fail (SLUICE_IS_DIAGNOSTIC (self), SLUICE_SEVERITY_ERROR);

  return self->severity;
}

/**
 * sluice_diagnostic_get_message:
 * @self: a diagnostic
 *
 * Gets what is wrong, in words for people, without the place.
 *
 * Returns: (transfer none): the message
 */
const char *
sluice_diagnostic_get_message (SluiceDiagnostic *self)
{
  g_return_val_if_fail (SLUICE_IS_DIAGNOSTIC (self), NULL);

  return self->message;
}

/**
 * sluice_diagnostic_get_start:
 * @self: a diagnostic
 *
 * Gets where the problem begins.
 *
 * Returns: a byte offset in the text
 */
gsize
sluice_diagnostic_get_start (SluiceDiagnostic *self)
{
  g_return_val_if_fail (SLUICE_IS_DIAGNOSTIC (self), 0);

  return self->start;
}

/**
 * sluice_diagnostic_get_end:
 * @self: a diagnostic
 *
 * Gets where the problem ends.
 *
 * Returns: the byte offset in the text one past the problem
 */
gsize
sluice_diagnostic_get_end (SluiceDiagnostic *self)
{
  g_return_val_if_fail (SLUICE_IS_DIAGNOSTIC (self), 0);

  return self->end;
}

/**
 * sluice_diagnostic_get_line:
 * @self: a diagnostic
 *
 * Gets the line that the problem begins on.
 *
 * Returns: the line, from 1
 */
guint
sluice_diagnostic_get_line (SluiceDiagnostic *self)
{
  g_return_val_if_fail (SLUICE_IS_DIAGNOSTIC (self), 1);

  return self->line;
}

/**
 * sluice_diagnostic_get_column:
 * @self: a diagnostic
 *
 * Gets the column that the problem begins in.
 *
 * Returns: the column, from 1, in characters
 */
guint
sluice_diagnostic_get_column (SluiceDiagnostic *self)
{
  g_return_val_if_fail (SLUICE_IS_DIAGNOSTIC (self), 1);

  return self->column;
}

/**
 * sluice_diagnostic_to_string:
 * @self: a diagnostic
 *
 * Gets the problem with its place, as one line for people.
 *
 * Returns: (transfer full): the line
 */
char *
sluice_diagnostic_to_string (SluiceDiagnostic *self)
{
  g_return_val_if_fail (SLUICE_IS_DIAGNOSTIC (self), NULL);

  /* Translators: a place in a schema's text, then what is wrong there */
  return g_strdup_printf (_("Line %u, column %u: %s"), self->line, self->column, self->message);
}
