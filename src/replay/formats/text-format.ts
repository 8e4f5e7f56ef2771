/** A form that has a line for each reference: what reads and writes a line makes a form that reads and writes a trace. */
import { InputError } from '../../units/problems.js';
import type { ReferenceStream } from '../references.js';
import { BadLine } from './cursor.js';
import type { Format, TextRules } from './format.js';
import { readText } from './read-text.js';

export function textFormat(rules: TextRules): Format {
  return {
    hasLines: true,
    begins: ({ line }) => line !== undefined && rules.begins.test(line),
    read: (chunks, batch) => readText(chunks, rules, batch),
    write: (trace) => writeText(trace, rules),
  };
}

async function* writeText(
  trace: ReferenceStream,
  { head = '', write }: TextRules,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(head);
  for await (const { count, words, size, kind } of trace) {
    let text = '';
    for (let i = 0; i < count; i++) {
      const [low, high] = [words[2 * i]!, words[2 * i + 1]!];
      const address = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
      try {
        text += write(kind[i]!, address, size[i]!);
      } catch (error) {
        if (!(error instanceof BadLine)) throw error;
        throw new InputError(
          [`${size[i]} bytes at 0x${address}: ${error.message}`],
          'aliaslab convert in.trace out.xdin --to xdin',
        );
      }
    }
    yield encoder.encode(text);
  }
}
