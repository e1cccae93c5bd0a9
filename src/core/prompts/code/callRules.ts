// Which calls send prompts, and where the prompts stand in them. Data: one row serves every language, because names are compared
// without case and underscores. To teach the finder a new SDK, add a row here and a marked fixture.
// Source for all rows: the SDKs' own documentation and examples, as collected in the project's detection notes (read 2026-11).

import type { TemplateSyntax } from '../holed';
import type { Role } from '../prompt';

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
}

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
  /** The object that the call is made on must be made by one of these (last name of its construction). */
  readonly madeBy?: readonly string[];
  /** True when more is sent than this call shows (an agent's definition lacks the user's message). */
  readonly open?: boolean;
}

/** Path segments that select a variant of the same API; they are skipped. */
export const transparentSegments: ReadonlySet<string> = new Set(['beta', 'withrawresponse', 'withstreamingresponse']);

const system = (...names: string[]): Slot => ({ names, role: 'system' });
const user = (...names: string[]): Slot => ({ names, role: 'user' });
const messages = user('messages');

const openai: CallRule[] = [
  ...['create', 'parse', 'stream', 'runTools'].map(
    (verb): CallRule => ({ callee: `chat.completions.${verb}`, kind: 'chat', slots: [messages] }),
  ),
  { callee: 'ChatCompletion.create', kind: 'chat', slots: [messages] },
  { callee: 'ChatCompletion.acreate', kind: 'chat', slots: [messages] },
  ...['create', 'parse', 'stream'].map(
    (verb): CallRule => ({
      callee: `responses.${verb}`,
      kind: 'chat',
      slots: [system('instructions'), user('input')],
      needs: ['input', 'instructions'],
    }),
  ),
  { callee: 'embeddings.create', kind: 'text', slots: [user('input')] },
  { callee: 'completions.create', kind: 'text', slots: [user('prompt')], needs: ['prompt'] },
  { callee: 'Completion.create', kind: 'text', slots: [user('prompt')], needs: ['prompt'] },
  { callee: 'assistants.create', kind: 'chat', slots: [system('instructions')], open: true },
  {
    callee: 'threads.runs.create',
    kind: 'chat',
    slots: [system('instructions', 'additionalInstructions')],
    open: true,
  },
  { callee: 'threads.messages.create', kind: 'chat', slots: [user('content')], open: true },
];

const anthropic: CallRule[] = ['create', 'stream', 'parse', 'countTokens', 'toolRunner'].map((verb) => ({
  callee: `messages.${verb}`,
  kind: 'chat',
  slots: [system('system'), messages],
  needs: ['messages'],
}));

const vercel: CallRule[] = [
  ...['generateText', 'streamText', 'generateObject', 'streamObject'].map(
    (verb): CallRule => ({
      callee: verb,
      kind: 'chat',
      slots: [system('system', 'instructions'), user('prompt'), messages],
      needs: ['prompt', 'messages'],
    }),
  ),
  { callee: 'embed', kind: 'text', slots: [user('value')], needs: ['value'], imports: ['ai'] },
  { callee: 'embedMany', kind: 'text', slots: [user('values')], needs: ['values'], imports: ['ai'] },
];

const claudeAgent: CallRule = {
  callee: 'query',
  kind: 'chat',
  slots: [system('options.systemPrompt', 'options.systemPrompt.append'), user('prompt')],
  needs: ['prompt'],
  imports: ['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-code', 'claude_agent_sdk', 'claude_code_sdk'],
  modelIn: 'options',
  // The tool's own instructions are sent as well.
  open: true,
};

