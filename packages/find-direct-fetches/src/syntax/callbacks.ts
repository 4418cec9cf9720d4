import ts from 'typescript';
import { access, bare, propertyOf } from './names.js';

/** The method that a function is passed to as an argument. */
export interface CalledWith {
	/** The object of the method: `client` of `client.on(…)`. */
	readonly of: ts.Expression;
	readonly name: string;
	/** The arguments before the function. */
	readonly before: readonly ts.Expression[];
	/** The index of the parameter in the function. */
	readonly index: number;
}

/** The method whose callback has this parameter; `undefined` if the function is not an argument of a method. */
export function calledWith(parameter: ts.ParameterDeclaration): CalledWith | undefined {
	const callback = parameter.parent;
	if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return undefined;
	return handedTo(callback, callback.parameters.indexOf(parameter));
}

/** The method that a function, or its name, is an argument of. @param index - of the parameter */
export function handedTo(callback: ts.Expression, index: number): CalledWith | undefined {
	const call = callback.parent;
	if (!ts.isCallExpression(call)) return undefined;
	const place = call.arguments.indexOf(callback);
	const method = access(bare(call.expression));
	if (!method || place < 0) return undefined;
	return { of: method.of, name: method.name, before: call.arguments.slice(0, place), index };
}

const GIVEN_BY_LOADER = /client$|^(bot|discord)$/i;

/** The event that a module names beside its function, for a loader: `{ name: 'ready', execute(client) {} }`. */
export function namedWith(
	parameter: ts.ParameterDeclaration,
): { readonly event: ts.Expression; readonly index: number } | undefined {
	const callback = parameter.parent;
	const property = ts.isMethodDeclaration(callback) ? callback : callback.parent;
	const module = property.parent;
	if (!module || !ts.isObjectLiteralExpression(module)) return undefined;
	const event = propertyOf(module, 'name') ?? propertyOf(module, 'event');
	// Some loaders pass the client as well, before or after the arguments of the event.
	const given = callback.parameters.filter(({ name }) => !GIVEN_BY_LOADER.test(name.getText()));
	const index = given.indexOf(parameter);
	return event && index >= 0 ? { event, index } : undefined;
}

const OF_EACH = new Set([
	...[
		'map',
		'forEach',
		'each',
		'tap',
		'filter',
		'find',
		'findKey',
		'findLast',
		'some',
		'every',
		'flatMap',
		'mapValues',
	],
	...['partition', 'sweep', 'sort', 'sorted', 'toSorted', 'findIndex', 'groupBy', 'toSorted'],
]);
const OF_PAIRS = new Set(['sort', 'sorted', 'toSorted']);

/** Whether a callback is given each element of a list in this parameter: `role` of `roles.map((role) => …)`. */
export function isElement({ name, index }: CalledWith): boolean {
	if (name === 'reduce') return index === 1;
	return OF_EACH.has(name) && (index === 0 || (index === 1 && OF_PAIRS.has(name)));
}

/** Whether the parameter belongs to a callback that iterates over a list. */
export function isOfArray(parameter: ts.ParameterDeclaration): boolean {
	const called = calledWith(parameter);
	return called !== undefined && isElement(called);
}
