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
  ...[
    'ChatCompletionAgent',
    'OpenAIAssistantAgent',
    'ChatClientAgent',
    'AsAIAgent',
    'CreateAIAgent',
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
  {
    callee: 'ChatHistory',
    kind: 'chat',
    slots: [{ at: 0, role: 'system' }],
    imports: ['Microsoft.SemanticKernel'],
    open: true,
  },
];
