// Decorators are taken from here, so that the polyfill which they need is loaded before them, whatever a test imports first.
import 'reflect-metadata';

export { container, type DependencyContainer, type InjectionToken, inject, injectAll, injectable } from 'tsyringe';
