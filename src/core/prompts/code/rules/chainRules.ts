// Which chains of calls send prompts: builders and fluent interfaces, `Request.builder().model(m).addUserMessage("…").build()`. Data, as in
// callRules.ts: names are compared without case and underscores, so that one row serves `withSystemPrompt` and `with_system_prompt`.
// Source: the SDKs' own documentation and examples (openai-java, anthropic-java, langchain4j, Spring AI, RubyLLM, rig, async-openai,
// Prism, background knowledge and the project's detection notes, read 2026-11).
import type { CallRule, ChainLink } from './callRule';

const ahead = (...names: string[]): ChainLink[] => names.map((name) => ({ name, role: 'system', ahead: true }));
const asks = (...names: string[]): ChainLink[] => names.map((name) => ({ name, role: 'user' }));
/** Lists of messages, which carry their roles. */
const messages: ChainLink = { name: 'messages', role: 'user', all: true };
const added: ChainLink[] = [
  { name: 'addSystemMessage', role: 'system' },
  { name: 'addDeveloperMessage', role: 'system' },
  { name: 'addUserMessage', role: 'user' },
  { name: 'addAssistantMessage', role: 'assistant' },
  { name: 'addMessage', role: 'unknown' },
];

const java: CallRule[] = [
  {
    callee: '*',
    kind: 'chat',
    head: [
      'ChatCompletionCreateParams',
      'MessageCreateParams',
      'MessageCountTokensParams',
      'StructuredMessageCreateParams',
    ],
    links: [...ahead('system'), ...added, messages],
    slots: [],
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['ResponseCreateParams'],
    links: [...ahead('instructions'), ...asks('input')],
    slots: [],
    responses: true,
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['AssistantCreateParams', 'BetaAssistantCreateParams'],
    links: ahead('instructions'),
    slots: [],
    open: true,
  },
  { callee: '*', kind: 'chat', head: ['BetaThreadMessageCreateParams'], links: asks('content'), slots: [], open: true },
  {
    callee: '*',
    kind: 'text',
    head: ['EmbeddingCreateParams'],
    links: asks('input', 'inputOfArrayOfStrings'),
    slots: [],
  },
  // langchain4j; the widely used client of Theo Kanning.
  { callee: '*', kind: 'chat', head: ['ChatRequest'], links: [messages], slots: [] },
  { callee: '*', kind: 'chat', head: ['ChatCompletionRequest'], links: [messages], slots: [] },
  { callee: '*', kind: 'chat', head: ['ChatCompletion'], links: [messages], imports: ['com.plexpt'], slots: [] },
  { callee: '*', kind: 'text', head: ['CompletionRequest', 'CompletionArgs'], links: asks('prompt'), slots: [] },
  { callee: '*', kind: 'text', head: ['EmbeddingRequest'], links: asks('input'), slots: [] },
  {
    callee: '*',
    kind: 'chat',
    head: ['prompt'],
    links: [
      ...['system', 'user'].map(
        (name): ChainLink => ({
          name,
          role: name === 'system' ? 'system' : 'user',
          names: ['text'],
          template: 'braces',
        }),
      ),
      { name: 'prompt', role: 'user', template: 'braces', all: true },
      messages,
    ],
    imports: ['org.springframework.ai'],
    modelElsewhere: true,
    slots: [],
  },
  {
    callee: '*',
    kind: 'chat',
    links: [{ name: 'defaultSystem', role: 'system', names: ['text'], template: 'braces' }],
    imports: ['org.springframework.ai'],
    slots: [],
    open: true,
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['PromptTemplate', 'SystemPromptTemplate'],
    links: [{ name: 'template', role: 'user', template: 'braces' }],
    imports: ['org.springframework.ai', 'dev.langchain4j'],
    slots: [],
    open: true,
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['AiServices', 'createAiService'],
    links: [
      { name: 'systemMessage', role: 'system' },
      { name: 'systemMessageProvider', role: 'system' },
    ],
    slots: [],
    open: true,
  },
  // Google's SDK and its agents, Amazon's.
  {
    callee: '*',
    kind: 'chat',
    head: ['GenerateContentConfig'],
    links: ahead('systemInstruction'),
    imports: ['com.google.genai'],
    slots: [],
    open: true,
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['LlmAgent'],
    links: ahead('instruction', 'globalInstruction'),
    slots: [],
    open: true,
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['Message'],
    links: asks('content'),
    imports: ['software.amazon.awssdk.services.bedrockruntime'],
    slots: [],
    open: true,
  },
];

const ruby: CallRule[] = [
  {
    callee: '*',
    kind: 'chat',
    head: ['RubyLLM'],
    links: [...ahead('withInstructions'), ...asks('ask', 'say')],
    slots: [],
    open: true,
  },
  // A chat that comes from elsewhere, in programs that need not import the library.
  {
    callee: '*',
    kind: 'chat',
    head: ['withInstructions'],
    links: [...ahead('withInstructions'), ...asks('ask', 'say')],
    needs: ['ask', 'say'],
    slots: [],
    open: true,
  },
];

