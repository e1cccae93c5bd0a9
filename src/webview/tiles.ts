// The row of small figures: forecast, what is left of the month, what falls due, this session.
import type { Tile } from '../core/dashboard/dashboardProtocol';
import { element, figureView, listOf, setText, type View } from './dom';
import { sumView } from './sum';

export function tilesView(): View<readonly Tile[]> {
  const root = element('div', 'tiles');
  const show = listOf(root, tileView);
  return { root, update: show };
}

function tileView(): View<Tile> {
  const label = element('h2', '');
  const value = figureView(element('p', 'value'));
  const details = element('div', 'details');
  const showDetails = listOf(details, () => {
    const line = element('p', 'muted');
    return { root: line, update: (text: string) => setText(line, text) };
  });
  const sum = sumView();
  const root = element('section', 'tile card', label, value.root, details, sum.root);
  return {
    root,
    update(tile) {
      label.id = `${tile.id}-heading`;
      root.setAttribute('aria-labelledby', label.id);
      root.dataset.tone = tile.tone;
      setText(label, tile.label);
      value.update(tile.value);
      showDetails(tile.details);
      sum.update(tile.sum);
    },
  };
}
