// How the reading stands. The only live region of the page: it is spoken when it changes, and it holds no ages.
import type { Banner } from '../core/dashboard/dashboardProtocol';
import { buttonView, type Run } from './button';
import { element, listOf, setHidden, setText, type View } from './dom';
import { setIcon } from './icons';

export function bannerView(run: Run): View<Banner | null> {
  const icon = element('span', 'icon');
  const title = element('strong', 'banner-title');
  const text = element('span', '');
  const actions = element('div', 'actions');
  const showActions = listOf(actions, (index) => buttonView(run, index === 0 ? 'primary' : 'secondary'));
  const body = element('div', 'banner', icon, element('p', 'banner-text', title, text), actions);
  const root = element('div', 'live', body);
  root.setAttribute('role', 'status');
  root.setAttribute('aria-live', 'polite');
  return {
    root,
    update(banner) {
      setHidden(body, banner === null);
      body.dataset.tone = banner?.tone ?? 'info';
      setIcon(icon, banner?.tone ?? 'info');
      setText(title, banner?.title ?? '');
      setText(text, banner?.text ?? '');
      showActions(banner?.actions ?? []);
    },
  };
}
