/**
 * `npm run mutation`: changes a room's code in one place at a time, and sees whether a test of the room fails. What survives is
 * a test that is missing, code that is not needed, or a change that makes no difference; MUTATION.md has the figures.
 *
 *     npm run mutation                                room after room: hours
 *     npm run mutation -- hardware                    one room
 *     npm run mutation -- hardware cache.ts tlb.ts    these files of it
 *     npm run mutation -- --quick hardware            without the tests that are slow: what they alone would find survives
 *     npm run mutation -- --again hardware            forgets what was found before
 */
import { parseArgs } from 'node:util';
import { ROOMS } from './rooms.js';

/** In .gitignore: what was found, by room, from which the next run goes on, and the copy that the tests run in. */
const FOLDER = '.mutation';

const { again, quick, room: only, files } = asked();
const { Stryker } = await import('@stryker-mutator/core');
for (const [room, { mutate, leftAlone = [] }] of Object.entries(ROOMS)) {
  if (only !== undefined && room !== only) continue;
  process.env.ALIASLAB_MUTATED_ROOM = room;
  process.env.ALIASLAB_QUICK = quick ? 'yes' : '';
  await new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    mutate: files.length > 0 ? files : mutate,
    mutator: { excludedMutations: leftAlone },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    // Only what hangs is stopped: a busy machine that takes its time has found nothing. A quick run hopes that it is not busy.
    timeoutMS: quick ? 10_000 : 60_000,
    timeoutFactor: quick ? 1 : 4,
    dryRunTimeoutMinutes: 60,
    incremental: true,
    force: again,
    incrementalFile: `${FOLDER}/${room}.json`,
    tempDirName: `${FOLDER}/copies`,
    ignorePatterns: ['dist', 'notebooks', FOLDER],
    reporters: ['clear-text', 'progress-append-only', 'html'],
    clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, logTests: false },
    htmlReporter: { fileName: `${FOLDER}/${room}.html` },
    allowConsoleColors: false,
  }).runMutationTest();
}

/** What was typed; ends with 2 and all that is wrong with it. */
function asked() {
  try {
    const { values, positionals } = parseArgs({
      options: { again: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [room, ...names] = positionals;
    if (room !== undefined && !Object.hasOwn(ROOMS, room)) {
      throw new Error(`${room} is none of ${Object.keys(ROOMS).join(', ')}`);
    }
    const files = names.map((name) => `src/${room.replace(/-.*/, '')}/${name}`);
    const strange = files.filter((file) => !ROOMS[room].mutate.includes(file));
    if (strange.length > 0) throw new Error(`${strange.join(', ')} is no source of ${room}`);
    return { ...values, room, files };
  } catch ({ message }) {
    const [problem] = message.split('. To specify');
    console.error(`mutation: ${problem}\n  try: npm run mutation -- hardware cache.ts`);
    process.exit(2);
  }
}
