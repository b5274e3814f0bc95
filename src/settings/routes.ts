/**
 * What a creditor decides. Every member may look; only an admin changes anything. Each act is a POST, is on the trail, and
 * is answered with a sentence that says what happened.
 */
import type { FastifyInstance } from 'fastify';
import { backlogRoutes } from './routes-backlog.ts';
import { economicRoutes } from './routes-e-conomic.ts';
import { ladderRoutes } from './routes-ladder.ts';
import { ladderEditRoutes } from './routes-ladder-edit.ts';
import { ladderSaveRoutes } from './routes-ladder-save.ts';
import { ladderVersionRoutes } from './routes-ladder-versions.ts';
import { marketRoutes } from './routes-markets.ts';
import { paymentRoutes } from './routes-payments.ts';
import { peopleRoutes } from './routes-people.ts';
import { segmentRoutes } from './routes-segments.ts';
import { sendingRoutes } from './routes-sending.ts';
import { standingYesRoutes } from './routes-standing-yes.ts';
import { textRoutes } from './routes-texts.ts';
import type { SettingsTools } from './tools.ts';

export async function settingsRoutes(app: FastifyInstance, tools: SettingsTools): Promise<void> {
  await app.register(async (door) => {
    ladderRoutes(door, tools);
    textRoutes(door, tools);
    ladderEditRoutes(door, tools);
    ladderSaveRoutes(door, tools);
    ladderVersionRoutes(door, tools);
    standingYesRoutes(door, tools);
    segmentRoutes(door, tools);
    sendingRoutes(door, tools);
    backlogRoutes(door, tools);
    marketRoutes(door, tools);
    peopleRoutes(door, tools);
    economicRoutes(door, tools);
    await paymentRoutes(door, tools);
  });
}
