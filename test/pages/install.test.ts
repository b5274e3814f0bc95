import t, { type Test } from 'tap';
import { keepGrant } from '../../src/creditors/keep-grant.ts';
import { readGrant } from '../../src/creditors/read-grant.ts';
import { endMembership, readMembers } from '../../src/creditors/store-members.ts';
import { maskedAddress } from '../../src/install/install-outcome.ts';
import { installRoutes } from '../../src/install/routes.ts';
import type { Bookkeeping, BookkeepingRefusal, SelfRow } from '../../src/mirror/port.ts';
import { done, type Outcome, refused, unknown } from '../../src/values/outcome.ts';
import { emptyServer, mailBox, people, sealKeys, signedIn } from '../people.ts';

type SelfAnswer = Outcome<SelfRow, BookkeepingRefusal>;

const nordvind: SelfRow = {
  agreementNumber: 101,
  companyName: 'Nordvind <Kaffe> ApS',
  companyNumber: '12345678',
  companyEmail: 'info@nordvind.example',
  companyPhone: null,
  companyAddress: 'Havnegade 12',
  country: 'Danmark',
  userName: 'Mette Krogh',
  userEmail: 'mette@nordvind.example',
  userCulture: 'da-DK',
  baseCurrency: 'DKK',
  bank: { name: null, sortCode: '1234', account: '567890' },
};

const house = await people(t);
let agreements = 1000;

/** The door, with books that answer as told, each time for an agreement of their own unless `self` says otherwise. */
async function door(t: Test) {
  agreements += 1;
  const app = await emptyServer(t);
  const box = await mailBox(house);
  const self: SelfRow = { ...nordvind, agreementNumber: agreements, userEmail: `mette${agreements}@nordvind.example` };
  const books = { answer: done(self) as SelfAnswer, asked: [] as string[] };
  const bookkeeping = {
    self: async (grant: string) => {
      books.asked.push(grant);
      return books.answer;
    },
  } as Partial<Bookkeeping> as Bookkeeping;
  await installRoutes(app, {
    ...house,
    ...box.tools,
    bookkeeping,
    publicUrl: 'http://localhost:3000',
    economic: { installUrl: 'http://localhost:3000/grant', appPublicToken: 'public-token' },
    sandbox: true,
    queuePath: '/desk/queue',
  });
  const comeBack = (token: string, headers = {}) =>
    app.inject({ url: `/install/callback?token=${encodeURIComponent(token)}`, headers });
  const page = async (token: string) => app.inject({ url: String((await comeBack(token)).headers.location) });
  const creditorId = async () => {
    const [row] = await house.behind`select id from creditors where agreement_number = ${String(self.agreementNumber)}`;
    return String(row?.['id']);
  };
  const linkToken = async () => (await box.mails()).at(-1)?.link ?? 'none';
  const press = (token: string) => app.inject({ method: 'POST', url: `/sign-in/${token}` });
  return { app, box, books, self, comeBack, page, creditorId, linkToken, press };
}

const sessionIn = (cookies: { name: string; value: string }[]) =>
  cookies.find((cookie) => cookie.name === 'rykker-member')?.value ?? '';

t.test('the start page leads to the grant page with our public token and our address', async (t) => {
  const { app } = await door(t);
  const page = await app.inject({ url: '/install', headers: { 'accept-language': 'sv-SE,sv' } });
  const [, href = ''] = /href="([^"]*\/grant[^"]*)"/.exec(page.body) ?? [];
  const url = new URL(href.replaceAll('&amp;', '&'));
  t.same(Object.fromEntries(url.searchParams), {
    appPublicToken: 'public-token',
    redirectUrl: 'http://localhost:3000/install/callback',
    locale: 'sv-SE',
  });
});

t.test('the token is gone from the address at once and is stored sealed only', async (t) => {
  const { comeBack, app } = await door(t);
  const back = await comeBack('grant-token-clean');
  t.equal(back.statusCode, 303);
  t.match(back.headers.location, /^\/install\/[0-9a-f-]{36}$/);
  const page = await app.inject({ url: String(back.headers.location) });
  t.equal(page.statusCode, 200);
  t.notMatch(page.body, 'grant-token-clean');
  const kept = await house.behind`select sealed_token from grants union all select sealed_token from pending_installs`;
  t.notMatch(JSON.stringify(kept), 'grant-token-clean');
});

