import { randomUUID } from 'node:crypto';
import t from 'tap';
import { answerQuestion } from '../../src/conversations/answer-question.ts';
import { questionsOfDebtor } from '../../src/conversations/store.ts';
import { checkPayment } from '../../src/payments/check-payment.ts';
import { hashToken } from '../../src/values/secrets.ts';
import { owed } from '../owed.ts';
import { portalWorld, visitorWith } from '../portal-world.ts';

const world = await portalWorld(t);
const { app, payments } = world;
const hostile = `<img src=x onerror=alert(1)> & "Søn" ApS`;

async function begin(name = 'Havnecaféen I/S', options?: { account: string | null }, country?: string) {
  const room = await world.room('Nordvind Kaffe ApS', options);
  const debtorId = await room.debtor(name, country);
  const aCase = await room.owes(debtorId);
  return { room, debtorId, aCase, visitor: await world.visitor(room, debtorId) };
}

t.test('a link becomes a cookie and a clean address', async (t) => {
  const { room, debtorId } = await begin();
  const token = await world.link(room, debtorId);
  const answer = await app.inject({ url: `/portal/l/${token}` });
  t.equal(answer.statusCode, 303);
  t.equal(answer.headers.location, '/portal');
  const [cookie] = answer.cookies;
  t.match(cookie, { name: 'rykker-portal', httpOnly: true, sameSite: 'Lax' });
  t.not(cookie!.value, token, 'the cookie is not the link');
  t.match(answer.headers['cache-control'], /no-store/);
  t.match(answer.headers['referrer-policy'], /no-referrer/);
  const page = await app.inject({ url: '/portal', cookies: { 'rykker-portal': cookie!.value } });
  t.equal(page.statusCode, 200);
  t.notMatch(page.body, token);
  const kept = await world.behind`select token_hash from portal_links where token_hash = ${token}`;
  t.equal(kept.length, 0, 'the token itself is stored nowhere');
});

t.test('unknown, expired and revoked links, no session and an ended one get one and the same page', async (t) => {
  const { room, debtorId, visitor } = await begin();
  const expired = await world.link(room, debtorId, new Date('2040-03-01'));
  const revoked = await world.link(room, debtorId);
  const throughRevoked = await app.inject({ url: `/portal/l/${revoked}` });
  await world.behind`update portal_links set revoked_at = now() where token_hash = ${hashToken(revoked)}`;
  const answers = [
    await app.inject({ url: `/portal/l/${'x'.repeat(43)}` }),
    await app.inject({ url: '/portal/l/short' }),
    await app.inject({ url: `/portal/l/${expired}` }),
    await app.inject({ url: `/portal/l/${revoked}` }),
    await app.inject({ url: '/portal' }),
    await app.inject({ url: '/portal/paid' }),
    await app.inject({ url: '/portal', cookies: { 'rykker-portal': 'made-up' } }),
    await visitorWith(app, `rykker-portal=${throughRevoked.cookies[0]!.value}`).get('/portal'),
    await visitorWith(app, '').post('/portal/pay', []),
    await visitorWith(app, '').post('/portal/ask', []),
  ];
  const [first] = answers;
  t.equal(first!.statusCode, 404);
  t.match(first!.body, /Linket virker ikke her/);
  for (const answer of answers) {
    t.equal(answer.statusCode, 404);
    t.equal(answer.body, first!.body);
  }
  t.equal((await visitor.get('/portal')).statusCode, 200, 'another link of the same debtor lives on');
});

t.test('the page says the sum, each invoice with its days, and how interest and fees came about', async (t) => {
  const { visitor } = await begin();
  const { body } = await visitor.get('/portal');
  for (const said of [
    'Havnecaféen I/S, I skylder',
    '12.182,51 kr.',
    'Opgjort i dag kl. 12.0',
    '20417',
    '10. feb.',
    '31 dage over forfald',
    '5.000,00',
    '21 dage over forfald',
    '182,51',
    'Betal 12.182,51 kr.',
    '42,35',
    '40,16',
    '11. feb. – 12. mar. 2040',
    '31 dage',
    '10 %',
    'referencesatsen plus 8 % om året efter renteloven § 5',
    'Gebyr for brevet: 1. rykker',
    'renteloven § 9 b',
    'Vi skrev til jer: 1. rykker',
    '0001234567',
  ])
    t.ok(body.includes(said), said);
});

