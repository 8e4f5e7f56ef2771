/** How Vitest runs the tests of one room against a mutant: what fails fast comes first, and the first failure ends it. */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { ROOMS, SLOW } from './rooms.js';

type Specifications = Parameters<BaseSequencer['sort']>[0];

class SlowLast extends BaseSequencer {
  override async sort(files: Specifications) {
    const rank = ({ moduleId }: Specifications[number]) => SLOW.findIndex((file) => moduleId.endsWith(file));
    return files.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

const room = process.env.ALIASLAB_MUTATED_ROOM!;

export default defineConfig({
  resolve: { alias: [{ find: /^fast-check$/, replacement: join(import.meta.dirname, 'fewer-cases.ts') }] },
  test: {
    include: [...ROOMS[room]!.tests],
    setupFiles: ['test/setup.ts'],
    isolate: false,
    sequence: { sequencer: SlowLast },
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
