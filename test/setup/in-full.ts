/** Whether specs show what they show in the numbers that were promised (PROOF=full), or in short, as in `npm test`. */
export const inFull = process.env['PROOF'] === 'full';
