/** Works that are stopped in the midst: their process dies there, or their connection is cut. */
import { sql } from 'drizzle-orm';
import type { OpenWork, Work } from '../../src/db/work.ts';

/**
 * The `nth` work of a deed, by the machine's name for it or a member's id, and where in it: before one of its statements
 * (the first is 1), when all is done and nothing is committed, or when it has just been committed.
 */
export type WorkPoint = {
  readonly work: string;
  readonly nth: number;
  readonly at: number | 'uncommitted' | 'committed';
};

/** The same opener, whose works are stopped at the point; `stop` may end the process, or answer and let the work go on. */
export function stoppingWorks(
  openWork: OpenWork,
  { work: name, nth, at }: WorkPoint,
  stop: (work: Work | null) => Promise<void>,
): OpenWork {
  let seen = 0;
  return async (who, deed) => {
    if (who.actor.id !== name) return openWork(who, deed);
    seen += 1;
    if (seen !== nth) return openWork(who, deed);
    const value = await openWork(who, async (work) => {
      const value = await deed(typeof at === 'number' ? { ...work, tx: stoppingBefore(work, at, stop) } : work);
      if (at === 'uncommitted') await stop(work);
      return value;
    });
    if (at === 'committed') await stop(null);
    return value;
  };
}

function stoppingBefore(work: Work, at: number, stop: (work: Work) => Promise<void>): Work['tx'] {
  let statements = 0;
  return new Proxy(work.tx, {
    get(tx, name) {
      const own: unknown = Reflect.get(tx, name);
      if (name !== 'execute') return typeof own === 'function' ? own.bind(tx) : own;
      return async (query: Parameters<typeof tx.execute>[0]) => {
        statements += 1;
        if (statements === at) await stop(work);
        return tx.execute(query);
      };
    },
  });
}

/** The number of the database's process that does this work: what `pg_terminate_backend` takes. */
export async function backendOf(work: Work): Promise<number> {
  const [row] = await work.tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return row!.pid;
}
