// Holds ARCHITECTURE.md's arrows over the real imports: who may import whom, no ring, and what must stay out of the host's bundle.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter(isSource);

function isSource(file: string): boolean {
  return /\.(ts|wat)$/.test(file);
}

/** A file's imports: other files of `src` by path, packages by name. Type imports count: they are dependencies too. */
function importsOf(file: string): string[] {
  const source = readFileSync(path.join('src', file), 'utf8');
  const names = [...source.matchAll(/(?:^|\n)(?:import|export)\s[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/g)];
  return names.map(([, from, dynamic]) => resolve(file, from ?? dynamic ?? ''));
}

function resolve(file: string, name: string): string {
  if (!name.startsWith('.')) return name;
  const imported = path.posix.join(path.posix.dirname(file), name);
  return isSource(imported) ? imported : `${imported}.ts`;
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));
const folderOf = (file: string) => file.split('/')[0] ?? '';
const familyOf = (file: string) =>
  file.startsWith('core/') && file.split('/').length > 2 ? file.split('/')[1] : undefined;

/** Which folders a folder may import from. */
const arrows: Record<string, readonly string[]> = {
  core: ['core'],
  host: ['host', 'core'],
  node: ['node', 'host', 'core'],
  web: ['web', 'host', 'core'],
  webview: ['webview', 'core'],
};

/** Packages a folder may import; core's are pure and bundled. */
const packages: Record<string, RegExp> = {
  core: /^(web-tree-sitter|yaml|@pydantic\/genai-prices)$/,
  host: /^vscode$/,
  node: /^(vscode|ignore|node:.*)$/,
  web: /^vscode$/,
  webview: /^$/,
};

/** Surfaces show; none knows another. */
const surfaces = [
  'hints/codeLens',
  'hints/decorations',
  'hints/hover',
  'prompts/tokenView',
  'spend/statusBar',
  'spend/dashboard',
].map((name) => `host/${name}.ts`);

/** Kept out of the extension host: grammars, vocabularies and prices live in the worker. */
const heavy = /^(web-tree-sitter|yaml|@pydantic\/genai-prices|core\/session\/(engine|session)\.ts)$/;

function everyImport(): [file: string, imported: string][] {
  return [...imports].flatMap(([file, all]) => all.map((imported): [string, string] => [file, imported]));
}

describe('architecture', () => {
  it('has files to look at', () => assert.ok(files.length > 30));

  it('imports only files that exist and folders that it may', () => {
    for (const [file, imported] of everyImport()) {
      if (!isSource(imported)) continue;
      assert.ok(imports.has(imported), `${file} imports ${imported}, which does not exist`);
      assert.ok(arrows[folderOf(file)]?.includes(folderOf(imported)), `${file} must not import ${imported}`);
    }
  });

  it('imports only the packages its runtime has', () => {
    for (const [file, imported] of everyImport()) {
      if (isSource(imported)) continue;
      assert.match(imported, packages[folderOf(file)] ?? /^$/, `${file} must not import ${imported}`);
    }
  });

  it('keeps the families of core apart', () => {
    const apart = ['prompts', 'tokens', 'usage'];
    for (const [file, imported] of everyImport()) {
      const [from, to] = [familyOf(file), familyOf(imported)];
      if (from === undefined || to === undefined || from === to) continue;
      assert.ok(!(apart.includes(from) && apart.includes(to)), `${file} must not import ${imported}`);
    }
  });

  it('keeps what is spent apart from what is estimated', () => {
    const spent = ['usage', 'spend', 'budget', 'dashboard'];
    const estimated = ['prompts', 'tokens', 'costs', 'hints', 'session'];
    for (const [file, imported] of everyImport()) {
      const [from, to] = [familyOf(file), familyOf(imported)];
      if (from === undefined || to === undefined) continue;
      assert.ok(!(spent.includes(from) && estimated.includes(to)), `${file} must not import ${imported}`);
    }
  });

  it('keeps the surfaces apart', () => {
    for (const [file, imported] of everyImport()) {
      assert.ok(!(surfaces.includes(file) && surfaces.includes(imported)), `${file} must not import ${imported}`);
    }
  });

  it('lets only the entries import the composition root', () => {
    for (const [file, imported] of everyImport()) {
      if (imported === 'host/app.ts') assert.match(file, /^(node|web)\/extension\.ts$/);
    }
  });

  it('keeps the heavy parts out of the extension host', () => {
    for (const entry of ['node/extension.ts', 'web/extension.ts', 'webview/page.ts']) {
      const reached = [...reachable(entry)].filter((file) => heavy.test(file));
      assert.deepEqual(reached, [], `${entry} reaches ${reached}`);
    }
  });

  it('has no import ring', () => {
    for (const file of files) assert.ok(!reachable(file).has(file), `${file} is in a ring`);
  });
});

/** Everything a file imports, directly or not, by run-time imports alone. */
function reachable(entry: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [...runtimeImports(entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (imports.has(file)) waiting.push(...runtimeImports(file));
  }
  return seen;
}

function runtimeImports(file: string): string[] {
  const source = readFileSync(path.join('src', file), 'utf8');
  return [...source.matchAll(/(?:^|\n)(?:import|export)\s(?!type\b)[^;]*?from\s+'([^']+)'/g)].map(([, name]) =>
    resolve(file, name ?? ''),
  );
}
