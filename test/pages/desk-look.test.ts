import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import t from 'tap';
import { approveProposal } from '../../src/cases/approve-proposal.ts';
import { restCase } from '../../src/cases/rest-case.ts';
import { readProposal } from '../../src/cases/store-proposals.ts';
import { askQuestion } from '../../src/conversations/ask-question.ts';
import { upsertRefusedRows } from '../../src/mirror/store-reference.ts';
import { recordAccepted } from '../../src/sending/record-accepted.ts';
import { insertMessage, lockMessage } from '../../src/sending/store.ts';
import { browserSkip, openBrowser } from '../browser/chromium.ts';
import { debtors, deskDoor, invoices } from '../desk-door.ts';
import { press, type SeedRoom } from '../seed.ts';

const skip = browserSkip();

/** The open letter of this debtor leaves: a provider takes it. */
async function send(room: SeedRoom, name: string): Promise<void> {
  const letter = await room.letter(name);
  const [caseId, debtorId] = [await room.caseId(name), await room.debtorId(name)];
  await room.work(async (work) => {
    const id = randomUUID();
    const { content } = (await readProposal(work, letter.id))!;
    const mail = { kind: 'letter', caseId, debtorId, courtesy: false, to: 'post@102.example', fromName: 'Nordvind' };
    const fact = { proposalId: letter.id, feeMinor: content.feeMinor, factsAsOf: work.now };
    await insertMessage(work, id, { ...mail, ...press.letter(content), replyTo: null, link: null, letter: fact }, null);
    await recordAccepted(work, (await lockMessage(work, id))!, 'taken');
  });
}

t.test('the desk in a real browser', { skip }, async (t) => {
  const { world, app, visitor } = await deskDoor(t);
  const room = await world.room('Nordvind Kaffe ApS');
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  const admin = await visitor(room, 'admin');
  const me = { kind: 'member', id: admin.memberId } as const;
  const nord = 'Café Nord ApS';
  await send(room, nord);
  const waiting = await room.letter('Havnecaféen I/S');
  const approved = await room.letter('Snart A/S');
  await room.work((work) => approveProposal(work, approved.id, approved.hash), me);
  await room.work(
    async (work) => restCase(work, await room.caseId('Halvt Betalt ApS'), 'snooze', '2040-03-20', null),
    me,
  );
  const debtorId = await room.debtorId(nord);
  const caseId = await room.caseId(nord);
  await room.work((work) => askQuestion(work, { caseId, debtorId, text: 'Hvad er linje 2?\nVi kan ikke finde den.' }), {
    kind: 'debtor',
    id: debtorId,
  });
  await room.work((work) => upsertRefusedRows(work, 'invoice', [{ key: '20499', what: 'its currency is unknown' }]));
  const quiet = await world.room('Stille ApS');
  const nobody = await visitor(quiet, 'admin');

  const places = [
    { name: 'queue', path: '/desk/queue', who: admin },
    { name: 'letter', path: `/desk/queue?open=${waiting.id}`, who: admin },
    { name: 'held', path: '/desk/queue?show=held', who: admin },
    { name: 'off', path: '/desk/queue', who: nobody },
    { name: 'cases', path: '/desk/cases', who: admin },
    { name: 'case', path: `/desk/cases/${caseId}`, who: admin },
    { name: 'stopped', path: `/desk/cases/${await room.caseId('Halvt Betalt ApS')}`, who: admin },
    { name: 'worklist', path: '/desk/worklist', who: admin },
    { name: 'nothing', path: '/desk/worklist', who: nobody },
    { name: 'tonight', path: `/desk/tonight?letter=${await room.debtorId('Havnecaféen I/S')}-DKK`, who: admin },
  ];
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  t.teardown(() => browser.close());

  const opened = async (
    session: string,
    viewport: { width: number; height: number },
    colorScheme: 'light' | 'dark',
  ) => {
    const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
    await context.addCookies([{ name: 'rykker-member', value: session, url: address }]);
    return { context, page: await context.newPage() };
  };

  await t.test(
    'every page passes axe and fits its screen, on a telephone and a desk, by day and by night',
    async (t) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const viewport of [
          { width: 360, height: 740 },
          { width: 1280, height: 800 },
        ]) {
          for (const place of places) {
            const { context, page } = await opened(place.who.session, viewport, colorScheme);
            const complaints = complaintsOf(page);
            await page.goto(address + place.path);
            await page.locator('details:not(:has(iframe))').evaluateAll((all) => {
              for (const each of all) each.setAttribute('open', '');
            });
            const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('iframe').analyze();
            const what = `${place.name} ${viewport.width} ${colorScheme}`;
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
            t.same(complaints, [], `${what}: nothing is refused by its own policy`);
            await context.close();
          }
        }
      }
    },
  );

  await t.test('the morning is cleared with the keyboard alone', async (t) => {
    const { context, page } = await opened(admin.session, { width: 1280, height: 800 }, 'light');
    await page.goto(`${address}/desk/queue`);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.waitForSelector('.notice-bar');
    // The house's clock, which stood at ten, has gone on while every page was looked at above.
    t.match(
      await page.locator('.notice-bar').textContent(),
      /^Approved\. It leaves tomorrow at 10:0\d, unless money comes first\.$/,
    );
    t.equal((await room.letter('Havnecaféen I/S')).status, 'approved');
    await page.goto(`${address}/desk/queue?show=leaving`);
    await page.keyboard.press('j');
    await page.keyboard.press('h');
    await page.waitForSelector('.notice-bar');
    t.match(await page.locator('.notice-bar').textContent(), 'Held until somebody ends it on the case page.');
    await context.close();
  });

  await t.test('the letter beside the queue reads as it will, with its style and without script', async (t) => {
    const { context, page } = await opened(admin.session, { width: 1280, height: 800 }, 'light');
    await page.goto(`${address}/desk/queue?open=${waiting.id}`);
    const letter = page.frameLocator('iframe.letter').locator('body');
    t.match(await letter.textContent(), 'Havnecaféen I/S');
    t.match(await letter.textContent(), '12.194,26');
    await context.close();
  });
});

/** What the browser says on its console, save what it says of every sandboxed frame and of a host without TLS. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (!/frame is sandboxed|origin-keyed/.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}
