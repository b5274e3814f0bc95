/** What start hands to wiring and what it gets back. */
import type { World } from '../sandbox/world.ts';
import type { Config } from './config.ts';

/** `both` is `npm start`: one process that serves pages and does the work. */
export type Role = 'both' | 'web' | 'worker';

export type AppGiven = {
  readonly config: Config;
  readonly role: Role;
  readonly appUrl: string;
  /** Null when this process may not migrate. The program itself never needs it. */
  readonly ownerUrl: string | null;
  readonly log: (line: string) => void;
  /** How many connections to the database at most; left out: as many as jobs are done at once. */
  readonly connections?: number;
  /** Who lives in a new sandbox; left out: Nordvind. */
  readonly seed?: 'nordvind' | 'nobody';
};

export type App = {
  /** What a person is told at start: the desk, the sandbox's console, its inbox. */
  readonly addresses: ReadonlyArray<{ readonly label: string; readonly url: string }>;
  /** The outside world of a process that hosts the sandbox: stories book invoices in it. Null elsewhere. */
  readonly world: World | null;
  /** Finishes what is under way, takes nothing new. */
  close(): Promise<void>;
};
