/** What the page about e-conomic says: whom to chase by their terms, web hooks, and the nightly comparison. */
import t, { type Test } from 'tap';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { addToComparison, endComparison, openComparison } from '../../src/mirror/store-comparisons.ts';
import { upsertPaymentTerms } from '../../src/mirror/store-reference.ts';
import { keepSubscriptions } from '../../src/mirror/store-subscriptions.ts';
import { people, signedIn } from '../people.ts';
import { browserOf, settingsDoor } from '../settings-door.ts';

const house = await people(t);

async function door(t: Test) {
  const app = await settingsDoor(t, house);
  const room = await house.creditor('Nordvind <Kaffe>');
  const admin = await room.member('admin');
  return { app, room, ...browserOf(app, admin.session) };
}

t.test('terms are chased or left alone one by one, and the hooks’ fields stand ready to be pasted', async (t) => {
  const { post, get, room } = await door(t);
  await room.work(async (work) => {
    const terms = { days: 14 };
    await upsertPaymentTerms(work, [
      { ...terms, number: 1, name: 'Netto 14', type: 'net' },
      { ...terms, number: 2, name: 'Factoring <AB>', type: 'factoring' },
    ]);
  });
  const before = (await get('/settings/e-conomic')).body;
  t.match(before, /name="terms-1" checked/);
  t.match(before, /name="terms-2">/);
  t.match(before, 'Factoring &lt;AB&gt;');
  t.match(before, 'invoice=[INVOICENO]');
  t.match(before, `/hooks/e-conomic/${room.creditorId}.`);

  await post('/settings/e-conomic/terms', { 'terms-2': 'on', 'terms-99': 'on' });

  t.same((await room.work(readSettings)).terms, { 1: 'leave', 2: 'chase' });
  const after = (await get('/settings/e-conomic')).body;
  t.match(after, /name="terms-1">/);
  t.match(after, /name="terms-2" checked/);
});

t.test(
  'the page says what e-conomic tells of by itself, what is left to paste and why, and what the last comparison found',
  async (t) => {
    const { get, room, app } = await door(t);
    const page = async () => (await get('/settings/e-conomic')).body;
    t.match(await page(), 'The first comparison comes the night after the books have been read.');
    t.match(await page(), 'invoice=[INVOICENO]', 'nothing subscribed yet: all can be pasted');
    await room.work(async (work) => {
      await keepSubscriptions(work, [
        { event: 'invoice-booked', state: 'subscribed', why: '' },
        { event: 'journal-booked', state: 'by-hand', why: 'The grant does not cover this: <webhooks>.' },
        { event: 'customer-updated', state: 'subscribed', why: '' },
      ]);
      const id = await openComparison(work);
      const drifts = [
        { about: 'invoice', number: '20417', how: ['remainder', 'due-day'] },
        { about: 'customer', number: '7', how: ['missing'] },
        ...Array.from({ length: 30 }, (_, at) => ({ about: 'invoice', number: String(at), how: ['extra'] }) as const),
      ] as const;
      await addToComparison(work, id, { customers: 1200, invoices: 1, drifts });
      await endComparison(work, id);
    });
    const now = await page();
    t.match(now, 'tells Rykker by itself: invoice booked, customer updated.');
    t.notMatch(now, 'invoice=[INVOICENO]');
    t.match(now, 'from=[FROMSERIALNO]');
    t.match(now, 'The grant does not cover this: &lt;webhooks&gt;.');
    t.match(now, '1,200 customers and 1 invoice were compared, 32 rows differed and were put right.');
    t.match(now, 'Invoice 20417: what is left, the due day.');
    t.match(now, 'Customer 7 was not here.');
    t.match(now, 'And 12 more.');
    const auditor = await room.member('auditor');
    const seen = (await app.inject({ url: '/settings/e-conomic', headers: signedIn(auditor.session) })).body;
    t.notMatch(seen, '/hooks/e-conomic/', 'the secret address is an admin’s');
  },
);
