// Makes a VSIX of a folder that holds a built extension.
import { root, tool } from './paths.mjs';
import { runOrThrow } from './run.mjs';

/** Everything is bundled, so no dependency is packed; links of the README stay as they are. */
const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

export async function pack(vsix, folder = root) {
  await runOrThrow(tool('vsce'), ['package', ...flags, '--out', vsix], { cwd: folder });
}
