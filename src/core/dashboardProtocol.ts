// Every message between the dashboard page and its host, and the state the page shows. Plain JSON: no bigint, `null` for absent.
// Host -> page: the whole state, each time. Page -> host: `ready`, or the wish to run one of a closed set of actions.
import type { Level } from './budget/level';

/** Raised when the state changes its shape, so that a page restored from an older version shows nothing stale of it. */
export const dashboardShape = 1;

/** What a button of the page may ask for. The host maps each to one fixed command; no text of the page ever becomes one. */
export const dashboardActions = ['refreshSpend', 'setApiKey', 'showLog', 'changeCap'] as const;
export type DashboardAction = (typeof dashboardActions)[number];

/** Page -> host. */
export type PageMessage = { readonly type: 'ready' } | { readonly type: 'run'; readonly action: DashboardAction };

/** Host -> page. */
export interface StateMessage {
  readonly type: 'state';
  readonly state: DashboardState;
}

/** A button: translated label and what it asks for. */
export interface ActionButton {
  readonly action: DashboardAction;
  readonly label: string;
}

/** A text for the eye, and what a screen reader says instead where the text is only a sign (`—`); null when it says the text. */
export interface Figure {
  readonly text: string;
  readonly spoken: string | null;
}

/** Everything the page shows, in reading order, as translated text. Shares are floats from 0 to 1. */
export interface DashboardState {
  readonly shape: typeof dashboardShape;
  readonly heading: string;
  readonly subheading: string;
  readonly demo: { readonly badge: string; readonly text: string } | null;
  readonly banner: Banner | null;
  readonly age: Age;
  readonly month: MonthSection;
  readonly tiles: readonly Tile[];
  readonly days: DaysSection;
  readonly models: ModelsSection;
}

/** How the reading stands, in words; null when all is well. Holds no ages, so it is announced only when it really changes. */
export interface Banner {
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  readonly actions: readonly ActionButton[];
}

/** When the figures were read and when the next read is due. */
export interface Age {
  readonly text: string;
  readonly isStale: boolean;
  /** Null where a read cannot help: no key, or a host that cannot read. */
  readonly refresh: ActionButton | null;
}

/** Month to date against the cap. */
export interface MonthSection {
  readonly heading: string;
  readonly amount: Figure;
  readonly ofCap: string;
  readonly percent: string | null;
  readonly level: { readonly id: Level; readonly word: string } | null;
  /** Null without figures or without a cap. */
  readonly meter: Meter | null;
  readonly pace: string | null;
  /** Says that the sum is a lower bound; null when everything reported was counted. */
  readonly lowerBound: string | null;
  readonly note: string;
  readonly changeCap: ActionButton;
}

/** The cap bar. All marks are shares of one scale that ends at the cap, or later when spend or forecast go beyond it. */
export interface Meter {
  readonly label: string;
  /** Percent of the cap used, 0 to 100 for assistive technology; `valueText` says the truth beyond 100. */
  readonly valueNow: number;
  readonly valueText: string;
  readonly spent: number;
  readonly cap: number;
  readonly capLabel: string;
  readonly pace: number;
  readonly paceLabel: string;
  readonly forecast: { readonly expected: number; readonly high: number; readonly label: string } | null;
}

/** One figure with its name and a sentence about it. */
export interface Tile {
  readonly id: 'forecast' | 'close' | 'due' | 'session';
  readonly label: string;
  readonly value: Figure;
  readonly details: readonly string[];
  readonly tone: 'plain' | 'warning';
}

/** Spend per UTC day of the month. */
export interface DaysSection {
  readonly heading: string;
  readonly hint: string;
  /** One for every day of the month; none without figures. */
  readonly bars: readonly DayBar[];
  /** What a bar of full height stands for; null without figures. */
  readonly top: string | null;
  /** The height of an even day's share of the cap; null when it lies above the scale or there is no cap. */
  readonly even: { readonly share: number; readonly label: string } | null;
  readonly empty: string | null;
  readonly table: { readonly toggle: string; readonly day: string; readonly cost: string; readonly total: string };
  readonly total: Figure;
}

/** One day. `future` and `unknown` days have no amount; `refund` is a day whose reported sum is negative. */
export interface DayBar {
  readonly kind: 'past' | 'today' | 'future' | 'unknown' | 'refund';
  /** Day of the month, for the axis. */
  readonly axis: string;
  readonly label: string;
  readonly amount: Figure;
  readonly share: number;
}

/** Spend per model, dearest first. */
export interface ModelsSection {
  readonly heading: string;
  readonly columns: Readonly<Record<ModelColumn, string>>;
  readonly rows: readonly ModelRow[];
  readonly empty: string | null;
}

/** The columns of the model table, in order. */
export const modelColumns = ['model', 'cost', 'share', 'requests', 'input', 'cached', 'output'] as const;
export type ModelColumn = (typeof modelColumns)[number];

/** `rest` is what the provider names no model for; `total` is the last row and equals the month to date. */
export interface ModelRow {
  readonly kind: 'model' | 'rest' | 'total';
  readonly name: string;
  readonly shareBar: number;
  readonly cells: Readonly<Record<Exclude<ModelColumn, 'model'>, Figure>>;
}

/** A page message as a fresh object with known fields only; undefined for anything outside the union. The page is not trusted. */
export function readPageMessage(message: unknown): PageMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const type = 'type' in message ? message.type : undefined;
  if (type === 'ready') return { type };
  if (type !== 'run' || !('action' in message)) return undefined;
  const action = dashboardActions.find((known) => known === message.action);
  return action && { type, action };
}
