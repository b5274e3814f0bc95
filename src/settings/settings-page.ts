/** What all pages of settings have in common: whose they are, their own navigation, and who may change them. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, OpenWork, Work } from '../db/work.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import type { SettingsTools } from './tools.ts';

const places = [
  ['ladder', 'Letters', '/settings'],
  ['texts', 'Words', '/settings/texts'],
  ['segments', 'Segments', '/settings/segments'],
  ['sending', 'Sending', '/settings/sending'],
  ['markets', 'Countries', '/settings/markets'],
  ['payments', 'Payments', '/settings/payments'],
  ['people', 'People', '/settings/people'],
  ['e-conomic', 'In e-conomic', '/settings/e-conomic'],
  ['bookkeeping', 'Bookkeeping', '/desk/bookkeeping'],
] as const;

export type Place = (typeof places)[number][0];

type SettingsPage = {
  readonly place: Place;
  /** The view's name, where it is not the place's own. */
  readonly view?: string;
  readonly title: string;
  readonly status?: number;
  readonly says?: { readonly kind: 'refused'; readonly sentence: string };
  readonly [name: string]: unknown;
};

export function showSettings(reply: FastifyReply, tools: SettingsTools, page: SettingsPage): FastifyReply {
  const member = memberOf(reply.request);
  return renderPage(reply, `settings/${page.view ?? page.place}`, {
    ...page,
    layout: 'desk',
    section: 'settings',
    sandbox: tools.sandbox,
    creditorName: member.creditorName,
    memberName: member.name,
    places: places.map(([place, name, href]) => ({ name, href, here: place === page.place })),
    mayChange: member.role === 'admin',
  });
}

/** A work in the room of whoever is signed in, done by them. */
export function asMember<Value>(
  openWork: OpenWork,
  request: FastifyRequest,
  deed: (work: Work) => Promise<Value>,
): Promise<Value> {
  const { creditorId, memberId } = memberOf(request);
  const actor: Actor = { kind: 'member', id: memberId };
  return openWork({ creditorId, actor }, deed);
}
