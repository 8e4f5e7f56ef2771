/**
 * One addition of each kind to the library, as whoever makes it would: new files, and places in files that are there. The
 * first place is where its name is said; the compiler names the files of `named` to whoever stops after it.
 */

/** A text that comes behind this text of a file, which stands there once. */
export interface Place {
  readonly file: string;
  readonly behind: string;
  readonly text: string;
}

export interface Addition {
  readonly kind: string;
  /** New files and what is in them. */
  readonly files: Readonly<Record<string, string>>;
  readonly places: readonly Place[];
  /** Files that do not compile while only the first place is made. */
  readonly named: readonly string[];
}

const at = (file: string, behind: string, text: string): Place => ({ file, behind, text });

const STRATEGIES = 'src/linux/strategies/index.ts';
const STEPS = 'src/linux/steps/index.ts';

const strategy: Addition = {
  kind: 'a coherence strategy',
  files: {
    'src/linux/strategies/careful.ts': `
      import { PLAIN, type StrategyKind } from './behavior.js';
      export interface CarefulStrategy { readonly kind: 'careful' }
      const around = { before: [{ alias: 'user', action: 'flush' }], after: [{ alias: 'kernel', action: 'flush' }] } as const;
      export const careful: StrategyKind<CarefulStrategy> = {
        typed: "{ kind: 'careful' }",
        fields: ['kind'],
        check() {},
        complete: (given) => given,
        words: () => 'careful',
        behavior: () => ({ ...PLAIN, around: () => around }),
      };`,
  },
  places: [
    at(STRATEGIES, 'export type Strategy = NoStrategy', ' | CarefulStrategy'),
    at(
      STRATEGIES,
      "const KINDS: { readonly [K in Strategy['kind']]: StrategyKind<Extract<Strategy, { kind: K }>> } = {",
      ' careful,',
    ),
    at(
      STRATEGIES,
      "import { type CongruentStrategy, congruent } from './congruent.js';",
      "\nimport { type CarefulStrategy, careful } from './careful.js';",
    ),
  ],
  named: [STRATEGIES],
};

const step: Addition = {
  kind: 'a step',
  files: {
    'src/linux/steps/peek.ts': `
      import { type RangeStepOf, rangeStep } from './through-alias.js';
      export type PeekStep = RangeStepOf<'peek'>;
      export const peek = rangeStep(
        'peek',
        ({ machine }, alias, at, length) => ({ read: machine.load(alias, at, length) }),
        ({ alias }) => [{ may: 'load', alias }],
      );`,
  },
  places: [
    at(STEPS, 'export type Step =', '\n  | PeekStep'),
    at(STEPS, 'StepKind<Extract<Step, { readonly do: Do }>> } = {', '\n  peek,'),
    at(
      STEPS,
      "import { type MappingStep, mmap, msync, munmap } from './mapping-calls.js';",
      "\nimport { type PeekStep, peek } from './peek.js';",
    ),
  ],
  named: [STEPS],
};

const stepWithEvent: Addition = {
  kind: 'a step with an event of its own',
  files: {
    'src/linux/steps/touch.ts': `
      import { type RangeStepOf, rangeStep } from './through-alias.js';
      export type TouchStep = RangeStepOf<'touch'>;
      export const touch = rangeStep(
        'touch',
        ({ machine }, alias, at, length) => {
          machine.touch(alias, at, length);
          return {};
        },
        ({ alias }) => [{ may: 'be there', alias }],
      );`,
  },
  places: [
    at('src/hardware/event-log.ts', 'export type Action =', "\n  | 'touch'"),
    at('src/hardware/event-log.ts', 'export const ACTIONS = allOf<Action>({', '\n  touch: true,'),
    at(
      'src/views/event-words.ts',
      'const WORDS: Readonly<Record<Action, EventWords>> = {',
      "\n  touch: { does: named, effect: () => 'looked at' },",
    ),
    at(
      'src/hardware/machine.ts',
      'export class Machine extends Accesses {',
      `
  touch(alias: number, offset: number, length: number): void {
    this.eachLine(alias, offset, length, (name, _cached, at, n) => this.saw(alias, 'touch', name, at, n, false));
  }`,
    ),
    at(STEPS, 'export type Step =', '\n  | TouchStep'),
    at(STEPS, 'StepKind<Extract<Step, { readonly do: Do }>> } = {', '\n  touch,'),
    at(
      STEPS,
      "import { contextSwitch, type SwitchStep } from './switch.js';",
      "\nimport { type TouchStep, touch } from './touch.js';",
    ),
  ],
  named: ['src/hardware/event-log.ts', 'src/views/event-words.ts'],
};

