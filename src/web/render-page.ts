/**
 * A view inside its layout. What each layout prints is typed here and explained at the head of `views/layouts/*.eta`.
 */
import type { FastifyReply } from 'fastify';
import type { Language } from '../values/language.ts';
import { type FlashKind, takeSentence } from './flash.ts';

export type DeskSection = 'queue' | 'cases' | 'debtors' | 'worklist' | 'tonight' | 'settings';

type EveryPage = {
  /** The page's own name; the layout adds whose page it is. */
  readonly title: string;
  readonly language?: Language;
  /** What the sandbox must say about itself; true for the usual sentence. */
  readonly sandbox?: boolean;
  /** The HTTP status; 200 when left out. */
  readonly status?: number;
  /** A sentence to say at the top of this very answer, for a form shown again. A redirected sentence comes by itself. */
  readonly says?: { readonly kind: FlashKind; readonly sentence: string };
};

export type DeskPage = EveryPage & {
  readonly layout: 'desk';
  readonly creditorName: string;
  readonly memberName: string;
  readonly section: DeskSection | null;
  /** Counts beside the names of sections: { queue: 18, worklist: 6 }. */
  readonly counts?: { readonly [section in DeskSection]?: number };
  /** How old the books' figures are: "Read from e-conomic at 09:14." Left out where it does not matter. */
  readonly freshness?: string;
  /** The freshness sentence is a warning: the figures are older than they should be. */
  readonly stale?: boolean;
};

export type PortalPage = EveryPage & {
  readonly layout: 'portal';
  readonly creditorName: string;
  /** A path of our own to the creditor's accent stylesheet; left out for the house's accent. */
  readonly accentHref?: string;
  /** Links to this page in the other languages. */
  readonly languages?: readonly { readonly language: Language; readonly name: string; readonly href: string }[];
};

export type PlainPage = EveryPage & { readonly layout: 'plain' };

/** Everything else on the page is the view's own data. */
export type Page = (DeskPage | PortalPage | PlainPage) & { readonly [name: string]: unknown };

/** Renders `views/{view}.eta` and sends it. The view sees all of `page`, and `it.flash`, `it.language` and `it.site`. */
export function renderPage(reply: FastifyReply, view: string, page: Page): FastifyReply {
  const carried = takeSentence(reply.request, reply);
  const data = { ...page, flash: page.says ?? carried, language: page.language ?? 'en', site: reply.server.site };
  return reply
    .status(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .view(view, data, { layout: `layouts/${page.layout}` });
}
