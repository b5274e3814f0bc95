/**
 * People act on a letter while a worker holds it, and the worker is killed with SIGKILL; connections are cut in the midst of
 * acts and of sends. An act is done or was refused, never both, and a letter that was taken back reaches nobody.
 */
import t from 'tap';
import { chooseBacklog } from '../../src/cases/choose-backlog.ts';
import { importScores } from '../../src/cases/import-scores.ts';
import { skipRung } from '../../src/cases/skip-rung.ts';
import { withdrawProposal } from '../../src/cases/withdraw-proposal.ts';
import type { Work } from '../../src/db/work.ts';
import { type Due, type Letter, sendingHouse } from './house.ts';
import { raiseVictim, within } from './raise-victim.ts';
import { backendOf, stoppingWorks, type WorkPoint } from './stopping-works.ts';

const cutSends: readonly WorkPoint[] = [
  { work: 'send-letters', nth: 1, at: 2 },
  { work: 'send-letters', nth: 3, at: 'uncommitted' },
  { work: 'hand-over', nth: 1, at: 'uncommitted' },
  { work: 'hand-over', nth: 2, at: 'uncommitted' },
];
const debtors: readonly Due[] = [
  'first-reminder',
  'first-reminder',
  'nudge',
  'nudge',
  ...cutSends.map((): Due => 'nudge'),
];
const house = await sendingHouse(t, debtors);
const { behind, creditorId, workTools } = house;

async function invoiceOn(letter: Letter): Promise<string> {
  const [row] = await behind`select invoice_id from proposal_lines where proposal_id = ${letter.id}`;
  return row!['invoice_id'];
}

type Deed = { readonly done: string; readonly do: (work: Work, letter: Letter) => Promise<unknown> };

const withdraws: Deed = {
  done: 'withdrawn',
  do: (work, letter) => withdrawProposal(work, letter.id, 'De ringer i morgen'),
};
const skips: Deed = {
  done: 'void',
  do: async (work, letter) => skipRung(work, letter.id, await invoiceOn(letter), 'Vi har talt med dem'),
};

/** The victim stands at the point and holds the letter; a person acts, the victim is killed, and all comes to rest. */
async function actedOn(debtor: number, point: 'before-intent' | 'after-intent', deed: Deed) {
  const letter = await house.approve(debtor);
  const victim = await raiseVictim(house.victimWires);
  victim.work({ point, how: 'wait' });
  await within(`a worker holds the letter at ${point}`, victim.reached);
  let answered = false;
  const answer = house.work((work) => deed.do(work, letter)).finally(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 150));
  const waited = !answered;
  victim.signal('SIGKILL');
  await within('it is dead', victim.ended);
  const act = await within('the act is answered', answer);
  await house.quiet();
  return { letter, waited, act };
}

for (const [place, deed] of [withdraws, skips].entries()) {
  t.test(`a letter is ${deed.done} while a worker that dies holds it: nobody gets it`, async (t) => {
    const { letter, waited, act } = await actedOn(2 * place, 'before-intent', deed);
    t.ok(waited, 'who acts waits for whoever holds the letter');
    t.match(act, { ok: true });
    await house.turn(22);
    t.match(await house.state(letter), { proposal: deed.done, messages: { length: 0 }, mails: 0, rung: null, told: 0 });
  });

  t.test(`a letter that is on its way is not ${deed.done} any more, and arrives once`, async (t) => {
    const { letter, act } = await actedOn(2 * place + 1, 'after-intent', deed);
    t.match(act, { ok: false, refusal: 'leaving' });
    t.match(await house.settle(letter), { proposal: 'sent', mails: 1, told: 1 });
  });
}

/** Works whose connection is cut at the point. */
const cut = (point: WorkPoint) =>
  stoppingWorks(workTools.clock.openWork, point, async (work) => {
    await behind`select pg_terminate_backend(${await backendOf(work!)})`;
  });

t.test('a send whose connection is cut sends once all the same', async (t) => {
  for (const [place, point] of cutSends.entries()) {
    const letter = await house.approve(4 + place);
    house.complaints.length = 0;
    await house.quiet({ openWork: cut(point) });
    t.match(house.complaints, [/^Trouble in /], `cut in ${point.work} ${point.nth}, and told of`);
    t.match(await house.settle(letter), { proposal: 'sent', mails: 1, rung: 'nudge', told: 1 });
  }
});

const who = { creditorId, actor: { kind: 'member', id: 'the admin' } } as const;
const cutOff = cut({ work: who.actor.id, nth: 1, at: 'uncommitted' });

t.test('a list of scores is noted whole or not at all', async (t) => {
  const scores = debtors.map((_, place) => ({ customerNumber: String(20_001 + place), score: 30 + place }));
  const from = { source: 'Et bureau', day: '2040-03-01' };
  await t.rejects(
    cutOff(who, (work) => importScores(work, scores, from)),
    'cut',
  );
  const noting = () => house.work((work) => importScores(work, scores, from));
  t.match(await noting(), { noted: scores.length, same: 0 }, 'nothing of it was there');
  t.match(await noting(), { noted: 0, same: scores.length });
});

t.test('a backlog is left out whole or not at all', async (t) => {
  const choice = { kind: 'due-after', day: '2040-03-09' } as const;
  const cutAgain = cut({ work: who.actor.id, nth: 1, at: 'uncommitted' });
  await t.rejects(
    cutAgain(who, (work) => chooseBacklog(work, choice)),
    'cut',
  );
  const choosing = () => house.work((work) => chooseBacklog(work, choice));
  const { leftOut } = await choosing();
  // Of the two that were overdue one has been reminded of above.
  t.equal(leftOut, 1, 'nothing of it was there');
  t.match(await choosing(), { leftOut: 0 });
});
