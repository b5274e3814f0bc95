/** What a formal notice must say, market by market, and the days it gives. */
import t from 'tap';
import { type NoticeContent, noticeItems, noticeLacks } from '../../src/law/notice.ts';
import type { DebtorKind } from '../../src/law/rules.ts';
import { rulesOf } from '../../src/law/rules.ts';
import { unplannedThreats } from '../../src/law/threats.ts';

const complete: NoticeContent = {
  creditorNamed: true,
  invoicesNamed: true,
  sumsNamed: true,
  howToPayNamed: true,
  deadlineDays: 30,
  furtherCostsNamed: true,
  threatensOnlyWhatIsPlanned: true,
  replyFormEnclosed: true,
};

function lacks(change: Partial<NoticeContent>, market = 'DK', debtorKind: DebtorKind = 'business') {
  return noticeLacks({ ...complete, ...change }, rulesOf(market)!, debtorKind);
}

t.test('the least days to pay: the day before, the day, the day after', async (t) => {
  const table = [
    ['DK', 'business', 10],
    ['SE', 'business', 8],
    ['NO', 'business', 14],
    ['FI', 'business', 14],
    ['DE', 'business', 14],
    ['NL', 'business', 14],
    ['NL', 'consumer', 18],
    ['GB', 'business', 14],
    ['GB', 'sole-trader', 30],
    ['GB', 'consumer', 30],
    ['FR', 'business', 30],
  ] as const;
  for (const [market, kind, days] of table) {
    t.same(lacks({ deadlineDays: days - 1 }, market, kind), ['deadline'], `${market} ${kind}: ${days - 1} are too few`);
    t.same(lacks({ deadlineDays: days }, market, kind), [], `${market} ${kind}: ${days}`);
    t.same(lacks({ deadlineDays: days + 1 }, market, kind), [], `${market} ${kind}: ${days + 1}`);
  }
});

t.test('a notice that lacks one item is told which', async (t) => {
  const table = [
    ['creditor', { creditorNamed: false }],
    ['invoices', { invoicesNamed: false }],
    ['sums', { sumsNamed: false }],
    ['how-to-pay', { howToPayNamed: false }],
    ['further-costs', { furtherCostsNamed: false }],
    ['only-planned-steps', { threatensOnlyWhatIsPlanned: false }],
  ] as const;
  for (const [item, change] of table) t.same(lacks(change), [item]);
  const empty = Object.fromEntries(Object.keys(complete).map((key) => [key, false])) as unknown as NoticeContent;
  t.same(lacks({ ...empty, deadlineDays: 0 }, 'GB', 'sole-trader'), noticeItems, 'an empty one lacks all');
});

t.test('a form to answer on is asked for individuals in Great Britain only', async (t) => {
  for (const [market, kind, missing] of [
    ['GB', 'business', []],
    ['GB', 'sole-trader', ['reply-form']],
    ['GB', 'consumer', ['reply-form']],
    ['DK', 'sole-trader', []],
    ['NL', 'consumer', []],
  ] as const)
    t.same(lacks({ replyFormEnclosed: false }, market, kind), missing, `${market} ${kind}`);
});

t.test('a step that nobody plans is found in the words, and collection is none', async (t) => {
  const table = [
    ['da', 'Ellers indgiver vi konkursbegæring.', ['konkursbegæring']],
    ['da', 'I bliver registreret i RKI.', ['RKI']],
    ['da', 'Vi går til fogedretten og taler med din arbejdsgiver.', ['fogedretten', 'arbejdsgiver']],
    ['da', 'Kravet kan gå til inkasso, og det kan give yderligere omkostninger. Avisen Politiken ApS.', []],
    ['sv', 'Det kan ge en betalningsanmärkning hos Kronofogden.', ['betalningsanmärkning', 'Kronofogden']],
    ['sv', 'Kravet kan lämnas till inkasso, vilket kan medföra ytterligare kostnader.', []],
    ['en', 'We will start legal proceedings and tell the police.', ['police', 'legal proceedings']],
    ['en', 'We may hand the claim over for debt collection. That may lead to further costs.', []],
    ['en', 'Courtney Ltd, Policeman Street', []],
  ] as const;
  for (const [language, text, found] of table) t.same(unplannedThreats(text, language), found, text);
});
