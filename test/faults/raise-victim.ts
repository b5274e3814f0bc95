/** Starts `victim.ts` and speaks with it. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ourNode, ourNodeEnv } from '../our-node.ts';
import type { FromVictim, Orders, ToVictim, VictimWires } from './victim-orders.ts';

export type Victim = {
  /** Begins to work under these orders. */
  work(orders: Orders): void;
  /** It waits at its point. */
  readonly reached: Promise<void>;
  goOn(): void;
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** What ended it, once it has ended. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
};

const patienceMs = 30_000;

/** Answers when it stands ready; it does nothing before it has its orders. */
export async function raiseVictim(wires: VictimWires): Promise<Victim> {
  const child = fork(join(import.meta.dirname, 'victim.ts'), [JSON.stringify(wires)], {
    execArgv: [...ourNode],
    env: ourNodeEnv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  const said = (word: FromVictim['say']) =>
    new Promise<void>((resolve, reject) => {
      child.on('message', (heard: FromVictim) => heard.say === word && resolve());
      child.once('exit', () => reject(new Error(`the victim ended before it said "${word}"`)));
    });
  const tell = (word: ToVictim) => void child.send(word);
  const reached = said('reached');
  reached.catch(() => {});
  const slow = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await said('ready').finally(() => clearTimeout(slow));
  return {
    work: (orders) => tell({ say: 'work', orders }),
    reached,
    goOn: () => tell({ say: 'go-on' }),
    signal: (signal) => void child.kill(signal),
    ended,
  };
}

/** The promise, or an error in words when it takes too long. */
export async function within<Value>(what: string, promise: Promise<Value>, milliseconds = 20_000): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain: ${what}`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
