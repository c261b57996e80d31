import { isStep } from './plain-words';

/** How settings are written, for hints where one is missing or is something else. */
const examples: ReadonlyMap<string, string> = new Map(
  Object.entries({
    key: '"key": "abandoned-cart"',
    name: '"name": "Abandoned cart"',
    zone: '"zone": "America/Sao_Paulo"',
    trigger: '"trigger": { "event": "Cart Updated" }',
    event: '"event": "Cart Updated"',
    where: '"where": { "field": "event.total", "op": "gt", "value": 0 }',
    field: '"field": "profile.plan"',
    op: '"op": "eq"',
    entry: '"entry": { "key": "event.cart_id", "again": "afterEnd" }',
    'entry.key': '"key": "event.cart_id"',
    'exit.key': '"key": "event.cart_id"',
    'goal.key': '"key": "event.cart_id"',
    again: '"again": "never", or "again": { "after": "30d" }',
    after: '"after": "30d"',
    maxAge: '"maxAge": "24h"',
    exit: '"exit": [{ "event": "Order Completed", "reason": "bought" }]',
    goal: '"goal": { "event": "Order Completed", "within": "7d" }',
    within: '"within": "7d"',
    start: '"start": "cool-down"',
    steps: '"steps": { "cool-down": { "kind": "wait", "for": "1h", "next": null } }',
    limits: '"limits": { "visits": 100 }',
    visits: '"visits": 100',
    set: '"set": { "total": { "path": "event.total" } }',
    share: '"share": 50',
    kind: '"kind": "wait"',
    next: '"next": "mail", or "next": null where the journey ends',
    onRefused: '"onRefused": "mail", or "onRefused": null where the journey ends',
    onFailed: '"onFailed": "mail", or "onFailed": null where the journey ends',
    onUnknown: '"onUnknown": "mail", or "onUnknown": null where the journey ends',
    resetOn: '"resetOn": [{ "event": "Cart Updated" }]',
    of: '"of": ["mail"], or "of": "any"',
    for: '"for": "1h"',
    until: '"until": "2026-12-24T18:00:00Z", or "until": "event.starts_at"',
    window: '"window": { "days": ["mon", "fri"], "from": "09:00", "to": "18:00" }',
    'window.from': '"from": "09:00"',
    'window.to': '"to": "18:00"',
    days: '"days": ["mon", "tue"]',
    ifPast: '"ifPast": "exit"',
    reason: '"reason": "bought"',
    template: '"template": "cart"',
    content: '"content": { "subject": "Your cart", "text": "It is waiting." }',
    subject: '"subject": "{{ profile.first_name }}, your cart is waiting"',
    topic: '"topic": "offers"',
    class: '"class": "transactional"',
    to: '"to": "profile.email"',
    from: '"from": { "name": "Ana of Example", "email": "ana@example.com" }',
    'from.name': '"name": "Ana of Example"',
    email: '"email": "ana@example.com"',
    replyTo: '"replyTo": "ana@example.com"',
    resendAfter: '"resendAfter": "30m"',
  }),
);

/** How what stands at a place is written, by its setting; null where nothing is known of it. */
export function exampleAt(path: readonly PropertyKey[]): string | null {
  const settings = path.filter((key) => typeof key === 'string');
  // The key of a step is no setting, whatever it is called.
  const last = isStep(path) ? 'steps' : (settings.at(-1) ?? '');
  return examples.get(settings.slice(-2).join('.')) ?? examples.get(last) ?? null;
}
