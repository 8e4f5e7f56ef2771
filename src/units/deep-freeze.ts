/** Freezes plain data all the way down, so that the atlas can be shared without being copied. */
export function deepFreeze<T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data;
  if (ArrayBuffer.isView(data)) return data; // its elements cannot be frozen
  Object.freeze(data); // before its parts: data that holds itself has an end, too
  for (const part of Object.values(data)) deepFreeze(part);
  return data;
}
