/** A company in a story: how it moves in, what its people decide at the desk and what its bookkeeper books. */
import { endRest } from '../../src/cases/end-rest.ts';
import { answerQuestion } from '../../src/conversations/answer-question.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import type { SettingKind, SettingValue } from '../../src/creditors/settings.ts';
import type { Work } from '../../src/db/work.ts';
import type { Customer } from '../../src/sandbox/agreement.ts';
import { addAgreement, addCustomer, revokeGrant } from '../../src/sandbox/people.ts';
import { type Debtor, debtorOf } from './debtor.ts';
import type { House } from './house.ts';
import { linkOf, type Person, person } from './person.ts';

export type Creditor = {
  readonly house: House;
  readonly agreement: number;
  readonly creditorId: string;
  /** The bookkeeper who installed, signed in. */
  readonly admin: Person;
  readonly adminEmail: string;
  readonly bookkeeper: string;
  work<Value>(deed: (work: Work) => Promise<Value>): Promise<Value>;
  hasDebtor(name: string, card?: Partial<Customer>): Debtor;
  confirmsDenmark(): Promise<void>;
  /** An admin says that contracts there are under that country's law. */
  confirmsMarket(market: string): Promise<void>;
  switchesOn(): Promise<void>;
  /** Letters wait so long after the heads-up; 24 hours until decided otherwise. */
  waitsHours(hours: number): Promise<void>;
  decides<Kind extends SettingKind>(kind: Kind, value: SettingValue<Kind>): Promise<void>;
  connectsPayments(): Promise<void>;
  takesTheGrantBack(): void;
  installsAgain(): Promise<void>;
  /** A yes at the desk to the letter that is open for this debtor. */
  approves(debtor: Debtor, currency?: string): Promise<void>;
  holds(debtor: Debtor): Promise<void>;
  withdraws(debtor: Debtor): Promise<void>;
  /** A member has looked: the hold of this kind on the debtor ends. */
  confirms(debtor: Debtor, hold: 'part-payment' | 'credit-note' | 'pause'): Promise<void>;
  answersTheQuestion(debtor: Debtor, text: string): Promise<void>;
};

/** Weekdays from eight to four, and every letter as soon as it may: the stories' clock has no patience. */
const officeHours = {
  ...Object.fromEntries([1, 2, 3, 4, 5].map((weekday) => [`day-${weekday}`, 'on'])),
  from: '8',
  to: '16',
  spread: '0',
  zone: 'Europe/Copenhagen',
};

const firstAgreement = 1_930_000;

export async function moveIn(house: House, company: string): Promise<Creditor> {
  const agreement = firstAgreement + house.world.agreements.length;
  const bookkeeper = 'Mette Krogh Hansen';
  const adminEmail = `mette@aftale-${agreement}.example`;
  addAgreement(house.world, {
    number: agreement,
    company: {
      name: company,
      companyNumber: '99001003',
      address: 'Fælledvej 12',
      zip: '2200',
      city: 'København N',
      country: 'Danmark',
      phone: '+45 00 00 00 10',
      email: `post@aftale-${agreement}.example`,
      website: `https://aftale-${agreement}.example`,
    },
    user: { loginId: 'MKH', name: bookkeeper, email: adminEmail, culture: 'da-DK' },
  });
  const admin = house.person();
  await grants(house, admin, agreement);
  await house.minutesPass(1);
  await signsIn(house, admin, adminEmail);
  const [row] = await house.behind`
    select c.id, m.id as member_id from creditors c join members m on m.creditor_id = c.id
    where c.agreement_number = ${String(agreement)}`;
  return settled(house, {
    agreement,
    admin,
    adminEmail,
    bookkeeper,
    creditorId: row!['id'],
    memberId: row!['member_id'],
  });
}

/** Out to the grant page, yes, and back again. */
async function grants(house: House, admin: Person, agreement: number): Promise<void> {
  const start = await admin.opens('/install');
  const grantUrl = new URL(linkOf(start, 'http'));
  const back = await admin.sends(grantUrl.origin + grantUrl.pathname, {
    appPublicToken: grantUrl.searchParams.get('appPublicToken') ?? '',
    redirectUrl: grantUrl.searchParams.get('redirectUrl') ?? '',
    agreement: String(agreement),
  });
  if (back.status !== 200 || new URL(back.url).origin !== house.url)
    throw new Error(`the install ended at ${back.url} with ${back.status}`);
}

