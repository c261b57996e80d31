import { prepareTemporal, startTestPostgres } from './servers';

module.exports = async (): Promise<void> => {
  await prepareTemporal();
  await startTestPostgres();
};
