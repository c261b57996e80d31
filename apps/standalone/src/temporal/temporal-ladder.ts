import { SetupError } from '../setup';

/** What there is on this machine that could be, become or bring a Temporal server. */
export interface TemporalSurroundings {
  /** What TEMPORAL_ADDRESS says. */
  readonly address: string | null;
  /** Our own server, if it was built before. */
  readonly built: string | null;
  /** `temporal` on PATH. */
  readonly commandLine: string | null;
  readonly go: Go | null;
  /** The Go that apps/temporal asks for, as in 1.26.8. */
  readonly goNeeded: string;
  /** The `temporal` that was downloaded before. */
  readonly downloaded: string | null;
}

export interface Go {
  readonly program: string;
  /** As in 1.26.8. */
  readonly version: string;
  /** Does it fetch a newer one where a module asks for it? */
  readonly fetchesNewer: boolean;
}

/** The way to a Temporal server that was chosen; the lower the rung, the less there is to do. */
export type TemporalChoice =
  | { readonly rung: 1; readonly address: string }
  | { readonly rung: 2; readonly program: string }
  | { readonly rung: 3; readonly program: string }
  | { readonly rung: 4; readonly go: string }
  | { readonly rung: 5; readonly program: string | null };

export type Rung = TemporalChoice['rung'];

/** The first rung, from `minimum` up, that holds on this machine. The fifth, a download, can only be tried. */
export function chooseTemporal(found: TemporalSurroundings, minimum: Rung = 1): TemporalChoice {
  if (minimum <= 1 && found.address !== null) return { rung: 1, address: found.address };
  if (minimum <= 2 && found.built !== null) return { rung: 2, program: found.built };
  if (minimum <= 3 && found.commandLine !== null) return { rung: 3, program: found.commandLine };
  if (minimum <= 4 && found.go !== null && canBuild(found.go, found.goNeeded))
    return { rung: 4, go: found.go.program };
  return { rung: 5, program: found.downloaded };
}

/** The one sentence for when no rung held. `because` says what was tried, each as a half sentence. */
export function noTemporal(
  found: TemporalSurroundings,
  because: readonly string[],
  output: string,
): SetupError {
  const { go, goNeeded } = found;
  const all = [...because];
  if (go !== null && !canBuild(go, goNeeded))
    all.unshift(`Go ${go.version} is older than ${goNeeded} and may not fetch it`);
  return new SetupError(
    `Jornada needs a Temporal server and could not get one (${all.join('; ')}): set TEMPORAL_ADDRESS to one that runs, for example TEMPORAL_ADDRESS=localhost:7233, or install Go ${goNeeded} or the command \`temporal\`, then start again.`,
    output,
  );
}

/** Since 1.21, Go fetches the version that a module asks for, where it is allowed to. */
function canBuild(go: Go, needed: string): boolean {
  return isAtLeast(go.version, needed) || (go.fetchesNewer && isAtLeast(go.version, '1.21'));
}

function isAtLeast(version: string, needed: string): boolean {
  const [have, want] = [version, needed].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10) || 0),
  );
  for (let at = 0; at < 3; at++) {
    const [mine = 0, theirs = 0] = [have?.[at], want?.[at]];
    if (mine !== theirs) return mine > theirs;
  }
  return true;
}
