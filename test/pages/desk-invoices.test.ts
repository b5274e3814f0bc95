/** What an admin decides about one invoice on the case page: left out, taken in, given time; and why a case rests. */
import t from 'tap';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';

const { world, visitor } = await deskDoor(t);

async function proposed() {
  const room = await world.room('Nordvind Kaffe ApS');
  await room.books(
    [...debtors, { number: '900', name: 'Tre Fakturaer ApS' }],
    [
      ...invoices,
      { number: '901', debtor: '900', daysLate: 40, minor: 100_000n },
      { number: '902', debtor: '900', daysLate: 20, minor: 50_000n },
      { number: '903', debtor: '900', daysLate: 10, minor: 20_000n },
    ],
  );
  await room.sendingOn();
  await room.propose();
  const admin = await visitor(room, 'admin');
  const post = (url: string, form: Record<string, string>) => admin.post(url, Object.entries(form));
  const at = `/desk/cases/${await room.caseId('Tre Fakturaer ApS')}`;
  const invoiceId = async (number: string) => {
    const [row] =
      await world.behind`select id from invoices where creditor_id = ${room.creditorId} and number = ${number}`;
    return row!['id'] as string;
  };
  const linesNow = async () => {
    await room.propose();
    const rows = await world.behind`
      select i.number from proposals p join proposal_lines l on l.creditor_id = p.creditor_id and l.proposal_id = p.id
        join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
      where p.creditor_id = ${room.creditorId} and p.debtor_id = ${await room.debtorId('Tre Fakturaer ApS')}
        and p.status in ('waiting', 'held') order by i.number`;
    return rows.map((row) => row['number']);
  };
  return { room, admin, post, at, invoiceId, linesNow };
}

t.test('one invoice is left out with a reason, the others go on, and it can be taken in again', async (t) => {
  const { room, admin, post, at, invoiceId, linesNow } = await proposed();
  t.same(await linesNow(), ['901', '902', '903']);
  const id = await invoiceId('902');
  const unsaid = await post(`${at}/invoices/${id}`, { act: 'leave-out', note: ' ' });
  t.match(unsaid.sentence, 'Write why');
  const out = await post(`${at}/invoices/${id}`, { act: 'leave-out', note: 'They never got the third pallet' });
  t.match(out.sentence, 'Left out. No letter lists this invoice; the others go on.');
  t.same(await linesNow(), ['901', '903'], 'the disputed one is left out, the rest is asked for');
  const page = unescaped((await admin.get(at)).body);
  t.match(page, 'Left out since 12 March 2040: “They never got the third pallet”');
  t.match(page, 'Left out invoice 902: “They never got the third pallet”');
  await post(`${at}/invoices/${id}`, { act: 'take-in' });
  t.same(await linesNow(), ['901', '902', '903']);
  t.match(
    (await room.trail()).filter(({ what }) => what.startsWith('invoice-')),
    [
      { what: 'invoice-left-out', details: { invoice: '902', why: 'by-hand', before: 'in', after: 'out' } },
      { what: 'invoice-taken-in', details: { invoice: '902', why: 'by-hand', before: 'out', after: 'in' } },
    ],
  );
});

