/** The columns that a log of events is kept in: numbers alone, so that millions of events take 50 bytes each. */

/** The columns of a log. Declared by name: what TypeScript 5.9 infers for typed arrays, 5.0 cannot read. */
export interface EventColumns {
  readonly action: Uint8Array;
  readonly flags: Uint16Array;
  readonly agent: Uint8Array;
  readonly core: Uint8Array;
  readonly alias: Uint16Array;
  readonly step: Uint32Array;
  readonly virtualPage: Float64Array;
  readonly physicalPage: Float64Array;
  readonly offset: Uint16Array;
  /** Bytes that were meant, less one: a line has up to 256. */
  readonly lengthLessOne: Uint8Array;
  readonly set: Int32Array;
  readonly way: Uint16Array;
  readonly otherPage: Float64Array;
  readonly otherLine: Uint16Array;
  readonly bytesAt: Uint32Array;
}

/** The columns, each with room for so many events: 50 bytes an event. */
export function columnsFor(events: number): EventColumns {
  return {
    action: new Uint8Array(events),
    flags: new Uint16Array(events),
    agent: new Uint8Array(events),
    core: new Uint8Array(events),
    alias: new Uint16Array(events),
    step: new Uint32Array(events),
    virtualPage: new Float64Array(events),
    physicalPage: new Float64Array(events),
    offset: new Uint16Array(events),
    lengthLessOne: new Uint8Array(events),
    set: new Int32Array(events),
    way: new Uint16Array(events),
    otherPage: new Float64Array(events),
    otherLine: new Uint16Array(events),
    bytesAt: new Uint32Array(events),
  };
}
