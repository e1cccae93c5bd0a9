// A part of the extension that is loaded on its own, behind what is needed first.
import type * as vscode from 'vscode';

/** Loads and starts each in a turn of the event loop of its own; what was started is disposed with this. */
export class Later<Part extends vscode.Disposable> implements vscode.Disposable {
  private started: Part | undefined;
  private disposed = false;

  constructor(private readonly load: () => Promise<() => Part>) {}

  /** Undefined until it is started. */
  get now(): Part | undefined {
    return this.started;
  }

  /** Rejects when it cannot be loaded or started. */
  async begin(): Promise<void> {
    await nextTurn();
    const start = await this.load();
    await nextTurn();
    if (!this.disposed) this.started = start();
  }

  dispose(): void {
    this.disposed = true;
    this.started?.dispose();
  }
}

/** Some milliseconds, because a timer of none may still run in the turn that set it: the editor's own work shall come between. */
const restMs = 10;

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, restMs));
}
