/** The rules for outputs: there, fresh, small, and each picture with its words. */
import type { Notebook, NotebookOutput } from '../../jupyter/notebook.js';
import { isTooLarge, MOST_OUTPUT, outputSizes } from '../refusal.js';
import { codeCells, type Finding, proseCells } from './finding.js';
import { htmlWords } from './html-words.js';
import { picturesIn } from './markdown-text.js';

const RUN = 'run it: aliaslab run --write NOTEBOOK';

export function outputRules(notebook: Notebook): Finding[] {
  return [
    ...freshRule(notebook),
    ...sizeRule(notebook),
    ...pictureRule(notebook),
    ...firstPictureRule(notebook),
  ];
}

function freshRule(notebook: Notebook): Finding[] {
  const cells = codeCells(notebook);
  const failed = cells.filter(({ cell }) => cell.outputs.some(({ output_type }) => output_type === 'error'));
  const errors = failed.map(({ number }) => ({
    cell: number,
    rule: 'outputs',
    what: 'the cell has failed',
    mend: `mend it, and ${RUN}`,
  }));
  const first = cells.find(({ cell }, i) => cell.execution_count !== i + 1);
  if (!first) return errors;
  const what =
    first.cell.execution_count === null
      ? 'the cell has no saved outputs of a run'
      : `the cell was run as number ${first.cell.execution_count}, not from top to bottom`;
  return [...errors, { cell: first.number, rule: 'outputs', what, mend: RUN }];
}

function sizeRule(notebook: Notebook): Finding[] {
  const large = outputSizes(notebook).filter(({ bytes }) => bytes > MOST_OUTPUT);
  const found = large.map(({ cell, bytes }) => ({
    cell,
    rule: 'size',
    what: `an output has ${(bytes / 1e6).toFixed(1)} MB`,
    mend: 'show less: a table has .slice(), a figure fewer points',
  }));
  const all = JSON.stringify(notebook).length;
  if (found.length > 0 || all <= MOST_OUTPUT) return found;
  const what = `the notebook has ${(all / 1e6).toFixed(1)} MB`;
  return [{ cell: 0, rule: 'size', what, mend: 'show fewer or smaller pictures: 1 MB is the limit' }];
}

function pictureRule(notebook: Notebook): Finding[] {
  const shown = codeCells(notebook).flatMap(({ number, cell }) =>
    [...new Set(cell.outputs.flatMap(wordlessPictures))].map((what) => ({ cell: number, what })),
  );
  const written = proseCells(notebook).flatMap(({ number, cell }) =>
    picturesIn(cell.source).some(({ alt }) => alt === '')
      ? [{ cell: number, what: 'a picture in the text has no alternative text' }]
      : [],
  );
  const mend = 'give it both: layout.meta = { alt, caption } of a figure, <title> and <desc> of a drawing';
  return [...shown, ...written].map((found) => ({ ...found, rule: 'picture', mend }));
}

/** What the pictures of an output lack. */
function wordlessPictures(output: NotebookOutput): string[] {
  if (output.output_type !== 'display_data' && output.output_type !== 'execute_result') return [];
  // What is too large is told so, and is not looked through.
  if (isTooLarge(output)) return [];
  const { data } = output;
  const words = htmlWords(typeof data['text/html'] === 'string' ? data['text/html'] : '');
  if (words === undefined) return ['an output is nested too deep to be looked through'];
  const { pictures } = words;
  const isBare = Object.keys(data).some((type) => type.startsWith('image/')) && pictures.length === 0;
  const figure = data['application/vnd.plotly.v1+json'] as
    | { layout?: { meta?: { alt?: unknown; caption?: unknown } } }
    | undefined;
  const meta = figure?.layout?.meta;
  const lacks = (word: 'alt' | 'caption') =>
    isBare ||
    pictures.some((picture) => picture[word] === '') ||
    (figure !== undefined && typeof meta?.[word] !== 'string');
  return [
    ...(lacks('alt') ? ['a figure has no alternative text'] : []),
    ...(lacks('caption') ? ['a figure has no caption'] : []),
  ];
}

/** The most striking result is on the first screen. */
function firstPictureRule(notebook: Notebook): Finding[] {
  const cells = codeCells(notebook);
  const early = cells.slice(0, 3).flatMap(({ cell }) => cell.outputs);
  const isRich = (output: NotebookOutput) => 'data' in output && 'text/html' in output.data;
  if (cells.length < 3 || early.some(isRich) || cells.every(({ cell }) => cell.execution_count === null))
    return [];
  return [
    {
      cell: cells[2]!.number,
      rule: 'first picture',
      what: 'none of the first three code cells shows a picture or a table',
      mend: 'begin with the most striking result',
    },
  ];
}
