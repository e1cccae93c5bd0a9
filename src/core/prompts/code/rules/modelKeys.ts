// Where calls state the model that they use, by names. All normalised (see `normalName`).

/** Names under which a call states its model. */
export const modelKeys = [
  'model',
  'defaultmodel',
  'modelname',
  'modelid',
  'llmmodel',
  'engine',
  'deployment',
  'azuredeployment',
];
/** Names under which an agent is given the client that it uses. */
export const heldClients = ['client', 'chatclient'];
/** Names under which a call states the object that knows the model. */
export const clientKeys = ['llm', 'agent', 'startingagent', ...heldClients];

/** Calls in a chain that make the client of one model: `new OpenAIClient(key).GetChatClient("gpt-4o")`. */
export const clientMakers = [
  'agent',
  'completionmodel',
  'extractor',
  'getchatclient',
  'aschatclient',
  'getembeddingclient',
  'getopenairesponseclient',
  'getresponsesclient',
  'setaiprovider',
];
