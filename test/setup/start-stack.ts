import { startTestPostgres, startTestTemporal } from './servers';

module.exports = async (): Promise<void> => {
  await startTestPostgres();
  await startTestTemporal();
};
