import t from 'tap';
import { amountText, currencyText, numberText } from '../../src/values/amount-text.ts';
import type { Language } from '../../src/values/language.ts';
import type { Currency } from '../../src/values/money.ts';

type Row = [bigint, Currency, Language, string];

t.test('an amount is written the way its reader writes amounts', async (t) => {
  const rows: Row[] = [
    [1234500n, 'DKK', 'da', '12.345,00 kr.'],
    [1234500n, 'SEK', 'sv', '12 345,00 kr'],
    [1234500n, 'DKK', 'en', 'DKK 12,345.00'],
    [1234500n, 'SEK', 'da', '12.345,00 SEK'],
    [1234500n, 'DKK', 'sv', '12 345,00 DKK'],
    [1234500n, 'NOK', 'sv', '12 345,00 NOK'],
    [1234500n, 'EUR', 'da', '12.345,00 EUR'],
    [0n, 'DKK', 'da', '0,00 kr.'],
    [1n, 'DKK', 'da', '0,01 kr.'],
    [-1n, 'DKK', 'da', '-0,01 kr.'],
    [99n, 'GBP', 'en', 'GBP 0.99'],
    [99999n, 'DKK', 'da', '999,99 kr.'],
    [100000n, 'DKK', 'da', '1.000,00 kr.'],
    [-123456789n, 'DKK', 'da', '-1.234.567,89 kr.'],
    [123456789012345678901n, 'SEK', 'sv', '1 234 567 890 123 456 789,01 kr'],
    [12345n, 'ISK', 'da', '12.345 ISK'],
    [999n, 'JPY', 'en', 'JPY 999'],
  ];
  for (const [minor, currency, language, text] of rows) t.equal(amountText(minor, currency, language), text);
});

t.test('a column names its currency once', async (t) => {
  t.equal(numberText(1234500n, 'DKK', 'da'), '12.345,00');
  t.equal(numberText(500000n, 'SEK', 'sv'), '5 000,00');
  t.equal(numberText(500000n, 'DKK', 'en'), '5,000.00');
  t.equal(currencyText('DKK', 'da'), 'kr.');
  t.equal(currencyText('SEK', 'sv'), 'kr');
  t.equal(currencyText('SEK', 'da'), 'SEK');
  t.equal(currencyText('DKK', 'en'), 'DKK');
});

t.test('an amount agrees with Intl once its no-break spaces and long minus are made plain', async (t) => {
  const locales = { da: 'da-DK', sv: 'sv-SE', en: 'en-GB' } as const;
  for (const language of ['da', 'sv', 'en'] as const) {
    const intl = new Intl.NumberFormat(locales[language], { minimumFractionDigits: 2 });
    for (const minor of [0n, 5n, -5n, 100n, 12345n, 99999n, 100000n, -100000n, 1234567890n]) {
      const expected = intl
        .format(Number(minor) / 100)
        .replace(/[\u00a0\u202f]/g, ' ')
        .replace('\u2212', '-');
      const text = numberText(minor, 'DKK', language);
      t.equal(text, expected);
      t.notMatch(text, /[^\x20-\x7e]/);
    }
  }
});
