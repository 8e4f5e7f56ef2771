/**
 * What the page and its worker say to each other. The worker speaks JSON, so that what it says is plain data, and as long as it
 * looks. The page believes nothing of it: a report has the shape that is said here, or it is none.
 */

import type { MimeBundle } from '../../jupyter/mime.js';
import { isRecord } from '../../units/is-record.js';
import type { Claim } from '../claims-words.js';
import type { CellNames } from './cell-names.js';

/** Characters that one run may print: fewer than outputs.ts would cut. */
export const MOST_TEXT = 150_000;
/** Things that one run may show, and characters of JSON in them, what changes under a display id included. */
export const MOST_SHOWN = 1000;
export const MOST_SHOWN_TEXT = 50_000_000;
/** Reports that the page has not dealt with yet, before the worker waits. */
export const MOST_UNHEARD = 200;

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
  | { type: 'run'; run: number; cell: number; source: string }
  /** Say what these texts have to do with names, and run nothing; it is numbered as a run is. */
  | { type: 'names'; run: number; sources: string[] }
  /** One report was dealt with. */
  | { type: 'heard' };

/** One thing that a cell showed, or said. */
export type Part =
  | { output: PageOutput }
  /** Shows something under a display id, or changes what is shown under it. */
  | { id: string; data: MimeBundle }
  /** Claims something. */
  | Claim
  /** The answer to `names`, in the order of the question. */
  | { names: CellNames[] };

/** What the worker tells the page, as JSON: what a run showed since the last report, and whether that was all. */
export interface Report {
  readonly run: number;
  readonly parts: readonly Part[];
  readonly end?: 'ok' | 'error';
}

/** The report of a worker that is ready; it belongs to no run. */
export const READY = 0;

/** The report that this is; undefined where it is none. */
export function reportOf(message: unknown): Report | undefined {
  if (typeof message !== 'string') return undefined;
  const read = parsed(message);
  if (!isRecord(read) || !Number.isSafeInteger(read.run) || !Array.isArray(read.parts)) return undefined;
  const isEnd = read.end === undefined || read.end === 'ok' || read.end === 'error';
  return isEnd && read.parts.every(isPart) ? (read as unknown as Report) : undefined;
}

function isPart(part: unknown): boolean {
  if (!isRecord(part)) return false;
  const kinds = ['output', 'id', 'claim', 'names'].filter((kind) => part[kind] !== undefined);
  if (kinds.length !== 1) return false;
  if (part.output !== undefined) return isOutput(part.output);
  if (part.id !== undefined) return typeof part.id === 'string' && isRecord(part.data);
  if (part.claim !== undefined) return typeof part.claim === 'string' && typeof part.holds === 'boolean';
  return Array.isArray(part.names) && part.names.every(isCellNames);
}

function isCellNames(names: unknown): boolean {
  return (
    isTouched(names) && isTexts(names.gives) && isTouched(names.later) && typeof names.isUntold === 'boolean'
  );
}

function isTouched(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && [value.changes, value.adds, value.reads].every(isTexts);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isOutput(output: unknown): boolean {
  if (!isRecord(output)) return false;
  switch (output.output_type) {
    case 'stream':
      return (output.name === 'stdout' || output.name === 'stderr') && typeof output.text === 'string';
    case 'error':
      return (
        typeof output.ename === 'string' &&
        typeof output.evalue === 'string' &&
        Array.isArray(output.traceback) &&
        output.traceback.every((line) => typeof line === 'string')
      );
    case 'display_data':
      return isRecord(output.data) && isRecord(output.metadata);
    case 'execute_result':
      return isRecord(output.data) && isRecord(output.metadata) && output.execution_count === null;
    default:
      return false;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    // Nested deeper than a browser reads: no report of ours either.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
