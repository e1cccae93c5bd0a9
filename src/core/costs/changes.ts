// What the requests of a document have changed by since another state of it (the last commit): tokens and cost of each call.

import { formatAboutUsd, subtractUsd, type Usd } from '../money';
import { formatMoney } from '../prices/currency';
import type { Detection, PromptRequest } from '../prompts/prompt';
import { groupDigits, type Translate } from '../words';
import type { DocumentHints, PromptHint, RequestHint } from './analyse';
import { type Matchable, matchPrompts } from './matchPrompts';

/** By how much something has changed. */
export interface Change {
  /** Tokens now less tokens before. */
  readonly tokens: number;
  /** Input cost now less input cost before; undefined when either is not known. */
  readonly cost: Usd | undefined;
  /** True when what has changed is an estimate. */
  readonly estimated: boolean;
}

/** One state of a document: what was found, and what it costs. */
export interface DocumentState {
  readonly detection: Detection;
  /** Requests as in `detection`, in its order. */
  readonly requests: readonly RequestHint[];
}

interface Compared extends Matchable {
  readonly hint: RequestHint;
}

/** The hints of `now` with the change of each request that was there before and costs something else now. New requests have none. */
export function withChanges(hints: DocumentHints, now: Detection, before: DocumentState): DocumentHints {
  const matches = matchPrompts(
    comparedOf(before),
    comparedOf({ detection: now, requests: hints.requests.slice(0, now.requests.length) }),
  );
  const changes = new Map<RequestHint, Change>();
  for (const match of matches) {
    const texts = match.after?.hint.prompts.flatMap((index) => hints.prompts[index] ?? []) ?? [];
    const change = match.before && match.after && changeOf(match.before.hint, match.after.hint, texts);
    if (change && match.after) changes.set(match.after.hint, change);
  }
  if (changes.size === 0) return hints;
  const requests = hints.requests.map((request) => {
    const change = changes.get(request);
    return change ? { ...request, change } : request;
  });
  return { ...hints, requests };
}

function comparedOf({ detection, requests }: DocumentState): Compared[] {
  return detection.requests.flatMap((request, index) => {
    const hint = requests[index];
    return hint ? [{ path: '', role: request.kind, text: textOf(detection, request), hint }] : [];
  });
}

function textOf({ prompts }: Detection, request: PromptRequest): string {
  return request.prompts.map((index) => prompts[index]?.text ?? '').join('\n');
}

/** `texts`: the prompts that it sends now. */
function changeOf(before: RequestHint, now: RequestHint, texts: readonly PromptHint[]): Change | undefined {
  const tokens = now.count.tokens - before.count.tokens;
  const cost = before.cost === undefined || now.cost === undefined ? undefined : subtractUsd(now.cost, before.cost);
  if (tokens === 0 && (cost ?? 0n) === 0n) return undefined;
  const estimated = before.count.estimated || now.count.estimated;
  return { tokens, cost, estimated: estimated && !(onlyTextsChanged(before, now) && texts.every(isExactIn(now))) };
}

/** True when what is beside the texts costs the same, whether it is an estimate or not. */
function onlyTextsChanged(before: RequestHint, now: RequestHint): boolean {
  return (
    before.model.id === now.model.id &&
    before.count.estimated === now.count.estimated &&
    before.framingTokens === now.framingTokens &&
    before.toolTokens === now.toolTokens
  );
}

const isExactIn =
  ({ model }: RequestHint) =>
  (prompt: PromptHint): boolean =>
    !prompt.count.estimated && prompt.model.id === model.id;

/** `+312 tok · +$0.0008/call`, with `≈` before an estimate. */
export function changeLabel(change: Change, t: Translate): string {
  const cost = signedCost(change, t);
  return cost === undefined ? signedTokens(change, t) : `${signedTokens(change, t)} · ${t('{0}/call', cost)}`;
}

/** `+312 tok`, with `≈` before an estimate. */
export function signedTokens({ tokens, estimated }: Change, t: Translate): string {
  return t('{0} tok', `${estimated ? '≈ ' : ''}${signOf(tokens)}${groupDigits(Math.abs(tokens))}`);
}

/** `+$0.0008`, with `≈` before an estimate; undefined when it is not known. */
export function signedCost({ cost, estimated }: Change, { currency }: Translate): string | undefined {
  if (cost === undefined) return undefined;
  const amount = (cost < 0n ? -cost : cost) as Usd;
  return `${estimated ? '≈ ' : ''}${signOf(cost)}${formatMoney(amount, currency, formatAboutUsd)}`;
}

function signOf(amount: number | bigint): string {
  if (amount === 0 || amount === 0n) return '±';
  return amount < 0 ? '−' : '+';
}
