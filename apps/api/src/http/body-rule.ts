import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { NotesBody } from './body-note';
import type { JsonLimits } from './json-scanner';

/** What a route takes as its body. */
export type BodyRule = JsonRule | FormRule | BytesRule;

/** A JSON object. */
export interface JsonRule {
  readonly kind: 'json';
  /** Media types besides application/json, all of them really JSON; '' = none named. */
  readonly types: readonly string[];
  /** Bytes at most, also when unpacked. */
  readonly bytes: number;
  readonly limits: JsonLimits;
}

/** The form of a page. A body of another type is taken for an empty one: that somebody posts may be all that matters. */
export interface FormRule {
  readonly kind: 'form';
  readonly bytes: number;
}

/** Whatever it is, byte by byte: what is signed is looked at before it is read. */
export interface BytesRule {
  readonly kind: 'bytes';
  /** May be more than any other body has. */
  readonly bytes: number;
}

/** Bytes of any body at most, but where a route says otherwise: what a batch of events may have. */
export const MAX_BODY_BYTES = 500 * 1024;

const DEPTH = 32;
const documents: JsonRule = {
  kind: 'json',
  types: [],
  bytes: MAX_BODY_BYTES,
  limits: { depth: DEPTH, keys: 20_000, unitDepth: 0 },
};

// Browser clients say text/plain to be spared a preflight; some server clients label gzip as a form.
const events: JsonRule = {
  kind: 'json',
  types: ['', 'text/plain', 'application/x-www-form-urlencoded'],
  bytes: MAX_BODY_BYTES,
  limits: { depth: DEPTH, keys: 2_000, unitDepth: 0 },
};

/** The route takes a document of at most so many bytes, which says itself what is wrong with it. */
export const TakesDocument = (bytes: number): MethodDecorator =>
  applyDecorators(takes({ ...documents, bytes }), NotesBody('judged-below'));

/** The route takes an event inside a body of at most so many bytes: what holds for the keys of any event holds here. */
export const TakesOccurrence = (bytes: number): MethodDecorator =>
  takes({ ...documents, bytes, limits: events.limits });

/** The route takes one event, as Segment's clients send it. */
export const TakesEvent = (): MethodDecorator => applyDecorators(takes(events), NotesBody('judged-below'));

/** The route takes many events: the limits hold for each. */
export const TakesEvents = (): MethodDecorator =>
  applyDecorators(
    takes({ ...events, limits: { ...events.limits, unitDepth: 2 } }),
    NotesBody('judged-below'),
  );

/** The route takes the form of a page. */
export const TakesForm = (): MethodDecorator =>
  applyDecorators(takes({ kind: 'form', bytes: 64 * 1024 }), NotesBody('not-json'));

/** The route takes so many bytes at most, and reads them itself. */
export const TakesBytes = (bytes: number): MethodDecorator =>
  applyDecorators(takes({ kind: 'bytes', bytes }), NotesBody('not-json'));

function takes(rule: BodyRule): MethodDecorator {
  return RouteConfig({ takes: rule });
}

/** What the route of a request takes. */
export function bodyRuleOf(request: FastifyRequest): BodyRule {
  return ruleIn(request.routeOptions.config) ?? documents;
}

/** Bytes that the server lets through to a route, by its configuration. */
export function bodyLimitOf(config: object | undefined): number {
  return Math.max(MAX_BODY_BYTES, ruleIn(config)?.bytes ?? 0);
}

function ruleIn(config: object | undefined): BodyRule | undefined {
  return (config as { readonly takes?: BodyRule } | undefined)?.takes;
}
