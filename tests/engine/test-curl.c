/* test-curl.c: a request as a command, without its key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "snippet/sluice-curl.h"

#define URL "https://api.example.com/v1/chat"
#define BODY "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"It's John\"}],\"system\":\"S\"}"

typedef struct
{
  const char *name;
  const char *url;
  const char *headers;
  gboolean    with_prompt;
  const char *expected;  /* what is in it */
  const char *absent;    /* what is not; NULL for nothing in particular */
} CurlCase;

static const CurlCase curl_cases[] = {
  { "header",   URL, "Content-Type: application/json\nAuthorization: Bearer ••••", FALSE,
    "--header \"Authorization: Bearer ${EXAMPLE_API_KEY}\"", "••••" },
  { "plain",    URL, "Content-Type: application/json\n", FALSE,
    "--header 'Content-Type: application/json'", NULL },
  { "url",      URL "?key=••••", "", FALSE, "\"" URL "?key=${EXAMPLE_API_KEY}\"", "••••" },
  { "dollar",   URL, "X-Odd: $HOME `id` \"q\" \\ ••••", FALSE,
    "\"X-Odd: \\$HOME \\`id\\` \\\"q\\\" \\\\ ${EXAMPLE_API_KEY}\"", NULL },
  { "without",  URL, "", FALSE, "\"role\" : \"user\"", "John" },
  { "system",   URL, "", FALSE, "\"system\" : \"…\"", "\"S\"" },
  { "with",     URL, "", TRUE,  "It'\\''s John", NULL },
};

static void
test_format (gconstpointer data)
{
  const CurlCase *row = data;
  g_autoptr(JsonNode) body = json_from_string (BODY, NULL);
  g_autofree char *command = NULL;

  g_test_summary ("A variable stands where the key was, and the prompt only where it was asked for");

  command = sluice_curl_format (row->url, row->headers, body, "EXAMPLE_API_KEY", row->with_prompt);
  g_test_message ("%s", command);

  g_assert_true (g_str_has_prefix (command, "curl "));
  g_assert_nonnull (strstr (command, row->expected));
  if (row->absent)
    g_assert_null (strstr (command, row->absent));
}

/* What the command says must be what a shell hears. */
static void
test_shell (void)
{
  g_autoptr(JsonNode) body = json_from_string (BODY, NULL);
  g_autoptr(JsonNode) heard = NULL;
  g_autofree char *command = NULL;
  g_auto(GStrv) words = NULL;
  int n;

  g_test_summary ("The quoting survives a shell");

  command = sluice_curl_format (URL, "A: b", body, "KEY", TRUE);
  g_assert_true (g_shell_parse_argv (command, &n, &words, NULL));
  g_assert_cmpstr (words[2], ==, URL);
  g_assert_cmpstr (words[4], ==, "A: b");
  heard = json_from_string (words[6], NULL);
  g_assert_true (json_node_equal (heard, body));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (curl_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/curl/", curl_cases[i].name, NULL);

      g_test_add_data_func (path, &curl_cases[i], test_format);
    }

  g_test_add_func ("/curl/shell", test_shell);

  return g_test_run ();
}
