/** People at their browsers: each with a context of their own, and everything a page complained about written down. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';

export type Person = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors on the console, refusals of the content policy, requests that failed, answers of 500: to stay empty. */
  readonly complaints: string[];
  /** Every address the person's browser asked for, with the page it said it came from. */
  readonly requests: Array<{ readonly url: string; readonly referer: string | null }>;
};

const patience = 20_000;

export async function personAt(browser: Browser, options: BrowserContextOptions = {}): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'da-DK', ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: Person['requests'] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`${error.page()?.url()}: ${error.error().message}`));
  context.on('request', (request) =>
    requests.push({ url: request.url(), referer: request.headers()['referer'] ?? null }),
  );
  context.on('requestfailed', (request) => {
    // A page one leaves while its letter is still loading drops that request; nothing is wrong with it.
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()} failed: ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.url()} answered ${response.status()}`);
  });
  return { page, context, complaints, requests };
}

/** Looks again every half second, as one does who waits for something, until it is there. */
export async function reloadUntil(page: Page, isThere: () => Promise<boolean>, what: string): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if (await isThere()) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  throw new Error(
    `Waited a minute for ${what}; the page ${page.url()} says:\n${await page.locator('body').textContent()}`,
  );
}

/** Opens the newest mail to somebody whose subject reads so, waiting for it; answers the mail as it looks. */
export async function openMail(page: Page, inbox: string, to: string, subject: RegExp): Promise<FrameLocator> {
  await page.goto(inbox);
  const mails = page.getByRole('row').filter({ hasText: to }).getByRole('link', { name: subject });
  await reloadUntil(page, async () => (await mails.count()) > 0, `a mail to ${to} about ${subject}`);
  await mails.first().click();
  return page.frameLocator('iframe');
}

/** Where the first link or button in a mail that reads so leads. */
export async function linkIn(mail: FrameLocator, name: RegExp): Promise<string> {
  const href = await mail.getByRole('link', { name }).first().getAttribute('href');
  if (href === null) throw new Error(`The mail's link ${name} leads nowhere.`);
  return href;
}

/** What axe finds on the page that keeps somebody from using it: rule and where. To stay empty. */
export async function hurdles(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).exclude('iframe').analyze();
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
