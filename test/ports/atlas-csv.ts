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
  readonly version: string;
  readonly repository: string;
  readonly commit: string;
  /** Clauses after the tree. */
  readonly more: readonly string[];
  /** Clauses of the geometry, those from memory without their ending. */
  readonly geometryRead: readonly string[];
  readonly geometryFromMemory: readonly string[];
}

const FROM_MEMORY = 'from memory, unverified';

export function sourceOf(row: CsvRow): CsvSource {
  const [port, geometry] = row.source!.split('; geometry: ') as [string, string];
  const [tree, ...more] = port.split('; ') as [string, ...string[]];
  const parts = /^shmlba\/check: read in (.+) @ Linux (\S+) import \((.+)@(.+)\)$/.exec(tree)!;
  const clauses = geometry.split('; ');
  const fromMemory = (clause: string) => clause.endsWith(FROM_MEMORY);
  return {
    files: parts[1]!,
    version: parts[2]!,
    repository: parts[3]!,
    commit: parts[4]!,
    more,
    geometryRead: clauses.filter((clause) => !fromMemory(clause)),
    geometryFromMemory: clauses
      .filter(fromMemory)
      .map((clause) => clause.slice(0, -FROM_MEMORY.length).trim()),
  };
}
