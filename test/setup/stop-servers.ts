import { stopServers } from './servers';

module.exports = stopServers;
