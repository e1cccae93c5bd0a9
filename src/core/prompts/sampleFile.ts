// A file of sample values beside a prompt: `greet.sample.json` for `greet.prompt`. An object is one row of values, a list is many.
import { parseDocument } from 'yaml';
import { type Sentence, sentence } from '../words';
import { tooDeep } from './files/frontMatter';
import { isRecord, type SampleSet } from './statements';

/** UTF-16 units. A larger file is refused. */
const SIZE_LIMIT = 256 * 1024;
const ROWS_LIMIT = 50;

/** Reads JSON or YAML; a sentence says why it cannot be used. */
export function readSampleFile(text: string): SampleSet | Sentence {
  if (text.length > SIZE_LIMIT || tooDeep(text)) {
    return sentence('The sample values are over 256 KB or nested too deeply and are not read.');
  }
  let value: unknown;
  try {
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
    if (document.errors.length > 0) return sentence('The sample values are neither JSON nor YAML.');
    value = document.toJS();
  } catch {
    return sentence('The sample values are neither JSON nor YAML.');
  }
  const rows = (Array.isArray(value) ? value : [value]).filter(isRecord).slice(0, ROWS_LIMIT);
  return rows.length > 0
    ? { defaults: {}, rows }
    : sentence('The sample values must be an object, or a list of objects.');
}
