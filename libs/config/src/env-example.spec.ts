import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { variables } from './environment.schema';
import { examplesOfVariables } from './examples-of-variables';
import { readStandaloneConfig } from './read-config';

const lines = readFileSync(resolve(__dirname, '../../../.env.example'), 'utf8').split('\n');
const settings = lines.flatMap((line, at) => {
  const [, name, value] = /^# ([A-Z_]+)=(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [{ name, value, at }];
});

describe('.env.example', () => {
  it('lists every variable, and none twice or that does not exist', () => {
    expect(settings.map(({ name }) => name).sort()).toEqual([...variables].sort());
  });

  it('says something about each: a comment above it, or above its neighbours', () => {
    for (const { at } of settings) {
      const above = lines.slice(0, at).findLast((line) => !/^# [A-Z_]+=/.test(line)) ?? '';
      expect(above).toMatch(/^# .+/);
    }
  });

  it('changes nothing as it is, and shows values that are right', () => {
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
    expect(
      readStandaloneConfig(Object.fromEntries(settings.map(({ name, value }) => [name, value]))),
    ).toBeDefined();
  });
});

describe('the examples in sentences about wrong values', () => {
  it.each(Object.entries(examplesOfVariables).filter(([, value]) => !value.includes('$(')))(
    '%s=%s is right',
    (name, value) => {
      expect(() => readStandaloneConfig(withItsFellow({ [name]: value }))).not.toThrow();
    },
  );
});

/** A certificate is no use without its key, nor the other way round. */
function withItsFellow(env: Record<string, string>): Record<string, string> {
  const isHalf = Object.keys(env).some((name) => name.startsWith('TEMPORAL_TLS_CLIENT'));
  return isHalf ? { TEMPORAL_TLS_CLIENT_CERT_PATH: 'a', TEMPORAL_TLS_CLIENT_KEY_PATH: 'b', ...env } : env;
}
