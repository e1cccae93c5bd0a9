// Calls that are known by their last name alone, normalised, whatever SDK they are of: they name a model, fill a list, write a text.

/** Calls of builders whose first argument is a model. Normalised. */
export const statesModel =
  /^((with|from|for)?(default)?model(name|id)?|(get|as)(chat|embedding|responses?|openairesponse)client|add(azure)?openaichatcompletion)$/;

export const mutations = new Set([
  ...'append extend insert push unshift splice pop add addall addrange addmessage'.split(' '),
  ...'addusermessage addassistantmessage addsystemmessage'.split(' '),
]);
/** Those whose arguments are put at the end. */
export const additions = new Set(['append', 'extend', 'push', 'unshift']);
/** Calls that make one text of many. */
export const joiners = new Set(['join', 'implode', 'jointostring']);
/** Calls that put a text at the end of another: of lists, of string builders, of Go's and Rust's writers. */
export const writers = new Set(
  'append appendline appendformat appendinterpolated writestring fprintf fprintln fprint pushstr push add writeln write concat'.split(
    ' ',
  ),
);
/**
 * Calls that keep a text under a key, or take what is kept there with what stands for it: `prompts.put("system_prompt", "…")`. So do options of
 * the command line and fields of a page.
 */
export const keepers = new Set(
  (
    'put putifabsent set setdefault get getordefault getenv getvalue env config fetch insert addargument option ' +
    'textarea textinput textbox'
  ).split(' '),
);
/** Calls that are given the body of a web request as a text: Go's readers, Java's and Kotlin's entities, PHP's curl. */
export const bodyMakers = new Set(
  'newreader newbufferstring newbuffer stringentity ofstring bodyvalue setbody setrequestbody stringrequestentity create curlsetopt'.split(
    ' ',
  ),
);
/** Keys of such a body, normalised; PHP's is a constant. */
export const bodyKeys = new Set(['body', 'data', 'curloptpostfields']);
/** Calls that hold a result against what they are given. Normalised. */
export const expectations =
  /^(mock(\w{0,20}client|http|request|response)|to(strict)?equal|tobe|tomatchobject|tohavebeen\w*calledwith|tohaveproperty|tocontain(equal)?|calledwith|(object|array|string)containing|assert(\w*equals?|eq|ne|same|\w*called\w*with|anycall|hascalls|that)|(not)?(deep)?(strict)?equals?|isequalto|containsexactly\w*|shouldbe|shouldequal|eql?)$/;

/** Calls that declare an option of the command line. */
export const options = new Set(['addargument', 'option', 'addoption']);

/** `@anthropic.call("…")`: the function's result is sent, so it is a prompt. */
export function asker(decorators: readonly string[] | undefined): string | undefined {
  return decorators?.some((each) => sendingDecorators.test(each)) === true ? 'prompt' : undefined;
}

/** Source: https://mirascope.com/docs and https://docs.ell.so (background knowledge). */
const sendingDecorators =
  /^(llm|openai|anthropic|gemini|google|groq|mistral|cohere|litellm|azure|bedrock|vertex|ell|xai)\.(call|simple|complex)$/;

/** True for calls (last name, normalised) that make what is no model of a chat: `HuggingFaceEmbeddings(model_name="…")`. */
export function makesBeside(callee: string | undefined): boolean {
  return callee !== undefined && /embed|rerank|encod|tokeniz|transcri|speech|image/.test(callee);
}

/** True for names of what holds a model's id: `MODEL`, `modelName`, `deployment`. */
export function namesModel(name: string): boolean {
  return /model|deployment|engine/i.test(name);
}
