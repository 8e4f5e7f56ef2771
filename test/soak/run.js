/**
 * `npm run soak`: the engines held to one answer on random stories, and the kernel to an answer on odd messages and values, for as long as
 * one likes.
 *
 *     npm run soak                                  5,000 stories of a seed that is said
 *     npm run soak -- --seed 7 --stories 200        the same again
 *     npm run soak -- --minutes 60                  seed after seed, until the time is over
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, stories: { type: 'string' }, minutes: { type: 'string' } },
});
const number = (name, usual) => {
  const value = values[name] === undefined ? usual : Number(values[name]);
  if (Number.isInteger(value) && value >= 1) return value;
  console.error(
    `soak: --${name} ${values[name]} is not a whole number from 1\n  try: npm run soak -- --seed 7`,
  );
  process.exit(2);
};
const first = number('seed', Math.floor(Math.random() * 2 ** 31) + 1);
const stories = number('stories', 5000);
const until = values.minutes === undefined ? 0 : Date.now() + 60_000 * number('minutes', 1);

for (let seed = first; seed === first || Date.now() < until; seed++) {
  console.log(`soak: npm run soak -- --seed ${seed} --stories ${stories}`);
  const env = { ...process.env, SOAK_SEED: String(seed), SOAK_RUNS: String(stories) };
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'test/soak'];
  const { status } = spawnSync(process.execPath, vitest, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
