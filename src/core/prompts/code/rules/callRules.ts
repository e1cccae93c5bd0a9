// Which calls of model providers send prompts, and where the prompts stand in them. Data: one row serves every language, because names
// are compared without case and underscores. To teach the finder a new SDK, add a row here and a marked fixture.
// Source for all rows: the SDKs' own documentation and examples, as collected in the project's detection notes (read 2026-11).
import { type CallRule, system, user } from './callRule';

/** Path segments that select a variant of the same API; they are skipped. */
export const transparentSegments: ReadonlySet<string> = new Set(['beta', 'withrawresponse', 'withstreamingresponse']);

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
      // Ruby's has its arguments in `parameters`.
      slots: [system('instructions', 'parameters.instructions'), user('input', 'parameters.input')],
      needs: ['input', 'instructions', 'parameters'],
      responses: true,
    }),
  ),
  // Over a web socket.
  {
    callee: 'response.create',
    kind: 'chat',
    slots: [system('instructions'), user('input')],
    needs: ['input'],
    responses: true,
  },
  { callee: 'embeddings.create', kind: 'text', slots: [user('input', 'inputs')] },
  ...['Embedding.create', 'createEmbedding'].map(
    (callee): CallRule => ({ callee, kind: 'text', slots: [user('input')], needs: ['input'] }),
  ),
  // In C# the model may stand beside the request.
  { callee: 'completions.create', kind: 'text', slots: [user('prompt')], modelAt: 1, needs: ['prompt'] },
  { callee: 'Completion.create', kind: 'text', slots: [user('prompt')], needs: ['prompt'] },
  { callee: 'assistants.create', kind: 'chat', slots: [system('instructions')], open: true },
  ...['create', 'createAndPoll', 'createAndStream', 'stream'].map(
    (verb): CallRule => ({
      callee: `threads.runs.${verb}`,
      kind: 'chat',
      slots: [system('instructions', 'additionalInstructions')],
      open: true,
    }),
  ),
  { callee: 'threads.messages.create', kind: 'chat', slots: [user('content')], open: true },
  ...['threads.create', 'threads.createAndRun'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('instructions'), user('messages', 'thread.messages')],
      open: true,
    }),
  ),
];

const anthropic: CallRule[] = ['create', 'stream', 'parse', 'countTokens', 'toolRunner'].map((verb) => ({
  callee: `messages.${verb}`,
  kind: 'chat',
  slots: [system('system'), messages],
  needs: ['messages'],
}));

const googleSlots = [system('config.systemInstruction', 'systemInstruction'), { ...user('contents'), at: 0 }];
const googlePackages = ['google', '@google', '@google-cloud', 'vertexai', 'com.google', 'google.golang.org/genai'];
const google: CallRule[] = [
  ...['generateContent', 'generateContentAsync', 'generateContentStream'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: googleSlots }),
  ),
  // What a request would be, and the API that keeps a conversation.
  ...['countTokens', 'countTokensAsync'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: googleSlots, imports: googlePackages }),
  ),
  {
    callee: 'interactions.create',
    kind: 'chat',
    slots: [system('systemInstruction'), user('input')],
    needs: ['input'],
  },
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

