import ts from 'typescript';
import { access, bare, propertyOf } from './names.js';

/** The method that a function is handed to as an argument. */
export interface CalledWith {
	/** Whose method: `client` of `client.on(…)`. */
	readonly of: ts.Expression;
	readonly name: string;
	/** What it was called with before the function. */
	readonly before: readonly ts.Expression[];
	/** Which parameter of the function it is. */
	readonly index: number;
}

/** The method whose callback has this parameter; `undefined` where the function is no argument of a method. */
export function calledWith(parameter: ts.ParameterDeclaration): CalledWith | undefined {
	const callback = parameter.parent;
	if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return undefined;
	return handedTo(callback, callback.parameters.indexOf(parameter));
}

/** The method that a function, or its name, is an argument of. @param index - of the parameter that is asked for */
export function handedTo(callback: ts.Expression, index: number): CalledWith | undefined {
	const call = callback.parent;
	if (!ts.isCallExpression(call)) return undefined;
	const place = call.arguments.indexOf(callback);
	const method = access(bare(call.expression));
	if (!method || place < 0) return undefined;
	return { of: method.of, name: method.name, before: call.arguments.slice(0, place), index };
}

const GIVEN_BY_LOADER = /client$|^(bot|discord)$/i;

/** The event that a module names for its function, which a loader listens with: `{ name: 'ready', execute(client) {} }`. */
export function namedWith(
	parameter: ts.ParameterDeclaration,
): { readonly event: ts.Expression; readonly index: number } | undefined {
	const callback = parameter.parent;
	const property = ts.isMethodDeclaration(callback) ? callback : callback.parent;
	const module = property.parent;
	if (!module || !ts.isObjectLiteralExpression(module)) return undefined;
	const event = propertyOf(module, 'name') ?? propertyOf(module, 'event');
	// Some loaders give the client as well, before or behind what the event gives.
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

/** Whether the parameter is one of a callback that goes over a list. */
export function isOfArray(parameter: ts.ParameterDeclaration): boolean {
	const called = calledWith(parameter);
	return called !== undefined && isElement(called);
}
