// Spend by endpoint: what each kind of call was used for, and what of the bill belongs to it as far as models tell.

import { formatPercent } from '../budget/level';
import { shareOf } from '../budget/share';
import { grouped } from '../grouped';
import { subtractUsd, type Usd } from '../money';
import type { EndpointUse } from '../spend/accountDetails';
import { type BillCell, billed, countsBy, type SpendFigures, type SpendState, type UseCounts } from '../spend/spend';
import type { Translate } from '../words';
import type { Panel } from './dashboardProtocol';
import { amountFigure, briefMoment, type Formats, plainFigure, totalFigure, unknownFigure } from './formats';
import { countCells, countColumns, noCounts, panel, row } from './panel';
import { modelSum } from './sums';

/** What the figures of every source count: calls that write text. */
const textCalls = 'text';

interface Endpoint {
  readonly id: string;
  readonly counts: UseCounts;
  /** Lines of the bill whose model no other endpoint names. */
  readonly bills: readonly BillCell[];
  /** True when it shares a model with another endpoint, so that `bills` are not all of its cost. */
  readonly isShared: boolean;
}

/** The provider bills by model, not by endpoint: what models of several endpoints cost, and what names no model, stands apart. */
export function endpointsPanel({ figures, sources = [] }: SpendState, now: number, formats: Formats): Panel {
  const { t } = formats;
  const details = sources.flatMap(({ details: each }) => each?.use ?? []);
  const others = details.filter(({ periodStart }) => periodStart === figures?.periodStart);
  const endpoints = figures?.uses
    ? endpointsOf(
        figures,
        others.flatMap(({ endpoints: each }) => each),
      )
    : [];
  const asOf = Math.min(...others.map((each) => each.asOf));
  return panel('endpoints', t('Spend per endpoint'), {
    notes: Number.isFinite(asOf) ? [t('Endpoints beside text were read at {0}.', briefMoment(formats, asOf, now))] : [],
    empty: figures ? t('The provider was not asked for this, or does not tell.') : t('Nothing is read yet.'),
    columns: countColumns(t('Endpoint'), t),
    rows: figures && endpoints.length > 0 ? rowsOf(endpoints, figures, now, formats) : [],
  });
}

function endpointsOf({ uses = [], bills = [] }: SpendFigures, others: readonly EndpointUse[]): readonly Endpoint[] {
  const all: readonly EndpointUse[] = [...uses.map((use) => ({ ...use, endpoint: textCalls })), ...others];
  const owners = new Map<string, string>();
  const shared = new Set<string>();
  for (const [model, own] of grouped(all, (use) => use.model)) {
    const [first, ...more] = new Set(own.map(({ endpoint }) => endpoint));
    if (first !== undefined && more.length === 0) owners.set(model, first);
    else for (const id of [first, ...more]) if (id !== undefined) shared.add(id);
  }
  const billsOf = grouped(bills, ({ model }) => owners.get(model));
  return [...countsBy(all, ({ endpoint }) => endpoint)].map(([id, counts]) => {
    return { id, counts, bills: billsOf.get(id) ?? [], isShared: shared.has(id) };
  });
}

/** They end with the total, which they sum to. */
function rowsOf(endpoints: readonly Endpoint[], figures: SpendFigures, now: number, formats: Formats) {
  const { t } = formats;
  const { total, bills = [] } = figures;
  const sorted = [...endpoints].sort((a, b) => (billed(a.bills) > billed(b.bills) ? -1 : 1));
  const counted = new Set(sorted.flatMap((endpoint) => endpoint.bills));
  const others = bills.filter((bill) => !counted.has(bill));
  const rest = subtractUsd(total, billed([...counted]));
  const percent = (cost: Usd) => plainFigure(formatPercent(cost, total) ?? '');
  const extras = (cost: Usd, lines: readonly BillCell[]) => ({
    bar: Math.max(0, Math.min(1, shareOf(cost, total))),
    sum: billed(lines) === cost ? modelSum('', lines, figures, now, formats) : null,
  });
  const other = t('Billed to no single endpoint');
  return [
    ...sorted.map(({ id, counts, bills: own, isShared }) => {
      const cost = billed(own);
      const known = [plainFigure(`${isShared ? '≥' : ''}${formats.money(cost)}`), percent(cost)];
      const cells = own.length > 0 ? known : [unknownFigure(t), unknownFigure(t)];
      return row(endpointWords(id, t), [...countCells(counts, formats), ...cells], extras(cost, own));
    }),
    ...(rest === 0n ? [] : [row(other, [...noCounts, amountFigure(t, rest), percent(rest)], extras(rest, others))]),
    row(t('Total'), [...noCounts, totalFigure(t, figures), percent(total)], { isTotal: true }),
  ];
}

function endpointWords(id: string, t: Translate): string {
  const words: Readonly<Record<string, string>> = {
    [textCalls]: t('Text (chat, responses)'),
    embeddings: t('Embeddings'),
    moderations: t('Moderations'),
    images: t('Images'),
    audio_speeches: t('Speech'),
    audio_transcriptions: t('Transcriptions'),
  };
  return words[id] ?? id;
}
