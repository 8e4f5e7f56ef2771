/** What the page and its worker say to each other. Plain data: it crosses by structured clone. */

import type { MimeBundle } from '../../jupyter/mime.js';

/** An output of a cell, in the words of nbformat 4. */
export type PageOutput =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { output_type: 'display_data'; data: MimeBundle; metadata: Record<string, unknown> }
  | {
      output_type: 'execute_result';
      data: MimeBundle;
      metadata: Record<string, unknown>;
      execution_count: number | null;
    }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

/** What the page asks of the worker. */
export type Request =
  /** Comes first: the traces that this page carries, as they are in their files. */
  | { type: 'start'; samples: Record<string, Uint8Array> }
  /** Run this text as the cell with that number. */
  | { type: 'run'; run: number; cell: number; source: string };

/** What the worker tells the page. */
export type Report =
  | { type: 'ready' }
  | { type: 'output'; run: number; output: PageOutput }
  /** Shows something under a display id, or changes what is shown under it. */
  | { type: 'display'; run: number; id: string; data: MimeBundle }
  | { type: 'done'; run: number; ok: boolean };
