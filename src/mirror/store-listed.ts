/**
 * Many keys as one parameter: `number = any(${listed(numbers)})`, `id = any(${listed(ids)}::uuid[])`. An array literal,
 * because the planner then sees its length and looks keys up by hash, which a subquery's array does not get: a thousand
 * keys among many rows would be compared one by one.
 */
export function listed(keys: readonly (string | number)[]): string {
  return `{${keys.map((key) => `"${String(key).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
