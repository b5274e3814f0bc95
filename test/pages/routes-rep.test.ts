/** Every route of the desk, asked by a rep for the things of a debtor who is another's: not there, and nothing is changed. */
import { createHash } from 'node:crypto';
import t from 'tap';
import { debtors, deskDoor, invoices } from '../desk-door.ts';
import { ofCreditors, readTables } from '../rooms/catalogue.ts';
import { routesKnown } from './routes-known.ts';

const { world, app, visitor } = await deskDoor(t);
const room = await world.room('Nordvind Kaffe ApS');
await room.books(debtors, invoices);
await room.sendingOn();
await room.propose();
const rep = await visitor(room, 'rep');
const theirs = 'Café Nord ApS';
const letter = await room.letter(theirs);
const [line] = await world.behind`select invoice_id from proposal_lines where proposal_id = ${letter.id}`;
const ids = [await room.debtorId(theirs), await room.caseId(theirs), letter.id, String(line!['invoice_id'])];
const desk = routesKnown.filter((route) => / \/desk\//.test(route));

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const table of ofCreditors(await readTables(world.behind))) {
    const rows = await world.behind.unsafe(
      `select to_jsonb(x)::text as row from public."${table.name}" x where x."${table.key}" = '${room.creditorId}' order by 1`,
    );
    hash.update(table.name).update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}

async function ask(route: string, id: string) {
  const [method = '', path = ''] = route.split(' ');
  const fields = ['proposal', 'invoice', 'debtor', 'case', 'hold', 'question'].map((name): [string, string] => [
    name,
    name === 'proposal' ? letter.key : id,
  ]);
  // What each form asks for, so that none is turned away for what it lacks.
  const filled = {
    ...{ act: 'hold', note: 'x', text: 'x', decide: 'language', language: 'en', arrived: 'yes', minor: '1' },
    ...{ part: 'all', amount: '', key: id, what: 'reminder', day: '2040-03-01' },
  };
  const form = [...fields, ...Object.entries(filled)];
  return app.inject({
    method: method as 'GET' | 'POST',
    url: path.replace(/:currency/, 'DKK').replaceAll(/:[a-zA-Z]+/g, id),
    headers: {
      cookie: `rykker-member=${rep.session}`,
      ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(method === 'POST' ? { payload: new URLSearchParams(form).toString() } : {}),
  });
}

t.test('a page without an address of somebody shows own debtors only (oca-05)', async (t) => {
  for (const route of desk.filter((each) => each.startsWith('GET') && !each.includes(':'))) {
    const { statusCode, body } = await ask(route, '');
    t.ok(statusCode < 500, `${route} answers ${statusCode}`);
    t.notMatch(body, 'Café Nord', route);
  }
  t.match((await rep.get('/desk/queue')).body, 'Havnecaféen I/S', 'their own are there');
});

t.test(
  'whatever is named of another’s debtor is not there, by reading and by acting, and nothing is changed',
  async (t) => {
    const before = await fingerprint();
    for (const route of desk.filter((each) => each.includes(':') || each.startsWith('POST'))) {
      for (const id of route.includes(':') ? ids : ids.slice(0, 1)) {
        const { statusCode, body } = await ask(route, id);
        const isRefused = statusCode === 404 || statusCode === 403 || (!route.includes(':') && statusCode === 303);
        t.ok(isRefused, `${route} answers ${statusCode}`);
        t.notMatch(body, 'Café Nord', route);
      }
    }
    t.equal(await fingerprint(), before);
  },
);
