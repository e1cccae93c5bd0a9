// A part of the extension that is loaded on its own, behind what is needed first.
import type * as vscode from 'vscode';

/** Loads in a turn of the event loop of its own; what is loaded is disposed with this, also when it comes later. */
export class Later<Part extends vscode.Disposable> implements vscode.Disposable {
  private loaded: Part | undefined;
  private disposed = false;

  constructor(private readonly load: () => Promise<Part>) {}

  /** Undefined until it is loaded. */
  get now(): Part | undefined {
    return this.loaded;
  }

  /** Rejects when it cannot be loaded. */
  async begin(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (this.disposed) return;
    const part = await this.load();
    this.loaded = part;
    if (this.disposed) part.dispose();
  }

  dispose(): void {
    this.disposed = true;
    this.loaded?.dispose();
  }
}
