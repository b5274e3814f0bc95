/**
 * A 401 says that one of two secrets is not accepted, and not which: the creditor's grant, or ours. Before a creditor is told
 * that its grant was taken back, other grants that were accepted are tried; when they fail too, it is ours. A process just
 * started knows no other grant: then the house is asked what it remembers, and where that does not decide, nothing is decided
 * until another grant has been accepted or refused.
 */
import { refused, unknown } from '../../values/outcome.ts';
import { canStandInHeader, type EconomicAnswer, type EconomicClient } from './client.ts';

/** Two others that fail at the same moment are no coincidence, and asking more would cost calls in a bad hour. */
const mostTried = 2;
const mostRemembered = 50;
/** So many grants that are refused, and not one accepted since the start, are no coincidence either. */
const enoughRefused = 3;

/** What the house knows beyond this process. Asked only when this process has seen nothing that decides. */
export type HouseMemory = {
  /** Of how many creditors the books are being read; from three on it need not count further. */
  booksBeingRead(): Promise<number>;
  /** Was our own secret, as it is now, ever accepted? */
  secretWasAccepted(): Promise<boolean>;
  /** It was just now, for the first time in this process. */
  noteSecretAccepted(): Promise<void>;
};

/** Remembers nothing, so that no refusal is held against a creditor before a grant has been accepted in this process. */
export const nothingRemembered: HouseMemory = {
  booksBeingRead: async () => 1,
  secretWasAccepted: async () => false,
  noteSecretAccepted: async () => {},
};

/** What this process has seen since it was started, kept in memory only and shared by all its clients. */
export type GrantsSeen = {
  /** Grants that were accepted, the last one last. */
  readonly accepted: Set<string>;
  /** Grants refused while nothing could decide. */
  readonly doubted: Set<string>;
  secretIsGood: boolean;
};

export function grantsSeen(): GrantsSeen {
  return { accepted: new Set(), doubted: new Set(), secretIsGood: false };
}

type Judge = <Value>(grant: string, answer: EconomicAnswer<Value>) => Promise<EconomicAnswer<Value>>;

/** The same client, which answers `app-refused` where every grant is. `onAppRefused` is for whoever runs this program. */
export function tellingGrantsApart(
  client: EconomicClient,
  onAppRefused: () => void,
  house: HouseMemory = nothingRemembered,
  seen: GrantsSeen = grantsSeen(),
): EconomicClient {
  const judge = judgeOf(client, onAppRefused, house, seen);
  const { subscriptions } = client;
  return {
    ...client,
    readJson: async (grant, address) => judge(grant, await client.readJson(grant, address)),
    readBytes: async (grant, address) => judge(grant, await client.readBytes(grant, address)),
    subscriptions: {
      list: async (grant) => judge(grant, await subscriptions.list(grant)),
      make: async (grant, hook) => judge(grant, await subscriptions.make(grant, hook)),
      remove: async (grant, eventType) => judge(grant, await subscriptions.remove(grant, eventType)),
    },
  };
}

function judgeOf(client: EconomicClient, onAppRefused: () => void, house: HouseMemory, seen: GrantsSeen): Judge {
  const { accepted, doubted } = seen;

  async function accept(grant: string): Promise<void> {
    doubted.clear();
    accepted.delete(grant);
    accepted.add(grant);
    for (const oldest of accepted) {
      if (accepted.size <= mostRemembered) break;
      accepted.delete(oldest);
    }
    if (seen.secretIsGood) return;
    seen.secretIsGood = true;
    await house.noteSecretAccepted();
  }

  function ours(): EconomicAnswer<never> {
    onAppRefused();
    return refused({ code: 'app-refused' });
  }

  /** No other grant to try. Alone in the house, a secret that was accepted before leaves only the grant. */
  async function withoutWitness(grant: string, answer: EconomicAnswer<never>): Promise<EconomicAnswer<never>> {
    doubted.add(grant);
    const creditors = await house.booksBeingRead();
    if (creditors <= 1) return accepted.has(grant) || (await house.secretWasAccepted()) ? answer : ours();
    if (doubted.size >= Math.min(enoughRefused, creditors)) return ours();
    return unknown('e-conomic refused, and it cannot be told yet whether it was the grant or Rykker itself');
  }

  return async (grant, answer) => {
    if (answer.kind === 'done') {
      await accept(grant);
      return answer;
    }
    if (answer.kind !== 'refused' || answer.refusal.code !== 'grant-revoked' || !canStandInHeader(grant)) return answer;
    const others = [...accepted].filter((other) => other !== grant).slice(-mostTried);
    if (others.length === 0) return withoutWitness(grant, answer);
    for (const other of others) {
      const probe = await client.readJson(other, client.rest('self'));
      if (probe.kind === 'unknown') return probe;
      if (probe.kind === 'done' || probe.refusal.code !== 'grant-revoked') {
        accepted.delete(grant);
        return answer;
      }
    }
    return ours();
  };
}
