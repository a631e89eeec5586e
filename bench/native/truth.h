// What the source really did since it was last asked to forget: counts, and times between writes.
#ifndef GADFLY_BENCH_TRUTH_H
#define GADFLY_BENCH_TRUTH_H

#include <stddef.h>
#include <stdint.h>

#include "byte-buffer.h"

/** Times in microseconds, in the order in which they were taken. */
struct samples {
  uint32_t *values;
  size_t used;
  size_t size;
};

struct truth {
  uint64_t requests;
  uint64_t events;
  /** 0 until there was one. */
  uint64_t first_request_us;
  uint64_t first_get_us;
  /** Request complete to the write of the first token. */
  struct samples ttft;
  /** Between the token writes of a stream. */
  struct samples gap;
  /** Request complete to the write of the last token. */
  struct samples e2e;
};

/** Keeps a time; beyond some millions further ones are dropped, so that memory stays bounded. */
void samples_add(struct samples *samples, uint64_t value_us);

/** Forgets counts and times. */
void truth_reset(struct truth *truth);

/** Writes the counts as JSON. */
void truth_print_counts(const struct truth *truth, size_t streams_open, struct byte_buffer *into);

/** Writes the times as JSON. */
void truth_print_times(const struct truth *truth, struct byte_buffer *into);

#endif
