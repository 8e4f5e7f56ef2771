/** Numbers noted of stretches and of single bytes agree with a plain list, whatever was noted where. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteNotes, NO_NOTE, notesRoom } from '../../src/hardware/byte-notes.js';

it('each byte has the number that was noted of it last', () => {
  const edge = fc.oneof(
    fc.nat(4096),
    fc.nat(128).map((stretch) => 32 * stretch),
    fc.nat(40),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(edge, edge), { maxLength: 40 }), (ranges) => {
      const notes = new ByteNotes(notesRoom());
      const plain: number[] = Array.from({ length: 4096 }, () => NO_NOTE);

      for (const [i, [one, other]] of ranges.entries()) {
        const [first, end] = [Math.min(one, other), Math.max(one, other)];
        const number = i % 5 === 4 ? NO_NOTE : i;
        notes.note(first, end - first, number);
        plain.fill(number, first, end);
      }

      expect(plain.map((_, offset) => notes.of(offset))).toEqual(plain);
    }),
  );
});
