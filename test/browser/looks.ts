/**
 * `node test/browser/looks.ts FOLDER`: plays the stranger's road through the sandbox and takes a picture of every page on
 * it, at telephone and desk width, by day and by night. For a person's eyes; nothing is asserted.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './chromium.ts';
import { linkIn, openMail, personAt, reloadUntil } from './people.ts';
import { startProgram } from './program.ts';

const folder = resolve(process.argv[2] ?? 'looks');
const bookkeeper = 'bogholderi@nordvind-kaffe.example';
const debtor = 'ida@havnecafeen.example';

const looks = ['light', 'dark'].flatMap((colorScheme) =>
  [
    { width: 360, height: 740 },
    { width: 1280, height: 900 },
  ].map((viewport) => ({ colorScheme: colorScheme as 'light' | 'dark', viewport })),
);

await mkdir(folder, { recursive: true });
const program = await startProgram();
const browser = await openBrowser();
try {
  await walk(browser);
} finally {
  await browser.close();
  await program.stop();
}

async function walk(browser: Browser): Promise<void> {
  const { page } = await personAt(browser);
  const origin = new URL(program.desk).origin;
  await take(page, 'install', `${origin}/install`);
  await take(page, 'sign-in', `${origin}/sign-in`);
  await page.goto(`${origin}/install`);
  await page.locator('main a').first().click();
  await page.locator('input[name="agreement"][value="1900417"]').check();
  await page.locator('form button').first().click();
  await page.waitForURL(/\/install\//);
  await take(page, 'installed', page.url());
  const link = await linkIn(await openMail(page, program.inbox, bookkeeper, /Rykker/), /./);
  await take(page, 'use-link', link);
  await page.goto(link);
  await page.locator('main form button').click();
  await page.waitForURL(/\/desk\/queue/);
  await take(page, 'queue-off', `${origin}/desk/queue`);
  await switchOn(page, origin);
  await desk(page, origin);
  await portal(browser, page, origin);
  await take(page, 'console', program.console);
  await take(page, 'inbox', program.inbox);
}

async function switchOn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/settings/markets`);
  await page.locator('form[action="/settings/markets/DK/confirm"] button').click();
  await page.goto(`${origin}/settings/payments`);
  await page.locator('form[action="/settings/payments/connect"] button').click();
  await page.locator('button[name="act"][value="connect"]').click();
  await page.waitForURL(/\/settings\/payments/);
  await page.goto(`${origin}/settings/sending`);
  await page.locator('input[name="seen"]').check();
  await page.locator('input[name="off"]').check();
  await page.locator('input[name="backlog"][value="all"]').check();
  await page.getByRole('button', { name: 'Switch sending on' }).click();
  for (const place of [
    '',
    '/ladder',
    '/texts',
    '/segments',
    '/sending',
    '/sending/backlog',
    '/markets',
    '/payments',
    '/people',
    '/e-conomic',
  ])
    await take(page, `settings${place.replace('/', '-')}`, `${origin}/settings${place}`);
}

async function desk(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/desk/queue`);
  const row = page.getByRole('row').filter({ hasText: 'Havnecaféen' });
  await reloadUntil(page, async () => (await row.count()) > 0, 'the queue to fill');
  await take(page, 'queue', `${origin}/desk/queue`);
  await row.getByRole('link').first().click();
  await take(page, 'letter', page.url());
  await page.goto(`${origin}/desk/queue`);
  for (const box of await page.locator('tbody input[type="checkbox"]').all()) await box.check();
  await page.locator('button[name="act"][value="approve"]').first().click();
  await take(page, 'tonight', `${origin}/desk/tonight`);
  await page.goto(program.console);
  for (let days = 0; days < 3; days += 1) {
    await page.getByRole('button', { name: /1 day/ }).first().click();
    await page.waitForLoadState();
  }
  for (const place of ['queue?show=held', 'cases', 'debtors', 'debtors/moves', 'worklist', 'replay', 'trail'])
    await take(page, `desk-${place.replace(/\W/g, '-')}`, `${origin}/desk/${place}`);
  await page.goto(`${origin}/desk/debtors`);
  await take(
    page,
    'debtor',
    await page
      .locator('tbody a')
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).href),
  );
  await page.goto(`${origin}/desk/cases`);
  const cases = await page.locator('main a[href^="/desk/cases/"]').evaluateAll(addresses);
  for (const [place, href] of [...new Set(cases)].slice(0, 4).entries()) await take(page, `case-${place}`, href);
  await take(page, 'statement', `${cases[0]}/statement`);
  await take(page, 'bookkeeping', `${origin}/desk/bookkeeping`);
  await take(page, 'trail', `${origin}/desk/trail`);
  await page.goto(`${origin}/desk/replay`);
  await page.locator('main form[action="/desk/replay"] button').click();
  await reloadUntil(page, async () => (await page.locator('svg[role="img"]').count()) > 0, 'the replay to end');
  await take(page, 'replay', page.url());
}

async function portal(browser: Browser, page: Page, origin: string): Promise<void> {
  const link = await linkIn(await openMail(page, program.inbox, debtor, /faktura/i), /./);
  const them = await personAt(browser);
  await them.page.goto(link);
  await take(them.page, 'portal', `${origin}/portal`);
  const ways = await them.page.locator('main a[href^="/portal/"]').evaluateAll(addresses);
  for (const href of [...new Set(ways)])
    if (!/\/(pdf|csv)$/.test(href)) await take(them.page, `portal${new URL(href).pathname.replace(/\W/g, '-')}`, href);
  await them.page.goto(`${origin}/portal`);
  await them.page.locator('form[action="/portal/pay"] button').first().click();
  await them.page.locator('button[value="pay"]').click();
  await them.page.waitForURL(/\/portal\/paid/);
  await reloadUntil(
    them.page,
    async () => /Tak, vi har fået/.test((await them.page.locator('main').textContent()) ?? ''),
    'our ledger to know of it',
  );
  await take(them.page, 'portal-receipt', them.page.url());
  await them.context.close();
}

/** One page, four pictures. Folded parts are opened, so that nothing hides. */
async function take(page: Page, name: string, address: string): Promise<void> {
  for (const { colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await page.goto(address);
    await page.locator('details').evaluateAll((all) => {
      for (const each of all) each.setAttribute('open', '');
    });
    const path = join(folder, `${name}-${viewport.width}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

function addresses(links: readonly (HTMLElement | SVGElement)[]): string[] {
  return links.flatMap((link) => ('href' in link ? [String(link.href)] : []));
}
