/**
 * `progressBar()`: how far a run is, in the cell that started it. Its last word says what was done and not how long it took, so that a
 * notebook that is run again stays the same file.
 */

import { type ProgressReport, progressWords } from '../fluent/run-options.js';
import { refuseMore } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import { escapeHtml } from '../views/table-html.js';
import { notebookDisplay } from './show.js';

const WORKING_LINE = `progressBar('words')`;

let bars = 0;

/**
 * For the `progress` option of a run that takes its time: a bar with the rate and the time left, in a notebook or on a terminal.
 * @example
 * (await replay(traceOf(' L 1000,8')).on(cache()).run({ progress: progressBar('typed') })).references // => 1
 */
export function progressBar(name: string): (report: ProgressReport) => void {
  refuseMore<typeof progressBar>(1, arguments, 'progressBar()', WORKING_LINE);
  if (typeof name !== 'string')
    throw new InputError([`${asTyped(name)} is not a name for a bar`], WORKING_LINE);
  const send = notebookDisplay();
  if (!send) return onTerminal(name);
  const start = performance.now();
  const id = `aliaslab-progress-${++bars}`;
  let isShown = false;
  return (report) => {
    const text = words(name, report, start);
    const { fraction } = report;
    const bar =
      fraction === undefined || report.ended ? '' : `<progress max="1" value="${fraction}"></progress> `;
    const data = { 'text/plain': text, 'text/html': `<p>${bar}${escapeHtml(text)}</p>` };
    send({ data, metadata: {}, transient: { display_id: id } }, isShown);
    isShown = true;
  };
}

function words(name: string, { done, fraction, unit, ended }: ProgressReport, start: number): string {
  const many = `${name}: ${done.toLocaleString('en-US')} ${unit}`;
  if (ended) return many;
  const { rate, left } = progressWords(done, fraction, (performance.now() - start) / 1000);
  return `${many}, ${rate} M a second${left && `, ${left} left`}`;
}

function onTerminal(name: string): (report: ProgressReport) => void {
  const stream = process.stderr;
  if (!stream.isTTY) return () => {};
  const start = performance.now();
  return (report) => stream.write(`\r\x1b[K${words(name, report, start)}${report.ended ? '\n' : ''}`);
}
