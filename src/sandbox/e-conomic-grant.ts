/** e-conomic's page where a user lets an app into an agreement, and sends him back with the grant in the address. */
import type { FastifyInstance } from 'fastify';
import { html, showPage } from './html.ts';
import { grantAccess } from './people.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import type { World } from './world.ts';

type Form = Record<string, string | undefined>;

export function economicGrant(world: World, options: SandboxOptions, kept: () => Promise<void>) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });

    scope.get<{ Querystring: Form }>('/', async (request, reply) => {
      const { appPublicToken, redirectUrl = '' } = request.query;
      if (appPublicToken !== options.economicAppPublicToken)
        return showPage(
          reply,
          400,
          'e-conomic',
          html`<h1>There is no such app</h1><p>The link carries an unknown appPublicToken.</p>`,
        );
      const agreements = world.agreements.map(
        (
          each,
          index,
        ) => html`<label><span><input type="radio" name="agreement" value="${each.number}"${index === 0 && html` checked`}>
${each.company.name}, agreement ${each.number}, signed in as ${each.user.name}</span></label>`,
      );
      return showPage(
        reply,
        200,
        'e-conomic',
        html`<h1>Rykker asks for access</h1>
<p>e-conomic's page in the sandbox. Choose the agreement you are signed in to.</p>
<p>Rykker gets the role SuperUser: it can read customers, invoices, entries and the company's details. It never writes to the books.
You can take the access away at any time under All settings, Extensions, Apps.</p>
<form method="post" action="/e-conomic/grant">
<input type="hidden" name="appPublicToken" value="${appPublicToken ?? ''}"><input type="hidden" name="redirectUrl" value="${redirectUrl}">
${agreements}
<p><button>Grant access</button></p></form>`,
      );
    });

    scope.post<{ Body: Form }>('/', async (request, reply) => {
      const { appPublicToken, redirectUrl, agreement } = request.body;
      if (appPublicToken !== options.economicAppPublicToken)
        return showPage(reply, 400, 'e-conomic', html`<h1>There is no such app</h1>`);
      const found = world.agreements.find((each) => String(each.number) === agreement);
      if (!found) return showPage(reply, 400, 'e-conomic', html`<h1>Choose an agreement</h1>`);
      const token = grantAccess(world, found.number);
      await kept();
      if (!redirectUrl)
        return showPage(
          reply,
          200,
          'e-conomic',
          html`<h1>Access granted</h1><p>Copy this token into the app:</p><pre>${token}</pre>`,
        );
      if (!URL.canParse(redirectUrl) || !/^https?:$/.test(new URL(redirectUrl).protocol))
        return showPage(reply, 400, 'e-conomic', html`<h1>The address to return to cannot be read</h1>`);
      const back = new URL(redirectUrl);
      back.searchParams.append('token', token);
      return reply.header('referrer-policy', 'no-referrer').redirect(back.href, 303);
    });
  };
}
