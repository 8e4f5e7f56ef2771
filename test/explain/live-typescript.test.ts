/** Cells of a live page in the TypeScript of today. */
import { expect, it } from 'vitest';
import { describeInChromium, notebookOf, outputOf, runAll } from './chromium.js';

describeInChromium('a cell', (open) => {
  it('has what the language has', async () => {
    const { page } = await open(
      notebookOf(
        '[3, 1, 2].toSorted().join()',
        "Object.keys(Object.groupBy([1, 2], (each: number) => (each > 1 ? 'large' : 'small'))).join()",
        '[...new Set([1]).union(new Set([2]))].join()',
        "function same<const T>(x: T): T { return x; }\nsame(['a', 'b']).length",
        "{ using it = { [Symbol.dispose]() { console.log('gone'); } }; console.log('here'); }",
        "using open = { [Symbol.dispose]() { console.log('closed'); } };",
        'for await (const each of [Promise.resolve(1), 2]) console.log(each);',
      ),
    );

    await runAll(page);

    const outputs = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((cell) => outputOf(page, cell)));
    expect(outputs).toEqual(['1,2,3', 'small,large', '1,2', '2', 'here\ngone', 'closed', '1\n2']);
  });
});
