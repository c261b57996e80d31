import type { Api } from '../server/api';
import type { Style } from '../terminal/style';
import type { Terminal } from '../terminal/terminal';
import type { Told } from '../told';

/** What a command works with. */
export interface Context {
  readonly terminal: Terminal;
  readonly style: Style;
  /** The API, with the secret key of the workspace. @throws Complaint where none is known */
  api(): Api;
  /** The API, with the key of whoever runs the server. @throws Complaint where none is known */
  adminApi(): Api;
}

/** Makes an action of what a command does: its words are printed, its complaints told, its exit code kept. */
export type Doing = <Inputs extends readonly unknown[]>(
  act: (context: Context, ...inputs: Inputs) => Promise<Told> | Told,
) => (...inputs: Inputs) => Promise<void>;
