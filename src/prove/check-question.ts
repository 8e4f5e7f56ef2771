/** Everything that can be wrong with a question, found before a state is visited. */
import { checkScenario } from '../linux/check-scenario.js';
import { coresOf } from '../linux/machine-description.js';
import { RELEASES } from '../linux/releases/index.js';
import { loadBy, untoldOf } from '../linux/steps/index.js';
import { storyOf } from '../linux/story/story.js';
import { checkOptions } from '../units/options.js';
import { asTyped, Problems } from '../units/problems.js';
import { sameData } from '../units/same-data.js';
import {
  isRefusedIn,
  linuxOf,
  namedAliases,
  type Pins,
  type Question,
  transferredPages,
} from './question.js';
import type { StoryQuestion } from './story-question.js';

/** What is asked, before it was looked at. */
export type Asked = StoryQuestion & Partial<Question>;

const WORKING_STORY = `prove(scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5))).run()`;
const WORKING_PINS = `prove(machine(cache()).cores(2)).pinned({ users: 1, kernel: 0 }).run()`;
const WORKING_DURABLE = `prove(processor('Cortex-A9')).era('4.5').durable().run()`;
/** Beside the alias that dax_io() uses; more have more states than anyone waits for. */
const MOST_OTHERS = 3;

/** A question whose modes are all said; what is usual is left out. */
export function complete({ transfers, acts = [], linux, ...asked }: Asked): Question {
  const ofUsers = asked.users.map(({ of }) => of);
  const isUsual = transfers?.every((page) => ofUsers.some((other) => sameData(other, page)));
  const saysAll = ofUsers.every((page) => transfers?.some((other) => sameData(other, page)));
  return {
    ...{ concurrent: false, speculative: false, pinned: {} },
    ...asked,
    ...(linux && { linux }),
    ...(transfers && !(isUsual && saysAll) && { transfers }),
    ...(acts.length > 0 && { acts }),
  };
}

/** Throws one InputError with everything that is wrong with a question; `workingLine` ends its message. */
export function checkQuestion(question: Question, workingLine: string): void {
  const problems = new Problems();
  checkAliases(question, problems);
  problems.throwIfAny(workingLine);
  checkMount(question, problems);
  problems.throwIfAny(WORKING_STORY);
  checkAsStory(question, workingLine);
  checkPages(question, problems);
  problems.throwIfAny(WORKING_STORY);
  checkSomethingHappens(question, problems);
  checkPins(question.pinned, coresOf(question.machine).count, problems);
  problems.throwIfAny(WORKING_PINS);
  checkDurable(question, problems);
  problems.throwIfAny(WORKING_DURABLE);
}

function checkAliases(question: Question, problems: Problems): void {
  const { users, also, transfers, acts = [] } = question;
  const hasAliases = users.length + also.length > 0 || acts.some((act) => 'alias' in act);
  problems.unless(
    hasAliases || (transfers?.length ?? 0) > 0,
    'a question has a user alias of the page, and this one has none',
  );
  const perPage = new Map<string, number>();
  for (const { of } of [...users, ...also]) {
    const page = `page ${of.page} of ${of.file.name}`;
    perPage.set(page, (perPage.get(page) ?? 0) + 1);
  }
  for (const [page, count] of perPage) {
    problems.unless(
      count <= MOST_OTHERS,
      `a question has at most ${MOST_OTHERS} aliases of a page beside that of dax_io(), and this one has ${count} of ${page}`,
    );
  }
  for (const user of users) {
    problems.unless(
      user.who === 'user',
      `${user.name} is an alias of the kernel: dax_io() has one of its own, and others go to also()`,
    );
  }
  for (const other of also) {
    problems.unless(other.who !== 'user', `${other.name} is an alias of a user: those go to users()`);
  }
}

function checkMount(question: Question, problems: Problems): void {
  problems.unless(
    linuxOf(question).mount !== 'page cache',
    'a proof is about DAX, and no proof tells what the page cache does: take the story without .withoutDax(), or run it',
  );
}

/** Of a page that is transferred nothing else may have to be known than what lies in lines. */
function checkPages(question: Question, problems: Problems): void {
  const pages = transferredPages(question);
  const untold = isRefusedIn(question) ? undefined : untoldOf(pages, [], question.machine);
  if (untold !== undefined) problems.add(`no proof tells this: ${untold}`);
}

/** Where Linux refuses DAX and nobody else is there, no verdict would say anything. */
function checkSomethingHappens(question: Question, problems: Problems): void {
  const { machine } = question;
  problems.unless(
    namedAliases(question).length > 0 || !isRefusedIn(question),
    `nothing can happen: Linux ${linuxOf(question).era} refuses DAX on ${machine.name}, and nobody has an alias of the page`,
  );
}

function checkPins(pins: Pins, cores: number, problems: Problems): void {
  if (!checkOptions(pins, ['users', 'kernel'], 'pins', problems)) return;
  for (const [who, core] of Object.entries(pins)) {
    const exists = Number.isInteger(core) && (core as number) >= 0 && (core as number) < cores;
    const those = cores === 1 ? 'core 0 only' : `cores 0 to ${cores - 1}`;
    problems.unless(
      core === undefined || exists,
      `${who} cannot be pinned to core ${asTyped(core)}: the machine has ${those}`,
    );
  }
}

/** Whatever would keep a story of these aliases and transfers from running keeps the question from being asked. */
function checkAsStory(question: Question, workingLine: string): void {
  const { machine, strategy, linux } = question;
  const named = namedAliases(question).filter((alias, i, all) => all.indexOf(alias) === i);
  const loads = named.map((alias) => loadBy(alias, 0, 1));
  const reads = transferredPages(question).map(({ file, page }) => {
    return { do: 'dax_io', io: { rw: 'read', file, page, at: 0, length: 1, bytes: [] } } as const;
  });
  const told = { machine, steps: [...loads, ...reads], strategy, ...(linux && { linux }) };
  checkScenario(storyOf(told), workingLine);
}

/** Where nothing is promised, there is no promise to break, and "coherent" would say nothing. */
function checkDurable(question: Question, problems: Problems): void {
  if (!question.durable) return;
  const { era } = linuxOf(question);
  const { acts = [] } = question;
  const hasBarrier = acts.some((act) => act.do === 'barrier');
  problems.unless(
    hasBarrier || RELEASES[era].transfers.endsWith === 'wmb_pmem',
    `in Linux ${era} a write() promises nothing to last: fsync() does, and no proof tells what that does to pages`,
  );
  for (const { file } of transferredPages(question)) {
    problems.unless(
      file.medium === 'persistent memory',
      `${file.name} lies on a RAM disk: a power cut takes all of it, and nobody promises otherwise`,
    );
  }
}
