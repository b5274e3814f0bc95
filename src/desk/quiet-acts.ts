/** The next best act on what waits: a button where one press does it, else a link to where it is done. */
import type { Asking } from '../cases/worklist.ts';
import { quietWords } from './quiet-words.ts';

export type QuietAct =
  /** `forAdmins`: what it leads to is not a rep's to do. */
  | { readonly kind: 'link'; readonly href: string; readonly name: string; readonly forAdmins: boolean }
  /** A form that is sent to the case's own act, and comes back to the list. `restedByMember`: a rep may press it too. */
  | {
      readonly kind: 'press';
      readonly action: string;
      readonly fields: readonly { readonly name: string; readonly value: string }[];
      readonly name: string;
      readonly restedByMember: boolean;
    };

/** Holds that a look at the case's one sentence decides. A question wants words, money that was given back wants the books. */
const pressed = ['complaint', 'part-payment', 'credit-note', 'payment-reversed', 'chased-there'];

/** What is asked of a person, wherever it is shown. */
type Asked = Pick<Asking, 'kind' | 'what' | 'caseId' | 'subjectId'>;

export function quietAct(asking: Asked): QuietAct {
  const { kind, what, caseId, subjectId } = asking;
  const here = `/desk/cases/${caseId}`;
  const name = quietWords(asking).act;
  const press = (action: string, fields: { name: string; value: string }[] = [], restedByMember = false) =>
    ({ kind: 'press', action: `${here}/${action}`, fields, name, restedByMember }) as const;
  const link = (href: string, forAdmins = true) => ({ kind: 'link', href, name, forAdmins }) as const;
  // To chase all the same wants a reason, which is written on the case.
  if (kind === 'hold' && what === 'unmatched-money') return link(`${here}#stops`);
  if (kind === 'hold') return pressed.includes(what) ? press(`holds/${subjectId}/end`) : link(`${here}#questions`);
  if (kind === 'rests') return press(`holds/${subjectId}/end`, [], true);
  if (kind === 'late-yes' || kind === 'late-letter') return link(`/desk/queue?open=${subjectId}`, false);
  if (kind === 'promise-broken' || kind === 'handed-over' || kind === 'ladder-ended')
    return link(`${here}#rest`, false);
  if (kind !== 'letter') return link(`${here}#stops`);
  switch (what) {
    case 'balance-supports-claim':
      return link(`${here}#stops`);
    case 'debtor-is-solvent':
      return press('decisions', [{ name: 'decide', value: 'solvency' }]);
    case 'recipient-exists':
    case 'address-works':
      return link(`${here}#email`);
    case 'market-is-confirmed':
      return link('/settings/markets');
    case 'fee-within-cap':
      return link('/settings');
    default:
      return link(here);
  }
}
