// Spend per model: reported money and usage side by side. What the provider names no model for is a row of its own.
import { formatPercent } from '../budget/level';
import { shareOf } from '../budget/share';
import { grouped } from '../grouped';
import { addUsd, subtractUsd, type Usd } from '../money';
import type { ModelSpend, SpendFigures } from '../spend/spend';
import type { Figure, ModelRow, ModelsSection, Sum } from './dashboardProtocol';
import {
  amountFigure,
  countFigure,
  type Formats,
  outsideText,
  plainFigure,
  totalFigure,
  unknownFigure,
} from './formats';
import { modelSum } from './sums';

/** The section; its rows end with the total, which is the month to date. No rows without figures or without spend and models. */
export function modelsSection(figures: SpendFigures | undefined, now: number, formats: Formats): ModelsSection {
  const { t } = formats;
  return {
    heading: t('Spend per model'),
    columns: {
      model: t('Model'),
      cost: t('Cost'),
      share: t('Share'),
      requests: t('Requests'),
      input: t('Input tokens'),
      cached: t('of it cached'),
      output: t('Output tokens'),
    },
    rows: figures ? rowsOf(figures, now, formats) : [],
    empty: emptyText(figures, formats),
  };
}

function emptyText(figures: SpendFigures | undefined, { t, monthName }: Formats): string | null {
  if (!figures) return t('Nothing is read yet.');
  return isEmpty(figures) ? t('No model was used in {0} yet.', monthName(figures.periodStart)) : null;
}

function isEmpty(figures: SpendFigures): boolean {
  return figures.models.length === 0 && figures.total === 0n;
}

function rowsOf(figures: SpendFigures, now: number, formats: Formats): readonly ModelRow[] {
  if (isEmpty(figures)) return [];
  const { t } = formats;
  const bills = grouped(figures.bills ?? [], ({ model }) => model);
  const named = addUsd(...figures.models.flatMap(({ cost }) => (cost === undefined ? [] : [cost])));
  const rest = subtractUsd(figures.total, named);
  return [
    ...figures.models.map((model) => {
      const sum = modelSum(model.model, bills.get(model.model) ?? [], figures, now, formats);
      return modelRow(model, figures.total, sum, formats);
    }),
    ...(rest === 0n
      ? []
      : [sumRow('rest', t('Not named by model'), amountFigure(t, rest), rest, figures.total, formats)]),
    sumRow('total', t('Total'), totalFigure(t, figures), figures.total, figures.total, formats),
  ];
}

function modelRow(model: ModelSpend, total: Usd, sum: Sum | null, formats: Formats): ModelRow {
  const count = (value: number | undefined) => countFigure(value, formats);
  return {
    kind: 'model',
    name: outsideText(model.model),
    shareBar: model.cost === undefined ? 0 : Math.min(1, shareOf(model.cost, total)),
    cells: {
      cost: amountFigure(formats.t, model.cost),
      share: shareFigure(model.cost, total, formats),
      requests: count(model.requests),
      input: count(model.inputTokens),
      cached: count(model.cachedInputTokens),
      output: count(model.outputTokens),
    },
    sum,
  };
}

/** A row of money only: tokens of unnamed costs are not known, and those of all models are not added when one is unknown. */
function sumRow(
  kind: 'rest' | 'total',
  name: string,
  amount: Figure,
  cost: Usd,
  total: Usd,
  formats: Formats,
): ModelRow {
  const blank: Figure = { text: '', spoken: formats.t('not counted') };
  return {
    kind,
    name,
    shareBar: Math.min(1, shareOf(cost, total)),
    cells: {
      cost: amount,
      share: shareFigure(cost, total, formats),
      requests: blank,
      input: blank,
      cached: blank,
      output: blank,
    },
    sum: null,
  };
}

function shareFigure(cost: Usd | undefined, total: Usd, { t }: Formats): Figure {
  const percent = cost === undefined ? undefined : formatPercent(cost, total);
  return percent === undefined ? unknownFigure(t) : plainFigure(percent);
}
