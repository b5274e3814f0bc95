import { randomUUID } from 'node:crypto';
import t from 'tap';
import { makeBookFile } from '../../src/bookkeeping/make-book-file.ts';
import { bookTransactions } from '../../src/bookkeeping/store.ts';
import { claimFee, reverseFee } from '../../src/ledger/fee.ts';
import { postTransactions } from '../../src/ledger/post-transactions.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import type { SeedRoom } from '../seed.ts';

const { world, app, visitor } = await deskDoor(t);
const page = '/desk/bookkeeping';
const numbers: [string, string][] = [
  ['fee', '1010'],
  ['interest', '1020'],
  ['compensation', ''],
  ['provider', '5820'],
];

async function opened() {
  const room = await world.room('Nordvind Kaffe ApS');
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  return room;
}

/** A fee of 100 kr on a case; it says whose letter it was. */
async function charge(room: SeedRoom, name: string, back = false): Promise<string> {
  const letterId = randomUUID();
  const caseId = await room.caseId(name);
  const fee = { letterId, amountMinor: 10_000n, valueDay: '2040-03-12' };
  await room.work((work) =>
    postTransactions(work, [
      { caseId, currency: 'DKK', transactions: [claimFee(fee), ...(back ? [reverseFee(fee)] : [])] },
    ]),
  );
  return letterId;
}

const download = async (session: string, url: string) =>
  app.inject({ url, headers: { cookie: `rykker-member=${session}` } });

t.test('what is in no file yet is listed; the file has it, and then it is in that file only', async (t) => {
  const room = await opened();
  const bookkeeper = await visitor(room, 'bookkeeper');
  t.match((await bookkeeper.get(page)).body, 'Nothing. The next letter with a fee');
  await charge(room, 'Café Nord ApS');
  const listed = unescaped((await bookkeeper.get(page)).body);
  t.match(
    listed,
    /<td>12 March 2040<\/td><td>102<\/td><td lang="da">Rykkergebyr<\/td><td>reminder fees<\/td><td>not yet<\/td>/,
  );
  t.notMatch(listed, '<textarea', 'days and account numbers are written in one line');
  const early = await bookkeeper.post(`${page}/files`, [['to', '2040-03-12']]);
  t.equal(early.sentence, 'Write the account number first: reminder fees.');
  t.match((await bookkeeper.post(`${page}/accounts`, numbers)).sentence, 'Kept.');
  const made = await bookkeeper.post(`${page}/files`, [['to', '2040-03-12']]);
  t.equal(made.sentence, 'File no. 1 is made, with 1 line. Download it below.');
  t.match(made.body, 'Nothing. The next letter with a fee');
  const [, href = ''] = /href="(\/desk\/bookkeeping\/files\/[^"]+)"/.exec(made.body) ?? [];
  const file = await download(bookkeeper.session, href);
  t.match(file.headers, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="kassekladde-1.csv"',
    'cache-control': 'private, no-store',
  });
  t.match(file.body, /\r\n12-03-2040;1;Kundefaktura;102;;Rykkergebyr;100,00;DKK;1010;/);
  const none = await bookkeeper.post(`${page}/files`, [['to', '2040-03-12']]);
  t.equal(none.sentence, 'There is nothing new to post up to that day.');

  await charge(room, 'Havnecaféen I/S', true);
  await bookkeeper.post(`${page}/accounts`, [['fee', '1111'], ...numbers.slice(1)]);
  t.match(
    (await bookkeeper.post(`${page}/files`, [['to', '2040-03-12']])).sentence,
    'File no. 2 is made, with 2 lines.',
  );
  t.equal((await download(bookkeeper.session, href)).body, file.body, 'the first file is what it was, to the byte');
  const period = unescaped((await bookkeeper.get(`${page}?from=2040-03-12&to=2040-03-12`)).body);
  t.equal(period.match(/<td>no\. 2<\/td>/g)?.length, 2);
  t.match(period, '<td>no. 1</td>');
  t.match(period, /Against reminder fees<\/dt><dd>DKK 100\.00/, 'what was taken back nets out');
});