t.test('it speaks the debtor’s language, and another one when asked, from then on', async (t) => {
  const { visitor } = await begin('Kafé Söder AB', undefined, 'Sverige');
  t.match((await visitor.get('/portal')).body, /lang="sv"[\s\S]*ni har kvar att betala/);
  const english = await visitor.get('/portal?in=en');
  t.match(english.body, /DKK 12,182\.51/);
  const kept = visitorWith(app, `${visitor.cookie}; rykker-language=${english.cookies[0]!.value}`);
  t.match((await kept.get('/portal')).body, /Pay DKK 12,182\.51/);
  t.match((await visitor.get('/portal?in=xx')).body, /lang="sv"/);
});

t.test('names and questions are escaped', async (t) => {
  const { visitor, aCase } = await begin(hostile);
  await visitor.post('/portal/ask', [
    ['case', aCase.caseId],
    ['question', `${hostile}\n<b>`],
  ]);
  const { body } = await visitor.get('/portal');
  t.notMatch(body, /<img/);
  t.notMatch(body, /<b>/);
  t.match(body, /&lt;img src=x/);
});

t.test('pressing pay goes to the provider with our sum, whatever the form says', async (t) => {
  const { visitor, aCase } = await begin();
  const answer = await visitor.post('/portal/pay', [
    ['case', aCase.caseId],
    ...aCase.invoiceIds.map((id) => ['invoice', id] as const),
    ['amount', '1'],
    ['total', '1'],
  ]);
  t.equal(answer.statusCode, 303);
  t.match(answer.headers.location, /^https:\/\/checkout\.example\/cs_/);
  const asked = payments.asked.at(-1)!;
  t.equal(
    asked.lines.reduce((sum, line) => sum + line.amountMinor, 0n),
    owed.total,
  );
  t.equal(asked.lines[0]!.name, 'Faktura 20417');
  t.equal(asked.successUrl, `http://localhost:3000/portal/paid?payment=${asked.paymentId}`);
});

t.test('nothing ticked is said kindly and charges nobody', async (t) => {
  const { visitor, aCase } = await begin();
  const before = payments.asked.length;
  const answer = await visitor.post('/portal/pay', [['case', aCase.caseId]]);
  t.equal(answer.headers.location, '/portal');
  const said = answer.cookies.find((each) => each.name === 'rykker-said')!;
  const page = await visitorWith(app, `${visitor.cookie}; rykker-said=${encodeURIComponent(said.value)}`).get(
    '/portal',
  );
  t.match(page.body, /Vælg mindst én faktura/);
  t.equal(payments.asked.length, before);
});

t.test('another debtor’s case, invoice or payment is nowhere to be found', async (t) => {
  const mine = await begin();
  const neighbour = await mine.room.debtor('A neighbour');
  const theirs = await mine.room.owes(neighbour, 'DKK', [
    { number: '30001', day: '2040-02-06', dueDay: '2040-02-20', minor: 100000n },
  ]);
  const elsewhere = await begin('A stranger');
  await elsewhere.visitor.post('/portal/pay', [
    ['case', elsewhere.aCase.caseId],
    ['invoice', elsewhere.aCase.invoiceIds[0]!],
  ]);
  const strangePayment = payments.asked.at(-1)!.paymentId;
  const before = await world.fingerprint();
  const { visitor, aCase } = mine;
  const answers = [
    await visitor.post('/portal/pay', [
      ['case', theirs.caseId],
      ['invoice', theirs.invoiceIds[0]!],
    ]),
    await visitor.post('/portal/pay', [
      ['case', aCase.caseId],
      ['invoice', theirs.invoiceIds[0]!],
    ]),
    await visitor.post('/portal/pay', [['case', elsewhere.aCase.caseId]]),
    await visitor.post('/portal/pay', [['case', 'x']]),
    await visitor.post('/portal/pay', [
      ['case', aCase.caseId],
      ['invoice', 'x'],
    ]),
    await visitor.post('/portal/ask', [
      ['case', theirs.caseId],
      ['question', 'Hvad?'],
    ]),
    await visitor.post('/portal/ask', [
      ['case', elsewhere.aCase.caseId],
      ['question', 'Hvad?'],
    ]),
    await visitor.post('/portal/ask', [['question', 'Hvad?']]),
    await visitor.get(`/portal/paid?payment=${strangePayment}`),
    await visitor.get(`/portal/paid?payment=${randomUUID()}`),
    await visitor.get('/portal/paid?payment=x'),
  ];
  t.same(
    answers.map(({ statusCode }) => statusCode),
    answers.map(() => 404),
  );
  t.equal(await world.fingerprint(), before);
  t.notMatch((await visitor.get('/portal')).body, /30001|A neighbour|A stranger/);
});

