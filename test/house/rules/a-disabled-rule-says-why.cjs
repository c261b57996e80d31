const directive = /^\s*oxlint-disable(?:-next-line|-line)?(?:\s|$)/;
const namesRuleAndReason = /^\s*oxlint-disable(?:-next-line|-line)?\s+(?!--)\S.*?\s--\s+\S/;
const firstLine = { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };

/** Wants `oxlint-disable <rule> -- <reason>`: the rule by its name, and why it does not hold here. */
module.exports = {
  meta: { type: 'suggestion', schema: [] },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!directive.test(comment.value) || namesRuleAndReason.test(comment.value)) continue;
          context.report({
            // A directive also silences what is reported behind it, so this is reported before it.
            loc: firstLine,
            message: `Line ${comment.loc.start.line}: name the rule and say why, "oxlint-disable <rule> -- <reason>".`,
          });
        }
      },
    };
  },
};
