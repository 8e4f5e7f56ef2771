/**
 * A notebook in memory, after Jupyter's nbformat 4: plain data, with text that the file keeps as a list of
 * lines joined into one string. Reading, writing and running live in files of their own.
 */

import type { MimeBundle } from './mime.js';

/** Text printed to stdout or stderr. */
export interface StreamOutput {
  output_type: 'stream';
  name: 'stdout' | 'stderr';
  text: string;
}

/** Something shown while the cell ran. */
export interface DisplayOutput {
  output_type: 'display_data';
  data: MimeBundle;
  metadata: Readonly<Record<string, unknown>>;
}

/** The value of the cell's last expression. */
export interface ResultOutput {
  output_type: 'execute_result';
  data: MimeBundle;
  metadata: Readonly<Record<string, unknown>>;
  execution_count: number | null;
}

/** What stopped the cell. */
export interface ErrorOutput {
  output_type: 'error';
  ename: string;
  evalue: string;
  traceback: readonly string[];
}

/** One output of a code cell. */
export type NotebookOutput = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** A cell of code with the outputs of its last run; `execution_count` is null before the first. */
export interface CodeCell {
  cell_type: 'code';
  id?: string;
  metadata: Readonly<Record<string, unknown>>;
  source: string;
  execution_count: number | null;
  outputs: readonly NotebookOutput[];
}

/** A cell of Markdown, or one that is passed on as it is (`raw`). */
export interface TextCell {
  cell_type: 'markdown' | 'raw';
  id?: string;
  metadata: Readonly<Record<string, unknown>>;
  source: string;
  /** Pictures that the Markdown refers to as `attachment:name`, a MIME bundle each. */
  attachments?: Readonly<Record<string, MimeBundle>>;
}

/** One cell of a notebook. */
export type NotebookCell = CodeCell | TextCell;

/** A notebook of nbformat 4. */
export interface Notebook {
  cells: readonly NotebookCell[];
  metadata: Readonly<Record<string, unknown>>;
  nbformat: 4;
  nbformat_minor: number;
}

/** The tags that a cell carries in its metadata, such as `raises-exception`. */
export function cellTags(cell: NotebookCell): readonly string[] {
  const tags = cell.metadata.tags;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}
