// How the reading stands, in words, with what the user can do about it. Moments only, no ages: it must not change by the minute.

import { isStale, type ReadingState, type SpendState } from '../spend/spend';
import type { Translate } from '../words';
import type { ActionButton, Banner, DashboardAction } from './dashboardProtocol';
import { briefMoment, type Formats, outsideText } from './formats';

/** The banner, or null when the last read went well and is fresh. */
export function bannerOf(spend: SpendState, now: number, formats: Formats): Banner | null {
  const { t } = formats;
  const banner = readingBanner(spend, now, formats) ?? staleBanner(spend, now, t);
  return banner ? { ...banner, text: [banner.text, keptText(spend, now, formats)].filter(Boolean).join(' ') } : null;
}

/** One button; every action has one label everywhere. */
export function button(t: Translate, action: DashboardAction): ActionButton {
  const labels: Record<DashboardAction, string> = {
    refreshSpend: t('Read now'),
    setApiKey: t('Set API key'),
    showLog: t('Show log'),
    changeCap: t('Change cap'),
    changePeriod: t('Reset day and zone'),
    changeAlerts: t('Alerts'),
    changeCredits: t('Edit credits'),
    changeSubscriptions: t('Edit subscriptions'),
    changeAllocations: t('Edit shares'),
    changeRateLimits: t('Edit rate limits'),
    changeScenarios: t('Edit scenarios'),
    exportSpend: t('Export…'),
    copySummary: t('Copy summary'),
    toggleAmounts: t('Hide or show amounts'),
  };
  return { action, label: labels[action] };
}

/** What the page says about figures that are still shown although the reading does not go on, or the month is over. */
function keptText(spend: SpendState, now: number, formats: Formats): string {
  const { t } = formats;
  const figures = spend.figures;
  if (!figures) return '';
  if (now >= figures.periodEnd) {
    return t(
      '{0} is over; these are its figures as read at {1}. The figures of {2} are not read yet.',
      formats.monthName(figures.periodStart),
      formats.moment(figures.asOf),
      formats.monthName(now),
    );
  }
  return t('The figures below are those read at {0}.', briefMoment(formats, figures.asOf, now));
}

function staleBanner(spend: SpendState, now: number, t: Translate): Banner | undefined {
  if (!isStale(spend, now)) return undefined;
  const isOld = spend.figures !== undefined && now - spend.figures.asOf > 2 * spend.intervalMs;
  return {
    tone: isOld ? 'warning' : 'info',
    title: isOld ? t('These figures are old') : t('A new month has begun'),
    text: isOld ? t('No read has ended for more than two intervals.') : '',
    actions: [button(t, 'refreshSpend'), button(t, 'showLog')],
  };
}

function readingBanner(spend: SpendState, now: number, formats: Formats): Banner | undefined {
  const { t } = formats;
  const reading = spend.reading;
  switch (reading.kind) {
    case 'ok':
      return undefined;
    case 'noKey':
      return {
        tone: 'info',
        title: t('No API key yet'),
        text: t(
          'Spend is read with an admin key of your OpenAI organization. It is kept in the secret store and only sent to {0}. Hints on prompts work without a key.',
          spend.origin,
        ),
        actions: [button(t, 'setApiKey')],
      };
    case 'reading':
      return spend.figures
        ? undefined
        : { tone: 'info', title: t('Reading spend'), text: t('The first read is on its way.'), actions: [] };
    case 'keyRefused':
      return refusedBanner(reading.reason, spend, t);
    case 'rateLimited':
      return limitedBanner(reading.quota === true, briefMoment(formats, reading.until, now), t);
    case 'offline':
      return {
        tone: 'warning',
        title: t('The provider cannot be reached'),
        text: t('There is no answer from {0}.', spend.origin),
        actions: [button(t, 'refreshSpend'), button(t, 'showLog')],
      };
    default:
      return brokenBanner(reading, spend, t);
  }
}

function limitedBanner(isQuota: boolean, until: string, t: Translate): Banner {
  return {
    tone: 'warning',
    title: isQuota ? t('The quota of the account is used up') : t('The provider asks to wait'),
    text: isQuota
      ? t('The provider says that billing of the account has stopped. The next try is after {0}.', until)
      : t('It was asked too often. Nothing is sent before {0}.', until),
    actions: [button(t, 'showLog')],
  };
}

function refusedBanner(reason: 'projectKey' | 'unknownKey', spend: SpendState, t: Translate): Banner {
  const actions = [button(t, 'setApiKey'), button(t, 'showLog')];
  if (reason === 'unknownKey') {
    const text = t('{0} does not know this key. It may have been deleted, or belong to another address.', spend.origin);
    return { tone: 'error', title: t('The key was refused'), text, actions };
  }
  return {
    tone: 'error',
    title: t('An admin key is needed'),
    text: t(
      'The stored key is one of a project or a user, and those cannot read costs. An organization owner makes an admin key in the OpenAI platform settings under Organization, Admin keys.',
    ),
    actions,
  };
}

function brokenBanner(
  reading: Extract<ReadingState, { kind: 'unreadable' | 'keyLost' | 'unsupported' }>,
  spend: SpendState,
  t: Translate,
): Banner {
  switch (reading.kind) {
    case 'unreadable':
      return {
        tone: 'error',
        title: t('The answer cannot be used'),
        text: t('{0} sent something unexpected: {1}.', spend.origin, outsideText(reading.detail)),
        actions: [button(t, 'refreshSpend'), button(t, 'showLog')],
      };
    case 'keyLost':
      return {
        tone: 'error',
        title: t('The stored key is gone'),
        text: t('The secret store did not give the key back. Reading is paused until you set it again.'),
        actions: [button(t, 'setApiKey'), button(t, 'showLog')],
      };
    case 'unsupported':
      return {
        tone: 'info',
        title: t('Spend cannot be read here'),
        text: outsideText(reading.detail),
        actions: [],
      };
  }
}
