import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventOfExample, FIRST_EXAMPLE, listExamples } from './examples';
import { packageRoot } from './package-root';

let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'jornada-examples-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

describe('an example', () => {
  it('is a folder that holds a journey', () => {
    write('b/journey.json', '{}');
    write('a/journey.json', '{}');
    write('notes/README.md', '');
    expect(listExamples(folder)).toEqual(['a', 'b']);
    expect(listExamples(path.join(folder, 'missing'))).toEqual([]);
  });

  it('may have an event to try it with', () => {
    write('a/event.json', '{ "userId": "ana" }');
    expect(eventOfExample(folder, 'a')).toEqual({ userId: 'ana' });
    expect(eventOfExample(folder, 'b')).toBeNull();
  });
});

describe('the example that npm start tells to try', () => {
  const examples = path.join(packageRoot(), 'examples');
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(examples, FIRST_EXAMPLE, name), 'utf8'));

  it('is there, and its event begins its journey for a person it brings along', () => {
    expect(listExamples(examples)).toContain(FIRST_EXAMPLE);
    const event = eventOfExample(examples);
    expect(read('journey.json')).toMatchObject({ trigger: { event: event?.['event'] } });
    expect(read('profiles.json')).toMatchObject([{ userId: event?.['userId'] }]);
  });
});
