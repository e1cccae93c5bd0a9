// Commands and agents of Claude Code and opencode outside of `.claude/` and `.opencode/`, as plugins and collections keep them:
// `commands/x.md`, `agent/x.md`. Other Markdown lies in folders of these names too, so that the front matter must say what the file is.
// Source: https://docs.claude.com/en/docs/claude-code/plugins-reference (background knowledge).
import { type Detection, nothingFound } from '../prompt';
import { readAgentInstructions } from './agentInstructions';
import { readCommand } from './command';
import { type FrontMatter, readFrontMatter } from './frontMatter';

/** Keys that only commands have. */
const commandKeys = ['argument-hint', 'allowed-tools', 'disable-model-invocation'];

/** `path`: only its last folder counts. */
export function readPluginPrompt(text: string, path: string): Detection {
  const head = readFrontMatter(text);
  const described = head.scalar('description') !== undefined;
  const isNamed =
    head.scalar('name') !== undefined || /^(primary|subagent|all)$/.test(head.scalar('mode')?.value ?? '');
  const isAgent = described && isNamed && (has(head, 'tools') || has(head, 'model'));
  if (isAgent && /(^|\/)agents?\//i.test(path)) return readAgentInstructions(text);
  const isCommand = commandKeys.some((key) => has(head, key)) || (described && /\$ARGUMENTS\b/.test(text));
  return isCommand && /(^|\/)commands\//i.test(path) ? readCommand(text) : nothingFound;
}

function has(head: FrontMatter, key: string): boolean {
  return head.value(key) !== undefined;
}
