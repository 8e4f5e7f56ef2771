/** The machine's own Chromium, for the tests that need a browser. */
import { spawnSync } from 'node:child_process';

/** Its path; undefined where there is none that starts. */
export const chromiumPath = ['chromium', 'chromium-browser', 'google-chrome']
  .filter((name) => spawnSync(name, ['--version']).status === 0)
  .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
  .at(0);

/** How it is started. As root, it has no sandbox of its own. */
export const chromiumOptions = { executablePath: chromiumPath ?? '', args: ['--no-sandbox'] };

/** What a test's name says where it is skipped. */
export const unlessChromium = chromiumPath === undefined ? ' (skipped: Chromium is not installed)' : '';
