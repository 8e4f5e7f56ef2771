/**
 * How a notebook says that a claim does not hold: a line of its own, on stderr. Whoever runs cells in another way, strictly, says so in
 * the environment; then such a claim throws, and its cell fails.
 */

import type { Notebook, NotebookOutput } from './notebook.js';

/** Set to `strict`, it has a claim that does not hold fail its cell. */
export const CLAIMS_VARIABLE = 'ALIASLAB_CLAIMS';

const SAYS = 'does not hold: ';

/** The line that says it. */
export function doesNotHold(sentence: string): string {
  return `${SAYS}${sentence.replaceAll('\n', ' ')}\n`;
}

/** The claims that these outputs say do not hold, in order. */
export function unheldIn(outputs: readonly NotebookOutput[]): string[] {
  return outputs.flatMap((output) =>
    output.output_type === 'stream' && output.name === 'stderr'
      ? output.text.split('\n').flatMap((line) => (line.startsWith(SAYS) ? [line.slice(SAYS.length)] : []))
      : [],
  );
}

/** The outputs without those lines. */
export function withoutUnheld(outputs: readonly NotebookOutput[]): NotebookOutput[] {
  return outputs.flatMap((output) => {
    if (output.output_type !== 'stream' || output.name !== 'stderr') return [output];
    const text = output.text.replace(new RegExp(`^${SAYS}.*\\n?`, 'gm'), '');
    return text === '' && output.text !== '' ? [] : [{ ...output, text }];
  });
}

/** The claims that a notebook says do not hold. */
export function unheldClaims({ cells }: Notebook): string[] {
  return cells.flatMap((cell) => (cell.cell_type === 'code' ? unheldIn(cell.outputs) : []));
}
