/** Which release this is: as package.json says. */
export const RELEASE = '0.1.0';
