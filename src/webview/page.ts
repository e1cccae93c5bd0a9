// The dashboard page: the host's whole state in, the wish to run an action out. Holds no words of its own.
import { type DashboardState, dashboardShape, type PageMessage, type StateMessage } from '../core/dashboardProtocol';
import { bannerView } from './banner';
import type { Run } from './button';
import { type DaysMemory, daysView } from './days';
import { element, type View } from './dom';
import { headerView } from './header';
import { modelsView } from './models';
import { monthView } from './month';
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

function pageView(run: Run, days: DaysMemory, remember: (days: DaysMemory) => void): View<DashboardState> {
  const header = headerView(run);
  const banner = bannerView(run);
  const month = monthView(run);
  const tiles = tilesView();
  const chart = daysView(days, remember);
  const models = modelsView();
  const parts = [header, banner, month, tiles, chart, models];
  const root = element('main', '', ...parts.map((part) => part.root));
  return {
    root,
    update(state) {
      header.update(state);
      banner.update(state.banner);
      month.update(state.month);
      tiles.update(state.tiles);
      chart.update(state.days);
      models.update(state.models);
    },
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
