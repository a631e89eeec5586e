#include "truth.h"

#include <stdio.h>
#include <stdlib.h>

#include "monotonic-clock.h"

static const size_t most_samples = 1u << 24;

void samples_add(struct samples *samples, uint64_t value_us) {
  if (samples->used == samples->size) {
    if (samples->size == most_samples) return;
    samples->size = samples->size == 0 ? 65536 : samples->size * 2;
    samples->values = realloc(samples->values, samples->size * sizeof *samples->values);
    if (samples->values == NULL) {
      fputs("out of memory\n", stderr);
      exit(1);
    }
  }
  samples->values[samples->used++] = value_us > UINT32_MAX ? UINT32_MAX : (uint32_t)value_us;
}

void truth_reset(struct truth *truth) {
  truth->requests = 0;
  truth->events = 0;
  truth->first_request_us = 0;
  truth->first_get_us = 0;
  truth->ttft.used = 0;
  truth->gap.used = 0;
  truth->e2e.used = 0;
}

static void print_moment(const char *name, uint64_t at_us, struct byte_buffer *into) {
  if (at_us == 0) {
    buffer_print(into, "\"%s\":null,", name);
  } else {
    buffer_print(into, "\"%s\":%.3f,", name, (double)at_us / 1000.0);
  }
}

void truth_print_counts(const struct truth *truth, size_t streams_open, struct byte_buffer *into) {
  buffer_print(into, "{\"requests\":%llu,\"streamsOpen\":%zu,\"events\":%llu,",
               (unsigned long long)truth->requests, streams_open,
               (unsigned long long)truth->events);
  print_moment("firstRequestAtMs", truth->first_request_us, into);
  print_moment("firstGetAtMs", truth->first_get_us, into);
  buffer_print(into, "\"atMs\":%.3f}", (double)now_us() / 1000.0);
}

static void print_samples(const char *name, const struct samples *samples,
                          struct byte_buffer *into) {
  buffer_print(into, "\"%s\":[", name);
  for (size_t i = 0; i < samples->used; i++) {
    buffer_print(into, i == 0 ? "%u" : ",%u", samples->values[i]);
  }
  buffer_append(into, "]", 1);
}

void truth_print_times(const struct truth *truth, struct byte_buffer *into) {
  buffer_append(into, "{", 1);
  print_samples("ttftUs", &truth->ttft, into);
  buffer_append(into, ",", 1);
  print_samples("gapUs", &truth->gap, into);
  buffer_append(into, ",", 1);
  print_samples("e2eUs", &truth->e2e, into);
  buffer_append(into, "}", 1);
}
