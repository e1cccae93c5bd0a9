// Texts that tell a model who it is and stand where nothing names them: in a list, behind an index, as an argument.
import { maySpeakToModel, personasWritten } from '../rules/personas';
import type { CodeLanguage } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';
import { literalAround } from './candidates';
import type { TextValue } from './value';

interface Tree {
  readonly root: Node;
  readonly text: string;
  readonly language: CodeLanguage;
}

/** The texts of a tree that begin like one, up to an offset; not those that a program shows, logs or throws. */
export function personasIn(tree: Tree, until: number): TextValue[] {
  const { root, text } = tree;
  return personasWritten(text.slice(root.startIndex, until)).flatMap((at): TextValue[] => {
    const literal = literalAround(tree, root.startIndex + at);
    if (literal === undefined || !maySpeakToModel(literal.name, literal.callee)) return [];
    const { span, holes } = literal;
    return [{ kind: 'text', span, text: literal.text, holes, branches: 1, literals: 1 }];
  });
}
