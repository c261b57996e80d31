import { ENROLLMENT_QUEUE } from '#workflows';
import type { TemporalLink } from '#temporal';
import type { Contender } from './contender';

/** The control: the client itself starts the bare workflow. */
export function controlContender(link: TemporalLink): Contender {
  let made = 0;
  return {
    name: 'control',
    link,
    prepare: (count) => Promise.resolve(Array.from({ length: count }, () => `control-${(made += 1)}`)),
    async begin(id) {
      await link.client.workflow.start('control', {
        workflowId: id,
        taskQueue: ENROLLMENT_QUEUE,
        args: [id],
      });
    },
  };
}
