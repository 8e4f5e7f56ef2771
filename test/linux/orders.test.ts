/** A story in every order of its steps: whose store is lost in which, and what may still happen to the others. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Alias,
  alias,
  cache,
  daxFile,
  machine,
  mapping,
  none,
  processor,
  type Scenario,
  scenario,
  uncached,
} from '../../src/index.js';
import { file, kernel, sh4, user, write } from './stories.js';

const both = scenario(sh4).store(user, 'user', 8).daxIo(write).evict(kernel).evict(user);
const fatesOf = (story: Scenario, order: string) =>
  story
    .orders()
    .of(order)
    .stores.map(({ fate }) => fate);

describe('a story in every order', () => {
  it('is a row an order, the told one first, and says whose store is lost', () => {
    expect(`\n${both.orders()}\n`.replace(/ +$/gm, '')).toBe(`
orders  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: none
A  store "user" through user
B  dax_io write "HELLO" at 20480 of mail.dat
C  evict kernel
D  evict user
order  A "user"    B "HELLO"   verdict
─────  ──────────  ──────────  ─────────────────
ABCD   in memory   lost at D   LOST "HELLO" of B
ABDC   lost at C   in memory   LOST "user" of A
ACBD   at risk     dirty line
ACDB   in memory   dirty line
ADBC   in memory   in memory
ADCB   in memory   dirty line
BACD   in memory   lost at D   LOST "HELLO" of B
BADC   lost at C   in memory   LOST "user" of A
BCAD   in memory   in memory
BCDA   dirty line  in memory
BDAC   dirty line  at risk
BDCA   dirty line  in memory
CABD   at risk     dirty line
CADB   in memory   dirty line
CBAD   at risk     dirty line
CBDA   at risk     at risk
CDAB   at risk     at risk
CDBA   at risk     at risk
DABC   dirty line  at risk
DACB   at risk     at risk
DBAC   dirty line  at risk
DBCA   dirty line  in memory
DCAB   at risk     at risk
DCBA   at risk     at risk
LOST in 4 of 24 orders: user’s "user" (A) in 2, kernel’s "HELLO" (B) in 2; one is still at risk in 12; all are kept in 8
`);
  });

  it('is on the machine, under the strategy and in the release of the story', () => {
    const cured = both.using(uncached()).era('4.10').orders();

    expect(cured.coherent).toBe(true);
    expect(cured.verdict()).toBe('no store is lost in any of 24 orders');
    expect(both.on(processor('Cortex-A9')).orders().coherent).toBe(true);
    expect(cured.replay('BADC').toString()).toContain('Linux 4.10');
  });

  it('replays each order, with every alias where the told story has it, and so does its mail', () => {
    const [first, second] = [1, 2].map((n) => alias(file.page(n)).user().named(`user ${n}`)) as [
      Alias,
      Alias,
    ];
    const story = scenario(processor('24Kc')).store(first, 'one').store(second, 'two').load(first, 3);
    const addresses = (run: { table(): { array(name: string): ArrayLike<unknown> } }) =>
      [...(run.table().array('address') as string[])].sort();
    const told = addresses(story.run());

    for (const { order } of story.orders().rows) {
      const run = story.orders().replay(order);
      const text = /'([^']+)'\n*$/s.exec(run.toMail())![1]!;

      expect(addresses(run), order).toEqual(told);
      expect(
        scenario(text as never)
          .run()
          .verdict(),
        order,
      ).toBe(run.verdict());
      expect(addresses(scenario(text as never).run()), order).toEqual(told);
    }
  });

  it('counts loads that are wrong', () => {
    const orders = scenario(sh4).store(user, 'hello').load(kernel, 5).orders();

    expect(orders.rows.map(({ order, loads, staleLoads }) => [order, loads, staleLoads])).toEqual([
      ['AB', 1, 1],
      ['BA', 1, 0],
    ]);
    expect(orders.table().array('verdict')).toEqual(['STALE', '']);
    expect(orders.coherent).toBe(false);
    expect(orders.verdict()).toContain('loads are wrong in 1');
  });

  it('says what comes to nothing: a store before its page is mapped, or after a machine check', () => {
    const mapped = mapping(daxFile('f')).named('m');
    const program = scenario(sh4).mmap(mapped).store(mapped, 'x').orders();

    expect(program.rows.map(({ stores }) => stores[0]!.fate)).toEqual(['dirty', 'not stored']);
    expect(program.table().columnNames()).toEqual(['order', 'B "x"', 'verdict']);
    const checked = scenario(machine(cache().vipt().size('16 KiB').ways(1).machineCheckOnAliases()));
    const other = user.user(0x2955_2000).named('other');
    const checks = checked.load(user, 1).load(other, 1).store(user, 'x').orders();
    expect(checks.of('ABC').machineChecks).toBe(1);
    expect(checks.of('ABC').stores[0]!.fate).toBe('not stored');
    expect(checks.of('ABC').stores[0]!.by).toBeUndefined();
    expect(checks.verdict()).toContain('end in a machine check');
  });

  it('tells a store that a later one took the place of from a lost one', () => {
    const story = scenario(sh4).store(user, 'old').store(user, 'new');

    expect(fatesOf(story, 'AB')).toEqual(['stored over', 'dirty']);
    expect(fatesOf(story, 'BA')).toEqual(['dirty', 'stored over']);
    expect(fatesOf(scenario(sh4).store(user, 'both').store(user, 'b'), 'AB')).toEqual(['dirty', 'dirty']);
  });

  it('takes a copy that is in a clean line alone for one at risk: nobody writes it back', () => {
    const story = scenario(sh4).store(user, 'user', 8).store(kernel, 'KERN').clean(user).evict(kernel);

    expect(fatesOf(story, 'ABCD')).toEqual(['at risk', 'in memory']);
    expect(story.evict(user).orders().of('ABCDE').stores[0]).toMatchObject({ fate: 'lost', lostAt: 'E' });
  });

  it('of one order only is refused, as are too many, a power cut, an order that there is not, and too much work', () => {
    const refused = (of: () => unknown) => {
      try {
        of();
      } catch (error) {
        return (error as Error).message;
      }
      return 'nothing was refused';
    };

    expect(refused(() => scenario(sh4).crash().orders())).toMatchInlineSnapshot(`
      "
        - a story of 2 to 5 steps is told in every order, and this one has 1
        - a power cut has no place among orders: .powerCuts() tells what one would leave after each step
        try: scenario().write(daxFile('mail.dat'), 'HELLO').powerCuts()"
    `);
    expect(refused(() => both.load(user, 1).load(user, 1).orders())).toMatchInlineSnapshot(`
      "a story of 2 to 5 steps is told in every order, and this one has 6
        try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').write(daxFile('mail.dat'), 'HELLO').orders()"
    `);
    expect(refused(() => both.orders().of('ABCC'))).toMatchInlineSnapshot(`
      "there is no order 'ABCC': it has each of the letters A, B, C, D once
        try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').write(daxFile('mail.dat'), 'HELLO').orders().of('BA')"
    `);
    expect(refused(() => both.orders().replay(2 as never))).toMatchInlineSnapshot(`
      "there is no order 2: it has each of the letters A, B, C, D once
        try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').write(daxFile('mail.dat'), 'HELLO').orders().of('BA')"
    `);
    const large = daxFile('large').pages(1024);
    const long = scenario(sh4).write(large, 'x', 0, '4 MiB').read(large, '4 MiB').fsync(large).fsync(large);
    expect(refused(() => long.orders())).toMatchInlineSnapshot(`
      "the story has 262144 events, and is told in 24 orders: up to 12500 are
        try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').write(daxFile('mail.dat'), 'HELLO').orders()"
    `);
  });
});

describe('what is said of a store', () => {
  const cpus = ['SH7750', '24Kc', 'ARM926EJ-S', 'Cortex-A9', 'PA-8500'] as const;
  const names = [user, kernel, user.user(0x2a00_2000).named('third')];
  const step = fc.tuple(
    fc.constantFrom('store', 'store', 'evict', 'flush', 'clean', 'invalidate', 'load'),
    fc.constantFrom(...names.keys()),
  );
  type Told = readonly (readonly [what: string, name: number])[];
  const with_ = (story: Scenario, [what, name]: Told[number], nth: number): Scenario => {
    const through = names[name]!;
    if (what === 'store') return story.store(through, `${nth}${nth}`, 4 * name + (nth % 3));
    if (what === 'load') return story.load(through, 16);
    return story[what as 'evict' | 'flush' | 'clean' | 'invalidate'](through);
  };
  /** Every line of the page goes, in each order of its names. */
  const ENDS = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];

  it('is what happens: at risk where some order of evictions loses it, and kept where none does', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...cpus),
        fc.array(step, { minLength: 2, maxLength: 4 }),
        fc.nat(),
        (cpu, told, pick) => {
          const story = told.reduce<Scenario>(with_, scenario(cpu).using(none()));
          const { rows } = story.orders();
          const { order, stores } = rows[pick % rows.length]!;
          const taken = [...order].map((letter) => letter.charCodeAt(0) - 65);
          const again = taken.reduce((so, nth) => with_(so, told[nth]!, nth), scenario(cpu));
          const lostIn = (of: Scenario) => {
            const run = of.run();
            return new Set(run.lost.map(({ store }) => order[run.log()[store]!.step - 1]));
          };
          const now = lostIn(again);
          const later = ENDS.map((end) => lostIn(end.reduce((so, name) => so.evict(names[name]!), again)));
          for (const { step, fate } of stores) {
            seen.add(fate);
            expect(fate === 'lost', `${step} ${fate}`).toBe(now.has(step));
            if (fate !== 'lost')
              expect(fate === 'at risk', `${step} ${fate}`).toBe(later.some((lost) => lost.has(step)));
          }
        },
      ),
      { numRuns: 150 },
    );
    expect([...seen].sort()).toEqual(['at risk', 'dirty', 'in memory', 'lost', 'stored over']);
  });
});
