// How the browser's worker gets data files: it asks its host, which alone can read them wherever the extension is installed.

/** From the worker: wants a file. */
export interface AssetWanted {
  readonly type: 'assetWanted';
  readonly name: string;
}

/** To the worker: the file, or why it cannot be had. */
export interface AssetRead {
  readonly type: 'assetRead';
  readonly name: string;
  readonly bytes: Uint8Array | undefined;
  readonly problem: string | undefined;
}
