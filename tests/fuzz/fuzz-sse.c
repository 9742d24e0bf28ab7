/* fuzz-sse.c: event streams in any split give the same events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sluice.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static gboolean
add_event (const char *name,
           const char *data,
           gsize       length,
           gpointer    events)
{
  g_string_append (events, name ? name : "(none)");
  g_string_append_c (events, ':');
  g_string_append_len (events, data, length);
  g_string_append_c (events, '\n');
  return TRUE;
}

static char *
read_events (const char *text,
             gsize       length,
             gsize       chunk)
{
  g_autoptr(SluiceSse) sse = sluice_sse_new ();
  GString *events = g_string_new (NULL);
  gboolean good = TRUE;

  for (gsize at = 0; at < length && good; at += chunk)
    good = sluice_sse_push (sse, text + at, MIN (chunk, length - at), add_event, events, NULL);
  sluice_sse_flush (sse, add_event, events);
  return g_string_free (events, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *whole = read_events ((const char *) data, size, MAX (size, 1));
  g_autofree char *bytes = read_events ((const char *) data, size, 1);
  g_autofree char *threes = read_events ((const char *) data, size, 3);

  if (!g_str_equal (whole, bytes) || !g_str_equal (whole, threes))
    g_error ("events differ between splits");
  return 0;
}