t.test('a letter that was sent is read whole by whom it was sent to, and by nobody else', async (t) => {
  const { room, debtorId, visitor } = await begin();
  const [row] = await world.behind`select id from proposals where debtor_id = ${debtorId}`;
  const id = String(row!['id']);
  const page = `/portal/letters/${id}`;
  t.equal((await visitor.get(page)).statusCode, 404, 'none is kept yet');
  await world.behind`
    insert into messages (creditor_id, id, kind, debtor_id, proposal_id, courtesy, channel, to_address, subject, html, text, from_name,
      state, intended_at, accepted_at)
    values (${room.creditorId}, ${randomUUID()}, 'first-reminder', ${debtorId}, ${id}, false, 'sms', '+46701740605', 's',
      '<p>The whole letter</p><a href="{{portal-link}}">Se</a>', 't', '', 'delivered', now(), '2040-03-01T10:00:00Z')`;
  t.match((await visitor.get('/portal')).body, `href="${page}"`);
  t.match(
    (await visitor.get(page)).body,
    /Vores brev: 1\. rykker af 1\. marts 2040[\s\S]+iframe class="letter alone" sandbox/,
  );
  const sheet = await visitor.get(`${page}/sheet`);
  t.match(sheet.body, /The whole letter<\/p><a href="http:\/\/localhost:\d+\/portal">/);
  t.match(sheet.headers['content-security-policy'], 'sandbox');
  const stranger = await world.visitor(room, await room.debtor('A neighbour'));
  for (const path of [page, `${page}/sheet`, '/portal/letters/x']) t.equal((await stranger.get(path)).statusCode, 404);
  t.equal((await visitorWith(app, '').get(page)).statusCode, 404);
});

t.test('looking fifty times, at every page, changes nothing', async (t) => {
  const { room, debtorId, visitor, aCase } = await begin();
  const token = await world.link(room, debtorId);
  await visitor.post('/portal/pay', [
    ['case', aCase.caseId],
    ['invoice', aCase.invoiceIds[0]!],
  ]);
  const paymentId = payments.asked.at(-1)!.paymentId;
  const jobs = world.jobs.length;
  const before = await world.fingerprint();
  for (let time = 0; time < 50; time++) {
    await app.inject({ url: `/portal/l/${token}`, method: time % 5 === 0 ? 'HEAD' : 'GET' });
    await visitor.get('/portal');
    await visitor.get('/portal?in=sv');
    await visitor.get(`/portal/paid?payment=${paymentId}`);
  }
  t.equal(await world.fingerprint(), before);
  t.equal(world.jobs.length, jobs);
  t.equal((await app.inject({ url: `/portal/l/${token}` })).statusCode, 303, 'the link still opens');
});

t.test('the way back from the provider says what our ledger says', async (t) => {
  const { room, visitor, aCase } = await begin();
  await visitor.post('/portal/pay', [
    ['case', aCase.caseId],
    ...aCase.invoiceIds.map((id) => ['invoice', id] as const),
  ]);
  const { paymentId } = payments.asked.at(-1)!;
  const back = () => visitor.get(`/portal/paid?payment=${paymentId}`);
  const waiting = await back();
  t.match(waiting.body, /Vi venter på svar fra banken/);
  t.equal(waiting.headers['refresh'], '3');
  payments.pay(paymentId, { paid: false });
  const tools = { openWork: world.openWork, payments };
  const check = () => checkPayment(tools, { creditorId: room.creditorId, subjectId: paymentId });
  await check();
  const days = await back();
  t.match(days.body, /Betalingen er på vej/);
  t.equal(days.headers['refresh'], undefined);
  const owing = await visitor.get('/portal');
  t.match(owing.body, /betaling på 12\.182,51 kr\. i gang/);
  t.notMatch(owing.body, /Betal 12/, 'nobody is asked to pay twice');
  payments.pay(paymentId);
  await check();
  t.match((await back()).body, /Tak, vi har fået 12\.182,51 kr\./);
  const done = await visitor.get('/portal');
  t.match(done.body, /Tak, alt er betalt/);
  t.match(done.body, /I betalte 12\.182,51 kr\. her på siden/);
});

