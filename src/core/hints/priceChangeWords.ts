// What is said about refreshed prices: how many differ, and each of them as a line of Markdown.
import type { PriceChange } from '../prices/priceChanges';
import type { Translate } from '../words';

/** Prices older than this are said to be old, once. */
export const oldAfterDays = 60;

/** How many days old the data of a day (`YYYY-MM-DD`) are at `now` (epoch ms); whole, >= 0. */
export function ageInDays(asOf: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(asOf)) / 86_400_000));
}

/** `3 prices changed, 12 models are new, 1 is gone.` */
export function changesSummary(changes: readonly PriceChange[], t: Translate): string {
  const count = (kind: PriceChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return t(
    'Prices that changed: {0}. New models: {1}. Models that are gone: {2}.',
    count('changed'),
    count('new'),
    count('gone'),
  );
}

/** A document that lists every difference, the changed ones first. */
export function changesDocument(
  changes: readonly PriceChange[],
  leftOut: readonly string[],
  address: string,
  t: Translate,
): string {
  const section = (title: string, kind: PriceChange['kind']) => {
    const lines = changes.filter((change) => change.kind === kind).map(changeLine);
    return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
  };
  const kept = leftOut.map((name) => `- ${plain(name)}`);
  return [
    `# ${t('Refreshed prices')}`,
    '',
    t('US dollars per million tokens, from {0}. They are not used yet.', address),
    '',
    ...section(t('Changed'), 'changed'),
    ...section(t('New'), 'new'),
    ...section(t('Gone'), 'gone'),
    ...(kept.length === 0 ? [] : [`## ${t('Left out, because they moved by more than 20 times')}`, '', ...kept, '']),
  ].join('\n');
}

function changeLine({ seller, model, what }: PriceChange): string {
  return `- ${plain(`${seller} ${model}`)}${what === '' ? '' : `: ${plain(what)}`}`;
}

/** Names come from outside: nothing in them is Markdown. */
function plain(text: string): string {
  return text.replace(/[^\w .,:/@>+?-]/g, '');
}
