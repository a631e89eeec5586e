// The clock that all times of a benchmark are taken from, in every language of it.
#ifndef GADFLY_BENCH_MONOTONIC_CLOCK_H
#define GADFLY_BENCH_MONOTONIC_CLOCK_H

#include <stdint.h>
#include <time.h>

/** CLOCK_MONOTONIC in whole microseconds; process.hrtime() of Node reads the same clock. */
static inline uint64_t now_us(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (uint64_t)at.tv_sec * 1000000u + (uint64_t)at.tv_nsec / 1000u;
}

#endif
