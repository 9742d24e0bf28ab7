/* sluice-parser-private.h: the state of a parser, between any two bytes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Every reader takes the unread bytes of the pushed text, uses as many as it can, leaves in the
 * parser what is needed to go on at any later time, and gives back where it stopped. A byte is
 * used once. What must be held back until more is known is at most 16 bytes long.
 *
 *   sluice-parser.c           the object, and how a text begins and ends
 *   sluice-parser-text.c      what is between tokens, and who reads which
 *   sluice-parser-whole.c     tokens that are neither cut nor odd, many at a time
 *   sluice-parser-value.c     how values and members begin and end
 *   sluice-parser-string.c    strings and names
 *   sluice-parser-escape.c    escapes in them
 *   sluice-parser-scalar.c    numbers and literals
 *
 * and, where the parser is tolerant,
 *
 *   sluice-parser-envelope.c  what stands around the document: prose, fences, other documents
 *   sluice-parser-repair.c    what stands where JSON has something else: comments, commas
 *   sluice-parser-quote.c     quotes of other kinds, and quotes that end nothing
 *   sluice-parser-bare.c      names and strings without quotes, words that are no literals
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
  STATE_AFTER,          /* after a value in a container; the last that is inside the document */
  STATE_END,            /* after the document, where the parser is strict */

  /* Inside tokens. */
  STATE_GUESS,          /* a name that is so far as guessed */
  STATE_STRING,
  STATE_CHARACTER,      /* UTF-8 character cut between pushes */
  STATE_ESCAPE,         /* after a backslash */
  STATE_UNICODE,        /* after \u */
  STATE_SURROGATE,      /* after a high surrogate */
  STATE_NUMBER,
  STATE_LITERAL,

  /* Around the document. */
  STATE_PROSE,          /* nothing special, before or after it */
  STATE_BRACKET,        /* after a bracket in prose that may begin it */
  STATE_FENCE,          /* in the line of an opening fence */
  STATE_TAG,            /* in what may become <think> */
  STATE_THINK,
  STATE_EXTRA,          /* in another document */

  /* Instead of JSON. */
  STATE_SLASH,          /* after a slash that may begin a comment */
  STATE_LINE_COMMENT,
  STATE_BLOCK_COMMENT,
  STATE_LEAD,           /* in a UTF-8 character where a token begins */
  STATE_QUOTE,          /* after a quote, and spaces, that may end the string */
  STATE_QUOTE_SLASH,    /* after a slash that follows them */
  STATE_MINUS,
  STATE_WORD,           /* letters that may become a literal */
  STATE_BARE_STRING,
  STATE_BARE_NAME,

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
  SluiceNode *last;       /* its last live child, NULL = none */
  guint32     number;     /* of the node in its tree */
  guint32     last_name;  /* of an object: the name of its last member, 0 = none yet */
  guint32     below;      /* the nearest name above, 0 = none */
} ParserFrame;

struct _SluiceParser
{
  GObject       parent_instance;

  SluiceTree   *tree;            /* owned, may be shared */
  SluiceNode   *node;            /* the open scalar, or the member whose value is awaited */
  ParserFrame  *frame;           /* the innermost open container, NULL outside of the document */
  guint32       offset;          /* bytes pushed; after an error, the place of it */
  guint32       delta;           /* from the address of a byte being pushed to its offset */
  guint8        state;           /* ParserState */
  guint8        resume;          /* the state after a comment, or after a cut character */
  guint8        number;          /* NumberState */
  guint8        quote;           /* the ASCII quote that ends the string */
  guint8        style;           /* SluiceRepairKind of the string's quotes, plus 1; 0 = plain */
  guint8        quote_length;    /* of the quote that may end the string */
  guint8        padding;         /* bytes behind the text that is being read */

  gboolean      strict;
  gboolean      unique_names;
  gboolean      expect_container;
  gboolean      is_observed;
  gboolean      has_arrival; /* the time of the next push is known */
  gboolean      in_name;     /* the string is a member's name */
  gboolean      name_repaired;
  gboolean      closed;      /* the root was closed */
  gboolean      ended;       /* no more text will come */
  gboolean      in_fence;
  gboolean      is_fresh;    /* only space since the text, a fence or a think block began */
  gboolean      at_line_start;
  gboolean      is_escaped;  /* in another document: after a backslash */

  guint8        n_held;          /* bytes of a string or word that are held back */
  guint8        held[SLUICE_PARSER_MAX_HELD];
  guint8        n_digits;        /* of a \u escape */
  guint16       code;            /* what they say so far */
  guint16       surrogate;       /* a high one that waits for its other half, 0 = none */

