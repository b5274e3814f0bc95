/**
 * Random worlds of ninety days, by the real code through the sandbox: debtors in several countries and currencies who pay,
 * pay in part, ask and bounce; admins who say yes early, late or never; days on which the program is down, policies edited
 * under climbing invoices. Whatever happens, the laws hold (`laws.ts`). An ordinary run lives through a few, `npm run soak`
 * through hundreds. A world that breaks a law is lived again with the seed that is printed.
 */
import t from 'tap';
import { worldsHouse } from './house.ts';
import { live } from './live.ts';

const worlds = Number(process.env['WORLDS'] ?? 3);
const seed = Number(process.env['WORLDS_SEED'] ?? 20_401_126);
const days = Number(process.env['WORLDS_DAYS'] ?? 90);
const atOnce = Math.min(worlds, 4);

const house = await worldsHouse();
t.teardown(house.close);

t.test('no rung twice, none skipped, spacing kept, nobody asked who should not be, whatever happens', async (t) => {
  for (let from = 0; from < worlds; from += atOnce) {
    const began = performance.now();
    const lives = await live(house, seed + from, Math.min(atOnce, worlds - from), days);
    for (const { seed: one, broken, diary } of lives) {
      const again = `again: npm run soak -- worlds ${lives.length} ${seed + from}`;
      if (broken.length > 0) t.comment(diary.slice(-60).join('\n'));
      t.same(broken, [], `world ${one} over ${days} days (${again})`);
    }
    t.same(house.complaints.splice(0), [], 'and nothing threw');
    const [sent] =
      await house.behind`select count(*)::int as n from messages where accepted_at is not null and proposal_id is not null`;
    t.comment(
      `${from + lives.length} worlds, ${sent?.['n']} letters left so far, ${Math.round((performance.now() - began) / 1000)} s`,
    );
  }
});
