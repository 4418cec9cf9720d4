// Import decorators from here, so that their polyfill is loaded first, whatever a test imports.
import 'reflect-metadata';

export { container, type DependencyContainer, type InjectionToken, inject, injectAll, injectable } from 'tsyringe';
