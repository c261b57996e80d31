/** Wants unions of literals: they are erased, compare as plain JSON and need no import to be written. */
module.exports = {
  meta: { type: 'suggestion', schema: [] },
  create(context) {
    return {
      TSEnumDeclaration(node) {
        context.report({
          node,
          message: "No enums: write a union of literals, type State = 'active' | 'ended'.",
        });
      },
    };
  },
};
