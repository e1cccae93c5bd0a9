// A button that asks the host to run one of the fixed actions.
import type { ActionButton, DashboardAction } from '../core/dashboard/dashboardProtocol';
import { element, setText, type View } from './dom';
import { setIcon } from './icons';

/** Sends the wish to the host. */
export type Run = (action: DashboardAction) => void;

export function buttonView(run: Run, look: 'primary' | 'secondary' | 'quiet'): View<ActionButton> {
  const root = element('button', `button ${look}`);
  const label = element('span', '');
  const icon = element('span', 'icon');
  root.type = 'button';
  root.append(icon, label);
  let action: DashboardAction | undefined;
  root.addEventListener('click', () => {
    if (action) run(action);
  });
  return {
    root,
    update(button) {
      action = button.action;
      setText(label, button.label);
      icon.hidden = button.action !== 'refreshSpend';
      if (!icon.hidden) setIcon(icon, 'refresh');
    },
  };
}
