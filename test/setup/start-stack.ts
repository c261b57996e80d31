import { prepareTemporal, startTestPostgres, startTestTemporal } from './servers';

module.exports = async (): Promise<void> => {
  await prepareTemporal();
  await startTestPostgres();
  await startTestTemporal();
};
