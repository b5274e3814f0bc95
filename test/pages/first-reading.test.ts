/** The first reading of the books at the desk: a bar that says how far it is, letters as they become known, and nothing sent before its end. */
import t from 'tap';
import { setProgress, setRowsPlanned } from '../../src/mirror/store-state.ts';
import { decideLetter } from '../../src/sending/decide-letter.ts';
import { approveProposal } from '../approve-proposal.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import { sealKeys } from '../people.ts';
import { press, proposeTools, type SeedRoom, seedNow } from '../seed.ts';

const { world, visitor } = await deskDoor(t);

/** As a pull leaves it that was killed on its second page of invoices. */
async function halfRead(room: SeedRoom) {
  await world.behind`update mirror_state set books_read_at = null, phase = 'first', step = 'entries', pulling_until = clock_timestamp()
    + interval '3 minutes' where creditor_id = ${room.creditorId}`;
  await room.work(async (work) => {
    await setRowsPlanned(work, 242_000);
    await setProgress(work, { step: 'invoices', rowsDone: 60_000, rowsTotal: 100_000, cursor: '60' });
  });
  await world.behind`update mirror_state set read_ms = 45000, pages_read = 60 where creditor_id = ${room.creditorId}`;
}

t.test(
  'every page of the desk has the bar with pages, rows and the time left; lists ask to be read again',
  async (t) => {
    const room = await world.room('Nordvind <Kaffe> ApS');
    await room.books(debtors, invoices);
    await room.sendingOn();
    await room.propose();
    await halfRead(room);
    const admin = await visitor(room, 'admin');
    const caseId = await room.caseId('Café Nord ApS');

    for (const [path, follows] of [
      ['/desk/queue', true],
      ['/desk/tonight', true],
      ['/desk/cases', true],
      [`/desk/cases/${caseId}`, false],
      ['/desk/worklist', false],
    ] as const) {
      const { body } = await admin.get(path);
      t.match(body, /<progress value="60000" max="242000"><\/progress>/, path);
      t.match(
        unescaped(body),
        /Reading invoices: 60,000 of 242,000 rows, 60 pages so far\. About 2 minutes left\./,
        path,
      );
      t.equal(body.includes('data-again'), follows, `${path} is read again: ${follows}`);
      t.equal(/<noscript><meta http-equiv="refresh" content="10"><\/noscript>/.test(body), follows);
    }
    await world.behind`update mirror_state set phase = 'quiet', step = null, books_read_at = ${seedNow} where creditor_id = ${room.creditorId}`;
    t.notMatch(
      (await admin.get('/desk/queue')).body,
      /<progress|data-again|http-equiv="refresh"/,
      'and goes when it is over',
    );
  },
);

t.test(
  'while the books are half read, cases are there already, and none of their letters can be approved',
  async (t) => {
    const room = await world.room('Nordvind Kaffe ApS');
    await halfRead(room);
    await room.books(debtors, invoices);
    await room.sendingOn();

    await room.propose();

    const admin = await visitor(room, 'admin');
    t.match((await admin.get('/desk/cases')).body, /Café Nord/);
    const { id, hash, status } = await room.letter('Café Nord ApS');
    t.equal(status, 'held');
    t.same(await room.work((work) => approveProposal(work, id, hash)), { ok: false, refusal: 'held' });
  },
);

t.test(
  'a letter approved before does not leave while the books are read from the beginning, whatever was read live',
  async (t) => {
    const room = await world.room('Nordvind Kaffe ApS');
    await room.books(debtors, invoices);
    await room.sendingOn();
    await room.propose();
    const { id, hash } = await room.letter('Café Nord ApS');
    const { memberId } = await visitor(room, 'admin');
    const actor = { kind: 'member', id: memberId } as const;
    t.match(await room.work((work) => approveProposal({ ...work, actor }, id, hash)), { ok: true });
    await halfRead(room);
    const tools = { ...proposeTools, press, sealKeys, wallNow: () => seedNow };

    t.equal(await room.work((work) => decideLetter(work, tools, id, seedNow)), null);

    const [verdict] = await world.behind`
    select verdict, guard, answers from verdicts
    where creditor_id = ${room.creditorId} and proposal_id = ${id} and stage = 'live'`;
    t.match(JSON.stringify(verdict), /never-read/);
    t.same(await world.behind`select from messages where creditor_id = ${room.creditorId}`, []);
  },
);
