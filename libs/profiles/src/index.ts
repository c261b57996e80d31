export { readProfile, type ShownProfile } from './read-profile';
