// The bytes of answers as an OpenAI server writes them, rendered once.
#ifndef GADFLY_BENCH_ANSWER_TEXT_H
#define GADFLY_BENCH_ANSWER_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "byte-buffer.h"

/** The texts of one API: chat completions or completions. */
struct answer_text {
  bool is_chat;
  /** One event with one token, as one HTTP chunk. */
  struct byte_buffer token;
  /** As many of these as go into one large write. */
  struct byte_buffer batch;
  size_t batch_tokens;
};

/** Bytes of a large write. */
enum { batch_bytes = 65536 };

extern const char stream_head[];

void answer_text_render(struct answer_text *text, bool is_chat);

/** Appends the events behind the last token and the end of the body. */
void answer_text_print_end(const struct answer_text *text, long tokens, struct byte_buffer *into);

/** Appends a whole answer that is not streamed, head included. */
void answer_text_print_whole(const struct answer_text *text, long tokens, struct byte_buffer *into);

/** Appends an answer with a JSON body, head included. */
void answer_text_print_json(int status, const struct byte_buffer *body, struct byte_buffer *into);

#endif
