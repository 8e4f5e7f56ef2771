/** The forms of traces by name. One is a file beside this one, and its name and its line here. */
import { compact } from './compact.js';
import { csv } from './csv.js';
import { din } from './din.js';
import type { Format } from './format.js';
import { lackey } from './lackey.js';
import { xdin } from './xdin.js';

/** A form of trace that can be read and written. */
export type TraceFormat = 'lackey' | 'din' | 'xdin' | 'csv' | 'compact';

/** In the order in which they are listed to whoever named another one. */
export const FORMATS: Readonly<Record<TraceFormat, Format>> = { lackey, din, xdin, csv, compact };

export const TRACE_FORMATS = Object.keys(FORMATS) as readonly TraceFormat[];
