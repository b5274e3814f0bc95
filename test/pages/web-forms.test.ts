import t from 'tap';
import { z } from 'zod';
import { readForm, severalOf, ticked } from '../../src/web/forms.ts';

const schema = z.object({
  name: z.string().min(2).max(10),
  days: z.coerce.number().int().min(1).max(60),
  email: z.email('Write an e-mail address like name@company.dk.').optional(),
  on: ticked,
  cases: severalOf(z.string().regex(/^\d+$/)),
});

t.test('a form is read into its values', async (t) => {
  const read = readForm(schema, { name: 'Nudge', days: '10', on: 'on', cases: ['1', '2'] });
  t.same(read, { ok: true, value: { name: 'Nudge', days: 10, on: true, cases: ['1', '2'] } });
});

t.test('ticked boxes are a list whether none, one or several are ticked', async (t) => {
  for (const [sent, cases] of [
    [undefined, []],
    ['7', ['7']],
    [
      ['7', '8'],
      ['7', '8'],
    ],
  ] as const) {
    const read = readForm(schema, { name: 'Nudge', days: '1', cases: sent });
    t.same(read.ok && read.value.cases, cases);
    t.same(read.ok && read.value.on, false);
  }
});

t.test('each field that is wrong gets one sentence, and what was typed comes back', async (t) => {
  const rows = [
    [{ days: '3' }, { name: 'Fill this in.' }],
    [{ name: 'A', days: '3' }, { name: 'Write a little more here.' }],
    [{ name: 'A'.repeat(11), days: '3' }, { name: 'This is too long. Shorten it and try again.' }],
    [{ name: 'Nudge', days: '0' }, { days: 'This number is too low.' }],
    [{ name: 'Nudge', days: '61' }, { days: 'This number is too high.' }],
    [{ name: 'Nudge', days: 'ten' }, { days: 'We could not read this. Check it and try again.' }],
    [{ name: 'Nudge', days: '3', email: 'ida' }, { email: 'Write an e-mail address like name@company.dk.' }],
    [{ name: 'Nudge', days: '3', cases: ['x', 'y'] }, { cases: 'We could not read this. Check it and try again.' }],
  ] as const;
  for (const [body, errors] of rows) {
    const read = readForm(schema, body);
    t.same(!read.ok && read.errors, errors);
    t.equal(!read.ok && read.entered['days'], body.days);
  }
});

t.test('no body, a list, or a text instead of a form is a form with nothing in it', async (t) => {
  for (const body of [undefined, null, 'name=Nudge', 7]) {
    const read = readForm(schema, body);
    t.equal(read.ok, false);
    t.equal(!read.ok && read.errors['name'], 'Fill this in.');
  }
});

t.test('a door may bring words in the debtor’s language', async (t) => {
  const danish = {
    missing: 'Skriv noget her.',
    tooShort: '',
    tooLong: '',
    tooSmall: '',
    tooBig: '',
    notUnderstood: '',
  };
  const read = readForm(schema, { days: '3' }, danish);
  t.same(!read.ok && read.errors, { name: 'Skriv noget her.' });
});
