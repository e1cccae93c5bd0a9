// Where the figures come from: one row for each connected account.

import { startOfUtcDay } from '../budget/period';
import { accountName } from '../spend/keyWords';
import type { CostKind, SpendState } from '../spend/spend';
import { atLeast } from '../spend/spendPhrases';
import type { Translate } from '../words';
import type { Panel } from './dashboardProtocol';
import { agoText, amountFigure, briefMoment, type Formats, outsideText, plainFigure, unknownFigure } from './formats';
import { columns, panel, row } from './panel';

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

/** Days that providers lowered after they were over, the newest first; no section where there are none. */
export function restatedPanels(spend: SpendState, formats: Formats): readonly Panel[] {
  const { t, money } = formats;
  const days = (spend.sources ?? []).flatMap((source) =>
    (source.restated ?? []).map((day) => ({ ...day, name: accountName(source) })),
  );
  if (days.length === 0) return [];
  const newestFirst = days.sort((a, b) => b.at - a.at || (a.day < b.day ? 1 : -1));
  return [
    panel('restated', t('Restated by the provider'), {
      notes: [
        t('These days were lowered after they were over, by more than a dollar or a fifth. The lower sums count.'),
      ],
      empty: '',
      columns: columns(t('Day'), t('Before'), t('After'), { text: t('Source') }, { text: t('Read') }),
      rows: newestFirst.map(({ day, before, after, name, at }) =>
        row(formats.dayOfYear(startOfUtcDay(day)), [
          plainFigure(money(before)),
          plainFigure(money(after)),
          plainFigure(outsideText(name)),
          plainFigure(formats.moment(at)),
        ]),
      ),
    }),
  ];
}

function kindWords(kind: CostKind, t: Translate): string {
  const words: Record<CostKind, string> = {
    reported: t('billed by the provider'),
    logged: t('written down by a tool'),
    computed: t('tokens at list prices'),
  };
  return words[kind];
}
