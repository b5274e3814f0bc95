/** What goes by which channel: a notice is in writing that can be kept, and a fee is told of whole. */
import { kindOf, type Rung } from '../ladder/rungs.ts';
import { fault, type LadderFault, warning } from './ladder-fault.ts';

export function channelFaults(rung: Rung): LadderFault[] {
  if (!rung.channels.includes('sms')) return [];
  if (kindOf(rung.key) === 'notice')
    return rung.channels.includes('email')
      ? []
      : [
          fault(
            rung,
            'channel',
            'A notice cannot go by SMS: it has to be in writing the debtor can keep, and it says more than a text message holds. Let it go by e-mail.',
          ),
        ];
  if (!rung.on || rung.feeMinor === 0n) return [];
  return [
    warning(
      rung,
      'channel',
      'By SMS the debtor reads what to pay and by when; what the fee is and why stands in the letter behind the link.',
    ),
  ];
}
