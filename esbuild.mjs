// Builds everything that is shipped into dist/, and with --tests the test bundles into out/test/.
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { buildEncodings } from './scripts/buildEncodings.mjs';
import { packGrammar } from './scripts/packGrammar.mjs';

const require = createRequire(import.meta.url);
const args = new Set(process.argv.slice(2));
const production = !args.has('--dev') && !args.has('--watch');

/** Options of every bundle. */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // its ES module asks for import.meta.url, which a CommonJS bundle has not
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
};
const browser = { ...common, platform: 'browser', target: 'es2022' };

/**
 * What runs outside of the extension host shares nearly all its code, so that it is one bundle; small files choose what of it runs.
 * Name of the file -> entry below src/node.
 */
const threads = { cli: 'cli', worker: 'worker', logWorker: 'logs/logWorker' };

/** Parts of the extension that the hints do not wait for, below src/node: `import('./NAME')` loads the bundle NAME.js. */
const later = ['spendLine', 'promptTools'];
const loadedLater = {
  name: 'loaded later',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^\\./(${later.join('|')})$`) }, ({ kind, path: name }) =>
      kind === 'dynamic-import' ? { path: `${name}.js`, external: true } : undefined,
    );
  },
};

/** One entry per bundle: the folder of the source says where it runs. */
const bundles = [
  {
    ...node,
    entryPoints: ['src/node/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [loadedLater],
  },
  ...later.map((name) => ({
    ...node,
    entryPoints: [`src/node/${name}.ts`],
    outfile: `dist/${name}.js`,
    external: ['vscode'],
  })),
  {
    ...node,
    stdin: {
      contents: Object.entries(threads)
        .map(([name, source]) => `export const ${name} = () => import('./src/node/${source}');`)
        .join('\n'),
      resolveDir: '.',
    },
    outfile: 'dist/node.js',
  },
  {
    ...browser,
    entryPoints: ['src/web/extension.ts'],
    outfile: 'dist/web/extension.js',
    external: ['vscode'],
    format: 'cjs',
  },
  { ...browser, entryPoints: ['src/web/worker.ts'], outfile: 'dist/web/worker.js', format: 'iife' },
  { ...browser, entryPoints: ['src/webview/page.ts'], outfile: 'dist/webview.js', format: 'iife' },
];

/** The local usage server of `npm start` and the tests' own runs; never shipped. */
const usageServer = { ...node, entryPoints: ['test/usageServer/main.ts'], outfile: 'out/usageServer.js' };

/** Data that the workers and the command line load on first use: grammars and vocabularies. */
async function copyAssets() {
  await mkdir('dist/grammars', { recursive: true });
  await cp(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), 'dist/grammars/tree-sitter.wasm');
  const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
  const files = [
    ...['python', 'typescript', 'tsx', 'javascript', 'go', 'java', 'c-sharp', 'ruby', 'php', 'rust'].map((language) => [
      language,
      path.join(grammars, `tree-sitter-${language}.wasm`),
    ]),
    ['kotlin', require.resolve('@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm')],
  ];
  for (const [language, file] of files) {
    await writeFile(`dist/grammars/${language}.wasm`, await packGrammar(file, 'out/grammars'));
  }
  for (const name of Object.keys(threads)) {
    const first = name === 'cli' ? '#!/usr/bin/env node\n' : '';
    await writeFile(`dist/${name}.js`, `${first}require('./node.js').${name}();\n`);
  }
  await buildEncodings('dist/encodings', 'out/encodings');
}

/** Every `*.test.ts` below test/, each its own bundle, mirrored to out/test/. Libraries stay in node_modules. */
async function testBundle() {
  const files = await readdir('test', { recursive: true });
  const tests = files.filter((file) =>
    /\.test\.ts$|^(bench\/)?host\/index\.ts$|^bench\/(detection|scan)\.ts$/.test(file.replaceAll('\\', '/')),
  );
  return {
    ...node,
    minify: false,
    sourcemap: 'inline',
    entryPoints: tests.map((file) => path.join('test', file)),
    outdir: 'out/test',
    outbase: 'test',
    packages: 'external',
    external: ['vscode'],
  };
}

if (args.has('--watch')) {
  await copyAssets();
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  await rm('dist', { recursive: true, force: true });
  await copyAssets();
  if (args.has('--tests')) bundles.push(await testBundle());
  if (!production || args.has('--tests')) bundles.push(usageServer);
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
}
