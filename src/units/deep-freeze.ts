/** Freezes plain data all the way down, so that the atlas can be shared without being copied. By a list, however deep it is. */
export function deepFreeze<T>(data: T): T {
  const open: unknown[] = [data];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null || Object.isFrozen(part)) continue;
    if (ArrayBuffer.isView(part)) continue; // its elements cannot be frozen
    Object.freeze(part); // before its parts: data that holds itself has an end, too
    // Bytes are numbers, by the million: nothing is in them.
    for (const inside of Object.values(part)) if (typeof inside === 'object') open.push(inside);
  }
  return data;
}
