/** A country's English name as it stands in a sentence. */
const withArticle: { readonly [code: string]: string } = { NL: 'the Netherlands', GB: 'the United Kingdom' };
const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** "Denmark", "the Netherlands"; the code where nobody has a name for it, and "an unknown country" for none. */
export function countryName(code: string): string {
  if (code === 'ZZ' || !/^[A-Z]{2}$/.test(code)) return 'an unknown country';
  return withArticle[code] ?? names.of(code) ?? code;
}
