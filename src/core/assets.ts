// Data files that are shipped beside the bundles and loaded on first use.

/** Reads one of them, such as `grammars/python.wasm`. Rejects when it is missing. */
export type ReadAsset = (name: string) => Promise<Uint8Array>;
