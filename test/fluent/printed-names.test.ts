/** Whatever a story's names hold, what is printed of it is obeyed by no terminal and turned around by no page. */
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { alias, daxFile, daxIo, machine, processor, type Run, scenario } from '../../src/index.js';
import { displayBundle } from '../../src/jupyter/bundle.js';

const HOSTILE = 'evil\u001b[2J\u202egpj\u2066\u009b';
/** As a reader sees it: by numbers, in whatever form. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u;

const file = daxFile(`${HOSTILE} file`).pages(8);
const user = alias(file.page(5)).user().named(`${HOSTILE} user`);
const named = machine(processor('SH7750').describe().cache).named(`${HOSTILE} machine`);
const run: Run = scenario(named)
  .store(user, 'hello')
  .daxIo(daxIo().read(5).from(file).at(file.page(5)))
  .run();

const RESULTS: Readonly<Record<string, object>> = {
  run,
  sets: run.sets(),
  stepper: run.stepper(),
  price: run.price(),
  calls: run.calls(),
  cuts: scenario(named).store(user, 'hello').powerCuts(),
  story: scenario(named).store(user, 'hello'),
  alias: user,
  file,
};

test.each(Object.entries(RESULTS))('%s', (_name, result) => {
  const bundle = displayBundle(result)!;
  // What a script reads is data; its figure stands beside it, in the words that are seen.
  const texts = Object.entries(bundle)
    .filter(([type]) => /^text\//.test(type) || /mail/.test(type))
    .map(([type, text]) => [type, String(text).replace(/<script>.*<\/script>/s, '')]);
  const svg = 'svg' in result ? (result as Run).svg() : '';

  expect(inspect(result)).not.toMatch(UNSEEN);
  expect(texts.length).toBeGreaterThan(0);
  for (const [type, text] of texts) expect(`${type}: ${text}`).not.toMatch(UNSEEN);
  expect(svg).not.toMatch(UNSEEN);
});

test('a name is still to be recognized', () => {
  expect(inspect(run)).toContain('evil\\u001b[2J\\u202egpj\\u2066\\u009b');
  expect(run.toMail()).toContain('\\u202e');
  expect(run.svg()).toContain('\\u202e');
});
