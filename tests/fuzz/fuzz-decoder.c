/* fuzz-decoder.c: any bytes as a response body, in every wire: never a crash, splits do not matter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sluice.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
add_event (const SluiceStreamEvent *event,
           gpointer                 answer)
{
  sluice_answer_add (answer, event);
}

static char *
decode (SluiceWire *wire,
        guint       status,
        gboolean    streamed,
        const char *bytes,
        gsize       length,
        gsize       chunk)
{
  g_autoptr(SluiceAnswer) answer = sluice_answer_new ();
  g_autoptr(SluiceDecoder) decoder = sluice_wire_create_decoder (wire, status, streamed);

  sluice_decoder_set_func (decoder, add_event, NULL, answer);
  for (gsize at = 0; at < length; at += chunk)
    sluice_decoder_push (decoder, bytes + at, MIN (chunk, length - at));
  sluice_decoder_finish (decoder);
  return sluice_answer_to_json (answer, 0, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char **names = sluice_wire_list_names ();
  const char *bytes = (const char *) data + 1;
  guint status;
  gboolean streamed;

  if (size < 1)
    return 0;
  status = (data[0] & 1) ? 500 : 200;
  streamed = (data[0] & 2) != 0;
  for (guint i = 0; names[i]; i++)
    {
      SluiceWire *wire = sluice_wire_lookup (names[i]);
      g_autofree char *whole = decode (wire, status, streamed, bytes, size - 1, size);
      g_autofree char *split = decode (wire, status, streamed, bytes, size - 1, 1);

      if (!g_str_equal (whole, split))
        g_error ("%s: answers differ between splits:\n%s\n%s", names[i], whole, split);
    }
  return 0;
}
