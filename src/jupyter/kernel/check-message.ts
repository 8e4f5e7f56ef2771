/**
 * Whether a message has the shape that Jupyter's protocol gives it (jupyter-client, "Messaging in Jupyter", version 5.3). A header
 * goes back to the front ends with each answer, so it is looked at before anything is done.
 */

import { isRecord } from '../../units/is-record.js';
import { asTyped } from '../../units/problems.js';
import type { Json, Message } from '../wire.js';

/** Letters of a field of a header. */
const LONGEST = 1000;
/** Fields of a header: front ends add some of their own. */
const MOST_FIELDS = 50;
/** Expressions that are asked for with one cell. */
const MOST_TEXTS = 100;

/** What is wrong with the outside of a message: nobody can be answered then. */
export function messageProblems({ header, parent, metadata, content }: Message): string[] {
  const problems: string[] = [];
  for (const [name, part] of Object.entries({ header, 'parent header': parent, metadata, content }))
    if (!isRecord(part)) problems.push(`its ${name} is ${asTyped(part)}, not an object`);
  if (!isRecord(header)) return problems;
  for (const name of ['msg_id', 'msg_type'])
    if (typeof header[name] !== 'string' || header[name] === '')
      problems.push(`its ${name} is ${asTyped(header[name])}`);
  const fields = Object.entries(header);
  if (fields.length > MOST_FIELDS) problems.push(`its header has ${fields.length} fields`);
  for (const [name, value] of fields.slice(0, MOST_FIELDS)) {
    if (name.length > LONGEST || (typeof value === 'string' && value.length > LONGEST))
      problems.push(`a field of its header has more than ${LONGEST} letters`);
    if (typeof value === 'object' && value !== null)
      problems.push(`${name} of its header is ${asTyped(value)}`);
  }
  return problems;
}

/** What is wrong with the content of a request of this type. */
export function contentProblems(type: string, content: Json): string[] {
  return Object.entries(contents[type] ?? {}).flatMap(([name, { is, what }]) =>
    is(content[name]) ? [] : [`${name} is ${asTyped(content[name])}, not ${what}`],
  );
}

interface Kind {
  readonly what: string;
  is(value: unknown): boolean;
}

const text: Kind = { what: 'text', is: (value) => typeof value === 'string' };
const whole: Kind = { what: 'a whole number', is: (value) => Number.isSafeInteger(value) };
const flag: Kind = { what: 'true or false', is: (value) => typeof value === 'boolean' };
const texts: Kind = {
  what: `at most ${MOST_TEXTS} texts by name`,
  is: (value) =>
    isRecord(value) &&
    Object.keys(value).length <= MOST_TEXTS &&
    Object.values(value).every((each) => typeof each === 'string'),
};
const orNothing = ({ what, is }: Kind): Kind => ({
  what,
  is: (value) => value === undefined || value === null || is(value),
});

const contents: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  execute_request: {
    code: text,
    silent: orNothing(flag),
    store_history: orNothing(flag),
    user_expressions: orNothing(texts),
    allow_stdin: orNothing(flag),
    stop_on_error: orNothing(flag),
  },
  is_complete_request: { code: text },
  complete_request: { code: text, cursor_pos: whole },
  inspect_request: { code: text, cursor_pos: whole },
  history_request: {
    hist_access_type: text,
    output: orNothing(flag),
    raw: orNothing(flag),
    session: orNothing(whole),
    start: orNothing(whole),
    stop: orNothing(whole),
    n: orNothing(whole),
    pattern: orNothing(text),
    unique: orNothing(flag),
  },
  shutdown_request: { restart: orNothing(flag) },
  comm_open: { comm_id: text },
};