/** The one-time link of the inbox, pressed. */
async function signsIn(house: House, admin: Person, email: string): Promise<void> {
  const mail = house.inbox().findLast((each) => each.to.includes(email) && each.tag === 'sign-in');
  if (!mail) throw new Error('no sign-in link in the inbox');
  const link = linkOf({ text: mail.html ?? '' }, `${house.url}/sign-in/`);
  await admin.opens(link);
  const desk = await admin.sends(link);
  if (desk.status !== 200) throw new Error(`signing in ended at ${desk.url} with ${desk.status}`);
}

type Settled = Pick<Creditor, 'agreement' | 'admin' | 'adminEmail' | 'bookkeeper' | 'creditorId'> & {
  memberId: string;
};

function settled(house: House, base: Settled): Creditor {
  const { creditorId, admin, agreement } = base;
  let nextCustomer = 10_001;
  const work: Creditor['work'] = (deed) =>
    house.openWork({ creditorId, actor: { kind: 'member', id: base.memberId } }, deed);
  const says = async (path: string, fields: Record<string, string> = {}) => {
    const page = await admin.sends(path, fields);
    if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
  };
  const atTheDesk = async (debtor: Debtor, act: string, fields: Record<string, string>, currency?: string) => {
    const open = await debtor.openLetter(currency);
    if (!open) throw new Error(`no letter is open for ${debtor.name}`);
    await says('/desk/queue', { act, proposal: `${open.id}:${open.hash}`, ...fields });
    return open.id;
  };
  const self: Creditor = {
    ...base,
    house,
    work,
    hasDebtor: (name, card = {}) => {
      const number = nextCustomer++;
      const email = `kunde-${number}@${agreement}.example`;
      const customer = addCustomer(house.world, agreement, { number, name, email, ...card });
      return debtorOf(self, customer);
    },
    confirmsDenmark: () => says('/settings/markets/DK/confirm'),
    confirmsMarket: (market) => says(`/settings/markets/${market}/confirm`),
    switchesOn: async () => {
      // A story tells of minutes: its letters have none of their own.
      await work((each) => changeSetting(each, 'sending-spread', { minutes: 0 }));
      await says('/settings/sending/on', { seen: 'on', off: 'on', backlog: 'all' });
      await house.minutesPass(1);
    },
    waitsHours: (hours) => says('/settings/sending/hours', { ...officeHours, hours: String(hours) }),
    decides: async (kind, value) => void (await work((each) => changeSetting(each, kind, value))),
    connectsPayments: () => connectsPayments(self),
    takesTheGrantBack: () => revokeGrant(house.world, agreement),
    installsAgain: () => grants(house, person(house.url), agreement),
    approves: async (debtor, currency) => {
      const id = await atTheDesk(debtor, 'approve', {}, currency);
      const [row] = await house.behind`select status from proposals where id = ${id}`;
      if (row!['status'] !== 'approved') throw new Error(`the yes was not taken: the letter is ${row!['status']}`);
    },
    holds: async (debtor) => void (await atTheDesk(debtor, 'hold', { note: 'De ringer i morgen' })),
    withdraws: async (debtor) => void (await atTheDesk(debtor, 'withdraw', { note: 'Vi taler med dem først' })),
    confirms: async (debtor, kind) => {
      const [hold] = (await debtor.holds()).filter((each) => each.kind === kind);
      if (!hold) throw new Error(`no ${kind} rests ${debtor.name}`);
      await work((each) => endRest(each, hold.id, 'confirmed'));
      await house.minutesPass(1);
    },
    answersTheQuestion: async (debtor, text) => {
      const [row] = await house.behind`
        select id from questions where debtor_id = ${await debtor.id()} and answered_at is null`;
      await work((each) => answerQuestion(each, row!['id'], text));
      await house.minutesPass(1);
    },
  };
  return self;
}

/** Through the provider's own page, where the company's account is chosen. */
async function connectsPayments({ house, admin, agreement }: Creditor): Promise<void> {
  const account = `acct_${agreement}`;
  house.world.stripe.accounts.push({ id: account, name: 'Kaffe', country: 'DK', currency: 'dkk', connected: false });
  const asked = await admin.sends('/settings/payments/connect');
  const query = new URL(asked.url).searchParams;
  const answered = await admin.sends(`${new URL(asked.url).origin}/oauth/authorize`, {
    redirect_uri: query.get('redirect_uri') ?? '',
    state: query.get('state') ?? '',
    scope: query.get('scope') ?? '',
    account,
    act: 'allow',
  });
  if (answered.status !== 200 || !answered.text.includes(account)) throw new Error(`no account was connected`);
}
