/** An address with parameters added that it does not have yet; all else of it stays as it was written. */
export function withParameters(target: string, parameters: { readonly [name: string]: string }): string {
  const [, address = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(target) ?? [];
  const [path = '', ...query] = address.split('?');
  const present = new URLSearchParams(query.join('?'));
  const added = new URLSearchParams(Object.entries(parameters).filter(([name]) => !present.has(name)));
  if (added.size === 0) return target;
  const before = query.join('?');
  return `${path}?${before === '' || before.endsWith('&') ? before : `${before}&`}${added.toString()}${fragment}`;
}
