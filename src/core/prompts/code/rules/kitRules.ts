// Which calls and elements of browser agents, chat interfaces and small agent kits send prompts: rows as in callRules.ts.
// Source: the kits' own documentation and examples (Stagehand, browser-use, CopilotKit, Chainlit, Inngest AgentKit, AI SDK UI, LangChain,
// LlamaIndex, Semantic Kernel, Workers AI, Haystack, Agno, smolagents, Strands, CAMEL, Microsoft Agent Framework; background knowledge, read 2026-11).
import { type CallRule, type Slot, system, user } from './callRule';

const first = (...names: string[]): Slot => ({ names, at: 0, role: 'user' });
const open = (callee: string, slots: readonly Slot[], more: Partial<CallRule> = {}): CallRule => ({
  callee,
  kind: 'chat',
  slots,
  open: true,
  ...more,
});

/** Agents that are told what to do on a page. */
const browsers: CallRule[] = [
  ...['act', 'observe', 'extract', 'agent.execute'].map((callee) =>
    open(callee, [first('instruction', 'action')], { imports: ['@browserbasehq/stagehand', 'stagehand'] }),
  ),
  ...['agent.execute', 'observe', 'extract'].map((callee) =>
    open(callee, [user('instruction')], { needs: ['instruction'] }),
  ),
  open('evaluator.ask', [user('question')], { needs: ['question'] }),
  ...['Agent', 'BrowserAgent'].map((callee) =>
    open(callee, [user('task'), system('extendSystemMessage')], { needs: ['task'], imports: ['browser_use'] }),
  ),
];

/** Elements of CopilotKit, and calls that say something in the user's name. */
const interfaces: CallRule[] = [
  ...['CopilotChat', 'CopilotPopup', 'CopilotSidebar', 'CopilotPanel'].map((name) =>
    open(`<${name}>`, [system('instructions')], { needs: ['instructions'], imports: ['@copilotkit'] }),
  ),
  open('<CopilotTextarea>', [system('autosuggestionsConfig.textareaPurpose')], { imports: ['@copilotkit'] }),
  open('CopilotTask', [system('instructions')], { needs: ['instructions'] }),
  open('Starter', [user('message')], { needs: ['message'], imports: ['chainlit'] }),
  open('sendMessage', [user('text')], { needs: ['text'], imports: ['@ai-sdk', 'ai'] }),
];

const chainPackages = [
  'langchain',
  'langchain_rust',
  '@langchain',
  'langchain_core',
  'langchain_community',
  'langchain_openai',
  'langgraph',
];
const asked = ['question', 'query', 'input'];
const verbs = ['invoke', 'ainvoke', 'stream', 'astream', 'run', 'call'];

/** Chains of LangChain: what fills their templates under the names of questions, and what is given to one that is named as such. */
const chains: CallRule[] = [
  open('chain.run', [user(...asked)], { needs: asked }),
  ...verbs.map((callee) => open(callee, [user(...asked)], { needs: asked, imports: chainPackages })),
  ...['chain', 'ragChain', 'qaChain', 'llmChain', 'agentExecutor'].flatMap((holder) =>
    verbs.map((verb) => open(`${holder}.${verb}`, [first(...asked)], { imports: chainPackages, fills: true })),
  ),
];

const agents: CallRule[] = [
  ...['createAgent', 'createRoutingAgent'].map((callee) =>
    open(callee, [system('system')], { needs: ['system'], imports: ['@inngest/agent-kit'] }),
  ),
  ...['initializeAgentExecutorWithOptions', 'initializeAgent'].map((callee) =>
    open(
      callee,
      ['prefix', 'suffix', 'systemMessage'].map((name) => system(`agentArgs.${name}`, `agentKwargs.${name}`)),
      {
        needs: ['agentArgs', 'agentKwargs'],
      },
    ),
  ),
  ...['createPrompt', 'fromLlmAndTools'].map((callee) =>
    open(callee, [system('prefix', 'systemMessage'), system('suffix', 'humanMessage')], {
      needs: ['prefix', 'suffix', 'systemMessage'],
      imports: ['langchain', '@langchain', 'langchain_classic'],
    }),
  ),
  // Engines of LlamaIndex that are asked where they are made.
  ...['asQueryEngine.query', 'asQueryEngine.aquery', 'asChatEngine.chat', 'asChatEngine.streamChat'].map((callee) =>
    open(callee, [first('query', 'message')]),
  ),
  open('customQuery', [first('queryStr')], { imports: ['llama_index', 'llamaindex'] }),
  ...['query', 'aquery', 'chat', 'achat', 'streamChat'].map((callee) =>
    open(callee, [first('query', 'message')], {
      imports: ['llama_index', 'llamaindex', '@llamaindex'],
      madeBy: ['asQueryEngine', 'asChatEngine', 'RetrieverQueryEngine', 'ContextChatEngine', 'SimpleChatEngine'],
    }),
  ),
  open('invokePrompt', [first('prompt')], { imports: ['semantic_kernel'] }),
  open('getResponse', [first('messages')], { imports: ['semantic_kernel'] }),
  ...['getAgent.generate', 'getAgent.stream'].map((callee) => open(callee, [first('prompt', 'messages')])),
  open('printResponse', [first('message', 'input')], { imports: ['agno', 'phi'] }),
  ...['ai.generateStream', 'ai.chat'].map((callee) =>
    open(callee, [system('system'), first('prompt'), user('messages')], { imports: ['genkit', '@genkit-ai'] }),
  ),
  open(
    'ai.definePrompt',
    [system('system'), { names: ['prompt', 'messages'], at: 1, role: 'user', template: 'mustache' }],
    {
      imports: ['genkit', '@genkit-ai'],
    },
  ),
  {
    callee: 'AI.run',
    kind: 'chat',
    slots: [user('prompt'), user('messages')],
    modelAt: 0,
    needs: ['prompt', 'messages'],
  },
];

