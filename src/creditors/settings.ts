/**
 * What a creditor has decided, by kind: the shape it is stored in and what holds until something else is decided.
 * Settings are dated rows; the latest of a kind rules. Ladders are settings of their own: see `stored-ladder`.
 */
import { z } from 'zod';
import type { Ladders } from '../ladder/ladder-choice.ts';
import { type Spread, spreads } from '../ladder/own-moment.ts';
import { defaultRungs, type Ladder } from '../ladder/rungs.ts';
import type { TextRule } from '../ladder/text-choice.ts';
import { type AllocationChoice, allocationChoices } from '../ledger/allocation-order.ts';
import { type OursLeftPolicy, oursLeftChoices, usualBelow } from '../ledger/ours-left.ts';
import { isDay, isTimeZone } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import { type Currency, isCurrency } from '../values/money.ts';
import { type LawChoices, storedLawChoices } from './law-choices.ts';
import { textsShape } from './stored-texts.ts';

const minorUnits = z.string().regex(/^\d{1,15}$/);
const bookAccount = z
  .string()
  .regex(/^\d{1,9}$/)
  .nullable();

/**
 * May a text message be from this name? At most eleven ASCII letters, digits and spaces, a letter among them: what networks
 * pass on. Nobody can answer it.
 */
export function isSenderName(name: string): boolean {
  return /^(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ]{0,10}$/.test(name) && name === name.trim();
}

const greeting = z.string().min(1).max(200).nullable();

export const settingShapes = {
  sending: z.object({ on: z.boolean() }),
  /** Null: the company's own name and address stand for it. */
  sender: z.object({
    name: z.string().min(1).max(100).nullable(),
    replyTo: z.email().nullable(),
    greetings: z.object({ da: greeting, sv: greeting, en: greeting }),
  }),
  /** Whom a text message is from; null: the house's number. */
  'sms-sender': z.object({ name: z.string().refine(isSenderName).nullable() }),
  /** The countries whose law a member has confirmed. */
  market: z.record(z.string().regex(/^[A-Z]{2}$/), z.literal('confirmed')),
  /** What is chosen where the law of a market leaves a choice, by market. */
  law: z.record(z.string().regex(/^[A-Z]{2}$/), storedLawChoices),
  /** Local hours letters may leave in: from (inclusive) to (exclusive). */
  'sending-hours': z.object({ from: z.number().int().min(0).max(23), to: z.number().int().min(1).max(24) }),
  /** 1 = Monday … 7 = Sunday, in their order. */
  'sending-days': z.object({ weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7) }),
  /** How many minutes letters that may leave at once are spread over. */
  'sending-spread': z.object({ minutes: z.literal(spreads) }),
  /** IANA name; the same stands on the creditor's own row, where SQL finds it. */
  'time-zone': z.object({ zone: z.string().refine(isTimeZone) }),
  /** Full days between two letters to one debtor in one currency. */
  'quiet-days': z.object({ days: z.number().int().min(0).max(30) }),
  /** The least that is worth a letter, minor units by currency. */
  'smallest-sum': z.partialRecord(
    z.string().refine((code): code is Currency => isCurrency(code)),
    minorUnits,
  ),
  /** What was chosen for what was overdue before sending was switched on; `day` only with "due-after". */
  backlog: z.object({
    choice: z.enum(['undecided', 'all', 'due-after', 'by-hand']),
    day: z.string().refine(isDay).nullable(),
  }),
  'hold-window': z.object({ hours: z.number().int().min(0).max(168) }),
  'facts-age': z.object({ seconds: z.number().int().min(1).max(60) }),
  /** How much a rounding of exchange rates may make a balance differ, minor units of the base currency. */
  'fx-tolerance': z.object({ minor: minorUnits }),
  /** What a portal payment or an overpayment is set against first. */
  allocation: z.object({ order: z.enum(allocationChoices) }),
  /** Fees and interest that are left when the invoices are paid; sums by currency, minor units. */
  'ours-left': z.object({
    choice: z.enum(oursLeftChoices),
    below: z.partialRecord(
      z.string().refine((code): code is Currency => isCurrency(code)),
      minorUnits,
    ),
  }),
  /** Payment terms by their number in the books: chased or left alone, whatever their kind would say. */
  terms: z.record(z.string().regex(/^\d{1,9}$/), z.enum(['chase', 'leave'])),
  /** A member has said that the books' own reminders are switched off. */
  'own-reminders': z.object({ off: z.boolean() }),
  /** Who is treated as a risk, and whether a move is only proposed. */
  segments: z.object({
    moves: z.enum(['propose', 'automatic', 'off']),
    months: z.number().int().min(3).max(12),
    leastDebts: z.number().int().min(1).max(50),
    averageDaysLate: z.number().int().min(4).max(365),
    lateShare: z.number().int().min(1).max(100),
    scoreUnder: z.number().int().min(1).max(100).nullable(),
    notices: z.number().int().min(1).max(10).nullable(),
  }),
  /** Words for certain debtors; the first that fits is taken. */
  texts: textsShape,
  /** Account numbers in the books for what a bookkeeper posts; null where none is written yet. */
  bookkeeping: z.object({ fee: bookAccount, interest: bookAccount, compensation: bookAccount, provider: bookAccount }),
} as const;

