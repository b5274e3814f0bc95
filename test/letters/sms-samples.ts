/** Every text message we can write, by the name of its approved text: what it is, then its language. */
import { languages } from '../../src/values/language.ts';
import { line, nudge, press, reminder, second } from './samples.ts';

export function smsSamples(): Map<string, string> {
  const all = new Map<string, string>();
  for (const language of languages) {
    const soon = [line('20450', '2026-03-26', 'nudge', 1000n), line('20451', '2026-03-27', 'nudge', 250n)];
    const one = {
      lines: [line('20417', '2026-02-16', 'second-reminder', 5000n)],
      principalMinor: 500000n,
      feeMinor: 0n,
      earlierFees: [],
      interest: null,
      totalMinor: 500000n,
    };
    const named = [
      ['nudge', nudge(language)],
      ['nudge-two', nudge(language, { lines: soon, payByDay: '2026-03-26', paysOnline: false })],
      ['first-reminder', reminder(language)],
      ['second-reminder', second(language)],
      ['second-reminder-one', second(language, { ...one, paysOnline: false })],
    ] as const;
    for (const [name, content] of named) all.set(`sms-${name}.${language}`, press.sms({ ...content, channel: 'sms' }));
  }
  return all;
}
