import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { answerQuestion } from '../../src/conversations/answer-question.ts';
import { questionsOfDebtor } from '../../src/conversations/store.ts';
import { browserSkip, openBrowser } from '../browser/chromium.ts';
import { portalWorld } from '../portal-world.ts';

const skip = browserSkip();

t.test('the portal in a real browser', { skip }, async (t) => {
  const world = await portalWorld(t);
  const { app } = world;
  const room = await world.room();
  const debtorId = await room.debtor('Havnecaféen I/S');
  const aCase = await room.owes(debtorId);
  const visitor = await world.visitor(room, debtorId);
  await visitor.post('/portal/ask', [
    ['case', aCase.caseId],
    ['question', 'Hvad er linje to på faktura 20417?\nVi kan ikke finde den.'],
  ]);
  const [question] = await room.work((work) => questionsOfDebtor(work, debtorId));
  const member = { kind: 'member', id: (await room.member('admin')).memberId } as const;
  await room.work((work) => answerQuestion(work, question!.id, 'Det er fragten af kaffen i uge 4.'), member);
  await visitor.post('/portal/ask', [
    ['case', aCase.caseId],
    ['question', 'Tak. Kan vi få den som PDF?'],
  ]);
  const two = await room.debtor('Sønderho Bageri og Konditori ApS');
  const numbered = (number: string) => ({ number, day: '2040-02-06', dueDay: '2040-02-20', minor: 1234500n });
  const twoCase = await room.owes(two, 'DKK', [numbered('20500')]);
  await room.owes(two, 'EUR', [numbered('20501'), numbered('20502')], 0n);
  await (await world.visitor(room, two)).post('/portal/pay', [
    ['case', twoCase.caseId],
    ['invoice', twoCase.invoiceIds[0]!],
  ]);
  const waiting = world.payments.asked.at(-1)!.paymentId;
  const paid = await room.debtor('Café Nord');
  const poor = await world.room('Elsewhere ApS', { account: null });
  const poorDebtor = await poor.debtor('A debtor with a name that is far too long for any telephone to show on a line');
  await poor.owes(poorDebtor);

  const places = [
    { name: 'owed', link: await world.link(room, debtorId), path: '/portal' },
    { name: 'english', link: await world.link(room, debtorId), path: '/portal?in=en' },
    { name: 'two', link: await world.link(room, two), path: '/portal?in=sv' },
    { name: 'waiting', link: await world.link(room, two), path: `/portal/paid?payment=${waiting}&in=da` },
    { name: 'done', link: await world.link(room, paid), path: '/portal?in=da' },
    { name: 'transfer', link: await world.link(poor, poorDebtor), path: '/portal?in=da' },
    { name: 'gone', link: 'x', path: '/portal/l/x' },
  ];
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser: Browser = await openBrowser();
  t.teardown(() => browser.close());

  await t.test('every page passes axe and fits a telephone and a desk, by day and by night', async (t) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const viewport of [
        { width: 360, height: 740 },
        { width: 1280, height: 800 },
      ]) {
        const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce', locale: 'da' });
        const page = await context.newPage();
        for (const { name, link, path } of places) {
          await page.goto(`${address}/portal/l/${link}`);
          await page.goto(address + path);
          const what = `${name} ${viewport.width} ${colorScheme}`;
          for (const opened of [false, true]) {
            if (opened) await openAll(page);
            t.equal(
              await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
              true,
              `${what} fits`,
            );
          }
          // What a wide screen shows is the same, with more room.
          if (viewport.width > 360) continue;
          const { violations } = await new AxeBuilder({ page }).analyze();
          t.same(
            violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(' ')}`),
            [],
            what,
          );
        }
        await context.close();
      }
    }
  });

  await t.test('without script the button says what it pays', async (t) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${address}/portal/l/${await world.link(room, debtorId)}`);
    const button = (name: string) => page.getByRole('button', { name, exact: true }).count();
    t.equal(await button('Betal 12.182,51 kr.'), 1);
    await page.getByRole('checkbox', { name: '20417' }).uncheck();
    t.same([await button('Betal 12.182,51 kr.'), await button('Betal de valgte fakturaer')], [0, 1]);
    await context.close();
  });
});

async function openAll(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => {
    for (const each of all) each.setAttribute('open', '');
  });
}
