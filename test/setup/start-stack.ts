import { startTestPostgres } from './servers';

module.exports = startTestPostgres;
