/* sluice-parser-private.h: the state of a parser, between any two bytes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Every reader takes the unread bytes of the pushed text, uses as many as it can, leaves in the
 * parser what is needed to go on at any later time, and gives back where it stopped. A byte is
 * used once. What must be held back until more is known is at most 16 bytes long.
 */
#pragma once

#include "json/sluice-observer-private.h"
#include "json/sluice-parser.h"
#include "json/sluice-tree-private.h"

G_BEGIN_DECLS

typedef enum
{
  /* Between tokens. */
  STATE_VALUE,
  STATE_FIRST_ELEMENT,  /* after [ */
  STATE_FIRST_NAME,     /* after { */
  STATE_NAME,           /* after a comma in an object */
  STATE_COLON,
  STATE_AFTER,          /* after a value in a container */
  STATE_END,            /* after the document */

  /* Inside tokens. */
  STATE_GUESS,          /* a name that is so far as guessed */
  STATE_STRING,
  STATE_CHARACTER,      /* UTF-8 character cut between pushes */
  STATE_ESCAPE,         /* after a backslash */
  STATE_UNICODE,        /* after \u */
  STATE_SURROGATE,      /* after a high surrogate */
  STATE_NUMBER,
  STATE_LITERAL,

  STATE_FAILED,
} ParserState;

/* Where in a number; those with an odd value can be its end. */
typedef enum
{
  NUMBER_START    = 0,
  NUMBER_ZERO     = 1,
  NUMBER_POINT    = 2,
  NUMBER_INTEGER  = 3,
  NUMBER_E        = 4,
  NUMBER_FRACTION = 5,
  NUMBER_SIGN     = 6,
  NUMBER_EXPONENT = 7,
  NUMBER_MINUS    = 8,
} NumberState;

#define SLUICE_PARSER_MAX_HELD 16

/* An open container. */
typedef struct
{
  SluiceNode *node;
  guint32     number;     /* of the node in its tree */
  guint32     last_name;  /* of an object: the name of its last member, 0 = none yet */
  guint32     below;      /* the nearest name above, 0 = none */
} ParserFrame;

struct _SluiceParser
{
  GObject      parent_instance;

  SluiceTree  *tree;             /* owned, may be shared */
  SluiceNode  *node;             /* the open scalar, or the member whose value is awaited */
  ParserFrame *frame;            /* the innermost open container, NULL outside of the document */
  const guint8 *chunk;           /* the text being pushed */
  guint32      offset;           /* of chunk in all text; between pushes, of the next byte */
  guint8       state;            /* ParserState */
  guint8       number;           /* NumberState */
  guint8       quote;            /* the byte that ends the string */
  guint8       in_name : 1;      /* the string is a member's name */
  guint8       closed : 1;       /* the root was closed */
  guint8       ended : 1;        /* no more text will come */
  guint8       strict : 1;
  guint8       has_arrival : 1;
  guint8       is_observed : 1;

  guint8       n_held;           /* bytes of the string that are held back */
  guint8       held[SLUICE_PARSER_MAX_HELD];
  guint8       n_digits;         /* of a \u escape */
  guint16      code;             /* what they say so far */
  guint16      surrogate;        /* a high one that waits for its other half, 0 = none */

  guint32      guess;            /* the name that is expected */
  guint32      n_guessed;        /* how much of it has arrived */
  guint32      begin;            /* offset of the token being read */
  const char  *literal;          /* the word being read, and */
  const char  *rest;             /* what of it is still to come */

  ParserFrame *frames;           /* owned */
  guint        n_frames;
  guint        n_frames_room;

  const SluiceObserver *functions[2];
  gpointer              observers[2];

  GPtrArray   *repairs;          /* owned: SluiceRepair */
  GError      *error;            /* owned: why it failed */
  gint64       arrival_time;
  guint        arrival_event;
  guint        max_depth;
  guint64      max_bytes;
};

