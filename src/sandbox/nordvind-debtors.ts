/** Nordvind's debtors, their cards and contacts. What trouble each is in is booked in `nordvind.ts`. All are made up. */
import type { Customer } from './agreement.ts';
import { addContact, addCustomer } from './people.ts';
import type { World } from './world.ts';

export const nordvind = 1900417;

/** Nordvind's debtors by their trouble. */
export const debtors = {
  paysLate: 10001,
  neverPays: 10002,
  partPaid: 10003,
  openCreditNote: 10004,
  unmatchedPayment: 10005,
  noAddress: 10006,
  bounces: 10007,
  swedish: 10008,
  english: 10009,
  vip: 10010,
  consumer: 10011,
  twoCurrencies: 10012,
  asks: 10013,
  dueInTwoDays: 10014,
  notYetDue: 10015,
  factoring: 10016,
  paysOnTime: 10017,
} as const;

export const net14 = 1;
export const runningMonth = 2;
export const factoringTerms = 4;

/** Jonas Bak (7) owns most of them, Sofie Lind (8) some, Mette (3) the VIP, nobody the consumer. */
const cards: ReadonlyArray<Partial<Customer> & { number: number; name: string }> = [
  {
    number: debtors.paysLate,
    name: 'Havnecaféen I/S',
    email: 'bogholderi@havnecafeen.example kopi@havnecafeen.example',
    attention: 140,
    address: 'Havnegade 3',
  },
  {
    number: debtors.neverPays,
    name: 'Bageriet Kornblomst ApS',
    email: 'faktura@kornblomst.example',
    address: 'Møllegade 41',
    zip: '8000',
    city: 'Aarhus C',
  },
  {
    number: debtors.partPaid,
    name: 'Café Nord ApS',
    email: 'post@cafe-nord.example',
    address: 'Torvet 2',
    zip: '9000',
    city: 'Aalborg',
  },
  {
    number: debtors.openCreditNote,
    name: 'Hotel Strandlyst A/S',
    email: 'regnskab@strandlyst.example',
    salesPerson: 8,
    address: 'Strandvejen 200',
    zip: '3060',
    city: 'Espergærde',
  },
  {
    number: debtors.unmatchedPayment,
    name: 'Kantinen på Kajen ApS',
    email: 'kantinen@kajen.example',
    salesPerson: 8,
    address: 'Kajen 7',
    zip: '6700',
    city: 'Esbjerg',
  },
  {
    number: debtors.noAddress,
    name: 'Gårdbutikken Mosely I/S',
    email: null,
    phone: '+45 00 00 00 26',
    address: 'Moselyvej 18',
    zip: '4300',
    city: 'Holbæk',
  },
  {
    number: debtors.bounces,
    name: 'Restaurant Fyrtårnet ApS',
    email: 'regnskab@fyrtaarnet.example',
    address: 'Fyrvej 1',
    zip: '9990',
    city: 'Skagen',
  },
  {
    number: debtors.swedish,
    name: 'Söderports Kaffebar AB',
    email: 'ekonomi@soderport.example',
    mobilePhone: '070-174 06 15',
    currency: 'SEK',
    country: 'Sverige',
    companyNumber: '5590001234',
    address: 'Söderportsgatan 4',
    zip: '211 20',
    city: 'Malmö',
    salesPerson: 8,
  },
  {
    number: debtors.english,
    name: 'Harbour Roast Ltd',
    email: 'accounts@harbour-roast.example',
    currency: 'EUR',
    country: 'United Kingdom',
    companyNumber: '09990012',
    address: '5 Quay Street',
    zip: 'BS1 4XX',
    city: 'Bristol',
    salesPerson: 8,
  },
  {
    number: debtors.vip,
    name: 'Rådhuskælderen A/S',
    email: 'bogholderi@raadhuskaelderen.example',
    salesPerson: 3,
    address: 'Rådhuspladsen 1',
    zip: '1550',
    city: 'København V',
  },
  {
    number: debtors.consumer,
    name: 'Karen Holm Jensen',
    email: 'karen.holm@post.example',
    companyNumber: null,
    salesPerson: null,
    address: 'Birkevej 9',
    zip: '5000',
    city: 'Odense C',
  },
  {
    number: debtors.twoCurrencies,
    name: 'Nordisk Kontorkaffe ApS',
    email: 'kreditor@kontorkaffe.example',
    address: 'Industrivej 30',
    zip: '2605',
    city: 'Brøndby',
  },
  {
    number: debtors.asks,
    name: 'Frokosthuset Linden ApS',
    email: 'linden@frokosthuset.example',
    attention: 141,
    address: 'Lindevej 5',
    zip: '7100',
    city: 'Vejle',
  },
  {
    number: debtors.dueInTwoDays,
    name: 'Espressobaren Ø ApS',
    email: 'hej@espressobaren.example',
    address: 'Østerbrogade 88',
    zip: '2100',
    city: 'København Ø',
  },
  {
    number: debtors.notYetDue,
    name: 'Møllens Delikatesse ApS',
    email: 'post@moellens.example',
    paymentTerms: runningMonth,
    address: 'Kirkegade 14',
    zip: '8800',
    city: 'Viborg',
  },
  {
    number: debtors.factoring,
    name: 'Grossisten Kaffe & The A/S',
    email: 'kreditor@grossisten.example',
    paymentTerms: factoringTerms,
    address: 'Terminalvej 60',
    zip: '7000',
    city: 'Fredericia',
  },
  {
    number: debtors.paysOnTime,
    name: 'Konditori Vinterberg ApS',
    email: 'regnskab@vinterberg.example',
    salesPerson: 8,
    address: 'Algade 22',
    zip: '4000',
    city: 'Roskilde',
  },
];

export function addNordvindDebtors(world: World): void {
  for (const card of cards) addCustomer(world, nordvind, { salesPerson: 7, paymentTerms: net14, ...card });
  addContact(world, nordvind, {
    number: 140,
    customer: debtors.paysLate,
    name: 'Ida Lund',
    email: 'ida@havnecafeen.example',
    phone: '+45 00 00 00 21',
    notifications: ['invoices', 'reminders'],
  });
  addContact(world, nordvind, {
    number: 141,
    customer: debtors.asks,
    name: 'Peter Toft',
    email: 'peter@frokosthuset.example',
    notifications: ['invoices'],
  });
  addContact(world, nordvind, {
    number: 142,
    customer: debtors.vip,
    name: 'Lis Dahl',
    email: 'lis@raadhuskaelderen.example',
    deleted: true,
  });
}
