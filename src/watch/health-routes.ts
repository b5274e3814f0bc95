/** Is the program alive, and can it serve: for the platform that keeps it running. Says no more than that. */
import type { FastifyInstance } from 'fastify';

export type HealthTools = {
  /** Answers when the database does. */
  readonly databaseAnswers: () => Promise<unknown>;
};

export async function healthRoutes(app: FastifyInstance, tools: HealthTools): Promise<void> {
  app.get('/health/live', async () => ({ ok: true }));
  app.get('/health/ready', async (_request, reply) => {
    try {
      await tools.databaseAnswers();
      return { ok: true };
    } catch {
      return reply.code(503).send({ ok: false, why: 'the database does not answer' });
    }
  });
}
