// A binary heap of things that are due at a time; each knows its own place, so it can leave early.
#ifndef GADFLY_BENCH_DUE_HEAP_H
#define GADFLY_BENCH_DUE_HEAP_H

#include <stddef.h>
#include <stdint.h>

/** Embedded as the first member of whatever is due. */
struct due_entry {
  uint64_t due_us;
  /** Place in the heap, counted from 1; 0 is outside. */
  size_t place;
};

struct due_heap {
  struct due_entry **entries;
  size_t used;
  size_t size;
};

/** Puts an entry in, or moves it when it is in already. */
void due_heap_set(struct due_heap *heap, struct due_entry *entry, uint64_t due_us);

/** Takes an entry out; nothing happens when it is outside. */
void due_heap_remove(struct due_heap *heap, struct due_entry *entry);

/** The entry that is due first, or NULL. */
struct due_entry *due_heap_first(const struct due_heap *heap);

#endif
