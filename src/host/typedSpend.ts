// What the user writes down himself in settings: spend of providers without an API, and queries for Prometheus. User values only, so
// that no workspace can add to the spend or ask a server for other things. No vscode at run time: the caller hands in `inspect`.
import { type ManualEntries, readManualSpend } from '../core/usage/manual';
import { type Queries, readQuerySets } from '../core/usage/prometheusQueries';
import type { InspectSetting } from './spendSettings';

/** The entries of `promptMeter.manualSpend`, and which of them cannot be used. */
export function manualSetting(inspect: InspectSetting): ManualEntries {
  return readManualSpend(inspect('manualSpend')?.globalValue);
}

/** The sets of `promptMeter.usage.prometheusQueries`, the default ones when it is not set; undefined when they cannot be used. */
export function querySetting(inspect: InspectSetting): readonly Queries[] | undefined {
  return readQuerySets(inspect('usage.prometheusQueries')?.globalValue);
}
