// The contract of the lease: which of several windows polls.

/** One window's end of it. */
export interface Lease {
  /**
   * Asked before every request. The number of the lease when this window leads, also by taking over from one that has gone; undefined
   * when another window leads. With `wanted` it takes over also from one that is alive. Numbers only rise. Never rejects.
   */
  readonly take: (wanted?: boolean) => Promise<number | undefined>;
  /** Lets the next window lead at once. Never rejects. */
  readonly release: () => Promise<void>;
}
