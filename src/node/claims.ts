// The shared set of alert claims as a folder of empty files: making a file exclusively is what the file system does for one process
// alone, so one window speaks, and a window that is killed leaves no half-made claim.
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ClaimStore } from '../core/budget/alertClaims';
import type { Claim } from '../core/budget/alerts';

/** The claims in `folder`, which is made when it is first needed. Rejects when the folder cannot be read or written. */
export function folderClaims(folder: string): ClaimStore {
  return {
    async list() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      });
      return Promise.all(names.map((name) => claimOf(folder, name)));
    },
    async create(name) {
      await mkdir(folder, { recursive: true });
      try {
        await (await open(path.join(folder, name), 'wx')).close();
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      }
    },
  };
}

async function claimOf(folder: string, name: string): Promise<Claim> {
  const { mtimeMs } = await stat(path.join(folder, name));
  return { name, at: mtimeMs };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
