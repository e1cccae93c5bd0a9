// Functions that test: what they make is sent to a model only where they send it.
import type { Node } from './syntaxNode';

/** Tests that only compare (Rust's `mod tests`, `it("…", () => { … })`), and those that may send what they make. */
export type Tests = 'compares' | 'sends';

/** What the inside of a scope tests. `waits`: see `Scope.tests`. */
export const testsInside = (own: Tests | 'waits' | undefined, outer: Tests | undefined): Tests | undefined =>
  own === 'waits' ? outer && 'sends' : (own ?? outer);

const marks =
  /@(Test|ParameterizedTest|RepeatedTest|Benchmark|BeforeEach|Before|Setup)\b|\[(Fact|Theory|Test|TestCase|TestMethod|DataTestMethod|SetUp|Benchmark|GlobalSetup)\b/;

/** A function's tests by what is written in front of its name: `@Test fun`, `[Fact] public void`. */
export const markedTests = (node: Node, name: Node | null, text: string): Tests | undefined =>
  name !== null && marks.test(text.slice(node.startIndex, name.startIndex)) ? 'sends' : undefined;

/** The same by its name: `test_reply`, `TestReply`. */
export const namedTests = (name: string | undefined): Tests | undefined =>
  name !== undefined && /^([tT]est|Benchmark)(_|[A-Z])/.test(name) ? 'sends' : undefined;

/** The same by what a block is given to: `it "answers" do`. */
export const calledTests = (name: string | undefined): Tests | undefined =>
  name !== undefined && /^(it|specify|test|scenario|before)$/.test(name) ? 'sends' : undefined;

const givesTest = /\b(it|test|specify)(\.\w{1,20})?\(\s{0,20}(["'`])[^\n]{0,120}\3,\s{0,20}$/;
const GIVES_LENGTH = 180;

/** True where `it("answers", ` stands in front, so that what begins there is what a test runs. */
export const givenToTest = (text: string, start: number): boolean =>
  givesTest.test(text.slice(Math.max(0, start - GIVES_LENGTH), start));
