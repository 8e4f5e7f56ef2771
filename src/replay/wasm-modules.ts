/** Compiled cores by their text: the next trace goes through the same cache again. */
import { compile } from 'watr';
import { type WasmImports, type WasmModule, wasm } from './web-assembly.js';

const MODULES = new Map<string, WasmModule>();
const MOST_MODULES = 256;

/** A core of its own, from a text. */
export function instanceOf(text: string, imports: WasmImports): Record<string, unknown> {
  let module = MODULES.get(text);
  if (!module) {
    module = new wasm!.Module(compile(text) as Uint8Array);
    if (MODULES.size === MOST_MODULES) MODULES.delete(MODULES.keys().next().value!);
    MODULES.set(text, module);
  }
  return new wasm!.Instance(module, imports).exports;
}
