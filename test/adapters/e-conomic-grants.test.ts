import t from 'tap';
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import { smallServer } from './small-server.ts';

const customers = '{"collection":[],"pagination":{"results":0}}';

/** Books behind two secrets: `revoked` grants are refused, and with `wrongSecret` everybody is. */
async function books(t: Parameters<typeof smallServer>[0], { creditors = 1 } = {}) {
  const server = await smallServer(t);
  const revoked = new Set<string>();
  const state = { down: false, told: 0, wrongSecret: false };
  const house = { creditors, accepted: false };
  server.answer = (asked, response) => {
    const grant = String(asked.headers['x-agreementgranttoken']);
    if (state.wrongSecret) response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
    else if (state.down && asked.url.pathname.endsWith('/self')) response.writeHead(503).end();
    else if (revoked.has(grant)) response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(customers);
  };
  const options = {
    restUrl: `${server.origin}/rest`,
    openApiUrl: `${server.origin}/open`,
    appSecretToken: 's',
    timeoutMs: 2_000,
  };
  /** A process that has just been started over the same house. */
  const tell = () => {
    state.told += 1;
  };
  const starts = () => {
    const bookkeeping = economicBookkeeping(options, tell, {
      booksBeingRead: async () => house.creditors,
      secretWasAccepted: async () => house.accepted,
      noteSecretAccepted: async () => {
        house.accepted = true;
      },
    });
    return async (grant: string) => {
      const answer = await bookkeeping.customers(grant, null);
      return answer.kind === 'refused' ? answer.refusal.code : answer.kind;
    };
  };
  return { revoked, state, house, starts, ask: starts() };
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

t.test('where nothing can be told apart nothing is decided', async (t) => {
  const { revoked, state, ask } = await books(t);
  await ask('a');
  await ask('b');
  revoked.add('b');
  state.down = true;
  t.equal(await ask('b'), 'unknown');
});

t.test('the only grant there is is taken at its word where our own secret has been accepted', async (t) => {
  const { revoked, state, ask, starts } = await books(t);
  await ask('a');
  revoked.add('a');
  t.equal(await ask('a'), 'grant-revoked', 'in this process');
  t.equal(await starts()('a'), 'grant-revoked', 'in another one, long ago');
  t.equal(state.told, 0);
});

t.test(
  'a process whose very first answer is a 401 because of its own secret takes no grant from anybody',
  async (t) => {
    for (const creditors of [0, 1]) {
      const { state, starts } = await books(t, { creditors });
      state.wrongSecret = true;
      const ask = starts();
      t.same([await ask('a'), await ask('a')], ['app-refused', 'app-refused'], `${creditors} creditors`);
      t.equal(state.told, 2);
      state.wrongSecret = false;
      t.equal(await ask('a'), 'done');
    }
  },
);

t.test(
  'with several creditors the first refusals after a start decide nothing, however well it went before',
  async (t) => {
    const { state, starts } = await books(t, { creditors: 3 });
    await starts()('a');
    state.wrongSecret = true;
    const ask = starts();
    const said = [await ask('a'), await ask('a'), await ask('b'), await ask('c'), await ask('a')];
    t.same(said, ['unknown', 'unknown', 'unknown', 'app-refused', 'app-refused']);
    t.equal(state.told, 2);
  },
);

t.test('after a start a grant that was taken back is named as soon as another one was accepted', async (t) => {
  const { revoked, state, starts } = await books(t, { creditors: 3 });
  revoked.add('a');
  const ask = starts();
  t.same(
    [await ask('a'), await ask('b'), await ask('a'), await ask('c')],
    ['unknown', 'done', 'grant-revoked', 'done'],
  );
  t.equal(state.told, 0);
});
