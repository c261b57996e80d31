const statement = new RegExp(
  [
    'select\\s[^]+\\sfrom\\s',
    'insert\\s+into\\s',
    'update\\s+[\\w".]+\\s+(?:\\w+\\s+)?set\\s',
    'delete\\s+from\\s',
    'with\\s+(?:recursive\\s+)?\\w+(?:\\s*\\([^)]*\\))?\\s+as\\s+(?:not\\s+)?(?:materialized\\s+)?\\(',
    '(?:create|alter|drop)\\s+(?:unique\\s+)?(?:table|index|database|schema|role|function|type)\\s',
    'truncate\\s+(?:table\\s+)?\\w',
  ]
    .map((form) => `^${form}`)
    .join('|'),
  'i',
);

/** Whether a text opens like a statement. "Select a journey from the list" is a sentence: SELECT and select are SQL. */
function isStatement(text) {
  const bare = text.replace(/^(?:\s|--[^\n]*\n)+/, '');
  return !/^[A-Z][a-z]/.test(bare) && statement.test(bare);
}

/** Wants SQL in libs/database, where each statement has a name, a file and a spec. */
module.exports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const judge = (node, text) => {
      if (!isStatement(text)) return;
      context.report({ node, message: 'SQL lives in libs/database: give this statement a function there.' });
    };
    return {
      Literal(node) {
        if (typeof node.value === 'string') judge(node, node.value);
      },
      TemplateLiteral(node) {
        judge(node, node.quasis.map((quasi) => quasi.value.raw).join('x'));
      },
    };
  },
};
