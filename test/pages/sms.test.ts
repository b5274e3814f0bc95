/** By which channel a letter goes, as the editor, the debtor's page and the queue say it. */
import t from 'tap';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { wordingOf } from '../../src/sending/wording.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import { readLetter } from '../letter-of.ts';
import { press, type SeedRoom, seedDay } from '../seed.ts';
import { browserOf, settingsDoor } from '../settings-door.ts';

const { world, visitor } = await deskDoor(t);
const settingsApp = await settingsDoor(t, world);
const nord = 'Café Nord ApS';
const editor = '/settings/ladder';

async function room() {
  const room = await world.room();
  await room.books(
    debtors.map((debtor) => (debtor.name === nord ? { ...debtor, mobile: '070-174 06 05' } : debtor)),
    invoices,
  );
  await room.sendingOn();
  await room.propose();
  const admin = await visitor(room, 'admin');
  const page = `/desk/debtors/${await room.debtorId(nord)}`;
  const decide = (...form: (readonly [string, string])[]) => admin.post(`${page}/decisions`, form);
  return { room, admin, page, decide, settings: browserOf(settingsApp, admin.session) };
}

const letterPane = async (of: SeedRoom, admin: { get(url: string): Promise<{ body: string }> }) =>
  unescaped((await admin.get(`/desk/queue?open=${(await of.letter(nord)).id}`)).body);

t.test(
  'a debtor’s number is read with its country, a landline is refused, and the wish goes before the rung',
  async (t) => {
    const { room: here, admin, page, decide } = await room();
    t.match((await decide(['decide', 'channel'], ['channel', 'sms'])).sentence, 'Letters go by SMS where they may');
    await here.propose();
    t.match(
      await readLetter(world.behind, here, nord),
      { channel: 'email' },
      'a Swedish number on a Danish card is none',
    );
    t.match((await admin.get(page)).body, 'The card has no mobile number we can read');
    t.match((await decide(['decide', 'mobile'], ['number', '70 10 20 30'])).sentence, 'That is not a mobile number');
    t.match((await decide(['decide', 'mobile'], ['number', '+46 70-174 06 05'])).sentence, '+46701740605 from now on');
    await here.propose();
    t.match(await readLetter(world.behind, here, nord), { channel: 'sms' });
    const pane = await letterPane(here, admin);
    t.match(pane, /\+46701740605 <small>by SMS/);
    t.match(pane, /The text message<\/h3>\s*<pre class="letter">Nordvind Kaffe ApS: .+ Læs hele brevet: http/);
    t.match(pane, 'The whole letter, behind its link');
    t.match((await admin.get('/desk/queue')).body, '+46701740605, SMS');
    await decide(['decide', 'channel'], ['channel', 'email']);
    await here.propose();
    t.match(await readLetter(world.behind, here, nord), { channel: 'email' });
    t.notMatch(await letterPane(here, admin), 'The text message');
    const trail = await here.trail();
    t.match(
      trail.findLast(({ what }) => what === 'debtor-decided'),
      { what: 'debtor-decided', details: { kind: 'channel', before: { channel: 'sms' } } },
    );
    t.notMatch(JSON.stringify(trail.map(({ details }) => details)), '174', 'no number stands in the trail itself');
    t.match((await admin.get('/desk/trail')).body, 'Letters go by e-mail and nothing else.');
  },
);

t.test('a rung goes by SMS where the editor says so; a fee on it is warned of, and a notice is refused', async (t) => {
  const { room: here, admin, settings, decide } = await room();
  const shown = await settings.get(editor);
  t.match(shown.body, '<select id="first-reminder-road"');
  t.notMatch(shown.body, '<select id="notice-road"');
  t.match(shown.body, 'It goes by e-mail: a notice has to be in writing');
  const { ladder } = await here.work(readSettings);
  const fields: Record<string, string> = { ladder: 'normal', act: 'look' };
  for (const { key, days, daysToPay, feeMinor } of ladder.rungs)
    Object.assign(
      fields,
      { [`${key}-on`]: 'on', [`${key}-days`]: String(days) },
      key === 'nudge'
        ? {}
        : {
            [`${key}-daysToPay`]: String(daysToPay),
            [`${key}-fee`]: String(feeMinor / 100n),
            [`${key}-interest`]: 'on',
            [`${key}-compensation`]: 'on',
          },
    );
  const no = await settings.post(editor, { ...fields, 'notice-road': 'sms' });
  t.equal(no.statusCode, 422);
  t.match(no.body, 'A notice cannot go by SMS');
  await settings.post(editor, { ...fields, 'first-reminder-road': 'sms-email' });
  const change = unescaped((await settings.get(`${editor}/change`)).body);
  t.match(change, 'First reminder goes by SMS, else by e-mail instead of by e-mail.');
  t.match(change, /data-weight="warning">[^<]*By SMS the debtor reads what to pay/);
  await settings.post(`${editor}/save`, { ladder: 'normal', from: seedDay });
  t.same((await here.work(readSettings)).ladder.rungs[1]?.channels, ['sms', 'email']);
  t.match((await settings.get('/settings')).body, 'Goes by SMS, else by e-mail.');
  await decide(['decide', 'mobile'], ['number', '+46 70-174 06 05']);
  await here.propose();
  t.match(await readLetter(world.behind, here, nord), { channel: 'sms', rung: 'first-reminder' });
  t.match(await readLetter(world.behind, here, 'Havnecaféen I/S'), { channel: 'email' }, 'no number: by e-mail');
  t.match((await admin.get('/desk/tonight')).body, '+46701740605, SMS');
});

t.test('whom a text is from is at most eleven plain signs, or the house’s number', async (t) => {
  const { room: here, settings } = await room();
  const name = async () => (await here.work(readSettings)).smsName;
  for (const wrong of ['Nordvind Kaffe', 'Søren', '12345', 'Nord-vind']) {
    const no = await settings.post('/settings/sms-sender', { smsName: wrong });
    t.equal(no.statusCode, 422, wrong);
    t.match(no.body, 'Write at most eleven letters, digits and spaces');
    t.match(no.body, `value="${wrong}"`);
  }
  t.equal(await name(), null);
  t.equal((await settings.post('/settings/sms-sender', { smsName: ' Nordvind 24 ' })).statusCode, 303);
  t.equal(await name(), 'Nordvind 24');
  await settings.post('/settings/sms-sender', { smsName: '' });
  t.equal(await name(), null);
});

t.test('a house without an account offers no SMS and says so', async (t) => {
  const { admin } = await room();
  const app = await settingsDoor(t, world, { wording: wordingOf(press) });
  const { get } = browserOf(app, admin.session);
  const shown = (await get(editor)).body;
  t.notMatch(shown, '-road"');
  t.match(shown, 'has set no account for SMS');
  t.match((await get('/settings')).body, 'has set no account for SMS');
});
