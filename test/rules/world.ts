/** One ordinary letter that every guard lets go, for tables to change one thing in. Wednesday 11 March 2026, 10:00 in Copenhagen. */
import type {
  CreditorFacts,
  DebtorFacts,
  Facts,
  HoldFacts,
  InvoiceFacts,
  LetterFacts,
} from '../../src/ladder/facts.ts';
import type { Ladder, Rung, RungKey } from '../../src/ladder/rungs.ts';
import { defaultRungs } from '../../src/ladder/rungs.ts';
import type { Day, Instant } from '../../src/values/day.ts';
import { instantAt } from '../../src/values/day.ts';

export const timeZone = 'Europe/Copenhagen';

export const ladder: Ladder = { version: 'default', rungs: defaultRungs };

export function ladderWith(change: Partial<Record<RungKey, Partial<Rung>>>): Ladder {
  return { version: 'changed', rungs: defaultRungs.map((rung) => ({ ...rung, ...change[rung.key] })) };
}

/** What an invoice has had that stands at this rung of the ladder everybody starts with. */
export function climbedTo(key: RungKey): RungKey[] {
  const keys = defaultRungs.map((rung) => rung.key);
  return keys.slice(0, keys.indexOf(key) + 1);
}

export function local(day: Day, hour = 10, minute = 0): Instant {
  return instantAt(day, hour, minute, timeZone);
}

/** Due Friday 6 March 2026, so its first reminder is due on the 11th. */
export const invoice: InvoiceFacts = {
  invoiceId: 'a',
  number: '1001',
  run: 1,
  day: '2026-02-04',
  dueDay: '2026-03-06',
  currency: 'DKK',
  grossMinor: 100_000n,
  owedMinor: 100_000n,
  market: 'DK',
  marketConfirmed: true,
  climbed: [],
  lastLadder: null,
  lastLetterDay: null,
  lastDeadline: null,
  feesSoFar: 0,
  termsForbid: null,
  limitationDay: '2029-03-06',
  feeAgreed: false,
  ownAmounts: { feeMinor: null, compensationMinor: null },
  compensationFrom: null,
  compensationClaimed: false,
  graceDay: null,
  leftOutSince: null,
};

export const debtor: DebtorFacts = {
  debtorId: 'd',
  kind: 'business',
  country: 'DK',
  language: 'da',
  excludedSince: null,
  balanceBaseMinor: 100_000n,
  openItemsBaseMinor: 100_000n,
  toleranceBaseMinor: 0n,
  reach: { email: { to: 'bogholderi@example.test', dead: false }, sms: null },
  solventCheckedDay: null,
  lastFeeLetterDay: null,
  lastLetterDay: null,
  creditNotesOpen: 0,
  paymentInFlightUntil: null,
};

export const creditor: CreditorFacts = {
  connected: true,
  sendingOn: true,
  halted: null,
  timeZone,
  country: 'DK',
  hours: { from: 8, to: 16 },
  weekdays: [1, 2, 3, 4, 5],
  quietDays: 0,
  smallestSums: {},
  ladder,
  factsMaxAgeSeconds: 60,
};

export const letter: LetterFacts = {
  rung: 'first-reminder',
  currency: 'DKK',
  lines: [{ invoiceId: 'a', rung: 'first-reminder', principalMinor: 100_000n, alreadySent: false }],
  feeMinor: 10_000n,
  channels: ['email'],
  compensation: [],
  statesInterest: true,
  interestKnownTo: null,
  notice: null,
  hash: 'this letter',
  headsUpAt: local('2026-03-10', 10),
  holdWindowHours: 24,
  approvedHash: 'this letter',
};

export const complete = {
  creditorNamed: true,
  invoicesNamed: true,
  sumsNamed: true,
  howToPayNamed: true,
  deadlineDays: 10,
  furtherCostsNamed: true,
  threatensOnlyWhatIsPlanned: true,
  replyFormEnclosed: false,
};

export type Change = {
  readonly now?: Instant;
  readonly today?: Day;
  readonly booksReadAt?: Instant | null;
  readonly caseOpen?: boolean;
  readonly creditor?: Partial<CreditorFacts>;
  readonly debtor?: Partial<DebtorFacts>;
  readonly invoice?: Partial<InvoiceFacts>;
  readonly letter?: Partial<LetterFacts>;
  readonly holds?: readonly HoldFacts[];
  /** More open invoices beside the one on the letter. */
  readonly others?: readonly InvoiceFacts[];
};

/** The ordinary letter with these things changed. A `today` moves the clock, the reading and the heads-up with it. */
export function facts(change: Change = {}): Facts {
  const now = change.now ?? local(change.today ?? '2026-03-11');
  return {
    now,
    today: change.today ?? '2026-03-11',
    wallNow: now,
    booksReadAt: change.booksReadAt === undefined ? now : change.booksReadAt,
    caseOpen: change.caseOpen ?? true,
    creditor: { ...creditor, ...change.creditor },
    debtor: { ...debtor, ...change.debtor },
    holds: change.holds ?? [],
    invoices: [{ ...invoice, ...change.invoice }, ...(change.others ?? [])],
    letter: { ...letter, ...change.letter },
  };
}

/** A notice on the same invoice, whose second reminder left on Friday 27 February and gave ten days. */
export function noticeFacts(change: Change = {}): Facts {
  return facts({
    ...change,
    debtor: { solventCheckedDay: '2026-03-10', ...change.debtor },
    invoice: {
      dueDay: '2026-02-06',
      climbed: climbedTo('second-reminder'),
      lastLetterDay: '2026-02-27',
      lastDeadline: '2026-03-09',
      feesSoFar: 2,
      ...change.invoice,
    },
    letter: {
      rung: 'notice',
      lines: [{ invoiceId: 'a', rung: 'notice', principalMinor: 100_000n, alreadySent: false }],
      notice: complete,
      ...change.letter,
    },
  });
}
