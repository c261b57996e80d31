import type { Stack } from './stack';

/** A journey that waits and then writes. */
export function waitThenMail(key: string, event: string, wait: string): object {
  return {
    key,
    name: key,
    trigger: { event, where: { field: 'event.total', op: 'gt', value: 0 } },
    entry: { key: 'event.cart_id' },
    exit: [{ event: 'Order Completed', reason: 'bought' }],
    start: 'cool-down',
    steps: {
      'cool-down': { kind: 'wait', for: wait, next: 'mail' },
      mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
    },
  };
}

/** Saves what journeys refer to, and publishes them, as an engineer would. */
export async function publish(stack: Stack, ...journeys: readonly object[]): Promise<void> {
  const put = async (path: string, body: object): Promise<void> => {
    const { status, body: answer } = await stack.ask('PUT', path, body);
    if (status >= 300) throw new Error(`PUT ${path}: ${status} ${JSON.stringify(answer)}`);
  };
  await put('/v1/topics/offers', { name: 'Offers', description: 'What is new', default: 'in' });
  const html = '<p>Hello {{ profile.name }}: {% for item in event.items %}{{ item.name }} {% endfor %}</p>';
  await put('/v1/templates/cart', { subject: '{{ profile.name }}, your cart', html });
  for (const journey of journeys) {
    const { key } = journey as { key: string };
    await put(`/v1/journeys/${key}`, journey);
    const { status, body } = await stack.ask('POST', `/v1/journeys/${key}/publish`, {});
    if (status >= 300) throw new Error(`publish ${key}: ${status} ${JSON.stringify(body)}`);
  }
}

/** Makes somebody known, with an address. */
export async function introduce(stack: Stack, userId: string, attributes: object = {}): Promise<string> {
  const email = `${userId}@example.com`;
  await stack.ask('PATCH', `/v1/profiles/${userId}`, { attributes: { name: userId, email, ...attributes } });
  return email;
}

interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: { readonly [name: string]: string };
}

/** The mails to an address. */
export async function mailsTo(stack: Stack, email: string): Promise<readonly Mail[]> {
  const { body } = await stack.ask('GET', `/v1/mailbox/messages?to=${encodeURIComponent(email)}`);
  return (body as { items: readonly Mail[] }).items;
}

interface Enrollment {
  readonly id: string;
  readonly state: string;
  readonly workflowId: string;
  readonly because: string | null;
  readonly log: readonly { readonly step: string | null; readonly did: string; readonly because: string }[];
}

/** The enrollments of somebody, the newest first. */
export async function enrollmentsOf(stack: Stack, userId: string): Promise<readonly Enrollment[]> {
  const { body } = await stack.ask('GET', `/v1/enrollments?userId=${userId}`);
  const { items } = body as { items: readonly { id: string }[] };
  return Promise.all(
    items.map(async ({ id }) => (await stack.ask('GET', `/v1/enrollments/${id}`)).body as Enrollment),
  );
}
