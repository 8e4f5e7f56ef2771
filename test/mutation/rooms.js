/**
 * The rooms whose tests are tried on mutants, and which tests those are: the room's own, and those of its neighbors that are
 * fast and look at what it does. Tests of the kernel, of notebooks and of pages, and all that need dist/, are none of them.
 */
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Properties, from fast to slow, of which fewer cases are tried. */
export const FEWER = [
  'test/hardware/machine-properties.test.ts',
  'test/hardware/cores.test.ts',
  'test/hardware/second-model.test.ts',
  'test/linux/dax/naive-file.test.ts',
  'test/replay/sweep.test.ts',
  'test/replay/data.test.ts',
  'test/prove/prover.test.ts',
];

/** What a quick run leaves out. Where a test counts what its cases contain, all are tried. */
export const SLOW = [...FEWER, 'test/replay/two-views.test.ts'];

/** What is run last, when nothing else has found the change: tests that take long, or read all of the library. */
export const LAST = [
  'test/hardware/tlb.test.ts',
  'test/hardware/cache-room.test.ts',
  'test/linux/power-cuts.test.ts',
  'test/prove/story-questions.test.ts',
  'test/prove/promela.test.ts',
  'test/fluent/prove.test.ts',
  'test/prove/atlas.test.ts',
  'test/prove/all-plans.test.ts',
  ...SLOW,
];

/** These ask a program that may not be there, or thousands of stories. */
const LEFT_OUT = ['test/prove/spin.test.ts', 'test/linux/dax/coherent-everywhere.test.ts'];

/** What is written in WebAssembly's text: to empty a piece of it hardly ever gives a core that can be compiled. */
const isCore = (file) => /core[^/]*\.ts$/.test(file);

export const ROOMS = {
  hardware: {
    mutate: filesIn('src/hardware', '.ts'),
    tests: [...testsOf('hardware'), 'test/linux/power-cuts.test.ts'],
  },
  prove: {
    mutate: filesIn('src/prove', '.ts'),
    tests: [...testsOf('prove'), 'test/fluent/prove.test.ts'],
  },
  replay: {
    mutate: filesIn('src/replay', '.ts').filter((file) => !isCore(file)),
    tests: testsOf('replay'),
  },
  'replay-cores': {
    mutate: filesIn('src/replay', '.ts').filter(isCore),
    tests: testsOf('replay'),
    leftAlone: ['StringLiteral'],
  },
  linux: {
    mutate: filesIn('src/linux', '.ts'),
    tests: [...testsOf('linux'), 'test/fluent/cachetlb.test.ts', 'test/fluent/program-input.test.ts'],
  },
};

function testsOf(room) {
  return filesIn(`test/${room}`, '.test.ts').filter((file) => !LEFT_OUT.includes(file));
}

function filesIn(folder, ending) {
  return readdirSync(resolve(ROOT, folder), { recursive: true })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}
