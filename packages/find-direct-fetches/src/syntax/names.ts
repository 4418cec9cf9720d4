import ts from 'typescript';

/** The expression without syntax that does not change its value here: parentheses, `!`, `as`, `satisfies`, `await`. */
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

/** The parts of `guild.members` and `guild['members']`, with or without `?.`. */
export function access(
	node: ts.Node,
): { readonly of: ts.Expression; readonly name: string; readonly nameNode: ts.Node } | undefined {
	if (ts.isPropertyAccessExpression(node)) return { of: node.expression, name: node.name.text, nameNode: node.name };
	if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
		return { of: node.expression, name: node.argumentExpression.text, nameNode: node.argumentExpression };
	return undefined;
}

/** The last name of an expression: `id` of `user.id` and of `id`. */
export function lastName(node: ts.Expression): string | undefined {
	return ts.isIdentifier(node) ? node.text : access(node)?.name;
}

/** The key under which a destructuring takes a value: `members` in `{ members: all }` and in `{ members }`. */
export function keyOf({ propertyName, name }: ts.BindingElement): string | undefined {
	const key = propertyName ?? name;
	return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
}

const TAKES_EITHER = new Set([ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken]);
const TAKES_RIGHT = new Set([
	ts.SyntaxKind.AmpersandAmpersandToken,
	ts.SyntaxKind.CommaToken,
	ts.SyntaxKind.EqualsToken,
]);

/** `a ?? b` and `a || b`: another value if the first is missing. */
export function takesEither(node: ts.Node): node is ts.BinaryExpression {
	return ts.isBinaryExpression(node) && TAKES_EITHER.has(node.operatorToken.kind);
}

/**
 * The expressions that may be the value of `a ? b : c`, `a ?? b`, `a || b`, `a && b` or `a = b`; none for other nodes.
 */
export function choicesOf(node: ts.Node): readonly ts.Expression[] {
	if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
	if (takesEither(node)) return [node.left, node.right];
	if (!ts.isBinaryExpression(node)) return [];
	return TAKES_RIGHT.has(node.operatorToken.kind) ? [node.right] : [];
}

/** The node that uses the value of an expression, outside parentheses, `!`, `as`, `await` and choices such as `??`. */
export function userOf(node: ts.Node): ts.Node {
	const { parent } = node;
	if (!ts.isExpression(parent)) return parent;
	const isPassed = bare(parent) !== parent || (!isAssignment(parent) && choicesOf(parent).some((one) => one === node));
	return isPassed ? userOf(parent) : parent;
}

const ASSIGNS = new Set([
	ts.SyntaxKind.EqualsToken,
	ts.SyntaxKind.QuestionQuestionEqualsToken,
	ts.SyntaxKind.BarBarEqualsToken,
	ts.SyntaxKind.AmpersandAmpersandEqualsToken,
]);

/** `a = b`, and `a ??= b` and the like. */
export function isAssignment(node: ts.Node): node is ts.BinaryExpression {
	return ts.isBinaryExpression(node) && ASSIGNS.has(node.operatorToken.kind);
}

/** The value of an object literal under this name. */
export function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
	for (const property of literal.properties) {
		if (!property.name || ts.isComputedPropertyName(property.name) || property.name.text !== name) continue;
		if (ts.isPropertyAssignment(property)) return property.initializer;
		if (ts.isShorthandPropertyAssignment(property)) return property.name;
	}
	return undefined;
}
