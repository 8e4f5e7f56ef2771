/*
 * A straightforward cache simulator: 32 KiB, 8 ways, 64 B lines, LRU, write-back, write-allocate. It counts as Dinero IV does:
 * every line that a reference touches, and a modify as a read of all its lines and then a write of all of them. Arguments: a file of
 * references in columns (addresses of 8 bytes, sizes of 2, kinds of 1), their number, how often to go through them. Prints the
 * counts, and the seconds that the loop took.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SETS = 64, WAYS = 8, LINE_BITS = 6, LOAD = 0, STORE = 1, MODIFY = 2 };

static uint64_t tags[SETS][WAYS]; /* the one that was used last comes first */
static uint8_t dirty[SETS][WAYS], valid[SETS][WAYS];
static long reads, writes, read_misses, write_misses, evictions, writebacks;

static void touch(uint64_t line, int is_store) {
  int set = line % SETS, way;
  uint8_t was_dirty = 0;
  for (way = 0; way < WAYS; way++)
    if (valid[set][way] && tags[set][way] == line) break;
  if (way < WAYS) {
    was_dirty = dirty[set][way];
  } else {
    way = WAYS - 1;
    if (is_store) write_misses++; else read_misses++;
    if (valid[set][way]) {
      evictions++;
      writebacks += dirty[set][way];
    }
  }
  for (; way > 0; way--) {
    tags[set][way] = tags[set][way - 1];
    dirty[set][way] = dirty[set][way - 1];
    valid[set][way] = valid[set][way - 1];
  }
  tags[set][0] = line;
  valid[set][0] = 1;
  dirty[set][0] = was_dirty | is_store;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  long count = atol(argv[2]), rounds = atol(argv[3]);
  uint64_t *address = malloc(count * 8);
  uint16_t *size = malloc(count * 2);
  uint8_t *kind = malloc(count);
  FILE *file = fopen(argv[1], "rb");
  if (!file || fread(address, 8, count, file) != (size_t)count || fread(size, 2, count, file) != (size_t)count ||
      fread(kind, 1, count, file) != (size_t)count)
    return 2;
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (long round = 0; round < rounds; round++) {
    for (long i = 0; i < count; i++) {
      uint64_t first = address[i] >> LINE_BITS, last = (address[i] + size[i] - 1) >> LINE_BITS;
      if (kind[i] != STORE)
        for (uint64_t line = first; line <= last; line++) {
          reads++;
          touch(line, 0);
        }
      if (kind[i] != LOAD)
        for (uint64_t line = first; line <= last; line++) {
          writes++;
          touch(line, 1);
        }
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("{\"reads\":%ld,\"writes\":%ld,\"readMisses\":%ld,\"writeMisses\":%ld,\"evictions\":%ld,\"writebacks\":%ld,\"seconds\":%f}\n",
         reads, writes, read_misses, write_misses, evictions, writebacks,
         (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9);
  return 0;
}
