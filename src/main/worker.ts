/** The working half of the program: ticks, and works off what the tick and the doors have put in the queues. */

import { quickQueues, readingQueues } from '../clock/jobs.ts';
import { lookForRates, type RateTools } from '../clock/look-for-rates.ts';
import { creditorsToChain } from '../clock/store.ts';
import { tick } from '../clock/tick.ts';
import { type WorkOffTools, workOff } from '../clock/work-off.ts';
import { chainLedger } from '../ledger/chain-ledger.ts';
import { worksOf } from '../sending/tools.ts';
import { chainTrail } from '../trail/chain-trail.ts';

const restBetweenRounds = 250;
const readers = 4;
const tickEvery = 1000;
const chainEvery = 3000;
const headsEvery = 60_000;
/** Whether a bank is asked is decided by the calendar (clock/rates-due.ts); this is how often the calendar is read. */
const ratesEvery = 3_600_000;

export type Worker = { stop(): Promise<void> };

/** Starts the loops; without `rates` no central bank is asked. What throws is told and tried again in the next round; nothing here ends the process. */
export function startWorker(tools: WorkOffTools, rates: RateTools | null, keepHeads: () => Promise<number>): Worker {
  let stopping = false;
  const sleepers = new Set<() => void>();
  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      sleepers.add(wake);
    });
  const loop = async (name: string, every: number, round: () => Promise<number>) => {
    while (!stopping) {
      const done = await round().catch((error: unknown) => {
        tools.complain({ queue: name, job: '', error });
        return 0;
      });
      if (!stopping && done === 0) await rest(every);
    }
  };
  const loops = [
    loop('work-off', restBetweenRounds, () => workOff(tools, quickQueues)),
    // Each takes one creditor at a time: as many slow ones as there are readers, and only then does anybody wait.
    ...Array.from({ length: readers }, () =>
      loop('read-books', restBetweenRounds, () => workOff(tools, readingQueues, 1)),
    ),
    loop('tick', tickEvery, () => tick({ db: tools.db, openWork: tools.clock.openWork }).then(() => 0)),
    loop('chain', chainEvery, () => chainAll(tools)),
    loop('heads', headsEvery, keepHeads),
    ...(rates === null ? [] : [loop('rates', ratesEvery, () => lookForRates(rates).then(() => 0))]),
  ];
  return {
    stop: async () => {
      stopping = true;
      for (const wake of [...sleepers]) wake();
      await Promise.all(loops);
    },
  };
}

/** One round of both sequencers for everybody who has rows waiting. Whose chain is in trouble keeps nobody else's back. */
async function chainAll(tools: WorkOffTools): Promise<number> {
  let linked = 0;
  for (const creditorId of await creditorsToChain(tools.db)) {
    for (const [queue, sequencer] of sequencers) {
      linked += await worksOf(
        tools.clock,
        creditorId,
        queue,
      )(sequencer).catch((error: unknown) => {
        tools.complain({ queue, job: creditorId, error });
        return 0;
      });
    }
  }
  return linked;
}

const sequencers = [
  ['chain-trail', chainTrail],
  ['chain-ledger', chainLedger],
] as const;
