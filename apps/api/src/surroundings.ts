import type { Edge, Seals, Secret } from '#config';
import type { Database } from '#database';
import type { WebhookKeys } from '#delivery';
import type { Engine } from '#enrollments';
import type { RecipientLinks } from '#links';
import type { Renderer } from '#templates';

/** What the API runs on. */
export interface Surroundings {
  readonly database: Database;
  readonly engine: Engine;
  readonly renderer: Renderer;
  /** Reads the links that recipients touch. */
  readonly links: RecipientLinks;
  /** How the world reaches this server. */
  readonly edge: Edge;
  /** Opens what only who runs the server may do; null = nobody may. */
  readonly adminKey: Secret<string> | null;
  /** Whether Temporal answers; told by /readyz, needed by nothing here. */
  readonly isTemporalAnswering: () => Promise<boolean>;
  /** Whether it is on its way out: /readyz sends everybody away. Left out: it stays. */
  readonly isLeaving?: () => boolean;
  /** The key that SendGrid's Event Webhook is verified by (DER in base64); null = its batches are refused. */
  readonly sendgridWebhookKey: string | null;
  /** Seals what must not stand readable in the database: the credentials of others. */
  readonly seals: Seals;
  /** What signs the webhooks of journeys. */
  readonly webhookKeys: WebhookKeys;
  /** `npm start` only: the workspace whose mailbox this machine may read without a key. Null in production. */
  readonly localWorkspaceId: string | null;
}

/** The provider token of where events are taken in. */
export const INTAKE = Symbol('intake');

/** The provider token of the surroundings. */
export const SURROUNDINGS = Symbol('surroundings');
