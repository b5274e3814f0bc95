/** The laws of isolation, asked of the catalogue: each answers with what breaks it, in words (design §3.12). */
import { type Asks, type CreditorTable, ofCreditors, readTables, type Table, withoutCreditor } from './catalogue.ts';

export type Roles = { readonly app: string; readonly owner: string };

/** Tables that 0010's look-ups read before the creditor is known: the owner, and nobody else, sees past the rooms. */
export const doorways: readonly string[] = [
  'creditors',
  'ledger_chain',
  'ledger_unchained',
  'members',
  'messages',
  'payment_accounts',
  'portal_links',
  'portal_sessions',
  'timetable',
  'trail',
  'trail_chain',
  'trail_unchained',
];

/** Functions that run as the owner. Each is a hole in the wall, made on purpose. */
export const ownersFunctions: readonly string[] = [
  'books_being_read()',
  'chain_heads()',
  'creditor_of_agreement(text,text)',
  'creditor_of_message(uuid)',
  'creditor_of_payment_account(text)',
  'creditors_of_session(text)',
  'creditors_to_chain()',
  'debtor_of_portal_link(text,timestamp with time zone)',
  'debtor_of_portal_session(text,timestamp with time zone)',
  'decide_rate(text,uuid,boolean,text)',
  'end_operator_session(text)',
  'end_pending_install(uuid,jsonb,timestamp with time zone)',
  'end_session(text)',
  'every_creditor()',
  'keep_sandbox_operator_link(text,text,interval)',
  'keep_pending_install(uuid,text,timestamp with time zone)',
  'keep_sign_in_link(text,uuid,uuid,boolean,interval)',
  'member_of_session(text)',
  'operator_link_is_good(text)',
  'operator_of_session(text)',
  'open_session(text,uuid,uuid,interval)',
  'pending_install(uuid)',
  'person_of(text,timestamp with time zone)',
  'propose_rate(text,date,text,text,text,text)',
  'record_law_rates(jsonb)',
  'record_sandbox_rates(jsonb)',
  'sign_in_choices(text)',
  'sign_in_link_is_good(text)',
  'switch_session(text,uuid)',
  'timetable_due(timestamp with time zone,integer)',
  'timetable_next(text[])',
  'try_pending_install(uuid)',
  'turn_business_clock(timestamp with time zone)',
  'use_operator_link(text,text,interval)',
  'use_sign_in_link(text)',
];

/** Unique over all creditors: hashes of 256 random bits, which tell nobody that a row is there, and agreements. */
const uniqueOverAll = [
  'portal_links (token_hash)',
  'portal_sessions (token_hash)',
  'creditors (system, agreement_number)',
];

/** Everything that is wrong with the walls as they are built. */
export async function catalogueFindings(sql: Asks, roles: Roles): Promise<string[]> {
  const tables = await readTables(sql);
  const found = await Promise.all([
    policies(sql, ofCreditors(tables), roles),
    keys(sql, ofCreditors(tables)),
    relations(sql, roles),
    functions(sql, roles),
    rightsOfTheProgram(sql, roles),
    closedTables(sql, roles),
  ]);
  return [...owners(tables), ...found.flat()];
}

function owners(tables: readonly Table[]): string[] {
  const unowned = tables.filter(({ name, key }) => key === null && !Object.hasOwn(withoutCreditor, name));
  const gone = Object.keys(withoutCreditor).filter((name) => !tables.some((table) => table.name === name));
  return [
    ...unowned.map(({ name }) => `${name} has no creditor_id and is not on the list of tables without creditor`),
    ...gone.map((name) => `${name} is on the list of tables without creditor and is not there`),
  ];
}