const agentPackages = ['agents', '@openai/agents', 'pydantic_ai', 'ai', '@mastra/core', 'agno', 'google.adk'];
const agent: Omit<CallRule, 'callee'> = {
  kind: 'chat',
  slots: [system('instructions', 'systemPrompt', 'instruction')],
  modelAt: 0,
  needs: ['instructions', 'systemPrompt', 'instruction'],
  open: true,
};
const agents: CallRule[] = [
  { ...agent, callee: 'Agent', imports: agentPackages },
  ...['ToolLoopAgent', 'ExperimentalAgent', 'LlmAgent'].map((callee): CallRule => ({ ...agent, callee })),
  ...['run', 'runSync', 'runStreamed'].map(
    (verb): CallRule => ({
      callee: `Runner.${verb}`,
      kind: 'chat',
      slots: [{ names: ['input'], at: 1, role: 'user' }],
      clientAt: 0,
      open: true,
    }),
  ),
  ...['run', 'runSync', 'runStream'].map(
    (verb): CallRule => ({
      callee: `agent.${verb}`,
      kind: 'chat',
      slots: [{ names: ['userPrompt'], at: 0, role: 'user' }],
      imports: ['pydantic_ai'],
      open: true,
    }),
  ),
  ...['run', 'runSync', 'runStream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['userPrompt'], at: 0, role: 'user' }],
      imports: ['pydantic_ai'],
      madeBy: ['Agent'],
      open: true,
    }),
  ),
  ...['generate', 'stream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['prompt', 'messages'], at: 0, role: 'user' }],
      imports: ['@mastra/core', 'ai'],
      madeBy: ['Agent', 'ToolLoopAgent', 'ExperimentalAgent'],
      open: true,
    }),
  ),
  {
    callee: 'run',
    kind: 'chat',
    slots: [{ names: ['input'], at: 1, role: 'user' }],
    clientAt: 0,
    imports: ['@openai/agents'],
    open: true,
  },
  // AutoGen's teams and chats.
  ...['run', 'runStream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [user('task')],
      needs: ['task'],
      imports: ['autogen_agentchat', 'autogen'],
      open: true,
    }),
  ),
  {
    callee: 'initiateChat',
    kind: 'chat',
    slots: [user('message')],
    needs: ['message'],
    clientAt: 0,
    imports: ['autogen', 'pyautogen', 'ag2'],
    open: true,
  },
  {
    callee: 'AssistantAgent',
    kind: 'chat',
    slots: [system('systemMessage')],
    needs: ['systemMessage'],
    open: true,
  },
];

const googleSlots = [system('config.systemInstruction', 'systemInstruction'), { ...user('contents'), at: 0 }];
const google: CallRule[] = [
  ...['generateContent', 'generateContentAsync', 'generateContentStream'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: googleSlots }),
  ),
  ...['GenerativeModel', 'getGenerativeModel'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('systemInstruction')],
      modelAt: 0,
      needs: ['systemInstruction'],
      open: true,
    }),
  ),
  ...['sendMessage', 'sendMessageStream', 'sendMessageAsync'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['message'], at: 0, role: 'user' }],
      imports: ['google', '@google'],
      open: true,
    }),
  ),
  { callee: 'models.embedContent', kind: 'text', slots: [user('contents')] },
];

const others: CallRule[] = [
  // VS Code's language model API.
  { callee: 'sendRequest', kind: 'chat', slots: [{ at: 0, role: 'unknown' }] },
  {
    callee: 'Agent',
    kind: 'chat',
    slots: [system('role'), system('goal'), system('backstory')],
    needs: ['backstory', 'goal'],
    imports: ['crewai'],
    open: true,
  },
  {
    callee: 'Task',
    kind: 'chat',
    slots: [user('description'), user('expectedOutput')],
    needs: ['expectedOutput'],
    imports: ['crewai'],
    open: true,
  },
  ...['completion', 'acompletion'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [messages], needs: ['messages'], modelAt: 0 }),
  ),
  { callee: 'chat.complete', kind: 'chat', slots: [messages], needs: ['messages'] },
  { callee: 'ollama.chat', kind: 'chat', slots: [messages], needs: ['messages'] },
  { callee: 'ollama.generate', kind: 'chat', slots: [system('system'), user('prompt')], needs: ['prompt'] },
  {
    callee: 'ai.generate',
    kind: 'chat',
    slots: [system('system'), { ...user('prompt'), at: 0 }],
    imports: ['genkit', '@genkit-ai'],
  },
];

