import ts from 'typescript';

/** The function that a declaration makes; none if it makes something else. */
export function functionsOf(declaration: ts.Declaration): ts.SignatureDeclaration[] {
	if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return [declaration];
	const isHolder =
		ts.isVariableDeclaration(declaration) ||
		ts.isPropertyDeclaration(declaration) ||
		ts.isPropertyAssignment(declaration);
	const value = isHolder ? declaration.initializer : undefined;
	return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? [value] : [];
}

/** The return values of a function, without those of inner functions. */
export function returnsOf(declaration: ts.SignatureDeclaration): ts.Expression[] {
	const body = 'body' in declaration ? declaration.body : undefined;
	if (!body) return [];
	if (ts.isExpression(body)) return [body];
	const values: ts.Expression[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isFunctionLike(node)) return;
		if (ts.isReturnStatement(node) && node.expression) values.push(node.expression);
		ts.forEachChild(node, visit);
	};
	visit(body);
	return values;
}

/** The type after `await`. */
export function promised(type: ts.TypeNode | undefined): ts.TypeNode | undefined {
	if (!type || !ts.isTypeReferenceNode(type) || type.typeName.getText() !== 'Promise') return type;
	return type.typeArguments?.[0] ?? type;
}
