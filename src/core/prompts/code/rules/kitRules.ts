// Which calls and elements of browser agents, chat interfaces and small agent kits send prompts: rows as in callRules.ts.
// Source: the kits' own documentation and examples (Stagehand, browser-use, CopilotKit, Chainlit, Inngest AgentKit, AI SDK UI, LangChain,
// LlamaIndex, Semantic Kernel, Workers AI; background knowledge, read 2026-11).
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
  ...['execute', 'observe', 'extract'].map((callee) => open(callee, [user('instruction')], { needs: ['instruction'] })),
  open('evaluator.ask', [user('question')], { needs: ['question'] }),
  open('Agent', [user('task'), system('extendSystemMessage')], { needs: ['task'], imports: ['browser_use'] }),
];

/** Elements of CopilotKit, and calls that say something in the user's name. */
const interfaces: CallRule[] = [
  ...['CopilotChat', 'CopilotPopup', 'CopilotSidebar', 'CopilotPanel'].map((name) =>
    open(`<${name}>`, [system('instructions')], { needs: ['instructions'], imports: ['@copilotkit'] }),
  ),
  open('<CopilotTextarea>', [system('autosuggestionsConfig.textareaPurpose')], { imports: ['@copilotkit'] }),
  open('Starter', [user('message')], { needs: ['message'], imports: ['chainlit'] }),
  open('sendMessage', [user('text')], { needs: ['text'], imports: ['@ai-sdk', 'ai'] }),
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
  ...['query', 'aquery', 'chat', 'achat', 'streamChat'].map((callee) =>
    open(callee, [first('query', 'message')], {
      imports: ['llama_index', 'llamaindex', '@llamaindex'],
      madeBy: ['asQueryEngine', 'asChatEngine', 'RetrieverQueryEngine', 'ContextChatEngine', 'SimpleChatEngine'],
    }),
  ),
  open('invokePrompt', [first('prompt')], { imports: ['semantic_kernel'] }),
  {
    callee: 'AI.run',
    kind: 'chat',
    slots: [user('prompt'), user('messages')],
    modelAt: 0,
    needs: ['prompt', 'messages'],
  },
];

/** Every known call and element of these kits. */
export const kitRules: readonly CallRule[] = [...browsers, ...interfaces, ...agents];
