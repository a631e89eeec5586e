// A load source for benchmarks: one thread, one epoll loop, an OpenAI API whose tokens leave at
// times that the model's name says, and the truth about when they left. It ends when its stdin ends.
//
//   model paced-ITLUS-TTFTUS   a token each ITLUS microseconds after a first one at TTFTUS
//   model firehose             64 KB of events at a time, as fast as the socket takes them
//   any other                  the whole answer at once
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "answers.h"
#include "connection.h"
#include "http-request.h"
#include "monotonic-clock.h"

static const size_t longest_request = 16u << 20;
/** Tokens that may leave before sockets are looked at again. */
static const int fires_per_turn = 256;
static const uint64_t ns_per_us = 1000, us_per_s = 1000000;

static int poll_fd, listen_fd, timer_fd;

static void fail(const char *what) {
  fprintf(stderr, "source: %s failed", what);
  perror(" ");
  exit(1);
}

static void end_connection(struct connection *connection) {
  answers_abandon(connection);
  connection_close(connection);
}

/** Answers the requests that are there, one after another; false when the connection is over. */
static bool answer_requests(struct connection *of) {
  while (of->phase == PHASE_IDLE && of->in.used > 0) {
    struct http_request request;
    enum http_reading reading = http_read_request(of->in.bytes, of->in.used, &request);
    if (reading == HTTP_MALFORMED || of->in.used > longest_request) return false;
    if (reading == HTTP_INCOMPLETE) return true;
    of->closes = request.closes;
    if (!answers_begin(of, &request)) return false;
    buffer_drop(&of->in, request.length);
  }
  return of->phase != PHASE_IDLE || !of->closes || of->out.used > 0;
}

static bool take_input(struct connection *from) {
  if (!connection_receive(from)) return false;
  if (from->phase == PHASE_IDLE) from->complete_us = now_us();
  return answer_requests(from);
}

static bool use_room(struct connection *of) {
  if (of->out.used > 0) {
    if (!connection_send_rest(of)) return false;
    if (of->out.used > 0) return true;
  }
  return answers_use_room(of) && answer_requests(of);
}

static void handle(const struct epoll_event *event) {
  struct connection *connection = event->data.ptr;
  bool is_open = (event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) == 0;
  if (is_open && (event->events & EPOLLIN)) is_open = take_input(connection);
  if (is_open && (event->events & EPOLLOUT)) is_open = use_room(connection);
  if (!is_open) end_connection(connection);
}

static void accept_connections(void) {
  for (;;) {
    int fd = accept4(listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) connection_open(poll_fd, fd);
    else if (errno == EAGAIN) return;
    else if (errno != ECONNABORTED) fail("accept");
  }
}

/** Lets leave what is due; true when more may be due already. */
static bool fire_due(void) {
  uint64_t now = now_us();
  for (int i = 0; i < fires_per_turn; i++) {
    struct connection *due = answers_take_due(now);
    if (due == NULL) return false;
    if (!answers_fire(due) || !answer_requests(due)) end_connection(due);
  }
  return true;
}

static void arm_timer(void) {
  static uint64_t armed_us;
  uint64_t due_us = answers_next_due_us();
  if (due_us == 0 || due_us == armed_us) return;
  armed_us = due_us;
  struct itimerspec at = {.it_value = {.tv_sec = (time_t)(due_us / us_per_s),
                                       .tv_nsec = (long)(due_us % us_per_s * ns_per_us)}};
  timerfd_settime(timer_fd, TFD_TIMER_ABSTIME, &at, NULL);
}

static void serve(void) {
  struct epoll_event events[512];
  for (;;) {
    bool is_late = fire_due();
    if (!is_late) arm_timer();
    int count = epoll_wait(poll_fd, events, 512, is_late ? 0 : -1);
    for (int i = 0; i < count; i++) {
      const void *owner = events[i].data.ptr;
      if (owner == NULL) exit(0); // stdin: the parent is gone
      if (owner == &listen_fd) accept_connections();
      else if (owner != &timer_fd) handle(&events[i]);
    }
  }
}

static void watch(int fd, uint32_t events, void *owner) {
  struct epoll_event event = {.events = events, .data.ptr = owner};
  // stdin may be a file, which cannot be watched and never ends.
  if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event) != 0 && owner != NULL) fail("epoll_ctl");
}

static int listen_on(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int on = 1;
  listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  setsockopt(listen_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listen_fd, (struct sockaddr *)&address, sizeof address) != 0) fail("bind");
  if (listen(listen_fd, 4096) != 0) fail("listen");
  if (getsockname(listen_fd, (struct sockaddr *)&address, &length) != 0) fail("getsockname");
  return ntohs(address.sin_port);
}

int main(int count, char **arguments) {
  struct rlimit files;
  signal(SIGPIPE, SIG_IGN);
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  poll_fd = epoll_create1(EPOLL_CLOEXEC);
  timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (poll_fd < 0 || timer_fd < 0) fail("epoll_create1");
  answers_prepare();
  int port = listen_on(count > 1 ? atoi(arguments[1]) : 0);
  watch(listen_fd, EPOLLIN, &listen_fd);
  // Edge-triggered: an expiry that was never read wakes nobody again.
  watch(timer_fd, EPOLLIN | EPOLLET, &timer_fd);
  watch(STDIN_FILENO, EPOLLRDHUP | EPOLLHUP, NULL);
  printf("listening %d\n", port);
  fflush(stdout);
  serve();
}
