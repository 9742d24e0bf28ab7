/* test-sigv4.c: requests to AWS, signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "run/sluice-sigv4-private.h"

typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *query;
  const char *headers[16];  /* besides host and x-amz-date */
  const char *body;
  const char *signed_headers;
  const char *signature;
} SignCase;

#define EMPTY "host;x-amz-date"

/* What AWS publishes of its own test suite for Signature Version 4: with the secret key of its
 * documentation, at one moment in 2015, for a service that there is not. */
static const SignCase sign_cases[] = {
  { "vanilla", "GET", "/", NULL, { NULL }, "", EMPTY,
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "post", "POST", "/", NULL, { NULL }, "", EMPTY,
    "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
  { "query-order", "GET", "/", "Param2=value2&Param1=value1", { NULL }, "", EMPTY,
    "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
  { "utf8-path", "GET", "/\xE1\x88\xB4", NULL, { NULL }, "", EMPTY,
    "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
  { "utf8-query", "GET", "/", "\xE1\x88\xB4=bar", { NULL }, "", EMPTY,
    "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
  { "space-in-path", "GET", "/example space/", NULL, { NULL }, "", EMPTY,
    "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
  { "dots-in-path", "GET", "/example/..", NULL, { NULL }, "", EMPTY,
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "slashes", "GET", "//", NULL, { NULL }, "", EMPTY,
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "trimmed-headers", "GET", "/", NULL,
    { "My-Header1", " value1", "My-Header2", " \"a   b   c\"", NULL }, "",
    "host;my-header1;my-header2;x-amz-date",
    "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
  { "form", "POST", "/", NULL, { "Content-Type", "application/x-www-form-urlencoded", NULL },
    "Param1=value1", "content-type;host;x-amz-date",
    "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
};

static char *
sign (const SignCase *test,
      const char     *host,
      const char     *service)
{
  const char *headers[24] = { "Host", host, "X-Amz-Date", "20150830T123600Z" };
  SluiceSigv4Request request = {
    test->method, test->path, test->query, headers, test->body, strlen (test->body),
  };

  for (guint i = 0; test->headers[i] != NULL; i++)
    headers[4 + i] = test->headers[i];

  return sluice_sigv4_sign (&request, "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                            "us-east-1", service, "20150830T123600Z");
}

static void
test_sign (gconstpointer data)
{
  const SignCase *test = data;
  g_autofree char *authorization = sign (test, "example.amazonaws.com", "service");
  g_autofree char *expected = NULL;

  expected = g_strdup_printf ("AWS4-HMAC-SHA256 "
                              "Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                              "SignedHeaders=%s, Signature=%s", test->signed_headers,
                              test->signature);
  g_assert_cmpstr (authorization, ==, expected);
}

/* The example of the user guide, step by step. */
static void
test_guide (void)
{
  static const SignCase guide = {
    "guide", "GET", "/", "Action=ListUsers&Version=2010-05-08",
    { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8", NULL }, "",
  };
  g_autofree char *authorization = sign (&guide, "iam.amazonaws.com", "iam");

  g_assert_true (g_str_has_suffix (authorization, "Signature="
                   "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
}

static void
test_date (void)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 ("2015-08-30T14:36:00+02:00", NULL);
  g_autofree char *date = sluice_sigv4_format_date (time);

  g_assert_cmpstr (date, ==, "20150830T123600Z");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sign_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sigv4/", sign_cases[i].name, NULL);

      g_test_add_data_func (path, &sign_cases[i], test_sign);
    }
  g_test_add_func ("/sigv4/guide", test_guide);
  g_test_add_func ("/sigv4/date", test_date);

  return g_test_run ();
}
