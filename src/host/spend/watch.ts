// Whether somebody looks at this window, and the beat at which it looks what other windows have read.
import * as vscode from 'vscode';
import { pollTimes } from '../../core/usage/pollPlan';

/** A window without focus, or that nobody touches, counts as unwatched after this long. Ms. */
const patienceMs = 10 * 60_000;

export class Watch implements vscode.Disposable {
  private readonly parts: vscode.Disposable;
  private leftAt: number | undefined;
  private watched = true;

  constructor(
    /** Called when `isWatched` has changed. */
    private readonly changed: () => void,
    /** Called every 30 s. */
    beat: () => void,
  ) {
    this.follow(vscode.window.state);
    const timer = setInterval(() => {
      this.judge();
      beat();
    }, pollTimes.look);
    this.parts = vscode.Disposable.from(
      vscode.window.onDidChangeWindowState((state) => this.follow(state)),
      new vscode.Disposable(() => clearInterval(timer)),
    );
  }

  get isWatched(): boolean {
    return this.watched;
  }

  dispose(): void {
    this.parts.dispose();
  }

  private follow({ focused, active }: vscode.WindowState): void {
    if (!focused || !active) this.leftAt ??= performance.now();
    else this.leftAt = undefined;
    this.judge();
  }

  private judge(): void {
    const watched = this.leftAt === undefined || performance.now() - this.leftAt < patienceMs;
    if (watched === this.watched) return;
    this.watched = watched;
    this.changed();
  }
}
