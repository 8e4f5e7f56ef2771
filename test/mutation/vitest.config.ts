/** How Vitest runs the tests of one room against a mutant: what fails fast comes first, and the first failure ends it. */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { LAST, ROOMS, SLOW } from './rooms.js';

type Specifications = Parameters<BaseSequencer['sort']>[0];

class SomeLast extends BaseSequencer {
  override async sort(files: Specifications) {
    const rank = ({ moduleId }: Specifications[number]) => LAST.findIndex((file) => moduleId.endsWith(file));
    return files.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

const { tests } = ROOMS[process.env.ALIASLAB_MUTATED_ROOM!]!;
const isQuick = process.env.ALIASLAB_QUICK === 'yes';

export default defineConfig({
  resolve: { alias: [{ find: /^fast-check$/, replacement: join(import.meta.dirname, 'fewer-cases.ts') }] },
  test: {
    include: tests.filter((file) => !isQuick || !SLOW.includes(file)),
    setupFiles: ['test/setup.ts'],
    isolate: false,
    sequence: { sequencer: SomeLast },
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
