/** Finds a Chromium and starts it headless. Browser tests: `t.test(name, { skip: browserSkip() }, …)`. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const knownPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Nothing is fetched, updated or reported; no GPU, no QUIC: only the page under test. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function chromiumPath(places: readonly string[] = knownPlaces): string | null {
  return places.find((place) => existsSync(place)) ?? null;
}

/** False where there is a Chromium; else the sentence that says why browser tests are skipped here. */
export function browserSkip(places: readonly string[] = knownPlaces): string | false {
  if (chromiumPath(places) !== null) return false;
  return 'no Chromium on this machine: install Debian’s chromium package or Google Chrome to run the browser tests';
}

/** A browser with a profile of its own, made for it and thrown away with it. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error(String(browserSkip()));
  return chromium.launch({ executablePath, args: flags });
}
