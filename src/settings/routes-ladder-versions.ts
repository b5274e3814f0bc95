import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readCreditor } from '../creditors/store.ts';
import { readLadderVersions } from '../creditors/store-ladders.ts';
import { readMembers } from '../creditors/store-members.ts';
import { sendProblem } from '../web/errors.ts';
import { memberGate } from '../web/member-session.ts';
import { ladderVersionsPage } from './ladder-versions-page.ts';
import { ladderAsked } from './routes-ladder-edit.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const compared = z.object({ version: z.string().optional(), with: z.string().optional() }).catch({});

/** Every version of a ladder there has been, and those planned. */
export function ladderVersionRoutes(app: FastifyInstance, tools: SettingsTools): void {
  app.get('/settings/ladder/versions', { preHandler: memberGate({ db: tools.db }) }, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.query);
    if (on === null) return sendProblem(reply, 'not-found');
    const read = await asMember(tools.openWork, request, async (work) => ({
      now: work.now,
      timeZone: (await readCreditor(work)).timeZone,
      versions: await readLadderVersions(work, on.name),
      names: new Map((await readMembers(work)).map((member) => [member.id, member.name])),
    }));
    return showSettings(reply, tools, {
      place: 'ladder',
      view: 'ladder-versions',
      title: 'Versions',
      ...ladderVersionsPage(on, read, compared.parse(request.query)),
    });
  });
}
