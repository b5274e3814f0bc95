import { type SQL, sql } from 'drizzle-orm';

/** Many keys as one parameter: `number = any(${listed(numbers)})`, `id = any(${listed(ids)}::uuid[])`. */
export function listed(keys: readonly (string | number)[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`;
}
