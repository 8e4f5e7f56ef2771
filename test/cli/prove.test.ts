/** `aliaslab prove`: the verdict as text and as JSON, exit code 1 where it refutes, 2 for what cannot be asked. */
import { expect, test } from 'vitest';
import { aliaslab } from './command.js';

const json = (...args: string[]) => {
  const { status, stdout } = aliaslab(['prove', ...args, '--json']);
  return { status, ...(JSON.parse(stdout) as Record<string, unknown>) };
};

test('a cache that aliases is refuted, with a shortest run', () => {
  expect(json('--cache', 'vipt:16KiB:1:32')).toEqual({
    status: 1,
    coherent: false,
    states: 11,
    trouble: 'stale load',
    counterexample: [
      { by: 'user', alias: 'user', action: 'store 0' },
      { by: 'kernel', alias: 'kernel', action: 'load 0', during: 'dax_io read' },
    ],
  });
});

test('equal colors, a physical index and a good plan are coherent', () => {
  const six =
    'before-read:user=clean,before-read:kernel=invalidate,before-write:user=clean,before-write:kernel=invalidate,after-write:kernel=clean,after-write:user=invalidate';
  for (const args of [
    ['--cache', 'vipt:16KiB:1:32', '--colors', 'same'],
    ['--cache', 'pipt:32KiB:4:64'],
    ['--cache', 'vivt:16KiB:4:32', '--plan', six, '--speculative'],
    ['SH7750', '--plan', six],
  ]) {
    expect(json(...args)).toMatchObject({ status: 0, coherent: true, counterexample: [] });
  }
});

test('all plans are counted', () => {
  expect(json('--cache', 'vipt:16KiB:1:32', '--plan', 'all', '--page', '4KiB')).toMatchObject({
    status: 0,
    plans: 65_536,
    coherent: 2688,
    fewest: 4,
    seconds: expect.any(Number),
  });
  expect(json('--cache', 'vipt:16KiB:1:32', '--plan', 'all', '--concurrent')).toMatchObject({
    coherent: 0,
    fewest: null,
    minimal: [],
  });
  expect(
    json('--cache', 'vipt:16KiB:1:32', '--write-through', '--no-write-allocate', '--plan', 'all'),
  ).toMatchObject({ fewest: 2 });
});

test('as text it is the verdict, and as Promela a model', () => {
  const said = aliaslab(['prove', 'SH7750']);
  expect(said).toMatchObject({ status: 1, stderr: '' });
  expect(said.stdout).toMatch(/refuted: some run has a stale load; the shortest has 2 steps/);
  expect(aliaslab(['prove', 'SH7750', '--promela']).stdout).toMatch(
    /^\/\* aliaslab: SH7750.*active proctype page/s,
  );
});

test.each([
  [['prove'], 'one CPU or one --cache is to be named'],
  [['prove', 'SH7750', '--cache', 'vipt:16KiB:1:32'], 'one CPU or one --cache is to be named'],
  [['prove', '--cache', 'nope'], "cache 'nope' is not KIND:SIZE:WAYS:LINE"],
  [['prove', '--cache', 'vipt:16KiB:3:32'], 'makes 170.66666666666666 sets'],
  [['prove', 'SH7750', '--colors', 'red'], "colors 'red' are neither 'same' nor 'different'"],
  [['prove', 'SH7750', '--plan', 'before-read:user=wash'], "'before-read:user=wash' is not (before-read|"],
  [
    ['prove', 'SH7750', '--write-through', '--page', '8KiB'],
    'SH7750 has its own: --page, --write-through goes with --cache',
  ],
  [['prove', '--cache', 'vipt:16KiB:1:32', '--page', '3KiB'], 'page size 3072 is not 4, 8, 16, 32 or 64 KiB'],
  [['prove', 'SH775'], "processor 'SH775' is not in the atlas"],
])('%j is bad input', (args, message) => {
  const { status, stdout, stderr } = aliaslab(args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
});
