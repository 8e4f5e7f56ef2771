/**
 * What has to work on every Node that aliaslab runs on: the kernel starts, cells of today's TypeScript run, a story is proved, a page
 * is made. Run by `npm run test:nodes` with each of them; prints what came of it, and ends with exit code 1 where that is wrong.
 */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { notebookPage } from '../../dist/explain/page.js';
import { congruent, processor, prove } from '../../dist/index.js';
import { KernelClient } from '../../dist/jupyter/client.js';
import { readNotebook } from '../../dist/jupyter/notebook-text.js';

const cells = [
  ["import { processor } from 'aliaslab';\nprocessor('SH7750').cache().describe().ways", '1'],
  ['[3, 1, 2].toSorted().join()', '1,2,3'],
  ["using open = { [Symbol.dispose]() {} };\nconst kept = 'kept';", undefined],
  ['kept', 'kept'],
  ['await Promise.resolve(4)', '4'],
];
const later = [
  [
    "Object.keys(Object.groupBy([1, 2], (each) => (each > 1 ? 'large' : 'small'))).join()",
    'small,large',
    'groupBy' in Object,
  ],
  ['[...new Set([1]).union(new Set([2]))].join()', '1,2', 'union' in Set.prototype],
];

const kernel = await KernelClient.start();
try {
  for (const [code, text] of cells) assert.equal(await resultOf(code), text, code);
  for (const [code, text, isThere] of later)
    if (isThere) assert.equal(await resultOf(code), text, code);
    else await assert.rejects(resultOf(code), /Node \d+ does not have it/, code);
} finally {
  await kernel.shutdown();
}
assert.equal(prove(processor('SH7750')).using(congruent()).run().coherent, true);

const first = fileURLToPath(
  new URL('../../notebooks/01-the-kernel-reads-an-old-byte.ipynb', import.meta.url),
);
assert.match(notebookPage(readNotebook(first), { source: first }), /^<!doctype html>/);
console.log(`Node ${process.version}: kernel, cells, proof and page work`);

async function resultOf(code) {
  const { reply, published } = await kernel.execute(code);
  if (reply.status !== 'ok') throw new Error(`${reply.ename}: ${reply.evalue}`);
  return published.find(({ header }) => header.msg_type === 'execute_result')?.content.data['text/plain'];
}