async function policies(sql: Asks, tables: readonly CreditorTable[], roles: Roles): Promise<string[]> {
  const rows = await sql<{ table: string; text: string }[]>`
    select tablename as table, concat_ws(' | ', policyname, permissive, roles::text, cmd, coalesce(qual, '-'), coalesce(with_check, '-')) as text
    from pg_policies where schemaname = 'public'`;
  const secured = await sql<{ name: string; enabled: boolean; forced: boolean }[]>`
    select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
  return tables.flatMap((table) => {
    const have = rows.filter((row) => row.table === table.name).map(({ text }) => text);
    const want = wantedPolicies(table, roles);
    const security = secured.find(({ name }) => name === table.name);
    return [
      ...(security?.enabled ? [] : [`${table.name}: row level security is off`]),
      ...(security?.forced ? [] : [`${table.name}: row level security does not bind the owner`]),
      ...want.filter((text) => !have.includes(text)).map((text) => `${table.name} lacks the policy ${text}`),
      ...have.filter((text) => !want.includes(text)).map((text) => `${table.name} has a policy of its own: ${text}`),
    ];
  });
}

function wantedPolicies({ name, key }: CreditorTable, { owner }: Roles): string[] {
  const allowed = `(${key} = ANY (( SELECT allowed_creditors() AS allowed_creditors)::uuid[]))`;
  const sole = `(${key} = ( SELECT sole_creditor() AS sole_creditor))`;
  return [
    `seen | PERMISSIVE | {public} | SELECT | ${allowed} | -`,
    `added | PERMISSIVE | {public} | INSERT | - | ${sole}`,
    `changed | PERMISSIVE | {public} | UPDATE | ${sole} | ${sole}`,
    `removed | PERMISSIVE | {public} | DELETE | ${sole} | -`,
    ...(doorways.includes(name) ? [`doorway | PERMISSIVE | {${owner}} | SELECT | true | -`] : []),
  ];
}

/** Every key begins with the creditor, so that no row can name a row of another, and no refusal tells that one is there. */
async function keys(sql: Asks, tables: readonly CreditorTable[]): Promise<string[]> {
  const uniques = await sql<{ table: string; columns: string[] }[]>`
    select i.indrelid::regclass::text as table, array(select pg_get_indexdef(i.indexrelid, n, true)
      from generate_series(1, i.indnkeyatts) n order by n) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid
    where i.indisunique and c.relnamespace = 'public'::regnamespace`;
  return tables.flatMap((table) => [
    ...(table.primaryKey[0] === table.key ? [] : [`${table.name}: its primary key is not led by ${table.key}`]),
    ...uniques
      .filter((unique) => unique.table === table.name && unique.columns[0] !== table.key)
      .map(({ columns }) => `${table.name} (${columns.join(', ')})`)
      .filter((unique) => !uniqueOverAll.includes(unique))
      .map((unique) => `${unique} is unique over all creditors`),
    ...table.foreignKeys.flatMap(({ name, columns, target, targetColumns }) => {
      const there = tables.find((each) => each.name === target);
      if (!there || (columns[0] === table.key && targetColumns[0] === there.key)) return [];
      return [`${table.name}: ${name} to ${target} is not led by the creditor`];
    }),
  ]);
}

async function relations(sql: Asks, { owner }: Roles): Promise<string[]> {
  const rows = await sql<{ name: string; kind: string; options: string[] | null; owner: string }[]>`
    select relname as name, relkind as kind, reloptions as options, pg_get_userbyid(relowner) as owner
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`;
  return rows.flatMap((row) => [
    ...(row.owner === owner ? [] : [`${row.name} is owned by ${row.owner}`]),
    ...(row.kind === 'v' && !row.options?.includes('security_invoker=true')
      ? [`view ${row.name} runs with its owner's rights`]
      : []),
    ...(row.kind === 'm' || row.kind === 'f' ? [`${row.name} lies outside row level security by its kind`] : []),
  ]);
}

async function functions(sql: Asks, { owner }: Roles): Promise<string[]> {
  const rows = await sql<{ name: string; settings: string[] | null; everyone: boolean; owner: string }[]>`
    select p.oid::regprocedure::text as name, p.proconfig as settings, pg_get_userbyid(p.proowner) as owner,
      exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0) as everyone
    from pg_proc p where p.prosecdef
      and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`;
  const names = rows.map(({ name }) => name);
  return [
    ...names.filter((name) => !ownersFunctions.includes(name)).map((name) => `${name} runs as the owner, unlisted`),
    ...ownersFunctions
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is listed and does not run as the owner`),
    ...rows.flatMap((row) => [
      ...(row.settings?.join() === 'search_path=public, pg_temp' ? [] : [`${row.name}: its search path is not fixed`]),
      ...(row.everyone ? [`${row.name} may be called by everyone`] : []),
      ...(row.owner === owner ? [] : [`${row.name} runs as ${row.owner}`]),
    ]),
  ];
}

/** The program's role: nothing that reaches past row level security, nothing that row level security does not cover. */
async function rightsOfTheProgram(sql: Asks, { app, owner }: Roles): Promise<string[]> {
  const rows = await sql<{ finding: string }[]>`
    select rolname || ' is more than a plain role' as finding from pg_roles
      where rolname in (${app}, ${owner})
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
    union all select ${app} || ' is a member of ' || r.rolname from pg_roles r
      where r.rolname <> ${app} and pg_has_role(${app}, r.oid, 'member')
    union all select ${app} || ' owns ' || c.oid::regclass from pg_class c where pg_get_userbyid(c.relowner) = ${app}
    union all select ${app} || ' owns ' || p.oid::regprocedure from pg_proc p where pg_get_userbyid(p.proowner) = ${app}
    union all select ${app} || ' may ' || verb || ' ' || c.relname
      from pg_class c, unnest(array['truncate', 'references', 'trigger']) verb
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
        and has_table_privilege(${app}, c.oid, verb)
    union all select ${app} || ' may reference columns of ' || c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_any_column_privilege(${app}, c.oid, 'references')
    union all select ${app} || ' may make tables in ' || n.nspname from pg_namespace n
      where n.nspname in ('public', 'pgboss') and has_schema_privilege(${app}, n.oid, 'create')
    union all select ${app} || ' may make ' || what || ' in the database' from unnest(array['create', 'temporary']) what
      where has_database_privilege(${app}, current_database(), what)
    union all select ${app} || ' may lift the halt of sending' where has_function_privilege(${app}, 'release_sending()', 'execute')`;
  return rows.map(({ finding }) => finding);
}

/** What holds people or secrets without a creditor is reached through the listed functions only. */
async function closedTables(sql: Asks, { app }: Roles): Promise<string[]> {
  const closed = Object.entries(withoutCreditor).flatMap(([name, { closed }]) => (closed ? [name] : []));
  const rows = await sql<{ name: string; verb: string }[]>`
    select c.relname as name, verb from pg_class c, unnest(array['select', 'insert', 'update']) verb
    where c.relnamespace = 'public'::regnamespace and c.relname in ${sql(closed)}
      and (has_table_privilege(${app}, c.oid, verb) or has_any_column_privilege(${app}, c.oid, verb))`;
  return rows.map(({ name, verb }) => `${app} may ${verb} ${name}`);
}
