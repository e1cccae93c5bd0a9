// The dashboard page: the host's whole state in, the wish to run an action out. Holds no words of its own.
import {
  type DashboardState,
  dashboardShape,
  type PageMessage,
  type Panel,
  type StateMessage,
} from '../core/dashboard/dashboardProtocol';
import { bannerView } from './banner';
import { buttonView, type Run } from './button';
import { type DaysMemory, daysView } from './days';
import { element, listOf, type View } from './dom';
import { headerView } from './header';
import { modelsView } from './models';
import { monthView } from './month';
import { panelView } from './panel';
import { type Plan, plannerView } from './planner';
import { tilesView } from './tiles';

/** What survives when the page is hidden or the window reloads. */
interface Memory {
  readonly state: DashboardState | undefined;
  readonly days: DaysMemory;
}

interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): Memory | undefined;
  setState(memory: Memory): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

function pageView(run: Run, plan: Plan, days: DaysMemory, remember: (days: DaysMemory) => void): View<DashboardState> {
  const header = headerView(run);
  const banner = bannerView(run);
  const month = monthView(run);
  const tiles = tilesView();
  const chart = daysView(days, remember);
  const models = modelsView();
  const panels = element('div', 'panels');
  const views: View<Panel>[] = [];
  const showPanels = (index: number, all: readonly Panel[]) => {
    for (const surplus of views.splice(all.length)) surplus.root.remove();
    const [view, panel] = [views[index] ?? panelView(run), all[index]];
    if (index >= views.length) panels.append(view.root);
    views[index] = view;
    if (panel) view.update(panel);
  };
  const planner = plannerView(plan);
  const footer = element('footer', 'actions page-footer');
  const showFooter = listOf(footer, () => buttonView(run, 'quiet'));
  const parts = [header, banner, month, tiles, chart, models];
  const later = inTurns();
  const root = element('main', '', ...parts.map((part) => part.root), planner.root, panels, footer);
  return {
    root,
    update(state) {
      header.update(state);
      banner.update(state.banner);
      month.update(state.month);
      tiles.update(state.tiles);
      chart.update(state.days);
      later(root, [
        () => models.update(state.models),
        () => planner.update(state.planner),
        ...state.panels.map((_, index) => () => showPanels(index, state.panels)),
        () => showFooter(state.footer),
      ]);
    },
  };
}

/** Runs jobs one by one, each in a turn of its own, so that none holds up a paint; new jobs replace those that are left. */
function inTurns(): (root: HTMLElement, jobs: readonly (() => void)[]) => void {
  let left: (() => void)[] = [];
  let isWaiting = false;
  const run = (root: HTMLElement) => {
    left.shift()?.();
    isWaiting = left.length > 0;
    if (isWaiting) setTimeout(run, 0, root);
    else root.removeAttribute('aria-busy');
  };
  return (root, jobs) => {
    left = [...jobs];
    root.setAttribute('aria-busy', 'true');
    if (!isWaiting) setTimeout(run, 0, root);
    isWaiting = true;
  };
}

function start(api: VsCodeApi): void {
  const saved = api.getState();
  let memory: Memory = {
    state: saved?.state?.shape === dashboardShape ? saved.state : undefined,
    days: { isTableOpen: saved?.days?.isTableOpen === true },
  };
  const remember = (change: Partial<Memory>) => {
    memory = { ...memory, ...change };
    api.setState(memory);
  };
  const page = pageView(
    (action) => api.postMessage({ type: 'run', action }),
    (wish) => api.postMessage({ type: 'plan', plan: wish }),
    memory.days,
    (days) => remember({ days }),
  );
  const show = (state: DashboardState) => {
    page.update(state);
    if (!page.root.isConnected) document.body.append(page.root);
  };
  if (memory.state) show(memory.state);
  window.addEventListener('message', ({ data }: MessageEvent<StateMessage | undefined>) => {
    if (data?.type !== 'state' || data.state.shape !== dashboardShape) return;
    show(data.state);
    remember({ state: data.state });
  });
  api.postMessage({ type: 'ready' });
}

start(acquireVsCodeApi());
