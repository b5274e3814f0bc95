/**
 * The only requests of this program to e-conomic that are no GET: that a web hook of ours is made or removed. Their address
 * lies on the OpenAPI family, is made here, and nothing that is handed in gets into it but the event's own name. The books
 * are not touched by them. No other file of the adapter names a verb; a test reads them.
 */
import { openApiPaths } from './versions.ts';

export type NewSubscription = {
  readonly eventType: string;
  readonly name: string;
  readonly url: string;
  readonly contentType: string;
  readonly postData: string;
  readonly customHeaders: readonly { readonly key: string; readonly value: string }[];
};

export type Change = { readonly make: NewSubscription } | { readonly remove: string };

export const subscriptionsPath = openApiPaths.subscriptions;

export type Request = { readonly method: 'POST'; readonly body: string } | { readonly method: 'DELETE' };

/** `path` below the OpenAPI family's address. Throws on an event's name that is none. */
export function changeRequest(change: Change): { readonly path: string; readonly request: Request } {
  if ('make' in change)
    return { path: subscriptionsPath, request: { method: 'POST', body: JSON.stringify(change.make) } };
  if (!/^[A-Z_]{1,60}$/.test(change.remove)) throw new Error('this is not the name of an event');
  return { path: `${subscriptionsPath}/${change.remove}`, request: { method: 'DELETE' } };
}