t.test('a payment that came to nothing says so', async (t) => {
  const { room, visitor, aCase } = await begin();
  await visitor.post('/portal/pay', [
    ['case', aCase.caseId],
    ['invoice', aCase.invoiceIds[0]!],
  ]);
  const { paymentId } = payments.asked.at(-1)!;
  payments.pay(paymentId, { paid: false, status: 'expired' });
  await checkPayment({ openWork: world.openWork, payments }, { creditorId: room.creditorId, subjectId: paymentId });
  const { body } = await visitor.get(`/portal/paid?payment=${paymentId}`);
  t.match(body, /Der blev ikke betalt noget/);
  t.match((await visitor.get('/portal')).body, /Betal 12\.182,51 kr\./);
});

t.test('without an account there is no pay button, and bank details with a reference stand open', async (t) => {
  const { visitor } = await begin('Havnecaféen I/S', { account: null });
  const { body } = await visitor.get('/portal');
  t.notMatch(body, /<span data-all>/);
  t.match(body, /Sådan betaler I[\s\S]*0001234567[\s\S]*\d+ \/ 20417, 20431/);
});

t.test('a question rests the case, is shown, and its answer too', async (t) => {
  const { room, debtorId, visitor, aCase } = await begin();
  const empty = await visitor.post('/portal/ask', [
    ['case', aCase.caseId],
    ['question', '  '],
  ]);
  t.equal(empty.statusCode, 422);
  t.match(empty.body, /<details open>[\s\S]*Skriv jeres spørgsmål/);
  const asked = await visitor.post('/portal/ask', [
    ['case', aCase.caseId],
    ['question', 'Hvad er linje to?'],
  ]);
  t.equal(asked.headers.location, '/portal');
  t.match((await visitor.get('/portal')).body, /I har stillet os et spørgsmål[\s\S]*Hvad er linje to\?/);
  const [question] = await room.work((work) => questionsOfDebtor(work, debtorId));
  const member = { kind: 'member', id: (await room.member('admin')).memberId } as const;
  await room.work((work) => answerQuestion(work, question!.id, 'Det er fragten.'), member);
  const { body } = await visitor.get('/portal');
  t.match(body, /Vi svarede:[\s\S]*Det er fragten\.[\s\S]*I spurgte:/, 'newest first');
  t.notMatch(body, /I har stillet os/);
});

t.test('two currencies are two cases, each with its sum and its button', async (t) => {
  const { room, debtorId, visitor } = await begin();
  await room.owes(debtorId, 'EUR', [{ number: '20500', day: '2040-02-06', dueDay: '2040-02-20', minor: 25000n }], 0n);
  const { body } = await visitor.get('/portal');
  t.match(body, /det skylder I/);
  t.match(body, /Betal 12\.182,51 kr\./);
  t.match(body, /Betal 251,43 EUR/, '21 days at 10 % on 250,00 are 1,43');
  t.match(body, /<select id="about"/);
});

t.test('a debtor without any case is told that nothing is owed', async (t) => {
  const { room } = await begin();
  const visitor = await world.visitor(room, await room.debtor('Nobody yet'));
  const answer = await visitor.get('/portal');
  t.equal(answer.statusCode, 200);
  t.match(answer.body, /Tak, alt er betalt/);
});

t.test('another site’s form does not act here', async (t) => {
  const { visitor, aCase } = await begin();
  const answer = await app.inject({
    method: 'POST',
    url: '/portal/ask',
    headers: {
      cookie: visitor.cookie,
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'cross-site',
    },
    body: `case=${aCase.caseId}&question=x`,
  });
  t.equal(answer.statusCode, 403);
});
