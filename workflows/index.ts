export type { DeliveryActivities, EnrollmentActivities, Resting } from './activities';
export {
  DELIVERY_QUEUE,
  ENROLLMENT_QUEUE,
  ENROLLMENT_WORKFLOW,
  JOURNEY_ATTRIBUTE,
  WAKE_SIGNAL,
  WORKSPACE_ATTRIBUTE,
  workflowIdOf,
  type EnrollmentRef,
} from './contract';
