// What a read of spend ends with on the command line.
import type { Figures, SpendBucket } from '../../core/usage/spendReport';

/** The JSON document; fields beyond these are notes. */
export interface SpendReport {
  readonly source: string;
  /** The moment the figures hold for, ISO. */
  readonly asOf: string;
  /** False when something is missing: a page that could not be read, or a row that could not be counted. */
  readonly complete: boolean;
  readonly buckets: readonly SpendBucket[];
  readonly totals: Figures;
  readonly [note: string]: unknown;
}

export interface SpendOutcome {
  readonly report: SpendReport;
  /** For standard error; no secrets. */
  readonly problem: string | undefined;
  readonly exitCode: 0 | 3 | 4;
}
