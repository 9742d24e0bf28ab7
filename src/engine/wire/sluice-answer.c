/* sluice-answer.c: one whole answer, added up from its stream events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-answer-private.h"

/* An answer has a handful of choices and calls; a stream that numbers them higher is hostile. */
#define MAX_CHOICES 1024
#define MAX_CALLS (64 * 1024)
#define MAX_DETAILS 64

/**
 * SluiceAnswer:
 *
 * One whole answer, added up from the events of its stream.
 */
G_DEFINE_FINAL_TYPE (SluiceAnswer, sluice_answer, G_TYPE_OBJECT)

static void
call_clear (gpointer data)
{
  SluiceAnswerCall *call = data;

  g_free (call->id);
  g_free (call->name);
  g_free (call->type);
  g_string_free (call->arguments, TRUE);
}

static void
detail_clear (gpointer data)
{
  SluiceAnswerDetail *detail = data;

  g_free (detail->name);
  g_string_free (detail->text, TRUE);
}

static SluiceAnswerChoice *
choice_new (void)
{
  SluiceAnswerChoice *choice = g_new0 (SluiceAnswerChoice, 1);

  choice->text = g_string_new (NULL);
  choice->reasoning = g_string_new (NULL);
  choice->refusal = g_string_new (NULL);
  choice->calls = g_array_new (FALSE, TRUE, sizeof (SluiceAnswerCall));
  g_array_set_clear_func (choice->calls, call_clear);
  choice->details = g_array_new (FALSE, TRUE, sizeof (SluiceAnswerDetail));
  g_array_set_clear_func (choice->details, detail_clear);

  return choice;
}

static void
choice_free (gpointer data)
{
  SluiceAnswerChoice *choice = data;

  g_string_free (choice->text, TRUE);
  g_string_free (choice->reasoning, TRUE);
  g_string_free (choice->refusal, TRUE);
  g_array_unref (choice->calls);
  g_array_unref (choice->details);
  g_free (choice->finish_reason);
  g_free (choice);
}

static SluiceAnswerChoice *
get_choice (SluiceAnswer *self,
            guint         index)
{
  index = MIN (index, MAX_CHOICES - 1);
  while (self->choices->len <= index)
    g_ptr_array_add (self->choices, choice_new ());

  return g_ptr_array_index (self->choices, index);
}

static SluiceAnswerChoice *
first_choice (SluiceAnswer *self)
{
  return g_ptr_array_index (self->choices, 0);
}

static SluiceAnswerCall *
get_call (SluiceAnswerChoice *choice,
          guint               index)
{
  index = MIN (index, MAX_CALLS - 1);
  while (choice->calls->len <= index)
    {
      SluiceAnswerCall call = { .arguments = g_string_new (NULL) };

      g_array_append_val (choice->calls, call);
    }

  return &g_array_index (choice->calls, SluiceAnswerCall, index);
}

static void
add_detail (SluiceAnswerChoice      *choice,
            const SluiceStreamEvent *event)
{
  SluiceAnswerDetail detail;

  for (guint i = 0; i < choice->details->len; i++)
    {
      SluiceAnswerDetail *known = &g_array_index (choice->details, SluiceAnswerDetail, i);

      if (g_str_equal (known->name, event->name))
        {
          g_string_append_len (known->text, event->text, event->length);
          return;
        }
    }

  if (choice->details->len == MAX_DETAILS)
    return;

  detail.name = g_strdup (event->name);
  detail.text = g_string_new_len (event->text, event->length);
  g_array_append_val (choice->details, detail);
}

static void
replace_string (char       **place,
                const char  *text)
{
  if (text == NULL)
    return;

  g_free (*place);
  *place = g_strdup (text);
}

static char *
node_to_json (SluiceNode *node)
{
  return node != NULL ? sluice_node_to_json (node, SLUICE_POLICY_VALUES, 0) : NULL;
}

static void
add_usage (SluiceAnswer            *self,
           const SluiceStreamEvent *event)
{
  self->usage = event->usage;
  self->has_usage = TRUE;
  g_free (self->raw_usage);
  self->raw_usage = node_to_json (event->raw);
}

static void
add_error (SluiceAnswer            *self,
           const SluiceStreamEvent *event)
{
  self->has_error = TRUE;
  replace_string (&self->error_type, event->name);
  replace_string (&self->error_code, event->id);
  g_free (self->error_message);
  self->error_message = g_strndup (event->text != NULL ? event->text : "", event->length);
  g_free (self->raw_error);
  self->raw_error = node_to_json (event->raw);
}

