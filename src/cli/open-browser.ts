/**
 * Opens an address in the browser of whoever sits at the terminal, by the program that each system has for it. Where there is nobody
 * to look, or no such program, nothing happens: the address is printed.
 */

import { spawn } from 'node:child_process';

/** What is known of where the command runs. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The program that opens an address here, with its arguments; undefined where nobody looks. */
export function browserCommand(
  address: string,
  { platform, isTerminal, env }: Surroundings,
): readonly [string, ...string[]] | undefined {
  if (!isTerminal || (env.CI !== undefined && env.CI !== '' && env.CI !== 'false')) return undefined;
  // From another machine, a browser would open where nobody sits.
  if (env.SSH_CONNECTION !== undefined) return undefined;
  if (platform === 'darwin') return ['open', address];
  if (platform === 'win32') return ['explorer.exe', address];
  const hasScreen = [env.DISPLAY, env.WAYLAND_DISPLAY].some(
    (screen) => screen !== undefined && screen !== '',
  );
  return hasScreen ? ['xdg-open', address] : undefined;
}

/** Opens it, and waits for nothing. */
export function openBrowser(address: string): void {
  const command = browserCommand(address, {
    platform: process.platform,
    isTerminal: process.stdout.isTTY === true,
    env: process.env,
  });
  if (command === undefined) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => {
    // There is no such program: the address stands on the terminal.
  });
  child.unref();
}
