/** Memory of no file: aliases lead to it, and system calls on files know nothing of it. */
import { describe, expect, it } from 'vitest';
import { alias, daxIo, mapping, memory, processor, scenario } from '../../src/index.js';

const pcm = memory('pcm').pages(2).placed({ page: 0, pfn: 0x0c123 });
const user = alias(pcm.page(0)).user(0x2955_1000);
const kernel = alias(pcm.page(0)).directMap();
const story = scenario(processor('SH7750')).store(user, 'hello').load(kernel, 5);

describe('memory()', () => {
  it('reads as what it is', () => {
    expect(String(pcm)).toBe('memory  pcm  2 pages · page 0 in frame 0x0c123');
    expect(String(memory('heap').anonymous())).toBe('anonymous memory  heap  1 page');
    expect(memory('heap').startingAt(0x2001).containing('old').describe()).toMatchObject({
      ...{ name: 'heap', firstPfn: 0x2001, medium: 'DRAM', memory: 'plain' },
      contents: [{ at: 0, bytes: [111, 108, 100] }],
    });
  });

  it('is aliased as a page of a file is', () => {
    expect(story.run().staleLoads).toBe(1);
    expect(story.withoutDax().run().staleLoads).toBe(1);
  });

  it('is written and read again with its story', () => {
    const mailed = story.run().toMail();
    const text = mailed.slice(mailed.indexOf("again '") + 7, mailed.lastIndexOf("'"));

    expect(text).toContain('memory=plain');
    expect(scenario(text).toJSON()).toEqual(story.toJSON());
    expect(scenario(JSON.parse(JSON.stringify(story))).run().staleLoads).toBe(1);
  });

  it.each([
    ['dax_io()', () => story.daxIo(daxIo().read(5).at(pcm.page(0))).run()],
    ['write()', () => story.write(pcm as never, 'x').run()],
    ['mmap()', () => story.mmap(mapping(pcm as never)).run()],
  ])('cannot be given to %s', (_call, asked) => {
    expect(asked).toThrow('pcm is memory and no file: only an alias() leads to it, or a daxFile() is meant');
  });

  it('knows what is wrong with it', () => {
    expect(() => memory('').describe()).toThrow(`file name '' is not a text`);
    expect(() => memory('a').pages(0).describe()).toThrow('a: 0 is not a number of pages from 1 up');
    expect(() => memory('a').page(-1)).toThrow('page -1 is not a whole number from 0 up');
    expect(() =>
      scenario()
        .store(alias({ file: { ...pcm.describe(), memory: 'x' as never }, page: 0 }), 'x')
        .run(),
    ).toThrow(`pcm: memory 'x' is neither 'anonymous' nor 'plain'`);
  });
});
