/**
 * What is decided between a yes and its hour counts when the letter would leave: each decision about a debtor or an invoice
 * stops the letter it changes, is seen by the next look, and stands on the trail with before and after.
 */
import t from 'tap';
import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { endRest } from '../../src/cases/end-rest.ts';
import { giveTime } from '../../src/cases/give-time.ts';
import { leaveOutInvoices } from '../../src/cases/leave-out-invoices.ts';
import { insertHolds } from '../../src/cases/store-holds.ts';
import { lookAgain } from '../../src/cases/store-positions.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { saveLadder } from '../../src/creditors/save-ladder.ts';
import type { Work } from '../../src/db/work.ts';
import { ownLadderName } from '../../src/ladder/ladder-choice.ts';
import { defaultRungs } from '../../src/ladder/rungs.ts';
import { decideLetter } from '../../src/sending/decide-letter.ts';
import { approveProposal } from '../approve-proposal.ts';
import { sealKeys } from '../people.ts';
import { press, proposeTools, seedDay, seedNow, seedWorld } from '../seed.ts';

const world = await seedWorld(t);
const room = await world.room();
const names = [
  'left-out',
  'never-fee',
  'language',
  'address',
  'rate',
  'own ladder',
  'risk',
  'grace',
  'invoice out',
  'paused',
];
const others = ['chased there', 'two currencies', 'untouched', 'credited', 'moved'];
const debtors = [...names, ...others].map((name, at) => ({ number: String(at + 1), name }));
await room.books(debtors, [
  ...debtors.map(({ number }) => ({ number: `${number}00`, debtor: number, daysLate: 6, minor: 100_000n })),
  { number: '1201', debtor: '12', daysLate: 6, minor: 50_000n, currency: 'EUR' },
]);
await room.work(async (work) => {
  await changeSetting(work, 'hold-window', { hours: 0 });
  const amounts = { EUR: { feeMinor: '1000', compensationMinor: null } };
  await changeSetting(work, 'law', {
    DK: { dayCount: 'actual', compensationFrom: null, feeAgreedFrom: null, amounts },
  });
  await saveLadder(
    work,
    'risk',
    defaultRungs.map((rung) => ({ ...rung, feeMinor: rung.feeMinor / 2n })),
  );
});
await room.sendingOn();
await room.propose();
const { memberId } = await room.member('admin');
const actor = { kind: 'member', id: memberId } as const;
const tools = { ...proposeTools, press, sealKeys };

type Open = {
  readonly id: string;
  readonly hash: string;
  readonly status: string;
  readonly guard: string | null;
  readonly fee: string;
};
async function open(name: string, currency = 'DKK'): Promise<Open | undefined> {
  const [row] = await world.behind`
    select p.id, p.hash, p.status, p.verdict_guard as guard, p.fee_minor as fee from proposals p join debtors d on d.id = p.debtor_id
    where p.creditor_id = ${room.creditorId} and d.name = ${name} and p.currency = ${currency}
      and p.status in ('waiting', 'held', 'approved', 'sending')`;
  return row as Open | undefined;
}
async function approved(name: string, currency = 'DKK'): Promise<Open> {
  const letter = (await open(name, currency))!;
  const yes = await room.work((work) => approveProposal({ ...work, actor }, letter.id, letter.hash));
  if (!yes.ok) throw new Error(`no yes to ${name}: ${yes.refusal}`);
  return letter;
}
/** What the live decision says: "go", or the guard and its code. */
async function leaves({ id }: Open): Promise<string> {
  await room.work((work) => decideLetter(work, tools, id, seedNow));
  const [row] = await world.behind`
    select verdict, guard, answers from verdicts where creditor_id = ${room.creditorId} and proposal_id = ${id} and stage = 'live'`;
  if (!row) return 'not decided';
  const answers = row['answers'] as { guard: string; verdict: { detail?: { code?: string } } }[];
  const code = answers.find(({ guard }) => guard === row['guard'])?.verdict.detail?.code;
  return [row['verdict'], row['guard'], code].filter(Boolean).join(' ');
}

t.test('oca-04, kill-bill-overdue-07, oca-18: with a yes it leaves, to whom it is for, of nothing else', async (t) => {
  const letter = (await open('untouched'))!;
  t.equal(await leaves(letter), 'not decided', 'nobody has said yes');
  await approved('untouched');
  t.equal(await leaves(letter), 'go', 'that nothing can be paid online stops nothing');
  const [mail] = await world.behind`select to_address, text from messages where creditor_id = ${room.creditorId}`;
  t.equal(mail!['to_address'], 'post@13.example');
  t.match(mail!['text'], '1300');
  t.notMatch(mail!['text'], /\b(200|500|1200|1201)\b/);
});

