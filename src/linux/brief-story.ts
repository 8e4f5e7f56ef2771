/**
 * A story, or a question of the prover's, in few letters, complete: what a mail says to run it again.
 *
 *     SH7750 mail.dat=file(8 [(5 0xc123)]) user=alias(5 @0x29551000) store(user "hello") dax_io(read 5 5)
 */
import { type Brief, type BriefRecord, isBriefRecord, readBrief, writeBrief } from '../units/brief.js';
import { asTyped, InputError } from '../units/problems.js';
import { sameData } from '../units/same-data.js';
import type { AliasDescription } from './alias.js';
import { dataOf, type Names, recordOf } from './brief-fields.js';
import { ALIAS, FILE, LINUX, MAPPING, machineShape, QUESTION, STRATEGY } from './brief-shapes.js';
import type { MachineDescription } from './machine-description.js';
import { fieldsOf, TRANSFER } from './steps/index.js';
import type { Shape, Sort } from './story/fields.js';
import type { Story, Telling } from './story/story.js';

/** Finds a machine by its name; undefined where there is none of that name. */
export type KnownMachine = (name: string) => MachineDescription | undefined;

export const WORKING_STORY = `scenario('SH7750 f=file(1) user=alias(0 (mmap)) store(user "hello") dax_io(read 5)').run()`;

type Data = Readonly<Record<string, unknown>>;
const SHAPES: Readonly<Record<Sort, Shape>> = { file: FILE, alias: ALIAS, mapping: MAPPING };
/** What a mail asks for, if it is no story. */
export interface AskedBriefly {
  readonly asks: 'prove' | 'plans';
  readonly question: Data;
}

/** Names that things got, in the order in which they were met. */
class Given implements Names {
  readonly defined: { name: string; sort: Sort; thing: object; record: BriefRecord }[] = [];

  nameOf(thing: object, sort: Sort): string {
    const known = this.defined.find((each) => each.sort === sort && sameData(each.thing, thing));
    if (known) return known.name;
    const { name: own } = thing as { readonly name: string };
    // The file of an alias is met, and so written, before the alias.
    const record = recordOf(sort, flat(sort, thing), SHAPES[sort], this);
    const isGood = /^[A-Za-z][A-Za-z0-9.]{0,15}$/.test(own) && !/^(true|false|null)$/.test(own);
    const isFree = (free: string) => this.defined.every((each) => each.name !== free);
    let name = own;
    for (let n = 1; !(isFree(name) && (isGood || n > 1)); n++) name = `${sort[0]}${n}`;
    const named = record.named.filter(([field, value]) => field !== 'name' || value !== name);
    this.defined.push({ name, sort, thing, record: { ...record, named } });
    return name;
  }
  thingOf(name: string, sort: Sort): unknown {
    const known = this.defined.find((each) => each.sort === sort && each.name === name);
    if (known) return known.thing;
    throw new InputError(
      [`the story has no ${sort} called ${asTyped(name)} before it is used`],
      WORKING_STORY,
    );
  }
  usual(): unknown {
    return this.defined.find(({ sort }) => sort === 'file')?.thing;
  }
}

/** An alias has what it is of, and where it lies, in one row with the rest. */
function flat(sort: Sort, thing: object): object {
  if (sort !== 'alias') return thing;
  const { of, at, ...rest } = thing as AliasDescription;
  return { ...rest, ...of, at: at.kind === 'address' ? at.address : at };
}

function unfolded(sort: Sort, name: string, data: Data): Data {
  const named = { name, ...data };
  if (sort !== 'alias') return named;
  const { page, file, at, ...rest } = named as Data;
  return { ...rest, of: { file, page }, at: typeof at === 'string' ? { kind: 'address', address: at } : at };
}

/** What stands in a text for the name of its story, which is no part of it. */
const CALLED = 'called';

/** The story in few letters, for {@link storyOfBrief}; `name` is what {@link nameInBrief} gives back. */
export function briefOfStory(story: Story, known: KnownMachine, name?: string): string {
  const names = new Given();
  // The first file is the one that goes without saying: it has its name before anything is written.
  for (const first of story.files.slice(0, 1)) names.nameOf(first, 'file');
  const steps = story.steps.map(({ do: what, ...step }) => {
    const fields = 'io' in step ? { ...step, ...step.io, io: undefined } : step;
    return recordOf(what.replaceAll(' ', '_'), fields, lettersOf(what)!, names);
  });
  return written(story.machine, known, names, [
    ...steps,
    ...strategyOf(story.strategy, names),
    ...linuxOf(story.linux, names),
    ...(name === undefined ? [] : [{ is: CALLED, placed: [name], named: [] }]),
  ]);
}

/** A question in few letters, for {@link storyOfBrief}. */
export function briefOfQuestion(asks: AskedBriefly['asks'], question: object, known: KnownMachine): string {
  const names = new Given();
  const { machine, strategy, linux, ...rest } = question as Data;
  const [first] = (rest.users ?? []) as readonly AliasDescription[];
  // The first file is the one that goes without saying: it has its name before anything is written.
  if (first) names.nameOf(first.of.file, 'file');
  const asked = recordOf(asks, rest, QUESTION, names);
  return written(machine as MachineDescription, known, names, [
    ...strategyOf(strategy as object, names),
    ...linuxOf(linux as object | undefined, names),
    asked,
  ]);
}

