/** The table of facts that the atlas was made from, read on its own: nothing here uses src/ports. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromCSV } from 'arquero';

export type CsvRow = Readonly<Record<string, string>>;

const path = fileURLToPath(new URL('../fixtures/arch-dcache.csv', import.meta.url));

/** All rows, every field as text in American spelling, an empty field as `''`. What is all capitals is the kernel's own word. */
export const csvRows: readonly CsvRow[] = (
  fromCSV(readFileSync(path, 'utf8'), { autoType: false }).objects() as Record<string, string | null>[]
).map((row) =>
  Object.fromEntries(
    Object.entries(row).map(([field, text]) => [field, (text ?? '').replaceAll(/colou?r/g, 'color')]),
  ),
);

/** `'AIFDP=1; way=8192; colors=2; and more'`, taken apart. */
export interface CsvNotes {
  readonly aifdp: string;
  readonly way: number | undefined;
  readonly colors: number | undefined;
  readonly remarks: readonly string[];
}

export function notesOf(row: CsvRow): CsvNotes {
  const parts = row.notes!.split('; ');
  const number = (key: string) => {
    const found = parts.find((part) => part.startsWith(`${key}=`));
    return found === undefined ? undefined : Number(found.slice(key.length + 1));
  };
  return {
    aifdp: parts[0]!.slice('AIFDP='.length),
    way: number('way'),
    colors: number('colors'),
    remarks: parts.slice(1).filter((part) => !/^(way|colors)=/.test(part)),
  };
}

/** The `source` field, taken apart. */
export interface CsvSource {
  readonly files: string;
  /** The tree that they were read in; undefined where no tree says anything. */
  readonly tree:
    | { readonly version: string; readonly repository: string; readonly commit: string }
    | undefined;
  /** Clauses after the tree. */
  readonly more: readonly string[];
  /** Clauses of the geometry, those that are assumed without their ending. */
  readonly geometryRead: readonly string[];
  readonly geometryAssumed: readonly string[];
}

const ASSUMED = 'assumed';

export function sourceOf(row: CsvRow): CsvSource {
  const [port, geometry] = row.source!.split('; geometry: ') as [string, string];
  const [tree, ...more] = port.split('; ') as [string, ...string[]];
  const parts = /^shmlba\/check: read in (.+) @ Linux (\S+) import \((.+)@(.+)\)$/.exec(tree);
  const [, files, version, repository, commit] = parts ?? [];
  const clauses = geometry.split('; ');
  const isAssumed = (clause: string) => clause.endsWith(ASSUMED);
  return {
    files: files ?? tree.replace('shmlba/check: ', ''),
    tree: parts ? { version: version!, repository: repository!, commit: commit! } : undefined,
    more,
    geometryRead: clauses.filter((clause) => !isAssumed(clause)),
    geometryAssumed: clauses.filter(isAssumed).map((clause) => clause.slice(0, -ASSUMED.length).trim()),
  };
}
