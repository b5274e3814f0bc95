/** `rykker operator-link "Name"`: whoever has the shell is an operator, and gets a link that signs in once. */
import { resolve } from 'node:path';
import { hashToken, newToken } from '../values/secrets.ts';
import { keepOperatorLink, linkMinutes } from '../watch/store-operators.ts';
import { type Command, fail } from './command.ts';
import { type Config, readProcessConfig } from './config.ts';
import { openDatabase } from './open-database.ts';
import { queuePlans } from './queue.ts';
import { ownerOfRunningDatabase } from './running-database.ts';

export const operatorLinkCommand: Command = {
  name: 'operator-link',
  usage: `npm run rykker -- operator-link "Name"
  Prints a link that signs you in as an operator, once, within ${linkMinutes} minutes: reference rates are confirmed there. What you do is kept
  with the name you give here.`,
  run: async (words) => {
    const name = words.join(' ').trim();
    if (name === '' || name.length > 100) return fail(operatorLinkCommand.usage);
    const answer = readProcessConfig(resolve(import.meta.dirname, '..', '..'));
    if (!answer.ok) return fail(answer.problems.join('\n'));

    const database = await ownersDatabase(answer.config);
    if (typeof database === 'string') return fail(database);
    try {
      const token = newToken();
      await keepOperatorLink(database.ownerUrl, hashToken(token), name);
      console.log(`${answer.config.publicUrl}/operator/in/${token}`);
      return 0;
    } finally {
      await database.close();
    }
  },
};

type OwnersDatabase = { readonly ownerUrl: string; close(): Promise<void> };

/** The database with its owner's address: the running embedded one, or opened for this command. Else why not. */
async function ownersDatabase(config: Config): Promise<OwnersDatabase | string> {
  const needsOwner = 'An operator’s link needs DATABASE_OWNER_URL: the address with the role that owns the tables.';
  if (config.database.kind === 'server' && config.database.ownerUrl === null) return needsOwner;
  const running = config.database.kind === 'embedded' ? await ownerOfRunningDatabase(config.dataDir) : null;
  if (running !== null) return { ownerUrl: running, close: async () => {} };
  const opened = await openDatabase(config, queuePlans, console.error);
  if (opened.kind === 'refused') return opened.why;
  const { ownerUrl, close } = opened;
  if (ownerUrl !== null) return { ownerUrl, close };
  await close();
  return needsOwner;
}