  guint32       guess;           /* the name that is expected */
  guint32       n_guessed;       /* how much of it has arrived */
  guint32       begin;           /* offset of what is held back, or of the token being read */
  guint32       name_begin;      /* offset of the name being read */
  guint32       comma;           /* offset of the last comma */
  guint32       released;        /* the array whose elements are being released; 0 = none */
  const char   *literal;         /* the word being read, and */
  const char   *rest;            /* what of it is still to come */

  guint32       prose_start;     /* prose that is not reported yet; */
  guint32       prose_end;       /* none where this is not behind prose_start */
  guint32       before_ticks;    /* prose_end before backticks that may become a fence */
  guint32       n_matched;       /* backticks, or letters of a tag, or spaces after a bracket */
  guint32       depth;           /* in another document */

  ParserFrame  *frames;          /* owned */
  guint         n_frames;
  guint         n_frames_room;

  const SluiceObserver *functions[2];
  gpointer              observers[2];

  GPtrArray    *repairs;         /* owned: SluiceRepair */
  GError       *error;           /* owned: why it failed */
  gint64        arrival_time;
  guint         arrival_event;
  guint         max_depth;
  guint32       max_bytes;
};

typedef enum
{
  EVENT_OPENING,
  EVENT_OPENED,
  EVENT_CLOSED,
  EVENT_CUT,
  EVENT_SUPERSEDED,
} ParserEvent;

/* sluice-observer.c, only to be called where somebody observes */
void sluice_parser_tell_node   (SluiceParser       *self,
                                ParserEvent         event,
                                SluiceNode         *node);
void sluice_parser_tell_grew   (SluiceParser       *self,
                                gsize               from,
                                guint32             offset);
void sluice_parser_tell_key    (SluiceParser       *self,
                                const char         *text,
                                gsize               length,
                                gsize               from,
                                guint32             offset,
                                gboolean            closed);
void sluice_parser_tell_repair (SluiceParser       *self,
                                const SluiceRepair *repair);

static inline void
sluice_parser_tell (SluiceParser *self,
                    ParserEvent   event,
                    SluiceNode   *node)
{
  if (self->is_observed)
    sluice_parser_tell_node (self, event, node);
}

/* The offset of a byte. Both sides are counted modulo 2^32, which is more than any text has. */
static inline guint32
sluice_parser_at (const SluiceParser *self,
                  const guint8       *p)
{
  return (guint32) (guintptr) p + self->delta;
}

