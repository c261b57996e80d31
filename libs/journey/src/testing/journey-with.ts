/** A document of a journey with what is given, and the least of everything else: `Begun` enters the first of its steps. */
export function journeyWith(
  steps: { readonly [id: string]: object },
  rest: { readonly [setting: string]: unknown } = {},
): object {
  const [start] = Object.keys(steps);
  return { key: 'story', name: 'Story', trigger: { event: 'Begun' }, start, steps, ...rest };
}
