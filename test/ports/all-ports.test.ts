/** Every port is one file, under its own name, and says of what is not known that it is not. */
import { describe, expect, it } from 'vitest';
import { PORT_NAMES, PORTS } from '../../src/ports/all-ports.js';
import { rowsCalled } from '../../src/ports/processors/find-processor.js';

describe.each(PORT_NAMES)('%s', (name) => {
  const { facts, processors, space, calls } = PORTS[name];

  it('has one name in all of its parts', () => {
    const names = [
      facts.arch,
      ...processors.map(({ arch }) => arch),
      ...(space ? [space.arch] : []),
      ...(calls ?? []).map(({ arch }) => arch),
    ];

    expect(new Set(names)).toEqual(new Set([name]));
  });

  it('has a CPU, shares its facts with all of them, and cannot be changed', () => {
    expect(processors.length).toBeGreaterThan(0);
    expect(processors.every(({ port }) => port === facts)).toBe(true);
    expect([PORTS, PORTS[name], facts, processors, space, calls].every(Object.isFrozen)).toBe(true);
  });

  it('has an entry for no kind of cache twice', () => {
    const kinds = (calls ?? []).filter(({ cpus }) => !cpus).flatMap(({ caches }) => caches);

    expect(kinds).toHaveLength(new Set(kinds).size);
  });

  it('has CPUs of its own, each once for a kind of cache, where an entry is for some alone', () => {
    const own = (calls ?? []).flatMap(({ caches, cpus = [] }) =>
      cpus.flatMap((cpu) => caches.map((kind) => ({ cpu, kind }))),
    );
    const rows = own.map(({ cpu, kind }) => ({
      kind,
      ids: rowsCalled(cpu, processors).map(({ id }) => id),
    }));

    expect(rows.filter(({ ids }) => ids.length === 0)).toEqual([]);
    const each = rows.flatMap(({ kind, ids }) => ids.map((id) => `${id} ${kind}`));
    expect(each).toHaveLength(new Set(each).size);
  });
});

describe('what is not known', () => {
  const without = (holds: (name: (typeof PORT_NAMES)[number]) => boolean) =>
    PORT_NAMES.filter(holds).join(' ');

  it('is the address space and the calls of the same ports', () => {
    const unknown = 'um ia64 unicore32 blackfin frv score tile avr32 metag m32r mn10300 cris c6x h8300';

    expect(without((name) => PORTS[name].space === undefined)).toBe(unknown);
    expect(without((name) => PORTS[name].calls === undefined)).toBe(unknown);
  });

  it('is told from calls that are known to do nothing', () => {
    const nothing = 'alpha arm64 hexagon loongarch openrisc powerpc riscv s390 x86';

    expect(without((name) => PORTS[name].calls?.length === 0)).toBe(nothing);
  });

  it('is undefined and not left out', () => {
    expect(without((name) => !('space' in PORTS[name] && 'calls' in PORTS[name]))).toBe('');
  });
});
