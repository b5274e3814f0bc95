/** Two letters to one debtor, in two currencies, come back in the same second: neither waits for the other. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { readProposal } from '../../src/cases/store-proposals.ts';
import type { Work } from '../../src/db/work.ts';
import { insertEvent } from '../../src/payments/store-events.ts';
import { recordAccepted } from '../../src/sending/record-accepted.ts';
import { recordDelivery } from '../../src/sending/record-delivery.ts';
import { insertMessage, lockMessage } from '../../src/sending/store.ts';
import { press, seedWorld } from '../seed.ts';

const world = await seedWorld(t);

t.test('two letters of one debtor that bounce at once are both taken in', async (t) => {
  const room = await world.room();
  await room.books(
    [{ number: '101', name: 'Café Nord ApS' }],
    [
      { number: '30001', debtor: '101', daysLate: 8, minor: 50_000n },
      { number: '30002', debtor: '101', daysLate: 8, minor: 60_000n, currency: 'EUR' },
    ],
  );
  await room.sendingOn();
  await room.propose();
  const letters = await world.behind<{ id: string; case_id: string; debtor_id: string }[]>`
    select id, case_id, debtor_id from proposals where creditor_id = ${room.creditorId}`;
  t.equal(letters.length, 2, 'a letter for each currency');
  const events = [];
  for (const letter of letters) events.push(await room.work((work) => sentAndBounced(work, letter)));

  const bothGaveBack = meeting(2);
  await t.resolves(
    Promise.all(
      events.map((eventId) =>
        room.work((work) =>
          recordDelivery(
            pausing(work, 'array_remove', () => bothGaveBack()),
            eventId,
          ),
        ),
      ),
    ),
  );

  const rows = await world.behind`
    select climbed, last_rung from positions where creditor_id = ${room.creditorId}`;
  t.same(
    rows.map((row) => ({ ...row })),
    Array(2).fill({ climbed: [], last_rung: null }),
  );
});

async function sentAndBounced(work: Work, letter: { id: string; case_id: string; debtor_id: string }): Promise<string> {
  const id = randomUUID();
  const { content } = (await readProposal(work, letter.id))!;
  const to = { caseId: letter.case_id, debtorId: letter.debtor_id, courtesy: false, to: 'post@101.example' };
  const fact = { proposalId: letter.id, feeMinor: content.feeMinor, factsAsOf: work.now };
  const mail = { kind: 'letter', ...to, ...press.letter(content), fromName: 'Nordvind', replyTo: null, link: null };
  await insertMessage(work, id, { ...mail, letter: fact }, null);
  await recordAccepted(work, (await lockMessage(work, id))!, `taken-${id}`);
  const body = { RecordType: 'Bounce', MessageID: `taken-${id}`, Metadata: { message_id: id } };
  const told = { ...body, Email: 'post@101.example', Inactive: true, Type: 'HardBounce' };
  const event = { provider: 'postmark', eventId: id, type: 'Bounce', subject: id, body: JSON.stringify(told) } as const;
  return (await insertEvent(work, event))!;
}

/** The work, which after the statement with this in it waits for `until`. */
function pausing(work: Work, text: string, until: () => Promise<void>): Work {
  const tx = new Proxy(work.tx, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (name !== 'execute') return typeof found === 'function' ? found.bind(target) : found;
      return async (query: { readonly queryChunks?: readonly unknown[] }) => {
        const answer = await target.execute(query as never);
        if (JSON.stringify(query.queryChunks?.map(wordsOf) ?? []).includes(text)) await until();
        return answer;
      };
    },
  });
  return { ...work, tx };
}

function wordsOf(chunk: unknown): unknown {
  return typeof chunk === 'object' && chunk !== null && 'value' in chunk ? chunk.value : null;
}

/** Waits until so many have come; not for ever, for one may be waiting for another. */
function meeting(of: number): () => Promise<void> {
  let came = 0;
  return async () => {
    came += 1;
    for (let tries = 0; came < of && tries < 20; tries += 1) await wait(20);
  };
}
