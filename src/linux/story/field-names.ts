/** A field of a story that nobody would read is a mistake, wherever in the story it stands. */
import { checkNames, isPlainObject } from '../../units/options.js';
import type { Problems } from '../../units/problems.js';
import type { AliasAt, AliasDescription } from '../alias.js';
import type { DaxFileDescription, FileContents, FilePage, PagePlacement } from '../dax-file.js';
import type { ExtentDescription } from '../extents.js';
import type { MappingDescription } from '../mm/mapping.js';
import { fieldsOf, type Step } from '../steps/index.js';
import { kindOfItems, type Shape, shapeIn } from './fields.js';
import type { NamedThings } from './story.js';

type AllNames<Thing> = Readonly<Record<keyof Thing, true>>;
const names = <Thing>(all: AllNames<Thing>) => Object.keys(all);

const FILE = names<DaxFileDescription>({
  ...{ name: true, pages: true, firstPfn: true, placed: true, contents: true, medium: true },
  ...{ size: true, extents: true, freeBlocks: true, memory: true, folio: true },
});
const PLACED = names<PagePlacement>({ page: true, pfn: true });
const CONTENTS = names<FileContents>({ at: true, bytes: true });
const EXTENT = names<ExtentDescription>({ page: true, pages: true, state: true });
const ALIAS = names<AliasDescription>({ name: true, who: true, of: true, at: true, process: true });
const PAGE = names<FilePage>({ file: true, page: true });
const AT: Readonly<Record<AliasAt['kind'], readonly string[]>> = {
  address: ['kind', 'address'],
  mmap: ['kind'],
  'direct map': ['kind'],
  window: ['kind', 'color'],
  bus: ['kind', 'coherent'],
};
const MAPPING = names<MappingDescription>({
  ...{ name: true, file: true, kind: true, page: true, pages: true, fixed: true, process: true, huge: true },
});

/** Adds to `problems` each field of these things and steps that nobody would read. */
export function checkFieldNames(
  { files, aliases, mappings, steps }: NamedThings & { readonly steps: readonly Step[] },
  problems: Problems,
): void {
  const check = (thing: unknown, known: readonly string[], what: string) => {
    if (isPlainObject(thing)) checkNames(thing, known, what, problems);
  };
  const checkAll = (list: unknown, known: readonly string[], what: string) => {
    if (Array.isArray(list)) for (const each of list) check(each, known, what);
  };
  for (const file of files) {
    check(file, FILE, `file ${file.name}`);
    checkAll(file.placed, PLACED, `file ${file.name}: placed`);
    checkAll(file.contents, CONTENTS, `file ${file.name}: contents`);
    checkAll(file.extents, EXTENT, `file ${file.name}: extents`);
  }
  for (const alias of aliases) {
    check(alias, ALIAS, `alias ${alias.name}`);
    check(alias.of, PAGE, `alias ${alias.name}: of`);
    check(alias.at, AT[alias.at.kind], `alias ${alias.name}: at`);
  }
  for (const mapping of mappings) check(mapping, MAPPING, `mapping ${mapping.name}`);
  for (const [index, step] of steps.entries()) {
    const fields = fieldsOf(step.do) ?? [];
    checkShape(step, fields, `step ${index + 1} (${step.do})`, problems, ['do', 'core']);
  }
}

function checkShape(
  value: unknown,
  shape: Shape,
  where: string,
  problems: Problems,
  others: readonly string[] = [],
): void {
  if (!isPlainObject(value)) return;
  checkNames(value, [...others, ...shape.map(({ name }) => name)], where, problems);
  for (const { name, kind } of shape) {
    const inside = shapeIn(kind);
    if (inside.length > 0) checkShape(value[name], inside, `${where}: ${name}`, problems);
    const items = shapeIn(kindOfItems(kind));
    const list = value[name];
    if (items.length > 0 && Array.isArray(list))
      for (const each of list) checkShape(each, items, `${where}: ${name}`, problems);
  }
}
