/** e-conomic's web hooks: unsigned, one request for each changed record, merge fields filled in, a few tries. */

import { agreementOf } from './people.ts';
import type { Posting } from './posting.ts';
import type { EconomicNews, World } from './world.ts';

/** Listens to the books and tells subscribers. */
export function tellSubscribers(world: World, posting: Posting): void {
  world.bell.on('news', (news: EconomicNews) => {
    const hook = agreementOf(world, news.agreement).hooks.find(
      (each) => each.eventType === news.eventType && each.isDisabled !== true,
    );
    if (!hook) return;
    const headers: Record<string, string> = { 'content-type': hook.contentType };
    for (const { key, value } of hook.customHeaders) headers[key] = value;
    void posting.post(() => ({
      url: filled(hook.url, news.merge),
      headers,
      body: filled(hook.postData ?? '', news.merge),
    }));
  });
}

/** `[INVOICENO]`, in any case. */
function filled(template: string, merge: Readonly<Record<string, string>>): string {
  return template.replace(/\[([A-Za-z]+)\]/g, (whole, name: string) => merge[name.toUpperCase()] ?? whole);
}
