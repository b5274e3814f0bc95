/**
 * A 401 says that one of two secrets is not accepted, and not which: the creditor's grant, or ours. Before a creditor is told
 * that its grant was taken back, other grants that were accepted are tried; when they fail too, it is ours.
 */
import { refused } from '../../values/outcome.ts';
import type { EconomicAnswer, EconomicClient } from './client.ts';

/** Two others that fail at the same moment are no coincidence, and asking more would cost calls in a bad hour. */
const mostTried = 2;
const mostRemembered = 50;

/** The same client, which answers `app-refused` where every grant is. `onAppRefused` is for whoever runs this program. */
export function tellingGrantsApart(
  client: EconomicClient,
  onAppRefused: () => void,
  /** In memory only, the last accepted last. A process just started knows none, and takes a 401 at its word. */
  accepted: Set<string> = new Set(),
): EconomicClient {
  async function judge<Value>(grant: string, answer: EconomicAnswer<Value>): Promise<EconomicAnswer<Value>> {
    if (answer.kind === 'done') {
      accepted.delete(grant);
      accepted.add(grant);
      for (const oldest of accepted) {
        if (accepted.size <= mostRemembered) break;
        accepted.delete(oldest);
      }
      return answer;
    }
    if (answer.kind !== 'refused' || answer.refusal.code !== 'grant-revoked') return answer;
    const others = [...accepted].filter((other) => other !== grant).slice(-mostTried);
    for (const other of others) {
      const probe = await client.readJson(other, client.rest('self'));
      if (probe.kind === 'unknown') return probe;
      if (probe.kind === 'done' || probe.refusal.code !== 'grant-revoked') {
        accepted.delete(grant);
        return answer;
      }
    }
    if (others.length === 0) return answer;
    onAppRefused();
    return refused({ code: 'app-refused' });
  }

  return {
    ...client,
    readJson: async (grant, address) => judge(grant, await client.readJson(grant, address)),
    readBytes: async (grant, address, most) => judge(grant, await client.readBytes(grant, address, most)),
  };
}
