/**
 * One company, its debtors each in a different trouble, and every message we can write to or about them. The approved texts
 * and the checks on html are both made from this list.
 */
import { join } from 'node:path';
import type {
  InterestBasis,
  InvoiceLine,
  LetterContent,
  LetterCreditor,
  LetterInterest,
} from '../../src/cases/letter-content.ts';
import type { RungKey } from '../../src/ladder/rungs.ts';
import { noticeDays } from '../../src/law/notice.ts';
import { type DebtorKind, rulesOf } from '../../src/law/rules.ts';
import { type Composition, createLetterPress } from '../../src/sending/letter.ts';
import { dayPlus, daysBetween } from '../../src/values/day.ts';
import { type Language, languages } from '../../src/values/language.ts';
import type { Currency } from '../../src/values/money.ts';

export const press = createLetterPress(join(import.meta.dirname, '../../views'));

/** A Monday. */
export const today = '2026-03-23';

export const nordvind: LetterCreditor = {
  name: 'Nordvind Kaffe ApS',
  companyNumber: '12345678',
  address: 'Havnegade 12, 1058 København K',
  phone: '+45 33 12 34 56',
  email: 'mette@nordvind.example',
  bank: { name: 'Andelskassen', sortCode: '1234', account: '0012345678' },
};

export function line(number: string, dueDay: string, rung: RungKey, kroner: bigint, soonDue = false): InvoiceLine {
  return {
    invoiceNumber: number,
    market: 'DK',
    day: dayPlus(dueDay, -14),
    dueDay,
    daysLate: daysBetween(dueDay, today),
    rung,
    nth: rung === 'second-reminder' ? 2 : 1,
    principalMinor: kroner * 100n,
    soonDue,
  };
}

/** How interest is worked out in a market, as a letter that is really drafted says it. */
export function basisIn(market: string): InterestBasis {
  const { interest } = rulesOf(market)!;
  return {
    market,
    paragraph: interest.paragraph,
    dayCount: interest.dayCounts[0],
    leapYearDays: interest.leapYearDays,
    compounds: interest.compounds === 'yearly',
    agreed: false,
  };
}

const interest: LetterInterest = {
  minor: 9536n,
  bases: [basisIn('DK')],
  periods: [
    {
      invoiceNumber: '20417',
      fromDay: '2026-02-17',
      toDay: today,
      days: 35,
      principalMinor: 500000n,
      ratePercent: '9.75',
    },
    {
      invoiceNumber: '20431',
      fromDay: '2026-02-26',
      toDay: today,
      days: 26,
      principalMinor: 700000n,
      ratePercent: '9.75',
    },
  ],
};

/** Two invoices at the first reminder, with fee and interest: 12,000 + 100 + 95.36. */
export function reminder(language: Language, changes: Partial<LetterContent> = {}): LetterContent {
  return {
    language,
    channel: 'email',
    rung: 'first-reminder',
    nth: 1,
    creditor: nordvind,
    senderName: 'Mette Krogh Hansen',
    greeting: null,
    ownText: null,
    debtorName: 'Havnecaféen I/S',
    contactFirstName: 'Ida',
    day: today,
    currency: 'DKK',
    lines: [line('20417', '2026-02-16', 'first-reminder', 5000n), line('20431', '2026-02-25', 'first-reminder', 7000n)],
    creditNotes: [],
    principalMinor: 1200000n,
    feeMinor: 10000n,
    feeMarket: 'DK',
    feeParagraph: 'renteloven § 9 b',
    earlierFees: [],
    compensation: [],
    earlierCompensationMinor: 0n,
    interest,
    totalMinor: 1219536n,
    payByDay: dayPlus(today, 10),
    paymentReference: 'Faktura 20417, 20431',
    paysOnline: true,
    law: null,
    ...changes,
  };
}

/** One invoice, a kind word before its due day: no fee, no interest. */
export function nudge(language: Language, changes: Partial<LetterContent> = {}): LetterContent {
  return reminder(language, {
    rung: 'nudge',
    lines: [line('20450', '2026-03-26', 'nudge', 1250n)],
    principalMinor: 125000n,
    feeMinor: 0n,
    interest: null,
    totalMinor: 125000n,
    paymentReference: 'Faktura 20450',
    ...changes,
  });
}

