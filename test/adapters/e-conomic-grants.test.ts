import t from 'tap';
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import { smallServer } from './small-server.ts';

const customers = '{"collection":[],"pagination":{"results":0}}';

async function books(t: Parameters<typeof smallServer>[0]) {
  const server = await smallServer(t);
  const revoked = new Set<string>();
  const state = { down: false, told: 0 };
  server.answer = (asked, response) => {
    const grant = String(asked.headers['x-agreementgranttoken']);
    if (state.down && asked.url.pathname.endsWith('/self')) response.writeHead(503).end();
    else if (revoked.has(grant)) response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(customers);
  };
  const options = {
    restUrl: `${server.origin}/rest`,
    openApiUrl: `${server.origin}/open`,
    appSecretToken: 's',
    timeoutMs: 2_000,
  };
  const bookkeeping = economicBookkeeping(options, () => {
    state.told += 1;
  });
  const ask = async (grant: string) => {
    const answer = await bookkeeping.customers(grant, null);
    return answer.kind === 'refused' ? answer.refusal.code : answer.kind;
  };
  return { revoked, state, ask };
}

t.test('one grant that fails while others are accepted was taken back', async (t) => {
  const { revoked, state, ask } = await books(t);
  t.same([await ask('a'), await ask('b'), await ask('c')], ['done', 'done', 'done']);
  revoked.add('b');
  t.equal(await ask('b'), 'grant-revoked');
  t.same([await ask('a'), state.told], ['done', 0]);
});

t.test(
  'when every grant fails at once it is our own secret: nobody is told that his grant was taken back',
  async (t) => {
    const { revoked, state, ask } = await books(t);
    for (const grant of ['a', 'b', 'c']) await ask(grant);
    for (const grant of ['a', 'b', 'c']) revoked.add(grant);
    t.same([await ask('a'), await ask('b'), await ask('c')], ['app-refused', 'app-refused', 'app-refused']);
    t.equal(state.told, 3);
    revoked.clear();
    t.equal(await ask('a'), 'done');
  },
);

t.test(
  'where nothing can be told apart nothing is decided, and the only grant there is is taken at its word',
  async (t) => {
    const { revoked, state, ask } = await books(t);
    await ask('a');
    await ask('b');
    revoked.add('b');
    state.down = true;
    t.equal(await ask('b'), 'unknown');
    const alone = await books(t);
    alone.revoked.add('a');
    t.equal(await alone.ask('a'), 'grant-revoked');
  },
);
