/** Stripe's form language: `line_items[0][price_data][currency]=dkk` as a tree of objects and texts. */

export type FormTree = { [key: string]: FormTree | string };

/** Null when the form cannot be read as a tree (a key used both as text and as object). */
export function readForm(body: string): FormTree | null {
  const root: FormTree = emptyTree();
  for (const [key, value] of new URLSearchParams(body)) {
    const steps = key.replaceAll(']', '').split('[');
    const last = steps.pop();
    if (last === undefined) return null;
    let at = root;
    for (const step of steps) {
      at[step] ??= emptyTree();
      const next = at[step];
      if (typeof next === 'string') return null;
      at = next;
    }
    at[last] = value;
  }
  return root;
}

/** The object below a key; an empty one when there is none. */
export function branch(tree: FormTree, key: string): FormTree {
  const found = tree[key];
  return typeof found === 'object' ? found : emptyTree();
}

export function leaf(tree: FormTree, key: string): string | null {
  const found = tree[key];
  return typeof found === 'string' ? found : null;
}

/** A list arrives as an object with the keys 0, 1, 2 … */
export function items(tree: FormTree, key: string): FormTree[] {
  return Object.entries(branch(tree, key))
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, value]) => (typeof value === 'object' ? value : emptyTree()));
}

/** Texts only, as metadata is. */
export function texts(tree: FormTree, key: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(branch(tree, key))) if (typeof value === 'string') found[name] = value;
  return found;
}

/** Without a prototype, so that a key named `__proto__` is only a key. */
function emptyTree(): FormTree {
  return Object.create(null) as FormTree;
}
