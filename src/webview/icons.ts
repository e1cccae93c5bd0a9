// The page's few signs, drawn as SVG in the text colour. Decoration only: a word always stands beside them.
import type { Level } from '../core/budget/level';
import type { Banner } from '../core/dashboard/dashboardProtocol';

export type IconName = Level | Banner['tone'] | 'refresh';

const circle = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z';
const triangle = 'M8 1.8L14.8 14H1.2z';

/** Strokes on a 16 x 16 grid. */
const paths: Record<IconName, string> = {
  ok: `${circle} M5 8.2l2.1 2.1L11.2 6`,
  warning: `${triangle} M8 6.2v3.6 M8 11.6v.6`,
  high: `${triangle} M8 6.2v3.6 M8 11.6v.6`,
  over: `${circle} M5.6 5.6l4.8 4.8 M10.4 5.6l-4.8 4.8`,
  info: `${circle} M8 7.2v4 M8 4.6v.6`,
  error: `${circle} M8 4.4v4.4 M8 10.8v.6`,
  refresh: 'M13.2 8a5.2 5.2 0 1 1-1.6-3.75 M13.4 1.8v3h-3',
};

const namespace = 'http://www.w3.org/2000/svg';

/** Shows `name` in `holder`, drawing only on a change. */
export function setIcon(holder: HTMLElement, name: IconName): void {
  if (holder.dataset.icon === name) return;
  holder.dataset.icon = name;
  const drawing = document.createElementNS(namespace, 'svg');
  drawing.setAttribute('viewBox', '0 0 16 16');
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  drawing.append(path);
  holder.replaceChildren(drawing);
}