static void
add_call (SluiceAnswerCall        *call,
          const SluiceStreamEvent *event)
{
  replace_string (&call->id, event->id);
  replace_string (&call->name, event->name);
  if (event->length > 0)
    {
      g_free (call->type);
      call->type = g_strndup (event->text, event->length);
    }
}

static void
add_object (SluiceAnswerCall *call,
            SluiceNode       *object)
{
  g_autofree char *json = node_to_json (object);

  g_string_assign (call->arguments, json != NULL ? json : "");
  call->is_object = TRUE;
}

static SluiceAnswerCall *
find_call (SluiceAnswer *self,
           guint         index)
{
  SluiceAnswerChoice *choice;

  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  choice = first_choice (self);
  g_return_val_if_fail (index < choice->calls->len, NULL);

  return &g_array_index (choice->calls, SluiceAnswerCall, index);
}

static void
sluice_answer_finalize (GObject *object)
{
  SluiceAnswer *self = SLUICE_ANSWER (object);

  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->other_items);
  g_free (self->id);
  g_free (self->model);
  g_free (self->raw_usage);
  g_free (self->error_type);
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->raw_error);

  G_OBJECT_CLASS (sluice_answer_parent_class)->finalize (object);
}

static void
sluice_answer_class_init (SluiceAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_answer_finalize;
}

static void
sluice_answer_init (SluiceAnswer *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  g_ptr_array_add (self->choices, choice_new ());
  self->other_items = g_ptr_array_new_with_free_func (g_free);
  self->usage = (SluiceUsage) SLUICE_USAGE_UNKNOWN;
}

/**
 * sluice_answer_new:
 *
 * Makes an answer of which nothing has arrived.
 *
 * Returns: (transfer full): an answer
 */
SluiceAnswer *
sluice_answer_new (void)
{
  return g_object_new (SLUICE_TYPE_ANSWER, NULL);
}

/**
 * sluice_answer_add:
 * @self: an answer
 * @event: the next event of its stream
 *
 * Adds what an event says.
 */
void
sluice_answer_add (SluiceAnswer            *self,
                   const SluiceStreamEvent *event)
{
  SluiceAnswerChoice *choice;

  g_return_if_fail (SLUICE_IS_ANSWER (self));
  g_return_if_fail (event != NULL);

  choice = get_choice (self, event->choice);

  switch (event->kind)
    {
    case SLUICE_STREAM_STARTED:
      replace_string (&self->id, event->id);
      replace_string (&self->model, event->name);
      break;

    case SLUICE_STREAM_TEXT:
      g_string_append_len (choice->text, event->text, event->length);
      break;

    case SLUICE_STREAM_REASONING:
      g_string_append_len (choice->reasoning, event->text, event->length);
      break;

    case SLUICE_STREAM_REFUSAL:
      g_string_append_len (choice->refusal, event->text, event->length);
      break;

    case SLUICE_STREAM_TOOL_CALL:
      add_call (get_call (choice, event->index), event);
      break;

    case SLUICE_STREAM_TOOL_ARGUMENTS:
      g_string_append_len (get_call (choice, event->index)->arguments, event->text,
                           event->length);
      break;

    case SLUICE_STREAM_TOOL_OBJECT:
      add_object (get_call (choice, event->index), event->raw);
      break;

    case SLUICE_STREAM_OTHER_ITEM:
      if (self->other_items->len < MAX_CALLS)
        g_ptr_array_add (self->other_items, g_strdup (event->name));
      break;

    case SLUICE_STREAM_USAGE:
      add_usage (self, event);
      break;

    case SLUICE_STREAM_FINISHED:
      choice->finish = event->finish;
      replace_string (&choice->finish_reason, event->name);
      break;

    case SLUICE_STREAM_ERROR:
      add_error (self, event);
      break;

    case SLUICE_STREAM_DONE:
      self->is_complete = !self->has_error;
      break;

    case SLUICE_STREAM_DETAIL:
      add_detail (choice, event);
      break;
    }
}

/**
 * sluice_answer_get_text:
 * @self: an answer
 *
 * All text of the answer so far.
 *
 * Returns: the text, empty where there is none
 */
const char *
sluice_answer_get_text (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return first_choice (self)->text->str;
}

/**
 * sluice_answer_get_reasoning:
 * @self: an answer
 *
 * All that the model thought aloud so far.
 *
 * Returns: the text, empty where there is none
 */
const char *
sluice_answer_get_reasoning (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return first_choice (self)->reasoning->str;
}

