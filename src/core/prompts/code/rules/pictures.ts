// What models of pictures, films and sounds are told: it is not paid by its tokens there, so it carries no hint.
import { type CallValue, normalName, type ObjectValue, type Value } from '../facts/value';

/** Arguments that only such models take. Normalised. */
const keys: ReadonlySet<string> = new Set(
  (
    'negativeprompt numinferencesteps guidancescale cfgscale aspectratio numoutputs numimages numimagesperprompt imagesize textprompts ' +
    'samplername samplerindex numframes'
  ).split(' '),
);

/** Names of functions that make a picture, a film or a sound. */
const makers =
  /^(async_?)?(generate|create|make|draw|paint|render|edit|text_?(to|2)|txt_?(to|2)|fal|dalle|gen)_?(an?_?|ai_?|dalle_?)?(images?|img|pictures?|photos?|illustrations?|artworks?|videos?|music|speech|audio|sounds?)$/i;

/** What such a request is made of: `ImageCreation(prompt = "…")`. */
const requests = /^(create)?image(s)?(creation|edit|variation|generation)?(request|params|options|prompt)?$/i;

/** OpenAI's `client.images.generate`. */
const ofImages: ReadonlySet<string> = new Set(['generate', 'edit', 'create', 'createvariation']);

/** Source: the providers' lists of models (background knowledge). */
const models =
  /^(dall-e|gpt-image|imagen-|fal-ai\/|black-forest-labs\/|stability-ai\/|stable-diffusion|sdxl|flux-|sora-|veo-|ideogram|recraft|tts-|lyria-)|^gemini-[\w.-]+-(image|tts)\b|^gpt-[\w.-]+-tts\b|(^|\/)(z|qwen|hunyuan)-?image\b/i;

/** True for the id of a model of pictures, films or sounds. */
export const isPictureModel = (id: string): boolean => models.test(id);

/** True for the name of an argument, normalised, that only such models take. */
export const isPictureKey = (key: string): boolean => keys.has(key);

/** `imageModel.generate`, as langchain4j and Spring AI have it. */
const isOnPictureModel = (path: readonly string[]): boolean =>
  /^(generate|call)$/.test(path.at(-1) ?? '') && /^(image|speech|video)_?model$/i.test(path.at(-2) ?? '');

/** True for calls that make a picture: `client.images.generate`, `generateImage`, `imageModel.call`. */
export function makesPicture(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  return (
    last === 'TTS' ||
    requests.test(last) ||
    makers.test(last) ||
    (path.at(-2) === 'images' && ofImages.has(normalName(last))) ||
    isOnPictureModel(path)
  );
}

/** True for a call, or the body of one, by the model that it names or by what else it is given. */
export function isForPictures(value: CallValue | ObjectValue): boolean {
  if (value.kind === 'call' && isOnPictureModel(value.path)) return true;
  const given = value.kind === 'call' ? value.named : value.entries;
  const first = value.kind === 'call' ? value.positional[0] : undefined;
  const input = given.get('input');
  return (
    [given.get('model'), first].some(namesPictureModel) ||
    tellPicture(given) ||
    (input?.kind === 'object' && tellPicture(input.entries))
  );
}

const namesPictureModel = (value: Value | undefined): boolean => value?.kind === 'text' && isPictureModel(value.text);

/** True for keys, normalised, that stand beside what a picture shows. Asked of every object. */
export function tellPicture(names: ReadonlySet<string> | ReadonlyMap<string, unknown>): boolean {
  for (const name of names.keys()) if (isPictureKey(name)) return true;
  return names.has('width') && names.has('height');
}

/** True for names of functions that make what a model of pictures is told, by the name of that. */
export const namesPictureMaker = (name: string): boolean =>
  /flux|dall_?e(?![a-z])|midjourney|diffusion|sdxl/i.test(name);

/** True for names of prompts that may be for a picture: `coverImagePrompt`, `NEGATIVE_PROMPT`; `a_prompt` and `n_prompt` are added to one. */
export function namesPicture(name: string): boolean {
  return /^[an]_prompt$|image|img|picture|photo|video|artwork|illustration|negative|thumbnail|avatar|portrait|dalle|sdxl|flux|diffusion|midjourney/i.test(
    name,
  );
}
