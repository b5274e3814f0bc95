import t from 'tap';
import { restCase } from '../../src/cases/rest-case.ts';
import { markAddressDead } from '../../src/cases/store-acts.ts';
import { upsertRefusedRows } from '../../src/mirror/store-reference.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';

const { world, visitor } = await deskDoor(t);

async function proposed() {
  const room = await world.room();
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  return { room, admin: await visitor(room, 'admin') };
}

/** The rows of the page: debtor and what asks, in their order. */
const items = (body: string) =>
  [...unescaped(body).matchAll(/<th scope="row"><a href="[^"]*">(.*)<\/a><\/th>\s*<td><b>([^<]*)\.<\/b>/g)].map(
    ([, debtor, what]) => `${debtor}: ${what}`,
  );

t.test('what asks for a person stands there once each, the largest sum first, with its next best act', async (t) => {
  const { room, admin } = await proposed();
  await room.work(async (work) => restCase(work, await room.caseId('Café Nord ApS'), 'complaint', null, null));
  await room.work((work) => markAddressDead(work, 'post@101.example', 'bounced'));
  await room.propose();
  await world.behind`update positions set look_again_on = '2040-03-12' where creditor_id = ${room.creditorId}`;
  await room.propose();
  const { body } = await admin.get('/desk/worklist');
  t.same(items(body), [
    'Kaffe <b>& Kage</b>: Money may be unmatched',
    'Havnecaféen I/S: Address does not work',
    'Café Nord ApS: The debtor objects',
    'Halvt Betalt ApS: Part of it was paid',
    'Uden Adresse ApS: No address',
  ]);
  const text = unescaped(body);
  t.match(text, 'The books’ balance is DKK 21,500.00 while the open items come to DKK 22,000.00');
  t.match(text, 'Confirm the rest');
  t.match(text, 'Worklist <span class="count">5</span>', 'the count in the head is the same');
});

t.test('what a person has chosen, and what a yes cures, asks for nothing', async (t) => {
  const { room, admin } = await proposed();
  await room.work(async (work) => restCase(work, await room.caseId('Snart A/S'), 'pause', null, null));
  const listed = items((await admin.get('/desk/worklist')).body);
  t.notOk(
    listed.some((item) => item.startsWith('Snart')),
    'a pause',
  );
  t.notOk(
    listed.some((item) => item.startsWith('Havnecaféen')),
    'a letter that waits for a yes is the queue’s',
  );
});

t.test('what waited longer goes before what is larger but new', async (t) => {
  const { room, admin } = await proposed();
  await world.behind`update holds set since = '2040-02-01' where creditor_id = ${room.creditorId} and kind = 'part-payment'`;
  const { body } = await admin.get('/desk/worklist');
  t.equal(items(body)[0], 'Halvt Betalt ApS: Part of it was paid');
  t.match(body, /for\s40\sdays/);
});

t.test('rows of the books that could not be read are listed for those who see all debtors', async (t) => {
  const { room, admin } = await proposed();
  await room.work((work) => upsertRefusedRows(work, 'invoice', [{ key: '20499', what: 'an unknown <currency>' }]));
  const { body } = await admin.get('/desk/worklist');
  t.match(body, 'Invoice 20499');
  t.match(body, 'an unknown &lt;currency&gt;');
  const rep = await (await visitor(room, 'rep')).get('/desk/worklist');
  t.same(items(rep.body), ['Halvt Betalt ApS: Part of it was paid'], 'a rep sees what asks of own debtors');
  t.notMatch(rep.body, '20499');
});

t.test('nothing to do is said kindly, and nobody sees another creditor’s', async (t) => {
  await proposed();
  const stranger = await visitor(await world.room('Fremmed ApS'), 'admin');
  const { body } = await stranger.get('/desk/worklist');
  t.match(body, 'Nothing asks for you');
  t.same(items(body), []);
});