t.test('more time moves the ladder; agreed it moves interest too, as a courtesy it does not', async (t) => {
  const { room, admin, post, at, invoiceId, linesNow } = await proposed();
  const id = await invoiceId('901');
  const give = (fields: Record<string, string>) =>
    post(`${at}/invoices/${id}`, { act: 'give-time', note: 'Cash on the 20th', ...fields });
  for (const [fields, sentence] of [
    [{ day: '2040-02-01', agreed: 'no' }, 'More time ends after the due day'],
    [{ day: '2041-03-13', agreed: 'no' }, 'more than a year away'],
    [{ day: 'soon', agreed: 'no' }, 'Write the day as in'],
    [{ day: '2040-03-20' }, 'Say whether it is agreed'],
  ] as const)
    t.match((await give(fields)).sentence, sentence);
  t.same(await linesNow(), ['901', '902', '903'], 'nothing was changed');

  const interest = async () => {
    await room.propose();
    const [row] = await world.behind`
      select p.interest_minor, p.content -> 'lines' -> 0 ->> 'dueDay' as due from proposals p where p.creditor_id = ${room.creditorId}
        and p.debtor_id = ${await room.debtorId('Tre Fakturaer ApS')} and p.status in ('waiting', 'held')`;
    return [Number(row!['interest_minor']), row!['due']];
  };
  const [whole] = await interest();
  // Five days before the seed's day: the first reminder is due again.
  await give({ day: '2040-03-07', agreed: 'no' });
  t.same(await linesNow(), ['901', '902', '903']);
  t.same(await interest(), [whole, '2040-02-01'], 'a courtesy leaves the interest as it was');
  await give({ day: '2040-03-07', agreed: 'yes' });
  const [agreed, due] = await interest();
  t.ok(agreed! < whole!, `${agreed} is less than ${whole}`);
  t.equal(due, '2040-02-21', 'the letter counts from the agreed day, and the oldest is another one now');
  await give({ day: '2040-03-14', agreed: 'no' });
  t.same(await linesNow(), ['901', '902', '903'], 'until then it falls due soon again');
  const [soon] = await world.behind`
    select line ->> 'dueDay' as due, line ->> 'soonDue' as soon from proposals p, jsonb_array_elements(p.content -> 'lines') line
    where p.creditor_id = ${room.creditorId} and p.status in ('waiting', 'held') and line ->> 'invoiceNumber' = '901'`;
  t.same(
    { ...soon },
    { due: '2040-03-14', soon: 'true' },
    'and the letter says the day it was given, not the one that is over',
  );
  await give({ day: '2040-03-20', agreed: 'no' });
  t.same(await linesNow(), ['902', '903'], 'until that day it is on no letter');
  t.match(unescaped((await admin.get(at)).body), 'Time until 20 March 2040 as a courtesy');
  await post(`${at}/invoices/${id}`, { act: 'take-time-back' });
  t.same(await linesNow(), ['901', '902', '903']);
  t.match(
    (await room.trail()).filter(({ what }) => what.startsWith('time-')).map(({ details }) => details),
    [
      { before: null, after: { day: '2040-03-07', agreed: false } },
      { before: { day: '2040-03-07', agreed: false }, after: { day: '2040-03-07', agreed: true } },
      { before: { day: '2040-03-07', agreed: true }, after: { day: '2040-03-14', agreed: false } },
      { before: { day: '2040-03-14', agreed: false }, after: { day: '2040-03-20', agreed: false } },
      { before: { day: '2040-03-20', agreed: false }, after: null },
    ],
  );
});

t.test('a plan, an objection and an insolvency are noted at the desk, and each rests the whole case', async (t) => {
  const { room, post, at } = await proposed();
  for (const [act, kind, guard] of [
    ['plan', 'plan', 'no-plan-running'],
    ['objects', 'complaint', 'not-complained'],
    ['insolvent', 'insolvency', 'debtor-is-solvent'],
  ] as const) {
    await post(`${at}/rest`, { act, note: 'They called' });
    await room.propose();
    t.match(await room.letter('Tre Fakturaer ApS'), { status: 'held' }, act);
    const [row] = await world.behind`
      select v.guard from verdicts v join proposals p on p.creditor_id = v.creditor_id and p.id = v.proposal_id
      where p.creditor_id = ${room.creditorId} and p.debtor_id = ${await room.debtorId('Tre Fakturaer ApS')} order by v.at desc, v.id`;
    t.ok(row, 'with a row that says why');
    const [held] = await world.behind`
      select p.verdict_guard, h.id from proposals p join holds h on h.creditor_id = p.creditor_id and h.debtor_id = p.debtor_id
      where p.creditor_id = ${room.creditorId} and h.kind = ${kind} and h.ended_at is null and p.status = 'held'`;
    t.equal(held!['verdict_guard'], guard);
    await post(`${at}/holds/${held!['id']}/end`, {});
  }
});

t.test('somebody else’s invoice is not there, and a rep decides nothing', async (t) => {
  const { room, admin, at, invoiceId } = await proposed();
  const elsewhere = `${at}/invoices/${await invoiceId('20417')}`;
  t.equal((await admin.post(elsewhere, [['act', 'take-in']])).status, 404);
  const rep = await visitor(room, 'rep');
  t.equal((await rep.post(`${at}/invoices/${await invoiceId('901')}`, [['act', 'take-in']])).status, 403);
});
