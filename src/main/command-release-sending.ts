/** `rykker release-sending`: lets a restored or copied database send again. */
import { resolve } from 'node:path';
import { releaseSending } from '../db/release-sending.ts';
import { type Command, fail } from './command.ts';
import { readProcessConfig } from './config.ts';
import { openDatabase } from './open-database.ts';
import { queuePlans } from './queue.ts';

export const releaseSendingCommand: Command = {
  name: 'release-sending',
  usage: `npm run rykker -- release-sending
  Lets this database send again after it was restored or copied, or stood still for a day. Look first that the original no longer sends:
  two databases that send the same letters are what this lock is for.`,
  run: async (words) => {
    if (words.length > 0) return fail(releaseSendingCommand.usage);
    const answer = readProcessConfig(resolve(import.meta.dirname, '..', '..'));
    if (!answer.ok) return fail(answer.problems.join('\n'));
    const { database } = answer.config;
    if (database.kind === 'server' && database.ownerUrl === null)
      return fail('Releasing needs DATABASE_OWNER_URL: the address with the role that owns the tables.');

    const opened = await openDatabase(answer.config, queuePlans, console.log);
    if (opened.kind === 'refused') return fail(opened.why);
    try {
      if (opened.ownerUrl === null) return fail('Releasing needs the role that owns the tables.');
      const epoch = await releaseSending(opened.ownerUrl);
      console.log(`This database may send from now on (epoch ${epoch}).`);
      return 0;
    } finally {
      await opened.close();
    }
  },
};