t.test('the page names the company, escaped, and the masked address of whoever granted', async (t) => {
  const { page, self, box } = await door(t);
  const { body } = await page('grant-token-1');
  t.match(body, 'Is this the one?');
  t.match(body, 'Nordvind &lt;Kaffe&gt; ApS');
  t.notMatch(body, '<Kaffe>');
  t.match(body, '12345678');
  t.match(body, String(self.agreementNumber));
  t.match(body, 'm…@n….example');
  t.notMatch(body, self.userEmail ?? '');
  t.match(await box.mails(), [{ kind: 'sign-in', to: self.userEmail, link: /^[\w-]{43}$/ }]);
});

t.test('a new creditor has its token sealed, its books read from now on, and the trail begun', async (t) => {
  const { page, creditorId } = await door(t);
  const before = house.jobs.length;
  await page('grant-token-2');
  const id = await creditorId();
  const actor = { kind: 'machine', id: 'test' } as const;
  t.equal(await house.openWork({ creditorId: id, actor }, (work) => readGrant(work, sealKeys)), 'grant-token-2');
  t.match(await house.behind`select phase from mirror_state where creditor_id = ${id}`, [{ phase: 'first' }]);
  t.match(await house.behind`select what from timetable where creditor_id = ${id}`, [{ what: 'poll' }]);
  t.match(
    house.jobs.slice(before).filter((job) => job.queue !== 'hand-over'),
    [
      { queue: 'facts-changed', payload: { creditorId: id } },
      { queue: 'first-pull', payload: { creditorId: id } },
      { queue: 'subscribe', payload: { creditorId: id } },
    ],
  );
  const trail = await house.behind`select what from trail where creditor_id = ${id} order by id`;
  t.same(
    trail.map((row) => row['what']),
    ['grant-given', 'installed'],
  );
});

t.test('the link in the mail makes the first admin, once', async (t) => {
  const { app, page, press, linkToken, creditorId, self } = await door(t);
  await page('grant-token-3');
  const shown = await app.inject({ url: `/sign-in/${await linkToken()}` });
  t.equal(shown.statusCode, 200);
  t.match(shown.body, `action="/sign-in/${await linkToken()}"`);
  t.same(await house.behind`select 1 from members where creditor_id = ${await creditorId()}`, []);

  const pressed = await press(await linkToken());
  t.equal(pressed.statusCode, 303);
  t.equal(pressed.headers.location, '/desk/queue');
  const members = await house.behind`select role, name, email from members where creditor_id = ${await creditorId()}`;
  t.match(members, [{ role: 'admin', name: 'Mette Krogh', email: self.userEmail }]);
  const creditors = await app.inject({ url: '/creditors', headers: signedIn(sessionIn(pressed.cookies)) });
  t.match(creditors.body, 'Nordvind &lt;Kaffe&gt; ApS');
});

t.test('a link used twice, a made-up one and one too old get one and the same page', async (t) => {
  const { app, page, press, linkToken } = await door(t);
  await page('grant-token-4');
  const token = await linkToken();
  await press(token);
  const used = await press(token);
  t.equal(used.statusCode, 410);
  t.equal(sessionIn(used.cookies), '');
  const madeUp = await press('A'.repeat(43));
  const short = await press('x');
  const seen = await app.inject({ url: `/sign-in/${token}` });
  for (const other of [madeUp, short, seen]) {
    t.equal(other.statusCode, 410);
    t.equal(other.body, used.body);
  }
  await app.inject({ method: 'POST', url: '/sign-in', payload: { email: `mette${agreements}@nordvind.example` } });
  await house.behind`update sign_in_links set expires_at = clock_timestamp() where used_at is null`;
  const old = await press(await linkToken());
  t.equal(old.statusCode, 410);
  t.equal(old.body, used.body);
});