const cohere = ['cohere', 'cohere-ai'];
const others: CallRule[] = [
  // Google's chats: what is said before they start.
  {
    callee: 'startChat',
    kind: 'chat',
    slots: [system('systemInstruction', 'context'), user('history')],
    needs: ['history', 'systemInstruction', 'context'],
    open: true,
  },
  {
    callee: 'chats.create',
    kind: 'chat',
    slots: [system('config.systemInstruction'), user('history')],
    needs: ['config', 'history'],
    open: true,
  },
  // The same without their package: what is said in a chat that the file starts, and to clients of ChatGPT's page.
  ...['sendMessage', 'sendMessageStream'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['message'], at: 0, role: 'user' }],
      madeBy: ['startChat', 'ChatGPTClient', 'ChatGPTAPI'],
      open: true,
    }),
  ),
  {
    callee: 'predict',
    kind: 'chat',
    slots: [{ names: ['prompt'], at: 0, role: 'user' }],
    imports: googlePackages,
    madeBy: ['TextGenerationModel', 'CodeGenerationModel'],
    open: true,
  },
  // VS Code's language model API.
  { callee: 'sendRequest', kind: 'chat', slots: [{ at: 0, role: 'unknown' }] },
  ...['completion', 'acompletion'].map(
    (callee): CallRule => ({ callee, kind: 'chat', slots: [messages], needs: ['messages'], modelAt: 0 }),
  ),
  { callee: 'chat.complete', kind: 'chat', slots: [messages], needs: ['messages'] },
  { callee: 'ollama.chat', kind: 'chat', slots: [messages], needs: ['messages'], local: true },
  {
    callee: 'ollama.generate',
    kind: 'chat',
    slots: [system('system'), user('prompt')],
    needs: ['prompt'],
    local: true,
  },
  // The functions by themselves.
  {
    callee: 'generate',
    kind: 'chat',
    slots: [system('system'), { names: ['prompt'], at: 1, role: 'user' }],
    modelAt: 0,
    imports: ['ollama'],
    local: true,
  },
  { callee: 'fim.complete', kind: 'chat', slots: [user('prompt'), user('suffix')], needs: ['prompt'] },
  ...['embedding', 'aembedding'].map(
    (callee): CallRule => ({ callee, kind: 'text', slots: [user('input')], needs: ['input'], imports: ['litellm'] }),
  ),
  // Cohere's first version.
  ...['chat', 'chatStream', 'generate'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [system('preamble'), user('chatHistory'), user('message', 'prompt')],
      needs: ['message', 'prompt'],
      imports: cohere,
    }),
  ),
  ...['chat', 'chatStream', 'generate', 'respond'].map(
    (callee): CallRule => ({
      callee,
      kind: 'chat',
      slots: [{ names: ['message', 'query', 'prompt'], at: 0, role: 'user' }],
      imports: cohere,
      madeBy: callee === 'respond' ? ['chat'] : ['Client', 'AsyncClient', 'CohereClient'],
      open: true,
    }),
  ),
  { callee: 'batchGenerate', kind: 'chat', slots: [user('prompts')], needs: ['prompts'], imports: cohere },
  // Mistral's first client.
  { callee: 'embeddings', kind: 'text', slots: [user('input')], needs: ['input'] },
];

/** Every known call of a provider's own SDK. */
export const callRules: readonly CallRule[] = [...openai, ...anthropic, ...google, ...others];

/** An object with a model and a prompt, as Ollama's and older APIs' bodies and tables of agents are. */
export const promptObjectRule: CallRule = {
  callee: '*',
  kind: 'chat',
  slots: [system('system', 'systemPrompt', 'instructions'), user('prompt')],
  needs: ['prompt', 'systemPrompt', 'instructions'],
  open: true,
};

/** The body of OpenAI's responses and embeddings. */
export const inputObjectRule: CallRule = {
  callee: '*',
  kind: 'text',
  slots: [system('instructions'), user('input')],
  needs: ['input'],
};

/** The body of Google's API. */
export const contentsObjectRule: CallRule = {
  callee: '*',
  kind: 'chat',
  slots: [system('systemInstruction', 'config.systemInstruction'), user('contents')],
  needs: ['contents'],
};

/** An agent as crewAI's, whatever makes it. */
export const agentRule: CallRule = {
  callee: '*',
  kind: 'chat',
  slots: [system('role'), system('goal'), system('backstory')],
  needs: ['backstory'],
  open: true,
};

/** One of AutoGen's chats that follow one another: `initiate_chats([{"recipient": …, "message": "…"}])`. */
export const agentsChatRule: CallRule = {
  callee: '*',
  kind: 'chat',
  slots: [user('message')],
  imports: ['autogen', 'pyautogen', 'ag2'],
  open: true,
};

/** Any call or object that has both a model and messages, as many clients of compatible APIs have. */
export const generalRule: CallRule = {
  callee: '*',
  kind: 'chat',
  slots: [system('system'), messages],
  needs: ['messages'],
};
