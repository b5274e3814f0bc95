/** Checkout sessions as Stripe makes them: what it refuses, what it keeps, how it writes them on the wire. */
import { randomBytes } from 'node:crypto';
import { branch, type FormTree, items, leaf, texts } from './stripe-form.ts';
import type { CheckoutSession, SessionLine } from './stripe-state.ts';

export type StripeRefusal = {
  readonly status: number;
  readonly type: string;
  readonly code?: string;
  readonly param?: string;
  readonly message: string;
};

/** The parameters of API version 2026-10-28.endive; `payment_method_types` is no longer among them. */
const sessionParams = new Set(
  `adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types automatic_tax billing_address_collection
  branding_settings cancel_url client_reference_id consent_collection currency custom_fields custom_text customer customer_account
  customer_creation customer_email customer_update discounts excluded_payment_method_types expand expires_at integration_identifier
  invoice_creation line_items locale managed_payments metadata mode name_collection optional_items origin_context payment_intent_data
  payment_method_collection payment_method_configuration payment_method_data payment_method_options permissions phone_number_collection
  redirect_on_completion return_url saved_payment_method_options setup_intent_data shipping_address_collection shipping_options
  submit_type subscription_data success_url tax_id_collection ui_mode wallet_options`.split(/\s+/),
);
const lineParams = new Set(['adjustable_quantity', 'metadata', 'price', 'price_data', 'quantity', 'tax_rates']);
const priceParams = new Set([
  'currency',
  'product',
  'product_data',
  'recurring',
  'tax_behavior',
  'unit_amount',
  'unit_amount_decimal',
]);
const productParams = new Set(['description', 'images', 'metadata', 'name', 'tax_code', 'tax_details', 'unit_label']);
const intentParams = new Set(
  `application_fee_amount capture_method description metadata on_behalf_of receipt_email setup_future_usage shipping statement_descriptor
  statement_descriptor_suffix transfer_data transfer_group`.split(/\s+/),
);
const locales = new Set(
  `auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh
  zh-HK zh-TW`.split(/\s+/),
);
/** The least that can be charged, in minor units. */
const minimums: Readonly<Record<string, bigint>> = {
  dkk: 250n,
  nok: 300n,
  sek: 300n,
  eur: 50n,
  gbp: 30n,
  usd: 50n,
  chf: 50n,
  pln: 200n,
  czk: 1500n,
  cad: 50n,
  aud: 50n,
  isk: 10000n,
  jpy: 50n,
};
const halfAnHour = 30 * 60;
const aDay = 24 * 60 * 60;
/** Stripe does not mind a clock that is a little off. */
const leeway = 60;

/** A new session, or the refusal with the parameter at fault. `wallSeconds` is Unix time. */
export function makeSession(form: FormTree, account: string, wallSeconds: number): CheckoutSession | StripeRefusal {
  const stranger = unknownParam(form);
  if (stranger) return stranger;
  const mode = leaf(form, 'mode');
  if (mode !== 'payment')
    return invalid('mode', `Invalid mode: must be payment in this sandbox, was ${mode ?? 'missing'}`);
  if (leaf(form, 'ui_mode') !== null && leaf(form, 'ui_mode') !== 'hosted_page')
    return invalid('ui_mode', 'Invalid ui_mode: this sandbox has only hosted_page');
  const successUrl = leaf(form, 'success_url');
  if (!successUrl || !URL.canParse(successUrl)) return invalid('success_url', 'Not a valid URL', 'url_invalid');
  const cancelUrl = leaf(form, 'cancel_url');
  if (cancelUrl !== null && !URL.canParse(cancelUrl)) return invalid('cancel_url', 'Not a valid URL', 'url_invalid');
  const locale = leaf(form, 'locale');
  if (locale !== null && !locales.has(locale)) return invalid('locale', `Invalid locale: ${locale}`);
  const email = leaf(form, 'customer_email');
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    return invalid('customer_email', `Invalid email address: ${email}`, 'email_invalid');
  const reference = leaf(form, 'client_reference_id');
  if (reference !== null && reference.length > 200)
    return invalid('client_reference_id', 'Invalid string: must be at most 200 characters');
  const expiresAt = readExpiry(form, wallSeconds);
  if (typeof expiresAt !== 'number') return expiresAt;
  const priced = readLines(form);
  if ('type' in priced) return priced;
  const intent = branch(form, 'payment_intent_data');
  const badMetadata =
    metadataRefusal(texts(form, 'metadata'), 'metadata') ??
    metadataRefusal(texts(intent, 'metadata'), 'payment_intent_data[metadata]');
  if (badMetadata) return badMetadata;
  return {
    id: `cs_test_a1${randomBytes(28).toString('base64url').replace(/[-_]/g, '0')}`,
    account,
    created: wallSeconds,
    expiresAt,
    currency: priced.currency,
    amountMinor: priced.total,
    lines: priced.lines,
    locale,
    customerEmail: email,
    clientReferenceId: reference,
    metadata: texts(form, 'metadata'),
    paymentMetadata: texts(intent, 'metadata'),
    successUrl,
    cancelUrl,
    status: 'open',
    paid: false,
    paymentIntent: null,
  };
}

