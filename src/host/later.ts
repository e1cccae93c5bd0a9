// A part of the extension that is loaded on its own, behind what is needed first.
import type * as vscode from 'vscode';

/** Begins to load at once; what is loaded is disposed with this, also when it comes later. */
export class Later<Part extends vscode.Disposable> implements vscode.Disposable {
  /** Rejects when it cannot be loaded. */
  readonly part: Promise<Part>;
  private loaded: Part | undefined;
  private disposed = false;

  constructor(load: () => Promise<Part>) {
    this.part = load().then((part) => {
      this.loaded = part;
      if (this.disposed) part.dispose();
      return part;
    });
  }

  /** Undefined while it is loading. */
  get now(): Part | undefined {
    return this.loaded;
  }

  dispose(): void {
    this.disposed = true;
    this.loaded?.dispose();
  }
}
