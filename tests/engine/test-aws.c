/* test-aws.c: the credentials and the region of AWS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "provider/sluice-aws-private.h"

static const char *const variables[] = {
  "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION",
  "AWS_DEFAULT_REGION", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE",
};

typedef struct
{
  const char *name;
  const char *environment[8];  /* name, value, … */
  const char *expected;        /* "credentials region", "-" for none */
} AwsCase;

static const AwsCase aws_cases[] = {
  { "profile", { NULL }, "FILE:secret/+= eu-west-1" },
  { "environment-first", { "AWS_ACCESS_KEY_ID", "E", "AWS_SECRET_ACCESS_KEY", "s", NULL },
    "E:s eu-west-1" },
  { "half-an-environment", { "AWS_ACCESS_KEY_ID", "E", NULL }, "FILE:secret/+= eu-west-1" },
  { "token", { "AWS_ACCESS_KEY_ID", "E", "AWS_SECRET_ACCESS_KEY", "s", "AWS_SESSION_TOKEN", "t",
               NULL }, "E:s:t eu-west-1" },
  { "other-profile", { "AWS_PROFILE", "work", NULL }, "WORK:w:session us-west-2" },
  { "no-such-profile", { "AWS_PROFILE", "none", NULL }, "- -" },
  { "region", { "AWS_REGION", "a", "AWS_DEFAULT_REGION", "b", NULL }, "FILE:secret/+= a" },
  { "default-region", { "AWS_DEFAULT_REGION", "b", NULL }, "FILE:secret/+= b" },
};

static void
write_files (void)
{
  g_autofree char *folder = g_build_filename (g_get_home_dir (), ".aws", NULL);
  g_autofree char *credentials = g_build_filename (folder, "credentials", NULL);
  g_autofree char *config = g_build_filename (folder, "config", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (credentials,
    "# made by hand\n[default]\naws_access_key_id = FILE\naws_secret_access_key=secret/+=\r\n\n"
    "[work]\naws_access_key_id=WORK\naws_secret_access_key=w\n", -1, NULL));
  g_assert_true (g_file_set_contents (config,
    "[default]\ns3 =\n  region = nested\nregion = eu-west-1\n"
    "[profile work]\nregion=us-west-2\naws_session_token = session\naws_access_key_id=LATER\n",
    -1, NULL));
}

static void
test_aws (gconstpointer data)
{
  const AwsCase *test = data;
  g_autofree char *credentials = NULL;
  g_autofree char *region = NULL;
  g_autofree char *found = NULL;

  write_files ();
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  for (guint i = 0; test->environment[i] != NULL; i += 2)
    g_setenv (test->environment[i], test->environment[i + 1], TRUE);

  credentials = sluice_aws_find_credentials ();
  region = sluice_aws_find_region ();
  found = g_strjoin (" ", credentials != NULL ? credentials : "-", region != NULL ? region : "-",
                     NULL);
  g_assert_cmpstr (found, ==, test->expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (aws_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/aws/", aws_cases[i].name, NULL);

      g_test_add_data_func (path, &aws_cases[i], test_aws);
    }

  return g_test_run ();
}
