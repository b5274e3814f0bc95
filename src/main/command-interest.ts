/** `rykker interest`: late interest on one claim, from the project's own rates. Needs no database and no settings. */
import { type Command, fail } from './command.ts';
import { interestAnswer } from './interest-answer.ts';
import { readInterestArguments } from './interest-arguments.ts';

export const interestCommand: Command = {
  name: 'interest',
  usage: `npm run --silent rykker -- interest --market SE --principal 650.00 --currency SEK --from 2013-07-12 --to 2016-09-29
    [--day-count actual|30/360] [--kind business|sole-trader|consumer] [--contract-rate 12]
  Prints late interest as JSON. --from is the due day, which bears none, taken as it is; --to is the payment day, which does.`,
  run: (words) => {
    const asked = readInterestArguments(words);
    if (!asked.ok) return fail(asked.sentence, 2);
    const answer = interestAnswer(asked.value);
    if (!answer.ok) return fail(answer.sentence, 2);
    console.log(JSON.stringify(answer.value));
    return 0;
  },
};
