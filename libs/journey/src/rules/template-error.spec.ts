import type { ContentFindings } from '../content-findings';
import { contentKeyOf } from '../ids';
import { findings, journeyWith, workspaceWith } from '../testing';
import { templateError } from './template-error';

const content = { subject: 'Hi', html: '<p>x</p>' };
const place = { part: 'html', line: 3, column: 5 };
const sentence = 'Liquid: undefined filter: shell.';
const hint = "The filters are Liquid's own.";
const nothing: ContentFindings = { problems: [], warnings: [], reads: [] };
const journey = journeyWith({
  saved: { kind: 'email', template: 'cart', topic: 'news', next: 'own' },
  own: { kind: 'email', content, topic: 'news', next: 'note' },
  note: { kind: 'set', set: { code: 1 }, next: null },
});

/** What is found where this is known of the template, and of the content. */
const found = (template: Partial<ContentFindings>, own: Partial<ContentFindings> = {}) => {
  const contents = new Map([
    ['cart', { ...nothing, ...template }],
    [contentKeyOf(content), { ...nothing, ...own }],
  ]);
  return findings(templateError, journey, { ...workspaceWith([]), contents });
};
const reading = (...keys: readonly (string | number)[]) => ({ reads: [{ ...place, keys }] });

describe('what keeps a content from being rendered', () => {
  const problems = [{ ...place, sentence, hint }];
  const nowhere = [{ part: 'mjml', line: null, column: null, sentence, hint }];

  test.each<[string, Partial<ContentFindings>, readonly string[]]>([
    [
      'is told at its part',
      { problems },
      [`error /steps/own/content/html: Line 3, column 5: ${sentence} ${hint}`],
    ],
    [
      'is told where no line is known',
      { problems: nowhere },
      [`error /steps/own/content/mjml: ${sentence} ${hint}`],
    ],
    [
      'is a warning where it does not',
      { warnings: problems },
      [`warning /steps/own/content/html: Line 3, column 5: ${sentence} ${hint}`],
    ],
  ])('%s', (_, own, told) => expect(found({}, own)).toEqual(told));
});

describe('a name that a template reads', () => {
  const at = "warning /steps/saved/template: Template 'cart', html, line 3, column 5:";

  test.each<[keys: readonly (string | number)[], told: string | null]>([
    [['profile', 'anything'], null],
    [['event', 'items', 0], null],
    [['workspace', 'name'], null],
    [['links', 'unsubscribe'], null],
    [['steps', 'saved', 'outcome'], null],
    [['run', 'code'], null],
    [['run'], null],
    [
      ['customer', 'name'],
      `There is no "customer": it renders empty. A template knows profile, event, run, steps, workspace, links and what it assigns itself.`,
    ],
    [
      ['trigger', 'x'],
      `There is no "trigger": it renders empty. In templates the event that led here is called "event".`,
    ],
    [
      ['links', 'unsubscibe'],
      `There is no "links.unsubscibe": it renders empty. Did you mean 'unsubscribe'?`,
    ],
    [
      ['run', 'cod'],
      `No step sets the variable 'cod', so there is nothing at 'run.cod'. Did you mean 'code'?`,
    ],
    [
      ['steps', 'gone', 'outcome'],
      `There is no step 'gone', so there is nothing at 'steps.gone.outcome'. Name a step of this journey.`,
    ],
    [
      ['steps', 'saved', 'outcom'],
      `The step 'saved' leaves nothing at 'steps.saved.outcom'. Did you mean 'outcome'?`,
    ],
  ])('%j', (keys, told) => {
    expect(found(reading(...keys))).toEqual(told === null ? [] : [`${at} ${told}`]);
  });

  test('is told with the language that reads it', () => {
    const [told] = found({ reads: [{ ...place, locale: 'en', keys: ['x'] }] });
    expect(told).toContain("Template 'cart', en, html, line 3");
  });

  test('is told with the block that reads it', () => {
    expect(found({}, { reads: [{ ...place, block: 'footer', keys: ['x'] }] })[0]).toContain(
      "Block 'footer', line 3, column 5: There is no",
    );
  });
});

test('of contents that nobody has looked into, nothing is said', () => {
  expect(findings(templateError, journey)).toEqual([]);
});
