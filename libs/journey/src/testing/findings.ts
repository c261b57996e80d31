import { journeyFrom } from './given';
import type { Rule, Surroundings } from '../rules/rule';

/** A workspace with these templates, topics and journeys, at an instant (epoch ms). */
export function workspaceWith(
  templates: readonly string[],
  topics: readonly string[] = [],
  now = 0,
  events: readonly string[] = [],
  journeys: readonly string[] = [],
  audiences: readonly string[] = [],
): Surroundings {
  return {
    ...{ templates: new Set(templates), topics: new Set(topics), journeys: new Set(journeys) },
    ...{ audiences: new Set(audiences), contents: new Map(), events: new Set(events), now },
  };
}

/** What a rule finds in a document, in lines: `severity path: sentence hint`. */
export function findings(rule: Rule, document: unknown, surroundings = workspaceWith([])): readonly string[] {
  return rule
    .find(journeyFrom(document), surroundings)
    .map(({ severity, path, sentence, hint }) => `${severity} ${path}: ${sentence} ${hint}`);
}
