/**
 * The debtor's own door. The link in a letter is exchanged for a cookie and a clean address; a GET writes a session and
 * nothing else. What is owed, and to whom, comes from the session and our ledger, never from a form.
 */
import type { FastifyInstance } from 'fastify';
import { actRoutes } from './routes-acts.ts';
import { copyRoutes } from './routes-copies.ts';
import { letterRoutes } from './routes-letters.ts';
import { pageRoutes } from './routes-pages.ts';
import { statementRoutes } from './routes-statement.ts';
import type { PortalTools } from './tools.ts';
import { readPortalWords } from './words.ts';

export async function portalRoutes(app: FastifyInstance, tools: PortalTools): Promise<void> {
  const words = readPortalWords(tools.viewsDir);
  await app.register(async (door) => {
    pageRoutes(door, tools, words);
    actRoutes(door, tools, words);
    statementRoutes(door, tools, words);
    copyRoutes(door, tools, words);
    letterRoutes(door, tools, words);
  });
}
