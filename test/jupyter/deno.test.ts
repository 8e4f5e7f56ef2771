/** Deno's Jupyter kernel: it asks values how they want to be shown, and `show()` sends through it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';
import type { KernelCommand } from '../../src/jupyter/client-process.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { runNotebook } from '../../src/jupyter/run-notebook.js';
import { show } from '../../src/jupyter/show.js';
import { story } from '../linux/stories.js';

const deno: KernelCommand = {
  command: 'deno',
  args: ['jupyter', '--kernel', '--conn', '{connection_file}'],
};
const mail = 'text/vnd.aliaslab.mail';
const isThere = spawnSync('deno', ['--version']).status === 0;

describe('what Deno does with a value', () => {
  /** As `Deno.jupyter.format()`: the bundle that the value gives for itself, promised or not. */
  const formatted = async (value: unknown) => {
    const display = (value as Record<symbol, unknown>)[Symbol.for('Jupyter.display')];
    return typeof display === 'function'
      ? ((await display.call(value)) as Record<string, unknown>)
      : undefined;
  };

  test.each([
    ['a story', story, ['text/plain']],
    ['a run', story.run(), ['text/plain', 'text/html', mail]],
    ['cache sets', story.run().sets(), ['text/plain', 'image/svg+xml', mail]],
    ['a stepper', story.run().stepper(), ['text/plain', 'application/vnd.plotly.v1+json']],
    ['a map of colors', story.byColors(), ['text/plain', 'application/vnd.plotly.v1+json', mail]],
  ])('gives of %s a bundle that can be sent as JSON', async (_what, value, types) => {
    const bundle = await formatted(value);

    expect(Object.keys(bundle!)).toEqual(types);
    expect(bundle!['text/plain']).toBe(String(value));
    expect(JSON.parse(JSON.stringify(bundle))).toEqual(bundle);
  });
});

describe('show() in a process of Deno', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test('sends a display to the notebook', () => {
    const broadcast = vi.fn(async () => {});
    vi.stubGlobal('Deno', { jupyter: { broadcast } });

    show('some text');

    expect(broadcast.mock.calls).toEqual([
      ['display_data', { data: { 'text/plain': 'some text' }, metadata: {}, transient: {} }],
    ]);
  });

  test('prints where there is no notebook, where Deno.jupyter throws', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    vi.stubGlobal('Deno', {
      get jupyter(): never {
        throw new Error('Deno.jupyter is only available in `deno jupyter` subcommand');
      },
    });

    show('some text');

    expect(log.mock.calls).toEqual([['some text']]);
  });
});

test.skipIf(!isThere)(
  `Deno's own kernel shows runs and steppers${isThere ? '' : ' (skipped: Deno is not installed)'}`,
  async () => {
    const kernel = await KernelClient.start({
      cwd: join(packageRoot, 'notebooks'),
      kernel: deno,
    });
    // On a busy machine Deno sends the result of a cell after it has said that the cell is done.
    const bundles: { type: string; keys: string[] }[] = [];
    kernel.onPublished = ({ header, content }) => {
      if (content.data) bundles.push({ type: header.msg_type, keys: Object.keys(content.data).sort() });
    };
    try {
      await kernel.execute(`import { alias, daxFile, daxIo, scenario, show } from 'aliaslab';`);
      await kernel.execute(
        `const run = scenario().store(alias(daxFile('a').page(0)), 'hello').daxIo(daxIo().read(5)).run(); run`,
      );
      await kernel.execute('show(run.stepper(), run.table())');
      await vi.waitFor(() => expect(bundles.length).toBeGreaterThan(2), 60_000);

      expect(bundles).toEqual([
        { type: 'execute_result', keys: ['text/html', 'text/plain', mail] },
        {
          type: 'display_data',
          keys: ['application/vnd.plotly.v1+json', 'image/png', 'text/html', 'text/plain', mail],
        },
        { type: 'display_data', keys: ['text/html', 'text/plain', mail] },
      ]);
    } finally {
      await kernel.shutdown();
    }
  },
);

test.skipIf(!isThere)(
  `the first notebook gives the same outputs on Deno's kernel${isThere ? '' : ' (skipped: Deno is not installed)'}`,
  async () => {
    const folder = join(packageRoot, 'notebooks');
    const saved = readNotebook(join(folder, '01-the-kernel-reads-an-old-byte.ipynb'));

    const { notebook, failure } = await runNotebook(saved, { cwd: folder, kernel: deno });

    expect(failure).toBeUndefined();
    expect(notebook.cells).toEqual(saved.cells);
  },
  120_000,
);
