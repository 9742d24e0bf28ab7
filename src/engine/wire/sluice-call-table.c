/* sluice-call-table.c: which tool call a piece of a stream belongs to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-call-table-private.h"

typedef struct
{
  gint64    key;       /* the wire's own index, -1 = it has none */
  char     *id;        /* owned, nullable */
  guint     choice;
  guint     number;    /* among the calls of its choice */
  gboolean  has_name;
} Call;

struct _SluiceCallTable
{
  GArray *calls;  /* owned: of Call, in order of appearance */
};

static void
call_clear (gpointer data)
{
  g_free (((Call *) data)->id);
}

/* The latest call of a choice that has this key and, if given, this id. */
static Call *
find_last (SluiceCallTable *self,
           guint            choice,
           gint64           key,
           const char      *id)
{
  for (guint i = self->calls->len; i > 0; i--)
    {
      Call *call = &g_array_index (self->calls, Call, i - 1);

      if (call->choice == choice && (key < 0 || call->key == key)
          && (id == NULL || g_strcmp0 (call->id, id) == 0))
        return call;
    }

  return NULL;
}

static Call *
add_call (SluiceCallTable *self,
          guint            choice,
          gint64           key,
          const char      *id,
          const char      *name)
{
  Call *last = find_last (self, choice, -1, NULL);
  Call call = { key, g_strdup (id), choice, last != NULL ? last->number + 1 : 0, name != NULL };

  g_array_append_val (self->calls, call);

  return &g_array_index (self->calls, Call, self->calls->len - 1);
}

SluiceCallTable *
sluice_call_table_new (void)
{
  SluiceCallTable *self = g_new (SluiceCallTable, 1);

  self->calls = g_array_new (FALSE, FALSE, sizeof (Call));
  g_array_set_clear_func (self->calls, call_clear);

  return self;
}

void
sluice_call_table_free (SluiceCallTable *self)
{
  g_array_unref (self->calls);
  g_free (self);
}

guint
sluice_call_table_find (SluiceCallTable *self,
                        guint            choice,
                        gint64           key,
                        const char      *id,
                        const char      *name,
                        gboolean        *news)
{
  gboolean begins;
  Call *call;

  if (id != NULL && *id == '\0')
    id = NULL;
  if (name != NULL && *name == '\0')
    name = NULL;

  /* A piece with an index belongs to the call of that index, unless it names another one: some
   * servers number all calls 0. A piece without one belongs to the call of its id, or else goes
   * on with the last call, unless it brings a name. */
  if (key >= 0)
    {
      call = find_last (self, choice, key, NULL);
      begins = call == NULL || (id != NULL && name != NULL && call->has_name
                                && call->id != NULL && g_strcmp0 (call->id, id) != 0);
      if (begins && call != NULL)
        {
          call = find_last (self, choice, key, id);
          begins = call == NULL;
        }
    }
  else if (id != NULL)
    {
      call = find_last (self, choice, -1, id);
      begins = call == NULL;
    }
  else
    {
      call = find_last (self, choice, -1, NULL);
      begins = call == NULL || (name != NULL && call->has_name);
    }

  *news = begins;
  if (begins)
    return add_call (self, choice, key, id, name)->number;

  if (call->id == NULL && id != NULL)
    {
      call->id = g_strdup (id);
      *news = TRUE;
    }
  if (!call->has_name && name != NULL)
    {
      call->has_name = TRUE;
      *news = TRUE;
    }

  return call->number;
}
