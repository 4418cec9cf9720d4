import { PathRouter } from '../paths/index.js';
import { operations } from './operations.js';

/** The id of one of Discord's operations. */
export type OperationId = keyof typeof operations;

const router = new PathRouter<OperationId>();
for (const [id, place] of Object.entries(operations)) {
	const [method = '', path = ''] = place.replaceAll(/\{(\w+)\}/g, ':$1').split(' ');
	router.on(method, path, id as OperationId);
}

/** The operation of Discord's API with this method and path, whether the emulator has it or not. */
export function findOperation(method: string, path: string): OperationId | undefined {
	return router.find(method, path)?.value;
}
