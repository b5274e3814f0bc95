/** Calls to e-conomic stay within its budget, and the budget is shared fairly. */
import fc from 'fast-check';
import t from 'tap';
import {
  type Ask,
  type Budget,
  close,
  heard,
  newBudget,
  reportIn,
  spend,
  type Urgency,
  waitFor,
  whoseTurn,
} from '../../src/adapters/e-conomic/call-budget.ts';

const small: Budget = { ...newBudget, limit: 100, windowMs: 1000 };
const ask = (creditor: string, urgency: Urgency, cost = 5): Ask => ({ creditor, urgency, cost });
const spendAll = (budget: Budget, many: readonly (readonly [at: number, ask: Ask])[]) =>
  many.reduce((sum, [at, one]) => spend(sum, one, at), budget);

t.test('the headers say what a call cost and what is used, and nonsense says nothing', async (t) => {
  const rows: [cost: string | null, limiting: string | null, report: ReturnType<typeof reportIn>][] = [
    [
      '3',
      'token-limit-10000-per-60-seconds: 147/10000',
      { cost: 3, bucket: { limit: 10_000, windowMs: 60_000, used: 147 } },
    ],
    ['L', 'token-limit-500-per-10-seconds: 0/500', { cost: null, bucket: { limit: 500, windowMs: 10_000, used: 0 } }],
    [' 13 ', null, { cost: 13, bucket: null }],
    ['-3', 'unlimited', { cost: null, bucket: null }],
    [null, 'token-limit-0-per-0-seconds: 0/0', { cost: null, bucket: null }],
  ];
  for (const [cost, limiting, report] of rows) {
    const headers = new Map([
      ['x-callcost', cost],
      ['x-ratelimiting', limiting],
    ]);
    t.strictSame(reportIn({ get: (name) => headers.get(name) ?? null }), report);
  }
});

t.test('how long each must wait', async (t) => {
  const pulls = (count: number, from = 0, every = 60) =>
    Array.from({ length: count }, (_, at) => [from + at * every, ask('A', 'pull')] as const);
  const used = (budget: Budget, creditor: string, at: number, tokens: number) =>
    heard(budget, ask(creditor, 'pull'), at, { cost: null, bucket: { limit: 100, windowMs: 1000, used: tokens } }, at);
  const rows: [what: string, Budget, Ask, now: number, waitMs: number][] = [
    ['nothing spent', small, ask('A', 'pull'), 0, 0],
    ['a pull that has spent its tenth', spendAll(small, pulls(1)), ask('A', 'pull'), 10, 90],
    ['another pull: what one has spent the other waits for', spendAll(small, pulls(1)), ask('B', 'pull'), 10, 90],
    ['and may go when the tenth is over', spendAll(small, pulls(1)), ask('B', 'pull'), 100, 0],
    ['a letter does not wait for pulls', spendAll(small, pulls(13)), ask('B', 'sending'), 780, 0],
    ['pulls stop at seven tenths', spendAll(small, pulls(14)), ask('B', 'pull'), 880, 120],
    ['a page goes on', spendAll(small, pulls(14)), ask('B', 'page'), 880, 0],
    ['until 85', spendAll(small, pulls(17, 0, 40)), ask('B', 'page'), 700, 300],
    ['a letter still goes', spendAll(small, pulls(17, 0, 40)), ask('B', 'sending'), 700, 0],
    ['until 95', spendAll(small, pulls(19, 0, 40)), ask('B', 'sending'), 800, 200],
    ['what others have used counts', used(small, 'A', 0, 70), ask('A', 'pull'), 10, 990],
    ['for one window', used(small, 'A', 0, 70), ask('A', 'pull'), 1000, 0],
    ['for the creditor it was said to', used(small, 'A', 0, 70), ask('B', 'pull'), 10, 0],
    ['told to slow down', close(small, 'A', 400, 0), ask('A', 'sending'), 100, 300],
    ['which closes nobody else’s books', close(small, 'A', 400, 0), ask('B', 'pull'), 100, 0],
    ['a call that costs more than its share goes alone', small, ask('A', 'pull', 90), 0, 0],
  ];
  for (const [what, budget, one, now, waitMs] of rows) t.equal(waitFor(budget, one, now), waitMs, what);
});

