/** The worker with two creditors, one of whose books does not answer. */
import { randomBytes } from 'node:crypto';
import t from 'tap';
import { keepGrant } from '../../src/creditors/keep-grant.ts';
import { insertCreditor } from '../../src/creditors/store.ts';
import { connect } from '../../src/db/connect.ts';
import { enqueueThrough } from '../../src/db/enqueue.ts';
import { type Work, workOpener } from '../../src/db/work.ts';
import { openQueue, queuePlans } from '../../src/main/queue.ts';
import { startWorker } from '../../src/main/worker.ts';
import { beginMirror } from '../../src/mirror/begin-mirror.ts';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { newId } from '../../src/values/secrets.ts';
import { testDatabase } from '../database.ts';
import { openBooks } from './mirror-books.ts';
import { profile } from './mirror-house.ts';

t.test('the books of one creditor that do not answer keep nobody else waiting', async (t) => {
  const database = await testDatabase({ queues: queuePlans });
  const { db, close } = connect(database.appUrl, { max: 6 });
  const boss = await openQueue(database.appUrl, false, () => {});
  const openWork = workOpener(db, enqueueThrough(boss));
  const sealKeys = [{ id: 'k1', key: randomBytes(32) }];
  const creditors = ['slow', 'quick'].map((grant) => {
    const creditorId = newId();
    const inWork = <Value>(deed: (work: Work) => Promise<Value>) =>
      openWork({ creditorId, actor: { kind: 'machine', id: 'test' } }, deed);
    return { grant, creditorId, inWork };
  });
  const books = openBooks();
  books.addCustomer('1');
  books.book('1', 100n);
  let asked = false;
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { paymentTerms } = books.bookkeeping;
  books.bookkeeping.paymentTerms = async (grant) => {
    if (grant === 'slow') {
      asked = true;
      await gate;
    }
    return paymentTerms(grant);
  };
  for (const { grant, creditorId, inWork } of creditors) {
    await inWork(async (work) => {
      await insertCreditor(work, profile(creditorId, 'Danmark'), { email: null, name: null });
      await keepGrant(work, sealKeys, grant);
    });
  }
  const clock = { openWork, booksForPulls: books.bookkeeping, sealKeys, wallNow: () => new Date() };
  const complaints: unknown[] = [];
  const worker = startWorker(
    { boss, db, clock: clock as never, complain: ({ queue, error }) => void complaints.push([queue, error]) },
    null,
    async () => 0,
  );
  t.teardown(async () => {
    go();
    await worker.stop();
    await boss.stop({ graceful: false });
    await close();
    await database.drop();
  });
  const [slow, quick] = creditors as [(typeof creditors)[0], (typeof creditors)[0]];
  const phaseOf = async ({ inWork }: typeof slow) => (await inWork(mirrorState))?.phase;

  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let tries = 0; !(await holds()) && tries < 200; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
  };

  await slow.inWork(beginMirror);
  await until(() => asked);
  await quick.inWork(beginMirror);
  await until(async () => (await phaseOf(quick)) === 'quiet');

  t.equal(await phaseOf(quick), 'quiet');
  t.equal(await phaseOf(slow), 'first');
  go();
  await until(async () => (await phaseOf(slow)) === 'quiet');
  t.equal(await phaseOf(slow), 'quiet');
  t.same(
    complaints.filter((each) => /poll|first-pull|read-books/.test(String((each as unknown[])[0]))),
    [],
  );
});
