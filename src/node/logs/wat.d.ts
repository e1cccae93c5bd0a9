// What the compiler does not know by itself: WebAssembly that is written as text, and the little of its interface that is used. Node has
// that interface, but its types come with those of browsers.

/** The build makes bytes of the text (see esbuild.mjs). */
declare module '*.wat' {
  export const program: Uint8Array;
}

declare namespace WebAssembly {
  class Module {
    constructor(program: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: unknown;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** By pages of 64 KB; the buffer is another one afterwards. */
    grow(pages: number): number;
  }
}
