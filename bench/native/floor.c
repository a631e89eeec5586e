// The least that a reader of many answers can do: one thread, one epoll loop, reads and counts. What
// it costs is the share of the kernel, so every other reader is measured against it.
//
//   floor stream  PORT CONNECTIONS REQUEST   streams that do not end; counts their events
//   floor request PORT CONNECTIONS REQUEST   whole answers, each followed by the next request
//
// It ends when its stdin ends, and then says what it has counted.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

struct connection {
  int fd;
  /** The last byte read was the end of a line. */
  bool is_line_over;
  /** Of the answer that is being read; 0 before its head is there. */
  size_t bytes_left;
};

static int poll_fd;
static bool is_streamed;
static const char *request;
static size_t request_length;
static unsigned long long events, answers;
static char scratch[65536];

static void fail(const char *what) {
  fprintf(stderr, "floor: %s failed", what);
  perror(" ");
  exit(1);
}

/** An event ends with an empty line; framing of chunks never has two line feeds in a row. */
static void count_events(struct connection *of, const char *bytes, size_t length) {
  const char *end = bytes + length;
  const char *at = bytes;
  if (of->is_line_over && *bytes == '\n') events++;
  while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
    at++;
    if (at == end) break;
    if (*at == '\n') events++;
  }
  of->is_line_over = end[-1] == '\n';
}

static void send_request(struct connection *to) {
  if (write(to->fd, request, request_length) != (ssize_t)request_length) fail("write");
}

/** Whole answers have a length; their heads come in one piece with something of the body. */
static size_t answer_length(const char *bytes, size_t length) {
  const char *end = memmem(bytes, length, "\r\n\r\n", 4);
  const char *field = memmem(bytes, length, "content-length: ", 16);
  if (end == NULL || field == NULL) {
    fputs("floor: an answer without a length\n", stderr);
    exit(1);
  }
  return (size_t)(end + 4 - bytes) + strtoul(field + 16, NULL, 10);
}

static void take_answer(struct connection *of, const char *bytes, size_t length) {
  if (of->bytes_left == 0) of->bytes_left = answer_length(bytes, length);
  of->bytes_left -= length < of->bytes_left ? length : of->bytes_left;
  if (of->bytes_left > 0) return;
  answers++;
  send_request(of);
}

static void take_bytes(struct connection *of) {
  ssize_t got = read(of->fd, scratch, sizeof scratch);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) fail("read: the source ended a connection");
  if (is_streamed) count_events(of, scratch, (size_t)got);
  else take_answer(of, scratch, (size_t)got);
}

static void open_connection(struct connection *connection, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int on = 1;
  connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection->fd < 0) fail("socket");
  if (connect(connection->fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
  if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, connection->fd, &event) != 0) fail("epoll_ctl");
  send_request(connection);
}

static void read_all(void) {
  struct epoll_event ready[512];
  for (;;) {
    int count = epoll_wait(poll_fd, ready, 512, -1);
    for (int i = 0; i < count; i++) {
      if (ready[i].data.ptr == NULL) return;
      take_bytes(ready[i].data.ptr);
    }
  }
}

int main(int count, char **arguments) {
  struct rlimit files;
  if (count != 5) {
    fputs("usage: floor stream|request PORT CONNECTIONS REQUEST\n", stderr);
    return 2;
  }
  int port = atoi(arguments[2]), connections = atoi(arguments[3]);
  is_streamed = strcmp(arguments[1], "stream") == 0;
  request = arguments[4];
  request_length = strlen(request);
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  poll_fd = epoll_create1(EPOLL_CLOEXEC);
  struct connection *all = calloc((size_t)connections, sizeof *all);
  if (poll_fd < 0 || all == NULL) fail("epoll_create1");
  for (int i = 0; i < connections; i++) open_connection(&all[i], port);
  struct epoll_event parent = {.events = EPOLLRDHUP | EPOLLHUP, .data.ptr = NULL};
  epoll_ctl(poll_fd, EPOLL_CTL_ADD, STDIN_FILENO, &parent);
  printf("reading\n");
  fflush(stdout);
  read_all();
  printf("counted %llu events and %llu answers\n", events, answers);
  return 0;
}
