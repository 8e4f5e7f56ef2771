/** What a worker tells its page: whole and in order, no more than a page can show, and no more than it has dealt with. */
import { describe, expect, it } from 'vitest';
import { namesOfCell } from '../../../src/explain/page/cell-names.js';
import { MOST_UNHEARD, type Part, type Report, reportOf } from '../../../src/explain/page/messages.js';
import { Outbox } from '../../../src/explain/page/outbox.js';

function telling() {
  const told: Report[] = [];
  const outbox = new Outbox((json) => {
    const report = reportOf(json);
    if (report === undefined) throw new Error(`no report: ${json.slice(0, 99)}`);
    told.push(report);
  });
  outbox.begin(1);
  const parts = (): Part[] => told.flatMap((report) => report.parts);
  return { outbox, told, parts };
}

const words = (parts: readonly Part[]) =>
  parts.map((part) => {
    if ('id' in part) return `${part.id}=${part.data['text/plain']}`;
    if ('claim' in part) return `${part.claim}:${part.holds}`;
    if ('names' in part) return `names of ${part.names.length}`;
    const { output } = part;
    return output.output_type === 'stream' ? `${output.name}:${output.text}` : output.output_type;
  });

describe('an outbox', () => {
  it('tells claims in their place, and what cells have to do with names', () => {
    const { outbox, parts } = telling();

    outbox.print('stdout', 'a');
    outbox.claim('it holds', true);
    outbox.print('stdout', 'b');
    outbox.claim('it does not', false);
    outbox.names(['let a = b;', '= ='].map(namesOfCell));
    outbox.end('ok');

    expect(words(parts())).toEqual([
      'stdout:a',
      'it holds:true',
      'stdout:b',
      'it does not:false',
      'names of 2',
    ]);
  });

  it('tells all of a run, in its order, and its end at last', () => {
    const { outbox, told, parts } = telling();

    for (const each of ['a', 'b']) outbox.print('stdout', each);
    outbox.print('stderr', 'c');
    outbox.output({ output_type: 'display_data', data: {}, metadata: {} });
    outbox.display('bar', { 'text/plain': '1' });
    outbox.display('bar', { 'text/plain': '2' });
    outbox.print('stdout', 'd');
    outbox.end('ok');

    // The first thing is told at once, and what comes within a moment together.
    expect(words(parts())).toEqual(['stdout:a', 'stdout:b', 'stderr:c', 'display_data', 'bar=2', 'stdout:d']);
    expect(told.map(({ run, end }) => [run, end])).toEqual([
      [1, undefined],
      [1, 'ok'],
    ]);
  });

  it('tells no more than the page has dealt with, and the rest when it has', () => {
    const { outbox, told, parts } = telling();
    // Too large to wait for others.
    const data = { 'text/html': 'x'.repeat(1_000_001) };

    for (let run = 2; run <= 2 + MOST_UNHEARD / 2; run++) {
      outbox.begin(run);
      outbox.display('bar', data);
      outbox.end('ok');
    }

    expect(told).toHaveLength(MOST_UNHEARD);
    expect(parts()).toHaveLength(MOST_UNHEARD / 2);
    outbox.heard();
    expect(told.slice(MOST_UNHEARD)).toMatchObject([{ end: 'ok', parts: { length: 1 } }]);
  });

  it('says once where there is more than a page can show, and goes on to the error', () => {
    const { outbox, parts } = telling();

    for (let i = 0; i < 5000; i++) outbox.print(i % 2 ? 'stdout' : 'stderr', `${i}\n`);
    outbox.output({ output_type: 'error', ename: 'a', evalue: 'b', traceback: [] });
    outbox.end('error');

    const said = words(parts());
    expect(said.length).toBeLessThan(1010);
    expect(said.filter((each) => each.includes('more than a page can show'))).toHaveLength(1);
    expect(said.at(-1)).toBe('error');
  });

  it('counts what it tells anew in each run, and tells what is left of one before the next', () => {
    const { outbox, told, parts } = telling();
    outbox.print('stdout', 'x'.repeat(100_000));
    outbox.end('ok');
    outbox.print('stderr', 'later');

    outbox.begin(2);
    outbox.print('stdout', 'again');
    outbox.end('ok');

    expect(words(parts()).map((said) => said.slice(0, 12))).toEqual([
      'stdout:xxxxx',
      'stderr:later',
      'stdout:again',
    ]);
    expect(told.map(({ run }) => run)).toEqual(expect.arrayContaining([1, 2]));
    expect(told.map(({ run }) => run)).toEqual(told.map(({ run }) => run).sort());
  });
});
