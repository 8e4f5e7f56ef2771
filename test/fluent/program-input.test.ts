/** What is typed wrong in a program's calls, and what the reader is told: every message, whole, and its line tried. */
import { describe, expect, it } from 'vitest';
import * as aliaslab from '../../src/index.js';

const {
  InputError,
  alias,
  cachetlb,
  congruent,
  daxFile,
  daxIo,
  iov,
  mapping,
  processor,
  refuse,
  scenario,
  uncached,
} = aliaslab;

/** What a cell that nobody checked may hand over. */
const unchecked = null as never;
const file = daxFile('mail.dat').pages(8);
const m = mapping(file);
const story = scenario(processor('SH7750'));

/** The message of the InputError that this throws; the line that it ends in is tried, and has to work. */
function told(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const scope = Object.entries(aliaslab).filter(([name]) => /^[a-z]/.test(name));
    const names = scope.map(([name]) => name);
    new Function(...names, `return String(${error.tryThis})`)(...scope.map(([, value]) => value));
    return error.message;
  }
  return 'nothing';
}

const MAPPING_LINE = `try: mapping(daxFile('mail.dat').pages(8)).from(5, 1).fixed(0x2955_1000)`;
const STORY_LINE = `try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`;
const CALL_LINE = `try: scenario().write(daxFile('mail.dat'), 'HELLO').read(daxFile('mail.dat'), 5).run()`;
const IOV_LINE = `try: iov().bytes('hel').bytes('lo', { faultsAt: 1 })`;
const SIZES = `is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'`;

