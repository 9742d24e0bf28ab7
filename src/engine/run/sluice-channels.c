/* sluice-channels.c: the channels of an answer -> the values in it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A model answers through several channels: the text of its message, the arguments of its tool
 * calls, its reasoning. The mode says where the value is to be expected; a model that put it
 * elsewhere is understood all the same, and that is flagged (SEMANTICS.md, section 7).
 */
#include "config.h"

#include <string.h>

#include "run/sluice-channels-private.h"

/* Text is parsed in pieces of this size, with a look at the clock between them. */
#define PIECE_BYTES (16 * 1024)
/* How many places of a text are tried as the beginning of a value that was not where it should. */
#define MAX_CANDIDATES 16
/* How much is read in all to try them. */
#define MAX_TRIED_BYTES (1024 * 1024)

/* text that waits to be parsed */
typedef struct
{
  SluiceValue *value;   /* owned */
  GBytes      *text;    /* owned */
  gsize        done;    /* bytes of it that were parsed */
  gint64       time_us;
  guint        frame;
} Segment;

typedef struct
{
  SluiceValue *value;     /* not owned: in values; NULL while it is not read */
  guint        named : 1; /* has the name that we asked for */
} Call;

struct _SluiceChannels
{
  SluiceRequest             *request;
  SluiceSchema              *schema;      /* what travels; NULL without one */
  SluiceAnswer              *answer;
  const SluiceChannelsFuncs *funcs;
  gpointer                   owner;       /* not owned */
  char                      *wrapped;     /* nullable: the one member around a simple type */

  GPtrArray                 *values;      /* owned: SluiceValue* */
  GQueue                    *segments;    /* owned: Segment* */
  GArray                    *calls;       /* Call, by index */
  guint                      main_call;   /* the call that is values[0], where the channel is tools */
  gsize                      text_start;  /* where values[0] begins in its channel's text */
  gsize                      blank;       /* white space that the message's text begins with */

  gint64                     time_us;
  guint                      frame;
  SluiceChannel              channel;
  guint                      iterable : 1;
  guint                      strict_json : 1;
  guint                      careful : 1;
  guint                      halted : 1;
  guint                      switched : 1;
  guint                      judged_text : 1;  /* it is known whether the text looks like a value */
};

static void
segment_free (Segment *segment)
{
  sluice_value_unref (segment->value);
  g_bytes_unref (segment->text);
  g_free (segment);
}

/* -- Feeding ---------------------------------------------------------------------------------- */

static void
enqueue (SluiceChannels *self,
         SluiceValue    *value,
         const char     *text,
         gsize           length)
{
  Segment *segment = g_new0 (Segment, 1);

  segment->value = sluice_value_ref (value);
  segment->text = g_bytes_new (text, length);
  segment->time_us = self->time_us;
  segment->frame = self->frame;
  g_queue_push_tail (self->segments, segment);
}

static void
feed (SluiceChannels *self,
      SluiceValue    *value,
      const char     *text,
      gsize           length)
{
  gsize now = g_queue_is_empty (self->segments) ? MIN (length, PIECE_BYTES) : 0;

  if (now > 0)
    sluice_value_push (value, text, now, self->time_us, self->frame);
  if (length > now)
    enqueue (self, value, text + now, length - now);
}

gboolean
sluice_channels_work (SluiceChannels *self,
                      gint64          deadline_us)
{
  Segment *segment;

  while ((segment = g_queue_peek_head (self->segments)) != NULL)
    {
      gsize length;
      const char *text = g_bytes_get_data (segment->text, &length);
      gsize piece = MIN (length - segment->done, PIECE_BYTES);

      sluice_value_push (segment->value, text + segment->done, piece, segment->time_us,
                         segment->frame);
      segment->done += piece;

      /* Hearing of what was read, the owner may have dropped the rest. */
      if (g_queue_peek_head (self->segments) == segment && segment->done == length)
        segment_free (g_queue_pop_head (self->segments));
      if (g_get_monotonic_time () >= deadline_us)
        break;
    }

  return !g_queue_is_empty (self->segments);
}

void
sluice_channels_set_careful (SluiceChannels *self,
                             gboolean        careful)
{
  self->careful = careful;
  for (guint i = 0; i < self->values->len; i++)
    sluice_value_set_careful (g_ptr_array_index (self->values, i), careful);
}

void
sluice_channels_halt (SluiceChannels *self)
{
  self->halted = TRUE;
  for (guint i = 0; i < self->values->len; i++)
    sluice_value_halt (g_ptr_array_index (self->values, i));
}