/** Haystack, Agno, smolagents, LlamaIndex's agents, Strands. */
const pythonKits: CallRule[] = [
  ...['PromptBuilder', 'ChatPromptBuilder'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['template'], at: 0, role: 'user', template: 'mustache' }],
      imports: ['haystack'],
    }),
  ),
  // Agno makes a list of its instructions. Source: agno's agent.py, `get_system_message` (background knowledge).
  ...['Agent', 'Assistant'].map((callee) =>
    open(
      callee,
      [system('description'), system('role'), { ...system('instructions'), list: 'lines' }, system('systemMessage')],
      { needs: ['description', 'role', 'instructions', 'systemMessage'], imports: ['agno', 'phi'] },
    ),
  ),
  ...['Agent', 'ChatAgent'].map((callee) =>
    open(callee, [system('instructions'), system('systemMessage', 'systemPrompt')], {
      needs: ['instructions', 'systemMessage', 'systemPrompt'],
      imports: ['strands', 'camel', 'agent_framework'],
    }),
  ),
  ...['agent', 'agent.invokeAsync', 'agent.streamAsync'].map((callee) =>
    open(callee, [first('prompt')], { imports: ['strands'], madeBy: ['Agent'] }),
  ),
  ...['printResponse', 'aprintResponse', 'run', 'arun'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['message', 'input'], at: 0, role: 'user' }],
      imports: ['agno', 'phi'],
      madeBy: ['Agent', 'Assistant', 'Team'],
      open: true,
    }),
  ),
  {
    callee: 'run',
    kind: 'chat',
    slots: [{ names: ['task'], at: 0, role: 'user' }],
    imports: ['smolagents'],
    madeBy: ['CodeAgent', 'ToolCallingAgent'],
    open: true,
  },
  ...['agent', 'FunctionAgent', 'ReActAgent'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('systemPrompt')],
      needs: ['systemPrompt'],
      imports: ['llamaindex', '@llamaindex', 'llama_index'],
      open: true,
    }),
  ),
  ...['run', 'runStream'].map((callee) =>
    open(callee, [first('userMsg', 'userInput')], {
      imports: ['llamaindex', '@llamaindex', 'llama_index'],
      madeBy: ['agent', 'multiAgent', 'AgentWorkflow', 'FunctionAgent', 'ReActAgent'],
    }),
  ),
  open('agency.getResponse', [first('message')], { imports: ['agency_swarm'] }),
  open('run', [first('withMessage')], { imports: ['metagpt'] }),
  open('asChatEngine', [system('systemPrompt'), system('contextPrompt')], { needs: ['systemPrompt', 'contextPrompt'] }),
  open('Signature', [system('instructions')], { needs: ['instructions'], imports: ['dspy'] }),
  open('ChatHistory', [system('systemMessage')], { needs: ['systemMessage'], imports: ['semantic_kernel'] }),
  open('fromTools', [system('systemPrompt', 'context')], {
    needs: ['systemPrompt', 'context'],
    imports: ['llama_index', 'llamaindex', '@llamaindex'],
  }),
  // Haystack
  ...['run', 'generator.run'].map((callee) =>
    open(callee, [first('prompt', 'messages')], {
      imports: ['haystack'],
      madeBy: [
        'OpenAIGenerator',
        'OpenAIChatGenerator',
        'HuggingFaceLocalGenerator',
        'OllamaGenerator',
        'AzureOpenAIGenerator',
      ],
    }),
  ),
  // Genkit's chats.
  ...['send', 'sendStream'].map((callee) =>
    open(callee, [first('prompt')], { imports: ['genkit', '@genkit-ai'], madeBy: ['chat'] }),
  ),
  open('memory.put', [first('message')], { imports: ['llamaindex', '@llamaindex', 'llama_index'] }),
  ...['step', 'astep'].map((callee) =>
    open(callee, [first('inputMessage')], { imports: ['camel'], madeBy: ['ChatAgent'], clientAt: 0 }),
  ),
];

