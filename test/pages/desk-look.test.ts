import { randomUUID } from 'node:crypto';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import t from 'tap';
import { approveInBulk } from '../../src/cases/approve-in-bulk.ts';
import { offerApproval } from '../../src/cases/offer-approval.ts';
import { restCase } from '../../src/cases/rest-case.ts';
import { readProposal } from '../../src/cases/store-proposals.ts';
import { askQuestion } from '../../src/conversations/ask-question.ts';
import { upsertRefusedRows } from '../../src/mirror/store-reference.ts';
import { recordAccepted } from '../../src/sending/record-accepted.ts';
import { insertMessage, lockMessage } from '../../src/sending/store.ts';
import { approveProposal } from '../approve-proposal.ts';
import { browserSkip, openBrowser } from '../browser/chromium.ts';
import { debtors, deskDoor, invoices } from '../desk-door.ts';
import { press, type SeedRoom } from '../seed.ts';
import { hangSettings } from '../settings-door.ts';
import { routesKnown } from './routes-known.ts';

const skip = browserSkip();

type Place = readonly [route: string, path: string];

/** Files, frames of letters and what only leads on: nothing a person looks at by itself. */
const notPages = [
  'GET /desk',
  'GET /desk/bookkeeping/files/:id',
  'GET /desk/cases/:id/invoices/:invoiceId/pdf',
  'GET /desk/cases/:id/messages/:messageId',
  'GET /desk/cases/:id/statement/csv',
  'GET /desk/cases/:id/statement/pdf',
  'GET /desk/cases/:id/trail',
  'GET /desk/queue/:id/letter',
  'GET /desk/replay/:id',
  'GET /desk/tonight/:debtorId/:currency/letter',
  'GET /desk/trail/file',
  'GET /settings/payments/connected',
  'GET /settings/preview/:rung',
];

const settingsPages = [
  ...['', '/e-conomic', '/ladder', '/ladder/change', '/ladder/versions', '/markets', '/payments', '/people'],
  ...['/segments', '/sending', '/sending/backlog', '/texts'],
];

/** Pages of a creditor whose sending is off and who has nothing yet. */
const ofNobody: readonly Place[] = [
  ['GET /desk/queue', '/desk/queue?show=waiting&q='],
  ['GET /desk/worklist', '/desk/worklist?'],
];

