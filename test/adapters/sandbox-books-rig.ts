/** One small agreement and a caller that asks e-conomic as our client does. */
import { addAgreement, addCustomer, grantAccess } from '../../src/sandbox/people.ts';
import { type Rig, startRig } from './sandbox-rig.ts';

export type Json = Record<string, unknown> & { collection: Json[]; items: Json[]; pagination: Record<string, unknown> };

/** Fetches as our client does; the body is whatever JSON came. */
export function caller(rig: Rig, grant: string) {
  const headers = { 'x-appsecrettoken': rig.options.economicAppSecretToken, 'x-agreementgranttoken': grant };
  const get = async (url: string, more: RequestInit = {}) => {
    const answer = await fetch(url, { ...more, headers: { ...headers, ...(more.headers as Record<string, string>) } });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {}) as Json,
    };
  };
  return {
    rest: (path: string, filter?: string) =>
      get(`${rig.sandbox.economicRestUrl}${path}${filter ? `filter=${encodeURIComponent(filter)}` : ''}`),
    open: (path: string, filter?: string) =>
      get(`${rig.sandbox.economicOpenApiUrl}${path}${filter ? `?filter=${encodeURIComponent(filter)}` : ''}`),
    get,
  };
}

/** One agreement with one debtor, nothing booked. */
export async function smallRig() {
  const rig = await startRig({ seed: 'nobody' });
  addAgreement(rig.sandbox.world, { number: 77 });
  addCustomer(rig.sandbox.world, 77, { number: 1, name: 'Café Prøve ApS' });
  return { rig, world: rig.sandbox.world, ...caller(rig, grantAccess(rig.sandbox.world, 77)) };
}