const CASES: readonly (readonly [string, () => unknown, string])[] = [
  [
    'steps about nothing',
    () => story.mmap(unchecked).munmap(unchecked).msync(unchecked).run(),
    `
  - step 1: null is not a mapping
  - step 2: null is not a mapping
  - step 3: null is not a mapping
  try: scenario().mmap(mapping(daxFile('mail.dat'))).store(mapping(daxFile('mail.dat')), 'hello').run()`,
  ],
  [
    'a mapping of nothing',
    () => mapping(unchecked).describe(),
    `a mapping is of a DAX file, not of null\n  ${MAPPING_LINE}`,
  ],
  [
    'a mapping of pages that the file has not',
    () => story.mmap(m.from(7, 2)).run(),
    `step 1: user: mail.dat has pages 0 to 7, and no page 8\n  ${MAPPING_LINE}`,
  ],
  [
    'a mapping of no pages',
    () => story.mmap(m.from(-1, 0)).run(),
    `step 1: user: 0 pages from page -1 are no pages of a file\n  ${MAPPING_LINE}`,
  ],
  [
    'a mapping of pages counted in bigints',
    () => story.mmap(m.from(5n as never, 1n as never)).run(),
    `step 1: user: 1n pages from page 5n are no pages of a file\n  ${MAPPING_LINE}`,
  ],
  [
    'a fixed address that is none',
    () => story.mmap(m.fixed('here')).run(),
    `step 1: fixed address 'here' is not an address from 0 to 0xffffffffffffffff\n  ${MAPPING_LINE}`,
  ],
  [
    'a process that is none',
    () => story.mmap(m.process(0)).run(),
    `step 1: user 0: process 0 is not a number from 1 up\n  ${MAPPING_LINE}`,
  ],
  [
    'two mappings of one name',
    () => story.mmap(m).mmap(m.private()).run(),
    `two mappings are both called 'user': tell them apart with .named('another')
  try: scenario().mmap(mapping(daxFile('mail.dat')).named('another')).run()`,
  ],
  [
    'a load past the end of a mapping',
    () => story.mmap(m).load(m, 5, '32 KiB').run(),
    `step 2 (mapped load): length 5 at 32768 does not lie in the 32768 bytes of user\n  ${STORY_LINE}`,
  ],
  [
    'calls on no file',
    () => story.read(unchecked, 5).append(unchecked, 'x').fsync(unchecked).truncate(unchecked, 1).run(),
    `
  - step 1: null is not a DAX file
  - step 2: null is not a DAX file
  - step 3: null is not a DAX file
  - step 4: null is not a DAX file
  ${CALL_LINE}`,
  ],
  [
    'lengths, offsets and data that are none',
    () =>
      story
        .read(file, -1)
        .read(file, 5, 'here' as never)
        .write(file, '')
        .write(file, 'x', 0, 1.5)
        .run(),
    `
  - step 1: length to read -1 ${SIZES}
  - step 2: offset in the file 'here' ${SIZES}
  - step 3: data to write '' is not text or bytes from 0 to 255
  - step 4: length to write 1.5 ${SIZES}
  ${CALL_LINE}`,
  ],
  [
    'a read of nothing',
    () => story.read(file, 0).run(),
    `step 1 (read): length 0 is not a whole number of bytes from 1 up\n  ${STORY_LINE}`,
  ],
  [
    'a read at a page of another file',
    () => story.read(file, 5, daxFile('other.dat').page(0)).run(),
    `step 1: page 0 is one of other.dat, and the call is about another file, mail.dat\n  ${CALL_LINE}`,
  ],
  [
    'a read of more than a run can keep',
    () => story.read(file, '65 MiB').run(),
    `step 1 (read): 65 MiB are more than the 64 MiB of one transfer: a run keeps every event\n  ${STORY_LINE}`,
  ],
  [
    'a size and ranges that no file has',
    () => story.truncate(file, '33 KiB').zeroRange(file, 0, 0).run(),
    `
  - step 1 (truncate): size 33792 is not a number of bytes up to the 32768 that mail.dat has room for
  - step 2 (zero range): 0 bytes at 0 are no range of a file
  ${STORY_LINE}`,
  ],
  [
    'a context switch with options that nobody reads',
    () =>
      story
        .switchTo(2, { flush: 'no' } as never)
        .switchTo(2, { flushes: false } as never)
        .run(),
    `
  - step 1: flush 'no' is neither true nor false
  - step 2: switch: 'flushes' is none of flush
  try: scenario().switchTo(2, { flush: false })`,
  ],
  [
    'an era that is none',
    () =>
      story
        .read(file, 1)
        .era('5.0' as never)
        .run(),
    `era '5.0' is none of '4.3', '4.4', '4.5', '4.9', '4.10', '5.4', '5.13', '6.6', '6.9', '6.19', '7.1': take '4.10', the nearest before it that was read\n  try: scenario().era('4.10')`,
  ],
  [
    'a log that is none',
    () => story.read(file, 1).run({ log: 'none' } as never),
    `log 'none' is neither 'events' nor 'counts'
  try: scenario().load(alias(daxFile('mail.dat').page(0)), 5).run({ log: 'counts' })`,
  ],
  [
    'power cuts that leave something else',
    () => story.read(file, 1).powerCuts('some' as never),
    `what is in flight is 'lost' or 'arrives', and not 'some'
  try: scenario().write(daxFile('mail.dat'), 'HELLO').powerCuts('arrives')`,
  ],
  [
    'calls of a step that is not there',
    () => story.read(file, 1).run().calls(2),
    `there is no step 2: steps are 1 to 1\n  try: scenario().write(daxFile('mail.dat'), 'HELLO').run().calls(1)`,
  ],
  [
    'what a step returned that called nothing',
    () =>
      story
        .load(alias(file.page(0)), 1)
        .run()
        .returned(),
    `no step of this run returned anything: steps that did are none
  try: scenario().write(daxFile('mail.dat'), 'HELLO').run().returned(1)`,
  ],
  [
    'an iovec of nothing',
    () => story.read(file, iov()).run(),
    `step 1: an iovec without segments transfers nothing\n  ${IOV_LINE}`,
  ],
  [
    'segments that cannot be',
    () =>
      iov()
        .bytes('hel', { faultsAt: 3 })
        .room(0)
        .bytes('')
        .bytes('x', { faultAt: 0 } as never)
        .describe(),
    `
  - segment 1: faultsAt 3 is not a byte of its 3
  - segment 2: length 0 is not from 1 byte to 64 MiB
  - segment 3: data '' is not text or bytes from 0 to 255
  - segment 4: options: 'faultAt' is none of faultsAt, absentAt
  try: iov().bytes('hel').bytes('lo', { faultsAt: 1 })`,
  ],
  [
    'a segment past the end of a mapping',
    () => story.read(file, iov().room(1).mapped(m, '32 KiB', 1)).run(),
    `step 1 (read): segment 2: 1 bytes at 32768 do not lie in the 32768 bytes of user\n  ${STORY_LINE}`,
  ],
  [
    'a length beside an iov()',
    () => story.write(file, iov().bytes('x'), 0, 5).run(),
    `step 1: an iov() has its own length, and 5 is another\n  try: daxIo().write(iov().bytes('hello'))`,
  ],
  [
    'a window without what it never had',
    () => congruent({ without: 'interrupts' as never }),
    `without 'interrupts': a window takes none of that for granted, but 'whole index', 'no other alias', 'flush before reuse', 'TLB invalidated', 'preemption disabled', 'page faults disabled'
  try: congruent({ without: 'TLB invalidated' })`,
  ],
  [
    'a name for what has one',
    () => refuse().named('x'),
    `only a flush plan takes a name: refuse has one\n  try: flushPlan({ afterWrite: { kernel: 'flush' } }).named('one flush')`,
  ],
  [
    'a strategy that dax_io() cannot keep to alone',
    () => uncached().inDaxIoOnly(),
    `only a flush plan can be kept to by dax_io() alone, and this is uncached: congruent({ without: 'no other alias' }) is the like of it
  try: knownPlan('the mail').inDaxIoOnly()`,
  ],
  [
    'a transfer preempted by nothing',
    () => story.daxIo(daxIo().read(1).from(file).preemptedBy(unchecked)).run(),
    `step 1: preempted by: null is not a dax_io()\n  try: daxIo().write('one').preemptedBy(daxIo().write('two').at(64))`,
  ],
  [
    'a mount that was stored and changed by hand',
    () => scenario({ ...story.read(file, 1).toJSON(), linux: { era: '4.5', mount: 'nfs' } } as never).run(),
    `mount 'nfs' is neither 'dax' nor 'page cache'\n  ${STORY_LINE}`,
  ],
  [
    'a port that is none',
    () => cachetlb().on('vax'),
    `port 'vax' is no Linux port; nearest are 'c6x', 'arm', 'sh', and 'generic' is no port in particular\n  try: cachetlb().on('mips')`,
  ],
];

