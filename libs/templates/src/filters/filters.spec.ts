import type { JsonObject } from '#conditions';

import { openLiquid } from '../liquid.engine';

const engine = openLiquid('plain');
const lisbon: JsonObject = {
  profile: { locale: 'pt_PT', timezone: 'Europe/Lisbon' },
  workspace: { locale: 'en', timezone: 'America/New_York' },
};
const workspaceOnly: JsonObject = {
  profile: { timezone: 'Mars/Olympus', locale: '!!' },
  workspace: { locale: 'pt-BR', timezone: 'America/Sao_Paulo' },
};

/** Intl separates with no-break spaces; here they are written as plain ones. */
function show(template: string, context: JsonObject): string {
  return String(engine.parseAndRenderSync(template, context)).replace(/[\u00a0\u202f]/g, ' ');
}

describe('money', () => {
  test.each([
    ["{{ 1999.5 | money: 'BRL', 'pt-BR' }}", {}, 'R$ 1.999,50'],
    ["{{ '1999.5' | money: 'usd', 'en-US' }}", {}, '$1,999.50'],
    ["{{ 1999.5 | money: 'JPY', 'en' }}", {}, '¥2,000'],
    ["{{ 12 | money: 'EUR' }}", lisbon, '12,00 €'],
    ["{{ 12 | money: 'BRL' }}", workspaceOnly, 'R$ 12,00'],
    ["{{ event.total | money: 'BRL' }}", { event: {} }, ''],
  ])('%s', (template, context, expected) => {
    expect(show(template, context)).toBe(expected);
  });

  test.each([
    '{{ 5 | money }}',
    "{{ 5 | money: 'R$' }}",
    "{{ 'many' | money: 'BRL' }}",
    '{{ 5 | money: event.no }}',
  ])('a price that would mislead is an error: %s', (template) => {
    expect(() => show(template, {})).toThrow(/money needs/);
  });
});

describe('date', () => {
  const at = '2026-01-15T02:30:00Z';
  test.each([
    [
      'the zone and language of the person',
      "{{ event.at | date: '%d %B %H:%M' }}",
      lisbon,
      '15 janeiro 02:30',
    ],
    [
      'the zone of the workspace, where that of the person does not exist',
      "{{ event.at | date: '%d/%m %H:%M' }}",
      workspaceOnly,
      '14/01 23:30',
    ],
    ['UTC, where nobody has a zone', "{{ event.at | date: '%H:%M' }}", {}, '02:30'],
    [
      'a zone and a language written out',
      "{{ event.at | date: 'long', 'Asia/Tokyo', 'ja' }}",
      lisbon,
      '2026年1月15日',
    ],
    ['a style of the language', "{{ event.at | date: 'long' }}", workspaceOnly, '14 de janeiro de 2026'],
    ['the time alone', "{{ event.at | date: 'time' }}", workspaceOnly, '23:30'],
    ['no format', '{{ event.at | date }}', { workspace: { locale: 'en-GB' } }, '15 Jan 2026'],
    ['epoch seconds', "{{ 1768444200 | date: '%F %T' }}", {}, '2026-01-15 02:30:00'],
    ['epoch milliseconds', "{{ 1768444200000 | date: '%F %T' }}", {}, '2026-01-15 02:30:00'],
    [
      'milliseconds with a style',
      "{{ 1768444200000 | date: 'medium' }}",
      { workspace: { locale: 'en' } },
      'Jan 15, 2026',
    ],
    ['a date without a time stays that date', "{{ '2026-03-01' | date: '%d/%m' }}", workspaceOnly, '01/03'],
    [
      'a date without a time, with a style',
      "{{ '2026-03-01' | date: 'long' }}",
      workspaceOnly,
      '1 de março de 2026',
    ],
    [
      'a time without an offset is shown as written',
      "{{ '2026-03-01 09:15' | date: '%H:%M' }}",
      lisbon,
      '09:15',
    ],
    [
      'what is no date is shown as it is',
      "{{ 'soon' | date: '%H:%M' }}{{ 'soon' | date: 'long' }}",
      {},
      'soonsoon',
    ],
    ['missing is empty', "{{ event.no | date: '%H' }}", {}, ''],
  ])('%s', (_name, template, context: JsonObject, expected) => {
    expect(show(template, { event: { at }, ...context })).toBe(expected);
  });

  it('takes the hour that summer time gives', () => {
    const template =
      "{{ '2026-07-15T12:00:00Z' | date: '%H:%M' }} {{ '2026-01-15T12:00:00Z' | date: '%H:%M' }}";
    expect(show(template, lisbon)).toBe('13:00 12:00');
  });

  it('refuses a zone that does not exist', () => {
    expect(() => show("{{ 'now' | date: '%H', 'Mars/Olympus' }}", {})).toThrow(/time zone that exists/);
  });
});

describe('plural', () => {
  const polish = "{{ n | plural: one: 'plik', few: 'pliki', many: 'plików', other: 'pliku' }}";
  test.each([
    ["{{ n | plural: 'item', 'items' }}", 'en', 1, 'item'],
    ["{{ n | plural: 'item', 'items' }}", 'en', 0, 'items'],
    ["{{ n | plural: 'item', 'itens' }}", 'pt-BR', 0, 'item'],
    ["{{ n | plural: 'item', 'itens' }}", 'pt-BR', 2, 'itens'],
    ["{{ n | plural: 'item', 'items' }}", 'en', '1', 'item'],
    ["{{ n | plural: 'item', 'items' }}", 'en', 'lots', 'items'],
    ["{{ n | plural: 'sheep' }}", 'en', 7, 'sheep'],
    [polish, 'pl', 1, 'plik'],
    [polish, 'pl', 3, 'pliki'],
    [polish, 'pl', 5, 'plików'],
  ])('%s in %s with %p', (template, locale, n, expected) => {
    expect(show(template, { n, workspace: { locale } })).toBe(expected);
  });

  it('needs its words', () => {
    expect(() => show('{{ 1 | plural }}', {})).toThrow(/plural needs its words/);
  });
});
