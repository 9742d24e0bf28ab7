/* sluice-aws-private.h: the credentials and the region of AWS
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From the environment, else from the profile files that the AWS command line writes:
 * "ACCESS-KEY:SECRET-KEY" or "ACCESS-KEY:SECRET-KEY:SESSION-TOKEN"; NULL where there are none
 * (transfer full). */
char *sluice_aws_find_credentials (void);
/* AWS_REGION, AWS_DEFAULT_REGION, or that of the profile; NULL where none says it (transfer full) */
char *sluice_aws_find_region      (void);

G_END_DECLS
