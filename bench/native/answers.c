#include "answers.h"

#include <stdio.h>
#include <string.h>

#include "monotonic-clock.h"
#include "truth.h"

enum pace { PACE_AT_ONCE, PACE_PACED, PACE_FIREHOSE };

static struct due_heap heap;
static struct truth truth;
static size_t streams_open;
static uint64_t streams_begun;
static struct answer_text chat_text, plain_text;

void answers_prepare(void) {
  answer_text_render(&chat_text, true);
  answer_text_render(&plain_text, false);
}

static void note_token(struct connection *of, uint64_t at_us) {
  if (of->tokens_left == of->tokens) {
    samples_add(&truth.ttft, at_us - of->complete_us);
  } else if (of->phase == PHASE_PACED) {
    samples_add(&truth.gap, at_us - of->last_token_us);
  }
  of->last_token_us = at_us;
}

static bool end_stream(struct connection *to) {
  struct byte_buffer end = {0};
  samples_add(&truth.e2e, to->last_token_us - to->complete_us);
  answer_text_print_end(to->text, to->tokens, &end);
  to->phase = PHASE_IDLE;
  streams_open--;
  return connection_send_buffer(to, &end);
}

/**
 * A token each period after the one before. Only the second token is moved, by half a period at
 * most, to the place in the period that belongs to this stream.
 */
static uint64_t next_token_us(const struct connection *of) {
  uint64_t due_us = of->due.due_us;
  if (of->itl_us == 0 || of->tokens_left < of->tokens - 1) return due_us + of->itl_us;
  uint64_t earliest_us = due_us + of->itl_us / 2;
  uint64_t into_us = (earliest_us + of->itl_us - of->offset_us) % of->itl_us;
  return into_us == 0 ? earliest_us : earliest_us + of->itl_us - into_us;
}

static bool send_token(struct connection *to) {
  // The socket is full: the token leaves, and its time is taken, when there is room again.
  if (to->out.used > 0) return true;
  note_token(to, now_us());
  to->tokens_left--;
  truth.events++;
  if (!connection_send(to, to->text->token.bytes, to->text->token.used)) return false;
  if (to->tokens_left == 0) return end_stream(to);
  due_heap_set(&heap, &to->due, next_token_us(to));
  return true;
}

static bool send_batch(struct connection *to) {
  size_t tokens = to->text->batch_tokens;
  if ((long)tokens > to->tokens_left) tokens = (size_t)to->tokens_left;
  note_token(to, now_us());
  to->tokens_left -= (long)tokens;
  truth.events += tokens;
  if (!connection_send(to, to->text->batch.bytes, tokens * to->text->token.used)) return false;
  return to->tokens_left > 0 || end_stream(to);
}

static bool send_whole(struct connection *to) {
  struct byte_buffer answer = {0};
  to->phase = PHASE_IDLE;
  answer_text_print_whole(to->text, to->tokens, &answer);
  samples_add(&truth.e2e, now_us() - to->complete_us);
  return connection_send_buffer(to, &answer);
}

/** A stream with all of its tokens in one write. */
static bool send_stream_at_once(struct connection *to) {
  struct byte_buffer answer = {0};
  buffer_append(&answer, stream_head, strlen(stream_head));
  for (long i = 0; i < to->tokens; i++) {
    buffer_append(&answer, to->text->token.bytes, to->text->token.used);
  }
  answer_text_print_end(to->text, to->tokens, &answer);
  uint64_t took_us = now_us() - to->complete_us;
  samples_add(&truth.ttft, took_us);
  samples_add(&truth.e2e, took_us);
  truth.events += (uint64_t)to->tokens;
  return connection_send_buffer(to, &answer);
}

static bool begin_stream(struct connection *to, enum pace pace, uint64_t ttft_us) {
  if (pace == PACE_AT_ONCE) return send_stream_at_once(to);
  // Multiples of the golden ratio lie evenly in a period, however many streams there are.
  double turns = (double)streams_begun * 0.6180339887498949;
  to->offset_us = (uint64_t)((turns - (double)(uint64_t)turns) * (double)to->itl_us);
  streams_begun++;
  streams_open++;
  to->phase = pace == PACE_FIREHOSE ? PHASE_FIREHOSE : PHASE_PACED;
  if (!connection_send(to, stream_head, strlen(stream_head))) return false;
  if (pace == PACE_PACED) due_heap_set(&heap, &to->due, to->complete_us + ttft_us);
  return true;
}

