import 'reflect-metadata';
import { container } from 'tsyringe';
import { expect, it, onTestFinished } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { MemberFetchService } from './MemberFetchService.js';

it('A container builds the service by itself, once, with its default config', async () => {
	const child = container.createChildContainer();
	child.registerSingleton('MemberFetchService', MemberFetchService);
	const service = child.resolve<MemberFetchService>('MemberFetchService');
	onTestFinished(() => service.close());
	expect(service).toBeInstanceOf(MemberFetchService);
	expect(child.resolve('MemberFetchService')).toBe(service);
	expect(service.getConfig()).toEqual(DEFAULT_CONFIG);
});
