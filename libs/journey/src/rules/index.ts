import { branchCannotMatch } from './branch-cannot-match';
import { eventNeverSeen } from './event-never-seen';
import { exitWithoutKey } from './exit-without-key';
import { loopWithoutWait } from './loop-without-wait';
import { marketingToOthers } from './marketing-to-others';
import { marketingWithoutTopic } from './marketing-without-topic';
import { notYet } from './not-yet';
import { pathUnknown } from './path-unknown';
import type { Rule } from './rule';
import { sharesNot100 } from './shares-not-100';
import { templateError } from './template-error';
import { timeoutMissing } from './timeout-missing';
import { typeMismatch } from './type-mismatch';
import { startsItself } from './starts-itself';
import { unknownJourney } from './unknown-journey';
import { unknownAudience } from './unknown-audience';
import { unknownStep } from './unknown-step';
import { unknownTemplate } from './unknown-template';
import { unknownTopic } from './unknown-topic';
import { unknownZone } from './unknown-zone';
import { unreachableStep } from './unreachable-step';
import { waitInThePast } from './wait-in-the-past';

/** All publish rules. A rule is one file, its line here, and its line in docs/journey-language.md. */
export const rules: readonly Rule[] = [
  unknownStep,
  unreachableStep,
  loopWithoutWait,
  sharesNot100,
  branchCannotMatch,
  pathUnknown,
  typeMismatch,
  timeoutMissing,
  waitInThePast,
  unknownTemplate,
  templateError,
  unknownTopic,
  unknownJourney,
  startsItself,
  unknownAudience,
  unknownZone,
  marketingWithoutTopic,
  marketingToOthers,
  exitWithoutKey,
  eventNeverSeen,
  notYet,
];
