/**
 * What a part of a section shows, and whether two parts show the same: of step, byte and set the first that both say decides.
 * A row of a table knows its step and its sets, a byte in a picture its line and its set, and so each finds the other.
 */

/** Numbers from the first to the last, several times. */
export type Ranges = readonly (readonly [first: number, last: number])[];

/** What a part shows; undefined where it says nothing of it. */
export interface Keys {
  readonly steps?: Ranges | undefined;
  /** Bytes of the line. */
  readonly bytes?: Ranges | undefined;
  readonly line?: string | undefined;
  readonly sets?: Ranges | undefined;
}

/** `0–31, 480` as ranges, as views/marks.ts and tables write them; undefined for what is no such list. */
export function rangesOf(text: string | null | undefined): Ranges | undefined {
  const stretches = (text ?? '').trim().split(', ');
  const found = stretches.map((stretch) => /^(\d{1,9})(?:–(\d{1,9}))?$/.exec(stretch));
  return found.every((one) => one !== null)
    ? found.map(([, first, last = first]) => [Number(first), Number(last)])
    : undefined;
}

/** Whether two parts show the same. */
export function isSame(one: Keys, other: Keys): boolean {
  if (one.steps !== undefined && other.steps !== undefined) return meet(one.steps, other.steps);
  if (one.bytes !== undefined && other.bytes !== undefined)
    return one.line === other.line && meet(one.bytes, other.bytes);
  return one.sets !== undefined && other.sets !== undefined && meet(one.sets, other.sets);
}

/** The step that a part shows, where it shows one only. */
export function onlyStep({ steps }: Keys): number | undefined {
  const [one, another] = steps ?? [];
  return one !== undefined && another === undefined && one[0] === one[1] ? one[0] : undefined;
}

/** All that is known of a step: what the parts say that show this step and no other. */
export function allOfStep(step: number, parts: readonly Keys[]): Keys {
  const its = parts.filter((part) => onlyStep(part) === step);
  const all = (ranges: (part: Keys) => Ranges | undefined) => {
    const found = its.flatMap((part) => ranges(part) ?? []);
    return found.length > 0 ? found : undefined;
  };
  const lines = new Set(its.flatMap(({ line }) => line ?? []));
  return {
    steps: [[step, step]],
    sets: all(({ sets }) => sets),
    // Bytes of several lines would be those of none.
    ...(lines.size === 1 && { line: [...lines][0], bytes: all(({ bytes }) => bytes) }),
  };
}

function meet(one: Ranges, other: Ranges): boolean {
  return one.some(([first, last]) => other.some(([from, to]) => first <= to && from <= last));
}
