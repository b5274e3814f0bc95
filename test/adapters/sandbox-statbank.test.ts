import t from 'tap';
import { startRig } from './sandbox-rig.ts';

t.test(
  'the bank has a rate for every banking day that has come, none for the others, and says that it is not law',
  async (t) => {
    const rig = await startRig();
    t.teardown(rig.close);
    const ask = async (tid: string, lang = 'en') => {
      const answer = await fetch(
        `${rig.sandbox.statbankUrl}/v1/data/DNRENTD/CSV?lang=${lang}&INSTRUMENT=OIRNAA&LAND=DK&OPGOER=E&Tid=${tid}`,
      );
      return {
        status: answer.status,
        law: answer.headers.get('x-sandbox'),
        rows: (await answer.text()).trim().split('\r\n'),
      };
    };
    const answer = await ask('2026M06D30,2026M07D01,2026M07D04,2026M01D01,2026M04D06');
    t.equal(answer.law, 'not law');
    t.same(
      answer.rows,
      [
        'INSTRUMENT;LAND;OPGOER;TID;INDHOLD',
        'OIRNAA;DK;E;2026M06D30;1.75',
        'OIRNAA;DK;E;2026M07D01;1.75',
        'OIRNAA;DK;E;2026M07D04;..',
        'OIRNAA;DK;E;2026M01D01;..',
        'OIRNAA;DK;E;2026M04D06;..',
      ],
      'a Saturday, New Year and Easter Monday have none',
    );
    t.same((await ask('2021M07D01', 'da')).rows.slice(1), ['OIRNAA;DK;E;2021M07D01;-0,35']);
    t.equal((await ask('2027M01D04')).status, 400, 'not yet');
    rig.at('2027-01-05T08:00:00Z');
    t.same((await ask('2027M01D04')).rows.slice(1), ['OIRNAA;DK;E;2027M01D04;1.75']);
    t.equal((await ask('2026M12*')).rows.length, 32);
    t.match(await (await fetch(`${rig.sandbox.statbankUrl}/`)).text(), /Sandbox, not law/);
  },
);
