// A real Chromium: the one that is installed, else the one inside the npm package @sparticuz/chromium, unpacked once.
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { fetched } from './paths.mjs';
import { runOrThrow } from './run.mjs';

const require = createRequire(import.meta.url);
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Not one request leaves the machine: no name but the local ones can be resolved. */
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
];

/** A browser for playwright's API; close it when done. */
export async function launchBrowser({ headless = true } = {}) {
  const { executablePath, env } = await findBrowser();
  return chromium.launch({ executablePath, headless, args: quiet, env: { ...process.env, ...env } });
}

/** The program to start and what its environment needs. CHROMIUM names one; PROMPT_METER_BROWSER=package takes the package's. */
export async function findBrowser() {
  const installed = process.env.CHROMIUM ?? (process.env.PROMPT_METER_BROWSER === 'package' ? undefined : onPath());
  return installed === undefined ? unpacked() : { executablePath: installed, env: {} };
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = folders
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
  return found ?? macApplications.find((file) => existsSync(file));
}

/** The package unpacks itself into the temporary folder; it gets one of ours, and is told to bring its shared libraries. */
async function unpacked() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium was found. Install one, or name it in the variable CHROMIUM.');
  }
  const folder = path.join(fetched, 'chromium');
  const fonts = path.join(folder, 'fonts');
  const ready = path.join(folder, 'ready');
  if (!existsSync(ready)) {
    await mkdir(folder, { recursive: true });
    const unpack = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
    const env = { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await runOrThrow(process.execPath, ['--input-type=module', '-e', unpack], { env });
    await addFonts(fonts);
    await writeFile(ready, '');
  }
  const libraries = [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executablePath: path.join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts, FONTCONFIG_FILE: path.join(fonts, 'fonts.conf') },
  };
}

/** The package has one proportional font; an editor needs a fixed-width one and signs such as ≈ and ≥. */
async function addFonts(folder) {
  const source = path.join(path.dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  await mkdir(folder, { recursive: true });
  for (const file of await readdir(source)) {
    if (/^DejaVuSans(Mono)?(-Bold|-Oblique)?\.ttf$/.test(file))
      await cp(path.join(source, file), path.join(folder, file));
  }
  await writeFile(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <cachedir>${path.join(folder, 'cache')}</cachedir>
  <alias binding="same"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias binding="same"><family>system-ui</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
`,
  );
}
