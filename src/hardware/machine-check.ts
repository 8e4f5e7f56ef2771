/**
 * The end of a machine: hardware found a line under another color than the one that an access used, and takes that for an
 * error that it cannot go on from. Whoever runs a story catches it; nothing else does.
 */
export class MachineCheck extends Error {
  override readonly name = 'MachineCheck';

  /** An access through this alias, and where the line lies that it was not to meet. */
  constructor(
    readonly alias: string,
    readonly set: number,
    readonly way: number,
  ) {
    super(`machine check: the line that ${alias} leads to is in set ${set}, way ${way}, under another color`);
  }
}
