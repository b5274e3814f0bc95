/**
 * A real worker is killed with SIGKILL at every point of a send. Another takes over: the provider was asked at most once
 * for each letter, and whatever became of it is known and told.
 */
import t from 'tap';
import { type SendPoint, sendPoints } from '../../src/sending/tools.ts';
import { type Due, type LetterState, type SendingHouse, sendingHouse } from './house.ts';
import { raiseVictim, type Victim, within } from './raise-victim.ts';

/** What must have become of a letter: it arrived once, or nobody can know and a person is asked. */
type Fate = 'arrived' | 'asks-a-person';

type Row = {
  readonly point: SendPoint;
  /** An earlier worker died there, so that this one has something to look for. */
  readonly after?: SendPoint;
  readonly due?: Due;
  readonly fate: Fate;
};

const rows: readonly Row[] = [
  // A courtesy that nobody can find at the provider is decided anew, once; so it arrives.
  { point: 'claimed', due: 'nudge', fate: 'arrived' },
  { point: 'before-call', due: 'nudge', fate: 'arrived' },
  { point: 'after-call', due: 'nudge', fate: 'arrived' },
  { point: 'wave-taken', fate: 'arrived' },
  { point: 'books-read', fate: 'arrived' },
  { point: 'books-observed', fate: 'arrived' },
  { point: 'before-intent', fate: 'arrived' },
  { point: 'after-intent', fate: 'arrived' },
  { point: 'before-claim', fate: 'arrived' },
  { point: 'claim-uncommitted', fate: 'arrived' },
  // From the claim to the answer nobody can tell whether it left, so what bears a fee is never tried again.
  { point: 'claimed', fate: 'asks-a-person' },
  { point: 'before-call', fate: 'asks-a-person' },
  { point: 'after-call', fate: 'arrived' },
  { point: 'settle-uncommitted', fate: 'arrived' },
  { point: 'settled', fate: 'arrived' },
  { point: 'before-search', after: 'after-call', fate: 'arrived' },
  { point: 'after-search', after: 'after-call', fate: 'arrived' },
  { point: 'before-search', after: 'before-call', fate: 'asks-a-person' },
  { point: 'after-search', after: 'before-call', fate: 'asks-a-person' },
];

t.test('every point of a send is died at', async (t) => {
  t.same(new Set(rows.map(({ point }) => point)), new Set(sendPoints), 'the table leaves none out');
});

t.test('a worker that is killed at any point of a send', async (t) => {
  const runs = rows.flatMap((row) => [
    { ...row, racing: false },
    { ...row, racing: true },
  ]);
  const house = await sendingHouse(
    t,
    runs.map(({ due }) => due ?? 'first-reminder'),
  );
  let next = raiseVictim(house.victimWires);
  const victim = (): Promise<Victim> => {
    const raised = next;
    next = raiseVictim(house.victimWires);
    return raised;
  };
  t.teardown(async () => (await next).signal('SIGKILL'));

  for (const [debtor, run] of runs.entries()) {
    const { point, after, due = 'first-reminder', racing, fate } = run;
    await t.test(nameOf(run), async (t) => {
      const letter = await house.approve(debtor);
      if (after) {
        await killAt(house, await victim(), after, false);
        await house.leasesRunOut();
        await house.turn(11);
        t.match((await house.state(letter)).messages, [{ state: 'unknown' }], 'what the first left behind is unknown');
        await house.behind`select turn_business_clock(business_now() + interval '11 minutes')`;
      }
      t.equal(await killAt(house, await victim(), point, racing), 'SIGKILL', 'it died there');
      const state = await house.settle(letter);
      t.same(summary(state), expected(due, fate));
      t.ok(
        state.messages.length <= 2 && state.messages.every(({ attempt }) => attempt <= 1),
        'no message was tried twice',
      );
    });
  }
  t.same(house.complaints, [], 'nothing had to be complained of');
  t.same(house.sandbox.world.violations, [], 'the books were never written to');
});

function nameOf({ point, after, due, racing, fate }: Row & { racing: boolean }): string {
  const letter = due === 'nudge' ? 'a courtesy' : 'a letter with a fee';
  const before = after ? `, its forerunner at ${after}` : '';
  const how = racing ? ' while another races it' : '';
  const end = fate === 'arrived' ? 'arrives once' : 'is asked of a person and never sent again';
  return `${letter} whose worker dies at ${point}${before}${how} ${end}`;
}

/** The victim works until it has died at the point; racing, another worker does the very same jobs while it stands there. */
async function killAt(house: SendingHouse, victim: Victim, point: SendPoint, racing: boolean) {
  victim.work({ point, how: racing ? 'wait' : 'die' });
  if (racing) {
    await within(`the victim to reach ${point}`, victim.reached);
    await again(house);
    const racer = house.quiet();
    await new Promise((resolve) => setTimeout(resolve, 150));
    victim.signal('SIGKILL');
    await racer;
  }
  return within(`the victim to die at ${point}`, victim.ended);
}

/** The queue delivers at least once: every job that is being done comes again. */
async function again({ work, behind, creditorId }: SendingHouse): Promise<void> {
  const jobs = await behind`select distinct name, data from pgboss.job where state = 'active' and name <> 'poll'`;
  await work(async (each) => {
    for (const { name, data } of jobs) await each.enqueue(name, { creditorId, subjectId: data['subjectId'] ?? '' });
  });
}

function summary({ messages, ...state }: LetterState) {
  return { ...state, last: messages.at(-1)?.state };
}

function expected(due: Due, fate: Fate) {
  const fee = due === 'nudge' ? 0 : 1;
  return fate === 'arrived'
    ? { last: 'accepted', proposal: 'sent', mails: 1, rung: due, fees: fee, feeMinor: BigInt(fee * 10_000), told: 1 }
    : { last: 'needs-human', proposal: 'sending', mails: 0, rung: null, fees: 0, feeMinor: 0n, told: 0 };
}
