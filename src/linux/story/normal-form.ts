/**
 * A story as plain JSON-able data, to store, mail and run again: files, aliases and mappings stand once, under a name, and
 * steps name them.
 *
 *     { machine, files: { 'mail.dat': {…} }, aliases: { user: {…} }, mappings: {}, steps: [{ do: 'store', alias: 'user', … }] }
 *
 * Stories that version 0.1.0 stored have each thing again in each step that names it; they are read as well.
 */
import { isPlainObject } from '../../units/options.js';
import { asTyped, InputError } from '../../units/problems.js';
import type { AliasDescription } from '../alias.js';
import type { DaxFileDescription } from '../dax-file.js';
import type { LinuxDescription } from '../linux-description.js';
import type { MachineDescription } from '../machine-description.js';
import type { MappingDescription } from '../mm/mapping.js';
import { fieldsOf, type Step } from '../steps/index.js';
import type { Strategy } from '../strategies/index.js';
import { NAMED, SORTS, type Sort, withRefs } from './fields.js';
import type { NamedThings, Story } from './story.js';

/** What is named, with names in place of what it is of. A thing that is called otherwise than its key says so in `name`. */
export type ByName<Thing> = Thing extends DaxFileDescription | AliasDescription | MappingDescription
  ? string
  : Thing extends readonly (infer Item)[]
    ? readonly ByName<Item>[]
    : Thing extends object
      ? { readonly [Field in keyof Thing]: ByName<Thing[Field]> }
      : Thing;

/** A thing under its name. */
export type Entry<Thing extends { readonly name: string }> = {
  readonly [Field in Exclude<keyof Thing, 'name'>]: ByName<Thing[Field]>;
} & { readonly name?: string };

/** A story, complete: plain JSON-able data, to store, mail and run again. */
export interface ScenarioDescription {
  readonly machine: MachineDescription;
  /** Which Linux runs, and how its file system is mounted; left out, 4.5 with `-o dax`. */
  readonly linux?: LinuxDescription;
  readonly strategy: Strategy;
  readonly files: Readonly<Record<string, Entry<DaxFileDescription>>>;
  readonly aliases: Readonly<Record<string, Entry<AliasDescription>>>;
  readonly mappings: Readonly<Record<string, Entry<MappingDescription>>>;
  readonly steps: readonly ByName<Step>[];
}

/** Under which names a story has what is named. */
const LISTS = { file: 'files', alias: 'aliases', mapping: 'mappings' } as const;

/** The key of a thing of this name; those that are taken already are others'. */
export type KeyFor = (name: string, sort: Sort, taken: ReadonlySet<string>) => string;

const nameOrNumbered: KeyFor = (name, _sort, taken) => {
  let key = String(name);
  for (let nth = 2; taken.has(key); nth++) key = `${name} ${nth}`;
  return key;
};

/** The story as plain data. */
export function normalForm(story: Story, keyFor?: KeyFor): ScenarioDescription {
  const { machine, linux, strategy } = story;
  const { keyOf, ...entries } = keyed(story, keyFor);
  return {
    machine,
    ...(linux && { linux }),
    strategy,
    ...entries,
    steps: story.steps.map((step) => withRefs(step, fieldsOf(step.do)!, keyOf)),
  } as unknown as ScenarioDescription;
}

/** What is named, under its keys, and the key of each thing. */
export function keyed(
  things: NamedThings,
  keyFor = nameOrNumbered,
): Pick<ScenarioDescription, 'files' | 'aliases' | 'mappings'> & { keyOf(thing: unknown): unknown } {
  const keys = new Map<unknown, string>();
  const keyOf = (thing: unknown) => keys.get(thing) ?? thing;
  const entries = (sort: Sort) => {
    const taken = new Set<string>();
    return Object.fromEntries(
      things[LISTS[sort]].map((thing) => {
        const key = keyFor(thing.name, sort, taken);
        taken.add(key);
        keys.set(thing, key);
        const { name, ...rest } = withRefs(thing, NAMED[sort], keyOf) as { readonly name: string };
        return [key, name === key ? rest : { ...rest, name }];
      }),
    );
  };
  const [files, aliases, mappings] = SORTS.map(entries);
  return { keyOf, files, aliases, mappings } as ReturnType<typeof keyed>;
}

/** Stored data as steps that bring along what they name; each is read when it is asked for, and may turn out to be no step. */
export function storedSteps(stored: Readonly<Record<string, unknown>>): (() => unknown)[] {
  // A hole in a list is no step either: it is not passed over.
  const steps: readonly unknown[] = Array.isArray(stored.steps) ? Array.from(stored.steps) : [stored.steps];
  const isNormal = Object.values(LISTS).some((list) => list in stored);
  if (!isNormal) return steps.map((step) => () => step);
  const thingOf = storedThings(stored);
  return steps.map((step) => () => {
    const fields = isPlainObject(step) ? fieldsOf(step.do) : undefined;
    return fields ? withRefs(step, fields, thingOf) : step;
  });
}

/** What stored data have under a key; each thing is read once. */
export function storedThings(
  stored: Readonly<Record<string, unknown>>,
): (key: unknown, sort: Sort) => unknown {
  const found = new Map<string, unknown>();
  const thingOf = (key: unknown, sort: Sort): unknown => {
    // Whatever is no name is left as it is, to be judged as what it is.
    if (typeof key !== 'string') return key;
    const id = `${sort} ${key}`;
    if (!found.has(id)) found.set(id, read(key, sort));
    return found.get(id);
  };
  const read = (key: string, sort: Sort): unknown => {
    const list = stored[LISTS[sort]];
    const entry = isPlainObject(list) && Object.hasOwn(list, key) ? list[key] : undefined;
    if (!isPlainObject(entry)) {
      const names = isPlainObject(list) ? Object.keys(list).map(asTyped).join(', ') : '';
      throw new InputError(
        [`the story has no ${sort} called ${asTyped(key)}: it has ${names || 'none'}`],
        `scenario(JSON.parse(JSON.stringify(scenario().load(alias(daxFile('mail.dat').page(0)), 5)))).run()`,
      );
    }
    return withRefs({ name: key, ...entry }, NAMED[sort], thingOf);
  };
  return thingOf;
}
