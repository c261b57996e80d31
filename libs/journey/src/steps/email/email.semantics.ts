import { addDuration, parseDuration, parsePath, readPath } from '#conditions';
import type { MessageCommand } from '../../command';
import { contentKeyOf } from '../../ids';
import type { Did } from '../../log';
import { mergeUtm } from '../../merge-utm';
import type { Outcome } from '../../run';
import { sendIdOfVisit } from '../send-id-of-visit';
import type { StepOf } from '../step.schema';
import type { Edge, Reference, Standing, StepSemantics } from '../step.semantics';

type Email = StepOf['email'];

/** How each outcome is logged: only what left was sent, only what the gate kept back was refused. */
const saidOf: { readonly [O in Outcome]: { readonly did: Did; readonly words: string } } = {
  accepted: { did: 'sent', words: 'the e-mail was accepted for delivery' },
  refused: { did: 'refused', words: 'the e-mail was not sent' },
  failed: { did: 'woken', words: 'the e-mail could not be sent' },
  unknown: { did: 'woken', words: 'nobody knows whether the e-mail went out' },
};

/** Asks for one e-mail and rests until the ledger has settled it. */
export const email: StepSemantics<Email> = {
  edges: (step) => [
    { at: ['next'], next: step.next },
    ...optionalEdge('onRefused', step.onRefused),
    ...optionalEdge('onFailed', step.onFailed),
    ...optionalEdge('onUnknown', step.onUnknown),
  ],
  takesTime: () => false,
  reads: (step) => (step.to === undefined ? [] : [{ path: step.to, at: ['to'] }]),
  leaves: ['sendId', 'outcome', 'reason'],
  references: (step) => [
    ...optionalReference('template', step.template),
    ...optionalReference('topic', step.topic),
  ],
  wording: (step) =>
    step.content === undefined
      ? { key: step.template ?? '', content: null, at: ['template'] }
      : { key: contentKeyOf(step.content), content: step.content, at: ['content'] },
  lacksTopic: (step) => isMarketing(step) && step.topic === undefined,
  writesToOthers: (step) => isMarketing(step) && parsePath(step.to ?? OWN_ADDRESS)?.root !== 'profile',
  arrive(step, standing) {
    const send = sendOf(step, standing);
    const label = `email ${step.template ?? 'of its own'} (${standing.stepId})`;
    return {
      kind: 'rest',
      rest: { kind: 'send', since: standing.facts.now, sendId: send.sendId, label },
      because:
        step.template === undefined ? 'asks to send its own message' : `asks to send '${step.template}'`,
      commands: [send],
      detail: { sendId: send.sendId },
    };
  },
  resume(step, standing, resolution) {
    if (resolution.kind !== 'settled') throw new Error(`an e-mail cannot be resumed by '${resolution.kind}'`);
    const { outcome, reason } = resolution;
    const why = resolution.because ?? reason;
    const { did, words } = saidOf[outcome];
    const sendId = sendIdOfVisit(standing);
    return {
      kind: 'go',
      next: nextOf(step, outcome),
      did,
      because: why === null ? words : `${words}: ${why}`,
      outputs: { sendId, outcome, reason },
      detail: { sendId, outcome },
    };
  },
};

const OWN_ADDRESS = 'profile.email';

function isMarketing(step: Email): boolean {
  return (step.class ?? 'marketing') === 'marketing';
}

function optionalReference(what: Reference['what'], key: string | undefined): readonly Reference[] {
  return key === undefined ? [] : [{ what, key, at: [what] }];
}

function optionalEdge(
  name: 'onRefused' | 'onFailed' | 'onUnknown',
  next: string | null | undefined,
): readonly Edge[] {
  return next === undefined ? [] : [{ at: [name], next }];
}

function nextOf(step: Email, outcome: Outcome): string | null {
  if (outcome === 'refused' && step.onRefused !== undefined) return step.onRefused;
  if (outcome === 'failed' && step.onFailed !== undefined) return step.onFailed;
  if (outcome === 'unknown' && step.onUnknown !== undefined) return step.onUnknown;
  return step.next;
}

function sendOf(step: Email, standing: Standing): MessageCommand {
  const { facts, stepId, visit } = standing;
  const address = readPath(facts, step.to ?? OWN_ADDRESS);
  const { profile, event, run: variables, steps } = facts;
  return {
    kind: 'send',
    channel: 'email',
    sendId: sendIdOfVisit(standing),
    step: stepId,
    visit,
    template: step.template ?? null,
    content: step.content ?? null,
    class: step.class ?? 'marketing',
    topic: step.topic ?? null,
    to: typeof address === 'string' && address !== '' ? address : null,
    from: step.from ?? null,
    replyTo: step.replyTo ?? null,
    utm: mergeUtm(standing.utm, step.utm),
    resendAfter: lengthOf(step.resendAfter),
    context: { profile, event, run: variables, steps },
  };
}

/** A time of hours and minutes, in milliseconds. */
function lengthOf(text: string | undefined): number | null {
  const duration = text === undefined ? null : parseDuration(text);
  return duration && addDuration(0, duration, 'UTC');
}
