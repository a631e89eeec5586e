// What the source answers, and when each token of it leaves.
#ifndef GADFLY_BENCH_ANSWERS_H
#define GADFLY_BENCH_ANSWERS_H

#include <stdbool.h>
#include <stdint.h>

#include "connection.h"
#include "http-request.h"

/** Renders the texts; once, before anything else. */
void answers_prepare(void);

/** Begins the answer to a request; false when the peer is gone, as in all of these. */
bool answers_begin(struct connection *to, const struct http_request *request);

/** What was due is due now. */
bool answers_fire(struct connection *to);

/** The socket has room again. */
bool answers_use_room(struct connection *to);

/** The connection is over, wherever its answer stands. */
void answers_abandon(struct connection *of);

/** When the next token is due; 0 when none is. */
uint64_t answers_next_due_us(void);

/** The connection that is due by then, or NULL. */
struct connection *answers_take_due(uint64_t now_us);

#endif
