// The built data files, read from dist/ as the node surfaces do.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Finders } from '../../../src/core/prompts/finders';

export const finders = new Finders((name) => readFile(path.join('dist', name)));
