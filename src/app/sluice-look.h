/* sluice-look.h: what a value, arrived or not, looks like in a cell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

/* How a cell draws its value (UX: "Live tree"). */
typedef enum
{
  SLUICE_LOOK_NOTHING,
  SLUICE_LOOK_SKELETON,     /* a still bar: something will come here */
  SLUICE_LOOK_TEXT,         /* the head of a closed string, ellipsis at its end */
  SLUICE_LOOK_TAIL,         /* the tail of a growing string, ellipsis at its start, then a caret */
  SLUICE_LOOK_BLOCK,        /* three dim lines, the latest ones */
  SLUICE_LOOK_NUMBER,       /* tabular figures */
  SLUICE_LOOK_LITERAL,      /* true, false */
  SLUICE_LOOK_NULL,
  SLUICE_LOOK_TAG,          /* a member of an enum */
  SLUICE_LOOK_LEVEL,        /* a share of one: bar and percent */
  SLUICE_LOOK_SUMMARY,      /* of a container */
  SLUICE_LOOK_NOTE,         /* words of ours in place of a value: "not received" */
} SluiceLookKind;

typedef struct
{
  SluiceLookKind  kind;
  char           *text;     /* owned; one line, a few hundred bytes at most; %NULL for none */
  const char     *caption;  /* static: "default", "cut off", "optional"; %NULL for none */
  gdouble         fraction; /* of SLUICE_LOOK_LEVEL */
  guint           dim : 1;
  guint           invalid : 1;
} SluiceLook;

void              sluice_look_init_for_field (SluiceLook       *self,
                                              SluiceField      *field);
void              sluice_look_init_for_node  (SluiceLook       *self,
                                              SluiceNode       *node,
                                              SluiceDefinition *definition,
                                              SluiceFieldState  state);
void              sluice_look_clear          (SluiceLook       *self);
char             *sluice_look_to_string      (const SluiceLook *self);

SluiceFieldState  sluice_look_get_node_state (SluiceNode       *node);
gboolean          sluice_look_is_share       (SluiceDefinition *definition);
const char       *sluice_state_get_word      (SluiceFieldState  state);
const char       *sluice_state_get_icon_name (SluiceFieldState  state);
const char       *sluice_state_get_css_class (SluiceFieldState  state);
char             *sluice_format_count        (guint64           count);
char             *sluice_format_seconds      (gdouble           seconds);
char             *sluice_format_line         (const char       *text,
                                              gsize             length,
                                              gboolean          tail);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluiceLook, sluice_look_clear)

G_END_DECLS
