/** Names that are completed and explained inside of quotes, as a front end asks for them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
  await kernel.execute("import { knownPlan, machine, processor, scenario } from 'aliaslab';");
});
afterAll(() => kernel?.shutdown());

/** Asks with the cursor where `|` stands. */
async function complete(marked: string) {
  const { reply } = await kernel.request('complete_request', {
    code: marked.replace('|', ''),
    cursor_pos: Array.from(marked.slice(0, marked.indexOf('|'))).length,
  });
  return reply as {
    matches: string[];
    cursor_start: number;
    cursor_end: number;
    metadata: { _jupyter_types_experimental: { text: string; type: string }[] };
  };
}

describe('a name in quotes', () => {
  test.each([
    ["processor('SH775|", ['SH7750', 'SH7751', 'SH7750R', 'SH7751R'], [11, 16]],
    ["processor('SH775|')", ['SH7750', 'SH7751', 'SH7750R', 'SH7751R'], [11, 16]],
    ["processor('SH77|50').table()", ['SH7709A', 'SH7729', 'SH7705', 'SH7750'], [11, 17]],
    ['processor("haswell|")', ['Haswell'], [11, 18]],
    ["scenario('UltraSPARC|')", ['UltraSPARC I', 'UltraSPARC II'], [10, 20]],
    ["knownPlan('the |')", ['the mail', 'the page cache', 'the reply'], [11, 15]],
    ["machine().port('mi|')", ['microblaze', 'mips'], [16, 18]],
    ["'😀'; scenario().era('4.|')", ['4.10', '4.3', '4.4', '4.5', '4.9'], [21, 23]],
    ["processor('nobody is|", [], [11, 20]],
  ])('completes %s', async (code, expected, [start, end]) => {
    const { matches, cursor_start, cursor_end } = await complete(code);

    if (expected.length === 4) expect(matches).toEqual(expect.arrayContaining(expected));
    else expect([...matches].sort()).toEqual(expected);
    expect([cursor_start, cursor_end]).toEqual([start, end]);
  });

  test('that begins as it was typed comes before others that have it somewhere', async () => {
    const { matches, metadata } = await complete("processor('sparc|')");
    const first = await complete("processor('c|')");

    expect(matches.sort()).toEqual(['UltraSPARC I', 'UltraSPARC II', 'hyperSPARC']);
    expect(metadata._jupyter_types_experimental[0]).toMatchObject({ type: 'string', start: 11, end: 16 });
    const begin = first.matches.map((name) => name.toLowerCase().startsWith('c'));
    expect(begin).toEqual([...begin].sort((a, b) => Number(b) - Number(a)));
    expect(new Set(begin)).toEqual(new Set([true, false]));
  });

  test('is none of them, and is taken all the same', async () => {
    const { reply } = await kernel.execute("machine().port('nowhere');");

    expect(reply.status).toBe('ok');
  });

  test.each(["processor('SH7750|')", "scenario(processor('SH7|"])(
    'is explained by what it is given to: %s',
    async (marked) => {
      const { reply } = await kernel.request('inspect_request', {
        code: marked.replace('|', ''),
        cursor_pos: marked.indexOf('|'),
        detail_level: 0,
      });

      expect((reply.data as Record<string, string>)['text/plain']).toContain('A real CPU by name.');
    },
  );
});

test('a name outside of quotes comes with its kind', async () => {
  const { matches, metadata } = await complete('process|');
  const { text, type } = metadata._jupyter_types_experimental[matches.indexOf('processor')]!;

  expect({ text, type }).toEqual({ text: 'processor', type: 'alias' });
});
