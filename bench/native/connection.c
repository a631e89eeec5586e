#include "connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static void watch(struct connection *connection, int operation) {
  uint32_t room = connection->waits_for_room ? EPOLLOUT : 0;
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | room, .data.ptr = connection};
  if (epoll_ctl(connection->poll_fd, operation, connection->fd, &event) == 0) return;
  perror("source: epoll_ctl");
  exit(1);
}

struct connection *connection_open(int poll_fd, int fd) {
  int on = 1;
  struct connection *connection = calloc(1, sizeof *connection);
  if (connection == NULL) {
    fputs("out of memory\n", stderr);
    exit(1);
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  connection->fd = fd;
  connection->poll_fd = poll_fd;
  watch(connection, EPOLL_CTL_ADD);
  return connection;
}

void connection_close(struct connection *connection) {
  close(connection->fd);
  buffer_free(&connection->in);
  buffer_free(&connection->out);
  free(connection);
}

/** Who leaves thousands of events unread has stopped reading: its connection ends, and memory stays bounded. */
static const size_t most_unsent = 4u << 20;

/** A firehose always waits for room; others do while something was kept. */
static void update_wait(struct connection *to) {
  bool waits = to->out.used > 0 || to->phase == PHASE_FIREHOSE;
  if (to->waits_for_room == waits) return;
  to->waits_for_room = waits;
  watch(to, EPOLL_CTL_MOD);
}

bool connection_receive(struct connection *from) {
  for (;;) {
    buffer_reserve(&from->in, 4096);
    size_t room = from->in.size - from->in.used;
    ssize_t got = read(from->fd, from->in.bytes + from->in.used, room);
    if (got == 0) return false;
    if (got < 0) return errno == EAGAIN;
    from->in.used += (size_t)got;
    if ((size_t)got < room) return true;
  }
}

bool connection_send(struct connection *to, const char *bytes, size_t length) {
  size_t sent = 0;
  if (to->out.used == 0) {
    ssize_t taken = write(to->fd, bytes, length);
    if (taken < 0 && errno != EAGAIN) return false;
    sent = taken < 0 ? 0 : (size_t)taken;
  }
  if (sent < length) buffer_append(&to->out, bytes + sent, length - sent);
  if (to->out.used > most_unsent) return false;
  update_wait(to);
  return true;
}

bool connection_send_buffer(struct connection *to, struct byte_buffer *bytes) {
  bool is_open = connection_send(to, bytes->bytes, bytes->used);
  buffer_free(bytes);
  return is_open;
}

bool connection_send_rest(struct connection *to) {
  if (to->out.used == 0) return true;
  ssize_t taken = write(to->fd, to->out.bytes, to->out.used);
  if (taken < 0) return errno == EAGAIN;
  buffer_drop(&to->out, (size_t)taken);
  update_wait(to);
  return true;
}
