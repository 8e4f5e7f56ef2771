/** From a run of the search to a story that a real machine replays: the same steps, at real addresses, with real bytes. */
import type { AliasDescription } from '../linux/alias.js';
import { sameAlias } from '../linux/machine-aliases.js';
import type { ScenarioDescription } from '../linux/scenario.js';
import type { RangeStep, Step } from '../linux/steps.js';
import { kernelPrograms } from './kernel-program.js';
import type { LineModel } from './line-model.js';
import type { Moment } from './moments.js';
import type { Question } from './question.js';
import type { Trouble } from './search.js';

/** The story. A dax_io() that nothing disturbs is one step; one that is disturbed is told action by action. */
export function counterexample(
  question: Question,
  model: LineModel,
  run: readonly Moment[],
  trouble: Trouble,
): ScenarioDescription {
  const teller = new Teller(question, model);
  const steps: Step[] = [];
  for (let at = 0; at < run.length; ) {
    const moment = run[at]!;
    const own = moment.begins ? undisturbed(run, at) : 1;
    const whole = moment.begins && isWhole(question, run, at, own);
    if (whole) steps.push(teller.daxIo(run.slice(at, at + own)));
    else steps.push(teller.action(moment));
    if (moment.core > 0) steps.push({ ...steps.pop()!, core: moment.core });
    at += whole ? own : 1;
  }
  return {
    machine: question.machine,
    steps: [...steps, ...(trouble === 'broken promise' ? [POWER_CUT] : []), ...finalLooks(question, steps)],
    strategy: question.strategy,
  };
}

/** What the medium keeps is what memory shows at its latest: a barrier has completed by then. */
const POWER_CUT: Step = { do: 'crash', inFlight: 'arrives' };

/** A user that does nothing on the way looks at the end: a story has the mappings that its steps name. */
function finalLooks({ users, machine }: Question, steps: readonly Step[]): Step[] {
  const acts = (user: AliasDescription) =>
    steps.some((step) => 'alias' in step && sameAlias(step.alias, user));
  const { line } = machine.cache;
  return users.filter((user) => !acts(user)).map((alias) => ({ do: 'load', alias, at: 0, length: line }));
}

/** How many moments of one dax_io() follow each other from `at` on. */
function undisturbed(run: readonly Moment[], at: number): number {
  let end = at + 1;
  while (run[end]?.by === 'kernel' && !run[end]!.begins) end++;
  return end - at;
}

/** Whether those are all that it does, or all up to the end of the run. */
function isWhole(question: Question, run: readonly Moment[], at: number, length: number): boolean {
  if (at + length === run.length) return true;
  const done = run.slice(at, at + length).map(({ alias, action }) => `${alias} ${action}`);
  return kernelPrograms(question).some(
    ({ rw, steps }) =>
      rw === run[at]!.rw && String(steps.map(({ alias, action }) => `${alias} ${action}`)) === String(done),
  );
}

/** Finds words, and bytes that nobody stored before. */
class Teller {
  readonly #question: Question;
  readonly #model: LineModel;
  #stores = 0;

  constructor(question: Question, model: LineModel) {
    this.#question = question;
    this.#model = model;
  }

  daxIo(moments: readonly Moment[]): Step {
    const { page, machine } = this.#question;
    const { rw } = moments[0]!;
    const access = moments.find(({ action }) => /^(load|store)/.test(action));
    // A run that ends before the access is one whose maintenance already destroys something: either byte will do.
    const byte = access?.action.endsWith('1') ? 1 : 0;
    const io = { file: page.file, page: page.page, at: byte * (machine.cache.line / 2), length: 1 };
    return rw === 'read'
      ? { do: 'dax_io', io: { ...io, rw: 'read', bytes: [] } }
      : { do: 'dax_io', io: { ...io, rw: 'write', bytes: [this.#newByte()] } };
  }

  action({ alias, action }: Moment): Step {
    const { description } = this.#model.aliases[alias]!;
    const { line } = this.#question.machine.cache;
    const [verb, byte] = action.split(' ');
    if (verb === 'barrier') {
      return { do: 'barrier', alias: description, at: Number(byte) * (line / 2), length: 1 };
    }
    if (byte === undefined) {
      return { do: verb as RangeStep['do'], alias: description, at: 0, length: line };
    }
    const at = Number(byte) * (line / 2);
    return verb === 'store'
      ? { do: 'store', alias: description, at, bytes: [this.#newByte()] }
      : { do: 'load', alias: description, at, length: 1 };
  }

  /** 'A', 'B', 'C', …: no store repeats the bytes of an earlier one, so that a stale byte is seen. */
  #newByte(): number {
    this.#stores++;
    return 0x40 + ((this.#stores - 1) % 0x1a) + 1;
  }
}
