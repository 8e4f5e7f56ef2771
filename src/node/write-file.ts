/**
 * The one way in which files are written. It looks at what it writes to (write-target.ts) and at what may be written over
 * (write-rules.ts); then a plain file is replaced whole (write-beside.ts), and all else is written through (write-through.ts).
 */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InputError } from '../units/problems.js';
import { writeBeside } from './write-beside.js';
import { type Content, piecesOf } from './write-pieces.js';
import { asRefusal, refusal, type Told } from './write-refusal.js';
import { checkRules, type WriteRules } from './write-rules.js';
import { type Target, targetOf } from './write-target.js';
import { writeThrough } from './write-through.js';

export type { Content } from './write-pieces.js';
export type { WriteRules } from './write-rules.js';

/** Standard output, as a target. */
export const STANDARD_OUTPUT = 1;

/**
 * Writes a file, or to a descriptor. Whoever looks at a plain file sees the old one or the new one, and never a part; the old one
 * stays where anything fails. Throws an InputError that says why; what `content` throws comes through.
 */
export async function writeFile(path: string | number, content: Content, rules: WriteRules): Promise<void> {
  const told = toldOf(path, rules);
  const target = judged(path, rules, told);
  const pieces = piecesOf(content);
  if (target.by !== 'beside') return writeThrough(target, pieces, told);
  // Where something may be replaced and nothing is there, what has come meanwhile has not been looked at.
  const isExclusive = !target.old && (rules.replaces ?? 'anything') !== 'anything';
  const again = () => {
    if (isExclusive) return;
    const { by, at } = judged(path, rules, told);
    if (by !== target.by || at !== target.at)
      throw refusal(told, 'it has become another file while this one was made');
  };
  await writeBeside(target, pieces, isExclusive, again, told);
}

/** Throws the error that writing would begin with, before a long work is begun. */
export function checkWritable(path: string | number, rules: WriteRules): void {
  judged(path, rules, toldOf(path, rules));
}

function judged(path: string | number, rules: WriteRules, told: Told): Target {
  const target = targetOf(path, told);
  checkRules(target, rules, told);
  return target;
}

function toldOf(path: string | number, { works }: WriteRules): Told {
  return { name: path === STANDARD_OUTPUT ? 'standard output' : `'${path}'`, works };
}

/** Makes a folder, and those above it. (Node's own way never ends where none can be made, as in /proc.) */
export function makeFolder(folder: string, works: string): void {
  const told = { name: `'${folder}'`, works };
  const missing: string[] = [];
  let at = resolve(folder);
  try {
    for (; !statSync(at, { throwIfNoEntry: false }); at = dirname(at)) missing.push(at);
    if (!statSync(at).isDirectory())
      throw refusal(told, at === resolve(folder) ? 'it is no folder' : `'${at}' is no folder`);
    for (const each of missing.reverse()) mkdirSync(each);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw asRefusal(error, told, {
      ENOENT: 'no folder can be made there',
      EEXIST: 'something that is no folder is in its place',
      EACCES: 'no folder may be made there',
      EPERM: 'no folder may be made there',
    });
  }
}
