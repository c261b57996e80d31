import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { callsOfExample, eventOfExample, listExamples } from './examples';
import { packageRoot } from './package-root';

let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'jornada-examples-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: unknown): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
}

describe('an example', () => {
  it('becomes calls of the API: topics, templates with their texts, people, and the journey, published', () => {
    write('cart/journey.json', { key: 'cart', start: 'a' });
    write('cart/topics.json', [{ key: 'offers', default: 'in' }]);
    write('cart/templates/reminder.json', { subject: 'Hi' });
    write('cart/templates/reminder.mjml', '<mjml/>');
    write('cart/profiles.json', [{ userId: 'a/b ç', attributes: { name: 'Ana' } }]);
    expect(callsOfExample(path.join(folder, 'cart'))).toEqual([
      { method: 'PUT', path: '/v1/topics/offers', body: { key: 'offers', default: 'in' } },
      {
        method: 'PUT',
        path: '/v1/templates/reminder',
        body: { key: 'reminder', subject: 'Hi', mjml: '<mjml/>' },
      },
      { method: 'PATCH', path: '/v1/profiles/a%2Fb%20%C3%A7', body: { attributes: { name: 'Ana' } } },
      { method: 'PUT', path: '/v1/journeys/cart', body: { key: 'cart', start: 'a' } },
      { method: 'POST', path: '/v1/journeys/cart/publish', body: {} },
    ]);
  });

  it('needs only a journey', () => {
    write('small/journey.json', { key: 'small' });
    expect(callsOfExample(path.join(folder, 'small'))).toHaveLength(2);
    expect(eventOfExample(folder, 'small')).toBeNull();
  });

  it('is a folder that holds a journey', () => {
    write('b/journey.json', {});
    write('a/journey.json', {});
    write('notes/README.md', '');
    expect(listExamples(folder)).toEqual(['a', 'b']);
    expect(listExamples(path.join(folder, 'missing'))).toEqual([]);
  });
});

describe('the examples that npm start loads', () => {
  const examples = path.join(packageRoot(), 'examples');

  it('can all be read', () => {
    const names = listExamples(examples);
    expect(names).toContain('abandoned-cart-fast');
    for (const name of names) expect(callsOfExample(path.join(examples, name)).length).toBeGreaterThan(1);
  });

  it('the event to try begins the journey of the fast one, for a person who is there', () => {
    const event = eventOfExample(examples);
    const calls = callsOfExample(path.join(examples, 'abandoned-cart-fast'));
    const journey = calls.find(({ method, path: to }) => method === 'PUT' && to.startsWith('/v1/journeys/'));
    expect(journey?.body).toMatchObject({ trigger: { event: event?.['event'] } });
    expect(calls.map(({ path: to }) => to)).toContain(`/v1/profiles/${String(event?.['userId'])}`);
  });
});