static SluiceValue *
create_value (SluiceChannels *self,
              gboolean        heard)
{
  SluiceValue *value;

  value = sluice_value_new (self->schema, self->wrapped, self->iterable, self->strict_json,
                            heard && self->owner != NULL ? &self->funcs->values : NULL, self->owner);
  sluice_value_set_careful (value, self->careful);
  sluice_value_set_null_is_absent (value, sluice_request_get_strict (self->request));

  return value;
}

static SluiceValue *
begin_value (SluiceChannels *self,
             SluiceChannel   channel)
{
  SluiceValue *value = create_value (self, TRUE);

  self->channel = channel;
  g_ptr_array_add (self->values, value);

  return value;
}

/* What was read so far was not the value. */
static void
give_up (SluiceChannels *self)
{
  if (self->values->len == 0)
    return;

  for (guint i = 0; i < self->values->len; i++)
    sluice_value_detach (g_ptr_array_index (self->values, i));
  g_queue_clear_full (self->segments, (GDestroyNotify) segment_free);
  g_ptr_array_set_size (self->values, 0);
  self->channel = SLUICE_CHANNEL_NONE;
  self->text_start = 0;
  for (guint i = 0; i < self->calls->len; i++)
    g_array_index (self->calls, Call, i).value = NULL;

  if (self->owner != NULL && self->funcs->reset != NULL)
    self->funcs->reset (self->owner);
}

/* -- Choosing ----------------------------------------------------------------------------------- */

static gboolean
wants_tools (SluiceChannels *self)
{
  switch (sluice_request_get_mode (self->request))
    {
    case SLUICE_MODE_TOOLS:
    case SLUICE_MODE_PARALLEL_TOOLS:
    case SLUICE_MODE_RESPONSES_TOOLS:
      return TRUE;
    case SLUICE_MODE_AUTOMATIC:
    case SLUICE_MODE_JSON:
    case SLUICE_MODE_JSON_SCHEMA:
    case SLUICE_MODE_MD_JSON:
    default:
      return FALSE;
    }
}

/* A message that starts like a value, or like a fence around one. */
static gboolean
looks_like_value (const char *text,
                  gboolean   *undecided)
{
  *undecided = *text == '\0' || strcmp (text, "`") == 0 || strcmp (text, "``") == 0;

  return *text == '{' || *text == '[' || g_str_has_prefix (text, "```");
}

/* Where a call is expected, text is prose until it starts like a value. */
static void
judge_text (SluiceChannels *self)
{
  const char *text = sluice_answer_get_text (self->answer);
  gboolean undecided;

  while (g_ascii_isspace (text[self->blank]))
    self->blank++;

  if (looks_like_value (text + self->blank, &undecided))
    {
      self->switched = TRUE;
      feed (self, begin_value (self, SLUICE_CHANNEL_TEXT), text, strlen (text));
    }
  self->judged_text = !undecided;
}

static void
add_text (SluiceChannels *self,
          const char     *text,
          gsize           length)
{
  if (self->channel == SLUICE_CHANNEL_TEXT)
    feed (self, sluice_channels_get_main (self), text, length);
  else if (self->channel == SLUICE_CHANNEL_NONE && !wants_tools (self))
    feed (self, begin_value (self, SLUICE_CHANNEL_TEXT), text, length);
  else if (self->channel == SLUICE_CHANNEL_NONE && !self->judged_text)
    judge_text (self);
}

static Call *
get_call (SluiceChannels *self,
          guint           index)
{
  if (index >= self->calls->len)
    g_array_set_size (self->calls, index + 1);

  return &g_array_index (self->calls, Call, index);
}

/* May a call that begins now take the place of text that was read as the value? Where calls are
 * expected, always; in an answer of unknown mode unless the text was right already; and where text
 * is expected, only if there is no value in it. */
static gboolean
call_replaces_text (SluiceChannels *self)
{
  SluiceValue *text = sluice_channels_get_main (self);

  if (wants_tools (self))
    return TRUE;
  if (sluice_request_get_mode (self->request) == SLUICE_MODE_AUTOMATIC)
    return self->schema == NULL || !sluice_value_is_valid (text);

  return sluice_value_get_document (text) == NULL;
}

/* Of several calls, one with the name that we asked for is the value, else the first. */
static gboolean
call_replaces_call (SluiceChannels *self,
                    const Call     *call)
{
  return call->named && !g_array_index (self->calls, Call, self->main_call).named;
}

static gboolean
make_room_for_call (SluiceChannels *self,
                    guint           index)
{
  const Call *call = get_call (self, index);

  if (self->channel == SLUICE_CHANNEL_TOOLS && self->iterable)
    return TRUE;
  if (self->channel == SLUICE_CHANNEL_TEXT && !call_replaces_text (self))
    return FALSE;
  if (self->channel == SLUICE_CHANNEL_TOOLS && !call_replaces_call (self, call))
    return FALSE;

  give_up (self);
  self->main_call = index;
  self->switched = !wants_tools (self) &&
                   sluice_request_get_mode (self->request) != SLUICE_MODE_AUTOMATIC;

  return TRUE;
}

