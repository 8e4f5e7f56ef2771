/**
 * A story, or a question of the prover's, in few letters, complete: what a mail says to run it again.
 *
 *     SH7750 mail.dat=file(8 [(5 0xc123)]) user=alias(5 @0x29551000) store(user "hello") dax_io(read 5 5)
 */
import type { MachineDescription } from '../linux/machine-description.js';
import { withRefs } from '../linux/story/fields.js';
import { type KeyFor, keyed, normalForm, type ScenarioDescription } from '../linux/story/normal-form.js';
import { type Story, withNamed } from '../linux/story/story.js';
import type { Question } from '../prove/question.js';
import { sameData } from '../units/same-data.js';
import { type PlainRecord, writeLetters } from './letters.js';
import { recordOf } from './records.js';
import { ALIAS, FILE, LINUX, MAPPING, machineShape, QUESTION, STRATEGY, stepShape } from './shapes.js';

/** Finds a machine by its name; undefined where there is none of that name. */
export type KnownMachine = (name: string) => MachineDescription | undefined;

/** What is asked: whether a strategy is right, or which of all flush plans are. */
export type Asks = 'prove' | 'plans';

/** What stands in a text for the name of its story, which is no part of it. */
export const CALLED = 'called';

/** The story in few letters; `name` is what `nameOfStory()` gives back. */
export function writeStory(story: Story, known: KnownMachine, name?: string): string {
  const normal = normalForm(story, shortKey);
  return written(normal, known, (firstFile) => [
    ...normal.steps.map(({ do: what, ...step }) => {
      const { io, ...fields } = { io: {}, ...step };
      return recordOf(what.replaceAll(' ', '_'), { ...io, ...fields }, stepShape(what)!, firstFile);
    }),
    ...setting(normal),
    ...(name === undefined ? [] : [{ is: CALLED, placed: [name], named: [] }]),
  ]);
}

/** The question in few letters. */
export function writeQuestion(asks: Asks, question: Question, known: KnownMachine): string {
  const { linked, ...things } = withNamed((theOne) => withRefs(question, QUESTION, theOne) as Question);
  const { keyOf, ...entries } = keyed(things, shortKey);
  const { machine, strategy, linux, ...asked } = withRefs(linked, QUESTION, keyOf) as Question;
  const under = { machine, strategy, ...(linux && { linux }) };
  return written({ ...under, ...entries }, known, (firstFile) => [
    ...setting(under),
    recordOf(asks, asked, QUESTION, firstFile),
  ]);
}

type Setting = Pick<ScenarioDescription, 'machine' | 'strategy' | 'linux'>;

function setting({ strategy, linux }: Setting): PlainRecord[] {
  return [
    ...(sameData(strategy, { kind: 'none' }) ? [] : [recordOf('using', strategy, STRATEGY)]),
    ...(linux ? [recordOf('linux', linux, LINUX)] : []),
  ];
}

/** The machine, what has a name, and the rest. */
function written(
  { machine, files, aliases, mappings }: Omit<ScenarioDescription, 'steps'>,
  known: KnownMachine,
  rest: (firstFile: string | undefined) => readonly PlainRecord[],
): string {
  const [firstFile] = Object.keys(files);
  const defined = [
    ...Object.entries(files).map(([key, file]) => [key, recordOf('file', file, FILE)] as const),
    ...Object.entries(aliases).map(
      ([key, { of, at, ...alias }]) =>
        [
          key,
          recordOf('alias', { ...alias, ...of, at: 'address' in at ? at.address : at }, ALIAS, firstFile),
        ] as const,
    ),
    ...Object.entries(mappings).map(
      ([key, mapping]) => [key, recordOf('mapping', mapping, MAPPING, firstFile)] as const,
    ),
  ];
  const base = known(machine.name);
  const changes = recordOf('', machine, machineShape(base ?? known('machine')!));
  const isChanged = changes.placed.length + changes.named.length > 0 || !base;
  return [
    writeLetters(base ? machine.name : 'machine'),
    ...(isChanged ? [writeLetters(changes)] : []),
    ...defined.map(([key, record]) => `${key}=${writeLetters(record)}`),
    ...rest(firstFile).map(writeLetters),
  ].join(' ');
}

/** A thing's own name, where that is short and plain and free. */
const shortKey: KeyFor = (name, sort, taken) => {
  const isGood = /^(?!(true|false|null)$)[A-Za-z][A-Za-z0-9.]{0,15}$/.test(name);
  let key = name;
  for (let n = 1; (n === 1 && !isGood) || taken.has(key); n++) key = `${sort[0]}${n}`;
  return key;
};
