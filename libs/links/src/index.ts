export type { AddressSeals } from './address-seals';
export { chooseLanguage, languages, type Language } from './language';
export type { Purpose, RecipientLink } from './recipient-link';
export { openRecipientLinks, type RecipientLinks } from './recipient-links';
