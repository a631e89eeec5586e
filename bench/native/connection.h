// A connection of the source: what it is answering, and bytes on their way in and out.
#ifndef GADFLY_BENCH_CONNECTION_H
#define GADFLY_BENCH_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "answer-text.h"
#include "byte-buffer.h"
#include "due-heap.h"

enum phase {
  PHASE_IDLE,
  /** Tokens leave when they are due. */
  PHASE_PACED,
  /** Tokens leave when the socket takes them. */
  PHASE_FIREHOSE,
  /** A whole answer leaves when it is due. */
  PHASE_DELAYED,
};

struct connection {
  /** The first member, so that what is due is a connection. */
  struct due_entry due;
  int fd;
  int poll_fd;
  enum phase phase;
  bool waits_for_room;
  bool closes;
  const struct answer_text *text;
  long tokens;
  long tokens_left;
  uint64_t itl_us;
  /** Where in the period of its tokens this stream's tokens lie. */
  uint64_t offset_us;
  uint64_t complete_us;
  uint64_t last_token_us;
  struct byte_buffer in;
  /** What the socket did not take yet. */
  struct byte_buffer out;
};

/** Takes a socket over. */
struct connection *connection_open(int poll_fd, int fd);

void connection_close(struct connection *connection);

/** Reads all that is there; false when the peer is gone. */
bool connection_receive(struct connection *from);

/** Writes what the socket takes and keeps the rest; false when the peer is gone. */
bool connection_send(struct connection *to, const char *bytes, size_t length);

/** Sends a buffer and frees it. */
bool connection_send_buffer(struct connection *to, struct byte_buffer *bytes);

/** Writes what was kept, now that there is room; false when the peer is gone. */
bool connection_send_rest(struct connection *to);

#endif
