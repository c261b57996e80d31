export { applyTraits, type AttributeState } from './apply-traits';
export { mergeInto } from './merge-into';
export { readProfile, type ShownProfile } from './read-profile';
