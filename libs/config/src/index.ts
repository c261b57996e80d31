export type {
  ChosenKeys,
  Config,
  Edge,
  LogLevel,
  StandaloneConfig,
  TemporalConfig,
  TemporalTls,
} from './config';
export { ConfigError } from './config-error';
export { loadEnvFile } from './load-env-file';
export { readConfig, readStandaloneConfig } from './read-config';
export { openSeals, type Seals } from './seals';
export { isPublicKey } from './public-key';
export { Secret } from './secret';
