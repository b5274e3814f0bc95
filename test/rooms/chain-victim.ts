/**
 * A sequencer in a process of its own, to be killed: `node chain-victim.ts DATABASE_URL CREDITOR [trail|ledger]`. It says
 * that it is at work, and runs on; or, with a chain named, has written that chain's links and stops before the commit.
 */
import { connect } from '../../src/db/connect.ts';
import { type Work, workOpener } from '../../src/db/work.ts';
import { chainLedger } from '../../src/ledger/chain-ledger.ts';
import { chainTrail } from '../../src/trail/chain-trail.ts';

const [url = '', creditorId = '', stopsAfter = ''] = process.argv.slice(2);
const openWork = workOpener(connect(url, { max: 1 }).db, () => async () => {});
const inRoom = (deed: (work: Work) => Promise<number>) =>
  openWork({ creditorId, actor: { kind: 'machine', id: 'victim' } }, deed);

if (stopsAfter === '') {
  let told = false;
  for (;;) {
    const linked = await inRoom(chainTrail);
    if (linked > 0 && !told) console.log('chaining');
    told ||= linked > 0;
  }
}
await inRoom(async (work) => {
  const linked = await (stopsAfter === 'trail' ? chainTrail : chainLedger)(work);
  console.log(`${linked} linked, none committed`);
  return new Promise<number>(() => setInterval(() => {}, 1000));
});
