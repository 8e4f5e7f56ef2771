/**
 * What must hold of any story: no two answers to one question. A proof speaks for every run of the story's moves; a refutation
 * replays; power cuts, color maps, prices and two views say of a run what the run says of itself.
 */
import {
  InputError,
  type MachineBuilder,
  prices,
  prove,
  type Run,
  type Scenario,
  type StrategyChoice,
  type Verdict,
} from '../../src/index.js';
import type { Era } from '../../src/linux/linux-description.js';
import { colorsOn } from '../../src/linux/machine-description.js';
import { begun, type Move, type ToldStory, toldOf } from './stories.js';

/** As many states as a question may take here: a few seconds; others are not asked. */
const BUDGET = 150_000;
/** How many other runs of the same moves are held against a proof. */
const RUNS = 6;
const LONGEST = 16;

/** What was looked at; a soak in which nothing was proved shows nothing. */
export interface Tally {
  told: number;
  refused: number;
  proved: number;
  refuted: number;
}
export const newTally = (): Tally => ({ told: 0, refused: 0, proved: 0, refuted: 0 });

/** What can be said, or undefined where it is refused; any other error is one of the project's own. */
export function orRefused<T>(say: () => T): T | undefined {
  try {
    return say();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** All that is wrong with a run. */
export function troublesOf(run: Run): string[] {
  const found = [
    run.staleLoads > 0 && 'stale load',
    run.foreignLoads > 0 && 'foreign load',
    run.lost.length > 0 && 'lost store',
    run.missing.length > 0 && 'broken promise',
  ];
  return found.filter((each) => each !== false);
}

function fail(what: string, story: Scenario, verdict?: Verdict): never {
  throw new Error(`${what}\n${verdict ?? ''}\n${story.run()}\n${JSON.stringify(story)}`);
}

/** Proved: no run of these moves goes wrong. Refuted: the counterexample replays, and comes to what was said. */
export function proofAgrees(told: ToldStory, pick: (below: number) => number, tally: Tally): void {
  const { story, bare, moves, users } = told;
  const run = orRefused(() => story.run());
  if (!run) return;
  tally.told++;
  const verdict = orRefused(() => prove(story).budget(BUDGET).run());
  if (!verdict) {
    tally.refused++;
    return;
  }
  if (!verdict.coherent) {
    tally.refuted++;
    const replay = verdict.replay()!;
    if (!troublesOf(replay).includes(verdict.trouble!))
      fail('the replay does not show it', verdict.story!, verdict);
    return;
  }
  tally.proved++;
  if (troublesOf(run).length > 0) fail('proved, and its own run is wrong', story, verdict);
  const { question } = verdict.toJSON();
  const named = new Set(question.users.map(({ name }) => name));
  const free = users.filter(({ user }) => named.has(user!));
  const isSwitched = question.acts?.some((act) => act.do === 'switch') === true;
  for (let i = 0; i < RUNS; i++) {
    const other = toldOf(bare, shuffled([...moves, ...free, ...free], isSwitched, pick));
    const itsRun = orRefused(() => other.run());
    if (itsRun && troublesOf(itsRun).length > 0)
      fail('proved, and a run of its moves is wrong', other, verdict);
  }
}

/** Any of these moves, in any order; where processes take turns, users act while theirs runs. */
function shuffled(moves: readonly Move[], isSwitched: boolean, pick: (below: number) => number): Move[] {
  const running = new Map<number, number>();
  const chosen: Move[] = [];
  for (let i = 0; i < LONGEST; i++) {
    const move = moves[pick(moves.length)]!;
    const { core, process, switchTo } = move;
    if (isSwitched && process !== undefined && process !== (running.get(core) ?? 1)) continue;
    if (switchTo !== undefined) running.set(core, switchTo);
    chosen.push(move);
  }
  return chosen;
}

/** What a power cut after a step leaves is what a story finds that goes on with a power cut there. */
export function powerCutsAgree({ bare, moves, story }: ToldStory): void {
  const cuts = orRefused(() => story.powerCuts().cuts);
  if (!cuts) return;
  for (const { after, missing } of cuts) {
    const cut = moves.reduce(
      (sofar, move, i) => (i === after - 1 ? begun(sofar, move).crash() : begun(sofar, move)),
      bare,
    );
    const found = cut.run().steps[after]!.missing!;
    if (JSON.stringify(found) !== JSON.stringify(missing)) {
      fail(
        `after step ${after} ${missing.length} bytes are missing, and a story misses ${found.length}`,
        story,
      );
    }
  }
}

/** The pair of colors that a story has is the story itself. */
export function colorsAgree({ story }: ToldStory): void {
  const run = orRefused(() => story.run());
  const user = run?.engine.aliases.find(({ description }) => description.who === 'user');
  if (!run || !user) return;
  const map = orRefused(() => story.byColors());
  const own = map?.pairs.filter(
    ({ user: color, staleLoads, lostStores }) =>
      color === user.color && staleLoads === run.staleLoads && lostStores === run.lost.length,
  );
  if (own && own.length === 0) fail(`no pair of colors comes to what the story does`, story);
}

/** Prices say of a strategy that it is right in any run only where it is so in theirs, and no proof of the same says otherwise. */
export function pricesAgree(on: MachineBuilder, strategy: StrategyChoice, era: Era, apart: number): void {
  const colors = colorsOn(on.describe());
  const asked = prices(on)
    .strategies({ it: strategy })
    .era(era)
    .transferring('5 KiB')
    .apart(apart % colors);
  const priced = orRefused(() => asked.run());
  if (!priced) return;
  const [row] = priced.rows;
  if (row!.holds && !priced.coherent) throw new Error(`right in any run, and not in its own:\n${priced}`);
}
