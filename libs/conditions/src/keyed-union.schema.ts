import { z } from 'zod';

/** Forms of an object, each under the key that only it has and that it must have. */
export type Forms = { readonly [key: string]: z.ZodType };

interface KeyedUnionDef extends z.core.$ZodUnionDef {
  readonly forms: Forms;
  readonly refuse: (input: unknown) => string | null;
}

const KeyedUnion: z.core.$constructor<z.ZodUnion<readonly z.ZodType[]>, KeyedUnionDef> = z.core.$constructor(
  'KeyedUnion',
  (inst, def) => {
    z.ZodUnion.init(inst, def);
    inst._zod.parse = (payload, ctx) => {
      const input = payload.value;
      const refusal = def.refuse(input);
      const key = Object.keys(def.forms).find((one) => has(input, one));
      const form = key === undefined ? undefined : def.forms[key];
      if (refusal === null && form) return form._zod.run(payload, ctx);
      const names = Object.keys(def.forms).map((one) => `"${one}"`);
      const message = refusal ?? `an object with one of ${names.join(', ')} is expected here`;
      payload.issues.push({ code: 'custom', input, inst, message });
      return payload;
    };
  },
);

/**
 * A union whose forms are told apart by the key that is present, tried in the order given. Problems are
 * reported for that one form, each at its own path, instead of for every form there is.
 * `refuse` looks at the whole input first and answers, in words, why it is not even read.
 */
export function keyedUnion<F extends Forms>(
  forms: F,
  refuse: (input: unknown) => string | null = () => null,
): z.ZodType<z.output<F[keyof F]>> {
  const union = new KeyedUnion({ type: 'union', options: Object.values(forms), forms, refuse });
  return union as unknown as z.ZodType<z.output<F[keyof F]>>;
}

function has(input: unknown, key: string): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input) && Object.hasOwn(input, key);
}
