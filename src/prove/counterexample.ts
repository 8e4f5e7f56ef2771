/** From a run of the search to a story that a real machine replays: the same steps, at real addresses, with real bytes. */
import type { LineName } from '../hardware/cache.js';
import type { AliasDescription } from '../linux/alias.js';
import type { DaxFileDescription } from '../linux/dax-file.js';
import { Layout } from '../linux/layout.js';
import { sameAlias } from '../linux/machine-aliases.js';
import { coresOf } from '../linux/machine-description.js';
import { placeAliases } from '../linux/placement.js';
import { isCoherent, missingOf, runScenario } from '../linux/run-scenario.js';
import {
  type DaxIoDescription,
  loadBy,
  type RangeStep,
  type Step,
  storeBy,
  type WholeCacheStep,
} from '../linux/steps/index.js';
import { replaced, type Story, storyOf } from '../linux/story/story.js';
import { formatAddress } from '../units/address.js';
import { kernelPrograms } from './kernel-program.js';
import { ruleOf } from './line-actions.js';
import { type LineQuestion, namesOf } from './line-question.js';
import type { Moment } from './moments.js';
import type { Trouble } from './search.js';

/** The story. A dax_io() that nothing disturbs is one step; one that is disturbed is told action by action. */
export function counterexample(line: LineQuestion, run: readonly Moment[], trouble: Trouble): Story {
  const story = storyOfRun(line, run, trouble, 'by itself');
  // A snoop writes back what it finds in the order of ways, which the states of a line leave open. Evictions choose it.
  if (coresOf(line.question.machine).count === 1 || goesWrong(story)) return story;
  const settled = storyOfRun(line, run, trouble, 'by evictions');
  return goesWrong(settled) ? settled : story;
}

function goesWrong(story: Story): boolean {
  const run = runScenario(story, 'counts');
  return !isCoherent(run) || missingOf(run).length > 0;
}

/** How dirty copies that other cores have of one page reach memory before somebody acts. */
type Settling = 'by itself' | 'by evictions';

function storyOfRun(line: LineQuestion, run: readonly Moment[], trouble: Trouble, settling: Settling): Story {
  const { machine, strategy, linux } = line.question;
  const told = { machine, strategy, ...(linux && { linux }) };
  const teller = new Teller(line, (steps) => storyOf({ ...told, steps }), settling);
  for (let at = 0; at < run.length; at += teller.tell(run, at));
  const { steps } = teller;
  const end = [...(trouble === 'broken promise' ? [POWER_CUT] : []), ...finalLooks(line, teller, steps)];
  return toldApart(line, storyOf({ ...told, steps: [...steps, ...end] }));
}

/** Two pages begin with other bytes at the places that are looked at: an 'a' each, and a 'b'. */
function toldApart({ pages, question: { machine } }: LineQuestion, story: Story): Story {
  if (pages.length < 2) return story;
  const contentsOf = (file: DaxFileDescription) =>
    pages.flatMap((page, nth) =>
      page.file.name === file.name
        ? [0, machine.cache.line / 2].map((at) => ({
            at: page.page * machine.pageSize + at,
            bytes: [0x61 + nth],
          }))
        : [],
    );
  return replaced(story, (thing, sort) => {
    if (sort !== 'file') return thing;
    const file = thing as DaxFileDescription;
    return { ...file, contents: [...file.contents, ...contentsOf(file)] };
  });
}

/** What the medium keeps is what memory shows at its latest: a barrier has completed by then. */
const POWER_CUT: Step = { do: 'crash', inFlight: 'arrives' };

/** A user that does nothing on the way looks at the end: a story has the mappings that its steps name. */
function finalLooks({ aliases, question }: LineQuestion, teller: Teller, steps: readonly Step[]): Step[] {
  const acts = (user: AliasDescription) =>
    steps.some((step) => 'alias' in step && sameAlias(step.alias, user));
  const { line } = question.machine.cache;
  return aliases.flatMap(({ role }, alias): Step[] => {
    const user = teller.aliasOf(alias);
    return role === 'user' && !acts(user) ? [{ do: 'load', alias: user, at: 0, length: line }] : [];
  });
}

