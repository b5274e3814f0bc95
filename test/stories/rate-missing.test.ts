/** A half-year begins and its reference rate is not there: what waits, who sees it, and how it goes on. */
import t from 'tap';
import { house } from './house.ts';
import { formOf } from './person.ts';

const home = await house(t, '2040-06-20 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();
await nordvind.switchesOn();
const debtor = nordvind.hasDebtor('Over Halvåret ApS');
const sentence =
  'The reference rate for Denmark from 1 July 2040 is not confirmed yet. One letter that states interest waits for it.';

t.test(
  'the bank is silent at the turn: the letter that must state interest waits, and the desk says for what',
  async (t) => {
    home.breaks('statbank', 'fail');
    await debtor.owes('10000.00', '2040-06-27');
    await home.booksAreRead();
    await home.turnsTo('2040-07-03 09:00');
    t.match(await debtor.openLetter(), { status: 'held', guard: 'rate-is-known', code: 'rate-unknown' });
    for (const page of ['/desk/queue', '/desk/worklist']) {
      const { text } = await nordvind.admin.opens(page);
      t.ok(text.includes(sentence), page);
      t.match(text, /take the interest off their rung in settings/, `${page}: what there is to choose`);
    }
    await home.daysPass(4);
    t.same(debtor.letters(), []);
  },
);

t.test(
  'an operator reads the official page, enters the rate and confirms it; the letter is looked at again and goes',
  async (t) => {
    const operator = home.person();
    const answer = await fetch(`${home.url}/sandbox/operator`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { url } = (await answer.json()) as { url: string };
    await operator.opens(url);
    const signedIn = await operator.sends(url);
    t.equal(signedIn.status, 200);
    t.match(signedIn.text, /Denmark from 1 July 2040/, 'it is on the list of what is missing');
    const entered = await operator.sends('/operator/rates', {
      series: 'DK',
      fromDay: '2040-07-01',
      percent: '3,65',
      source: 'Nationalbankens side, læst 7. juli 2040',
    });
    const [, confirm = ''] = /action="(\/operator\/rates\/[^"]*\/confirm)"/.exec(entered.text) ?? [];
    formOf(entered, confirm);
    t.match((await debtor.openLetter())?.code, 'rate-unknown', 'proposed is not confirmed');
    const confirmed = await operator.sends(confirm);
    t.match(confirmed.text, /The rate is recorded/);
    await home.minutesPass(2);
    t.match(await debtor.openLetter(), { status: 'waiting' });
    t.notOk((await nordvind.admin.opens('/desk/queue')).text.includes('is not confirmed yet'));
    await home.minutesPass(5);
    await nordvind.approves(debtor);
    await home.daysPass(3);
    const [letter] = debtor.letters();
    t.equal(letter?.rung, 'first-reminder');
    t.match(letter?.text, /11,65 %/, 'the half-year’s rate: 3,65 and 8 points');
  },
);

t.test(
  'the bank is mended: what it says differs from what was confirmed and is proposed as a correction, no more',
  async (t) => {
    home.breaks('statbank', null);
    await home.daysPass(2);
    const [row] = await home.behind`
    select p.percent, e.what from rate_proposals p left join rate_proposal_ends e on e.proposal_id = p.id
    where p.market = 'DK' and p.from_day = '2040-07-01' and p.by_kind = 'machine'`;
    t.match(row, { percent: '1.75', what: null });
    const [rate] = await home.behind`
    select percent from reference_rates where market = 'DK' and from_day = '2040-07-01' order by seq desc limit 1`;
    t.equal(rate?.['percent'], '3.65');
  },
);

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
