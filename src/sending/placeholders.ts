/**
 * A stored body holds a placeholder where a private link goes; the token is put in at hand-over and is never kept with the
 * words. No merged value can make a placeholder: braces in pairs are broken up before a value enters a letter.
 */
export const placeholders = { portalLink: '{{portal-link}}', signInLink: '{{sign-in-link}}' } as const;

export type Links = { readonly portalLink?: string; readonly signInLink?: string };

/** The body with its links in. Throws when a placeholder is left without one, or a link is not an http address. */
export function fillPlaceholders(body: string, links: Links): string {
  let filled = body;
  for (const [name, placeholder] of Object.entries(placeholders) as [keyof Links, string][]) {
    if (!filled.includes(placeholder)) continue;
    const link = links[name];
    if (link === undefined || !/^https?:\/\/[^\s"'<>&]+$/.test(link)) throw new Error(`no usable link for ${name}`);
    filled = filled.replaceAll(placeholder, () => link);
  }
  return filled;
}
