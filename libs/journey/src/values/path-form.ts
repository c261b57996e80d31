/** Whether a value stands for what is found at a path: an object that has `path`, and nothing else. */
export function isPathForm(value: unknown): value is { readonly path: string } {
  return typeof value === 'object' && value !== null && 'path' in value && Object.keys(value).length === 1;
}
