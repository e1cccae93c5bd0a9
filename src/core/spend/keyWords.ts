// Why an account is not read, in words: what the matter is and what helps. Pure words; nothing of a key is in them.
import { formatSpend } from '../money';
import type { Translate } from '../words';
import type { SourceState } from './spend';
import { atLeast } from './spendPhrases';

/** What is known about the key of an account beside its state. */
export interface KeyFacts {
  /** What the secret store says for the address that is asked now. */
  readonly stored: 'key' | 'none' | 'lost' | 'notNeeded';
  /** The address a key was saved for, when that is another one. */
  readonly savedFor: string | undefined;
  /** Which key serves; see SourceGuide. */
  readonly needs: string;
  readonly clockTime: (instant: number) => string;
}

/** `OpenAI`, or `OpenAI (team B)`. */
export function accountName({ name, label }: Pick<SourceState, 'name' | 'label'>): string {
  return label === undefined ? name : `${name} (${label})`;
}

export interface KeyWords {
  /** One sentence. */
  readonly message: string;
  /** What helps; empty when all is well. */
  readonly advice: string;
  /** Whether another key would help. */
  readonly wantsKey: boolean;
}

/** Why the account is not read, or that it is. */
export function keyWords(state: SourceState, facts: KeyFacts, t: Translate): KeyWords {
  const name = accountName(state);
  const { origin, reading } = state;
  const { stored, savedFor, needs, clockTime } = facts;
  const say = (message: string, advice: string, wantsKey = false): KeyWords => ({ message, advice, wantsKey });
  if (savedFor !== undefined && savedFor !== origin)
    return say(
      t('The key of {0} was saved for {1}, and {2} is asked now: it is not sent there.', name, savedFor, origin),
      t('Set a key for the new address, or set the address back.'),
      true,
    );
  if (stored === 'lost' || reading.kind === 'keyLost')
    return say(
      t('The secret store of the editor did not give the key of {0} back.', name),
      t(
        'Unlock the key ring of your system and refresh. When it stays away, the key is lost: the editor deletes what it cannot decrypt. Set it again then.',
      ),
      true,
    );
  if (stored === 'none') return say(t('No key is stored for {0}.', name), needs, true);
  switch (reading.kind) {
    case 'keyRefused':
      return reading.reason === 'projectKey'
        ? say(
            t('{0} knows the key, but it may not read spend.', name),
            t(
              'It is the key of a project or a user, it lacks the right to read usage, or it belongs to another organization. {0}',
              needs,
            ),
            true,
          )
        : say(
            t('{0} does not know the key.', name),
            t('It was revoked, mistyped, or is of another provider or organization. {0}', needs),
            true,
          );
    case 'rateLimited':
      return reading.quota
        ? say(
            t('{0} says that the quota of the account is used up.', name),
            t('The key is not the reason. Next try after {0}.', clockTime(reading.until)),
          )
        : say(
            t('{0} asks for fewer requests.', name),
            t('The key is not the reason. Next try after {0}.', clockTime(reading.until)),
          );
    case 'offline':
      return say(
        reading.proxy === undefined
          ? t('{0} cannot be reached.', name)
          : t('{0} cannot be reached through the proxy {1}.', name, reading.proxy),
        t('The key is not the reason. It is tried again by itself.'),
      );
    case 'unreadable':
      return say(
        t('{0} answers, but nothing could be read: {1}.', name, reading.detail),
        t('The key is not known to be the reason. It is tried again by itself.'),
      );
    case 'reading':
      return say(t('{0} is being read for the first time in this window.', name), '');
    case 'unsupported':
      return say(reading.detail, '');
    default:
      return say(readWords(state, t), '');
  }
}

function readWords(state: SourceState, t: Translate): string {
  const { figures } = state;
  const name = accountName(state);
  if (!figures) return t('{0} is connected.', name);
  const total = atLeast(
    state.costKind === 'computed' ? { ...figures, estimated: true } : figures,
    formatSpend(figures.total),
  );
  return t(
    '{0} is connected and read: {1} in UTC month {2} so far.',
    name,
    total,
    new Date(figures.periodStart).toISOString().slice(0, 7),
  );
}
