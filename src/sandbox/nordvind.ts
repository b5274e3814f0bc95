/**
 * The seed: "Nordvind Kaffe ApS", its debtors each in a different trouble, and "Sønderby Fisk ApS" beside it, so that
 * there is always somebody whose books must not be seen. All people, numbers and addresses are made up.
 * Days are reckoned from the first start, so the troubles are as old on any machine.
 */
import { type Day, dayPlus } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { bookCreditNote, bookInvoice, registerPayment } from './books.ts';
import { addNordvindDebtors, debtors, factoringTerms, net14, nordvind, runningMonth } from './nordvind-debtors.ts';
import { addAgreement, addCustomer } from './people.ts';
import type { World } from './world.ts';

export const soenderby = 1900533;

/** Fills an empty world. `today` is the business day of the first start. */
export function seedNordvind(world: World, today: Day): void {
  addNordvind(world);
  addNordvindDebtors(world);
  bookNordvindHistory(world, today);
  bookNordvindTroubles(world, today);
  addSoenderby(world, today);
  for (const [id, name] of [
    ['acct_1Nordvind0Kaffe', 'Nordvind Kaffe ApS'],
    ['acct_1Soenderby0Fisk', 'Sønderby Fisk ApS'],
  ] as const) {
    world.stripe.accounts.push({ id, name, country: 'DK', currency: 'dkk', connected: false });
  }
  world.postmark.bouncing.push('regnskab@fyrtaarnet.example');
}

function addNordvind(world: World): void {
  addAgreement(world, {
    number: nordvind,
    company: {
      name: 'Nordvind Kaffe ApS',
      companyNumber: '99001003',
      address: 'Fælledvej 12',
      zip: '2200',
      city: 'København N',
      country: 'Danmark',
      phone: '+45 00 00 00 10',
      email: 'post@nordvind-kaffe.example',
      website: 'https://nordvind-kaffe.example',
    },
    user: { loginId: 'MKH', name: 'Mette Krogh Hansen', email: 'bogholderi@nordvind-kaffe.example', culture: 'da-DK' },
    bank: { name: 'Eksempelbank', sortCode: '0400', account: '4015123456' },
    paymentTerms: [
      { number: net14, name: 'Netto 14 dage', type: 'net', days: 14 },
      { number: runningMonth, name: 'Løbende måned 30 dage', type: 'invoiceMonth', days: 30 },
      { number: 3, name: 'Forfaldsdato', type: 'dueDate', days: null },
      { number: factoringTerms, name: 'Factoring 30 dage', type: 'factoring', days: 30 },
    ],
    employees: [
      { number: 3, name: 'Mette Krogh Hansen', email: 'bogholderi@nordvind-kaffe.example', phone: '+45 00 00 00 11' },
      { number: 7, name: 'Jonas Bak', email: 'jonas@nordvind-kaffe.example', phone: '+45 00 00 00 12' },
      { number: 8, name: 'Sofie Lind', email: 'sofie@nordvind-kaffe.example', phone: null },
    ],
    nextInvoice: 20401,
    nextEntry: 91001,
  });
}

