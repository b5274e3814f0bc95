/** A real worker in a process of its own, wired like any other, that dies or waits at one point of a send or of a work. */
import { connect } from '../../src/db/connect.ts';
import { readConfig } from '../../src/main/config.ts';
import { openQueue } from '../../src/main/queue.ts';
import { wireClock } from '../../src/main/wire-clock.ts';
import { startWorker } from '../../src/main/worker.ts';
import type { SendPoint } from '../../src/sending/tools.ts';
import { project } from '../house/sources.ts';
import { stoppingWorks } from './stopping-works.ts';
import type { FromVictim, Orders, ToVictim, VictimWires } from './victim-orders.ts';

const { settings, appUrl, sandboxUrl } = JSON.parse(process.argv[2] ?? '') as VictimWires;
const answer = readConfig(settings, project);
if (!answer.ok) throw new Error(answer.problems.join('\n'));

let orders: Orders | null = null;
let goOn = () => {};

async function reached(point: SendPoint): Promise<void> {
  if (point === orders?.point) await stop();
}

async function stop(): Promise<void> {
  if (orders?.how === 'die') {
    process.kill(process.pid, 'SIGKILL');
    // The signal may take its time; nothing more is done meanwhile.
    await new Promise(() => {});
  }
  orders = null;
  tell({ say: 'reached' });
  await new Promise<void>((resolve) => {
    goOn = resolve;
  });
}

function tell(word: FromVictim): void {
  process.send?.(word);
}

const connection = connect(appUrl, { max: 4 });
const boss = await openQueue(appUrl, false, (error) => console.error('victim:', error));
const log = (line: string) => console.error('victim:', line);
const { workTools } = wireClock({ config: answer.config, sandboxUrl, connection, boss, log, reached });
await connection.db.execute('select 1');

process.on('message', (word: ToVictim) => {
  if (word.say === 'go-on') goOn();
  else {
    orders = word.orders;
    const { point } = word.orders;
    const { openWork } = workTools.clock;
    const stopped = typeof point === 'string' ? openWork : stoppingWorks(openWork, point, stop);
    startWorker({ ...workTools, clock: { ...workTools.clock, openWork: stopped } }, null, async () => 0);
  }
});
// Nobody is left to give orders: a test that ended leaves no process behind.
process.on('disconnect', () => process.exit());
tell({ say: 'ready' });
