/** What a test and its victim say to each other. */
import type { SendPoint } from '../../src/sending/tools.ts';
import type { WorkPoint } from './stopping-works.ts';

/** Everything a worker in a process of its own needs: the settings of its environment, and where its queue is. */
export type VictimWires = {
  readonly settings: Readonly<Record<string, string>>;
  readonly appUrl: string;
  readonly sandboxUrl: string;
};

/** `die`: SIGKILL by its own hand, at once. `wait`: says that it has come there, and stays until it is killed or told to go on. */
export type Orders = { readonly point: SendPoint | WorkPoint; readonly how: 'die' | 'wait' };

export type ToVictim = { readonly say: 'work'; readonly orders: Orders } | { readonly say: 'go-on' };
export type FromVictim = { readonly say: 'ready' } | { readonly say: 'reached' };
