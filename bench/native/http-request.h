// Reads HTTP/1.1 requests out of a buffer: as much of the protocol as load generators use.
#ifndef GADFLY_BENCH_HTTP_REQUEST_H
#define GADFLY_BENCH_HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

/** A request whose last byte is there; texts point into the buffer that it was read from. */
struct http_request {
  const char *method;
  size_t method_length;
  const char *path;
  size_t path_length;
  const char *body;
  size_t body_length;
  bool closes;
  /** Bytes of the buffer that it takes. */
  size_t length;
};

enum http_reading { HTTP_INCOMPLETE, HTTP_COMPLETE, HTTP_MALFORMED };

enum http_reading http_read_request(const char *bytes, size_t length,
                                    struct http_request *request);

bool http_is_path(const struct http_request *request, const char *path);

/** What the body of a completion request asks for. */
struct wanted_answer {
  bool is_streamed;
  long max_tokens;
  char model[128];
};

/** Reads the three fields that matter from the top level of a JSON object; others are skipped. */
void http_read_wanted_answer(const char *body, size_t length, struct wanted_answer *wanted);

#endif
