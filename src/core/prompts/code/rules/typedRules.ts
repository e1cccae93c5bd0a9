// More rows of callRules.ts: calls and constructions of SDKs for Go, Java, Kotlin, Ruby and Rust; dotnetRules.ts has C#'s, phpRules.ts PHP's.
// Source: the SDKs' own documentation and examples, as collected in the project's detection notes (read 2026-11).
import { type CallRule, type Slot, system, user } from './callRule';
import { dotnetRules } from './dotnetRules';
import { phpRules } from './phpRules';

const messages = user('messages');
const first: Slot = { at: 0, role: 'user' };
const chat = (callee: string, ...slots: Slot[]): CallRule => ({ callee, kind: 'chat', slots });

/** openai-go, go-openai, anthropic-sdk-go: the request is a struct, in the call or in a variable. */
const go: CallRule[] = [
  ...['ChatCompletionNewParams', 'ChatCompletionRequest'].map((callee) => chat(callee, messages)),
  ...['MessageNewParams', 'MessageCountTokensParams', 'BetaMessageNewParams'].map((callee) =>
    chat(callee, system('system'), messages),
  ),
  { ...chat('ResponseNewParams', system('instructions'), user('input')), responses: true },
  ...['EmbeddingNewParams', 'EmbeddingRequest', 'EmbeddingRequestStrings'].map(
    (callee): CallRule => ({ callee, kind: 'text', slots: [user('input')], needs: ['input'] }),
  ),
  { callee: 'CompletionRequest', kind: 'text', slots: [user('prompt')], needs: ['prompt'] },
  { ...chat('AssistantRequest', system('instructions')), needs: ['instructions'], open: true },
  {
    callee: 'llm.Call',
    kind: 'chat',
    slots: [{ at: 1, role: 'user' }],
    imports: ['github.com/tmc/langchaingo'],
  },
  { ...chat('BetaThreadNewParams', messages), open: true },
  { ...chat('BetaThreadMessageNewParams', user('content')), open: true },
  // google.golang.org/genai: context, model, contents, config; the older package: context, parts.
  ...['Models.GenerateContent', 'Models.GenerateContentStream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('systemInstruction'), { at: 2, role: 'user' }],
      modelAt: 1,
      imports: ['google.golang.org/genai'],
    }),
  ),
  ...['SendMessage', 'SendMessageStream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ at: 1, role: 'user', rest: true }],
      imports: ['google.golang.org/genai'],
      open: true,
    }),
  ),
  // The older package: a model object is given parts.
  ...['GenerateContent', 'GenerateContentStream', 'SendMessage', 'SendMessageStream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ at: 1, role: 'user', rest: true }],
      imports: ['github.com/google/generative-ai-go', 'cloud.google.com/go/vertexai'],
    }),
  ),
  // langchaingo
  {
    callee: 'GenerateFromSinglePrompt',
    kind: 'chat',
    slots: [{ at: 2, role: 'user' }],
    clientAt: 1,
    imports: ['github.com/tmc/langchaingo'],
  },
  {
    callee: 'GenerateContent',
    kind: 'chat',
    slots: [{ at: 1, role: 'user' }],
    imports: ['github.com/tmc/langchaingo'],
  },
  {
    callee: 'chains.Run',
    kind: 'chat',
    slots: [{ at: 2, role: 'user' }],
    imports: ['github.com/tmc/langchaingo'],
    open: true,
    fills: true,
  },
  // MCPHost
  ...['Prompt', 'PromptWithOptions', 'PromptWithCallbacks'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ at: 1, role: 'user' }],
      imports: ['github.com/mark3labs/mcphost'],
      open: true,
    }),
  ),
  { callee: 'NewPromptTemplate', kind: 'chat', slots: [{ at: 0, role: 'user', template: 'mustache' }] },
  // Genkit: options named `WithSystem`, `WithPrompt`
  ...['genkit.Generate', 'genkit.GenerateText', 'genkit.GenerateData', 'genkit.DefinePrompt'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('system'), user('prompt'), messages],
      needs: ['system', 'prompt', 'messages'],
      clientAt: 1,
    }),
  ),
  // eino
  {
    callee: 'ChatModelAgentConfig',
    kind: 'chat',
    slots: [system('instruction')],
    needs: ['instruction'],
    open: true,
  },
  {
    callee: 'Generate',
    kind: 'chat',
    slots: [{ at: 1, role: 'unknown' }],
    imports: ['github.com/cloudwego/eino'],
  },
  {
    callee: 'runner.Query',
    kind: 'chat',
    slots: [{ at: 1, role: 'user' }],
    imports: ['github.com/cloudwego/eino'],
    open: true,
  },
  // The interactions of Google's SDK.
  {
    callee: 'CreateModelInteraction',
    kind: 'chat',
    slots: [system('systemInstruction'), user('input')],
    needs: ['input'],
  },
];

