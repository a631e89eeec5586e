#include "due-heap.h"

#include <stdio.h>
#include <stdlib.h>

static void put(struct due_heap *heap, size_t place, struct due_entry *entry) {
  heap->entries[place - 1] = entry;
  entry->place = place;
}

static void sift_up(struct due_heap *heap, struct due_entry *entry) {
  size_t place = entry->place;
  while (place > 1) {
    struct due_entry *parent = heap->entries[place / 2 - 1];
    if (parent->due_us <= entry->due_us) break;
    put(heap, place, parent);
    place /= 2;
  }
  put(heap, place, entry);
}

static void sift_down(struct due_heap *heap, struct due_entry *entry) {
  size_t place = entry->place;
  for (;;) {
    size_t child = place * 2;
    if (child > heap->used) break;
    if (child < heap->used && heap->entries[child]->due_us < heap->entries[child - 1]->due_us) {
      child++;
    }
    if (heap->entries[child - 1]->due_us >= entry->due_us) break;
    put(heap, place, heap->entries[child - 1]);
    place = child;
  }
  put(heap, place, entry);
}

static void grow(struct due_heap *heap) {
  heap->size = heap->size == 0 ? 1024 : heap->size * 2;
  heap->entries = realloc(heap->entries, heap->size * sizeof *heap->entries);
  if (heap->entries == NULL) {
    fputs("out of memory\n", stderr);
    exit(1);
  }
}

void due_heap_set(struct due_heap *heap, struct due_entry *entry, uint64_t due_us) {
  entry->due_us = due_us;
  if (entry->place == 0) {
    if (heap->used == heap->size) grow(heap);
    heap->used++;
    put(heap, heap->used, entry);
  }
  sift_up(heap, entry);
  sift_down(heap, entry);
}

void due_heap_remove(struct due_heap *heap, struct due_entry *entry) {
  size_t place = entry->place;
  if (place == 0) return;
  entry->place = 0;
  struct due_entry *last = heap->entries[heap->used - 1];
  heap->used--;
  if (last == entry) return;
  put(heap, place, last);
  sift_up(heap, last);
  sift_down(heap, last);
}

struct due_entry *due_heap_first(const struct due_heap *heap) {
  return heap->used == 0 ? NULL : heap->entries[0];
}
