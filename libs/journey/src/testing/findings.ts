import { journeyFrom } from './given';
import type { Rule, Surroundings } from '../rules/rule';

/** A workspace with these templates and topics, at an instant (epoch ms). */
export function workspaceWith(
  templates: readonly string[],
  topics: readonly string[] = [],
  now = 0,
  events: readonly string[] = [],
  audiences: readonly string[] = [],
): Surroundings {
  return {
    ...{ templates: new Set(templates), topics: new Set(topics), audiences: new Set(audiences) },
    ...{ events: new Set(events), now },
  };
}

/** What a rule finds in a document, in lines: `severity path: sentence hint`. */
export function findings(rule: Rule, document: unknown, surroundings = workspaceWith([])): readonly string[] {
  return rule
    .find(journeyFrom(document), surroundings)
    .map(({ severity, path, sentence, hint }) => `${severity} ${path}: ${sentence} ${hint}`);
}
