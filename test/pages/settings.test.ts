/** Who may look at the settings and who may change them; the sender, sending, countries and people. */
import t, { type Test } from 'tap';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { readMembers } from '../../src/creditors/store-members.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { defaultRungs } from '../../src/ladder/rungs.ts';
import { upsertEmployees } from '../../src/mirror/store-reference.ts';
import { mailBox, people, signedIn } from '../people.ts';
import { browserOf, settingsDoor } from '../settings-door.ts';

const house = await people(t);

async function door(t: Test) {
  const box = await mailBox(house);
  const app = await settingsDoor(t, house, box.tools);
  const room = await house.creditor('Nordvind <Kaffe>');
  const admin = await room.member('admin');
  return { app, box, room, admin, ...browserOf(app, admin.session) };
}

const everyPage = ['', '/ladder', '/ladder/versions', '/sending', '/markets', '/payments', '/people', '/e-conomic'].map(
  (end) => `/settings${end}`,
);
const everyPost = [
  '/settings/ladder',
  '/settings/ladder/save',
  '/settings/ladder/throw-away',
  '/settings/ladder/end',
  '/settings/ladder/standing-yes',
  '/settings/ladder/standing-yes/take-back',
  '/settings/sender',
  '/settings/sending/on',
  '/settings/sending/off',
  '/settings/sending/hours',
  '/settings/sending/limits',
  '/settings/sending/backlog',
  '/settings/e-conomic/own-reminders',
  '/settings/e-conomic/terms',
  '/settings/markets/DK/confirm',
  '/settings/markets/DK/take-back',
  '/settings/payments/connect',
  '/settings/payments/disconnect',
  '/settings/people',
  '/settings/people/00000000-0000-4000-8000-000000000000/invite',
  '/settings/people/00000000-0000-4000-8000-000000000000/remove',
  '/settings/people/00000000-0000-4000-8000-000000000000/role',
];

t.test('every page names the creditor, escaped, and is there for whoever is signed in', async (t) => {
  const { get } = await door(t);
  for (const url of everyPage) {
    const { statusCode, body } = await get(url);
    t.equal(statusCode, 200, url);
    t.match(body, 'Nordvind &lt;Kaffe&gt;', url);
    t.notMatch(body, '<Kaffe>', url);
  }
});

t.test('nobody who is not signed in sees or changes anything', async (t) => {
  const { app, room } = await door(t);
  for (const url of [...everyPage, '/settings/preview/notice', '/settings/payments/connected']) {
    const { statusCode, headers } = await app.inject({ url });
    t.same([statusCode, headers.location], [303, '/sign-in'], url);
  }
  for (const url of everyPost) {
    const { statusCode, headers } = await app.inject({ method: 'POST', url });
    t.same([statusCode, headers.location], [303, '/sign-in'], url);
  }
  t.same(await room.trail(), []);
});

for (const role of ['rep', 'bookkeeper', 'auditor'] as const) {
  t.test(`a ${role} may look and change nothing`, async (t) => {
    const { app, room } = await door(t);
    const { get, post } = browserOf(app, (await room.member(role)).session);
    const { statusCode, body } = await get('/settings');
    t.equal(statusCode, 200);
    t.match(body, 'An admin can change it');
    t.notMatch((await get('/settings/ladder')).body, 'See what would change');
    for (const url of everyPost) {
      const answer = await post(url, { seen: 'on' });
      t.equal(answer.statusCode, 403, url);
      t.match(answer.body, 'Only an admin', url);
    }
    t.equal((await get('/settings/payments/connected?code=c&state=s')).statusCode, 403);
    t.same(await room.trail(), []);
    t.equal((await room.work(readSettings)).sendingOn, false);
  });
}

