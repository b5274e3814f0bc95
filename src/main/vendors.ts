/** The outer world as ports: the real adapters, pointed at the vendors, at given addresses or at the sandbox. */
import { bankOfEnglandRates } from '../adapters/bank-of-england.ts';
import { connectEconomic } from '../adapters/e-conomic/connect.ts';
import { ecbRates } from '../adapters/ecb.ts';
import { norgesBankRates } from '../adapters/norges-bank.ts';
import { postmarkMail } from '../adapters/postmark.ts';
import { riksbankRates } from '../adapters/riksbank.ts';
import { statbankRates } from '../adapters/statbank.ts';
import { stripePayments } from '../adapters/stripe.ts';
import { twilioTexts } from '../adapters/twilio.ts';
import { acceptedEconomicSecret, booksBeingRead, keepAcceptedEconomicSecret } from '../creditors/store-app-secret.ts';
import type { Database } from '../db/work.ts';
import type { BankName } from '../law/reference-sources.ts';
import type { CentralBank } from '../ledger/port.ts';
import type { Bookkeeping, BooksNews } from '../mirror/port.ts';
import type { PaymentProvider } from '../payments/port.ts';
import type { MailProvider, TextProvider } from '../sending/port.ts';
import { keyedHash } from '../values/secrets.ts';
import type { Config, VendorUrl } from './config.ts';

export type VendorAddresses = {
  readonly economicRest: string;
  readonly economicOpenApi: string;
  readonly economicInstall: string;
  readonly stripeApi: string;
  readonly stripeConnect: string;
  readonly postmarkApi: string;
};

export type Vendors = {
  readonly addresses: VendorAddresses;
  /** One accounting system, asked by letters about to leave, by pages somebody waits for, and by pulls. */
  readonly books: { readonly sending: Bookkeeping; readonly page: Bookkeeping; readonly pull: Bookkeeping };
  /** How the books come to tell us of changes. */
  readonly news: BooksNews;
  readonly payments: PaymentProvider;
  readonly mail: MailProvider;
  /** Null: no account for text messages is set. */
  readonly texts: TextProvider | null;
  readonly banks: Readonly<Record<BankName, CentralBank>>;
};

/** No call may last longer than this: shorter than a lease (60 s). */
const timeoutMs = 20_000;

/** `sandboxUrl` is where the sandbox answers; null when live. */
export function vendorsOf(
  config: Config,
  sandboxUrl: string | null,
  db: Database,
  log: (line: string) => void,
): Vendors {
  const at = (url: VendorUrl, path: string): string => {
    if (url.from !== 'sandbox') return url.url;
    if (sandboxUrl === null) throw new Error('a sandbox address without a sandbox');
    return sandboxUrl + path;
  };
  const addresses: VendorAddresses = {
    economicRest: at(config.economic.restUrl, '/e-conomic/rest'),
    economicOpenApi: at(config.economic.openapiUrl, '/e-conomic/openapi'),
    economicInstall: at(config.economic.installUrl, '/e-conomic/grant'),
    stripeApi: at(config.stripe.apiUrl, ''),
    stripeConnect: at(config.stripe.connectUrl, ''),
    postmarkApi: at(config.postmark.apiUrl, ''),
  };
  const bankAt = (name: BankName) => ({ url: at(config.banks[name], `/${name}`), timeoutMs });
  return {
    addresses,
    ...economicOf(config, addresses, db, log),
    payments: stripePayments({
      apiUrl: addresses.stripeApi,
      secretKey: config.stripe.secretKey,
      webhookSecret: config.stripe.webhookSecret,
      timeoutMs,
    }),
    mail: postmarkMail({ apiUrl: addresses.postmarkApi, serverToken: config.postmark.serverToken, timeoutMs }),
    texts: config.twilio && textsOf(config.twilio, at(config.twilio.apiUrl, ''), config.publicUrl),
    banks: {
      statbank: statbankRates(bankAt('statbank')),
      riksbank: riksbankRates(bankAt('riksbank')),
      'norges-bank': norgesBankRates(bankAt('norges-bank')),
      ecb: ecbRates(bankAt('ecb')),
      'bank-of-england': bankOfEnglandRates(bankAt('bank-of-england')),
    },
  };
}

function textsOf(account: NonNullable<Config['twilio']>, apiUrl: string, publicUrl: string): TextProvider {
  const { accountSid, authToken, from } = account;
  return twilioTexts({ apiUrl, accountSid, authToken, from, callbackUrl: `${publicUrl}/hooks/twilio`, timeoutMs });
}

/** e-conomic, with what the house remembers of our own secret: a hash of it, once it has been accepted. */
function economicOf(config: Config, addresses: VendorAddresses, db: Database, log: (line: string) => void) {
  const { appSecretToken } = config.economic;
  const secretHash = keyedHash(config.sessionKey, `e-conomic app secret ${appSecretToken}`);
  return connectEconomic(
    { restUrl: addresses.economicRest, openApiUrl: addresses.economicOpenApi, appSecretToken, timeoutMs },
    () =>
      log('e-conomic refuses this app with every grant: is ECONOMIC_APP_SECRET_TOKEN right? No creditor was paused.'),
    {
      booksBeingRead: () => booksBeingRead(db),
      secretWasAccepted: async () => (await acceptedEconomicSecret(db)) === secretHash,
      noteSecretAccepted: () => keepAcceptedEconomicSecret(db, secretHash),
    },
  );
}
