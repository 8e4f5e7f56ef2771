/** The cachetlb calls as tables: what is promised of each, what a port does in each, what all ports do in one. */
import { table } from 'arquero';
import {
  allStepsOf,
  apartIn,
  type CachetlbCall,
  isMoving,
  reachedIn,
  sidesOf,
  writtenOf,
} from '../linux/cachetlb/index.js';
import {
  type CacheStep,
  type CopySide,
  type DataCallName,
  foundBy,
  type PortCalls,
} from '../ports/calls/index.js';
import { sourceText } from '../ports/source.js';
import type { Table } from './arquero-table.js';

/** The calls, a row each. */
export function cachetlbCallsTable(calls: readonly CachetlbCall[]): Table {
  return table({
    call: calls.map(({ name }) => name),
    given: calls.map(({ given }) => given),
    'called by': calls.map(({ calledBy }) => calledBy),
    guarantee: calls.map(({ guarantee }) => guarantee),
    about: calls.map(({ scope }) => scope),
    Linux: calls.map(({ linux }) => linux),
    source: calls.map(({ source }) => sourceText(source)),
  });
}

/**
 * What one port does: a row a call, and a block of rows for each kind of cache that it treats alike. CPUs that it treats by
 * themselves have rows for what they do otherwise.
 */
export function portCallsTable(ports: readonly PortCalls[], calls: readonly DataCallName[]): Table {
  const apart = new Map(calls.map((call) => [call, apartIn(call, ports)]));
  const rows = ports.flatMap((port) =>
    calls.filter((call) => apart.get(call)!.includes(port)).map((call) => ({ port, call })),
  );
  return table({
    call: rows.map(({ call }) => call),
    cache: rows.map(({ port }) => cachesText(port)),
    does: rows.map(({ port, call }) => doesText(port, call)),
    'found by': rows.map(({ port, call }) => foundByText(port, call)),
    'put off': rows.map(({ port, call }) => putOff(port, call)),
    window: rows.map(({ port, call }) => usesWindow(port, call)),
    note: rows.map(({ port, call }) => writtenOf(port, call).note ?? null),
    source: rows.map(({ port, call }) => sourceText(writtenOf(port, call).source)),
  });
}

/** What all ports do in one call: a row a port and kind of cache, with whose lines it reaches. */
export function acrossPortsTable(ports: readonly PortCalls[], call: DataCallName): Table {
  const reached = ports.map((port) => reachedIn(port, call));
  return table({
    port: ports.map(({ arch }) => arch),
    cache: ports.map(cachesText),
    does: ports.map((port) => doesText(port, call)),
    'found by': ports.map((port) => foundByText(port, call)),
    'put off': ports.map((port) => putOff(port, call)),
    'kernel color': reached.map(({ kernel }) => kernel),
    'file color': reached.map(({ users }) => users),
    'every alias': reached.map(({ everyAlias }) => everyAlias),
    note: ports.map((port) => writtenOf(port, call).note ?? null),
    source: ports.map((port) => sourceText(writtenOf(port, call).source)),
  });
}

/**
 * Steps as text.
 * @example
 * stepsText([{ op: 'flush', reach: 'file color', when: ['colors differ'] }]) // => 'flush file color if colors differ'
 */
export function stepsText(steps: readonly CacheStep[]): string {
  const words = steps.map(({ op, reach, by, when }) => {
    return `${op} ${reach}${by ? ` by ${by}` : ''}${when ? ` if ${when.join(' and ')}` : ''}`;
  });
  return words.join(', ') || 'nothing';
}

/** What a port does in a call, in words. */
function doesText(port: PortCalls, call: DataCallName): string {
  if (!isMoving(call)) return stepsText(allStepsOf(port, call));
  const verb = call === 'clear_user_page' ? 'clear' : 'copy';
  const [old, copy] = sidesOf(port, call).map((side) => sideText(side, verb));
  if (copy === undefined || copy === old) return old!;
  return `old page: ${old}; new page: ${copy}`;
}

function sideText({ before, through, after }: CopySide, verb: string): string {
  const parts = [
    ...(before.length > 0 ? [stepsText(before)] : []),
    `${verb} through ${through}`,
    ...(after.length > 0 ? [stepsText(after)] : []),
  ];
  return parts.join(', then ');
}

/** How the lines that a call is about are found on a port: by address, by index, by physical tag; null where none are. */
function foundByText(port: PortCalls, call: DataCallName): string | null {
  return [...new Set(allStepsOf(port, call).map(foundBy))].join(', ') || null;
}

/** The kinds of cache, or the CPUs alone, that an entry is for. */
function cachesText({ caches, cpus }: PortCalls): string {
  const kinds = caches.length === 3 ? 'any' : caches.join(', ');
  return cpus ? `${kinds}: ${cpus.join(', ')}` : kinds;
}

function putOff({ defers, calls }: PortCalls, call: DataCallName): string | null {
  const isThatCall =
    call === 'flush_dcache_page' || (!isMoving(call) && calls[call]?.isFlushDcachePage === true);
  if (!defers || !isThatCall) return null;
  return `while ${defers.while}${defers.onlyOnOneCpu ? ', on one CPU' : ''}`;
}

/** Whether the call reaches lines of a color through an address of that color. */
function usesWindow(port: PortCalls, call: DataCallName): boolean {
  if (port.reachesColorsBy !== 'window') return false;
  const copies = isMoving(call) && sidesOf(port, call).some(({ through }) => through !== 'direct map');
  return copies || allStepsOf(port, call).some(({ reach }) => /color|^user mappings/.test(reach));
}
