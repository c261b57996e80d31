import { engagementNames } from '../engagement';
import { pointer } from '../problem';
import type { Rule } from './rule';

/**
 * Where a person may be in a journey several times at once, an exit rule says which of the runs it ends. Engagement
 * concerns only the run that sent the message anyway.
 */
export const exitWithoutKey: Rule = {
  name: 'exit-without-key',
  find({ entry, exit = [] }) {
    const key = entry?.key;
    if (key === undefined) return [];
    return exit.flatMap((rule, index) => {
      if ('if' in rule || rule.key !== undefined || engagementNames.has(rule.event)) return [];
      return [
        {
          severity: 'warning',
          step: null,
          path: pointer(['exit', index]),
          sentence: `'${rule.event}' ends every run of a person, whatever its entry key.`,
          hint: `If it should end one run only, add the path of the same value, like "key": "${key}".`,
        },
      ];
    });
  },
};
