/**
 * `npm run test:nodes`: smoke.js on each release of Node that aliaslab runs on, as npm has them. Ends with exit code 1 where one fails,
 * and where one cannot be had, unless it is left out: `npm run test:nodes -- 22 24` tries those two.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RELEASES = ['20.19', '22', '24', '26'];
const smoke = fileURLToPath(new URL('smoke.js', import.meta.url));
const [os, cpu] = [process.platform === 'win32' ? 'win' : process.platform, process.arch];

const asked = process.argv.slice(2);
const failed = (asked.length > 0 ? asked : RELEASES).filter((release) => {
  // The package that has nothing but the program, and needs no script to be installed.
  const own = ['exec', '--yes', `--package=node-${os}-${cpu}@${release}`, '--', 'node', smoke];
  return spawnSync('npm', own, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
});
if (failed.length > 0) {
  console.error(`failed on Node ${failed.join(', ')}`);
  process.exitCode = 1;
}