static bool begin_whole(struct connection *to, enum pace pace, uint64_t ttft_us) {
  if (pace != PACE_PACED) return send_whole(to);
  uint64_t length_us = ttft_us + to->itl_us * (uint64_t)(to->tokens - 1);
  to->phase = PHASE_DELAYED;
  due_heap_set(&heap, &to->due, to->complete_us + length_us);
  return true;
}

static bool begin_completion(struct connection *to, const struct http_request *request) {
  struct wanted_answer wanted;
  unsigned long itl_us = 0, ttft_us = 0;
  enum pace pace = PACE_AT_ONCE;
  http_read_wanted_answer(request->body, request->body_length, &wanted);
  if (sscanf(wanted.model, "paced-%lu-%lu", &itl_us, &ttft_us) == 2) pace = PACE_PACED;
  if (strcmp(wanted.model, "firehose") == 0) pace = PACE_FIREHOSE;
  if (truth.requests++ == 0) truth.first_request_us = to->complete_us;
  to->text = http_is_path(request, "/v1/chat/completions") ? &chat_text : &plain_text;
  to->tokens = to->tokens_left = wanted.max_tokens;
  to->itl_us = itl_us;
  return wanted.is_streamed ? begin_stream(to, pace, ttft_us) : begin_whole(to, pace, ttft_us);
}

/** The body of a question about the API, and its status. */
static int print_api_answer(const struct http_request *request, struct byte_buffer *body) {
  if (http_is_path(request, "/v1/models")) {
    buffer_print(body, "{\"object\":\"list\",\"data\":[{\"id\":\"bench\",\"object\":\"model\"}]}");
    return 200;
  }
  buffer_print(body, "{}");
  return http_is_path(request, "/health") ? 200 : 404;
}

static bool answer_question(struct connection *to, const struct http_request *request) {
  struct byte_buffer body = {0}, answer = {0};
  int status = 200;
  if (http_is_path(request, "/__counts")) {
    truth_print_counts(&truth, streams_open, &body);
  } else if (http_is_path(request, "/__truth")) {
    truth_print_times(&truth, &body);
  } else if (http_is_path(request, "/__reset")) {
    truth_reset(&truth);
    buffer_print(&body, "{}");
  } else {
    if (truth.first_get_us == 0) truth.first_get_us = to->complete_us;
    status = print_api_answer(request, &body);
  }
  answer_text_print_json(status, &body, &answer);
  buffer_free(&body);
  return connection_send_buffer(to, &answer);
}

bool answers_begin(struct connection *to, const struct http_request *request) {
  bool is_post = request->method_length == 4 && memcmp(request->method, "POST", 4) == 0;
  bool is_completion = http_is_path(request, "/v1/chat/completions") ||
                       http_is_path(request, "/v1/completions");
  return is_post && is_completion ? begin_completion(to, request) : answer_question(to, request);
}

bool answers_fire(struct connection *to) {
  return to->phase == PHASE_DELAYED ? send_whole(to) : send_token(to);
}

bool answers_use_room(struct connection *to) {
  if (to->phase == PHASE_FIREHOSE) return send_batch(to);
  // A token that was due while the socket was full.
  if (to->phase == PHASE_PACED && to->due.place == 0) return send_token(to);
  return true;
}

void answers_abandon(struct connection *of) {
  if (of->phase == PHASE_PACED || of->phase == PHASE_FIREHOSE) streams_open--;
  due_heap_remove(&heap, &of->due);
}

uint64_t answers_next_due_us(void) {
  const struct due_entry *first = due_heap_first(&heap);
  return first == NULL ? 0 : first->due_us;
}

struct connection *answers_take_due(uint64_t now_us) {
  struct due_entry *first = due_heap_first(&heap);
  if (first == NULL || first->due_us > now_us) return NULL;
  due_heap_remove(&heap, first);
  return (struct connection *)first;
}
