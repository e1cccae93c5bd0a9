// The content of a message in any of the APIs: a text, or a list of parts that are texts, images, tool calls and their results.
import { fieldOf, firstField, isObject, jsonText, stringField } from './bodyFields';
import { sizeOfBase64, sizeOfDataUrl } from './imageSize';
import type { RequestReading } from './requestReading';
import { secondsOfWav } from './soundLength';

/** The texts of a message's content; images and unknown parts go to `reading`. */
export function contentTexts(reading: RequestReading, content: unknown, field: string): string[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [content];
  if (!Array.isArray(content)) {
    reading.notContent(field);
    return [];
  }
  return content.flatMap((part, index) => partTexts(reading, part, `${field}[${index}]`));
}

/** One part, told by its `type`. Thinking that is sent back is not counted as input by any of the APIs. */
function partTexts(reading: RequestReading, part: unknown, field: string): string[] {
  if (typeof part === 'string') return [part];
  if (!isObject(part)) {
    reading.notObject(field);
    return [];
  }
  const type = stringField(part, 'type');
  switch (type) {
    case 'text':
    case 'input_text':
    case 'output_text':
    case 'summary_text':
      return textAt(reading, part, 'text', field);
    case 'refusal':
      return textAt(reading, part, 'refusal', field);
    case 'image_url':
    case 'input_image':
    case 'image':
      addImage(reading, part, field);
      return [];
    case 'tool_use':
      return [stringField(part, 'name') ?? '', jsonText(fieldOf(part, 'input'))];
    case 'tool_result':
      return contentTexts(reading, fieldOf(part, 'content'), `${field}.content`);
    case 'document':
      return documentTexts(reading, part, field);
    case 'thinking':
    case 'redacted_thinking':
    case 'reasoning':
      return [];
    default:
      if (type === undefined) return geminiPartTexts(reading, part, field);
      reading.uncounted.push(field);
      return [];
  }
}

/** A field that must be a text. */
export function textAt(reading: RequestReading, value: unknown, name: string, field: string): string[] {
  const text = fieldOf(value, name);
  if (typeof text === 'string') return [text];
  reading.notText(`${field}.${name}`);
  return [];
}

/** Chat has {url, detail} in `image_url`, Responses an address and `detail`, Claude a `source` with base64 or an address. */
function addImage(reading: RequestReading, part: unknown, field: string): void {
  const image = fieldOf(part, 'image_url');
  const source = fieldOf(part, 'source');
  const url = typeof image === 'string' ? image : stringField(image, 'url');
  const data = stringField(source, 'data');
  const size = url === undefined ? data && sizeOfBase64(data) : sizeOfDataUrl(url);
  reading.addImage(field, size || undefined, stringField(image, 'detail') ?? stringField(part, 'detail'));
}

/** A document with its text in the request is text; a PDF or a file's id is not known. */
function documentTexts(reading: RequestReading, part: unknown, field: string): string[] {
  const source = fieldOf(part, 'source');
  const titles = ['title', 'context'].flatMap((name) => stringField(part, name) ?? []);
  if (stringField(source, 'type') === 'text') return [...titles, ...textAt(reading, source, 'data', `${field}.source`)];
  if (stringField(source, 'type') === 'content') {
    return [...titles, ...contentTexts(reading, fieldOf(source, 'content'), `${field}.source.content`)];
  }
  reading.uncounted.push(field);
  return titles;
}

/** Gemini's parts have no type: one field says what they are. */
function geminiPartTexts(reading: RequestReading, part: unknown, field: string): string[] {
  if (fieldOf(part, 'text') !== undefined) {
    return fieldOf(part, 'thought') === true ? [] : textAt(reading, part, 'text', field);
  }
  const call = firstField(part, 'functionCall', 'function_call');
  if (call !== undefined) return [stringField(call, 'name') ?? '', jsonText(fieldOf(call, 'args'))];
  const answer = firstField(part, 'functionResponse', 'function_response');
  if (answer !== undefined) return [stringField(answer, 'name') ?? '', jsonText(fieldOf(answer, 'response'))];
  const inline = firstField(part, 'inlineData', 'inline_data');
  const mime = firstField(inline, 'mimeType', 'mime_type');
  if (typeof mime === 'string' && mime.startsWith('image/')) {
    reading.addImage(field, sizeOfBase64(stringField(inline, 'data') ?? ''), undefined);
  } else if (typeof mime === 'string' && mime.startsWith('audio/')) {
    reading.addSound(field, secondsOfWav(stringField(inline, 'data') ?? ''));
  } else {
    reading.uncounted.push(field);
  }
  return [];
}
