import { setTimeout as wait } from 'node:timers/promises';
import { second } from '../values/day.ts';
import type { BookkeepingAnswer } from './port.ts';

const mostWaits = 5;
/** A longer wait is no wait: the pull gives up and the next one comes then. */
const longestWait = 60 * second;

/**
 * Asks the books, and again after the time they name when they ask us to slow down, and up to a fifth longer: those who
 * were told together do not come back together. A bounded number of times.
 */
export async function askPatiently<Value>(ask: () => BookkeepingAnswer<Value>): BookkeepingAnswer<Value> {
  for (let waits = 0; ; waits += 1) {
    const answer = await ask();
    if (answer.kind !== 'refused' || answer.refusal.code !== 'slow-down') return answer;
    if (waits === mostWaits || answer.refusal.retryAfterMs > longestWait) return answer;
    await wait(answer.refusal.retryAfterMs * (1 + Math.random() / 5));
  }
}
