// What the user has typed in beside the spend: credits, subscriptions, shares of the cap, and the months that are closed.
import type { BudgetSettings } from '../budget/budgetSettings';
import type { BudgetState } from '../budget/budgetState';
import { expiryWarning, runCredits } from '../budget/credits';
import { dayOf } from '../budget/day';
import type { BudgetHistory } from '../budget/history';
import { formatPercent } from '../budget/level';
import { dayMs } from '../budget/period';
import { shareOf } from '../budget/share';
import { exampleSubscription, subscriptionsPerMonth, totalOutlay } from '../budget/subscriptions';
import type { Usd } from '../money';
import { button } from './banner';
import type { Panel } from './dashboardProtocol';
import { amountFigure, type Formats, plainFigure, unknownFigure } from './formats';
import { columns, panel, row } from './panel';
import { sumOf } from './sums';

/** Closed periods, newest first. */
export function historyPanel(history: BudgetHistory, formats: Formats): Panel {
  const { t, money } = formats;
  const at = (text: string) => formats.dayOfYear((dayOf(text) ?? 0) * dayMs);
  return panel('history', t('Closed months'), {
    notes: history.length > 0 ? [t('A closed month may be restated for three days, then it is fixed.')] : [],
    empty: t('No month has been closed while Prompt Meter was watching.'),
    columns: columns(t('Period'), t('Spent'), t('Charged'), { text: t('State') }),
    rows: history.map(({ from, dueOn, spent, charged, isAtLeast, isFixed }) => {
      const bound = (amount: Usd) => plainFigure(`${isAtLeast ? '≥' : ''}${money(amount)}`);
      const state = isFixed ? t('fixed') : t('may be restated');
      return row(t('{0} to {1}', at(from), at(dueOn)), [bound(spent), bound(charged), plainFigure(state)]);
    }),
  });
}

/** Trial and prepaid credit. */
export function creditsPanel(
  budget: BudgetState | undefined,
  settings: BudgetSettings,
  now: number,
  formats: Formats,
): Panel {
  const { t } = formats;
  const states = budget?.credits ?? runCredits(settings.input.credits, [], now).states;
  const soon = states.filter((state) => expiryWarning(state, now) !== undefined);
  return panel('credits', t('Credits and trials'), {
    notes:
      budget && budget.paidByCredit > 0n
        ? [
            t(
              '{0} of this month was paid by credit; {1} is to be charged.',
              formats.money(budget.paidByCredit),
              formats.money(budget.toCharge),
            ),
          ]
        : [],
    warning:
      soon.length > 0
        ? t('Credit is about to lapse: {0}.', soon.map(({ credit }) => credit.id.slice(0, 60)).join(', '))
        : null,
    empty: t('No credit is set. A trial of $5 for three months is one line in the settings.'),
    columns: columns(t('Credit'), t('Granted'), t('Used'), t('Left'), t('Lapsed'), { text: t('Until') }),
    rows: states.map((state) => {
      const { credit, used, left, lapsed } = state;
      const until =
        credit.expiresAt === undefined ? plainFigure(t('no end')) : plainFigure(formats.moment(credit.expiresAt));
      return row(credit.id, [...[credit.amount, used, left, lapsed].map((amount) => amountFigure(t, amount)), until], {
        bar: credit.amount > 0n ? shareOf(left, credit.amount) : 0,
        isWarning: expiryWarning(state, now) !== undefined,
      });
    }),
    actions: [button(t, 'changeCredits')],
  });
}

/** Fixed payments, and all that leaves the account in a month. */
export function subscriptionsPanel(budget: BudgetState | undefined, settings: BudgetSettings, formats: Formats): Panel {
  const { t } = formats;
  const { subscriptions } = settings;
  const fixed = subscriptionsPerMonth(subscriptions);
  const parts = [
    ...(budget ? [{ label: t('Metered use, to be charged'), amount: budget.toCharge }] : []),
    ...subscriptions.map(({ name, perMonth }) => ({ label: name.slice(0, 200), amount: perMonth })),
  ];
  const outlay = sumOf(t('How this adds up'), parts, t('Total outlay'), null);
  const { name, perMonth } = exampleSubscription;
  return panel('subscriptions', t('Subscriptions and total outlay'), {
    notes: [t('Fixed payments stand beside the metered spend, never in its percent of the cap.')],
    empty: t('No subscription is set. {0} at {1} a month is the ready example.', name, formats.money(perMonth)),
    columns: columns(t('Subscription'), t('A month')),
    rows:
      subscriptions.length === 0
        ? []
        : [
            ...subscriptions.map((each) => row(each.name, [amountFigure(t, each.perMonth)])),
            row(t('Subscriptions'), [amountFigure(t, fixed)]),
            row(t('Metered use, to be charged'), [amountFigure(t, budget?.toCharge)]),
            row(t('Total outlay'), [amountFigure(t, budget && totalOutlay(budget.toCharge, subscriptions))], {
              isTotal: true,
              sum: budget ? outlay : null,
            }),
          ],
    actions: [button(t, 'changeSubscriptions')],
  });
}

/** The cap shared out. */
export function allocationPanel(budget: BudgetState | undefined, formats: Formats): Panel {
  const { t } = formats;
  const { states = [], unallocatedCap, unallocatedSpend, isOverAllocated = false } = budget?.allocation ?? {};
  return panel('allocation', t('Shares of the cap'), {
    warning: isOverAllocated ? t('More is shared out than the cap.') : null,
    empty: budget ? t('The cap is not shared out.') : t('Nothing is read yet.'),
    columns: columns(t('For'), t('Share of the cap'), t('Used'), t('Percent'), { text: t('State') }),
    rows:
      states.length === 0
        ? []
        : [
            ...states.map(({ allocation: { id, amount }, spent, isOver }) => {
              const percent = spent === undefined ? undefined : formatPercent(spent, amount);
              const state = spent === undefined ? t('spend not known') : isOver ? t('used up') : t('within its share');
              const cells = [
                amountFigure(t, amount),
                amountFigure(t, spent),
                percent === undefined ? unknownFigure(t) : plainFigure(percent),
              ];
              const bar = spent === undefined ? 0 : Math.max(0, Math.min(1, shareOf(spent, amount)));
              return row(id, [...cells, plainFigure(state)], { bar, isWarning: isOver });
            }),
            row(t('Not shared out'), [
              amountFigure(t, unallocatedCap),
              amountFigure(t, unallocatedSpend),
              plainFigure(''),
              plainFigure(''),
            ]),
          ],
    actions: [button(t, 'changeAllocations')],
  });
}
