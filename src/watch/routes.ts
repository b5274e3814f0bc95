import type { FastifyInstance } from 'fastify';
import { operatorRoutes, type WatchTools } from './routes-operator.ts';
import { rateRoutes } from './routes-rates.ts';

/** The operators' pages: how one comes in, and what there is to watch over. */
export async function watchRoutes(app: FastifyInstance, tools: WatchTools): Promise<void> {
  await operatorRoutes(app, tools);
  await rateRoutes(app, tools);
}
