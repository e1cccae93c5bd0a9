// Every message between the dashboard page and its host, and the state the page shows. Plain JSON: no bigint, `null` for absent.
// Host -> page: the whole state, each time. Page -> host: `ready`, or the wish to run one of a closed set of actions.
import type { Level } from '../budget/level';

/** Raised when the state changes its shape, so that a page restored from an older version shows nothing stale of it. */
export const dashboardShape = 2;

/** What a button of the page may ask for. The host maps each to one fixed command; no text of the page ever becomes one. */
export const dashboardActions = [
  'refreshSpend',
  'setApiKey',
  'showLog',
  'changeCap',
  'changePeriod',
  'changeAlerts',
  'changeCredits',
  'changeSubscriptions',
  'changeAllocations',
  'changeRateLimits',
  'changeScenarios',
  'exportSpend',
  'copySummary',
  'toggleAmounts',
] as const;
export type DashboardAction = (typeof dashboardActions)[number];

/** Page -> host. */
export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'run'; readonly action: DashboardAction }
  | { readonly type: 'plan'; readonly plan: PlanWish };

/** What the user plans with: one scenario, as typed. Counts are whole numbers from 0 to 10^12. */
export interface PlanWish {
  /** The example it was taken from, by its place in the list. */
  readonly example: number;
  readonly callsPerDay: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

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
  readonly panels: readonly Panel[];
  readonly planner: Planner;
  readonly footer: readonly ActionButton[];
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
  /** What the first read after the installation found crossed; null else. */
  readonly firstRead: string | null;
  readonly sum: Sum | null;
}

/** The cap bar. All marks are shares of one scale that ends at the cap, or later when spend or forecast go beyond it. */
export interface Meter {
  readonly label: string;
  /** Percent of the cap used, 0 to 100 for assistive technology; `valueText` says the truth beyond 100. */
  readonly valueNow: number;
  readonly valueText: string;
  readonly spent: number;
  /** Where spend ends with what is used and not billed yet; null when nothing is known of it. */
  readonly unbilled: { readonly until: number; readonly label: string } | null;
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
  readonly sum: Sum | null;
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
  readonly sum: Sum | null;
}

/** How an amount comes about: exact lines that sum to the total exactly. */
export interface Sum {
  readonly toggle: string;
  readonly lines: readonly SumLine[];
  readonly total: SumLine;
  readonly note: string | null;
}

/** One line; `amount` is the exact decimal. */
export interface SumLine {
  readonly label: string;
  readonly detail: string;
  readonly amount: string;
}

/** A section that is one table with words around it. */
export interface Panel {
  readonly id: PanelId;
  readonly heading: string;
  readonly notes: readonly string[];
  /** Something to look at; a sign stands beside it. */
  readonly warning: string | null;
  /** Stands in for the table; null when there are rows. */
  readonly empty: string | null;
  readonly columns: readonly PanelColumn[];
  readonly rows: readonly PanelRow[];
  readonly actions: readonly ActionButton[];
}

export type PanelId =
  | 'projects'
  | 'keys'
  | 'endpoints'
  | 'sources'
  | 'history'
  | 'restated'
  | 'credits'
  | 'subscriptions'
  | 'limits'
  | 'tiers'
  | 'rateLimits'
  | 'allocation'
  | 'reconciliation';

/** The first column names the row. */
export interface PanelColumn {
  readonly label: string;
  readonly isNumber: boolean;
}

/** As many cells as columns less one; `bar` is a share of 0 to 1. */
export interface PanelRow {
  readonly kind: 'row' | 'total';
  readonly tone: 'plain' | 'warning';
  readonly name: string;
  readonly cells: readonly Figure[];
  readonly bar: number | null;
  readonly sum: Sum | null;
}

/** The scenario planner: what is typed goes to the host, which reckons. */
export interface Planner {
  readonly heading: string;
  readonly note: string;
  readonly exampleLabel: string;
  readonly examples: readonly { readonly name: string; readonly wish: PlanWish }[];
  readonly fields: Readonly<Record<PlanField, string>>;
  readonly wish: PlanWish;
  /** Why it cannot be reckoned; null when it can. */
  readonly problem: string | null;
  readonly columns: readonly PanelColumn[];
  readonly rows: readonly PanelRow[];
  readonly empty: string | null;
}

export const planFields = ['callsPerDay', 'inputTokens', 'cachedTokens', 'outputTokens'] as const;
export type PlanField = (typeof planFields)[number];

/** A page message as a fresh object with known fields only; undefined for anything outside the union. The page is not trusted. */
export function readPageMessage(message: unknown): PageMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const type = 'type' in message ? message.type : undefined;
  if (type === 'ready') return { type };
  if (type === 'plan') return 'plan' in message ? planFrom(message.plan) : undefined;
  if (type !== 'run' || !('action' in message)) return undefined;
  const action = dashboardActions.find((known) => known === message.action);
  return action && { type, action };
}

const mostCount = 1e12;

function planFrom(plan: unknown): PageMessage | undefined {
  if (typeof plan !== 'object' || plan === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(plan));
  const count = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= mostCount
      ? value
      : undefined;
  };
  const [example, callsPerDay, inputTokens] = [count('example'), count('callsPerDay'), count('inputTokens')];
  const [cachedTokens, outputTokens] = [count('cachedTokens'), count('outputTokens')];
  if (example === undefined || callsPerDay === undefined || inputTokens === undefined) return undefined;
  if (cachedTokens === undefined || outputTokens === undefined) return undefined;
  return { type: 'plan', plan: { example, callsPerDay, inputTokens, cachedTokens, outputTokens } };
}
