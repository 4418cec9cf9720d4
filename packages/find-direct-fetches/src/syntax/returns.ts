import ts from 'typescript';

/** The function that a declaration makes; none where it makes something else, or has no body here. */
export function functionsOf(declaration: ts.Declaration): ts.SignatureDeclaration[] {
	if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return [declaration];
	const isHolder =
		ts.isVariableDeclaration(declaration) ||
		ts.isPropertyDeclaration(declaration) ||
		ts.isPropertyAssignment(declaration);
	const value = isHolder ? declaration.initializer : undefined;
	return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? [value] : [];
}

/** What a function returns, of itself and not of the functions in it. */
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

/** The type that `await` leaves of a type. */
export function promised(type: ts.TypeNode | undefined): ts.TypeNode | undefined {
	if (!type || !ts.isTypeReferenceNode(type) || type.typeName.getText() !== 'Promise') return type;
	return type.typeArguments?.[0] ?? type;
}
