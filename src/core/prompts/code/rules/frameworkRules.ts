// Which calls of agent kits and frameworks send prompts: rows as in callRules.ts.
// Source: the frameworks' own documentation and examples, as collected in the project's detection notes (read 2026-11).
import type { Role } from '../../prompt';
import { type CallRule, type MessageRule, type Slot, system, user } from './callRule';

const messages = user('messages');

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

const langchainPackages = ['langchain', '@langchain', 'langchain_core', 'langchain_community', 'langchain_openai'];
const agentPackages =
  'agents @openai/agents pydantic_ai ai @mastra/core agno google.adk swarm agency_swarm praisonaiagents controlflow'.split(
    ' ',
  );
const agent: Omit<CallRule, 'callee'> = {
  kind: 'chat',
  slots: [system('instructions', 'systemPrompt', 'instruction', 'system')],
  modelAt: 0,
  needs: ['instructions', 'systemPrompt', 'instruction', 'system'],
  open: true,
};
const agents: CallRule[] = [
  { ...agent, callee: 'Agent', imports: agentPackages },
  { ...agent, callee: 'Agent.create', imports: agentPackages },
  ...['ToolLoopAgent', 'ExperimentalAgent', 'LlmAgent'].map((callee): CallRule => ({ ...agent, callee })),
  ...['run', 'runSync', 'runStreamed'].map(
    (verb): CallRule => ({
      callee: `Runner.${verb}`,
      kind: 'chat',
      slots: [{ names: ['input'], at: 1, role: 'user' }],
      clientAt: 0,
      // Commands of a shell have runners, too.
      imports: agentPackages,
      open: true,
    }),
  ),
  ...['run', 'runSync', 'runStream', 'iter'].map(
    (verb): CallRule => ({
      callee: `agent.${verb}`,
      kind: 'chat',
      slots: [{ names: ['userPrompt'], at: 0, role: 'user' }],
      imports: ['pydantic_ai', 'llama_index', 'smolagents', 'strands', ...langchainPackages],
      open: true,
    }),
  ),
  ...['run', 'runSync', 'runStream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['userPrompt', 'messages'], at: 0, role: 'user' }],
      imports: ['pydantic_ai', 'agent_framework'],
      madeBy: ['Agent', 'ChatAgent'],
      open: true,
    }),
  ),
  ...['generate', 'stream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['prompt', 'messages'], at: 0, role: 'user' }],
      imports: ['@mastra', 'ai'],
      madeBy: ['Agent', 'ToolLoopAgent', 'ExperimentalAgent', 'getAgent'],
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
  ...['send', 'generateReply'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['message'], at: 0, role: 'user' }],
      imports: ['autogen', 'pyautogen', 'ag2'],
      madeBy: ['UserProxyAgent', 'AssistantAgent', 'ConversableAgent', 'GroupChatManager'],
      open: true,
    }),
  ),
  ...['AssistantAgent', 'ConversableAgent'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('systemMessage')],
      needs: ['systemMessage'],
      open: true,
    }),
  ),
  {
    callee: 'SelectorGroupChat',
    kind: 'chat',
    slots: [system('selectorPrompt')],
    needs: ['selectorPrompt'],
    imports: ['autogen_agentchat'],
    open: true,
  },
];

/** Frameworks with agents by role and goal, and tasks by description. */
const crews = ['crewai', 'kaibanjs', 'praisonaiagents', 'versionhq'];

