/** What the kernel tests share: one cell's messages as short lines, and folders that go away. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { KernelClient } from '../../src/jupyter/client.js';
import type { KernelCommand } from '../../src/jupyter/client-process.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import type { Message } from '../../src/jupyter/wire.js';

/** Stock tslab, as its own kernelspec starts it. */
export const stockTslab: KernelCommand = {
  command: process.execPath,
  args: [join(packageRoot, 'node_modules/tslab/bin/tslab'), 'kernel', '--config-path', '{connection_file}'],
};

/** A message as one line: its type, and what matters of it. */
export function asLine({ header, content }: Message): string {
  const data = content.data as Record<string, unknown> | undefined;
  const matters: Record<string, unknown> = {
    status: content.execution_state,
    stream: `${content.name} ${JSON.stringify(content.text)}`,
    execute_input: `[${content.execution_count}] ${content.code}`,
    execute_result: `[${content.execution_count}] ${data?.['text/plain']}`,
    display_data: JSON.stringify(data),
    update_display_data: JSON.stringify(data),
    error: `${content.ename}: ${content.evalue}`,
  };
  return `${header.msg_type} ${matters[header.msg_type]}`;
}

/** Everything that a cell publishes, in order, as lines. */
export async function published(kernel: KernelClient, code: string, options = {}): Promise<string[]> {
  return (await kernel.execute(code, options)).published.map(asLine);
}

/** Resolves when `kernel` publishes something whose line contains `text`. */
export function heard(kernel: KernelClient, text: string): Promise<Message> {
  return new Promise((resolve) => {
    kernel.onPublished = (message) => {
      if (asLine(message).includes(text)) resolve(message);
    };
  });
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
