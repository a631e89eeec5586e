#include "byte-buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_reserve(struct byte_buffer *buffer, size_t more) {
  size_t needed = buffer->used + more;
  if (needed <= buffer->size) return;
  size_t size = buffer->size == 0 ? 1024 : buffer->size;
  while (size < needed) size *= 2;
  buffer->bytes = realloc(buffer->bytes, size);
  buffer->size = size;
  if (buffer->bytes == NULL) {
    fputs("out of memory\n", stderr);
    exit(1);
  }
}

void buffer_append(struct byte_buffer *buffer, const char *bytes, size_t length) {
  buffer_reserve(buffer, length);
  memcpy(buffer->bytes + buffer->used, bytes, length);
  buffer->used += length;
}

void buffer_print(struct byte_buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length < 0) return;
  buffer_reserve(buffer, (size_t)length + 1);
  va_start(arguments, format);
  vsnprintf(buffer->bytes + buffer->used, (size_t)length + 1, format, arguments);
  va_end(arguments);
  buffer->used += (size_t)length;
}

void buffer_drop(struct byte_buffer *buffer, size_t length) {
  buffer->used -= length;
  if (buffer->used > 0) memmove(buffer->bytes, buffer->bytes + length, buffer->used);
}

void buffer_free(struct byte_buffer *buffer) {
  free(buffer->bytes);
  *buffer = (struct byte_buffer){0};
}
