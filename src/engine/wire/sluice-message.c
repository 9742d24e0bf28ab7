/* sluice-message.c: one message of a prompt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-message.h"

#include "sluice-enum-types.h"

/**
 * SluiceRole:
 * @SLUICE_ROLE_SYSTEM: instructions that go before the conversation
 * @SLUICE_ROLE_USER: the person
 * @SLUICE_ROLE_ASSISTANT: the model
 * @SLUICE_ROLE_TOOL: what came of a tool call
 *
 * Who says a message.
 */
typedef struct
{
  char *id;         /* owned, nullable: some providers give none */
  char *name;       /* owned, nullable */
  char *arguments;  /* owned, nullable: JSON text, as the model wrote it */
} ToolCall;

struct _SluiceMessage
{
  GObject     parent_instance;

  SluiceRole  role;
  char       *text;        /* owned, never NULL */
  GArray     *tool_calls;  /* owned, nullable: of ToolCall */
};

/**
 * SluiceMessage:
 *
 * One message of a prompt.
 *
 * Those of people are a role and a text. A message of the assistant may also hold the tool calls
 * it made, and one of role `SLUICE_ROLE_TOOL` what came of such a call; both are made by
 * [method@Wire.add_reask].
 */
G_DEFINE_FINAL_TYPE (SluiceMessage, sluice_message, G_TYPE_OBJECT)

enum { PROP_0, PROP_ROLE, PROP_TEXT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const char *const role_names[] = {
  [SLUICE_ROLE_SYSTEM] = "system",
  [SLUICE_ROLE_USER] = "user",
  [SLUICE_ROLE_ASSISTANT] = "assistant",
  [SLUICE_ROLE_TOOL] = "tool",
};

static void
tool_call_clear (gpointer data)
{
  ToolCall *call = data;

  g_free (call->id);
  g_free (call->name);
  g_free (call->arguments);
}

static const ToolCall *
get_tool_call (SluiceMessage *self,
               guint          index)
{
  g_return_val_if_fail (SLUICE_IS_MESSAGE (self), NULL);
  g_return_val_if_fail (self->tool_calls != NULL && index < self->tool_calls->len, NULL);

  return &g_array_index (self->tool_calls, ToolCall, index);
}

static void
sluice_message_finalize (GObject *object)
{
  SluiceMessage *self = SLUICE_MESSAGE (object);

  g_free (self->text);
  g_clear_pointer (&self->tool_calls, g_array_unref);

  G_OBJECT_CLASS (sluice_message_parent_class)->finalize (object);
}

static void
sluice_message_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SluiceMessage *self = SLUICE_MESSAGE (object);

