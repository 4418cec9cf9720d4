import ts from 'typescript';
import { access, bare, lastName, userOf } from '../syntax/names.js';

/** The use of a list: one role, the size of a role, a filter, or the whole list. */
export type Use = 'role' | 'roleCount' | 'filter' | 'whole';

const CHOOSES = new Set(['filter', 'find', 'findKey', 'some', 'every', 'partition', 'findLast']);

/**
 * The use of the list of members that an expression gives. If its uses differ, the most general one counts.
 *
 * @param list - the call that fetches it, or the cache
 */
export function useOf(list: ts.Expression): Use {
	const uses = usesOf(list);
	const [first = 'whole'] = uses;
	if (uses.every((use) => use === first)) return first;
	return uses.includes('whole') ? 'whole' : 'filter';
}

function usesOf(list: ts.Expression): Use[] {
	const user = userOf(list);
	if (ts.isVariableDeclaration(user) && ts.isIdentifier(user.name)) return usesOfName(user.name, scopeOf(user));
	const method = access(user);
	if (!method || bare(method.of) !== bare(list) || !ts.isExpression(user)) return ['whole'];
	const call = user.parent;
	if (!ts.isCallExpression(call) || call.expression !== user) return ['whole'];
	const [callback] = call.arguments;
	if (method.name === 'then') return callback ? usesOfResult(callback) : ['whole'];
	return CHOOSES.has(method.name) && callback ? [useOfPredicate(callback, call)] : ['whole'];
}

function usesOfResult(callback: ts.Expression): Use[] {
	if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return ['whole'];
	const [parameter] = callback.parameters;
	return parameter && ts.isIdentifier(parameter.name) ? usesOfName(parameter.name, callback.body) : ['whole'];
}

/** Each place that reads a name. A name that is declared again in an inner scope counts as the same. */
function usesOfName(name: ts.Identifier, scope: ts.Node): Use[] {
	const uses: Use[] = [];
	const visit = (node: ts.Node): void => {
		const isName = ts.isIdentifier(node) && node.text === name.text && node !== name;
		const isKey = isName && ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
		if (isName && !isKey) uses.push(...usesOf(node));
		ts.forEachChild(node, visit);
	};
	visit(scope);
	return uses;
}

function scopeOf(declaration: ts.Node): ts.Node {
	const isScope = ts.isBlock(declaration) || ts.isSourceFile(declaration) || ts.isModuleBlock(declaration);
	return isScope ? declaration : scopeOf(declaration.parent);
}

function useOfPredicate(predicate: ts.Expression, call: ts.CallExpression): Use {
	if (!ts.isArrowFunction(predicate) && !ts.isFunctionExpression(predicate)) return 'filter';
	const [member] = predicate.parameters;
	const condition = conditionOf(predicate.body);
	if (!member || !condition || !conjunctsOf(condition).some((one) => asksForRole(one, member.name.getText())))
		return 'filter';
	return access(userOf(call))?.name === 'size' && conjunctsOf(condition).length === 1 ? 'roleCount' : 'role';
}

function conditionOf(body: ts.ConciseBody): ts.Expression | undefined {
	if (!ts.isBlock(body)) return body;
	const [only] = body.statements;
	return only && ts.isReturnStatement(only) && body.statements.length === 1 ? only.expression : undefined;
}

function conjunctsOf(condition: ts.Expression): ts.Expression[] {
	const node = bare(condition);
	const isBoth = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
	return isBoth ? [...conjunctsOf(node.left), ...conjunctsOf(node.right)] : [node];
}

/** `member.roles.cache.has(…)`, also by `some` and `find`; or `({ roles }) => roles.cache.has(…)`. */
function asksForRole(condition: ts.Expression, member: string): boolean {
	const node = bare(condition);
	const method = ts.isCallExpression(node) ? access(bare(node.expression)) : undefined;
	if (!method || !['has', 'some', 'find', 'get', 'hasAny', 'hasAll'].includes(method.name)) return false;
	const cache = access(bare(method.of));
	const roles = cache?.name === 'cache' ? bare(cache.of) : undefined;
	if (!roles || lastName(roles) !== 'roles') return false;
	const owner = access(roles)?.of;
	return owner ? bare(owner).getText() === member : member.includes('roles');
}
