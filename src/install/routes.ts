/**
 * The way in: installing, signing in and stepping over to another creditor.
 *
 * GET changes nothing anywhere, with one exception: the grant page sends people back by GET with a token, and that token
 * must be kept before the address can be cleaned of it. It touches no session: whoever is signed in stays who they are.
 */
import type { FastifyInstance } from 'fastify';
import { connectRoutes } from './routes-connect.ts';
import { signInRoutes } from './routes-sign-in.ts';
import type { InstallTools } from './tools.ts';

export async function installRoutes(app: FastifyInstance, tools: InstallTools): Promise<void> {
  await app.register(async (door) => connectRoutes(door, tools));
  await app.register(async (door) => signInRoutes(door, tools));
}
