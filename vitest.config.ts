/** Tests are the files named *.test.ts under test/; benchmarks and fixtures are not tests. */
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** Files that take minutes begin first, so that no core waits for one of them at the end. */
const LONG = ['notebooks/notebooks', 'notebooks/on-stock-tslab', 'notebooks/under-nbconvert', 'prove/prover'];

class LongFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]) {
    const isLong = ({ moduleId }: (typeof files)[number]) => LONG.some((name) => moduleId.includes(name));
    const others = await super.sort(files.filter((file) => !isLong(file)));
    return [...files.filter(isLong), ...others];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // All cores: left alone, Vitest keeps one of them for itself.
    maxWorkers: '100%',
    // Files share a process, and so what they import is read and compiled once: a test that replaces something puts it back.
    isolate: false,
    sequence: { sequencer: LongFirst },
    // Work is bounded, and not time: a busy machine may take minutes for what takes seconds. These are for what hangs.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
