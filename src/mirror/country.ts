/**
 * Country names as bookkeepers type them, turned into codes. e-conomic keeps the country as free text: "Danmark",
 * "Denmark", "DK" or nothing at all.
 */
import type { Currency } from '../values/money.ts';

/** No country that we can tell. No law is known for it, so such an invoice gets plain reminders only. */
export const unknownCountry = 'ZZ';

const readIn = ['da', 'sv', 'nb', 'fi', 'de', 'nl', 'en', 'fr'];

/** What people write and no dictionary of countries has. */
const everydayNames: Readonly<Record<string, string>> = {
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  skotland: 'GB',
  skottland: 'GB',
  wales: 'GB',
  'great britain': 'GB',
  holland: 'NL',
  nederland: 'NL',
  'the netherlands': 'NL',
  norge: 'NO',
  noreg: 'NO',
  brd: 'DE',
};

const homeOfCurrency: Partial<Record<Currency, string>> = { DKK: 'DK', SEK: 'SE', NOK: 'NO', GBP: 'GB' };

/** In the dictionary, and no country: unions, the rest of Oceania, test codes. */
const noCountry = new Set([unknownCountry, 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB']);

const codesByName = everyName();

/**
 * The ISO 3166 code of a country as somebody wrote it, in one of eight languages, as a name or a code. Nothing written
 * means the creditor's own country, `home`; a text nobody knows gives "ZZ", never a guess.
 */
export function countryFromText(text: string | null, home: string): string {
  const written = plain(text ?? '');
  return written === '' ? home : (codesByName.get(written) ?? unknownCountry);
}

/** The creditor's own country: as its books write it, else the one its base currency belongs to. */
export function homeCountry(text: string | null, baseCurrency: Currency): string {
  return countryFromText(text, homeOfCurrency[baseCurrency] ?? unknownCountry);
}

/** Every country's code and its name in the languages we read, from the runtime's own dictionary (CLDR). */
function everyName(): Map<string, string> {
  const names = new Map<string, string>();
  const dictionaries = readIn.map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    if (noCountry.has(code)) continue;
    // What the dictionary gives for a withdrawn code ("DD") is the name of today's country, which has its own.
    if (Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`) continue;
    for (const dictionary of dictionaries) {
      const name = dictionary.of(code);
      if (name === undefined) continue;
      names.set(plain(name), code);
      names.set(plain(code), code);
    }
  }
  for (const [name, code] of Object.entries(everydayNames)) names.set(name, code);
  return names;
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\.$/, '').replace(/\s+/g, ' ').toLowerCase();
}
