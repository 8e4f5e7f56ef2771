/** The same questions, decided by Spin. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { promelaOf } from '../../src/prove/promela.js';
import { decide } from '../../src/prove/prove.js';
import type { Question } from '../../src/prove/question.js';
import {
  anyPlan,
  anyQuestion,
  anyQuestionOfCores,
  anyQuestionOfThree,
  anyQuestionOfWatching,
  asked,
  KINDS,
} from './questions.js';

const missing = ['spin', 'cc'].find((program) => spawnSync(program, ['-V']).error !== undefined);

/** What Spin says: whether it found a violated assertion, and how many states it stored. */
function spin(promela: string): { coherent: boolean; states: number } {
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-spin-'));
  const run = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program}: ${stdout}${stderr}`);
    return stdout;
  };
  try {
    writeFileSync(join(folder, 'question.pml'), promela);
    run('spin', '-a', 'question.pml');
    run('cc', '-DSAFETY', '-w', '-o', 'pan', 'pan.c');
    const report = run('./pan');
    const errors = Number(/errors: (\d+)/.exec(report)![1]);
    return { coherent: errors === 0, states: Number(/(\d+) states, stored/.exec(report)![1]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Every kind of cache without care, where the colors differ; then a sample of plans, strategies and modes.
const questions: Question[] = [
  ...KINDS.filter(({ cache: { ways } }) => ways === 1).map((on) => asked(on, 'different')),
  ...fc.sample(anyQuestion, { numRuns: 12, seed: 3 }),
  ...fc.sample(anyQuestionOfCores, { numRuns: 8, seed: 4 }),
  ...fc.sample(anyQuestionOfThree, { numRuns: 3, seed: 5 }),
  ...fc.sample(anyQuestionOfWatching, { numRuns: 6, seed: 6 }),
  ...fc
    .sample(fc.tuple(fc.constantFrom(...KINDS), anyPlan), { numRuns: 300, seed: 5 })
    .map(([on, plan]) => asked(on, 'different', { kind: 'flush plan', plan }))
    .filter((question) => decide(question).coherent)
    .slice(0, 6),
];

test.skipIf(missing !== undefined).each(questions.map((question, number) => ({ number, question })))(
  `Spin agrees on question $number${missing === undefined ? '' : ` (skipped: ${missing} is not installed)`}`,
  ({ question }) => {
    const ours = decide(question);
    const theirs = spin(promelaOf(question));

    expect(theirs.coherent).toBe(ours.coherent);
    // Where nothing is found both have to look at everything.
    if (ours.coherent) expect(theirs.states).toBe(ours.states);
  },
);

test('a name cannot end the comment that it stands in', () => {
  const [on] = KINDS;
  const evil = { ...on!, name: '*/ active proctype evil() { } /*' };

  expect(promelaOf(asked(evil, 'different')).match(/\*\//g)).toHaveLength(
    promelaOf(asked(on!, 'different')).match(/\*\//g)!.length,
  );
});