static void
add_arguments (SluiceChannels *self,
               guint           index,
               const char     *text,
               gsize           length)
{
  Call *call = get_call (self, index);

  if (length == 0)
    return;
  if (call->value == NULL)
    {
      if (!make_room_for_call (self, index))
        return;
      call->value = begin_value (self, SLUICE_CHANNEL_TOOLS);
    }

  feed (self, call->value, text, length);
}

static void
add_arguments_object (SluiceChannels *self,
                      guint           index)
{
  const char *text = sluice_answer_get_tool_arguments (self->answer, index);

  if (text != NULL && get_call (self, index)->value == NULL)
    add_arguments (self, index, text, strlen (text));
}

static void
begin_call (SluiceChannels *self,
            guint           index,
            const char     *name)
{
  Call *call = get_call (self, index);

  call->named = self->schema != NULL &&
                g_strcmp0 (name, sluice_schema_get_name (self->schema)) == 0;
}

void
sluice_channels_add (SluiceChannels          *self,
                     const SluiceStreamEvent *event,
                     gint64                   time_us,
                     guint                    frame)
{
  if (event->choice != 0 || self->halted)
    return;

  self->time_us = time_us;
  self->frame = frame;

  switch (event->kind)
    {
    case SLUICE_STREAM_TEXT:
      add_text (self, event->text, event->length);
      break;
    case SLUICE_STREAM_TOOL_CALL:
      begin_call (self, event->index, event->name);
      break;
    case SLUICE_STREAM_TOOL_ARGUMENTS:
      add_arguments (self, event->index, event->text, event->length);
      break;
    case SLUICE_STREAM_TOOL_OBJECT:
      add_arguments_object (self, event->index);
      break;
    case SLUICE_STREAM_STARTED:
    case SLUICE_STREAM_REASONING:
    case SLUICE_STREAM_REFUSAL:
    case SLUICE_STREAM_OTHER_ITEM:
    case SLUICE_STREAM_USAGE:
    case SLUICE_STREAM_FINISHED:
    case SLUICE_STREAM_ERROR:
    case SLUICE_STREAM_DONE:
    case SLUICE_STREAM_DETAIL:
    default:
      break;
    }
}

/* -- The last resort ------------------------------------------------------------------------------ */

/* Positions where a line starts like a value, the last ones first: an answer follows its reasons. */
static GArray *
list_candidates (const char *text)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (gsize));
  const char *end = text + strlen (text);

  for (const char *p = end; p > text && candidates->len < MAX_CANDIDATES; p--)
    {
      gsize at = (gsize) (p - text) - 1;

      if ((text[at] == '{' || text[at] == '[') && (at == 0 || text[at - 1] == '\n'))
        g_array_append_val (candidates, at);
    }

  return candidates;
}

static gboolean
try_value (SluiceChannels *self,
           const char     *text,
           gboolean        need_valid)
{
  g_autoptr(SluiceValue) trial = create_value (self, FALSE);

  sluice_value_push (trial, text, strlen (text), self->time_us, self->frame);
  sluice_value_finish (trial, TRUE);

  return need_valid ? sluice_value_is_valid (trial)
                    : sluice_value_get_state (trial) == SLUICE_PARSER_CLOSED;
}

