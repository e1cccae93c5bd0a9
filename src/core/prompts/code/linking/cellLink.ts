// One cell of an open notebook: names are looked up in the other cells, and what is told is only what stands in this one.
import type { Span } from '../../../text';
import type { CellRead, Detection, ModelName, Prompt, PromptRequest } from '../../prompt';
import { link } from './link';
import { movedBy, type Statement } from './placed';

/** The statements of a cell, where they stood when it was read last. */
export class CellStatements implements CellRead {
  constructor(
    readonly length: number,
    readonly statements: readonly Statement[],
  ) {}
}

interface Options {
  /** See `CodeFinder.find`. */
  readonly broken: boolean;
  /** See `CodeLanguage`. */
  readonly bareMembers: boolean;
}

/** Linear in all cells. The others count as standing ahead of this one. */
export function linkCell(own: CellStatements, others: readonly CellRead[], options: Options): Detection {
  const statements: Statement[] = [];
  let from = 0;
  for (const cell of [...others, own]) {
    if (!(cell instanceof CellStatements)) continue;
    for (const statement of cell.statements) statements.push(movedBy(statement, from));
    if (cell !== own) from += cell.length + 1;
  }
  return ownPart(link(statements, options.broken, options.bareMembers, 'any'), from);
}

/** The place of what is written in another cell. */
const elsewhere: Span = { start: 0, end: 0 };

function ownPart({ prompts, requests, problems, broken }: Detection, from: number): Detection {
  const moved = ({ start, end }: Span): Span => (start < from ? elsewhere : { start: start - from, end: end - from });
  const model = (found: ModelName | undefined) =>
    found === undefined ? {} : { model: { ...found, span: moved(found.span) } };
  const senders = new Map<number, PromptRequest[]>();
  for (const request of requests)
    for (const index of request.prompts) senders.set(index, [...(senders.get(index) ?? []), request]);
  const indexes = new Map<number, number>();
  const own: Prompt[] = [];
  for (const [index, prompt] of prompts.entries()) {
    if (prompt.span.start < from) continue;
    indexes.set(index, own.length);
    own.push({ ...prompt, span: moved(prompt.span), ...model(prompt.model ?? agreed(senders.get(index) ?? [])) });
  }
  const ownRequests = requests.flatMap((request): PromptRequest[] => {
    const sent = request.prompts.flatMap((index) => indexes.get(index) ?? []);
    if (request.span.start < from || sent.length === 0) return [];
    const partial = request.partial || sent.length < request.prompts.length;
    return [{ ...request, span: moved(request.span), prompts: sent, partial, ...model(request.model) }];
  });
  return { prompts: own, requests: ownRequests, problems, broken };
}

/** The model that all of these name; undefined when they do not agree. */
function agreed(requests: readonly PromptRequest[]): ModelName | undefined {
  const [first] = requests;
  return requests.every(({ model }) => model?.id === first?.model?.id) ? first?.model : undefined;
}
