/** What start hands to wiring and what it gets back. */
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
};

export type App = {
  /** What a person is told at start: the desk, the sandbox's console, its inbox. */
  readonly addresses: ReadonlyArray<{ readonly label: string; readonly url: string }>;
  /** Finishes what is under way, takes nothing new. */
  close(): Promise<void>;
};