t.test('the sender is saved, an empty field means the company’s own, and an address is checked', async (t) => {
  const { post, room, get } = await door(t);
  await post('/settings/sender', { name: 'Mette <b>', replyTo: '', da: 'Kære {name}', sv: '', en: '' });
  t.match((await room.work(readSettings)).sender, {
    name: 'Mette <b>',
    replyTo: 'bogholderi@nordvindkaffe.example',
    greetings: { da: 'Kære {name}', sv: null },
  });
  const { body } = await get('/settings');
  t.match(body, 'Mette &lt;b&gt;');
  t.notMatch(body, 'Mette <b>');
  const wrong = await post('/settings/sender', { name: '', replyTo: 'nobody', da: '', sv: '', en: '' });
  t.equal(wrong.statusCode, 422);
  t.match(wrong.body, 'Write an e-mail address');
});

t.test('the preview is the letter as it will read, with what is saved', async (t) => {
  const { post, get } = await door(t);
  await post('/settings/sender', { name: 'Mette Krogh', replyTo: '', da: 'Kære {name}', sv: '', en: '' });
  for (const { key: name } of defaultRungs) {
    for (const language of ['da', 'sv', 'en']) {
      const { statusCode, body, headers } = await get(`/settings/preview/${name}?language=${language}`);
      t.equal(statusCode, 200, `${name} ${language}`);
      t.match(body, 'Mette Krogh');
      t.match(headers['content-security-policy'], "default-src 'none'");
    }
  }
  t.match((await get('/settings/preview/notice')).body, 'Kære Ida');
  t.equal((await get('/settings/preview/threat')).statusCode, 404);
});

t.test('sending is switched on deliberately: after tonight’s letters were seen, and never by looking', async (t) => {
  const { post, get, room } = await door(t);
  const page = await get('/settings/sending');
  t.match(page.body, 'Sending is off');
  t.match(page.body, 'href="/desk/tonight"');
  const unseen = await post('/settings/sending/on');
  t.equal(unseen.statusCode, 422);
  t.match(unseen.body, 'Look at tonight’s letters first');
  t.equal((await get('/settings/sending/on')).statusCode, 404);
  t.equal((await room.work(readSettings)).sendingOn, false);
  const doubled = await post('/settings/sending/on', { seen: 'on' });
  t.equal(doubled.statusCode, 422);
  t.match(doubled.body, 'Switch e-conomic’s own reminders off first');
  t.equal((await room.work(readSettings)).sendingOn, false, 'not both of us');
  t.equal((await post('/settings/sending/on', { seen: 'on', off: 'on' })).statusCode, 303);
  t.equal((await room.work(readSettings)).sendingOn, true);
  await post('/settings/sending/off');
  t.equal((await room.work(readSettings)).sendingOn, false);
  t.match(await room.trail(), [
    { details: { setting: 'own-reminders', after: { off: true } } },
    { details: { setting: 'sending', after: { on: true } } },
    { details: { setting: 'sending', after: { on: false } } },
  ]);
  t.notMatch((await get('/settings/sending')).body, 'name="off"', 'it is asked once');
});

t.test('a country is confirmed and taken back; a law we do not know, or only the floor of, cannot be', async (t) => {
  const { post, room } = await door(t);
  await post('/settings/markets/DK/confirm');
  t.same((await room.work(readSettings)).confirmedMarkets, ['DK']);
  await post('/settings/markets/SE/confirm');
  t.same((await room.work(readSettings)).confirmedMarkets, ['DK', 'SE']);
  for (const unknown of ['FR', 'US', 'EU', 'dk'])
    t.equal((await post(`/settings/markets/${unknown}/confirm`)).statusCode, 404, unknown);
  await post('/settings/markets/DK/take-back');
  t.same((await room.work(readSettings)).confirmedMarkets, ['SE']);
});

t.test('somebody invited gets a link by mail; a rep needs their number; the same person once only', async (t) => {
  const { post, box, room } = await door(t);
  const rep = { name: 'Rasmus', email: 'rasmus@nordvind.example', role: 'rep' };
  const without = await post('/settings/people', { ...rep, employeeNumber: '' });
  t.equal(without.statusCode, 422);
  t.match(without.body, 'needs their employee number');
  t.same(await box.mails(), []);
  t.equal((await post('/settings/people', { ...rep, employeeNumber: '7' })).statusCode, 303);
  t.match(await box.mails(), [{ kind: 'sign-in', to: 'rasmus@nordvind.example', link: /^[\w-]{43}$/ }]);
  await post('/settings/people', { ...rep, employeeNumber: '7' });
  t.equal((await box.mails()).length, 1);
  t.match(await room.work(readMembers), [{ role: 'admin' }, { role: 'rep', name: 'Rasmus', employeeNumber: 7 }]);
  t.equal((await post('/settings/people', { ...rep, email: 'x@y.example', role: 'owner' })).statusCode, 422);
});

