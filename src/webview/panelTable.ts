// The table of a section. Its roles are written out because the narrow layout turns the rows into cards.
import type { PanelColumn, PanelRow } from '../core/dashboard/dashboardProtocol';
import { element, figureView, listOf, setAttribute, setHidden, setShare, setText, type View } from './dom';
import { sumView } from './sum';

export interface TableState {
  readonly columns: readonly PanelColumn[];
  readonly rows: readonly PanelRow[];
}

export function panelTable(labelledBy: string): View<TableState> {
  const headRow = element('tr', '');
  const body = element('tbody', '');
  const root = element('table', 'panel-table', element('thead', '', headRow), body);
  root.setAttribute('role', 'table');
  root.setAttribute('aria-labelledby', labelledBy);
  body.setAttribute('role', 'rowgroup');
  headRow.setAttribute('role', 'row');
  headRow.parentElement?.setAttribute('role', 'rowgroup');
  let columns: readonly PanelColumn[] = [];
  const showHeads = listOf(headRow, headView);
  const showRows = listOf(body, () => rowView(() => columns));
  return {
    root,
    update(state) {
      columns = state.columns;
      setHidden(root, state.rows.length === 0);
      showHeads(state.columns);
      showRows(state.rows);
    },
  };
}

function headView(): View<PanelColumn> {
  const root = element('th', '');
  root.scope = 'col';
  root.setAttribute('role', 'columnheader');
  return {
    root,
    update({ label, isNumber }) {
      setText(root, label);
      root.classList.toggle('number', isNumber);
    },
  };
}

function rowView(columns: () => readonly PanelColumn[]): View<PanelRow> {
  const name = element('bdi', '');
  const sign = element('span', 'sign', '!');
  const bar = element('span', 'row-bar');
  const sum = sumView();
  const head = element('th', 'name', sign, name, bar, sum.root);
  const root = element('tr', '', head);
  head.scope = 'row';
  head.setAttribute('role', 'rowheader');
  root.setAttribute('role', 'row');
  sign.setAttribute('aria-hidden', 'true');
  const showCells = listOf(root, (index) => cellView(() => columns()[index + 1]));
  return {
    root,
    update(row) {
      root.dataset.kind = row.kind;
      setText(name, row.name);
      setHidden(sign, row.tone === 'plain');
      setHidden(bar, row.bar === null);
      setShare(bar, '--share', row.bar ?? 0);
      sum.update(row.sum);
      showCells(row.cells);
    },
  };
}

function cellView(column: () => PanelColumn | undefined): View<PanelRow['cells'][number]> {
  const cell = figureView(element('td', ''));
  cell.root.setAttribute('role', 'cell');
  return {
    root: cell.root,
    update(figure) {
      const of = column();
      cell.update(figure);
      cell.root.classList.toggle('number', of?.isNumber === true);
      cell.root.classList.toggle('blank', figure.text === '');
      setAttribute(cell.root, 'data-label', of?.label ?? null);
    },
  };
}
