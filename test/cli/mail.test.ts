/** `aliaslab mail` and `aliaslab again`, as commands; bad notebooks end with one sentence and exit code 2. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aliaslab, temporaryFolder } from './command.js';

function fileOf(content: unknown): string {
  const path = join(temporaryFolder(), 'a.ipynb');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const notebook = (more: object = {}, ...cells: unknown[]) => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
  ...more,
});
const code = (text: string, count: number | null = 1) => ({
  cell_type: 'code',
  metadata: {},
  source: 'f();',
  execution_count: count,
  outputs: count === null ? [] : [{ output_type: 'stream', name: 'stdout', text }],
});

test('mail prints the notebook as text, or as JSON', () => {
  const path = fileOf(
    notebook({}, { cell_type: 'markdown', metadata: {}, source: '# A claim' }, code('one\n')),
  );

  const { status, stdout, stderr } = aliaslab(['mail', path]);

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^A claim\n=======\n\n> f\(\);\n\none\n\n--\n/);
  expect(aliaslab(['mail', path, '--source', 'https://a.example/a.ipynb']).stdout).toMatch(
    /\nTo run it again, get the notebook and run it:\nhttps:\/\/a\.example\/a\.ipynb\nnpx aliaslab run a\.ipynb\n$/,
  );
  expect(JSON.parse(aliaslab(['mail', path, '--json']).stdout)).toEqual({ notebook: path, text: stdout });
});

test.each<[string, unknown, string]>([
  ['is not JSON', 'no', 'is not JSON: '],
  [
    'has another format',
    { worksheets: [], metadata: {}, nbformat: 3, nbformat_minor: 0 },
    ': nbformat must be 4, not 3',
  ],
  [
    'is of another kernel',
    notebook({ metadata: { kernelspec: { name: 'python3', language: 'python' } } }, code('x')),
    "' is no notebook of TypeScript: it runs on the kernel 'python3', in python",
  ],
  [
    'has attachments',
    notebook(
      {},
      { cell_type: 'markdown', metadata: {}, source: '', attachments: { 'a.png': { 'image/png': '' } } },
    ),
    "', cell 1 has attachments, which plain text cannot carry",
  ],
  [
    'has an enormous output',
    notebook({}, code('x'.repeat(3e6))),
    "', cell 1 has an output of 3.0 MB, too much for a mail",
  ],
  ['was never run', notebook({}, code('', null)), "' has no saved outputs to show"],
])('a notebook that %s is refused in one sentence', (_what, content, why) => {
  const { status, stdout, stderr } = aliaslab(['mail', fileOf(content)]);

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.split('\n').slice(0, -1)).toEqual([
    expect.stringMatching(/^aliaslab: .*a\.ipynb/),
    expect.stringMatching(/^ {2}try: /),
  ]);
  expect(stderr).toContain(why);
});

const STORY = 'SH7750 f=file(1) user=alias(0 (mmap)) store(user "hello") dax_io(read 5)';

test('again runs a story, in each of its forms', () => {
  expect(aliaslab(['again', STORY]).stdout).toContain('STALE: 1 of 1 loads read old bytes\n');
  expect(aliaslab(['again', STORY, '--mail']).stdout).toContain(
    `npx aliaslab again 'SH7750 f=file() user=alias(0 (mmap)) store(user\n`,
  );
  expect(aliaslab(['again', STORY, '--cost', '--cycles', 'fill=60']).stdout).toContain('fill 60 (was 25)');
  expect(aliaslab(['again', STORY, '--orders']).stdout).toContain('loads are wrong in 1');
  expect(JSON.parse(aliaslab(['again', STORY, '--json']).stdout)).toMatchObject({ coherent: false });
});

test.each([
  [
    ['mail', 'a.ipynb', '--source', 'my disk'],
    "--source 'my disk' is not an address that fits on a line of a mail",
  ],
  [['again', 'nonsense'], "'nonsense' is no machine to begin a story with"],
  [['again', `${STORY} (`], 'this is no story of a mail: it ends too early'],
  [['again', STORY, '--sets', 'x'], "there is no core 'x': the machine has core 0 only"],
  [
    ['again', `${STORY.split(' store')[0]} prove([user])`, '--calls'],
    '--calls goes with a story, and this is a question',
  ],
  [['again', STORY, STORY, '--sets', '0'], '--sets goes with one story, and here are several'],
  [
    ['again', STORY, `${STORY.split(' store')[0]} prove([user])`],
    'this is a question, and no story: prove() reads it, and aliaslab again asks it',
  ],
  [['again', STORY, '--step', '1'], '--step goes with --calls'],
  [['again', STORY, '--calls', '--step', '9'], 'there is no step 9: steps are 1 to 2'],
  [['again', STORY, '--colors', 'red'], "--colors 'red' is neither all nor a list of colors"],
  [['again', STORY, '--colors', '9'], 'there is no color 9: pages have 4 on SH7750'],
  [['again', STORY, '--cycles', 'fill'], "--cycles 'fill' is not a parameter and its cycles"],
  [['again', STORY, '--cycles', 'full=3'], "costs: 'full' is none of hit, fill, "],
  [
    ['again', `${STORY.split(' store')[0]} load(user 1)`, '--orders'],
    'a story of 2 to 5 steps is told in every order',
  ],
  [['again', STORY, '--power-cuts', 'maybe'], 'Allowed choices are lost, arrives.'],
])('%j is bad input', (args, message) => {
  const { status, stdout, stderr } = aliaslab(args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
});
