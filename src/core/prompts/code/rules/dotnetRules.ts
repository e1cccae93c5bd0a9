// More rows of callRules.ts: calls and constructions of SDKs for C#.
// Source: the SDKs' own documentation and examples, as collected in the project's detection notes (read 2026-11).
import { type CallRule, type Slot, system, user } from './callRule';

const first: Slot = { at: 0, role: 'user' };

const dotnetModels = [
  'OpenAI',
  'Azure.AI',
  'Microsoft.Extensions.AI',
  'Microsoft.SemanticKernel',
  'Microsoft.Agents',
  'Anthropic',
];
const kernelAgents = (
  'ChatCompletionAgent OpenAIAssistantAgent OpenAIResponseAgent AzureAIAgent SequentialOrchestration ConcurrentOrchestration ' +
  'HandoffOrchestration GroupChatOrchestration MagenticOrchestration'
).split(' ');
const betalgo = ['OpenAI', 'Betalgo'];
/** Every known call of C#'s SDKs. */
export const dotnetRules: readonly CallRule[] = [
  ...['CompleteChat', 'CompleteChatAsync', 'CompleteChatStreaming', 'CompleteChatStreamingAsync'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ ...user('messages'), at: 0, rest: true }],
    }),
  ),
  ...['GetResponseAsync', 'GetStreamingResponseAsync', 'CompleteAsync', 'CompleteStreamingAsync'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], imports: dotnetModels }),
  ),
  ...[
    'InvokePromptAsync',
    'InvokePromptStreamingAsync',
    'CreateFunctionFromPrompt',
    'KernelFunctionFactory.CreateFromPrompt',
  ].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['promptTemplate'], at: 0, role: 'user', template: 'mustache' }],
    }),
  ),
  // Planners: the goal alone at first, later behind the kernel.
  {
    callee: 'CreatePlanAsync',
    kind: 'chat',
    slots: [
      { names: ['goal'], at: 0, role: 'user' },
      { at: 1, role: 'user' },
    ],
    imports: dotnetModels,
    open: true,
  },
  ...[
    'ChatCompletionAgent',
    'OpenAIAssistantAgent',
    'ChatClientAgent',
    'AsAIAgent',
    'CreateAIAgent',
    'CreateChatCompletionAgent',
    'CreateAgent',
    'CreateAgentAsync',
    'AssistantCreationOptions',
  ].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('instructions')],
      needs: ['instructions'],
      open: true,
    }),
  ),
  { callee: 'AsAIAgent', kind: 'chat', slots: [{ at: 0, role: 'system' }], imports: dotnetModels, open: true },
  { callee: 'ChatClientAgent', kind: 'chat', slots: [{ at: 1, role: 'system' }], imports: dotnetModels, open: true },
  ...['agent.RunAsync', 'agent.RunStreamingAsync'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], imports: dotnetModels, open: true }),
  ),
  ...['CreateResponse', 'CreateResponseAsync', 'CreateResponseStreaming', 'CreateResponseStreamingAsync'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('instructions'), { names: ['userInputText', 'inputItems'], at: 0, role: 'user' }],
      imports: ['OpenAI'],
      responses: true,
    }),
  ),
  {
    callee: 'ThreadCreationOptions',
    kind: 'chat',
    slots: [user('initialMessages')],
    needs: ['initialMessages'],
    open: true,
  },
  // Semantic Kernel: agents and orchestrations of them, functions that fill a template in.
  ...['InvokeAsync', 'InvokeStreamingAsync'].flatMap((callee): CallRule[] => [
    { callee, kind: 'chat', slots: [first], imports: ['Microsoft.SemanticKernel'], madeBy: kernelAgents, open: true },
    {
      callee: `kernel.${callee}`,
      kind: 'chat',
      slots: [user('input')],
      needs: ['input'],
      imports: ['Microsoft.SemanticKernel'],
      open: true,
    },
  ]),
  ...['GetChatMessageContentAsync', 'GetChatMessageContentsAsync', 'GetStreamingChatMessageContentsAsync'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], imports: ['Microsoft.SemanticKernel'] }),
  ),
  ...['GenerateEmbedding', 'GenerateEmbeddingAsync'].map(
    (callee): CallRule => ({ callee, kind: 'text', slots: [first], imports: dotnetModels }),
  ),
  // Betalgo: the model may stand beside the request.
  ...['CreateCompletion', 'CreateCompletionAsStream'].flatMap((callee): CallRule[] => [
    {
      callee: `ChatCompletion.${callee}`,
      kind: 'chat',
      slots: [user('messages')],
      modelAt: 1,
      needs: ['messages'],
      imports: betalgo,
    },
    {
      callee: `Completions.${callee}`,
      kind: 'text',
      slots: [user('prompt')],
      modelAt: 1,
      needs: ['prompt'],
      imports: betalgo,
    },
  ]),
  // AutoGen: what agents are told to begin with.
  {
    callee: 'SendAsync',
    kind: 'chat',
    slots: [{ names: ['message'], at: 0, role: 'user' }],
    imports: ['AutoGen', 'OllamaSharp'],
    open: true,
  },
  {
    callee: 'InitiateChatAsync',
    kind: 'chat',
    slots: [{ names: ['message'], at: 1, role: 'user' }],
    clientAt: 0,
    imports: ['AutoGen'],
    open: true,
  },
  {
    callee: 'SendMessageToGroupAsync',
    kind: 'chat',
    slots: [{ names: ['msg', 'message'], at: 1, role: 'user' }],
    imports: ['AutoGen'],
    open: true,
  },
  {
    callee: 'ChatHistory',
    kind: 'chat',
    slots: [{ at: 0, role: 'system' }],
    imports: ['Microsoft.SemanticKernel', 'com.microsoft.semantickernel'],
    open: true,
  },
  {
    callee: 'Chat',
    kind: 'chat',
    slots: [{ at: 1, role: 'system' }],
    clientAt: 0,
    imports: ['OllamaSharp'],
    open: true,
  },
  { callee: 'GenerateAsync', kind: 'chat', slots: [first], imports: ['OllamaSharp'] },
];
