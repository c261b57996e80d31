// The house's own lint rules, for what no ready-made rule says. One file each.
module.exports = {
  meta: { name: 'house' },
  rules: {
    'a-disabled-rule-says-why': require('./a-disabled-rule-says-why.cjs'),
    'no-enums': require('./no-enums.cjs'),
    'sql-lives-in-the-database': require('./sql-lives-in-the-database.cjs'),
  },
};