/** Finds words, and bytes that nobody stored before. */
class Teller {
  readonly steps: Step[] = [];
  readonly #line: LineQuestion;
  readonly #story: (steps: readonly Step[]) => Story;
  readonly #aliases: readonly AliasDescription[];
  readonly #settling: Settling;
  #stores = 0;

  constructor(line: LineQuestion, story: (steps: readonly Step[]) => Story, settling: Settling) {
    this.#line = line;
    this.#story = story;
    this.#settling = settling;
    this.#aliases = fixedAliases(line);
  }

  /** The alias as the story names it. */
  aliasOf(alias: number): AliasDescription {
    return this.#aliases[alias]!;
  }

  /** Tells what happens at a moment, and tells how many moments that were. */
  tell(run: readonly Moment[], at: number): number {
    const moment = run[at]!;
    if (this.#settling === 'by evictions') this.steps.push(...this.#settled(moment.core));
    const own = moment.begins ? this.#undisturbed(run, at) : 1;
    const isWhole = moment.begins && this.#isWhole(run, at, own);
    const step = isWhole ? this.#transfer(run.slice(at, at + own)) : this.#action(moment);
    if (step) this.steps.push(moment.core > 0 ? { ...step, core: moment.core } : step);
    return isWhole ? own : 1;
  }

  /** How many moments of one dax_io(), and of the one that runs in its midst, follow each other from `at` on. */
  #undisturbed(run: readonly Moment[], at: number): number {
    let end = at + 1;
    while (run[end]?.by === 'kernel' && (!run[end]!.begins || run[end]!.inside)) end++;
    return end - at;
  }

