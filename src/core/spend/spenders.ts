// Who spent what, as far as it is told: bills by project and key, and shares of the cap in these and in models and folders.

import type { SpendBy } from '../budget/allocation';
import { addUsd, subtractUsd, type Usd, zeroUsd } from '../money';
import type { SpenderCells } from './accountDetails';
import type { BillCell, SpendState } from './spend';
import type { ProjectMap } from './workspaceShare';

/** What the cells are kept apart by. */
export type SpenderGroup = 'project' | 'key';

/** Bills that name the group; `asOf` when they are older than the figures, epoch ms. */
export interface ToldSpenders extends SpenderCells {
  readonly asOf: number | undefined;
}

/** The figures' own bills are newer; the accounts' details tell of use, and of bills where the figures do not name the group. */
export function toldSpenders({ figures, sources = [] }: SpendState, group: SpenderGroup): ToldSpenders {
  const known = sources.flatMap(({ beside, details }) =>
    details?.spenders && !beside && details.spenders.periodStart === figures?.periodStart ? [details.spenders] : [],
  );
  const uses = known.flatMap((spenders) => spenders[group].uses);
  const bills = (figures?.bills ?? []).filter((bill) => bill[group] !== undefined);
  if (bills.length > 0) return { bills, uses, asOf: undefined };
  const asOf = known.length === 0 ? undefined : Math.min(...known.map((spenders) => spenders.asOf));
  return { bills: known.flatMap((spenders) => spenders[group].bills), uses, asOf };
}

/** Spend by model, project, key and folder; a kind that nobody tells has no row. `folders` gives projects to folders. */
export function spendByOf(spend: SpendState, folders: ProjectMap): readonly SpendBy[] {
  const models = (spend.figures?.models ?? []).flatMap(({ model, cost }): SpendBy[] =>
    cost === undefined ? [] : [{ kind: 'model', id: model, amount: cost }],
  );
  const [projects, keys] = (['project', 'key'] as const).map((group) =>
    sumsBy(toldSpenders(spend, group).bills, group),
  );
  return [...models, ...rowsOf('project', projects), ...rowsOf('key', keys), ...folderRows(folders, projects)];
}

type Sums = ReadonlyMap<string | null, Usd>;

function sumsBy(bills: readonly BillCell[], group: SpenderGroup): Sums {
  const sums = new Map<string | null, Usd>();
  for (const bill of bills) {
    const id = bill[group] ?? null;
    sums.set(id, addUsd(sums.get(id) ?? zeroUsd, bill.cost));
  }
  return sums;
}

function rowsOf(kind: SpenderGroup, sums: Sums = new Map()): readonly SpendBy[] {
  return [...sums].map(([id, amount]) => ({ kind, id, amount }));
}

/** What belongs to no folder is a row without an id. */
function folderRows(folders: ProjectMap, projects: Sums = new Map()): readonly SpendBy[] {
  if (projects.size === 0 || folders.size === 0) return [];
  const mapped = new Set([...folders.values()].flat());
  const sumOf = (ids: Iterable<string>) => addUsd(zeroUsd, ...[...ids].map((id) => projects.get(id) ?? zeroUsd));
  const rest = subtractUsd(addUsd(zeroUsd, ...projects.values()), sumOf(mapped));
  const rows = [...folders].map(([id, ids]): SpendBy => ({ kind: 'folder', id, amount: sumOf(new Set(ids)) }));
  return [...rows, { kind: 'folder', id: null, amount: rest }];
}
