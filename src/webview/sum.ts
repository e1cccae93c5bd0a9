// An amount unfolded into the lines that it is the sum of. Nothing is drawn before it is opened.
import type { Sum, SumLine } from '../core/dashboard/dashboardProtocol';
import { element, listOf, setHidden, setText, type View } from './dom';

export function sumView(): View<Sum | null> {
  const summary = element('summary', '');
  const root = element('details', 'sum', summary);
  let shown: Sum | null = null;
  let body: View<Sum> | undefined;
  const draw = () => {
    if (!root.open || !shown) return;
    if (!body) {
      body = bodyView();
      root.append(body.root);
    }
    body.update(shown);
  };
  root.addEventListener('toggle', draw);
  return {
    root,
    update(sum) {
      shown = sum;
      setHidden(root, sum === null);
      setText(summary, sum?.toggle ?? '');
      draw();
    },
  };
}

function bodyView(): View<Sum> {
  const lines = element('tbody', '');
  const total = lineView();
  const note = element('p', 'muted note');
  const showLines = listOf(lines, lineView);
  const table = element('table', 'sum-table', lines, element('tfoot', '', total.root));
  return {
    root: element('div', 'sum-body', table, note),
    update(sum) {
      showLines(sum.lines);
      total.update(sum.total);
      setHidden(note, sum.note === null);
      setText(note, sum.note ?? '');
    },
  };
}

function lineView(): View<SumLine> {
  const label = element('bdi', '');
  const detail = element('span', 'muted detail');
  const amount = element('td', 'number');
  const head = element('th', 'name', label, ' ', detail);
  head.scope = 'row';
  return {
    root: element('tr', '', head, amount),
    update(line) {
      setText(label, line.label);
      setText(detail, line.detail);
      setText(amount, line.amount);
    },
  };
}
