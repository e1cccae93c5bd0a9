// The contract of a rule row: which call sends prompts, where they stand in it, and what else the call must have. The rows are in
// callRules.ts (model providers), frameworkRules.ts, typedRules.ts (Go, Java, Kotlin, Ruby, Rust, PHP), dotnetRules.ts (C#) and chainRules.ts (builders).
import type { TemplateSyntax } from '../../holed';
import type { Role } from '../../prompt';

/** Where one text or one list of messages stands among the arguments. */
export interface Slot {
  /** Argument names, any one of them; a dot leads into an object or call (`config.systemInstruction`). */
  readonly names?: readonly string[];
  /** Positional argument, 0-based; used when no name is there. */
  readonly at?: number;
  /** Messages that follow as further arguments belong to it. */
  readonly rest?: boolean;
  /** The role of texts that do not carry their own. */
  readonly role: Role;
  /** How variables are written in it, when the library fills them in. */
  readonly template?: TemplateSyntax;
  /** How one text is made of a list of texts; otherwise each is sent by itself. */
  readonly list?: ListStyle;
}

/** `lines`: a line `- …` for each. `joined`: one after the other. `records`: no text; all that its objects hold is sent. */
export type ListStyle = 'lines' | 'joined' | 'records';

/** One call of a builder chain that adds to what is sent: `.system("…")`. Its text is its first argument unless said otherwise. */
export interface ChainLink extends Slot {
  readonly name: string;
  /** All its arguments are sent. */
  readonly all?: boolean;
  /** Sent before the messages, wherever in the chain it is set. */
  readonly ahead?: boolean;
}

export interface CallRule {
  /** The end of the callee's path: `chat.completions.create` also fits `client.chat.completions.create`. */
  readonly callee: string;
  readonly kind: 'chat' | 'text';
  /** In the order sent. */
  readonly slots: readonly Slot[];
  /** Positional argument that holds the model; the argument named `model` always counts. */
  readonly modelAt?: number;
  /** Positional argument that holds an agent or model object which names the model. */
  readonly clientAt?: number;
  /** Argument in which the model is named, when it is not an argument itself. */
  readonly modelIn?: string;
  /** At least one of these named arguments must be there, because the callee's name alone says too little. */
  readonly needs?: readonly string[];
  /** The file must import one of these packages (or a part of one). */
  readonly imports?: readonly string[];
  /** For chains of calls (`*` is their callee): at least one of these calls must be there. Arguments of all calls count as the chain's. */
  readonly links?: readonly ChainLink[];
  /** For chains: calls whose argument is the model: `.using(Provider, "gpt-4o")`. */
  readonly modelLinks?: readonly { readonly name: string; readonly at: number }[];
  /** For chains: one of these names must be in it. */
  readonly head?: readonly string[];
  /** The object that the call is made on must be made by one of these (last name of its construction; `*Agent`: what it ends with). */
  readonly madeBy?: readonly string[];
  /** True when the library chooses a model where the call names none: the only one in the file need not be it. */
  readonly modelElsewhere?: boolean;
  /** True when more is sent than this call shows (an agent's definition lacks the user's message). */
  readonly open?: boolean;
  /** True when the text fills a template, so that a few words of data are none: `chains.Run(ctx, chain, "gravity")`. */
  readonly fills?: boolean;
  /** True when the text is embedded: the only model of the file is the call's when it is one for that. */
  readonly embeds?: boolean;
  /** True when the library speaks to a server on the user's own machine. */
  readonly local?: boolean;
  /** True for OpenAI's Responses API: nobody has published how it frames messages. */
  readonly responses?: boolean;
}

/** Calls that make one message. The text is the argument named `content` (or `template`), else the first. */
export interface MessageRule {
  readonly callee: string;
  readonly role: Role;
  readonly template?: TemplateSyntax;
  /** See `CallRule`. It holds where the message stands by itself. */
  readonly imports?: readonly string[];
}

/** Slots of rows: the texts of a system's or user's argument of these names. */
export const system = (...names: string[]): Slot => ({ names, role: 'system' });
export const user = (...names: string[]): Slot => ({ names, role: 'user' });
