/** Cells in the TypeScript of today: what the language has got since tslab's own compiler, and what a Node does not have yet. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';
import { published, temporaryFolder } from './talk.js';

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel?.shutdown());

/** What a cell prints, shows or says is wrong, as text. */
async function said(code: string, by = kernel): Promise<string> {
  const lines = await published(by, code);
  return lines
    .filter((line) => /^(stream|execute_result|error)/.test(line))
    .map((line) => line.replace(/^(execute_result) \[\d+\]/, '$1'))
    .join('\n');
}

describe('a cell', () => {
  test.each([
    ['toSorted', '[3, 1, 2].toSorted()', 'execute_result [ 1, 2, 3 ]'],
    ['findLast', '[1, 2, 3].findLast((each) => each < 3)', 'execute_result 2'],
    [
      'const type parameters',
      "function same<const T>(x: T): T { return x; }\nconst two: readonly ['a', 'b'] = same(['a', 'b']); two.length",
      'execute_result 2',
    ],
    ['NoInfer', "const word: NoInfer<string> = 'x'; word", 'execute_result x'],
    [
      'for await outside functions',
      'for await (const each of [Promise.resolve(1), 2]) console.log(each);',
      'stream stdout "1\\n2\\n"',
    ],
    [
      'using in a block',
      "{ using it = { [Symbol.dispose]() { console.log('gone'); } }; console.log('here'); }",
      'stream stdout "here\\ngone\\n"',
    ],
    [
      'using for as long as the cell runs',
      "using open = { [Symbol.dispose]() { console.log('closed'); } };\nconst after = 7;",
      'stream stdout "closed\\n"',
    ],
    ['what was declared beside it', 'after', 'execute_result 7'],
    [
      'await using',
      "await using late = { async [Symbol.asyncDispose]() { console.log('closed late'); } };",
      'stream stdout "closed late\\n"',
    ],
  ])('has %s', async (_what, code, answer) => {
    expect(await said(code)).toBe(answer);
  });

  test.each([
    [
      "Object.keys(Object.groupBy([1, 2], (each) => (each > 1 ? 'large' : 'small'))).join()",
      'small,large',
      Object,
    ],
    ['[...new Set([1]).union(new Set([2]))].join()', '1,2', Set.prototype],
    ['await Promise.try(() => 3)', '3', Promise],
  ])('has %s where Node has it, and says so where not', async (code, answer, where) => {
    const [, name] = /\.(groupBy|union|try)\(/.exec(code)!;

    const has = await said(code);

    if (name! in where) expect(has).toBe(`execute_result ${answer}`);
    else
      expect(has).toMatch(
        new RegExp(
          `^error CompileError: 1:\\d+ - Property '${name}' does not exist on type '[^']+'\\. Node \\d+ does not have it; a later one may\\.$`,
        ),
      );
  });

  test('that awaits in a class says what the compiler says, once', async () => {
    expect(await said('class Late { x = await 3; }')).toBe(
      "error CompileError: 1:18 - 'await' expressions are only allowed within async functions and at the top levels of modules.",
    );
    expect(await said('class Later extends (await Object) {}')).toBe(
      "error CompileError: 1:22 - 'await' cannot stand in a class; put it in front, as a constant.",
    );
  });

  test('is told where a file that it imports awaits', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'awaits.ts'), 'export const late = await Promise.resolve(1);\n');
    const there = await KernelClient.start({ cwd: folder });

    const told = await said("import { late } from './awaits';\nlate", there).finally(() => there.shutdown());

    expect(told).toContain("'await' cannot stand outside functions in a file that a cell imports.");
  });

  test('takes null and what has no type, as ever', async () => {
    expect(await said('const none: string = null; function f(x) { return x; } f(4)')).toBe(
      'execute_result 4',
    );
  });
});

test('the kernel names the compiler that compiles its cells', async () => {
  const { reply } = await kernel.request('kernel_info_request', {});

  expect(reply.language_info).toMatchObject({ name: 'typescript', version: expect.stringMatching(/^6\./) });
});
