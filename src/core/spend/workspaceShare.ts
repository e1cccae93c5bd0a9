// This workspace's share of the spend: the bills of the projects that the user's map gives to its folders.
import { addUsd, zeroUsd } from '../money';
import type { SpendFigures, WorkspaceShare } from './spend';

/** A folder as the map may name it: by its name, or by its path. */
export interface NamedFolder {
  readonly name: string;
  readonly paths: readonly string[];
}

/** A folder's name or path -> ids of projects. */
export type ProjectMap = ReadonlyMap<string, readonly string[]>;

const mostFolders = 500;

/** Reads the setting's value, which may be anything; `problems` names what cannot be used. */
export function readProjectMap(setting: unknown): { readonly map: ProjectMap; readonly problems: readonly string[] } {
  const map = new Map<string, readonly string[]>();
  const problems: string[] = [];
  if (setting === undefined || setting === null) return { map, problems };
  if (typeof setting !== 'object' || Array.isArray(setting)) return { map, problems: ['must be an object'] };
  for (const [folder, value] of Object.entries(setting).slice(0, mostFolders)) {
    const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string' && id.trim() !== '');
    if (ids.length === 0) problems.push(`needs the id of a project for "${folder.slice(0, 80)}"`);
    else
      map.set(
        withoutEnd(folder),
        ids.map((id: string) => id.trim()),
      );
  }
  return { map, problems };
}

function withoutEnd(path: string): string {
  return path.length > 1 && /[/\\]$/.test(path) ? path.slice(0, -1) : path;
}

/** Undefined when the map names none of the folders. */
export function workspaceShare(
  folders: readonly NamedFolder[],
  map: ProjectMap,
  figures: SpendFigures | undefined,
): WorkspaceShare | undefined {
  const names = folders.flatMap(({ name, paths }) => [name, ...paths.map(withoutEnd)]);
  const projects = [...new Set(names.flatMap((name) => map.get(name) ?? []))];
  if (projects.length === 0) return undefined;
  const bills = figures?.bills ?? [];
  if (bills.length > 0 && !bills.some(({ project }) => typeof project === 'string'))
    return { projects, cost: undefined };
  if (!figures?.bills) return { projects, cost: undefined };
  const own = bills.filter(({ project }) => typeof project === 'string' && projects.includes(project));
  return { projects, cost: addUsd(zeroUsd, ...own.map(({ cost }) => cost)) };
}
