/** What cells show is kept in time that grows as it does, and up to a limit that says so. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { NotebookOutputs } from '../../src/jupyter/notebook-outputs.js';
import { newHeader } from '../../src/jupyter/wire.js';

type Sent = readonly [type: string, content: object];
const print = (text: string, name = 'stdout'): Sent => ['stream', { name, text }];
const display = (text: string, id?: string): Sent => [
  'display_data',
  { data: { 'text/plain': text }, metadata: {}, transient: id === undefined ? {} : { display_id: id } },
];
const update = (text: string, id: string): Sent => [
  'update_display_data',
  { data: { 'text/plain': text }, transient: { display_id: id } },
];

function send(outputs: NotebookOutputs, ...messages: readonly Sent[]): NotebookOutputs {
  for (const [type, content] of messages) {
    const header = newHeader(type, 'session');
    const message = { identities: [], header, parent: { msg_id: 'request' }, metadata: {} };
    outputs.take({ ...message, content: { ...content } });
  }
  return outputs;
}

function begun(most?: number): NotebookOutputs {
  const outputs = new NotebookOutputs(most);
  outputs.begin(0, 'request');
  return outputs;
}

const shown = (outputs: NotebookOutputs) =>
  outputs
    .of(0)
    .map((output) => ('text' in output ? output.text : 'data' in output ? output.data['text/plain'] : ''));

test('a carriage return takes back what stands before it in its line, if something follows', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n') });

  fc.assert(
    fc.property(letters, (text) => {
      const [seen] = shown(send(begun(), print(text)));

      expect(seen).toBe(text.replace(/[^\n]*\r(?=[^\n])/g, ''));
    }),
  );
});

test('a long line without one is looked at once', () => {
  const line = 'x'.repeat(20_000_000);

  expect(shown(send(begun(), print(line)))[0]).toHaveLength(line.length);
});

test('what is shown under one id is one thing, however often it is shown', () => {
  const times = 2000;
  const assign = vi.spyOn(Object, 'assign');
  const outputs = send(begun(), ...Array.from({ length: times }, (_, nth) => display(`${nth}`, 'same')));
  const assigned = assign.mock.calls.length;
  assign.mockRestore();

  expect(new Set(shown(outputs))).toEqual(new Set([`${times - 1}`]));
  expect(outputs.of(0)).toHaveLength(times);
  expect(assigned).toBeLessThan(2 * times);
});

test('an update changes all outputs of its id, and none of another', () => {
  const outputs = send(begun(), display('a', '1'), display('b', '2'), display('c', '1'), update('d', '1'));

  expect(shown(outputs)).toEqual(['d', 'b', 'd']);
});

const SAYS = 'aliaslab keeps 100 letters of what a notebook shows; what came after that is left out\n';

test('text is kept up to the limit, and what was left out is said once', () => {
  const outputs = send(begun(100), ...Array.from({ length: 50 }, () => print('0123456789')));

  expect(shown(outputs)).toEqual(['0123456789'.repeat(10), SAYS]);
  expect(outputs.of(0)[1]).toMatchObject({ output_type: 'stream', name: 'stderr' });
});

test('a display that is too large is left out, and so is what comes after it', () => {
  const outputs = send(begun(100), display('x'.repeat(200)), print('later'), display('y'));

  expect(shown(outputs)).toEqual([SAYS]);
});

test('an update counts for each output that it changes', () => {
  const outputs = send(begun(400), display('a', '1'), display('a', '1'), update('x'.repeat(300), '1'));

  expect(shown(outputs)).toEqual(['a', 'a', expect.stringContaining('left out')]);
});

test('what stopped the cell is kept in any case', () => {
  const stopped: Sent = ['error', { ename: 'Error', evalue: 'no', traceback: [] }];

  const outputs = send(begun(10), print('x'.repeat(11)), stopped);

  expect(outputs.of(0).at(-1)).toEqual({ output_type: 'error', ename: 'Error', evalue: 'no', traceback: [] });
});

test('what is cleared gives its room back', () => {
  const clear: Sent = ['clear_output', { wait: false }];
  const outputs = send(
    begun(300),
    print('x'.repeat(250)),
    clear,
    display('a', '1'),
    clear,
    print('y'.repeat(301)),
  );

  expect(shown(outputs)).toEqual(['y'.repeat(300), expect.stringContaining('left out')]);
});

test('a progress that is overwritten for ever takes as much room as all that was sent', () => {
  const outputs = send(begun(100), ...Array.from({ length: 50 }, (_, nth) => print(`\r${nth} %`)));

  expect(shown(outputs)[1]).toBe(SAYS);
});

test('data that nest deep are measured all the same', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}1${']'.repeat(50_000)}`);

  const outputs = send(begun(), ['display_data', { data: { 'application/json': deep }, metadata: {} }]);

  expect(outputs.of(0)).toHaveLength(1);
});
