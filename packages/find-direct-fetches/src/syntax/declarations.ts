import ts from 'typescript';
import { keyOf } from './names.js';

/** The source of a destructuring: an expression, or a key of an outer one; with the type that is written beside it. */
export function sourceOf({ parent: pattern }: ts.BindingElement) {
	const holder = pattern.parent;
	if (ts.isBindingElement(holder)) return { from: undefined, outerKey: keyOf(holder), type: undefined };
	return { from: holder.initializer, outerKey: undefined, type: holder.type };
}

type Initialised =
	| ts.VariableDeclaration
	| ts.ParameterDeclaration
	| ts.BindingElement
	| ts.PropertyDeclaration
	| ts.PropertyAssignment;

/** Whether a declaration may have a value beside it. */
export function hasInitializer(node: ts.Node): node is Initialised {
	return (
		ts.isVariableDeclaration(node) ||
		ts.isParameter(node) ||
		ts.isBindingElement(node) ||
		ts.isPropertyDeclaration(node) ||
		ts.isPropertyAssignment(node)
	);
}

/** The type that is written beside a declaration. */
export function writtenType(node: ts.Declaration): ts.TypeNode | undefined {
	if (ts.isVariableDeclaration(node) || ts.isParameter(node)) return node.type ?? ts.getJSDocType(node);
	if (ts.isPropertyDeclaration(node) || ts.isPropertySignature(node)) return node.type ?? ts.getJSDocType(node);
	return ts.isGetAccessor(node) ? node.type : undefined;
}

/** Whether a declaration says with `?` that it may be undefined. */
export function isOptional(node: ts.Declaration): boolean {
	if (ts.isParameter(node) || ts.isPropertyDeclaration(node) || ts.isPropertySignature(node))
		return node.questionToken !== undefined;
	return false;
}

/** Whether a type, or one member of a union, has such a name. */
export function says(type: ts.TypeNode | undefined, name: RegExp | undefined): boolean {
	if (!type || !name) return false;
	if (ts.isParenthesizedTypeNode(type)) return says(type.type, name);
	if (ts.isUnionTypeNode(type)) return type.types.some((one) => says(one, name));
	return name.test(type.getText());
}
