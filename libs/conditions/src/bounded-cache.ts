/**
 * A lookup that remembers what it made, for at most `limit` keys; the oldest makes room for the newest.
 * For pure functions of a text that are asked the same few texts very often.
 */
export function remembering<Value>(limit: number, make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.value;
    const value = make(text);
    const oldest = known.size >= limit ? known.keys().next() : null;
    if (oldest && !oldest.done) known.delete(oldest.value);
    known.set(text, { value });
    return value;
  };
}