static gboolean
find_value (SluiceChannels *self,
            SluiceChannel   channel,
            const char     *text,
            gboolean        need_valid)
{
  g_autoptr(GArray) candidates = text != NULL ? list_candidates (text) : NULL;
  gsize length = text != NULL ? strlen (text) : 0;
  gsize tried = 0;

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      gsize at = g_array_index (candidates, gsize, i);

      tried += length - at;
      if (tried > MAX_TRIED_BYTES)
        return FALSE;
      if (try_value (self, text + at, need_valid))
        {
          give_up (self);
          self->switched = TRUE;
          self->text_start = at;
          feed (self, begin_value (self, channel), text + at, strlen (text + at));
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
has_document (SluiceChannels *self)
{
  for (guint i = 0; i < self->values->len; i++)
    if (sluice_value_get_document (g_ptr_array_index (self->values, i)) != NULL)
      return TRUE;

  return FALSE;
}

/* Nothing came where it was expected: right JSON anywhere else will do, and in the text of a
 * message also JSON that breaks a rule, for that can be asked again. */
static void
search_elsewhere (SluiceChannels *self)
{
  const char *text = sluice_answer_get_text (self->answer);
  const char *reasoning = sluice_answer_get_reasoning (self->answer);

  if (wants_tools (self) && find_value (self, SLUICE_CHANNEL_TEXT, text, TRUE))
    return;
  if (find_value (self, SLUICE_CHANNEL_REASONING, reasoning, TRUE))
    return;
  if (wants_tools (self))
    find_value (self, SLUICE_CHANNEL_TEXT, text, FALSE);
}

void
sluice_channels_finish (SluiceChannels *self,
                        gboolean        clean,
                        gint64          time_us)
{
  sluice_channels_work (self, G_MAXINT64);
  /* What a model thought before it was cut off is not its answer. */
  if (clean && !has_document (self))
    {
      self->time_us = time_us;
      search_elsewhere (self);
      sluice_channels_work (self, G_MAXINT64);
    }

  for (guint i = 0; i < self->values->len; i++)
    sluice_value_finish (g_ptr_array_index (self->values, i), clean);
}

/* -- Making, freeing, looking --------------------------------------------------------------------- */

/* The name of the one property that was put around a schema whose root is no object. */
static char *
dup_wrapped (SluiceRequest *request,
             SluiceSchema  *sent)
{
  g_autoptr(SluiceSchema) object = NULL;
  GPtrArray *properties;

  if (sent == NULL || sluice_request_get_shape (request) != SLUICE_SHAPE_OBJECT)
    return NULL;

  /* What is sent may also be another schema because it is a strict one. */
  object = sluice_schema_new_object (sluice_request_get_schema (request));
  if (object == sluice_request_get_schema (request))
    return NULL;

  properties = sluice_definition_get_properties (sluice_schema_get_root (sent));
  if (properties == NULL || properties->len != 1)
    return NULL;

  return g_strdup (sluice_definition_get_name (g_ptr_array_index (properties, 0)));
}

SluiceChannels *
sluice_channels_new (SluiceRequest             *request,
                     SluiceAnswer              *answer,
                     gboolean                   strict_json,
                     const SluiceChannelsFuncs *funcs,
                     gpointer                   owner)
{
  SluiceChannels *self = g_new0 (SluiceChannels, 1);

  self->request = g_object_ref (request);
  self->answer = g_object_ref (answer);
  if (sluice_request_get_schema (request) != NULL)
    g_set_object (&self->schema, sluice_request_get_sent_schema (request));
  self->wrapped = dup_wrapped (request, self->schema);
  self->iterable = sluice_request_get_shape (request) == SLUICE_SHAPE_ITERABLE;
  self->strict_json = strict_json;
  self->funcs = funcs;
  self->owner = owner;
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_value_unref);
  self->segments = g_queue_new ();
  self->calls = g_array_new (FALSE, TRUE, sizeof (Call));

  return self;
}

void
sluice_channels_detach (SluiceChannels *self)
{
  self->owner = NULL;
  for (guint i = 0; i < self->values->len; i++)
    sluice_value_detach (g_ptr_array_index (self->values, i));
}

void
sluice_channels_free (SluiceChannels *self)
{
  sluice_channels_detach (self);
  g_queue_free_full (self->segments, (GDestroyNotify) segment_free);
  g_ptr_array_unref (self->values);
  g_array_unref (self->calls);
  g_clear_object (&self->schema);
  g_clear_object (&self->answer);
  g_clear_object (&self->request);
  g_free (self->wrapped);
  g_free (self);
}

SluiceChannel
sluice_channels_get_channel (SluiceChannels *self)
{
  return self->channel;
}

gboolean
sluice_channels_switched (SluiceChannels *self)
{
  return self->switched;
}

const char *
sluice_channels_get_wrapped (SluiceChannels *self)
{
  return self->wrapped;
}

GPtrArray *
sluice_channels_get_values (SluiceChannels *self)
{
  return self->values;
}

SluiceValue *
sluice_channels_get_main (SluiceChannels *self)
{
  return self->values->len > 0 ? g_ptr_array_index (self->values, 0) : NULL;
}

const char *
sluice_channels_get_text (SluiceChannels *self)
{
  const char *text = NULL;

  if (self->channel == SLUICE_CHANNEL_TOOLS)
    text = sluice_answer_get_tool_arguments (self->answer, self->main_call);
  else if (self->channel == SLUICE_CHANNEL_REASONING)
    text = sluice_answer_get_reasoning (self->answer);
  else
    text = sluice_answer_get_text (self->answer);

  return text != NULL ? text + self->text_start : "";
}

gboolean
sluice_channels_is_final (SluiceChannels *self)
{
  SluiceValue *main = sluice_channels_get_main (self);

  if (self->values->len != 1 || sluice_value_get_state (main) != SLUICE_PARSER_CLOSED)
    return FALSE;

  return !self->iterable || sluice_value_get_form (main) == SLUICE_FORM_LIST;
}
