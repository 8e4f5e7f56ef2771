/** What was decided of the CPUs of the atlas: as a table, and as a map of size and ways. */
import { table } from 'arquero';
import { visibleColors } from '../ports/processors/index.js';
import type { UnderAssumed } from '../prove/assumed.js';
import type { CpuVerdict } from '../prove/atlas.js';
import type { Table } from './arquero-table.js';
import { atlasMap } from './atlas-map.js';
import type { Figure } from './figure.js';
import { REMEDY } from './palette.js';
import { count } from './words.js';

const yes = (is: boolean | undefined) => (is === undefined ? '–' : is ? 'yes' : 'no');

/** A row a CPU. */
export function atlasVerdictsTable(verdicts: readonly CpuVerdict[]): Table {
  const column = <T>(value: (verdict: CpuVerdict) => T) => verdicts.map(value);
  return table({
    CPU: column(({ row }) => row.name),
    port: column(({ row }) => row.arch),
    kind: column(({ row }) => row.kind),
    colors: column(({ row }) => visibleColors(row) ?? null),
    aliases: column(({ aliasing }) => yes(aliasing)),
    'congruence helps': column(({ aliasing, congruentSuffices }) =>
      aliasing ? yes(congruentSuffices) : '–',
    ),
    'fewest flushes': column(({ fewest }) => fewest ?? null),
    'with speculation': column(({ fewestSpeculative }) => fewestSpeculative ?? null),
    'with concurrent users': column(({ aliasing, coherentConcurrent }) =>
      !aliasing ? '–' : coherentConcurrent > 0 ? 'some plan' : 'no plan',
    ),
    'minimal plan': column(({ plan, aliasing }) => (aliasing ? (plan ?? '–') : '–')),
    policies: column(policiesText),
    'Linux says': column(({ linux }) => yes(linux)),
    agrees: column(({ linux, aliasing }) => (linux === undefined ? '–' : yes(linux === aliasing))),
    why: column(({ why }) => why),
  });
}

/** What a verdict rests on: policies that were read, or ones that are assumed. */
function policiesText({ assumed, dependsOn }: UnderAssumed): string {
  if (assumed.length === 0) return 'read';
  return dependsOn.length === 0
    ? `under either ${assumed.join(' and ')}`
    : `depends on ${dependsOn.join(' and ')}, assumed`;
}

/** The same in a word. */
function policiesWord({ assumed, dependsOn }: UnderAssumed): string {
  if (assumed.length === 0) return 'read';
  return dependsOn.length === 0 ? 'either' : 'assumed';
}

/** The same in few columns: whether it aliases, whether a window of the user's color helps, the fewest flushes. */
export function atlasVerdictsShortTable(verdicts: readonly CpuVerdict[]): Table {
  const column = <T>(value: (verdict: CpuVerdict) => T) => verdicts.map(value);
  return table({
    CPU: column(({ row }) => row.name),
    kind: column(({ row }) => row.kind.replace(/-(non)?aliasing$/, '')),
    aliases: column(({ aliasing }) => yes(aliasing)),
    window: column(({ aliasing, congruentSuffices }) => (aliasing ? yes(congruentSuffices) : '–')),
    flushes: column(({ fewest }) => fewest ?? null),
    policy: column(policiesWord),
    Linux: column(({ linux }) => yes(linux)),
  });
}

/** What was decided, in a sentence. */
export function atlasVerdictsText(verdicts: readonly CpuVerdict[]): string {
  const aliasing = verdicts.filter((verdict) => verdict.aliasing);
  const helped = aliasing.filter(({ congruentSuffices }) => congruentSuffices).length;
  const asked = verdicts.filter(({ linux }) => linux !== undefined);
  const different = asked.filter(({ linux, aliasing: is }) => linux !== is).length;
  const unsure = verdicts.filter(({ dependsOn }) => dependsOn.length > 0).length;
  const rests =
    unsure === 0
      ? ''
      : `; ${count(unsure, 'verdict')} ${unsure === 1 ? 'depends' : 'depend'} on a policy that is assumed`;
  return `${aliasing.length} of ${count(verdicts.length, 'CPU')} alias; congruence makes ${helped} of them coherent; Linux says otherwise of ${different}${rests}`;
}

const LOOKS = [
  { name: 'coherent without care', ...REMEDY.none, is: (v: CpuVerdict) => !v.aliasing },
  {
    name: 'congruence helps',
    ...REMEDY.congruence,
    is: (v: CpuVerdict) => v.aliasing && v.congruentSuffices,
  },
  {
    name: 'only flushing helps',
    ...REMEDY.flushing,
    is: (v: CpuVerdict) => v.aliasing && !v.congruentSuffices,
  },
] as const;

/** Size of the cache against its ways, a mark a geometry, and what helps there. */
export function atlasVerdictsFigure(verdicts: readonly CpuVerdict[]): Figure {
  const series = LOOKS.map(({ name, color, symbol, is }) => ({
    name,
    color,
    symbol,
    rows: verdicts.filter(is).map(({ row }) => row),
  }));
  const words = `${atlasVerdictsText(verdicts)}.`;
  return atlasMap('What makes the aliases of a page agree', series, { alt: words, caption: words });
}