t.test('whose turn it is: the urgent, then who has spent least, then who came first', async (t) => {
  const budget = spendAll(small, [
    [0, ask('A', 'pull')],
    [100, ask('A', 'pull')],
    [200, ask('B', 'pull')],
  ]);
  const rows: [waiting: Ask[], index: number | null][] = [
    [[ask('A', 'pull'), ask('B', 'pull'), ask('C', 'page'), ask('A', 'sending')], 3],
    [[ask('A', 'pull'), ask('B', 'pull'), ask('C', 'page')], 2],
    [[ask('A', 'pull'), ask('B', 'pull'), ask('C', 'pull')], 2],
    [[ask('A', 'pull'), ask('B', 'pull')], 1],
    [[ask('C', 'pull', 2), ask('D', 'pull', 2)], 0],
  ];
  for (const [waiting, index] of rows) t.equal(whoseTurn(budget, waiting, 300).index, index);
  const closed = close(budget, 'C', 900, 300);
  t.equal(whoseTurn(closed, [ask('C', 'sending'), ask('B', 'pull')], 300).index, 1, 'who was told to wait is passed');
  t.strictSame(whoseTurn(closed, [ask('C', 'sending')], 300), { index: null, waitMs: 600 });
});

/** How a vendor might count; which of these e-conomic is, is not documented. Answers false where it would say 429. */
const vendors = {
  'windows of its own': (limit: number, windowMs: number, phase: number) => {
    let [window, used] = [-1, 0];
    return (at: number, cost: number) => {
      const now = Math.floor((at + phase) / windowMs);
      used = (now === window ? used : 0) + cost;
      window = now;
      return { fits: used <= limit, used };
    };
  },
  'the last window': (limit: number, windowMs: number) => {
    let calls: { at: number; cost: number }[] = [];
    return (at: number, cost: number) => {
      calls = [...calls.filter((one) => at - one.at < windowMs), { at, cost }];
      const used = calls.reduce((sum, one) => sum + one.cost, 0);
      return { fits: used <= limit, used };
    };
  },
  'a bucket that fills again': (limit: number, windowMs: number) => {
    let [level, last] = [limit, 0];
    return (at: number, cost: number) => {
      level = Math.min(limit, level + ((at - last) * limit) / windowMs) - cost;
      last = at;
      return { fits: level >= 0, used: Math.max(0, Math.round(limit - level)) };
    };
  },
};

type Client = { readonly creditor: string; readonly urgency: Urgency; readonly from: number; readonly calls: number };

/** Everybody asks again `latency` after an answer. What each call waited, in the order of the turns. */
function run(
  clients: readonly Client[],
  count: (at: number, cost: number) => { fits: boolean; used: number },
  until: number,
) {
  const latency = 2;
  let budget = small;
  const told: { creditor: string; urgency: Urgency; at: number; waited: number; fits: boolean }[] = [];
  const state = clients.map((client) => ({ client, asksAt: client.from, left: client.calls }));
  for (let now = 0; now < until; now += 1) {
    for (;;) {
      const hungry = state.filter(({ asksAt, left }) => asksAt <= now && left > 0);
      const asks = hungry.map(({ client }) => ask(client.creditor, client.urgency, 1));
      const { index } = whoseTurn(budget, asks, now);
      if (index === null) break;
      const one = hungry[index]!;
      budget = spend(budget, asks[index]!, now);
      const { fits, used } = count(now, 1);
      budget = heard(budget, asks[index]!, now, { cost: 1, bucket: { limit: 100, windowMs: 1000, used } }, now);
      told.push({ ...one.client, at: now, waited: now - one.asksAt, fits });
      one.asksAt = now + latency;
      one.left -= 1;
    }
  }
  return told;
}

for (const [name, vendor] of Object.entries(vendors)) {
  t.test(`no call is refused by a vendor that counts ${name}, and nobody starves`, async (t) => {
    const client = fc.record({
      creditor: fc.constantFrom('A', 'B', 'C', 'D'),
      urgency: fc.constantFrom<Urgency>('pull', 'pull', 'page', 'sending'),
      from: fc.nat(2_000),
      calls: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(client, { minLength: 1, maxLength: 6 }), fc.nat(999), (clients, phase) => {
        const told = run(clients, vendor(100, 1000, phase), 4_000);
        return told.every((one) => one.fits);
      }),
      { numRuns: 40 },
    );
    t.pass('40 mixtures');
  });
}

t.test(
  'two that are hungry get halves, a newcomer is served beside them, a letter waits for nobody’s pull',
  async (t) => {
    const pull = (creditor: string, from = 0, calls = 10_000): Client => ({ creditor, urgency: 'pull', from, calls });
    const letters: Client = { creditor: 'D', urgency: 'sending', from: 2_500, calls: 10 };
    const told = run(
      [pull('A'), pull('B'), pull('C', 2_000, 6), letters],
      vendors['the last window'](100, 1000),
      5_000,
    );
    const of = (creditor: string) => told.filter((one) => one.creditor === creditor);

    t.ok(Math.abs(of('A').length - of('B').length) <= 3, `${of('A').length} and ${of('B').length}`);
    t.ok(of('A').length + of('B').length >= 4 * 60, 'and what there is, is used');
    t.equal(of('C').length, 6);
    t.ok(of('C').at(-1)!.at - 2_000 <= 200, 'six calls of a poll took two tenths of a window');
    t.ok(of('D').every(({ waited }) => waited === 0));
  },
);
