/**
 * The whole main job as a stranger meets it, in a real browser, against the program started by the README's command: install,
 * see, decide, approve, find the mail, be the debtor, pay, and see the case end.
 */
import t from 'tap';
import { browserSkip, openBrowser } from './chromium.ts';
import { hurdles, linkIn, openMail, personAt, reloadUntil } from './people.ts';
import { startProgram } from './program.ts';

const skip = browserSkip();
const bookkeeper = 'bogholderi@nordvind-kaffe.example';
const debtor = 'ida@havnecafeen.example';

t.test('a stranger installs, approves a letter, is the debtor who pays, and sees the case end', { skip }, async (t) => {
  const program = await startProgram();
  t.teardown(() => program.stop());
  const browser = await openBrowser();
  t.teardown(() => browser.close());
  const { page, complaints } = await personAt(browser);
  const origin = new URL(program.desk).origin;
  const found: string[] = [];
  const looksAt = async () => void found.push(...(await hurdles(page)));

  await t.test('installs from the printed address, as a bookkeeper would', async (t) => {
    await page.goto(`${origin}/install`);
    await looksAt();
    await page.locator('main a').first().click();
    await page.locator('input[name="agreement"][value="1900417"]').check();
    await page.locator('form button').first().click();
    await page.waitForURL(/\/install\//);
    t.notMatch(page.url(), /token/, 'the token is gone from the address');
    t.match(await page.locator('main').textContent(), /Nordvind Kaffe ApS/);
    t.match(await page.locator('main').textContent(), /1900417/);
    await looksAt();
    const mail = await openMail(page, program.inbox, bookkeeper, /Rykker/);
    await page.goto(await linkIn(mail, /./));
    await looksAt();
    await page.locator('main form button').click();
    await page.waitForURL(/\/desk\/queue/);
    await looksAt();
  });

  await t.test('confirms Denmark, connects the account, sees tonight and switches on', async (t) => {
    await page.goto(`${origin}/settings/markets`);
    await page.locator('form[action="/settings/markets/DK/confirm"] button').click();
    await page.goto(`${origin}/settings/payments`);
    await looksAt();
    await page.locator('form[action="/settings/payments/connect"] button').click();
    await page.locator('button[name="act"][value="connect"]').click();
    await page.waitForURL(/\/settings\/payments/);
    t.match(await page.locator('body').textContent(), /Connected/);
    await page.goto(`${origin}/desk/tonight`);
    await reloadUntil(
      page,
      async () => /Havnecaféen/.test((await page.locator('main').textContent()) ?? ''),
      'tonight’s letters',
    );
    await looksAt();
    await page.goto(`${origin}/settings/sending`);
    await page.locator('input[name="seen"]').check();
    await page.locator('input[name="off"]').check();
    await page.locator('input[name="backlog"][value="all"]').check();
    await page.getByRole('button', { name: 'Switch sending on' }).click();
    t.match(await page.locator('body').textContent(), /Sending is on/);
    await looksAt();
  });

  await t.test('reads a proposed letter exactly, and approves it', async (t) => {
    await page.goto(`${origin}/desk/queue`);
    const row = page.getByRole('row').filter({ hasText: 'Havnecaféen' });
    await reloadUntil(page, async () => (await row.count()) > 0, 'the queue to fill');
    await row.getByRole('link').first().click();
    await looksAt();
    t.match(await page.frameLocator('iframe').locator('body').textContent(), /5\.000,00/, 'word for word');
    await row.locator('input[type="checkbox"]').check();
    await page.locator('button[name="act"][value="approve"]').first().click();
    t.match(await page.locator('body').textContent(), /approved/i);
  });

  await t.test('turns the calendar past the time to object, and finds the mail', async (t) => {
    await page.goto(program.console);
    for (let days = 0; days < 3; days += 1) {
      await page.getByRole('button', { name: /1 day/ }).first().click();
      await page.waitForLoadState();
    }
    const mail = await openMail(page, program.inbox, debtor, /faktura/i);
    t.match(await mail.locator('body').textContent(), /Havnecaféen I\/S/);
  });

  await t.test('is the debtor: sees what is owed and how it came about, and pays', async (t) => {
    const mail = await openMail(page, program.inbox, debtor, /faktura/i);
    const link = await linkIn(mail, /./);
    const them = await personAt(browser, { viewport: { width: 360, height: 740 } });
    await them.page.goto(link);
    t.equal(new URL(them.page.url()).pathname, '/portal', 'the token is gone from the address');
    const token = new URL(link).pathname.split('/').at(-1)!;
    t.notOk(
      them.requests.some(({ referer }) => referer?.includes(token)),
      'nor does it travel on',
    );
    t.match(await them.page.locator('main').textContent(), /5\.000,00/);
    t.match(await them.page.locator('main').textContent(), /renteloven § 5/);
    t.same(await hurdles(them.page), []);
    const width = await them.page.evaluate(() => document.documentElement.scrollWidth);
    t.ok(width <= 360, `no sideways scroll: ${width}`);
    await them.page.locator('form[action="/portal/pay"] button').first().click();
    await them.page.locator('button[value="pay"]').click();
    await them.page.waitForURL(/\/portal\/paid/);
    await reloadUntil(
      them.page,
      async () => /Tak, vi har fået/.test((await them.page.locator('main').textContent()) ?? ''),
      'our ledger to know of it',
    );
    t.same(await hurdles(them.page), []);
    t.same(them.complaints, []);
    const receipt = await openMail(page, program.inbox, debtor, /kvittering|betaling|tak/i);
    t.match(await receipt.locator('body').textContent(), /5\.000,00/);
  });

  await t.test('sees that the case has ended', async (t) => {
    await page.goto(`${origin}/desk/cases?q=Havnecaf`);
    await looksAt();
    await page
      .getByRole('link', { name: /Havnecaféen/ })
      .first()
      .click();
    await looksAt();
    t.match(await page.locator('main').textContent(), /paid|closed|ended/i);
    await page.goto(`${origin}/desk/worklist`);
    await looksAt();
  });

  await t.test('met no hurdle and no error on the road', async (t) => {
    t.same(found, []);
    t.same(complaints, []);
    t.notMatch(program.output(), /Trouble/);
  });
});

t.test('without script one signs in, approves and reads all the same', { skip }, async (t) => {
  const program = await startProgram();
  t.teardown(() => program.stop());
  const browser = await openBrowser();
  t.teardown(() => browser.close());
  const { page } = await personAt(browser, { javaScriptEnabled: false });
  const origin = new URL(program.desk).origin;
  await page.goto(`${origin}/install`);
  await page.locator('main a').first().click();
  await page.locator('input[name="agreement"][value="1900417"]').check();
  await page.locator('form button').first().click();
  const mail = await openMail(page, program.inbox, bookkeeper, /Rykker/);
  await page.goto(await linkIn(mail, /./));
  await page.locator('main form button').click();
  await page.goto(`${origin}/settings/sending`);
  await page.locator('input[name="seen"]').check();
  await page.locator('input[name="off"]').check();
  await page.locator('input[name="backlog"][value="all"]').check();
  await page.getByRole('button', { name: 'Switch sending on' }).click();
  await page.goto(`${origin}/desk/queue`);
  const row = page.getByRole('row').filter({ hasText: 'Havnecaféen' });
  await reloadUntil(page, async () => (await row.count()) > 0, 'the queue to fill');
  await row.locator('input[type="checkbox"]').check();
  await page.locator('button[name="act"][value="approve"]').first().click();
  t.match(await page.locator('body').textContent(), /approved/i);
});