t.test('a token that is cut short, made up or revoked connects nothing and says so', async (t) => {
  const { app, books, page, creditorId } = await door(t);
  for (const url of [
    '/install/callback',
    '/install/callback?token=',
    '/install/callback?token=a&token=b',
    '/install/callback?token=%3Cscript%3E',
  ]) {
    const answer = await app.inject({ url });
    t.equal(answer.statusCode, 400, url);
    t.match(answer.body, 'did not accept');
  }
  t.same(books.asked, []);
  books.answer = refused({ code: 'grant-revoked' });
  const answer = await page('grant-token-wrong');
  t.equal(answer.statusCode, 422);
  t.match(answer.body, 'nothing has been connected');
  t.equal(await creditorId(), 'undefined');
  const kept = await house.behind`select 1 from pending_installs where sealed_token is not null`;
  t.same(kept, [], 'and the token is forgotten');
});

t.test('a token used again changes nothing and mails nobody', async (t) => {
  const { page, box, press, linkToken, creditorId } = await door(t);
  await page('grant-token-5');
  const unclaimed = await page('grant-token-5');
  t.match(unclaimed.body, 'waits for its first sign-in');
  t.equal((await box.mails()).length, 1);
  await press(await linkToken());
  const again = await page('grant-token-5');
  t.match(again.body, 'Nothing has changed');
  t.equal((await box.mails()).length, 1);
  const grants = await house.behind`select 1 from grants where creditor_id = ${await creditorId()}`;
  t.equal(grants.length, 1);
});

t.test('installing again renews the token and adds nobody, whoever does it', async (t) => {
  const { page, books, box, self, press, linkToken, creditorId } = await door(t);
  await page('grant-token-6');
  await press(await linkToken());
  books.answer = done({ ...self, userEmail: 'mallory@elsewhere.example', userName: 'Mallory' });
  const { body } = await page('grant-token-7');
  t.match(body, 'Connected again');
  t.notMatch(body, 'mallory');
  t.equal((await box.mails()).length, 1);
  const id = await creditorId();
  t.equal((await house.behind`select 1 from members where creditor_id = ${id}`).length, 1);
  const grants =
    await house.behind`select ended_why from grants where creditor_id = ${id} order by ended_at nulls last`;
  t.same(
    grants.map((row) => row['ended_why']),
    ['renewed', null],
  );
});

t.test('an unsolicited callback leaves the session of whoever is signed in as it was', async (t) => {
  const { comeBack, app } = await door(t);
  const room = await house.creditor('Somebody else');
  const { session } = await room.member('admin');
  const back = await comeBack('grant-token-8', signedIn(session));
  t.equal(sessionIn(back.cookies), '');
  const creditors = await app.inject({ url: '/creditors', headers: signedIn(session) });
  t.match(creditors.body, 'Somebody else');
  t.notMatch(creditors.body, 'Nordvind');
  t.equal((await room.work(readMembers)).length, 1);
});

t.test('while e-conomic is silent the token is kept, and a press tries again', async (t) => {
  const { app, books, self, comeBack } = await door(t);
  books.answer = unknown('timeout');
  const location = String((await comeBack('grant-token-9')).headers.location);
  const silent = await app.inject({ url: location });
  t.equal(silent.statusCode, 503);
  t.match(silent.body, `<form method="post" action="${location}">`);
  const asked = books.asked.length;
  await app.inject({ url: location });
  t.equal(books.asked.length, asked, 'looking at the page asks nobody');
  books.answer = done(self);
  t.equal((await app.inject({ method: 'POST', url: location })).headers.location, location);
  t.match((await app.inject({ url: location })).body, 'Is this the one?');
});

t.test('without an address of the user the company gets the link, and without any nobody does', async (t) => {
  const first = await door(t);
  first.books.answer = done({ ...first.self, userEmail: null });
  await first.page('grant-token-10');
  t.match(await first.box.mails(), [{ to: 'info@nordvind.example' }]);
  const second = await door(t);
  second.books.answer = done({ ...second.self, userEmail: null, companyEmail: null });
  const { body } = await second.page('grant-token-11');
  t.match(body, 'Write to whoever runs this Rykker');
  t.same(await second.box.mails(), []);
});

t.test('two callbacks of a new agreement at the same moment make one creditor', async (t) => {
  const { comeBack, self } = await door(t);
  const answers = await Promise.all([comeBack('grant-token-12'), comeBack('grant-token-13')]);
  t.same(
    answers.map((answer) => answer.statusCode),
    [303, 303],
  );
  const found = await house.behind`select 1 from creditors where agreement_number = ${String(self.agreementNumber)}`;
  t.equal(found.length, 1);
});

