import t from 'tap';
import { noticeFacts } from '../../src/sending/notice-facts.ts';
import { wordingOf } from '../../src/sending/wording.ts';
import { dayPlus } from '../../src/values/day.ts';
import { languages } from '../../src/values/language.ts';
import { nordvind, notice, press, reminder, today } from './samples.ts';

const complete = {
  creditorNamed: true,
  invoicesNamed: true,
  sumsNamed: true,
  howToPayNamed: true,
  deadlineDays: 10,
  furtherCostsNamed: true,
  threatensOnlyWhatIsPlanned: true,
  replyFormEnclosed: false,
};

t.test('our notice says all that inkassoloven § 10 wants, in each language', async (t) => {
  for (const language of languages) {
    const content = notice(language);
    t.same(noticeFacts(content, press.letter(content)), complete, language);
  }
});

t.test('the cases ask for the words of a notice and get what its text says', async (t) => {
  const wording = wordingOf(press);
  t.equal(wording.textVersion, press.textVersion);
  t.same(wording.noticeFacts(notice('sv')), complete);
  t.equal(wording.noticeFacts(reminder('sv')), null);
});

t.test('only a notice is judged as one', async (t) => {
  const content = reminder('da');
  t.equal(noticeFacts(content, press.letter(content)), null);
});

t.test('a deadline of nine, ten and eleven days is counted from sending', async (t) => {
  for (const days of [9, 10, 11]) {
    const content = notice('da', { payByDay: dayPlus(today, days) });
    t.equal(noticeFacts(content, press.letter(content))?.deadlineDays, days);
  }
});

t.test('each item is judged by what the letter says: taken out of the text, it is missed', async (t) => {
  for (const language of languages) {
    const content = notice(language);
    const { text } = press.letter(content);
    const without = (words: string | RegExp) => noticeFacts(content, { text: text.replaceAll(words, '…') });
    t.equal(without('Nordvind Kaffe ApS')?.creditorNamed, false);
    t.equal(without(/12345678|Havnegade/g)?.creditorNamed, false);
    t.equal(without('20417')?.invoicesNamed, false);
    t.equal(without(/16\.? februar[iy]?|16 February/g)?.invoicesNamed, false);
    t.equal(without(/5[ .,]000[.,]00/g)?.sumsNamed, false);
    t.equal(without(/5[ .,]346[.,]75/g)?.sumsNamed, false);
    t.equal(without(/100[.,]00/g)?.sumsNamed, false);
    t.equal(without(/46[.,]75/g)?.sumsNamed, false);
    t.equal(without(/9[.,]75/g)?.sumsNamed, false);
    t.equal(without(/2\.? april/gi)?.deadlineDays, 0);
    t.equal(without(/inkasso|debt collection/gi)?.furtherCostsNamed, false);
    t.equal(without(/yderligere|ytterligare|further/g)?.furtherCostsNamed, false);
    t.equal(without('0012345678')?.howToPayNamed, true, 'the page is left');
    const banked = { ...content, paysOnline: false };
    t.equal(noticeFacts(banked, { text })?.howToPayNamed, true, 'the account is left');
    t.equal(noticeFacts(banked, { text: text.replace('0012345678', '…') })?.howToPayNamed, false);
  }
});

t.test('a longer number does not say a shorter one', async (t) => {
  const content = notice('da');
  const text = press.letter(content).text.replaceAll('20417', '120417');
  t.equal(noticeFacts(content, { text })?.invoicesNamed, false);
});

t.test('with neither bank details nor a pay button there is no way to pay', async (t) => {
  const content = notice('da', { creditor: { ...nordvind, bank: null }, paysOnline: false });
  t.equal(noticeFacts(content, press.letter(content))?.howToPayNamed, false);
});

t.test('a creditor known by nothing but a name is not named enough', async (t) => {
  const content = notice('da', { creditor: { ...nordvind, companyNumber: null, address: null } });
  t.equal(noticeFacts(content, press.letter(content))?.creditorNamed, false);
});

t.test('a notice without fees or interest can be complete, and says nothing of either', async (t) => {
  for (const language of languages) {
    const content = notice(language, { feeMinor: 0n, earlierFees: [], interest: null, totalMinor: 500000n });
    const letter = press.letter(content);
    t.same(noticeFacts(content, letter), complete);
    t.notMatch(letter.text, /gebyr|morarente|avgift|ränta|\bfee\b|interest/i);
  }
});
