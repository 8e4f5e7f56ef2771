/** Which line leaves, worked out by hand: a cache of one set of four ways, lines called A to J. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  policyOf,
  queueOf,
  REPLACEMENTS,
  type ReplacementName,
} from '../../src/hardware/replacement/index.js';
import { aliasOf, machineWith } from './small-machine.js';

describe('of a full set of four ways,', () => {
  it('LRU replaces the line that was used longest ago', () => {
    expect(replaced('lru', 'A B C D  A E F  C G')).toBe('E for B, F for C, C for D, G for A');
  });

  it('FIFO replaces the line that came longest ago, however often it was used since', () => {
    expect(replaced('fifo', 'A B C D  A E F  C G')).toBe('E for A, F for B, G for C');
  });

  it('FIFO counts a line that came back as new', () => {
    expect(replaced('fifo', 'A B C D  E A F')).toBe('E for A, A for B, F for C');
  });

  it('round robin replaces way after way', () => {
    expect(replaced('round-robin', 'A B C D  D D E D F D G H I')).toBe(
      'E for A, F for B, G for C, H for D, I for E',
    );
  });

  it('round robin does not step on when a line comes into an empty way, where FIFO does', () => {
    const trace = 'A B C D  -A E  F';

    expect(replaced('round-robin', trace)).toBe('F for E');
    expect(replaced('fifo', trace)).toBe('F for B');
  });

  it('tree-PLRU follows arrows that point away from what was used: not always to the oldest line', () => {
    // After A B C D the arrows lead to A. A use of A turns the root to the right half, whose arrow points to C.
    expect(replaced('plru', 'A B C D  E')).toBe('E for A');
    expect(replaced('plru', 'A B C D  A E F G')).toBe('E for C, F for B, G for D');
    expect(replaced('lru', 'A B C D  A E F G')).toBe('E for B, F for C, G for D');
  });

  it('random replaces what its seed says, and the same each time', () => {
    // mulberry32 of seed 1 begins 0.627, 0.003, 0.527, 0.981: of four ways 2, 0, 2, 3.
    expect(replaced('random', 'A B C D  E F G H')).toBe('E for C, F for A, G for E, H for D');
    expect(replaced('random', 'A B C D  E F G H')).toBe(replaced('random', 'A B C D  E F G H'));
    expect(replaced('random', 'A B C D  E F G H', 2)).not.toBe(replaced('random', 'A B C D  E F G H'));
  });

  it.each(REPLACEMENTS)('%s fills an empty way before it replaces anything', (policy) => {
    expect(replaced(policy, 'A B C D  -B E  -D -A F G')).toBe('');
  });
});

describe('a policy', () => {
  it.each([
    ['lru', [0, 48]],
    ['fifo', [0, 16]],
    ['round-robin', [0, 16]],
    ['plru', [0, 48]],
  ] as const)('keeps each set to itself: %s', (replacement, expected) => {
    const machine = machineWith({ organization: 'PIPT', size: 64, ways: 2, line: 16, replacement });
    const user = aliasOf(machine, 0x1000n, 0x1000n);
    const even = (n: number) => n * 32;
    const odd = (n: number) => n * 32 + 16;

    for (const offset of [even(0), odd(0), even(1), odd(1), odd(0), even(2), odd(2)]) user.load(offset);

    const left = machine.log.events().flatMap(({ other }) => other?.offset ?? []);
    expect(left).toEqual(expected);
  });

  it('does not take maintenance for a use', () => {
    const machine = machineWith({ organization: 'PIPT', size: 32, ways: 2, line: 16, replacement: 'lru' });
    const user = aliasOf(machine, 0x1000n, 0x1000n);

    user.load(0);
    user.load(16);
    user.clean(0, 1);
    user.load(32);

    expect(machine.log.events().at(-1)!.other).toEqual({ page: 1, offset: 0 });
  });
});

describe('a policy that says that it is a queue', () => {
  const queues = REPLACEMENTS.filter((replacement) => queueOf({ replacement }));
  const steps = fc.array(fc.record({ line: fc.nat(9), invalidates: fc.boolean() }), { maxLength: 200 });

  it.each(queues)('%s, replaces the last line of that queue', (replacement) => {
    const { by, outlivesInvalidation } = queueOf({ replacement })!;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), steps, (ways, asked) => {
        const state = policyOf({ replacement }).start(1, ways, 1);
        const held: (number | undefined)[] = new Array(ways).fill(undefined);
        let queue: number[] = [];
        for (const { line, invalidates } of asked) {
          const at = held.indexOf(line);
          if (invalidates && outlivesInvalidation) {
            if (at >= 0) held[at] = undefined;
            queue = queue.filter((other) => other !== line);
            continue;
          }
          if (at < 0) {
            const empty = held.indexOf(undefined);
            const way = empty >= 0 ? empty : state.victim(0);
            if (empty < 0) expect(held[way]).toBe(queue.pop());
            held[way] = line;
            state.filled(0, way);
          }
          if (at < 0 || by === 'use') queue = [line, ...queue.filter((other) => other !== line)];
          state.used(0, held.indexOf(line));
        }
      }),
    );
  });

  it('is LRU, FIFO or round robin, which is none once lines are invalidated', () => {
    expect(
      queues.map((replacement) => [replacement, queueOf({ replacement })!.outlivesInvalidation]),
    ).toEqual([
      ['lru', true],
      ['fifo', true],
      ['round-robin', false],
    ]);
  });
});

/** Runs a trace: a letter loads its line, a letter after a minus flushes it. Says what came for what. */
function replaced(replacement: ReplacementName, trace: string, seed = 1): string {
  const machine = machineWith({ organization: 'PIPT', size: 64, ways: 4, line: 16, replacement, seed });
  const user = aliasOf(machine, 0x1000n, 0x1000n);
  for (const word of trace.split(/\s+/)) {
    const offset = (word.at(-1)!.charCodeAt(0) - 65) * 16;
    if (word.startsWith('-')) user.flush(offset, 1);
    else user.load(offset);
  }
  const letter = (offset: number) => String.fromCharCode(65 + offset / 16);
  return machine.log
    .events()
    .filter(({ action, other }) => action === 'load' && other)
    .map(({ physical, other }) => `${letter(physical!.offset)} for ${letter(other!.offset)}`)
    .join(', ');
}