/** langchain4j and Spring AI. A text alone is the user's. */
const java: CallRule[] = [
  ...['chat', 'generate'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [{ ...first, rest: true }], imports: ['dev.langchain4j'] }),
  ),
  {
    callee: 'execute',
    kind: 'chat',
    slots: [first],
    imports: ['dev.langchain4j'],
    madeBy: ['ConversationalChain', 'ConversationalRetrievalChain'],
  },
  ...[
    'model.chat',
    'model.generate',
    'chatModel.chat',
    'chatModel.call',
    'chatModel.generate',
    'chatLanguageModel.generate',
  ].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [first],
      imports: ['dev.langchain4j', 'org.springframework.ai'],
    }),
  ),
  // Google's SDK: model, contents, config.
  ...['models.generateContent', 'models.generateContentStream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ at: 1, role: 'user' }],
      modelAt: 0,
      imports: ['com.google.genai'],
    }),
  ),
  {
    callee: 'PromptTemplate.Builder',
    kind: 'chat',
    slots: [{ names: ['template'], role: 'user', template: 'mustache' }],
    needs: ['template'],
  },
  ...['PromptTemplate.from', 'PromptTemplate', 'SystemPromptTemplate'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [
        {
          at: 0,
          role: callee.startsWith('System') ? 'system' : 'user',
          template: callee.endsWith('from') ? 'mustache' : 'braces',
        },
      ],
      ...(callee.endsWith('from') ? {} : { imports: ['dev.langchain4j', 'org.springframework.ai'] }),
    }),
  ),
];

/** The body of Google's API as a class of the program's own, as apps for Android have it. */
const googleBody: CallRule = {
  callee: 'GenerateContentRequest',
  kind: 'chat',
  slots: [system('systemInstruction'), user('contents')],
  needs: ['contents'],
};

/** Koog: agents, and prompts built in braces; xef has such prompts, too. */
const kotlin: CallRule[] = [
  { callee: 'AIAgent', kind: 'chat', slots: [system('systemPrompt')], needs: ['systemPrompt'], open: true },
  { callee: 'AIAgentConfig', kind: 'chat', slots: [user('prompt.messages')], open: true },
  { callee: 'prompt', kind: 'chat', slots: [messages], needs: ['messages'], imports: ['ai.koog'] },
  {
    callee: 'Prompt',
    kind: 'chat',
    slots: [messages],
    needs: ['messages'],
    modelAt: 0,
    imports: ['com.xebia.functional.xef'],
  },
  // What is added to the prompt of a session.
  ...['appendPrompt', 'updatePrompt'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [messages], imports: ['ai.koog'], open: true }),
  ),
  {
    callee: 'sendMessage',
    kind: 'chat',
    slots: [first],
    imports: ['com.google.ai.client.generativeai', 'com.google.firebase.ai', 'com.google.firebase.vertexai'],
    open: true,
  },
  { callee: 'run', kind: 'chat', slots: [first], imports: ['ai.koog'], madeBy: ['AIAgent'], open: true },
];

