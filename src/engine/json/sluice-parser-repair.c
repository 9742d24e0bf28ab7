/* sluice-parser-repair.c: what stands in a document where JSON has something else
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-private.h"

#include <glib/gi18n-lib.h>

/* A hostile text can have a deviation in every byte; from here on they only mark their nodes. */
#define MAX_REPAIRS 65536

static gboolean
begins_word (guint8 c)
{
  return g_ascii_isalpha (c) || c == '_' || c == '$';
}

static gboolean
begins_name (guint8 c)
{
  return begins_word (c) || g_ascii_isdigit (c) || c == '"' || c == '\'' || c >= 0x80;
}

static gboolean
begins_element (guint8 c)
{
  return begins_name (c) || c == '-' || c == '{' || c == '[';
}

/* A comment goes on with the state that it interrupts. */
static const guint8 *
begin_comment (SluiceParser *self,
               const guint8 *p)
{
  sluice_parser_begin_comment (self, sluice_parser_at (self, p), *p);
  return p + 1;
}

/* A character that is not ASCII may be a quote or a letter. */
static const guint8 *
begin_lead (SluiceParser *self,
            const guint8 *p)
{
  self->begin = sluice_parser_at (self, p);
  self->n_held = 0;
  self->resume = self->state;
  self->state = STATE_LEAD;
  return p;
}

static const guint8 *
skip_comma (SluiceParser *self,
            guint32       offset,
            const guint8 *next)
{
  sluice_parser_repair (self, SLUICE_REPAIR_TRAILING_COMMA, self->frame->node, offset, offset + 1);
  return next;
}

/* Reports a deviation: of a node, where it is known. */
void
sluice_parser_repair (SluiceParser     *self,
                      SluiceRepairKind  kind,
                      SluiceNode       *node,
                      guint32           start,
                      guint32           end)
{
  SluiceRepair *repair;

  if (node != NULL)
    node->repaired = TRUE;

  if (self->repairs->len >= MAX_REPAIRS)
    return;

  repair = g_new (SluiceRepair, 1);
  *repair = (SluiceRepair) { kind, start, end, node };
  g_ptr_array_add (self->repairs, repair);
  if (self->is_observed)
    sluice_parser_tell_repair (self, repair);
}

/* Reports a deviation inside the string or the name that is being read. The member that a name is
 * for is not there yet: what is known is its object. */
void
sluice_parser_repair_text (SluiceParser     *self,
                           SluiceRepairKind  kind,
                           guint32           start,
                           guint32           end)
{
  if (self->in_name)
    self->name_repaired = TRUE;

  sluice_parser_repair (self, kind, self->in_name ? self->frame->node : self->node, start, end);
}

/* Reads what stands in the place of a value and does not begin one. */
const guint8 *
sluice_parser_mend_value (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  gboolean in_array = self->frame != NULL && self->frame->node->type == SLUICE_NODE_ARRAY;
  guint32 offset = sluice_parser_at (self, p);

  if (*p == '\'')
    {
      sluice_parser_begin_string (self, offset, '\'', SLUICE_REPAIR_SINGLE_QUOTES + 1);
      return p + 1;
    }
  if (begins_word (*p))
    return sluice_parser_begin_word (self, p);
  if (*p == '/' || *p == '#')
    return begin_comment (self, p);
  if (*p >= 0x80)
    return begin_lead (self, p);

  if (*p == ',' && in_array)
    return skip_comma (self, offset, p + 1);

  if (*p == ']' && in_array)
    {
      skip_comma (self, self->comma, p);
      return sluice_parser_end_container (self, p);
    }

  return sluice_parser_fail (self, p, end, _("a value"));
}

/* Reads what stands in the place of a member's name and does not begin one. */
const guint8 *
sluice_parser_mend_name (SluiceParser *self,
                         const guint8 *p,
                         const guint8 *end)
{
  guint32 offset = sluice_parser_at (self, p);

  if (*p == '\'')
    {
      sluice_parser_begin_name (self, offset, '\'', SLUICE_REPAIR_SINGLE_QUOTES + 1);
      return p + 1;
    }
  if (*p >= 0x80)
    return begin_lead (self, p);
  if (begins_name (*p))
    {
      self->n_held = 0;
      sluice_parser_begin_bare_name (self, offset);
      return p;
    }
  if (*p == '/' || *p == '#')
    return begin_comment (self, p);

  if (*p == ',')
    return skip_comma (self, offset, p + 1);

  if (*p == '}')
    {
      skip_comma (self, self->comma, p);
      return sluice_parser_end_container (self, p);
    }

  return sluice_parser_fail (self, p, end, _("the name of a member"));
}

/* Reads what stands in the place of a colon. */
const guint8 *
sluice_parser_mend_colon (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  if (*p == '/' || *p == '#')
    return begin_comment (self, p);

  return sluice_parser_fail (self, p, end, _("a colon"));
}

/* Reads what stands after a value in the place of a comma or a closing bracket. */
const guint8 *
sluice_parser_mend_after (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  gboolean object = self->frame->node->type == SLUICE_NODE_OBJECT;
  guint32 offset = sluice_parser_at (self, p);

  if (*p == '/' || *p == '#')
    return begin_comment (self, p);

  if (object ? !begins_name (*p) : !begins_element (*p))
    return sluice_parser_fail (self, p, end, object ? _("a comma or “}”") : _("a comma or “]”"));

  sluice_parser_repair (self, SLUICE_REPAIR_MISSING_COMMA, self->frame->node, offset, offset);
  self->state = object ? STATE_NAME : STATE_VALUE;
  return p;
}

/* Begins a comment of which the first byte, a slash or #, was read. */
void
sluice_parser_begin_comment (SluiceParser *self,
                             guint32       offset,
                             guint8        mark)
{
  self->begin = offset;
  self->resume = self->state;
  self->state = mark == '#' ? STATE_LINE_COMMENT : STATE_SLASH;
}

/* Ends a comment at an offset, and goes on with what it interrupted. */
void
sluice_parser_end_comment (SluiceParser *self,
                           guint32       end)
{
  sluice_parser_repair (self, SLUICE_REPAIR_COMMENT, self->frame != NULL ? self->frame->node : NULL,
                        self->begin, end);
  self->state = self->resume;
}

static const guint8 *
read_block_comment (SluiceParser *self,
                    const guint8 *p,
                    const guint8 *end)
{
  for (; p < end; p++)
    {
      if (*p == '/' && self->n_matched == 1)
        {
          sluice_parser_end_comment (self, sluice_parser_at (self, p) + 1);
          return p + 1;
        }
      self->n_matched = *p == '*';
    }

  return p;
}

/* Reads on in a comment. */
const guint8 *
sluice_parser_read_comment (SluiceParser *self,
                            const guint8 *p,
                            const guint8 *end)
{
  if (self->state == STATE_BLOCK_COMMENT)
    return read_block_comment (self, p, end);

  if (self->state == STATE_SLASH)
    {
      if (*p != '/' && *p != '*')
        return sluice_parser_fail (self, p, end, _("a comment"));

      self->state = *p == '/' ? STATE_LINE_COMMENT : STATE_BLOCK_COMMENT;
      self->n_matched = 0;
      return p + 1;
    }

  while (p < end && *p != '\n' && *p != '\r')
    p++;
  if (p < end)
    sluice_parser_end_comment (self, sluice_parser_at (self, p));

  return p;
}
