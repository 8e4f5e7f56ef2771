/** The stories that refute, step by step: whole transfers where nothing disturbs them, single actions where something does. */
import { describe, expect, test } from 'vitest';
import { cache } from '../../src/fluent/cache.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { isCoherent, missingOf, runScenario } from '../../src/linux/run-scenario.js';
import type { Step } from '../../src/linux/steps/index.js';
import { completePlan, type FlushPlanInput } from '../../src/linux/strategies/flush-plan.js';
import type { Strategy } from '../../src/linux/strategies/index.js';
import { decide } from '../../src/prove/prove.js';
import type { Question } from '../../src/prove/question.js';
import { asked } from './questions.js';

const sh4 = processor('SH7750').describe();
const window: Strategy = { kind: 'congruent', color: 'user' };
const plan = (points: FlushPlanInput): Strategy => ({ kind: 'flush plan', plan: completePlan(points) });
/** The plan that is coherent as long as users do not run between its steps. */
const SIX = plan({
  beforeRead: { user: 'clean', kernel: 'invalidate' },
  beforeWrite: { user: 'clean', kernel: 'invalidate' },
  afterWrite: { kernel: 'clean', user: 'invalidate' },
});

/** A step in few words: on which core, what, by whom, where, and with which bytes or how many. */
function inWords({ core = 0, ...step }: Step): string {
  const on = core > 0 ? `core ${core}: ` : '';
  if (step.do === 'dax_io') {
    const { rw, at, bytes, length } = step.io;
    return `${on}dax_io ${rw} at ${at}: ${rw === 'write' ? bytes : length}`;
  }
  if (step.do === 'crash') return `power cut, in flight ${step.inFlight}`;
  if (!('alias' in step) || !('at' in step)) return `${on}${step.do}`;
  return `${on}${step.alias.name} ${step.do} at ${step.at}: ${'bytes' in step ? step.bytes : step.length}`;
}

/** The story, which goes wrong on a machine as the verdict says. */
function refuted(question: Question) {
  const { story, trouble } = decide(question);
  const run = runScenario(story!);
  expect(isCoherent(run) && missingOf(run).length === 0).toBe(false);
  return [trouble, ...story!.steps.map(inWords)];
}

describe('a story that refutes', () => {
  test('has whole transfers where nothing comes between their steps', () => {
    expect(refuted(asked(sh4, 'different'))).toEqual([
      'stale load',
      'user store at 0: 65',
      'dax_io read at 0: 1',
    ]);
    expect(refuted(asked(sh4, 'different', plan({ afterWrite: { kernel: 'flush' } })))).toEqual([
      'stale load',
      'user store at 0: 65',
      'dax_io read at 0: 1',
    ]);
  });

  test('ends in a transfer whose maintenance alone destroys something', () => {
    expect(refuted(asked(sh4, 'different', plan({ beforeRead: { user: 'invalidate' } })))).toEqual([
      'lost store',
      'user store at 0: 65',
      'dax_io read at 0: 1',
    ]);
  });

  test('is told action by action where a user runs in between, at the other byte and with a byte of its own', () => {
    expect(refuted(asked(sh4, 'different', SIX, { concurrent: true }))).toEqual([
      'lost store',
      'user clean at 0: 32',
      'kernel invalidate at 0: 32',
      'kernel store at 0: 65',
      'kernel clean at 0: 32',
      'user store at 16: 66',
      'user invalidate at 0: 32',
    ]);
  });

  test('is told so where hardware fetches in between', () => {
    const four = plan({
      beforeRead: { user: 'flush' },
      afterRead: { kernel: 'flush' },
      beforeWrite: { user: 'flush' },
      afterWrite: { kernel: 'flush' },
    });

    expect(decide(asked(sh4, 'different', four)).coherent).toBe(true);
    expect(refuted(asked(sh4, 'different', four, { speculative: true }))).toEqual([
      'stale load',
      'user flush at 0: 32',
      'kernel store at 0: 65',
      'user fetch at 0: 32',
      'kernel flush at 0: 32',
      'user load at 0: 1',
    ]);
  });

  test('has a power cut where a promise is broken, and then a look by the user that did nothing', () => {
    expect(refuted(asked(sh4, 'different', window, { durable: true }))).toEqual([
      'broken promise',
      'dax_io write at 0: 65',
      'power cut, in flight arrives',
      'user load at 0: 32',
    ]);
  });

  test('says on which core each step is', () => {
    const cores = (snoops: 'none' | 'virtual index') => ({ ...sh4, cores: { count: 2, snoops } });

    expect(refuted(asked(cores('none'), 'different', window))).toEqual([
      'stale load',
      'user store at 0: 65',
      'core 1: user load at 0: 1',
    ]);
    expect(
      refuted(
        asked(cores('virtual index'), 'different', { kind: 'none' }, { pinned: { users: 1, kernel: 0 } }),
      ),
    ).toEqual(['stale load', 'core 1: user store at 0: 65', 'dax_io read at 0: 1']);
  });

  test('keeps machine, strategy and addresses of the question', () => {
    const question = asked(machine(cache().writeThrough()).port('sh').describe(), 'different', SIX, {
      concurrent: true,
    });
    const { story } = decide({ ...question, strategy: { kind: 'none' } });

    expect(story).toMatchObject({ machine: question.machine, strategy: { kind: 'none' } });
    expect(story!.steps.map(inWords)).toEqual([
      'user load at 0: 1',
      'dax_io write at 0: 65',
      'user load at 0: 1',
    ]);
    expect(story!.aliases.map(({ name, at }) => [name, at])).toEqual([['user', question.users[0]!.at]]);
  });
});

describe('a verdict', () => {
  test('has the states behind each step of its run, and says how far it looked', () => {
    const { coherent, trouble, witness, states, depth } = decide(asked(sh4, 'different'));
    const memory = { fresh: [false, true], kept: [true, true] };
    const dirty = { fresh: [true, true], kept: [true, true], dirty: true };

    expect({ coherent, trouble, states, depth }).toMatchObject({
      coherent: false,
      trouble: 'stale load',
      depth: 2,
    });
    expect(witness).toEqual([
      { core: 0, alias: 0, by: 'user', action: 'store 0', state: { copies: [dirty, undefined], memory } },
      {
        ...{ core: 0, alias: 1, by: 'kernel', action: 'load 0', rw: 'read', begins: true },
        state: { copies: [dirty, { ...memory, dirty: false }], memory },
      },
    ]);
  });

  test('that nothing goes wrong has neither run nor story', () => {
    const { coherent, trouble, witness, story, states, depth } = decide(asked(sh4, 'different', window));

    expect({ coherent, trouble, witness, story, states, depth }).toEqual({
      coherent: true,
      trouble: undefined,
      witness: [],
      story: undefined,
      states: 5,
      depth: 2,
    });
  });

  test('takes a budget of as many states as it visits, and no state less', () => {
    const question = asked(sh4, 'different', window);

    expect(decide(question, 5).coherent).toBe(true);
    expect(() => decide(question, 4)).toThrow(
      'nothing is decided: the budget of 4 states was used up; all runs of up to 1 steps were looked at, and they are coherent',
    );
    for (const none of [0, -1, 1.5, Number.NaN, 'much' as never])
      expect(() => decide(question, none)).toThrow('is not a number of states from 1 up');
  });
});