/**
 * sluice_answer_get_refusal:
 * @self: an answer
 *
 * What the model said instead of answering.
 *
 * Returns: (nullable): the text; `NULL` where it did not refuse in so many words
 */
const char *
sluice_answer_get_refusal (SluiceAnswer *self)
{
  GString *refusal;

  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  refusal = first_choice (self)->refusal;

  return refusal->len > 0 ? refusal->str : NULL;
}

/**
 * sluice_answer_get_n_tool_calls:
 * @self: an answer
 *
 * How many tool calls the answer has so far.
 *
 * Returns: a number
 */
guint
sluice_answer_get_n_tool_calls (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), 0);

  return first_choice (self)->calls->len;
}

/**
 * sluice_answer_get_tool_id:
 * @self: an answer
 * @index: which of its calls, from 0
 *
 * The id that the provider gave a call.
 *
 * Returns: (nullable): an id
 */
const char *
sluice_answer_get_tool_id (SluiceAnswer *self,
                           guint         index)
{
  SluiceAnswerCall *call = find_call (self, index);

  return call != NULL ? call->id : NULL;
}

/**
 * sluice_answer_get_tool_name:
 * @self: an answer
 * @index: which of its calls, from 0
 *
 * The tool that was called.
 *
 * Returns: (nullable): a name
 */
const char *
sluice_answer_get_tool_name (SluiceAnswer *self,
                             guint         index)
{
  SluiceAnswerCall *call = find_call (self, index);

  return call != NULL ? call->name : NULL;
}

/**
 * sluice_answer_get_tool_arguments:
 * @self: an answer
 * @index: which of its calls, from 0
 *
 * The arguments of a call so far.
 *
 * Returns: (nullable): what should be JSON text
 */
const char *
sluice_answer_get_tool_arguments (SluiceAnswer *self,
                                  guint         index)
{
  SluiceAnswerCall *call = find_call (self, index);

  return call != NULL ? call->arguments->str : NULL;
}

/**
 * sluice_answer_get_finish:
 * @self: an answer
 *
 * Why the answer ended, in our words.
 *
 * Returns: a reason; `SLUICE_FINISH_NONE` while it is not known
 */
SluiceFinishReason
sluice_answer_get_finish (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), SLUICE_FINISH_NONE);

  return first_choice (self)->finish;
}

/**
 * sluice_answer_get_finish_reason:
 * @self: an answer
 *
 * Why the answer ended, in the provider's own word.
 *
 * Returns: (nullable): a word
 */
const char *
sluice_answer_get_finish_reason (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return first_choice (self)->finish_reason;
}

/**
 * sluice_answer_get_model:
 * @self: an answer
 *
 * The model that the provider says has answered.
 *
 * Returns: (nullable): a model's id
 */
const char *
sluice_answer_get_model (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return self->model;
}

/**
 * sluice_answer_get_id:
 * @self: an answer
 *
 * The provider's id of the answer.
 *
 * Returns: (nullable): an id
 */
const char *
sluice_answer_get_id (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return self->id;
}

/**
 * sluice_answer_get_usage:
 * @self: an answer
 *
 * The tokens that the provider counted.
 *
 * Returns: (transfer none) (nullable): a usage; `NULL` while none was told
 */
const SluiceUsage *
sluice_answer_get_usage (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return self->has_usage ? &self->usage : NULL;
}

/**
 * sluice_answer_get_error_type:
 * @self: an answer
 *
 * The provider's name for what went wrong.
 *
 * Returns: (nullable): a name such as `overloaded_error`
 */
const char *
sluice_answer_get_error_type (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return self->error_type;
}

/**
 * sluice_answer_get_error_code:
 * @self: an answer
 *
 * The provider's code for what went wrong.
 *
 * Returns: (nullable): a code such as `invalid_api_key` or `429`
 */
const char *
sluice_answer_get_error_code (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return self->error_code;
}

/**
 * sluice_answer_get_error_message:
 * @self: an answer
 *
 * What the provider says went wrong.
 *
 * Returns: (nullable): a sentence; `NULL` where nothing went wrong
 */
const char *
sluice_answer_get_error_message (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  return self->error_message;
}

/**
 * sluice_answer_is_complete:
 * @self: an answer
 *
 * Whether the answer reached the end its protocol has for it, without an error.
 *
 * Returns: `TRUE` if it did
 */
gboolean
sluice_answer_is_complete (SluiceAnswer *self)
{
  g_return_val_if_fail (SLUICE_IS_ANSWER (self), FALSE);

  return self->is_complete;
}
