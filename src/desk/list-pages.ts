/** From one page of a list to the next. */
export type Pages = { readonly sentence: string; readonly earlier: string | null; readonly later: string | null };

/** Null when everything stands on one page. With `filtered`, how many there are in all is not known. */
export function pagesOf(
  page: number,
  onAPage: number,
  shown: number,
  total: number,
  filtered: boolean,
  href: (page: number) => string,
): Pages | null {
  const first = (page - 1) * onAPage + 1;
  const last = first + shown - 1;
  const later = filtered ? shown === onAPage : last < total;
  if (page === 1 && !later) return null;
  const of = filtered ? '' : ` of ${total}`;
  return {
    sentence: shown === 0 ? 'Nothing on this page' : `${first}–${last}${of}`,
    earlier: page > 1 ? href(page - 1) : null,
    later: later ? href(page + 1) : null,
  };
}
