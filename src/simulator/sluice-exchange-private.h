/* sluice-exchange-private.h: one answer on its way to a client
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "sluice-fault-private.h"
#include "sluice-script-private.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_EXCHANGE_COMPLETE,      /* all of it was sent, also where all of it is an error */
  SLUICE_EXCHANGE_CUT,           /* we closed the connection */
  SLUICE_EXCHANGE_DISCONNECTED,  /* the client closed the connection */
} SluiceExchangeEnd;

/* Where in the answer something happens to it. */
typedef enum
{
  SLUICE_EXCHANGE_TO_END,
  SLUICE_EXCHANGE_TRUNCATE,   /* finish reason: the output limit */
  SLUICE_EXCHANGE_STALL,
  SLUICE_EXCHANGE_DROP,
} SluiceExchangeTurn;

typedef struct
{
  SluiceRequest      *request;
  SluiceWire         *wire;
  const char         *model;          /* as the client called it */
  SluiceScript       *script;         /* taken; NULL where a recording is played */
  SluiceRecording    *recording;      /* nullable */
  SluiceFaults        faults;
  gdouble             tokens_per_second;  /* 0 = as fast as the client reads */
  guint               latency_ms;
  SluiceExchangeTurn  turn;
  guint               turn_token;     /* the token before which it happens */
  guint               input_tokens;
  guint               number;         /* of the request, for ids */
} SluiceExchangeOptions;

typedef struct _SluiceExchange SluiceExchange;

/* The last thing it does; it frees itself after that. */
typedef void (*SluiceExchangeFunc) (SluiceExchange    *exchange,
                                    SluiceExchangeEnd  end,
                                    gpointer           user_data);

/* Answers the message, from now on, in the thread-default main context. */
SluiceExchange *sluice_exchange_new    (SoupServerMessage           *message,
                                        const SluiceExchangeOptions *options,
                                        SluiceExchangeFunc           func,
                                        gpointer                     user_data);
/* Closes the connection and frees it; func is not called. */
void            sluice_exchange_abort  (SluiceExchange              *self);

G_END_DECLS
