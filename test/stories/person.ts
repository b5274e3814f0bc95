/** Somebody with a browser: keeps cookies, follows redirects, reads pages, sends forms. */

export type Page = { readonly status: number; readonly url: string; readonly text: string };

export type Person = {
  /** Opens an address; `/…` is on the house's own origin. */
  opens(address: string): Promise<Page>;
  /** Sends a form there and follows where it leads. */
  sends(address: string, fields?: Readonly<Record<string, string>>): Promise<Page>;
};

const mostSteps = 10;

export function person(origin: string): Person {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: URL) => jars.get(url.host) ?? jars.set(url.host, new Map()).get(url.host)!;

  async function goes(address: string, init: RequestInit): Promise<Page> {
    let url = new URL(address, origin);
    let request = init;
    for (let step = 0; step < mostSteps; step += 1) {
      const cookie = [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { ...request.headers, ...(cookie && { cookie }) };
      const response = await fetch(url, { ...request, headers, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) keepCookie(jarOf(url), line);
      const location = response.headers.get('location');
      if (location === null) return { status: response.status, url: url.href, text: await response.text() };
      await response.body?.cancel();
      url = new URL(location, url);
      request = {};
    }
    throw new Error(`sent round in a circle, last to ${url.pathname}`);
  }

  return {
    opens: (address) => goes(address, {}),
    sends: (address, fields = {}) => goes(address, { method: 'POST', body: new URLSearchParams(fields) }),
  };
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
  else jar.set(name, value);
}

/** The fields of the first form on a page that is sent to `action`, as the browser would send it untouched. */
export function formOf({ text }: Page, action: string): Record<string, string> {
  const form = [...text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].find(([, to]) => to === action);
  if (!form) throw new Error(`no form to ${action} on the page`);
  const fields: Record<string, string> = {};
  for (const [input] of form[2]!.matchAll(/<input[^>]*>/g)) {
    const name = attribute(input, 'name');
    if (name === null || (/type="(radio|checkbox)"/.test(input) && !/ checked/.test(input))) continue;
    fields[name] = attribute(input, 'value') ?? 'on';
  }
  return fields;
}

/** The first link of a page whose address begins so. */
export function linkOf({ text }: Pick<Page, 'text'>, beginsWith: string): string {
  const at = [...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => plain(href!));
  const found = at.find((href) => href.startsWith(beginsWith));
  if (!found) throw new Error(`no link to ${beginsWith} on the page`);
  return found;
}

function attribute(tag: string, name: string): string | null {
  const [, value] = new RegExp(` ${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? null : plain(value);
}

function plain(escaped: string): string {
  return escaped.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}
