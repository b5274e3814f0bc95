/** To which of all the addresses in the books a letter goes: the database's own answer. */
import t from 'tap';
import { readStandings } from '../../src/cases/store-facts.ts';
import { seedWorld } from '../seed.ts';

const world = await seedWorld(t);

type Contact = { number: number; email: string | null; marked?: boolean; deleted?: boolean };
const attention = { number: 140, email: 'ida@x.example' };
const marked = { number: 150, email: 'rykker@x.example', marked: true };
const card = ['', 'bogholderi@x.example', 'kopi@x.example'];

const table: readonly (readonly [string, string[], readonly Contact[], string | null])[] = [
  ['the contact marked for reminders comes first', card, [attention, marked], 'rykker@x.example'],
  [
    'of two marked ones the lower number',
    card,
    [marked, { ...marked, number: 120, email: 'a@x.example' }],
    'a@x.example',
  ],
  ['a deleted contact gets nothing', card, [attention, { ...marked, deleted: true }], 'ida@x.example'],
  ['nor does one without an address', card, [attention, { ...marked, email: null }], 'ida@x.example'],
  [
    'a note in the address field is no address',
    card,
    [attention, { ...marked, email: 'ring efter 10' }],
    'ida@x.example',
  ],
  ['spaces around an address are not part of it', card, [{ ...marked, email: ' a@x.example ' }], 'a@x.example'],
  ['a contact that is neither is not written to', card, [{ number: 1, email: 'a@x.example' }], 'bogholderi@x.example'],
  ['the card has none: nobody', [], [{ number: 1, email: 'a@x.example' }], null],
  ['two addresses run together are none', ['to@x.example;cc@x.example'], [], null],
];

t.test('a letter goes to the marked contact, else the attention contact, else the card, else to nobody', async (t) => {
  const room = await world.room();
  await room.books([{ number: '1', name: 'Havnen' }], []);
  const debtorId = await room.debtorId('Havnen');
  const { behind } = world;
  for (const [says, emails, contacts, email] of table) {
    await behind`update debtors set emails = ${emails}, attention_number = 140 where id = ${debtorId}`;
    await behind`delete from contacts where debtor_id = ${debtorId}`;
    for (const { number, email: at, marked: isMarked = false, deleted = false } of contacts)
      await behind`
        insert into contacts (creditor_id, debtor_id, number, name, email, receives_reminders, deleted, read_at)
        values (${room.creditorId}, ${debtorId}, ${number}, ${`Kontakt ${number}`}, ${at}, ${isMarked}, ${deleted}, now())`;
    const [standing] = await room.work((work) => readStandings(work, [debtorId]));
    t.equal(standing?.debtor.email ?? null, email, says);
    const from = contacts.find((each) => each.email?.trim() === email);
    t.equal(standing?.debtor.contactName ?? null, from ? `Kontakt ${from.number}` : null, `${says}: by name`);
  }
});
