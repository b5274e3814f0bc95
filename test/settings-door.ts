/** The settings hung on a server without a port, and browsers of its members. */
import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import { settingsRoutes } from '../src/settings/routes.ts';
import type { SettingsTools } from '../src/settings/tools.ts';
import { emptyServer, type People, sealKeys, signedIn } from './people.ts';
import { press, proposeTools } from './seed.ts';

/** Hangs them on `app`, with nobody at the payment provider's end unless `tools` says otherwise. */
export async function hangSettings(
  app: FastifyInstance,
  { db, openWork }: Pick<People, 'db' | 'openWork'>,
  tools: Partial<SettingsTools> = {},
): Promise<void> {
  await settingsRoutes(app, {
    db,
    openWork,
    ...proposeTools,
    press,
    sealKeys,
    publicUrl: 'http://localhost:3000',
    stripe: { connectUrl: 'http://localhost:1', connectClientId: 'ca_123', secretKey: 'sk_test' },
    sandbox: true,
    tonightPath: '/desk/tonight',
    economicHookPath: (creditorId) => `/hooks/e-conomic/${creditorId}.secret`,
    ...tools,
  });
}

export async function settingsDoor(
  t: Test,
  house: Pick<People, 'db' | 'openWork'>,
  tools: Partial<SettingsTools> = {},
) {
  const app = await emptyServer(t);
  await hangSettings(app, house, tools);
  return app;
}

/** A field with several values is sent several times, as a browser sends it. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

/** What the browser of a signed-in member does; `post` does not follow where it is led. */
export function browserOf(app: FastifyInstance, session: string) {
  const get = (url: string) => app.inject({ url, headers: signedIn(session) });
  const post = (url: string, form: Form = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...signedIn(session), 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(
        Object.entries(form).flatMap(([field, value]) => [value].flat().map((each) => [field, each])),
      ).toString(),
    });
  return { get, post };
}
