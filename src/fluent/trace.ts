/** A trace in hand: what a program did to memory, ready to be replayed. `traceOf()` makes one of what is typed. */

import { readTrace, writeTrace } from '../replay/read-trace.js';
import {
  REFERENCE_KINDS,
  ReferenceBatch,
  type ReferenceKind,
  type ReferenceStream,
  type References,
} from '../replay/references.js';
import { TraceError } from '../replay/trace-error.js';
import type { Fraction, TraceSource } from '../replay/trace-source.js';
import { type Address, type AddressInput, parseAddress, toBigInt } from '../units/address.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { checkOptions } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { Shown } from './shown.js';

/** A reference as it is typed. */
export interface ReferenceInput {
  readonly kind: ReferenceKind;
  readonly address: AddressInput;
  /** Bytes, from 1 to 65,535; 1 where nothing is said. */
  readonly size?: number;
}

const WORKING_LINE = `traceOf([{ kind: 'store', address: 0x2955_1000, size: 8 }])`;

/** A trace. It is read when it is replayed, from its start each time. */
export class Trace extends Shown {
  readonly source: TraceSource;

  constructor(source: TraceSource) {
    super();
    this.source = Object.freeze(source);
  }

  /** What tables and errors call it. */
  get name(): string {
    return this.source.name;
  }
  /** The same trace under another name. */
  named(name: string): Trace {
    if (typeof name !== 'string' || name === '')
      throw new InputError(
        [`trace name ${asTyped(name)} is not a text`],
        `${WORKING_LINE}.named('two stores')`,
      );
    return new Trace({ ...this.source, name });
  }
  /** Its bytes in compact form, some two a reference: to keep, or to send. */
  async compact(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeTrace(this.source.open(), 'compact')) chunks.push(chunk);
    const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }
  toString(): string {
    return `trace ${this.name}`;
  }
  toJSON() {
    return { name: this.name };
  }
}

refuseMoreInMethods(Trace, 'traceOf(…)', `${WORKING_LINE}.named('a store')`);

/**
 * A trace of what is typed: references, or a text or bytes in any of the forms that `traceFile()` reads.
 * @example
 * String(traceOf([{ kind: 'load', address: 0x1000, size: 8 }])) // => 'trace typed'
 * String(traceOf(' S 1ffefff648,8\n L 1ffefff648,8\n').named('lackey')) // => 'trace lackey'
 */
export function traceOf(input: string | Uint8Array | readonly ReferenceInput[]): Trace {
  refuseMore<typeof traceOf>(1, arguments, 'traceOf()', WORKING_LINE);
  const name = 'typed';
  if (Array.isArray(input)) {
    const columns = columnsOf(input as readonly ReferenceInput[]);
    return new Trace({ name, open: () => stretches(columns) });
  }
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) {
    throw new InputError([`${asTyped(input)} is no trace: references, a text or bytes are`], WORKING_LINE);
  }
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return new Trace({
    name,
    open: (batch, fraction) => named(name, readTrace(pieces(bytes, fraction), undefined, batch)),
  });
}

/** As many bytes are read at a time, so that whoever waits can be told. */
const PIECE = 2 ** 18;

async function* pieces(bytes: Uint8Array, fraction: Fraction = () => {}): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    fraction(at / bytes.length);
    yield bytes.subarray(at, at + PIECE);
  }
}

async function* named(name: string, stream: ReferenceStream): ReferenceStream {
  try {
    yield* stream;
  } catch (error) {
    throw error instanceof TraceError ? error.in(name) : error;
  }
}

async function* stretches(columns: References): ReferenceStream {
  yield columns;
}

function columnsOf(input: readonly ReferenceInput[]): References {
  const problems = new Problems();
  problems.unless(input.length > 0, 'a trace without references');
  const columns = new ReferenceBatch(Math.max(1, input.length));
  input.forEach((reference, i) => {
    const what = `reference ${i + 1}`;
    if (!checkOptions(reference, ['kind', 'address', 'size'], what, problems)) return;
    const { kind, size = 1 } = reference;
    const known = REFERENCE_KINDS.indexOf(kind as ReferenceKind);
    problems.unless(known >= 0, `${what}: kind ${asTyped(kind)} is none of ${REFERENCE_KINDS.join(', ')}`);
    const isSize = Number.isInteger(size) && (size as number) >= 1 && (size as number) <= 65_535;
    problems.unless(isSize, `${what}: size ${asTyped(size)} is not from 1 to 65535 bytes`);
    const address = problems.collectAs(what, () => parseAddress(reference.address as AddressInput));
    if (address && known >= 0 && isSize) columns.add(known, ...wordsOf(address), size as number);
  });
  problems.throwIfAny(WORKING_LINE);
  return columns;
}

function wordsOf(address: Address): [low: number, high: number] {
  const whole = toBigInt(address);
  return [Number(whole & 0xffff_ffffn), Number(whole >> 32n)];
}
