import 'reflect-metadata';
import { type IMemberFetchService, MemberFetchService } from 'rollcall';
import { container, type DependencyContainer, type InjectionToken } from 'tsyringe';

export const DI_TOKENS = {
	IMemberFetchService: Symbol('IMemberFetchService') as InjectionToken<IMemberFetchService>,
} as const;

export function createContainer(): DependencyContainer {
	const child = container.createChildContainer();
	child.registerSingleton(DI_TOKENS.IMemberFetchService, MemberFetchService);
	return child;
}
