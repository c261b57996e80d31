export type { ChosenKeys, Config, LogLevel, StandaloneConfig, TemporalConfig, TemporalTls } from './config';
export { ConfigError } from './config-error';
export { loadEnvFile } from './load-env-file';
export { readConfig, readStandaloneConfig } from './read-config';
export { Secret } from './secret';
