import type { Command } from 'commander';
import { addApply } from './apply.command';
import { addCheck } from './check.command';
import type { Doing } from './context';
import { addDestinations } from './destinations.command';
import { addHold } from './hold.command';
import { addIncidents } from './incidents.command';
import { addKeys } from './keys.command';
import { addPlan } from './plan.command';
import { addPreview } from './preview.command';
import { addPublish } from './publish.command';
import { addSimulate } from './simulate.command';
import { addStatus } from './status.command';
import { addTrigger } from './trigger.command';
import { addWhy } from './why.command';
import { addWorkspace } from './workspace.command';

/** Every command, in the order in which help lists them. */
export const commands: readonly ((program: Command, doing: Doing) => void)[] = [
  addCheck,
  addSimulate,
  addPlan,
  addApply,
  addPublish,
  addHold,
  addStatus,
  addWhy,
  addIncidents,
  addTrigger,
  addPreview,
  addDestinations,
  addWorkspace,
  addKeys,
];
