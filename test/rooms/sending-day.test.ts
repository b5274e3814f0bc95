/** A letter nobody could tell of for days counts from the day it really left: the next rung, its deadline and its fee's day. */
import t from 'tap';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { answerUnknown } from '../../src/sending/answer-unknown.ts';
import { decideLetter } from '../../src/sending/decide-letter.ts';
import { handOver } from '../../src/sending/hand-over.ts';
import { setMessageState } from '../../src/sending/store.ts';
import { approveProposal } from '../approve-proposal.ts';
import { sealKeys } from '../people.ts';
import { press, proposeTools, seedNow, seedWorld } from '../seed.ts';

const world = await seedWorld(t);
const room = await world.room();
const { creditorId } = room;
await room.books([{ number: '1', name: 'Havnen' }], [{ number: '100', debtor: '1', daysLate: 6, minor: 100_000n }]);
await room.work((work) => changeSetting(work, 'hold-window', { hours: 0 }));
await room.sendingOn();
await room.propose();
const { memberId } = await room.member('admin');
const never = () => Promise.reject(new Error('nobody is asked here'));
const tools = {
  ...proposeTools,
  openWork: world.openWork,
  bookkeeping: { lookUp: never } as never,
  mail: { send: async () => ({ kind: 'unknown', why: 'timeout' }), find: never } as never,
  press,
  sealKeys,
  publicUrl: 'http://localhost:3000',
  fromAddress: 'rykker@rykker.example',
  reached: () => {},
};

t.test('answered five days later, it left on its day', async (t) => {
  const { id, hash } = await room.letter('Havnen');
  await room.work((work) => approveProposal(work, id, hash), { kind: 'member', id: memberId });
  const messageId = (await room.work((work) => decideLetter(work, tools, id, seedNow)))!;
  await handOver(tools, { creditorId, subjectId: messageId });
  await room.work((work) => setMessageState(work, messageId, 'needs-human', 'provider-knows-nothing'));
  await world.turnTo(new Date('2040-03-17T09:00:00Z'));
  t.match(await room.work((work) => answerUnknown(work, messageId, true)), { ok: true });

  const [position] = await world.behind`
    select last_letter_day::text as day, last_deadline::text as deadline from positions where creditor_id = ${creditorId}`;
  t.same({ ...position }, { day: '2040-03-12', deadline: '2040-03-22' }, 'as the letter itself says');
  const [sent] =
    await world.behind`select (sent_at at time zone 'UTC')::date::text as day from proposals where id = ${id}`;
  t.equal(sent!['day'], '2040-03-12');
  const [fee] = await world.behind`
    select e.value_day::text as day from entries e where e.creditor_id = ${creditorId} and e.account = 'fee'`;
  t.equal(fee!['day'], '2040-03-12');
});
