/** Keeps an embedded database in the folder it is told until SIGTERM: the program that the faults tests kill. */
import { startEmbeddedDatabase } from '../../src/main/embedded-database.ts';

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('say which folder');
const database = await startEmbeddedDatabase({ dataDir, log: () => {} });
process.once('SIGTERM', () => void database.stop().then(() => process.exit(0)));
console.log(JSON.stringify({ ownerUrl: database.ownerUrl, pid: database.pid }));