  /** Whether those are all that it does, or all up to the end of the run. */
  #isWhole(run: readonly Moment[], at: number, length: number): boolean {
    if (at + length === run.length) return true;
    const own = run.slice(at, at + length).filter(({ inside }) => !inside);
    const done = own.map(({ alias, action }) => `${alias} ${action}`);
    return kernelPrograms(this.#line).some(
      ({ rw, steps }) =>
        rw === run[at]!.rw && String(steps.map(({ alias, action }) => `${alias} ${action}`)) === String(done),
    );
  }

  #transfer(moments: readonly Moment[]): Step {
    const outer = this.#daxIo(moments.filter(({ inside }) => !inside));
    const inner = moments.filter(({ inside }) => inside);
    if (inner.length === 0) return { do: 'dax_io', io: outer };
    const starts = [...inner.keys()].filter((i) => inner[i]!.begins);
    const others = starts.map((start, i) => this.#daxIo(inner.slice(start, starts[i + 1])));
    // A story has one that preempts; what runs before it is told before.
    for (const io of others.slice(0, -1)) this.steps.push({ do: 'dax_io', io });
    const preempted = { ...outer, preemptedBy: others.at(-1)! };
    const { isPreemptible } = this.#line.behavior.window!;
    // Where preemption is disabled, the copy sleeps on a page of the process that is not there.
    const io = isPreemptible ? preempted : { ...preempted, iov: [{ length: 1, absentAt: 0 }] };
    return { do: 'dax_io', io };
  }

  #daxIo(moments: readonly Moment[]): DaxIoDescription {
    const { question, aliases, pages } = this.#line;
    const kernel = moments.find(({ alias }) => aliases[alias]!.role === 'kernel') ?? moments[0]!;
    const { file, page } = pages[aliases[kernel.alias]!.page]!;
    const { rw } = moments[0]!;
    const access = moments.find(({ action }) => /^(load|store)/.test(action));
    // A run that ends before the access is one whose maintenance already destroys something: either byte will do.
    const byte = access?.action.endsWith('1') ? 1 : 0;
    const io = { file, page, at: byte * (question.machine.cache.line / 2), length: 1 };
    return rw === 'read'
      ? { ...io, rw: 'read', bytes: [] }
      : { ...io, rw: 'write', bytes: [this.#newByte()] };
  }

  #action({ alias, action, core }: Moment): Step | undefined {
    const { line } = this.#line.question.machine.cache;
    if (action === 'switch' || action === 'switch without a flush') {
      return { do: 'switch', process: this.#line.processes[alias]!, flushes: action === 'switch' };
    }
    if (action.endsWith('cache')) return { do: action as WholeCacheStep['do'] };
    // A window is opened by whoever uses it next.
    if (action === 'open') return undefined;
    const described = this.#aliases[alias]!;
    if (action === 'evict' && this.#isSlot(alias)) return this.#evictedSlot(alias, core);
    const { byte } = ruleOf(action);
    const [verb] = action.split(' ');
    if (byte === undefined) {
      return { do: verb as RangeStep['do'], alias: described, at: 0, length: line };
    }
    const at = byte * (line / 2);
    if (verb === 'barrier') return { do: verb, alias: described, at, length: 1 };
    return verb === 'store' ? storeBy(described, at, [this.#newByte()]) : loadBy(described, at, 1);
  }

  /** Whether an alias is a slot that may lead elsewhere. */
  #isSlot(alias: number): boolean {
    return this.#line.takesTurns && this.#line.aliases[alias]!.role === 'kernel';
  }

  /** An eviction of a line that no address leads to for sure: by its set and way, as it lies there in the story so far. */
  #evictedSlot(alias: number, core: number): Step | undefined {
    const [name] = namesOf(this.#line, this.#line.aliases[alias]!) as [LineName];
    const cache = runScenario(this.#story(this.steps), 'counts').machine.dataCache(core);
    const way = cache.wayOf(name);
    return way < 0 ? undefined : { do: 'flush cache', set: cache.setOf(name), way };
  }

  /** Evictions of the dirty copies that other cores have of one page, where they have several, in the order of the aliases. */
  #settled(core: number): Step[] {
    if (this.steps.length === 0) return [];
    const { machine } = runScenario(this.#story(this.steps), 'counts');
    const cores = Array.from({ length: coresOf(this.#line.question.machine).count }, (_, other) => other);
    return cores.flatMap((other): Step[] => {
      if (other === core) return [];
      const cache = machine.dataCache(other);
      const dirty = this.#line.aliases.flatMap((alias, number) => {
        const [name] = namesOf(this.#line, alias) as [LineName];
        const way = cache.wayOf(name);
        return way >= 0 && cache.isDirty(cache.setOf(name), way) ? [{ number, page: alias.page }] : [];
      });
      return dirty
        .filter(({ page }, _, all) => all.filter((one) => one.page === page).length > 1)
        .map(({ number }) => {
          const { line } = this.#line.question.machine.cache;
          const range = { alias: this.#aliases[number]!, at: 0, length: line };
          return { do: 'evict', ...range, ...(other > 0 && { core: other }) };
        });
    });
  }

  /** 'A', 'B', 'C', …: no store repeats the bytes of an earlier one, so that a stale byte is seen. */
  #newByte(): number {
    this.#stores++;
    return 0x40 + ((this.#stores - 1) % 0x1a) + 1;
  }
}

/** The aliases at the addresses that they have in the question: alone, mmap() might put one elsewhere. */
function fixedAliases({ question, aliases }: LineQuestion): AliasDescription[] {
  const users = aliases.filter(({ role }) => role === 'user');
  const again = placeAliases(
    new Layout(question.machine),
    users.map(({ description }) => description),
  );
  return aliases.map((alias) => {
    const { description, virtual } = alias;
    const nth = users.indexOf(alias);
    const isThere = nth < 0 || formatAddress(again[nth]!.virtual) === formatAddress(virtual);
    return isThere
      ? description
      : { ...description, at: { kind: 'address', address: formatAddress(virtual) } };
  });
}