function strategyOf(strategy: object, names: Names): BriefRecord[] {
  return sameData(strategy, { kind: 'none' }) ? [] : [recordOf('using', strategy, STRATEGY, names)];
}

function linuxOf(linux: object | undefined, names: Names): BriefRecord[] {
  return linux ? [recordOf('linux', linux, LINUX, names)] : [];
}

function written(
  machine: MachineDescription,
  known: KnownMachine,
  names: Given,
  records: readonly BriefRecord[],
): string {
  const base = known(machine.name);
  const { placed, named } = recordOf('', machine, machineShape(base ?? known('machine')!), names);
  const is = writeBrief(base ? machine.name : 'machine');
  const changes = placed.length + named.length > 0 || !base ? [writeBrief({ is: '', placed, named })] : [];
  const defined = names.defined.map(({ name, record }) => `${name}=${writeBrief(record)}`);
  return [is, ...changes, ...defined, ...records.map(writeBrief)].join(' ');
}

/** Whether a text looks like a story in few letters, and not like a name. */
export function isBriefStory(text: string): boolean {
  return /[\w.]\(/.test(text);
}

/** What a text calls its story; undefined where it has no name. */
export function nameInBrief(text: string): string | undefined {
  const called = readBrief(text, WORKING_STORY).find((part) => isRecord(part) && part.is === CALLED);
  const [name] = isRecord(called) ? called.placed : [];
  return name === undefined ? undefined : String(name);
}

/** The story, or the question, of such a text. Throws an InputError for a text that is none. */
export function storyOfBrief(text: string, known: KnownMachine): Telling | AskedBriefly {
  const [name, ...parts] = readBrief(text, WORKING_STORY);
  const base = typeof name === 'string' ? known(name) : undefined;
  if (!base) throw new InputError([`${asTyped(name)} is no machine to begin a story with`], WORKING_STORY);
  const names = new Given();
  const changes = isRecord(parts[0]) && parts[0].is === '' ? parts[0] : undefined;
  const machine = changes ? dataOf(changes, machineShape(base), names, WORKING_STORY) : base;
  const rest = changes ? parts.slice(1) : parts;
  const steps: Data[] = [];
  let strategy: Data = { kind: 'none' };
  let linux: Data | undefined;
  let asked: { asks: AskedBriefly['asks']; fields: Data } | undefined;
  for (const part of rest) {
    if (Array.isArray(part) && typeof part[0] === 'string' && isRecord(part[1]))
      define(names, part[0], part[1]);
    else if (!isRecord(part)) throw new InputError([`${asTyped(part)} is no part of a story`], WORKING_STORY);
    else if (part.is === 'using') strategy = dataOf(part, STRATEGY, names, WORKING_STORY);
    else if (part.is === 'linux') linux = dataOf(part, LINUX, names, WORKING_STORY);
    else if (part.is === 'prove' || part.is === 'plans')
      asked = { asks: part.is, fields: dataOf(part, QUESTION, names, WORKING_STORY) };
    else if (part.is !== CALLED) steps.push(stepOf(part, names));
  }
  const release = linux && { linux };
  if (asked) return { asks: asked.asks, question: { machine, strategy, ...release, ...asked.fields } };
  return { machine, steps, strategy, ...release } as unknown as Telling;
}

function isRecord(part: unknown): part is BriefRecord {
  return typeof part === 'object' && part !== null && isBriefRecord(part as Brief);
}

function define(names: Given, name: string, record: BriefRecord): void {
  const sort = record.is as Sort;
  if (!Object.hasOwn(SHAPES, sort)) {
    throw new InputError([`${name} is a ${record.is}, and neither file, alias nor mapping`], WORKING_STORY);
  }
  const thing = unfolded(sort, name, dataOf(record, SHAPES[sort], names, WORKING_STORY));
  names.defined.push({ name, sort, thing, record });
}

function stepOf(record: BriefRecord, names: Given): Data {
  const what = record.is === 'dax_io' ? record.is : record.is.replaceAll('_', ' ');
  const shape = lettersOf(what);
  if (!shape) throw new InputError([`${asTyped(record.is)} is no step of a story`], WORKING_STORY);
  const { core, ...fields } = dataOf(record, shape, names, WORKING_STORY);
  const onCore = core === undefined ? {} : { core };
  if (what === 'dax_io') return { do: what, io: fields, ...onCore };
  return { do: what, ...fields, ...onCore };
}

/** The fields of a step as few letters have them: a transfer's in place of the one that holds it, and last the core. */
function lettersOf(what: string): Shape | undefined {
  const fields = what === 'dax_io' ? TRANSFER : fieldsOf(what);
  return fields && [...fields, { name: 'core' }];
}