describe('a program is told what is wrong with', () => {
  it.each(CASES)('%s', (_what, act, message) => {
    expect(told(act)).toBe(message);
  });
});

describe('a call that fails', () => {
  const small = daxFile('small.dat')
    .pages(3)
    .size(5000)
    .hole(2)
    .freeBlocks(0)
    .failing('EIO', 1)
    .containing('old');
  const before = story.mmap(mapping(small)).load(mapping(small), 3);
  const stateOf = (told: typeof before) => {
    const { system, machine } = told.run().engine;
    const { size, freeBlocks } = system.file(small.describe());
    const held = machine.agents.map(({ cache }) => cache!.lines());
    return {
      size,
      freeBlocks,
      held,
      memory: [...machine.memory.page(0x1001)],
      oracle: [...machine.oracle.page(0x1001)],
    };
  };

  it.each([
    ['write() with a bad address', before.write(small, iov().bytes('new', { faultsAt: 0 }))],
    ['write() to a full file system', before.write(small, 'new', 8192)],
    ['write() where the map cannot be read', before.write(small, 'new', 4096)],
    ['read() into a bad address', before.read(small, iov().room(1, { faultsAt: 0 }))],
    ['a store past the end', before.store(mapping(small), 'new', 8192)],
    ['zeroRange() on a full file system', before.zeroRange(small, 0, 3 * 4096)],
    ['mmap() at a bad address', before.mmap(mapping(small).named('another').fixed(0x2955_0123))],
  ])('leaves file, cache and oracle as they were: %s', (_what, failing) => {
    expect(failing.run().returned()).toMatch(/^[ES]/);
    expect(stateOf(failing)).toEqual(stateOf(before));
  });
});