/** Servers and libraries of open models, and judges that are told what to look for. */
const others: CallRule[] = [
  open('llm.generate', [first('prompts', 'prompt')]),
  ...['textGeneration', 'textGenerationStream'].map((callee) =>
    open(callee, [first('prompt', 'inputs')], { imports: ['huggingface_hub', '@huggingface'] }),
  ),
  ...['run', 'stream', 'asyncRun'].map((verb) =>
    open(`replicate.${verb}`, [system('input.systemPrompt'), user('input.prompt')], { modelAt: 0 }),
  ),
  ...['Task', 'run'].map((callee) => open(callee, [first('objective')], { imports: ['controlflow'] })),
  open('askAsync', [first('question')], { imports: ['Microsoft.KernelMemory'] }),
  open('prompt', [first('text')], { needs: ['text'], imports: ['raix'] }),
  open('GEval', [system('criteria'), system('evaluationSteps')], { imports: ['deepeval'] }),
  open('AspectCritic', [system('definition')], { imports: ['ragas'] }),
];

const embedding = (callee: string, slots: readonly Slot[], more: Partial<CallRule> = {}): CallRule => ({
  callee,
  kind: 'text',
  slots,
  embeds: true,
  ...more,
});

/** Texts that are embedded, to be kept or to be looked up. */
const embeddings: CallRule[] = [
  ...['embedQuery', 'embedDocuments', 'aembedQuery', 'aembedDocuments'].map((callee) =>
    embedding(callee, [first('text', 'texts', 'query', 'document', 'documents')]),
  ),
  // Go: a context comes first.
  ...['embedQuery', 'embedDocuments'].map((callee) =>
    embedding(callee, [{ at: 1, role: 'user' }], { imports: ['github.com/tmc/langchaingo'] }),
  ),
  ...['similaritySearch', 'similaritySearchWithScore', 'asimilaritySearch', 'maxMarginalRelevanceSearch'].map(
    (callee) => embedding(callee, [first('query')]),
  ),
  ...['retriever.invoke', 'retriever.ainvoke', 'getRelevantDocuments'].map((callee) =>
    embedding(callee, [first('query', 'input')], { imports: chainPackages }),
  ),
  ...['fromTexts', 'afromTexts', 'addTexts', 'aaddTexts'].map((callee) =>
    embedding(callee, [first('texts')], { imports: chainPackages }),
  ),
  ...['importTextAsync', 'searchAsync'].map((callee) =>
    embedding(callee, [first('text', 'query')], { imports: ['Microsoft.KernelMemory'] }),
  ),
  embedding('RubyLLM.embed', [first('text')]),
  embedding('embeddingModel.embed', [first('text')], { imports: ['dev.langchain4j', 'org.springframework.ai'] }),
  embedding('Models.EmbedContent', [{ at: 2, role: 'user' }], { modelAt: 1, imports: ['google.golang.org/genai'] }),
  embedding('Document.new', [first('pageContent')], { imports: ['langchain_rust'] }),
  embedding('encode', [first('sentences')], { madeBy: ['SentenceTransformer'] }),
  embedding('embed', [first('texts')], { needs: ['texts'], imports: ['cohere', 'cohere-ai', 'voyageai'] }),
  embedding('query', [user('queryTexts')], { needs: ['queryTexts'] }),
  ...['saveInformation', 'saveInformationAsync', 'saveReference', 'saveReferenceAsync'].map((callee) =>
    embedding(callee, [user('text')], { imports: ['semantic_kernel', 'Microsoft.SemanticKernel'] }),
  ),
  embedding('ollama.embed', [user('input')], { local: true }),
  embedding('ollama.embeddings', [user('prompt')], { local: true }),
];

/** Every known call and element of these kits. */
export const kitRules: readonly CallRule[] = [
  ...pythonKits,
  ...browsers,
  ...interfaces,
  ...chains,
  ...agents,
  ...others,
  ...embeddings,
];
