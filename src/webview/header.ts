// The top of the page: which month, whose figures, how old they are.
import type { DashboardState } from '../core/dashboard/dashboardProtocol';
import { buttonView, type Run } from './button';
import { element, setHidden, setText, type View } from './dom';

export function headerView(run: Run): View<DashboardState> {
  const heading = element('h1', '');
  const badge = element('span', 'badge');
  const subheading = element('p', 'muted');
  const demo = element('p', 'demo-text');
  const age = element('span', 'age');
  const refresh = buttonView(run, 'quiet');
  const title = element('div', 'title', heading, badge);
  const root = element(
    'header',
    'page-header',
    element('div', 'titles', title, subheading, demo),
    element('p', 'age-line', age, refresh.root),
  );
  return {
    root,
    update(state) {
      setText(heading, state.heading);
      setText(subheading, state.subheading);
      setHidden(badge, !state.demo);
      setHidden(demo, !state.demo);
      setText(badge, state.demo?.badge ?? '');
      setText(demo, state.demo?.text ?? '');
      setText(age, state.age.text);
      age.classList.toggle('stale', state.age.isStale);
      setHidden(refresh.root, !state.age.refresh);
      if (state.age.refresh) refresh.update(state.age.refresh);
    },
  };
}
