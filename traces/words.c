/* Counts words in a hash table and sorts them: pointers, short strings, a few hot lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct word {
  struct word *next;
  char text[24];
  int count;
};

static struct word *table[256];

static struct word **bucket(const char *text) {
  unsigned hash = 5381;
  while (*text) hash = hash * 33 + (unsigned char)*text++;
  return &table[hash % 256];
}

static int by_text(const void *a, const void *b) {
  return strcmp((*(struct word **)a)->text, (*(struct word **)b)->text);
}

int main(void) {
  enum { READ = 900 };
  unsigned state = 1;
  int words = 0;
  for (int i = 0; i < READ; i++) {
    char text[24];
    state = state * 1103515245u + 12345u;
    snprintf(text, sizeof text, "w%u", (state >> 16) % 700);
    struct word **at = bucket(text), *word = *at;
    while (word && strcmp(word->text, text) != 0) word = word->next;
    if (!word) {
      word = calloc(1, sizeof *word);
      strcpy(word->text, text);
      word->next = *at;
      *at = word;
      words++;
    }
    word->count++;
  }
  struct word **sorted = malloc(words * sizeof *sorted);
  int n = 0;
  for (int i = 0; i < 256; i++)
    for (struct word *word = table[i]; word; word = word->next) sorted[n++] = word;
  qsort(sorted, words, sizeof *sorted, by_text);
  long sum = 0;
  for (int i = 0; i < words; i++) sum += (long)sorted[i]->count * (i + 1);
  printf("%d words, %ld\n", words, sum);
  return 0;
}