/** A plain reminder to a market whose law nobody has confirmed: principal and nothing else. */
export function plain(language: Language, rung: RungKey, changes: Partial<LetterContent> = {}): LetterContent {
  return reminder(language, {
    rung,
    nth: rung === 'second-reminder' ? 2 : 1,
    lines: [line('20417', '2026-02-16', rung, 5000n)],
    principalMinor: 500000n,
    feeMinor: 0n,
    interest: null,
    totalMinor: 500000n,
    paymentReference: 'Faktura 20417',
    ...changes,
  });
}

/** A ladder with a reminder more: this invoice's third, beside one at its second. */
function third(language: Language): LetterContent {
  const lines = [
    { ...line('20417', '2026-02-02', 'reminder-3', 5000n), nth: 3 },
    line('20431', '2026-02-16', 'second-reminder', 7000n),
  ];
  const earlierFees = [
    { day: '2026-02-09', minor: 10000n },
    { day: '2026-03-02', minor: 10000n },
  ];
  return reminder(language, { rung: 'reminder-3', nth: 3, lines, earlierFees, totalMinor: 1239536n });
}

/** The second reminder: invoices at different rungs, one that falls due soon, the first letter's fee still owed. */
export function second(language: Language, changes: Partial<LetterContent> = {}): LetterContent {
  return reminder(language, {
    rung: 'second-reminder',
    nth: 2,
    lines: [
      line('20417', '2026-02-16', 'second-reminder', 5000n),
      line('20431', '2026-02-25', 'first-reminder', 7000n),
      line('20450', '2026-03-26', 'nudge', 1250n, true),
    ],
    earlierFees: [{ day: '2026-03-05', minor: 10000n }],
    totalMinor: 1229536n,
    ...changes,
  });
}

/** A formal notice for one invoice, while another has not climbed to it. */
export function notice(language: Language, changes: Partial<LetterContent> = {}): LetterContent {
  return reminder(language, {
    rung: 'notice',
    lines: [line('20417', '2026-02-16', 'notice', 5000n), line('20431', '2026-02-25', 'second-reminder', 7000n)],
    principalMinor: 500000n,
    earlierFees: [
      { day: '2026-02-27', minor: 10000n },
      { day: '2026-03-11', minor: 10000n },
    ],
    interest: { ...interest, minor: 4675n, periods: interest.periods.slice(0, 1) },
    totalMinor: 534675n,
    paymentReference: 'Faktura 20417',
    ...changes,
  });
}

/** Twelve invoices of 1,000 to 12,000 kroner, one a day. */
export function twelve(language: Language): LetterContent {
  const lines = Array.from({ length: 12 }, (_, index) =>
    line(String(20501 + index), dayPlus('2026-02-20', index), 'first-reminder', BigInt(index + 1) * 1000n),
  );
  return reminder(language, {
    lines,
    principalMinor: 7800000n,
    interest: null,
    totalMinor: 7810000n,
    paymentReference: 'Kunde 4711',
  });
}

/** What a market's letter differs in: its law on each line, its currency, its interest. */
function under(market: string, currency: Currency, contents: LetterContent, debtorKind: DebtorKind = 'business') {
  const { interest } = contents;
  const rules = rulesOf(market)!;
  return {
    ...contents,
    currency,
    lines: contents.lines.map((each) => ({ ...each, market })),
    feeMarket: market,
    feeParagraph: rules.reminderFee?.paragraph ?? '',
    interest: interest === null ? null : { ...interest, bases: [basisIn(market)] },
    payByDay: dayPlus(today, noticeDays(rules, debtorKind)),
    law: {
      debtorKind,
      kindClue: 'said',
      markets: [],
      contractRate: null,
      rates: [],
      feeReason: 'fee',
      interestReason: 'interest',
      compensationReason: 'not-chosen',
      rounding: 'once-per-invoice',
    },
  } as const;
}

/** Compensation of one invoice, put on a letter whose total it raises. */
function compensated(contents: LetterContent, minor: bigint, instead: readonly string[] = []): LetterContent {
  const { market } = contents.lines[0]!;
  const one = {
    invoiceId: '20417',
    invoiceNumber: '20417',
    minor,
    instead,
    market,
    paragraph: rulesOf(market)?.compensation?.paragraph ?? '',
  };
  return { ...contents, compensation: [one], totalMinor: contents.totalMinor + minor };
}

