/** What tslab's converter makes of a cell: JavaScript, and what the next cells need to know of it. Plain data. */
export interface Converted {
  readonly output?: string;
  /** The declarations that the next cell is compiled with. */
  readonly declOutput?: string;
  /** Empty where the other fields are there. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where the value of the last expression is left. */
  readonly lastExpressionVar?: string;
  readonly hasToplevelAwait?: boolean;
  /** Files of the folder that the cell imports, as JavaScript. */
  readonly sideOutputs?: readonly { path: string; data: string }[];
}

/** What the compiler found; lines and characters count from 0. */
export interface Diagnostic {
  readonly start: { readonly line: number; readonly character: number };
  readonly messageText: string;
  /** Where that is not the cell itself. */
  readonly fileName?: string;
}
