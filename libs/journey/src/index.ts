export { advance, type End, type SendStanding, type Situation, type Turn, type Variants } from './advance';
export { profilePatched } from './attributes/profile-patched';
export { takeTraits } from './attributes/take-traits';
export { chooseZone } from './choose-zone';
export { checkJourney } from './check';
export type {
  CallCommand,
  Command,
  MembershipCommand,
  MessageCommand,
  RecordCommand,
  SendCommand,
} from './command';
export { wordingsOf, type ContentFindings, type ContentProblem, type ContentRead } from './content-findings';
export type { RefusalReason } from './decide-entry';
export { describeRecording } from './describe-recording';
export { engagementNames, type EngagementKind, type EngagementName } from './engagement';
export { countOccurrences, isMeant, meantBy, sinceOf, tally, type Counted, type Lookout } from './history';
export { holdsPeople } from './holds-people';
export { contentKeyOf, deriveId, enrollmentIdOf, placeOf, recordIdOf, sendIdOf } from './ids';
export { describeInstant, readInstant } from './instants';
export { journeySchema, MAX_JOURNEY_BYTES, type Journey } from './journey.schema';
export type { Did, LogEntry } from './log';
export { mayJoin, type Claim, type Standing } from './joining/may-join';
export { mergePeople, together, type JoinedPerson, type JoiningPerson } from './joining/merge-people';
export { keySchema } from './names.schema';
export type { KnownRun, OpenJourney, PastEntries, Person } from './person';
export { asSentence, sayPlainly } from './plain-words';
export { pointer, type Problem } from './problem';
export { react, type Concern, type Reaction } from './react';
export { reactionNeeds } from './reaction-needs';
export { readJourney, type JourneyReading } from './read-journey';
export { rules } from './rules';
export { missingName } from './rules/missing-name';
export { didYouMean } from './rules/nearest';
export type { Surroundings } from './rules/rule';
export {
  emptyMemory,
  restarted,
  TRIGGER_CALL,
  type Memory,
  type Occurrence,
  type Outcome,
  type Recording,
  type Rest,
  type Run,
  type Settlement,
  type TriggerCall,
  type WebhookReply,
} from './run';
export type { Asked } from './simulation/imagined-world';
export { simulate, type Simulated, type SimulationSetting } from './simulate';
export { imaginedPerson, judgeImagined } from './simulation/judge-imagined';
export { scriptSchema, type Script } from './simulation/script.schema';
export type {
  SimulatedEnrollment,
  SimulatedRefusal,
  SimulatedSend,
  Simulation,
} from './simulation/simulation';
export { tellCommand, type ToldCommand } from './simulation/told-command';
export { visitOf } from './standing';
export type { EmailContent } from './steps/email/email-content.schema';
export { isTaken, sayStatus } from './steps/webhook/reply-words';
export type { WebhookRequest } from './steps/webhook/webhook-request';
export { kinds, type Kind, type Step } from './steps/step.schema';
export { utmSchema, type Utm } from './utm.schema';
