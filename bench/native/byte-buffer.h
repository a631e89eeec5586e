// A growing array of bytes.
#ifndef GADFLY_BENCH_BYTE_BUFFER_H
#define GADFLY_BENCH_BYTE_BUFFER_H

#include <stddef.h>

struct byte_buffer {
  char *bytes;
  size_t used;
  size_t size;
};

/** Makes room for `more` bytes behind those in use. */
void buffer_reserve(struct byte_buffer *buffer, size_t more);

void buffer_append(struct byte_buffer *buffer, const char *bytes, size_t length);

/** Appends as printf would write it. */
void buffer_print(struct byte_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Takes bytes away from the front. */
void buffer_drop(struct byte_buffer *buffer, size_t length);

void buffer_free(struct byte_buffer *buffer);

#endif
