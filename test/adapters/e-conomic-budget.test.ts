/** Several creditors' books through one app's budget, over HTTP, against a sandbox that enforces its bucket. */
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { connectEconomic } from '../../src/adapters/e-conomic/connect.ts';
import { addAgreement, grantAccess } from '../../src/sandbox/people.ts';
import { startRig } from './sandbox-rig.ts';
import { json, smallServer } from './small-server.ts';

const seconds = 2;
const size = 400;

t.test('several creditors share a small bucket: no 429, fair shares, and letters that hardly wait', async (t) => {
  const rig = await startRig({ seed: 'nobody', economicBucket: { size, seconds, shared: true } });
  t.teardown(rig.close);
  const { world, economicBucket } = rig.sandbox;
  const { books } = connectEconomic({
    restUrl: rig.sandbox.economicRestUrl,
    openApiUrl: rig.sandbox.economicOpenApiUrl,
    appSecretToken: rig.options.economicAppSecretToken,
    timeoutMs: 5_000,
  });
  const grants = [1, 2, 3, 4].map((number) => {
    addAgreement(world, { number });
    return grantAccess(world, number);
  });
  const until = performance.now() + 3 * seconds * 1000;
  const counts = [0, 0, 0, 0];
  const polls: number[] = [];
  const looks: number[] = [];
  const troubles: unknown[] = [];
  const asking = async (ask: () => Promise<{ kind: string }>) => {
    const answer = await ask();
    if (answer.kind !== 'done') troubles.push(answer);
  };
  /** A first pull that never ends. */
  const pulling = async (who: number) => {
    while (performance.now() < until) {
      await asking(() => books.pull.customers(grants[who]!, null));
      counts[who]! += 1;
    }
  };
  const polling = async (who: number) => {
    while (performance.now() < until) {
      const from = performance.now();
      for (let call = 0; call < 4; call += 1) await asking(() => books.pull.unpaidInvoices(grants[who]!, null));
      polls.push(performance.now() - from);
      await wait(900);
    }
  };
  const looking = async (who: number) => {
    while (performance.now() < until) {
      await wait(150);
      const from = performance.now();
      await asking(() => books.sending.customersByNumber(grants[who]!, ['1']));
      looks.push(performance.now() - from);
    }
  };

  await Promise.all([pulling(0), pulling(1), polling(2), looking(3)]);

  t.strictSame(troubles, []);
  t.strictSame([...economicBucket.refusals], [], 'e-conomic never had to say 429');
  const [one = 0, other = 0] = counts;
  t.ok(Math.abs(one - other) <= 0.2 * Math.max(one, other) + 2, `the two big pulls made ${one} and ${other} calls`);
  t.ok(one + other > 100, 'and the budget was used');
  const tenthOfWindow = seconds * 100;
  t.ok(Math.max(...polls) < 3 * tenthOfWindow + 500, `a poll of four calls took at most ${Math.max(...polls)} ms`);
  t.ok(Math.max(...looks) < tenthOfWindow + 300, `a look before sending took at most ${Math.max(...looks)} ms`);
});

t.test('one creditor who is told to slow down delays nobody else, and is not asked before its time', async (t) => {
  const server = await smallServer(t);
  const options = {
    restUrl: `${server.origin}/rest`,
    openApiUrl: `${server.origin}/open`,
    appSecretToken: 's',
    timeoutMs: 2000,
  };
  const { books } = connectEconomic(options);
  const full = { 'x-callcost': '3', 'x-ratelimiting': 'token-limit-10000-per-60-seconds: 10000/10000' };
  const page = json({ collection: [], pagination: { results: 0 } }, 200, { 'x-callcost': '3' });
  server.answer = (asked, response) =>
    (asked.headers['x-agreementgranttoken'] === 'greedy' ? json({ message: 'x' }, 429, full) : page)(asked, response);

  t.match(await books.sending.customers('greedy', null), { refusal: { code: 'slow-down', retryAfterMs: 60_000 } });
  t.match(await books.pull.customers('modest', null), { kind: 'done' });
  t.match(await books.page.customers('modest', null), { kind: 'done' });
  t.match(await books.sending.customers('modest', null), { kind: 'done' });
  const asked = server.asked.length;

  const again = await books.sending.customers('greedy', null);

  t.match(again, { kind: 'refused', refusal: { code: 'slow-down' } });
  t.equal(server.asked.length, asked, 'it was told without being asked');
});
