/** Wires the rooms together. */
import fastify from 'fastify';
import { connect } from '../db/connect.ts';
import type { QueuePlan } from '../db/queues.ts';
import type { App, AppGiven } from './app.ts';

/** Every queue there is; made at migration time. */
export const queuePlans: readonly QueuePlan[] = [];

/** Starts the role this process was started for. */
export async function startApp({ config, appUrl }: AppGiven): Promise<App> {
  const database = connect(appUrl, { max: 5 });
  const web = fastify();
  web.get('/health/live', async () => ({ ok: true }));
  web.get('/health/ready', async () => {
    await database.sql`select 1`;
    return { ok: true };
  });
  await web.listen({ port: config.port, host: config.sandbox ? 'localhost' : '0.0.0.0' });
  const close = async () => {
    await web.close();
    await database.close();
  };
  return { addresses: [{ label: 'Desk', url: `${config.publicUrl}/desk` }], close };
}