static inline gboolean
sluice_parser_is_space (guint8 c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Gives the open node the text at the tip of the arena; the last byte of it ends at end. */
static inline void
sluice_parser_set_text (SluiceParser *self,
                        guint32       end)
{
  SluiceTree *tree = self->tree;
  SluiceNode *node = self->node;

  node->text = tree->text;
  node->n = sluice_tree_get_text_length (tree);
  node->end = end;
  *tree->tip = '\0';
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

  /* Also where nothing was appended: blocks are copied whole, and what is behind the text with them. */
  *tree->tip = '\0';
  if (length == from)
    return;

  if (!self->in_name)
    sluice_parser_set_text (self, end);
  if (G_LIKELY (!self->is_observed))
    return;

  if (self->in_name)
    sluice_parser_tell_key (self, tree->text, length, from, offset, FALSE);
  else
    sluice_parser_tell_grew (self, from, offset);
}

/* sluice-parser-failure.c */
void          sluice_parser_set_error       (SluiceParser      *self,
                                             SluiceParserError  code,
                                             const char        *message);
const guint8 *sluice_parser_fail            (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end,
                                             const char        *expected);
const guint8 *sluice_parser_fail_with       (SluiceParser      *self,
                                             guint32            offset,
                                             const guint8      *end,
                                             SluiceParserError  code,
                                             const char        *format,
                                             ...) G_GNUC_PRINTF (5, 6);

/* sluice-parser-text.c */
gboolean      sluice_parser_read_text       (SluiceParser      *self,
                                             const guint8      *p,
                                             gsize              length);

/* sluice-parser-whole.c */

/* The text that must be left where it is worth to look for whole tokens. */
#define SLUICE_PARSER_MIN_WHOLE 64

const guint8 *sluice_parser_read_whole      (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);

/* sluice-parser-value.c */
void          sluice_parser_close_document  (SluiceParser      *self);
gboolean      sluice_parser_begin_container (SluiceParser      *self,
                                             SluiceNodeType     type,
                                             guint32            start);
const guint8 *sluice_parser_end_container   (SluiceParser      *self,
                                             const guint8      *p);
void          sluice_parser_close_name      (SluiceParser      *self,
                                             guint32            name,
                                             guint32            end);

/* sluice-parser-string.c */
typedef enum { CHARACTER_WHOLE, CHARACTER_PART, CHARACTER_BAD } Character;

Character     sluice_parser_examine         (const guint8      *bytes,
                                             gsize              n,
                                             guint             *length);
void          sluice_parser_begin_string    (SluiceParser      *self,
                                             guint32            offset,
                                             guint8             quote,
                                             guint8             style);
void          sluice_parser_begin_name      (SluiceParser      *self,
                                             guint32            offset,
                                             guint8             quote,
                                             guint8             style);
void          sluice_parser_end_string      (SluiceParser      *self,
                                             guint32            offset,
                                             guint              quote_length);
const guint8 *sluice_parser_read_guess      (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
const guint8 *sluice_parser_read_string     (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
const guint8 *sluice_parser_hold_character  (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
gboolean      sluice_parser_replace_character (SluiceParser    *self,
                                             guint32            offset,
                                             guint              length);
const guint8 *sluice_parser_read_character  (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);

/* sluice-parser-escape.c */
const guint8 *sluice_parser_begin_escape    (SluiceParser      *self,
                                             const guint8      *p);
const guint8 *sluice_parser_read_escape     (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);

/* sluice-parser-scalar.c */
void          sluice_parser_begin_number    (SluiceParser      *self,
                                             guint32            offset);
const guint8 *sluice_parser_read_number     (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
void          sluice_parser_begin_literal   (SluiceParser      *self,
                                             const char        *literal,
                                             guint32            offset);
const guint8 *sluice_parser_read_literal    (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
void          sluice_parser_close_literal   (SluiceParser      *self);

/* sluice-parser-envelope.c */
void          sluice_parser_begin_envelope  (SluiceParser      *self);
void          sluice_parser_return_to_prose (SluiceParser      *self,
                                             guint32            start,
                                             guint32            end);
void          sluice_parser_end_envelope    (SluiceParser      *self);
const guint8 *sluice_parser_read_envelope   (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);

/* sluice-parser-repair.c */
void          sluice_parser_repair          (SluiceParser      *self,
                                             SluiceRepairKind   kind,
                                             SluiceNode        *node,
                                             guint32            start,
                                             guint32            end);
void          sluice_parser_repair_text     (SluiceParser      *self,
                                             SluiceRepairKind   kind,
                                             guint32            start,
                                             guint32            end);
const guint8 *sluice_parser_mend_value      (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
const guint8 *sluice_parser_mend_name       (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
const guint8 *sluice_parser_mend_colon      (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
const guint8 *sluice_parser_mend_after      (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
void          sluice_parser_begin_comment   (SluiceParser      *self,
                                             guint32            offset,
                                             guint8             mark);
void          sluice_parser_end_comment     (SluiceParser      *self,
                                             guint32            end);
const guint8 *sluice_parser_read_comment    (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);

/* sluice-parser-quote.c */
guint8        sluice_parser_get_plain_quote (const guint8      *character,
                                             guint              length);
gboolean      sluice_parser_ends_string     (const SluiceParser *self,
                                             guint8             next);
void          sluice_parser_settle_quote    (SluiceParser      *self);
void          sluice_parser_hold_quote      (SluiceParser      *self,
                                             const guint8      *quote,
                                             guint              length,
                                             guint32            offset);
const guint8 *sluice_parser_read_quote      (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
const guint8 *sluice_parser_read_lead       (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);

/* sluice-parser-bare.c */
const guint8 *sluice_parser_read_minus      (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
const guint8 *sluice_parser_read_word       (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);
void          sluice_parser_end_word        (SluiceParser      *self);
const guint8 *sluice_parser_begin_word      (SluiceParser      *self,
                                             const guint8      *p);
void          sluice_parser_begin_bare_string (SluiceParser    *self,
                                             guint32            offset);
void          sluice_parser_begin_bare_name (SluiceParser      *self,
                                             guint32            offset);
const guint8 *sluice_parser_read_bare_string (SluiceParser     *self,
                                             const guint8      *p,
                                             const guint8      *end);
const guint8 *sluice_parser_read_bare_name  (SluiceParser      *self,
                                             const guint8      *p,
                                             const guint8      *end);

G_END_DECLS
