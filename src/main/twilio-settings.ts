/** The account for text messages. Live it may be left out, and then nothing is offered by SMS; the sandbox has one of its own. */
import { keyedHash } from '../values/secrets.ts';

export const twilioNames = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'] as const;

export type TwilioAccount = { readonly accountSid: string; readonly authToken: string; readonly from: string };

const shapes: { readonly [name in (typeof twilioNames)[number]]: readonly [RegExp, string] } = {
  TWILIO_ACCOUNT_SID: [/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hex digits'],
  TWILIO_AUTH_TOKEN: [/^\S{16,}$/, 'must be the whole token'],
  TWILIO_FROM: [/^\+[1-9]\d{6,14}$/, 'must be a number such as +4520304050'],
};

/** What is wrong with these settings, a sentence each. None at all is well. */
export function twilioProblems(env: Readonly<Record<string, string | undefined>>): string[] {
  const given = twilioNames.filter((name) => env[name] !== undefined);
  if (given.length === 0) return [];
  return twilioNames.flatMap((name) => {
    const [shape, must] = shapes[name];
    if (env[name] === undefined)
      return [`${name} is missing: set all of ${twilioNames.join(', ')}, or none of them to write no SMS.`];
    return shape.test(env[name]) ? [] : [`${name} ${must}.`];
  });
}

/** Null: no text message leaves this house. `sandboxKey` is set where the outside world is the sandbox. */
export function twilioAccount(
  env: Readonly<Record<string, string | undefined>>,
  sandboxKey: string | null,
): TwilioAccount | null {
  const [accountSid, authToken, from] = twilioNames.map((name) => env[name]);
  if (accountSid !== undefined && authToken !== undefined && from !== undefined) return { accountSid, authToken, from };
  if (sandboxKey === null) return null;
  // A number of those the Swedish authority keeps for films and books: nobody has it.
  return {
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: keyedHash(sandboxKey, 'sandbox twilio'),
    from: '+46701740699',
  };
}
