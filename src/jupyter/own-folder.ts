/**
 * A folder that install writes for Jupyter, whole, and takes away again. The last of its files is the one by which Jupyter finds
 * it; that file also says whether the folder is ours. What is somebody else's is neither written over nor removed.
 */

import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkWritable, makeFolder, type WriteRules, writeFile } from '../node/write-file.js';
import { asRefusal } from '../node/write-refusal.js';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';

/** What install writes into one folder. */
export interface OwnFolder {
  readonly folder: string;
  /** What it is, in a message. */
  readonly what: string;
  readonly files: readonly string[];
  /** Whether the last file, parsed, is one that install has written, of whatever release. */
  isOwn(parsed: unknown): boolean;
}

/** An {@link OwnFolder} with what goes into it, in the order of its files. */
export interface FilledFolder extends OwnFolder {
  readonly contents: readonly Uint8Array[];
}

/** What became of a folder. */
export interface Uninstalled {
  readonly folder: string;
  /** What is still in it, because install did not write it. */
  readonly left: readonly string[];
}

/** Writes folders. Throws an InputError where a file there is somebody else's, before any is written. */
export async function installFolders(folders: readonly FilledFolder[], works: string): Promise<void> {
  const files = folders.flatMap((own) => filesOf(own, works));
  // What is there is looked at before anything is made.
  for (const { path, rules } of files) if (existsSync(path)) checkWritable(path, rules);
  for (const { folder } of folders) makeFolder(folder, works);
  for (const { path, rules } of files) checkWritable(path, rules);
  for (const { path, content, rules } of files)
    if (!holds(path, content)) await writeFile(path, content, rules);
}

/**
 * Removes what install wrote, if it is there, and the folder if it is empty then. Throws an InputError where the folder is
 * somebody else's, and where it may not be removed.
 */
export function uninstallFolder(own: OwnFolder): Uninstalled {
  const { folder, files, what } = own;
  if (!existsSync(folder)) return { folder, left: [] };
  const mark = join(folder, files.at(-1)!);
  try {
    if (existsSync(mark) && !isOwnFolder(own)) {
      throw new InputError(
        [`'${mark}' is not ${what} of aliaslab, and stays as it is`],
        `rm ${shellWord(mark)}`,
      );
    }
    if (existsSync(mark)) for (const name of files) rmSync(join(folder, name), { force: true });
    const left = readdirSync(folder);
    if (left.length === 0) rmdirSync(folder);
    return { folder, left };
  } catch (error) {
    const words = { EACCES: 'its files may not be removed', EPERM: 'its files may not be removed' };
    throw asRefusal(error, { name: `'${folder}'`, works: `ls -l ${shellWord(folder)}` }, words);
  }
}

/** Whether install has written the folder. An empty last file is nobody's, and so may be ours. */
export function isOwnFolder({ folder, files, isOwn }: OwnFolder): boolean {
  const mark = join(folder, files.at(-1)!);
  if (!existsSync(mark) || !statSync(mark).isFile()) return false;
  const text = readFileSync(mark, 'utf8');
  if (text === '') return true;
  try {
    return isOwn(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return false;
    throw error;
  }
}

function filesOf(own: FilledFolder, works: string) {
  const { folder, files, contents } = own;
  const isOurs = isOwnFolder(own);
  return files.map((name, i) => {
    const content = contents[i]!;
    const rules: WriteRules = {
      works,
      instead: `mv ${shellWord(folder)} ${shellWord(`${folder}.old`)}`,
      replaces: (path) => isOurs || readFileSync(path).equals(content),
    };
    return { path: join(folder, name), content, rules };
  });
}

/** Whether a plain file has these bytes already: then nothing is written. */
function holds(path: string, content: Uint8Array): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === content.length && readFileSync(path).equals(content);
}
