import type { JsonObject } from '#conditions';

/** The fields of a form that came, each with every value it was given; what is no form has none. */
export class Form {
  constructor(private readonly fields: JsonObject | undefined) {}

  has(name: string): boolean {
    return this.values(name).length > 0;
  }

  values(name: string): readonly string[] {
    const found = Object.hasOwn(this.fields ?? {}, name) ? this.fields?.[name] : undefined;
    return Array.isArray(found) ? found.filter((value) => typeof value === 'string') : [];
  }
}

/** Reads a form as browsers send it (application/x-www-form-urlencoded). A body of another type has no fields. */
export function readForm(type: string, raw: Buffer): JsonObject {
  if (type !== 'application/x-www-form-urlencoded') return {};
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(raw.toString('utf8'))) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries(fields);
}
