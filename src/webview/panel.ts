// A section that is one table with words around it. Closed ones stay closed: what is not open costs nothing to draw.
import type { Panel } from '../core/dashboard/dashboardProtocol';
import { buttonView, type Run } from './button';
import { element, listOf, setHidden, setText, type View } from './dom';
import { setIcon } from './icons';
import { panelTable } from './panelTable';

let made = 0;

export function panelView(run: Run): View<Panel> {
  made += 1;
  const heading = element('h2', '');
  heading.id = `panel-${made}-heading`;
  const icon = element('span', 'icon');
  const warningText = element('span', '');
  const warning = element('p', 'panel-warning', icon, warningText);
  const notes = element('div', 'details');
  const showNotes = listOf(notes, () => {
    const line = element('p', 'muted');
    return { root: line, update: (text: string) => setText(line, text) };
  });
  const empty = element('p', 'empty');
  const table = panelTable(heading.id);
  const actions = element('div', 'actions');
  const showActions = listOf(actions, () => buttonView(run, 'quiet'));
  const head = element('div', 'section-head', heading, actions);
  const root = element('section', 'panel card', head, warning, empty, table.root, notes);
  root.setAttribute('aria-labelledby', heading.id);
  setIcon(icon, 'warning');
  return {
    root,
    update(panel) {
      root.dataset.id = panel.id;
      setText(heading, panel.heading);
      setHidden(warning, panel.warning === null);
      setText(warningText, panel.warning ?? '');
      setHidden(empty, panel.empty === null);
      setText(empty, panel.empty ?? '');
      table.update(panel);
      showNotes(panel.notes);
      showActions(panel.actions);
    },
  };
}
