import fc from 'fast-check';
import t from 'tap';
import { partsOf, septetsOf } from '../../src/values/gsm-text.ts';
import { languages } from '../../src/values/language.ts';
import { line, nordvind, notice, nudge, press, reminder, second } from './samples.ts';
import { smsSamples } from './sms-samples.ts';

/** A link of 100 signs: a token of 43 behind an address of 57. */
const link = `https://${'x'.repeat(92)}`;
const sentAs = (text: string) => text.replaceAll('{{portal-link}}', link);
const partsIn = (text: string) => partsOf(septetsOf(sentAs(text)) ?? Number.NaN);

t.test('every text message is in the alphabet, in two parts at most, with its sum, its day and one link', async (t) => {
  for (const [name, text] of smsSamples()) {
    t.ok(partsIn(text) <= 2, `${name}: ${septetsOf(sentAs(text))}`);
    t.equal(text.split('{{portal-link}}').length, 2, `${name}: one link, at its end`);
    t.ok(text.endsWith(': {{portal-link}}'), name);
    t.match(text, /\d\d (kr|DKK|SEK|EUR)|(DKK|SEK|EUR) \d/, `${name}: a sum`);
    t.match(text, /2026/, `${name}: a day`);
    t.notMatch(text, /undefined|null|NaN|\[\[|\]\]| {2}|\.\.|\( *\)/, name);
  }
});

t.test('no name, number or sum of the books makes it longer than two parts, or puts a second link in', async () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...languages),
      fc.constantFrom(nudge, reminder, second),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.string({ maxLength: 60 }),
      fc.bigInt({ min: 1n, max: 99_999_999_999n }),
      (language, letter, name, invoiceNumber, minor) => {
        const { rung } = letter(language);
        const text = press.sms(
          letter(language, {
            creditor: { ...nordvind, name },
            lines: [{ ...line('', '2026-02-16', rung, 1n), invoiceNumber, principalMinor: minor }],
            creditNotes: [],
            principalMinor: minor,
            feeMinor: 0n,
            earlierFees: [],
            interest: null,
            totalMinor: minor,
          }),
        );
        return partsIn(text) <= 2 && text.split('{{').length === 2;
      },
    ),
    { numRuns: 60 },
  );
});

t.test('a notice is no text message', async (t) => {
  t.throws(() => press.letter(notice('da', { channel: 'sms' })), /a notice goes by e-mail alone/);
  t.throws(() => press.sms(notice('da')));
});
