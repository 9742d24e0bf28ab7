/* sluice-aws.c: the credentials and the region of AWS
 *
 * AWS SDKs and Tools Reference Guide, "Shared config and credentials files" and "Environment
 * variables".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "provider/sluice-aws-private.h"

static const char *
get_variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static char *
dup_path (const char *variable,
          const char *name)
{
  const char *path = get_variable (variable);

  return path != NULL ? g_strdup (path) : g_build_filename (g_get_home_dir (), ".aws", name, NULL);
}

/* The name in "[name]" or "[profile name]"; NULL for a line that is neither (transfer full). */
static char *
read_section (char *line)
{
  char *end = *line == '[' ? strchr (line, ']') : NULL;
  char *name = line + 1;

  if (end == NULL)
    return NULL;

  *end = '\0';
  g_strstrip (name);
  if (g_str_has_prefix (name, "profile "))
    name += strlen ("profile ");

  return g_strdup (g_strstrip (name));
}

/* A setting of the profile (transfer full). The files look like those of GKeyFile and are not:
 * settings may be nested by their indent, and a group may come twice. */
static char *
read_setting (const char *path,
              const char *setting)
{
  const char *profile = get_variable ("AWS_PROFILE");
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean is_ours = FALSE;
  char *found = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *section = NULL;
      char *value;

      if (*lines[i] == '#' || *lines[i] == ';' || g_ascii_isspace (*lines[i]))
        continue;
      section = read_section (lines[i]);
      if (section != NULL)
        {
          is_ours = g_str_equal (section, profile != NULL ? profile : "default");
          continue;
        }
      value = is_ours ? strchr (lines[i], '=') : NULL;
      if (value == NULL)
        continue;
      *value++ = '\0';
      if (!g_str_equal (g_strstrip (lines[i]), setting) || *g_strstrip (value) == '\0')
        continue;
      g_free (found);
      found = g_strdup (value);
    }

  return found;
}

/* The credentials file has precedence over the config file. */
static char *
find_setting (const char *setting)
{
  g_autofree char *credentials = dup_path ("AWS_SHARED_CREDENTIALS_FILE", "credentials");
  g_autofree char *config = dup_path ("AWS_CONFIG_FILE", "config");
  char *value = read_setting (credentials, setting);

  return value != NULL ? value : read_setting (config, setting);
}

static char *
join (const char *access_key,
      const char *secret_key,
      const char *token)
{
  if (access_key == NULL || secret_key == NULL)
    return NULL;

  return token != NULL ? g_strjoin (":", access_key, secret_key, token, NULL)
                       : g_strjoin (":", access_key, secret_key, NULL);
}

char *
sluice_aws_find_credentials (void)
{
  g_autofree char *access_key = NULL;
  g_autofree char *secret_key = NULL;
  g_autofree char *token = NULL;
  char *found;

  found = join (get_variable ("AWS_ACCESS_KEY_ID"), get_variable ("AWS_SECRET_ACCESS_KEY"),
                get_variable ("AWS_SESSION_TOKEN"));
  if (found != NULL)
    return found;

  access_key = find_setting ("aws_access_key_id");
  secret_key = find_setting ("aws_secret_access_key");
  token = find_setting ("aws_session_token");

  return join (access_key, secret_key, token);
}

char *
sluice_aws_find_region (void)
{
  const char *region = get_variable ("AWS_REGION");

  if (region == NULL)
    region = get_variable ("AWS_DEFAULT_REGION");

  return region != NULL ? g_strdup (region) : find_setting ("region");
}
