// Rows of callRules.ts for PHP. Source: the libraries' own documentation and examples (background knowledge, read 2026-11).
import { type CallRule, type Slot, system, user } from './callRule';

const messages = user('messages');
const first: Slot = { at: 0, role: 'user' };

/** openai-php, NeuronAI, LLPhant, LarAgent, Laravel AI, Symfony AI. */
export const phpRules: readonly CallRule[] = [
  { callee: 'chat.create', kind: 'chat', slots: [messages], needs: ['messages'] },
  { callee: 'chat.createStreamed', kind: 'chat', slots: [messages], needs: ['messages'] },
  {
    callee: 'responses.createStreamed',
    kind: 'chat',
    slots: [system('instructions'), user('input')],
    needs: ['input', 'instructions'],
    responses: true,
  },
  {
    callee: 'SystemPrompt',
    kind: 'chat',
    slots: [system('background'), system('steps'), system('output')],
    needs: ['background', 'steps', 'output'],
    imports: ['NeuronAI'],
    open: true,
  },
  ...['agent.chat', 'agent.stream', 'agent.structured'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], imports: ['NeuronAI'], open: true }),
  ),
  { callee: 'setSystemMessage', kind: 'chat', slots: [{ at: 0, role: 'system' }], open: true },
  { callee: 'generateText', kind: 'chat', slots: [first], imports: ['LLPhant'], open: true },
  ...['answerQuestion', 'answerQuestionStream'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], madeBy: ['QuestionAnswering'], open: true }),
  ),
  ...['respond', 'message', 'ask'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [first], imports: ['LarAgent'], open: true }),
  ),
  // Source: https://laravel.com/docs/ai-sdk (read 2026-11-22). Agents are classes of the program's own.
  ...['prompt', 'stream', 'queue'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['prompt'], at: 0, role: 'user' }],
      imports: ['Laravel\\Ai', 'App\\Ai', 'App\\AI'],
      open: true,
    }),
  ),
  ...['Ai.stream', 'Ai.chat', 'Ai.quick', 'Ai.complete'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [first],
      imports: ['Laravel\\Ai', 'CreativeCrafts\\LaravelAiAssistant'],
      open: true,
    }),
  ),
  {
    callee: 'input.message',
    kind: 'chat',
    slots: [first],
    imports: ['CreativeCrafts\\LaravelAiAssistant'],
    open: true,
  },
  { callee: 'agent', kind: 'chat', slots: [system('instructions')], imports: ['Laravel\\Ai'], open: true },
  { callee: 'agent.call', kind: 'chat', slots: [{ at: 0, role: 'user' }], imports: ['Symfony\\AI'], open: true },
];