const braces = (role: Role, ...names: string[]): Slot => ({ names, at: 0, role, template: 'braces' });
const langchainModels = (
  'ChatOpenAI AzureChatOpenAI ChatAnthropic ChatGoogleGenerativeAI ChatVertexAI ChatGroq ChatMistralAI ChatOllama ChatBedrock ChatCohere ' +
  'ChatDeepSeek ChatXAI ChatBedrockConverse OllamaLLM Ollama init_chat_model withStructuredOutput bindTools'
).split(' ');
const langchain: CallRule[] = [
  { callee: 'ChatPromptTemplate.fromMessages', kind: 'chat', slots: [braces('user', 'messages')] },
  { callee: 'ChatPromptTemplate.fromPromptMessages', kind: 'chat', slots: [braces('user', 'promptMessages')] },
  { callee: 'ChatPromptTemplate', kind: 'chat', slots: [braces('user', 'messages')] },
  { callee: 'ChatPromptTemplate.fromTemplate', kind: 'chat', slots: [braces('user', 'template')] },
  { callee: 'PromptTemplate.fromTemplate', kind: 'chat', slots: [braces('user', 'template')] },
  { callee: 'PromptTemplate', kind: 'chat', slots: [braces('user', 'template')] },
  ...['createAgent', 'createReactAgent'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('systemPrompt', 'prompt')],
      modelAt: 0,
      needs: ['systemPrompt', 'prompt'],
      open: true,
    }),
  ),
  // LlamaIndex.
  ...['complete', 'acomplete', 'streamComplete', 'chat', 'achat', 'streamChat'].map(
    (verb): CallRule => ({
      callee: `llm.${verb}`,
      kind: 'chat',
      slots: [{ names: ['prompt', 'messages'], at: 0, role: 'user' }],
    }),
  ),
  ...['llm', 'model', 'chatModel'].flatMap((receiver) =>
    ['invoke', 'ainvoke', 'stream', 'astream'].map(
      (verb): CallRule => ({ callee: `${receiver}.${verb}`, kind: 'chat', slots: [{ at: 0, role: 'user' }] }),
    ),
  ),
  ...['invoke', 'ainvoke', 'stream', 'astream'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [{ at: 0, role: 'user' }], madeBy: langchainModels }),
  ),
  // A list that holds no message is no request, so these general names need no import.
  ...['invoke', 'ainvoke', 'stream', 'astream'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [{ at: 0, role: 'unknown' }] }),
  ),
];

/** Every known call. When several fit, the one with the longest callee counts. */
export const callRules: readonly CallRule[] = [
  ...openai,
  ...anthropic,
  claudeAgent,
  ...vercel,
  ...agents,
  ...google,
  ...others,
  ...langchain,
];

/** Any call or object that has both a model and messages, as many clients of compatible APIs have. */
export const generalRule: CallRule = {
  callee: '*',
  kind: 'chat',
  slots: [system('system'), messages],
  needs: ['messages'],
};

/** Calls that make one message. The text is the argument named `content` (or `template`), else the first. */
export interface MessageRule {
  readonly callee: string;
  readonly role: Role;
  readonly template?: TemplateSyntax;
}

const roleClasses: readonly (readonly [string, Role])[] = [
  ['System', 'system'],
  ['Developer', 'system'],
  ['Human', 'user'],
  ['User', 'user'],
  ['AI', 'assistant'],
  ['Assistant', 'assistant'],
];

export const messageRules: readonly MessageRule[] = roleClasses.flatMap(([name, role]) => [
  { callee: `${name}Message`, role },
  { callee: `LanguageModelChatMessage.${name}`, role },
  { callee: `${name}MessagePromptTemplate.fromTemplate`, role, template: 'braces' as const },
]);
