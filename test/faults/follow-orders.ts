import type { Failpoint } from '#delivery';
import { setFailpointHook } from '#delivery/testing';
import { countsIn, type Notice, type Order } from './orders';

/** What has been ordered of this process. */
export interface Followed {
  isBusy(): boolean;
}

/** Lets the spec that started this process hold it at failpoints. It ends with the spec, also by SIGKILL. */
export function followOrders(): Followed {
  const room = new Map<Failpoint, number>();
  const held = new Map<Failpoint, (() => void)[]>();
  let isBusy = false;
  const tell = (notice: Notice): void => void process.send?.(notice);
  setFailpointHook((at) => {
    const left = room.get(at) ?? 0;
    if (left === 0) return;
    room.set(at, left - 1);
    tell({ kind: 'held', at });
    return new Promise((resolve) => held.set(at, [...(held.get(at) ?? []), resolve]));
  });
  process.on('message', (order: Order) => {
    switch (order.kind) {
      case 'hold':
        for (const [at, most] of countsIn(order.most)) room.set(at, (room.get(at) ?? 0) + most);
        break;
      case 'let-go':
        for (const [at, count] of countsIn(order.of))
          for (const go of held.get(at)?.splice(0, count) ?? []) go();
        break;
      case 'release':
        room.clear();
        for (const go of [...held.values()].flat()) go();
        held.clear();
        break;
      case 'busy':
        isBusy = order.isBusy;
    }
    tell({ kind: 'followed', number: order.number });
  });
  process.once('disconnect', () => process.exit());
  // Hearing orders is no reason to live on.
  process.channel?.unref();
  return { isBusy: () => isBusy };
}
