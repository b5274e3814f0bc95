import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium } from 'playwright-core';
import t from 'tap';
import { sampleServer } from './sample-server.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((each) =>
  existsSync(each),
);
const skip = executablePath ? false : 'no Chromium on this machine';
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

t.test('the sample pages in a real browser', { skip }, async (t) => {
  const app = await sampleServer(t.testdir());
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser: Browser = await chromium.launch({ executablePath, args: [...args, ...quiet] });
  t.teardown(async () => {
    await browser.close();
    await app.close();
  });

  await t.test(
    'every layout passes axe and fits its screen, on a telephone and a desk, by day and by night',
    async (t) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const viewport of [
          { width: 360, height: 740 },
          { width: 1280, height: 800 },
        ]) {
          const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
          const page = await context.newPage();
          const complaints: string[] = [];
          page.on('console', (message) => complaints.push(message.text()));
          for (const path of ['/desk/queue', '/portal', '/may-not']) {
            await page.goto(address + path);
            await page.locator('details').evaluateAll((all) => {
              for (const each of all) each.setAttribute('open', '');
            });
            const { violations } = await new AxeBuilder({ page }).analyze();
            const what = `${path} ${viewport.width} ${colorScheme}`;
            t.same(
              violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(' ')}`),
              [],
              what,
            );
            t.equal(
              await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
              true,
              `${what} fits`,
            );
          }
          t.same(
            complaints.filter((each) => !each.includes('403')),
            [],
            'nothing on a page is refused by its own policy',
          );
          await context.close();
        }
      }
    },
  );

  await t.test('on the portal everything one presses is at least 44 pixels high, text links apart', async (t) => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await page.goto(`${address}/portal`);
    const heights = await page
      .locator('button:visible, summary, label:has(input), nav a, .actions a')
      .evaluateAll((all) => {
        return all.map((each) => each.getBoundingClientRect().height);
      });
    t.equal(heights.length > 8, true);
    t.equal(Math.min(...heights) >= 44, true);
    await page.close();
  });

  await t.test('the queue is worked by keys: j and k move, x ticks, h holds what is ticked, ? helps', async (t) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${address}/desk/queue`);
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    t.equal(await page.locator('tr[data-here] input').getAttribute('value'), '2');
    await page.keyboard.press('?');
    t.equal(await page.locator('dialog#keys').isVisible(), true);
    await page.keyboard.press('x');
    t.equal(await page.locator('tbody input:checked').count(), 0, 'keys rest while the help is open');
    await page.keyboard.press('?');
    await page.keyboard.press('x');
    t.equal(await page.locator('tbody input:checked').count(), 1);
    t.equal(await page.locator('[data-chosen]').textContent(), '1 chosen');
    await page.keyboard.press('h');
    await page.locator('.notice-bar').waitFor();
    t.equal(await page.locator('.notice-bar').textContent(), 'hold 2: <b>Æblegrød</b>');
    await page.reload();
    t.equal(await page.locator('.notice-bar').count(), 0);
    await page.close();
  });

  await t.test('without script the queue is read, ticked and sent all the same', async (t) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${address}/desk/queue`);
    await page.locator('tbody input').first().check();
    await page.getByRole('button', { name: 'Approve' }).click();
    t.match(await page.locator('.notice-bar').textContent(), 'approve 1');
    await context.close();
  });
});