const port: Addition = {
  kind: 'a port',
  files: {
    'src/ports/toy.ts': `
      import { definePort } from './define-port.js';
      import { LINUX_6_19 } from './processors/port-facts.js';
      import { flush } from './calls/steps.js';
      import { UNTREATED } from './calls/port-calls.js';
      import { read } from './source.js';
      const source = read('arch/toy/mm/cache.c');
      export const toy = definePort('toy', {
        facts: {
          pageSize: '4 KiB',
          shmlba: ['SHMLBA', '16 KiB'],
          selectsCacheAliasing: true,
          runtimeCheck: 'true',
          implementsFlushDcachePage: true,
          read: 'arch/toy/include/asm/shmparam.h',
          tree: LINUX_6_19,
        },
        processors: [{ name: 'Toy 1', dcache: ['16 KiB', 1, 32], kind: 'VIPT-aliasing', read: 'arch/toy/Kconfig' }],
        space: {
          addressBits: 32,
          directMap: { base: 0xc000_0000n, physicalBase: 0n, source },
          mmap: { colored: true, modulus: 'shmlba', source },
          userBase: 0x2ab0_1000n,
          userEnd: 0x7fff_8000n,
          framePfn: 0xc123,
        },
        calls: [
          {
            caches: ['VIPT-aliasing'],
            updateMmuCacheNeedsStructPage: true,
            calls: {
              flush_dcache_page: { steps: [flush('kernel address'), flush('user mappings')], source },
            },
            copyUserPage: { from: UNTREATED, to: UNTREATED, source },
            clearUserPage: { ...UNTREATED, source },
            copyToUserPage: { ...UNTREATED, source },
            copyFromUserPage: { ...UNTREATED, source },
          },
        ],
        dma: undefined,
      });`,
  },
  places: [
    at('src/ports/port-name.ts', 'export type PortName =', "\n  | 'toy'"),
    at('src/ports/all-ports.ts', 'Object.freeze({', '\n  toy,'),
    at('src/ports/all-ports.ts', "import { tile } from './tile.js';", "\nimport { toy } from './toy.js';"),
  ],
  named: ['src/ports/all-ports.ts'],
};

const policy: Addition = {
  kind: 'a replacement policy',
  files: {
    'src/hardware/replacement/first.ts': `
      import type { ReplacementPolicy } from './replacement.js';
      export const first: ReplacementPolicy = {
        start: () => ({ used() {}, filled() {}, victim: () => 0 }),
      };`,
  },
  places: [
    at('src/hardware/replacement/index.ts', 'export type ReplacementName =', " 'first' |"),
    at(
      'src/hardware/replacement/index.ts',
      'Readonly<Record<ReplacementName, ReplacementPolicy>> = {',
      '\n  first,',
    ),
    at(
      'src/hardware/replacement/index.ts',
      "import { fifo } from './fifo.js';",
      "\nimport { first } from './first.js';",
    ),
    at(
      'src/fluent/cache.ts',
      'export class CacheBuilder extends Builder<CacheDescription> implements PolicyWords {',
      `
  /** Always the first way. */
  first(): CacheBuilder {
    return this.#with({ replacement: 'first' });
  }`,
    ),
  ],
  named: ['src/hardware/replacement/index.ts', 'src/fluent/cache.ts'],
};

const form: Addition = {
  kind: 'a form of trace',
  files: {
    'src/replay/formats/bare.ts': `
      import { LOAD } from '../references.js';
      import { HEX } from './cursor.js';
      import { textFormat } from './text-format.js';
      export const bare = textFormat({
        begins: new RegExp(\`^@\${HEX}\`),
        read(cursor, batch) {
          cursor.expect(64);
          cursor.hex('address');
          batch.add(LOAD, cursor.low, cursor.high, 4);
          cursor.endLine();
        },
        write: (_kind, address) => \`@\${address}\\n\`,
      });`,
  },
  places: [
    at('src/replay/formats/index.ts', 'export type TraceFormat =', " 'bare' |"),
    at('src/replay/formats/index.ts', 'Readonly<Record<TraceFormat, Format>> = {', ' bare,'),
    at(
      'src/replay/formats/index.ts',
      "import { compact } from './compact.js';",
      "\nimport { bare } from './bare.js';",
    ),
  ],
  named: ['src/replay/formats/index.ts'],
};

const call: Addition = {
  kind: 'a cachetlb call',
  files: {},
  places: [
    at('src/ports/calls/call-names.ts', 'export type SteppedCall =', "\n  | 'flush_dcache_toy'"),
    at(
      'src/linux/cachetlb/calls.ts',
      'export const CALLS = Object.freeze({',
      `
  flush_dcache_toy: call('page', {
    calledBy: 'nobody',
    guarantee: 'no line of the page is dirty',
    source: RST('flush_dcache_page', 1, 1),
  }),`,
    ),
  ],
  named: ['src/linux/cachetlb/calls.ts'],
};

const view: Addition = {
  kind: 'a view of a run',
  files: {
    'src/views/tally.ts': `
      import { table } from 'arquero';
      import type { ScenarioRun } from '../linux/run-scenario.js';
      import type { Table } from './arquero-table.js';
      export function tallyTable({ machine: { counts } }: ScenarioRun): Table {
        return table({ count: Object.keys(counts), times: Object.values(counts) as number[] });
      }`,
    'src/fluent/tally.ts': `
      import type { ScenarioRun } from '../linux/run-scenario.js';
      import type { Table } from '../views/arquero-table.js';
      import { tallyTable } from '../views/tally.js';
      import { RunView } from './run-view.js';
      export class Tally extends RunView {
        readonly #run: ScenarioRun;
        constructor(run: ScenarioRun) {
          super();
          this.#run = run;
        }
        table(): Table {
          return tallyTable(this.#run);
        }
        protected heading(): string {
          return 'tally';
        }
        protected says(): readonly string[] {
          return ['counted'];
        }
        toJSON(): object {
          return this.#run.machine.counts;
        }
      }`,
  },
  places: [
    at(
      'src/fluent/run.ts',
      'export class Run extends RunView {',
      `
  /** How often each thing happened. */
  tally(): Tally {
    return new Tally(this.#run);
  }`,
    ),
    at(
      'src/fluent/run.ts',
      "import { Stepper } from './stepper.js';",
      "\nimport { Tally } from './tally.js';",
    ),
  ],
  named: ['src/fluent/run.ts'],
};

export const ADDITIONS: readonly Addition[] = [strategy, step, stepWithEvent, port, policy, form, call, view];