const rig = ['rig', 'rig_core'];
const rust: CallRule[] = [
  {
    callee: '*',
    kind: 'chat',
    head: ['CreateChatCompletionRequestArgs'],
    links: [messages],
    slots: [],
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['CreateResponseArgs'],
    links: [...ahead('instructions'), ...asks('input')],
    slots: [],
    responses: true,
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['CreateAssistantRequestArgs'],
    links: ahead('instructions'),
    slots: [],
    open: true,
  },
  { callee: '*', kind: 'chat', head: ['CreateMessageRequestArgs'], links: asks('content'), slots: [], open: true },
  { callee: '*', kind: 'text', head: ['CreateCompletionRequestArgs'], links: asks('prompt'), slots: [] },
  { callee: '*', kind: 'text', head: ['CreateEmbeddingRequestArgs'], links: asks('input'), slots: [] },
  // Errors have a context, too: `agent.prompt("…").await.context("…")`.
  ...[
    { head: ['agent'], needs: ['preamble'] },
    { head: ['AgentBuilder'], needs: ['preamble', 'context'] },
  ].map(
    (of): CallRule => ({
      ...of,
      callee: '*',
      kind: 'chat',
      links: [...ahead('preamble', 'context', 'appendPreamble'), ...asks('prompt')],
      modelLinks: [{ name: 'agent', at: 0 }],
      imports: rig,
      slots: [],
      open: true,
    }),
  ),
  {
    callee: '*',
    kind: 'chat',
    links: [...ahead('preamble'), ...asks('prompt', 'prompttyped', 'extract')],
    modelLinks: [
      { name: 'agent', at: 0 },
      { name: 'completionmodel', at: 0 },
      { name: 'extractor', at: 0 },
    ],
    imports: rig,
    slots: [],
    open: true,
  },
  // The same where the crate comes in by another file.
  {
    callee: '*',
    kind: 'chat',
    head: ['agent', 'AgentBuilder'],
    links: ahead('preamble'),
    modelLinks: [{ name: 'agent', at: 0 }],
    slots: [],
    open: true,
  },
  {
    callee: '*',
    kind: 'chat',
    head: ['LLMChainBuilder'],
    links: asks('prompt'),
    imports: ['langchain_rust'],
    slots: [],
    open: true,
  },
  // The crate `llm`
  { callee: '*', kind: 'chat', head: ['LLMBuilder'], links: ahead('system'), slots: [], open: true },
  {
    callee: '*',
    kind: 'chat',
    head: ['ChatRequest'],
    links: [...ahead('withSystem'), { name: 'appendMessage', role: 'unknown' }],
    imports: ['genai'],
    slots: [],
  },
];

/** Embabel (Java, Kotlin): `context.ai().withLlm(…).createObject("…", Class)`. */
const embabel: CallRule[] = [
  {
    callee: '*',
    kind: 'chat',
    links: [
      ...ahead('withSystemPrompt'),
      ...asks('createObject', 'createObjectIfPossible', 'generateText', 'evaluateCondition'),
    ],
    imports: ['com.embabel'],
    modelElsewhere: true,
    slots: [],
    open: true,
  },
];

const php: CallRule[] = [
  {
    callee: '*',
    kind: 'chat',
    head: ['Prism'],
    links: [...ahead('withSystemPrompt'), ...asks('withPrompt'), { name: 'withMessages', role: 'user' }],
    modelLinks: [{ name: 'using', at: 1 }],
    slots: [],
  },
  {
    callee: '*',
    kind: 'text',
    head: ['Prism'],
    links: asks('fromInput', 'fromArray'),
    modelLinks: [{ name: 'using', at: 1 }],
    slots: [],
  },
];

/** AnythingLLM's agents. */
const script: CallRule[] = [
  {
    callee: '*',
    kind: 'chat',
    head: ['AIbitat'],
    links: [{ name: 'agent', role: 'system', names: ['role'] }],
    slots: [],
    open: true,
  },
];

/** Builders of any program that state a model and what it is to be told. */
const builders: CallRule[] = [
  {
    callee: '*',
    kind: 'chat',
    links: [
      ...ahead('systemPrompt', 'withSystemPrompt', 'setSystemPrompt', 'systemInstruction', 'withSystemInstruction'),
      ...asks('userPrompt', 'withUserPrompt'),
    ],
    needs: ['model', 'modelName', 'modelId', 'withModel', 'setModel'],
    slots: [],
    open: true,
  },
];

/** Every known chain. The first that sends something counts. */
export const chainRules: readonly CallRule[] = [...java, ...embabel, ...ruby, ...rust, ...php, ...script, ...builders];
