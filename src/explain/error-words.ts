/** What a failed cell says, said once: a headline, and what stands under it. A traceback tells the message too. */

/** The words of an error. */
export interface ErrorWords {
  readonly headline: string;
  readonly rest: string;
}

/** `traceback` as lines of text, without colors. */
export function errorWords(ename: string, evalue: string, traceback: readonly string[]): ErrorWords {
  const lines = traceback.flatMap((entry) => entry.split('\n'));
  const [first, ...others] = `${ename}: ${evalue}`.split('\n') as [string, ...string[]];
  const isTold = (line: string) => lines.includes(line);
  if (isTold(first)) return wordsOf(first, without(lines, first));
  // A compiler's findings stand under its name, each above the line that it is about.
  if (evalue.split('\n').every(isTold)) return wordsOf(ename, without(lines, ename));
  return wordsOf(first, [...others, ...lines]);
}

function wordsOf(headline: string, lines: readonly string[]): ErrorWords {
  return { headline, rest: lines.join('\n').trimEnd() };
}

function without(lines: readonly string[], line: string): string[] {
  const at = lines.indexOf(line);
  return lines.filter((_, i) => i !== at);
}
