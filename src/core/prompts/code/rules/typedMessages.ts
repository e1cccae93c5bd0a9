// More message makers, beside those of frameworkRules.ts: of SDKs for Go, Java, Kotlin, C#, Ruby, Rust and PHP, and of AutoGen.
// Source: the SDKs' own documentation and examples, as collected in the project's detection notes (read 2026-11).
import type { TemplateSyntax } from '../../holed';
import type { Role } from '../../prompt';
import type { MessageRule } from './callRule';

const made = (role: Role, callees: string, template?: TemplateSyntax): MessageRule[] =>
  callees.split(' ').map((callee) => (template === undefined ? { callee, role } : { callee, role, template }));

/** Where calls put a message of some role, which stands first, into a list: `builder.insert_message("user", text)`. */
const listing =
  'LLama Microsoft.SemanticKernel mistralrs openai @azure/openai anthropic @anthropic-ai langchain litellm groq mistralai ollama google.genai'.split(
    ' ',
  );

/** Calls, constructions and annotations (with their `@`) that make one message. */
export const typedMessageRules: readonly MessageRule[] = [
  // A role and a text: C# (`new` without a type), langchaingo.
  ...made('unknown', 'ChatMessage ChatMessageContent new TextParts ChatHistory.Message'),
  ...['addMessage', 'insertMessage', 'appendMessage'].map(
    (callee): MessageRule => ({ callee, role: 'unknown', imports: listing }),
  ),
  { callee: 'MessageRequest', role: 'user', imports: ['com.aallam.openai'] },
  // AutoGen
  { callee: 'TextMessage', role: 'user', imports: ['autogen_agentchat', 'autogen_core'] },
  // CAMEL: what the assistant is made with is what it is told to be.
  { callee: 'BaseMessage.makeUserMessage', role: 'user', imports: ['camel'] },
  { callee: 'BaseMessage.makeAssistantMessage', role: 'system', imports: ['camel'] },
  // Go
  ...made('system', 'DeveloperMessage'),
  ...made('user', 'NewUserMessage NewBetaUserMessage NewInteractionsInput'),
  ...made('assistant', 'NewAssistantMessage NewBetaAssistantMessage'),
  ...(['System', 'User', 'Assistant'] as const).map(
    (name): MessageRule => ({
      callee: `New${name}Message.AddContent`,
      role: name === 'User' ? 'user' : name === 'System' ? 'system' : 'assistant',
      imports: ['github.com/henomis/lingoose'],
    }),
  ),
  // Java and Kotlin
  ...made('system', 'SystemMessage.from SystemMessage.systemMessage SystemMessage.of SystemMessage.make'),
  ...made('user', 'UserMessage.from UserMessage.userMessage UserMessage.of UserMessage.make'),
  ...made('assistant', 'AiMessage AiMessage.from AssistantMessage.make'),
  // PlexPt's client
  { callee: 'Message.of', role: 'user', imports: ['com.plexpt'] },
  { callee: 'Message.ofSystem', role: 'system', imports: ['com.plexpt'] },
  // Spring AI
  ...made('system', 'SystemMessage.builder.text'),
  ...made('user', 'UserMessage.builder.text'),
  // Gemini on Android: `new Content.Builder().addText("…")`.
  { callee: 'Builder.addText', role: 'user', imports: ['com.google.ai.client.generativeai', 'com.google.firebase'] },
  ...made('system', '@SystemMessage', 'mustache'),
  ...made('user', '@UserMessage @StructuredPrompt', 'mustache'),
  ...(['System', 'Developer', 'User', 'Assistant'] as const).flatMap((name) =>
    ['', '.role'].flatMap((stated) =>
      made(
        name === 'User' ? 'user' : name === 'Assistant' ? 'assistant' : 'system',
        `ChatCompletion${name}MessageParam.builder${stated}.content`,
      ),
    ),
  ),
  // Anthropic.SDK's `new Message(RoleType.User, "…")`
  { callee: 'Message', role: 'unknown', imports: ['Anthropic.SDK'] },
  // C#
  ...made(
    'system',
    'SystemChatMessage DeveloperChatMessage ChatMessage.CreateSystemMessage ChatRequestSystemMessage AddSystemMessage AddDeveloperMessage AppendSystemMessage CreateNewChat',
  ),
  ...made(
    'user',
    'UserChatMessage ChatMessage.CreateUserMessage ChatRequestUserMessage AddUserMessage AppendUserInput ResponseItem.CreateUserMessageItem',
  ),
  ...made('system', 'ResponseItem.CreateSystemMessageItem ResponseItem.CreateDeveloperMessageItem'),
  ...made(
    'assistant',
    'AssistantChatMessage ChatMessage.CreateAssistantMessage ChatRequestAssistantMessage AddAssistantMessage AppendExampleChatbotOutput ResponseItem.CreateAssistantMessageItem',
  ),
  // langchaingo
  { callee: 'NewSystemMessagePromptTemplate', role: 'system', template: 'mustache' },
  { callee: 'NewHumanMessagePromptTemplate', role: 'user', template: 'mustache' },
  { callee: 'NewAIMessagePromptTemplate', role: 'assistant', template: 'mustache' },
  // Rust
  ...made('system', 'Message.newSystemMessage SystemMessagePromptTemplate.new'),
  ...made('user', 'Message.newHumanMessage HumanMessagePromptTemplate.new'),
  ...made('assistant', 'Message.newAiMessage'),
  ...made(
    'system',
    'ChatCompletionRequestSystemMessage.from ChatCompletionRequestSystemMessageArgs.default.content ChatMessage.system ChatMessage.system.content ChatCompletionRequestDeveloperMessage.from',
  ),
  ...made(
    'user',
    'ChatCompletionRequestUserMessage.from ChatCompletionRequestUserMessageArgs.default.content ChatMessage.user ChatMessage.user.content Message.user EasyInputMessage.from',
  ),
  ...made(
    'assistant',
    'ChatCompletionRequestAssistantMessage.from ChatCompletionRequestAssistantMessageArgs.default.content ChatMessage.assistant ChatMessage.assistant.content Message.assistant',
  ),
  ...made('system', 'ChatCompletionRequestSystemMessage ChatCompletionRequestMessage.System'),
  ...made('user', 'ChatCompletionRequestUserMessage ChatCompletionRequestMessage.User'),
  ...made('assistant', 'ChatCompletionRequestAssistantMessage ChatCompletionRequestMessage.Assistant'),
  // Programs' own types, in any language
  ...made('system', 'newSystemMessage createSystemMessage Message.fromSystem appendSystemMessage pushSystemMessage'),
  ...made('user', 'newHumanMessage createUserMessage Message.fromUser appendUserMessage pushUserMessage'),
  ...made('assistant', 'newAssistMessage newAiMessage createAssistantMessage Message.fromAssistant'),
  // PHP
  ...made('system', 'Message.forSystem'),
  ...made('user', 'Message.ofUser'),
  ...made('assistant', 'Message.ofAssistant'),
];
