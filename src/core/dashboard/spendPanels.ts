// Who spent it: by project, by key and by source.
import { formatPercent } from '../budget/level';
import { shareOf } from '../budget/share';
import type { Panel } from '../dashboardProtocol';
import { addUsd, type Usd, zeroUsd } from '../money';
import type { BillCell, CostKind, SpendFigures, SpendState } from '../spend';
import { atLeast } from '../spendPhrases';
import type { Translate } from '../words';
import { agoText, amountFigure, briefMoment, type Formats, plainFigure, unknownFigure } from './formats';
import { columns, panel, row } from './panel';
import { modelSum } from './sums';

/** By project and by key, each as far as the provider tells. */
export function attributionPanels(figures: SpendFigures | undefined, now: number, formats: Formats): readonly Panel[] {
  const { t } = formats;
  return [
    attribution('projects', t('Spend per project'), t('Project'), ({ project }) => project, figures, now, formats),
    attribution('keys', t('Spend per key'), t('Key'), ({ key }) => key, figures, now, formats),
  ];
}

function attribution(
  id: 'projects' | 'keys',
  heading: string,
  name: string,
  idOf: (cell: BillCell) => string | null | undefined,
  figures: SpendFigures | undefined,
  now: number,
  formats: Formats,
): Panel {
  const { t } = formats;
  const groups = new Map<string | null, BillCell[]>();
  for (const cell of figures?.bills ?? []) {
    const of = idOf(cell);
    if (of === undefined) continue;
    const cells = groups.get(of);
    if (cells) cells.push(cell);
    else groups.set(of, [cell]);
  }
  const sums = [...groups]
    .map(([of, cells]) => ({ of, cells, cost: addUsd(zeroUsd, ...cells.map(({ cost }) => cost)) }))
    .sort((a, b) => (a.cost > b.cost ? -1 : 1));
  const total = figures?.total ?? zeroUsd;
  return panel(id, heading, {
    empty: figures ? t('The provider was not asked for this, or does not tell.') : t('Nothing is read yet.'),
    columns: columns(name, t('Cost'), t('Share')),
    rows: sums.slice(0, 100).map(({ of, cells, cost }) =>
      row(of ?? t('Not named'), [amountFigure(t, cost), plainFigure(formatPercent(cost, total) ?? '')], {
        bar: share(cost, total),
        sum: figures ? modelSum('', cells, figures, now, formats) : null,
      }),
    ),
  });
}

/** A share for a bar: 0 to 1. */
function share(part: Usd, whole: Usd): number {
  return Math.max(0, Math.min(1, shareOf(part, whole)));
}

/** One row for each account: what it says, how much of it is in the sum, and how old that is. */
export function sourcesPanel(spend: SpendState, now: number, formats: Formats): Panel {
  const { t } = formats;
  const sources = spend.sources ?? [];
  return panel('sources', t('Sources'), {
    empty: t('No source is connected yet.'),
    columns: columns(
      t('Source'),
      t('This month'),
      t('In the sum'),
      { text: t('Kind') },
      { text: t('Read') },
      { text: t('Next read') },
    ),
    rows: sources.map((source) => {
      const { name, label, figures, total, added, costKind, nextPollAt } = source;
      const age = figures
        ? plainFigure(t('{0}, {1}', briefMoment(formats, figures.asOf, now), agoText(t, now - figures.asOf)))
        : unknownFigure(t);
      const next = nextPollAt === undefined ? unknownFigure(t) : plainFigure(briefMoment(formats, nextPollAt, now));
      const isLate = figures !== undefined && now - figures.asOf > 2 * spend.intervalMs;
      const whole = figures ? plainFigure(atLeast(figures, formats.money(figures.total))) : amountFigure(t, total);
      return row(
        label === undefined ? name : t('{0} ({1})', name, label),
        [whole, amountFigure(t, added), plainFigure(kindWords(costKind, t)), age, next],
        { isWarning: isLate || source.reading.kind === 'keyRefused' || source.reading.kind === 'keyLost' },
      );
    }),
  });
}

function kindWords(kind: CostKind, t: Translate): string {
  const words: Record<CostKind, string> = {
    reported: t('billed by the provider'),
    logged: t('written down by a tool'),
    computed: t('tokens at list prices'),
  };
  return words[kind];
}