t.test('a removed member is out at once; the last admin and strangers cannot be removed', async (t) => {
  const { app, post, room, admin } = await door(t);
  const rep = await room.member('rep');
  const elsewhere = await (await house.creditor('Other')).member('admin');
  await post(`/settings/people/${rep.memberId}/remove`);
  t.equal((await browserOf(app, rep.session).get('/settings')).headers.location, '/sign-in');
  t.equal((await post(`/settings/people/${elsewhere.memberId}/remove`)).statusCode, 404);
  t.equal((await post('/settings/people/nobody/remove')).statusCode, 404);
  await post(`/settings/people/${admin.memberId}/remove`);
  t.equal((await room.work(readMembers)).length, 1);
});

t.test(
  'what a member may do is changed, with before and after; the last admin stays; a link is mailed anew',
  async (t) => {
    const { app, post, get, room, admin, box } = await door(t);
    await room.work((work) => upsertEmployees(work, [{ number: 7, name: 'Jonas <Lind>', email: null }]));
    const rep = await room.member('rep', 'rasmus@nordvind.example');
    t.match((await get('/settings/people')).body, 'Customers of Jonas &lt;Lind&gt;');
    const role = (id: string, form: Record<string, string>) => post(`/settings/people/${id}/role`, form);
    await role(rep.memberId, { role: 'rep', employeeNumber: '' });
    await role(admin.memberId, { role: 'auditor' });
    t.match(await room.work(readMembers), [{ role: 'admin' }, { role: 'rep', employeeNumber: 7 }], 'both refused');
    await role(rep.memberId, { role: 'admin', employeeNumber: '7' });
    t.match(await room.work(readMembers), [{ role: 'admin' }, { role: 'admin', employeeNumber: null }]);
    t.match((await room.trail()).find(({ what }) => what === 'member-changed')?.details, {
      before: { role: 'rep', employeeNumber: 7 },
      after: { role: 'admin', employeeNumber: null },
    });
    await role(admin.memberId, { role: 'auditor' });
    t.equal(
      (await role(rep.memberId, { role: 'rep', employeeNumber: '7' })).statusCode,
      403,
      'it holds from the next click',
    );
    await post(`/settings/people/${rep.memberId}/invite`);
    t.same(await box.mails(), [], 'nor does an auditor mail links');
    const other = browserOf(app, rep.session);
    await other.post(`/settings/people/${admin.memberId}/invite`);
    t.match(await box.mails(), [{ kind: 'sign-in', link: /^[\w-]{43}$/ }]);
    await other.post(`/settings/people/${admin.memberId}/remove`);
    for (const end of ['invite', 'role', 'remove'])
      t.equal(
        (await other.post(`/settings/people/${admin.memberId}/${end}`, { role: 'auditor' })).statusCode,
        404,
        end,
      );
  },
);

t.test('what one creditor decided is not shown to another', async (t) => {
  const { get } = await door(t);
  const other = await house.creditor('Other');
  await other.work((work) =>
    changeSetting(work, 'sender', {
      name: 'Somebody elsewhere',
      replyTo: null,
      greetings: { da: null, sv: null, en: null },
    }),
  );
  await other.member('rep', 'secret@other.example');
  for (const url of everyPage) t.notMatch((await get(url)).body, /Somebody elsewhere|secret@other/, url);
});

t.test('a form sent by another site is refused', async (t) => {
  const { app, admin, room } = await door(t);
  const answer = await app.inject({
    method: 'POST',
    url: '/settings/sending/on',
    headers: {
      ...signedIn(admin.session),
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: 'seen=on',
  });
  t.equal(answer.statusCode, 403);
  t.equal((await room.work(readSettings)).sendingOn, false);
});
