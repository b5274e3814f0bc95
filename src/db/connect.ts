/**
 * Connections to PostgreSQL. Two clients over one address, because drizzle rewrites the parsers of the client it is
 * given (timestamps then come back as text): what goes through drizzle and what goes raw never share one.
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

export type Sql = postgres.Sql;
export type Database = PostgresJsDatabase;

export type Connection = {
  /** For stores: drizzle over postgres.js. `bigint` columns need `mode: 'bigint'`. */
  readonly db: Database;
  /** For raw SQL with postgres.js's own types (a timestamp is a Date, a bigint is text). */
  readonly sql: Sql;
  close(): Promise<void>;
};

/** Opens pools of at most `max` connections each; nothing is dialled before the first query. */
export function connect(url: string, { max }: { max: number }): Connection {
  const sql = connectRaw(url, { max });
  const drizzled = connectRaw(url, { max });
  const close = async () => {
    await Promise.all([sql.end({ timeout: 5 }), drizzled.end({ timeout: 5 })]);
  };
  return { db: drizzle(preparing(drizzled)), sql, close };
}

/**
 * The same client, preparing what drizzle sends: drizzle hands postgres.js every statement as a new one, so that each letter
 * would be parsed and planned some thirty times anew, and each statement would cross the wire twice. A statement without
 * parameters may be several in one, and is left as it is.
 */
function preparing<Client extends postgres.Sql | postgres.TransactionSql>(client: Client): Client {
  const { unsafe } = client;
  const inside = (enter: Enter) => (deed: Deed) => enter((inner) => deed(preparing(inner)));
  return Object.assign(client, {
    unsafe: ((text, parameters, options) =>
      unsafe(text, parameters, parameters?.length ? { ...options, prepare: true } : options)) satisfies typeof unsafe,
    ...('begin' in client ? { begin: inside(client.begin as Enter) } : {}),
    ...('savepoint' in client ? { savepoint: inside(client.savepoint as Enter) } : {}),
  });
}

type Deed = (inner: postgres.TransactionSql) => unknown;
type Enter = (deed: Deed) => Promise<unknown>;

/** A bare postgres.js client. Notices are dropped: what matters is an error or an answer. */
export function connectRaw(url: string, { max, name }: { max: number; name?: string }): Sql {
  return postgres(url, {
    max,
    onnotice: () => {},
    connect_timeout: 10,
    connection: { application_name: name ?? 'rykker', TimeZone: 'UTC' },
  });
}