/** What keeps somebody from using the page: by every rule, or by these only. To stay empty. */
async function hurdles(page: Page, rules: readonly string[] | null): Promise<string[]> {
  if (rules === null) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const options = only === null ? {} : { runOnly: [...only] };
    const { violations } = await axe.run({ exclude: ['iframe'] }, { ...options, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, rules);
}

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
  await hangSettings(app, world);
  const room = await world.room('Nordvind Kaffe ApS');
  const small = Array.from({ length: 8 }, (_, place) => String(place + 1));
  await room.books(
    [...debtors, ...small.map((number) => ({ number, name: `Kunde ${number}` }))],
    [...invoices, ...small.map((number) => ({ number, debtor: number, daysLate: 9, minor: 50000n }))],
  );
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

  const hers = await room.debtorId('Havnecaféen I/S');
  const offered = await room.work((work) => offerApproval(work, [{ id: waiting.id, hash: waiting.hash }]), me);
  const places: readonly Place[] = [
    ['GET /desk/queue', '/desk/queue'],
    ['GET /desk/queue', `/desk/queue?open=${waiting.id}&late=1`],
    ['GET /desk/queue', '/desk/queue?show=held'],
    ['GET /desk/queue/bulk/:id', `/desk/queue/bulk/${offered}`],
    ['GET /desk/cases', '/desk/cases'],
    ['GET /desk/cases/:id', `/desk/cases/${caseId}`],
    ['GET /desk/cases/:id', `/desk/cases/${await room.caseId('Halvt Betalt ApS')}`],
    ['GET /desk/cases/:id/statement', `/desk/cases/${caseId}/statement`],
    ['GET /desk/debtors', '/desk/debtors'],
    ['GET /desk/debtors/:id', `/desk/debtors/${hers}`],
    ['GET /desk/debtors/moves', '/desk/debtors/moves'],
    ['GET /desk/bookkeeping', '/desk/bookkeeping'],
    ['GET /desk/replay', '/desk/replay'],
    ['GET /desk/worklist', '/desk/worklist'],
    ['GET /desk/trail', '/desk/trail'],
    ['GET /desk/tonight', `/desk/tonight?letter=${hers}-DKK`],
    ...settingsPages.map((end): Place => [`GET /settings${end}`, `/settings${end}`]),
  ];
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  t.teardown(() => browser.close());

  const opened = async (session: string, viewport: { width: number; height: number }) => {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    await context.addCookies([{ name: 'rykker-member', value: session, url: address }]);
    return { context, page: await context.newPage() };
  };

  await t.test('every page of the desk and of settings is among those looked at', async (t) => {
    const pages = routesKnown.filter((route) => /^GET \/(desk|settings)/.test(route) && !notPages.includes(route));
    t.same([...new Set(places.map(([route]) => route))].sort(), [...pages].sort());
  });

  await t.test(
    'every page passes axe and fits its screen, on a telephone and a desk, by day and by night',
    async (t) => {
      for (const viewport of [
        { width: 360, height: 740 },
        { width: 1280, height: 800 },
      ]) {
        const { context, page } = await opened(admin.session, viewport);
        const complaints = complaintsOf(page);
        for (const [, path] of [...places, ...(viewport.width === 360 ? [] : ofNobody)]) {
          if (ofNobody.some(([, own]) => own === path))
            await context.addCookies([{ name: 'rykker-member', value: nobody.session, url: address }]);
          const what = `${path} ${viewport.width}`;
          await page.goto(address + path);
          await page.locator('details:not(:has(iframe))').evaluateAll((all) => {
            for (const each of all) each.setAttribute('open', '');
          });
          t.same(await hurdles(page, null), [], what);
          await page.emulateMedia({ colorScheme: 'dark' });
          t.same(await hurdles(page, ['color-contrast']), [], `${what} by night`);
          await page.emulateMedia({ colorScheme: 'light' });
          t.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${what} fits`);
          t.same(complaints.splice(0), [], `${what}: nothing is refused by its own policy`);
        }
        await context.close();
      }
    },
  );

  await t.test('the morning is cleared with the keyboard alone', async (t) => {
    const { context, page } = await opened(admin.session, { width: 1280, height: 800 });
    const said = () => page.locator('.notice-bar').textContent();
    const press = async (...all: string[]) => {
      for (const each of all) await page.keyboard.press(each);
    };
    await page.goto(`${address}/desk/queue?show=waiting&sort=debtor`);
    const onDebtor = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await press('j');
    t.equal(await onDebtor(), 'Havnecaféen I/S');
    await press('ArrowDown');
    t.equal(await onDebtor(), 'Kunde 1', 'arrows move inside the list');
    await press('k', '?');
    t.match(await page.locator('dialog#keys').textContent(), 'withdraws');
    await press('a');
    t.equal(await page.locator('.notice-bar').count(), 0, 'no key does anything while the list of keys is open');
    await press('Escape', '/');
    await page.keyboard.type('ahx');
    t.equal(await page.locator('#q').inputValue(), 'ahx', 'nor while one types');
    await page.locator('#q').fill('');
    await press('Escape', 'a');
    await page.waitForSelector('.notice-bar');
    t.match(await said(), /^Approved\. It leaves tomorrow at \d\d:\d\d, unless money comes first\.$/);
    t.equal((await room.letter('Havnecaféen I/S')).status, 'approved');
    t.equal(await onDebtor(), 'Kunde 1', 'one stands where one stood: on the next letter');

    await press('x', 'j', 'x', 'h');
    await page.waitForSelector('.notice-bar:has-text("2 letters")');
    t.equal((await room.letter('Kunde 2')).status, 'held');
    await press('s');
    await page.keyboard.type('20/03/2040');
    await page.locator('#until').fill('2040-03-20');
    await press('Enter');
    await page.waitForSelector('.notice-bar:has-text("Resting until")');
    await press('w');
    await page.keyboard.type('aftalt i telefonen');
    await press('Enter');
    await page.waitForSelector('.notice-bar:has-text("Withdrawn")');
    t.match((await room.trail()).findLast(({ what }) => what === 'letter-withdrawn')?.personal, {
      reason: 'aftalt i telefonen',
    });

    await page.getByRole('button', { name: /Approve all/ }).focus();
    await press('Enter');
    await page.waitForURL(/\/desk\/queue\/bulk\//);
    await page.getByRole('button', { name: /^Approve \d+ letters/ }).focus();
    await press('Enter');
    await page.waitForSelector('progress');
    const id = page.url().split('/').at(-1)!;
    await room.work((work) => approveInBulk(work, id));
    await page.waitForSelector('.lead[role="status"]');
    t.match(await page.locator('.lead').textContent(), /^(\d+) of \1 approved\./);

    await page.goto(`${address}/desk/queue?show=leaving`);
    await page.getByRole('button', { name: /^Keys/ }).click();
    await page.locator('[data-keys-switch]').uncheck();
    await press('Escape');
    await page.reload();
    await press('j', 'h');
    t.equal(await page.locator('.notice-bar').count(), 0, 'keys that were switched off stay off');
    await context.close();
  });

  await t.test('the letter beside the queue reads as it will, with its style and without script', async (t) => {
    const { context, page } = await opened(admin.session, { width: 1280, height: 800 });
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
