/* Multiplies two matrices whose rows are a page apart, row by column: long strides, and lines that fall on each other. */
#include <stdio.h>
#include <stdlib.h>

enum { N = 40, ROW = 512 };

static double a[N][ROW], b[N][ROW], c[N][ROW];

int main(void) {
  for (int i = 0; i < N; i++)
    for (int k = 0; k < N; k++) {
      a[i][k] = i + k;
      b[i][k] = i - k;
    }
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      double sum = 0;
      for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
      c[i][j] = sum;
    }
  printf("%g\n", c[N / 2][N / 3]);
  return 0;
}