/** A letter with another fee than the sample's 100 kr. */
function withFee(contents: LetterContent, feeMinor: bigint): LetterContent {
  return { ...contents, feeMinor, totalMinor: contents.totalMinor - contents.feeMinor + feeMinor };
}

/** One invoice at the notice, no fee of its own and none from before. */
function bareNotice(language: Language): LetterContent {
  const contents = notice(language, { lines: [line('20417', '2026-02-16', 'notice', 5000n)], earlierFees: [] });
  return withFee({ ...contents, totalMinor: contents.totalMinor - 20000n }, 0n);
}

/** One letter of each market's law, in every language: the combinations nobody would read otherwise. */
function marketsIn(language: Language): [string, Composition][] {
  const bare = bareNotice(language);
  const agreed = { ...reminder(language).interest!, bases: [{ ...basisIn('DK'), agreed: true }] };
  return [
    ['sweden-first-reminder', press.letter(withFee(under('SE', 'SEK', reminder(language)), 6000n))],
    ['sweden-notice', press.letter(compensated(under('SE', 'SEK', bare), 45000n, ['an earlier letter']))],
    ['norway-notice', press.letter(withFee(under('NO', 'NOK', bare), 3500n))],
    ['finland-notice', press.letter(compensated(under('FI', 'EUR', bare), 4000n))],
    ['germany-notice', press.letter(under('DE', 'EUR', bare))],
    ['netherlands-notice', press.letter(compensated(under('NL', 'EUR', bare), 4000n))],
    ['britain-notice', press.letter(compensated(under('GB', 'GBP', bare), 7000n))],
    ['britain-sole-trader', press.letter(under('GB', 'GBP', bare, 'sole-trader'))],
    ['denmark-compensation', press.letter(compensated(reminder(language), 31000n))],
    ['denmark-agreed-rate', press.letter(reminder(language, { interest: agreed }))],
  ];
}

const question = 'Hej Mette\n\nVi fik kun 8 af de 10 sække.\nSkal vi betale for alle?';
const toDebtor = { creditor: nordvind, senderName: 'Mette Krogh Hansen', debtorName: 'Havnecaféen I/S' };
const toMember = { memberName: 'Mette', creditorName: 'Nordvind Kaffe ApS' };

/** Every message by the name of its approved text: what it is, then its language. */
export function samples(): Map<string, Composition> {
  const all = new Map<string, Composition>();
  for (const language of languages) {
    for (const [name, composition] of [...lettersIn(language), ...marketsIn(language)])
      all.set(`${name}.${language}`, composition);
    for (const [name, composition] of mailsIn(language)) all.set(`${name}.${language}`, composition);
  }
  return all;
}

/** A creditor's own words: two paragraphs, a line of its own, and values in braces; one says what to pay by when, one does not. */
const ownWords: { readonly [language in Language]: string } = {
  da: 'Tak for samarbejdet indtil nu.\n\nVi mangler {total} for {invoices}, og det er {late} siden, det ældste forfaldt.\nSig til, hvis noget driller.',
  sv: 'Tack för samarbetet så här långt.\n\nVi saknar {total} för {invoices}, och det är {late} sedan det äldsta förföll.\nHör av er om något krånglar.',
  en: 'Thank you for working with us.\n\nWe are missing {total} for {invoices}, the oldest of which fell due {late} ago.\nTell us if something is in the way.',
};
const shortWords: { readonly [language in Language]: string } = {
  da: 'Det er sidste gang, {company} skriver om {invoices}. Ring endelig, {name}, hvis vi kan finde en løsning.',
  sv: 'Det här är sista gången {company} skriver om {invoices}. Ring gärna, {name}, om vi kan hitta en lösning.',
  en: 'This is the last time {company} writes about {invoices}. Do call, {name}, if we can find a way.',
};

