/** Where a step of a story runs. */
export interface OnCore {
  /** On core 0, where nothing is said. */
  readonly core?: number;
}