const others: CallRule[] = [
  // crewAI: objects of its classes, and what a class of the program that extends one gives it.
  ...['Agent', 'super.__init__'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('role'), system('goal'), system('backstory', 'background')],
      needs: ['backstory', 'goal'],
      imports: crews,
      open: true,
    }),
  ),
  ...[
    { callee: 'Task', needs: ['expectedOutput', 'agent', 'tools'] },
    { callee: 'super.__init__', needs: ['expectedOutput'] },
  ].map(
    (rule): CallRule => ({
      ...rule,
      kind: 'chat',
      slots: [user('description'), user('expectedOutput')],
      imports: crews,
      open: true,
    }),
  ),
  ...['execute', 'executeTask', 'kickoff'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ at: 0, role: 'user' }],
      imports: crews,
      madeBy: ['Agent'],
      open: true,
    }),
  ),
  // LiveKit
  {
    callee: 'generateReply',
    kind: 'chat',
    slots: [system('instructions'), { names: ['userInput'], at: 0, role: 'user' }],
    imports: ['livekit'],
    open: true,
  },
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
const langchainChains = (
  'RetrievalQA LLMChain ConversationChain ConversationalRetrievalChain RetrievalQAWithSourcesChain VectorDBQA AgentExecutor ' +
  'initializeAgent initializeAgentExecutorWithOptions createRetrievalChain createSqlAgent createPandasDataframeAgent loadQaChain ' +
  'RetrievalQAChain ConversationalRetrievalQAChain VectorDBQAChain SqlDatabaseChain RunnableSequence createCsvAgent'
).split(' ');
const shots: Slot = { names: ['examples'], role: 'user', list: 'records' };
const langchain: CallRule[] = [
  { callee: 'ChatPromptTemplate.fromMessages', kind: 'chat', slots: [braces('user', 'messages')] },
  { callee: 'ChatPromptTemplate.fromPromptMessages', kind: 'chat', slots: [braces('user', 'promptMessages')] },
  { callee: 'ChatPromptTemplate', kind: 'chat', slots: [braces('user', 'messages')] },
  { callee: 'ChatPromptTemplate.fromTemplate', kind: 'chat', slots: [braces('user', 'template')] },
  { callee: 'PromptTemplate.fromTemplate', kind: 'chat', slots: [braces('user', 'template')] },
  { callee: 'PromptTemplate', kind: 'chat', slots: [braces('user', 'template')] },
  {
    callee: 'FewShotPromptTemplate',
    kind: 'chat',
    slots: [
      { names: ['prefix'], role: 'user', template: 'braces' },
      shots,
      { names: ['suffix'], role: 'user', template: 'braces' },
    ],
  },
  { callee: 'FewShotChatMessagePromptTemplate', kind: 'chat', slots: [shots], needs: ['examples'], open: true },
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
  ...['invoke', 'ainvoke', 'stream', 'astream', 'batch', 'abatch', 'predict', 'apredict', 'call'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [{ at: 0, role: 'user' }], madeBy: langchainModels }),
  ),
  ...[
    'queryEngine.query',
    'queryEngine.aquery',
    'chatEngine.chat',
    'chatEngine.streamChat',
    'agent.chat',
    'agent.query',
  ].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['query', 'message'], at: 0, role: 'user' }],
      imports: ['llama_index', 'llamaindex', '@llamaindex'],
      open: true,
    }),
  ),
  // Chains and agents, whatever the name of their input.
  ...['run', 'arun', 'invoke', 'ainvoke', 'predict', 'apredict', 'call', 'stream', 'astream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['input', 'query', 'question'], at: 0, role: 'user' }],
      madeBy: langchainChains,
      open: true,
      // A word fills the chain's template.
      fills: true,
    }),
  ),
  // A list that holds no message is no request, so these general names need no import.
  ...['invoke', 'ainvoke', 'stream', 'astream'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [{ at: 0, role: 'unknown' }] }),
  ),
];

/** Guidance, whose programs are templates with the roles in them, and Semantic Kernel's chats of agents. */
const programs: CallRule[] = [
  {
    callee: 'guidance',
    kind: 'chat',
    slots: [{ at: 0, role: 'user', template: 'mustache' }],
    imports: ['guidance'],
    open: true,
  },
  {
    callee: 'addChatMessage',
    kind: 'chat',
    slots: [{ names: ['message'], at: 0, role: 'user' }],
    imports: ['semantic_kernel'],
    open: true,
  },
];

/** Every known call of a framework. */
export const frameworkRules: readonly CallRule[] = [
  ...vercel,
  claudeAgent,
  ...programs,
  ...agents,
  ...others,
  ...langchain,
];

const roleClasses: readonly (readonly [string, Role])[] = [
  ['System', 'system'],
  ['Developer', 'system'],
  ['Instruction', 'system'],
  ['Human', 'user'],
  ['User', 'user'],
  ['AI', 'assistant'],
  ['Assistant', 'assistant'],
];

export const messageRules: readonly MessageRule[] = roleClasses.flatMap(([name, role]) => [
  { callee: `<${name}Message>`, role, imports: ['@vscode/prompt-tsx', 'ai-jsx'] },
  { callee: `<Completion>.<${name}Message>`, role },
  { callee: `${name}Message`, role },
  { callee: `LanguageModelChatMessage.${name}`, role },
  { callee: `${name}MessagePromptTemplate.fromTemplate`, role, template: 'braces' as const },
  { callee: `${name}ChatMessage`, role },
  { callee: `ChatMessage.from${name}`, role, template: 'mustache' as const },
]);
