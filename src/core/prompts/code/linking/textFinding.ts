// What is a prompt without a call that sends it: a message on its own, a text under a prompt-like name.
import type { Role } from '../../prompt';
import type { MessageFact, NamedFact } from '../facts/facts';
import { type ListValue, type TextValue, textsOf, type Value } from '../facts/value';
import { beginsAsPersona } from '../rules/personas';
import { isOwnText, isProse } from '../rules/prose';
import { messageRuleFor } from '../rules/ruleIndex';
import { isAside, isLikelyTold, isUnlikely } from '../rules/textClassifier';
import type { Definitions } from './definitions';
import { type Finding, type SentText, sentText } from './linkMemory';
import { pairIn } from './messageLists';
import { roleOf } from './messageParts';
import { Collector } from './messages';
import { type Placed, place, type Statement, spanNow } from './placed';

/** The texts of a message whose role can be told. */
export function findMessage(placed: Placed, definitions: Definitions): Finding {
  const collector = new Collector(definitions, spanNow(placed).start);
  const { value } = placed;
  collector.message(value.kind === 'list' ? { ...placed, value: messagesOf(value) } : placed);
  const { partial, given } = collector;
  // A name may hold a word that the program waits for; what stands in the message itself is said.
  const says = (sent: SentText) => isWithin(sent, placed) || !/^[a-z\d_-]*$/.test(sent.value.text);
  const speaks = ({ role }: SentText) => role !== 'unknown' || isComputed(value);
  const counts = (sent: SentText) => speaks(sent) && !isReport(sent, placed) && says(sent);
  const [sent, instead] = [collector.sent.map(sentText).filter(counts), collector.instead.map(sentText).filter(counts)];
  return { sent, instead, partial, given };
}

/** `{ role: turn.role, content: "…" }` */
const isComputed = (message: Value): boolean =>
  message.kind === 'object' && message.entries.has('role') && message.entries.get('role')?.kind !== 'text';

/** True for a list that may be of words and no messages: `["user", "actor"]`. */
export function mayBeWords(value: Value): boolean {
  const statesRole = (item: Value) =>
    item.kind === 'call'
      ? item.named.has('role') || messageRuleFor(item.path) !== undefined
      : item.kind === 'object' && item.entries.has('role');
  return value.kind === 'list' && !value.items.some(statesRole);
}

/** What of a list that stands alone is a message: itself, or what makes one of its items. */
function messagesOf(list: ListValue): ListValue {
  const said = pairIn(list)?.said;
  // `["user", "user.options"]`
  if (said !== undefined) return said.kind === 'text' && !/\s/.test(said.text) ? { ...list, items: [] } : list;
  // `[_x("user", "a person with an account"), …]`, words to be put into other languages
  const isPair = (item: Value) =>
    item.kind === 'call' && roleOf(item.positional[0]) !== undefined && messageRuleFor(item.path) === undefined;
  return { ...list, items: list.items.filter((item) => !isPair(item)) };
}

/**
 * In a message that no request lists: `{ role: "assistant", content: answer || "No answer" }`, what is shown when the model said nothing;
 * `content: "Looking up #{city}"` or `content: APOLOGY`, what the program reports in its name; `{ id: "hello", role: "assistant", … }`, what
 * it shows.
 */
function isReport(sent: SentText, message: Placed): boolean {
  const { role, value } = sent;
  if (role !== 'assistant') return false;
  if (isShown(message.value)) return true;
  return value.branches > value.literals || value.holes.length > 0 || !isWithin(sent, message);
}

/** True for a message with keys that only those on a screen have. */
export const isShown = (message: Value): boolean =>
  message.kind === 'object' && shownKeys.some((key) => message.entries.has(key));

/** Longer texts in a system's name are rarely notices. */
const NOTICE_LENGTH = 160;
/** Methods by which pages put a line of their own among those of a chat. */
const notifies = /^(add|append|push|insert|show|post|print|write|send)_?system/i;

