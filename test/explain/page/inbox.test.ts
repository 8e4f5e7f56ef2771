/** What a page hears of a worker: one thing at a time, no more than there can be, and nothing after it stopped listening. */
import { afterEach, describe, expect, it } from 'vitest';
import { Inbox, type Refusal } from '../../../src/explain/page/inbox.js';
import { MOST_UNHEARD, type Part, reportOf } from '../../../src/explain/page/messages.js';

const text = (said: string): Part => ({ output: { output_type: 'stream', name: 'stdout', text: said } });
const html = (said: string): Part => ({
  output: { output_type: 'display_data', data: { 'text/html': said }, metadata: {} },
});
const report = (run: number, parts: readonly Part[], more = {}) => JSON.stringify({ run, parts, ...more });

const opened: Inbox[] = [];
afterEach(() => {
  for (const inbox of opened.splice(0)) inbox.close();
});

function listening() {
  const dealt = { parts: 0, reports: 0, refused: [] as Refusal[] };
  const inbox = new Inbox({
    part: () => dealt.parts++,
    heard: () => dealt.reports++,
    refused: (why) => dealt.refused.push(why),
  });
  opened.push(inbox);
  inbox.expect(1);
  return { inbox, dealt };
}

/** Waits until an inbox has done what it does now. */
const settled = async (dealt: object) => {
  for (let before = ''; before !== JSON.stringify(dealt); ) {
    before = JSON.stringify(dealt);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('an inbox', () => {
  it('deals with reports in their order, and says when each was dealt with', async () => {
    const { inbox, dealt } = listening();

    inbox.take('{"run":0,"parts":[]}');
    inbox.take(report(1, [text('a'), html('b')]));
    inbox.take(report(1, [], { end: 'ok' }));
    await settled(dealt);

    expect(dealt).toEqual({ parts: 2, reports: 3, refused: [] });
  });

  it('gives up on a flood, whatever still comes, and has dealt with little of it', async () => {
    const { inbox, dealt } = listening();

    for (let i = 0; i < 100_000; i++) inbox.take(report(1, [text('again')]));
    await settled(dealt);

    expect(dealt.refused).toEqual(['flooded']);
    expect(dealt.parts).toBeLessThanOrEqual(1);
  });

  it('gives up on more things of one run than there can be, and on more letters', async () => {
    const [things, letters, streamed] = [listening(), listening(), listening()];
    const some = Array.from({ length: 500 }, () => html('a'));
    const long = html('x'.repeat(5_000_000));
    const lines = text('x'.repeat(100_000));

    for (let i = 0; i < 50; i++) {
      things.inbox.take(report(1, some));
      letters.inbox.take(report(1, [long]));
      streamed.inbox.take(report(1, [lines]));
    }
    await settled(things.dealt);
    await settled(letters.dealt);
    await settled(streamed.dealt);

    expect(things.dealt).toMatchObject({ parts: 2000, refused: ['flooded'] });
    expect(letters.dealt).toMatchObject({ parts: 20, refused: ['flooded'] });
    expect(streamed.dealt).toMatchObject({ parts: 3, refused: ['flooded'] });
  });

  it('takes as many changes, and as much of one stream, as come', async () => {
    const { inbox, dealt } = listening();
    const changes = Array.from(
      { length: 1000 },
      (_, i): Part => ({ id: 'a', data: { 'text/plain': `${i}` } }),
    );

    for (let i = 0; i < 5; i++) inbox.take(report(1, [...changes, ...changes.map(() => text('a'))]));
    await settled(dealt);

    expect(dealt).toEqual({ parts: 10_000, reports: 5, refused: [] });
  });

  it('deals with nothing any more once it is closed', async () => {
    const { inbox, dealt } = listening();
    for (let i = 0; i < MOST_UNHEARD; i++) inbox.take(report(1, [text('a'), html('b')]));
    await new Promise((resolve) => setTimeout(resolve, 1));

    inbox.close();
    const { parts } = dealt;
    inbox.take(report(1, [text('a')]));
    await settled(dealt);

    expect(parts).toBeLessThan(2 * MOST_UNHEARD);
    expect(dealt).toMatchObject({ parts, refused: [] });
  });

  it.each([
    ['a run that nobody asked for', [report(2, [text('a')])]],
    ['a run that is over', [report(1, [text('a')]), '{"run":0,"parts":[]}']],
    ['a start with something in it', [report(0, [text('a')])]],
    ['a second start', ['{"run":0,"parts":[]}', '{"run":0,"parts":[]}']],
    ['nothing', [report(1, [])]],
    ['a claim that holds perhaps', ['{"run":1,"parts":[{"claim":"a","holds":1}]}']],
    ['a claim that is an output too', ['{"run":1,"parts":[{"claim":"a","holds":true,"id":"b","data":{}}]}']],
    ['names that are none', ['{"run":1,"parts":[{"names":[{"gives":["a"],"changes":[]}]}]}']],
    ['no text', [{ run: 1, parts: [text('a')] }]],
  ])('gives up on %s', async (_what, messages) => {
    const { inbox, dealt } = listening();

    for (const message of messages) inbox.take(message);
    await settled(dealt);

    expect(dealt.refused).toEqual(['forged']);
  });
});

describe('a report', () => {
  const good = { output_type: 'display_data', data: {}, metadata: {} };

  it.each([
    { run: 1, parts: [{ output: good }] },
    {
      run: 1,
      parts: [{ output: { ...good, output_type: 'execute_result', execution_count: null } }],
      end: 'ok',
    },
    {
      run: 1,
      parts: [{ output: { output_type: 'error', ename: 'a', evalue: 'b', traceback: ['c'] } }],
      end: 'error',
    },
    { run: 1, parts: [{ id: '', data: { 'text/html': null, x: [1] } }] },
  ])('may be %j', (value) => {
    expect(reportOf(JSON.stringify(value))).toEqual(value);
  });

  it.each([
    null,
    7,
    [],
    {},
    { run: '1', parts: [] },
    { run: 1.5, parts: [] },
    { run: 1 },
    { run: 1, parts: {} },
    { run: 1, parts: [], end: 'maybe' },
    { run: 1, parts: [null] },
    { run: 1, parts: [{}] },
    { run: 1, parts: [{ output: good, id: 'a', data: {} }] },
    { run: 1, parts: [{ id: 1, data: {} }] },
    { run: 1, parts: [{ id: 'a', data: [] }] },
    { run: 1, parts: [{ output: null }] },
    { run: 1, parts: [{ output: { ...good, output_type: 'toString' } }] },
    { run: 1, parts: [{ output: { ...good, metadata: null } }] },
    { run: 1, parts: [{ output: { ...good, data: 'x' } }] },
    { run: 1, parts: [{ output: { ...good, output_type: 'execute_result', execution_count: 7 } }] },
    { run: 1, parts: [{ output: { output_type: 'stream', name: 'stdin', text: '' } }] },
    { run: 1, parts: [{ output: { output_type: 'stream', name: 'stdout', text: 7 } }] },
    { run: 1, parts: [{ output: { output_type: 'error', ename: 1, evalue: 'b', traceback: [] } }] },
    { run: 1, parts: [{ output: { output_type: 'error', ename: 'a', evalue: 'b', traceback: [1] } }] },
  ])('is not %j', (value) => {
    expect(reportOf(JSON.stringify(value))).toBeUndefined();
  });

  it('is no text that is no JSON, or nests deeper than can be read', () => {
    for (const message of ['', '{', `${'['.repeat(1_000_000)}`, undefined, new Map()])
      expect(reportOf(message)).toBeUndefined();
  });
});
