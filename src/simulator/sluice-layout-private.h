/* sluice-layout-private.h: values as models write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_LAYOUT_COMPACT,   /* {"a":1,"b":2} : arguments of a tool call */
  SLUICE_LAYOUT_SPACED,    /* {"a": 1, "b": 2} */
  SLUICE_LAYOUT_INDENTED,  /* a line for each member, two blanks a level */
} SluiceLayout;

/* depth: how far in it stands */
void sluice_layout_append       (GString      *out,
                                 JsonNode     *node,
                                 SluiceLayout  layout,
                                 guint         depth);
/* parts of a container, for one that is written bit by bit */
void sluice_layout_append_key   (GString      *out,
                                 const char   *key,
                                 SluiceLayout  layout);
/* before the first and each other child, and before the closing bracket */
void sluice_layout_append_break (GString      *out,
                                 gboolean      first,
                                 SluiceLayout  layout,
                                 guint         depth);
void sluice_layout_append_end   (GString      *out,
                                 gboolean      empty,
                                 char          bracket,
                                 SluiceLayout  layout,
                                 guint         depth);

G_END_DECLS
