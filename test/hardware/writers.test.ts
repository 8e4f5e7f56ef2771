/** Who stored a byte last: stretches of one writer and bytes of many agree with a plain list, whatever was stored where. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NO_WRITER, Writers } from '../../src/hardware/writers.js';

it('each byte has the writer that stored it last', () => {
  const edge = fc.oneof(
    fc.nat(4096),
    fc.nat(128).map((stretch) => 32 * stretch),
    fc.nat(40),
  );
  const stores = fc.array(fc.tuple(edge, edge), { maxLength: 40 });
  fc.assert(
    fc.property(stores, (story) => {
      const writers = new Writers();
      const plain: number[] = Array.from({ length: 4096 }, () => NO_WRITER);

      for (const [event, [one, other]] of story.entries()) {
        const [first, end] = [Math.min(one, other), Math.max(one, other)];
        const writer = event % 5 === 4 ? NO_WRITER : event;
        writers.note(first, end - first, writer);
        plain.fill(writer, first, end);
      }

      expect(plain.map((_, offset) => writers.of(offset))).toEqual(plain);
    }),
  );
});
