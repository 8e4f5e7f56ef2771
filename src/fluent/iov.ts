/** `iov()`: the memory that a process writes from or reads into, segment by segment, with pages that are not there. */

import { type IovSegment, iovLength } from '../linux/iov.js';
import { isMapping, type MappingDescription } from '../linux/mm/mapping.js';
import { checkLength, MOST_DATA, storyData } from '../linux/story/data-limit.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { type BytesInput, formatBytes, joined, parseBytes } from '../units/bytes.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { checkOptions } from '../units/options.js';
import { asTyped, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { count } from '../views/words.js';
import { Builder, type Describable, described } from './builder.js';

/** An iovec, complete. */
export interface IovDescription {
  readonly segments: readonly IovSegment[];
  /** What a write finds in them, segment behind segment; zeros where there is room only. */
  readonly bytes: readonly number[];
}

/** What is wrong with the memory behind a segment, from which byte of it on. */
export interface SegmentOptions {
  /** The address is bad: EFAULT, where nothing was copied before. */
  readonly faultsAt?: number;
  /** The page is not present, and a fault brings it in. */
  readonly absentAt?: number;
}

/** A segment as it was typed. */
type SegmentInput = () => SegmentMade;

/** A segment, and what was typed to be in it; where there is room only, nothing was. */
interface SegmentMade {
  readonly segment: IovSegment;
  readonly bytes?: Uint8Array;
}

const WORKING_LINE = `iov().bytes('hel').bytes('lo', { faultsAt: 1 })`;

/** Segments of a process's memory, in order. */
export class Iov extends Builder<IovDescription> {
  readonly #segments: readonly SegmentInput[];

  constructor(segments: readonly SegmentInput[]) {
    super();
    this.#segments = Object.freeze([...segments]);
  }

  /** A segment that holds these bytes, to write. */
  bytes(data: BytesInput, options: SegmentOptions = {}): Iov {
    return this.#with(() => {
      const bytes = parseBytes(data, 'data');
      return { segment: segmentOf(bytes.length, options), bytes };
    });
  }
  /** A segment with room for so many bytes, to read into. */
  room(length: Size, options: SegmentOptions = {}): Iov {
    return this.#with(() => ({ segment: segmentOf(roomOf(length), options) }));
  }
  /** A segment that lies in a mapping, from this byte of it on: it is loaded and stored through that mapping. */
  mapped(mapping: MappingDescription | Describable<MappingDescription>, at: Size, length: Size): Iov {
    return this.#with(() => {
      const problems = new Problems();
      const which = described(mapping);
      problems.unless(isMapping(which), `${asTyped(mapping)} is not a mapping`);
      problems.throwIfAny(`iov().mapped(mapping(daxFile('mail.dat')), 0, 64)`);
      const start = parseSize(at, 'offset in the mapping');
      return { segment: { length: roomOf(length), mapping: which, at: start } };
    });
  }

  describe(): IovDescription {
    const problems = new Problems();
    problems.unless(this.#segments.length > 0, 'an iovec without segments transfers nothing');
    const made = this.#segments.flatMap(
      (segment, nth) => problems.collectAs(`segment ${nth + 1}`, segment) ?? [],
    );
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze({ segments: made.map(({ segment }) => segment), bytes: bytesIn(made) });
  }

  protected sentence({ segments, bytes }: IovDescription): string {
    const marked = segments.map(({ length, faultsAt, absentAt, mapping }) =>
      [
        `${length}`,
        mapping && `in ${mapping.name}`,
        faultsAt !== undefined && `bad from ${faultsAt}`,
        absentAt !== undefined && `absent from ${absentAt}`,
      ]
        .filter(Boolean)
        .join(' '),
    );
    return `iov  ${count(segments.length, 'segment')}: ${marked.join(', ')} bytes  ${formatBytes(Uint8Array.from(bytes))}`;
  }

  #with(segment: SegmentInput): Iov {
    return new Iov([...this.#segments, segment]);
  }
}

refuseMoreInMethods(Iov, 'iov()', WORKING_LINE, { bytes: 2, room: 2 });

/** More than this would not fit a transfer anyway. */
const MOST_ROOM = 64 * 2 ** 20;

function roomOf(length: Size): number {
  const bytes = parseSize(length, 'length');
  const problems = new Problems();
  problems.unless(bytes >= 1 && bytes <= MOST_ROOM, `length ${asTyped(length)} is not from 1 byte to 64 MiB`);
  problems.throwIfAny(`iov().room('4 KiB')`);
  return bytes;
}

/** What a write finds, segment behind segment. Zeros go over and over, so one of them stands for a long room without data. */
function bytesIn(made: readonly SegmentMade[]): readonly number[] {
  const length = iovLength(made.map(({ segment }) => segment));
  const isRoom = made.every(({ bytes }) => bytes === undefined);
  if (isRoom && length > MOST_DATA) return [0];
  checkLength(length, 'an iovec with data');
  return storyData(joined(made.map(({ segment, bytes }) => bytes ?? new Uint8Array(segment.length))));
}

function segmentOf(length: number, options: SegmentOptions): IovSegment {
  const problems = new Problems();
  if (checkOptions(options, ['faultsAt', 'absentAt'], 'options', problems)) {
    for (const name of ['faultsAt', 'absentAt'] as const) {
      const at = options[name];
      const inside =
        at === undefined || (typeof at === 'number' && Number.isInteger(at) && at >= 0 && at < length);
      problems.unless(inside, `${name} ${asTyped(at)} is not a byte of its ${length}`);
    }
  }
  problems.throwIfAny(WORKING_LINE);
  const { faultsAt, absentAt } = options;
  return {
    length,
    ...(faultsAt !== undefined && { faultsAt }),
    ...(absentAt !== undefined && { absentAt }),
  };
}

/**
 * The memory of a process that a read or a write is about; without segments yet.
 * @example
 * String(iov().bytes('hel').bytes('lo', { faultsAt: 1 })) // => 'iov  2 segments: 3, 2 bad from 1 bytes  "hello"'
 */
export function iov(): Iov {
  refuseMore<typeof iov>(0, arguments, 'iov()', WORKING_LINE);
  return new Iov([]);
}
