// The queries that the user wrote for Prometheus. User values only, so that no workspace can ask a server for other things. No vscode at
// run time: the caller hands in `inspect`.
import { type Queries, readQuerySets } from '../../core/usage/prometheusQueries';
import type { InspectSetting } from '../inspectSettings';

/** The sets of `promptMeter.usage.prometheusQueries`, the default ones when it is not set; undefined when they cannot be used. */
export function querySetting(inspect: InspectSetting): readonly Queries[] | undefined {
  return readQuerySets(inspect('usage.prometheusQueries').globalValue);
}
