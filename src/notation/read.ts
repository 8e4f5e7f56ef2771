/** Reads what write.ts writes: a story in its normal form, or a question. Whether they can be run is for others to judge. */
import type { Sort } from '../linux/story/fields.js';
import { withRefs } from '../linux/story/fields.js';
import { type ScenarioDescription, storedThings } from '../linux/story/normal-form.js';
import { asTyped } from '../units/problems.js';
import { isRecord, type PlainRecord } from './letters.js';
import { readLetters } from './read-letters.js';
import { type Data, dataOf } from './records.js';
import { refuse } from './refuse.js';
import { ALIAS, FILE, LINUX, MAPPING, machineShape, QUESTION, STRATEGY, stepShape } from './shapes.js';
import { type Asks, CALLED, type KnownMachine } from './write.js';

/** A question of a text; its data may be anything. */
export interface Asked {
  readonly asks: Asks;
  readonly question: Data;
}

/** Whether a text looks like a story in few letters, and not like a name. */
export function isNotation(text: string): boolean {
  return /[\w.]\(/.test(text);
}

/** What a text calls its story; undefined where it has no name. */
export function nameOfStory(text: string): string | undefined {
  const called = readLetters(text).find((part) => isRecord(part) && part.is === CALLED);
  const [name] = isRecord(called) ? called.placed : [];
  return name === undefined ? undefined : String(name);
}

/** The story, or the question, of a text. */
export function readNotation(text: string, known: KnownMachine): ScenarioDescription | Asked {
  const [name, ...parts] = readLetters(text);
  const base = typeof name === 'string' ? known(name) : undefined;
  if (!base) return refuse(`${asTyped(name)} is no machine to begin a story with`);
  const things: Record<string, Record<string, Data>> = { files: {}, aliases: {}, mappings: {} };
  const setting: Record<string, unknown> = { machine: base, strategy: { kind: 'none' } };
  const steps: Data[] = [];
  let asked: { readonly asks: Asks; readonly asked: Data } | undefined;
  for (const part of parts) {
    const [firstFile] = Object.keys(things.files!);
    if (Array.isArray(part) && typeof part[0] === 'string' && isRecord(part[1])) {
      const [list, data] = definition(part[0], part[1], firstFile);
      things[list]![part[0]] = data;
    } else if (!isRecord(part)) refuse(`${asTyped(part)} is no part of a story`);
    else if (part.is === '') setting.machine = dataOf(part, machineShape(base));
    else if (part.is === 'using') setting.strategy = dataOf(part, STRATEGY);
    else if (part.is === 'linux') setting.linux = dataOf(part, LINUX);
    else if (part.is === 'prove' || part.is === 'plans')
      asked = { asks: part.is, asked: dataOf(part, QUESTION, firstFile) };
    else if (part.is !== CALLED) steps.push(stepOf(part, firstFile));
  }
  if (!asked) return { ...setting, ...things, steps } as unknown as ScenarioDescription;
  const question = withRefs(asked.asked, QUESTION, storedThings(things)) as Data;
  return { asks: asked.asks, question: { ...setting, ...question } };
}

/** In which list a thing stands, and its data there. */
function definition(name: string, record: PlainRecord, firstFile: unknown): [list: string, data: Data] {
  switch (record.is as Sort) {
    case 'file':
      return ['files', dataOf(record, FILE)];
    case 'alias': {
      const { page, file, at, ...alias } = dataOf(record, ALIAS, firstFile);
      const place = typeof at === 'string' ? { kind: 'address', address: at } : at;
      return ['aliases', { ...alias, of: { file, page }, at: place }];
    }
    case 'mapping':
      return ['mappings', dataOf(record, MAPPING, firstFile)];
    default:
      return refuse(`${name} is a ${record.is}, and neither file, alias nor mapping`);
  }
}

function stepOf(record: PlainRecord, firstFile: unknown): Data {
  const isDaxIo = record.is === 'dax_io';
  // Some steps are called as functions of the kernel are, and letters have no spaces.
  const what = stepShape(record.is) ? record.is : record.is.replaceAll('_', ' ');
  const shape = stepShape(what) ?? refuse(`${asTyped(record.is)} is no step of a story`);
  const { core, ...fields } = dataOf(record, shape, firstFile);
  return { do: what, ...(isDaxIo ? { io: fields } : fields), ...(core !== undefined && { core }) };
}
