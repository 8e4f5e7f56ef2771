/**
 * Every mail there is, whole, in one fixture: a gallery, and what shows each change of a mail. Whoever changes one writes it
 * anew with `npx vitest run test/mail/every-mail.test.ts -u`, and reads the difference.
 */
import { expect, test } from 'vitest';
import { gallery } from './gallery.js';

test('every mail is that of the fixture', async () => {
  const mails = gallery.map(([name, result]) => `##### ${name}\n\n${result.toMail()}`);

  await expect(mails.join('\n')).toMatchFileSnapshot('../fixtures/mails.txt');
});

test('every mail is ASCII in 72 columns, and ends with what gives it again', () => {
  const odd = gallery.flatMap(([name, result]) =>
    result
      .toMail()
      .split('\n')
      .filter((line) => !/^[\x20-\x7e]{0,72}$/.test(line))
      .map((line) => `${name}: ${line}`),
  );
  const endless = gallery.flatMap(([name, result]) =>
    /\n\n[^\n]+:\n(npx aliaslab |show\()([^\n]|\n(?!\n))*\n$/.test(result.toMail()) ? [] : name,
  );

  expect({ odd, endless }).toEqual({ odd: [], endless: [] });
});