export type SettingKind = keyof typeof settingShapes;
export type SettingValue<Kind extends SettingKind> = z.infer<(typeof settingShapes)[Kind]>;

/** A new creditor: mirrors and previews only, with the whole ladder laid out and no market confirmed (design §3.6). */
export const defaultSettings: { readonly [Kind in SettingKind]: SettingValue<Kind> } = {
  sending: { on: false },
  sender: { name: null, replyTo: null, greetings: { da: null, sv: null, en: null } },
  'sms-sender': { name: null },
  market: {},
  law: {},
  'sending-hours': { from: 8, to: 16 },
  'sending-days': { weekdays: [1, 2, 3, 4, 5] },
  'sending-spread': { minutes: 60 },
  'time-zone': { zone: 'Europe/Copenhagen' },
  'quiet-days': { days: 3 },
  'smallest-sum': {},
  backlog: { choice: 'undecided', day: null },
  'hold-window': { hours: 24 },
  'facts-age': { seconds: 60 },
  'fx-tolerance': { minor: '100' },
  allocation: { order: 'by-law' },
  'ours-left': {
    choice: 'waive-below',
    below: Object.fromEntries(Object.entries(usualBelow).map(([currency, minor]) => [currency, minor.toString()])),
  },
  terms: {},
  'own-reminders': { off: false },
  texts: [],
  segments: {
    moves: 'propose',
    months: 12,
    leastDebts: 3,
    averageDaysLate: 20,
    lateShare: 50,
    scoreUnder: 30,
    notices: 1,
  },
  bookkeeping: { fee: null, interest: null, compensation: null, provider: null },
};

/** What a ladder not yet edited is called where the settings row it came from is named. */
export const defaultVersion = 'default';

export const defaultLadder: Ladder = { version: defaultVersion, rungs: defaultRungs };

/** How letters are signed and answered, with the company's own name and address where nothing was chosen. */
export type Sender = {
  readonly name: string;
  readonly replyTo: string | null;
  /** The creditor's own first line per language; null for ours. */
  readonly greetings: { readonly [language in Language]: string | null };
};

/** Everything decided, and what stands at the moment of reading. */
export type CreditorSettings = {
  /** The normal one in force now. */
  readonly ladder: Ladder;
  /** All in force now: the normal one, segments' and debtors' own. */
  readonly ladders: Ladders;
  /** Every ladder there ever was, by the version that letters remember; those of a later day too. */
  readonly ladderVersions: ReadonlyMap<string, Ladder>;
  readonly sendingOn: boolean;
  readonly sender: Sender;
  /** Whom a text message is from; null: the house's number. */
  readonly smsName: string | null;
  /** ISO 3166 alpha-2. */
  readonly confirmedMarkets: string[];
  /** By market; one that is not here has nothing chosen (`choicesFor`). */
  readonly law: { readonly [market: string]: LawChoices };
  readonly hours: { readonly from: number; readonly to: number };
  readonly weekdays: readonly number[];
  readonly spreadMinutes: Spread;
  readonly quietDays: number;
  /** Minor units. */
  readonly smallestSums: { readonly [currency in Currency]?: bigint };
  readonly holdWindowHours: number;
  /** How old facts may be just before sending. */
  readonly factsMaxAgeSeconds: number;
  /** Base currency, minor units. */
  readonly toleranceBaseMinor: bigint;
  readonly allocation: AllocationChoice;
  readonly oursLeft: OursLeftPolicy;
  /** Words for certain debtors, in the order they are asked. */
  readonly texts: readonly TextRule[];
  /** What was decided of payment terms, by their number. */
  readonly terms: { readonly [number: string]: 'chase' | 'leave' };
  /** The creditor's own account at the payment provider; null when none is connected. */
  readonly paymentAccount: string | null;
  /** Is a grant to the books in force? */
  readonly connected: boolean;
  /** Null, or why nothing at all may leave this database ("restored", "long-silence"). */
  readonly halted: string | null;
};

/** A stored value of a kind. Throws on one that does not fit: nothing but `change-setting` writes them. */
export function settingFromStored<Kind extends SettingKind>(kind: Kind, stored: unknown): SettingValue<Kind> {
  return settingShapes[kind].parse(stored) as SettingValue<Kind>;
}
