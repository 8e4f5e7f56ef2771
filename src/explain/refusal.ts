/** What keeps a notebook from being one of ours: another kernel; and what plain text cannot carry. */
import type { Notebook, NotebookOutput } from '../jupyter/notebook.js';
import { asTyped } from '../units/problems.js';

/** Larger outputs belong into no explanation. */
export const MOST_OUTPUT = 1_000_000;

/** The notebook's kernel, where it is none that runs these explanations; in words. */
export function otherKernel({ metadata }: Notebook): string | undefined {
  const { kernelspec, language_info: info } = metadata as Record<string, Record<string, unknown> | undefined>;
  const language = info?.name ?? kernelspec?.language;
  const isOurs = language === undefined || /^(typescript|javascript)$/i.test(String(language));
  return isOurs
    ? undefined
    : `it runs on the kernel ${asTyped(kernelspec?.name ?? language)}, in ${String(language)}`;
}

/** Whether an output is larger than that. */
export function isTooLarge(output: NotebookOutput): boolean {
  return JSON.stringify(output).length > MOST_OUTPUT;
}

/** The length of each output as JSON, with the number of its cell from 1. */
export function outputSizes({ cells }: Notebook): { cell: number; bytes: number }[] {
  return cells.flatMap((cell, i) =>
    cell.cell_type === 'code'
      ? cell.outputs.map((output) => ({ cell: i + 1, bytes: JSON.stringify(output).length }))
      : [],
  );
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
  const size = (large.bytes / 1e6).toFixed(1);
  return [`'${path}', cell ${large.cell} has an output of ${size} MB, too much for a mail`];
}
