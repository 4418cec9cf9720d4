import ts from 'typescript';

/** The expression without what changes nothing about its value here: parentheses, `!`, `as`, `satisfies`, `await`. */
export function bare(expression: ts.Expression): ts.Expression {
	if (
		ts.isParenthesizedExpression(expression) ||
		ts.isNonNullExpression(expression) ||
		ts.isAsExpression(expression) ||
		ts.isSatisfiesExpression(expression) ||
		ts.isTypeAssertionExpression(expression) ||
		ts.isAwaitExpression(expression)
	)
		return bare(expression.expression);
	return expression;
}

/** `guild.members` and `guild['members']` taken apart; with or without `?.`. */
export function access(node: ts.Node): { readonly of: ts.Expression; readonly name: string } | undefined {
	if (ts.isPropertyAccessExpression(node)) return { of: node.expression, name: node.name.text };
	if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
		return { of: node.expression, name: node.argumentExpression.text };
	return undefined;
}

/** The key under which a destructuring takes a value: `members` in `{ members: all }` and in `{ members }`. */
export function keyOf({ propertyName, name }: ts.BindingElement): string | undefined {
	const key = propertyName ?? name;
	return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** The node that the value of an expression goes to, past parentheses, `!`, `as` and `await`. */
export function userOf(node: ts.Node): ts.Node {
	const { parent } = node;
	return ts.isExpression(parent) && bare(parent) !== parent ? userOf(parent) : parent;
}
