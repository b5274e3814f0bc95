/**
 * Many calls at once become few deeds. A call waits for a deed that began after it came in, so that whatever it knew is
 * seen by it; all that come while one is being done share the next. Nothing grows with their number but those who wait.
 */
export function gather(deed: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  function begin(key: string): Promise<void> {
    const doing = deed(key).finally(() => {
      if (underWay.get(key) === doing) underWay.delete(key);
    });
    underWay.set(key, doing);
    return doing;
  }

  return (key) => {
    const now = underWay.get(key);
    if (now === undefined) return begin(key);
    const waiting = next.get(key);
    if (waiting !== undefined) return waiting;
    const following = now
      .catch(() => {})
      .then(() => {
        next.delete(key);
        return begin(key);
      });
    next.set(key, following);
    return following;
  };
}
