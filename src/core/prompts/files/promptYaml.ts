// GitHub Models (`*.prompt.yml`): YAML with `model` and `messages`; test data and evaluators are not sent.
// Source: https://docs.github.com/en/github-models/use-github-models/storing-prompts-in-github-repositories (read 2026-11 for the notes).
import { type Detection, nothingFound } from '../prompt';
import { at, plainAt, textAt, wholeNumberAt } from './data';
import { fileDetection } from './fileDetection';
import { modelIn } from './fileRequests';
import { readFrontMatter } from './frontMatter';
import { readStatements } from './headStatements';
import { readMessages } from './messageData';
import { readPromptData } from './promptData';
import { doubleBraces, fill } from './variables';
import { readYaml } from './yaml';

/** A file that is no YAML gives no prompts and says why. */
export function readPromptYaml(text: string, path = ''): Detection {
  const { data, problem, broken } = readYaml(text);
  if (data === undefined) return { ...nothingFound, problems: problem === undefined ? [] : [problem], broken };
  // Semantic Kernel's functions have names such as `getIntent.prompt.yaml`.
  if (at(data, 'messages') === undefined) return readPromptData(text, path);
  const { sections, partial } = readMessages(text, at(data, 'messages'), (section) => ({
    ...section,
    ...fill(section, doubleBraces),
  }));
  const model = modelIn(textAt(data, 'model'));
  const maxOutputTokens =
    wholeNumberAt(data, 'modelParameters', 'max_completion_tokens') ??
    wholeNumberAt(data, 'modelParameters', 'max_tokens');
  const stated = readStatements((...path) => plainAt(data, ...path));
  return fileDetection(text, sections, readFrontMatter(''), { model, maxOutputTokens, partial, stated });
}
