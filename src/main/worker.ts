/** The working half of the program: ticks, and works off what the tick and the doors have put in the queues. */
import { renewRates } from '../clock/renew-rates.ts';
import { creditorsToChain } from '../clock/store.ts';
import { tick } from '../clock/tick.ts';
import { type WorkOffTools, workOff } from '../clock/work-off.ts';
import { chainLedger } from '../ledger/chain-ledger.ts';
import type { CentralBank } from '../ledger/port.ts';
import { worksOf } from '../sending/tools.ts';
import { chainTrail } from '../trail/chain-trail.ts';

const restBetweenRounds = 250;
const tickEvery = 1000;
const chainEvery = 3000;
const ratesEvery = 3_600_000;

export type Worker = { stop(): Promise<void> };

/** Starts the loops. What throws is told and tried again in the next round; nothing here ends the process. */
export function startWorker(tools: WorkOffTools, bank: CentralBank | null): Worker {
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
    loop('work-off', restBetweenRounds, () => workOff(tools)),
    loop('tick', tickEvery, () => tick({ db: tools.db, openWork: tools.clock.openWork }).then(() => 0)),
    loop('chain', chainEvery, () => chainAll(tools)),
    ...(bank === null ? [] : [loop('rates', ratesEvery, () => renewRates({ db: tools.db, bank }).then(() => 0))]),
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
