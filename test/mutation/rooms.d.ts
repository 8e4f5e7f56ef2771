/** The types of rooms.js, which Node reads as it is. */
export interface Room {
  /** The sources that are changed. */
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Kinds of changes that are not tried. */
  readonly leftAlone?: readonly string[];
}

export const ROOMS: Readonly<Record<string, Room>>;
export const FEWER: readonly string[];
export const SLOW: readonly string[];
export const LAST: readonly string[];
