// The bill beside what the same use costs at list price, and beside what this machine has logged: a row for each model, its days unfolded.
import { driftWords } from '../budget/limitWords';
import { startOfUtcDay } from '../budget/period';
import type { ReconcileRow } from '../budget/reconcile';
import { type EstimateKind, type ModelReconciliation, reconcileSpend } from '../budget/reconcileSpend';
import { addUsd, type Usd, zeroUsd } from '../money';
import type { PriceLookup } from '../prices/price';
import type { SpendState } from '../spend/spend';
import type { Translate } from '../words';
import type { Panel, Sum } from './dashboardProtocol';
import { amountFigure, type Formats, plainFigure, unknownFigure } from './formats';
import { columns, panel, row } from './panel';
import { exactText, sumOf } from './sums';

/** More rows than this are not shown; the dearest stay. */
const mostRows = 50;

/** Nothing is compared before prices are known. */
export function reconciliationPanel(
  { figures, sources = [] }: SpendState,
  priceOf: PriceLookup | undefined,
  now: number,
  formats: Formats,
): Panel {
  const { t } = formats;
  const only = { provider: '', costKind: 'reported' as const, figures };
  const all = priceOf ? reconcileSpend(sources.length > 0 ? sources : [only], priceOf, now) : [];
  const rows = all.slice(0, mostRows);
  return panel('reconciliation', t('Estimate and bill'), {
    notes:
      rows.length > 0
        ? [
            t(
              'List price: the tokens that the provider counted, at standard service. Log: what tools on this machine wrote down. The bill is never changed by it.',
            ),
          ]
        : [],
    empty: t('There is nothing to compare yet.'),
    columns: columns(t('Model'), { text: t('Compared with') }, t('Estimate'), t('Billed'), t('Difference'), {
      text: t('Likely reason'),
    }),
    rows: rows.map((each) => modelRow(each, formats)),
  });
}

function modelRow(each: ModelReconciliation, formats: Formats) {
  const { t } = formats;
  const has = (side: 'estimate' | 'bill') => each.days.some((day) => day[side] !== undefined);
  const sum = (side: 'estimate' | 'bill') =>
    has(side) ? addUsd(zeroUsd, ...each.days.flatMap((day) => day[side]?.cost ?? [])) : undefined;
  const [estimate, bill] = [sum('estimate'), sum('bill')];
  const drift = each.driftPercent;
  return row(
    each.model,
    [
      plainFigure(kindWords(each.kind, t)),
      estimate === undefined ? unknownFigure(t) : plainFigure(formats.estimate(estimate)),
      amountFigure(t, bill),
      drift === undefined ? unknownFigure(t) : plainFigure(`${drift > 0 ? '+' : ''}${drift}%`),
      plainFigure(driftWords(each, t) ?? t('agree')),
    ],
    { sum: daysSum(each, formats) },
  );
}

function kindWords(kind: EstimateKind, t: Translate): string {
  return kind === 'list' ? t('list price') : t('log of this machine');
}

/** The model's bill, day by day, each with what it was compared with. */
function daysSum({ days }: ModelReconciliation, formats: Formats): Sum {
  const { t, weekday } = formats;
  const parts = days.map((day) => ({
    label: weekday(startOfUtcDay(day.day)),
    detail: dayWords(day, t),
    amount: day.bill?.cost ?? zeroUsd,
  }));
  return sumOf(t('Day by day'), parts, t('Billed'), t('Days are UTC days, as the provider bills them.'));
}

function dayWords(day: ReconcileRow, t: Translate): string {
  const why = driftWords(day, t) ?? t('agree');
  return day.estimate ? t('{0} estimated; {1}', exactText(day.estimate.cost as Usd), why) : why;
}
