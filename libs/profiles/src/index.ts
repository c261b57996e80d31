export { applyTraits, type AttributeState } from './apply-traits';
export { readProfile, type ShownProfile } from './read-profile';
