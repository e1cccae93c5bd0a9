// Spend per model: a real table. Its roles are written out because the narrow layout turns the rows into cards.
import { type ModelColumn, type ModelRow, type ModelsSection, modelColumns } from '../core/dashboard/dashboardProtocol';
import { element, figureView, listOf, setAttribute, setHidden, setShare, setText, type View } from './dom';
import { sumView } from './sum';

type Columns = ModelsSection['columns'];

export function modelsView(): View<ModelsSection> {
  const heading = element('h2', '');
  heading.id = 'models-heading';
  const empty = element('p', 'empty');
  const heads = modelColumns.map((column) => headCell(column));
  const headRow = element('tr', '', ...heads.map(({ root }) => root));
  const body = element('tbody', '');
  const table = element('table', 'model-table', element('thead', '', headRow), body);
  let columns: Columns | undefined;
  const showRows = listOf(body, () => rowView(() => columns));
  const root = element('section', 'models card', heading, empty, table);
  root.setAttribute('aria-labelledby', heading.id);
  table.setAttribute('role', 'table');
  table.setAttribute('aria-labelledby', heading.id);
  body.setAttribute('role', 'rowgroup');
  headRow.setAttribute('role', 'row');
  headRow.parentElement?.setAttribute('role', 'rowgroup');
  return {
    root,
    update(models) {
      columns = models.columns;
      setText(heading, models.heading);
      setHidden(empty, models.empty === null);
      setText(empty, models.empty ?? '');
      setHidden(table, models.rows.length === 0);
      for (const head of heads) head.update(models.columns);
      showRows(models.rows);
    },
  };
}

function headCell(column: ModelColumn): View<Columns> {
  const root = element('th', column === 'model' ? '' : 'number');
  root.scope = 'col';
  root.setAttribute('role', 'columnheader');
  return { root, update: (columns) => setText(root, columns[column]) };
}

function rowView(columns: () => Columns | undefined): View<ModelRow> {
  const name = element('bdi', '');
  const sum = sumView();
  const head = element('th', 'name', name, sum.root);
  head.scope = 'row';
  head.setAttribute('role', 'rowheader');
  const bar = element('span', 'share-bar');
  const cells = modelColumns
    .filter((column) => column !== 'model')
    .map((column) => {
      const cell = figureView(element('td', `number ${column}`));
      cell.root.setAttribute('role', 'cell');
      return { column, cell };
    });
  const root = element('tr', '', head, ...cells.map(({ cell }) => cell.root));
  root.setAttribute('role', 'row');
  cells.find(({ column }) => column === 'share')?.cell.root.append(bar);
  return {
    root,
    update(row) {
      root.dataset.kind = row.kind;
      setText(name, row.name);
      sum.update(row.sum);
      setShare(bar, '--share', row.shareBar);
      for (const { column, cell } of cells) {
        cell.update(row.cells[column]);
        setAttribute(cell.root, 'data-label', columns()?.[column] ?? null);
        cell.root.classList.toggle('blank', row.cells[column].text === '');
      }
    },
  };
}
