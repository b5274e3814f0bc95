import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { rulesOf } from '../../src/law/rules.ts';
import { lawText } from '../../src/sending/law-words.ts';
import { createLetterPress } from '../../src/sending/letter.ts';
import { languages, markets } from '../../src/values/language.ts';
import { basisIn, line, notice, nudge, plain, press, reminder, second, today } from './samples.ts';

const views = join(import.meta.dirname, '../../views');

t.test('a letter whose parts do not add up is never written', async (t) => {
  t.throws(() => press.letter(reminder('da', { totalMinor: 1219537n })), /add up to its total/);
  t.throws(
    () => press.letter(reminder('da', { principalMinor: 1199999n, totalMinor: 1219535n })),
    /add up to its principal/,
  );
  t.throws(() => press.letter(reminder('da', { feeMinor: 0n })), /add up to its total/);
  t.throws(() => press.letter(reminder('da', { lines: [] })), /without an invoice/);
});

t.test('a letter never goes for fees alone', async (t) => {
  const creditNotes = [{ number: '345', day: today, minor: 1200000n }];
  t.throws(() => press.letter(reminder('da', { creditNotes, principalMinor: 0n, totalMinor: 19536n })), /fees alone/);
});

t.test('a nudge with a fee or interest is never written', async (t) => {
  t.throws(
    () => press.letter(nudge('da', { feeMinor: 1n, totalMinor: 125001n })),
    /neither fee, compensation nor interest/,
  );
});

t.test('an invoice that falls due soon is listed but not asked for', async (t) => {
  for (const language of languages) {
    const { text } = press.letter(second(language));
    t.match(text, '20450');
    t.match(text, /12[ .,]295[.,]36/);
    t.notMatch(text, /13[ .,]545/);
  }
});

t.test('a notice demands only invoices that have climbed to it, and sets the others apart', async (t) => {
  const { text } = press.letter(notice('da'));
  t.ok(text.indexOf('20431') > text.indexOf('ikke en del af inkassovarslet'));
});

t.test('an overdue invoice that is not asked for is never said to fall due soon', async (t) => {
  const lines = [
    line('20417', '2026-02-16', 'notice', 5000n),
    line('20431', '2026-02-25', 'second-reminder', 7000n, true),
  ];
  const { text } = press.letter(notice('da', { lines }));
  t.match(text, 'Andre fakturaer'.toUpperCase());
  t.notMatch(text, 'Snart er der også');
});

t.test('a letter that names no fee of its own still says where earlier fees come from', async (t) => {
  const content = second('da', { feeMinor: 0n, totalMinor: 1219536n });
  t.match(press.letter(content).text, 'Dette brev koster ikke noget i gebyr. Rykkergebyret er fra tidligere breve');
});

t.test('interest by 30/360 says so', async (t) => {
  const interest = reminder('da').interest;
  if (interest === null) throw new Error('the sample has interest');
  const { text } = press.letter(
    reminder('da', { interest: { ...interest, bases: [{ ...basisIn('DK'), dayCount: '30/360' }] } }),
  );
  t.match(text, 'med 30 dage i hver måned og 360 på et år');
});

t.test(
  'the law of every market is named in the language of the letter, with the numbers of the law room',
  async (t) => {
    const numbers = (text: string) => text.match(/\d+(?::\d+)?(?:-\d)?(?: ?[a-eA])?(?![a-zåäö])/g) ?? [];
    for (const market of markets) {
      const rules = rulesOf(market)!;
      const topics = [
        ['interest', rules.interest.paragraph],
        ['fee', rules.reminderFee?.paragraph],
        ['compensation', rules.compensation?.paragraph],
      ] as const;
      for (const [topic, paragraph] of topics) {
        for (const language of languages) {
          if (paragraph === undefined) continue;
          const said = lawText(market, topic, 'no words', language);
          t.not(said, 'no words', `${market} ${topic} in ${language}`);
          for (const number of numbers(paragraph).map((each) => each.replace(' ', '')))
            t.ok(
              said.replaceAll(' ', '').includes(number),
              `${market} ${topic} in ${language} says ${number}: ${said}`,
            );
        }
      }
    }
  },
);

t.test('a law nobody has words for is printed as it is named', async (t) => {
  const { text } = press.letter(reminder('sv', { feeMarket: 'IS', feeParagraph: 'vaxtalög 1' }));
  t.match(text, 'följer av vaxtalög 1.');
});

t.test('one øre and many millions are written whole', async (t) => {
  const amount = (minor: bigint) =>
    press.letter(
      plain('da', 'first-reminder', {
        lines: [{ ...line('1', '2026-02-16', 'first-reminder', 1n), principalMinor: minor }],
        principalMinor: minor,
        totalMinor: minor,
      }),
    ).text;
  t.match(amount(1n), ' 0,01\n');
  t.match(amount(1234567890123n), '12.345.678.901,23 kr.');
});

t.test('a receipt that does not add up to what was paid is never written', async (t) => {
  const { creditor, senderName, debtorName } = reminder('da');
  const receipt = {
    language: 'da',
    creditor,
    senderName,
    debtorName,
    contactFirstName: null,
    day: today,
    currency: 'DKK',
    paidMinor: 100n,
    invoices: [{ invoiceNumber: '1', minor: 99n }],
    feesMinor: 0n,
    interestMinor: 0n,
    overMinor: 0n,
    leftMinor: 0n,
    paymentReference: null,
  } as const;
  t.throws(() => press.receipt(receipt), /does not add up/);
  t.match(press.receipt({ ...receipt, paidMinor: 99n }).text, '0,99');
});

t.test('the text version changes with any word of any template, and with nothing else', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'rykker-views-'));
  t.teardown(() => rmSync(dir, { recursive: true, force: true }));
  cpSync(join(views, 'letters'), join(dir, 'letters'), { recursive: true });
  cpSync(join(views, 'mails'), join(dir, 'mails'), { recursive: true });
  cpSync(join(views, 'sms'), join(dir, 'sms'), { recursive: true });
  t.match(press.textVersion, /^[0-9a-f]{12}$/);
  t.equal(createLetterPress(dir).textVersion, press.textVersion);
  writeFileSync(join(dir, 'letters/part-head.da.eta'), '[[small]] <%= it.debtorName %>\n');
  const changed = createLetterPress(dir);
  t.not(changed.textVersion, press.textVersion);
  rmSync(dir, { recursive: true, force: true });
  t.match(changed.letter(nudge('da')).text, 'Havnecaféen', 'templates are read once');
});
