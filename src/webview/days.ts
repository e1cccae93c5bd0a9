// Spend per day: a chart whose days are reached by arrow keys, and the same amounts as a table.
import type { DayBar, DaysSection } from '../core/dashboard/dashboardProtocol';
import { element, figureView, listOf, setAttribute, setHidden, setShare, setText, spokenText, type View } from './dom';
import { roving } from './roving';

/** What the page remembers of this section between two lives. */
export interface DaysMemory {
  readonly isTableOpen: boolean;
}

export function daysView(memory: DaysMemory, remember: (memory: DaysMemory) => void): View<DaysSection> {
  const heading = element('h2', '');
  heading.id = 'days-heading';
  const chart = chartView(heading.id);
  const empty = element('p', 'empty');
  const hint = element('p', 'muted note');
  const table = tableView(memory, remember);
  const root = element('section', 'days card', heading, empty, chart.root, hint, table.root);
  root.setAttribute('aria-labelledby', heading.id);
  return {
    root,
    update(days) {
      setText(heading, days.heading);
      setHidden(empty, days.empty === null);
      setText(empty, days.empty ?? '');
      setText(hint, days.hint);
      for (const part of [chart.root, hint, table.root]) setHidden(part, days.bars.length === 0);
      chart.update(days);
      table.update(days);
    },
  };
}

function chartView(labelledBy: string): View<DaysSection> {
  const top = element('span', 'top');
  const evenLabel = element('span', 'even-label');
  const even = element('span', 'even');
  const bars = element('div', 'bars');
  const tip = element('div', 'tip');
  const tipDay = element('span', 'tip-day');
  const tipAmount = element('span', 'tip-amount');
  tip.append(tipDay, tipAmount);
  tip.setAttribute('aria-hidden', 'true');
  tip.hidden = true;
  const root = element(
    'div',
    'chart',
    element('p', 'scale muted', top, evenLabel),
    element('div', 'plot', even, bars, tip),
  );
  bars.setAttribute('role', 'listbox');
  bars.setAttribute('aria-orientation', 'horizontal');
  bars.setAttribute('aria-labelledby', labelledBy);
  const showBars = listOf(bars, barView);
  let shown: readonly DayBar[] = [];
  const showTip = (index: number | undefined) => {
    const day = index === undefined ? undefined : shown[index];
    setHidden(tip, day === undefined);
    if (day === undefined || index === undefined) return;
    setText(tipDay, day.label);
    setText(tipAmount, spokenText(day.amount));
    setShare(tip, '--at', shown.length > 1 ? index / (shown.length - 1) : 0);
  };
  const rove = roving(bars, showTip);
  return {
    root,
    update({ bars: days, top: full, even: pace }) {
      shown = days;
      showBars(days);
      rove(
        Math.max(
          0,
          days.findIndex(({ kind }) => kind === 'today'),
        ),
      );
      setText(top, full ?? '');
      root.classList.toggle('flat', full === null);
      setHidden(even, pace === null);
      setHidden(evenLabel, pace === null);
      setText(evenLabel, pace?.label ?? '');
      setShare(even, '--share', pace?.share ?? 0);
    },
  };
}

function barView(): View<DayBar> {
  const column = element('span', 'column');
  const axis = element('span', 'axis');
  const root = element('div', 'bar', element('span', 'well', column), axis);
  root.setAttribute('role', 'option');
  return {
    root,
    update(day) {
      root.dataset.kind = day.kind;
      setAttribute(root, 'aria-label', `${day.label}: ${spokenText(day.amount)}`);
      setText(axis, day.axis);
      setShare(column, '--share', day.share);
      root.classList.toggle('none', day.share === 0);
    },
  };
}

function tableView(memory: DaysMemory, remember: (memory: DaysMemory) => void): View<DaysSection> {
  const summary = element('summary', '');
  const day = element('th', '');
  const cost = element('th', 'number');
  const total = element('th', '');
  const sum = figureView(element('td', 'number'));
  const body = element('tbody', '');
  const showRows = listOf(body, dayRow);
  const table = element(
    'table',
    'day-table',
    element('thead', '', element('tr', '', day, cost)),
    body,
    element('tfoot', '', element('tr', '', total, sum.root)),
  );
  const root = element('details', '', summary, table);
  for (const head of [day, cost]) head.scope = 'col';
  total.scope = 'row';
  root.open = memory.isTableOpen;
  root.addEventListener('toggle', () => remember({ isTableOpen: root.open }));
  return {
    root,
    update(days) {
      setText(summary, days.table.toggle);
      setText(day, days.table.day);
      setText(cost, days.table.cost);
      setText(total, days.table.total);
      showRows(days.bars.filter(({ kind }) => kind !== 'future'));
      sum.update(days.total);
    },
  };
}

function dayRow(): View<DayBar> {
  const day = element('th', '');
  day.scope = 'row';
  const cost = figureView(element('td', 'number'));
  const root = element('tr', '', day, cost.root);
  return {
    root,
    update(bar) {
      setText(day, bar.label);
      cost.update(bar.amount);
    },
  };
}
