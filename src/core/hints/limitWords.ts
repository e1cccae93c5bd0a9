// What a limit says in the editor: in Problems and in the hover.
import { type LimitVerdict, limitFileName } from '../costs/limits';
import { formatUsd, type Usd, usdToDecimal } from '../money';
import { groupDigits, type Sentence, sentence } from '../words';

/** `2,312 tokens, over the limit of 2,000 (prompt-meter.json)`. */
export function limitSentence(verdict: LimitVerdict): Sentence {
  const { limit, actual, status, model } = verdict;
  const most = limit.kind === 'tokens' ? groupDigits(limit.most) : `$${usdToDecimal(limit.most)}`;
  if (actual === undefined)
    return sentence('The limit of {0} ({1}) cannot be checked: no price for {2}', most, placeOf(verdict), model.id);
  const figure = `${signs(verdict)}${limit.kind === 'tokens' ? groupDigits(Number(actual)) : dollarsOf(actual as Usd, status)}`;
  const args = [figure, most, placeOf(verdict)] as const;
  if (limit.kind === 'tokens') {
    return status === 'broken'
      ? sentence('{0} tokens, over the limit of {1} ({2})', ...args)
      : sentence('{0} tokens, within the limit of {1} ({2})', ...args);
  }
  return status === 'broken'
    ? sentence('{0} a call for its input, over the limit of {1} ({2})', ...args)
    : sentence('{0} a call for its input, within the limit of {1} ({2})', ...args);
}

/** What breaks a limit is not rounded: it must not look equal to the limit, nor more than is known. */
function dollarsOf(amount: Usd, status: LimitVerdict['status']): string {
  return status === 'broken' ? `$${usdToDecimal(amount)}` : formatUsd(amount);
}

function signs({ atLeast, estimated, withSamples }: LimitVerdict): string {
  const all = `${atLeast ? '≥' : ''}${estimated || withSamples ? '≈' : ''}`;
  return all === '' ? '' : `${all} `;
}

function placeOf({ limit }: LimitVerdict): string {
  return limit.origin.kind === 'project' ? limitFileName : limit.kind === 'tokens' ? 'maxTokens' : 'maxCostUsd';
}

/** What to write over the limit so that the figure keeps it; `written` is what stands there. Undefined when that is not the limit. */
export function raisedLimit(written: string, { limit, actual, status }: LimitVerdict): string | undefined {
  if (status !== 'broken' || actual === undefined) return undefined;
  const figure = limit.kind === 'tokens' ? String(actual) : usdToDecimal(actual as Usd);
  const [, before = '', value = '', after = ''] = /^(\w+=["']?|["']?)([\d.eE+_-]+)(["']?)$/.exec(written.trim()) ?? [];
  const old = limit.kind === 'tokens' ? String(limit.most) : usdToDecimal(limit.most);
  if (Number(value.replaceAll('_', '')) !== Number(old)) return undefined;
  return `${before}${figure}${after}`;
}
