/**
 * As much of WebAssembly as the cores need, with its types: the lower storeys do without those of a browser. Undefined where a
 * page forbids it; everything then goes through src/hardware/cache.ts.
 */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
export interface WasmGlobal {
  value: number;
}
/** A module that was compiled; what is in it does not matter here. */
export interface WasmModule {
  readonly exports?: never;
}
export type WasmFunction = (...args: number[]) => number | undefined;
export type WasmImports = Record<string, Record<string, WasmMemory | WasmFunction>>;

interface WebAssemblyHere {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: WasmImports,
  ) => { readonly exports: Record<string, unknown> };
}

export const wasm = (globalThis as { readonly WebAssembly?: WebAssemblyHere }).WebAssembly;

/** Bytes in a page of a {@link WasmMemory}. */
export const WASM_PAGE = 65_536;
