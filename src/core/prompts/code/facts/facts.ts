// What one statement of a file says about prompts, before names are resolved. Facts depend only on the statement's own text and the
// names around it, so an unchanged statement keeps its facts while the rest of the file is edited.
import type { Span } from '../../../text';
import type { WrittenModel } from '../../modelNames';
import type { Role } from '../../prompt';
import type { CallRule } from '../rules/callRule';
import type { CallValue, NameValue, ObjectValue, TextValue, Value } from './value';

/** Starts of the scopes around a place, innermost first, without those outside the statement. */
export type Scopes = readonly number[];

/** A call (or object) that may be a request. */
export interface RequestFact {
  readonly value: CallValue | ObjectValue;
  /** Rules whose callee fits, longest first. */
  readonly rules: readonly CallRule[];
  readonly scopes: Scopes;
}

/** An object with role and content, or a call that makes a message. */
export interface MessageFact {
  readonly value: Value;
  /** In a test: `asks` where a call is given it that asks somebody; what is only held counts beside a request or such a call. */
  readonly inTest?: 'asks' | 'holds';
  readonly scopes: Scopes;
}

/** A prose text under a prompt-like name, or the name of what holds such texts. */
export interface NamedFact {
  readonly value: TextValue | NameValue;
  readonly scopes: Scopes;
  readonly role: Role;
  /** The name alone does not tell; it counts in files that have to do with models. */
  readonly weak: boolean;
  /** It is sent whatever its words are. */
  readonly isSent?: boolean;
  /** It counts only where the file has a system prompt beside it: `user_message = f"…"`. */
  readonly beside?: boolean;
}

export interface Definition {
  /** `name`, `.name` for a member of a class, `name()` for what a function returns, `--name` for an option of the command line. */
  readonly name: string;
  /** Undefined when the name is bound to something that is not in the source (a parameter, a loop variable). */
  readonly value: Value | undefined;
  /** Start of the scope or class that it belongs to; undefined when that is around the statement or is the file. */
  readonly home: number | undefined;
  /** True for `x += …` and for what is put into the list `x`. */
  readonly appended: boolean;
  /** True where an outer scope may have declared the name: `x = …` in a block. */
  readonly assigned?: boolean;
  /** True for a declaration without a value. */
  readonly declared?: boolean;
  /** Where it stands in a branch, so that what the name held before may still hold: characters from the value's start to the branch's end. */
  readonly conditional?: number;
  /** True for what stands in for a value that is missing: `if (!model) model = "…"`. */
  readonly fallback?: boolean;
  readonly scopes: Scopes;
}

/** A call that no rule knows: one of a function of the file may be one that sends its arguments. */
export interface CallFact {
  readonly value: CallValue;
  readonly scopes: Scopes;
}

/** A function with a name, and the names of its parameters in order. */
export interface FunctionFact {
  readonly name: string;
  readonly params: readonly string[];
  /** The class that it is a member of. */
  readonly className: string | undefined;
  /** Start of its node. */
  readonly home: number;
}

/** A literal that is a model id beyond doubt. */
export interface ModelFact extends WrittenModel {
  readonly span: Span;
  /** True when it is given to a name or a call; false where it may only be compared with. */
  readonly given?: boolean;
  /** The name that it is given to, normalised. */
  readonly name?: string;
}

/** All offsets are those of the document at the time of reading; `base` is where the statement stood then. */
export interface Facts {
  readonly base: number;
  readonly requests: RequestFact[];
  readonly calls: CallFact[];
  readonly functions: FunctionFact[];
  readonly messages: MessageFact[];
  readonly named: NamedFact[];
  /** Long texts of the file itself whose names say nothing. They count in files named for their prompts. */
  readonly texts: NamedFact[];
  /** What models of pictures are given. */
  readonly drawn: NamedFact[];
  /** Names that only settings of such models have: `cfgScale`, `numInferenceSteps`. */
  readonly drawing: string[];
  readonly definitions: Definition[];
  readonly models: ModelFact[];
  /** Literals that spell a model id, wherever they stand; those of `models` among them. */
  readonly spelled: ModelFact[];
  /** Names, normalised, of models that only the environment says. */
  readonly elsewhere: string[];
  /** Names for a model that are given what another name holds, `model: DEFAULT_MODEL`. Normalised. */
  readonly modelNames: { readonly name: string; readonly from: string }[];
  readonly imports: string[];
  /** Names of lists that are changed after their making (`messages.append(…)`). */
  readonly mutated: string[];
  /** Names that texts are joined of (`"\n".join(lines)`). */
  readonly joined: string[];
  /** The end of the last text that stands behind the expression that names it; facts that reach out of their statement are not kept. */
  readonly reach: number;
  /** True for the head of a statement whose body is read apart: what it defines is seen from there. */
  readonly isHead: boolean;
}

export function noFacts(base: number): Facts {
  return {
    base,
    requests: [],
    calls: [],
    functions: [],
    messages: [],
    named: [],
    texts: [],
    drawn: [],
    drawing: [],
    definitions: [],
    models: [],
    spelled: [],
    elsewhere: [],
    modelNames: [],
    imports: [],
    mutated: [],
    joined: [],
    reach: 0,
    isHead: false,
  };
}
