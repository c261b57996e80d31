// Migrates the database at DATABASE_URL with the built libs/database, in a process of its own: Prisma's engine keeps
// a connection and a timer for ten seconds, and a database to which somebody is connected cannot be cloned.
require('../../dist/libs/database/src/index.js')
  .migrate(process.env.DATABASE_URL)
  .then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
