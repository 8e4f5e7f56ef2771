/** What keeps a notebook from being one of ours: another kernel; what plain text cannot carry; and what is too large. */
import type { Notebook } from '../jupyter/notebook.js';
import { asTyped } from '../units/problems.js';

/** Larger outputs belong into no explanation. */
export const MOST_OUTPUT = 1_000_000;

/** The notebook's kernel, where it is none that runs these explanations; in words. */
export function otherKernel({ metadata }: Notebook): string | undefined {
  const { kernelspec, language_info: info } = metadata as Record<string, Record<string, unknown> | undefined>;
  const language = info?.name ?? kernelspec?.language;
  const isOurs = language === undefined || /^(typescript|javascript)$/i.test(wordOf(language));
  return isOurs
    ? undefined
    : `it runs on the kernel ${asTyped(kernelspec?.name ?? language)}, in ${wordOf(language)}`;
}

/** Files come from anywhere: what should be a name may be any value. */
function wordOf(language: unknown): string {
  return typeof language === 'string' ? language : asTyped(language);
}

/** Larger pages are seldom let through by a mail, and read slowly. */
export const MOST_PAGE = 1_500_000;

export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** The length of each output as JSON, with the number of its cell from 1. */
export function outputSizes({ cells }: Notebook): { cell: number; bytes: number }[] {
  return cells.flatMap((cell, i) =>
    cell.cell_type === 'code'
      ? cell.outputs.map((output) => ({ cell: i + 1, bytes: JSON.stringify(output).length }))
      : [],
  );
}

/** What is said of a page that is too large, and which output makes it so; undefined where nothing is. */
export function pageSizeNote(page: string, bytes: number, notebook: Notebook): string | undefined {
  if (bytes <= MOST_PAGE) return undefined;
  const [largest] = outputSizes(notebook).sort((a, b) => b.bytes - a.bytes);
  const made = largest ? `; the largest output is in cell ${largest.cell}, ${megabytes(largest.bytes)}` : '';
  return `'${page}' has ${megabytes(bytes)}${made}`;
}

/** Why a notebook cannot be sent as text, one sentence each; empty where it can. */
export function mailProblems(path: string, notebook: Notebook): string[] {
  const kernel = otherKernel(notebook);
  if (kernel !== undefined) return [`'${path}' is no notebook of TypeScript: ${kernel}`];
  const attached = notebook.cells.findIndex(
    (cell) => cell.cell_type !== 'code' && Object.keys(cell.attachments ?? {}).length > 0,
  );
  if (attached >= 0)
    return [`'${path}', cell ${attached + 1} has attachments, which plain text cannot carry`];
  const large = outputSizes(notebook).find(({ bytes }) => bytes > MOST_OUTPUT);
  if (!large) return [];
  return [`'${path}', cell ${large.cell} has an output of ${megabytes(large.bytes)}, too much for a mail`];
}
