// Who spent it: by project and by key, as the figures tell or as the last read of the account's details did.
import { formatPercent } from '../budget/level';
import { shareOf } from '../budget/share';
import { grouped } from '../grouped';
import { subtractUsd, type Usd } from '../money';
import { billed, countsBy, type SpendFigures, type SpendState, unknownCounts } from '../spend/spend';
import { type SpenderGroup, type ToldSpenders, toldSpenders } from '../spend/spenders';
import type { Panel, PanelRow } from './dashboardProtocol';
import { amountFigure, briefMoment, type Formats, plainFigure, totalFigure } from './formats';
import { countCells, countColumns, noCounts, panel, row } from './panel';
import { daysSum } from './sums';

/** More rows than this are not shown one by one; the dearest stay. */
const mostRows = 100;

/** By project and by key, each as far as the providers tell. */
export function spenderPanels(spend: SpendState, now: number, formats: Formats): readonly Panel[] {
  const { t } = formats;
  return [
    spenderPanel('project', t('Spend per project'), t('Project'), spend, now, formats),
    spenderPanel('key', t('Spend per key'), t('Key'), spend, now, formats),
  ];
}

function spenderPanel(
  group: SpenderGroup,
  heading: string,
  name: string,
  spend: SpendState,
  now: number,
  formats: Formats,
): Panel {
  const { t } = formats;
  const { figures } = spend;
  const told = toldSpenders(spend, group);
  return panel(group === 'project' ? 'projects' : 'keys', heading, {
    notes: told.asOf === undefined ? [] : [t('As read at {0}.', briefMoment(formats, told.asOf, now))],
    empty: figures ? t('The provider was not asked for this, or does not tell.') : t('Nothing is read yet.'),
    columns: countColumns(name, t),
    rows: figures && told.bills.length > 0 ? rowsOf(told, group, figures, now, formats) : [],
  });
}

/** They end with the total, which they sum to. */
function rowsOf(
  { bills, uses, asOf }: ToldSpenders,
  group: SpenderGroup,
  figures: SpendFigures,
  now: number,
  formats: Formats,
): readonly PanelRow[] {
  const { t } = formats;
  const { total } = figures;
  const counts = countsBy(uses, (use) => use[group] ?? null);
  const spenders = [...grouped(bills, (bill) => bill[group] ?? null)]
    .map(([id, own]) => ({ id, own, cost: billed(own) }))
    .sort((a, b) => (a.cost > b.cost ? -1 : 1))
    .slice(0, mostRows);
  const rest = subtractUsd(total, billed(spenders));
  const money = (cost: Usd) => [amountFigure(t, cost), plainFigure(formatPercent(cost, total) ?? '')];
  const bar = (cost: Usd) => Math.max(0, Math.min(1, shareOf(cost, total)));
  return [
    ...spenders.map(({ id, own, cost }) =>
      row(id ?? t('Not named'), [...countCells(counts.get(id) ?? unknownCounts, formats), ...money(cost)], {
        bar: bar(cost),
        sum: daysSum(own, { ...figures, asOf: asOf ?? figures.asOf }, now, formats),
      }),
    ),
    ...(rest === 0n ? [] : [row(t('Not told apart'), [...noCounts, ...money(rest)], { bar: bar(rest) })]),
    row(t('Total'), [...noCounts, totalFigure(t, figures), ...money(total).slice(1)], { isTotal: true }),
  ];
}