t.test('whether an address is known cannot be read from the answer', async (t) => {
  const { app, box } = await door(t);
  const room = await house.creditor('Nordvind');
  await room.member('admin', 'known@nordvind.example');
  const ask = (email: string) => app.inject({ method: 'POST', url: '/sign-in', payload: { email } });
  const [known, stranger] = [await ask('Known@nordvind.example'), await ask('nobody@nordvind.example')];
  t.same(
    (await box.mails()).map((mail) => mail.to),
    ['known@nordvind.example'],
  );
  t.equal(known.statusCode, 200);
  t.equal(known.body, stranger.body);
  t.equal(known.headers['set-cookie'], stranger.headers['set-cookie']);
});

t.test('what is not an address is said beside the field, and what was typed is shown escaped', async (t) => {
  const { app } = await door(t);
  const answer = await app.inject({ method: 'POST', url: '/sign-in', payload: { email: '"><script>' } });
  t.equal(answer.statusCode, 422);
  t.match(answer.body, 'Write an e-mail address');
  t.notMatch(answer.body, '"><script>');
});

t.test('one may ask for a link ten times a minute and no more', async (t) => {
  const { app } = await door(t);
  const answers = [];
  for (let each = 0; each < 11; each += 1)
    answers.push((await app.inject({ method: 'POST', url: '/sign-in', payload: { email: 'not one' } })).statusCode);
  t.same(answers.slice(-2), [422, 429]);
});

t.test('a link stops working when the membership ended before it was pressed', async (t) => {
  const { app, linkToken, press } = await door(t);
  const room = await house.creditor('Nordvind');
  const { memberId } = await room.member('rep', 'leaves@nordvind.example');
  await app.inject({ method: 'POST', url: '/sign-in', payload: { email: 'leaves@nordvind.example' } });
  await room.work((work) => endMembership(work, memberId));
  t.equal((await press(await linkToken())).statusCode, 410);
});

t.test('signing out ends the session for good', async (t) => {
  const { app } = await door(t);
  const { session } = await (await house.creditor('Nordvind')).member('admin');
  const out = await app.inject({ method: 'POST', url: '/sign-out', headers: signedIn(session) });
  t.equal(out.headers.location, '/sign-in');
  const after = await app.inject({ url: '/creditors', headers: signedIn(session) });
  t.equal(after.headers.location, '/sign-in');
});

t.test('one steps over to a creditor one is a member of only', async (t) => {
  const { app } = await door(t);
  const [here, there, foreign] = [
    await house.creditor('Here'),
    await house.creditor('There'),
    await house.creditor('Foreign'),
  ];
  const { session } = await here.member('admin', 'steps@nordvind.example');
  await there.member('rep', 'steps@nordvind.example');
  const step = (id: string) => app.inject({ method: 'POST', url: `/creditors/${id}`, headers: signedIn(session) });
  t.equal((await step(foreign.creditorId)).statusCode, 404);
  t.equal((await step('not-an-id')).statusCode, 404);
  t.equal((await step(there.creditorId)).headers.location, '/desk/queue');
  t.match((await app.inject({ url: '/creditors', headers: signedIn(session) })).body, /There[\s\S]*You are here/);
});

t.test('a masked address is one only its owner recognises', async (t) => {
  t.equal(maskedAddress('mette@nordvind.dk'), 'm…@n….dk');
  t.equal(maskedAddress('a@b'), 'a…@b…');
});

t.test('a grant whose key is lost is healed by installing again', async (t) => {
  const { page, creditorId } = await door(t);
  await page('grant-token-14');
  const room = { creditorId: await creditorId(), actor: { kind: 'machine', id: 'test' } } as const;
  const lostKeys = [{ id: 'k9', key: Buffer.alloc(32) }];
  await house.openWork(room, (work) => keepGrant(work, lostKeys, 'sealed elsewhere'));
  await page('grant-token-15');
  t.equal(await house.openWork(room, (work) => readGrant(work, sealKeys)), 'grant-token-15');
});
