/**
 * What is to be undone when the process ends before its time: a half-written file is taken away, a program that was started is
 * ended. It is listened for signals from the first time on and for good: one that came while a listener is taken away would be lost.
 */
import { onExit } from 'signal-exit';

const undoings = new Set<() => void>();
let isListening = false;

/** Has `undo` done when the process exits or is ended by a signal that can be heard; gives what calls that off. */
export function atExit(undo: () => void): () => void {
  if (!isListening) {
    onExit(() => {
      for (const each of undoings) each();
    });
    isListening = true;
  }
  undoings.add(undo);
  return () => void undoings.delete(undo);
}