t.test('each transaction stands in one file, however many are made at once', async (t) => {
  const room = await opened();
  await room.work(async (work) => {
    const { changeSetting } = await import('../../src/creditors/change-setting.ts');
    await changeSetting(work, 'bookkeeping', { fee: '1', interest: '2', compensation: '3', provider: '4' });
  });
  for (const name of ['Café Nord ApS', 'Havnecaféen I/S', 'Kaffe <b>& Kage</b>']) await charge(room, name);
  const made = await Promise.all([1, 2, 3].map(() => room.work((work) => makeBookFile(work, '2040-03-12'))));
  t.same(made.map((each) => each.kind).sort(), ['made', 'nothing', 'nothing']);
  const [count] = await world.behind`
    select count(*)::int as n, count(distinct transaction_id)::int as each from bookkeeping_entries where creditor_id = ${room.creditorId}`;
  t.same(count, { n: 3, each: 3 });
  const [trail] = await world.behind`
    select details from trail where creditor_id = ${room.creditorId} and what = 'bookkeeping-file-made'`;
  t.match(trail!['details'], { number: 1, lines: 3, toDay: '2040-03-12' });
});

t.test('a day is the creditor’s own: what was recorded after midnight there is of the next', async (t) => {
  const room = await opened();
  await charge(room, 'Café Nord ApS');
  const until = (toDay: string) => room.work((work) => bookTransactions(work, { kind: 'unfiled', toDay, most: null }));
  t.equal((await until('2040-03-11')).length, 0);
  t.equal((await until('2040-03-12')).length, 1);
});

t.test('a period or an account that cannot be read is answered with a sentence', async (t) => {
  const admin = await visitor(await opened(), 'admin');
  for (const [query, sentence] of [
    ['?from=2040-02-30&to=2040-03-01', 'Write the day as in 2026-03-31.'],
    ['?from=2040-03-02&to=2040-03-01', 'The last day must not come before the first.'],
    ['?from=2040-03-02', 'Write the day as in 2026-03-31.'],
  ] as const) {
    const answer = await admin.get(page + query);
    t.equal(answer.status, 422, query);
    t.match(answer.body, sentence);
  }
  const wrong = await admin.post(`${page}/accounts`, [['fee', '=1+1'], ...numbers.slice(1)]);
  t.equal(wrong.sentence, 'An account number has digits only, nine at most.');
  t.equal((await admin.post(`${page}/files`, [['to', 'soon']])).sentence, 'Write the day as in 2026-03-31.');
});

t.test('reps see nothing of it, auditors read, and another creditor’s file is not there', async (t) => {
  const room = await opened();
  const bookkeeper = await visitor(room, 'bookkeeper');
  await charge(room, 'Café Nord ApS');
  await bookkeeper.post(`${page}/accounts`, numbers);
  const made = await bookkeeper.post(`${page}/files`, [['to', '2040-03-12']]);
  const [, href = ''] = /href="(\/desk\/bookkeeping\/files\/[^"]+)"/.exec(made.body) ?? [];
  const rep = await visitor(room, 'rep');
  const auditor = await visitor(room, 'auditor');
  const stranger = await visitor(await opened(), 'admin');
  t.equal((await rep.get(page)).status, 403);
  t.equal((await rep.get(href)).status, 404);
  t.equal((await auditor.get(page)).status, 200);
  t.equal((await download(auditor.session, href)).statusCode, 200);
  for (const who of [rep, auditor]) {
    t.equal((await who.post(`${page}/files`, [['to', '2040-03-12']])).status, 403);
    t.equal((await who.post(`${page}/accounts`, numbers)).status, 403);
  }
  t.equal((await stranger.get(href)).status, 404);
  t.notMatch((await stranger.get(page)).body, 'kassekladde');
});