function unknownParam(form: FormTree): StripeRefusal | null {
  if ('payment_method_types' in form) {
    return invalid(
      'payment_method_types',
      'payment_method_types is no longer supported; use dynamic payment methods.',
      'payment_method_types_no_longer_supported',
    );
  }
  const strange = (tree: FormTree, known: Set<string>, where: string): StripeRefusal | null => {
    const name = Object.keys(tree).find((key) => !known.has(key));
    if (name === undefined) return null;
    const param = where ? `${where}[${name}]` : name;
    return invalid(param, `Received unknown parameter: ${param}`, 'parameter_unknown');
  };
  const found =
    strange(form, sessionParams, '') ??
    strange(branch(form, 'payment_intent_data'), intentParams, 'payment_intent_data');
  if (found) return found;
  for (const [index, line] of items(form, 'line_items').entries()) {
    const price = branch(line, 'price_data');
    const at = `line_items[${index}]`;
    const inLine =
      strange(line, lineParams, at) ??
      strange(price, priceParams, `${at}[price_data]`) ??
      strange(branch(price, 'product_data'), productParams, `${at}[price_data][product_data]`);
    if (inLine) return inLine;
  }
  return null;
}

function readExpiry(form: FormTree, wallSeconds: number): number | StripeRefusal {
  const text = leaf(form, 'expires_at');
  if (text === null) return wallSeconds + aDay;
  if (!/^\d+$/.test(text)) return invalid('expires_at', `Invalid integer: ${text}`, 'parameter_invalid_integer');
  const at = Number(text);
  if (at < wallSeconds + halfAnHour - leeway)
    return invalid(
      'expires_at',
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
    );
  if (at > wallSeconds + aDay + leeway)
    return invalid(
      'expires_at',
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
    );
  return at;
}

type Priced = { currency: string; total: bigint; lines: SessionLine[] };

function readLines(form: FormTree): Priced | StripeRefusal {
  const given = items(form, 'line_items');
  if (given.length === 0) return invalid('line_items', 'Missing required param: line_items', 'parameter_missing');
  if (given.length > 100) return invalid('line_items', 'A Checkout Session takes at most 100 line items.');
  const lines: SessionLine[] = [];
  let currency: string | null = null;
  let total = 0n;
  for (const [index, line] of given.entries()) {
    const price = branch(line, 'price_data');
    const at = `line_items[${index}]`;
    const code = leaf(price, 'currency')?.toLowerCase() ?? null;
    if (code === null) return invalid(`${at}[price_data][currency]`, 'Missing required param', 'parameter_missing');
    if (!Object.hasOwn(minimums, code)) return invalid(`${at}[price_data][currency]`, `Invalid currency: ${code}`);
    if (currency !== null && currency !== code)
      return invalid(`${at}[price_data][currency]`, 'All line items must be in one currency.');
    currency = code;
    const name = leaf(branch(price, 'product_data'), 'name');
    if (!name) return invalid(`${at}[price_data][product_data][name]`, 'Missing required param', 'parameter_missing');
    const amount = leaf(price, 'unit_amount') ?? '';
    if (!/^\d{1,12}$/.test(amount))
      return invalid(
        `${at}[price_data][unit_amount]`,
        `Invalid non-negative integer: ${amount}`,
        'parameter_invalid_integer',
      );
    const quantity = leaf(line, 'quantity') ?? '';
    if (!/^[1-9]\d{0,6}$/.test(quantity))
      return invalid(`${at}[quantity]`, 'Quantity is required and must be at least 1', 'parameter_missing');
    lines.push({
      name,
      unitAmountMinor: BigInt(amount),
      quantity: Number(quantity),
      metadata: texts(line, 'metadata'),
    });
    total += BigInt(amount) * BigInt(quantity);
  }
  const minimum = minimums[currency ?? ''] ?? 0n;
  if (total < minimum) {
    return invalid(
      'line_items',
      `The Checkout Session's total amount due must add up to at least ${minimum} minor units of ${currency}`,
      'amount_too_small',
    );
  }
  if (total > 99_999_999n) return invalid('line_items', 'The total amount is too large.', 'amount_too_large');
  return { currency: currency ?? '', total, lines };
}

function metadataRefusal(metadata: Record<string, string>, param: string): StripeRefusal | null {
  const entries = Object.entries(metadata);
  if (entries.length > 50) return invalid(param, 'Metadata can have up to 50 keys.');
  const long = entries.find(([key, value]) => key.length > 40 || value.length > 500);
  return long ? invalid(`${param}[${long[0]}]`, 'Metadata keys are up to 40 characters and values up to 500.') : null;
}

function invalid(param: string, message: string, code?: string): StripeRefusal {
  return { status: 400, type: 'invalid_request_error', param, message, ...(code ? { code } : {}) };
}

/** The session as Stripe writes it. `payUrl` is where the payer goes while it is open. */
export function sessionShape(session: CheckoutSession, payUrl: string, wallSeconds: number): Record<string, unknown> {
  const status = statusOf(session, wallSeconds);
  return {
    id: session.id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    amount_subtotal: Number(session.amountMinor),
    amount_total: Number(session.amountMinor),
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    created: session.created,
    currency: session.currency,
    customer: null,
    customer_details:
      session.customerEmail === null
        ? null
        : { email: session.customerEmail, name: null, phone: null, address: null, tax_exempt: 'none', tax_ids: null },
    customer_email: session.customerEmail,
    expires_at: session.expiresAt,
    livemode: false,
    locale: session.locale,
    metadata: session.metadata,
    mode: 'payment',
    payment_intent: session.paymentIntent,
    payment_link: null,
    payment_method_types: ['card', 'mobilepay'],
    payment_status: session.paid ? 'paid' : 'unpaid',
    status,
    submit_type: null,
    success_url: session.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: status === 'open' ? payUrl : null,
  };
}

/** An open session whose time is out is expired, though nobody has touched it. Wall time: this is not the app's calendar. */
export function statusOf(session: CheckoutSession, wallSeconds: number): CheckoutSession['status'] {
  return session.status === 'open' && session.expiresAt <= wallSeconds ? 'expired' : session.status;
}
