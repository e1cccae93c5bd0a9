// Loads the parser runtime and the grammars on first use, each once.
import { Language, Parser } from 'web-tree-sitter';
import type { ReadAsset } from '../../../assets';
import type { CodeLanguage } from './language';
import { unpackGrammar } from './packedGrammar';

/**
 * Owns the loaded grammars. Make one per process: the runtime keeps its WebAssembly instance in a variable of its own module, so two
 * loads at the same time would leave one of them with parsers of a lost instance. (One after the other is harmless.)
 */
export class Grammars {
  readonly #readAsset: ReadAsset;
  readonly #loaded = new Map<string, Promise<Parser>>();
  #runtime: Promise<void> | undefined;

  constructor(readAsset: ReadAsset) {
    this.#readAsset = readAsset;
  }

  /**
   * A parser of the language, for all its documents: it keeps nothing between two parses. Rejects when a data file is missing or
   * damaged; the next call tries again.
   */
  load(language: CodeLanguage): Promise<Parser> {
    const known = this.#loaded.get(language.grammar);
    if (known !== undefined) return known;
    const loading = this.#load(language);
    this.#loaded.set(language.grammar, loading);
    loading.catch(() => this.#loaded.delete(language.grammar));
    return loading;
  }

  async #load({ grammar }: CodeLanguage): Promise<Parser> {
    this.#runtime ??= this.#start();
    const [bytes] = await Promise.all([this.#readAsset(`grammars/${grammar}.wasm`), this.#runtime]);
    const language = await Language.load(unpackGrammar(bytes));
    const parser = new Parser();
    parser.setLanguage(language);
    return parser;
  }

  async #start(): Promise<void> {
    try {
      // The runtime asks where its file is even when it is given the bytes, and fails in a worker that has no address of its own.
      const locateFile = (name: string) => name;
      await Parser.init({ wasmBinary: await this.#readAsset('grammars/tree-sitter.wasm'), locateFile });
    } catch (error) {
      this.#runtime = undefined;
      throw error;
    }
  }
}
