#include "answer-text.h"

#include <string.h>

const char stream_head[] =
    "HTTP/1.1 200 OK\r\n"
    "content-type: text/event-stream; charset=utf-8\r\n"
    "cache-control: no-cache\r\n"
    "transfer-encoding: chunked\r\n\r\n";

// A prompt's length cannot be known without a tokenizer, and nobody here asks for it.
static const int prompt_tokens = 16;

static void print_chunk(const struct byte_buffer *body, struct byte_buffer *into) {
  buffer_print(into, "%zx\r\n", body->used);
  buffer_append(into, body->bytes, body->used);
  buffer_append(into, "\r\n", 2);
}

static void print_event_start(bool is_chat, struct byte_buffer *into) {
  buffer_print(into,
               "data: {\"id\":\"%s-0f3b9d5c7a1e4286b0d4f6a8c2e19735\",\"object\":\"%s\","
               "\"created\":1760000000,\"model\":\"bench/language-model-8b-instruct\",",
               is_chat ? "chatcmpl" : "cmpl",
               is_chat ? "chat.completion.chunk" : "text_completion");
}

static void print_choice(bool is_chat, const char *content, const char *finish,
                         struct byte_buffer *into) {
  print_event_start(is_chat, into);
  if (is_chat) {
    buffer_print(into, "\"choices\":[{\"index\":0,\"delta\":{%s%s%s},",
                 content == NULL ? "" : "\"content\":\"", content == NULL ? "" : content,
                 content == NULL ? "" : "\"");
  } else {
    buffer_print(into, "\"choices\":[{\"index\":0,\"text\":\"%s\",",
                 content == NULL ? "" : content);
  }
  buffer_print(into, "\"logprobs\":null,\"finish_reason\":%s}]}\n\n", finish);
}

void answer_text_render(struct answer_text *text, bool is_chat) {
  struct byte_buffer event = {0};
  text->is_chat = is_chat;
  print_choice(is_chat, " token", "null", &event);
  print_chunk(&event, &text->token);
  buffer_free(&event);
  text->batch_tokens = batch_bytes / text->token.used;
  for (size_t i = 0; i < text->batch_tokens; i++) {
    buffer_append(&text->batch, text->token.bytes, text->token.used);
  }
}

static void print_usage(long tokens, struct byte_buffer *into) {
  buffer_print(into,
               "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%ld,\"total_tokens\":%ld}",
               prompt_tokens, tokens, tokens + prompt_tokens);
}

void answer_text_print_end(const struct answer_text *text, long tokens, struct byte_buffer *into) {
  struct byte_buffer event = {0};
  print_choice(text->is_chat, NULL, "\"length\"", &event);
  print_chunk(&event, into);
  event.used = 0;
  print_event_start(text->is_chat, &event);
  buffer_print(&event, "\"choices\":[],");
  print_usage(tokens, &event);
  buffer_print(&event, "}\n\n");
  print_chunk(&event, into);
  event.used = 0;
  buffer_print(&event, "data: [DONE]\n\n");
  print_chunk(&event, into);
  buffer_append(into, "0\r\n\r\n", 5);
  buffer_free(&event);
}

void answer_text_print_whole(const struct answer_text *text, long tokens,
                             struct byte_buffer *into) {
  struct byte_buffer body = {0};
  buffer_print(&body,
               "{\"id\":\"%s-0f3b9d5c7a1e4286b0d4f6a8c2e19735\",\"object\":\"%s\","
               "\"created\":1760000000,\"model\":\"bench/language-model-8b-instruct\","
               "\"choices\":[{\"index\":0,%s",
               text->is_chat ? "chatcmpl" : "cmpl",
               text->is_chat ? "chat.completion" : "text_completion",
               text->is_chat ? "\"message\":{\"role\":\"assistant\",\"content\":\""
                             : "\"text\":\"");
  for (long i = 0; i < tokens; i++) buffer_append(&body, " token", 6);
  buffer_print(&body, "\"%s,\"logprobs\":null,\"finish_reason\":\"length\"}],",
               text->is_chat ? "}" : "");
  print_usage(tokens, &body);
  buffer_append(&body, "}", 1);
  answer_text_print_json(200, &body, into);
  buffer_free(&body);
}

void answer_text_print_json(int status, const struct byte_buffer *body, struct byte_buffer *into) {
  buffer_print(into,
               "HTTP/1.1 %d %s\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n",
               status, status == 200 ? "OK" : "Error", body->used);
  buffer_append(into, body->bytes, body->used);
}
