// Small makers for the page's table sections.

import type { UseCounts } from '../spend/spend';
import type { Translate } from '../words';
import type { ActionButton, Figure, Panel, PanelColumn, PanelId, PanelRow, Sum } from './dashboardProtocol';
import { countFigure, type Formats, outsideText, plainFigure } from './formats';

/** What a section may have beside its heading. */
export interface PanelParts {
  readonly notes?: readonly string[];
  readonly warning?: string | null;
  readonly empty: string;
  readonly columns: readonly PanelColumn[];
  readonly rows: readonly PanelRow[];
  readonly actions?: readonly ActionButton[];
}

/** A section; `empty` is said only when there is no row. */
export function panel(id: PanelId, heading: string, parts: PanelParts): Panel {
  const { notes = [], warning = null, empty, columns, rows, actions = [] } = parts;
  return { id, heading, notes, warning, empty: rows.length === 0 ? empty : null, columns, rows, actions };
}

/** The first column names the row, the others hold numbers unless said otherwise. */
export function columns(
  name: string,
  ...numbers: readonly (string | { readonly text: string })[]
): readonly PanelColumn[] {
  return [
    { label: name, isNumber: false },
    ...numbers.map((label) =>
      typeof label === 'string' ? { label, isNumber: true } : { label: label.text, isNumber: false },
    ),
  ];
}

/** The columns of use and money that tables of spend share: `name`, four counts, cost, share. */
export function countColumns(name: string, t: Translate): readonly PanelColumn[] {
  return columns(name, t('Requests'), t('Input tokens'), t('of it cached'), t('Output tokens'), t('Cost'), t('Share'));
}

/** The four counts of `countColumns`. */
export function countCells(
  { requests, inputTokens, cachedInputTokens, outputTokens }: UseCounts,
  formats: Formats,
): readonly Figure[] {
  return [requests, inputTokens, cachedInputTokens, outputTokens].map((count) => countFigure(count, formats));
}

/** Their place in rows of money alone. */
export const noCounts: readonly Figure[] = Array.from({ length: 4 }, () => plainFigure(''));

/** A row; the name may come from outside. */
export function row(
  name: string,
  cells: readonly Figure[],
  extras: {
    readonly bar?: number;
    readonly sum?: Sum | null;
    readonly isWarning?: boolean;
    readonly isTotal?: boolean;
  } = {},
): PanelRow {
  return {
    kind: extras.isTotal ? 'total' : 'row',
    tone: extras.isWarning ? 'warning' : 'plain',
    name: outsideText(name),
    cells,
    bar: extras.bar ?? null,
    sum: extras.sum ?? null,
  };
}
