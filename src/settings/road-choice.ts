/** By which road a step's letter goes, as the editor offers it: each choice is an order of channels. */
import type { Channel } from '../ladder/rungs.ts';

export const roads: readonly {
  readonly value: string;
  readonly channels: readonly Channel[];
  readonly name: string;
}[] = [
  { value: 'email', channels: ['email'], name: 'by e-mail' },
  { value: 'sms-email', channels: ['sms', 'email'], name: 'by SMS, else by e-mail' },
  { value: 'email-sms', channels: ['email', 'sms'], name: 'by e-mail, else by SMS' },
  { value: 'sms', channels: ['sms'], name: 'by SMS only' },
];

/** What was chosen; null for what is no choice, or was not asked. */
export function channelsChosen(value: string | undefined): readonly Channel[] | null {
  return roads.find((road) => road.value === value)?.channels ?? null;
}

export function roadOf(channels: readonly Channel[]) {
  return roads.find((road) => road.channels.join() === channels.join()) ?? roads[0]!;
}
