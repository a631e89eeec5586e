#include "http-request.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const long default_max_tokens = 64;

/** The value of a header field, or NULL; `head` ends with an empty line. */
static const char *find_header(const char *head, const char *end, const char *name) {
  size_t name_length = strlen(name);
  const char *line = memchr(head, '\n', (size_t)(end - head));
  while (line != NULL && line + 1 + name_length < end) {
    line++;
    if (strncasecmp(line, name, name_length) == 0 && line[name_length] == ':') {
      const char *value = line + name_length + 1;
      while (value < end && *value == ' ') value++;
      return value;
    }
    line = memchr(line, '\n', (size_t)(end - line));
  }
  return NULL;
}

static bool read_request_line(const char *bytes, const char *end, struct http_request *request) {
  const char *space = memchr(bytes, ' ', (size_t)(end - bytes));
  if (space == NULL) return false;
  const char *path = space + 1;
  const char *path_end = memchr(path, ' ', (size_t)(end - path));
  if (path_end == NULL) return false;
  request->method = bytes;
  request->method_length = (size_t)(space - bytes);
  request->path = path;
  request->path_length = (size_t)(path_end - path);
  return true;
}

enum http_reading http_read_request(const char *bytes, size_t length,
                                    struct http_request *request) {
  const char *blank = memmem(bytes, length, "\r\n\r\n", 4);
  if (blank == NULL) return length > 65536 ? HTTP_MALFORMED : HTTP_INCOMPLETE;
  const char *end = blank + 4;
  if (!read_request_line(bytes, end, request)) return HTTP_MALFORMED;
  if (find_header(bytes, end, "transfer-encoding") != NULL) return HTTP_MALFORMED;
  const char *declared = find_header(bytes, end, "content-length");
  const char *connection = find_header(bytes, end, "connection");
  request->closes = connection != NULL && strncasecmp(connection, "close", 5) == 0;
  request->body = end;
  request->body_length = declared == NULL ? 0 : strtoul(declared, NULL, 10);
  size_t head_length = (size_t)(end - bytes);
  if (length - head_length < request->body_length) return HTTP_INCOMPLETE;
  request->length = head_length + request->body_length;
  return HTTP_COMPLETE;
}

bool http_is_path(const struct http_request *request, const char *path) {
  return request->path_length == strlen(path) && memcmp(request->path, path, strlen(path)) == 0;
}

/** The place behind the closing quote of a JSON string; `at` is behind the opening one. */
static const char *skip_string(const char *at, const char *end) {
  for (; at < end; at++) {
    if (*at == '\\') at++;
    else if (*at == '"') return at + 1;
  }
  return end;
}

static const char *skip_blanks(const char *at, const char *end) {
  while (at < end && isspace((unsigned char)*at)) at++;
  return at;
}

static bool is_named(const char *key, size_t length, const char *name) {
  return strlen(name) == length && memcmp(key, name, length) == 0;
}

static void take_model(const char *value, const char *end, struct wanted_answer *wanted) {
  if (*value != '"') return;
  const char *close = skip_string(value + 1, end) - 1;
  size_t length = (size_t)(close - value - 1);
  if (length >= sizeof wanted->model) length = sizeof wanted->model - 1;
  memcpy(wanted->model, value + 1, length);
  wanted->model[length] = '\0';
}

/** `key` is a key of the outermost object, `value` the first character of its value. */
static void take_field(const char *key, size_t key_length, const char *value, const char *end,
                       struct wanted_answer *wanted) {
  if (is_named(key, key_length, "stream")) wanted->is_streamed = *value == 't';
  if (is_named(key, key_length, "max_tokens")) {
    long asked = strtol(value, NULL, 10);
    if (asked > 0) wanted->max_tokens = asked;
  }
  if (is_named(key, key_length, "model")) take_model(value, end, wanted);
}

void http_read_wanted_answer(const char *body, size_t length, struct wanted_answer *wanted) {
  *wanted = (struct wanted_answer){.is_streamed = false, .max_tokens = default_max_tokens};
  const char *end = body + length;
  int depth = 0;
  for (const char *at = body; at < end; at++) {
    if (*at == '{' || *at == '[') depth++;
    if (*at == '}' || *at == ']') depth--;
    if (*at != '"') continue;
    const char *text = at + 1;
    const char *behind = skip_string(text, end);
    const char *colon = skip_blanks(behind, end);
    if (depth == 1 && colon < end && *colon == ':') {
      const char *value = skip_blanks(colon + 1, end);
      if (value < end) take_field(text, (size_t)(behind - 1 - text), value, end, wanted);
    }
    at = behind - 1;
  }
}
