/** The console's pages: the world outside at a glance with its levers, the inbox, and one mail. */
import { decimalFromMinor } from '../values/money.ts';
import type { BookEntry } from './agreement.ts';
import { banks, stepsOf } from './bank-rates.ts';
import { isClaim } from './book-lines.ts';
import { faults, vendors } from './faults.ts';
import { type Html, html } from './html.ts';
import type { SandboxMail } from './postmark-state.ts';
import type { World } from './world.ts';

/** The sentence of an act, and where to go on. */
export type Said = { readonly sentence: string; readonly next?: { readonly words: string; readonly url: string } };

/** An instant in words: Tuesday, 24 November 2026 at 10:00 in Copenhagen. */
export function inCopenhagen(at: Date): string {
  return `${at.toLocaleString('en-GB', { timeZone: 'Europe/Copenhagen', dateStyle: 'full', timeStyle: 'short' })} in Copenhagen`;
}

/** `said`: what the last act says; `appUrl`: where Rykker itself is. Vendors whose adapters point elsewhere are simply not called. */
export function consolePage(world: World, appUrl: string, now: Date, said: Said | null): Html {
  return html`<link rel="stylesheet" href="/assets/rykker.css">
<h1>The sandbox</h1>
<p>The world outside Rykker, on this machine only: the books, the money and the mail. Nothing here leaves it. <a href="/sandbox/inbox">Inbox (${world.postmark.mails.length + world.twilio.texts.length})</a> · <a href="${appUrl}">Rykker</a></p>
${said !== null && html`<p class="said" role="status">${said.sentence}${said.next ? html` <a href="${said.next.url}">${said.next.words}</a>` : false}</p>`}
${calendar(now)}
${bookkeeping(world)}
${payments(world)}
${levers(world)}
${centralBanks(world)}
${openInvoices(world)}`;
}

function calendar(now: Date): Html {
  const steps = [
    ['1', '+1 hour'],
    ['24', '+1 day'],
    ['72', '+3 days'],
    ['240', '+10 days'],
  ] as const;
  return html`<h2>Calendar</h2>
<p>It is ${inCopenhagen(now)}. Turning it does everything that falls due on the way.</p>
<form class="act" method="post" action="/sandbox/calendar">${steps.map(([hours, label]) => html`<button name="hours" value="${hours}">${label}</button>`)}</form>
<form class="act" method="post" action="/sandbox/calendar"><label>To (Danish time) <input name="to" type="datetime-local" required></label><button>Turn</button></form>`;
}

function bookkeeping(world: World): Html {
  const blocks = world.agreements.map((agreement) => {
    const customers = agreement.customers.map(
      (each) => html`<option value="${each.number}">${each.number} ${each.name}</option>`,
    );
    const open = agreement.invoices.filter((each) => each.remainderMinor > 0n);
    const invoices = open.map(
      (each) =>
        html`<option value="${each.number}">${each.number}, ${decimalFromMinor(each.remainderMinor, each.currency)} ${each.currency} left, customer ${each.customer}</option>`,
    );
    const claims = agreement.entries
      .filter((each) => isClaim(each) && each.remainderMinor > 0n)
      .map((each) => html`<option value="${each.number}">${lineWords(each)} left</option>`);
    const settled = agreement.entries
      .filter((each) => agreement.matches.some((match) => match.to === each.number))
      .map((each) => html`<option value="${each.number}">${lineWords(each)} left</option>`);
    const hidden = html`<input type="hidden" name="agreement" value="${agreement.number}">`;
    const amount = html`<label>Amount <input name="amount" inputmode="decimal" size="10" required></label>`;
    const matched = html`<label>Matched <select name="matched"><option value="yes">yes</option><option value="no">no</option></select></label>`;
    return html`<h2>Books of ${agreement.company.name} (${agreement.number})</h2>
<form class="act" method="post" action="/sandbox/invoices">${hidden}<label>Customer <select name="customer">${customers}</select></label>${amount}
<label>Currency <select name="currency"><option>DKK</option><option>EUR</option><option>SEK</option></select></label><label>Due <input type="date" name="dueDay"></label><button>Book invoice</button></form>
<form class="act" method="post" action="/sandbox/payments">${hidden}<label>Invoice <select name="invoice">${invoices}</select></label>${amount}${matched}<button>Register payment</button></form>
<form class="act" method="post" action="/sandbox/credit-notes">${hidden}<label>Invoice <select name="invoice">${invoices}</select></label>${amount}${matched}<button>Book credit note</button></form>
<form class="act" method="post" action="/sandbox/claims">${hidden}<label>Customer <select name="customer">${customers}</select></label><label>Amount <input name="amount" inputmode="decimal" size="10" required></label>
<label>Kind <select name="kind"><option value="manual">manual invoice</option><option value="opening">opening entry</option></select></label><label>Due <input type="date" name="dueDay"></label><button>Book without an invoice</button></form>
${claims.length > 0 && html`<form class="act" method="post" action="/sandbox/payments">${hidden}<label>Claim <select name="claim">${claims}</select></label>${amount}${matched}<button>Register payment on claim</button></form>`}
${settled.length > 0 && html`<form class="act" method="post" action="/sandbox/unmatch">${hidden}<label>Matched <select name="entry">${settled}</select></label><button>Undo its matches</button></form>`}
<form class="act" method="post" action="/sandbox/revoke">${hidden}<button>Take Rykker's access away</button> <span class="quiet">${agreement.grants.filter((each) => !each.revoked).length} grants in force</span></form>`;
  });
  return html`${blocks}`;
}