const rubyModels = ['openai', 'anthropic', 'ruby_llm', 'langchain'];
const ruby: CallRule[] = [
  {
    callee: 'chat',
    kind: 'chat',
    slots: [system('parameters.system', 'system'), user('parameters.messages', 'messages')],
    needs: ['parameters', 'messages'],
  },
  { callee: 'embeddings', kind: 'text', slots: [user('parameters.input')], needs: ['parameters'] },
  {
    callee: 'messages',
    kind: 'chat',
    slots: [system('parameters.system'), user('parameters.messages')],
    needs: ['parameters'],
  },
  {
    callee: 'Langchain.Assistant.new',
    kind: 'chat',
    slots: [system('instructions')],
    needs: ['instructions'],
    open: true,
  },
  ...['addMessage', 'addMessageAndRun', 'addMessageAndRun!'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [user('content')],
      needs: ['content'],
      imports: ['langchain'],
      open: true,
    }),
  ),
  { callee: 'setContext', kind: 'chat', slots: [{ at: 0, role: 'system' }], madeBy: ['Conversation'], open: true },
  { callee: 'message', kind: 'chat', slots: [first], madeBy: ['Conversation'], open: true },
  { callee: 'llm.embed', kind: 'text', slots: [user('text')], needs: ['text'], imports: ['langchain'], embeds: true },
  {
    callee: 'PromptTemplate.new',
    kind: 'chat',
    slots: [{ names: ['template'], role: 'user', template: 'braces' }],
    needs: ['template'],
  },
  {
    callee: 'FewShotPromptTemplate.new',
    kind: 'chat',
    slots: ['prefix', 'suffix'].map((name): Slot => ({ names: [name], role: 'user', template: 'braces' })),
  },
  // Agents as classes: RubyLLM's and Active Agent's.
  {
    callee: 'instructions',
    kind: 'chat',
    slots: [{ at: 0, role: 'system' }],
    imports: ['ruby_llm', 'active_agent'],
    open: true,
  },
  {
    callee: 'prompt',
    kind: 'chat',
    slots: [{ names: ['message', 'text'], at: 0, role: 'user' }],
    imports: ['ruby_llm', 'active_agent'],
    open: true,
  },
  // dspy.rb: what a signature is for is the instruction that is sent.
  { callee: 'description', kind: 'chat', slots: [{ at: 0, role: 'system' }], imports: ['dspy'], open: true },
  { callee: 'new.ask', kind: 'chat', slots: [first], imports: ['ruby_llm'], open: true },
  ...['chat.ask', 'chat.say'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], imports: rubyModels, open: true }),
  ),
  ...['ask', 'say'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], madeBy: ['RubyLLM'], open: true }),
  ),
  // Classes of the program's own that are agents.
  {
    callee: 'ask',
    kind: 'chat',
    slots: [first],
    imports: ['ruby_llm'],
    madeBy: ['*Agent', '*Assistant', '*Chat'],
    open: true,
  },
  ...[{ callee: 'chat.withInstructions' }, { callee: 'withInstructions', madeBy: ['RubyLLM'] }].map(
    (rule): CallRule => ({ ...rule, kind: 'chat', slots: [{ at: 0, role: 'system' }], open: true }),
  ),
];

/** async-openai's structs, rig's agents, genai's requests. */
const rust: CallRule[] = [
  chat('CreateChatCompletionRequest', messages),
  // ollama-rs
  {
    callee: 'GenerationRequest.new',
    kind: 'chat',
    slots: [{ at: 1, role: 'user' }],
    modelAt: 0,
    imports: ['ollama_rs'],
    local: true,
  },
  {
    callee: 'ChatMessageRequest.new',
    kind: 'chat',
    slots: [{ at: 1, role: 'user' }],
    modelAt: 0,
    imports: ['ollama_rs'],
    local: true,
  },
  { callee: 'ChatRequest.new', kind: 'chat', slots: [first], imports: ['genai'] },
  { callee: 'agent.chat', kind: 'chat', slots: [first], imports: ['rig', 'rig_core'], open: true },
  ...['structuredPrompt', 'structuredPromptDyn', 'Prompt.from'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], imports: ['swiftide'], open: true }),
  ),
  { callee: 'invoke', kind: 'chat', slots: [first], imports: ['langchain_rust'], open: true },
  {
    callee: 'ChatRequest.fromSystem',
    kind: 'chat',
    slots: [{ at: 0, role: 'system' }],
    imports: ['genai'],
    open: true,
  },
];

export const typedCallRules: readonly CallRule[] = [
  ...go,
  ...java,
  googleBody,
  ...kotlin,
  ...dotnetRules,
  ...ruby,
  ...rust,
  ...phpRules,
];
