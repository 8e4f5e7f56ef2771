/** The model for Spin, whole for a cache without aliases, and what else may be in one; that Spin agrees is in spin.test.ts. */
import { describe, expect, test } from 'vitest';
import { alias, cache, daxFile, machine, processor, prove, revoke, scenario } from '../../src/index.js';

const load = (pc: string, who: string, byte: 0 | 1, n: number) =>
  `  :: atomic { (at == ${pc}) -> /* ${who} load ${byte} */ c_code [!stale_${n}[now.line]] { ; }; c_code { now.line = next_${n}[now.line]; }; at = 0; c_code [!wrong[now.line]] { ; } }`;
const store = (pc: string, who: string, byte: 0 | 1, n: number) =>
  `  :: atomic { (at == ${pc}) -> /* ${who} store ${byte} */ c_code { now.line = next_${n}[now.line]; }; at = 0; c_code [!wrong[now.line]] { ; } }`;

test('the model of a PIPT cache is five states, what leads from each to which, and a loop over it', () => {
  const model = prove(processor('Cortex-A9')).toPromela();

  expect(model).toBe(`\
/* aliaslab: Cortex-A9, strategy none
 * spin -a FILE && cc -O2 -DSAFETY -o pan pan.c && ./pan
 * States of the line, each byte N where it is the newest, o where it is stale, x where it breaks a promise:
 *   0: absent | memory NN
 *   1: NN | memory NN
 *   2: NN dirty | memory oN
 *   3: NN dirty | memory No
 *   4: NN dirty | memory oo
 */
c_decl { static const int next_0[] = { 1, 1, 2, 3, 4 }; }
c_decl { static const int stale_0[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int next_1[] = { 1, 1, 2, 3, 4 }; }
c_decl { static const int stale_1[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int next_2[] = { 2, 2, 2, 4, 4 }; }
c_decl { static const int stale_2[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int next_3[] = { 3, 3, 4, 3, 4 }; }
c_decl { static const int stale_3[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int next_10[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int stale_10[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int next_20[] = { 1, 1, 2, 3, 4 }; }
c_decl { static const int stale_20[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int next_21[] = { 1, 1, 2, 3, 4 }; }
c_decl { static const int stale_21[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int next_22[] = { 2, 2, 2, 4, 4 }; }
c_decl { static const int stale_22[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int next_23[] = { 3, 3, 4, 3, 4 }; }
c_decl { static const int stale_23[] = { 0, 0, 0, 0, 0 }; }
c_decl { static const int wrong[] = { 0, 0, 0, 0, 0 }; }

int line = 0; /* the state of the line */
int at = 0;   /* the place in the kernel’s program; 0 is outside */

active proctype page() {
  do
${load('0', 'user', 0, 0)}
${store('0', 'user', 0, 2)}
${load('0', 'user', 1, 1)}
${store('0', 'user', 1, 3)}
  :: atomic { (at == 0) -> /* evict user */ c_code { now.line = next_10[now.line]; }; at = 0; c_code [!wrong[now.line]] { ; } }
${load('0', 'kernel', 0, 20)}
${load('0', 'kernel', 1, 21)}
${store('0', 'kernel', 0, 22)}
${store('0', 'kernel', 1, 23)}
  od
}
`);
});

describe('a model', () => {
  const file = daxFile('f').pages(4);
  const ofTags = machine(cache().vivt().size('16 KiB').ways(1).line(32)).named('a */ b');
  const first = alias(file.page(0)).user(0x10000);
  const other = alias(file.page(0)).user(0x11000).process(2).named('other');
  const linesOf = (text: string) => text.split('\n');

  test('says what is asked besides, on which core something happens, and which bytes break a promise', () => {
    const ofCores = prove(processor('Cortex-A9').cores(2)).concurrent().speculative().toPromela();
    const durable = prove(processor('SH7750')).durable().toPromela();

    expect(linesOf(ofCores)[0]).toBe('/* aliaslab: Cortex-A9, strategy none, concurrent, speculative');
    expect(ofCores).toContain('-> /* core 1: user load 0 */ c_code [!stale_');
    expect(ofCores).toContain('-> /* core 0: fetch kernel */ c_code { now.line =');
    expect(linesOf(durable)[0]).toBe('/* aliaslab: SH7750, strategy none, durable');
    expect(durable).toMatch(/^ \* {3}\d+: .* \| memory [No]*x[Nox]*$/m);
  });

  test('of a state that is wrong marks it, and goes wrong on the way there', () => {
    const model = prove(processor('SH7750')).toPromela();
    const [, wrong] = /wrong\[\] = \{ (.*) \}; \}/.exec(model)!;
    const states = linesOf(model).filter((line) => /^ \* {3}\d+:/.test(line));
    // Where no copy and not memory has the newest of some byte, a store is lost.
    const isLost = (state: string) =>
      [0, 1].some((byte) => [...state.matchAll(/[Nox]{2}/g)].every(([bytes]) => bytes[byte] !== 'N'));

    expect(wrong!.split(', ').map(Number)).toEqual(states.map((state) => Number(isLost(state))));
    expect(wrong).toContain('1');
    expect(model).toMatch(/stale_\d+\[\] = \{ [01, ]*1/);
  });

  test('chooses one of several lines first; each has states and tables of its own', () => {
    const model = prove(
      scenario(ofTags)
        .store(first, 'A')
        .load(alias(file.page(1)).user(0x11000).named('second'), 1)
        .clean(alias(file.page(1)).user(0x11000).named('second')),
    ).toPromela();

    expect(linesOf(model)[0]).toBe('/* aliaslab: a ?/ b, strategy none');
    expect(model).toContain('\n * line 0\n *   0: ');
    expect(model).toContain('\n * line 1\n *   0: ');
    expect(model).toMatch(
      /active proctype page\(\) \{\n {2}if :: goto line0 :: goto line1( :: goto line\d)* fi;\nline0:\n {2}do\n/,
    );
    expect(model).toContain('\nline1:\n  do\n  :: atomic { (at == 0) -> ');
    expect(model).toContain('c_decl { static const int line1_wrong[] = { ');
    expect(model).toMatch(
      /c_code \{ now\.line = line1_next_\d+\[now\.line\]; \}; at = 0; c_code \[!line1_wrong\[now\.line\]\]/,
    );
  });

  test('does what cannot happen in every state only where it can', () => {
    const model = prove(
      scenario(ofTags).store(first, 'A').switchTo(2).load(other, 1).using(revoke()),
    ).toPromela();

    expect(model).toMatch(/static const int can_\d+\[\] = \{ [01, ]*0[01, ]* \}; \}/);
    expect(model).toMatch(/\(at == 0 && c_expr \{ can_\d+\[now\.line\] \}\) -> /);
    expect(model).toMatch(/\(at == 0\) -> /);
  });
});
