/* sluice-json-sequence.c: a stream of JSON documents, in lines (NDJSON) or in an array
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-json-sequence-private.h"

/* Bytes of one document. */
#define MAX_DOCUMENT (64 * 1024 * 1024)

struct _SluiceJsonSequence
{
  GString               *document;     /* owned: the one that is being collected */
  SluiceJsonSequenceKind kind;
  guint                  depth;        /* of brackets in the document */
  guint                  begun : 1;    /* the array's bracket was seen */
  guint                  closed : 1;   /* the array's last bracket was seen */
  guint                  in_string : 1;
  guint                  escaped : 1;  /* a backslash came before this byte */
  guint                  too_long : 1;
};

SluiceJsonSequence *
sluice_json_sequence_new (SluiceJsonSequenceKind kind)
{
  SluiceJsonSequence *self = g_new0 (SluiceJsonSequence, 1);

  self->kind = kind;
  self->document = g_string_new (NULL);

  return self;
}

void
sluice_json_sequence_free (SluiceJsonSequence *self)
{
  g_string_free (self->document, TRUE);
  g_free (self);
}

static gboolean
report (SluiceJsonSequence     *self,
        SluiceJsonSequenceFunc  func,
        gpointer                user_data)
{
  gboolean proceed = TRUE;

  if (self->document->len > 0)
    proceed = func (self->document->str, self->document->len, user_data);

  g_string_truncate (self->document, 0);
  self->depth = 0;
  self->in_string = FALSE;
  self->escaped = FALSE;

  return proceed;
}

/* Whether the document ends with this byte, which is part of it. */
static gboolean
ends_with (SluiceJsonSequence *self,
           char                byte)
{
  if (self->escaped)
    self->escaped = FALSE;
  else if (self->in_string)
    {
      if (byte == '\\')
        self->escaped = TRUE;
      else if (byte == '"')
        self->in_string = FALSE;
    }
  else if (byte == '"')
    self->in_string = TRUE;
  else if (byte == '{' || byte == '[')
    self->depth++;
  else if ((byte == '}' || byte == ']') && self->depth > 0)
    return --self->depth == 0;

  return FALSE;
}

/* Whether this byte is none of a document: it is between two, or ends one that has no brackets. */
static gboolean
is_between (SluiceJsonSequence *self,
            char                byte)
{
  if (self->depth > 0 || self->in_string)
    return FALSE;
  if (self->kind == SLUICE_JSON_SEQUENCE_LINES)
    return byte == '\n' || (self->document->len == 0 && g_ascii_isspace (byte));

  return g_ascii_isspace (byte) || byte == ',' || byte == ']' || (byte == '[' && !self->begun);
}

gboolean
sluice_json_sequence_push (SluiceJsonSequence      *self,
                           const char              *bytes,
                           gsize                    length,
                           SluiceJsonSequenceFunc   func,
                           gpointer                 user_data)
{
  gboolean proceed = TRUE;

  for (gsize i = 0; i < length && proceed && !self->too_long; i++)
    {
      if (self->closed)
        return TRUE;

      if (is_between (self, bytes[i]))
        {
          proceed = report (self, func, user_data);
          if (self->kind == SLUICE_JSON_SEQUENCE_ARRAY)
            {
              self->begun = self->begun || bytes[i] == '[';
              self->closed = bytes[i] == ']';
            }
          continue;
        }

      g_string_append_c (self->document, bytes[i]);
      self->too_long = self->document->len > MAX_DOCUMENT;
      if (ends_with (self, bytes[i]))
        proceed = report (self, func, user_data);
    }

  return !self->too_long;
}

void
sluice_json_sequence_flush (SluiceJsonSequence     *self,
                            SluiceJsonSequenceFunc  func,
                            gpointer                user_data)
{
  report (self, func, user_data);
}

gboolean
sluice_json_sequence_is_closed (SluiceJsonSequence *self)
{
  return self->kind == SLUICE_JSON_SEQUENCE_ARRAY ? self->closed : self->document->len == 0;
}