function lineWords(line: BookEntry): string {
  const rest = decimalFromMinor(line.remainderMinor, line.currency);
  return `${line.text} (entry ${line.number}), customer ${line.customer}, ${rest} ${line.currency}`;
}

/** What was paid at Stripe, newest first, and how it goes back. */
function payments(world: World): Html {
  const paid = world.stripe.sessions.filter((each) => each.paid).toReversed();
  const rows = paid.map((session) => {
    const back = session.refundedMinor ?? 0n;
    const dispute = session.disputes?.at(-1)?.status ?? null;
    const which = html`<input type="hidden" name="session" value="${session.id}">`;
    const buttons = dispute === 'needs_response' ? ['won', 'lost'] : ['open'];
    return html`<tr><td>${session.lines.map((line) => line.name).join(', ')}</td><td class="sum">${hundredths(session.amountMinor)}</td><td class="sum">${hundredths(back)}</td><td>${dispute?.replace('_', ' ') ?? 'no dispute'}</td>
<td><form class="act" method="post" action="/sandbox/refund">${which}<label>Amount <input name="amount" inputmode="decimal" size="8" placeholder="all"></label><button>Refund</button></form></td>
<td><form class="act" method="post" action="/sandbox/dispute">${which}${buttons.map((how) => html`<button name="how" value="${how}">${how === 'open' ? 'Dispute' : `Dispute ${how}`}</button>`)}</form></td></tr>`;
  });
  if (rows.length === 0) return html``;
  return html`<h2>Paid at Stripe</h2>
<table><thead><tr><th>What</th><th>Paid</th><th>Refunded</th><th>Dispute</th><th></th><th></th></tr></thead><tbody>${rows}</tbody></table>`;
}

function hundredths(minor: bigint): string {
  return decimalFromMinor(minor, 'DKK');
}

function levers(world: World): Html {
  const state = vendors.map(
    (vendor) => html`<tr><td>${vendor}</td><td>${world.faults[vendor]?.how ?? 'works'}</td></tr>`,
  );
  return html`<h2>Out of order</h2>
<table><tbody>${state}</tbody></table>
<form class="act" method="post" action="/sandbox/break"><label>Vendor <select name="vendor">${vendors.map((each) => html`<option>${each}</option>`)}</select></label>
<label>How <select name="how"><option value="">works again</option>${faults.map((each) => html`<option>${each}</option>`)}</select></label>
<label>Only the next <input name="times" type="number" min="1" size="4"></label><button>Set</button></form>
<form class="act" method="post" action="/sandbox/bounce"><label>Mail to this address comes back <input name="address" type="email" required></label><button>Mark</button></form>
<form class="act" method="post" action="/sandbox/unreachable"><label>Texts to this number do not arrive <input name="number" type="tel" required></label><label>Code <input name="code" inputmode="numeric" size="6" value="30005"></label><button>Mark</button></form>
<p class="quiet">Attempts to write to the books: ${world.violations.length}. Payments made: ${world.stripe.sessions.filter((each) => each.paid).length}.</p>`;
}

function centralBanks(world: World): Html {
  const rows = banks.map((bank) => {
    const [from, percent] = stepsOf(world, bank).at(-1)!;
    return html`<tr><td>${bank}</td><td>${percent} per cent from ${from}</td></tr>`;
  });
  return html`<h2>Central banks</h2>
<p>Their rates are the sandbox’s own, not law. A half-year without a rate takes theirs; a rate that differs from a known one is proposed to the operator.</p>
<table><tbody>${rows}</tbody></table>
<form class="act" method="post" action="/sandbox/rates"><label>Bank <select name="bank">${banks.map((bank) => html`<option>${bank}</option>`)}</select></label>
<label>From <input name="from" type="date" required></label><label>Per cent a year <input name="percent" inputmode="decimal" size="6" required></label><button>Set rate</button></form>
<form class="act" method="post" action="/sandbox/operator"><button>Become an operator</button> <span class="quiet">confirms, corrects and enters rates</span></form>`;
}