/** True for an object that is a message of a user. */
export const isUsers = ({ value }: MessageFact): boolean =>
  value.kind === 'object' && roleOf(value.entries.get('role')) === 'user';

/**
 * True for what a page rather says to people in a system's name: `chat.addSystemMessage("Connected")`, and where no user speaks (`talks` is
 * false) `{ role: "system", content: "Switched to another model" }`.
 */
export function isNotice({ role, value: { text, holes } }: SentText, message: Value, talks: boolean): boolean {
  if (role !== 'system' || beginsAsPersona(text)) return false;
  const isShort = text.length < NOTICE_LENGTH;
  if (message.kind === 'object') return !talks && isShort && isAside(text, holes.length);
  if (message.kind !== 'call' || !notifies.test(message.path.at(-1) ?? '')) return false;
  return isShort ? !isLikelyTold(text, holes.length) : isUnlikely(text, holes.length);
}

/** True for a text that stands in the message and not under a name. */
function isWithin({ value: { span }, statement }: SentText, { value, statement: own }: Placed): boolean {
  return statement === own && span.start >= value.span.start && span.start < value.span.end;
}

/** What messages on a screen are told apart by; APIs take no such keys. Normalised. */
const shownKeys = ['id', 'key', 'timestamp', 'time', 'createdat', 'date', 'conversationid', 'sessionid', 'threadid'];

/** The prose under a prompt-like name, or under the name that such a name is given. */
export function findNamed(statement: Statement, fact: NamedFact, definitions: Definitions): Finding {
  const { value, role, scopes, beside = false, isSent = beside } = fact;
  // Beside a system prompt labels before data are said as well: `userMessage = "Notes:\n$notes"`.
  if (value.kind === 'text') {
    const text = { ...place(statement, value, scopes), value };
    return prose(namedTexts(text, role, definitions, isSent));
  }
  const resolved = definitions.resolveAll(value.path, place(statement, value, scopes).scopes);
  if (resolved === undefined) return prose([]);
  const texts = (held: readonly Placed[]) =>
    held.flatMap((each) => textsOf(each.value).map(([text]): Placed<TextValue> => ({ ...each, value: text })));
  const shown = texts([resolved.placed, ...resolved.others]).filter(({ value }) =>
    isProse(value.text, value.holes.length),
  );
  // `history += f"User: {question}\n"` adds data, not words.
  shown.push(...texts(resolved.added).filter(({ value }) => isOwnText(value.text, value.holes.length)));
  if (shown.length === 0) return prose(passedOn(place(statement, value, scopes), role, definitions));
  return prose(shown.flatMap((each) => namedTexts(each, role, definitions)));
}

/** What a function of the file returns, or a list is joined to, behind the name: `content = build_content(…)`. */
function passedOn(named: Placed, role: Role, definitions: Definitions): SentText[] {
  const collector = new Collector(definitions, spanNow(named).start);
  collector.slot(named, { role });
  const texts = [...collector.sent, ...collector.instead].map(sentText);
  return texts.filter(({ value: { text, holes } }) => isOwnText(text, holes.length));
}

const prose = (sent: readonly SentText[]): Finding => ({ sent, instead: [], partial: false });

/** A text under a prompt-like name, and the prose that the file keeps under the names in its holes. */
function namedTexts(text: Placed<TextValue>, role: Role, definitions: Definitions, isSaid = false): SentText[] {
  const { value, statement } = text;
  const collector = new Collector(definitions);
  collector.within(text, role);
  // `f"{RULES}\n\nNotes:\n{notes}"`: a label beside what the file keeps in a hole.
  const joins = collector.sent.length > 0 && /\p{L}{2}/u.test(value.text);
  const own = isSaid || joins || isProse(value.text, value.holes.length) ? [{ statement, value, role }] : [];
  return [...own, ...collector.sent.map(sentText), ...collector.instead.map(sentText)];
}