function lettersIn(language: Language): [string, Composition][] {
  const credited = reminder(language, {
    creditNotes: [{ number: '345', day: '2026-03-02', minor: 50000n }],
    principalMinor: 1150000n,
    totalMinor: 1169536n,
  });
  const noContact = { contactFirstName: null };
  const noPayButton = { paysOnline: false, creditor: { ...nordvind, phone: null } };
  return [
    ['nudge', press.letter(nudge(language))],
    ['first-reminder', press.letter(reminder(language))],
    ['second-reminder', press.letter(second(language))],
    ['third-reminder', press.letter(third(language))],
    ['first-reminder-own-words', press.letter(reminder(language, { ownText: ownWords[language] }))],
    ['notice-own-words', press.letter(notice(language, { ownText: shortWords[language] }))],
    ['notice', press.letter(notice(language))],
    ['first-reminder-plain', press.letter(plain(language, 'first-reminder', noContact))],
    ['second-reminder-plain', press.letter(plain(language, 'second-reminder', noPayButton))],
    ['first-reminder-twelve-invoices', press.letter(twelve(language))],
    ['first-reminder-credit-note', press.letter(credited)],
    ['first-reminder-own-greeting', press.letter(plain(language, 'first-reminder', { greeting: 'Hej {name}!' }))],
  ];
}

function mailsIn(language: Language): [string, Composition][] {
  const paid = {
    ...toDebtor,
    language,
    contactFirstName: 'Ida',
    day: today,
    currency: 'DKK',
    paidMinor: 1219536n,
    invoices: [
      { invoiceNumber: '20417', minor: 500000n },
      { invoiceNumber: '20431', minor: 700000n },
    ],
    feesMinor: 10000n,
    interestMinor: 9536n,
    overMinor: 0n,
    leftMinor: 0n,
    paymentReference: 'pi_3Qx81',
  } as const;
  const invoiceNumbers = ['20417', '20431'];
  const leftOver = { ...paid, contactFirstName: null, paidMinor: 1229536n, overMinor: 10000n, leftMinor: 20000n };
  const waiting = {
    rung: 'first-reminder',
    nth: 1,
    channel: 'email',
    currency: 'DKK',
    totalMinor: 1219536n,
    needsYes: true,
  } as const;
  const letters = [
    { ...waiting, debtorName: 'Havnecaféen I/S', repName: 'Jonas Lind' },
    { ...waiting, debtorName: 'Café Nord', rung: 'notice', totalMinor: 412000n, repName: null },
    {
      ...waiting,
      debtorName: 'Göteborgs Rosteri AB',
      rung: 'nudge',
      channel: 'sms',
      currency: 'SEK',
      repName: null,
      needsYes: false,
    },
  ] as const;
  const many = Array.from({ length: 40 }, (_, place) => ({
    ...letters[place % letters.length]!,
    debtorName: `Kunde ${place + 1} ApS`,
    totalMinor: BigInt(4_000_000 - place * 50_000),
    currency: place % 5 === 4 ? ('EUR' as const) : ('DKK' as const),
  }));
  const headsUp = {
    ...toMember,
    language,
    leavesDay: dayPlus(today, 1),
    queueUrl: 'https://rykker.example/desk/queue',
  };
  return [
    ['receipt', press.receipt(paid)],
    ['receipt-too-much-and-too-little', press.receipt({ ...leftOver, paymentReference: null })],
    ['sign-in', press.signIn({ ...toMember, language, minutesValid: 30 })],
    ['heads-up', press.headsUp({ ...headsUp, letters })],
    ['heads-up-many-letters', press.headsUp({ ...headsUp, letters: many })],
    ['heads-up-one-letter', press.headsUp({ ...headsUp, memberName: null, letters: letters.slice(1, 2) })],
    [
      'question-received',
      press.questionReceived({ ...toDebtor, language, contactFirstName: 'Ida', invoiceNumbers, question }),
    ],
    [
      'question-asked',
      press.questionAsked({
        ...toMember,
        language,
        debtorName: 'Havnecaféen I/S',
        invoiceNumbers: ['20417'],
        question,
        caseUrl: 'https://rykker.example/desk/cases/17',
      }),
    ],
    [
      'drift-found',
      press.driftFound({
        ...toMember,
        language,
        day: today,
        differed: 3,
        compared: 4512,
        pageUrl: 'https://rykker.example/settings/e-conomic',
      }),
    ],
    [
      'creditor-paused',
      press.creditorPaused({
        ...toMember,
        language,
        day: today,
        reconnectUrl: 'https://rykker.example/install',
      }),
    ],
  ];
}
