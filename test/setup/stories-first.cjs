'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/** Stories of the whole stack come first: on a fresh clone nobody knows yet that they take longest, small as they are. */
module.exports = class StoriesFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isStory = ({ path }) => path.endsWith('.e2e.spec.ts');
    return [...sorted.filter(isStory), ...sorted.filter((test) => !isStory(test))];
  }
};