type Deed = (
  work: Work,
  of: { readonly debtorId: string; readonly invoiceId: string; readonly caseId: string },
) => Promise<unknown>;
const changed = 'ask admin-said-yes changed-since-approval';
const rate = { percent: '12', note: 'contract of May' };
const rows: readonly (readonly [string, Deed, live: string, next: string, before: unknown, after: unknown])[] = [
  [
    'left-out',
    (work, { debtorId }) => decideDebtor(work, debtorId, { kind: 'left-out', out: true }),
    'ask not-paused left-out',
    'held',
    null,
    { out: true },
  ],
  [
    'never-fee',
    (work, { debtorId }) => decideDebtor(work, debtorId, { kind: 'never-fee', never: true }),
    changed,
    'waiting',
    null,
    { never: true },
  ],
  [
    'language',
    (work, { debtorId }) => decideDebtor(work, debtorId, { kind: 'language', language: 'sv' }),
    changed,
    'waiting',
    null,
    { language: 'sv' },
  ],
  [
    'address',
    (work, { debtorId }) => decideDebtor(work, debtorId, { kind: 'address', email: 'ny@rate.example' }),
    changed,
    'waiting',
    null,
    {},
  ],
  [
    'rate',
    (work, { debtorId }) => decideDebtor(work, debtorId, { kind: 'contract-rate', rate }),
    changed,
    'waiting',
    null,
    { percent: '12' },
  ],
  [
    'own ladder',
    (work, { debtorId }) =>
      saveLadder(
        work,
        ownLadderName(debtorId),
        defaultRungs.map((rung) => ({ ...rung, feeMinor: 0n })),
      ),
    changed,
    'waiting',
    null,
    {},
  ],
  [
    'risk',
    (work, { debtorId }) => decideDebtor(work, debtorId, { kind: 'segment', segment: 'risk', byHand: true, why: [] }),
    changed,
    'waiting',
    null,
    { segment: 'risk' },
  ],
  [
    'grace',
    (work, { invoiceId }) => giveTime(work, invoiceId, { day: '2040-03-20', agreed: false, note: 'ferie' }),
    'stop deadline-passed rung-changed',
    'none',
    null,
    { day: '2040-03-20', agreed: false },
  ],
  [
    'invoice out',
    (work, { invoiceId }) => leaveOutInvoices(work, [invoiceId], 'by-hand', null),
    'stop invoice-not-left-out invoice-left-out',
    'none',
    'in',
    'out',
  ],
];

for (const [name, deed, live, next, before, after] of rows)
  t.test(`${name}: ${live}`, async (t) => {
    const letter = await approved(name);
    const debtorId = await room.debtorId(name);
    const [invoice] = await world.behind`select id from invoices where debtor_id = ${debtorId}`;
    const told = (await room.trail()).length;
    await room.work((work) => deed(work, { debtorId, invoiceId: invoice!['id'], caseId: '' }));
    t.match((await room.trail())[told]?.details, { before, after });
    t.equal(await leaves(letter), live);
    await room.propose();
    t.equal((await open(name))?.status ?? 'none', next);
  });

t.test('an address that changed in the books after the yes asks for a new one', async (t) => {
  const letter = await approved('moved');
  await room.books([{ number: '15', name: 'moved', email: 'ny@15.example', balanceOff: 100_000n }], []);
  t.equal(await leaves(letter), changed);
});

t.test('a hold that comes from the books takes the yes back, and says so', async (t) => {
  const name = 'chased there';
  const letter = await approved(name);
  const debtorId = await room.debtorId(name);
  const hold = { kind: 'chased-there', debtorId, caseId: null, invoiceId: null, until: null, details: {} } as const;
  const [holdId] = await room.work((work) => insertHolds(work, [hold]));
  await room.work((work) => lookAgain(work, [debtorId], seedDay));
  await room.propose();
  t.match(await open(name), { id: letter.id, status: 'held', guard: 'no-credit-pending' });
  t.match(
    (await room.trail()).find(({ what }) => what === 'letter-held'),
    { details: { rung: 'first-reminder', guard: 'no-credit-pending', before: 'approved', after: 'held' } },
  );
  await room.work((work) => endRest(work, holdId!, 'looked'));
  await room.propose();
  t.match(await open(name), { id: letter.id, status: 'waiting' }, 'the same letter asks for a new yes');
});

t.test(
  'lago-dunning-campaigns-05: two letters with a fee to one debtor keep the legal days between, over all currencies',
  async (t) => {
    const [danish, euro] = [await approved('two currencies'), await approved('two currencies', 'EUR')];
    t.equal(await leaves(danish), 'go');
    t.match(await open('two currencies'), { status: 'sending' }, 'it is on its way, and no provider has answered yet');
    t.equal(await leaves(euro), 'wait spacing-kept fee-spacing');
  },
);

t.test(
  'oca-07, tryton-07, erpnext-dunning-06: credited away, the letter is gone; owed again, it is due again',
  async (t) => {
    const letter = await approved('credited');
    const booked = { number: '1400', debtor: '14', daysLate: 6, minor: 100_000n };
    await world.behind`update positions p set fees_so_far = 3 from invoices i where i.id = p.invoice_id and i.number = '1400'`;
    await room.books([], [{ ...booked, leftMinor: 0n }]);
    t.equal(await open('credited'), undefined);
    t.equal(await leaves(letter), 'not decided', 'and the yes with it');
    await room.books([], [booked]);
    await room.propose();
    const again = await open('credited');
    t.equal(again?.status, 'waiting');
    t.equal(again?.fee, '0', 'the same debt: no more fees than the law has for it');
  },
);