  switch (prop_id)
    {
    case PROP_ROLE:
      g_value_set_enum (value, self->role);
      break;

    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_message_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SluiceMessage *self = SLUICE_MESSAGE (object);

  switch (prop_id)
    {
    case PROP_ROLE:
      sluice_message_set_role (self, g_value_get_enum (value));
      break;

    case PROP_TEXT:
      sluice_message_set_text (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_message_class_init (SluiceMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sluice_message_finalize;
  object_class->get_property = sluice_message_get_property;
  object_class->set_property = sluice_message_set_property;

  /**
   * SluiceMessage:role:
   *
   * Who says it.
   */
  properties[PROP_ROLE] =
    g_param_spec_enum ("role", NULL, NULL, SLUICE_TYPE_ROLE, SLUICE_ROLE_USER,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * SluiceMessage:text:
   *
   * What is said.
   */
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_message_init (SluiceMessage *self)
{
  self->role = SLUICE_ROLE_USER;
  self->text = g_strdup ("");
}

/**
 * sluice_message_new:
 * @role: who says it
 * @text: (nullable): what is said; `NULL` for nothing yet
 *
 * Makes a message.
 *
 * Returns: (transfer full): a message
 */
SluiceMessage *
sluice_message_new (SluiceRole  role,
                    const char *text)
{
  return g_object_new (SLUICE_TYPE_MESSAGE, "role", role, "text", text, NULL);
}

/**
 * sluice_message_new_tool_result:
 * @call_id: (nullable): the id of the call it answers
 * @name: (nullable): the name of the tool that was called
 * @text: what came of it
 *
 * Makes a message of role `SLUICE_ROLE_TOOL`.
 *
 * Returns: (transfer full): a message
 */
SluiceMessage *
sluice_message_new_tool_result (const char *call_id,
                                const char *name,
                                const char *text)
{
  SluiceMessage *self = sluice_message_new (SLUICE_ROLE_TOOL, text);

  sluice_message_add_tool_call (self, call_id, name, NULL);

  return self;
}

/**
 * sluice_message_copy:
 * @self: a message
 *
 * Copies a message with its tool calls.
 *
 * Returns: (transfer full): the copy
 */
SluiceMessage *
sluice_message_copy (SluiceMessage *self)
{
  SluiceMessage *copy;

  g_return_val_if_fail (SLUICE_IS_MESSAGE (self), NULL);

  copy = sluice_message_new (self->role, self->text);
  for (guint i = 0; i < sluice_message_get_n_tool_calls (self); i++)
    {
      const ToolCall *call = get_tool_call (self, i);

      sluice_message_add_tool_call (copy, call->id, call->name, call->arguments);
    }

  return copy;
}

/**
 * sluice_message_get_role:
 * @self: a message
 *
 * Who says it.
 *
 * Returns: the role
 */
SluiceRole
sluice_message_get_role (SluiceMessage *self)
{
  g_return_val_if_fail (SLUICE_IS_MESSAGE (self), SLUICE_ROLE_USER);

  return self->role;
}

/**
 * sluice_message_set_role:
 * @self: a message
 * @role: who says it
 *
 * Sets [property@Message:role].
 */
void
sluice_message_set_role (SluiceMessage *self,
                         SluiceRole     role)
{
  g_return_if_fail (SLUICE_IS_MESSAGE (self));

  if (self->role == role)
    return;

  self->role = role;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

/**
 * sluice_message_get_text:
 * @self: a message
 *
 * What is said.
 *
 * Returns: the text, empty where there is none
 */
const char *
sluice_message_get_text (SluiceMessage *self)
{
  g_return_val_if_fail (SLUICE_IS_MESSAGE (self), NULL);

  return self->text;
}

/**
 * sluice_message_set_text:
 * @self: a message
 * @text: (nullable): what is said; `NULL` for nothing
 *
 * Sets [property@Message:text].
 */
void
sluice_message_set_text (SluiceMessage *self,
                         const char    *text)
{
  g_return_if_fail (SLUICE_IS_MESSAGE (self));

  if (text == NULL)
    text = "";
  if (g_str_equal (self->text, text))
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/**
 * sluice_message_add_tool_call:
 * @self: a message of the assistant
 * @call_id: (nullable): the id the provider gave the call
 * @name: (nullable): the name of the tool
 * @arguments: (nullable): its arguments, as the model wrote them
 *
 * Adds a call that the assistant made, so that a later message can answer it.
 */
void
sluice_message_add_tool_call (SluiceMessage *self,
                              const char    *call_id,
                              const char    *name,
                              const char    *arguments)
{
  ToolCall call;

  g_return_if_fail (SLUICE_IS_MESSAGE (self));

  call.id = g_strdup (call_id);
  call.name = g_strdup (name);
  call.arguments = g_strdup (arguments);

  if (self->tool_calls == NULL)
    {
      self->tool_calls = g_array_new (FALSE, FALSE, sizeof (ToolCall));
      g_array_set_clear_func (self->tool_calls, tool_call_clear);
    }

  g_array_append_val (self->tool_calls, call);
}

/**
 * sluice_message_get_n_tool_calls:
 * @self: a message
 *
 * How many tool calls it has.
 *
 * Returns: a number
 */
guint
sluice_message_get_n_tool_calls (SluiceMessage *self)
{
  g_return_val_if_fail (SLUICE_IS_MESSAGE (self), 0);

  return self->tool_calls != NULL ? self->tool_calls->len : 0;
}

/**
 * sluice_message_get_tool_id:
 * @self: a message
 * @index: which of its calls, from 0
 *
 * The id that the provider gave a call.
 *
 * Returns: (nullable): an id
 */
const char *
sluice_message_get_tool_id (SluiceMessage *self,
                            guint          index)
{
  const ToolCall *call = get_tool_call (self, index);

  return call != NULL ? call->id : NULL;
}

/**
 * sluice_message_get_tool_name:
 * @self: a message
 * @index: which of its calls, from 0
 *
 * The tool that was called.
 *
 * Returns: (nullable): a name
 */
const char *
sluice_message_get_tool_name (SluiceMessage *self,
                              guint          index)
{
  const ToolCall *call = get_tool_call (self, index);

  return call != NULL ? call->name : NULL;
}

/**
 * sluice_message_get_tool_arguments:
 * @self: a message
 * @index: which of its calls, from 0
 *
 * The arguments of a call, as the model wrote them.
 *
 * Returns: (nullable): what should be JSON text
 */
const char *
sluice_message_get_tool_arguments (SluiceMessage *self,
                                   guint          index)
{
  const ToolCall *call = get_tool_call (self, index);

  return call != NULL ? call->arguments : NULL;
}

/**
 * sluice_role_to_string:
 * @role: a role
 *
 * The name of a role as extraction files and the command line write it.
 *
 * Returns: `system`, `user`, `assistant` or `tool`
 */
const char *
sluice_role_to_string (SluiceRole role)
{
  g_return_val_if_fail (role >= 0 && role < G_N_ELEMENTS (role_names), NULL);

  return role_names[role];
}

/**
 * sluice_role_from_string:
 * @name: the name of a role
 * @role: (out): return location for the role
 *
 * Finds the role of a name. `developer` and `model`, as some providers say, are known too.
 *
 * Returns: `TRUE` if @name is known
 */
gboolean
sluice_role_from_string (const char *name,
                         SluiceRole *role)
{
  g_return_val_if_fail (name != NULL && role != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    {
      if (g_str_equal (name, role_names[i]))
        {
          *role = i;
          return TRUE;
        }
    }

  if (g_str_equal (name, "developer"))
    *role = SLUICE_ROLE_SYSTEM;
  else if (g_str_equal (name, "model"))
    *role = SLUICE_ROLE_ASSISTANT;
  else
    return FALSE;

  return TRUE;
}
