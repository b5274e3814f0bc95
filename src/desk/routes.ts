/** The desk: what a creditor's people see and do about their debtors. Everybody here has signed in. GET changes nothing. */
import type { FastifyInstance } from 'fastify';
import { memberGate } from '../web/member-session.ts';
import { bookkeepingRoutes } from './routes-bookkeeping.ts';
import { bulkRoutes } from './routes-bulk.ts';
import { caseInvoiceRoutes } from './routes-case-invoices.ts';
import { caseRoutes } from './routes-cases.ts';
import { copyRoutes } from './routes-copies.ts';
import { debtorRestRoutes } from './routes-debtor-rest.ts';
import { debtorRoutes } from './routes-debtors.ts';
import { proposeAgainRoutes } from './routes-propose-again.ts';
import { queueRoutes } from './routes-queue.ts';
import { replayRoutes } from './routes-replay.ts';
import { skipRoutes } from './routes-skip.ts';
import { statementRoutes } from './routes-statement.ts';
import { tonightRoutes } from './routes-tonight.ts';
import { trailRoutes } from './routes-trail.ts';
import { worklistRoutes } from './routes-worklist.ts';
import type { DeskTools } from './tools.ts';

export async function deskRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get('/', (_request, reply) => reply.redirect('/desk/queue', 303));
  app.get('/desk', (_request, reply) => reply.redirect('/desk/queue', 303));
  await app.register(async (door) => {
    door.addHook('preHandler', memberGate({ db: tools.db }));
    await queueRoutes(door, tools);
    await bulkRoutes(door, tools);
    await skipRoutes(door, tools);
    await proposeAgainRoutes(door, tools);
    await caseRoutes(door, tools);
    await caseInvoiceRoutes(door, tools);
    await debtorRoutes(door, tools);
    await debtorRestRoutes(door, tools);
    await statementRoutes(door, tools);
    await copyRoutes(door, tools);
    await bookkeepingRoutes(door, tools);
    await worklistRoutes(door, tools);
    await tonightRoutes(door, tools);
    await trailRoutes(door, tools);
    await replayRoutes(door, tools);
  });
}