#define sluice_parser_tell(self, event, ...)                                  \
  G_STMT_START {                                                              \
    if ((self)->is_observed)                                                  \
      for (guint tell_ = 0; tell_ < 2; tell_++)                               \
        if ((self)->functions[tell_] != NULL && (self)->functions[tell_]->event != NULL) \
          (self)->functions[tell_]->event ((self)->observers[tell_], __VA_ARGS__); \
  } G_STMT_END

static inline guint32
sluice_parser_at (const SluiceParser *self,
                  const guint8       *p)
{
  return self->offset + (guint32) (p - self->chunk);
}

static inline gboolean
sluice_parser_is_space (guint8 c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Keeps what was appended to the text since it had from bytes; the first of the new ones stands at
 * offset, the last ends at end. */
static inline void
sluice_parser_keep_text (SluiceParser *self,
                         gsize         from,
                         guint32       offset,
                         guint32       end)
{
  SluiceTree *tree = self->tree;
  gsize length = sluice_tree_get_text_length (tree);

  if (length == from)
    return;

  *tree->tip = '\0';
  if (self->in_name)
    sluice_parser_tell (self, key, self->frame->node, tree->text, length, from, offset, FALSE);
  else
    {
      self->node->text = tree->text;
      self->node->n = length;
      self->node->end = end;
      sluice_parser_tell (self, grew, self->node, from, offset);
    }
}

/* sluice-parser.c */
const guint8 *sluice_parser_fail           (SluiceParser      *self,
                                            const guint8      *p,
                                            const guint8      *end,
                                            const char        *expected);
const guint8 *sluice_parser_fail_with      (SluiceParser      *self,
                                            guint32            offset,
                                            const guint8      *end,
                                            SluiceParserError  code,
                                            const char        *format,
                                            ...) G_GNUC_PRINTF (5, 6);
SluiceNode   *sluice_parser_begin_value    (SluiceParser      *self,
                                            SluiceNodeType     type,
                                            guint32            start);
void          sluice_parser_close_value    (SluiceParser      *self,
                                            SluiceNode        *node,
                                            guint32            end);
void          sluice_parser_finish_text    (SluiceParser      *self,
                                            SluiceNode        *node);
void          sluice_parser_close_name     (SluiceParser      *self,
                                            guint32            name,
                                            guint32            end);

/* sluice-parser-string.c */
const guint8 *sluice_parser_begin_string   (SluiceParser      *self,
                                            const guint8      *p);
const guint8 *sluice_parser_begin_name     (SluiceParser      *self,
                                            const guint8      *p);
const guint8 *sluice_parser_read_guess     (SluiceParser      *self,
                                            const guint8      *p,
                                            const guint8      *end);
const guint8 *sluice_parser_read_string    (SluiceParser      *self,
                                            const guint8      *p,
                                            const guint8      *end);
const guint8 *sluice_parser_read_character (SluiceParser      *self,
                                            const guint8      *p,
                                            const guint8      *end);

/* sluice-parser-escape.c */
const guint8 *sluice_parser_begin_escape   (SluiceParser      *self,
                                            const guint8      *p);
const guint8 *sluice_parser_read_escape    (SluiceParser      *self,
                                            const guint8      *p,
                                            const guint8      *end);

/* sluice-parser-scalar.c */
const guint8 *sluice_parser_begin_number   (SluiceParser      *self,
                                            const guint8      *p);
const guint8 *sluice_parser_read_number    (SluiceParser      *self,
                                            const guint8      *p,
                                            const guint8      *end);
const guint8 *sluice_parser_begin_literal  (SluiceParser      *self,
                                            const guint8      *p,
                                            const char        *literal);
const guint8 *sluice_parser_read_literal   (SluiceParser      *self,
                                            const guint8      *p,
                                            const guint8      *end);
void          sluice_parser_close_literal  (SluiceParser      *self);

G_END_DECLS