/** The open troubles. Each invoice was booked as long before its due day as its terms give. */
function bookNordvindTroubles(world: World, today: Day): void {
  const dueAgo = (customer: number, days: number, amountMinor: bigint, currency?: Currency) =>
    bookInvoice(world, {
      agreement: nordvind,
      customer,
      amountMinor,
      currency,
      day: dayPlus(today, -days - (customer === debtors.factoring ? 30 : 14)),
      dueDay: dayPlus(today, -days),
      reference: `PO-${customer}-${days}`,
    }).number;
  dueAgo(debtors.paysLate, 9, 500_000n);
  for (const [days, amount] of [
    [402, 312_500n],
    [96, 487_500n],
    [41, 225_000n],
    [12, 350_000n],
  ] as const)
    dueAgo(debtors.neverPays, days, amount);
  const half = dueAgo(debtors.partPaid, 20, 1_250_000n);
  registerPayment(world, {
    agreement: nordvind,
    invoice: half,
    amountMinor: 500_000n,
    day: dayPlus(today, -6),
    matched: true,
  });
  const tooMuch = dueAgo(debtors.openCreditNote, 15, 875_000n);
  bookCreditNote(world, {
    agreement: nordvind,
    invoice: tooMuch,
    amountMinor: 125_000n,
    day: dayPlus(today, -4),
    matched: false,
  });
  const paidUnseen = dueAgo(debtors.unmatchedPayment, 18, 620_000n);
  registerPayment(world, {
    agreement: nordvind,
    invoice: paidUnseen,
    amountMinor: 620_000n,
    day: dayPlus(today, -3),
    matched: false,
  });
  dueAgo(debtors.noAddress, 14, 187_500n);
  dueAgo(debtors.bounces, 8, 412_500n);
  dueAgo(debtors.swedish, 11, 980_000n);
  dueAgo(debtors.english, 13, 64_000n);
  dueAgo(debtors.vip, 30, 2_450_000n);
  dueAgo(debtors.consumer, 10, 89_500n);
  dueAgo(debtors.twoCurrencies, 7, 318_750n, 'DKK');
  dueAgo(debtors.twoCurrencies, 16, 72_050n, 'EUR');
  dueAgo(debtors.asks, 6, 243_750n);
  dueAgo(debtors.dueInTwoDays, -2, 156_250n);
  bookInvoice(world, {
    agreement: nordvind,
    customer: debtors.notYetDue,
    amountMinor: 268_750n,
    day: dayPlus(today, -5),
  });
  dueAgo(debtors.factoring, 25, 1_812_500n);
}

/** A year behind us: one who pays three weeks late, one who pays to the day. */
function bookNordvindHistory(world: World, today: Day): void {
  for (const [customer, late] of [
    [debtors.paysLate, 21],
    [debtors.paysOnTime, 0],
  ] as const) {
    for (const monthsAgo of [10, 8, 6, 4]) {
      const day = dayPlus(today, -monthsAgo * 30);
      const invoice = bookInvoice(world, { agreement: nordvind, customer, amountMinor: 375_000n, day });
      registerPayment(world, {
        agreement: nordvind,
        invoice: invoice.number,
        amountMinor: 375_000n,
        day: dayPlus(invoice.dueDay, late),
        matched: true,
      });
    }
  }
}

function addSoenderby(world: World, today: Day): void {
  addAgreement(world, {
    number: soenderby,
    company: {
      name: 'Sønderby Fisk ApS',
      companyNumber: '99002005',
      address: 'Fiskerihavnen 4',
      zip: '6960',
      city: 'Hvide Sande',
      country: 'Danmark',
      phone: '+45 00 00 00 50',
      email: 'post@soenderby-fisk.example',
      website: 'https://soenderby-fisk.example',
    },
    user: { loginId: 'BSK', name: 'Bent Skov', email: 'kontor@soenderby-fisk.example', culture: 'da-DK' },
    bank: { name: 'Prøvekassen', sortCode: '7570', account: '0001020304' },
    employees: [{ number: 1, name: 'Bent Skov', email: 'kontor@soenderby-fisk.example', phone: '+45 00 00 00 51' }],
    nextInvoice: 3101,
    nextEntry: 4001,
  });
  // The same customer number as at Nordvind: whoever mixes the two up will show it.
  addCustomer(world, soenderby, {
    number: 10001,
    name: 'Kroen ved Fjorden',
    email: 'kroen@fjorden.example',
    salesPerson: 1,
    companyNumber: '99200001',
  });
  addCustomer(world, soenderby, {
    number: 10002,
    name: 'Fiskehuset Gry ApS',
    email: 'gry@fiskehuset.example',
    salesPerson: 1,
    companyNumber: '99200002',
  });
  addCustomer(world, soenderby, {
    number: 10003,
    name: 'Havkatten A/S',
    email: 'post@havkatten.example',
    salesPerson: 1,
    companyNumber: '99200003',
  });
  bookInvoice(world, {
    agreement: soenderby,
    customer: 10001,
    amountMinor: 732_500n,
    day: dayPlus(today, -25),
    dueDay: dayPlus(today, -11),
    text: 'Rødspætter',
  });
  bookInvoice(world, {
    agreement: soenderby,
    customer: 10002,
    amountMinor: 128_750n,
    day: dayPlus(today, -44),
    dueDay: dayPlus(today, -30),
    text: 'Torsk',
  });
  bookInvoice(world, {
    agreement: soenderby,
    customer: 10003,
    amountMinor: 456_250n,
    day: dayPlus(today, -10),
    dueDay: dayPlus(today, 4),
    text: 'Hummer',
  });
}
