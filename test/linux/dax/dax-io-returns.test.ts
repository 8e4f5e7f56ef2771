/** What dax_io() and write() do to the size of a file, and what they return where they cannot go on (facts 1.2 and 1.3). */
import { describe, expect, it } from 'vitest';
import { daxIo } from '../../../src/fluent/dax-io.js';
import { iov } from '../../../src/fluent/iov.js';
import { calls, KiB, oldFile, returned, story } from './programs.js';

describe('the size of the file', () => {
  const sized = oldFile(8).size(10);

  it.each([
    ['across the end', 6, 4],
    ['from the end on', 10, 0],
    ['beyond the end', 9000, 0],
  ])('1.2 step 1: a read is clamped to i_size: %s', (_what, at, told) => {
    expect(story.daxIo(daxIo().read(64).from(sized).at(at)).run().returned()).toBe(told);
  });

  it('1.2 step 1: a bare dax_io() writes past i_size, and leaves it', () => {
    const run = story
      .daxIo(daxIo().write('HELLO').to(sized).at(11))
      .read(sized, 64)
      .write(sized, 'YOU', 11)
      .read(sized, 64)
      .run();

    expect(returned(run)).toEqual([5, 10, 3, 14]);
    expect(run.read(4)).toBe('"xxxxxxxxxxxYOU"');
  });

  it('1.3: write() grows it, from the end too, and never shrinks it', () => {
    const run = story.append(sized, 'abc').write(sized, 'Y', 2).append(sized, 'd').read(sized, 64).run();

    expect(returned(run)).toEqual([3, 1, 1, 14]);
    expect(run.read()).toBe('"xxYxxxxxxxabcd"');
  });
});

describe('what dax_io() returns when it cannot go on', () => {
  const file = oldFile(4);

  it.each([
    ['a written block', file],
    ['a hole', file.hole(0)],
    ['an unwritten block', file.unwritten(0)],
  ])('1.2 step 2.3: -EFAULT where nothing was copied, of %s', (_what, of) => {
    const run = story
      .daxIo(
        daxIo()
          .read(iov().room(5, { faultsAt: 0 }))
          .from(of),
      )
      .daxIo(
        daxIo()
          .write(iov().bytes('hello', { faultsAt: 0 }))
          .to(of),
      )
      .run();

    expect(returned(run)).toEqual(['EFAULT', 'EFAULT']);
    expect(run.steps[0]!.read).toHaveLength(0);
  });

  it('1.2 step 4: a partial transfer hides the error', () => {
    const run = story
      .daxIo(
        daxIo()
          .write(iov().bytes('hel').bytes('lo', { faultsAt: 0 }))
          .to(file),
      )
      .daxIo(
        daxIo()
          .read(iov().room(4).room(8, { faultsAt: 2 }))
          .from(file),
      )
      .run();

    expect(returned(run)).toEqual([3, 6]);
    expect(run.read()).toBe('"helxxx"');
  });

  it.each(['EIO', 'ERANGE'] as const)(
    '1.2 steps 2.1.2 and 2.1.6: %s, hidden by what came before it',
    (errno) => {
      const failing = file.failing(errno, 1);
      const run = story
        .daxIo(daxIo().read(64).from(failing).at(4096))
        .daxIo(daxIo().write('x').to(failing).at(4096))
        .daxIo(daxIo().read(4100).from(failing))
        .daxIo(daxIo().write('y', 4100).to(failing))
        .run();

      expect(returned(run)).toEqual([errno, errno, 4096, 4096]);
      expect(calls(run, 1, 'get_block', 'dax_map_atomic')).toEqual(
        errno === 'EIO'
          ? ['get_block: page 1, 4096 bytes → -EIO']
          : [
              'get_block: page 1, 4096 bytes → mapped, 4096 bytes',
              'dax_map_atomic: page 1, 4096 bytes → -ERANGE',
            ],
      );
    },
  );

  it('1.2 step 2.1.2: ENOSPC, hidden by the blocks that there were', () => {
    const full = file.hole(0, 4).freeBlocks(1);
    const run = story
      .daxIo(
        daxIo()
          .write('x', 2 * 4096)
          .to(full),
      )
      .daxIo(daxIo().write('x').to(full).at(4096))
      .daxIo(daxIo().write('again').to(full).at(7))
      .run();

    expect(returned(run)).toEqual([4096, 'ENOSPC', 5]);
  });

  it('a write past the room of the file has no blocks', () => {
    const run = story
      .write(file, 'x', 4 * 4 * KiB)
      .write(file, 'xyz', 4 * 4 * KiB - 1)
      .run();

    expect(returned(run)).toEqual(['ENOSPC', 1]);
  });
});
