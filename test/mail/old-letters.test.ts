/**
 * Texts at the end of mails that version 0.1.0 wrote, and the stories and questions that they are: mails lie in archives, so
 * each has to be read for good. The fixture changes only where a fact of the atlas turns out to be wrong.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prove, scenario } from '../../src/index.js';

const fixture = readFileSync(join(import.meta.dirname, '../fixtures/letters-0.1.0.txt'), 'utf8');
const old = fixture
  .trimEnd()
  .split('\n\n')
  .map((entry) => entry.split('\n') as [letters: string, json: string]);

test.each(old)('%s', (letters, json) => {
  const read = JSON.parse(json).steps ? scenario(letters) : prove(letters);

  expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(json));
});
