/* sluice-value-private.h: one JSON document of an answer, while it arrives
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-parser.h"
#include "json/sluice-path-pattern-private.h"
#include "schema/sluice-check.h"

G_BEGIN_DECLS

typedef struct _SluiceValue SluiceValue;

typedef enum
{
  SLUICE_CHANGE_OPENING,     /* a member's name closed */
  SLUICE_CHANGE_OPENED,      /* its type is known */
  SLUICE_CHANGE_GREW,        /* more of it shows */
  SLUICE_CHANGE_LENGTHENED,  /* a number's sign, point or exponent: nothing more of it shows yet */
  SLUICE_CHANGE_CLOSED,
  SLUICE_CHANGE_CUT,
  SLUICE_CHANGE_SUPERSEDED,
  SLUICE_CHANGE_RESOLVED,    /* a union's branch became known */
} SluiceChange;

/* What the owner of a value hears, in the order of the bytes; any may be NULL. */
typedef struct
{
  void  (*node)        (gpointer owner, SluiceValue *value, SluiceNode *node, SluiceChange change);
  /* one of many results began; returns its number among all of the answer's */
  guint (*item_opened) (gpointer owner, SluiceValue *value, SluiceNode *node);
  /* its number; of one that was not told yet (NULL), the one that it will have */
  guint (*find_item)   (gpointer owner, SluiceNode *node);
  /* an object that was opened before turned out to be an item, and was told as one */
  void  (*item_found)  (gpointer owner, SluiceValue *value, SluiceNode *node);
  void  (*item_closed) (gpointer owner, SluiceValue *value, SluiceNode *node, guint index);
  void  (*violation)   (gpointer owner, SluiceValue *value, SluiceViolation *violation);
} SluiceValueFuncs;

/* How many results a document of an iterable holds. */
typedef enum
{
  SLUICE_FORM_UNKNOWN,
  SLUICE_FORM_LIST,    /* the wrapper, or a bare array */
  SLUICE_FORM_BARE,    /* the document is one item itself */
} SluiceForm;

/* schema is what travels (the wrapper); NULL: whatever comes is read. wrapped names the one member
 * of an object that was put around a simple type, NULL where nothing was. */
SluiceValue       *sluice_value_new            (SluiceSchema           *schema,
                                                const char             *wrapped,
                                                gboolean                iterable,
                                                gboolean                strict_json,
                                                const SluiceValueFuncs *funcs,
                                                gpointer                owner);
/* Whether null stands for an optional member that is not there. */
void               sluice_value_set_null_is_absent (SluiceValue        *self,
                                                gboolean                null_is_absent);
SluiceValue       *sluice_value_ref            (SluiceValue            *self);
void               sluice_value_unref          (SluiceValue            *self);
/* the owner hears nothing any more */
void               sluice_value_detach         (SluiceValue            *self);

/* Reads a byte at a time from here on, so that it can be halted at any. */
void               sluice_value_set_careful    (SluiceValue            *self,
                                                gboolean                careful);
/* What follows is not read any more. In a callback of a careful value: not even the next byte. */
void               sluice_value_halt           (SluiceValue            *self);
/* frame is the number of the wire event that brought the text. Once a document broke, more of it
 * is let pass. */
void               sluice_value_push           (SluiceValue            *self,
                                                const char             *text,
                                                gsize                   length,
                                                gint64                  time_us,
                                                guint                   frame);
/* clean: the model came to its own end; else everything that is open is cut off */
void               sluice_value_finish         (SluiceValue            *self,
                                                gboolean                clean);

SluiceParserState  sluice_value_get_state      (SluiceValue            *self);
/* as it arrived, with what is hidden from people */
SluiceNode        *sluice_value_get_document   (SluiceValue            *self);
/* without the wrapper: NULL until it is there */
SluiceNode        *sluice_value_get_root       (SluiceValue            *self);
SluiceParser      *sluice_value_get_parser     (SluiceValue            *self);
SluiceCheck       *sluice_value_get_check      (SluiceValue            *self);
SluiceForm         sluice_value_get_form       (SluiceValue            *self);
/* FALSE while it is open, too */
gboolean           sluice_value_is_valid       (SluiceValue            *self);
/* The place of a node among what people see: without wrappers, and with the number of its item. */
void               sluice_value_append_path    (SluiceValue            *self,
                                                SluiceNode             *node,
                                                GString                *path);
/* Whether a node that has just begun or ended is at such a place. */
gboolean           sluice_value_matches        (SluiceValue            *self,
                                                SluiceNode             *node,
                                                SluicePathPattern      *pattern);
/* closed, and right as far as the schema says */
gboolean           sluice_value_is_node_valid  (SluiceValue            *self,
                                                SluiceNode             *node);
/* the syntax error, or NULL */
const GError      *sluice_value_get_error      (SluiceValue            *self);
/* leaves that are closed; grows only */
guint              sluice_value_get_n_leaves   (SluiceValue            *self);
/* the open item's number, G_MAXUINT between items */
guint              sluice_value_get_open_item  (SluiceValue            *self);
gboolean           sluice_value_get_frame_range (SluiceValue           *self,
                                                 guint                  frame,
                                                 gsize                 *start,
                                                 gsize                 *end);
/* G_MAXUINT where no frame brought this byte */
guint              sluice_value_find_frame     (SluiceValue            *self,
                                                gsize                   byte);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceValue, sluice_value_unref)

G_END_DECLS
