import t from 'tap';
import { countryFromText, homeCountry } from '../../src/mirror/country.ts';
import { dueDayByTerms } from '../../src/mirror/due-day.ts';
import { paymentTermsThatForbid } from '../../src/mirror/payment-terms.ts';
import { retryAfter } from '../../src/mirror/pull-problem.ts';
import { hour, minute } from '../../src/values/day.ts';
import { refused, unknown } from '../../src/values/outcome.ts';

t.test('a country is known by its name in eight languages, by its code and by what people call it', async (t) => {
  const table: [string | null, string][] = [
    ['Danmark', 'DK'],
    ['denmark', 'DK'],
    [' DK ', 'DK'],
    ['Dänemark', 'DK'],
    ['Sverige', 'SE'],
    ['Sweden', 'SE'],
    ['Norge', 'NO'],
    ['Norway', 'NO'],
    ['Finland', 'FI'],
    ['Suomi', 'FI'],
    ['Deutschland', 'DE'],
    ['Tyskland', 'DE'],
    ['Germany', 'DE'],
    ['Nederland', 'NL'],
    ['Holland', 'NL'],
    ['United Kingdom', 'GB'],
    ['England', 'GB'],
    ['Storbritannien', 'GB'],
    ['UK', 'GB'],
    ['Frankrig', 'FR'],
    ['Færøerne', 'FO'],
    ['Grønland', 'GL'],
    [null, 'DK'],
    ['', 'DK'],
    ['  ', 'DK'],
    ['Narnia', 'ZZ'],
    ['5700 Svendborg', 'ZZ'],
    ['EU', 'ZZ'],
    ['ZZ', 'ZZ'],
    ['DD', 'ZZ'],
  ];
  for (const [text, code] of table) t.equal(countryFromText(text, 'DK'), code, String(text));
});

t.test("no country means the creditor's own, which its base currency tells where the books do not", async (t) => {
  t.equal(countryFromText('', homeCountry('Sverige', 'DKK')), 'SE');
  t.equal(countryFromText('', homeCountry(null, 'DKK')), 'DK');
  t.equal(countryFromText('', homeCountry(null, 'SEK')), 'SE');
  t.equal(countryFromText('', homeCountry(null, 'EUR')), 'ZZ');
});

t.test('an invoice falls due as its terms say', async (t) => {
  const table: [string, string, number | null, string | null][] = [
    ['net', '2026-10-05', 14, '2026-10-19'],
    ['net', '2026-10-05', 0, '2026-10-05'],
    ['net', '2026-12-31', 1, '2027-01-01'],
    ['net', '2026-10-05', null, null],
    ['invoiceMonth', '2026-10-05', 30, '2026-11-30'],
    ['invoiceMonth', '2026-10-31', 0, '2026-10-31'],
    ['invoiceMonth', '2028-02-01', null, '2028-02-29'],
    ['invoiceWeekStartingMonday', '2026-11-23', 0, '2026-11-29'],
    ['invoiceWeekStartingMonday', '2026-11-29', 7, '2026-12-06'],
    ['invoiceWeekStartingSunday', '2026-11-29', 0, '2026-12-05'],
    ['invoiceWeekStartingSunday', '2026-11-28', 0, '2026-11-28'],
    ['paidInCash', '2026-10-05', null, '2026-10-05'],
    ['dueDate', '2026-10-05', 14, null],
    ['something new', '2026-10-05', 14, null],
  ];
  for (const [type, day, days, due] of table)
    t.equal(dueDayByTerms(day, { type, days }), due, `${type} ${day} ${days}`);
  t.equal(dueDayByTerms('2026-10-05', null), null);
});

t.test('invoices that are sold, or were paid on the spot, are not ours to chase', async (t) => {
  for (const type of ['factoring', 'paidInCash', 'prepaid', 'creditcard']) {
    t.equal(paymentTermsThatForbid({ type }), type);
  }
  for (const type of ['net', 'invoiceMonth', 'dueDate']) t.equal(paymentTermsThatForbid({ type }), null);
  t.equal(paymentTermsThatForbid(null), null);
});

t.test('a failing pull is tried again later each time, and not before the books asked us to', async (t) => {
  t.same(
    [1, 2, 3, 4, 5, 50].map((failures) => retryAfter(failures, unknown('timeout')) / minute),
    [5, 10, 20, 40, 60, 60],
  );
  t.equal(retryAfter(1, refused({ code: 'slow-down', retryAfterMs: 2 * hour })), 2 * hour);
});
