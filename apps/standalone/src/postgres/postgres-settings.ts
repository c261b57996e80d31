/**
 * Settings of an embedded PostgreSQL. One that will be kept survives a power cut; one for a test survives a SIGKILL,
 * which is all that happens there, and is faster.
 */
export function postgresSettings(port: number, persistent: boolean): readonly string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // api and worker 20 each by default, Temporal 50, and room for psql
    max_connections: 200,
    fsync: persistent ? 'on' : 'off',
    full_page_writes: persistent ? 'on' : 'off',
    shared_buffers: '128MB',
    max_wal_size: '1GB',
    log_timezone: 'UTC',
    timezone: 'UTC',
    log_min_messages: 'warning',
    // A statement may hold personal data.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
