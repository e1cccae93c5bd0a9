// Where things lie in a checkout.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** What is fetched on first use: a VS Code server, a browser. Never committed, safe to delete. */
export const fetched = path.join(root, '.vscode-test');
/** The program of a package that is a dependency of the project. */
export const tool = (name) =>
  path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
