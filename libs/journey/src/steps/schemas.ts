// One line a kind: with its line in ./semantics.ts, all that a new kind adds outside its folder.
export { emailSchema as email } from './email/email.schema';
export { exitSchema as exit } from './exit/exit.schema';
export { waitSchema as wait } from './wait/wait.schema';
