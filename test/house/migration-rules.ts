// What a migration may do to tables that are in use. Those that it makes itself are its own.

/** A rule, and the statements that break it. */
interface Rule {
  readonly rule: string;
  readonly breaks: (statement: string, script: Script) => boolean;
}

interface Script {
  readonly statements: readonly string[];
  readonly made: ReadonlySet<string>;
}

const tableOf = (statement: string): string =>
  /(?:ALTER TABLE(?: IF EXISTS)?(?: ONLY)?| ON(?: ONLY)?|UPDATE|DELETE FROM|INSERT INTO)\s+"?(\w+)"?/i.exec(
    statement,
  )?.[1] ?? '';
const alters =
  (form: RegExp) =>
  (statement: string, { made }: Script) =>
    /^ALTER TABLE/i.test(statement) && form.test(statement) && !made.has(tableOf(statement));

const rules: readonly Rule[] = [
  {
    rule: 'an index on a table in use is made CONCURRENTLY, by a migration of its own',
    breaks: (statement, { made, statements }) =>
      /^CREATE (UNIQUE )?INDEX/i.test(statement) &&
      !made.has(tableOf(statement)) &&
      (!/^CREATE (UNIQUE )?INDEX CONCURRENTLY/i.test(statement) || statements.length > 1),
  },
  {
    rule: 'a new column that must not be null has a constant default',
    breaks: alters(
      /ADD COLUMN\s(?=.*NOT NULL)(?!.*DEFAULT\s+('[^']*'|-?\d|true|false|now\(\)|CURRENT_TIMESTAMP|ARRAY\[\]))/is,
    ),
  },
  {
    rule: 'a default that differs from row to row rewrites the table',
    breaks: alters(/DEFAULT\s+\(?(gen_random_uuid|random|clock_timestamp|nextval)/i),
  },
  {
    rule: 'the type of a column stays: another one rewrites the table',
    breaks: alters(/ALTER COLUMN\s+\S+\s+(SET DATA )?TYPE/i),
  },
  {
    rule: 'a column that was nullable is not made NOT NULL: that reads the whole table under its lock',
    breaks: alters(/SET NOT NULL/i),
  },
  {
    rule: 'a constraint is added NOT VALID, and validated by the next migration',
    breaks: alters(/ADD CONSTRAINT.*(FOREIGN KEY|CHECK)(?!.*NOT VALID)/is),
  },
  {
    rule: 'a unique key is added USING INDEX',
    breaks: alters(/ADD CONSTRAINT.*(UNIQUE|PRIMARY KEY)(?!.*USING INDEX)/is),
  },
  {
    rule: 'nothing is dropped or renamed that the release before still uses (say since when: "-- unused since 0.2")',
    breaks: (statement, { made }) =>
      /^(DROP TABLE|ALTER TABLE.*\b(DROP COLUMN|RENAME)\b)/is.test(statement) &&
      !made.has(tableOf(statement)) &&
      !/^-- unused since/m.test(statement),
  },
  {
    rule: 'rows are not changed by a migration, but bit by bit by the worker',
    breaks: (statement, { made }) =>
      /^(UPDATE|DELETE FROM)\b/i.test(statement) && !made.has(tableOf(statement)),
  },
];

/** Which rules a migration breaks, each with the statement that does. */
export function brokenRules(script: string): readonly string[] {
  const told = script.split(';').map((statement) => statement.trim());
  const statements = told.filter((statement) => bare(statement) !== '');
  const made = new Set(
    statements.flatMap(
      (statement) => /^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)"?/i.exec(bare(statement))?.[1] ?? [],
    ),
  );
  return statements.flatMap((statement) =>
    rules
      .filter(({ breaks }) =>
        breaks(statement.includes('-- unused since') ? statement : bare(statement), { statements, made }),
      )
      .map(({ rule }) => `${rule}: ${bare(statement).slice(0, 80)}`),
  );
}

function bare(statement: string): string {
  return statement.replaceAll(/^--.*$/gm, '').trim();
}
