/* fuzz-decoder.c: any bytes as a response body, in every wire: never a crash, splits do not matter
 *
 * The first byte of the input chooses: its low four bits the wire (below), 16 a body that came whole,
 * 32 an error status. The rest is the body.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sluice.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* run.sh knows this order. */
static const char *const wires[] = { "openai-chat", "anthropic-messages", "text" };

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
  const char *bytes = (const char *) data + 1, *name;
  g_autofree char *whole = NULL, *split = NULL;
  SluiceWire *wire;
  guint status;
  gboolean streamed;

  if (size < 1)
    return 0;
  name = wires[(data[0] & 15) % G_N_ELEMENTS (wires)];
  streamed = (data[0] & 16) == 0;
  status = (data[0] & 32) ? 500 : 200;
  wire = sluice_wire_lookup (name);

  whole = decode (wire, status, streamed, bytes, size - 1, size);
  split = decode (wire, status, streamed, bytes, size - 1, 1);
  if (!g_str_equal (whole, split))
    g_error ("%s: answers differ between splits:\n%s\n%s", name, whole, split);
  return 0;
}