function openInvoices(world: World): Html {
  const rows = world.agreements.flatMap((agreement) => {
    const invoices = agreement.invoices.map((each) => ({ ...each, called: String(each.number) }));
    const claims = agreement.entries
      .filter(isClaim)
      .map((each) => ({ ...each, grossMinor: each.amountMinor, called: `entry ${each.number}` }));
    return [...invoices, ...claims]
      .filter((each) => each.remainderMinor !== 0n)
      .map((each) => {
        const customer = agreement.customers.find((one) => one.number === each.customer);
        return html`<tr><td>${agreement.company.name}</td><td>${each.called}</td><td>${customer?.name ?? each.customer}</td><td>${each.dueDay}</td>
<td class="sum">${decimalFromMinor(each.grossMinor, each.currency)}</td><td class="sum">${decimalFromMinor(each.remainderMinor, each.currency)}</td><td>${each.currency}</td></tr>`;
      });
  });
  return html`<h2>Open in the books</h2>
<table><thead><tr><th>Company</th><th>Invoice</th><th>Debtor</th><th>Due</th><th>Amount</th><th>Left</th><th></th></tr></thead><tbody>${rows}</tbody></table>`;
}

export function inboxPage(world: World): Html {
  const rows = [...world.postmark.mails]
    .reverse()
    .map(
      (mail) =>
        html`<tr><td>${mail.receivedAt.slice(0, 16).replace('T', ' ')}</td><td>${mail.to.join(', ')}</td><td><a href="/sandbox/inbox/${mail.id}">${mail.subject || '(no subject)'}</a></td><td>${mail.status}</td></tr>`,
    );
  return html`<link rel="stylesheet" href="/assets/rykker.css">
<h1>Inbox</h1><p>Every mail Postmark took, newest first. <a href="/sandbox">Console</a></p>
${rows.length === 0 ? html`<p>No mail yet. When Rykker sends one, it stands here.</p>` : html`<table class="inbox"><thead><tr><th>When (UTC)</th><th>To</th><th>Subject</th><th>State</th></tr></thead><tbody>${rows}</tbody></table>`}
${textMessages(world)}`;
}

function textMessages(world: World): Html {
  if (world.twilio.texts.length === 0) return html``;
  const rows = world.twilio.texts
    .toReversed()
    .map(
      (text) =>
        html`<tr><td>${text.receivedAt.slice(0, 16).replace('T', ' ')}</td><td>${text.from}</td><td>${text.to}</td><td>${linked(text.body)}</td><td>${text.status}${text.errorCode !== null && ` (${text.errorCode})`}</td></tr>`,
    );
  return html`<h2>Text messages</h2><p>Every SMS Twilio took, newest first.</p>
<table class="inbox"><thead><tr><th>When (UTC)</th><th>From</th><th>To</th><th>Text</th><th>State</th></tr></thead><tbody>${rows}</tbody></table>`;
}

export function mailPage(mail: SandboxMail): Html {
  const facts = [
    ['From', mail.from],
    ['To', mail.to.join(', ')],
    ['Reply to', mail.replyTo ?? ''],
    ['Received', mail.receivedAt],
    ['State', mail.status],
    ['Tag', mail.tag ?? ''],
    ...mail.headers.map(({ name, value }) => [name, value] as const),
    ...Object.entries(mail.metadata).map(([key, value]) => [`Metadata ${key}`, value] as const),
  ] as const;
  return html`<link rel="stylesheet" href="/assets/rykker.css">
<p><a href="/sandbox/inbox">Inbox</a></p><h1>${mail.subject || '(no subject)'}</h1>
<table><tbody>${facts.filter(([, value]) => value !== '').map(([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`)}</tbody></table>
${mail.html !== null && html`<h2>As it looks</h2><iframe title="The mail as it looks" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/sandbox/inbox/${mail.id}/html"></iframe>`}
${mail.text !== null && html`<h2>As plain text</h2><pre>${linked(mail.text)}</pre>`}
<form class="act" method="post" action="/sandbox/bounce"><input type="hidden" name="mail" value="${mail.id}"><button>Let it bounce</button></form>`;
}

/** Addresses in the text become links; they are the mail's own, so they open as if clicked in a mail program. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`));
}
