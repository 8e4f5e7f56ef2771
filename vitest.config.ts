/** Tests are the files named *.test.ts under test/; benchmarks and fixtures are not tests. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // Real kernels and browsers are started in some tests; on a shared machine that takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
