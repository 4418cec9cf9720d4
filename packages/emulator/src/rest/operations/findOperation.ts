import findMyWay, { type HTTPMethod, type HTTPVersion, type Instance } from 'find-my-way';
import { operations } from './operations.js';

/** The id of one of Discord's operations. */
export type OperationId = keyof typeof operations;

const router: Instance<HTTPVersion.V1> = findMyWay({ ignoreTrailingSlash: true, maxParamLength: 512 });
for (const [id, place] of Object.entries(operations)) {
	const [method = '', path = ''] = place.replaceAll(/\{(\w+)\}/g, ':$1').split(' ');
	router.on(method as HTTPMethod, path, () => undefined, id);
}

/** The operation of Discord's API with this method and path, whether the emulator has it or not. */
export function findOperation(method: string, path: string): OperationId | undefined {
	return router.find(method as HTTPMethod, path)?.store as OperationId | undefined;
}
