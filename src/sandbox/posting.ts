/** How vendors' web hooks go out: a few tries on wall time, and a way to wait until none is on its way. */

export type HookPost = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const delaysMs = [0, 250, 1000, 3000];
const patienceMs = 10_000;

export type Posting = {
  /** True once somebody answered 2xx; false when every try failed. `again` is asked before each try for fresh headers. */
  post(make: () => HookPost): Promise<boolean>;
  /** Does something a moment from now, and counts it as on its way until it is done. */
  later(ms: number, act: () => Promise<void>): void;
  /** Resolves when nothing is on its way. */
  quiet(): Promise<void>;
  /** No further tries; those on their way are cut. */
  stop(): Promise<void>;
};

export function startPosting(): Posting {
  const underWay = new Set<Promise<unknown>>();
  const stopped = new AbortController();
  const counted = <Value>(act: Promise<Value>): Promise<Value> => {
    underWay.add(act);
    void act.finally(() => underWay.delete(act)).catch(() => undefined);
    return act;
  };
  const post = (make: () => HookPost) => counted(tryHard(make, stopped.signal));
  const later = (ms: number, act: () => Promise<void>) => {
    void counted(waited(ms, stopped.signal).then((goOn) => (goOn ? act() : undefined)));
  };
  const quiet = async () => {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  };
  const stop = async () => {
    stopped.abort();
    await quiet();
  };
  return { post, later, quiet, stop };
}

async function tryHard(make: () => HookPost, stopped: AbortSignal): Promise<boolean> {
  for (const delay of delaysMs) {
    if (!(await waited(delay, stopped))) return false;
    const { url, headers, body } = make();
    try {
      const signal = AbortSignal.any([stopped, AbortSignal.timeout(patienceMs)]);
      const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await answer.body?.cancel();
      if (answer.ok) return true;
      // Postmark and Stripe both take 403 and 410 as "stop for good".
      if (answer.status === 403 || answer.status === 410) return false;
    } catch {
      // Nobody is there yet, or the answer never came: the next try is the answer to both.
    }
  }
  return false;
}

function waited(ms: number, stopped: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve(false);
    const onStop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      stopped.removeEventListener('abort', onStop);
      resolve(true);
    }, ms);
    stopped.addEventListener('abort', onStop, { once: true });
  });
}
