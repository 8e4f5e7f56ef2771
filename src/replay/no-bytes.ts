/** A memory that keeps nothing: where nobody looks at the bytes, a program may touch as much as it likes. */
import { Memory } from '../hardware/memory.js';

export class NoBytes extends Memory {
  override read(): void {}
  override write(): void {}
  override readWords(): void {}
  override writeWords(): void {}
}
